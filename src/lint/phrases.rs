//! Many phrases, looked for at every place of a text.

use std::sync::OnceLock;

use crate::lexicon::{Entries, Lexicon, builtin};
use crate::text::Span;

/// A dictionary, and a filter of the first characters of its keys that nearly every place of a text fails.
pub(super) struct Phrases {
    lexicon: Lexicon,
    /// The first two characters of the keys.
    pairs: Vec<(char, char)>,
    /// Bits of the first three characters of the keys, and of keys of two.
    filter: Box<[u64]>,
}

impl Phrases {
    const BITS: u32 = 18;

    /// Keys of one character are never found.
    pub fn new(entries: &Entries) -> Self {
        Self::with(Lexicon::new(entries), entries.keys().map(String::as_str))
    }

    /// The same where the keys are those of `lexicon`; of each, the first three characters are enough.
    fn with<'k>(lexicon: Lexicon, keys: impl Iterator<Item = &'k str>) -> Self {
        let mut filter = vec![0; 1 << (Self::BITS - 6)].into_boxed_slice();
        let mut pairs = Vec::new();
        for key in keys {
            let mut chars = key.chars();
            let (Some(first), Some(second)) = (chars.next(), chars.next()) else { continue };
            if pairs.last() != Some(&(first, second)) {
                pairs.push((first, second));
            }
            let bit = Self::bit(first, second, chars.next());
            filter[bit / 64] |= 1_u64 << (bit % 64);
        }
        Self { lexicon, pairs, filter }
    }

    /// The first two characters of the keys.
    pub fn beginnings(&self, mut found: impl FnMut(char, char)) {
        self.pairs.iter().for_each(|&(first, second)| found(first, second));
    }

    /// Whether a key may begin with these characters, or be the first two of them.
    fn may_begin(&self, first: char, second: char, third: Option<char>) -> bool {
        let is = |bit: usize| self.filter[bit / 64] & (1 << (bit % 64)) != 0;
        is(Self::bit(first, second, None)) || third.is_some() && is(Self::bit(first, second, third))
    }

    fn bit(first: char, second: char, third: Option<char>) -> usize {
        let third = third.map_or(0, u32::from);
        let hash = (first as u32).wrapping_mul(0x9E37_79B1)
            ^ (second as u32).wrapping_mul(0x85EB_CA77)
            ^ third.wrapping_mul(0xC2B2_AE3D);
        (hash >> (32 - Self::BITS)) as usize
    }

    /// The keys in `text` at `places`, which are in order, and their values: of two that overlap the first, at one place
    /// the longest.
    pub fn find<'a>(
        &'a self,
        text: &'a str,
        places: impl IntoIterator<Item = usize>,
    ) -> impl Iterator<Item = (Span, &'a str)> {
        let mut done = 0;
        places.into_iter().filter_map(move |at| {
            if at < done {
                return None;
            }
            let mut chars = text[at..].chars();
            let (first, second) = (chars.next()?, chars.next()?);
            let (len, value) = self
                .may_begin(first, second, chars.next())
                .then(|| self.lexicon.longest(&text[at..]))
                .flatten()?;
            done = at + len;
            Some((Span::at(at, len), value))
        })
    }
}

/// Words that are often written wrong.
pub(super) fn wrong_words() -> &'static Phrases {
    const BEGINNINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/word_confusion.beginnings"));
    static WORDS: OnceLock<Phrases> = OnceLock::new();
    WORDS.get_or_init(|| Phrases::with(builtin::word_confusion().clone(), BEGINNINGS.lines()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_longest_phrase_is_found() {
        let rows = [("按装", "安装"), ("按装了", "安装了"), ("装了", "x"), ("一", "y")];
        let entries = rows.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let phrases = Phrases::new(&entries);
        let found = |text: &str| -> Vec<(usize, String)> {
            let places = text.char_indices().map(|(at, _)| at);
            phrases.find(text, places).map(|(span, value)| (span.start, value.to_owned())).collect()
        };
        assert_eq!(found("一按装了a按装"), [(3, "安装了".to_owned()), (13, "安装".to_owned())]);
        assert_eq!(found("按").len() + found("").len(), 0);
    }
}
