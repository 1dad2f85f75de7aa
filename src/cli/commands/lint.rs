use std::path::PathBuf;

use super::super::files::{self, Input};
use super::super::problem::Problem;
use super::super::run::{self, in_order};
use super::super::syntax::SyntaxArgs;
use super::super::tally::Tally;
use super::super::terminal::{self, Color};
use super::super::{DONE, FAILED, FINDINGS};
use crate::document::Document;
use crate::emit::diff::diff;
use crate::emit::full::{Style, full};
use crate::emit::jsonl::jsonl;
use crate::lint::{Linter, Options};
use crate::report::safe_edits;
use crate::variant::Variant;

const AFTER_HELP: &str = "\
Examples:
  zhfix lint article.txt
  zhfix lint --locale zh-TW docs/
  zhfix lint --output-format jsonl corpus/ >findings.jsonl
  zhfix lint --output-format diff docs/ | git apply

Exit status: 0 nothing found, 1 findings, 2 a file could not be read.";

/// Say what is wrong with a text, where, and what would be right
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Files and folders, `-` for standard input
    paths: Vec<PathBuf>,

    /// Variant that the text should be in [default: what most of it is in]
    #[arg(long, value_name = "VARIANT", value_parser = super::variant)]
    locale: Option<Variant>,

    /// Words of your own, `key<TAB>value` on each line; nothing is found in a
    /// word that is protected, or that a key becomes; may be repeated
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,

    /// How to show findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    output_format: OutputFormat,

    #[command(flatten)]
    syntax: SyntaxArgs,

    /// Show every finding, also where one rule has many in one file
    #[arg(long)]
    all: bool,

    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum OutputFormat {
    /// For people
    #[default]
    Full,
    /// For programs: one JSON object on each line
    Jsonl,
    /// The safe fixes as a patch
    Diff,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    run::threads(args.jobs)?;
    let user = super::dictionaries(&args.dict)?;
    let linter = Linter::with(Options { locale: args.locale, user, ..Options::default() });
    let color = color.on_stdout();
    let mut tally = Tally::default();
    let rest = in_order(
        files::collect(&args.paths, None),
        |input| lint(args, &linter, color, input),
        |(found, shown)| {
            tally.add(&found);
            terminal::print(&shown)
        },
    )?;
    tally.add(&rest);
    terminal::flush()?;
    if !args.quiet && (args.output_format != OutputFormat::Jsonl || terminal::stderr_is_terminal()) {
        terminal::tell(tally.summary("with findings"));
    }
    Ok(match (tally.failed, tally.changed) {
        (0, 0) => DONE,
        (0, _) => FINDINGS,
        _ => FAILED,
    })
}

fn lint(args: &Args, linter: &Linter, color: bool, input: &Input) -> Result<(Tally, Vec<u8>), Problem> {
    let text = input.read()?;
    let found = linter.lint_document(&Document::parse(&text, args.syntax.of(input)));
    let mut tally = Tally { files: 1, changed: usize::from(!found.is_empty()), ..Tally::default() };
    for diagnostic in &found {
        tally.count(diagnostic.rule);
    }
    let (name, mut out) = (input.name(), Vec::new());
    match args.output_format {
        OutputFormat::Full => full(&name, &text, &found, Style { color, all: args.all }, &mut out),
        OutputFormat::Jsonl => {
            jsonl(&name, &text, &found, &mut out).map_err(|error| Problem::at(&name, error))?;
        }
        OutputFormat::Diff => diff(&input.bytes(), &text, &safe_edits(&found), color, &mut out),
    }
    Ok((tally, out))
}
