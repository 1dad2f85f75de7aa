use super::damage::report;
use crate::diagnostic::Diagnostic;
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Invisible characters between Chinese ones.
#[derive(Debug)]
pub(super) struct ZeroWidth;

impl Rule for ZeroWidth {
    fn name(&self) -> &'static str {
        "zero-width"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::ZeroWidth, found, |damage, text| match text.chars().count() {
            1 => format!("invisible character U+{:04X} in Chinese text", damage.of as u32),
            n => {
                format!("{n} invisible characters, the first one U+{:04X}, in Chinese text", damage.of as u32)
            }
        });
    }
}
