use std::path::PathBuf;

use super::super::files::{self, Input};
use super::super::output::{Goal, Output};
use super::super::problem::Problem;
use super::super::review::{Found, Review};
use super::super::run::{self, Examined, Work};
use super::super::stream::{self, Converted, Sink};
use super::super::syntax::SyntaxArgs;
use super::super::terminal::Color;
use crate::convert::{Change, Converter, Decision, Options, Target};
use crate::document::{Carry, Syntax};
use crate::emit::Finding;
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
    /// Files and folders, `-` for standard input
    paths: Vec<PathBuf>,

    /// Variant to write: zh-Hans, zh-Hans-CN, zh-Hant, zh-Hant-TW, zh-Hant-HK
    /// (short: cn, tw, hk)
    #[arg(long, value_name = "VARIANT", default_value = "zh-Hans", value_parser = super::variant)]
    to: Variant,

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
    review: Review,

    #[command(flatten)]
    output: Output,
}

pub(crate) fn run(args: &Args, color: Color) -> Result<u8, Problem> {
    if args.terms {
        super::region(args.to)?;
    }
    let target = match &args.conversion {
        Some(name) => Target::Exact(name.strip_suffix(".json").unwrap_or(name).to_owned()),
        None => Target::Variant(args.to),
    };
    let user = super::dictionaries(&args.dict)?;
    let own = Args { paths: Vec::new(), output: Output::default(), ..args.clone() };
    let settings = format!("{own:?} {user:?}");
    let options = Options {
        target,
        tofu: args.tofu,
        terms: args.terms,
        punctuation: args.punctuation,
        strict: args.review.strict,
        repair: !args.no_repair,
        user,
    };
    let converter = Converter::new(&options).map_err(|error| Problem::Message(error.to_string()))?;
    args.review.check(&args.paths)?;
    // OpenCC knows of no syntax: what it converts is all of the text.
    let exact = args.conversion.is_some();
    let syntax = Some(args.syntax).filter(|syntax| !exact || syntax.is_given());
    let (review, found) = (&args.review, Found::default());
    let work = Conversion { converter, syntax, exact, settings, review, found };
    let code = if args.review.takes_stdout() && matches!(args.output.goal(), Goal::Stdout) {
        run::threads(args.output.jobs)?;
        let decisions = |input: &Input, text: &str| work.decisions(input, text);
        args.review.only(decisions, files::collect(&args.paths, None), &work.found)
    } else {
        run::run(&work, &args.paths, &args.output, color)
    };
    let code = code?;
    args.review.write(work.found)?;
    Ok(code)
}

struct Conversion<'a> {
    converter: Converter,
    /// Nothing if all of the text is converted, whatever it is.
    syntax: Option<SyntaxArgs>,
    exact: bool,
    settings: String,
    review: &'a Review,
    found: Found,
}

impl Conversion<'_> {
    fn changes(&self, input: &Input, text: &str) -> Vec<Change> {
        match self.syntax {
            Some(syntax) => pipeline::convert(text, syntax.of(input), &self.converter),
            None => self.converter.changes(text),
        }
    }

    fn decisions(&self, input: &Input, text: &str) -> Vec<Decision> {
        match self.syntax {
            Some(syntax) => pipeline::decisions(text, syntax.of(input), &self.converter),
            None => self.converter.decisions(text),
        }
    }
}

impl Work for Conversion<'_> {
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<(), Problem> {
        let syntax = self.syntax.map(|syntax| syntax.of(input));
        let streamed = matches!((syntax, self.exact), (None, _) | (Some(Syntax::Plain), false));
        if streamed && !self.review.is_asked() {
            let carry = syntax.map(|_| Carry::default());
            return stream::convert(input.open()?, &input.name(), &self.converter, carry, sink);
        }
        let old = input.read()?;
        if self.review.is_asked() {
            self.review.keep(&self.found, input, &old, &self.decisions(input, &old))?;
        }
        let edits: Vec<Edit> = self.changes(input, &old).into_iter().map(|change| change.edit).collect();
        sink(Converted { old: &old, new: &apply(&old, &edits), whole: true })
    }

    fn settings(&self) -> String {
        self.settings.clone()
    }

    fn examine(&self, input: &Input, text: &str) -> Result<Examined, Problem> {
        if self.review.is_asked() {
            self.review.keep(&self.found, input, text, &self.decisions(input, text))?;
        }
        let changes = self.changes(input, text);
        let findings = changes.iter().map(|change| Finding::of_change(change, text)).collect();
        Ok(Examined { edits: changes.into_iter().map(|change| change.edit).collect(), findings })
    }
}
