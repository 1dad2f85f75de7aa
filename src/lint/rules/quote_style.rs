use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::message;
use crate::lint::{Context, Rule};
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Quotation marks of another script's typography.
#[derive(Debug)]
pub(super) struct QuoteStyle;

impl Rule for QuoteStyle {
    fn name(&self) -> &'static str {
        "quote-style"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(script) = cx.locale.map(Variant::script) else { return };
        let mut offset = 0;
        for line in cx.text().split_inclusive('\n') {
            for (at, is, should) in marks(line, script) {
                let edit = Edit::replace(Span::at(offset + at, is.len_utf8()), should);
                let message = message!("{script} text is quoted with `{should}`, not `{is}`", script, should, is);
                found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
            }
            offset += line.len();
        }
    }
}

/// Kinds of quotation marks: opening, closing.
const KINDS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];

struct Pair {
    open: usize,
    close: usize,
    kind: usize,
    /// Whether it quotes Chinese: ideographs, or a number among ideographs.
    chinese: bool,
}

/// The marks of `line` to change: byte, what is there, what should be. Linear in the length of `line`.
fn marks(line: &str, script: Script) -> Vec<(usize, char, char)> {
    /// Where pairs cross, changing one can make another.
    const ROUNDS: usize = 8;
    let mut found = round(line, script);
    if found.is_empty() {
        return found;
    }
    let mut changed = line.to_owned();
    for _ in 0..ROUNDS {
        for &(at, is, should) in &found {
            changed.replace_range(at..at + is.len_utf8(), should.encode_utf8(&mut [0; 4]));
        }
        found = round(&changed, script);
        if found.is_empty() {
            break;
        }
    }
    // All marks have three bytes, so places stay.
    let both = line.char_indices().zip(changed.chars());
    both.filter(|((_, is), should)| is != should).map(|((at, is), should)| (at, is, should)).collect()
}

fn round(line: &str, script: Script) -> Vec<(usize, char, char)> {
    let mut pairs = pairs(line);
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
            marks.push((pair.open, is.0, should.0));
            marks.push((pair.close, is.1, should.1));
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
    han: usize,
    letters: usize,
    among_han: bool,
}

/// The pairs of quotation marks. A closing mark drops what was opened inside and not closed.
fn pairs(line: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut opened = [0_usize; 4];
    let (mut han, mut letters) = (0, 0);
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, c)| c);
        // `don’t`, and `’` behind a letter where nothing was opened.
        let apostrophe = c == '’' && before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        if let Some(kind) = KINDS.iter().position(|pair| pair.0 == c) {
            open.push(Open { at, kind, han, letters, among_han: is_han(before) });
            opened[kind] += 1;
        } else if let Some(kind) = KINDS.iter().position(|pair| pair.1 == c && !apostrophe)
            && opened[kind] > 0
        {
            while let Some(start) = open.pop() {
                opened[start.kind] -= 1;
                if start.kind == kind {
                    let number = letters == start.letters && (start.among_han || is_han(after));
                    let chinese = han > start.han || number;
                    pairs.push(Pair { open: start.at, close: at, kind, chinese });
                    break;
                }
            }
        }
        han += usize::from(is_han(c));
        letters += usize::from(c.is_alphabetic());
        before = c;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(line: &str, script: Script) -> String {
        let edits: Vec<_> = marks(line, script)
            .into_iter()
            .map(|(at, is, should)| Edit::replace(Span::at(at, is.len_utf8()), should))
            .collect();
        crate::text::apply(line, &edits).into_owned()
    }

    #[test]
    fn pairs_are_changed_together() {
        for (line, expected) in [
            ("他說：“你好，‘世界’”。", "他說：「你好，『世界』」。"),
            ("他說“你「好」嗎”", "他說「你「好」嗎」"),
            ("他說「你“好”嗎」", "他說「你『好』嗎」"),
            ("他說“好", "他說“好"),
            ("他說”好“。", "他說”好“。"),
            ("融入“12520”產業，他有 “12520”", "融入「12520」產業，他有 “12520”"),
            ("他說“Hello”與“don’t說”", "他說“Hello”與「don’t說」"),
            ("“甲‘乙”丙’", "「甲‘乙」丙’"),
        ] {
            assert_eq!(fixed(line, Script::Traditional), expected);
            assert_eq!(fixed(expected, Script::Traditional), expected);
        }
        assert_eq!(fixed("他说「你『好』吗」", Script::Simplified), "他说“你‘好’吗”");
    }

    #[test]
    fn unmatched_marks_cost_no_more() {
        assert_eq!(marks(&"“".repeat(100_000), Script::Traditional), []);
        assert_eq!(marks(&"“‘你".repeat(50_000), Script::Traditional), []);
        assert_eq!(marks(&("“你".repeat(50_000) + &"’”".repeat(50_000)), Script::Traditional).len(), 100_000);
    }
}
