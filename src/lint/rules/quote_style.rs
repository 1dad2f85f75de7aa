use crate::convert::quotes;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::context::is_style;
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::Variant;

/// Quotation marks of another script's typography.
#[derive(Debug)]
pub(super) struct QuoteStyle;

impl Rule for QuoteStyle {
    fn name(&self) -> &'static str {
        "quote-style"
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(locale) = cx.locale else { return };
        // Without a region, Simplified text may be quoted either way.
        if locale == Variant::Hans {
            return;
        }
        // Without a region, a text that is quoted with “” throughout keeps to its own style.
        let count = |quote: char| cx.places(Class::Quote).iter().filter(|&&at| after(cx.text(), at) == quote).count();
        if cx.options.locale.is_none() && is_style(count('“'), count('「')) {
            return;
        }
        let script = locale.script();
        for quotes::Mark { at, is, should } in quotes::marks(cx.text(), script) {
            let edit = Edit::replace(Span::at(at, is.len_utf8()), should);
            let message = message!("{script} text is quoted with `{should}`, not `{is}`", script, should, is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
    }
}
