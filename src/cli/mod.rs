//! The command line: arguments, files, terminals. Everything else is the library's.

mod codec;
mod commands;
mod files;
mod fixing;
mod format;
mod git;
mod help;
mod interrupt;
mod journal;
mod known;
mod levels;
mod output;
mod page;
mod problem;
mod progress;
mod project;
mod reports;
mod review;
mod run;
mod select;
mod stream;
mod syntax;
mod tally;
mod terminal;
mod write;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser};

use commands::Command;
use problem::Problem;
use terminal::Color;

use crate::message::Lang;

/// Everything was done, and there is nothing to report.
const DONE: u8 = 0;
/// There are findings, or something would change.
const FINDINGS: u8 = 1;
/// Something could not be done.
const FAILED: u8 = 2;
/// The user interrupted.
#[cfg(unix)]
const INTERRUPTED: u8 = 130;

const AFTER_HELP: &str = "\
Examples:
  zhfix convert article.txt              Simplified text on standard output
  zhfix convert --to tw <in.txt >out.txt a filter
  zhfix convert --diff article.txt       what would change
  zhfix lint docs/                       what is wrong, where, what instead
  zhfix fix -i --to zh-Hans article.txt  convert and correct, in place

Exit status: 0 done; 1 findings (lint) or changes to make (--check);
2 something could not be done, or the arguments are wrong; 130 interrupted.";

/// Convert Chinese text between Traditional and Simplified, repair damaged
/// text, and proofread it
#[derive(Debug, Parser)]
#[command(name = "zhfix", version, after_help = AFTER_HELP, max_term_width = 80)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    color: Color,

    /// Language of reports, rules and help: en, zh-Hans, zh-Hant [default: that
    /// of the locale]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<Lang>,
}

/// Run the command that the arguments of this process ask for.
pub fn main() -> ExitCode {
    terminal::speak(help::asked(std::env::args_os()));
    let matches = help::translated(Arguments::command(), terminal::lang()).get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    interrupt::listen();
    let code = commands::run(&arguments.command, arguments.color)
        .and_then(|code| match terminal::flush() {
            // The status says what was found, whether or not somebody read it to the end.
            Ok(()) | Err(Problem::Closed) => Ok(code),
            Err(problem) => Err(problem),
        })
        .unwrap_or_else(|problem| match problem {
            Problem::Closed => DONE,
            other => {
                terminal::tell(other);
                FAILED
            }
        });
    ExitCode::from(code)
}
