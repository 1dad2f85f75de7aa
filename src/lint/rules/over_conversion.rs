use crate::convert::ChangeKind;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::{Context, Fixes, Rule};
use crate::message;

/// Traditional characters that belong to another word: 後 in 皇後.
#[derive(Debug)]
pub(super) struct OverConversion;

impl Rule for OverConversion {
    fn name(&self) -> &'static str {
        "over-conversion"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for change in cx.changes.iter().filter(|change| change.kind == ChangeKind::OverConverted) {
            let is = change.edit.span.of(cx.text());
            let text = &change.edit.text;
            let message = message!("in this word, `{is}` is a wrong form of `{text}`", is, text);
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, change.edit.clone()));
        }
    }
}
