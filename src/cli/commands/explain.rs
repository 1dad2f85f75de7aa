use super::super::DONE;
use super::super::page;
use super::super::problem::Problem;
use super::super::terminal::{self, Color};
use crate::config::suggest::did_you_mean;
use crate::lint::rules;

const AFTER_HELP: &str = "\
Examples:
  zhfix explain quote-style
  zhfix rules                            all rules";

/// Show the page of a rule: what it finds, why, examples, when to turn it off
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Name of a rule
    #[arg(value_name = "RULE")]
    rule: String,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    let page = rules::page_in(&args.rule, terminal::lang()).ok_or_else(|| {
        let hint = did_you_mean(&args.rule, rules::ALL.iter().map(|rule| rule.name()));
        let hint = if hint.is_empty() { ";".to_owned() } else { hint };
        Problem::Message(format!("unknown rule `{}`{hint} `zhfix rules` lists all", args.rule))
    })?;
    let columns = terminal::columns().map_or(page::COLUMNS, |columns| columns.clamp(20, page::COLUMNS));
    terminal::print(page::render(page, columns, color.on_stdout()).as_bytes())?;
    Ok(DONE)
}
