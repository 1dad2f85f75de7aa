//! Findings below the name of their file.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings, width};

/// The format `grouped`. Columns are 1-based and count code points.
#[derive(Debug)]
pub struct Grouped(Settings);

impl Grouped {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Grouped {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        if file.findings.is_empty() {
            return;
        }
        let (bold, plain) = if self.0.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        let mut positions = Positions::new(file.text);
        let rows: Vec<_> = file
            .findings
            .iter()
            .map(|found| {
                let at = positions.at(found.span.start);
                (format!("{}:{}", at.line, at.column), found)
            })
            .collect();
        let places = rows.iter().map(|(place, _)| place.len()).max().unwrap_or(0);
        let rules = rows.iter().map(|(_, found)| found.rule.len()).max().unwrap_or(0);
        // Writing to a Vec does not fail.
        let _ = writeln!(out, "{bold}{}{plain}", width::visible(file.name));
        for (place, found) in rows {
            let message = width::visible(&found.message.in_lang(self.0.lang));
            let _ = writeln!(out, "  {place:places$}  {:rules$}  {message}", found.rule);
            out.spill();
        }
        out.push(b'\n');
    }
}
