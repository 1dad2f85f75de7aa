use crate::convert::{Change, ChangeKind};
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Forms of characters that another region writes.
#[derive(Debug)]
pub(super) struct VariantLocale;

impl Rule for VariantLocale {
    fn name(&self) -> &'static str {
        "variant-locale"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let Some(locale) = cx.region else { return };
        // A form that would be changed back is none that the region writes: 恆 in 永恆大軍, where 恒大 is a name.
        let back = |change: &Change| {
            let should = only(&change.edit.text).and_then(|c| cx.preferred(change.edit.span.start, c));
            should.is_some() && should == only(change.edit.span.of(text))
        };
        let changes = cx.changes.iter().filter(|change| change.kind == ChangeKind::Variant && !back(change));
        let mut changes = changes.peekable();
        let mut edits = Vec::new();
        let mut forms = cx.places(Class::Form).iter().copied().peekable();
        loop {
            let change = changes.peek().map(|change| change.edit.span.start);
            match (change, forms.peek().copied()) {
                (Some(start), form) if form.is_none_or(|at| start <= at) => {
                    edits.extend(changes.next().map(|change| change.edit.clone()));
                    forms.next_if_eq(&start);
                }
                (_, Some(at)) => {
                    forms.next();
                    let c = after(text, at);
                    let should = cx.preferred(at, c);
                    edits.extend(should.map(|form| Edit::replace(Span::at(at, c.len_utf8()), form)));
                }
                _ => break,
            }
        }
        for edit in edits {
            let is = edit.span.of(text);
            // Where the text has both forms, `variant-inconsistent` says so.
            if text[edit.span.start..].chars().next().is_some_and(|c| cx.forms.instead(c).is_some()) {
                continue;
            }
            let message = message!("{locale} text has the form `{should}`, not `{is}`", locale, should = edit.text, is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
    }
}

fn only(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}
