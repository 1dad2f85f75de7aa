//! Where a place is, in the units of each format, and a line of text with the place marked.

use std::cell::OnceCell;

use super::width;
use crate::text::{LineIndex, Span};

/// Terminals that excerpts are fitted to, in columns.
const NARROWEST: usize = 20;
const WIDEST: usize = 200;

/// A place between two characters, as formats count it: all numbers begin with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub line: usize,
    /// Column in code points.
    pub column: usize,
    /// Column in UTF-16 code units.
    pub utf16: usize,
    /// Column in bytes of UTF-8.
    pub byte: usize,
}

/// Positions of places that mostly come in order, so that nothing is counted again for each.
pub(super) struct Positions<'a> {
    text: &'a str,
    lines: OnceCell<LineIndex>,
    last: (usize, Place),
}

impl<'a> Positions<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let start = Place { line: 1, column: 1, utf16: 1, byte: 1 };
        Self { text, lines: OnceCell::new(), last: (0, start) }
    }

    /// The lines of the text.
    pub(super) fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text))
    }

    /// The place at the byte `offset`.
    pub(super) fn at(&mut self, offset: usize) -> Place {
        let place = self.look(offset);
        self.last = (offset, place);
        place
    }

    /// Where `span` begins and ends. Spans come in the order of their beginnings.
    pub(super) fn range(&mut self, span: Span) -> (Place, Place) {
        (self.at(span.start), self.look(span.end))
    }

    /// Where a span begins and ends that does not come in order.
    pub(super) fn aside(&self, span: Span) -> (Place, Place) {
        (self.look_up(span.start), self.look_up(span.end))
    }

    /// The place at an offset that is not far behind the last one.
    fn look(&self, offset: usize) -> Place {
        let (before, place) = self.last;
        let Some(between) = self.text.as_bytes().get(before..offset) else { return self.look_up(offset) };
        let Some(end) = memchr::memrchr(b'\n', between) else { return self.advance(before, place, offset) };
        let line = place.line + memchr::memchr_iter(b'\n', between).count();
        self.advance(before + end + 1, Place { line, column: 1, utf16: 1, byte: 1 }, offset)
    }

    /// The place at any offset.
    fn look_up(&self, offset: usize) -> Place {
        let line = self.lines().line(offset);
        let (before, place) = self.last;
        if line + 1 == place.line && before <= offset {
            return self.advance(before, place, offset);
        }
        let start = self.lines().span(line, self.text).start;
        self.advance(start, Place { line: line + 1, column: 1, utf16: 1, byte: 1 }, offset)
    }

    fn advance(&self, from: usize, place: Place, to: usize) -> Place {
        let between = &self.text[from..to];
        let (mut column, mut utf16) = (place.column, place.utf16);
        for c in between.chars() {
            column += 1;
            utf16 += c.len_utf16();
        }
        Place { line: place.line, column, utf16, byte: place.byte + between.len() }
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
    ///
    /// `columns` are those of the terminal.
    pub(super) fn new(text: &str, line: Span, place: Span, columns: usize) -> Self {
        let (columns, before) = window(columns);
        let content = line.of(text).trim_end_matches(['\n', '\r']);
        let line = Span::at(line.start, content.len());
        let start = place.start.min(line.end);
        let end = place.end.clamp(start, line.end);
        let before = tail(&text[line.start..start], before);
        let marked = head(&text[start..end], columns);
        let used = width::of(&before) + width::of(&marked);
        let after = head(&text[end..line.end], columns.saturating_sub(used));
        Self { before, marked, after }
    }

    /// Columns before the mark, and columns of the mark, at least one.
    pub(super) fn columns(&self) -> (usize, usize) {
        (width::of(&self.before), width::of(&self.marked).max(1))
    }
}

/// Columns of an excerpt, and how many of them may stand before the place. The rest is for the indentation,
/// two ellipses, and a margin.
fn window(columns: usize) -> (usize, usize) {
    let columns = columns.clamp(NARROWEST, WIDEST) - 8;
    (columns, columns * 5 / 12)
}

/// The first `columns` columns.
fn head(text: &str, columns: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for cluster in width::clusters(text) {
        used += cluster.columns;
        if used > columns {
            out.push('…');
            break;
        }
        out.push_str(&cluster.shown);
    }
    out
}

/// The last `columns` columns.
fn tail(text: &str, columns: usize) -> String {
    // Marks and joined characters take no columns of their own; so much of them is enough.
    let near = text.char_indices().rev().nth(8 * columns).map_or(0, |(at, _)| at);
    let clusters: Vec<_> = width::clusters(&text[near..]).collect();
    let mut used = 0;
    let fits = |cluster: &&width::Cluster<'_>| {
        used += cluster.columns;
        used <= columns
    };
    let count = clusters.iter().rev().take_while(fits).count();
    let shown: String = clusters[clusters.len() - count..].iter().map(|cluster| &*cluster.shown).collect();
    if near > 0 || count < clusters.len() { format!("…{shown}") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_may_go_back() {
        let text = "一𠮷\n三\té二";
        let mut positions = Positions::new(text);
        for offset in [0, 3, 7, 11, 8, 3, 14] {
            let (place, expected) = (positions.at(offset), LineIndex::new(text).position(offset, text));
            assert_eq!((place.line, place.column), (expected.line, expected.column));
        }
        assert_eq!(positions.at(7), Place { line: 1, column: 3, utf16: 4, byte: 8 });
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = "漢".repeat(100) + "x" + &"字".repeat(100) + "\r\n";
        let excerpt = |columns| Excerpt::new(&text, Span::new(0, text.len()), Span::at(300, 1), columns);
        let place = excerpt(80);
        assert_eq!(place.before, format!("…{}", "漢".repeat(15)));
        assert_eq!((place.columns(), place.marked.as_str()), ((31, 1), "x"));
        assert_eq!(place.after, format!("{}…", "字".repeat(20)));
        for columns in [0, 20, 21, 50, 200, 1000] {
            let Excerpt { before, marked, after } = excerpt(columns);
            let used = 4 + width::of(&before) + width::of(&marked) + width::of(&after);
            assert!(
                (columns.clamp(20, 200) - 6..=columns.clamp(20, 200)).contains(&used),
                "{columns}: {used}"
            );
        }
    }
}
