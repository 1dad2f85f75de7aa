use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule, mojibake};
use crate::message;
use crate::text::{Edit, Span};

/// Characters that no standard gives a meaning.
#[derive(Debug)]
pub(super) struct PrivateUse;

impl Rule for PrivateUse {
    fn name(&self) -> &'static str {
        "private-use"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for &at in cx.places(Class::PrivateUse) {
            let c = after(cx.text(), at);
            let span = Span::at(at, c.len_utf8());
            let code = format!("U+{:04X}", u32::from(c));
            found.push(if let Some(is) = mojibake::private_use(c) {
                let message = message!("private-use character {code}, in GB 18030 `{is}`", code, is);
                // A font of symbols may use the same code points.
                cx.finding(self.name(), message, Applicability::Unsafe, Edit::replace(span, is))
            } else {
                let message = message!("private-use character {code}: only one font shows it", code);
                cx.report(self.name(), span, message)
            });
        }
    }
}
