use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Control characters in text.
#[derive(Debug)]
pub(super) struct ControlChar;

impl Rule for ControlChar {
    fn name(&self) -> &'static str {
        "control-char"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::Control) {
            if at < done {
                continue;
            }
            let c = after(text, at);
            let span = Span::at(at, c.len_utf8() + if c == '\u{1B}' { sequence(&text[at + 1..]) } else { 0 });
            done = span.end;
            let code = format!("U+{:04X}", u32::from(c));
            let (message, edit) = if ends_line(c) {
                (message!("{code} stands for a line end", code), Edit::replace(span, "\n"))
            } else {
                (message!("control character {code}", code), Edit::delete(span))
            };
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
    }
}

/// NEL, line separator and paragraph separator.
const fn ends_line(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Length of the rest of a terminal's control sequence: `[0;31m`.
fn sequence(rest: &str) -> usize {
    const LONGEST: usize = 24;
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'[') {
        return 0;
    }
    let end = bytes.iter().take(LONGEST).skip(1).position(|byte| !matches!(byte, 0x20..=0x3F));
    end.filter(|&end| matches!(bytes[end + 1], 0x40..=0x7E)).map_or(0, |end| end + 2)
}
