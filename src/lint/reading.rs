//! The words around a place, as a reader divides them: what tells 命令|列出 from 命令列.

use crate::convert::model::hash::{mix, neighbour, word};
use crate::convert::model::{Model, words};
use crate::document::han::is_han;
use crate::lexicon::Characters;
use crate::text::Span;

/// Ideographs that are read on each side.
const REACH: usize = 8;
/// Bits of a term, which the list of words may not have: more than those of a word, so that a division into words that
/// goes through it wins where both are as good.
const TERM: u32 = 30;
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

    /// Whether the place, read as one word, ends where a word ends and begins where one begins, or begins a longer
    /// word, or ends one: 軟體 in 軟體業, 部份 in 大部份. A division that goes through it needs to be nearly as good only.
    pub fn divides(&self) -> bool {
        /// Bits by which the division may be worse.
        const WORSE: u32 = 2;
        let (start, end) = (self.place.start, self.place.end);
        let (before, after) = (self.costs(false), self.costs(true));
        let best = after[0].min(before[start] + TERM + after[end]);
        let through = |&(from, to, cost): &(usize, usize, u32)| {
            let goes = from < start && start < to && to < end || start < from && from < end && end < to;
            goes && before[from] + cost + after[to] <= best + WORSE
        };
        !self.known().iter().any(through)
    }

    /// Whether the word that begins where the place begins goes on beyond it: 使用者 for 使用.
    pub fn goes_on(&self) -> bool {
        let (start, end) = (self.place.start, self.place.end);
        let (before, after) = (self.costs(false), self.costs(true));
        let goes = |&(from, to, cost): &(usize, usize, u32)| {
            from == start && to > end && before[from] + cost + after[to] == after[0]
        };
        self.known().iter().any(goes)
    }

    /// Whether the words around the character speak for `form`, and those for the one that stands there, `own`, and
    /// the character alone fit in much worse; nothing if no word speaks for `form`.
    pub fn speaks_for(&self, own: char, form: char) -> Option<bool> {
        /// Bits by which a division of the text has to be better than one with a word that has `own`.
        const BETTER: u32 = 9;
        /// The same for one in which the character stands alone.
        const BETTER_THAN_ALONE: u32 = 2;
        let model = Model::get();
        let at = self.place.start;
        let row = &model.candidates()[model.place(self.chars[at])?];
        let (own, form) = (row.position(own), row.position(form)?);
        let (before, after) = (self.costs(false), self.costs(true));
        let cost = |from: usize, to: usize, otherwise: u32| {
            before[from]
                + model
                    .words()
                    .cost(&self.chars[from..to])
                    .filter(|&bits| bits <= words::COMMON)
                    .map_or(otherwise, u32::from)
                + after[to]
        };
        let alone = cost(at, at + 1, UNKNOWN);
        let (mut best_own, mut best_form) = (u32::MAX, u32::MAX);
        for from in at.saturating_sub(words::LONGEST - 1)..=at {
            for to in at + 1..=self.chars.len().min(from + words::LONGEST) {
                let key = self.chars[from..to]
                    .iter()
                    .fold(word(at - from), |key, &c| mix(key, neighbour(c).into()));
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
        let (len, words) = (self.chars.len(), self.known());
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

    /// The words that the list knows, and each character: first, behind the last, and bits; in order.
    fn known(&self) -> Vec<(usize, usize, u32)> {
        let mut known = Vec::new();
        for at in 0..self.chars.len() {
            known.push((at, at + 1, UNKNOWN));
            Model::get().words().each_prefix(&self.chars[at..], |len, cost| {
                if cost <= words::COMMON {
                    known.push((at, at + len, cost.into()));
                }
            });
        }
        known
    }
}
