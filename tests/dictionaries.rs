//! The vendored dictionaries are what their sources say, well-formed, and consistent.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256};

fn dicts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dicts")
}

fn read(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read_text(path: &Path) -> String {
    String::from_utf8(read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[derive(Deserialize)]
struct Sources {
    file: Vec<SourceFile>,
}

#[derive(Deserialize)]
struct SourceFile {
    path: String,
    sha256: String,
}

fn sources() -> Vec<SourceFile> {
    let text = read_text(&dicts().join("SOURCES.toml"));
    toml::from_str::<Sources>(&text).expect("dicts/SOURCES.toml").file
}

#[test]
fn vendored_files_have_their_recorded_hash() {
    let mut wrong = Vec::new();
    for file in sources() {
        let mut hash = String::new();
        for byte in Sha256::digest(read(&dicts().join(&file.path))) {
            write!(hash, "{byte:02x}").unwrap();
        }
        if hash != file.sha256 {
            wrong.push(format!("{}: {hash}", file.path));
        }
    }
    assert!(wrong.is_empty(), "differ from dicts/SOURCES.toml: {wrong:#?}");
}

#[test]
fn vendored_files_are_all_listed_once() {
    let paths: Vec<String> = sources().into_iter().map(|file| file.path).collect();
    let listed: BTreeSet<&str> = paths.iter().map(String::as_str).collect();
    assert_eq!(listed.len(), paths.len(), "a path occurs twice in dicts/SOURCES.toml");

    for folder in ["opencc", "unicode", "mcbopomofo"] {
        for entry in fs::read_dir(dicts().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = format!("{folder}/{name}");
            assert!(listed.contains(path.as_str()), "dicts/SOURCES.toml does not list {path}");
        }
    }
}

/// A text dictionary in file order: key, values.
type Rows = Vec<(String, Vec<String>)>;

/// # Errors
///
/// The first broken row, as `line: what is wrong`.
fn parse_rows(text: &str) -> Result<Rows, String> {
    let mut rows = Rows::new();
    let mut keys = BTreeSet::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |what: &str| Err(format!("{number}: {what}: {line:?}"));
        let Some((key, values)) = line.split_once('\t') else {
            return wrong("expected key<TAB>value");
        };
        let values: Vec<String> = values.split(' ').map(str::to_owned).collect();
        if key.is_empty() || values.iter().any(String::is_empty) {
            return wrong("empty key or value");
        }
        // Also finds CR, no-break spaces and a second tab.
        if key.trim() != key || values.iter().any(|value| value.contains(char::is_whitespace)) {
            return wrong("white space in key or value");
        }
        if !keys.insert(key) {
            return wrong("key occurs twice");
        }
        rows.push((key.to_owned(), values));
    }
    Ok(rows)
}

fn opencc(stem: &str) -> Rows {
    let path = dicts().join("opencc").join(format!("{stem}.txt"));
    parse_rows(&read_text(&path)).unwrap_or_else(|error| panic!("{}:{error}", path.display()))
}

#[test]
fn opencc_rows_are_well_formed() {
    let mut count = 0;
    for entry in fs::read_dir(dicts().join("opencc")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let rows = opencc(path.file_stem().unwrap().to_str().unwrap());
            assert!(!rows.is_empty(), "{} is empty", path.display());
            count += 1;
        }
    }
    assert_eq!(count, 22);
}

#[test]
fn broken_rows_are_found() {
    for text in [
        "里",
        "里 裏",
        "\t裏",
        "里\t",
        "里\t裏 ",
        "里\t裏  里",
        "里\t裏\r",
        "里\t裏\t里",
        " 里\t裏",
        "里\t裏\n里\t里",
    ] {
        assert!(parse_rows(text).is_err(), "{text:?}");
    }
    assert_eq!(parse_rows("# 里\t裏\n\n里\t裏 里\n").unwrap().len(), 1);
}

#[derive(Deserialize)]
struct Conversion {
    chain: Vec<Spec>,
}

/// A dictionary as `conversions.toml` writes it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Spec {
    Leaf(String),
    Group(HashMap<GroupKind, SpecValue>),
}

#[derive(Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "snake_case")]
enum GroupKind {
    ShortCircuit,
    Union,
    MayOutputTofu,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum SpecValue {
    Leaf(String),
    Children(Vec<Spec>),
}

fn conversions() -> BTreeMap<String, Conversion> {
    toml::from_str(&read_text(&dicts().join("conversions.toml"))).expect("dicts/conversions.toml")
}

/// A dictionary to match with; only the first value of a row is kept.
enum Dictionary {
    Leaf { values: HashMap<String, String>, longest_key: usize },
    ShortCircuit(Vec<Dictionary>),
    Union(Vec<Dictionary>),
}

impl Dictionary {
    fn load(spec: &Spec) -> Self {
        let children = |value: &SpecValue| match value {
            SpecValue::Children(specs) => specs.iter().map(Self::load).collect(),
            SpecValue::Leaf(stem) => panic!("expected a list of dictionaries, found {stem}"),
        };
        match spec {
            Spec::Leaf(stem) => Self::leaf(stem),
            Spec::Group(group) => {
                assert_eq!(group.len(), 1, "a dictionary is of one kind");
                match group.iter().next().unwrap() {
                    (GroupKind::ShortCircuit, value) => Self::ShortCircuit(children(value)),
                    (GroupKind::Union, value) => Self::Union(children(value)),
                    (GroupKind::MayOutputTofu, SpecValue::Leaf(stem)) => Self::leaf(stem),
                    (GroupKind::MayOutputTofu, SpecValue::Children(_)) => {
                        panic!("may_output_tofu takes one dictionary")
                    }
                }
            }
        }
    }

    fn leaf(stem: &str) -> Self {
        let rows = opencc(stem);
        let longest_key = rows.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
        let values = rows.into_iter().map(|(key, mut values)| (key, values.remove(0))).collect();
        Self::Leaf { values, longest_key }
    }

    /// The length of the matched key in bytes and its value.
    fn prefix<'a>(&'a self, text: &str) -> Option<(usize, &'a str)> {
        match self {
            Self::Leaf { values, longest_key } => {
                let ends = (1..=text.len().min(*longest_key)).rev();
                ends.filter_map(|end| Some((end, text.get(..end)?)))
                    .find_map(|(end, key)| Some((end, values.get(key)?.as_str())))
            }
            Self::ShortCircuit(children) => children.iter().find_map(|child| child.prefix(text)),
            // `max_by_key` takes the last of equals, but the first child has to win.
            Self::Union(children) => {
                children.iter().rev().filter_map(|child| child.prefix(text)).max_by_key(|m| m.0)
            }
        }
    }

    fn convert(&self, mut text: &str) -> String {
        let mut converted = String::new();
        while let Some(first) = text.chars().next() {
            let (length, value) = self.prefix(text).unwrap_or((first.len_utf8(), &text[..first.len_utf8()]));
            converted.push_str(value);
            text = &text[length..];
        }
        converted
    }
}

#[test]
fn every_conversion_can_be_loaded() {
    let conversions = conversions();
    assert_eq!(conversions.len(), 16);
    for conversion in conversions.values() {
        assert!(!conversion.chain.is_empty());
        conversion.chain.iter().for_each(|stage| drop(Dictionary::load(stage)));
    }
}

#[test]
fn generated_phrases_equal_their_derivation() {
    let t2s: Vec<Dictionary> = conversions()["t2s"].chain.iter().map(Dictionary::load).collect();
    let to_simplified = |text: &str| t2s.iter().fold(text.to_owned(), |text, stage| stage.convert(&text));

    let mut derived = BTreeMap::new();
    for (key, _) in ["HKPhrases", "TWPhrases"].into_iter().flat_map(opencc) {
        let simplified = to_simplified(&key);
        if simplified.chars().count() < 3 {
            continue;
        }
        if let Some(other) = derived.insert(simplified.clone(), key.clone()) {
            assert_eq!(other, key, "two phrases for {simplified}");
        }
    }
    let derived: Rows = derived.into_iter().map(|(key, value)| (key, vec![value])).collect();
    assert_eq!(opencc("STPhrases_GeneratedFromRegionalPhrases"), derived);
}
