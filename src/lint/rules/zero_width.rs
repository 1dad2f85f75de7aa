use super::damage::report_if;
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Rule};
use crate::message;

/// Invisible characters between Chinese ones.
#[derive(Debug)]
pub(super) struct ZeroWidth;

impl Rule for ZeroWidth {
    fn name(&self) -> &'static str {
        "zero-width"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        // These two have rules of their own.
        let other = |of| !matches!(of, '\u{AD}' | '\u{FEFF}');
        report_if(cx, self.name(), DamageKind::ZeroWidth, other, found, |damage, text| {
            let code = format!("U+{:04X}", u32::from(damage.of));
            match text.chars().count() {
                1 => message!("invisible character {code} in Chinese text", code),
                n => message!("{n} invisible characters, the first one {code}, in Chinese text", n, code),
            }
        });
    }
}
