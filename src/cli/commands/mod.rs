//! The subcommands, one file for each.

mod completions;
mod config;
mod convert;
mod detect;
mod dict;
mod explain;
mod fix;
mod init;
mod lint;
mod man;
mod rules;
mod schema;

use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use super::problem::Problem;
use super::project::Held;
use super::stream;
use super::terminal::Color;
use crate::lexicon::{Entries, Lexicon, is_compiled, parse_user};
use crate::variant::{Locale, Variant};

/// What to do.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Convert(convert::Args),
    Lint(lint::Args),
    Fix(fix::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    Schema(schema::Args),
    Dict(dict::Args),
    Detect(detect::Args),
    Init(init::Args),
    Config(config::Args),
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
        Command::Dict(args) => dict::run(args),
        Command::Detect(args) => detect::run(args),
        Command::Init(args) => init::run(args),
        Command::Config(args) => config::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// For clap, which shows the error behind the argument.
fn variant(name: &str) -> Result<Variant, String> {
    name.parse().map_err(|error: crate::variant::UnknownVariant| error.to_string())
}

/// The same for what may be `auto`.
fn locale(name: &str) -> Result<Locale, String> {
    name.parse().map_err(|error: crate::variant::UnknownVariant| error.to_string())
}

/// All that decides about results beside the texts: `own`, the configuration, and the words that it names.
fn settings(own: &str, held: &[Held]) -> Result<String, Problem> {
    let mut all = own.to_owned();
    for held in held {
        let config = held.found.as_ref().map(|found| &found.config);
        // Writing to a String does not fail.
        let _ = write!(all, " {config:?} {:?} {:?}", held.settings, dictionaries(&held.dictionaries())?);
    }
    Ok(all)
}

/// # Errors
///
/// The variant belongs to no region, so that there are no words of it.
fn region(variant: Variant) -> Result<(), Problem> {
    match variant {
        Variant::Hant => {
            let what = "zh-Hant belongs to no region; use --to zh-Hant-TW or zh-Hant-HK";
            Err(Problem::at("--terms", what))
        }
        _ => Ok(()),
    }
}

/// Read the user's dictionaries, as text or compiled; what stands in a later one counts.
fn dictionaries(paths: &[PathBuf]) -> Result<Entries, Problem> {
    let mut all = Entries::new();
    for path in paths {
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Problem::read(&name, &error))?;
        if is_compiled(&bytes) {
            let wrong = |error| Problem::at(&name, error);
            let lexicon = Lexicon::from_bytes(bytes).map_err(wrong)?;
            lexicon.verify().map_err(wrong)?;
            all.extend(lexicon.entries());
            continue;
        }
        let text = String::from_utf8(bytes)
            .map_err(|error| stream::invalid(&name, error.as_bytes(), error.utf8_error().valid_up_to()))?;
        all.extend(parse_user(path, &text).map_err(|error| Problem::Message(error.to_string()))?);
    }
    Ok(all)
}
