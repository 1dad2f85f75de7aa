//! Words of one region for those of another: 软件, 軟體.
//!
//! A word is looked up in the Simplified form of the text, and counts where a reader cuts the text so that
//! it is one ([`boundaries`]): 数组 in 少数组织 is none. Whether it is meant so is told by the row:
//!
//! - most words mean one thing, and are changed in text of any script;
//! - a word that the target's region has too (程序, 文件) is changed only in text of the script of its own
//!   region, and where its row names topics, only where the text is about them.
//!
//! What a row writes is a word as well, which no other row changes, so that a second conversion finds
//! nothing more.

mod boundaries;
mod rows;
mod topics;

use std::ops::Range;

use boundaries::Boundaries;
use rows::{Row, Rows};
use topics::Topics;

use crate::lexicon::Characters;
use crate::variant::{Script, Variant};

/// The words of other regions, for one target.
pub struct Terms {
    target: Script,
    rows: Rows,
    boundaries: Boundaries,
}

/// A word to change: its first character, the one behind its last, and what it becomes.
pub type Found = (usize, usize, String);

impl Terms {
    /// Load the words for `target`; `form` gives the target's form of a Traditional character. Nothing for a
    /// target that belongs to no region.
    pub fn new(target: Variant, form: impl Fn(char) -> char) -> Option<Self> {
        let rows = Rows::new(target, form)?;
        Some(Self { target: target.script(), rows, boundaries: Boundaries::new() })
    }

    /// The words to change in a text, in order, without overlaps. `simplified` is the Simplified form of the
    /// text, `source` the text as far as its script counts. What is `taken`, in order, is in no word.
    ///
    /// Linear in the length of the text; most of it is only searched for the beginnings of words.
    pub fn find(
        &self,
        source: &[char],
        simplified: &[char],
        taken: impl IntoIterator<Item = Range<usize>>,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let mut topics = Topics::new(simplified);
        let whole = script(source).unwrap_or(self.target);
        let mut taken = taken.into_iter().peekable();
        let (mut at, mut free) = (0, 0);
        for line in simplified.split_inclusive(|&c| c == '\n') {
            let range = at..at + line.len();
            let script = script(&source[range.clone()]).unwrap_or(whole);
            let mut words = |part: Range<usize>| {
                let text = &simplified[part.clone()];
                for (start, end) in self.boundaries.words(text, &self.rows) {
                    let word = &text[start..end];
                    if let Some(Row::Becomes { value, when, .. }) = self.rows.get(word)
                        && when
                            .as_ref()
                            .is_none_or(|when| when.script == script && topics.admit(when, &range, word))
                    {
                        found.push((part.start + start, part.start + end, value.clone()));
                    }
                }
            };
            while let Some(taken) = taken.next_if(|taken| taken.start < range.end) {
                words(free..taken.start);
                free = taken.end;
            }
            words(free..range.end.max(free));
            free = free.max(range.end);
            at = range.end;
        }
        found
    }
}

/// The script of most characters that belong to one; of as many of both, Traditional: the text has been
/// converted in part.
fn script(text: &[char]) -> Option<Script> {
    let characters = Characters::get();
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for &c in text {
        match characters.script(c) {
            Some(Script::Simplified) => simplified += 1,
            Some(Script::Traditional) => traditional += 1,
            None => {}
        }
    }
    match (simplified, traditional) {
        (0, 0) => None,
        _ if simplified > traditional => Some(Script::Simplified),
        _ => Some(Script::Traditional),
    }
}

#[cfg(test)]
mod tests;
