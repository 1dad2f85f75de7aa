use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule, shinjitai};
use crate::message;
use crate::text::{Edit, Span};

/// Japanese forms of characters in Chinese text.
#[derive(Debug)]
pub(super) struct VariantShinjitai;

impl Rule for VariantShinjitai {
    fn name(&self) -> &'static str {
        "variant-shinjitai"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let Some(locale) = cx.locale else { return };
        let kana = cx.lines(&[Class::Kana]);
        for &at in cx.places(Class::Shinjitai) {
            let is = after(text, at);
            let line = kana.partition_point(|line| line.end < at);
            if kana.get(line).is_some_and(|line| line.start <= at) {
                continue;
            }
            let Some(should) = shinjitai::chinese(is, locale.script()) else { continue };
            let message = message!("`{is}` is a Japanese form of `{should}`", is, should);
            // Where the text has Japanese words, it may be one of their names.
            let applicability = if kana.is_empty() { Applicability::Safe } else { Applicability::Unsafe };
            let edit = Edit::replace(Span::at(at, is.len_utf8()), should);
            found.push(cx.finding(self.name(), message, applicability, edit));
        }
    }
}
