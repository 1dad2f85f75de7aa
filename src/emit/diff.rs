//! Unified diff, as `git apply` takes it.
//!
//! The diff comes from the edits, line by line; only a word and what replaces it are compared, so that it
//! costs time linear in the text and marks exactly the characters that changed.

use std::io::Write;
use std::ops::Range;

use similar::{ChangeTag, TextDiff};

use super::{Emitter, File, Out, Settings, path};
use crate::text::{Edit, LineIndex, Span};

/// Unchanged lines shown around a change.
const CONTEXT: usize = 3;

const HEAD: &str = "\x1b[1m";
const HUNK: &str = "\x1b[36m";
const REMOVED: &str = "\x1b[31m";
const ADDED: &str = "\x1b[32m";
const MARKED: &str = "\x1b[7m";
const UNMARKED: &str = "\x1b[27m";
const RESET: &str = "\x1b[0m";

/// The format `diff`: what would change, or has changed.
#[derive(Debug)]
pub struct Diff(Settings);

impl Diff {
    /// Show changes as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Diff {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        diff(file.path, file.text, file.edits, self.0.color, out);
    }
}

/// Append the diff of one file; nothing if the edits change nothing.
///
/// `path` is the name of the file in bytes, relative to where the patch will be applied. `edits` are sorted
/// and do not overlap. With `color`, removed lines are red, added ones green, and the changed characters
/// are shown in reverse; without it, the bytes are a patch.
///
/// # Panics
///
/// Panics where [`apply`](crate::text::apply) would.
pub fn diff(path: &[u8], text: &str, edits: &[Edit], color: bool, out: &mut Vec<u8>) {
    let lines = LineIndex::new(text);
    let changes = changes(text, &lines, edits);
    if changes.is_empty() {
        return;
    }
    let mut printer = Printer { out, color };
    printer.header(path);
    let mut shift = 0;
    let mut rest = &changes[..];
    while !rest.is_empty() {
        let near = |pair: &[Change]| pair[1].lines.start - pair[0].lines.end <= 2 * CONTEXT;
        let len = 1 + rest.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, later) = rest.split_at(len);
        shift = printer.hunk(text, &lines, hunk, shift);
        rest = later;
    }
}

/// Lines that change together.
struct Change {
    /// 0-based old lines.
    lines: Range<usize>,
    /// Bytes of the old lines.
    old: Span,
    /// Parts of the old lines that go, in bytes of the text.
    old_marks: Vec<Span>,
    /// The lines that come instead.
    new: String,
    /// Parts of them that are new, in bytes of `new`.
    new_marks: Vec<Span>,
}

/// Gather the edits of whole lines. Every change ends where a line ends, in the old text and in the new.
fn changes(text: &str, lines: &LineIndex, edits: &[Edit]) -> Vec<Change> {
    let mut rest = edits.iter().filter(|edit| edit.span.of(text) != edit.text).peekable();
    let mut found = Vec::new();
    while let Some(first) = rest.peek() {
        let begin = lines.line(first.span.start);
        let start = lines.span(begin, text).start;
        let mut change = Change::at(start);
        let mut end = start;
        loop {
            while let Some(edit) = rest.next_if(|edit| joins(edit, change.old_marks.is_empty(), end, text)) {
                change.push(text, edit);
                end = end.max(line_end(text, lines, edit.span.end));
            }
            let open = !change.ends_line(text, end) && end < text.len();
            if !open {
                break;
            }
            end = lines.span(lines.line(end), text).end;
        }
        change.close(text, end);
        change.lines = begin..begin + line_count(change.old.of(text));
        found.push(change);
    }
    found
}

/// Whether an edit belongs to the lines that end at `end`.
fn joins(edit: &Edit, first: bool, end: usize, text: &str) -> bool {
    first || edit.span.start < end || (edit.span.start == end && !text[..end].ends_with('\n'))
}

/// The end of the line that holds `at`; a place between two lines is an end already.
fn line_end(text: &str, lines: &LineIndex, at: usize) -> usize {
    if at == 0 || text.as_bytes()[at - 1] == b'\n' { at } else { lines.span(lines.line(at), text).end }
}

/// What differs between a word and what replaces it, in bytes of each; Chinese has no spaces, so that the
/// characters are compared.
pub(super) fn changed(old: &str, new: &str) -> (Vec<Span>, Vec<Span>) {
    let diff = TextDiff::from_chars(old, new);
    let mut marks = (Vec::new(), Vec::new());
    let (mut old, mut new) = (0, 0);
    for change in diff.iter_all_changes() {
        let len = change.value().len();
        if change.tag() != ChangeTag::Insert {
            marks.0.extend((change.tag() == ChangeTag::Delete).then(|| Span::at(old, len)));
            old += len;
        }
        if change.tag() != ChangeTag::Delete {
            marks.1.extend((change.tag() == ChangeTag::Insert).then(|| Span::at(new, len)));
            new += len;
        }
    }
    marks
}

pub(super) fn moved(span: Span, by: usize) -> Span {
    Span::at(span.start + by, span.len())
}

fn line_count(text: &str) -> usize {
    text.split_inclusive('\n').count()
}

impl Change {
    fn at(start: usize) -> Self {
        Self {
            lines: 0..0,
            old: Span::new(start, start),
            old_marks: Vec::new(),
            new: String::new(),
            new_marks: Vec::new(),
        }
    }

    /// Take one more edit; `old.end` is how far the old text is copied.
    fn push(&mut self, text: &str, edit: &Edit) {
        self.new.push_str(&text[self.old.end..edit.span.start]);
        let (old, new) = changed(edit.span.of(text), &edit.text);
        self.old_marks.extend(old.into_iter().map(|mark| moved(mark, edit.span.start)));
        self.new_marks.extend(new.into_iter().map(|mark| moved(mark, self.new.len())));
        self.new.push_str(&edit.text);
        self.old.end = edit.span.end;
    }

    /// Whether the new text would be whole lines if the change ended at `end`.
    fn ends_line(&self, text: &str, end: usize) -> bool {
        match &text[self.old.end..end] {
            "" => self.new.is_empty() || self.new.ends_with('\n'),
            tail => tail.ends_with('\n'),
        }
    }

    fn close(&mut self, text: &str, end: usize) {
        self.new.push_str(&text[self.old.end..end]);
        self.old.end = end;
    }
}

struct Printer<'a> {
    out: &'a mut Vec<u8>,
    color: bool,
}

impl Printer<'_> {
    fn header(&mut self, path: &[u8]) {
        let path = path::relative(path);
        let (old, new) = (path::quoted("a/", path), path::quoted("b/", path));
        // As git does, a tab ends a name with spaces; else what follows a space is read as a date.
        let end = if path.contains(&b' ') && !old.starts_with('"') { "\t" } else { "" };
        self.line(HEAD, &format!("diff --git {old} {new}"));
        self.line(HEAD, &format!("--- {old}{end}"));
        self.line(HEAD, &format!("+++ {new}{end}"));
    }

    /// Print changes with their context. `shift` is by how many lines the new text is longer before them;
    /// the return value is the same for what comes after.
    fn hunk(&mut self, text: &str, lines: &LineIndex, changes: &[Change], shift: isize) -> isize {
        let last_line = line_count(text);
        let (first, last) = (&changes[0], &changes[changes.len() - 1]);
        let begin = first.lines.start.saturating_sub(CONTEXT);
        let end = (last.lines.end + CONTEXT).min(last_line);
        let grown: isize = changes.iter().map(Change::growth).sum();
        let old = span_of_lines(begin, end - begin);
        let new =
            span_of_lines(begin.saturating_add_signed(shift), (end - begin).saturating_add_signed(grown));
        self.line(HUNK, &format!("@@ -{old} +{new} @@"));
        let mut done = begin;
        for change in changes {
            self.context(text, lines, done..change.lines.start);
            self.lines(b'-', text, change.old, &change.old_marks);
            let all = Span::new(0, change.new.len());
            self.lines(b'+', &change.new, all, &change.new_marks);
            done = change.lines.end;
        }
        self.context(text, lines, done..end);
        shift + grown
    }

    fn context(&mut self, text: &str, lines: &LineIndex, range: Range<usize>) {
        for line in range {
            self.lines(b' ', text, lines.span(line, text), &[]);
        }
    }

    /// Print the lines of `span`, each after `sign`.
    fn lines(&mut self, sign: u8, text: &str, span: Span, marks: &[Span]) {
        let mut at = span.start;
        let mut marks = marks.iter().peekable();
        for line in span.of(text).split_inclusive('\n') {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let color = match sign {
                b'-' if self.color => REMOVED,
                b'+' if self.color => ADDED,
                _ => "",
            };
            self.out.extend_from_slice(color.as_bytes());
            self.out.push(sign);
            if color.is_empty() {
                self.out.extend_from_slice(content.as_bytes());
            } else {
                self.marked(text, Span::at(at, content.len()), &mut marks);
                self.out.extend_from_slice(RESET.as_bytes());
            }
            self.out.push(b'\n');
            if !line.ends_with('\n') {
                self.line("", "\\ No newline at end of file");
            }
            at += line.len();
        }
    }

    /// Print one line's content with the marked parts in reverse.
    fn marked<'m>(
        &mut self,
        text: &str,
        line: Span,
        marks: &mut std::iter::Peekable<impl Iterator<Item = &'m Span>>,
    ) {
        let mut at = line.start;
        while let Some(mark) = marks.peek().filter(|mark| mark.start < line.end) {
            let (start, end) = (mark.start.max(at), mark.end.min(line.end));
            self.push(&text[at..start]);
            if start < end {
                self.push(MARKED);
                self.push(&text[start..end]);
                self.push(UNMARKED);
            }
            at = end.max(start);
            if mark.end > line.end {
                break;
            }
            marks.next();
        }
        self.push(&text[at..line.end]);
    }

    fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    fn line(&mut self, style: &str, text: &str) {
        let (style, reset) = if self.color && !style.is_empty() { (style, RESET) } else { ("", "") };
        // Writing to a Vec does not fail.
        let _ = writeln!(self.out, "{style}{text}{reset}");
    }
}

impl Change {
    fn growth(&self) -> isize {
        line_count(&self.new).cast_signed() - self.lines.len().cast_signed()
    }
}

/// `start,count` of a hunk's header. No lines at all stand after the line whose number is given.
fn span_of_lines(begin: usize, count: usize) -> String {
    match count {
        0 => format!("{begin},0"),
        1 => format!("{}", begin + 1),
        _ => format!("{},{count}", begin + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, edits: &[(usize, usize, &str)]) -> String {
        let edits: Vec<_> =
            edits.iter().map(|&(start, end, new)| Edit::replace(Span::new(start, end), new)).collect();
        let mut out = Vec::new();
        diff(b"x", text, &edits, false, &mut out);
        String::from_utf8(out).unwrap().split_once("+++ b/x\n").map_or(String::new(), |(_, body)| body.into())
    }

    #[test]
    fn lines_are_replaced() {
        assert_eq!(of("a\nb\nc\n", &[(2, 3, "B")]), "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
        assert_eq!(of("a\r\n", &[(0, 1, "b")]), "@@ -1 +1 @@\n-a\r\n+b\r\n");
        let end = "\\ No newline at end of file\n";
        assert_eq!(of("a", &[(0, 1, "b")]), format!("@@ -1 +1 @@\n-a\n{end}+b\n{end}"));
        assert_eq!(of("a", &[(0, 1, "a")]), "");
    }

    #[test]
    fn lines_come_and_go() {
        assert_eq!(of("a\nb\n", &[(1, 2, "")]), "@@ -1,2 +1 @@\n-a\n-b\n+ab\n");
        assert_eq!(of("a\nb\n", &[(0, 2, "")]), "@@ -1,2 +1 @@\n-a\n b\n");
        assert_eq!(of("a\nb\n", &[(2, 2, "x\n")]), "@@ -1,2 +1,3 @@\n a\n+x\n b\n");
        assert_eq!(
            of("a\nb\n", &[(1, 2, ""), (2, 4, "")]),
            "@@ -1,2 +1 @@\n-a\n-b\n+a\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn changed_characters_are_marked() {
        let mut out = Vec::new();
        let edits = [Edit::replace(Span::new(3, 6), "发")];
        diff(b"x", "头發x\n", &edits, true, &mut out);
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("\x1b[31m-头\x1b[7m發\x1b[27mx\x1b[0m\n"), "{out:?}");
        assert!(out.contains("\x1b[32m+头\x1b[7m发\x1b[27mx\x1b[0m\n"), "{out:?}");

        let mut out = Vec::new();
        diff(b"x", "演算法\n", &[Edit::replace(Span::new(0, 9), "算法")], true, &mut out);
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("-\x1b[7m演\x1b[27m算法\x1b[0m\n"), "{out:?}");
    }
}
