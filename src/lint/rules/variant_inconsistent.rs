use crate::convert::ChangeKind;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::rivals::Kind;
use crate::lint::variants::Instead;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Two forms of one character, or two spellings of one word, in one text or in all texts of a run.
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
        spellings(cx, self.name(), found);
        if cx.forms.is_empty() {
            return;
        }
        // Where a character of the other script stands, `mixed-script` gives the right form.
        let mut foreign = cx.changes.iter().filter(|change| change.kind == ChangeKind::Script).peekable();
        for &at in cx.places(Class::Form) {
            let c = after(cx.text(), at);
            while foreign.next_if(|change| change.edit.span.end <= at).is_some() {}
            let Some(instead) = cx.forms.instead(c) else { continue };
            if foreign.peek().is_some_and(|change| change.edit.span.start <= at) {
                continue;
            }
            let edit = Edit::replace(Span::at(at, c.len_utf8()), instead.form);
            let Instead { form, sure, numbers: [most, number] } = instead;
            let message = if cx.counts_run() {
                message!(
                    "the files have `{form}` ({most} times) as well as `{c}` ({number} times), two forms of one character",
                    form, c, most, number
                )
            } else {
                message!(
                    "the text has `{form}` ({most} times) as well as `{c}` ({number} times), two forms of one character",
                    form, c, most, number
                )
            };
            let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
            found.push(cx.finding(self.name(), message, applicability, edit));
        }
    }
}

/// Words that are written in two ways: 部分 and 部份.
fn spellings(cx: &Context<'_>, rule: &'static str, found: &mut Vec<Diagnostic>) {
    for (span, form, [most, number]) in cx.minority(Kind::Spelling) {
        let word = span.of(cx.text());
        let message = if cx.counts_run() {
            message!(
                "the files have `{form}` ({most} times) as well as `{word}` ({number} times), two spellings of one word",
                form, word, most, number
            )
        } else {
            message!(
                "the text has `{form}` ({most} times) as well as `{word}` ({number} times), two spellings of one word",
                form, word, most, number
            )
        };
        found.push(cx.finding(rule, message, Applicability::Unsafe, Edit::replace(span, form)));
    }
}
