use std::path::PathBuf;

use super::super::files::Input;
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
use crate::lint::{Levels, Linter, Options, Spacing, rules};
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

Exit status: 0 nothing found, 1 findings, 2 a file could not be read. It does
not depend on the format.";

/// Say what is wrong with a text, where, and what would be right
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    #[command(flatten)]
    files: Selection,

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

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    baseline: BaselineArgs,

    #[command(flatten)]
    syntax: SyntaxArgs,

    #[command(flatten)]
    fixing: Fixing,

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
    let project = args.files.project()?;
    let user = super::dictionaries(&args.dict)?;
    args.rules.apply(&mut Levels::default())?;
    let known = args.baseline.open()?;
    let tools = PerSettings::new(project.clone(), |held| args.tools(held, &user));
    let usual = if args.fixing.diff { OutputFormat::Diff } else { OutputFormat::Full };
    let format = args.reports.on_stdout().unwrap_or(usual);
    let mut reporter = args.reports.open((!args.fixing.check).then_some(format), color)?;
    let mut tally = Tally::default();
    let mut bad = false;
    let rest = in_order(
        args.files.collect(&project, None)?,
        |input| lint(&*tools.of(input)?, args, format, known.as_ref(), input),
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
    fn tools(&self, held: &Held, user: &Entries) -> Result<Tools, Problem> {
        let settings = held.settings.clone();
        let mut words = super::dictionaries(&held.dictionaries())?;
        words.extend(user.clone());
        let mut levels = settings.levels;
        self.rules.apply(&mut levels)?;
        let locale = self.locale.unwrap_or(settings.locale).variant();
        let spacing = self.space_around_latin.unwrap_or(settings.spacing);
        let repair = settings.repair;
        let linter = Linter::with(Options { locale, levels, spacing, repair, user: words });
        let configured = held.found.as_ref().and_then(|found| found.config.fail_on);
        Ok(Tools { linter, fatal: self.reports.fail_on.or(configured).unwrap_or(Level::Info) })
    }
}

fn lint(
    tools: &Tools,
    args: &Args,
    format: OutputFormat,
    known: Option<&Known>,
    input: &Input,
) -> Result<(Tally, Seen, Level), Problem> {
    let linter = &tools.linter;
    let mut text = input.read()?;
    let syntax = args.syntax.of(input);
    if let Some(fixed) = args.fixing.correct(input, &Document::parse(&text, syntax), linter)? {
        text = fixed;
    }
    let document = Document::parse(&text, syntax);
    let mut found = linter.lint_document(&document);
    let level = |rule: &str| rules::named(rule).map_or(Level::Warn, |rule| linter.options().levels.of(rule));
    if let Some(known) = known {
        known.filter(input, &text, &mut found, |rule| level(rule) > Level::Off);
    }
    let mut tally = Tally { files: 1, changed: usize::from(!found.is_empty()), ..Tally::default() };
    for diagnostic in &found {
        tally.count(diagnostic.rule);
    }
    let patch = format == OutputFormat::Diff;
    let edits =
        if patch { args.fixing.edits(&document, linter) } else { pipeline::safe_fixes(&document, &found) };
    let findings = found.into_iter().map(|found| {
        let level = level(found.rule);
        Finding::new(found, level)
    });
    Ok((tally, Seen::new(input, text, findings.collect(), edits), tools.fatal))
}
