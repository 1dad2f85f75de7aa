//! The words that vote.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write as _;

use zhfix::convert::model::candidates::Candidates;
use zhfix::convert::model::words::{Builder, LONGEST};
use zhfix::lexicon::{Characters, builtin};

/// Simplified and Traditional form of OpenCC's phrases.
pub fn phrases() -> Vec<(String, String)> {
    let names = ["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"];
    let entries = names.into_iter().filter_map(builtin::opencc).flat_map(|lexicon| lexicon.entries());
    entries.filter(|(key, value)| key.chars().count() == value.chars().count()).collect()
}

/// Words in their Simplified form and the bits that they cost a reader, of a table `word<TAB>bits`.
pub fn costs(table: &str) -> Result<Vec<(String, u8)>, Box<dyn Error>> {
    let rows = table.lines().filter(|row| !row.is_empty() && !row.starts_with('#'));
    rows.map(|row| {
        let (word, bits) = row.split_once('\t').ok_or_else(|| format!("no tabulator in {row:?}"))?;
        Ok((word.to_owned(), bits.parse().map_err(|error| format!("{row:?}: {error}"))?))
    })
    .collect()
}

/// Those of the listed words that have a character with several forms, sorted.
pub fn listed(words: &[String], candidates: &[Candidates]) -> BTreeSet<String> {
    let characters = Characters::get();
    let several = |c: char| {
        let simplified = characters.simplified(c);
        candidates.iter().any(|row| row.simplified == simplified && row.position(c).is_some())
    };
    let fits = |word: &&String| (2..=LONGEST).contains(&word.chars().count()) && word.chars().any(several);
    words.iter().filter(fits).cloned().collect()
}

/// The table of the votes of both.
pub fn table(
    phrases: &[(String, String)],
    listed: &BTreeSet<String>,
    costs: &[(String, u8)],
    candidates: &[Candidates],
) -> Builder {
    let characters = Characters::get();
    let mut builder = Builder::default();
    let mut add = |simplified: &[char], traditional: &[char], source| {
        let row = |c: &char| candidates.iter().find(|row| row.simplified == *c);
        let rows: Vec<_> = simplified.iter().map(row).collect();
        builder.add(&rows, traditional, simplified, source);
    };
    for (key, value) in phrases {
        add(&key.chars().collect::<Vec<_>>(), &value.chars().collect::<Vec<_>>(), 0);
    }
    for word in listed {
        let traditional: Vec<char> = word.chars().collect();
        let simplified: Vec<char> = traditional.iter().map(|&c| characters.simplified(c)).collect();
        add(&simplified, &traditional, 1);
    }
    for (word, bits) in costs {
        builder.add_listed(word, *bits);
    }
    builder
}

/// The list as a file.
pub fn write(listed: &BTreeSet<String>) -> String {
    let mut text = String::from(
        "# Words of McBopomofo that have a character whose Simplified form has several Traditional forms.\n\
         # Written by `cargo run --release -p zhfix-training`.\n",
    );
    for word in listed {
        writeln!(text, "{word}").expect("a String takes everything");
    }
    text
}
