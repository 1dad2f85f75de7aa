//! Columns on a terminal.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

const JOINER: char = '\u{200d}';

/// What a terminal shows in one place: a character with its marks, or an emoji with what is joined to it.
pub(super) struct Cluster<'a> {
    /// What is written to the terminal.
    pub shown: Cow<'a, str>,
    /// Columns that it takes.
    pub columns: usize,
}

/// Cut `text` into what is shown in one place each. A tab is shown as a space; what cannot be seen, or
/// would steer the terminal, as `<U+200B>`.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Cluster<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let len = cluster(rest)?;
        let (now, later) = rest.split_at(len);
        rest = later;
        Some(show(now))
    })
}

/// Bytes of the first cluster.
fn cluster(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let mut last = chars.next()?;
    if is_hidden(last) {
        return Some(last.len_utf8());
    }
    let emoji = is_emoji(last);
    let mut len = last.len_utf8();
    for c in chars {
        let joins = match c {
            JOINER | '\u{1f3fb}'..='\u{1f3ff}' => emoji,
            _ => (last == JOINER && emoji) || is_mark(c),
        };
        if !joins {
            break;
        }
        (last, len) = (c, len + c.len_utf8());
    }
    // A joiner that joins nothing is a character of its own.
    Some(if last == JOINER { len - JOINER.len_utf8() } else { len })
}

fn show(cluster: &str) -> Cluster<'_> {
    let first = cluster.chars().next().unwrap_or(' ');
    let (shown, columns) = match first {
        '\t' => (Cow::Borrowed(" "), 1),
        _ if is_hidden(first) => {
            let mut shown = String::new();
            // Writing to a String does not fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(first));
            let columns = shown.len();
            (Cow::Owned(shown), columns)
        }
        _ => {
            let emoji = is_emoji(first) && cluster.contains('\u{fe0f}');
            (Cow::Borrowed(cluster), if emoji { 2 } else { of_char(first) })
        }
    };
    Cluster { shown, columns }
}

fn is_mark(c: char) -> bool {
    of_char(c) == 0 && !is_hidden(c)
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}') && !matches!(c, '\u{2e80}'..='\u{3200}')
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Columns that `c` takes: 0, 1 or 2.
fn of_char(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Columns that `text` takes as it is shown.
pub(crate) fn of(text: &str) -> usize {
    clusters(text).map(|cluster| cluster.columns).sum()
}

/// `text` as it is shown.
pub(super) fn visible(text: &str) -> String {
    clusters(text).map(|cluster| cluster.shown).collect()
}

/// `text` as it is shown in lines of at most `columns`, broken at spaces and between wide characters.
pub(crate) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in words(text) {
        let needed = of(word.trim_end());
        if used > 0 && used + needed > columns {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        for cluster in clusters(word) {
            // A word that is longer than a line is cut.
            if used + cluster.columns > columns && used > 0 && cluster.shown != " " {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push_str(&cluster.shown);
            used += cluster.columns;
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Parts between which a line may be broken, each with the spaces behind it. A mark that closes stays with what
/// is before it, one that opens with what follows; code between
/// backticks stays together but for its spaces.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let mut in_code = false;
    std::iter::from_fn(move || {
        let mut before = ' ';
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let closes = "，。：；！？、）」』》〉】”’…".contains(c);
            let breaks = (before == ' ' && c != ' ')
                || (of_char(before) == 2 && !in_code && !closes && !"（「『《〈【".contains(before));
            if at > 0 && breaks {
                end = at;
                break;
            }
            in_code ^= c == '`';
            before = c;
        }
        let (word, later) = rest.split_at(end);
        rest = later;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_is_wide_and_marks_are_not() {
        assert_eq!(of("漢𠮷a，e\u{301}"), 8);
        assert_eq!(of("👨\u{200d}👩\u{200d}👧👍🏽❤\u{fe0f}🇹🇼⭐"), 10);
        assert_eq!(visible("漢\u{200b}\x1b[1m\t"), "漢<U+200B><U+001B>[1m ");
        assert_eq!(visible("漢\u{200d}字👨\u{200d}"), "漢<U+200D>字👨<U+200D>");
        let family = "👨\u{200d}👩";
        assert_eq!(visible(family), family);
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrapped("half-width `,` in Chinese", 12), ["half-width", "`,` in", "Chinese"]);
        assert_eq!(wrapped("半角的“，”在中文里", 8), ["半角的", "“，”在中", "文里"]);
        assert_eq!(wrapped("写成`一二`的", 6), ["写成", "`一二`", "的"]);
        assert_eq!(wrapped("书名《一》", 6), ["书名", "《一》"]);
        assert_eq!(wrapped("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrapped("", 3), [""]);
    }
}
