use std::path::PathBuf;

use super::super::super::DONE;
use super::super::super::problem::Problem;
use super::super::super::terminal;
use super::super::super::write::Draft;
use crate::lexicon::compile;

const AFTER_HELP: &str = "\
Examples:
  zhfix dict compile my.tsv -o my.zhd
  zhfix dict compile names.tsv terms.tsv -o all.zhd
  zhfix convert --dict my.zhd in.txt

Every row is checked, and the first wrong one is named with its line. Another
version of zhfix may ask for the file to be compiled again, so keep the text.";

/// Compile dictionaries of your own into one file that `--dict` takes
///
/// It is smaller and quicker to read; `--dict` takes the text as well.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Args {
    /// Dictionaries, `key<TAB>value` on each line; a later one counts
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// File to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,

    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
}

pub(super) fn run(args: &Args) -> Result<u8, Problem> {
    let entries = super::super::dictionaries(&args.files)?;
    let mut draft = Draft::new(&args.output)?;
    draft.write_bytes(&compile(&entries))?;
    draft.commit()?;
    if !args.quiet && terminal::stderr_is_terminal() {
        terminal::tell(format!("{}: {} entries", args.output.display(), entries.len()));
    }
    Ok(DONE)
}
