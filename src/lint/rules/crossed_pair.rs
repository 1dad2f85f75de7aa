use crate::diagnostic::Diagnostic;
use crate::lint::places::after;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// Pairs of brackets or quotation marks of which each ends in the other.
#[derive(Debug)]
pub(super) struct CrossedPair;

impl Rule for CrossedPair {
    fn name(&self) -> &'static str {
        "crossed-pair"
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for &at in &cx.pairs().crossed {
            let is = after(cx.text(), at);
            let message = message!("`{is}` closes a pair in which another one is still open", is);
            found.push(cx.report(self.name(), Span::at(at, is.len_utf8()), message));
        }
    }
}
