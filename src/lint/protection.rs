//! Words of the user, in which nothing is wrong.

use crate::diagnostic::Diagnostic;
use crate::lexicon::{Entries, Lexicon};
use crate::text::Span;

/// Finds the words that the user protects, and those that the user's words become.
#[derive(Debug)]
pub(super) struct Protection {
    words: Lexicon,
    /// Bytes of the longest word.
    longest: usize,
}

impl Protection {
    pub fn of(user: &Entries) -> Self {
        let right = user.values().filter(|word| !word.is_empty());
        let words: Entries = right.map(|word| (word.clone(), word.clone())).collect();
        let longest = words.keys().map(String::len).max().unwrap_or_default();
        Self { words: Lexicon::new(&words), longest }
    }

    /// Drop what was found, or would be changed, inside of a word.
    ///
    /// Costs as many lookups for each finding as the longest word has characters.
    pub fn filter(&self, text: &str, found: &mut Vec<Diagnostic>) {
        found.retain(|diagnostic| {
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            !self.covers(text, diagnostic.span) && !edits.clone().any(|edit| self.covers(text, edit.span))
        });
    }

    fn covers(&self, text: &str, span: Span) -> bool {
        let first = span.end.saturating_sub(self.longest);
        let starts = (first..=span.start).filter(|&start| text.is_char_boundary(start));
        starts.rev().any(|start| {
            let word = self.words.longest(&text[start..]);
            word.is_some_and(|(len, _)| start + len >= span.end && start + len > span.start)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_inside_of_words_are_covered() {
        let user = [("头发", "头发"), ("软件", "程式")].map(|(from, to)| (from.to_owned(), to.to_owned()));
        let protection = Protection::of(&Entries::from(user));
        let text = "這是头发和程式軟件";
        let covered: Vec<_> = text
            .char_indices()
            .filter(|&(at, c)| protection.covers(text, Span::at(at, c.len_utf8())))
            .map(|(_, c)| c)
            .collect();
        assert_eq!(covered, ['头', '发', '程', '式']);
        assert!(!protection.covers(text, Span::new(3, 12)));
    }
}
