use super::damage::{report, residue};
use crate::diagnostic::{Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::{Context, Fixes, Rule};

/// Bopomofo in brackets that some program left behind characters.
#[derive(Debug)]
pub(super) struct BopomofoResidue;

impl Rule for BopomofoResidue {
    fn name(&self) -> &'static str {
        "bopomofo-residue"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::BopomofoResidue, found, residue);
    }
}
