use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::rivals::Kind;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Edit;

/// Words of two regions for one thing, in one text or in all texts of a run.
#[derive(Debug)]
pub(super) struct InconsistentTerm;

impl Rule for InconsistentTerm {
    fn name(&self) -> &'static str {
        "inconsistent-term"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for (span, term, [most, number]) in cx.minority(Kind::Term) {
            let word = span.of(cx.text());
            let message = if cx.counts_run() {
                message!(
                    "the files have `{term}` ({most} times) as well as `{word}` ({number} times), words of two regions",
                    term, word, most, number
                )
            } else {
                message!(
                    "the text has `{term}` ({most} times) as well as `{word}` ({number} times), words of two regions",
                    term, word, most, number
                )
            };
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, Edit::replace(span, term)));
        }
    }
}
