//! The prose of a document as one text, and the way back.

use std::borrow::Cow;

use super::region::{Region, RegionKind, is_object};
use crate::text::{Edit, Span};

/// What readers read of a document, as one text: a word that markup cuts in two is whole in it, what is no
/// prose is one character that [`is_object`](super::is_object), and what parts texts is a line end.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    /// The text that is looked at.
    pub text: Cow<'a, str>,
    source: &'a str,
    /// Empty where the text is the document.
    pieces: Vec<Piece>,
    /// Whether the characters beside markup decide what it is.
    delicate: bool,
}

/// A part of the text and where it comes from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: usize,
    len: usize,
    source: Span,
    /// Where in the document stands what is inserted before this piece: between the markup that closes and
    /// the markup that opens.
    turn: usize,
    kind: RegionKind,
}

impl Piece {
    const fn end(&self) -> usize {
        self.at + self.len
    }

    const fn is_text(&self) -> bool {
        matches!(self.kind, RegionKind::Prose | RegionKind::Character(_))
    }
}

impl<'a> Prose<'a> {
    /// The prose among `regions`, which cover `source`. With `delicate` markup, no edit is let through that
    /// could change what the markup beside it means. Linear.
    pub(super) fn new(source: &'a str, regions: &[Region], delicate: bool) -> Self {
        if regions.iter().all(|region| region.kind == RegionKind::Prose) {
            return Self { text: Cow::Borrowed(source), source, pieces: Vec::new(), delicate };
        }
        let mut text = String::with_capacity(source.len());
        let mut pieces: Vec<Piece> = Vec::with_capacity(regions.len());
        let mut turn = None;
        for &Region { span, kind } in regions {
            match kind {
                RegionKind::Opening => {
                    turn.get_or_insert(span.start);
                    continue;
                }
                RegionKind::Closing => {
                    turn = Some(span.end);
                    continue;
                }
                _ => {}
            }
            let at = text.len();
            match kind.placeholder() {
                Some(c) => text.push(c),
                None => text.push_str(span.of(source)),
            }
            let turn = turn.take().unwrap_or(span.start);
            pieces.push(Piece { at, len: text.len() - at, source: span, turn, kind });
        }
        if let Some(turn) = turn {
            // Markup at the end: a piece of no length knows where it is.
            let source_end = Span::new(source.len(), source.len());
            pieces.push(Piece { at: text.len(), len: 0, source: source_end, turn, kind: RegionKind::Break });
        }
        Self { text: Cow::Owned(text), source, pieces, delicate }
    }

    /// Whether the text is the whole document as it is.
    const fn is_whole(&self) -> bool {
        self.pieces.is_empty() && matches!(self.text, Cow::Borrowed(_))
    }

    /// Whether places and edits of the text are those of the document.
    pub const fn is_document(&self) -> bool {
        self.is_whole() && !self.delicate
    }

    /// The place in the document of `span` of the text; nothing if there is no prose in it. An empty span
    /// becomes an empty span. Logarithmic in the number of regions.
    pub fn span(&self, span: Span) -> Option<Span> {
        if self.is_whole() {
            return Some(span);
        }
        if span.is_empty() {
            return self.insertion(span.start).map(|at| Span::new(at, at));
        }
        let mut pieces = self.pieces_of(span).iter().filter(|piece| piece.is_text());
        let first = pieces.next()?;
        let last = pieces.next_back().unwrap_or(first);
        Some(Span::new(part(first, span).start, part(last, span).end))
    }

    /// The parts of the document that are the prose of `span`.
    pub(super) fn parts(&self, span: Span) -> impl Iterator<Item = Span> {
        let whole = self.is_whole().then_some(span);
        let pieces = self.pieces_of(span).iter().filter(|piece| piece.is_text());
        whole.into_iter().chain(pieces.map(move |piece| part(piece, span)))
    }

    /// Append the document with `converted` in place of the text, which has a character for each of its characters,
    /// and those that stand for something kept. For running text, in which nothing else parts the prose. Linear.
    pub fn put_back(&self, converted: &str, out: &mut String) {
        debug_assert!(
            self.pieces.iter().all(|piece| matches!(piece.kind, RegionKind::Prose) || piece.len == 3)
        );
        out.reserve(converted.len() + self.source.len().saturating_sub(self.text.len()));
        let mut pieces = self.pieces.iter().filter(|piece| !piece.is_text()).peekable();
        let mut done = 0;
        // The document may have such characters of its own.
        for (at, new) in objects(&self.text).zip(objects(converted)) {
            if let Some(piece) = pieces.next_if(|piece| piece.at == at) {
                out.push_str(&converted[done..new]);
                out.push_str(piece.source.of(self.source));
                done = new + piece.len;
            }
        }
        out.push_str(&converted[done..]);
    }

    /// The edits of the document that do what `edit` does to the text; nothing if that would change more
    /// than prose, or take apart what belongs together. Linear in the length of the edit.
    pub fn edits(&self, edit: &Edit) -> Option<Vec<Edit>> {
        if self.is_whole() {
            return self.admits(edit, edit.span.of(&self.text)).then(|| vec![edit.clone()]);
        }
        let edit = trimmed(&self.text, edit);
        if edit.span.is_empty() {
            if edit.text.is_empty() {
                return Some(Vec::new());
            }
            let at = self.insertion(edit.span.start).filter(|_| self.admits(&edit, ""))?;
            return Some(vec![Edit { span: Span::new(at, at), text: edit.text }]);
        }
        let pieces = self.pieces_of(edit.span);
        let old = edit.span.of(&self.text);
        if !pieces.iter().all(Piece::is_text) || !self.admits(&edit, old) {
            return None;
        }
        let equal = old.chars().count() == edit.text.chars().count();
        if pieces.len() > 1 && !equal && !edit.text.is_empty() {
            return None;
        }
        let mut rest = edit.text.as_str();
        let mut edits = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let covered =
                Span::new(piece.at.max(edit.span.start), piece.end().min(edit.span.end)).of(&self.text);
            let len = match pieces.len() {
                1 => rest.len(),
                _ => rest.char_indices().nth(covered.chars().count()).map_or(rest.len(), |(at, _)| at),
            };
            let (text, later) = rest.split_at(len);
            rest = later;
            let span = part(piece, edit.span);
            let text = match piece.kind {
                RegionKind::Character(_) => respelled(text, piece.source.of(self.source)),
                _ => text.to_owned(),
            };
            let emptied = text.is_empty() && span == piece.source;
            if emptied && self.is_within_markup(piece)
                || self.delicate && !self.keeps_edges(piece, span, &text)
            {
                return None;
            }
            if text != span.of(self.source) {
                edits.push(Edit { span, text });
            }
        }
        Some(edits)
    }

    /// Whether what `edit` brings in place of `old` cannot become markup.
    fn admits(&self, edit: &Edit, old: &str) -> bool {
        const MARKS: [char; 15] =
            ['<', '>', '&', '*', '_', '`', '[', ']', '#', '\\', '|', '~', '$', '{', '}'];
        let more = |mark: char| edit.text.matches(mark).count() > old.matches(mark).count();
        !self.delicate || !MARKS.into_iter().any(more)
    }

    /// Where in the document text goes that is inserted at `at`; nothing where no prose is beside it.
    fn insertion(&self, at: usize) -> Option<usize> {
        let next = self.pieces.partition_point(|piece| piece.end() <= at);
        let Some(right) = self.pieces.get(next) else {
            let [.., before, last] = &self.pieces[..] else {
                return self.pieces.last().filter(|piece| piece.is_text()).map(|piece| piece.source.end);
            };
            let end = if last.len == 0 { before.is_text().then_some(last.turn) } else { None };
            return end.or_else(|| last.is_text().then_some(last.source.end));
        };
        if right.at < at {
            return (right.kind == RegionKind::Prose).then_some(right.source.start + (at - right.at));
        }
        let left = next.checked_sub(1).map(|left| &self.pieces[left]);
        let beside = right.is_text() || left.is_some_and(Piece::is_text);
        beside.then_some(right.turn)
    }

    fn pieces_of(&self, span: Span) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.end() <= span.start);
        let end = self.pieces.partition_point(|piece| piece.at < span.end);
        &self.pieces[first..end.max(first)]
    }

    fn index(&self, piece: &Piece) -> usize {
        self.pieces.partition_point(|other| other.at < piece.at)
    }

    /// Whether markup stands right before and right behind the piece: `**` must not be left around nothing.
    fn is_within_markup(&self, piece: &Piece) -> bool {
        let index = self.index(piece);
        self.parted_before(index) && self.parted(index)
    }

    fn parted_before(&self, index: usize) -> bool {
        index.checked_sub(1).map_or(self.pieces[0].source.start > 0, |left| self.parted(left))
    }

    /// Whether markup stands between this piece and the next, or the document goes on with it.
    fn parted(&self, index: usize) -> bool {
        match (self.pieces.get(index), self.pieces.get(index + 1)) {
            (Some(left), Some(right)) => left.source.end != right.source.start,
            _ => false,
        }
    }

    /// Whether a character that stands beside markup keeps its class: `**` does not end what is strong behind
    /// a mark and before a letter.
    fn keeps_edges(&self, piece: &Piece, span: Span, text: &str) -> bool {
        let index = self.index(piece);
        let whole = piece.source.of(self.source);
        let before = &self.source[piece.source.start..span.start];
        let after = &self.source[span.end..piece.source.end];
        let first = text.chars().chain(after.chars()).next().filter(|_| before.is_empty());
        let last =
            text.chars().next_back().or_else(|| before.chars().next_back()).filter(|_| after.is_empty());
        let same = |new: Option<char>, old: Option<char>| new.is_none() || new.map(class) == old.map(class);
        (!self.parted_before(index) || same(first, whole.chars().next()))
            && (!self.parted(index) || same(last, whole.chars().next_back()))
    }
}

/// The places of the characters that [`is_object`].
fn objects(text: &str) -> impl Iterator<Item = usize> {
    let blocks = memchr::memmem::find_iter(text.as_bytes(), b"\xEF\xB7");
    blocks.filter(|&at| text[at..].starts_with(is_object))
}

/// The part of `piece` that `span` of the text covers, in the document.
fn part(piece: &Piece, span: Span) -> Span {
    if piece.kind != RegionKind::Prose {
        return piece.source;
    }
    let start = span.start.saturating_sub(piece.at);
    let end = span.end.min(piece.end()) - piece.at;
    Span::new(piece.source.start + start, piece.source.start + end)
}

/// `text` in the spelling that a character had: what was a number stays one.
fn respelled(text: &str, old: &str) -> String {
    let Some(number) = old.strip_prefix("&#") else { return text.to_owned() };
    let spell = |c: char| match number.as_bytes().first() {
        _ if c.is_ascii_alphanumeric() || c == ' ' => c.to_string(),
        Some(b'x') => format!("&#x{:X};", u32::from(c)),
        Some(b'X') => format!("&#X{:X};", u32::from(c)),
        _ => format!("&#{};", u32::from(c)),
    };
    text.chars().map(spell).collect()
}

/// White space, marks, and all others, as emphasis in `CommonMark` tells them apart.
fn class(c: char) -> u8 {
    match c {
        _ if c.is_whitespace() => 0,
        _ if c.is_alphanumeric() => 2,
        _ => 1,
    }
}

/// The edit without the characters that it leaves as they are at its ends.
fn trimmed(text: &str, edit: &Edit) -> Edit {
    let (old, new) = (edit.span.of(text), edit.text.as_str());
    let head = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&old[head..], &new[head..]);
    let tail: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let span = Span::new(edit.span.start + head, edit.span.end - tail);
    Edit::replace(span, &new[..new.len() - tail])
}
