//! The texts that are learned from.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Names of the running texts, and of the table of words.
pub const TEXTS: [&str; 4] = ["gazette", "statutes", "union-version", "ctcpc-cantonese"];
const WORDS: &str = "mcbopomofo-words.tsv.xz";

/// The lines of a text.
pub fn lines(corpus: &Path, text: &str) -> Result<Vec<String>, Box<dyn Error>> {
    Ok(unpack(&corpus.join(format!("{text}.txt.xz")))?.lines().map(str::to_owned).collect())
}

/// The lines of our own text, in `training/text`.
pub fn own() -> Result<Vec<String>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("text");
    let mut files = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.sort();
    let mut lines = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|suffix| suffix == "txt")) {
        lines.extend(std::fs::read_to_string(file)?.lines().map(str::to_owned));
    }
    Ok(lines)
}

/// The words of the table.
pub fn words(corpus: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let table = unpack(&corpus.join(WORDS))?;
    let word = |row: &str| row.split([' ', '\t']).next().unwrap_or_default().to_owned();
    Ok(table.lines().map(word).collect())
}

/// The Traditional sides of a table of sentences.
pub fn pairs(table: &str) -> Vec<String> {
    table.lines().filter_map(|row| Some(row.split_once('\t')?.1.to_owned())).collect()
}

fn unpack(path: &Path) -> Result<String, Box<dyn Error>> {
    let place = |error: &dyn Error| format!("{}: {error}", path.display());
    let mut file = BufReader::new(File::open(path).map_err(|error| place(&error))?);
    let mut bytes = Vec::new();
    lzma_rs::xz_decompress(&mut file, &mut bytes).map_err(|error| place(&error))?;
    String::from_utf8(bytes).map_err(|error| place(&error).into())
}
