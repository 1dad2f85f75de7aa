//! Quotation marks as each script has them: “” and inside ‘’ in Simplified text, 「」 and inside 『』 in
//! Traditional text.
//!
//! Only pairs are changed, and only where they stand in Chinese: a mark without its partner, an apostrophe
//! and the quotation marks of English text stay.

use crate::lexicon::is_han;
use crate::variant::Script;

/// A quotation mark to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Byte of the text.
    pub at: usize,
    /// What is there; three bytes, as is what should be.
    pub is: char,
    /// What should be.
    pub should: char,
}

/// Kinds of quotation marks: opening, closing.
const KINDS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];
/// The kind whose closing mark is an apostrophe too.
const SINGLE: usize = 1;
/// Line ends that a quotation may reach over in text with lines of one length.
const LINES: usize = 3;

/// The marks of `text` that `script` writes otherwise, in order. Linear in the length of `text`.
pub fn marks(text: &str, script: Script) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut offset = 0;
    // Nothing changes but pairs of the other script.
    let foreign = match script {
        Script::Simplified => ["「", "『"],
        Script::Traditional => ["“", "‘"],
    };
    let mut foreign = foreign.map(|open| memchr::memmem::find_iter(text.as_bytes(), open).peekable());
    for passage in passages(text) {
        let (start, end) = (offset, offset + passage.len());
        offset = end;
        let mut some = false;
        for places in &mut foreign {
            while places.next_if(|&at| at < end).is_some() {
                some = true;
            }
        }
        if some {
            let marks = in_passage(passage, script).into_iter();
            found.extend(marks.map(|mark| Mark { at: start + mark.at, ..mark }));
        }
    }
    found
}

/// Lines that go on in the next one are one passage: those that end within a sentence.
fn passages(text: &str) -> impl Iterator<Item = &str> {
    let goes_on = |line: &str| line.trim_end().chars().next_back().is_some_and(|c| !ends_a_sentence(c));
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut len = 0;
        for line in rest.split_inclusive('\n') {
            len += line.len();
            if !goes_on(line) {
                break;
            }
        }
        let (passage, tail) = rest.split_at(len);
        rest = tail;
        (!passage.is_empty()).then_some(passage)
    })
}

fn ends_a_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '：' | '…' | '—' | '.' | '!' | '?' | ':')
        || KINDS.iter().any(|&(_, close)| close == c)
}

struct Pair {
    open: usize,
    close: usize,
    kind: usize,
    /// Whether it quotes Chinese, or stands in Chinese text.
    chinese: bool,
}

fn in_passage(passage: &str, script: Script) -> Vec<Mark> {
    /// Where pairs cross, changing one can make another.
    const ROUNDS: usize = 8;
    let mut found = round(passage, script);
    if found.is_empty() {
        return found;
    }
    let mut changed = passage.to_owned();
    for _ in 0..ROUNDS {
        for &Mark { at, is, should } in &found {
            changed.replace_range(at..at + is.len_utf8(), should.encode_utf8(&mut [0; 4]));
        }
        found = round(&changed, script);
        if found.is_empty() {
            break;
        }
    }
    // All marks have three bytes, so places stay.
    let both = passage.char_indices().zip(changed.chars());
    both.filter(|((_, is), should)| is != should).map(|((at, is), should)| Mark { at, is, should }).collect()
}

fn round(passage: &str, script: Script) -> Vec<Mark> {
    let mut pairs = pairs(passage);
    pairs.sort_by_key(|pair| pair.open);
    // Outer and inner kind of this script.
    let own = match script {
        Script::Simplified => [0, 1],
        Script::Traditional => [2, 3],
    };
    let mut marks = Vec::new();
    let mut around: Vec<(usize, usize)> = Vec::new();
    for pair in &pairs {
        while around.last().is_some_and(|&(close, _)| close < pair.open) {
            around.pop();
        }
        let mut kind = pair.kind;
        if !own.contains(&kind) && pair.chinese {
            kind = match around.last() {
                Some((_, around)) if *around == own[0] => own[1],
                Some((_, around)) if *around == own[1] => own[0],
                _ => own[kind % 2],
            };
            let (is, should) = (KINDS[pair.kind], KINDS[kind]);
            marks.push(Mark { at: pair.open, is: is.0, should: should.0 });
            marks.push(Mark { at: pair.close, is: is.1, should: should.1 });
        }
        around.push((pair.close, kind));
    }
    marks.sort_unstable();
    marks
}

/// An opening mark, and what stood before it.
struct Open {
    at: usize,
    kind: usize,
    /// The nearest letter, digit or ideograph.
    before: char,
    han: usize,
    letters: usize,
    lines: usize,
}

/// The pairs of quotation marks. A closing mark drops what was opened inside and not closed.
fn pairs(passage: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut opened = [0_usize; 4];
    let (mut han, mut letters, mut lines) = (0, 0, 0);
    let (mut before, mut nearest) = ('\n', '\n');
    for (at, c) in passage.char_indices() {
        let after = || passage[at + c.len_utf8()..].chars();
        if let Some(kind) = KINDS.iter().position(|pair| pair.0 == c) {
            open.push(Open { at, kind, before: nearest, han, letters, lines });
            opened[kind] += 1;
        } else if let Some(kind) = KINDS.iter().position(|pair| pair.1 == c)
            && opened[kind] > 0
            // `don’t` is no end of a quotation.
            && !(c == '’' && is_letter(before) && after().next().is_some_and(is_letter))
        {
            while let Some(start) = open.pop() {
                opened[start.kind] -= 1;
                if start.kind == kind {
                    let most = if kind == SINGLE { 0 } else { LINES };
                    if lines - start.lines <= most {
                        let next = after().take(FAR).find(|&c| is_significant(c)).unwrap_or('\n');
                        let number = letters == start.letters && (is_han(start.before) || is_han(next));
                        let chinese = han > start.han || number || among(start.before, next);
                        pairs.push(Pair { open: start.at, close: at, kind, chinese });
                    }
                    break;
                }
            }
        }
        han += usize::from(is_han(c));
        letters += usize::from(is_ideograph(c) || c.is_alphabetic());
        lines += usize::from(c == '\n');
        before = c;
        if is_significant(c) {
            nearest = c;
        }
    }
    pairs
}

/// Characters behind a quotation that are looked at for the text that it stands in.
const FAR: usize = 16;

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

/// Whether a character tells what text it stands in: punctuation does not, other rules change it.
fn is_significant(c: char) -> bool {
    c == '\n' || is_ideograph(c) || c.is_alphanumeric()
}

/// Most characters, told without the tables of all letters.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether a quotation between the two stands in Chinese text.
fn among(before: char, after: char) -> bool {
    (is_han(before) && (is_han(after) || after == '\n')) || (before == '\n' && is_han(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Edit, Span, apply};

    fn fixed(text: &str, script: Script) -> String {
        let edit = |mark: Mark| Edit::replace(Span::at(mark.at, mark.is.len_utf8()), mark.should);
        apply(text, &marks(text, script).into_iter().map(edit).collect::<Vec<_>>()).into_owned()
    }

    #[test]
    fn pairs_are_changed_together() {
        for (line, expected) in [
            ("他說：“你好，‘世界’”。", "他說：「你好，『世界』」。"),
            ("他說“你「好」嗎”", "他說「你「好」嗎」"),
            ("他說「你“好”嗎」", "他說「你『好』嗎」"),
            ("他說“好", "他說“好"),
            ("他說”好“。", "他說”好“。"),
            ("融入“12520”產業，他有 “12520”", "融入「12520」產業，他有 「12520」"),
            ("他說“Hello”與“don’t說”", "他說「Hello」與「don’t說」"),
            ("“Hello”，他說：“OK.”", "「Hello」，他說：「OK.」"),
            ("The “end”, “结束” or 結束 “end” it", "The “end”, 「结束」 or 結束 “end” it"),
            ("He said “hello”, James’ book: “世界”", "He said “hello”, James’ book: 「世界」"),
            ("“甲‘乙”丙’", "「甲‘乙」丙’"),
            ("“他說：‘老師講過“好”字。’”", "「他說：『老師講過「好」字。』」"),
        ] {
            assert_eq!(fixed(line, Script::Traditional), expected);
            assert_eq!(fixed(expected, Script::Traditional), expected);
        }
        assert_eq!(fixed("他说「你『好』吗」", Script::Simplified), "他说“你‘好’吗”");
        assert_eq!(fixed("『你「好」吗』", Script::Simplified), "‘你“好”吗’");
    }

    #[test]
    fn a_quotation_goes_on_over_lines_of_one_sentence_only() {
        for (text, expected) in [
            ("他說：“這一句話在\n這裡折行。”\n", "他說：「這一句話在\n這裡折行。」\n"),
            ("“第一段。\n“第二段。”\n", "“第一段。\n「第二段。」\n"),
            ("甲“乙\n\n丙”丁", "甲“乙\n\n丙”丁"),
            ("甲“乙\r\n丙”丁", "甲「乙\r\n丙」丁"),
            ("甲‘乙\n丙’丁", "甲‘乙\n丙’丁"),
            ("甲“乙\n丙\n丁\n戊\n己”庚", "甲“乙\n丙\n丁\n戊\n己”庚"),
        ] {
            assert_eq!(fixed(text, Script::Traditional), expected);
            assert_eq!(fixed(expected, Script::Traditional), expected);
        }
    }

    #[test]
    fn unmatched_marks_cost_no_more() {
        assert_eq!(marks(&"“".repeat(100_000), Script::Traditional), []);
        assert_eq!(marks(&"“‘你".repeat(50_000), Script::Traditional), []);
        assert_eq!(marks(&("“你".repeat(50_000) + &"’”".repeat(50_000)), Script::Traditional).len(), 100_000);
        assert_eq!(marks(&"你“\n".repeat(50_000), Script::Traditional), []);
        assert_eq!(marks(&"\n".repeat(100_000), Script::Traditional), []);
    }
}
