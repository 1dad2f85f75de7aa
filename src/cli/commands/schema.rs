use super::super::DONE;
use super::super::problem::Problem;
use super::super::terminal;
use crate::emit::json::SCHEMA;

/// Print the JSON Schema of what the program writes
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Which one: report is that of the output formats json and jsonl
    #[arg(value_enum)]
    of: Of,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Of {
    Report,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    match args.of {
        Of::Report => terminal::print(SCHEMA.as_bytes())?,
    }
    Ok(DONE)
}
