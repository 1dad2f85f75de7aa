use std::collections::HashMap;
use std::sync::OnceLock;

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lexicon::{Characters, Lexicon, builtin, is_han};
use crate::lint::places::after;
use crate::lint::reading::Reading;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// A word that stands twice in a row by mistake.
#[derive(Debug)]
pub(super) struct DuplicateWord;

impl Rule for DuplicateWord {
    fn name(&self) -> &'static str {
        "duplicate-word"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let words = Words::get();
        let mut end_of_last = 0;
        for &at in cx.doubled() {
            let c = after(text, at);
            let mut recent = text[..at].chars().rev();
            let last = recent.next().unwrap_or('\0');
            let before_last = recent.next().unwrap_or('\0');
            // A single character behind itself, or the first of two behind the pair.
            let start = if c == last {
                words.one.contains_key(&simplified(c)).then(|| at - c.len_utf8())
            } else if c == before_last && words.starts_pair(c) {
                words.pair_before(&text[..at]).map(|word| at - word.len())
            } else {
                None
            };
            let Some(start) = start.filter(|&start| start >= end_of_last) else { continue };
            let word = &text[start..at];
            if !text[at..].starts_with(word) || !words.by_mistake(text, start, word) {
                continue;
            }
            end_of_last = at + word.len();
            let message = message!("`{word}` stands here twice", word);
            let edit = Edit::delete(Span::at(at, word.len()));
            let span = Span::new(start, end_of_last);
            found.push(cx.finding_at(self.name(), span, message, Applicability::Unsafe, edit));
        }
    }
}

/// The first characters, in their Simplified form, of the words of two that may stand twice.
pub(in crate::lint) fn first_of_pairs() -> impl Iterator<Item = char> {
    Words::get().first_of_pairs()
}

fn simplified(c: char) -> char {
    Characters::get().simplified(c)
}

/// Words in which a single word may stand beside itself.
#[derive(Debug, Default)]
struct Exceptions {
    endings: Vec<&'static str>,
    beginnings: Vec<&'static str>,
    holding: Vec<&'static str>,
}

/// The words of `dicts/zhfix/duplicate-words.tsv`.
struct Words {
    one: HashMap<char, Exceptions>,
    pairs: Vec<[char; 2]>,
    dictionary: Lexicon,
}

impl Words {
    /// Longest word of the dictionary that is looked for, in characters.
    const LONGEST: usize = 4;

    fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let dictionary = builtin::opencc("STPhrases").expect("built in");
            let mut words = Self { one: HashMap::new(), pairs: Vec::new(), dictionary };
            let rows = include_str!("../../../dicts/zhfix/duplicate-words.tsv").lines();
            for row in rows.filter(|row| !row.starts_with('#')) {
                let mut columns = row.split('\t');
                let word: Vec<char> = columns.next().unwrap_or_default().chars().collect();
                let mut column = || columns.next().unwrap_or_default().split_whitespace().collect();
                match word[..] {
                    [c] => {
                        let exceptions =
                            Exceptions { endings: column(), beginnings: column(), holding: column() };
                        words.one.insert(c, exceptions);
                    }
                    [first, second] => words.pairs.push([first, second]),
                    _ => {}
                }
            }
            words
        })
    }

    fn first_of_pairs(&self) -> impl Iterator<Item = char> + '_ {
        self.pairs.iter().map(|&[first, _]| first)
    }

    fn starts_pair(&self, c: char) -> bool {
        let c = simplified(c);
        self.pairs.iter().any(|[first, _]| *first == c)
    }

    /// The word of two characters that `before` ends with.
    fn pair_before<'t>(&self, before: &'t str) -> Option<&'t str> {
        let mut chars = before.char_indices().rev();
        let (second, first) = (chars.next()?, chars.next()?);
        let pair = [simplified(first.1), simplified(second.1)];
        self.pairs.contains(&pair).then(|| &before[first.0..])
    }

    /// Whether no other word explains why `word` stands twice from `start` on.
    fn by_mistake(&self, text: &str, start: usize, word: &str) -> bool {
        let (second, end) = (start + word.len(), start + 2 * word.len());
        let (before, after) = (&text[..start], &text[end..]);
        // Three in a row, or nothing but the two, are said on purpose: 是是，我知道。
        let neighbours = [before.chars().next_back(), after.chars().next()];
        let alone = !neighbours.iter().flatten().any(|&c| is_han(c));
        if alone || before.ends_with(word) || after.starts_with(word) {
            return false;
        }
        let mut chars = word.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else {
            // 使用|使用者
            return !Reading::around(text, Span::new(second, end)).is_some_and(|reading| reading.goes_on());
        };
        let Some(exceptions) = self.one.get(&simplified(c)) else { return false };
        let fold = |text: &str| text.chars().map(simplified).collect::<String>();
        let left: String = {
            let chars: Vec<char> = text[..second].chars().rev().take(Self::LONGEST).collect();
            chars.into_iter().rev().map(simplified).collect()
        };
        let right = fold(&text[second..].chars().take(Self::LONGEST).collect::<String>());
        let both = format!("{left}{right}");
        let in_dictionary = |word: &str| word.chars().nth(1).is_some() && self.dictionary.get(word).is_some();
        let ends = left.char_indices().map(|(at, _)| &left[at..]);
        let begins = right.char_indices().map(|(at, c)| &right[..at + c.len_utf8()]);
        !exceptions.endings.iter().any(|word| left.ends_with(word))
            && !exceptions.beginnings.iter().any(|word| right.starts_with(word))
            && !exceptions.holding.iter().any(|word| both.contains(word))
            && !ends.chain(begins).any(in_dictionary)
    }
}
