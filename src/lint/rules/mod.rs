//! All rules.

#[cfg(feature = "cli")]
mod chinese;
mod damage;

use super::Rule;
#[cfg(feature = "cli")]
use crate::message::Lang;

macro_rules! rules {
    ($($module:ident::$rule:ident),* $(,)?) => {
        $(mod $module;)*

        /// All rules, in the order of reports.
        pub static ALL: &[&dyn Rule] = &[$(&$module::$rule),*];
    };
}

rules! {
    pinyin_residue::PinyinResidue,
    bopomofo_residue::BopomofoResidue,
    kangxi_radical::KangxiRadical,
    cjk_radical::CjkRadical,
    compat_ideograph::CompatIdeograph,
    zero_width::ZeroWidth,
    soft_hyphen::SoftHyphen,
    bom_inside::BomInside,
    odd_space::OddSpace,
    control_char::ControlChar,
    bidi_control::BidiControl,
    private_use::PrivateUse,
    replacement_char::ReplacementChar,
    variation_selector::VariationSelector,
    fullwidth_ascii::FullwidthAscii,
    halfwidth_kana_punct::HalfwidthKanaPunct,
    non_nfc::NonNfc,
    mojibake_utf8::MojibakeUtf8,
    mojibake_gbk::MojibakeGbk,
    mojibake_gbk_shift::MojibakeGbkShift,
    lost_text::LostText,
    residue_fragment::ResidueFragment,
    lookalike::Lookalike,
    mixed_script::MixedScript,
    one_to_many::OneToMany,
    over_conversion::OverConversion,
    locale_term::LocaleTerm,
    variant_inconsistent::VariantInconsistent,
    variant_locale::VariantLocale,
    variant_shinjitai::VariantShinjitai,
    nonstandard_char::NonstandardChar,
    zero_in_date::ZeroInDate,
    ellipsis::Ellipsis,
    dash::Dash,
    middle_dot::MiddleDot,
    repeated_punct::RepeatedPunct,
    halfwidth_punct::HalfwidthPunct,
    punct_space::PunctSpace,
    straight_quote::StraightQuote,
    reversed_quote::ReversedQuote,
    quote_style::QuoteStyle,
    word_confusion::WordConfusion,
    duplicate_word::DuplicateWord,
    inconsistent_term::InconsistentTerm,
    title_mark::TitleMark,
    title_enum::TitleEnum,
    unmatched_pair::UnmatchedPair,
    crossed_pair::CrossedPair,
    connector::Connector,
    han_space::HanSpace,
    cjk_latin_space::CjkLatinSpace,
    hard_linebreak::HardLinebreak,
    html_entity::HtmlEntity,
    emoji_noise::EmojiNoise,
    spam_markers::SpamMarkers,
    doc_locale::DocLocale,
    unused_suppression::UnusedSuppression,
}

pub(super) use duplicate_word::first_of_pairs;
pub(crate) use unused_suppression::UnusedSuppression;

/// Names and texts of `docs/rules/*.md`, sorted by name.
static PAGES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

/// The page of a rule, in Markdown: what it finds, why, examples, and when to turn it off.
pub fn page(name: &str) -> Option<&'static str> {
    let at = PAGES.binary_search_by_key(&name, |&(name, _)| name).ok()?;
    Some(PAGES[at].1)
}

/// The page of a rule in a language, in English where there is none.
#[cfg(feature = "cli")]
pub fn page_in(name: &str, lang: Lang) -> Option<&'static str> {
    chinese::page(name, lang).or_else(|| page(name))
}

/// What a rule finds, in the first sentence of its page.
pub fn summary(name: &str) -> Option<&'static str> {
    first_sentence(page(name)?)
}

/// What a rule finds, in the first sentence of its page in a language.
#[cfg(feature = "cli")]
pub fn summary_in(name: &str, lang: Lang) -> Option<&'static str> {
    first_sentence(page_in(name, lang)?)
}

/// The first sentence behind the first heading of a page.
fn first_sentence(page: &str) -> Option<&str> {
    let (_, text) = page.split_once("\n## ")?;
    let text = text.lines().skip(1).find(|line| !line.is_empty())?;
    let mut in_code = false;
    for (at, c) in text.char_indices() {
        in_code ^= c == '`';
        if c == '。' && !in_code {
            return Some(&text[..at + c.len_utf8()]);
        }
    }
    // A sentence ends before a capital letter: `U+2E80 to U+2EFF). The …`, not `i.e. this`.
    let end = text.match_indices(". ").find(|&(at, _)| text[at + 2..].starts_with(char::is_uppercase));
    Some(end.map_or(text, |(at, _)| &text[..=at]))
}

/// How many rules at the beginning of [`ALL`] say what repairing has found.
const OF_DAMAGE: usize = 8;

/// The rule of this name.
pub fn named(name: &str) -> Option<&'static dyn Rule> {
    ALL.iter().copied().find(|rule| rule.name() == name)
}

/// Whether the rule of this name is about damage, which the other rules do not see.
pub(super) fn of_damage(name: &str) -> bool {
    ALL.iter().take(OF_DAMAGE).any(|rule| rule.name() == name)
}
