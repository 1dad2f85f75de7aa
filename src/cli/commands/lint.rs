use std::path::PathBuf;
use std::sync::Mutex;

use rayon::prelude::*;

use super::super::files::{self, Input};
use super::super::fixing::Fixing;
use super::super::format::OutputFormat;
use super::super::known::{BaselineArgs, Known};
use super::super::levels::RuleArgs;
use super::super::problem::Problem;
use super::super::progress;
use super::super::project::{Held, PerSettings};
use super::super::reports::{Reports, Seen};
use super::super::run::{self, in_order};
use super::super::select::Selection;
use super::super::syntax::SyntaxArgs;
use super::super::tally::Tally;
use super::super::terminal::{self, Color};
use super::super::{DONE, FAILED, FINDINGS};
use crate::diagnostic::Level;
use crate::document::Document;
use crate::emit::Finding;
use crate::lexicon::Entries;
use crate::lint::{Levels, Linter, Options, Spacing, Survey, rules};
use crate::pipeline;
use crate::variant::Locale;

const AFTER_HELP: &str = "\
Examples:
  zhfix lint article.txt
  zhfix lint --locale zh-TW docs/
  zhfix lint --output-format jsonl corpus/ >findings.jsonl
  zhfix lint --diff docs/ | git apply
  zhfix lint --fix docs/                  correct the files, report the rest
  zhfix lint --output-file sarif=zhfix.sarif --output-file csv=zhfix.csv docs/
  zhfix lint --fail-on error docs/        status 1 only for errors
  zhfix lint --changed                    only what git sees as changed
  zhfix lint --write-baseline known.tsv . then `--baseline known.tsv`
  zhfix lint --consistency corpus docs/   one form of a word in all files

Exit status: 0 nothing found, 1 findings, 2 a file could not be read. It does
not depend on the format.";

/// Say what is wrong with a text, where, and what would be right
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Variant that the texts should be in, or `auto`: what each is in
    /// [default: that of zhfix.toml, or auto]
    #[arg(long, value_name = "VARIANT", value_parser = super::locale)]
    locale: Option<Locale>,

    /// Words of your own, `key<TAB>value` on each line; nothing is found in a
    /// word that is protected, or that a key becomes; may be repeated
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,

    /// A space between Chinese and Latin letters or digits: always, never,
    /// consistent, off
    #[arg(long, value_name = "WHEN")]
    space_around_latin: Option<Spacing>,

    /// What forms of characters, spellings and regional words are held against:
    /// the text alone, or all files of the run, which are then read twice
    #[arg(long, value_name = "SCOPE", value_enum, default_value_t)]
    consistency: Consistency,

    #[command(flatten)]
    syntax: SyntaxArgs,

    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    /// Print no summary
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    files: Selection,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    baseline: BaselineArgs,

    #[command(flatten)]
    fixing: Fixing,

    #[command(flatten)]
    reports: Reports,
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
    progress::allow(!args.quiet);
    let project = args.files.project()?;
    let user = super::dictionaries(&args.dict)?;
    args.rules.apply(&mut Levels::default())?;
    let known = args.baseline.open()?;
    let inputs = args.files.collect(&project, None)?;
    let stdin = Stdin::default();
    let survey = (args.consistency == Consistency::Corpus).then(|| {
        let tools = PerSettings::new(project.clone(), |held| args.tools(held, &user, None));
        survey(&tools, args.syntax, &inputs.inputs, &stdin)
    });
    let tools = PerSettings::new(project.clone(), |held| args.tools(held, &user, survey.as_ref()));
    let usual = if args.fixing.diff { OutputFormat::Diff } else { OutputFormat::Full };
    let format = args.reports.on_stdout().unwrap_or(usual);
    let mut reporter = args.reports.open((!args.fixing.check).then_some(format), color)?;
    let mut tally = Tally::default();
    let mut bad = false;
    let rest = in_order(
        inputs,
        |input| lint(&*tools.of(input)?, args, format, known.as_ref(), input, stdin.read(input)?),
        |(found, seen, fatal)| {
            tally.add(&found);
            bad |= seen.findings().iter().any(|finding| finding.level >= fatal);
            reporter.file(&seen)
        },
    )?;
    tally.add(&rest);
    let complete = reporter.finish(&tally)? && tally.failed == 0;
    known.map_or(Ok(()), |known| known.finish(args.quiet))?;
    if !args.quiet && (format.is_for_people() || terminal::stderr_is_terminal()) {
        terminal::tell(tally.summary("with findings"));
    }
    Ok(match (complete, bad && !args.reports.exit_zero) {
        (true, false) => DONE,
        (true, true) => FINDINGS,
        (false, _) => FAILED,
    })
}

/// What looks at files with the same settings.
struct Tools {
    linter: Linter,
    /// The lowest level that counts for the exit status.
    fatal: Level,
}

impl Args {
    /// What files with these settings need.
    fn tools(&self, held: &Held, user: &Entries, survey: Option<&Survey>) -> Result<Tools, Problem> {
        let settings = held.settings.clone();
        let mut words = super::dictionaries(&held.dictionaries())?;
        words.extend(user.clone());
        let mut levels = settings.levels;
        self.rules.apply(&mut levels)?;
        let locale = self.locale.unwrap_or(settings.locale).variant();
        let spacing = self.space_around_latin.unwrap_or(settings.spacing);
        let repair = settings.repair;
        let mut linter = Linter::with(Options { locale, levels, spacing, repair, user: words });
        if let Some(survey) = survey {
            linter = linter.with_survey(survey.clone());
        }
        let configured = held.found.as_ref().and_then(|found| found.config.fail_on);
        Ok(Tools { linter, fatal: self.reports.fail_on.or(configured).unwrap_or(Level::Info) })
    }
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
fn survey(tools: &PerSettings<'_, Tools>, syntax: SyntaxArgs, inputs: &[Input], stdin: &Stdin) -> Survey {
    let count = |input: &Input| {
        let read = input.read();
        let tools = tools.of(input).ok();
        let counted = read.as_ref().ok().zip(tools);
        let counted =
            counted.map(|(text, tools)| tools.linter.survey(&Document::parse(text, syntax.of(input))));
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

fn lint(
    tools: &Tools,
    args: &Args,
    format: OutputFormat,
    known: Option<&Known>,
    input: &Input,
    mut text: String,
) -> Result<(Tally, Seen, Level), Problem> {
    let linter = &tools.linter;
    if let Some(fixed) = args.fixing.correct(input, || args.syntax.parse(input, &text), linter)? {
        text = fixed;
    }
    let document = args.syntax.parse(input, &text)?;
    let mut found = linter.lint_document(&document);
    let level = |rule: &str| rules::named(rule).map_or(Level::Warn, |rule| linter.options().levels.of(rule));
    if let Some(known) = known {
        known.filter(input, &text, &mut found, |rule| level(rule) > Level::Off);
    }
    let mut tally = Tally { files: 1, changed: usize::from(!found.is_empty()), ..Tally::default() };
    for diagnostic in &found {
        tally.count(diagnostic.rule);
    }
    let edits = if format == OutputFormat::Diff {
        args.fixing.edits(&document, linter)
    } else if args.reports.shows_edits(format) {
        pipeline::safe_fixes(&document, &found)
    } else {
        Vec::new()
    };
    let mut findings = Vec::new();
    Finding::add(found, &mut findings, |found| {
        let level = level(found.rule);
        Finding::new(found, level)
    });
    Ok((tally, Seen::new(input, text, findings, edits), tools.fatal))
}
