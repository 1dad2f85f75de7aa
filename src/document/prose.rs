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
    /// Where the text comes from; empty where it is the document.
    regions: Cow<'a, [Region]>,
    /// Some of the regions, and where their pieces begin.
    marks: Vec<Mark>,
    /// Whether the characters beside markup decide what it is.
    delicate: bool,
}

/// A region that begins a piece, and where in the text that is.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    region: usize,
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

/// The pieces around a place: at least one before it and one behind it, where there are any.
struct Window(Vec<Piece>);

impl<'a> Prose<'a> {
    /// The prose among `regions`, which cover `source`. With `delicate` markup, no edit is let through that
    /// could change what the markup beside it means. Linear.
    pub(super) fn new(source: &'a str, regions: impl Into<Cow<'a, [Region]>>, delicate: bool) -> Self {
        let regions = regions.into();
        if is_all(&regions) {
            return Self::whole(source, delicate);
        }
        let mut text = String::with_capacity(source.len());
        append(source, &regions, &mut text);
        Self::flat(source, regions, text.into(), delicate)
    }

    /// The text as it is.
    pub(super) const fn whole(source: &'a str, delicate: bool) -> Self {
        let regions = Cow::Borrowed(&[] as &[Region]);
        Self { text: Cow::Borrowed(source), source, regions, marks: Vec::new(), delicate }
    }

    /// As [`new`](Self::new), where `text` is the text of `regions`, and these are not prose alone.
    pub(super) fn flat(
        source: &'a str,
        regions: Cow<'a, [Region]>,
        text: Cow<'a, str>,
        delicate: bool,
    ) -> Self {
        /// Regions between two marks.
        const APART: usize = 32;
        let mut marks = Vec::with_capacity(regions.len() / APART + 1);
        let (mut at, mut next, mut markup) = (0, 0, None);
        for (index, &Region { span, kind }) in regions.iter().enumerate() {
            if matches!(kind, RegionKind::Opening | RegionKind::Closing) {
                markup.get_or_insert(index);
                continue;
            }
            // From the markup before it, which says where something is inserted.
            let region = markup.take().unwrap_or(index);
            if index >= next {
                marks.push(Mark { at, region });
                next = index + APART;
            }
            at += kind.placeholder().map_or(span.len(), char::len_utf8);
        }
        Self { text, source, regions, marks, delicate }
    }

    /// Whether the text is the whole document as it is.
    fn is_whole(&self) -> bool {
        self.regions.is_empty()
    }

    /// Whether places and edits of the text are those of the document.
    pub fn is_document(&self) -> bool {
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
        let window = self.window(span);
        let mut pieces = window.pieces_of(span).iter().filter(|piece| piece.is_text());
        let first = pieces.next()?;
        let last = pieces.next_back().unwrap_or(first);
        Some(Span::new(part(first, span).start, part(last, span).end))
    }

    /// The parts of the document that are the prose of `span`.
    pub(super) fn parts(&self, span: Span) -> impl Iterator<Item = Span> {
        let whole = self.is_whole().then_some(span);
        let pieces = if whole.is_some() { Vec::new() } else { self.window(span).0 };
        let within = move |piece: &Piece| piece.is_text() && piece.end() > span.start && piece.at < span.end;
        whole.into_iter().chain(pieces.into_iter().filter(within).map(move |piece| part(&piece, span)))
    }

    /// The pieces around `span`.
    fn window(&self, span: Span) -> Window {
        let after = self.marks.partition_point(|mark| mark.at < span.start);
        let Mark { mut at, region } =
            after.checked_sub(2).map_or(Mark { at: 0, region: 0 }, |index| self.marks[index]);
        let mut pieces = Vec::new();
        let mut turn = None;
        let mut beyond = 0;
        for &Region { span: source, kind } in &self.regions[region..] {
            match kind {
                RegionKind::Opening => {
                    turn.get_or_insert(source.start);
                    continue;
                }
                RegionKind::Closing => {
                    turn = Some(source.end);
                    continue;
                }
                _ => {}
            }
            let len = kind.placeholder().map_or(source.len(), char::len_utf8);
            pieces.push(Piece { at, len, source, turn: turn.take().unwrap_or(source.start), kind });
            beyond += usize::from(at > span.end);
            if beyond > 1 {
                return Window(pieces);
            }
            at += len;
        }
        if let Some(turn) = turn {
            // Markup at the end: a piece of no length knows where it is.
            let end = Span::new(self.source.len(), self.source.len());
            pieces.push(Piece { at, len: 0, source: end, turn, kind: RegionKind::Break });
        }
        Window(pieces)
    }

    /// Append the document with `converted` in place of the text, which has a character for each of its characters,
    /// and those that stand for something kept. For running text, in which nothing else parts the prose. Linear.
    pub fn put_back(&self, converted: &str, out: &mut String) {
        out.reserve(converted.len() + self.source.len().saturating_sub(self.text.len()));
        let mut at = 0;
        let kept = self.regions.iter().filter_map(|&Region { span, kind }| {
            debug_assert!(!matches!(kind, RegionKind::Opening | RegionKind::Closing | RegionKind::Break));
            let here = at;
            let placeholder = kind.placeholder().map(char::len_utf8);
            at += placeholder.unwrap_or(span.len());
            let is_text = matches!(kind, RegionKind::Prose | RegionKind::Character(_));
            (!is_text).then_some((here, span, placeholder.unwrap_or(span.len())))
        });
        let mut kept = kept.peekable();
        let mut done = 0;
        // The document may have such characters of its own.
        for (at, new) in objects(&self.text).zip(objects(converted)) {
            if let Some((_, span, len)) = kept.next_if(|&(here, ..)| here == at) {
                out.push_str(&converted[done..new]);
                out.push_str(span.of(self.source));
                done = new + len;
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
        let window = self.window(edit.span);
        let pieces = window.pieces_of(edit.span);
        let old = edit.span.of(&self.text);
        if !pieces.iter().all(Piece::is_text) || !self.admits(&edit, old) {
            return None;
        }
        let equal = old.chars().count() == edit.text.chars().count();
        if pieces.len() > 1 && !equal && !edit.text.is_empty() {
            return None;
        }
        let mut rest = &*edit.text;
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
            if emptied && window.is_within_markup(piece)
                || self.delicate && !self.keeps_edges(&window, piece, span, &text)
            {
                return None;
            }
            if text != span.of(self.source) {
                edits.push(Edit::replace(span, text));
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
        let Window(pieces) = self.window(Span::new(at, at));
        let next = pieces.partition_point(|piece| piece.end() <= at);
        let Some(right) = pieces.get(next) else {
            let [.., before, last] = &pieces[..] else {
                return pieces.last().filter(|piece| piece.is_text()).map(|piece| piece.source.end);
            };
            let end = if last.len == 0 { before.is_text().then_some(last.turn) } else { None };
            return end.or_else(|| last.is_text().then_some(last.source.end));
        };
        if right.at < at {
            return (right.kind == RegionKind::Prose).then_some(right.source.start + (at - right.at));
        }
        let left = next.checked_sub(1).map(|left| &pieces[left]);
        let beside = right.is_text() || left.is_some_and(Piece::is_text);
        beside.then_some(right.turn)
    }

    /// Whether a character that stands beside markup keeps its class: `**` does not end what is strong behind
    /// a mark and before a letter.
    fn keeps_edges(&self, window: &Window, piece: &Piece, span: Span, text: &str) -> bool {
        let index = window.index(piece);
        let whole = piece.source.of(self.source);
        let before = &self.source[piece.source.start..span.start];
        let after = &self.source[span.end..piece.source.end];
        let first = text.chars().chain(after.chars()).next().filter(|_| before.is_empty());
        let last =
            text.chars().next_back().or_else(|| before.chars().next_back()).filter(|_| after.is_empty());
        let same = |new: Option<char>, old: Option<char>| new.is_none() || new.map(class) == old.map(class);
        (!window.parted_before(index) || same(first, whole.chars().next()))
            && (!window.parted(index) || same(last, whole.chars().next_back()))
    }
}

impl Window {
    fn pieces_of(&self, span: Span) -> &[Piece] {
        let first = self.0.partition_point(|piece| piece.end() <= span.start);
        let end = self.0.partition_point(|piece| piece.at < span.end);
        &self.0[first..end.max(first)]
    }

    fn index(&self, piece: &Piece) -> usize {
        self.0.partition_point(|other| other.at < piece.at)
    }

    /// Whether markup stands right before and right behind the piece: `**` must not be left around nothing.
    fn is_within_markup(&self, piece: &Piece) -> bool {
        let index = self.index(piece);
        self.parted_before(index) && self.parted(index)
    }

    fn parted_before(&self, index: usize) -> bool {
        index.checked_sub(1).map_or(self.0[0].source.start > 0, |left| self.parted(left))
    }

    /// Whether markup stands between this piece and the next, or the document goes on with it.
    fn parted(&self, index: usize) -> bool {
        match (self.0.get(index), self.0.get(index + 1)) {
            (Some(left), Some(right)) => left.source.end != right.source.start,
            _ => false,
        }
    }
}

/// Whether all of a document is prose.
pub(super) fn is_all(regions: &[Region]) -> bool {
    regions.iter().all(|region| region.kind == RegionKind::Prose)
}

/// Append the text of `regions` of `source`.
pub(super) fn append(source: &str, regions: &[Region], text: &mut String) {
    for Region { span, kind } in regions {
        match kind {
            RegionKind::Opening | RegionKind::Closing => {}
            RegionKind::Prose => text.push_str(span.of(source)),
            RegionKind::Break => text.push('\n'),
            kind => text.extend(kind.placeholder()),
        }
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
    let (old, new) = (edit.span.of(text), &*edit.text);
    let head = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old, new) = (&old[head..], &new[head..]);
    let tail: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let span = Span::new(edit.span.start + head, edit.span.end - tail);
    Edit::replace(span, &new[..new.len() - tail])
}
