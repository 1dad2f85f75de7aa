use std::fmt::Write;

use serde::Serialize;

use super::super::DONE;
use super::super::problem::Problem;
use super::super::terminal;
use crate::diagnostic::Level;
use crate::lint::{Fixes, rules};

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
    let entry = |rule: &&'static dyn crate::lint::Rule| Entry {
        name: rule.name(),
        level: rule.level(),
        fix: rule.fixes(),
        locale: rule.by_locale(),
        summary: rules::summary(rule.name()).unwrap_or_default(),
    };
    let entries: Vec<Entry> = rules::ALL.iter().map(entry).collect();
    let text = match args.output_format {
        Format::Full => table(&entries),
        Format::Json => {
            let json = serde_json::to_string_pretty(&entries);
            json.map_err(|error| Problem::at("rules", error))? + "\n"
        }
    };
    terminal::print(text.as_bytes())?;
    Ok(DONE)
}

fn table(entries: &[Entry]) -> String {
    let name = entries.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    let mut row = |columns: [&str; 5]| {
        let [rule, level, fix, locale, summary] = columns;
        // Writing to a String does not fail.
        let _ = writeln!(out, "{rule:name$}  {level:5}  {fix:7}  {locale:6}  {summary}");
    };
    row(["RULE", "LEVEL", "FIX", "LOCALE", "FINDS"]);
    for Entry { name, level, fix, locale, summary } in entries {
        row([name, level.name(), fix.name(), if *locale { "yes" } else { "-" }, summary]);
    }
    out
}
