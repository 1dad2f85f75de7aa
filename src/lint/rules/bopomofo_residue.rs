use super::damage::{report, residue};
use crate::diagnostic::Diagnostic;
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Bopomofo in brackets that some program left behind characters.
#[derive(Debug)]
pub(super) struct BopomofoResidue;

impl Rule for BopomofoResidue {
    fn name(&self) -> &'static str {
        "bopomofo-residue"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::BopomofoResidue, found, residue);
    }
}
