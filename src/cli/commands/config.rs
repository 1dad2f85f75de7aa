use std::fmt::Write;
use std::path::PathBuf;

use super::super::DONE;
use super::super::problem::Problem;
use super::super::project::{ConfigArgs, Project};
use super::super::terminal;
use crate::config::{self, FILE};
use crate::lint::rules;

const AFTER_HELP: &str = "\
Examples:
  zhfix config show                      what holds in this folder
  zhfix config show docs/zh-TW/a.md      what holds for this file
  zhfix config schema >zhfix.schema.json for editors

docs/configuration.md describes zhfix.toml.";

/// Show the settings, or their schema
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Print what holds for a file, and from where
    Show {
        /// The file [default: any file in the current folder that no override
        /// names]
        file: Option<PathBuf>,

        #[command(flatten)]
        config: ConfigArgs,
    },
    /// Print the JSON Schema of zhfix.toml
    Schema,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    let text = match &args.what {
        What::Show { file, config } => show(file.as_ref(), config)?,
        What::Schema => {
            let schema = serde_json::to_string_pretty(&config::schema());
            schema.map_err(|error| Problem::at("schema", error))? + "\n"
        }
    };
    terminal::print(text.as_bytes())?;
    Ok(DONE)
}

fn show(file: Option<&PathBuf>, config: &ConfigArgs) -> Result<String, Problem> {
    let project = Project::open(config)?;
    let held = project.of(file.map(PathBuf::as_path))?;
    let mut out = String::new();
    // Writing to a String does not fail.
    let mut line = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    match &held.found {
        Some(found) => line(format!("# from {}", found.path.display())),
        None => line(format!("# built in: there is no {FILE} here or above")),
    }
    for number in held.overrides() {
        line(format!("# and its [[overrides]] {number}"));
    }
    if file.is_some_and(|file| project.excludes(file, file.is_dir())) {
        line("# left out by `exclude`".to_owned());
    }
    let text = |text: &str| toml::Value::from(text).to_string();
    let list = |items: &[String]| {
        format!("[{}]", items.iter().map(|item| text(item)).collect::<Vec<_>>().join(", "))
    };
    let settings = &held.settings;
    let found = held.found.as_ref().map(|found| &found.config);
    line(format!("locale = {}", text(&settings.locale.to_string())));
    line(format!("exclude = {}", list(found.map_or(&[], |found| found.exclude.patterns()))));
    line(format!("dictionaries = {}", list(&settings.dictionaries)));
    line(format!("terms = {}", settings.terms));
    line(format!("repair = {}", settings.repair));
    line(format!("space-around-latin = {}", text(settings.spacing.name())));
    line(format!(
        "fail-on = {}",
        text(found.and_then(|found| found.fail_on).map_or("info", crate::diagnostic::Level::name))
    ));
    line("\n[rules]".to_owned());
    for rule in rules::ALL {
        line(format!("{} = {}", rule.name(), text(settings.levels.of(*rule).name())));
    }
    Ok(out)
}
