use super::damage::{look_alike, report};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Forms of radicals where ideographs belong.
#[derive(Debug)]
pub(super) struct CjkRadical;

impl Rule for CjkRadical {
    fn name(&self) -> &'static str {
        "cjk-radical"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::CjkRadical, found, |damage, _| look_alike(damage, "the radical"));
    }
}
