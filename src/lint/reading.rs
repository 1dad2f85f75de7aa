//! The words around a place, as a reader divides them: what tells 命令|列出 from 命令列.

use crate::convert::model::hash::{mix, neighbour, word};
use crate::convert::model::{Model, words};
use crate::lexicon::{Characters, Lexicon, builtin};
use crate::document::han::is_han;
use crate::text::Span;

/// Ideographs that are read on each side.
const REACH: usize = 8;
/// Bits of a word that the list of words does not have.
const LISTED: u32 = 15;
/// Bits of an ideograph that is no word.
const UNKNOWN: u32 = 18;

/// The ideographs around a place.
pub(super) struct Reading {
    /// In their Simplified form.
    chars: Vec<char>,
    /// Where each begins in the text, and the last one ends.
    offsets: Vec<usize>,
    /// The characters that the place has.
    place: std::ops::Range<usize>,
}

impl Reading {
    /// Look at the ideographs around `span` of `text`; nothing if it has other characters.
    pub fn around(text: &str, span: Span) -> Option<Self> {
        if !span.of(text).chars().all(is_han) {
            return None;
        }
        let reach = |c: &(usize, char)| is_han(c.1);
        let before = text[..span.start].char_indices().rev().take(REACH).take_while(reach).last();
        let start = before.map_or(span.start, |(at, _)| at);
        let after = text[span.end..].char_indices().take(REACH).take_while(reach).last();
        let end = after.map_or(span.end, |(at, c)| span.end + at + c.len_utf8());
        let characters = Characters::get();
        let (mut chars, mut offsets) = (Vec::new(), Vec::new());
        for (at, c) in text[start..end].char_indices() {
            chars.push(characters.simplified(c));
            offsets.push(start + at);
        }
        offsets.push(end);
        let from = offsets.partition_point(|&at| at < span.start);
        let to = offsets.partition_point(|&at| at < span.end);
        Some(Self { chars, offsets, place: from..to })
    }

    /// Whether `span`, read as one word or several, ends where a word ends and begins where one begins, or begins a
    /// longer word: 軟體 in 軟體業.
    pub fn divides(&self) -> bool {
        let words = self.words(Some(LISTED));
        let begins = words.iter().any(|word| word.start == self.place.start);
        begins && words.iter().all(|word| word.start == self.place.start || !word.contains(&(self.place.end - 1)) || word.end == self.place.end)
    }

    /// The word that the place begins in, where it goes on beyond it: 使用者 for 使用.
    pub fn goes_on(&self) -> bool {
        let words = self.words(None);
        words.iter().any(|word| word.start == self.place.start && word.end > self.place.end)
    }

    /// Whether the words around the character speak for `form` and none for the one that stands there, `own`;
    /// nothing if no word speaks.
    pub fn speaks_for(&self, own: char, form: char) -> Option<bool> {
        let model = Model::get();
        let at = self.place.start;
        let row = &model.candidates()[model.place(self.chars[at])?];
        let (own, form) = (row.position(own), row.position(form));
        let votes = |from: usize, to: usize| {
            let key = self.chars[from..to].iter().fold(word(at - from), |key, &c| mix(key, neighbour(c).into()));
            model.words().votes(key)
        };
        let mut against = false;
        for from in at.saturating_sub(words::LONGEST - 1)..=at {
            for to in at + 1..=self.chars.len().min(from + words::LONGEST) {
                if to - from > 1 && votes(from, to).is_some_and(|votes| own.is_some() && votes.contains(&own)) {
                    against = true;
                }
            }
        }
        if against {
            return Some(false);
        }
        let read = self.words_with(None, |from, to| from <= at && at < to && votes(from, to).is_some());
        let word = read.into_iter().find(|word| word.contains(&at))?;
        let votes = votes(word.start, word.end).filter(|_| word.len() > 1)?;
        Some(votes.contains(&form) && form.is_some())
    }

    /// The words of the cheapest reading; the place may be read as one word for `cost`.
    fn words(&self, cost: Option<u32>) -> Vec<std::ops::Range<usize>> {
        self.words_with(cost, |_, _| false)
    }

    /// The same, where `listed` knows more words.
    fn words_with(&self, place: Option<u32>, listed: impl Fn(usize, usize) -> bool) -> Vec<std::ops::Range<usize>> {
        let list: &Lexicon = builtin::segmentation();
        let text: String = self.chars.iter().collect();
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let len = self.chars.len();
        let mut best = vec![(u32::MAX, 0); len + 1];
        best[0] = (0, 0);
        for at in 0..len {
            let so_far = best[at].0;
            let mut step = |to: usize, cost: u32| {
                if so_far + cost < best[to].0 {
                    best[to] = (so_far + cost, at);
                }
            };
            step(at + 1, UNKNOWN);
            list.each_prefix(&text[offsets[at]..], |bytes, cost| {
                step(offsets.partition_point(|&offset| offset < offsets[at] + bytes), cost.parse().unwrap_or(UNKNOWN));
            });
            for to in at + 2..=len.min(at + words::LONGEST) {
                if listed(at, to) {
                    step(to, LISTED);
                }
            }
            if let Some(cost) = place.filter(|_| at == self.place.start) {
                step(self.place.end, cost);
            }
        }
        let mut words = Vec::new();
        let mut to = len;
        while to > 0 {
            let from = best[to].1;
            words.push(from..to);
            to = from;
        }
        words.reverse();
        words
    }
}
