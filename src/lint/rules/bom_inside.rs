use super::damage::report_if;
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::DamageKind;
use crate::lint::places::Class;
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Byte order marks that are not at the beginning.
#[derive(Debug)]
pub(super) struct BomInside;

impl Rule for BomInside {
    fn name(&self) -> &'static str {
        "bom-inside"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let message = || message!("byte order mark U+FEFF inside of the text");
        report_if(cx, self.name(), DamageKind::ZeroWidth, |of| of == '\u{FEFF}', found, |_, _| message());
        for &at in cx.places(Class::ByteOrderMark).iter().filter(|&&at| at > 0) {
            let edit = Edit::delete(Span::at(at, '\u{FEFF}'.len_utf8()));
            found.push(cx.finding(self.name(), message(), Applicability::Safe, edit));
        }
    }
}
