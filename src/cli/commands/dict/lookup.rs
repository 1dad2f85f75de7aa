use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::super::super::problem::Problem;
use super::super::super::{DONE, FINDINGS, terminal};
use super::list::files;
use crate::convert::exact::DEFINITIONS;
use crate::convert::{Converter, Options, Target};
use crate::lexicon::{Entries, builtin};
use crate::variant::Variant;

const AFTER_HELP: &str = "\
Examples:
  zhfix dict lookup 头发 软件
  zhfix dict lookup --dict my.tsv 范先生

For each word: the dictionaries that have it as a key, with its value, the
file, and the conversions of `convert -c` that use the dictionary; then what the
conversions and the variants of `convert --to` make of the word alone. Status 1
if a word is in no dictionary.";

/// Show where a word stands and what becomes of it
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Words to look up
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,

    /// Words of your own, as for `convert`; may be repeated
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<u8, Problem> {
    let mut own = Vec::new();
    for path in &args.dict {
        own.push((path, super::super::dictionaries(std::slice::from_ref(path))?));
    }
    let converters = converters(&super::super::dictionaries(&args.dict)?)?;
    let mut missing = false;
    let mut out = String::new();
    for word in &args.words {
        let mut found = false;
        let _ = writeln!(out, "{word}");
        for (path, entries) in &own {
            if let Some(value) = entries.get(word) {
                found = true;
                let _ = writeln!(out, "  {value}  {}", place(path, word));
            }
        }
        for one in builtin::ALL {
            let lexicon = one.lexicon();
            let Some(value) = lexicon.get(word) else { continue };
            found = true;
            let _ = write!(out, "  {value}  {} ({})", one.name, files(one));
            let users: Vec<_> = DEFINITIONS
                .iter()
                .filter(|definition| definition.dictionaries.contains(&one.name))
                .map(|definition| definition.name)
                .collect();
            let _ = if users.is_empty() { writeln!(out) } else { writeln!(out, ": {}", users.join(", ")) };
        }
        if !found {
            let _ = writeln!(out, "  is no key of a dictionary");
        }
        missing |= !found;
        results(word, &converters, &mut out);
    }
    terminal::print(out.as_bytes())?;
    Ok(if missing { FINDINGS } else { DONE })
}

/// The file, and in a text the line.
fn place(path: &Path, word: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let line = text.lines().position(|row| row.split_once('\t').is_some_and(|(key, _)| key == word));
    line.map_or(path.display().to_string(), |line| format!("{}:{}", path.display(), line + 1))
}

/// Every conversion, with the user's words.
fn converters(user: &Entries) -> Result<Vec<(String, Converter)>, Problem> {
    let exact = DEFINITIONS
        .iter()
        .map(|definition| (definition.name.to_owned(), Target::Exact(definition.name.to_owned())));
    let variants = [Variant::Hans, Variant::Hant, Variant::HantTw, Variant::HantHk];
    let variants = variants.into_iter().map(|variant| (variant.to_string(), Target::Variant(variant)));
    let all = exact.chain(variants).map(|(name, target)| {
        let options = Options { target, user: user.clone(), ..Options::default() };
        let converter = Converter::new(&options).map_err(|error| Problem::Message(error.to_string()))?;
        Ok((name, converter))
    });
    all.collect()
}

/// What becomes of `word`, the conversions that agree together.
fn results(word: &str, converters: &[(String, Converter)], out: &mut String) {
    let mut results: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, converter) in converters {
        let result = converter.convert(word);
        match results.iter_mut().find(|(other, _)| *other == result) {
            Some((_, names)) => names.push(name),
            None => results.push((result, vec![name])),
        }
    }
    for (result, names) in results {
        let _ = writeln!(out, "  → {result}: {}", names.join(", "));
    }
}
