//! The bytes between the build script and the engine: a conversion as one table,
//! laid out so that loading it is one pass.
//!
//! ```text
//! image   = table(main) triggers stages:u8 table*
//! table   = common:u8 chars odd pool
//! chars   = count:u32 (character:u32 utf8:u32)*      one three-byte character to another
//! odd     = count:u32 (key:str value:str)*           sorted by key; whatever fits nowhere else
//! common  = whether the buckets that several conversions have in common belong to it too
//! pool    = bytes:u32 bucket*                        keys that begin with two three-byte characters
//! bucket  = first:u16 second:u16 keys:u16 runs:u16 entry*                  keys first, then runs
//! entry   = suffix:u8 value:u8 byte*                                       longest suffix first
//! str     = bytes:u16 byte*
//! ```
//!
//! Numbers are little endian. A value length of [`BY_CHARACTER`] stands for the value that the characters
//! of the key have one by one: four of five phrases are of this kind, and stand in the dictionary to keep
//! their characters together.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::source::Entries;

/// See [the module](self).
pub const BY_CHARACTER: u8 = u8::MAX;

/// Flag of the length of a suffix: the key is a user's. In no image, but in buckets that are made of it.
pub const USER_KEY: u8 = 0x80;

/// Longest suffix that a bucket holds, in bytes.
const LONGEST_SUFFIX: usize = 0x7F;

/// Longest value that a bucket holds, in bytes.
const LONGEST_VALUE: usize = 0xFE;

/// The first two characters of a key that a bucket can hold.
pub fn bucket_of(key: &str, value: &str) -> Option<(char, char)> {
    let mut chars = key.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let fits = is_wide(first) && is_wide(second);
    (fits && key.len() - 6 <= LONGEST_SUFFIX && value.len() <= LONGEST_VALUE).then_some((first, second))
}

/// The UTF-8 bytes of a three-byte character, the first in the low bits.
pub fn pack(c: char) -> Option<u32> {
    let mut buffer = [0; 4];
    (c.encode_utf8(&mut buffer).len() == 3).then(|| u32::from_le_bytes(buffer))
}

/// The character of [`pack`].
///
/// # Panics
///
/// Panics if there is none.
#[inline]
pub fn unpack(utf8: u32) -> char {
    let c = (utf8 & 0xF) << 12 | (utf8 >> 8 & 0x3F) << 6 | utf8 >> 16 & 0x3F;
    char::from_u32(c).expect("three bytes of one character")
}

/// The buckets of a table as bytes, by the pair that they begin with.
pub type Pool = BTreeMap<(char, char), Vec<u8>>;

/// A whole conversion, ready to be written.
pub struct Layout {
    /// The table that the engine walks.
    pub main: TableLayout,
    rest: Vec<u8>,
}

impl Layout {
    /// Lay out a conversion.
    pub fn new(main: &Entries, runs: &Entries, triggers: &BTreeSet<String>, stages: &[Entries]) -> Self {
        let mut rest = Vec::new();
        number(&mut rest, triggers.len());
        for trigger in triggers {
            string(&mut rest, trigger);
        }
        rest.push(u8::try_from(stages.len()).expect("two stages"));
        for stage in stages {
            TableLayout::new(stage, &Entries::new()).write(&Pool::new(), &mut rest);
        }
        Self { main: TableLayout::new(main, runs), rest }
    }

    /// The image, without the buckets of `common` if all of them are its own too.
    pub fn write(&self, common: &Pool) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.main.write(common, &mut bytes);
        bytes.extend(&self.rest);
        bytes
    }
}

/// One longest-match map.
pub struct TableLayout {
    characters: Vec<u8>,
    /// Its buckets.
    pub pool: Pool,
}

impl TableLayout {
    fn write(&self, common: &Pool, bytes: &mut Vec<u8>) {
        let shares =
            !common.is_empty() && common.iter().all(|(pair, bucket)| self.pool.get(pair) == Some(bucket));
        bytes.push(shares.into());
        bytes.extend(&self.characters);
        let own = self.pool.iter().filter(|(pair, _)| !shares || !common.contains_key(pair));
        let own: Vec<u8> = own.flat_map(|(_, bucket)| bucket).copied().collect();
        number(bytes, own.len());
        bytes.extend(own);
    }

    fn new(entries: &Entries, runs: &Entries) -> Self {
        let mut chars = BTreeMap::<char, u32>::new();
        let mut odd = Vec::new();
        let mut buckets = BTreeMap::<(char, char), [Vec<(&str, &str)>; 2]>::new();
        for (key, value) in entries {
            if let Some(pair) = bucket_of(key, value) {
                buckets.entry(pair).or_default()[0].push((&key[6..], value));
            } else if let Some((c, packed)) =
                single(key).filter(|&c| is_wide(c)).zip(single(value).and_then(pack))
            {
                chars.insert(c, packed);
            } else {
                odd.push((key, value));
            }
        }

        for (key, value) in runs {
            let pair = bucket_of(key, value);
            let pair = pair.unwrap_or_else(|| panic!("{key}: a run begins with two three-byte characters"));
            buckets.entry(pair).or_default()[1].push((&key[6..], value));
        }

        let mut characters = Vec::new();
        number(&mut characters, chars.len());
        for (&c, &packed) in &chars {
            number(&mut characters, c as usize);
            number(&mut characters, packed as usize);
        }
        number(&mut characters, odd.len());
        for (key, value) in odd {
            string(&mut characters, key);
            string(&mut characters, value);
        }
        let mut pool = Pool::new();
        for ((first, second), mut bucket) in buckets {
            let mut bytes = Vec::new();
            for keys in &mut bucket {
                keys.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
            }
            for c in [first, second] {
                bytes.extend(u16::try_from(c as u32).expect("three bytes").to_le_bytes());
            }
            for keys in &bucket {
                bytes.extend(
                    u16::try_from(keys.len()).expect("a pair begins fewer than 65,536 keys").to_le_bytes(),
                );
            }
            for (suffix, value) in bucket.into_iter().flatten() {
                // The engine reads and writes three bytes for each character of such a key.
                let by_character = [first, second].into_iter().chain(suffix.chars()).map(|c| {
                    let alone = entries.get(c.encode_utf8(&mut [0; 4]) as &str);
                    let to = alone.map_or(Some(c), |value| single(value))?;
                    (is_wide(c) && is_wide(to)).then_some(to)
                });
                let same = by_character.collect::<Option<String>>().is_some_and(|alone| alone == value);
                bytes.push(suffix.len() as u8);
                bytes.push(if same { BY_CHARACTER } else { value.len() as u8 });
                bytes.extend(suffix.as_bytes());
                bytes.extend(if same { &[] } else { value.as_bytes() });
            }
            pool.insert((first, second), bytes);
        }
        Self { characters, pool }
    }
}

/// Whether a character takes three bytes.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{800}'..='\u{FFFF}')
}

fn single(value: &str) -> Option<char> {
    let mut chars = value.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn number(bytes: &mut Vec<u8>, number: usize) {
    bytes.extend(u32::try_from(number).expect("dictionaries are smaller than 4 GiB").to_le_bytes());
}

fn string(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend(u16::try_from(text.len()).expect("words are shorter than 64 KiB").to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// Reads the fields of an image one after the other.
pub struct Reader<'i>(pub &'i [u8]);

impl<'i> Reader<'i> {
    /// The next `len` bytes.
    ///
    /// # Panics
    ///
    /// Panics if there are fewer, which no image that [`write`] made has.
    pub fn bytes(&mut self, len: usize) -> &'i [u8] {
        let (head, tail) = self.0.split_at(len);
        self.0 = tail;
        head
    }

    /// The next `u8`.
    pub fn byte(&mut self) -> u8 {
        self.bytes(1)[0]
    }

    /// The next `u32`.
    pub fn number(&mut self) -> usize {
        let bytes = self.bytes(4);
        u32::from_le_bytes(bytes.try_into().expect("four bytes")) as usize
    }

    /// The next string.
    pub fn string(&mut self) -> &'i str {
        let bytes = self.bytes(2);
        let len = u16::from_le_bytes(bytes.try_into().expect("two bytes"));
        std::str::from_utf8(self.bytes(len.into())).expect("images hold text")
    }
}
