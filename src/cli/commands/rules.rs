use std::fmt::Write;

use serde::Serialize;

use super::super::DONE;
use super::super::problem::Problem;
use super::super::terminal;
use crate::diagnostic::Level;
use crate::emit::width;
use crate::lint::{Fixes, rules};
use crate::message::Lang;

const AFTER_HELP: &str = "\
Examples:
  zhfix rules
  zhfix rules --output-format json
  zhfix explain quote-style              the page of one rule

FIX is `safe` (lint's fix can be applied by anyone), `guarded` (safe where the
text gives the evidence), `unsafe` (a person should look) or `none`. Rules
marked `yes` under LOCALE depend on the script or region of the text.";

/// List the rules of `lint`
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// How to list them
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    output_format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: a table
    #[default]
    Full,
    /// For programs: one array
    Json,
}

/// A rule as it is listed.
#[derive(Serialize)]
struct Entry {
    name: &'static str,
    level: Level,
    fix: Fixes,
    locale: bool,
    summary: &'static str,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    let lang = terminal::lang();
    let entry = |rule: &&'static dyn crate::lint::Rule| Entry {
        name: rule.name(),
        level: rule.level(),
        fix: rule.fixes(),
        locale: rule.by_locale(),
        summary: rules::summary_in(rule.name(), lang).unwrap_or_default(),
    };
    let entries: Vec<Entry> = rules::ALL.iter().map(entry).collect();
    let text = match args.output_format {
        Format::Full => table(&entries, lang),
        Format::Json => {
            let json = serde_json::to_string_pretty(&entries);
            json.map_err(|error| Problem::at("rules", error))? + "\n"
        }
    };
    terminal::print(text.as_bytes())?;
    Ok(DONE)
}

fn table(entries: &[Entry], lang: Lang) -> String {
    let head = ["RULE", "LEVEL", "FIX", "LOCALE", "FINDS"].map(|name| lang.text(name));
    let rows = entries.iter().map(|Entry { name, level, fix, locale, summary }| {
        [*name, level.name(), fix.name(), if *locale { "yes" } else { "-" }, *summary]
    });
    let rows: Vec<[&str; 5]> = std::iter::once(head).chain(rows).collect();
    let column = |at: usize| rows.iter().map(|row| width::of(row[at])).max().unwrap_or_default();
    let columns = [0, 1, 2, 3].map(column);
    let mut out = String::new();
    for row in &rows {
        for (cell, columns) in row.iter().zip(columns) {
            // Writing to a String does not fail.
            let _ = write!(out, "{cell}{:1$}  ", "", columns - width::of(cell));
        }
        let _ = writeln!(out, "{}", row[4]);
    }
    out
}
