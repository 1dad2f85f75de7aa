use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::document::han::is_han;
use crate::lint::places::{Class, has_han};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// ASCII quotation marks around Chinese text.
#[derive(Debug)]
pub(super) struct StraightQuote;

impl Rule for StraightQuote {
    fn name(&self) -> &'static str {
        "straight-quote"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let traditional = cx.locale.map(Variant::script) == Some(Script::Traditional);
        for line in cx.lines(&[Class::AsciiQuote]) {
            let text = line.of(cx.text());
            if !has_han(text) {
                continue;
            }
            let mut outer: Vec<(usize, usize)> = Vec::new();
            for (mark, inner) in [('"', false), ('\'', true)] {
                let (open, close) = match (traditional, inner) {
                    (false, false) => ("“", "”"),
                    (false, true) => ("‘", "’"),
                    (true, false) => ("「", "」"),
                    (true, true) => ("『", "』"),
                };
                let pairs = pairs(text, mark);
                // An inner quotation stands in an outer one; alone, `'` has too many meanings.
                let within = |&(from, to): &(usize, usize)| {
                    let before = outer.partition_point(|&(open, _)| open < from);
                    !inner || outer[..before].last().is_some_and(|&(_, close)| to < close)
                };
                for (from, to) in pairs.iter().copied().filter(within) {
                    let edit = |at: usize, should: &str| {
                        cx.edit(Edit::replace(Span::at(line.start + at, 1), should.to_owned()))
                    };
                    let span = Span::new(line.start + from, line.start + to + 1);
                    let message = message!("Chinese text is quoted with `{open}{close}`, not `{mark}`", open, close, mark);
                    let mut diagnostic = cx.report(self.name(), span, message);
                    let edits = vec![edit(from, open), edit(to, close)];
                    diagnostic.fix = Some(Fix { applicability: Applicability::Safe, edits: edits.into() });
                    found.push(diagnostic);
                }
                outer = pairs;
            }
        }
    }
}

/// The pairs of `mark` that quote Chinese in a line; none where a mark may be something else.
fn pairs(line: &str, mark: char) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let marks: Vec<usize> = memchr::memchr_iter(mark as u8, bytes).collect();
    // Code, attributes, inches and apostrophes leave the line alone.
    if marks.is_empty() || marks.len() % 2 == 1 || line.contains('`') || line.contains('\\') {
        return Vec::new();
    }
    let before = |at: usize| line[..at].chars().next_back().unwrap_or('\n');
    let after = |at: usize| line[at + 1..].chars().next().unwrap_or('\n');
    let prose = |c: char, others: &str| c == '\n' || c == ' ' || !c.is_ascii() || others.contains(c);
    let all = marks.chunks_exact(2).all(|pair| {
        prose(before(pair[0]), "(,.;:!?'\"") && prose(after(pair[1]), "),.;:!?'\"") && pair[1] > pair[0] + 1
    });
    // `"名称": "值"` is data.
    let data = line.contains("\": ") || line.contains("\":\"") || line.contains("\", \"") || line.contains("\",\"");
    if !all || data && line.trim_start().starts_with(['"', '{', '[', '\'']) {
        return Vec::new();
    }
    let inside = |pair: &[usize]| {
        let content = &line[pair[0] + 1..pair[1]];
        let edge = |c: Option<char>| c.is_some_and(|c| c != ' ');
        content.chars().any(is_han)
            && edge(content.chars().next())
            && edge(content.chars().next_back())
            && !content.contains(['=', '{', '}', '<', '>', '|'])
    };
    let among = |pair: &[usize]| is_prose(before(pair[0])) || is_prose(after(pair[1])) || line.len() == pair[1] + 1 - pair[0];
    let mut quoted: Vec<(usize, usize)> = Vec::new();
    for pair in marks.chunks_exact(2) {
        // `包括"甲","乙","丙"`: the comma will be a Chinese one.
        let goes_on = || quoted.last().is_some_and(|&(_, end)| &line[end + 1..pair[0]] == ",");
        if inside(pair) && (among(pair) || goes_on()) {
            quoted.push((pair[0], pair[1]));
        }
    }
    quoted
}

/// Whether `c` shows that Chinese prose is around a quotation.
fn is_prose(c: char) -> bool {
    is_han(c) || crate::document::han::is_mark(c)
}
