//! One line for each finding: `path:line:column: rule message`, as editors and `grep` users read it.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings, width};

/// The format `concise`. Columns are 1-based and count code points.
#[derive(Debug)]
pub struct Concise(Settings);

impl Concise {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Concise {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let name = width::visible(file.name);
        let mut positions = Positions::new(file.text);
        for found in file.findings {
            let at = positions.at(found.span.start);
            let message = width::visible(&found.message.in_lang(self.0.lang));
            let (bold, plain) = if self.0.color { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
            // Writing to a Vec does not fail.
            let _ =
                writeln!(out, "{bold}{}:{}:{}:{plain} {} {message}", name, at.line, at.column, found.rule);
            out.spill();
        }
    }
}
