//! The words around a place, as a reader divides them: what tells 命令|列出 from 命令列.

use crate::convert::model::hash::{mix, neighbour, word};
use crate::convert::model::{Model, words};
use crate::lexicon::{Characters, Lexicon, builtin};
use crate::document::han::is_han;
use crate::text::Span;

/// Ideographs that are read on each side.
const REACH: usize = 8;
/// Bits of a term, which the list of words may not have: more than those of a word, so that a division into words that
/// goes through it wins where both are as good.
const TERM: u32 = 21;
/// Bits of a word that other lists have.
const LISTED: u32 = 22;
/// Bits of an ideograph that is no word.
const UNKNOWN: u32 = 18;

/// The ideographs around a place.
pub(super) struct Reading {
    /// In their Simplified form.
    chars: Vec<char>,
    /// Those of the place.
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
        let chars = text[start..end].chars().map(|c| characters.simplified(c)).collect();
        let from = text[start..span.start].chars().count();
        let to = from + span.of(text).chars().count();
        Some(Self { chars, place: from..to })
    }

    /// Whether `span`, read as one word or several, ends where a word ends and begins where one begins, or begins a
    /// longer word: 軟體 in 軟體業.
    pub fn divides(&self) -> bool {
        let words = self.words(Some(TERM));
        let begins = words.iter().any(|word| word.start == self.place.start);
        begins && words.iter().all(|word| word.start == self.place.start || !word.contains(&(self.place.end - 1)) || word.end == self.place.end)
    }

    /// The word that the place begins in, where it goes on beyond it: 使用者 for 使用.
    pub fn goes_on(&self) -> bool {
        let words = self.words(None);
        words.iter().any(|word| word.start == self.place.start && word.end > self.place.end)
    }

    /// Whether the words around the character speak for `form`, and those for the one that stands there, `own`, and
    /// the character alone fit in much worse; nothing if no word speaks for `form`.
    pub fn speaks_for(&self, own: char, form: char) -> Option<bool> {
        /// Bits by which a division of the text has to be better than one with a word that has `own`.
        const BETTER: u32 = 5;
        /// The same for one in which the character stands alone.
        const BETTER_THAN_ALONE: u32 = 2;
        let model = Model::get();
        let at = self.place.start;
        let row = &model.candidates()[model.place(self.chars[at])?];
        let (own, form) = (row.position(own), row.position(form)?);
        let (before, after) = (self.costs(false), self.costs(true));
        let list = builtin::segmentation();
        let cost = |from: usize, to: usize, otherwise: u32| {
            let word: String = self.chars[from..to].iter().collect();
            let bits = list.get(&word).and_then(|bits| bits.parse().ok()).unwrap_or(otherwise);
            before[from] + bits + after[to]
        };
        let alone = cost(at, at + 1, UNKNOWN);
        let (mut best_own, mut best_form) = (u32::MAX, u32::MAX);
        for from in at.saturating_sub(words::LONGEST - 1)..=at {
            for to in at + 1..=self.chars.len().min(from + words::LONGEST) {
                let key = self.chars[from..to].iter().fold(word(at - from), |key, &c| mix(key, neighbour(c).into()));
                let Some(votes) = model.words().votes(key).filter(|_| to - from > 1) else { continue };
                // Any verb or adjective has 的 behind it, whether a list has that or not.
                if self.chars[from..to].ends_with(&['的']) {
                    continue;
                }
                let cost = cost(from, to, LISTED);
                if own.is_some() && votes.contains(&own) {
                    best_own = best_own.min(cost);
                } else if votes.contains(&Some(form)) {
                    best_form = best_form.min(cost);
                }
            }
        }
        let better = best_form < u32::MAX && best_form + BETTER_THAN_ALONE <= alone;
        (better || best_own < u32::MAX).then(|| better && best_form + BETTER <= best_own)
    }

    /// By place: the bits of the cheapest reading of what stands before it, or `behind` it.
    fn costs(&self, behind: bool) -> Vec<u32> {
        let len = self.chars.len();
        let list = builtin::segmentation();
        let text: String = self.chars.iter().collect();
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut words = Vec::new();
        for at in 0..len {
            words.push((at, at + 1, UNKNOWN));
            list.each_prefix(&text[offsets[at]..], |bytes, cost| {
                let to = offsets.partition_point(|&offset| offset < offsets[at] + bytes);
                words.push((at, to, cost.parse().unwrap_or(UNKNOWN)));
            });
        }
        let mut costs = vec![u32::MAX / 4; len + 1];
        if behind {
            costs[len] = 0;
            for &(from, to, cost) in words.iter().rev() {
                costs[from] = costs[from].min(costs[to] + cost);
            }
        } else {
            costs[0] = 0;
            for &(from, to, cost) in &words {
                costs[to] = costs[to].min(costs[from] + cost);
            }
        }
        costs
    }

    /// The words of the cheapest reading; the place may be read as one word for `place` bits.
    fn words(&self, place: Option<u32>) -> Vec<std::ops::Range<usize>> {
        let list: &Lexicon = builtin::segmentation();
        let text: String = self.chars.iter().collect();
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
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
