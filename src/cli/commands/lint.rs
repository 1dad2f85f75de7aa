use std::path::PathBuf;

use super::super::files::{self, Input};
use super::super::format::OutputFormat;
use super::super::problem::Problem;
use super::super::progress;
use super::super::reports::{Reports, Seen};
use super::super::run::{self, in_order};
use super::super::syntax::SyntaxArgs;
use super::super::tally::Tally;
use super::super::terminal::{self, Color};
use super::super::{DONE, FAILED, FINDINGS};
use crate::diagnostic::Level;
use crate::document::Document;
use crate::emit::Finding;
use crate::lint::{Linter, Options, rules};
use crate::report::safe_edits;
use crate::variant::Variant;

const AFTER_HELP: &str = "\
Examples:
  zhfix lint article.txt
  zhfix lint --locale zh-TW docs/
  zhfix lint --output-format jsonl corpus/ >findings.jsonl
  zhfix lint --output-format diff docs/ | git apply
  zhfix lint --output-file sarif=zhfix.sarif --output-file csv=zhfix.csv docs/
  zhfix lint --fail-on error docs/        status 1 only for errors

Exit status: 0 nothing found, 1 findings, 2 a file could not be read. It does
not depend on the format.";

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

    #[command(flatten)]
    syntax: SyntaxArgs,

    #[command(flatten)]
    reports: Reports,

    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Print no summary
    #[arg(short, long)]
    quiet: bool,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    run::threads(args.jobs)?;
    progress::allow(!args.quiet);
    let user = super::dictionaries(&args.dict)?;
    let linter = Linter::with(Options { locale: args.locale, user, ..Options::default() });
    let format = args.reports.on_stdout().unwrap_or(OutputFormat::Full);
    let mut reporter = args.reports.open(Some(format), color)?;
    let mut tally = Tally::default();
    let fatal = args.reports.fail_on.unwrap_or(Level::Info);
    let mut bad = false;
    let rest = in_order(
        files::collect(&args.paths, None),
        |input| lint(&linter, args.syntax, input),
        |(found, seen)| {
            tally.add(&found);
            bad |= seen.findings().iter().any(|finding| finding.level >= fatal);
            reporter.file(&seen)
        },
    )?;
    tally.add(&rest);
    let complete = reporter.finish(&tally)? && tally.failed == 0;
    if !args.quiet && (format.is_for_people() || terminal::stderr_is_terminal()) {
        terminal::tell(tally.summary("with findings"));
    }
    Ok(match (complete, bad && !args.reports.exit_zero) {
        (true, false) => DONE,
        (true, true) => FINDINGS,
        (false, _) => FAILED,
    })
}

fn lint(linter: &Linter, syntax: SyntaxArgs, input: &Input) -> Result<(Tally, Seen), Problem> {
    let text = input.read()?;
    let found = linter.lint_document(&Document::parse(&text, syntax.of(input)));
    let mut tally = Tally { files: 1, changed: usize::from(!found.is_empty()), ..Tally::default() };
    for diagnostic in &found {
        tally.count(diagnostic.rule);
    }
    let edits = safe_edits(&found);
    let level = |rule| rules::named(rule).map_or(Level::Warn, |rule| linter.options().levels.of(rule));
    let findings = found.into_iter().map(|found| {
        let level = level(found.rule);
        Finding::new(found, level)
    });
    Ok((tally, Seen::new(input, text, findings.collect(), edits)))
}
