//! Sees personal names, so that their characters are left as they are.
//!
//! A name here is a surname and one or two characters, in a place where names stand: in a list
//! (`、余红、`), beside another name, or next to a title (`书记熊征宇`, `范先生`). Text is looked at in its
//! Simplified form, so that mixed text hides no name.

use std::sync::LazyLock;

use super::exact::Reading;
use super::model::features::spells;
use crate::lexicon::{Lexicon, builtin, is_han};

/// Longest title or surname, in characters.
const LONGEST: usize = 4;

/// Whether the character `at` belongs to a name. `text` is in its Simplified form. A surname with which a word of
/// the dictionary begins is none, unless the dictionary keeps the character (`kept`): then the word is a name.
pub fn covers(text: &[char], reading: &Reading<'_>, kept: bool, at: usize) -> bool {
    let words = Words::get();
    if kept && reading.word_from(at) > 1 && words.has(text, at, 1, SURNAME) && begins(words, text, at) {
        return true;
    }
    (at.saturating_sub(LONGEST - 1)..=at)
        .any(|from| name_at(words, text, reading, from).is_some_and(|len| from + len > at))
}

/// Length in characters of the name that begins at `at`.
fn name_at(words: &Words, text: &[char], reading: &Reading<'_>, at: usize) -> Option<usize> {
    let surname = [2, 1].into_iter().find(|&len| words.has(text, at, len, SURNAME))?;
    let next = at + surname;
    let titled = is_titled(words, text, at);
    let from_edge = titled || is_at_edge(text, at);
    let addressed = (1..=LONGEST).any(|len| words.has(text, next, len, ADDRESS));
    let before_list = text.get(next + 1..).unwrap_or_default().iter().take(2).any(|&c| c == '、');
    // Nothing of what is asked below can be: that is cheaper to see than words are.
    if !is_han(text[at]) || !(from_edge || addressed || before_list) {
        return None;
    }
    let word = |at: usize| reading.word_from(at);
    if word(at) > 1 && !is_given(text, at, word(at)) {
        return None;
    }
    let title_after = |end: usize| (1..=LONGEST).any(|len| words.has(text, end, len, AFTER));
    let edge = |index: Option<usize>| index.and_then(|index| text.get(index)).is_none_or(|&c| !is_han(c));
    let listed = |index: Option<usize>| {
        index.and_then(|index| text.get(index)).is_some_and(|&c| matches!(c, '、' | '·' | ' ' | '\u{3000}'))
    };
    let left = at.checked_sub(1);
    // 范先生: the surname alone before a title of address, unless a word holds it, as in 模范先生.
    let held = || (at.saturating_sub(8)..at).any(|from| from + word(from) > at);
    if addressed && !held() {
        return Some(surname);
    }
    for given in [2, 1] {
        let end = next + given;
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
            || (text.get(end) == Some(&'、') && is_like_a_name(words, text, end + 1) && !held());
        if named {
            return Some(surname + given);
        }
    }
    None
}

/// Whether a surname and one or two characters stand alone here, as in a list of names.
fn is_like_a_name(words: &Words, text: &[char], at: usize) -> bool {
    let len = text[at..].iter().take_while(|&&c| is_han(c)).count();
    let ends =
        |len: usize| text.get(at + len).is_none_or(|c| matches!(c, '、' | '和' | '與' | '与' | '等' | '及'));
    let closed = (2..=3).any(|wanted| ends(wanted) && len >= wanted || len == wanted);
    closed && words.has(text, at, 1, SURNAME)
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
fn begins(words: &Words, text: &[char], at: usize) -> bool {
    is_at_edge(text, at) || is_titled(words, text, at)
}

fn is_at_edge(text: &[char], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|left| !is_han(text[left]))
}

fn is_titled(words: &Words, text: &[char], at: usize) -> bool {
    (1..=LONGEST).any(|len| len <= at && words.has(text, at - len, len, BEFORE))
}

/// Whether the character is a surname.
pub fn is_surname(c: char) -> bool {
    Words::get().has(&[c], 0, 1, SURNAME)
}

/// Whether a name can begin here, and nothing behind the surname shows that it is one, as a title does, or 某.
pub fn is_bare(text: &[char], at: usize) -> bool {
    let words = Words::get();
    let shown = || (1..=LONGEST).any(|len| words.has(text, at + 1, len, ADDRESS | AFTER));
    begins(words, text, at) && text.get(at + 1) != Some(&'某') && !shown()
}

/// Whether the character `at` stands where a given name does, one or two characters behind a surname, and is
/// one that names have more often than words; none where a word begins with it: 征收.
pub fn is_given_name(text: &[char], reading: &Reading<'_>, at: usize) -> bool {
    let words = Words::get();
    is_given(text, at, 1)
        && reading.word_from(at) < 2
        && (1..=2).any(|back| at >= back && words.has(text, at - back, 1, SURNAME))
}

/// Whether the word of the dictionary is itself a name, by its last character.
fn is_given(text: &[char], at: usize, len: usize) -> bool {
    let Some(last) = text.get(at + len - 1) else { return false };
    let mut buffer = [0; 4];
    builtin::name_characters().get(last.encode_utf8(&mut buffer)).is_some_and(|place| place == "given")
}

/// What the words are that make a name visible.
struct Words {
    lexicon: &'static Lexicon,
    /// By code point: the kinds of the word that the character is alone, how long those are that it begins, and whether
    /// it ends a longer one.
    characters: Box<[u8; 1 << 16]>,
}

/// Kinds of words.
const SURNAME: u8 = 1;
const BEFORE: u8 = 2;
const AFTER: u8 = 4;
const ADDRESS: u8 = 8;
/// A word of two characters begins with this one; the bits behind that are for longer ones.
const BEGINS: u8 = 16;
/// A word of several characters ends with this one.
const ENDS: u8 = 128;

impl Words {
    fn get() -> &'static Self {
        static WORDS: LazyLock<Words> = LazyLock::new(|| {
            let lexicon = builtin::names();
            let mut characters: Box<[u8; 1 << 16]> =
                vec![0; 1 << 16].into_boxed_slice().try_into().expect("65536 items");
            lexicon.for_each(|word, found| {
                let word: Vec<char> = word.chars().collect();
                debug_assert!(word.len() <= LONGEST, "{word:?} is too long");
                let mut note = |c: char, what: u8| {
                    if let Some(known) = characters.get_mut(c as usize) {
                        *known |= what;
                    }
                };
                match word[..] {
                    [alone] => note(alone, kinds(found)),
                    [first, .., last] => {
                        note(first, BEGINS << (word.len() - 2));
                        note(last, ENDS);
                    }
                    [] => {}
                }
            });
            Words { lexicon, characters }
        });
        &WORDS
    }

    /// Whether the characters are a word of this kind.
    #[inline]
    fn has(&self, text: &[char], at: usize, len: usize, kind: u8) -> bool {
        let Some(word) = text.get(at..at + len) else { return false };
        let known = |c: char| self.characters.get(c as usize).copied().unwrap_or(0);
        match word {
            [alone] => known(*alone) & kind != 0,
            [first, .., last] => {
                known(*first) & BEGINS << (len - 2) != 0
                    && known(*last) & ENDS != 0
                    && self.has_longer(word, kind)
            }
            [] => false,
        }
    }

    fn has_longer(&self, word: &[char], kind: u8) -> bool {
        let (mut buffer, mut end) = ([0; LONGEST * 4], 0);
        for c in word {
            end += c.encode_utf8(&mut buffer[end..]).len();
        }
        let word = std::str::from_utf8(&buffer[..end]).expect("whole characters");
        self.lexicon.get(word).is_some_and(|found| kinds(found) & kind != 0)
    }
}

fn kinds(names: &str) -> u8 {
    let kind = |name: &str| match name {
        "surname" => SURNAME,
        "before" => BEFORE,
        "after" => AFTER,
        "address" => ADDRESS,
        _ => 0,
    };
    names.split(' ').map(kind).fold(0, |all, kind| all | kind)
}
