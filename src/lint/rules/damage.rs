//! What the rules about damage have in common: repairing has found it already.

use crate::diagnostic::{Diagnostic, Fix};
use crate::document::{Damage, DamageKind};
use crate::lint::Context;
use crate::text::Edit;

/// Report all damage of `kind`, with `message` about each place and its text.
pub(super) fn report(
    cx: &Context<'_>,
    rule: &'static str,
    kind: DamageKind,
    found: &mut Vec<Diagnostic>,
    message: impl Fn(&Damage, &str) -> String,
) {
    for damage in cx.repaired.damage.iter().filter(|damage| damage.kind == kind) {
        let edit = Edit::replace(damage.span, damage.replacement.clone());
        found.push(Diagnostic {
            rule,
            span: damage.span,
            message: message(damage, damage.span.of(cx.source)),
            fix: damage.repaired.then(|| Fix::safe(edit)),
        });
    }
}

/// What to say about a reading behind a character.
pub(super) fn residue(damage: &Damage, text: &str) -> String {
    if damage.repaired {
        format!("`{text}` behind `{}` is left over from a damaged copy", damage.of)
    } else {
        format!("`{text}` behind `{}` may be left over from a damaged copy", damage.of)
    }
}

/// What to say about a character that is not what it looks like.
pub(super) fn look_alike(damage: &Damage, what: &str) -> String {
    format!("{what} U+{:04X} stands for the ideograph `{}`", damage.of as u32, damage.replacement)
}
