use super::damage::report_if;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Rule};
use crate::message;

/// Places to divide a Latin word, between Chinese characters.
#[derive(Debug)]
pub(super) struct SoftHyphen;

impl Rule for SoftHyphen {
    fn name(&self) -> &'static str {
        "soft-hyphen"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let soft = |of| of == '\u{AD}';
        report_if(cx, self.name(), DamageKind::ZeroWidth, soft, found, |_, _| {
            message!("soft hyphen in Chinese text")
        });
    }
}
