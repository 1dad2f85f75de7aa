//! GitLab's code quality report: an array of issues.
//!
//! The fingerprint, by which GitLab tells new issues from old ones, does not depend on the line number or
//! on the language of the report.

use serde_json::json;

use super::fingerprint::Fingerprints;
use super::place::Positions;
use super::{Emitter, File, Out, Settings, path};
use crate::diagnostic::Level;

/// The format `gitlab`. It has lines and no columns.
#[derive(Debug)]
pub struct Gitlab {
    settings: Settings,
    empty: bool,
}

impl Gitlab {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self { settings, empty: true }
    }
}

impl Emitter for Gitlab {
    fn begin(&mut self, out: &mut Out<'_>) {
        out.push(b'[');
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        let mut fingerprints = Fingerprints::default();
        let path = path::plain(file.path);
        for found in file.findings {
            let (start, end) = positions.range(found.span);
            let (hash, number) = fingerprints.of(path, file.text, found);
            let issue = json!({
                "description": found.message.in_lang(self.settings.lang),
                "check_name": found.rule,
                "fingerprint": format!("{hash}-{number}"),
                "severity": severity(found.level),
                "location": {
                    "path": String::from_utf8_lossy(path),
                    "lines": { "begin": start.line, "end": end.line },
                },
            });
            out.extend_from_slice(if std::mem::take(&mut self.empty) { b"\n" } else { b",\n" });
            // Every value can be written as JSON, and writing to a Vec does not fail.
            let _ = serde_json::to_writer(&mut **out, &issue);
            out.spill();
        }
    }

    fn end(&mut self, _: &super::Summary, out: &mut Out<'_>) {
        out.extend_from_slice(if self.empty { b"]\n" } else { b"\n]\n" });
    }
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "major",
        Level::Warn => "minor",
        Level::Info | Level::Off => "info",
    }
}
