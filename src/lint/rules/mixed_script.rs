use crate::convert::ChangeKind;
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Edit;

/// Characters that the script of the text does not have.
#[derive(Debug)]
pub(super) struct MixedScript;

impl Rule for MixedScript {
    fn name(&self) -> &'static str {
        "mixed-script"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(locale) = cx.locale else { return };
        for change in cx.changes.iter().filter(|change| change.kind == ChangeKind::Script) {
            let is = change.edit.span.of(cx.text());
            let edit = Edit::replace(change.edit.span, cx.forms.unified(&change.edit.text));
            let message = message!("`{is}` does not belong in {script} text: `{should}`", is, script = locale.script(), should = edit.text);
            let applicability = match change.doubt {
                Some(_) => Applicability::Unsafe,
                None => Applicability::Safe,
            };
            found.push(cx.finding(self.name(), message, applicability, edit));
        }
    }
}
