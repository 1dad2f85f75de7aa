//! A line of text with one place in it marked.

use super::width;
use crate::text::{LineIndex, Position, Span};

/// Columns of an excerpt, and how many of them may stand before the place.
const COLUMNS: usize = 72;
const BEFORE: usize = 30;

/// Positions of places that mostly come in order, so that a long line is not counted again for each.
pub(super) struct Positions<'a> {
    text: &'a str,
    pub lines: LineIndex,
    last: (usize, Position),
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, lines: LineIndex::new(text), last: (0, Position { line: 1, column: 1 }) }
    }

    /// Line and column of the byte `offset`.
    pub(super) fn at(&mut self, offset: usize) -> Position {
        let line = self.lines.line(offset) + 1;
        let (before, mut position) = self.last;
        if line == position.line && before <= offset {
            position.column += self.text[before..offset].chars().count();
        } else {
            position = self.lines.position(offset, self.text);
        }
        self.last = (offset, position);
        position
    }
}

/// A line, cut to a window around the place, in three parts as they are shown.
pub(super) struct Excerpt {
    pub before: String,
    pub marked: String,
    pub after: String,
}

impl Excerpt {
    /// The part of `line` (a span of `text`) around `place`; what of the place lies on later lines is left
    /// out.
    pub(super) fn new(text: &str, line: Span, place: Span) -> Self {
        let content = line.of(text).trim_end_matches(['\n', '\r']);
        let line = Span::at(line.start, content.len());
        let start = place.start.min(line.end);
        let end = place.end.clamp(start, line.end);
        let before = tail(&text[line.start..start], BEFORE);
        let marked = head(&text[start..end], COLUMNS);
        let used = width::of(&before) + width::of(&marked);
        let after = head(&text[end..line.end], COLUMNS.saturating_sub(used));
        Self { before, marked, after }
    }

    /// Columns before the mark, and columns of the mark, at least one.
    pub(super) fn columns(&self) -> (usize, usize) {
        (width::of(&self.before), width::of(&self.marked).max(1))
    }
}

/// The first `columns` columns.
fn head(text: &str, columns: usize) -> String {
    let mut used = 0;
    let fits = |(_, c): &(usize, char)| {
        used += width::of_char(*c);
        used > columns
    };
    match text.char_indices().find(fits) {
        Some((at, _)) => width::visible(&text[..at]) + "…",
        None => width::visible(text),
    }
}

/// The last `columns` columns.
fn tail(text: &str, columns: usize) -> String {
    let mut used = 0;
    let overflows = |(_, c): &(usize, char)| {
        used += width::of_char(*c);
        used > columns
    };
    match text.char_indices().rev().find(overflows) {
        Some((at, c)) => format!("…{}", width::visible(&text[at + c.len_utf8()..])),
        None => width::visible(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_may_go_back() {
        let text = "一二\n三四";
        let mut positions = Positions::new(text);
        for offset in [0, 3, 10, 7, 3, 13] {
            assert_eq!(positions.at(offset), LineIndex::new(text).position(offset, text));
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "漢".repeat(100) + "x" + &"字".repeat(100) + "\r\n";
        let place = Excerpt::new(&text, Span::new(0, text.len()), Span::at(300, 1));
        assert_eq!(place.before, format!("…{}", "漢".repeat(15)));
        assert_eq!((place.columns(), place.marked.as_str()), ((31, 1), "x"));
        assert_eq!(place.after, format!("{}…", "字".repeat(20)));
    }
}
