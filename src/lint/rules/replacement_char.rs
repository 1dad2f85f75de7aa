use crate::diagnostic::Diagnostic;
use crate::lint::places::Class;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// U+FFFD, which stands where a decoder could not read a character.
#[derive(Debug)]
pub(super) struct ReplacementChar;

impl Rule for ReplacementChar {
    fn name(&self) -> &'static str {
        "replacement-char"
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let mut places = cx.places(Class::Replacement).iter().copied().peekable();
        while let Some(at) = places.next() {
            let mut span = Span::at(at, '\u{FFFD}'.len_utf8());
            while places.next_if_eq(&span.end).is_some() {
                span.end += '\u{FFFD}'.len_utf8();
            }
            let n = span.len() / '\u{FFFD}'.len_utf8();
            let message = message!("text was lost here: {n} × U+FFFD", n);
            found.push(cx.report(self.name(), span, message));
        }
    }
}
