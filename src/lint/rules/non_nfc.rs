use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Letters and marks apart, which Unicode has as one character.
#[derive(Debug)]
pub(super) struct NonNfc;

impl Rule for NonNfc {
    fn name(&self) -> &'static str {
        "non-nfc"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::Combining) {
            if at < done {
                continue;
            }
            let mut span = Span::at(at, after(text, at).len_utf8());
            if is_combining(after(text, at))
                && let Some(base) = text[..at].chars().next_back().filter(|base| *base >= ' ')
            {
                span.start -= base.len_utf8();
            }
            while let c = after(text, span.end)
                && is_combining(c)
            {
                span.end += c.len_utf8();
            }
            done = span.end;
            let is = span.of(text);
            let should: String = is.nfc().collect();
            if should != is {
                let message = message!("`{is}` is not in the composed form `{should}`", is, should);
                found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
            }
        }
    }
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
}
