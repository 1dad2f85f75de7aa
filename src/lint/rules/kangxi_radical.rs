use super::damage::{look_alike, report};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Names of radicals where ideographs belong.
#[derive(Debug)]
pub(super) struct KangxiRadical;

impl Rule for KangxiRadical {
    fn name(&self) -> &'static str {
        "kangxi-radical"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::KangxiRadical, found, |damage, _| {
            look_alike(damage, "the Kangxi radical")
        });
    }
}
