//! The subcommands, one file for each.

mod completions;
mod convert;
mod explain;
mod fix;
mod lint;
mod man;
mod rules;
mod schema;

use std::fs;
use std::path::PathBuf;

use super::problem::Problem;
use super::stream;
use super::terminal::Color;
use crate::lexicon::{Entries, parse_user};
use crate::variant::Variant;

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Convert(convert::Args),
    Lint(lint::Args),
    Fix(fix::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Returns the exit status.
pub(crate) fn run(command: &Command, color: Color) -> Result<u8, Problem> {
    match command {
        Command::Convert(args) => convert::run(args, color),
        Command::Lint(args) => lint::run(args, color),
        Command::Fix(args) => fix::run(args, color),
        Command::Rules(args) => rules::run(args),
        Command::Explain(args) => explain::run(args, color),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// For clap, which shows the error behind the argument.
fn variant(name: &str) -> Result<Variant, String> {
    name.parse().map_err(|error: crate::variant::UnknownVariant| error.to_string())
}

/// Read the user's dictionaries; what stands in a later one counts.
fn dictionaries(paths: &[PathBuf]) -> Result<Entries, Problem> {
    let mut all = Entries::new();
    for path in paths {
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Problem::read(&name, &error))?;
        let text = String::from_utf8(bytes)
            .map_err(|error| stream::invalid(&name, error.as_bytes(), error.utf8_error().valid_up_to()))?;
        all.extend(parse_user(path, &text).map_err(|error| Problem::Message(error.to_string()))?);
    }
    Ok(all)
}
