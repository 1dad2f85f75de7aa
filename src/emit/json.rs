//! Findings for programs, as `zhfix schema report` describes them: one document, or an object on each line.

use std::io::Write;

use serde::Serialize;

use super::place::Positions;
use super::{Emitter, File, Finding, Out, Settings, Summary};
use crate::convert::{self, Reason};
use crate::diagnostic::{Fix, Level};
use crate::text::Span;

/// The schema of both formats; its `version` changes with anything that a reader could rely on.
pub const SCHEMA: &str = include_str!("report.schema.json");

/// Version of the schema.
pub const VERSION: u32 = 1;

/// A finding as it is written.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    level: Level,
    path: &'a str,
    span: Span,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
    message: String,
    fix: Option<&'a Fix>,
    doubt: Option<Doubt>,
    kind: &'static str,
    applied: bool,
}

/// Why a conversion is not sure.
#[derive(Serialize)]
struct Doubt {
    reason: Reason,
    candidates: Vec<Candidate>,
}

#[derive(Serialize)]
struct Candidate {
    text: String,
    probability: f64,
}

impl From<&convert::Doubt> for Doubt {
    fn from(doubt: &convert::Doubt) -> Self {
        let candidates = doubt.candidates.iter().map(|candidate| Candidate {
            text: candidate.text.clone(),
            probability: f64::from(candidate.per_mille) / 1000.0,
        });
        Self { reason: doubt.reason, candidates: candidates.collect() }
    }
}

/// Write the findings of a file, each behind what `before` gives.
fn rows(
    file: &File<'_>,
    settings: &Settings,
    out: &mut Out<'_>,
    mut around: impl FnMut(&mut Vec<u8>, &[u8]),
) {
    let mut positions = Positions::new(file.text);
    let mut row = Vec::new();
    for found in file.findings {
        let Finding { rule, level, span, ref message, ref fix, ref doubt, change, applied } = *found;
        let (start, end) = positions.range(span);
        let finding = Row {
            rule,
            level,
            path: file.name,
            span,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: span.of(file.text),
            message: message.in_lang(settings.lang),
            fix: fix.as_ref(),
            doubt: doubt.as_deref().map(Doubt::from),
            kind: if change { "change" } else { "finding" },
            applied,
        };
        row.clear();
        // Every value can be written as JSON, and writing to a Vec does not fail.
        let _ = serde_json::to_writer(&mut row, &finding);
        around(out, &row);
        out.spill();
    }
}

/// The format `jsonl`: one finding on each line.
#[derive(Debug)]
pub struct Jsonl(Settings);

impl Jsonl {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Jsonl {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        rows(file, &self.0, out, |out, row| {
            out.extend_from_slice(row);
            out.push(b'\n');
        });
    }
}

/// The format `json`: one object with all findings and a summary.
#[derive(Debug)]
pub struct Json {
    settings: Settings,
    empty: bool,
}

impl Json {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self { settings, empty: true }
    }
}

impl Emitter for Json {
    fn begin(&mut self, out: &mut Out<'_>) {
        let version = env!("CARGO_PKG_VERSION");
        let _ = write!(
            out,
            "{{\n  \"version\": {VERSION},\n  \"tool\": {{\"name\": \"zhfix\", \"version\": \"{version}\"}},\n  \"findings\": ["
        );
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let Self { settings, empty } = self;
        rows(file, settings, out, |out, row| {
            out.extend_from_slice(if std::mem::take(empty) { b"\n    " } else { b",\n    " });
            out.extend_from_slice(row);
        });
    }

    fn end(&mut self, summary: &Summary, out: &mut Out<'_>) {
        let Summary { files, failed, findings, omitted } = summary;
        let close = if self.empty { "" } else { "\n  " };
        let _ = write!(
            out,
            "{close}],\n  \"summary\": {{\"files\": {files}, \"failed\": {failed}, \"findings\": {findings}, \"omitted\": {omitted}}}\n}}\n"
        );
    }
}
