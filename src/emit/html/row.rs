//! Lines that are shown together, as they are and as they would be.

use crate::emit::diff::{changed, moved};
use crate::emit::xml::escaped;
use crate::emit::{File, Finding};
use crate::text::{LineIndex, Span};

/// Characters of unchanged text that are shown whole, and how many stay on each side of a longer gap.
const SHOWN: usize = 200;
const KEPT: usize = 60;

/// Lines with findings.
pub(super) struct Row<'a> {
    /// 1-based number of the first line.
    pub line: usize,
    /// The lines, in bytes of the text, without the last line end.
    pub old: Span,
    /// What goes, in bytes of the text.
    pub old_marks: Vec<Span>,
    /// The lines as they would be.
    pub new: String,
    /// What comes, in bytes of `new`.
    pub new_marks: Vec<Span>,
    pub findings: &'a [Finding],
}

/// The lines of a file that have findings. Linear.
pub(super) fn rows<'a>(file: &File<'a>, lines: &LineIndex) -> Vec<Row<'a>> {
    let mut rest = file.findings;
    let mut edits = file.edits.iter().peekable();
    let mut all = Vec::new();
    while let Some(first) = rest.first() {
        let line = lines.line(first.span.start);
        let start = lines.span(line, file.text).start;
        let mut end = lines.span(line, file.text).end;
        let mut count = 0;
        // A place that goes on behind its line brings the next lines along.
        while let Some(found) = rest.get(count).filter(|found| count == 0 || found.span.start < end) {
            let last = found.span.end.max(found.span.start + 1).min(file.text.len()) - 1;
            let last = floor(file.text, last.max(start));
            end = end.max(lines.span(lines.line(last), file.text).end);
            count += 1;
        }
        let (findings, later) = rest.split_at(count);
        rest = later;
        let end = start + file.text[start..end].trim_end_matches(['\n', '\r']).len();
        let mut row = Row {
            line: line + 1,
            old: Span::new(start, end),
            old_marks: Vec::new(),
            new: String::new(),
            new_marks: Vec::new(),
            findings,
        };
        let mut done = start;
        while edits.next_if(|edit| edit.span.start < start).is_some() {}
        while let Some(edit) = edits.next_if(|edit| edit.span.end <= end) {
            row.new.push_str(&file.text[done..edit.span.start]);
            let (old, new) = changed(edit.span.of(file.text), &edit.text);
            row.old_marks.extend(old.into_iter().map(|mark| moved(mark, edit.span.start)));
            row.new_marks.extend(new.into_iter().map(|mark| moved(mark, row.new.len())));
            row.new.push_str(&edit.text);
            done = edit.span.end;
        }
        row.new.push_str(&file.text[done..end]);
        all.push(row);
    }
    all
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}

/// The text of `span` with what changes in `tag`, and what else is found in `mark`. Long stretches of other
/// text are cut.
pub(super) fn marked(text: &str, span: Span, marks: &[Span], tag: &str, found: &[Span]) -> String {
    // Where changes and places begin and end: how many of each are open from there on.
    let ends = |spans: &[Span], change: i32, place: i32| -> Vec<(usize, i32, i32)> {
        let borders = spans.iter().flat_map(|one| [(one.start, change, place), (one.end, -change, -place)]);
        borders.collect()
    };
    let mut borders = ends(marks, 1, 0);
    borders.extend(ends(found, 0, 1));
    borders.push((span.end, 0, 0));
    borders.sort_unstable();
    let mut out = String::new();
    let (mut done, mut changes, mut places) = (span.start, 0, 0);
    for (at, change, place) in borders {
        let at = at.clamp(done, span.end);
        if at > done {
            let tag = match (changes, places) {
                (0, 0) => None,
                (0, _) => Some("mark"),
                _ => Some(tag),
            };
            let piece = &text[done..at];
            match tag {
                Some(tag) => out.extend(["<", tag, ">", &escaped(piece), "</", tag, ">"]),
                None => plain(piece, done == span.start, at == span.end, &mut out),
            }
            done = at;
        }
        changes += change;
        places += place;
    }
    out
}

/// Unmarked text, cut where it is long: `first` and `last` say that nothing stands before or behind it.
fn plain(text: &str, first: bool, last: bool, out: &mut String) {
    if text.len() <= SHOWN || text.chars().count() <= SHOWN {
        out.push_str(&escaped(text));
        return;
    }
    let cut = |at: Option<(usize, char)>| at.map_or(0, |(at, _)| at);
    let head = if first { 0 } else { cut(text.char_indices().nth(KEPT)) };
    let tail = if last { text.len() } else { cut(text.char_indices().rev().nth(KEPT - 1)) };
    out.push_str(&escaped(&text[..head]));
    out.push_str("<span class=\"gap\">…</span>");
    out.push_str(&escaped(&text[tail..]));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_stretches_are_cut() {
        let text = "甲".repeat(300) + "x" + &"乙".repeat(300) + "y" + &"丙".repeat(300);
        let spans = [Span::at(900, 1), Span::at(1801, 1)];
        let shown = marked(&text, Span::new(0, text.len()), &[], "del", &spans);
        let gap = "<span class=\"gap\">…</span>";
        let expected = format!(
            "{gap}{}<mark>x</mark>{}{gap}{}<mark>y</mark>{}{gap}",
            "甲".repeat(60),
            "乙".repeat(60),
            "乙".repeat(60),
            "丙".repeat(60)
        );
        assert_eq!(shown, expected);
    }

    #[test]
    fn changes_inside_of_places_are_marked_as_changes() {
        let all = Span::new(0, 12);
        let shown = marked("一二三四", all, &[Span::at(3, 3)], "del", &[Span::at(0, 6), Span::at(9, 3)]);
        assert_eq!(shown, "<mark>一</mark><del>二</del>三<mark>四</mark>");
    }
}
