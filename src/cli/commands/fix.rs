use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::files::Input;
use super::super::output::Output;
use super::super::problem::Problem;
use super::super::run::{self, Examined, Work};
use super::super::stream::{Converted, Sink};
use super::super::syntax::SyntaxArgs;
use super::super::terminal::Color;
use crate::convert::{Converter, Options, Target};
use crate::diagnostic::{Applicability, Level};
use crate::document::Document;
use crate::emit::Finding;
use crate::lint::{self, Linter, Rule, majority, rules};
use crate::pipeline;
use crate::text::apply;
use crate::variant::{Script, Variant};

const AFTER_HELP: &str = "\
Examples:
  zhfix fix article.txt --to zh-Hans      the corrected text
  zhfix fix --diff article.txt            what would change
  zhfix fix --check docs/                 status 1 if something would change
  zhfix fix -i docs/                      correct every text file below docs/

Without --to, each text keeps the script that most of it is in. Without paths,
or with `-`, standard input is read.";

/// Convert and correct: all that `convert` does, and every safe fix of `lint`
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Files and folders, `-` for standard input
    paths: Vec<PathBuf>,

    /// Variant to write [default: the script that most of each text is in]
    #[arg(long, value_name = "VARIANT", value_parser = super::variant)]
    to: Option<Variant>,

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
    output: Output,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    if args.terms {
        args.to.map_or(Ok(()), super::region)?;
    }
    let user = super::dictionaries(&args.dict)?;
    let own = Args { paths: Vec::new(), output: Output::default(), ..args.clone() };
    let settings = format!("{own:?} {user:?}");
    let needed = args.to.map_or(vec![Variant::Hans, Variant::Hant], |variant| vec![variant]);
    let converter = |variant| {
        let (target, terms, repair) = (Target::Variant(variant), args.terms, !args.no_repair);
        let options = Options { target, terms, repair, user: user.clone(), ..Options::default() };
        let converter = Converter::new(&options).map_err(|error| Problem::Message(error.to_string()))?;
        let locale = Some(variant);
        let options = lint::Options { locale, repair, user: user.clone(), ..lint::Options::default() };
        Ok((variant, (converter, Linter::with(options))))
    };
    let converters = needed.into_iter().map(converter).collect::<Result<_, Problem>>()?;
    let work = Fixes { to: args.to, syntax: args.syntax, converters, settings };
    run::run(&work, &args.paths, &args.output, color)
}

struct Fixes {
    to: Option<Variant>,
    syntax: SyntaxArgs,
    converters: BTreeMap<Variant, (Converter, Linter)>,
    settings: String,
}

impl Fixes {
    fn variant(&self, text: &str) -> Variant {
        self.to.unwrap_or_else(|| match majority(text) {
            Some(Script::Traditional) => Variant::Hant,
            // Nothing in the text tells: both would write it alike.
            Some(Script::Simplified) | None => Variant::Hans,
        })
    }

    fn report(&self, input: &Input, text: &str) -> pipeline::Report {
        let document = Document::parse(text, self.syntax.of(input));
        let (converter, linter) = &self.converters[&self.variant(&document.prose().text)];
        pipeline::fix(&document, converter, linter)
    }
}

impl Work for Fixes {
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<(), Problem> {
        let old = input.read()?;
        let new = apply(&old, &self.report(input, &old).edits).into_owned();
        sink(Converted { old: &old, new: &new, whole: true })
    }

    fn settings(&self) -> String {
        self.settings.clone()
    }

    fn examine(&self, input: &Input, text: &str) -> Result<Examined, Problem> {
        let report = self.report(input, text);
        let changes = report.changes.iter().map(|change| Finding::of_change(change, text));
        let found = report.diagnostics.into_iter().map(|found| {
            let level = rules::named(found.rule).map_or(Level::Warn, Rule::level);
            let applied = found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
            Finding { applied, ..Finding::new(found, level) }
        });
        let findings = changes.chain(found).collect();
        Ok(Examined { edits: report.edits, findings })
    }
}
