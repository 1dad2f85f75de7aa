//! SARIF 2.1.0, which GitHub and many editors read.
//!
//! Columns are 1-based and count UTF-16 code units, which `columnKind` says; ends are not included.

use std::io::Write;

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::place::{Place, Positions};
use super::{Emitter, File, Finding, Out, Settings, Summary, path};
use crate::diagnostic::{Applicability, Level};
use crate::lint::rules;
use crate::message::Lang;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The format `sarif`.
#[derive(Debug)]
pub struct Sarif {
    settings: Settings,
    empty: bool,
    /// Names of the rules that were seen, in order; results point to them.
    rules: Vec<&'static str>,
}

impl Sarif {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self { settings, empty: true, rules: Vec::new() }
    }

    fn rule(&mut self, name: &'static str) -> usize {
        self.rules.iter().position(|&rule| rule == name).unwrap_or_else(|| {
            self.rules.push(name);
            self.rules.len() - 1
        })
    }

    fn result(
        &mut self,
        file: &File<'_>,
        found: &Finding,
        positions: &mut Positions<'_>,
        fingerprint: &(String, usize),
    ) -> Value {
        let artifact = artifact(file.path);
        let (hash, number) = fingerprint;
        let mut result = json!({
            "ruleId": found.rule,
            "ruleIndex": self.rule(found.rule),
            "level": level(found.level),
            "message": { "text": found.message.in_lang(self.settings.lang) },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": region(positions.range(found.span)),
                },
            }],
            "partialFingerprints": {
                "primaryLocationLineHash": format!("{hash}:{number}"),
            },
        });
        let fix = found.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly);
        if let Some(fix) = fix.filter(|fix| !fix.edits.is_empty()) {
            let replacements: Vec<_> = fix
                .edits
                .iter()
                .map(|edit| {
                    let region = region(positions.aside(edit.span));
                    json!({ "deletedRegion": region, "insertedContent": { "text": edit.text } })
                })
                .collect();
            let change = json!({ "artifactLocation": artifact, "replacements": replacements });
            result["fixes"] = json!([{ "artifactChanges": [change] }]);
        }
        result
    }
}

impl Emitter for Sarif {
    fn begin(&mut self, out: &mut Out<'_>) {
        // Writing to a Vec does not fail.
        let _ = write!(
            out,
            "{{\n\"$schema\": \"{SCHEMA}\",\n\"version\": \"2.1.0\",\n\"runs\": [{{\n\"columnKind\": \"utf16CodeUnits\",\n\"results\": ["
        );
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        let mut fingerprints = Fingerprints::default();
        for found in file.findings {
            let fingerprint = fingerprints.of(file.path, file.text, found);
            let result = self.result(file, found, &mut positions, &fingerprint);
            out.extend_from_slice(if std::mem::take(&mut self.empty) { b"\n" } else { b",\n" });
            // Every value can be written as JSON.
            let _ = serde_json::to_writer(&mut **out, &result);
            out.spill();
        }
    }

    fn end(&mut self, summary: &Summary, out: &mut Out<'_>) {
        let rules: Vec<Value> = self.rules.iter().map(|name| descriptor(name, self.settings.lang)).collect();
        let tool = json!({ "driver": {
            "name": "zhfix",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "language": self.settings.lang.name(),
            "rules": rules,
        }});
        let mut notes = Vec::new();
        if summary.omitted > 0 {
            let text = format!("{} findings more were left out", summary.omitted);
            notes.push(json!({ "level": "warning", "message": { "text": text } }));
        }
        if summary.failed > 0 {
            let text = format!("{} files could not be read", summary.failed);
            notes.push(json!({ "level": "error", "message": { "text": text } }));
        }
        let invocation = json!({
            "executionSuccessful": summary.failed == 0,
            "toolExecutionNotifications": notes,
        });
        let _ = write!(out, "\n],\n\"tool\": {tool},\n\"invocations\": [{invocation}]\n}}]\n}}\n");
    }
}

/// What SARIF says about a rule, from its page.
fn descriptor(name: &str, lang: Lang) -> Value {
    let Some(page) = rules::page_in(name, lang) else {
        let text = "A change that the conversion makes.";
        return json!({ "id": name, "shortDescription": { "text": text } });
    };
    let mut rule = json!({
        "id": name,
        "shortDescription": { "text": rules::summary_in(name, lang).unwrap_or(name) },
        "help": { "text": page, "markdown": page },
    });
    if let Some(found) = rules::named(name) {
        rule["defaultConfiguration"] = json!({ "level": level(found.level()) });
    }
    rule
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

fn region((start, end): (Place, Place)) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.utf16,
        "endLine": end.line,
        "endColumn": end.utf16,
    })
}

/// Where the file is: relative to the root of the sources, or anywhere.
fn artifact(file: &[u8]) -> Value {
    match file.strip_prefix(b"/") {
        Some(_) => json!({ "uri": format!("file://{}", path::uri(file)) }),
        None => json!({ "uri": path::uri(path::plain(file)), "uriBaseId": "%SRCROOT%" }),
    }
}
