//! Annotations of GitHub Actions: workflow commands, one on each line.
//!
//! GitHub does not say what a column is; here it is a code point, from 1, the last one included.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings, path};
use crate::diagnostic::Level;

/// The format `github`.
#[derive(Debug)]
pub struct Github(Settings);

impl Github {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Github {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        let name = String::from_utf8_lossy(path::plain(file.path));
        for found in file.findings {
            let (start, end) = positions.range(found.span);
            let command = match found.level {
                Level::Error => "error",
                Level::Warn => "warning",
                Level::Info | Level::Off => "notice",
            };
            let file = property(&name);
            // Writing to a Vec does not fail.
            let _ = write!(out, "::{command} file={file},line={},", start.line);
            if start.line == end.line {
                let last = end.column.max(start.column + 1) - 1;
                let _ = write!(out, "col={},endColumn={last},", start.column);
            } else {
                let _ = write!(out, "endLine={},", end.line);
            }
            let title = property(&format!("zhfix: {}", found.rule));
            let message = data(&found.message.in_lang(self.0.lang));
            let _ = writeln!(out, "title={title}::{message}");
            out.spill();
        }
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tests::{finding, report};
    use crate::text::Span;

    #[test]
    fn commands_are_escaped() {
        let out =
            report(&mut Github::new(Settings::default()), "𠮷,\n", &[finding("r", Span::at(4, 1), "，")]);
        assert_eq!(out, "::warning file=x.txt,line=1,col=2,endColumn=2,title=zhfix%3A r::wrong\n");
        assert_eq!(property("a%,b:\n"), "a%25%2Cb%3A%0A");
    }
}
