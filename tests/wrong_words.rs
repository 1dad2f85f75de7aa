//! `dicts/zhfix/word-confusion.tsv` holds no word that is right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use zhfix::lexicon::builtin;

const PATH: &str = "dicts/zhfix/word-confusion.tsv";

/// Wrong words that OpenCC's dictionaries hold all the same: (wrong word, the key or value that holds it).
const WRONG_IN_OPENCC: &str = "tests/fixtures/wrong-words-in-dictionaries.txt";

struct Row {
    line: usize,
    /// Wrong and right in one script.
    pairs: Vec<(String, String)>,
    unless: Vec<String>,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(PATH).unwrap();
    let mut rows = Vec::new();
    for (line, row) in (1..).zip(text.lines()).filter(|(_, row)| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        assert!((2..=5).contains(&columns.len()), "{PATH}:{line}: expected 2 to 5 columns");
        let column = |index: usize| columns.get(index).copied().unwrap_or_default().to_owned();
        let pairs = [(column(0), column(1)), (column(2), column(3))];
        let pairs: Vec<_> =
            pairs.into_iter().filter(|(wrong, right)| !wrong.is_empty() || !right.is_empty()).collect();
        let unless = column(4).split(' ').filter(|text| !text.is_empty()).map(str::to_owned).collect();
        rows.push(Row { line, pairs, unless });
    }
    rows
}

/// All parts of `text` that are among `words`.
fn parts<'a>(text: &str, words: &'a BTreeSet<&str>) -> Vec<&'a str> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut found = Vec::new();
    for (index, &start) in ends.iter().enumerate() {
        found.extend(ends[index + 1..].iter().filter_map(|&end| words.get(&text[start..end])));
    }
    found
}

#[test]
fn rows_are_well_formed_and_sorted() {
    let rows = rows();
    assert!(rows.len() >= 1_500);
    let mut seen = BTreeMap::new();
    for Row { line, pairs, unless } in &rows {
        assert!(!pairs.is_empty(), "{PATH}:{line}: no word");
        for (wrong, right) in pairs {
            assert!(wrong.chars().count() > 1 && !right.is_empty(), "{PATH}:{line}: {wrong} {right}");
            assert_ne!(wrong, right, "{PATH}:{line}");
            if let Some(other) = seen.insert(wrong.clone(), line) {
                assert_eq!(other, line, "{PATH}:{line}: {wrong} stands on line {other} already");
            }
        }
        for text in unless {
            let holds = pairs.iter().any(|(wrong, _)| text.contains(wrong.as_str()) && text != wrong);
            assert!(holds, "{PATH}:{line}: {text} does not hold the wrong word");
        }
    }
    let keys: Vec<_> = rows.iter().map(|row| &row.pairs[0].0).collect();
    assert!(keys.is_sorted(), "{PATH}: rows are sorted by their first column");
}

#[test]
fn no_wrong_word_is_a_part_of_a_right_one() {
    let rows = rows();
    let wrong: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.pairs).map(|(wrong, _)| wrong.as_str()).collect();
    for Row { line, pairs, .. } in &rows {
        for (_, right) in pairs {
            assert_eq!(
                parts(right, &wrong),
                [""; 0],
                "{PATH}:{line}: the right word {right} holds a wrong one"
            );
        }
    }
}

/// Also with `ZHFIX_WORDS=FILE`, a list of more words, one at the beginning of each line.
#[test]
fn no_wrong_word_is_in_a_dictionary() {
    let rows = rows();
    let wrong: BTreeSet<&str> =
        rows.iter().flat_map(|row| &row.pairs).map(|(wrong, _)| wrong.as_str()).collect();
    let unless: Vec<&str> = rows.iter().flat_map(|row| &row.unless).map(String::as_str).collect();
    let known = fs::read_to_string(WRONG_IN_OPENCC).unwrap();
    let known: BTreeSet<&str> = known.lines().filter(|line| !line.starts_with('#')).collect();
    let mut words = BTreeSet::new();
    for name in builtin::opencc_names() {
        let entries = builtin::opencc(name).unwrap().entries();
        words.extend(entries.into_iter().flat_map(|(key, value)| [key, value]));
    }
    if let Some(path) = std::env::var_os("ZHFIX_WORDS") {
        let list = fs::read_to_string(Path::new(&path)).unwrap();
        words.extend(list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned));
    }
    for word in &words {
        for part in parts(word, &wrong) {
            let place = word.find(part).unwrap();
            let right = unless.iter().any(|text| {
                word.match_indices(text).any(|(at, _)| at <= place && place + part.len() <= at + text.len())
            });
            assert!(right || known.contains(part), "{part} is a part of the word {word}");
        }
    }
    for word in known {
        assert!(wrong.contains(word), "{WRONG_IN_OPENCC}: {word} is no wrong word any more; remove it");
    }
}
