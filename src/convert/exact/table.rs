//! A longest-match map in the form that the engine walks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::image::{BY_CHARACTER, Reader, USER_KEY, bucket_of, is_wide, pack, unpack};
use crate::lexicon::Entries;

/// A key of two or more three-byte characters can begin with this character.
pub const FIRST: u32 = 1 << 24;
/// Anything else that the fast loop does not know: an odd key, an ideographic description, a
/// compatibility ideograph.
pub const COLD: u32 = 1 << 25;
/// The same where the next character does not take three bytes.
pub const EDGE: u32 = 1 << 26;
/// The same where the character before is an ASCII character.
pub const AFTER_ASCII: u32 = 1 << 27;
/// A user's key begins with this character.
pub const USER: u32 = 1 << 28;
/// A notable key, a run or a region can begin with this character.
pub const NOTABLE: u32 = 1 << 29;
/// The UTF-8 bytes.
pub const BYTES: u32 = FIRST - 1;

/// Slot of a bucket that holds one key of two characters whose value is [`BY_CHARACTER`].
const PAIR_BY_CHARACTER: u32 = u32::MAX;
/// Place of a notable pair that begins a region and no key.
const NO_BUCKET: u32 = TRIGGER - 1;
/// Flag of a notable pair's place: a region can begin with it.
const TRIGGER: u32 = 1 << 31;

/// Number of notable pairs below which most characters of a text begin none.
const FEW_PAIRS: usize = 1024;
const FILTER_WORDS: usize = 1 << 15;
const BOND_WORDS: usize = 1 << 13;
const BOND_SHIFT: u32 = 64 - (BOND_WORDS * 64).trailing_zeros();

/// Buckets that several conversions have in common.
static COMMON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/common.pool"));

/// A key that fits into no bucket.
#[derive(Clone, Debug)]
pub struct Odd {
    pub key: Box<str>,
    pub value: Box<str>,
    pub user: bool,
}

/// What was found at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// Length of the key in bytes.
    pub len: usize,
    /// The value; nothing where it is what the characters are one by one.
    pub value: Option<&'a [u8]>,
    /// Whether the key is a user's.
    pub user: bool,
}

/// See [the module](self).
pub struct Table {
    /// By code point below 2^16: the UTF-8 of what the character becomes, and the flags above.
    pub chars: Box<[u32; 1 << 16]>,
    /// One word per hash of a pair: one bit for a notable key of two characters, one for each third character.
    filter: Vec<u64>,
    filter_shift: u32,
    /// One bit per hash of two characters that begin a key, or stand side by side in one that is not notable.
    bonds: Vec<u64>,
    /// Pair to place in the pool, of all buckets.
    buckets: Pairs,
    /// The same of those buckets that hold a notable key or a run, and of the pairs that begin a region.
    notable: Pairs,
    pool: Cow<'static, [u8]>,
    /// Sorted by key.
    pub odd: Vec<Odd>,
    /// How many bytes a byte of a key can become.
    pub growth: usize,
    /// Longest key in bytes.
    pub longest: usize,
    pub has_user: bool,
    /// Whether a notable key begins with few characters only.
    few: bool,
}

impl Table {
    /// Load a table that the build script laid out, with the pairs of characters that begin a region.
    pub fn load(reader: &mut Reader<'static>) -> Self {
        let common = reader.byte() != 0;
        let mut chars = identity();
        for _ in 0..reader.number() {
            let (c, packed) = (reader.number(), reader.number());
            chars[c] = packed as u32;
        }
        let odd = (0..reader.number())
            .map(|_| Odd { key: reader.string().into(), value: reader.string().into(), user: false })
            .collect();
        let len = reader.number();
        let pool = reader.bytes(len);
        let pool = if common { Cow::Owned([COMMON, pool].concat()) } else { Cow::Borrowed(pool) };
        Self::new(chars, odd, pool)
    }

    fn new(chars: Box<[u32; 1 << 16]>, odd: Vec<Odd>, pool: Cow<'static, [u8]>) -> Self {
        let counts = |(all, notable), (.., bucket): (_, _, Bucket<'_>)| {
            (all + 1, notable + usize::from(bucket.is_notable()))
        };
        let (buckets, notable) = (Buckets { pool: &pool, at: 0 }).fold((0, 0), counts);
        let words = (notable * 4).next_power_of_two().clamp(256, FILTER_WORDS);
        let mut table = Self {
            chars,
            filter: vec![0; words],
            filter_shift: 64 - words.trailing_zeros(),
            bonds: vec![0; BOND_WORDS],
            buckets: Pairs::with_room(buckets),
            notable: Pairs::with_room(notable),
            pool: Cow::Borrowed(&[]),
            odd,
            growth: 1,
            longest: 4,
            has_user: false,
            few: notable < FEW_PAIRS,
        };
        for (pair, at, bucket) in (Buckets { pool: &pool, at: 0 }) {
            table.add_bucket(pair, at as u32, bucket);
        }
        for at in 0..table.odd.len() {
            let Odd { key, value, .. } = &table.odd[at];
            table.longest = table.longest.max(key.len());
            table.growth = table.growth.max(value.len().div_ceil(key.len()));
            let key = key.clone();
            table.add_odd(&key);
        }
        table.pool = pool;
        table
    }

    /// Let the engine stop where something odd, a key or a region, may begin with `beginning`.
    pub fn add_odd(&mut self, beginning: &str) {
        if let Some((c, flag)) = odd_flag(beginning) {
            self.chars[c as usize] |= flag;
        }
    }

    fn add_bucket(&mut self, pair: u32, place: u32, bucket: Bucket<'_>) {
        *self.buckets.entry(pair) = if bucket.is_pair_by_character() { PAIR_BY_CHARACTER } else { place };
        let (first, _) = unpair(pair);
        self.chars[first as usize] |= FIRST;
        for (index, Entry { suffix, value, user }) in bucket.entries().enumerate() {
            let len = 6 + suffix.len();
            self.longest = self.longest.max(len);
            if index < bucket.keys() {
                self.bind(pair, if value.is_none() { suffix } else { &[] });
            }
            if value.is_none() && index < bucket.keys() {
                continue;
            }
            if user {
                self.chars[first as usize] |= USER;
            }
            self.growth = self.growth.max(value.map_or(1, |value| value.len().div_ceil(len)));
            self.chars[first as usize] |= NOTABLE;
            let noted = self.notable.entry(pair);
            *noted = *noted & TRIGGER | place;
            // A third character of another kind is not looked at: such keys are few.
            let third = decode(suffix, 0).filter(|&(_, len)| len == 3).map(|(third, _)| third);
            self.note(pair, third);
        }
    }

    /// Let the filter see a pair and, where it does not suffice, the third character.
    fn note(&mut self, pair: u32, third: Option<u32>) {
        let hash = mix(pair);
        self.filter[(hash >> self.filter_shift) as usize] |=
            third.map_or_else(|| bit_two(hash), |third| bit_three(hash, third));
    }

    /// Put a user's entries before all others.
    pub fn add_user(&mut self, entries: &Entries) {
        self.has_user |= !entries.is_empty();
        let mut buckets = BTreeMap::<(char, char), Vec<(&str, &str)>>::new();
        for (key, value) in entries {
            match bucket_of(key, value) {
                Some(pair) => buckets.entry(pair).or_default().push((&key[6..], value)),
                None => self.add_user_odd(key, value),
            }
        }
        self.odd.sort_by(|a, b| (&a.key, b.user).cmp(&(&b.key, a.user)));
        for ((first, second), mut keys) in buckets {
            keys.sort_by_key(|(suffix, _)| std::cmp::Reverse(suffix.len()));
            let pair = pair(first as u32, second as u32);
            let old = match self.buckets.get(pair) {
                None => Bucket(&NO_ENTRIES),
                Some(PAIR_BY_CHARACTER) => Bucket(&ONE_BY_CHARACTER),
                Some(place) => self.bucket(place),
            };
            let rest = old.entries().fold(0, |len, entry| len + entry.len());
            let bucket = Bucket::write(&keys, old.keys(), old.runs(), &old.0[4..4 + rest]);
            let place = self.pool.len() as u32;
            self.add_bucket(pair, place, Bucket(&bucket));
            self.pool.to_mut().extend(bucket);
        }
    }

    fn add_user_odd(&mut self, key: &str, value: &str) {
        self.add_odd(key);
        if let Some(c) = key.chars().next().filter(|&c| (c as u32) < 1 << 16) {
            self.chars[c as usize] |= USER;
        }
        self.longest = self.longest.max(key.len());
        self.growth = self.growth.max(value.len().div_ceil(key.len()));
        self.odd.push(Odd { key: key.into(), value: value.into(), user: true });
    }

    /// Mark a pair of three-byte characters as the beginning of a region.
    pub fn add_trigger(&mut self, first: char, second: char) {
        let pair = pair(first as u32, second as u32);
        let place = self.notable.entry(pair);
        *place = TRIGGER | if *place == 0 { NO_BUCKET } else { *place };
        self.chars[first as usize] |= FIRST | NOTABLE;
        self.note(pair, None);
    }

    /// Note that the characters of a key stand side by side.
    fn bind(&mut self, pair: u32, suffix: &[u8]) {
        let mut bond = pair;
        let mut at = 0;
        loop {
            let bit = mix(bond) >> BOND_SHIFT;
            self.bonds[(bit / 64) as usize] |= 1 << (bit % 64);
            let Some((next, len)) = decode(suffix, at) else { return };
            bond = bond << 16 | next;
            at += len;
        }
    }

    /// Whether two characters begin a key or stand side by side in one that is not notable; wrong at times, but
    /// never when it says no.
    #[inline]
    pub fn bound(&self, first: u32, second: u32) -> bool {
        let bit = mix(pair(first, second)) >> BOND_SHIFT;
        self.bonds[(bit / 64) as usize] >> (bit % 64) & 1 != 0
    }

    /// Whether a notable key, a run or a region can begin with these characters; wrong at times, but never when
    /// it says no.
    #[inline]
    pub fn may_begin(&self, first: u32, second: u32, third: u32) -> bool {
        let hash = mix(pair(first, second));
        let word = self.filter[(hash >> self.filter_shift) as usize & (self.filter.len() - 1)];
        word & (bit_two(hash) | bit_three(hash, third)) != 0
    }

    /// Convert three-byte characters one by one from the beginning of `text` to that of `out`, up to one that
    /// is [`COLD`], or at which [`may_begin`](Self::may_begin) says that there is more, or up to another kind of
    /// character. Returns how many bytes were converted, fewer than `limit` and 3 more.
    #[inline]
    pub fn convert_plain(&self, text: &[u8], limit: usize, out: &mut [u8]) -> usize {
        if self.few {
            self.convert_plain_if::<true>(text, limit, out)
        } else {
            self.convert_plain_if::<false>(text, limit, out)
        }
    }

    /// `FEW`: most characters need no look into the filter, so that asking each whether it does is a branch that
    /// the processor foresees.
    #[inline]
    fn convert_plain_if<const FEW: bool>(&self, text: &[u8], limit: usize, out: &mut [u8]) -> usize {
        let len = text.len().min(out.len()).min(limit + 9);
        let (text, out) = (&text[..len], &mut out[..len]);
        let load = |at: usize| u32::from_le_bytes([text[at], text[at + 1], text[at + 2], text[at + 3]]);
        let code = |utf8: u32| (utf8 & 0xF) << 12 | (utf8 >> 2 & 0xFC0) | utf8 >> 16 & 0x3F;
        if len < 13 {
            return 0;
        }
        let (first, second) = (load(0), load(3));
        if first & 0xF0 != 0xE0 || second & 0xF0 != 0xE0 {
            return 0;
        }
        let (mut first, mut second) = (code(first), code(second));
        let mut at = 0;
        while at + 10 <= len {
            let third = load(at + 6);
            let entry = self.chars[first as usize];
            let other = third & 0xF0 != 0xE0;
            let third = code(third);
            if !FEW || entry & (COLD | NOTABLE) != 0 {
                let hash = mix(pair(first, second));
                let word = self.filter[(hash >> self.filter_shift) as usize & (self.filter.len() - 1)];
                if u64::from(entry & COLD) | word & (bit_two(hash) | bit_three(hash, third)) != 0 {
                    break;
                }
            }
            out[at..at + 4].copy_from_slice(&entry.to_le_bytes());
            at += 3;
            if other {
                let entry = self.chars[second as usize];
                if entry & (COLD | EDGE) == 0 && at < limit {
                    out[at..at + 4].copy_from_slice(&entry.to_le_bytes());
                    at += 3;
                }
                break;
            }
            (first, second) = (second, third);
        }
        at
    }

    /// The longest key of the buckets at the pair of three-byte characters with which `text[at..]` begins.
    #[inline]
    pub fn key(&self, first: u32, second: u32, text: &[u8], at: usize) -> Option<Match<'_>> {
        match self.buckets.get(pair(first, second))? {
            PAIR_BY_CHARACTER => Some(Match { len: 6, value: None, user: false }),
            place => self.bucket(place).key(&text[at + 6..]),
        }
    }

    /// What is notable about the pair of three-byte characters.
    #[inline]
    pub fn notable(&self, first: u32, second: u32) -> Option<Notable<'_>> {
        let place = self.notable.get(pair(first, second))?;
        let bucket = match place & !TRIGGER {
            NO_BUCKET => Bucket(&NO_ENTRIES),
            place => self.bucket(place),
        };
        Some(Notable { bucket, trigger: place & TRIGGER != 0 })
    }

    #[inline]
    fn bucket(&self, place: u32) -> Bucket<'_> {
        Bucket(&self.pool[place as usize..])
    }

    /// The longest odd key at the beginning of `text`, a user's before others.
    pub fn longest_odd(&self, text: &str) -> Option<(Match<'_>, &Odd)> {
        let mut best: Option<&Odd> = None;
        let first = text.chars().next()?;
        let from = self.odd.partition_point(|odd| odd.key.chars().next() < Some(first));
        for odd in self.odd[from..].iter().take_while(|odd| odd.key.starts_with(first)) {
            let better = best.is_none_or(|best| (odd.user, odd.key.len()) > (best.user, best.key.len()));
            if better && text.starts_with(&*odd.key) {
                best = Some(odd);
            }
        }
        best.map(|odd| {
            let value = Some(odd.value.as_bytes());
            (Match { len: odd.key.len(), value, user: odd.user }, odd)
        })
    }

    /// The longest key at `text[at..]`, of whatever kind, single characters left out unless they are odd.
    pub fn longest_at(&self, text: &str, at: usize) -> Option<Match<'_>> {
        let bytes = text.as_bytes();
        let (first, len) = decode(bytes, at)?;
        if !(0x80..1 << 16).contains(&first) {
            return self.longest_odd(&text[at..]).map(|(found, _)| found);
        }
        let flags = self.chars[first as usize];
        let mut best = None;
        if flags & FIRST != 0
            && len == 3
            && let Some((second, 3)) = decode(bytes, at + 3)
            && self.bound(first, second)
        {
            best = self.key(first, second, bytes, at);
        }
        if flags & (COLD | EDGE) != 0
            && let Some((odd, _)) = self.longest_odd(&text[at..])
            && best.is_none_or(|best: Match<'_>| (odd.user, odd.len) > (best.user, best.len))
        {
            best = Some(odd);
        }
        best
    }

    /// What a character alone becomes, if that is one three-byte character for another.
    pub fn character(&self, c: char) -> char {
        if !is_wide(c) {
            return c;
        }
        unpack(self.chars[c as usize] & BYTES)
    }
}

/// What is notable about a pair of characters.
#[derive(Clone, Copy)]
pub struct Notable<'t> {
    pub bucket: Bucket<'t>,
    /// Whether a region can begin with it.
    pub trigger: bool,
}

/// The keys and runs that begin with one pair of characters.
#[derive(Clone, Copy)]
pub struct Bucket<'t>(&'t [u8]);

/// A bucket without entries, and one with the pair alone, converted by character.
const NO_ENTRIES: [u8; 4] = [0; 4];
const ONE_BY_CHARACTER: [u8; 6] = [1, 0, 0, 0, 0, BY_CHARACTER];

/// One key or run of a bucket.
struct Entry<'t> {
    suffix: &'t [u8],
    value: Option<&'t [u8]>,
    user: bool,
}

impl Entry<'_> {
    /// Bytes that it takes in the pool.
    fn len(&self) -> usize {
        2 + self.suffix.len() + self.value.map_or(0, <[u8]>::len)
    }
}

impl<'t> Bucket<'t> {
    /// Lay out one with a user's `keys`, longest first, before the entries of another.
    fn write(keys: &[(&str, &str)], old_keys: usize, old_runs: usize, old: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for count in [keys.len() + old_keys, old_runs] {
            let count = u16::try_from(count).expect("a pair begins fewer than 65,536 keys");
            bytes.extend(count.to_le_bytes());
        }
        for (suffix, value) in keys {
            bytes.extend([suffix.len() as u8 | USER_KEY, value.len() as u8]);
            bytes.extend(suffix.bytes().chain(value.bytes()));
        }
        bytes.extend(old);
        bytes
    }

    #[inline]
    fn keys(self) -> usize {
        u16::from_le_bytes([self.0[0], self.0[1]]).into()
    }

    #[inline]
    fn runs(self) -> usize {
        u16::from_le_bytes([self.0[2], self.0[3]]).into()
    }

    /// Whether it holds more than keys that keep their characters together.
    fn is_notable(self) -> bool {
        self.runs() > 0 || self.entries().any(|entry| entry.value.is_some())
    }

    fn is_pair_by_character(self) -> bool {
        self.0.starts_with(&ONE_BY_CHARACTER)
    }

    #[inline]
    fn entries(self) -> impl Iterator<Item = Entry<'t>> {
        let mut rest = &self.0[4..];
        (0..self.keys() + self.runs()).map(move |_| entry(&mut rest))
    }

    /// The longest key, by what `text` behind the pair goes on with; a user's before others.
    #[inline]
    pub fn key(self, text: &[u8]) -> Option<Match<'t>> {
        let mut rest = &self.0[4..];
        for _ in 0..self.keys() {
            let (suffix, value) = (usize::from(rest[0] & !USER_KEY), rest[1]);
            // The last byte tells most keys apart; there is no other way to the next key than over this one.
            if suffix == 0 || text.get(suffix - 1) == Some(&rest[1 + suffix]) {
                let Entry { suffix, value, user } = entry(&mut { rest });
                if starts_with(text, suffix) {
                    return Some(Match { len: 6 + suffix.len(), value, user });
                }
            }
            let value = if value == BY_CHARACTER { 0 } else { value.into() };
            rest = &rest[2 + suffix + value..];
        }
        None
    }

    /// Whether there are runs.
    #[inline]
    pub fn has_runs(self) -> bool {
        self.runs() > 0
    }

    /// The runs, by what `text` behind the pair goes on with, longest first.
    pub fn matching_runs(self, text: &[u8]) -> impl Iterator<Item = Match<'t>> {
        let runs = self.entries().skip(self.keys()).filter(|run| starts_with(text, run.suffix));
        runs.map(|Entry { suffix, value, .. }| Match { len: 6 + suffix.len(), value, user: false })
    }
}

/// Pairs of characters, each with a number that is not zero; open addressing.
struct Pairs {
    slots: Vec<(u32, u32)>,
    shift: u32,
    len: usize,
}

impl Pairs {
    fn with_room(len: usize) -> Self {
        let slots = (len * 3 / 2).next_power_of_two().max(64);
        Self { slots: vec![(0, 0); slots], shift: 64 - slots.trailing_zeros(), len: 0 }
    }

    #[inline]
    fn slot(&self, pair: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (mix(pair).rotate_left(20) >> self.shift) as usize & mask;
        while self.slots[slot].0 != pair && self.slots[slot].0 != 0 {
            slot = (slot + 1) & mask;
        }
        slot
    }

    #[inline]
    fn get(&self, pair: u32) -> Option<u32> {
        let (found, number) = self.slots[self.slot(pair)];
        (found == pair).then_some(number)
    }

    /// The number of a pair, zero if it is new.
    fn entry(&mut self, pair: u32) -> &mut u32 {
        let mut slot = self.slot(pair);
        if self.slots[slot].0 == 0 {
            if self.len * 4 > self.slots.len() * 3 {
                let room = Self::with_room(self.slots.len() * 4 / 3);
                for (pair, number) in std::mem::replace(self, room).slots {
                    if pair != 0 {
                        *self.entry(pair) = number;
                    }
                }
                slot = self.slot(pair);
            }
            self.len += 1;
            self.slots[slot].0 = pair;
        }
        &mut self.slots[slot].1
    }
}

/// The character below 2^16 at which the engine must stop to find an odd key, and how it is flagged.
fn odd_flag(key: &str) -> Option<(char, u32)> {
    let rest = key.trim_start_matches(|c: char| c.is_ascii());
    let mut chars = rest.chars();
    let c = chars.next().filter(|&c| (c as u32) < 1 << 16)?;
    let flag = if rest.len() < key.len() {
        AFTER_ASCII
    } else if is_wide(c) && chars.next().is_some_and(|second| !is_wide(second)) {
        EDGE
    } else {
        COLD
    };
    Some((c, flag))
}

/// The table that changes nothing.
fn identity() -> Box<[u32; 1 << 16]> {
    let mut chars = vec![0; 1 << 16];
    for c in ('\u{800}'..='\u{FFFF}').filter_map(|c| Some((c, pack(c)?))) {
        chars[c.0 as usize] = c.1;
    }
    chars.into_boxed_slice().try_into().expect("2^16 characters")
}

/// Code point and length of the character at `at`; the text is valid UTF-8.
#[inline]
pub fn decode(text: &[u8], at: usize) -> Option<(u32, usize)> {
    let lead = u32::from(*text.get(at)?);
    let next = |k: usize| u32::from(text[at + k] & 0x3F);
    Some(match lead {
        0..0x80 => (lead, 1),
        0x80..0xE0 => ((lead & 0x1F) << 6 | next(1), 2),
        0xE0..0xF0 => ((lead & 0xF) << 12 | next(1) << 6 | next(2), 3),
        _ => ((lead & 7) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4),
    })
}

#[inline]
fn pair(first: u32, second: u32) -> u32 {
    first << 16 | second
}

fn unpair(pair: u32) -> (u32, u32) {
    (pair >> 16, pair & 0xFFFF)
}

#[inline]
fn mix(pair: u32) -> u64 {
    u64::from(pair).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[inline]
fn bit_two(hash: u64) -> u64 {
    1 << (hash >> 20 & 63)
}

#[inline]
fn bit_three(hash: u64, third: u32) -> u64 {
    1 << ((u64::from(third) ^ hash >> 26) & 63)
}

/// The same as the method. Most suffixes are no longer than two characters, or differ in the first, which a call
/// costs more than to see.
#[inline]
fn starts_with(text: &[u8], suffix: &[u8]) -> bool {
    suffix.len() <= text.len() && suffix.iter().zip(text).all(|(a, b)| a == b)
}

/// The next entry of a bucket.
#[inline]
fn entry<'p>(rest: &mut &'p [u8]) -> Entry<'p> {
    let (suffix, value) = (rest[0], rest[1]);
    let user = suffix & USER_KEY != 0;
    let (suffix, tail) = rest[2..].split_at((suffix & !USER_KEY).into());
    if value == BY_CHARACTER {
        *rest = tail;
        return Entry { suffix, value: None, user };
    }
    let (value, tail) = tail.split_at(value.into());
    *rest = tail;
    Entry { suffix, value: Some(value), user }
}

struct Buckets<'p> {
    pool: &'p [u8],
    at: usize,
}

impl<'p> Iterator for Buckets<'p> {
    /// Pair, place of the bucket, and the bucket.
    type Item = (u32, usize, Bucket<'p>);

    fn next(&mut self) -> Option<Self::Item> {
        let head = self.pool.get(self.at..self.at + 4)?;
        let code = |at: usize| u32::from(u16::from_le_bytes([head[at], head[at + 1]]));
        let place = self.at + 4;
        let bucket = Bucket(&self.pool[place..]);
        self.at = place + bucket.entries().fold(4, |len, entry| len + entry.len());
        Some((pair(code(0), code(2)), place, bucket))
    }
}
