use crate::diagnostic::{Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Span;

/// Characters that were replaced by `*` so that no search finds the word.
#[derive(Debug)]
pub(super) struct SpamMarkers;

/// Fewest places in a text.
const FEWEST: usize = 3;

/// Most ideographs for each place: footnotes and products are rarer.
const MOST_HAN: usize = 200;

impl Rule for SpamMarkers {
    fn name(&self) -> &'static str {
        "spam-markers"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::None
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut masks = Vec::new();
        for line in cx.lines(&[Class::Star]) {
            let content = line.of(text);
            let stars: Vec<usize> = memchr::memchr_iter(b'*', content.as_bytes()).collect();
            // Pairs are emphasis, and a product has its factors beside the sign: 长*宽.
            let emphasis = stars.len().is_multiple_of(2);
            for &at in &stars {
                let at = line.start + at;
                let alone = before(text, at) != '*' && after(text, at + 1) != '*';
                let mask = is_han(before(text, at)) && !after(text, at + 1).is_ascii_alphanumeric();
                if alone && mask && !emphasis && before(text, line.start + stars[0]) != '\n' {
                    masks.push(Span::at(at, 1));
                }
            }
        }
        let han = text.chars().filter(|&c| is_han(c)).take(masks.len() * MOST_HAN + 1).count();
        if masks.len() < FEWEST || han > masks.len() * MOST_HAN {
            return;
        }
        for span in masks {
            let message = message!("`*` stands for a character that was hidden");
            found.push(cx.report(self.name(), span, message));
        }
    }
}
