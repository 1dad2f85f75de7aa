//! Where the words of a line begin and end.
//!
//! The reading that costs least is taken: each word costs the bits of its rarity (the counts of `McBopomofo`), so that
//! few and frequent words win. 少数组织 is 少数 and 组织, not 少, 数组 and 织.

use super::rows::Rows;
use crate::convert::model::Model;
use crate::convert::model::words::{COMMON, Words};
use crate::lexicon::is_han;

/// Bits of a regional word that the list of words does not have.
const TERM: u32 = 15;
/// Bits of an ideograph that the list of words does not have.
const UNKNOWN: u32 = 18;
/// Bits of any other character.
const OTHER: u32 = 1;

pub struct Boundaries {
    words: &'static Words,
}

impl Boundaries {
    pub fn new() -> Self {
        Self { words: Model::get().words() }
    }

    /// First and last character of the words of `line` that `rows` has, where the line is read as the words
    /// of both.
    pub fn words(&self, line: &[char], rows: &Rows) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut start = 0;
        for passage in line.split_inclusive(|&c| ends_a_passage(c)) {
            let text: String = passage.iter().collect();
            let any = text.char_indices().any(|(at, _)| rows.keys.longest(&text[at..]).is_some());
            if any {
                let words = self.read(passage, &text, rows, false);
                found.extend(words.into_iter().map(|(from, to)| (start + from, start + to)));
            }
            start += passage.len();
        }
        found
    }

    /// The words of the cheapest reading that `rows` has; of a reading in `parts`, only those that mean one
    /// thing, and the passage is not one word.
    fn read(&self, passage: &[char], text: &str, rows: &Rows, parts: bool) -> Vec<(usize, usize)> {
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let mut best = vec![(u32::MAX, 0); passage.len() + 1];
        best[0] = (0, 0);
        for at in 0..passage.len() {
            let (so_far, _) = best[at];
            let rest = &text[offsets[at]..];
            let mut step = |len: usize, cost: u32| {
                let to = offsets.partition_point(|&offset| offset < offsets[at] + len);
                if so_far + cost < best[to].0 && !(parts && len == text.len()) {
                    best[to] = (so_far + cost, at);
                }
            };
            let c = passage[at];
            step(c.len_utf8(), if is_han(c) { UNKNOWN } else { OTHER });
            self.words.each_prefix(&passage[at..], |len, cost| {
                if cost <= COMMON {
                    step(offsets[at + len] - offsets[at], cost.into());
                }
            });
            rows.keys.each_prefix(rest, |len, _| step(len, TERM));
        }
        let mut found = Vec::new();
        let mut to = passage.len();
        while to > 0 {
            let (_, from) = best[to];
            let word = &passage[from..to];
            match rows.get(word) {
                Some(row) if !parts || row.is_plain() => found.push((from, to)),
                // 網路 in 網路上, which the list has as one word.
                None if !parts && word.len() > 2 => {
                    let inner = self.read(word, &text[offsets[from]..offsets[to]], rows, true);
                    found.extend(inner.into_iter().rev().map(|(start, end)| (from + start, from + end)));
                }
                _ => {}
            }
            to = from;
        }
        found.reverse();
        found
    }
}

/// Whether no word goes on over a character.
fn ends_a_passage(c: char) -> bool {
    c.is_whitespace() || "，。！？；：、（）《》「」『』“”…—,;!?()[]<>".contains(c)
}
