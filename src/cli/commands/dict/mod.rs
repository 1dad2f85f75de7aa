//! `zhfix dict`: what the dictionaries hold, and dictionaries of one's own.

mod compile;
mod list;
mod lookup;

use super::super::problem::Problem;

const AFTER_HELP: &str = "\
Examples:
  zhfix dict lookup 头发 软件             where they stand, what becomes of them
  zhfix dict list                        all dictionaries
  zhfix dict list TWPhrases 軟           the words that begin so
  zhfix dict compile my.tsv -o my.zhd    for `convert --dict my.zhd`";

/// Look into the dictionaries, or compile one of your own
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Lookup(lookup::Args),
    List(list::Args),
    Compile(compile::Args),
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    match &args.command {
        Command::Lookup(args) => lookup::run(args),
        Command::List(args) => list::run(args),
        Command::Compile(args) => compile::run(args),
    }
}
