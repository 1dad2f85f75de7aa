//! Places where a character has several forms: their data, a list for people, JSON lines for programs.

use std::fmt::Write;

use serde::Serialize;

use crate::convert::{Candidate, Decision, Reason};
use crate::message;
use crate::message::Lang;
use crate::text::{LineIndex, Span};

/// Characters of the line that are shown before a place, and behind it.
const SHOWN: usize = 20;

/// A place with the text around it, as every rendering needs it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in code points.
    pub column: usize,
    /// The line before the place.
    pub before: &'a str,
    /// The place in the source.
    pub source: &'a str,
    /// The line behind the place, without its end.
    pub after: &'a str,
    /// What was decided there.
    pub decision: &'a Decision,
}

/// The places of `decisions`, which are sorted, in `text`. Linear in the length of the lines that have one,
/// once for each.
///
/// # Panics
///
/// Panics if a span does not lie on character boundaries of `text`.
pub fn places<'a>(text: &'a str, decisions: &'a [Decision]) -> impl Iterator<Item = Place<'a>> {
    let lines = LineIndex::new(text);
    // Decisions are in order, so that a long line is counted once.
    let (mut counted, mut column) = (0, 1);
    decisions.iter().map(move |decision| {
        let Span { start, end } = decision.span;
        let number = lines.line(start);
        let line = lines.span(number, text);
        if counted < line.start || counted > start {
            (counted, column) = (line.start, 1);
        }
        column += text[counted..start].chars().count();
        counted = start;
        let line_end = end.max(line.start + line.of(text).trim_end_matches(['\n', '\r']).len());
        Place {
            line: number + 1,
            column,
            before: &text[line.start..start],
            source: decision.span.of(text),
            after: &text[end..line_end],
            decision,
        }
    })
}

/// At most `shown` characters of the line on either side of a place, with `…` where more of it follows.
pub(super) fn around(place: &Place<'_>, shown: usize) -> (String, String) {
    let Place { before, after, .. } = place;
    let from = before.char_indices().rev().nth(shown - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(shown).map_or(after.len(), |(at, _)| at);
    let cut = |cut: bool| if cut { "…" } else { "" };
    (format!("{}{}", cut(from > 0), &before[from..]), format!("{}{}", &after[..to], cut(to < after.len())))
}

/// Append the doubtful ones among `decisions` for people: place, candidates with their probabilities and
/// what decided, and below it the text around with the place in brackets.
///
/// # Panics
///
/// Panics if a span does not lie on character boundaries of `text`.
pub fn list(lang: Lang, path: &str, text: &str, decisions: &[Decision], out: &mut String) {
    let doubtful = places(text, decisions).filter(|place| place.decision.doubtful);
    for place in doubtful {
        let Place { line, column, source, decision, .. } = place;
        let shown = |candidate: &Candidate| format!("{} {}", candidate.text, per_cent(candidate));
        let candidates: Vec<String> = decision.candidates.iter().map(shown).collect();
        let (is, to) = (source, &decision.text);
        let done =
            if is == to { message!("`{is}` stays", is) } else { message!("`{is}` → `{to}`", is, to) };
        let (done, reason) = (done.in_lang(lang), lang.text(reason(decision.reason)));
        let (before, after) = around(&place, SHOWN);
        // Writing to a String does not fail.
        let _ = writeln!(out, "{path}:{line}:{column} {done} ({reason}): {}", candidates.join(", "));
        let _ = writeln!(out, "    {before}[{source}]{after}");
    }
}

/// The probability of a candidate, for people.
pub(super) fn per_cent(candidate: &Candidate) -> String {
    format!("{}.{} %", candidate.per_mille / 10, candidate.per_mille % 10)
}

/// What decided, for people: a text of the catalogue.
pub(super) const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Context => "by the text around it",
        Reason::Word => "by a word of the dictionary",
        Reason::Alone => "by its most frequent form",
        Reason::Name => "perhaps a name",
    }
}

/// A place as it is written for programs.
#[derive(Serialize)]
struct Ambiguity<'a> {
    path: &'a str,
    span: Span,
    line: usize,
    column: usize,
    source: &'a str,
    text: &'a str,
    candidates: &'a [Candidate],
    reason: Reason,
    doubtful: bool,
}

/// Append all `decisions`, each as an object on a line with the keys `path`, `span` (bytes), `line` and
/// `column` (1-based, in code points), `source`, `text` (what was decided), `candidates` (`text` and
/// `per_mille`, likeliest first), `reason` and `doubtful`.
///
/// # Errors
///
/// Fails only where memory does: every value can be written as JSON.
///
/// # Panics
///
/// Panics if a span does not lie on character boundaries of `text`.
pub fn jsonl(path: &str, text: &str, decisions: &[Decision], out: &mut String) -> serde_json::Result<()> {
    for place in places(text, decisions) {
        let decision = place.decision;
        let ambiguity = Ambiguity {
            path,
            span: decision.span,
            line: place.line,
            column: place.column,
            source: place.source,
            text: &decision.text,
            candidates: &decision.candidates,
            reason: decision.reason,
            doubtful: decision.doubtful,
        };
        *out += &serde_json::to_string(&ambiguity)?;
        out.push('\n');
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(start: usize, doubtful: bool) -> Decision {
        let candidate = |text: &str, per_mille| Candidate { text: text.to_owned(), per_mille };
        Decision {
            span: Span::at(start, 3),
            text: "髮".to_owned(),
            candidates: vec![candidate("髮", 614), candidate("發", 386)],
            reason: Reason::Context,
            doubtful,
        }
    }

    #[test]
    fn places_are_listed_for_people() {
        let text = "理发\r\n头发很长发\n";
        let decisions = [decision(3, true), decision(11, false), decision(20, true)];
        let mut out = String::new();
        list(Lang::En, "x.txt", text, &decisions, &mut out);
        assert_eq!(
            out,
            "x.txt:1:2 `发` → `髮` (by the text around it): 髮 61.4 %, 發 38.6 %\n    理[发]\n\
             x.txt:2:5 `发` → `髮` (by the text around it): 髮 61.4 %, 發 38.6 %\n    头发很长[发]\n"
        );
    }

    #[test]
    fn places_are_listed_for_programs() {
        let mut out = String::new();
        jsonl("x.txt", "a\n理发\n", &[decision(5, true)], &mut out).unwrap();
        assert_eq!(
            out,
            "{\"path\":\"x.txt\",\"span\":{\"start\":5,\"end\":8},\"line\":2,\"column\":2,\"source\":\"发\",\
             \"text\":\"髮\",\"candidates\":[{\"text\":\"髮\",\"per_mille\":614},\
             {\"text\":\"發\",\"per_mille\":386}],\"reason\":\"context\",\"doubtful\":true}\n"
        );
    }
}
