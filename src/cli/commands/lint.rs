use std::path::PathBuf;
use std::sync::Mutex;

use rayon::prelude::*;

use super::super::files::{self, Input};
use super::super::format::OutputFormat;
use super::super::problem::Problem;
use super::super::reports::{Reports, Seen};
use super::super::run::{self, in_order};
use super::super::syntax::SyntaxArgs;
use super::super::tally::Tally;
use super::super::terminal::{self, Color};
use super::super::{DONE, FAILED, FINDINGS};
use crate::diagnostic::Level;
use crate::document::Document;
use crate::emit::Finding;
use crate::lint::{Linter, Options, Survey, rules};
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
  zhfix lint --consistency corpus docs/   one form of a word in all files

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

    /// What forms of characters, spellings and regional words are held against:
    /// the text alone, or all files of the run, which are then read twice
    #[arg(long, value_name = "SCOPE", value_enum, default_value_t)]
    consistency: Consistency,

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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Consistency {
    /// Each text agrees with itself
    #[default]
    Document,
    /// All texts of the run agree with each other
    Corpus,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    run::threads(args.jobs)?;
    let user = super::dictionaries(&args.dict)?;
    let inputs = files::collect(&args.paths, None);
    let mut linter = Linter::with(Options { locale: args.locale, user, ..Options::default() });
    let stdin = Stdin::default();
    if args.consistency == Consistency::Corpus {
        let survey = survey(&linter, args.syntax, &inputs.inputs, &stdin);
        linter = linter.with_survey(survey);
    }
    let format = args.reports.on_stdout().unwrap_or(OutputFormat::Full);
    let mut reporter = args.reports.open(Some(format), color)?;
    let mut tally = Tally::default();
    let fatal = args.reports.fail_on.unwrap_or(Level::Info);
    let mut bad = false;
    let rest = in_order(
        inputs,
        |input| Ok(lint(&linter, args.syntax, input, stdin.read(input)?)),
        |(found, seen)| {
            tally.add(&found);
            bad |= seen.findings().iter().any(|finding| finding.level >= fatal);
            reporter.file(&seen)
        },
    )?;
    tally.add(&rest);
    reporter.finish(&tally)?;
    if !args.quiet && (format.is_for_people() || terminal::stderr_is_terminal()) {
        terminal::tell(tally.summary("with findings"));
    }
    Ok(match (tally.failed, bad && !args.reports.exit_zero) {
        (0, false) => DONE,
        (0, true) => FINDINGS,
        _ => FAILED,
    })
}

/// What standard input gave: it can be read only once.
#[derive(Default)]
struct Stdin(Mutex<Option<Result<String, Problem>>>);

impl Stdin {
    fn keep(&self, read: Result<String, Problem>) {
        self.0.lock().expect("no thread panics here").get_or_insert(read);
    }

    /// The text of an input, if it is standard input the one that was kept.
    fn read(&self, input: &Input) -> Result<String, Problem> {
        let kept = || self.0.lock().expect("no thread panics here").take();
        if input.path().is_none() { kept().unwrap_or_else(|| input.read()) } else { input.read() }
    }
}

/// Count what all inputs write. A file that cannot be read is left out; the second reading says why.
fn survey(linter: &Linter, syntax: SyntaxArgs, inputs: &[Input], stdin: &Stdin) -> Survey {
    let count = |input: &Input| {
        let read = input.read();
        let counted = read.as_ref().ok().map(|text| linter.survey(&Document::parse(text, syntax.of(input))));
        if input.path().is_none() {
            stdin.keep(read);
        }
        counted
    };
    let mut survey = Survey::default();
    for batch in files::batches(inputs) {
        // `collect` keeps the order, so that the sum does not depend on the scheduler.
        let counted: Vec<_> = batch.par_iter().map(count).collect();
        counted.into_iter().flatten().for_each(|counted| survey.add(counted));
    }
    survey
}

fn lint(linter: &Linter, syntax: SyntaxArgs, input: &Input, text: String) -> (Tally, Seen) {
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
    (tally, Seen::new(input, text, findings.collect(), edits))
}
