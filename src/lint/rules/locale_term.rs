use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::{Context, Fixes, Rule};
use crate::message;

/// Words of another region.
#[derive(Debug)]
pub(super) struct LocaleTerm;

impl Rule for LocaleTerm {
    fn name(&self) -> &'static str {
        "locale-term"
    }

    fn level(&self) -> Level {
        Level::Off
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(locale) = cx.region else { return };
        for change in &cx.terms {
            let is = change.edit.span.of(cx.text());
            let text = &change.edit.text;
            let message = message!("{locale} text has the word `{text}` for `{is}`", locale, text, is);
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, change.edit.clone()));
        }
    }
}
