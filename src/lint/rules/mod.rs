//! All rules.

mod damage;

use super::Rule;

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
    mixed_script::MixedScript,
    one_to_many::OneToMany,
    variant_inconsistent::VariantInconsistent,
    halfwidth_punct::HalfwidthPunct,
    quote_style::QuoteStyle,
}

/// The rule of this name.
pub fn named(name: &str) -> Option<&'static dyn Rule> {
    ALL.iter().copied().find(|rule| rule.name() == name)
}

/// Whether the rule of this name is about damage, which the other rules do not see.
pub(super) fn of_damage(name: &str) -> bool {
    ALL.iter().take(6).any(|rule| rule.name() == name)
}
