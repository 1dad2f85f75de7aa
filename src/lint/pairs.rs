//! Brackets and quotation marks, and those without a partner.

use super::Context;
use super::places::{Class, after, before};
use crate::document::han::{is_han, is_mark};

/// Opening and closing marks; the first kind counts its ASCII form too.
const KINDS: [(char, char); 14] = [
    ('（', '）'),
    ('［', '］'),
    ('〔', '〕'),
    ('【', '】'),
    ('〖', '〗'),
    ('《', '》'),
    ('〈', '〉'),
    ('｛', '｝'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('〝', '〞'),
    ('(', ')'),
];

const ROUND: usize = 0;
const DOUBLE: usize = 8;
const SINGLE: usize = 9;
const ASCII: usize = 13;

/// Quotations can go on over paragraphs; brackets cannot.
const fn is_quotation(kind: usize) -> bool {
    kind >= DOUBLE && kind < ASCII
}

/// What is wrong with the pairs of a text; places of marks, in order.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Marks without a partner, and the partner that is missing.
    pub unmatched: Vec<(usize, char)>,
    /// Of two pairs of which each begins or ends in the other: the mark that closes too early.
    pub crossed: Vec<usize>,
    /// Closing marks that open, and opening marks that close: both marks of each pair.
    pub reversed: Vec<(usize, usize)>,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    c: char,
    kind: usize,
    opens: bool,
    /// Number of the line, and of the block of lines without an empty one between them.
    line: usize,
    block: usize,
    /// The first mark or letter of its line.
    first: bool,
}

impl Pairs {
    /// Linear in the number of marks and the length of their lines.
    pub fn of(cx: &Context<'_>) -> Self {
        let text = cx.text();
        let marks = marks(cx);
        let partner = partners(&marks);
        let mut found = Self::default();
        let lonely: Vec<usize> = (0..marks.len()).filter(|&i| partner[i].is_none()).collect();
        let mut skip = vec![false; marks.len()];
        for &index in &lonely {
            if let Some(run) = reversed(text, &marks, &partner, index) {
                for pair in run.chunks_exact(2) {
                    found.reversed.push((marks[pair[0]].at, marks[pair[1]].at));
                }
                for i in run {
                    skip[i] = true;
                }
            }
        }
        for index in lonely {
            let mark = marks[index];
            let (open, close) = KINDS[mark.kind];
            if !skip[index] && counts(text, mark) {
                found.unmatched.push((mark.at, if mark.opens { close } else { open }));
            }
        }
        found.crossed = crossed(&marks, &partner).into_iter().map(|index| marks[index].at).collect();
        found
    }
}

/// All marks of a text in order, but for brackets with nothing between them that could cross them or belong to them: they
/// are pairs, and most.
fn marks(cx: &Context<'_>) -> Vec<Mark> {
    let text = cx.text();
    let mut lists = [Class::Quote, Class::Bracket, Class::Paren].map(|class| cx.places(class));
    let places = std::iter::from_fn(|| {
        let next = lists.iter_mut().filter(|list| !list.is_empty()).min_by_key(|list| list[0])?;
        let (&at, later) = next.split_first()?;
        *next = later;
        Some(at)
    });
    let mut marks: Vec<Mark> = Vec::new();
    let mut lines = Lines::new(text);
    for at in places {
        let fresh = lines.go_to(at);
        let c = after(text, at);
        let Some((kind, opens)) = kind(c) else { continue };
        let (left, right) = (before(text, at), after(text, at + c.len_utf8()));
        // `don’t`, `’90s`, `students’`
        if kind == SINGLE && (left.is_ascii_alphanumeric() || right.is_ascii_alphanumeric()) {
            continue;
        }
        // `:)` and `;-)`
        if c == ')' && matches!(left, ':' | ';' | '-' | '^' | '=' | '_' | '(') {
            continue;
        }
        let Lines { line, block, start, .. } = lines;
        let begins = |c| matches!(c, ' ' | '\t' | '\u{3000}' | '>' | '-' | '*');
        let pairs = |last: &mut Mark| last.opens && last.line == line && wide(last.kind) == wide(kind);
        if !opens && !is_quotation(kind) && marks.pop_if(pairs).is_some() {
            continue;
        }
        let first = fresh && text[start..at].chars().all(begins);
        marks.push(Mark { at, c, kind, opens, line, block, first });
    }
    marks
}

/// Goes through the lines of a text.
struct Lines<'a> {
    text: &'a str,
    /// Where the line begins and ends.
    start: usize,
    end: usize,
    /// Lines before this one, and empty ones among them.
    line: usize,
    block: usize,
    /// Whether this is the first place of its line.
    fresh: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, start: 0, end: end_of_line(text, 0), line: 0, block: 0, fresh: true }
    }

    /// Go on to the line of `at`; whether this is the first place in it that was asked for.
    fn go_to(&mut self, at: usize) -> bool {
        while self.end < at {
            self.start = self.end + 1;
            self.end = end_of_line(self.text, self.start);
            self.line += 1;
            self.fresh = true;
            self.block += usize::from(self.text[self.start..self.end].trim_start().is_empty());
        }
        std::mem::take(&mut self.fresh)
    }
}

fn end_of_line(text: &str, start: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |len| start + len)
}

/// What kind of mark a character is, and whether it opens.
fn kind(c: char) -> Option<(usize, bool)> {
    // The most frequent ones.
    match c {
        '(' => return Some((ASCII, true)),
        ')' => return Some((ASCII, false)),
        _ => {}
    }
    let kind = KINDS.iter().position(|&(open, close)| c == open || c == close)?;
    Some((kind, KINDS[kind].0 == c))
}

/// Brackets that go with each other.
const fn wide(kind: usize) -> usize {
    if kind == ASCII { ROUND } else { kind }
}

/// The partner of each mark. Each kind has its own stack, so that no mark hides another.
fn partners(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut partner = vec![None; marks.len()];
    let mut open: [Vec<usize>; KINDS.len()] = Default::default();
    for (index, mark) in marks.iter().enumerate() {
        let stack = &mut open[wide(mark.kind)];
        if !is_quotation(mark.kind) {
            while stack.last().is_some_and(|&top| marks[top].block != mark.block) {
                stack.pop();
            }
        }
        if mark.opens {
            if is_quotation(mark.kind)
                && let Some(&top) = stack.last()
                && marks[top].line != mark.line
            {
                // A quotation that goes on in a new paragraph is opened again; another one begins only
                // where the first was forgotten.
                if mark.first {
                    partner[top] = Some(top);
                }
                stack.clear();
            }
            stack.push(index);
        } else if let Some(top) = stack.pop() {
            partner[top] = Some(index);
            partner[index] = Some(top);
        }
    }
    partner
}

/// The marks that close although something that was opened in between is still open, on one line.
fn crossed(marks: &[Mark], partner: &[Option<usize>]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut closed = vec![false; marks.len()];
    for (index, mark) in marks.iter().enumerate() {
        while open.last().is_some_and(|&top| closed[top]) {
            open.pop();
        }
        match partner[index] {
            Some(other) if other > index && marks[other].line == mark.line => open.push(index),
            Some(other) if other < index && marks[other].line == mark.line => {
                if open.last() != Some(&other) {
                    found.push(index);
                }
                closed[other] = true;
            }
            _ => {}
        }
    }
    found
}

/// From a lonely closing quotation mark on: the marks of its line that are all the wrong way round.
fn reversed(text: &str, marks: &[Mark], partner: &[Option<usize>], index: usize) -> Option<Vec<usize>> {
    let mark = marks[index];
    if mark.opens || !(mark.kind == DOUBLE || mark.kind == SINGLE) {
        return None;
    }
    let same: Vec<usize> = (index..marks.len())
        .take_while(|&i| marks[i].line == mark.line)
        .filter(|&i| marks[i].kind == mark.kind)
        .collect();
    let end = 1 + same.iter().position(|&i| marks[i].opens && partner[i].is_none())?;
    let run = &same[..end];
    let alternate = run.iter().enumerate().all(|(n, &i)| marks[i].opens == (n % 2 == 1));
    let quotes = |pair: &[usize]| {
        let (from, to) = (marks[pair[0]], marks[pair[1]]);
        let (left, right) = (before(text, from.at), after(text, to.at + to.c.len_utf8()));
        let (first, last) = (after(text, from.at + from.c.len_utf8()), before(text, to.at));
        // Behind `。”` a quotation ends, and before `：“` the next one is introduced.
        (is_han(left) || matches!(left, '：' | '，' | ':' | ',' | '、' | '（' | '\n' | ' ' | '\u{3000}'))
            && (is_han(first) || first.is_alphanumeric())
            && (is_han(last) || last.is_alphanumeric() || matches!(last, '。' | '！' | '？' | '…'))
            && (is_han(right) || is_mark(right) || matches!(right, '\n' | '\r' | ' ' | ',' | '.' | '!' | '?'))
    };
    let between = |pair: &[usize]| {
        let (from, to) = (marks[pair[0]], marks[pair[1]]);
        // What stands between two quotations is no quotation itself.
        matches!(after(text, from.at + from.c.len_utf8()), '，' | '、' | '。' | '；' | '：' | ',')
            || before(text, to.at) == '：'
            || text[from.at + from.c.len_utf8()..to.at].chars().count() == 1
    };
    (alternate
        && end % 2 == 0
        && run.chunks_exact(2).all(quotes)
        && run[1..end - 1].chunks_exact(2).all(between))
    .then(|| run.to_vec())
}

/// Whether a mark without a partner is worth a finding.
fn counts(text: &str, mark: Mark) -> bool {
    if mark.kind == ASCII {
        return false;
    }
    if mark.kind == SINGLE && (!mark.opens || !is_han(after(text, mark.at + mark.c.len_utf8()))) {
        return false;
    }
    if mark.kind == ROUND && !mark.opens {
        // `1）` and `一）`
        let label = text[..mark.at].trim_end_matches(|c: char| {
            c.is_ascii_alphanumeric()
                || "一二三四五六七八九十〇甲乙丙丁".contains(c)
                || matches!(c, '①'..='⑳' | '０'..='９')
        });
        let len = text[label.len()..mark.at].chars().count();
        let left = before(text, label.len());
        // `：）`
        if matches!(before(text, mark.at), '：' | '；' | ':' | ';' | '^') {
            return false;
        }
        return !((1..=3).contains(&len) && !is_han(left) && !left.is_alphanumeric());
    }
    true
}
