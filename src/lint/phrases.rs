//! Many phrases, looked for at every place of a text.

use crate::lexicon::Lexicon;
use crate::text::Span;

/// A dictionary, and a filter of the first two characters of its keys that nearly every place of a text fails.
pub(super) struct Phrases {
    lexicon: Lexicon,
    pairs: Box<[u64]>,
}

impl Phrases {
    const BITS: u32 = 18;

    /// Keys of one character are never found.
    pub fn new(lexicon: Lexicon) -> Self {
        let mut pairs = vec![0; 1 << (Self::BITS - 6)].into_boxed_slice();
        for key in lexicon.entries().keys() {
            let mut chars = key.chars();
            if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                let bit = Self::bit(first, second);
                pairs[bit / 64] |= 1_u64 << (bit % 64);
            }
        }
        Self { lexicon, pairs }
    }

    fn bit(first: char, second: char) -> usize {
        let hash = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
        (hash >> (32 - Self::BITS)) as usize
    }

    /// The keys in `text` and their values, from left to right: of two that overlap the first, at one place the
    /// longest.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, &'a str)> {
        let mut places = text.char_indices().zip(text.chars().skip(1));
        let mut done = 0;
        std::iter::from_fn(move || {
            loop {
                let ((at, first), second) = places.next()?;
                let bit = Self::bit(first, second);
                if at < done || self.pairs[bit / 64] & (1 << (bit % 64)) == 0 {
                    continue;
                }
                if let Some((len, value)) = self.lexicon.longest(&text[at..]) {
                    done = at + len;
                    return Some((Span::at(at, len), value));
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_longest_phrase_is_found() {
        let rows = [("按装", "安装"), ("按装了", "安装了"), ("装了", "x"), ("一", "y")];
        let entries = rows.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let phrases = Phrases::new(Lexicon::new(&entries));
        let found: Vec<_> = phrases.find("一按装了a按装").map(|(span, value)| (span.start, value)).collect();
        assert_eq!(found, [(3, "安装了"), (13, "安装")]);
        assert_eq!(phrases.find("按").count() + phrases.find("").count(), 0);
    }
}
