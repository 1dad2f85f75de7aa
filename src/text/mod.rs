//! Places in a text, and changes to it.
//!
//! Every offset in this crate is a byte offset into the UTF-8 text of a document unless its name says
//! otherwise.

mod edits;
mod piece;

use std::borrow::Cow;

pub use edits::Edits;
pub use piece::Piece;

/// A half-open range of bytes, `start..end`, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span of `len` bytes from `start`.
    pub const fn at(start: usize, len: usize) -> Self {
        Self { start, end: start + len }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span marks a place between two characters.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text of this span.
    ///
    /// # Panics
    ///
    /// Panics if the span is not on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

/// Replace the text of `span` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Edit {
    /// What is replaced; empty where text is inserted.
    pub span: Span,
    /// What comes in its place; empty where text is removed.
    pub text: Piece,
}

impl Edit {
    /// Replace `span` by `text`.
    pub fn replace(span: Span, text: impl Into<Piece>) -> Self {
        Self { span, text: text.into() }
    }

    /// Remove `span`.
    pub fn delete(span: Span) -> Self {
        Self { span, text: Piece::default() }
    }
}

/// Apply edits that are sorted and do not overlap. Linear in the length of the result.
///
/// # Panics
///
/// Panics if two edits overlap or are out of order, or if a span does not lie on character boundaries.
/// [`resolve`](crate::report::resolve) returns edits for which neither happens.
pub fn apply<'a>(text: &'a str, edits: &[Edit]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut done = 0;
    for edit in edits {
        out.push_str(&text[done..edit.span.start]);
        out.push_str(&edit.text);
        done = edit.span.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// The way back through edits that are sorted and do not overlap: from places in the edited text to places
/// in the text that was edited.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// For each edit: its span in the edited text, and in the original.
    spans: Vec<(Span, Span)>,
}

impl Back {
    /// The way back through `edits`.
    pub fn new(edits: &[Edit]) -> Self {
        let mut spans = Vec::with_capacity(edits.len());
        let (mut original, mut edited) = (0, 0);
        for edit in edits {
            edited += edit.span.start - original;
            spans.push((Span::at(edited, edit.text.len()), edit.span));
            edited += edit.text.len();
            original = edit.span.end;
        }
        Self { spans }
    }

    /// The span of the original text from which the span of the edited text came. It holds an edit whole or
    /// not at all; what was removed at its edges is left out. Logarithmic in the number of edits.
    pub fn span(&self, span: Span) -> Span {
        let start = match self.spans.partition_point(|(edited, _)| edited.start <= span.start) {
            0 => span.start,
            after => {
                let (edited, original) = self.spans[after - 1];
                if span.start < edited.end {
                    original.start
                } else {
                    original.end + (span.start - edited.end)
                }
            }
        };
        let end = match self.spans.partition_point(|(edited, _)| edited.start < span.end) {
            0 => span.end,
            after => {
                let (edited, original) = self.spans[after - 1];
                if span.end <= edited.end { original.end } else { original.end + (span.end - edited.end) }
            }
        };
        Span::new(start, end.max(start))
    }
}

/// One list of edits that does what `first`, and then `second` on the text that results, does. Both are
/// sorted and do not overlap; `middle` is the text between them. Linear.
///
/// # Panics
///
/// Panics where [`apply`] would.
pub fn compose(first: &[Edit], middle: &str, second: &[Edit]) -> Vec<Edit> {
    let back = Back::new(first);
    let mut ones = back.spans.iter().map(|&(span, _)| span).zip(first).peekable();
    let mut twos = second.iter().peekable();
    let mut out: Vec<Edit> = Vec::with_capacity(first.len() + second.len());
    loop {
        let next = match (ones.peek(), twos.peek()) {
            (Some((one, _)), Some(two)) => (*one).min(two.span),
            (Some((one, _)), None) => *one,
            (None, Some(two)) => two.span,
            (None, None) => return out,
        };
        // Everything that overlaps what begins here becomes one edit.
        let mut whole = next;
        let mut text = String::new();
        let mut done = next.start;
        let mut original: Option<Span> = None;
        let within =
            |span: Span, whole: Span| span == whole || (span.start < whole.end && span.end > whole.start);
        loop {
            if let Some((one, edit)) = ones.next_if(|&(one, _)| within(one, whole)) {
                whole.end = whole.end.max(one.end);
                let from = original.map_or(edit.span.start, |original| original.start);
                original = Some(Span::new(from, edit.span.end));
            } else if let Some(two) = twos.next_if(|two| within(two.span, whole)) {
                whole.end = whole.end.max(two.span.end);
                text.push_str(&middle[done..two.span.start]);
                text.push_str(&two.text);
                done = two.span.end;
            } else {
                break;
            }
        }
        text.push_str(&middle[done..whole.end.max(done)]);
        let mapped = back.span(whole);
        let span = original.map_or(mapped, |original| {
            Span::new(original.start.min(mapped.start), original.end.max(mapped.end))
        });
        out.push(Edit { span, text: text.into() });
    }
}

/// Where a byte is, as a reader counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in code points.
    pub column: usize,
}

/// Line starts of a text. Lines end at `\n`; a `\r` before it belongs to the line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Index `text`; linear in its length.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        Self { starts }
    }

    /// 0-based line that holds the byte `offset`; logarithmic in the number of lines.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset) - 1
    }

    /// Number of lines, counting a last line without a line end and also the empty one after a final `\n`.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// Bytes of the 0-based line `line` of `text`, its line end included.
    ///
    /// # Panics
    ///
    /// Panics if there is no such line.
    pub fn span(&self, line: usize, text: &str) -> Span {
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        Span::new(self.starts[line], end)
    }

    /// Line and column of the byte `offset` of `text`; linear in the length of the line.
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let line = self.line(offset);
        Position { line: line + 1, column: text[self.starts[line]..offset].chars().count() + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_in_place() {
        let edits = [
            Edit::delete(Span::new(0, 3)),
            Edit::replace(Span::new(3, 6), "乙乙"),
            Edit::replace(Span::new(9, 9), "!"),
        ];
        assert_eq!(apply("甲乙丙丁", &edits), "乙乙丙!丁");
    }

    #[test]
    fn composed_edits_do_what_both_do() {
        let source = "甲(jiǎ)乙丙,丁";
        let first = [
            Edit::delete(Span::new(3, 9)),
            Edit::replace(Span::new(9, 12), "已"),
            Edit::replace(Span::new(15, 16), "--"),
        ];
        let middle = apply(source, &first);
        assert_eq!(middle, "甲已丙--丁");
        let second = [
            Edit::replace(Span::new(0, 3), "A"),
            Edit::replace(Span::new(6, 10), "B"),
            Edit::replace(Span::new(14, 14), "!"),
        ];
        let both = compose(&first, &middle, &second);
        assert_eq!(apply(source, &both), apply(&middle, &second));
        assert_eq!(apply(source, &both), "A已B-丁!");
        assert_eq!(both[2].span, Span::new(9, 12));
        let back = Back::new(&first);
        assert_eq!(back.span(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(back.span(Span::new(3, 6)), Span::new(9, 12));
        assert_eq!(back.span(Span::new(0, 9)), Span::new(0, 15));
        assert_eq!(back.span(Span::new(10, 11)), Span::new(15, 16));
    }

    #[test]
    fn positions_count_code_points() {
        let text = "一𠮷\n\té二";
        let index = LineIndex::new(text);
        assert_eq!(index.position(3, text), Position { line: 1, column: 2 });
        assert_eq!(index.position(7, text), Position { line: 1, column: 3 });
        assert_eq!(index.position(11, text), Position { line: 2, column: 3 });
        assert_eq!(index.span(1, text).of(text), "\té二");
    }
}
