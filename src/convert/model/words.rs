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

/// Longest word that the table has the cost of, in characters.
pub const LONGEST_LISTED: usize = 4;

/// What a word of two characters costs that is so rare that the table has no entry for it.
pub const RARE: u8 = 24;
/// What a common word costs at most.
pub const COMMON: u8 = 21;

/// The place in a word that stands for all of it: its entry is what the word costs.
const WHOLE: usize = LONGEST;

/// An immutable table from words and places in them to votes, and from words to what they cost a reader.
#[derive(Clone, Debug)]
pub struct Words {
    /// Bits of the pairs of neighbours that stand in words, see [`pair`], of the words of two characters, and of the
    /// hashes; then open addressing: 32 bits of the hash, 0 where nothing is, then a byte for each: the forms, 3 bits a
    /// source, or the bits of the cost. From the place of a hash on, those that are greater come first, so that what is
    /// not there is soon known.
    bytes: Cow<'static, [u8]>,
    len: usize,
}

/// Bytes of the bits of pairs.
const PAIRS: usize = 1 << 15;
/// Bytes of the bits of words of two characters.
const TWO: usize = 1 << 17;
/// Bytes of the bits of hashes, which the processor has at hand sooner than the table: they know of nine words that are
/// not there out of ten.
const HASHES: usize = 1 << 16;

/// Where the table begins.
const SLOTS: usize = PAIRS + TWO + HASHES;

/// The bit of a hash.
#[inline]
fn bit(key: u64) -> usize {
    place(key.rotate_left(32), HASHES * 8)
}

/// The bit of two neighbours, of which the word asks for the first (0), the second (1), or any character (2).
#[inline]
fn pair(first: char, second: char, asked: usize) -> usize {
    (mix(mix(asked as u64, neighbour(first).into()), neighbour(second).into()) >> 40) as usize % (PAIRS * 8)
}

/// The bits of a word of two characters.
#[inline]
fn two(first: char, second: char) -> [usize; 2] {
    let hash = mix(word(first as usize), neighbour(second).into());
    [40, 16].map(|shift| (hash >> shift) as usize % (TWO * 8))
}

/// Collects words for a table.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    entries: Vec<(u64, u8)>,
    pairs: Vec<usize>,
    two: Vec<[usize; 2]>,
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
            self.pairs.extend(simplified.windows(2).map(|two| pair(two[0], two[1], 2)));
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

    /// Add a word in its Simplified form that shows where words end, and the bits that it costs a reader.
    pub fn add_listed(&mut self, listed: &str, bits: u8) {
        let listed: Vec<char> = listed.chars().collect();
        if let &[first, second] = &listed[..] {
            self.two.push(two(neighbour(first), second));
            if bits >= RARE {
                return;
            }
        }
        let key = listed.iter().fold(word(WHOLE), |hash, &c| mix(hash, neighbour(c).into()));
        if listed.len() <= LONGEST_LISTED && self.places.insert(key, self.entries.len()).is_none() {
            self.entries.push((key, bits));
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
        let mut bytes = vec![0; SLOTS + len * 5];
        let mut set = |from: usize, bit: usize| bytes[from + bit / 8] |= 1 << (bit % 8);
        self.pairs.iter().for_each(|&pair| set(0, pair));
        self.two.iter().flatten().for_each(|&two| set(PAIRS, two));
        self.entries.iter().for_each(|&(key, _)| set(PAIRS + TWO, bit(key)));
        let slots = &mut bytes[SLOTS..];
        let mut entries = self.entries.clone();
        entries.sort_by_key(|&(key, _)| std::cmp::Reverse(mark(key)));
        for (key, votes) in entries {
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
        Self { len: (bytes.len() - SLOTS) / 5, bytes }
    }

    /// How many characters to the left and to the right of one a word may reach that holds it: too many at
    /// times, never too few.
    #[inline]
    pub fn reach(&self, text: &[char], at: usize) -> (usize, usize) {
        let has = |first: usize, asked: usize| {
            let bit = pair(text[first], text[first + 1], asked);
            self.bytes[bit / 8] >> (bit % 8) & 1 != 0
        };
        let most = LONGEST - 1;
        let mut left = 0;
        while left < most && at > left && has(at - left - 1, if left == 0 { 1 } else { 2 }) {
            left += 1;
        }
        let mut right = 0;
        while right < most && at + right + 1 < text.len() && has(at + right, if right == 0 { 0 } else { 2 }) {
            right += 1;
        }
        (left, right)
    }

    /// Whether the two make a word of two characters: at times where they do not, never the other way round.
    #[inline]
    pub fn is_word(&self, first: char, second: char) -> bool {
        let has = |bit: usize| self.bytes[PAIRS + bit / 8] >> (bit % 8) & 1 != 0;
        two(neighbour(first), second).into_iter().all(has)
    }

    /// Whether a dictionary has a word across the character `at` in which it is written in this form. `text` is in
    /// its Simplified form.
    pub fn have(&self, text: &[char], at: usize, form: usize) -> bool {
        let (left, right) = self.reach(text, at);
        (at - left..=at).any(|from| {
            let mut key = word(at - from);
            (from..=at + right).take(LONGEST).any(|last| {
                key = mix(key, neighbour(text[last]).into());
                last >= at && last > from && self.votes(key).is_some_and(|votes| votes.contains(&Some(form)))
            })
        })
    }

    /// What the dictionaries say about a character of a word; `key` is the word's hash.
    #[inline]
    pub fn votes(&self, key: u64) -> Option<Votes> {
        let votes = self.entry(key)?;
        let form = |source: usize| usize::from(votes >> (source * 4) & 7).checked_sub(1);
        Some([form(0), form(1)])
    }

    /// The bits that a word in its Simplified form costs a reader, the rarer the more; nothing for a word that is not
    /// listed.
    pub fn cost(&self, listed: &[char]) -> Option<u8> {
        let mut cost = None;
        self.each_prefix(listed, |len, bits| cost = Some(bits).filter(|_| len == listed.len()));
        cost
    }

    /// Calls `found` with the length in characters and the bits of each listed word that `text` starts with.
    #[inline]
    pub fn each_prefix(&self, text: &[char], mut found: impl FnMut(usize, u8)) {
        let mut key = word(WHOLE);
        for (at, &c) in text.iter().take(LONGEST_LISTED).enumerate() {
            key = mix(key, neighbour(c).into());
            let bits = match at {
                1 if !self.is_word(text[0], c) => None,
                1 => self.entry(key).or(Some(RARE)),
                _ => self.entry(key),
            };
            if let Some(bits) = bits {
                found(at + 1, bits);
            }
        }
    }

    #[inline]
    fn entry(&self, key: u64) -> Option<u8> {
        if self.bytes[PAIRS + TWO + bit(key) / 8] >> (bit(key) % 8) & 1 == 0 {
            return None;
        }
        let mark = mark(key);
        let slots = &self.bytes[SLOTS..];
        let mut slot = place(key, self.len);
        loop {
            let found = u32::from_le_bytes(*slots[slot * 4..].first_chunk().expect("four bytes"));
            if found == mark {
                return Some(slots[self.len * 4 + slot]);
            }
            if found < mark {
                return None;
            }
            slot += 1;
            if slot == self.len {
                slot = 0;
            }
        }
    }
}
