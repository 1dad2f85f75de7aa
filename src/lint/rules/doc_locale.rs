use crate::diagnostic::{Diagnostic, Level};
use crate::lexicon::Characters;
use crate::lint::places::after;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;
use crate::variant::Variant;

/// A text that is not in the script that was declared for it.
#[derive(Debug)]
pub(super) struct DocLocale;

/// Fewest characters of the other script, and how many times more than of the declared one.
const FEWEST: usize = 10;
const TIMES: usize = 4;

impl Rule for DocLocale {
    fn name(&self) -> &'static str {
        "doc-locale"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(declared) = cx.options.locale.map(Variant::script) else { return };
        let text = cx.text();
        let (mut own, mut other, mut first) = (0_usize, 0_usize, None);
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            match Characters::get().script(c) {
                Some(script) if script == declared => own += 1,
                Some(_) => {
                    other += 1;
                    first.get_or_insert(at);
                }
                None => {}
            }
        }
        let Some(at) = first.filter(|_| other >= FEWEST && other >= own * TIMES) else { return };
        let is = declared.other();
        let message = message!("the text is declared {declared}, and most of it is {is}", declared, is);
        found.push(cx.report(self.name(), Span::at(at, after(text, at).len_utf8()), message));
    }
}
