//! Where a walk puts what it makes: text, or the edits that lead there.

use super::table::Table;
use crate::text::{Edit, Span};

/// Takes the output of a walk over one text, from left to right.
pub trait Sink {
    /// The bytes `span` of `source` stay.
    fn keep(&mut self, source: &[u8], span: Span);

    /// The ASCII characters from `at` on stay, those that begin before `limit`; returns where they end.
    fn ascii(&mut self, source: &[u8], at: usize, limit: usize) -> usize {
        let end = at + source[at..limit].iter().take_while(|byte| byte.is_ascii()).count();
        self.keep(source, Span::new(at, end));
        end
    }

    /// The three-byte character at `at` becomes the three-byte character `utf8`, low byte first.
    fn wide(&mut self, source: &[u8], at: usize, utf8: u32);

    /// Take what [`Table::convert_plain`] makes of `span`, as far as there is room; returns how many bytes of it.
    fn plain(&mut self, _table: &Table, _source: &[u8], _span: Span) -> usize {
        0
    }

    /// The bytes `span` become `value`.
    fn replace(&mut self, source: &[u8], span: Span, value: &[u8]);

    /// Take back the last `len` bytes, which were kept.
    fn take_back(&mut self, len: usize);
}

/// Collects text, in a buffer that is made once and used for every block.
#[derive(Debug, Default)]
pub struct Writer {
    /// Longer than what is written, so that a character can be stored as four bytes.
    buffer: Vec<u8>,
    len: usize,
}

impl Writer {
    /// Forget what was written after the first `len` bytes.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// What was written.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    /// What was written, as text.
    #[allow(unsafe_code)]
    pub fn into_text(self) -> String {
        let bytes = self.into_bytes();
        debug_assert!(std::str::from_utf8(&bytes).is_ok());
        // SAFETY: everything that is written is whole characters. `keep` and `replace` get spans of a `str`
        // on character boundaries and values that were `str` when the table was laid out; `wide` gets the packed
        // bytes of one `char`; `take_back` takes back what `keep` got. Checking the text again would cost
        // as much as a sixth of its conversion.
        unsafe { String::from_utf8_unchecked(bytes) }
    }

    /// Write behind what `bytes` holds.
    pub fn behind(bytes: Vec<u8>) -> Self {
        Self { len: bytes.len(), buffer: bytes }
    }

    /// What was written, as its own buffer.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.buffer.truncate(self.len);
        self.buffer
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        self.buffer.resize(self.len + more + 4096, 0);
    }

    /// Have memory for `more` bytes, all that will be written.
    pub fn expect(&mut self, more: usize) {
        self.buffer.reserve((self.len + more).saturating_sub(self.buffer.len()));
    }

    /// Make room for `more` bytes, those of the next block. Filling them with zeros here leaves them in the
    /// cache for the block.
    pub fn reserve(&mut self, more: usize) {
        if self.buffer.len() < self.len + more {
            self.grow(more);
        }
    }

    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        if self.buffer.len() < end {
            self.grow(bytes.len());
        }
        self.buffer[self.len..end].copy_from_slice(bytes);
        self.len = end;
    }
}

impl Sink for Writer {
    #[inline]
    fn keep(&mut self, source: &[u8], span: Span) {
        self.push(&source[span.start..span.end]);
    }

    #[inline]
    fn ascii(&mut self, source: &[u8], at: usize, limit: usize) -> usize {
        let source = &source[at..limit];
        self.reserve(source.len());
        let out = &mut self.buffer[self.len..][..source.len()];
        let mut len = 0;
        loop {
            let (Some(from), Some(to)) = (source[len..].first_chunk::<16>(), out[len..].first_chunk_mut())
            else {
                while len < source.len() && source[len].is_ascii() {
                    out[len] = source[len];
                    len += 1;
                }
                break;
            };
            *to = *from;
            let high = u128::from_le_bytes(*from) & 0x8080_8080_8080_8080_8080_8080_8080_8080;
            if high != 0 {
                len += (high.trailing_zeros() / 8) as usize;
                break;
            }
            len += 16;
        }
        self.len += len;
        at + len
    }

    #[inline]
    fn wide(&mut self, _: &[u8], _: usize, utf8: u32) {
        if let Some(place) = self.buffer.get_mut(self.len..self.len + 4) {
            place.copy_from_slice(&utf8.to_le_bytes());
            self.len += 3;
        } else {
            self.grow(4);
            self.push(&utf8.to_le_bytes()[..3]);
        }
    }

    #[inline]
    fn plain(&mut self, table: &Table, source: &[u8], span: Span) -> usize {
        let done = table.convert_plain(
            &source[span.start..],
            span.end.saturating_sub(span.start),
            &mut self.buffer[self.len..],
        );
        self.len += done;
        done
    }

    #[inline]
    fn replace(&mut self, _: &[u8], _: Span, value: &[u8]) {
        self.push(value);
    }

    fn take_back(&mut self, len: usize) {
        self.len -= len;
    }
}

/// Collects text, and the spans of those words of several characters that are replaced as a whole.
#[derive(Debug, Default)]
pub struct Noted {
    pub writer: Writer,
    pub spans: Vec<Span>,
}

impl Noted {
    /// Forget everything but the memory.
    pub fn clear(&mut self) {
        self.writer.truncate(0);
        self.spans.clear();
    }
}

impl Sink for Noted {
    #[inline]
    fn keep(&mut self, source: &[u8], span: Span) {
        self.writer.keep(source, span);
    }

    #[inline]
    fn ascii(&mut self, source: &[u8], at: usize, limit: usize) -> usize {
        self.writer.ascii(source, at, limit)
    }

    #[inline]
    fn wide(&mut self, source: &[u8], at: usize, utf8: u32) {
        self.writer.wide(source, at, utf8);
    }

    #[inline]
    fn plain(&mut self, table: &Table, source: &[u8], span: Span) -> usize {
        self.writer.plain(table, source, span)
    }

    fn replace(&mut self, source: &[u8], span: Span, value: &[u8]) {
        let starts = source[span.start..span.end].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        if starts > 1 {
            self.spans.push(span);
        }
        self.writer.replace(source, span, value);
    }

    fn take_back(&mut self, len: usize) {
        self.writer.take_back(len);
    }
}

/// Collects edits. A value of as many characters as its key becomes one edit for each that differs.
#[derive(Debug, Default)]
pub struct Edits(pub Vec<Edit>);

impl Edits {
    /// Note that the text of `span` becomes `value`.
    pub fn note(&mut self, source: &str, span: Span, value: &str) {
        let key = span.of(source);
        if key == value {
            return;
        }
        if key.chars().count() != value.chars().count() {
            self.0.push(Edit::replace(span, value));
            return;
        }
        for ((at, from), to) in key.char_indices().zip(value.chars()) {
            if from != to {
                self.0.push(Edit::replace(Span::at(span.start + at, from.len_utf8()), to));
            }
        }
    }
}

impl Sink for Edits {
    fn keep(&mut self, _: &[u8], _: Span) {}

    fn wide(&mut self, source: &[u8], at: usize, utf8: u32) {
        self.replace(source, Span::at(at, 3), &utf8.to_le_bytes()[..3]);
    }

    fn replace(&mut self, source: &[u8], span: Span, value: &[u8]) {
        if &source[span.start..span.end] != value {
            let text = |bytes| std::str::from_utf8(bytes).expect("spans and values are whole characters");
            let key = text(&source[span.start..span.end]);
            let mut inner = Edits::default();
            inner.note(key, Span::new(0, key.len()), text(value));
            self.0.extend(inner.0.into_iter().map(|mut edit| {
                edit.span = Span::at(edit.span.start + span.start, edit.span.len());
                edit
            }));
        }
    }

    fn take_back(&mut self, _: usize) {}
}
