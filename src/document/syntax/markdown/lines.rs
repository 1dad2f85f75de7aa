//! Reads the plain lines of a document without a parser: headings, list items, paragraphs and code blocks with nothing
//! but text, code, links, pictures and `**` in them. They are most lines of most documents.
//!
//! What is not plain goes to the parser, from the beginning of its outermost block to the next line that certainly
//! begins a block of the document. For any text the result is what the parser gives for the whole; the tests compare.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::{Walk, options};
use crate::document::region::{RegionKind, Snapshot};
use crate::document::{address, foreign};
use crate::text::Span;

/// Read `text` from `start` on; with `flat` the text of the prose is gathered on the way.
pub(super) fn read(text: &str, start: usize, flat: bool) -> Walk<'_> {
    // To the parser, CR alone ends a line.
    let bytes = text.as_bytes();
    let alone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    if may_have_notes(text) || memchr::memchr_iter(b'\r', bytes).any(alone) {
        return whole(text, start);
    }
    let mut lines = Lines::new(text, start, flat, None);
    lines.all(start);
    if lines.unsure {
        return whole(text, start);
    }
    if lines.labels.is_empty() || lines.asked.is_empty() {
        return lines.walk;
    }
    // A name is used in one part of the document and defined in another.
    let mut labels = std::mem::take(&mut lines.labels);
    labels.sort_unstable();
    labels.dedup();
    let definitions: String = labels.iter().flat_map(|label| ["[", label, "]: x\n\n"]).collect();
    let names = Parser::new_ext(&definitions, options());
    if names.reference_definitions().iter().count() < labels.len() && !differ_in_case(&labels) {
        return whole(text, start);
    }
    // Most of what looks like a use of a name is none.
    if !lines.asked.iter().any(|name| names.reference_definitions().get(name).is_some()) {
        return lines.walk;
    }
    let mut lines = Lines::new(text, start, flat, Some(&names));
    lines.all(start);
    if lines.unsure { whole(text, start) } else { lines.walk }
}

/// The same by the parser alone.
pub(super) fn whole(text: &str, start: usize) -> Walk<'_> {
    let mut walk = begun(text, start);
    walk.doubt = text.len();
    for (event, range) in Parser::new_ext(&text[start..], super::options()).into_offset_iter() {
        walk.event_at(event, Span::new(range.start + start, range.end + start));
    }
    walk
}

fn begun(text: &str, start: usize) -> Walk<'_> {
    let mut walk = Walk::new(text);
    walk.out.until(start, RegionKind::Break);
    walk
}

/// Two names that differ in case alone are one.
fn differ_in_case(labels: &[String]) -> bool {
    let mut folded: Vec<String> = labels.iter().map(|label| label.to_lowercase()).collect();
    folded.sort_unstable();
    folded.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether `text` may define footnotes, whose names count in all of it.
fn may_have_notes(text: &str) -> bool {
    /// No name is longer.
    const LONGEST: usize = 4096;
    let bytes = text.as_bytes();
    memchr::memmem::find_iter(bytes, "[^").any(|at| {
        let rest = &bytes[at..bytes.len().min(at + LONGEST)];
        let end = memchr::memchr(b']', rest).unwrap_or(rest.len());
        rest.get(end + 1) == Some(&b':') || rest[..end].contains(&b'\\')
    })
}

struct Lines<'a, 'd> {
    text: &'a str,
    walk: Walk<'a>,
    flat: bool,
    /// Names that another part of the document defines.
    names: Option<&'d Parser<'d>>,
    /// Names that are defined.
    labels: Vec<String>,
    /// Names that were used, if they are some, and that their part does not define.
    asked: HashSet<String>,
    /// The lines at which data for programs ends in the part that is parsed, if it is some.
    closings: Vec<usize>,
    /// By mark (`-`, `+`): from where on the end of such data was looked for, and the place behind its beginning.
    ends_of_data: [Range<usize>; 2],
    /// Where data for a program ends that begins here.
    data: Option<usize>,
    /// Whether an element of HTML is open at the end of a list item: where it ends depends on the whole list.
    unsure: bool,
    /// Where the content of each open list item begins, in columns.
    items: Vec<usize>,
    /// What the line before leaves open.
    open: Open,
    /// Where the outermost block begins that is being read, and what was there before it.
    block: usize,
    before: Before,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A paragraph of the document.
    Paragraph,
    /// The same, and its last line ends with a space.
    Spaced,
    /// A paragraph of a list item.
    Item,
}

/// What reading a block changes.
struct Before {
    out: Snapshot,
    parted: bool,
    closed: usize,
    opened: Option<usize>,
    whole: usize,
}

impl<'a, 'd> Lines<'a, 'd> {
    fn new(text: &'a str, start: usize, flat: bool, names: Option<&'d Parser<'d>>) -> Self {
        let walk = begun(text, start);
        let before = Before::of(&walk);
        Self {
            text,
            walk,
            flat,
            names,
            labels: Vec::new(),
            asked: HashSet::new(),
            closings: Vec::new(),
            ends_of_data: [0..0, 0..0],
            data: None,
            unsure: false,
            items: Vec::new(),
            open: Open::Nothing,
            block: start,
            before,
        }
    }

    fn all(&mut self, start: usize) {
        let mut at = start;
        while at < self.text.len() {
            // What HTML left open decides what text is.
            let next = if self.walk.html.is_idle() { self.line(at) } else { None };
            at = match next {
                Some(next) => next,
                None => self.parsed(at),
            };
        }
    }

    /// Begin a block of the document at `at`.
    fn begin(&mut self, at: usize) {
        if self.flat {
            self.walk.flatten(false);
        }
        self.block = at;
        self.before = Before::of(&self.walk);
    }

    /// Read the line at `at`, or the code block that begins there. Returns where the next one begins; nothing if it is
    /// not plain.
    fn line(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let next = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        let line = bytes[at..next].strip_suffix(b"\n").unwrap_or(&bytes[at..next]);
        let line = if next < bytes.len() { line.strip_suffix(b"\r").unwrap_or(line) } else { line };
        let spaces = line.iter().rev().take_while(|&&byte| byte == b' ').count();
        let end = at + line.len() - spaces;
        if end == at {
            self.open = Open::Nothing;
            return Some(next);
        }
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        let first = bytes[at + indent];
        if indent == 0 && self.begins(at, end) {
            self.begin(at);
        }
        if indent == 0 && self.open == Open::Nothing && is_rule(&bytes[at..end]) {
            self.items.clear();
            self.walk.parted = true;
            if line_at(bytes, next).trim_ascii().is_empty() {
                // What has an empty line behind it is no data.
                return (first != b'+').then_some(next);
            }
            let may_be_data = matches!(first, b'-' | b'+') && end == at + 3 && next < bytes.len();
            let closing = may_be_data.then(|| self.closing_of_data(next, first));
            if let Some(closing) = closing.filter(|&closing| closing > next) {
                let len =
                    memchr::memchr(b'\n', &bytes[closing..]).map_or(bytes.len() - closing, |end| end + 1);
                self.data = Some(closing + len);
            }
            return None;
        }
        match first {
            b'#' if indent == 0 => {
                let level = bytes[at..end].iter().take_while(|&&byte| byte == b'#').count();
                let content =
                    at + level + bytes[at + level..end].iter().take_while(|&&byte| byte == b' ').count();
                let closed = bytes[end - 1] == b'#' || memchr::memchr(b'{', &bytes[at..end]).is_some();
                if level > 6 || content == at + level || closed {
                    return None;
                }
                self.items.clear();
                self.open = Open::Nothing;
                self.walk.parted = true;
                self.inline(content, end, false)?;
                self.walk.parted = true;
            }
            b'`' if indent == 0 && bytes[at..].starts_with(b"```") => {
                self.items.clear();
                self.open = Open::Nothing;
                return self.fence(at, next);
            }
            _ => {
                if let Some(content) = self.marker(at, indent, end) {
                    if !begins_text(&bytes[content..end]) {
                        return None;
                    }
                    while self.items.last().is_some_and(|&column| column > indent) {
                        self.items.pop();
                    }
                    if indent - self.items.last().copied().unwrap_or(0) > 3 {
                        return None;
                    }
                    self.items.push(content - at);
                    self.open = Open::Item;
                    self.walk.parted = true;
                    self.inline(content, end, false)?;
                    self.walk.parted = true;
                } else {
                    if indent > 0 || matches!(self.open, Open::Item | Open::Spaced) {
                        return None;
                    }
                    if !begins_text(&bytes[at..end]) || first == b':' {
                        return None;
                    }
                    self.items.clear();
                    self.walk.parted = true;
                    self.inline(at, end, false)?;
                    self.walk.parted = true;
                    self.open = if spaces > 0 { Open::Spaced } else { Open::Paragraph };
                }
            }
        }
        Some(next)
    }

    /// Whether the line from `at` to `end`, which is not indented, begins a block of the document, whatever it is.
    fn begins(&self, at: usize, end: usize) -> bool {
        let line = &self.text.as_bytes()[at..end];
        match line[0] {
            _ if self.open == Open::Nothing => !line[0].is_ascii_whitespace(),
            b'#' => line.iter().find(|&&byte| byte != b'#') == Some(&b' ') && !line.starts_with(b"#######"),
            b'`' => line.starts_with(b"```") && !line[3..].contains(&b'`'),
            b'-' | b'+' | b'*' => {
                self.marker(at, 0, end).is_some_and(|content| begins_text(&line[content - at..]))
            }
            b'0'..=b'9' => self.open == Open::Item && self.marker(at, 0, end).is_some(),
            _ => false,
        }
    }

    /// Where the content of the list item begins that the line at `at` is.
    fn marker(&self, at: usize, indent: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..end];
        let mut after = at + indent;
        match bytes[after] {
            b'-' | b'+' | b'*' => after += 1,
            b'0'..=b'9' => {
                let digits = bytes[after..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                after += digits;
                // Within a paragraph a number may be part of its text.
                let within = match self.open {
                    Open::Nothing => false,
                    Open::Item => self.items.last().is_some_and(|&column| column <= indent),
                    Open::Paragraph | Open::Spaced => true,
                };
                if digits > 9 || within || !matches!(bytes.get(after), Some(b'.' | b')')) {
                    return None;
                }
                after += 1;
            }
            _ => return None,
        }
        let spaces = bytes[after..].iter().take_while(|&&byte| byte == b' ').count();
        (1..=4).contains(&spaces).then_some(after + spaces)
    }

    /// Read the code block at `at`, whose content begins at `content`.
    fn fence(&mut self, at: usize, content: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let ticks = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
        if bytes[at + ticks..content].iter().any(|&byte| matches!(byte, b'`' | b'\r')) {
            return None;
        }
        let mut line = content;
        while line < bytes.len() {
            let next = memchr::memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |end| line + end + 1);
            let trimmed = bytes[line..next].trim_ascii();
            if trimmed.len() >= ticks && trimmed.iter().all(|&byte| byte == b'`') {
                if !bytes[line..].starts_with(trimmed)
                    || bytes.get(line + trimmed.len()).is_some_and(|&byte| byte != b'\n')
                {
                    return None;
                }
                let span = Span::new(at, line + trimmed.len());
                self.walk.start(&Tag::CodeBlock(CodeBlockKind::Indented), span);
                self.walk.end(TagEnd::CodeBlock, span);
                return Some(next);
            }
            line = next;
        }
        None
    }

    /// Read the text from `at` to `end`, within a link up to its `]`. Returns where it ends.
    fn inline(&mut self, mut at: usize, end: usize, in_link: bool) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..end];
        let get = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
        let mut text = at;
        let mut strong = None;
        loop {
            while at < end && !SPECIAL[usize::from(bytes[at])] {
                at += 1;
            }
            if at == end {
                break;
            }
            let code = match bytes[at] {
                b'`' => {
                    let ticks = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
                    closing_ticks(bytes, at + ticks, ticks)?
                }
                b'_' if at > 0
                    && bytes[at - 1].is_ascii_alphanumeric()
                    && get(at + 1).is_ascii_alphanumeric() =>
                {
                    at += 1;
                    continue;
                }
                b'&' if !get(at + 1).is_ascii_alphanumeric() && get(at + 1) != b'#' => {
                    at += 1;
                    continue;
                }
                b'!' if get(at + 1) != b'[' => {
                    at += 1;
                    continue;
                }
                // `@name` is no address.
                b'@' if at > text && !address::is_of_name(bytes[at - 1]) => {
                    at += 1;
                    continue;
                }
                b'/' | b'@' | b'{' => {
                    at += 1;
                    self.walk.doubt = at;
                    continue;
                }
                lead @ (0xE3 | 0xEA..=0xED) => {
                    if foreign::begins([lead, get(at + 1), get(at + 2)]) {
                        self.walk.doubt = at + 1;
                    }
                    at += 3;
                    continue;
                }
                b']' if in_link => {
                    self.text(text, at);
                    return Some(at);
                }
                b'[' | b'!' if !in_link => {
                    self.text(text, at);
                    let open = if bytes[at] == b'!' { at + 1 } else { at };
                    // What a list item begins with may be a box to tick.
                    if matches!(get(open + 1), b'[' | b'^') || get(open + 2) == b']' {
                        return None;
                    }
                    at = self.link(at, open, end)?;
                    text = at;
                    continue;
                }
                b'*' if !in_link && get(at + 1) == b'*' && get(at + 2) != b'*' => {
                    self.text(text, at);
                    if let Some(open) = strong.take() {
                        let letter =
                            bytes[at - 1].is_ascii_alphanumeric() || (at >= 3 && is_han_lead(bytes[at - 3]));
                        if !letter {
                            return None;
                        }
                        self.walk.end(TagEnd::Strong, Span::new(open, at + 2));
                    } else {
                        if !(get(at + 2).is_ascii_alphanumeric() || is_han_lead(get(at + 2))) {
                            return None;
                        }
                        self.walk.start(&Tag::Strong, Span::new(at, at + 2));
                        strong = Some(at);
                    }
                    at += 2;
                    text = at;
                    continue;
                }
                _ => return None,
            };
            self.text(text, at);
            self.walk.hold(Span::new(at, code), RegionKind::Code);
            at = code;
            text = at;
        }
        self.text(text, end);
        (strong.is_none() && !in_link).then_some(end)
    }

    fn text(&mut self, start: usize, end: usize) {
        if start < end {
            // `:::`, `import `, `export ` at the beginning of a line.
            let first = self.text.as_bytes()[start];
            if self.walk.parted && matches!(first, b':' | b'i' | b'e' | b' ' | b'\t') {
                self.walk.doubt = end;
            }
            self.walk.gap(start);
            self.walk.out.until(end, RegionKind::Prose);
        }
    }

    /// Read the link or picture at `at`, whose text begins behind `open`. Returns where it ends.
    fn link(&mut self, at: usize, open: usize, end: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..end];
        let is_image = open > at;
        let none = || CowStr::Borrowed("");
        let span = Span::new(at, open + 1);
        if is_image {
            let tag = Tag::Image { link_type: LinkType::Inline, dest_url: none(), title: none(), id: none() };
            self.walk.start(&tag, span);
        } else {
            let tag = Tag::Link { link_type: LinkType::Inline, dest_url: none(), title: none(), id: none() };
            self.walk.start(&tag, span);
        }
        let close = self.inline(open + 1, end, true)?;
        if is_image {
            // Its text is a line of its own.
            self.walk.doubt = close;
        }
        if bytes.get(close + 1) != Some(&b'(') {
            return None;
        }
        let target = &bytes[close + 2..];
        let len = target.iter().position(|&byte| STOPS[usize::from(byte)])?;
        if target[len] != b')' {
            return None;
        }
        let end = close + 2 + len + 1;
        self.walk.end(if is_image { TagEnd::Image } else { TagEnd::Link }, Span::new(at, end));
        Some(end)
    }

    /// Have the block parsed that the line at `at` belongs to. Returns where it ends.
    fn parsed(&mut self, at: usize) -> usize {
        let start = self.block;
        let (mut least, mut chained) = (at, false);
        let html = self.walk.html.snapshot();
        let outside = self.walk.outside;
        loop {
            self.before.restore(&mut self.walk);
            self.walk.html.restore(&html);
            self.walk.outside = outside;
            self.walk.quotes = 0;
            let data = self.data.take().map(|end| {
                self.closings.clear();
                (end, false)
            });
            let (end, verify) = data.unwrap_or_else(|| self.end_of_block(start, least, chained));
            self.walk.doubt = end;
            if self.parse(start, end) || !verify || end == self.text.len() {
                self.items.clear();
                self.open = Open::Nothing;
                self.walk.parted = true;
                self.begin(end);
                return end;
            }
            chained = true;
            least = (start + 2 * (end - start)).min(self.text.len());
        }
    }

    /// The beginning of the first line behind `least` that certainly begins a block of the document, but for what may be
    /// open before it: then it is to be verified.
    ///
    /// What looks like data for a program is taken for that, and remembered, unless it is `chained`: then each line that
    /// ends some may begin more.
    fn end_of_block(&mut self, start: usize, mut least: usize, chained: bool) -> (usize, bool) {
        let bytes = self.text.as_bytes();
        self.closings.clear();
        let (mut line, mut blank, mut verify) = (start, false, false);
        loop {
            let next = memchr::memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |end| line + end + 1);
            let content = &bytes[line..next];
            if line > least && line > start && begins_block(content, blank, verify) {
                return (line, verify);
            }
            if next == bytes.len() {
                return (next, verify);
            }
            let inner = content.iter().position(|&byte| !b" \t>-+*.)0123456789".contains(&byte));
            let inner = &content[inner.unwrap_or(content.len())..];
            verify |= matches!(inner.first(), Some(b'<' | b'|'))
                || inner.starts_with(b"```")
                || inner.starts_with(b"~~~");
            if (content.starts_with(b"---") || content.starts_with(b"+++"))
                && !line_at(bytes, next).trim_ascii().is_empty()
            {
                // It may be the first line of data for a program, which ends with such a line.
                verify = true;
                let closing = self.closing_of_data(next, content[0]);
                let is_closing = !chained && self.closings.last() == Some(&line);
                if closing > next && !is_closing {
                    least = least.max(closing);
                    self.closings.push(closing);
                }
            }
            blank = content.trim_ascii().is_empty();
            line = next;
        }
    }

    /// Where the next line begins that ends data for programs that began with `mark`; `from` if none does. The search
    /// is made once for all places before what it finds.
    fn closing_of_data(&mut self, from: usize, mark: u8) -> usize {
        let known = &mut self.ends_of_data[usize::from(mark == b'+')];
        if !known.contains(&from) {
            let closing = closing_of_data(self.text.as_bytes(), from, mark);
            // Where nothing is found, nothing is from anywhere behind, either.
            *known = from..closing.map_or(usize::MAX, |closing| closing + 1);
        }
        if known.end == usize::MAX { from } else { known.end - 1 }
    }

    /// Have a part of the document parsed. False if a block may go on behind it.
    fn parse(&mut self, start: usize, end: usize) -> bool {
        let part = &self.text[start..end];
        let names = self.names;
        let asked = &mut self.asked;
        let resolve = |link: BrokenLink<'_>| {
            let known =
                names.is_some_and(|names| names.reference_definitions().get(&link.reference).is_some());
            if !known && !asked.contains(&*link.reference) {
                asked.insert(link.reference.to_string());
            }
            known.then_some((CowStr::Borrowed(""), CowStr::Borrowed("")))
        };
        let parser = Parser::new_with_broken_link_callback(part, options(), Some(resolve));
        if memchr::memmem::find(part.as_bytes(), b"]:").is_some() {
            let defined = parser.reference_definitions().iter().map(|(label, _)| label.to_owned());
            self.labels.extend(defined);
        }
        let (mut last, mut closings, mut indented) = (0..0, 0, false);
        for (event, range) in parser.into_offset_iter() {
            let span = Span::new(range.start + start, range.end + start);
            match &event {
                Event::Start(Tag::CodeBlock(kind)) => indented = *kind == CodeBlockKind::Indented,
                Event::End(TagEnd::CodeBlock) if indented => {}
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => last = range,
                Event::End(TagEnd::MetadataBlock(_)) => {
                    let ends = |&&closing: &&usize| (span.start..=span.end).contains(&closing);
                    closings += self.closings.iter().filter(ends).count();
                }
                _ => {}
            }
            if self.walk.html.depth() > self.walk.outside && is_of_blocks(&event) {
                self.unsure = true;
            }
            self.walk.event_at(event, span);
        }
        let is_last = last.end >= part.trim_ascii_end().len();
        closings == self.closings.len() && !(is_last && goes_on(&part[last]))
    }
}

impl Before {
    fn of(walk: &Walk<'_>) -> Self {
        let Walk { parted, closed, opened, whole, .. } = *walk;
        Self { out: walk.out.snapshot(), parted, closed, opened, whole }
    }

    fn restore(&self, walk: &mut Walk<'_>) {
        walk.out.restore(&self.out);
        walk.parted = self.parted;
        walk.closed = self.closed;
        walk.opened = self.opened;
        walk.whole = self.whole;
        walk.images.clear();
    }
}

/// Whether a block of code or HTML, the last of its part, may go on behind a line that begins a block.
fn goes_on(block: &str) -> bool {
    /// What begins HTML that does not end with an empty line, and what ends it.
    const HTML: [(&str, &str); 8] = [
        ("<pre", "</pre>"),
        ("<script", "</script>"),
        ("<style", "</style>"),
        ("<textarea", "</textarea>"),
        ("<!--", "-->"),
        ("<?", "?>"),
        ("<![cdata[", "]]>"),
        ("<!", ">"),
    ];
    let block = block.trim_ascii();
    if block.starts_with('<') {
        let block = block.to_ascii_lowercase();
        let open = HTML.iter().find_map(|(start, end)| Some((block.strip_prefix(start)?, end)));
        return open.is_some_and(|(rest, end)| !rest.contains(end));
    }
    let mark = block.chars().next().unwrap_or('`');
    let fence = block.len() - block.trim_start_matches(mark).len();
    let Some((_, end)) = block.rsplit_once('\n') else { return true };
    end.len() < fence || end.chars().any(|c| c != mark)
}

const fn is_of_blocks(event: &Event<'_>) -> bool {
    match event {
        Event::End(TagEnd::Item) => true,
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        _ => false,
    }
}

/// Bytes of text that may be more than text, or something else than prose.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte < 0x20
            || matches!(
                byte as u8,
                b'`' | b'[' | b']' | b'!' | b'*' | b'_' | b'<' | b'&' | b'\\' | b'~' | b'$' | 0x7F
            )
            || matches!(byte as u8, b'/' | b'@' | b'{' | 0xE3 | 0xEA..=0xED);
        byte += 1;
    }
    table
};

/// Bytes at which the target of a link ends, or is not plain.
const STOPS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = byte <= 0x20
            || matches!(byte as u8, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'\\' | b'`' | b'$' | 0x7F);
        byte += 1;
    }
    table
};

/// Whether text begins with a byte that begins nothing else.
fn begins_text(text: &[u8]) -> bool {
    match text {
        [b'`', ..] => !text.starts_with(b"```"),
        [b'!', b'[', ..] => true,
        [b'*', b'*', next, ..] => next.is_ascii_alphanumeric() || is_han_lead(*next),
        [b'0'..=b'9', ..] => {
            let rest = text.iter().position(|byte| !byte.is_ascii_digit());
            rest.is_none_or(|rest| !matches!(text[rest], b'.' | b')'))
        }
        [first, ..] => {
            first.is_ascii_alphabetic()
                || *first >= 0x80
                || matches!(
                    first,
                    b'[' | b'(' | b'"' | b'\'' | b'@' | b'/' | b'.' | b',' | b'%' | b'?' | b';' | b')'
                )
        }
        [] => false,
    }
}

/// Whether the line is one of `---`, `***` and so on, or `+++`.
fn is_rule(line: &[u8]) -> bool {
    matches!(line[0], b'-' | b'*' | b'_' | b'+') && line.len() > 2 && line.iter().all(|&byte| byte == line[0])
}

/// The first byte of an ideograph: the characters that begin with these are neither marks nor spaces.
const fn is_han_lead(byte: u8) -> bool {
    matches!(byte, 0xE4..=0xE9)
}

/// Where the run of as many backticks ends.
fn closing_ticks(bytes: &[u8], mut from: usize, ticks: usize) -> Option<usize> {
    loop {
        let start = from + memchr::memchr(b'`', bytes.get(from..)?)?;
        let len = bytes[start..].iter().take_while(|&&byte| byte == b'`').count();
        from = start + len;
        if len == ticks {
            return Some(from);
        }
    }
}

/// Whether the line begins a block of the document, behind a `blank` line or, unless that is `unsure`, any other.
fn begins_block(line: &[u8], blank: bool, unsure: bool) -> bool {
    let level = line.iter().take_while(|&&byte| byte == b'#').count();
    match line {
        [b'#', ..] => (blank || !unsure) && level <= 6 && line.get(level) == Some(&b' '),
        [b'-' | b'+' | b'*', b' ', content @ ..] => (blank || !unsure) && begins_text(content),
        [first, ..] => blank && (first.is_ascii_alphabetic() || *first >= 0x80),
        [] => false,
    }
}

/// The line that begins at `start`, with its end.
fn line_at(bytes: &[u8], start: usize) -> &[u8] {
    let rest = &bytes[start..];
    &rest[..memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1)]
}

/// Where the next line begins that ends data for programs that began with `mark`.
fn closing_of_data(bytes: &[u8], from: usize, mark: u8) -> Option<usize> {
    let mut line = from;
    while line < bytes.len() {
        let rest = &bytes[line..];
        let ends: &[&[u8]] = if mark == b'-' { &[b"---", b"..."] } else { &[b"+++"] };
        let next = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        if ends.iter().any(|end| rest.starts_with(end)) && rest[3..next].trim_ascii().is_empty() {
            return Some(line);
        }
        line += next;
    }
    None
}
