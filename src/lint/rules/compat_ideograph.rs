use super::damage::{look_alike, report};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Code points that only exist for the sake of older character sets.
#[derive(Debug)]
pub(super) struct CompatIdeograph;

impl Rule for CompatIdeograph {
    fn name(&self) -> &'static str {
        "compat-ideograph"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::CompatIdeograph, found, |damage, _| {
            look_alike(damage, "the compatibility ideograph")
        });
    }
}
