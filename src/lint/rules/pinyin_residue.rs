use super::damage::{report, residue};
use crate::diagnostic::Diagnostic;
use crate::document::DamageKind;
use crate::lint::{Context, Rule};

/// Pinyin in brackets that some program left behind characters.
#[derive(Debug)]
pub(super) struct PinyinResidue;

impl Rule for PinyinResidue {
    fn name(&self) -> &'static str {
        "pinyin-residue"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        report(cx, self.name(), DamageKind::PinyinResidue, found, residue);
    }
}
