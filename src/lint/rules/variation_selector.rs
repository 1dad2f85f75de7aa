use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Variation selectors behind ideographs.
#[derive(Debug)]
pub(super) struct VariationSelector;

impl Rule for VariationSelector {
    fn name(&self) -> &'static str {
        "variation-selector"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::Selector) {
            let of = before(text, at);
            if at < done || !is_han(of) {
                continue;
            }
            let mut span = Span::at(at, 0);
            while let c = after(text, span.end)
                && matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
            {
                span.end += c.len_utf8();
            }
            done = span.end;
            let code = format!("U+{:04X}", u32::from(after(text, at)));
            let message = message!("`{of}` is followed by the variation selector {code}", of, code);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::delete(span)));
        }
    }
}
