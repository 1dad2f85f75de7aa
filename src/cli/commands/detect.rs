use std::io::Read;

use serde::Serialize;

use super::super::files::Input;
use super::super::problem::Problem;
use super::super::run::{self, in_order};
use super::super::select::Selection;
use super::super::terminal;
use super::super::{DONE, FAILED};
use crate::detect::{Amount, Content, Corpus, Detection, Detector};
use crate::emit::statistics;

/// Bytes of a text that are looked at together.
const BLOCK: u64 = 1 << 20;

const AFTER_HELP: &str = "\
Examples:
  zhfix detect article.txt
  zhfix detect --jsonl corpus/ >scripts.jsonl
  zhfix detect --statistics corpus/      each text, and how much is what
  zhfix detect <in.txt

The region is told by words, forms of characters and quotation marks. `mixed`
is the share of characters of the other script, `damage` that of damaged
places. With --jsonl, each text is one object with the keys path, locale,
content (simplified, traditional, mixed, either, none), script,
script_confidence, region, region_confidence, bytes, han, simplified,
traditional, mixed, damaged, damage.

A text counts as mixed from 1 % of the other script on, and as damaged from
one damaged place in a thousand Chinese characters on.";

/// Say which script and region a text is in, how mixed and how damaged it is
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// One JSON object for each text
    #[arg(long)]
    jsonl: bool,

    /// How much of all texts is Simplified, Traditional, mixed, damaged; with
    /// --jsonl, these sums alone, one object for each
    #[arg(long)]
    statistics: bool,

    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,

    #[command(flatten)]
    files: Selection,
}

/// A text as it is written down.
#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    locale: Option<&'static str>,
    content: Content,
    #[serde(flatten)]
    found: &'a Detection,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    run::threads(args.jobs)?;
    let project = args.files.project()?;
    let lang = terminal::lang();
    let mut corpus = Corpus::default();
    if args.statistics && !args.jsonl {
        table(|out| statistics::texts(lang, out))?;
    }
    let tally = in_order(
        args.files.collect(&project, None)?,
        |input| Ok((input.name(), look(input)?)),
        |(name, found)| {
            corpus.add(&found);
            match (args.statistics, args.jsonl) {
                (true, true) => Ok(()),
                (true, false) => table(|out| statistics::text(lang, &name, &found, out)),
                (false, true) => terminal::print(json(&name, &found)?.as_bytes()),
                (false, false) => terminal::print(sentence(&name, &found).as_bytes()),
            }
        },
    )?;
    match (args.statistics, args.jsonl) {
        (true, true) => terminal::print(sums(&corpus)?.as_bytes())?,
        (true, false) => table(|out| {
            out.push(b'\n');
            statistics::corpus(lang, &corpus, out);
        })?,
        _ => {}
    }
    terminal::flush()?;
    Ok(if tally.failed > 0 { FAILED } else { DONE })
}

/// Print what `write` appends.
fn table(write: impl FnOnce(&mut Vec<u8>)) -> Result<(), Problem> {
    let mut out = Vec::new();
    write(&mut out);
    terminal::print(&out)
}

/// A sum as it is written down.
#[derive(Serialize)]
struct Sum<'a> {
    content: &'a str,
    #[serde(flatten)]
    amount: Amount,
}

fn sums(corpus: &Corpus) -> Result<String, Problem> {
    let contents = ["simplified", "traditional", "mixed", "either", "none"].into_iter().zip(Content::ALL);
    let contents = contents.map(|(name, content)| (name, corpus.of(content)));
    let mut out = String::new();
    for (content, amount) in contents.chain([("all", corpus.all), ("damaged", corpus.damaged)]) {
        let line = serde_json::to_string(&Sum { content, amount });
        out += &line.map_err(|error| Problem::at("--statistics", error))?;
        out.push('\n');
    }
    Ok(out)
}

/// Detect block by block, so that memory does not grow with the file.
pub(super) fn look(input: &Input) -> Result<Detection, Problem> {
    let mut source = input.open()?;
    let mut detector = Detector::default();
    let (mut bytes, mut offset, mut line) = (Vec::new(), 0, 1);
    loop {
        let read = (&mut source).take(BLOCK).read_to_end(&mut bytes);
        let ended = read.map_err(|error| Problem::read(input.name(), &error))? == 0;
        let valid = match simdutf8::compat::from_utf8(&bytes) {
            Ok(text) => text,
            // The rest of a character that the block cuts comes with the next one.
            Err(error) if error.error_len().is_none() && !ended => {
                std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(error) => {
                let at = error.valid_up_to();
                let line = line + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64;
                return Err(Problem::encoding(input.name(), line, offset + at as u64));
            }
        };
        // Words are not seen across blocks, so a block ends with a line if it has one.
        let whole = if ended { valid.len() } else { valid.rfind('\n').map_or(valid.len(), |at| at + 1) };
        detector.feed(&valid[..whole]);
        offset += whole as u64;
        line += memchr::memchr_iter(b'\n', &bytes[..whole]).count() as u64;
        bytes.drain(..whole);
        if ended {
            return Ok(detector.finish());
        }
    }
}

fn json(name: &str, found: &Detection) -> Result<String, Problem> {
    let locale = found.locale().map(crate::variant::Variant::name);
    let mut found = found.clone();
    for value in
        [&mut found.script_confidence, &mut found.region_confidence, &mut found.mixed, &mut found.damage]
    {
        *value = (*value * 1e4).round() / 1e4;
    }
    let line = serde_json::to_string(&Line { path: name, locale, content: found.content(), found: &found });
    line.map(|line| line + "\n").map_err(|error| Problem::at(name, error))
}

fn sentence(name: &str, found: &Detection) -> String {
    let percent = |value: f64| format!("{:.0} %", value * 100.0);
    let script = match found.script {
        Some(script) => format!("{script} ({})", percent(found.script_confidence)),
        None if found.simplified > 0 => "as much Simplified as Traditional".to_owned(),
        None if found.han > 0 => "either script".to_owned(),
        None => "no Chinese".to_owned(),
    };
    let region = match found.region {
        Some(region) => format!(", {region} ({})", percent(found.region_confidence)),
        None if found.han > 0 => ", region unknown".to_owned(),
        None => String::new(),
    };
    let mut more = String::new();
    if found.mixed > 0.0 {
        more = format!("{more}; {:.1} % of the other script", found.mixed * 100.0);
    }
    if found.damaged > 0 {
        more = format!("{more}; {} damaged places", found.damaged);
    }
    format!("{name}: {script}{region}{more}\n")
}
