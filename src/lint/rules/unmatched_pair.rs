use crate::diagnostic::Diagnostic;
use crate::lint::places::after;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// Brackets and quotation marks without a partner.
#[derive(Debug)]
pub(super) struct UnmatchedPair;

impl Rule for UnmatchedPair {
    fn name(&self) -> &'static str {
        "unmatched-pair"
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for &(at, partner) in &cx.pairs().unmatched {
            let is = after(cx.text(), at);
            let message = message!("`{is}` has no `{partner}`", is, partner);
            found.push(cx.report(self.name(), Span::at(at, is.len_utf8()), message));
        }
    }
}
