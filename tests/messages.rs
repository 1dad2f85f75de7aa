//! What reports say in Chinese: every sentence of the code has a row, the Traditional table is what the
//! conversion of this crate makes of the Simplified one, and the linter of this crate finds nothing in both.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use zhfix::convert::{Converter, Options, Target};
use zhfix::lint::Linter;
use zhfix::variant::Variant;

const SIMPLIFIED: &str = "src/message/zh-Hans.tsv";
const TRADITIONAL: &str = "src/message/zh-Hant.tsv";

fn rows(table: &str) -> BTreeMap<String, String> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| line.split_once('\t').unwrap_or_else(|| panic!("{line:?}: no tab")))
        .map(|(english, chinese)| (english.to_owned(), chinese.to_owned()))
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

/// The string literal that follows `before`, as far as it does.
fn literals(source: &str, before: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(before) {
        let rest = source[at + before.len()..].trim_start();
        let Some(rest) = rest.strip_prefix('"') else { continue };
        let mut text = String::new();
        let mut chars = rest.chars();
        loop {
            match chars.next() {
                Some('\\') => text.extend(chars.next()),
                Some('"') | None => break,
                Some(c) => text.push(c),
            }
        }
        found.push(text);
    }
    found
}

/// The English sentences of the code, apart from tests and documentation.
fn sentences(folder: &Path, all: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sentences(&path, all);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            let source = read(path.to_str().unwrap());
            let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
            let code: String = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .flat_map(|line| [line, "\n"])
                .collect();
            for before in ["message!(", "lang.text("] {
                all.extend(literals(&code, before));
            }
        }
    }
}

fn parts(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).map(|part| part.split('}').next().unwrap().trim_start_matches('=')).collect()
}

#[test]
fn every_sentence_has_a_row() {
    let rows = rows(&read(SIMPLIFIED));
    let mut all = BTreeSet::new();
    sentences(Path::new("src"), &mut all);
    assert!(all.len() > 30, "the sentences are not seen any more");
    let missing: Vec<_> = all.iter().filter(|sentence| !rows.contains_key(*sentence)).collect();
    assert!(missing.is_empty(), "{SIMPLIFIED} has no row for {missing:#?}");
    for (english, chinese) in &rows {
        assert_eq!(parts(english), parts(chinese), "{english}");
        assert_eq!(english.ends_with(' '), chinese.ends_with('：'), "{english}");
    }
}

#[test]
fn the_traditional_table_is_made_from_the_simplified_one() {
    let options = Options {
        target: Target::Variant(Variant::HantTw),
        terms: true,
        punctuation: true,
        ..Options::default()
    };
    let converter = Converter::new(&options).unwrap();
    let mut made = String::from("# Made from zh-Hans.tsv: `ZHFIX_BLESS=1 cargo test --test messages`.\n");
    for line in read(SIMPLIFIED).lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (english, chinese) = line.split_once('\t').unwrap();
        // A part is a name, and no text.
        let chinese = converter.convert(chinese);
        made.extend([english, "\t", &chinese, "\n"]);
    }
    if std::env::var_os("ZHFIX_BLESS").is_some() {
        fs::write(TRADITIONAL, &made).unwrap();
    }
    assert!(made == read(TRADITIONAL), "run `ZHFIX_BLESS=1 cargo test --test messages`");
}

#[test]
fn the_linter_finds_nothing_in_them() {
    for (table, variant) in [(SIMPLIFIED, Variant::Hans), (TRADITIONAL, Variant::HantTw)] {
        let linter = Linter::new(Some(variant));
        for chinese in rows(&read(table)).values() {
            // What stands between backticks is quoted.
            let prose: String = chinese.split('`').step_by(2).collect::<Vec<_>>().join("`x`");
            let found = linter.lint(&prose);
            assert!(found.is_empty(), "{table}: {prose}: {found:#?}");
        }
    }
}
