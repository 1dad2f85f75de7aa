//! Sees personal names, so that their characters are left as they are.
//!
//! A name here is a surname and one or two characters, in a place where names stand: in a list
//! (`、余红、`), beside another name, or next to a title (`书记熊征宇`, `范先生`). Text is looked at in its
//! Simplified form, so that mixed text hides no name.

use std::sync::LazyLock;

use super::exact::Reading;
use super::model::features::spells;
use crate::lexicon::{CharSet, Lexicon, builtin, is_han};

/// Longest title or surname, in characters.
const LONGEST: usize = 4;

/// Whether the character `at` belongs to a name. `text` is in its Simplified form. A surname with which a word of
/// the dictionary begins is none, unless the dictionary keeps the character (`kept`): then the word is a name.
pub fn covers(text: &[char], reading: &Reading<'_>, kept: bool, at: usize) -> bool {
    let words = builtin::names();
    if kept && reading.word_from(at) > 1 && is_word(words, text, at, 1, "surname") && begins(words, text, at)
    {
        return true;
    }
    (at.saturating_sub(LONGEST - 1)..=at)
        .any(|from| name_at(words, text, reading, from).is_some_and(|len| from + len > at))
}

/// Length in characters of the name that begins at `at`.
fn name_at(words: &Lexicon, text: &[char], reading: &Reading<'_>, at: usize) -> Option<usize> {
    let surname = [2, 1].into_iter().find(|&len| is_word(words, text, at, len, "surname"))?;
    let word = |at: usize| reading.word_from(at);
    if !is_han(text[at]) || (word(at) > 1 && !is_given(text, at, word(at))) {
        return None;
    }
    let from_edge = begins(words, text, at);
    let titled = is_titled(words, text, at);
    let title_after = |end: usize| (1..=LONGEST).any(|len| is_word(words, text, end, len, "after"));
    let edge = |index: Option<usize>| index.and_then(|index| text.get(index)).is_none_or(|&c| !is_han(c));
    let listed = |index: Option<usize>| {
        index.and_then(|index| text.get(index)).is_some_and(|&c| matches!(c, '、' | '·' | ' ' | '\u{3000}'))
    };
    let left = at.checked_sub(1);
    // 范先生: the surname alone before a title of address, unless a word holds it, as in 模范先生.
    let held = (at.saturating_sub(8)..at).any(|from| from + word(from) > at);
    let address = |from: usize| (1..=LONGEST).any(|len| is_word(words, text, from, len, "address"));
    if !held && address(at + surname) {
        return Some(surname);
    }
    for given in [2, 1] {
        let end = at + surname + given;
        if end > text.len() || !text[at..end].iter().all(|&c| is_han(c)) {
            continue;
        }
        if (at + 1..end).any(|index| word(index) > 2) {
            continue;
        }
        let closed = edge(Some(end)) || text.get(end) == Some(&'等');
        let in_list = listed(left) || listed(Some(end));
        let named = (titled && (closed || title_after(end) || given == 2))
            || (from_edge && title_after(end) && given <= 2)
            || (from_edge && closed && in_list)
            || (!held && text.get(end) == Some(&'、') && is_like_a_name(words, text, end + 1));
        if named {
            return Some(surname + given);
        }
    }
    None
}

/// Whether a surname and one or two characters stand alone here, as in a list of names.
fn is_like_a_name(words: &Lexicon, text: &[char], at: usize) -> bool {
    let len = text[at..].iter().take_while(|&&c| is_han(c)).count();
    let ends =
        |len: usize| text.get(at + len).is_none_or(|c| matches!(c, '、' | '和' | '與' | '与' | '等' | '及'));
    let closed = (2..=3).any(|wanted| ends(wanted) && len >= wanted || len == wanted);
    closed && is_word(words, text, at, 1, "surname")
}

/// Whether the character belongs to a foreign name, one with a dot beside it: 杰 in 杰弗里·道森.
pub fn is_foreign(text: &[char], at: usize) -> bool {
    let dot = |c: &char| matches!(c, '·' | '‧' | '・' | '•');
    let right = text[at + 1..].iter().take(LONGEST + 2).find(|&&c| !spells(c));
    let left = text[..at].iter().rev().take(LONGEST + 2).find(|&&c| !spells(c));
    let spelt = |place: Option<usize>| place.and_then(|place| text.get(place)).is_some_and(|&c| spells(c));
    right.is_some_and(dot) && spelt(Some(at + 1)) || left.is_some_and(dot) && spelt(at.checked_sub(1))
}

/// Whether a name can begin here: behind a title, or behind something that is no ideograph.
fn begins(words: &Lexicon, text: &[char], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|left| !is_han(text[left])) || is_titled(words, text, at)
}

fn is_titled(words: &Lexicon, text: &[char], at: usize) -> bool {
    (1..=LONGEST).any(|len| len <= at && is_word(words, text, at - len, len, "before"))
}

/// Whether the character `at` stands where a given name does, one or two characters behind a surname, and is
/// one that names have more often than words; none where a word begins with it: 征收.
pub fn is_given_name(text: &[char], reading: &Reading<'_>, at: usize) -> bool {
    let words = builtin::names();
    is_given(text, at, 1)
        && reading.word_from(at) < 2
        && (1..=2).any(|back| at >= back && is_word(words, text, at - back, 1, "surname"))
}

/// Whether the word of the dictionary is itself a name, by its last character.
fn is_given(text: &[char], at: usize, len: usize) -> bool {
    let Some(last) = text.get(at + len - 1) else { return false };
    let mut buffer = [0; 4];
    builtin::name_characters().get(last.encode_utf8(&mut buffer)).is_some_and(|place| place == "given")
}

fn is_word(words: &Lexicon, text: &[char], at: usize, len: usize, kind: &str) -> bool {
    static FIRSTS: LazyLock<CharSet> = LazyLock::new(|| {
        let firsts = builtin::names().entries().into_keys();
        CharSet::new(&firsts.filter_map(|word| word.chars().next()).collect::<String>())
    });
    let Some(word) = text.get(at..at + len).filter(|word| FIRSTS.contains(word[0])) else { return false };
    let (mut buffer, mut end) = ([0; LONGEST * 4], 0);
    for c in word {
        end += c.encode_utf8(&mut buffer[end..]).len();
    }
    let word = std::str::from_utf8(&buffer[..end]).expect("whole characters");
    words.get(word).is_some_and(|kinds| kinds.split(' ').any(|other| other == kind))
}
