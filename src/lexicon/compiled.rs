//! The compiled form of dictionaries: a finite-state transducer from keys to places in a pool of values.

use std::borrow::Cow;
use std::collections::HashMap;

use fst::raw::Fst;
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};

use super::error::LexiconError;
use super::source::Entries;

const MAGIC: &[u8] = b"zhfix lexicon 2\n";

/// Whether `bytes` claim to be a compiled dictionary, of this version or of another.
pub fn is_compiled(bytes: &[u8]) -> bool {
    bytes.starts_with(b"zhfix lexicon ")
}

/// Output of a key that stands for itself, so that protected words cost no room in the pool. All others are the number
/// of a value, the first one 1.
const ITSELF: u64 = 0;

/// What ends each value in the pool.
const END: char = '\n';

/// Of so many values and more, only every sixteenth has its place in the table.
const MANY: usize = 4096;
const SOME: usize = 16;

/// Compile entries. Equal input gives equal bytes.
///
/// Layout: magic, length of the transducer (`u64`, little endian), number of values and how many of them one place in
/// the table is for (`u32` each), transducer, table of places in the pool (`u32` each) and its length, pool of values,
/// each with a line end behind it. Values are numbered as they come with their keys: near numbers make the transducer
/// small.
pub fn compile(entries: &Entries) -> Vec<u8> {
    let mut map = MapBuilder::memory();
    let mut values: Vec<&str> = Vec::new();
    let mut numbers = HashMap::<&str, u64>::new();
    for (key, value) in entries {
        let output = if key == value {
            ITSELF
        } else {
            *numbers.entry(value).or_insert_with(|| {
                values.push(value);
                values.len() as u64
            })
        };
        map.insert(key, output).expect("a BTreeMap is sorted and writing to memory does not fail");
    }
    let map = map.into_inner().expect("writing to memory does not fail");
    let few = values.len() < MANY || values.iter().any(|value| value.contains(END));
    let each = if few { 1 } else { SOME };
    let (mut pool, mut table) = (String::new(), Vec::new());
    for (index, value) in values.iter().enumerate() {
        if index % each == 0 {
            table.extend_from_slice(&(pool.len() as u32).to_le_bytes());
        }
        pool.push_str(value);
        pool.push(END);
    }
    table.extend_from_slice(&(pool.len() as u32).to_le_bytes());
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&(map.len() as u64).to_le_bytes());
    bytes.extend_from_slice(&(values.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&(each as u32).to_le_bytes());
    bytes.extend_from_slice(&map);
    bytes.extend_from_slice(&table);
    bytes.extend_from_slice(pool.as_bytes());
    bytes
}

/// An immutable dictionary that can be asked for keys, for the longest key at a place, and by prefix.
#[derive(Clone)]
pub struct Lexicon {
    map: Map<Cow<'static, [u8]>>,
    /// Values, and how many of them one place in the table is for.
    values: usize,
    each: usize,
    table: Cow<'static, [u8]>,
    pool: Cow<'static, str>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Lexicon {
    /// Compile entries in memory.
    pub fn new(entries: &Entries) -> Self {
        Self::from_bytes(compile(entries)).expect("what we compile we can read")
    }

    /// Read what [`compile`] wrote. Static bytes are not copied.
    ///
    /// # Errors
    ///
    /// [`LexiconError::Compiled`] if the bytes are not a compiled dictionary of this version.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, LexiconError> {
        let bytes = bytes.into();
        let broken = |what: &str| LexiconError::Compiled(what.to_owned());
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| {
            broken(if is_compiled(&bytes) { "it is of another version" } else { "wrong first line" })
        })?;
        let (len, rest) = rest.split_first_chunk().ok_or_else(|| broken("cut off"))?;
        let (values, rest) = rest.split_first_chunk().ok_or_else(|| broken("cut off"))?;
        let (each, rest) = rest.split_first_chunk().ok_or_else(|| broken("cut off"))?;
        let number = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) as usize;
        let len = usize::try_from(u64::from_le_bytes(*len)).map_err(|_| broken("too large"))?;
        let (values, each) = (number(values), number(each));
        if each != 1 && each != SOME {
            return Err(broken("it is damaged"));
        }
        let start = bytes.len() - rest.len();
        let places = values.div_ceil(each) + 1;
        let end = start.checked_add(len).ok_or_else(|| broken("too large"))?;
        let pool = end.checked_add(4 * places).filter(|&pool| pool <= bytes.len());
        let pool = pool.ok_or_else(|| broken("cut off"))?;
        let wrong = |error: &dyn std::error::Error| LexiconError::Compiled(error.to_string());
        let part = |from: usize, to: usize| -> Cow<'static, [u8]> {
            match &bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[from..to]),
                Cow::Owned(bytes) => Cow::Owned(bytes[from..to].to_vec()),
            }
        };
        let (map, table) = (part(start, end), part(end, pool));
        let pool = match part(pool, bytes.len()) {
            Cow::Borrowed(pool) => Cow::Borrowed(std::str::from_utf8(pool).map_err(|error| wrong(&error))?),
            Cow::Owned(pool) => Cow::Owned(String::from_utf8(pool).map_err(|error| wrong(&error))?),
        };
        let map = Map::new(map).map_err(|_| broken("it is damaged"))?;
        Ok(Self { map, values, each, table, pool })
    }

    /// See whether all bytes are as [`compile`] writes them; those of a file may be damaged. Linear in the
    /// number of entries.
    ///
    /// # Errors
    ///
    /// [`LexiconError::Compiled`] if a key or a value is damaged.
    pub fn verify(&self) -> Result<(), LexiconError> {
        let broken = || LexiconError::Compiled("it is damaged".to_owned());
        self.map.as_fst().verify().map_err(|_| broken())?;
        let mut stream = self.map.stream();
        while let Some((key, output)) = stream.next() {
            if key.is_empty() || std::str::from_utf8(key).is_err() || output > self.values as u64 {
                return Err(broken());
            }
        }
        let mut at = 0;
        for index in 0..self.values {
            if index % self.each == 0 && self.place(index / self.each) != at {
                return Err(broken());
            }
            // A value that stands alone in the table may have a line end in it.
            let end = match self.each {
                1 => self.place(index + 1),
                _ => at + self.pool.get(at..).and_then(|rest| rest.find(END)).ok_or_else(broken)? + 1,
            };
            if end <= at || !self.pool.get(at..end).is_some_and(|value| value.ends_with(END)) {
                return Err(broken());
            }
            at = end;
        }
        let last = self.place(self.values.div_ceil(self.each));
        if last == at && at == self.pool.len() { Ok(()) } else { Err(broken()) }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// The value of `key`.
    pub fn get<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        self.map.get(key).map(|output| self.value(key, output))
    }

    /// Length in bytes and value of the longest key that `text` starts with; linear in that length.
    pub fn longest<'a>(&'a self, text: &'a str) -> Option<(usize, &'a str)> {
        let fst: &Fst<_> = self.map.as_fst();
        let mut node = fst.root();
        let mut output = fst::raw::Output::zero();
        let mut found = None;
        for (index, &byte) in text.as_bytes().iter().enumerate() {
            let Some(at) = node.find_input(byte) else { break };
            let transition = node.transition(at);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
            if node.is_final() {
                found = Some((index + 1, output.cat(node.final_output()).value()));
            }
        }
        found.map(|(len, output)| (len, self.value(&text[..len], output)))
    }

    /// Call `found` with the length in bytes and the value of every key that `text` starts with, shortest
    /// first; linear in the length of the longest.
    pub fn each_prefix<'a>(&'a self, text: &'a str, mut found: impl FnMut(usize, &'a str)) {
        let fst: &Fst<_> = self.map.as_fst();
        let mut node = fst.root();
        let mut output = fst::raw::Output::zero();
        for (index, &byte) in text.as_bytes().iter().enumerate() {
            let Some(at) = node.find_input(byte) else { return };
            let transition = node.transition(at);
            output = output.cat(transition.out);
            node = fst.node(transition.addr);
            if node.is_final() {
                let value = output.cat(node.final_output()).value();
                found(index + 1, self.value(&text[..=index], value));
            }
        }
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Entries {
        self.collect(self.map.stream())
    }

    /// Call `found` with each key and its value, in order of the keys.
    pub fn for_each(&self, mut found: impl FnMut(&str, &str)) {
        let mut stream = self.map.stream();
        while let Some((key, output)) = stream.next() {
            let key = std::str::from_utf8(key).expect("keys are compiled from text");
            found(key, self.value(key, output));
        }
    }

    /// The entries whose keys start with `prefix`.
    pub fn with_prefix(&self, prefix: &str) -> Entries {
        self.collect(self.map.search(fst::automaton::Str::new(prefix).starts_with()).into_stream())
    }

    fn collect<'m, S>(&self, mut stream: S) -> Entries
    where
        S: for<'a> Streamer<'a, Item = (&'a [u8], u64)> + 'm,
    {
        let mut entries = Entries::new();
        while let Some((key, output)) = stream.next() {
            let key = std::str::from_utf8(key).expect("keys are compiled from text");
            entries.insert(key.to_owned(), self.value(key, output).to_owned());
        }
        entries
    }

    fn value<'a>(&'a self, key: &'a str, output: u64) -> &'a str {
        if output == ITSELF {
            return key;
        }
        let index = output as usize - 1;
        let start = self.place(index / self.each);
        if self.each == 1 {
            return &self.pool[start..self.place(index + 1) - END.len_utf8()];
        }
        let mut rest = &self.pool[start..];
        for _ in 0..index % self.each {
            rest = rest.split_once(END).map_or("", |(_, rest)| rest);
        }
        &rest[..rest.find(END).unwrap_or(rest.len())]
    }

    /// A place in the table.
    #[inline]
    fn place(&self, index: usize) -> usize {
        let place = self.table.get(4 * index..).and_then(<[u8]>::first_chunk);
        place.map_or(0, |place| u32::from_le_bytes(*place) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let rows = [("头", "頭"), ("头发", "頭髮"), ("头发展开", "x"), ("里", "里")];
        Lexicon::new(&rows.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn the_longest_key_wins() {
        assert_eq!(lexicon().longest("头发展"), Some((6, "頭髮")));
        assert_eq!(lexicon().longest("里头"), Some((3, "里")));
        assert_eq!(lexicon().longest("发"), None);
        assert_eq!(lexicon().longest(""), None);
    }

    #[test]
    fn every_key_at_a_place_is_found() {
        let lexicon = lexicon();
        let mut found = Vec::new();
        lexicon.each_prefix("头发展开了", |len, value| found.push((len, value.to_owned())));
        assert_eq!(found, [(3, "頭".to_owned()), (6, "頭髮".to_owned()), (12, "x".to_owned())]);
    }

    #[test]
    fn keys_are_found_by_prefix() {
        let keys: Vec<_> = lexicon().with_prefix("头发").into_keys().collect();
        assert_eq!(keys, ["头发", "头发展开"]);
        assert_eq!(lexicon().entries().len(), lexicon().len());
    }

    #[test]
    fn each_entry_is_found() {
        let mut all = Entries::new();
        lexicon().for_each(|key, value| {
            all.insert(key.to_owned(), value.to_owned());
        });
        assert_eq!(all, lexicon().entries());
    }

    #[test]
    fn many_values_are_found() {
        let number = |n: usize| (format!("{n:05}"), format!("值{n}"));
        for extra in [None, Some(("z".to_owned(), "a\nb".to_owned()))] {
            let mut entries: Entries = (0..MANY + 3).map(number).collect();
            entries.insert("00017".to_owned(), "00017".to_owned());
            entries.extend(extra);
            let lexicon = Lexicon::new(&entries);
            lexicon.verify().unwrap();
            assert_eq!(lexicon.entries(), entries);
            assert!(lexicon.get("x").is_none());
        }
    }

    #[test]
    fn foreign_bytes_are_refused() {
        assert!(Lexicon::from_bytes(&b"marisa"[..]).is_err());
        let mut cut = compile(&lexicon().entries());
        cut.truncate(30);
        assert!(Lexicon::from_bytes(cut).is_err());
        let newer =
            compile(&lexicon().entries()).into_iter().map(|byte| if byte == b'2' { b'3' } else { byte });
        let error = Lexicon::from_bytes(newer.collect::<Vec<_>>()).unwrap_err().to_string();
        assert!(error.contains("another version"), "{error}");
    }

    #[test]
    fn damaged_bytes_are_found() {
        let whole = compile(&lexicon().entries());
        Lexicon::from_bytes(whole.clone()).unwrap().verify().unwrap();
        let pool = "頭\n頭髮\nx\n".len();
        for at in MAGIC.len()..whole.len() - pool {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x10;
            assert!(Lexicon::from_bytes(bytes).and_then(|lexicon| lexicon.verify()).is_err(), "byte {at}");
        }
        let mut short = whole;
        short.truncate(short.len() - 1);
        assert!(Lexicon::from_bytes(short).and_then(|lexicon| lexicon.verify()).is_err());
    }
}
