use crate::diagnostic::{Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// Emoji inside of words, which hide a copied text from searches.
#[derive(Debug)]
pub(super) struct EmojiNoise;

/// Fewest places in a text.
const FEWEST: usize = 3;

/// Most ideographs for each place.
const MOST_HAN: usize = 100;

impl Rule for EmojiNoise {
    fn name(&self) -> &'static str {
        "emoji-noise"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut inside = Vec::new();
        let mut done = 0;
        for &at in cx.places(Class::Emoji) {
            if at < done {
                continue;
            }
            let part = |c: char| matches!(c, '\u{200D}' | '\u{FE0F}' | '\u{2300}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
            let span = Span::new(at, text.len() - text[at..].trim_start_matches(part).len());
            done = span.end;
            if is_han(before(text, at)) && is_han(after(text, span.end)) {
                inside.push(span);
            }
        }
        // Beside a sentence an emoji is decoration; most of the salt stands in words.
        let han = text.chars().filter(|&c| is_han(c)).take(inside.len() * MOST_HAN + 1).count();
        if inside.len() < FEWEST || han > inside.len() * MOST_HAN || inside.len() * 2 < cx.places(Class::Emoji).len() {
            return;
        }
        for span in inside {
            let is = span.of(text);
            let message = message!("`{is}` stands inside of a sentence, as in copies that hide from searches", is);
            found.push(cx.report(self.name(), span, message));
        }
    }
}
