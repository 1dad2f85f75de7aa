//! The report of Checkstyle, which many build servers read.
//!
//! Columns are 1-based and count UTF-16 code units, as Java does; tabs count as one.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings, Summary, xml};
use crate::diagnostic::Level;

/// The format `checkstyle`.
#[derive(Debug)]
pub struct Checkstyle(Settings);

impl Checkstyle {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Checkstyle {
    fn begin(&mut self, out: &mut Out<'_>) {
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        if file.findings.is_empty() {
            return;
        }
        // Writing to a Vec does not fail.
        let _ = writeln!(out, "  <file name=\"{}\">", xml::escaped(file.name));
        let mut positions = Positions::new(file.text);
        for found in file.findings {
            let at = positions.at(found.span.start);
            let severity = match found.level {
                Level::Error => "error",
                Level::Warn => "warning",
                Level::Info | Level::Off => "info",
            };
            let _ = writeln!(
                out,
                "    <error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"zhfix.{}\"/>",
                at.line,
                at.utf16,
                xml::escaped(&found.message.in_lang(self.0.lang)),
                found.rule,
            );
            out.spill();
        }
        out.extend_from_slice(b"  </file>\n");
    }

    fn end(&mut self, _: &Summary, out: &mut Out<'_>) {
        out.extend_from_slice(b"</checkstyle>\n");
    }
}
