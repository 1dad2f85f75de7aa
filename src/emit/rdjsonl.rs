//! Reviewdog's diagnostics, one JSON object on each line.
//!
//! The format is `rdf.Diagnostic` of reviewdog: columns are 1-based and count bytes of UTF-8, ends are not
//! included.

use serde_json::{Value, json};

use super::place::{Place, Positions};
use super::{Emitter, File, Out, Settings, path};
use crate::diagnostic::{Applicability, Level};

/// The format `rdjsonl`.
#[derive(Debug)]
pub struct Rdjsonl(Settings);

impl Rdjsonl {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Rdjsonl {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        let name = String::from_utf8_lossy(path::plain(file.path));
        for found in file.findings {
            let place = range(positions.range(found.span));
            let mut diagnostic = json!({
                "message": found.message.in_lang(self.0.lang),
                "location": { "path": name, "range": place },
                "severity": severity(found.level),
                "source": { "name": "zhfix" },
                "code": { "value": found.rule },
            });
            let hint = |applicability| applicability == Applicability::DisplayOnly;
            let real = found.fix.as_ref().is_some_and(|fix| !hint(fix.applicability));
            if let Some((span, text)) = found.whole(file.text).filter(|_| real) {
                let range = range(positions.aside(span));
                diagnostic["suggestions"] = json!([{ "range": range, "text": text }]);
            }
            // Every value can be written as JSON, and writing to a Vec does not fail.
            let _ = serde_json::to_writer(&mut **out, &diagnostic);
            out.push(b'\n');
            out.spill();
        }
    }
}

fn range((start, end): (Place, Place)) -> Value {
    json!({
        "start": { "line": start.line, "column": start.byte },
        "end": { "line": end.line, "column": end.byte },
    })
}

const fn severity(level: Level) -> &'static str {
    match level {
        Level::Error => "ERROR",
        Level::Warn => "WARNING",
        Level::Info | Level::Off => "INFO",
    }
}
