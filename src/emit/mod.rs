//! What people and programs read, one file for each format.
//!
//! An emitter appends bytes to a buffer and never looks at the outside: whether there is a terminal, and
//! whether it wants colour, is decided by who calls.

pub mod checkstyle;
pub mod concise;
pub mod csv;
pub mod diff;
pub mod doubts;
mod finding;
mod fingerprint;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod grouped;
pub mod html;
pub mod json;
pub mod junit;
mod path;
mod place;
pub mod rdjsonl;
pub mod sarif;
pub mod statistics;
pub(crate) mod width;
mod xml;

use std::ops::{Deref, DerefMut};

pub use finding::Finding;

use crate::message::Lang;
use crate::text::Edit;

/// A text and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its name for people.
    pub name: &'a str,
    /// Its name in bytes, relative to the folder where the report will be used.
    pub path: &'a [u8],
    /// The text.
    pub text: &'a str,
    /// What was found, sorted by place.
    pub findings: &'a [Finding],
    /// What would change in the text, or has changed: sorted, without overlaps.
    pub edits: &'a [Edit],
}

/// What a format may take into account.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Use the colours of a terminal.
    pub color: bool,
    /// Fold nothing.
    pub all: bool,
    /// Columns of the terminal that lines are wrapped to; nothing where there is none.
    pub columns: Option<usize>,
    /// The language of sentences.
    pub lang: Lang,
}

impl Default for Settings {
    fn default() -> Self {
        Self { color: false, all: false, columns: None, lang: Lang::En }
    }
}

/// What a report says at its end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    /// Files that were looked at.
    pub files: usize,
    /// Files that could not be looked at.
    pub failed: usize,
    /// Findings, those left out included.
    pub findings: usize,
    /// Findings that the report leaves out because it would be too long.
    pub omitted: usize,
}

/// What an emitter appends to: bytes, which are passed on when there are many, so that a report of any length takes no
/// more memory.
pub struct Out<'a> {
    bytes: Vec<u8>,
    pass: &'a mut dyn FnMut(&[u8]),
}

impl<'a> Out<'a> {
    /// Bytes that are kept at least before they are passed on.
    const ENOUGH: usize = 64 << 10;

    /// Pass all bytes on to `pass`, in parts.
    pub fn new(pass: &'a mut dyn FnMut(&[u8])) -> Self {
        Self { bytes: Vec::new(), pass }
    }

    /// Pass on what is there, if that is enough.
    fn spill(&mut self) {
        if self.bytes.len() >= Self::ENOUGH {
            (self.pass)(&self.bytes);
            self.bytes.clear();
        }
    }
}

impl Drop for Out<'_> {
    fn drop(&mut self) {
        (self.pass)(&self.bytes);
    }
}

impl Deref for Out<'_> {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.bytes
    }
}

impl DerefMut for Out<'_> {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }
}

/// Writes one report: [`begin`](Self::begin), any number of [`file`](Self::file), [`end`](Self::end).
///
/// All methods append to `out`. Panics where a span does not lie on character boundaries of its text.
pub trait Emitter: Send {
    /// What comes before all files.
    fn begin(&mut self, _out: &mut Out<'_>) {}

    /// One file; files without findings come as well.
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>);

    /// What comes behind all files.
    fn end(&mut self, _summary: &Summary, _out: &mut Out<'_>) {}
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Fix, Level};
    use crate::text::Span;

    /// A finding that replaces `span` by `text`.
    pub(crate) fn finding(rule: &'static str, span: Span, text: &str) -> Finding {
        let fix = Some(Fix::safe(Edit::replace(span, text)));
        Finding::new(Diagnostic { rule, span, message: "wrong".into(), fix }, Level::Warn)
    }

    /// The whole report about one text.
    pub(crate) fn report(emitter: &mut dyn Emitter, text: &str, findings: &[Finding]) -> String {
        let mut all = Vec::new();
        let mut pass = |bytes: &[u8]| all.extend_from_slice(bytes);
        let mut out = Out::new(&mut pass);
        emitter.begin(&mut out);
        emitter.file(&File { name: "x.txt", path: b"x.txt", text, findings, edits: &[] }, &mut out);
        let summary = Summary { files: 1, findings: findings.len(), ..Summary::default() };
        emitter.end(&summary, &mut out);
        drop(out);
        String::from_utf8(all).unwrap()
    }
}
