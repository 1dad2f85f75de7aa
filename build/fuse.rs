//! From OpenCC's chain of dictionaries to one table that gives the same result in one pass.
//!
//! OpenCC cuts text into segments and runs each through a chain of stages. Here the chain is run once,
//! when the table is made, over everything that can be a segment:
//!
//! 1. A group of dictionaries becomes one longest-match map: in a union the first dictionary wins equal
//!    keys; in a short circuit every key that has a prefix in an earlier dictionary is out of reach.
//! 2. A segmentation key maps to what the whole chain makes of it. It is exact because the chain sees each
//!    segment alone.
//! 3. A character outside of any segment key maps to what the chain makes of it alone. That is wrong where
//!    a key of the second stage reaches over several characters. Where the first stage changes one character
//!    into one, such a key is listed for every text that it can come from: a *run*, which counts where no
//!    segment begins inside. The pairs of characters with which other keys can begin are *triggers*, and
//!    behind a trigger the stages run one after the other.
//!
//! Used by the build script for the built-in conversions.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::source::Entries;

/// Most texts that one key of the second stage is listed with.
const MOST_SOURCES: usize = 4096;

/// A group of dictionaries, as OpenCC's configurations describe it.
#[derive(Clone, Debug)]
pub enum Group {
    /// One dictionary, by name.
    Dictionary(String),
    /// A dictionary that OpenCC's command line leaves out because its values show as boxes in many fonts.
    MayOutputTofu(String),
    /// The longest key over all children; the earlier child wins a tie.
    Union(Vec<Group>),
    /// The first child that has any key.
    ShortCircuit(Vec<Group>),
}

impl Group {
    /// The longest-match map that does what the group does.
    pub fn flatten(&self, dictionary: &dyn Fn(&str) -> Entries, tofu: bool) -> Entries {
        match self {
            Self::Dictionary(name) => dictionary(name),
            Self::MayOutputTofu(name) if tofu => dictionary(name),
            Self::MayOutputTofu(_) => Entries::new(),
            Self::Union(children) => {
                let mut all = Entries::new();
                for child in children {
                    for (key, value) in child.flatten(dictionary, tofu) {
                        all.entry(key).or_insert(value);
                    }
                }
                all
            }
            Self::ShortCircuit(children) => {
                let mut all = Entries::new();
                for child in children {
                    let reachable: Vec<_> = child
                        .flatten(dictionary, tofu)
                        .into_iter()
                        .filter(|(key, _)| !prefixes(key).any(|prefix| all.contains_key(prefix)))
                        .collect();
                    all.extend(reachable);
                }
                all
            }
        }
    }
}

/// All prefixes of `key` that end on a character, the whole key included.
fn prefixes(key: &str) -> impl Iterator<Item = &str> {
    key.char_indices().map(|(at, c)| &key[..at + c.len_utf8()])
}

/// A stage: longest key first, other characters unchanged.
fn convert(text: &str, stage: &Entries) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let key = prefixes(rest).filter(|key| stage.contains_key(*key)).last();
        match key {
            Some(key) => out.push_str(&stage[key]),
            None => out.push(first),
        }
        rest = &rest[key.map_or(first.len_utf8(), str::len)..];
    }
    out
}

/// What a conversion makes of a text, by the rules of `OpenCC` themselves: each segment goes through all stages.
pub fn run(text: &str, segmentation: &Entries, chain: &[Entries]) -> String {
    let through = |segment: &str| chain.iter().fold(segment.to_owned(), |text, stage| convert(&text, stage));
    let (mut out, mut between, mut rest) = (String::new(), String::new(), text);
    while let Some(first) = rest.chars().next() {
        let key = prefixes(rest).filter(|key| segmentation.contains_key(*key)).last();
        match key {
            Some(key) => {
                out.push_str(&through(&std::mem::take(&mut between)));
                out.push_str(&through(key));
            }
            None => between.push(first),
        }
        rest = &rest[key.map_or(first.len_utf8(), str::len)..];
    }
    out + &through(&between)
}

/// A conversion as one table, and its stages for the places where one table cannot tell.
pub struct Fused {
    /// Segment keys and characters, with what the whole chain makes of them.
    pub main: Entries,
    /// Keys of the second stage as they stand in the text before the first, where no segment begins inside.
    pub runs: Entries,
    /// Beginnings of text at which the stages must run one after the other: pairs of characters, or ASCII
    /// characters and the one after them.
    pub triggers: BTreeSet<String>,
    /// The two stages; empty where one table says all.
    pub stages: Vec<Entries>,
}

/// Fuse a conversion.
///
/// # Panics
///
/// Panics if there are more than two stages, or more than one without a segmentation.
pub fn fuse(segmentation: Option<Entries>, mut chain: Vec<Entries>) -> Fused {
    let Some(segmentation) = segmentation else {
        let main = chain.pop().expect("a conversion has a stage");
        assert!(chain.is_empty(), "several stages without segmentation");
        return Fused { main, runs: Entries::new(), triggers: BTreeSet::new(), stages: chain };
    };
    let [first, second] = <[Entries; 2]>::try_from(chain).expect("two stages");
    let whole = |text: &str| convert(&convert(text, &first), &second);

    let mut main: Entries = segmentation.keys().map(|key| (key.clone(), whole(key))).collect();
    let is_char = |key: &str| key.chars().nth(1).is_none();
    let mut alphabet: BTreeSet<char> = BTreeSet::new();
    for stage in [&first, &second] {
        alphabet.extend(stage.iter().flat_map(|(key, value)| key.chars().chain(value.chars())));
    }
    for &c in &alphabet {
        let key = c.to_string();
        let value = whole(&key);
        if value != key {
            main.entry(key).or_insert(value);
        }
    }

    // In a run no segmentation key begins, so that of the first stage only the other keys remain.
    let first: Entries =
        first.into_iter().filter(|(key, _)| is_char(key) || !segmentation.contains_key(key)).collect();
    let runs = runs(&first, &second, &alphabet);
    // A key that is the image of all its texts is listed with them.
    let mut rest = second.clone();
    rest.retain(|key, _| is_char(key) || !runs.contains_key(key));
    let mut triggers = triggers(&first, &rest, &alphabet);
    let wide = |key: &str| key.chars().take(2).all(|c| matches!(c, '\u{800}'..='\u{FFFF}'));
    let (runs, odd): (Entries, Entries) = runs.into_iter().partition(|(key, _)| wide(key));
    triggers.extend(odd.keys().map(|key| beginning(key)));
    let runs = runs.into_iter().filter(|(key, _)| !main.contains_key(key)).collect();
    Fused { main, runs, triggers, stages: vec![first, second] }
}

/// The keys of the second stage with all texts from which the first makes them, where the first stage
/// changes one character into one. A key with too many such texts is left out, and so is one that begins with
/// ASCII characters.
fn runs(first: &Entries, second: &Entries, alphabet: &BTreeSet<char>) -> Entries {
    let mut runs = Entries::new();
    let single = |text: &str| text.chars().nth(1).is_none();
    if !first.iter().all(|(key, value)| single(key) && single(value)) {
        return runs;
    }
    let mut sources = BTreeMap::<char, Vec<char>>::new();
    for &c in alphabet {
        sources.entry(convert(&c.to_string(), first).chars().next().unwrap_or(c)).or_default().push(c);
    }
    for (key, value) in second.iter().filter(|(key, _)| !single(key)) {
        let sources = |c: char| sources.get(&c).map_or(&[][..], Vec::as_slice);
        let many: usize = key.chars().map(|c| sources(c).len()).product();
        if many > MOST_SOURCES || key.starts_with(|c: char| c.is_ascii()) {
            continue;
        }
        let mut texts = vec![String::new()];
        for c in key.chars() {
            texts =
                texts.iter().flat_map(|text| sources(c).iter().map(move |c| format!("{text}{c}"))).collect();
        }
        runs.extend(texts.into_iter().map(|text| (text, value.clone())));
    }
    runs
}

fn triggers(first: &Entries, second: &Entries, alphabet: &BTreeSet<char>) -> BTreeSet<String> {
    let mut triggers = BTreeSet::new();
    let is_phrase = |key: &&String| key.chars().nth(1).is_some();
    for key in first.keys().filter(is_phrase) {
        triggers.insert(beginning(key));
    }

    // What the output of the first stage can begin with where its input begins with a character.
    let mut begins = BTreeMap::<char, BTreeSet<char>>::new();
    let mut alone = BTreeMap::<char, BTreeSet<char>>::new();
    for &c in alphabet {
        let value = convert(&c.to_string(), first);
        alone.entry(value.chars().next().unwrap_or(c)).or_default().insert(c);
        begins.entry(value.chars().next().unwrap_or(c)).or_default().insert(c);
    }
    for (key, value) in first.iter().filter(|(key, _)| is_phrase(key)) {
        let (Some(c), Some(v)) = (key.chars().next(), value.chars().next()) else { continue };
        begins.entry(v).or_default().insert(c);
    }
    // What ends with a character: the same for values of one character, suffixes of longer values.
    let mut ends = BTreeMap::<String, BTreeSet<char>>::new();
    for &c in alphabet {
        let value = convert(&c.to_string(), first);
        for (at, _) in value.char_indices() {
            ends.entry(value[at..].to_owned()).or_default().insert(c);
        }
    }
    for key in second.keys().filter(is_phrase) {
        let ascii = key.chars().take_while(char::is_ascii).count();
        if ascii > 0 {
            // Converted or not, what follows decides; the ASCII characters are their own images.
            match key[ascii..].chars().next() {
                Some(next) => {
                    for c in begins.get(&next).into_iter().flatten() {
                        triggers.insert(format!("{}{c}", &key[..ascii]));
                    }
                }
                None => unreachable!("{key}: a built-in key of ASCII characters only"),
            }
            continue;
        }
        for prefix in prefixes(key) {
            let Some(next) = key[prefix.len()..].chars().next() else { continue };
            for c in ends.get(prefix).into_iter().flatten() {
                for d in begins.get(&next).into_iter().flatten() {
                    triggers.insert(beginning(&format!("{c}{d}")));
                }
            }
        }
    }
    triggers
}

/// The part of a key that the engine tests before it looks further: ASCII characters and the one after
/// them, or the first two characters.
fn beginning(key: &str) -> String {
    let ascii = key.chars().take_while(char::is_ascii).count();
    let mut chars = key[ascii..].chars();
    match (ascii, chars.next(), chars.next()) {
        (0, Some(first), Some(second)) => format!("{first}{second}"),
        (_, Some(first), _) => format!("{}{first}", &key[..ascii]),
        (_, None, _) => key.to_owned(),
    }
}
