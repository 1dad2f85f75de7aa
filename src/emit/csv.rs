//! A table, as RFC 4180 writes it: UTF-8 without a byte order mark, lines end with CR LF.

use std::io::Write;

use super::place::Positions;
use super::{Emitter, File, Out, Settings};

/// The format `csv`.
///
/// Lines and columns are 1-based, columns count code points; `start` and `end` are bytes of the text.
/// `replacement` is what would stand in place of `text`, or of all that the fix touches.
#[derive(Debug)]
pub struct Csv(Settings);

impl Csv {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Csv {
    fn begin(&mut self, out: &mut Out<'_>) {
        out.extend_from_slice(
            b"path,line,column,end_line,end_column,start,end,level,rule,message,text,replacement,applicability\r\n",
        );
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        for found in file.findings {
            let (start, end) = positions.range(found.span);
            let (replacement, applicability) = found.replacement(file.text).unwrap_or_default();
            let cells = [
                quoted(file.name),
                format!("{},{},{},{}", start.line, start.column, end.line, end.column),
                format!("{},{}", found.span.start, found.span.end),
                found.level.name().to_owned(),
                found.rule.to_owned(),
                quoted(&found.message.in_lang(self.0.lang)),
                quoted(found.span.of(file.text)),
                quoted(&replacement),
                applicability.to_owned(),
            ];
            // Writing to a Vec does not fail.
            let _ = write!(out, "{}\r\n", cells.join(","));
            out.spill();
        }
    }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tests::{finding, report};
    use crate::text::Span;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let out = report(&mut Csv::new(Settings::default()), "𠮷,\n", &[finding("r", Span::at(4, 1), "，")]);
        let row = "x.txt,1,2,1,3,4,5,warn,r,wrong,\",\",，,safe\r\n";
        assert_eq!(out.split_once("\r\n").unwrap().1, row);
        assert_eq!(quoted("\""), "\"\"\"\"");
    }
}
