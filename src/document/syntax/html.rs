//! HTML: text and the attributes that readers see are prose.

use super::entity::decode;
use super::{Parsed, Syntax};
use crate::document::Flat;
use crate::document::region::{Region, RegionKind, Regions};
use crate::text::Span;
use crate::variant::Variant;

/// The regions of a page. Linear.
pub(super) fn parse(text: &str) -> Parsed {
    let mut reader = Reader::default();
    let mut out = Regions::default();
    reader.read(text, Span::new(0, text.len()), &mut out);
    let quotations = reader.finish(text.len());
    let mut regions = out.finish();
    let mut flat = Flat::default();
    flat.go_on(text, &mut regions, Syntax::Html, text.len(), true);
    Parsed { regions, flat: Some(flat.text), quotations, unread: false }
}

/// The same without a look into the prose.
pub(super) fn markup(text: &str) -> Vec<Region> {
    let mut out = Regions::default();
    Reader::default().read(text, Span::new(0, text.len()), &mut out);
    out.finish()
}

/// Elements within a sentence: words go on around their tags.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr",
];

/// Elements that stand in a sentence as one thing.
const OBJECTS: &[&str] = &["img", "input", "embed", "object", "audio", "video"];

/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is code.
const CODE: &[&str] = &["code", "kbd", "samp", "var", "tt", "pre", "svg", "math", "template"];

/// Elements whose content has no tags.
const RAW: &[&str] = &["script", "style", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// Attributes that readers see.
const SEEN: &[&str] = &["title", "alt", "placeholder"];

/// Elements with an effect that are kept in mind at one time; what is nested deeper has none of its own.
const DEEPEST: usize = 64;

/// What reads HTML, in one piece or in the pieces that stand in Markdown.
#[derive(Debug, Default)]
pub(super) struct Reader {
    open: Vec<Open>,
    /// What the page says that it is in.
    page: Option<Variant>,
    /// The element whose content has no tags.
    raw: Option<&'static str>,
    quotations: Vec<(Span, Variant)>,
}

/// What a reader knows at one place.
pub(super) struct Snapshot {
    open: Vec<Open>,
    page: Option<Variant>,
    raw: Option<&'static str>,
    quotations: usize,
}

/// An element that says what its content is.
#[derive(Clone, Debug)]
struct Open {
    name: String,
    /// Elements of the same name that are open in it.
    depth: usize,
    /// What its text is, if it is no prose.
    held: Option<RegionKind>,
    /// A variant of Chinese that its content is in, and where that begins.
    quotation: Option<(usize, Variant)>,
}

impl Reader {
    /// What text is here; nothing if it is prose.
    pub fn held(&self) -> Option<RegionKind> {
        self.open.last().and_then(|open| open.held)
    }

    /// How many elements with an effect are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// What is known here, to come back to.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            open: self.open.clone(),
            page: self.page,
            raw: self.raw,
            quotations: self.quotations.len(),
        }
    }

    /// Forget what was read since.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        self.open.clone_from(&snapshot.open);
        self.page = snapshot.page;
        self.raw = snapshot.raw;
        self.quotations.truncate(snapshot.quotations);
    }

    /// Whether what follows is read as it stands, without regard to what came before.
    pub fn is_idle(&self) -> bool {
        self.open.is_empty() && self.raw.is_none()
    }

    /// Close elements that were left open, down to `depth`.
    pub fn close(&mut self, depth: usize, at: usize) {
        for open in self.open.drain(depth.min(self.open.len())..) {
            self.quotations.extend(open.quotation.map(|(start, variant)| (Span::new(start, at), variant)));
        }
    }

    /// Close all, and say what is in another variant.
    pub fn finish(mut self, end: usize) -> Vec<(Span, Variant)> {
        self.close(0, end);
        self.quotations.sort_by_key(|(span, _)| *span);
        self.quotations.retain(|(span, _)| !span.is_empty());
        self.quotations
    }

    /// Read `span` of `text`.
    pub fn read(&mut self, text: &str, span: Span, out: &mut Regions) {
        let mut at = span.start;
        while at < span.end {
            if let Some(name) = self.raw.take() {
                let end = raw_end(&text[at..span.end], name).map(|end| at + end);
                out.until(end.unwrap_or(span.end), RegionKind::Code);
                at = end.unwrap_or(span.end);
                continue;
            }
            let rest = &text[at..span.end];
            let bytes = rest.as_bytes();
            if bytes[0] != b'<' {
                let len = memchr::memchr(b'<', bytes).unwrap_or(rest.len());
                self.text(text, Span::at(at, len), out);
                at += len;
                continue;
            }
            at = match bytes.get(1) {
                Some(b'!' | b'?') => {
                    let end = comment(rest).map_or(span.end, |len| at + len);
                    out.until(end, self.held().unwrap_or(RegionKind::Opening));
                    end
                }
                Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.end_tag(text, Span::new(at, span.end), out)
                }
                Some(byte) if byte.is_ascii_alphabetic() => {
                    self.start_tag(text, Span::new(at, span.end), out)
                }
                _ => {
                    self.text(text, Span::at(at, 1), out);
                    at + 1
                }
            };
        }
    }

    /// Text between tags. White space around a line end is no prose.
    fn text(&self, text: &str, span: Span, out: &mut Regions) {
        if let Some(kind) = self.held() {
            out.until(span.end, kind);
            return;
        }
        let bytes = text.as_bytes();
        let mut at = span.start;
        while at < span.end {
            let special =
                memchr::memchr2(b'\n', b'&', &bytes[at..span.end]).map_or(span.end, |next| at + next);
            if special == span.end {
                out.until(span.end, RegionKind::Prose);
                return;
            }
            if bytes[special] == b'&' {
                out.until(special, RegionKind::Prose);
                at = character(&text[..span.end], special, out);
                continue;
            }
            let line = text[at..special].trim_end_matches([' ', '\t', '\r']);
            out.until(at + line.len(), RegionKind::Prose);
            let rest = &text[special..span.end];
            at = span.end - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
            out.until(at, RegionKind::Break);
        }
    }

    fn end_tag(&mut self, text: &str, span: Span, out: &mut Regions) -> usize {
        let rest = span.of(text);
        let end = memchr::memchr(b'>', rest.as_bytes()).map_or(span.end, |close| span.start + close + 1);
        let name = name(&rest[2..]);
        let position = self.open.iter().rposition(|open| open.name == name);
        let inside = self.held();
        if let Some(position) = position {
            if self.open[position].depth > 0 {
                self.open[position].depth -= 1;
                self.close(position + 1, span.start);
            } else {
                self.close(position, span.start);
            }
        }
        let kind = if is_inline(&name) { RegionKind::Closing } else { RegionKind::Break };
        // A tag within code is part of the code.
        out.until(end, inside.filter(|_| self.held() == inside).unwrap_or(kind));
        end
    }

    fn start_tag(&mut self, text: &str, span: Span, out: &mut Regions) -> usize {
        let tag = Tag::read(text, span);
        let outside = self.held();
        let kind = match tag.name.as_str() {
            _ if outside.is_some() => outside.unwrap_or(RegionKind::Code),
            name if OBJECTS.contains(&name) => RegionKind::Code,
            name if is_inline(name) || name == "rt" || name == "rp" => RegionKind::Opening,
            _ => RegionKind::Break,
        };
        let known = self.enter(&tag);
        let shown = if known.is_none() && outside.is_none() { &tag.seen[..] } else { &[] };
        for &value in shown.iter().filter(|value| !value.of(text).is_ascii()) {
            out.until(value.start - 1, RegionKind::Code);
            out.until(value.start, RegionKind::Break);
            let mut at = value.start;
            while at < value.end {
                let special = memchr::memchr(b'&', &text.as_bytes()[at..value.end]);
                let special = special.map_or(value.end, |next| at + next);
                out.until(special, RegionKind::Prose);
                at = if special < value.end { character(&text[..value.end], special, out) } else { special };
            }
            out.until(value.end + 1, RegionKind::Break);
        }
        let kind = if out.done() > span.start { RegionKind::Code } else { kind };
        out.until(tag.end, kind);
        if outside.is_none() && !tag.closed {
            self.raw = RAW.iter().copied().find(|&raw| raw == tag.name);
        }
        tag.end
    }

    /// Remember what the element says of its content. Returns what its text is, if it is no prose.
    fn enter(&mut self, tag: &Tag) -> Option<RegionKind> {
        let outer = self.held();
        let language = tag.language.as_deref().map(Language::of);
        if matches!(tag.name.as_str(), "html" | "body") {
            if let Some(Language::Chinese(variant)) = language {
                self.page = variant;
            }
            return None;
        }
        let code = CODE.contains(&tag.name.as_str()) || RAW.contains(&tag.name.as_str());
        let mut quotation = None;
        let held = match language {
            _ if code || tag.untranslated => Some(RegionKind::Code),
            _ if matches!(tag.name.as_str(), "rt" | "rp") => Some(RegionKind::Opening),
            Some(Language::Other) => Some(RegionKind::Foreign),
            Some(Language::Chinese(variant)) => {
                if self.page.is_none() && !is_inline(&tag.name) {
                    self.page = variant;
                }
                let same = |variant: Variant| self.page.is_some_and(|page| page.script() == variant.script());
                quotation = variant.filter(|&variant| !same(variant)).map(|variant| (tag.end, variant));
                outer.filter(|&outer| outer != RegionKind::Foreign)
            }
            None => outer,
        };
        if tag.closed || VOID.contains(&tag.name.as_str()) {
            return held;
        }
        let effect = held != outer || quotation.is_some();
        if effect && self.open.len() < DEEPEST {
            self.open.push(Open { name: tag.name.clone(), depth: 0, held, quotation });
        } else if let Some(open) = self.open.iter_mut().rfind(|open| open.name == tag.name) {
            open.depth += 1;
        }
        held
    }
}

/// What a `lang` attribute says.
enum Language {
    Chinese(Option<Variant>),
    Other,
}

impl Language {
    fn of(tag: &str) -> Self {
        let lower = tag.trim().to_ascii_lowercase();
        let mut parts = lower.split(['-', '_']);
        match parts.next() {
            Some("zh") => {
                let known = parts.find_map(|part| match part {
                    "hans" | "cn" | "sg" | "my" => Some(Variant::Hans),
                    "hant" => Some(Variant::Hant),
                    "tw" => Some(Variant::HantTw),
                    "hk" | "mo" => Some(Variant::HantHk),
                    _ => None,
                });
                Self::Chinese(known.and_then(|known| lower.parse().ok().or(Some(known))))
            }
            Some("" | "und" | "yue" | "cmn") | None => Self::Chinese(None),
            Some(_) => Self::Other,
        }
    }
}

/// The start tag at the beginning of a span.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    end: usize,
    /// Whether it ends with `/>`.
    closed: bool,
    language: Option<String>,
    untranslated: bool,
    /// Values that readers see, without their quotation marks.
    seen: Vec<Span>,
}

impl Tag {
    fn read(text: &str, span: Span) -> Self {
        let bytes = &text.as_bytes()[..span.end];
        let name = name(&text[span.start + 1..span.end]);
        let mut at = span.start + 1 + name.len();
        let mut tag = Self { name, end: span.end, ..Self::default() };
        let skip = |at: usize, part: fn(u8) -> bool| {
            at + bytes[at.min(bytes.len())..].iter().take_while(|&&byte| part(byte)).count()
        };
        loop {
            at = skip(at, |byte| byte.is_ascii_whitespace() || byte == b'/');
            match bytes.get(at) {
                None => return tag,
                Some(b'>') => {
                    tag.closed = bytes[at - 1] == b'/';
                    tag.end = at + 1;
                    return tag;
                }
                Some(_) => {}
            }
            let start = at;
            at = skip(at + 1, |byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>' | b'='));
            let attribute = Span::new(start, at);
            let equals = skip(at, |byte| byte.is_ascii_whitespace());
            if bytes.get(equals) != Some(&b'=') {
                tag.attribute(text, attribute, Span::new(at, at), false);
                continue;
            }
            at = skip(equals + 1, |byte| byte.is_ascii_whitespace());
            let value = match bytes.get(at) {
                None => return tag,
                Some(&quote @ (b'"' | b'\'')) => {
                    let Some(len) = memchr::memchr(quote, &bytes[at + 1..]) else { return tag };
                    let value = Span::at(at + 1, len);
                    at = value.end + 1;
                    tag.attribute(text, attribute, value, true);
                    continue;
                }
                Some(_) => {
                    let end = skip(at, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                    Span::new(at, end)
                }
            };
            at = value.end;
            tag.attribute(text, attribute, value, false);
        }
    }

    fn attribute(&mut self, text: &str, name: Span, value: Span, quoted: bool) {
        let (name, text) = (name.of(text).to_ascii_lowercase(), value.of(text));
        match name.as_str() {
            "lang" | "xml:lang" if self.language.is_none() => self.language = Some(text.to_owned()),
            "translate" => self.untranslated |= text.eq_ignore_ascii_case("no"),
            "class" => self.untranslated |= text.split_ascii_whitespace().any(|class| class == "notranslate"),
            name if quoted && SEEN.contains(&name) => self.seen.push(value),
            _ => {}
        }
    }
}

/// The character that an entity at `at` spells, or its `&`. Returns where it ends.
fn character(text: &str, at: usize, out: &mut Regions) -> usize {
    let (len, kind) = match decode(&text[at..]) {
        Some((len, Some(c))) => (len, RegionKind::Character(c)),
        Some((len, None)) => (len, RegionKind::Code),
        None => (1, RegionKind::Prose),
    };
    out.until(at + len, kind);
    at + len
}

/// The name that `text` begins with, in lower case.
fn name(text: &str) -> String {
    let end = text.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(text.len());
    text[..end].to_ascii_lowercase()
}

fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || name == "rt" || name == "rp"
}

/// Length of the comment, declaration or instruction that `text` begins with; nothing if it has no end.
fn comment(text: &str) -> Option<usize> {
    for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] {
        if let Some(rest) = text.strip_prefix(start) {
            return rest.find(end).map(|at| start.len() + at + end.len());
        }
    }
    memchr::memchr(b'>', text.as_bytes()).map(|at| at + 1)
}

/// Where the content of the element ends.
fn raw_end(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "</").find(|&at| {
        bytes
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}
