//! The XML of JUnit: each file is a suite, each finding a test that failed.
//!
//! Columns, which stand in the text of a failure, are 1-based and count code points.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings, Summary, xml};

/// The format `junit`.
#[derive(Debug)]
pub struct Junit(Settings);

impl Junit {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Junit {
    fn begin(&mut self, out: &mut Out<'_>) {
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"zhfix\">\n");
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let name = xml::escaped(file.name);
        let failures = file.findings.len();
        // Writing to a Vec does not fail.
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">",
            failures.max(1)
        );
        if failures == 0 {
            let _ = writeln!(out, "    <testcase name=\"zhfix\" classname=\"{name}\"/>");
        }
        let mut positions = Positions::new(file.text);
        for found in file.findings {
            let at = positions.at(found.span.start);
            let message = xml::escaped(&found.message.in_lang(self.0.lang));
            let (rule, line, column) = (found.rule, at.line, at.column);
            let _ = writeln!(
                out,
                "    <testcase name=\"{rule} {line}:{column}\" classname=\"{name}\">\n      \
                 <failure type=\"{rule}\" message=\"{message}\">{name}:{line}:{column}: {message}</failure>\n    \
                 </testcase>",
            );
            out.spill();
        }
        out.extend_from_slice(b"  </testsuite>\n");
    }

    fn end(&mut self, _: &Summary, out: &mut Out<'_>) {
        out.extend_from_slice(b"</testsuites>\n");
    }
}
