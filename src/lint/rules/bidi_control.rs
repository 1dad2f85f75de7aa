use crate::diagnostic::{Diagnostic, Level};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// Characters that change the direction of the text around them.
#[derive(Debug)]
pub(super) struct BidiControl;

impl Rule for BidiControl {
    fn name(&self) -> &'static str {
        "bidi-control"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for line in cx.lines(&[Class::Bidi]) {
            let text = line.of(cx.text());
            // Right-to-left scripts need the marks, and have no use for the overrides.
            let rtl = text.chars().any(|c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'));
            let places = cx.places(Class::Bidi);
            let first = places.partition_point(|&at| at < line.start);
            for &at in places[first..].iter().take_while(|&&at| at < line.end) {
                let c = after(cx.text(), at);
                if rtl && matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2066}'..='\u{2069}') {
                    continue;
                }
                let code = format!("U+{:04X}", u32::from(c));
                let message = message!("{code} changes the direction of the text behind it", code);
                found.push(cx.report(self.name(), Span::at(at, c.len_utf8()), message));
            }
        }
    }
}
