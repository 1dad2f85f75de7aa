//! What the words of the dictionaries say about the characters in them.

use std::borrow::Cow;

use super::candidates::Candidates;
use super::hash::{mix, neighbour, place, word};

/// Number of dictionaries: `OpenCC`'s phrases and `McBopomofo`'s words.
pub const SOURCES: usize = 2;

/// Longest word, in characters. Longer ones have shorter ones in them, or stand in the engine's dictionary.
pub const LONGEST: usize = 6;

/// What the dictionaries say about one character of a word: the form, if they have the word.
pub type Votes = [Option<usize>; SOURCES];

/// An immutable table from words and places in them to votes.
#[derive(Clone, Debug)]
pub struct Words {
    /// Bits of the pairs of neighbours that stand in words; then open addressing: 32 bits of the hash, 0 where
    /// nothing is, then a byte for each: the forms, 3 bits a source.
    bytes: Cow<'static, [u8]>,
    len: usize,
}

/// Bytes of the bits of pairs.
const PAIRS: usize = 1 << 14;

/// The bit of two neighbours, of which the word asks for the first (0) or the second (1).
#[inline]
fn pair(first: char, second: char, asked: usize) -> usize {
    (mix(mix(asked as u64, neighbour(first).into()), neighbour(second).into()) >> 40) as usize % (PAIRS * 8)
}

/// Collects words for a table.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    entries: Vec<(u64, u8)>,
    pairs: Vec<usize>,
    places: std::collections::HashMap<u64, usize>,
}

impl Builder {
    /// Add a word of a dictionary: its Simplified and its Traditional form, of the same length. Of words that
    /// look the same when Simplified, the first counts.
    pub fn add(
        &mut self,
        all: &[Option<&Candidates>],
        traditional: &[char],
        simplified: &[char],
        source: usize,
    ) {
        if simplified.len() > LONGEST || simplified.len() < 2 {
            return;
        }
        for (at, candidates) in all.iter().enumerate() {
            let Some(form) = candidates.and_then(|candidates| candidates.position(traditional[at])) else {
                continue;
            };
            if let Some(&next) = simplified.get(at + 1) {
                self.pairs.push(pair(simplified[at], next, 0));
            }
            if let Some(previous) = at.checked_sub(1) {
                self.pairs.push(pair(simplified[previous], simplified[at], 1));
            }
            let key = simplified.iter().fold(word(at), |hash, &c| mix(hash, neighbour(c).into()));
            let next = self.entries.len();
            let index = *self.places.entry(key).or_insert(next);
            if index == next {
                self.entries.push((key, 0));
            }
            let shift = source * 4;
            let before = self.entries[index].1 >> shift & 7;
            if before == 0 {
                self.entries[index].1 |= (form as u8 + 1) << shift;
            }
        }
    }

    /// Number of places of words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The bytes of the table. Equal input gives equal bytes.
    pub fn build(&self) -> Vec<u8> {
        let len = self.entries.len() * 4 / 3 + 1;
        let mut bytes = vec![0; PAIRS + len * 5];
        for pair in &self.pairs {
            bytes[pair / 8] |= 1 << (pair % 8);
        }
        let slots = &mut bytes[PAIRS..];
        for &(key, votes) in &self.entries {
            let mut slot = place(key, len);
            while slots[slot * 4..slot * 4 + 4] != [0; 4] {
                slot = (slot + 1) % len;
            }
            slots[slot * 4..slot * 4 + 4].copy_from_slice(&mark(key).to_le_bytes());
            slots[len * 4 + slot] = votes;
        }
        bytes
    }
}

/// What tells a key from others at its place, never 0.
#[inline]
fn mark(key: u64) -> u32 {
    key as u32 | 1
}

impl Words {
    /// Read what [`Builder::build`] wrote.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { len: (bytes.len() - PAIRS) / 5, bytes }
    }

    /// Whether a word that goes on to the right of a character, or to the left, may hold it and its neighbour;
    /// wrong at times, but never when it says no.
    #[inline]
    pub fn may_reach(&self, text: &[char], at: usize) -> (bool, bool) {
        let has = |bit: usize| self.bytes[bit / 8] >> (bit % 8) & 1 != 0;
        let left = at.checked_sub(1).is_some_and(|left| has(pair(text[left], text[at], 1)));
        let right = text.get(at + 1).is_some_and(|&right| has(pair(text[at], right, 0)));
        (left, right)
    }

    /// What the dictionaries say about a character of a word; `key` is the word's hash.
    #[inline]
    pub fn votes(&self, key: u64) -> Option<Votes> {
        let mark = mark(key);
        let slots = &self.bytes[PAIRS..];
        let mut slot = place(key, self.len);
        loop {
            let found = u32::from_le_bytes(*slots[slot * 4..].first_chunk().expect("four bytes"));
            if found == mark {
                let votes = slots[self.len * 4 + slot];
                let form = |source: usize| usize::from(votes >> (source * 4) & 7).checked_sub(1);
                return Some([form(0), form(1)]);
            }
            if found == 0 {
                return None;
            }
            slot += 1;
            if slot == self.len {
                slot = 0;
            }
        }
    }
}
