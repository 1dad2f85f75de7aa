//! What the rules about damage have in common: repairing has found it already.

use crate::diagnostic::{Diagnostic, Fix};
use crate::document::{Damage, DamageKind};
use crate::lint::Context;
use crate::message;
use crate::message::Message;
use crate::text::Edit;

/// Report all damage of `kind`, with `message` about each place and its text.
pub(super) fn report(
    cx: &Context<'_>,
    rule: &'static str,
    kind: DamageKind,
    found: &mut Vec<Diagnostic>,
    message: impl Fn(&Damage, &str) -> Message,
) {
    report_if(cx, rule, kind, |_| true, found, message);
}

/// Report the damage of `kind` whose character satisfies `of`.
pub(super) fn report_if(
    cx: &Context<'_>,
    rule: &'static str,
    kind: DamageKind,
    of: impl Fn(char) -> bool,
    found: &mut Vec<Diagnostic>,
    message: impl Fn(&Damage, &str) -> Message,
) {
    for damage in cx.repaired.damage.iter().filter(|damage| damage.kind == kind && of(damage.of)) {
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
pub(super) fn residue(damage: &Damage, text: &str) -> Message {
    if damage.repaired {
        message!("`{text}` behind `{of}` is left over from a damaged copy", text, of = damage.of)
    } else {
        message!("`{text}` behind `{of}` may be left over from a damaged copy", text, of = damage.of)
    }
}

/// What to say about a character that is not what it looks like.
pub(super) fn look_alike(damage: &Damage, what: &str) -> Message {
    let code = format!("U+{:04X}", u32::from(damage.of));
    message!("{what} {code} stands for the ideograph `{is}`", what, code, is = damage.replacement)
}
