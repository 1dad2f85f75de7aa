use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::places::Class;
use crate::lint::{Context, Fixes, Rule, mojibake};
use crate::message;
use crate::text::Edit;

/// UTF-8 that was decoded as GBK.
#[derive(Debug)]
pub(super) struct MojibakeGbk;

impl Rule for MojibakeGbk {
    fn name(&self) -> &'static str {
        "mojibake-gbk"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let mut done = 0;
        for &at in cx.places(Class::GbkLead) {
            if at < done {
                continue;
            }
            let Some((span, should)) = mojibake::from_gbk(cx.text(), at) else { continue };
            done = span.end;
            let is = span.of(cx.text());
            let message = message!("`{is}` is `{should}` in UTF-8, decoded as GBK", is, should);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}
