use crate::convert::ChangeKind;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Two forms of one character in one text.
#[derive(Debug)]
pub(super) struct VariantInconsistent;

impl Rule for VariantInconsistent {
    fn name(&self) -> &'static str {
        "variant-inconsistent"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if cx.forms.is_empty() {
            return;
        }
        // Where a character of the other script stands, `mixed-script` gives the right form.
        let mut foreign = cx.changes.iter().filter(|change| change.kind == ChangeKind::Script).peekable();
        for &at in cx.places(Class::Form) {
            let c = after(cx.text(), at);
            while foreign.next_if(|change| change.edit.span.end <= at).is_some() {}
            let Some((form, sure)) = cx.forms.instead(cx.text(), at) else { continue };
            if foreign.peek().is_some_and(|change| change.edit.span.start <= at) {
                continue;
            }
            let edit = Edit::replace(Span::at(at, c.len_utf8()), form);
            let message = message!("the text has `{form}` as well as `{c}`, two forms of one character", form, c);
            let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
            found.push(cx.finding(self.name(), message, applicability, edit));
        }
    }
}
