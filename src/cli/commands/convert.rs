use std::path::PathBuf;

use super::super::files::Input;
use super::super::output::{Goal, Output};
use super::super::problem::Problem;
use super::super::project::{Held, PerSettings};
use super::super::review::{Found, Review};
use super::super::run::{self, Examined, Work};
use super::super::select::Selection;
use super::super::stream::{self, Converted, Sink};
use super::super::syntax::SyntaxArgs;
use super::super::terminal::Color;
use crate::convert::exact::DEFINITIONS;
use crate::convert::{Change, Converter, Decision, Options, Target};
use crate::document::{Carry, Syntax};
use crate::emit::Finding;
use crate::lexicon::Entries;
use crate::pipeline;
use crate::text::{Edit, apply};
use crate::variant::Variant;

const AFTER_HELP: &str = "\
Examples:
  zhfix convert article.txt               Simplified text on standard output
  zhfix convert --to zh-Hant-TW --terms <in.txt >out.txt
  zhfix convert -c s2twp in.txt           as OpenCC does it
  zhfix convert --diff article.txt        what would change
  zhfix convert --to tw --review doubts.txt in.txt -o out.txt
  zhfix convert -i book/                  every text file below book/
  zhfix convert book/ --out-dir out/      each file to its place below out/
  zhfix convert book/ --out-dir out/ --resume   only what is not done yet
  zhfix convert in.txt.gz -o out.txt.zst  by suffix

Without paths, or with `-`, standard input is read. Folders are walked in
order; .gitignore, .ignore and .zhfixignore are respected, binary files are
skipped.";

/// Convert text to Simplified or Traditional, and repair it
///
/// The input may be Simplified, Traditional or a mixture. What is right
/// already stays; damage such as pinyin in brackets is removed.
#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of that name")]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// Variant to write: zh-Hans, zh-Hans-CN, zh-Hant, zh-Hant-TW, zh-Hant-HK
    /// (short: cn, tw, hk) [default: the locale of zhfix.toml, or zh-Hans]
    #[arg(long, value_name = "VARIANT", value_parser = super::variant)]
    to: Option<Variant>,

    /// Do what OpenCC's conversion of this name does, byte for byte: s2t,
    /// s2twp, t2s, …
    #[arg(short, long, value_name = "NAME", conflicts_with_all = ["to", "terms", "punctuation", "no_repair"])]
    conversion: Option<String>,

    /// Words of your own, `key<TAB>value` on each line; may be repeated
    #[arg(long, value_name = "FILE")]
    dict: Vec<PathBuf>,

    /// Use the vocabulary of the region as well
    #[arg(long)]
    terms: bool,

    /// Write the quotation marks of the script as well: “” and ‘’ in Simplified
    /// text, 「」 and 『』 in Traditional text
    #[arg(long)]
    punctuation: bool,

    /// Leave damaged text as it is
    #[arg(long)]
    no_repair: bool,

    /// With -c: use rare characters that many fonts lack
    #[arg(long, requires = "conversion", conflicts_with = "to")]
    tofu: bool,

    #[command(flatten)]
    syntax: SyntaxArgs,

    #[command(flatten)]
    files: Selection,

    #[command(flatten)]
    review: Review,

    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    let project = args.files.project()?;
    let user = super::dictionaries(&args.dict)?;
    // What is wrong with the arguments is told before anything is read.
    args.check()?;
    args.review.check(args.files.paths())?;
    let own = Args { files: Selection::default(), output: Output::default(), ..args.clone() };
    let settings = format!("{own:?} {user:?}");
    let converters = PerSettings::new(project.clone(), |held| args.converter(held, &user));
    // OpenCC knows of no syntax: what it converts is all of the text.
    let exact = args.conversion.is_some();
    let syntax = Some(args.syntax).filter(|syntax| !exact || syntax.is_given());
    let (review, found) = (&args.review, Found::default());
    let work = Conversion { converters, syntax, exact, settings, review, found };
    let code = if args.review.takes_stdout() && matches!(args.output.goal(), Goal::Stdout) {
        run::threads(args.output.jobs)?;
        let decisions = |input: &Input, text: &str| work.decisions(input, text);
        args.review.only(decisions, args.files.collect(&project, None)?, &work.found)
    } else {
        run::run(&work, &args.files, &project, &args.output, color)
    };
    let code = code?;
    args.review.write(work.found)?;
    Ok(code)
}

impl Args {
    /// Whether there is such a converter. To make one takes as long as to convert a page.
    fn check(&self) -> Result<(), Problem> {
        let variant = self.to.unwrap_or(Variant::Hans);
        match &self.conversion {
            Some(name) => {
                let name = name.strip_suffix(".json").unwrap_or(name);
                let known = DEFINITIONS.iter().any(|definition| definition.name == name);
                if known { Ok(()) } else { self.converter(&Held::default(), &Entries::new()).map(drop) }
            }
            None if self.terms && self.to.is_some() => super::region(variant),
            None => Ok(()),
        }
    }

    /// The converter for files with these settings. OpenCC's conversions are what they are: no configuration
    /// changes them.
    fn converter(&self, held: &Held, user: &Entries) -> Result<Converter, Problem> {
        let settings = &held.settings;
        let exact = self.conversion.is_some();
        let target = match &self.conversion {
            Some(name) => Target::Exact(name.strip_suffix(".json").unwrap_or(name).to_owned()),
            None => Target::Variant(self.to.or(settings.locale.variant()).unwrap_or(Variant::Hans)),
        };
        if let (true, Target::Variant(variant)) = (self.terms, &target) {
            super::region(*variant)?;
        }
        let mut words = Entries::new();
        if !exact {
            words = super::dictionaries(&held.dictionaries())?;
        }
        words.extend(user.clone());
        let options = Options {
            target,
            tofu: self.tofu,
            terms: self.terms || (settings.terms && !exact),
            punctuation: self.punctuation,
            strict: self.review.strict,
            repair: !self.no_repair && settings.repair,
            user: words,
        };
        Converter::new(&options).map_err(|error| Problem::Message(error.to_string()))
    }
}

struct Conversion<'a> {
    converters: PerSettings<'a, Converter>,
    /// Nothing if all of the text is converted, whatever it is.
    syntax: Option<SyntaxArgs>,
    exact: bool,
    settings: String,
    review: &'a Review,
    found: Found,
}

impl Conversion<'_> {
    fn changes(&self, input: &Input, text: &str) -> Result<Vec<Change>, Problem> {
        let converter = self.converters.of(input)?;
        Ok(match self.syntax {
            Some(syntax) if syntax.of(input) == Syntax::Plain => {
                pipeline::convert(text, Syntax::Plain, &converter)
            }
            Some(syntax) => pipeline::changes_in(&syntax.parse(input, text)?, &converter),
            None => converter.changes(text),
        })
    }

    fn decisions(&self, input: &Input, text: &str) -> Result<Vec<Decision>, Problem> {
        let converter = self.converters.of(input)?;
        Ok(match self.syntax {
            Some(syntax) if syntax.of(input) == Syntax::Plain => {
                pipeline::decisions(text, Syntax::Plain, &converter)
            }
            Some(syntax) => pipeline::decisions_in(&syntax.parse(input, text)?, &converter),
            None => converter.decisions(text),
        })
    }
}

impl Work for Conversion<'_> {
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<(), Problem> {
        let syntax = self.syntax.map(|syntax| syntax.of(input));
        let streamed = matches!((syntax, self.exact), (None, _) | (Some(Syntax::Plain), false));
        if streamed && !self.review.is_asked() {
            let carry = syntax.map(|_| Carry::default());
            return stream::convert(input.open()?, &input.name(), &*self.converters.of(input)?, carry, sink);
        }
        let old = input.read()?;
        if self.review.is_asked() {
            self.review.keep(&self.found, input, &old, &self.decisions(input, &old)?)?;
        }
        let edits: Vec<Edit> = self.changes(input, &old)?.into_iter().map(|change| change.edit).collect();
        sink(Converted { old: &old, new: &apply(&old, &edits), whole: true })
    }

    fn settings(&self, inputs: &[Input]) -> Result<String, Problem> {
        super::settings(&self.settings, &self.converters.held(inputs))
    }

    fn examine(&self, input: &Input, text: &str) -> Result<Examined, Problem> {
        if self.review.is_asked() {
            self.review.keep(&self.found, input, text, &self.decisions(input, text)?)?;
        }
        let changes = self.changes(input, text)?;
        let findings = changes.iter().map(|change| Finding::of_change(change, text)).collect();
        Ok(Examined { edits: changes.into_iter().map(|change| change.edit).collect(), findings })
    }
}
