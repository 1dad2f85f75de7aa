//! Which changes of a conversion are findings: a converter has to choose where a reader would accept what is there.

use super::reading::Reading;
use super::variants::is_regional;
use crate::convert::model::Model;
use crate::convert::{Change, ChangeKind};
use crate::document::han::is_han;
use crate::lexicon::{ACCEPTED_IN_HONG_KONG, Characters, Lexicon, builtin};
use crate::text::Span;
use crate::variant::{Script, Variant};

/// Leftovers that are words of their own in compounds that no dictionary lists: 蜂后, 龍后, 野干.
const COMPOUNDS: [char; 2] = ['后', '干'];
/// Longest word that is looked for, in characters.
const LONGEST: usize = 4;

/// Keep the changes of `text` that are findings. `own` are forms that the text keeps to.
pub(super) fn retain(changes: &mut Vec<Change>, text: &str, locale: Variant, own: &[char]) {
    let accepted = |c: char| match locale {
        // What Taiwan or Hong Kong writes, and the forms of characters that an edition keeps to.
        Variant::Hant => is_regional(c) || own.contains(&c) || is_standard(c),
        Variant::HantHk => ACCEPTED_IN_HONG_KONG.contains(&c) || is_standard(c),
        Variant::HantTw => is_standard(c),
        Variant::Hans | Variant::HansCn => false,
    };
    changes.retain(|change| match change.kind {
        ChangeKind::Script => !change.edit.span.of(text).chars().all(accepted),
        ChangeKind::Leftover | ChangeKind::OverConverted if locale.script() == Script::Traditional => {
            has_evidence(change, text)
        }
        ChangeKind::Leftover => !is_simplified_word(text, change.edit.span),
        _ => true,
    });
}

/// Whether the lists of Taiwan and Hong Kong both have a character that OpenCC converts: 霉, 痴.
fn is_standard(c: char) -> bool {
    let mut buffer = [0; 4];
    let c = &*c.encode_utf8(&mut buffer);
    builtin::standards().get(c).is_some_and(|lists| lists.contains('B') && lists.contains('H'))
        && builtin::leftovers().get(c).is_none()
}

/// Whether a word says that the character is wrong, or, where none says anything, the classifier is sure.
fn has_evidence(change: &Change, text: &str) -> bool {
    let (is, should) = (change.edit.span.of(text), &change.edit.text);
    let (Some(own), Some(form)) = (only(is), only(should)) else { return true };
    // Where the forms have the same meanings, the dictionaries have a taste: 家具 and 家俱, 船夫 and 船伕.
    if Model::get().place(Characters::get().simplified(own)).is_none() {
        return false;
    }
    let Some(reading) = Reading::around(text, change.edit.span) else { return false };
    // A Traditional character in a context where no text had it is rare more often than wrong.
    let is_sure = change.kind == ChangeKind::Leftover && change.doubt.is_none() && !COMPOUNDS.contains(&own);
    reading.speaks_for(own, form).unwrap_or(is_sure)
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a Simplified word holds the character as it is: 覆灭 in 文明覆灭.
fn is_simplified_word(text: &str, span: Span) -> bool {
    static WORDS: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
    let words = WORDS.get_or_init(|| builtin::opencc("STPhrases").expect("built in"));
    let before = text[..span.start].char_indices().rev().take(LONGEST - 1).take_while(|&(_, c)| is_han(c));
    before.map(|(at, _)| at).chain([span.start]).any(|start| {
        let mut holds = false;
        words.each_prefix(&text[start..], |len, _| holds |= len > span.len() && start + len >= span.end);
        holds
    })
}
