use std::fmt::Write;
use std::path::Path;

use super::super::super::problem::Problem;
use super::super::super::{DONE, FINDINGS, terminal};
use crate::config::suggest::did_you_mean;
use crate::lexicon::builtin::{self, BuiltIn};

const AFTER_HELP: &str = "\
Examples:
  zhfix dict list                        name, entries, from where, licence
  zhfix dict list TWPhrases              all its entries
  zhfix dict list TWPhrases 軟           the entries that begin so
  zhfix dict list my.zhd                 what was compiled

Entries are printed as `key<TAB>value`, the form that --dict takes. Status 1 if
there is none.";

/// List the dictionaries, or the entries of one
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// A dictionary of the list, or a file of your own
    name: Option<String>,

    /// What keys begin with
    #[arg(default_value = "")]
    prefix: String,
}

/// The files that a dictionary is made of.
pub(super) fn files(one: &BuiltIn) -> String {
    one.sources.iter().map(|file| format!("dicts/{file}")).collect::<Vec<_>>().join(" ")
}

pub(super) fn run(args: &Args) -> Result<u8, Problem> {
    let mut out = String::new();
    let Some(name) = &args.name else {
        let width = builtin::ALL.iter().map(|one| one.name.len()).max().unwrap_or(0);
        for one in builtin::ALL {
            let (entries, sources) = (one.lexicon().len(), files(one));
            // Writing to a String does not fail.
            let _ = writeln!(
                out,
                "{:width$}  {entries:>6}  {}, {}  {sources}",
                one.name, one.origin, one.licence
            );
        }
        terminal::print(out.as_bytes())?;
        return Ok(DONE);
    };
    let entries = match builtin::ALL.iter().find(|one| one.name == name) {
        Some(one) => one.lexicon().with_prefix(&args.prefix),
        None if Path::new(name).exists() => {
            let mut entries = super::super::dictionaries(&[name.into()])?;
            entries.retain(|key, _| key.starts_with(&args.prefix));
            entries
        }
        None => {
            let hint = did_you_mean(name, builtin::ALL.iter().map(|one| one.name));
            let what = format!("is neither a dictionary nor a file{hint}; `zhfix dict list` lists all");
            return Err(Problem::at(name, what));
        }
    };
    for (key, value) in &entries {
        let _ = writeln!(out, "{key}\t{value}");
    }
    terminal::print(out.as_bytes())?;
    Ok(if entries.is_empty() { FINDINGS } else { DONE })
}
