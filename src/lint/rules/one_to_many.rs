use crate::convert::ChangeKind;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::{Context, Fixes, Rule};
use crate::message;

/// Characters that both scripts have, left over from the other one in this word.
#[derive(Debug)]
pub(super) struct OneToMany;

impl Rule for OneToMany {
    fn name(&self) -> &'static str {
        "one-to-many"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(locale) = cx.locale else { return };
        for change in cx.changes.iter().filter(|change| change.kind == ChangeKind::Leftover) {
            let is = change.edit.span.of(cx.text());
            let text = &change.edit.text;
            let message = message!("in this word, {script} text has `{text}` for `{is}`", script = locale.script(), text, is);
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, change.edit.clone()));
        }
    }
}
