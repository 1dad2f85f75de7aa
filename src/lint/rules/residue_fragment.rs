use crate::diagnostic::{Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// The rest of a reading whose opening bracket was lost.
#[derive(Debug)]
pub(super) struct ResidueFragment;

impl Rule for ResidueFragment {
    fn name(&self) -> &'static str {
        "residue-fragment"
    }

    fn level(&self) -> Level {
        Level::Error
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut closing: Vec<usize> = cx.places(Class::Paren).to_vec();
        closing.extend(cx.places(Class::Bracket));
        closing.retain(|&at| text[at..].starts_with([')', '）']));
        for at in closing {
            let inside = text[..at].trim_end_matches(' ');
            let syllable = inside.len() - inside.trim_end_matches(is_letter).len();
            let start = inside.len() - syllable;
            let letters = &inside[start..];
            if letters.chars().count() > 6 || !letters.chars().any(is_toned) {
                continue;
            }
            let left = before(text, start);
            // `(shí)` is whole, and a longer reading has more syllables before this one.
            if !(is_han(left) || matches!(left, '?' | '？')) {
                continue;
            }
            let from = if is_han(left) { start } else { start - left.len_utf8() };
            let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
            let span = Span::new(from, end);
            let is = span.of(text);
            let message = message!("`{is}` is the rest of a reading in brackets; a character may be lost", is);
            found.push(cx.report(self.name(), span, message));
        }
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_lowercase() || c == 'ü' || is_toned(c)
}

fn is_toned(c: char) -> bool {
    !c.is_ascii() && !is_han(c) && "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ".contains(c)
}
