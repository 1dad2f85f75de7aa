//! What the parts of a document are.

use crate::text::Span;

/// A part of a document. The regions of a document follow each other and cover it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where it is, in bytes of the document.
    pub span: Span,
    /// What it is.
    pub kind: RegionKind,
}

/// What a part of a document is. Only prose and characters are looked at and changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RegionKind {
    /// Text for readers.
    Prose,
    /// One character of such text in another spelling: `&#x53D1;`, `\*`.
    Character(char),
    /// Markup within a sentence before what it is about: `**`, `[`, `<b>`. Words go on around it.
    Opening,
    /// Markup within a sentence behind what it is about: `**`, `](url)`, `</b>`.
    Closing,
    /// What parts one text from the next: `# `, `| `, `<p>`, the end of a line with what begins the next.
    Break,
    /// Code, formulas, pictures: something that stands in the sentence, but is no text.
    Code,
    /// Addresses and paths.
    Url,
    /// Another language.
    Foreign,
    /// What a directive in the text takes out.
    Suppressed,
}

impl RegionKind {
    /// What stands for such a region in the text that is looked at; nothing where prose stands as it is, or
    /// where nothing does.
    ///
    /// Objects are noncharacters, which Unicode keeps for the use inside of programs.
    pub const fn placeholder(self) -> Option<char> {
        match self {
            Self::Prose | Self::Opening | Self::Closing => None,
            Self::Character(c) => Some(c),
            Self::Break => Some('\n'),
            Self::Code => Some('\u{FDD0}'),
            Self::Url => Some('\u{FDD1}'),
            Self::Foreign => Some('\u{FDD2}'),
            Self::Suppressed => Some('\u{FDD3}'),
        }
    }
}

/// Whether `c` stands for something that is no Chinese text: code, an address, a passage in another language.
pub const fn is_object(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDD3}')
}

/// Gathers the regions of a text from left to right.
#[derive(Debug, Default)]
pub(super) struct Regions {
    all: Vec<Region>,
    done: usize,
}

impl Regions {
    /// Room for so many regions.
    pub fn with_capacity(regions: usize) -> Self {
        Self { all: Vec::with_capacity(regions), done: 0 }
    }

    /// Where the next region begins.
    pub const fn done(&self) -> usize {
        self.done
    }

    /// The bytes up to `end` are `kind`. What is there already stays; neighbours of a kind become one.
    pub fn until(&mut self, end: usize, kind: RegionKind) {
        if end <= self.done {
            return;
        }
        let span = Span::new(self.done, end);
        self.done = end;
        push(&mut self.all, 0, Region { span, kind });
    }

    /// What was gathered.
    pub const fn all_mut(&mut self) -> &mut Vec<Region> {
        &mut self.all
    }

    pub fn finish(self) -> Vec<Region> {
        self.all
    }

    /// What is there, to come back to.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { len: self.all.len(), last: self.all.last().copied(), done: self.done }
    }

    /// Forget what came since.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        self.all.truncate(snapshot.len);
        if let (Some(last), Some(old)) = (self.all.last_mut(), snapshot.last) {
            *last = old;
        }
        self.done = snapshot.done;
    }
}

/// The end of what was gathered.
pub(super) struct Snapshot {
    len: usize,
    last: Option<Region>,
    done: usize,
}

/// Give the prose of `regions` at `held` the kinds that stand there. Both are sorted, without overlaps. Linear.
pub(super) fn carve(regions: &[Region], held: &[Region]) -> Vec<Region> {
    let mut out = Vec::with_capacity(regions.len() + 2 * held.len());
    carve_into(regions, held, &mut out);
    out
}

/// The same for some regions of a document, appending to `out`.
pub(super) fn carve_into(regions: &[Region], held: &[Region], out: &mut Vec<Region>) {
    let Some(first) = regions.first() else { return };
    let mut held = held.iter().copied().peekable();
    // What is there already is another line.
    let before = out.len();
    let mut done = first.span.start;
    let mut until = |end: usize, kind: RegionKind| {
        if end > done {
            push(out, before, Region { span: Span::new(done, end), kind });
            done = end;
        }
    };
    for region in regions {
        let Region { span, kind } = *region;
        if matches!(kind, RegionKind::Prose | RegionKind::Character(_)) {
            while let Some(&Region { span: hole, kind: other }) = held.peek() {
                if hole.start >= span.end {
                    break;
                }
                until(hole.start.min(span.end), kind);
                until(hole.end.min(span.end), other);
                if hole.end > span.end {
                    break;
                }
                held.next();
            }
        } else {
            while held.next_if(|hole| hole.span.end <= span.end).is_some() {}
        }
        until(span.end, kind);
    }
}

/// Append `region`; neighbours of a kind become one, but not with the first `before`.
fn push(all: &mut Vec<Region>, before: usize, region: Region) {
    match all[before..].last_mut() {
        Some(last) if last.kind == region.kind && !matches!(region.kind, RegionKind::Character(_)) => {
            last.span.end = region.span.end;
        }
        _ => all.push(region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(start: usize, end: usize, kind: RegionKind) -> Region {
        Region { span: Span::new(start, end), kind }
    }

    #[test]
    fn only_prose_is_carved() {
        use RegionKind::{Code, Opening, Prose, Url};
        let regions = [region(0, 10, Prose), region(10, 12, Opening), region(12, 20, Prose)];
        let held = [region(2, 4, Url), region(8, 14, Url), region(16, 20, Code)];
        let expected = [
            region(0, 2, Prose),
            region(2, 4, Url),
            region(4, 8, Prose),
            region(8, 10, Url),
            region(10, 12, Opening),
            region(12, 14, Url),
            region(14, 16, Prose),
            region(16, 20, Code),
        ];
        assert_eq!(carve(&regions, &held), expected);
    }
}
