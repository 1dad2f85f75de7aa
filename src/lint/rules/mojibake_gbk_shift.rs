use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// GBK that was read one byte off: `?！?` for `。”`.
#[derive(Debug)]
pub(super) struct MojibakeGbkShift;

/// What two marks become when their first byte is lost and the last one has no partner.
const SHIFTED: [(&str, &str); 5] =
    [("?！?", "。”"), ("?弧?", "；“"), ("?薄?", "”。"), ("?。?", "\u{3000}（"), ("?骸?", "：“")];

impl Rule for MojibakeGbkShift {
    fn name(&self) -> &'static str {
        "mojibake-gbk-shift"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut done = 0;
        for &at in cx.places(Class::AsciiStop) {
            if at < done || after(text, at) != '?' {
                continue;
            }
            let Some(&(is, should)) = SHIFTED.iter().find(|(is, _)| text[at..].starts_with(is)) else { continue };
            let span = Span::at(at, is.len());
            let (left, right) = (before(text, at), after(text, span.end));
            // `?！?` at the end of a sentence may be a writer's surprise.
            let line = matches!(is, "?。?") && matches!(left, '\n');
            if !(is_han(left) || line) || !is_han(right) && !right.is_ascii_digit() {
                continue;
            }
            done = span.end;
            let message = message!("`{is}` is `{should}` in GBK, read one byte off", is, should);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}
