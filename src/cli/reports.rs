//! Reports: the arguments about them, and writing several at once.

use std::path::PathBuf;

use clap::ValueEnum;

use super::files::Input;
use super::format::OutputFormat;
use super::problem::Problem;
use super::progress;
use super::tally::Tally;
use super::terminal::{self, Color};
use super::write::Draft;
use crate::diagnostic::Level;
use crate::emit::{Emitter, File, Finding, Out, Settings, Summary};
use crate::text::Edit;

/// Most results that GitHub takes in one SARIF file, and most bytes of it when it is packed.
const GITHUB_RESULTS: usize = 25_000;
const GITHUB_BYTES: u64 = 10_000_000;

/// Arguments about reports.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reports")]
pub(crate) struct Reports {
    /// How to show findings on standard output: full, concise, grouped,
    /// statistics, diff, html, json, jsonl, sarif, github, gitlab, rdjsonl,
    /// junit, checkstyle, csv
    #[arg(long, value_name = "FORMAT", value_enum, hide_possible_values = true)]
    output_format: Option<OutputFormat>,

    /// Short for --output-format statistics: by rule, by file, and what the
    /// texts are written in
    #[arg(long, conflicts_with = "output_format")]
    statistics: bool,

    /// Write a report to a file as well, as a whole or not at all; may be
    /// repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output_file)]
    output_file: Vec<(OutputFormat, PathBuf)>,

    /// Show every finding, also where one rule has many in one file
    #[arg(long)]
    all: bool,

    /// Findings in a report [default: no limit; in sarif, what GitHub takes:
    /// 25000 and 10 MB]
    #[arg(long, value_name = "N")]
    max_results: Option<usize>,

    /// Exit with status 0, whatever is found
    #[arg(long, conflicts_with = "fail_on")]
    pub exit_zero: bool,

    /// Exit with status 1 if something of this level or above is found and
    /// not fixed: info, warn, error [default: info in lint, else none]
    #[arg(long, value_name = "LEVEL", value_parser = level)]
    pub fail_on: Option<Level>,
}

fn output_file(argument: &str) -> Result<(OutputFormat, PathBuf), String> {
    let (format, path) = argument.split_once('=').ok_or("use FORMAT=PATH, as in sarif=report.sarif")?;
    let format = OutputFormat::from_str(format, false)
        .map_err(|_| format!("unknown format `{format}`; `--help` lists them"))?;
    if path.is_empty() { Err("a path is missing behind `=`".to_owned()) } else { Ok((format, path.into())) }
}

fn level(name: &str) -> Result<Level, String> {
    let all = [Level::Info, Level::Warn, Level::Error];
    let found = all.into_iter().find(|level| level.name() == name);
    found.ok_or_else(|| format!("unknown level `{name}`; use info, warn or error"))
}

impl Reports {
    /// What is written to stdout, if anything was asked for.
    pub(crate) const fn on_stdout(&self) -> Option<OutputFormat> {
        if self.statistics { Some(OutputFormat::Statistics) } else { self.output_format }
    }

    /// Whether findings are needed, and not the new text alone.
    pub(crate) fn wanted(&self) -> bool {
        self.on_stdout().is_some() || !self.output_file.is_empty() || self.fail_on.is_some()
    }

    /// Whether a report shows the text as it will be; `stdout` is the format of the one that goes there.
    pub(crate) fn shows_edits(&self, stdout: OutputFormat) -> bool {
        stdout.shows_edits() || self.output_file.iter().any(|(format, _)| format.shows_edits())
    }

    /// Begin all reports; `stdout` is the format of the one that goes there.
    pub(crate) fn open(&self, stdout: Option<OutputFormat>, color: Color) -> Result<Reporter, Problem> {
        let settings =
            |color| Settings { color, all: self.all, columns: terminal::columns(), lang: terminal::lang() };
        let mut sheets = Vec::new();
        for (format, path) in &self.output_file {
            let draft = Draft::new(path)?;
            // What is written to a file is cut for no terminal.
            let settings = Settings { columns: None, ..settings(false) };
            sheets.push(Sheet::new(*format, settings, To::File(Box::new(draft)), self.max_results));
        }
        if let Some(format) = stdout {
            sheets.push(Sheet::new(format, settings(color.on_stdout()), To::Stdout, self.max_results));
        }
        let mut reporter = Reporter { sheets, findings: 0, failed: false };
        reporter.each(|emitter, out| emitter.begin(out))?;
        Ok(reporter)
    }
}

/// A text that was looked at.
pub(crate) struct Seen {
    name: String,
    path: Vec<u8>,
    text: String,
    findings: Vec<Finding>,
    edits: Vec<Edit>,
}

impl Seen {
    pub(crate) fn new(input: &Input, text: String, findings: Vec<Finding>, edits: Vec<Edit>) -> Self {
        Self { name: input.name(), path: input.bytes(), text, findings, edits }
    }

    pub(crate) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether something of `level` or above is left for a person.
    pub(crate) fn leaves(&self, level: Level) -> bool {
        let left = |finding: &&Finding| !finding.applied || finding.doubt.is_some();
        self.findings.iter().filter(left).any(|finding| finding.level >= level)
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

/// All reports of a run.
pub(crate) struct Reporter {
    sheets: Vec<Sheet>,
    findings: usize,
    /// Whether a report could not be written.
    failed: bool,
}

struct Sheet {
    emitter: Box<dyn Emitter>,
    to: To,
    limit: Limit,
    omitted: usize,
}

enum To {
    Stdout,
    File(Box<Draft>),
    /// Whoever read it has gone, or it could not be written.
    Nobody,
}

impl Reporter {
    /// Add a text to all reports.
    pub(crate) fn file(&mut self, seen: &Seen) -> Result<(), Problem> {
        self.findings += seen.findings.len();
        progress::found(seen.findings.len());
        for sheet in &mut self.sheets {
            self.failed |= sheet.file(seen);
        }
        self.somebody()
    }

    /// End all reports and put the files in their places; whether all of them could be written.
    pub(crate) fn finish(mut self, tally: &Tally) -> Result<bool, Problem> {
        let summary =
            Summary { files: tally.files, failed: tally.failed, findings: self.findings, omitted: 0 };
        for sheet in &mut self.sheets {
            let summary = Summary { omitted: sheet.omitted, ..summary };
            self.failed |= sheet.emit(|emitter, out| emitter.end(&summary, out));
        }
        let mut omitted = 0;
        for sheet in self.sheets {
            omitted = omitted.max(sheet.omitted);
            if let To::File(draft) = sheet.to
                && let Err(problem) = draft.commit()
            {
                terminal::tell(problem);
                self.failed = true;
            }
        }
        if omitted > 0 {
            terminal::tell(format!(
                "{omitted} of {} findings are left out of a report; --max-results N sets another limit",
                summary.findings
            ));
        }
        match terminal::flush() {
            Err(Problem::Closed) | Ok(()) => Ok(!self.failed),
            Err(problem) => Err(problem),
        }
    }

    fn each(&mut self, mut write: impl FnMut(&mut dyn Emitter, &mut Out<'_>)) -> Result<(), Problem> {
        for sheet in &mut self.sheets {
            self.failed |= sheet.emit(&mut write);
        }
        self.somebody()
    }

    /// Fails if there was a reader and none is left. A report that failed was named already.
    fn somebody(&self) -> Result<(), Problem> {
        if self.failed {
            return Ok(());
        }
        let gone = |sheet: &Sheet| matches!(sheet.to, To::Nobody);
        if !self.sheets.is_empty() && self.sheets.iter().all(gone) { Err(Problem::Closed) } else { Ok(()) }
    }
}

impl Sheet {
    fn new(format: OutputFormat, settings: Settings, to: To, max: Option<usize>) -> Self {
        let limit = match (max, format) {
            (Some(max), _) => Limit { results: max, bytes: None },
            (None, OutputFormat::Sarif) => Limit { results: GITHUB_RESULTS, bytes: Some(Packed::new()) },
            (None, _) => Limit { results: usize::MAX, bytes: None },
        };
        Self { emitter: format.emitter(settings), to, limit, omitted: 0 }
    }

    fn file(&mut self, seen: &Seen) -> bool {
        let Seen { name, path, text, findings, edits } = seen;
        let room = if self.limit.is_full() { 0 } else { self.limit.results };
        let shown = findings.len().min(room);
        self.omitted += findings.len() - shown;
        self.limit.results -= shown;
        let file = File { name, path, text, findings: &findings[..shown], edits };
        self.emit(|emitter, out| emitter.file(&file, out))
    }

    /// Write more; whether that failed. One report that cannot be written is no reason to lose the others.
    fn emit(&mut self, write: impl FnOnce(&mut dyn Emitter, &mut Out<'_>)) -> bool {
        let Self { emitter, to, limit, .. } = self;
        let mut failed = false;
        write(
            &mut **emitter,
            &mut Out::new(&mut |bytes| {
                limit.count(bytes);
                let written = match to {
                    To::Stdout => terminal::print(bytes),
                    To::File(draft) => draft.write_bytes(bytes),
                    To::Nobody => Ok(()),
                };
                let Err(problem) = written else { return };
                *to = To::Nobody;
                if !matches!(problem, Problem::Closed) {
                    terminal::tell(problem);
                    failed = true;
                }
            }),
        );
        failed
    }
}

/// How much a report may hold.
struct Limit {
    results: usize,
    bytes: Option<Packed>,
}

impl Limit {
    fn is_full(&self) -> bool {
        // Half of it is left for the rules, which come last, and for the file that is written next.
        self.bytes.as_ref().is_some_and(|packed| packed.len() > GITHUB_BYTES / 2)
    }

    fn count(&mut self, bytes: &[u8]) {
        if let Some(packed) = &mut self.bytes {
            packed.add(bytes);
        }
    }
}

/// Counts bytes as gzip would pack them.
struct Packed(flate2::write::DeflateEncoder<Count>);

struct Count(u64);

impl std::io::Write for Count {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Packed {
    fn new() -> Self {
        Self(flate2::write::DeflateEncoder::new(Count(0), flate2::Compression::fast()))
    }

    fn add(&mut self, bytes: &[u8]) {
        // Counting does not fail.
        let _ = std::io::Write::write_all(&mut self.0, bytes);
    }

    fn len(&self) -> u64 {
        self.0.get_ref().0
    }
}
