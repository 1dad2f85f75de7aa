use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::han::{is_han, is_mark};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Spaces of other typographies beside Chinese text.
#[derive(Debug)]
pub(super) struct OddSpace;

impl Rule for OddSpace {
    fn name(&self) -> &'static str {
        "odd-space"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::OddSpace) {
            if at < done {
                continue;
            }
            // A run with ordinary spaces in it becomes one space or none.
            let mut span = Span::at(at, 0);
            while let c = after(text, span.end)
                && (is_odd(c) || c == ' ')
            {
                span.end += c.len_utf8();
            }
            while span.start > 0 && before(text, span.start) == ' ' {
                span.start -= 1;
            }
            done = span.end;
            let (left, right) = (before(text, span.start), after(text, span.end));
            let chinese = |c: char| is_han(c) || is_mark(c);
            if !chinese(left) && !chinese(right) {
                continue;
            }
            let code = format!("U+{:04X}", u32::from(after(text, at)));
            let message = message!("space {code} in Chinese text", code);
            let edge = matches!(left, '\n' | '\r') || matches!(right, '\n' | '\r');
            // Indentation keeps its width, and a gap between words of Chinese stays one.
            let one = matches!(left, '\n' | '\r') || text[span.start..span.end].chars().nth(1).is_some();
            let space = match (chinese(left), chinese(right)) {
                _ if matches!(right, '\n' | '\r') => "",
                _ if edge && one => continue,
                (true, true) if !one => "",
                _ => " ",
            };
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, space)));
        }
    }
}

const fn is_odd(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}
