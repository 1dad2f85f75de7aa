use crate::diagnostic::{Diagnostic, Level};
use crate::lexicon::builtin;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;
use crate::variant::Variant;

/// Characters that the list of the region does not have.
#[derive(Debug)]
pub(super) struct NonstandardChar;

impl Rule for NonstandardChar {
    fn name(&self) -> &'static str {
        "nonstandard-char"
    }

    fn level(&self) -> Level {
        Level::Off
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let (flag, list) = match cx.locale {
            Some(Variant::Hans | Variant::HansCn) => ('G', "通用规范汉字表"),
            Some(Variant::HantTw | Variant::Hant) => ('B', "Big5 level 1"),
            Some(Variant::HantHk) => ('H', "常用字字形表"),
            None => return,
        };
        let mut buffer = [0; 4];
        for (at, c) in cx.text().char_indices() {
            let ideograph = matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}');
            if !ideograph
                || builtin::standards().get(c.encode_utf8(&mut buffer)).is_some_and(|flags| flags.contains(flag))
            {
                continue;
            }
            let message = message!("`{c}` is not in {list}", c, list);
            found.push(cx.report(self.name(), Span::at(at, c.len_utf8()), message));
        }
    }
}
