//! A text, which parts of it are prose, and how to look at it through its damage.

mod address;
mod directive;
mod foreign;
pub(crate) mod han;
mod prose;
mod region;
mod repair;
mod scan;
mod syntax;

pub use directive::{CONVERT, Carry, Directives, Misplaced, Problem, Suppression};
pub use prose::Prose;
pub use region::{Region, RegionKind, is_object};
pub use repair::{Damage, DamageKind, OffsetMap, Repaired, repair};
pub use syntax::{Syntax, UnknownSyntax};

use std::ops::Range;

use crate::text::Span;
use crate::variant::Variant;
use region::{carve, carve_into};
use scan::{equal as is, within};

/// A text and what its parts are.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// All of it.
    pub text: &'a str,
    /// How it is written.
    pub syntax: Syntax,
    regions: Vec<Region>,
    /// The text of its prose, where that is not all of it, and no directive is in it.
    flat: Option<String>,
    directives: Directives,
    /// What is in another variant on purpose: sorted, without overlaps.
    quotations: Vec<(Span, Variant)>,
    unread: bool,
}

impl<'a> Document<'a> {
    /// Find the parts of `text`. Any text is a document in any syntax, but see [`is_unread`](Self::is_unread). Linear in
    /// its length. The first Markdown document installs a panic hook, which keeps a failure of the parser quiet and
    /// hands every other panic to the hook before it.
    pub fn parse(text: &'a str, syntax: Syntax) -> Self {
        Self::section(text, syntax, Carry::default())
    }

    /// A part of a document, which begins with a line, where `carry` is open.
    pub fn section(text: &'a str, syntax: Syntax, carry: Carry) -> Self {
        let parsed = syntax::parse(text, syntax);
        let (mut regions, flat) = (parsed.regions, parsed.flat);
        let mut flat = flat.filter(|_| !prose::is_all(&regions));
        if prose::is_all(&regions) {
            let held = held(&Prose::whole(text, syntax != Syntax::Plain), syntax);
            if !held.is_empty() {
                regions = carve(&regions, &held);
            }
        }
        let counts = |at: usize| {
            let index = regions.partition_point(|region| region.span.end <= at);
            regions.get(index).is_none_or(|region| region.kind != RegionKind::Code)
        };
        let directives = directive::directives(text, carry, counts);
        if !directives.places.is_empty() {
            regions = carve(&regions, &all(&directives.places, RegionKind::Code));
            flat = None;
        }
        let mut quotations = parsed.quotations;
        quotations.extend_from_slice(&directives.quotations);
        Self { text, syntax, regions, flat, directives, quotations: apart(quotations), unread: parsed.unread }
    }

    /// Whether the parser failed on it. Then none of it is prose, so that it stays as it is; the user should be told.
    pub const fn is_unread(&self) -> bool {
        self.unread
    }

    /// Its parts, which cover it.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// What the writer says to zhfix.
    pub const fn directives(&self) -> &Directives {
        &self.directives
    }

    /// What is open where it ends, for the part that follows.
    pub const fn carry(&self) -> Carry {
        self.directives.carry
    }

    /// What is converted: the prose without quotations and without what directives keep from conversion.
    pub fn prose(&self) -> Prose<'_> {
        self.without(self.out_of(Suppression::is_of_conversion))
    }

    /// What the rules look at: the prose without quotations and without what directives silence.
    pub fn linted(&self) -> Prose<'_> {
        self.without(self.out_of(Suppression::is_of_everything))
    }

    /// What the rules would look at if no directive silenced anything; nothing if none does.
    pub fn silenced(&self) -> Option<Prose<'_>> {
        self.directives
            .suppressions
            .iter()
            .any(Suppression::is_of_everything)
            .then(|| self.without(self.out_of(|_| false)))
    }

    /// Quotations, and the scopes of these suppressions.
    fn out_of(&self, which: impl Fn(&Suppression) -> bool) -> Vec<Span> {
        let quotations = self.quotations.iter().map(|&(span, _)| span);
        let suppressions = self.directives.suppressions.iter().filter(|suppression| which(suppression));
        quotations.chain(suppressions.map(|suppression| suppression.scope)).collect()
    }

    /// What is in another variant on purpose, by variant.
    pub fn quotations(&self) -> Vec<(Variant, Prose<'_>)> {
        let mut found = Vec::new();
        for variant in Variant::ALL {
            let own = self.quotations.iter().filter(|&&(_, other)| other == variant);
            let own: Vec<Span> = own.map(|&(span, _)| span).collect();
            if own.is_empty() {
                continue;
            }
            let silenced = self.directives.suppressions.iter().filter(|other| other.is_of_everything());
            let mut out: Vec<Span> = silenced.map(|suppression| suppression.scope).collect();
            let mut done = 0;
            for span in own {
                out.push(Span::new(done, span.start));
                done = span.end;
            }
            out.push(Span::new(done, self.text.len()));
            found.push((variant, self.without(out)));
        }
        found
    }

    fn without(&self, mut out: Vec<Span>) -> Prose<'_> {
        let delicate = self.syntax != Syntax::Plain;
        out.retain(|span| !span.is_empty());
        if out.is_empty() {
            let Some(flat) = &self.flat else { return Prose::new(self.text, &self.regions[..], delicate) };
            return Prose::flat(self.text, (&self.regions[..]).into(), flat.as_str().into(), delicate);
        }
        out.sort_unstable();
        let mut merged: Vec<Span> = Vec::with_capacity(out.len());
        for span in out {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Prose::new(self.text, carve(&self.regions, &all(&merged, RegionKind::Suppressed)), delicate)
    }
}

/// What `syntax` finds in `text` that is no prose, in order. Linear.
pub fn markup(text: &str, syntax: Syntax) -> Vec<Region> {
    let mut regions = syntax::markup(text, syntax);
    regions.retain(|region| !matches!(region.kind, RegionKind::Prose | RegionKind::Character(_)));
    regions
}

impl Carry {
    /// What is open behind `text`, a part of running text where this is open. At the speed of memory where
    /// there are no directives.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        if directive::any(text) { Document::section(text, Syntax::Plain, self).carry() } else { self }
    }
}

fn all(spans: &[Span], kind: RegionKind) -> Vec<Region> {
    spans.iter().map(|&span| Region { span, kind }).collect()
}

/// Without overlaps: the one that begins later is the inner one, and counts.
fn apart(mut spans: Vec<(Span, Variant)>) -> Vec<(Span, Variant)> {
    spans.retain(|(span, _)| !span.is_empty());
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut out: Vec<(Span, Variant)> = Vec::with_capacity(spans.len());
    let mut open: Vec<(usize, Variant)> = Vec::new();
    let mut from = 0;
    let close = |until: usize, from: &mut usize, open: &mut Vec<(usize, Variant)>, out: &mut Vec<_>| {
        while let Some(&(end, variant)) = open.last() {
            let stop = end.min(until);
            if stop > *from {
                out.push((Span::new(*from, stop), variant));
                *from = stop;
            }
            if end > until {
                break;
            }
            open.pop();
        }
    };
    for (span, variant) in spans {
        close(span.start, &mut from, &mut open, &mut out);
        from = from.max(span.start);
        open.push((span.end, variant));
    }
    close(usize::MAX, &mut from, &mut open, &mut out);
    out
}

/// What of the prose is no text after all: addresses, passages in other languages, code.
fn held(prose: &Prose<'_>, syntax: Syntax) -> Vec<Region> {
    let mut found = Vec::new();
    held_in_lines(&prose.text, 0, syntax, &mut |range, kind| {
        found.extend(prose.parts(range).map(|span| Region { span, kind }));
    });
    found
}

/// The next byte at or after `from` that something can be recognized by that is no prose.
fn suspicious(bytes: &[u8], from: usize) -> Option<usize> {
    let likely = |a: u8, b: u8, c: u8| {
        let mark = is(a, b'/') | is(a, b'\\') | is(a, b'@') | is(a, b'`') | is(a, b'{');
        let colon = is(a, b':') & (is(b, b':') | is(b, b'/'));
        let word = is(a, b'i') & is(b, b'm') & is(c, b'p') | is(a, b'e') & is(b, b'x') & is(c, b'p');
        let kana = is(a, 0xE3) & within(b, 0x81, 0x83);
        mark | colon | word | kana | within(a, 0xEA, 0xED)
    };
    let begins = |at: usize| match bytes[at] {
        0xE3 | 0xEA..=0xED => {
            bytes.get(at..at + 3).is_some_and(|head| foreign::begins([head[0], head[1], head[2]]))
        }
        b'i' => bytes[at..].starts_with(b"import "),
        b'e' => bytes[at..].starts_with(b"export "),
        b':' => bytes[at..].starts_with(b":::") || bytes[at..].starts_with(b"://"),
        _ => true,
    };
    scan::next(bytes, from, likely, begins)
}

/// The same for the text from `from` on, in places of the text.
fn held_in_lines(text: &str, from: usize, syntax: Syntax, held: &mut dyn FnMut(Span, RegionKind)) {
    let bytes = text.as_bytes();
    let mut done = from;
    while let Some(at) = suspicious(bytes, done) {
        let start = memchr::memrchr(b'\n', &bytes[done..at]).map_or(done, |end| done + end + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
        let signs = signs(&bytes[start..end]);
        if signs != 0 {
            held_in_line(&text[start..end], signs, syntax, &mut |range, kind| {
                held(Span::new(start + range.start, start + range.end), kind);
            });
        }
        done = end;
    }
}

/// Gathers the text of the prose while the regions are found, and what of it is no text after all. Line by line, so that
/// little is gone over twice.
#[derive(Debug, Default)]
struct Flat {
    text: String,
    /// How many regions are done.
    done: usize,
    /// Those of lines that had something to hold.
    changed: Vec<Region>,
    held: Vec<Region>,
}

impl Flat {
    /// Room for a text of so many bytes.
    fn with_capacity(len: usize) -> Self {
        Self { text: String::with_capacity(len), ..Self::default() }
    }

    /// Go on with the lines that `regions` of `source` complete, or with all at the `end`. Nothing is held from
    /// `doubt` on.
    fn go_on(&mut self, source: &str, regions: &mut Vec<Region>, syntax: Syntax, doubt: usize, end: bool) {
        let ends = |region: &Region| region.kind == RegionKind::Break;
        let complete =
            if end { Some(regions.len()) } else { regions.iter().rposition(ends).map(|at| at + 1) };
        let Some(complete) = complete.filter(|&complete| complete > self.done) else { return };
        if regions[self.done].span.start >= doubt {
            prose::append(source, &regions[self.done..complete], &mut self.text);
            self.done = complete;
            return;
        }
        self.changed.clear();
        // Those from here on to the line that is read are as they were.
        let (mut first, mut same) = (self.done, self.done);
        let mut start = self.text.len();
        for index in self.done..complete {
            prose::append(source, &regions[index..=index], &mut self.text);
            let more = self.text.len() > start && self.text.as_bytes()[self.text.len() - 1] == b'\n';
            if !more && index + 1 < complete {
                continue;
            }
            let line = &regions[first..=index];
            self.held.clear();
            let held = &mut self.held;
            held_in_lines(&self.text, start, syntax, &mut |span, kind| hold(line, start, span, kind, held));
            if !self.held.is_empty() {
                self.changed.extend_from_slice(&regions[same..first]);
                let from = self.changed.len();
                carve_into(line, &self.held, &mut self.changed);
                same = index + 1;
                self.text.truncate(start);
                prose::append(source, &self.changed[from..], &mut self.text);
            }
            (first, start) = (index + 1, self.text.len());
        }
        if same > self.done {
            self.changed.extend_from_slice(&regions[same..]);
            let later = regions.len() - complete;
            regions.truncate(self.done);
            regions.append(&mut self.changed);
            self.done = regions.len() - later;
        } else {
            self.done = complete;
        }
    }
}

/// Find the parts of the document that are the prose of `span`, where `regions` are those of the text from `start` on.
fn hold(regions: &[Region], start: usize, span: Span, kind: RegionKind, held: &mut Vec<Region>) {
    let mut at = start;
    for region in regions {
        let len = match region.kind {
            RegionKind::Opening | RegionKind::Closing => 0,
            kind => kind.placeholder().map_or(region.span.len(), char::len_utf8),
        };
        let (from, to) = (at.max(span.start), (at + len).min(span.end));
        if from < to && region.kind == RegionKind::Prose {
            let shift = |place: usize| region.span.start + (place - at);
            held.push(Region { span: Span::new(shift(from), shift(to)), kind });
        } else if from < to && matches!(region.kind, RegionKind::Character(_)) {
            held.push(Region { span: region.span, kind });
        }
        at += len;
    }
}

/// Signs of what is no prose: a separator of addresses, what templates and containers begin with, the first byte of kana
/// or Hangul, the first word of a program.
const SEPARATOR: u8 = 1;
const TEMPLATE: u8 = 2;
const FOREIGN: u8 = 4;
const PROGRAM: u8 = 8;

/// The signs of one line, or more.
fn signs(line: &[u8]) -> u8 {
    const TABLE: [u8; 256] = {
        let mut table = [0; 256];
        table[b'/' as usize] = SEPARATOR;
        table[b'\\' as usize] = SEPARATOR;
        table[b'@' as usize] = SEPARATOR;
        table[b'`' as usize] = TEMPLATE;
        table[b'{' as usize] = TEMPLATE;
        // Most are ideographic marks.
        table[0xE3] = FOREIGN;
        let mut lead = 0xEA;
        while lead <= 0xED {
            table[lead] = FOREIGN;
            lead += 1;
        }
        table
    };
    let mut found = line.iter().fold(0, |found, &byte| found | TABLE[usize::from(byte)]);
    if found & FOREIGN != 0 && !has_foreign(line) {
        found &= !FOREIGN;
    }
    let start = line.iter().position(|&byte| !matches!(byte, b' ' | b'\t')).unwrap_or(line.len());
    match &line[start..] {
        [b':', b':', b':', ..] => found | TEMPLATE,
        rest if rest.starts_with(b"import ") || rest.starts_with(b"export ") => found | PROGRAM,
        _ => found,
    }
}

/// Whether a character of `line` is kana or Hangul.
fn has_foreign(line: &[u8]) -> bool {
    let lead = |byte: u8| byte == 0xE3 || matches!(byte, 0xEA..=0xED);
    line.windows(3).any(|head| lead(head[0]) && foreign::begins([head[0], head[1], head[2]]))
}

/// What of a line with these `signs` is no prose.
fn held_in_line(line: &str, signs: u8, syntax: Syntax, held: &mut dyn FnMut(Range<usize>, RegionKind)) {
    let mut found: Vec<(Range<usize>, RegionKind)> = Vec::new();
    if signs & (TEMPLATE | PROGRAM) != 0 {
        syntax::held_in_line(line, syntax, &mut |range| found.push((range, RegionKind::Code)));
    }
    let code = found.len();
    let inside = |at: usize, found: &[(Range<usize>, RegionKind)]| {
        let index = found.partition_point(|(range, _)| range.end <= at);
        found.get(index).is_some_and(|(range, _)| range.start <= at)
    };
    let mut from = 0;
    let separators = if signs & SEPARATOR == 0 { &[] } else { line.as_bytes() };
    for at in memchr::memchr3_iter(b'/', b'\\', b'@', separators) {
        if at < from || inside(at, &found[..code]) {
            continue;
        }
        match address::around(line, at, from) {
            Ok(region) => {
                from = region.span.end;
                found.push((region.span.start..region.span.end, region.kind));
            }
            Err(next) => from = next,
        }
    }
    if signs & FOREIGN != 0 {
        found.extend(foreign::passages(line).into_iter().map(|range| (range, RegionKind::Foreign)));
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut done = 0;
    for (range, kind) in found {
        let range = range.start.max(done)..range.end;
        if range.start < range.end {
            done = range.end;
            held(range, kind);
        }
    }
}

#[cfg(test)]
mod tests;
