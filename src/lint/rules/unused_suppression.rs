use crate::diagnostic::Diagnostic;
use crate::lint::{Context, Fixes, Rule};

/// Directives that silence nothing.
#[derive(Debug)]
pub(crate) struct UnusedSuppression;

impl Rule for UnusedSuppression {
    fn name(&self) -> &'static str {
        "unused-suppression"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    /// Nothing: what all other rules found tells, and the linter asks `lint::suppression` when they are done.
    fn check(&self, _: &Context<'_>, _: &mut Vec<Diagnostic>) {}
}
