use std::path::PathBuf;
use std::sync::OnceLock;

use super::super::files::Input;
use super::super::levels::RuleArgs;
use super::super::output::Output;
use super::super::problem::Problem;
use super::super::project::{Held, PerSettings};
use super::super::run::{self, Examined, Work};
use super::super::select::Selection;
use super::super::stream::{Converted, Sink};
use super::super::syntax::SyntaxArgs;
use super::super::terminal::Color;
use crate::convert::{Converter, Options, Target};
use crate::diagnostic::{Applicability, Level};
use crate::document::Document;
use crate::emit::Finding;
use crate::lexicon::Entries;
use crate::lint::{self, Levels, Linter, rules};
use crate::pipeline;
use crate::variant::{Locale, Variant};

const AFTER_HELP: &str = "\
Examples:
  zhfix fix article.txt --to zh-Hans      the corrected text
  zhfix fix --diff article.txt            what would change
  zhfix fix --check docs/                 status 1 if something would change
  zhfix fix -i docs/                      correct every text file below docs/

Without --to, each text keeps the script that most of it is in, and the region
that it shows with certainty, as in `lint`. Without paths, or with `-`, standard
input is read.";

/// Convert and correct: all that `convert` does, and every safe fix of `lint`
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Variant to write, or `auto` [default: the locale of zhfix.toml, or what
    /// each text is in]
    #[arg(long, visible_alias = "locale", value_name = "VARIANT", value_parser = super::locale)]
    to: Option<Locale>,

    /// Words of your own, `key<TAB>value` on each line; may be repeated
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,

    /// Use the vocabulary of the region that --to names as well
    #[arg(long, requires = "to")]
    terms: bool,

    /// Leave damaged text as it is
    #[arg(long)]
    no_repair: bool,

    #[command(flatten)]
    syntax: SyntaxArgs,

    #[command(flatten)]
    files: Selection,

    #[command(flatten)]
    rules: RuleArgs,

    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    if args.terms {
        args.to.and_then(Locale::variant).map_or(Ok(()), super::region)?;
    }
    let project = args.files.project()?;
    let user = super::dictionaries(&args.dict)?;
    args.rules.apply(&mut Levels::default())?;
    let tools = PerSettings::new(project.clone(), |held| args.tools(held, &user));
    let own = Args { files: Selection::default(), output: Output::default(), ..args.clone() };
    let settings = format!("{own:?} {user:?}");
    let work = Fixes { syntax: args.syntax, tools, settings };
    run::run(&work, &args.files, &project, &args.output, color)
}

impl Args {
    /// What files with these settings need.
    fn tools(&self, held: &Held, user: &Entries) -> Result<Tools, Problem> {
        let settings = held.settings.clone();
        let mut words = super::dictionaries(&held.dictionaries())?;
        words.extend(user.clone());
        let mut levels = settings.levels;
        self.rules.apply(&mut levels)?;
        let (locale, spacing) = (self.to.unwrap_or(settings.locale).variant(), settings.spacing);
        let repair = !self.no_repair && settings.repair;
        let linter = Linter::with(lint::Options { locale, levels, spacing, repair, user: words });
        Ok(Tools { terms: self.terms, linter, converters: Default::default() })
    }
}

struct Fixes<'a> {
    syntax: SyntaxArgs,
    tools: PerSettings<'a, Tools>,
    settings: String,
}

impl Fixes<'_> {
    fn report(&self, input: &Input, text: &str) -> Result<pipeline::Report, Problem> {
        let document = self.syntax.parse(input, text)?;
        Ok(self.tools.of(input)?.report(&document))
    }
}

/// What corrects texts with the same settings.
struct Tools {
    terms: bool,
    linter: Linter,
    /// One for each variant, made when the first such text comes.
    converters: [OnceLock<Converter>; Variant::ALL.len()],
}

impl Tools {
    /// To the declared variant, or to the script that the document is in: a region that it only shows is the linter's
    /// business, which changes nothing that names may have.
    fn converter(&self, document: &Document<'_>) -> (&Converter, Option<Variant>) {
        let declared = self.linter.options().locale.map(|variant| (variant, None));
        let (variant, region) = declared.unwrap_or_else(|| pipeline::seen(document, &self.linter));
        let converter = self.converters[variant as usize].get_or_init(|| {
            let own = self.linter.options();
            let (target, repair, user) = (Target::Variant(variant), own.repair, own.user.clone());
            // What belongs to no region has no words of it.
            let terms = self.terms && variant != Variant::Hant;
            let options = Options { target, terms, repair, user, ..Options::default() };
            Converter::new(&options).expect("every variant has a conversion")
        });
        (converter, region)
    }

    fn report(&self, document: &Document<'_>) -> pipeline::Report {
        let (converter, region) = self.converter(document);
        pipeline::fix(document, converter, &self.linter, region)
    }

    fn fixed(&self, document: &Document<'_>) -> String {
        let (converter, region) = self.converter(document);
        pipeline::fixed(document, converter, &self.linter, region)
    }
}

impl Work for Fixes<'_> {
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<(), Problem> {
        let old = input.read()?;
        let document = self.syntax.parse(input, &old)?;
        let new = self.tools.of(input)?.fixed(&document);
        sink(Converted { old: &old, new: &new, whole: true })
    }

    fn settings(&self, inputs: &[Input]) -> Result<String, Problem> {
        super::settings(&self.settings, &self.tools.held(inputs))
    }

    fn examine(&self, input: &Input, text: &str) -> Result<Examined, Problem> {
        let report = self.report(input, text)?;
        let tools = self.tools.of(input)?;
        let mut findings: Vec<Finding> =
            report.changes.iter().map(|change| Finding::of_change(change, text)).collect();
        drop(report.changes);
        Finding::add(report.diagnostics, &mut findings, |found| {
            let level =
                rules::named(found.rule).map_or(Level::Warn, |rule| tools.linter.options().levels.of(rule));
            let applied = found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
            Finding { applied, ..Finding::new(found, level) }
        });
        Ok(Examined { edits: report.edits, findings })
    }
}
