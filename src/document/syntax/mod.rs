//! Formats of documents: which parts of them are prose.

mod entity;
mod html;
mod markdown;
mod plain;
mod quiet;

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use super::region::Region;
use crate::text::Span;
use crate::variant::Variant;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// Running text. Addresses, paths and code between backticks are no prose in it.
    #[default]
    Plain,
    /// `CommonMark` with front matter, tables, footnotes, formulas and what site generators add.
    Markdown,
    /// HTML.
    Html,
}

/// A name that is no syntax.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown syntax `{0}`; use plain, markdown or html")]
pub struct UnknownSyntax(pub String);

impl Syntax {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Plain, Self::Markdown, Self::Html];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// What the suffix of a file says, `.gz` and `.zst` set aside; plain text where it says nothing.
    pub fn of_path(path: &Path) -> Self {
        let suffix = |path: &Path| path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
        let suffix = match suffix(path).as_deref() {
            Some("gz" | "zst") => path.file_stem().and_then(|stem| suffix(Path::new(stem))),
            _ => suffix(path),
        };
        match suffix.as_deref() {
            Some("md" | "markdown" | "mdx" | "mkd" | "mdown" | "qmd" | "rmd") => Self::Markdown,
            Some("html" | "htm" | "xhtml") => Self::Html,
            _ => Self::Plain,
        }
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Syntax {
    type Err = UnknownSyntax;

    fn from_str(name: &str) -> Result<Self, UnknownSyntax> {
        Self::ALL
            .into_iter()
            .find(|syntax| syntax.name() == name)
            .ok_or_else(|| UnknownSyntax(name.to_owned()))
    }
}

/// What the syntax says of a document.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// They cover the text.
    pub regions: Vec<Region>,
    /// The text of the prose without what it holds, which the regions are without too; nothing where all is prose.
    pub flat: Option<String>,
    /// Parts in another variant of Chinese than the rest.
    pub quotations: Vec<(Span, Variant)>,
    /// Whether the text could not be read so: all of it is one region that is no prose.
    pub unread: bool,
}

/// The regions of `text`. Linear.
pub(super) fn parse(text: &str, syntax: Syntax) -> Parsed {
    match syntax {
        Syntax::Plain => Parsed { regions: plain::regions(text), ..Parsed::default() },
        Syntax::Markdown => markdown::parse(text),
        Syntax::Html => html::parse(text),
    }
}

/// The regions of what is no prose in `text`, and where its prose is, what is in it set aside. Linear.
pub(super) fn markup(text: &str, syntax: Syntax) -> Vec<Region> {
    match syntax {
        Syntax::Plain => plain::regions(text),
        Syntax::Markdown => markdown::markup(text),
        Syntax::Html => html::markup(text),
    }
}

/// What of the prose of a line in this syntax is none: braces of templates, containers, code.
pub(super) fn held_in_line(line: &str, syntax: Syntax, held: &mut dyn FnMut(std::ops::Range<usize>)) {
    match syntax {
        Syntax::Plain => plain::code(line, held),
        Syntax::Markdown => markdown::held(line, held),
        Syntax::Html => {}
    }
}
