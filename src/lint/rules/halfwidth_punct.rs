use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::document::han::{is_han, is_mark};
use crate::message;
use crate::lint::places::{Class, has_han};
use crate::lint::context::is_style;
use crate::lint::{Context, Rule};
use crate::text::{Edit, Edits, Span};

/// Half-width punctuation in Chinese text.
#[derive(Clone, Copy, Debug)]
pub(super) struct HalfwidthPunct;

impl Rule for HalfwidthPunct {
    fn name(&self) -> &'static str {
        "halfwidth-punct"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let lines = candidates(cx);
        if lines.is_empty() {
            return;
        }
        let before = found.len();
        if self.find(cx, &lines, true, found) {
            found.truncate(before);
            self.find(cx, &lines, false, found);
        }
    }
}

impl HalfwidthPunct {
    /// Add the marks of some lines to what was found, and say whether the text keeps to half-width brackets.
    fn find(self, cx: &Context<'_>, lines: &[Span], brackets: bool, found: &mut Vec<Diagnostic>) -> bool {
        let text = cx.text();
        let mut counts = Counts::default();
        for line in lines {
            for mark in changes(line.of(text), line.start, brackets) {
                counts.count(text, &mark);
                let Mark { span, edits, .. } = mark;
                let is = if edits.len() > 1 { "()" } else { span.of(text) };
                let message = message!("half-width `{is}` in Chinese text", is);
                let edits = edits.into_iter().map(|edit| cx.edit(edit)).collect();
                let mut diagnostic = cx.report(self.name(), span, message);
                diagnostic.fix = Some(Fix { applicability: Applicability::Safe, edits });
                found.push(diagnostic);
            }
        }
        counts.keep_brackets(cx)
    }
}

/// The lines in which a mark may be half-width that should not be: most lines with such marks have none.
fn candidates(cx: &Context<'_>) -> Vec<Span> {
    let text = cx.text();
    let bytes = text.as_bytes();
    let mut lines: Vec<Span> = Vec::new();
    let mut add = |at: usize| {
        if lines.last().is_none_or(|line| at >= line.end) {
            let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
            lines.push(Span::new(start, end));
        }
    };
    let (stops, brackets) = (cx.places(Class::AsciiStop), cx.places(Class::Paren));
    // Brackets are asked by the line: one changes where it has Chinese in it, or a full-width partner.
    let mut stops = stops.iter().copied().filter(|&at| may_be_chinese(text, at)).peekable();
    let mut brackets = brackets.iter().copied().peekable();
    let wide = |&at: &usize| text[at..].starts_with(['（', '）']);
    let mut wide = cx.places(Class::Bracket).iter().copied().filter(wide).peekable();
    loop {
        let stop = stops.peek().copied().unwrap_or(usize::MAX);
        let Some(&bracket) = brackets.peek() else { break };
        if stop <= bracket {
            stops.next();
            add(stop);
            continue;
        }
        let end = memchr::memchr(b'\n', &bytes[bracket..]).map_or(bytes.len(), |n| bracket + n);
        let mut last = bracket;
        while let Some(at) = brackets.next_if(|&at| at < end) {
            last = at;
        }
        // What stands around the brackets may be a full-width one.
        let start = memchr::memrchr(b'\n', &bytes[..bracket]).map_or(0, |n| n + 1);
        while wide.next_if(|&at| at < start).is_some() {}
        let within = &text[bracket..last];
        if wide.peek().is_some_and(|&at| at < end) || !within.is_ascii() && holds_chinese(within) {
            while stops.next_if(|&at| at < bracket).is_some() {}
            add(bracket);
        }
    }
    stops.for_each(add);
    lines
}

/// Whether a pair of brackets in `text`, which begins with one, has an ideograph in it; the last one may be open.
fn holds_chinese(text: &str) -> bool {
    let mut open: Vec<usize> = Vec::new();
    let mut han = 0;
    for c in text.chars().chain([')']) {
        match c {
            '(' => open.push(han),
            ')' => {
                if open.pop().is_some_and(|start| han > start) {
                    return true;
                }
            }
            c => han += usize::from(is_han(c)),
        }
    }
    false
}

/// Whether the mark at `at` may belong to Chinese text, in the first round.
fn may_be_chinese(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + 1..]);
    let last = before.chars().next_back().unwrap_or('\n');
    follows(before.chars().rev())
        || text.as_bytes()[at] == b','
            && (after.starts_with(is_han) && last.is_ascii_alphanumeric()
                || before.strip_suffix(' ').is_some_and(|before| before.ends_with(is_han)))
}

/// A mark to change.
struct Mark {
    span: Span,
    /// Those of both marks of a pair: it is changed as a whole or not at all.
    edits: Edits,
    /// Whether the partner of the bracket is full-width already.
    mixed: bool,
}

/// Marks to change, by kind.
#[derive(Default)]
struct Counts {
    /// Half-width brackets, those with a full-width partner, and other marks.
    half: usize,
    wide: usize,
    stops: usize,
}

impl Counts {
    fn count(&mut self, text: &str, mark: &Mark) {
        match mark.span.of(text) {
            "(" if mark.mixed => self.wide += 1,
            "(" => self.half += 1,
            ")" => {}
            _ => self.stops += 1,
        }
    }

    /// Whether the text sets its brackets half-width throughout, and its other marks full-width: that is a style, which
    /// much software has in Taiwan.
    fn keep_brackets(&self, cx: &Context<'_>) -> bool {
        let text = cx.text();
        let wide = cx.places(Class::Bracket).iter().filter(|&&at| text[at..].starts_with('（')).count();
        is_style(self.half, self.wide + wide) && is_style(cx.places(Class::Stop).len(), self.stops)
    }
}

/// A character of a line, and what it becomes.
#[derive(Clone, Copy)]
struct Cell {
    /// What stands here by now.
    now: char,
    /// What stood here.
    was: char,
    /// Where that was.
    at: usize,
    /// What the change replaces, in bytes; more than the character where a space goes with it.
    span: Span,
    /// Part of an address or of code.
    fixed: bool,
    /// The other bracket of its pair, and whether that was full-width.
    partner: Option<(usize, bool)>,
}

/// The marks to change, and how; without `all_brackets` only those whose partner is full-width. Linear in the length of
/// `line`.
fn changes(line: &str, offset: usize, all_brackets: bool) -> Vec<Mark> {
    /// A change can be the reason for one beside it; a line that needs more than this is no prose.
    const ROUNDS: usize = 8;
    if !has_han(line) {
        return Vec::new();
    }
    let line = line.trim_end_matches(['\r', '\n']);
    let mut cells: Vec<Cell> = line
        .char_indices()
        .map(|(at, c)| {
            let span = Span::at(offset + at, c.len_utf8());
            Cell { now: c, was: c, at: span.start, span, fixed: false, partner: None }
        })
        .collect();
    protect(&mut cells);
    // In a line with `。`, a `.` between two ideographs is something else than the end of a sentence.
    let sentences = !line.contains('。');
    for _ in 0..ROUNDS {
        let brackets = brackets(&mut cells, all_brackets);
        if !marks(&mut cells, sentences) && !brackets {
            break;
        }
    }
    let changed: Vec<&Cell> = cells.iter().filter(|cell| cell.now != cell.was).collect();
    let edit = |cell: &Cell| Edit::replace(cell.span, cell.now);
    let mark = |cell: &&Cell| {
        let (partner, mixed) = cell.partner.unwrap_or((cell.at, false));
        let other = changed.binary_search_by_key(&partner, |cell| cell.at).ok().filter(|_| partner != cell.at);
        let edits = match other {
            // The opening one stands for both.
            Some(_) if cell.was == ')' => return None,
            Some(other) => [edit(cell), edit(changed[other])].into_iter().collect(),
            None => edit(cell).into(),
        };
        Some(Mark { span: Span::at(cell.at, 1), edits, mixed })
    };
    changed.iter().filter_map(mark).collect()
}

const fn fullwidth(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        '.' => '。',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        _ => return None,
    })
}

/// Mark addresses and code between backticks.
fn protect(cells: &mut [Cell]) {
    let last_tick = cells.iter().rposition(|cell| cell.now == '`').unwrap_or(0);
    let mut at = 0;
    while at < cells.len() {
        if cells[at].now == '`' && at < last_tick {
            let close = cells[at + 1..].iter().position(|cell| cell.now == '`');
            let close = at + 1 + close.unwrap_or(0);
            cells[at..=close].iter_mut().for_each(|cell| cell.fixed = true);
            at = close;
        } else if cells[at..].iter().take(3).map(|cell| cell.now).eq("://".chars()) {
            let scheme = cells[..at].iter().rev().take_while(|cell| cell.now.is_ascii_alphanumeric());
            let start = at - scheme.count();
            let mut end = at + 3;
            // Ideographs belong to an address where they follow a separator of addresses.
            while let Some(cell) = cells.get(end) {
                let before = cells[end - 1].now;
                let part = matches!(before, '/' | '=' | '&' | '#') || is_han(before);
                if !(cell.now.is_ascii_graphic() || is_han(cell.now) && part) {
                    break;
                }
                end += 1;
            }
            cells[start..end].iter_mut().for_each(|cell| cell.fixed = true);
            at = end;
            continue;
        }
        at += 1;
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』')
}

fn is_quote(c: char) -> bool {
    is_closing(c) || matches!(c, '“' | '‘' | '「' | '『')
}

/// Whether a mark at `index` follows Chinese text.
fn follows_chinese(cells: &[Cell], index: usize) -> bool {
    follows(cells[..index].iter().rev().map(|cell| cell.now))
}

/// The same for what stands `before` it, the last character first.
fn follows(mut before: impl Iterator<Item = char>) -> bool {
    // English shares these marks with Chinese: what they close decides.
    let before = before.by_ref().take(4).find(|&c| !is_closing(c));
    before.is_some_and(|c| {
        is_han(c) || matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '）' | '》' | '】' | '〉')
    })
}

/// One round over all marks but brackets; whether anything changed.
fn marks(cells: &mut Vec<Cell>, sentences: bool) -> bool {
    let mut changed = false;
    let mut drop = vec![false; cells.len()];
    for index in 0..cells.len() {
        let Cell { now: c, fixed: false, .. } = cells[index] else { continue };
        let Some(full) = fullwidth(c).filter(|_| !matches!(c, '(' | ')')) else { continue };
        let at = |i: usize| cells.get(i).map_or('\n', |cell| cell.now);
        let (next, second) = (at(index + 1), at(index + 2));
        let before = if index > 0 { at(index - 1) } else { '\n' };
        let spaced = c == ','
            && before == ' '
            && next != ' '
            && index > 1
            && is_han(at(index - 2))
            && !drop[index - 1];
        let chinese = follows_chinese(cells, index) || spaced;
        let change = match c {
            ',' => chinese || is_han(next) && before.is_ascii_alphanumeric(),
            ';' | ':' => {
                chinese
                    && next != c
                    && before != c
                    && !emoticon(next, second)
                    && !(c == ':' && (next == '/' || shortcode(cells, index)))
            }
            // `!important` is code.
            '!' => chinese && !matches!(next, '=' | '[') && !next.is_ascii_lowercase(),
            '?' => chinese && !next.is_ascii_alphanumeric(),
            _ => {
                chinese
                    && before != '.'
                    && match next {
                        '\n' | ' ' => !label(cells, index),
                        _ if is_closing(next) => true,
                        _ => is_han(next) && sentences && !label(cells, index),
                    }
            }
        };
        if !change {
            continue;
        }
        let mut span = cells[index].span;
        if spaced {
            drop[index - 1] = true;
            span.start = cells[index - 1].span.start;
        }
        if next == ' ' && !matches!(second, ' ' | '\n') && !cells[index + 1].fixed {
            drop[index + 1] = true;
            span.end = cells[index + 1].span.end;
        }
        cells[index].now = full;
        cells[index].span = span;
        changed = true;
    }
    remove(cells, &drop);
    changed
}

/// `:)`, `;-)`, `:D` and the like.
fn emoticon(next: char, second: char) -> bool {
    match next {
        '-' => matches!(second, ')' | '(' | 'D' | 'P'),
        ')' | '(' | 'D' | 'P' | '|' | '\\' => !is_han(second) && !second.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// `:smile:`
fn shortcode(cells: &[Cell], index: usize) -> bool {
    const LONGEST: usize = 32;
    let mut rest = cells[index + 1..].iter().take(LONGEST).map(|cell| cell.now);
    let mut letters = false;
    loop {
        match rest.next() {
            Some(':') => return letters,
            Some('a'..='z') => letters = true,
            Some('0'..='9' | '_' | '+' | '-') => {}
            _ => return false,
        }
    }
}

/// Whether a `.` stands behind the number or letter of a list: `一.`, `甲.`
fn label(cells: &[Cell], index: usize) -> bool {
    let start = cells.iter().take(index).position(|cell| !matches!(cell.now, ' ' | '\u{3000}' | '\t'));
    let Some(start) = start else { return false };
    let label = cells[start..index].iter().take(4);
    index - start <= 3
        && label.clone().all(|cell| "〇一二三四五六七八九十百甲乙丙丁戊己庚辛壬癸".contains(cell.now))
}

/// One round over all pairs of brackets; whether anything changed.
fn brackets(cells: &mut Vec<Cell>, all: bool) -> bool {
    struct Open {
        index: usize,
        han: usize,
    }
    let mut open: Vec<Open> = Vec::new();
    let mut pairs = Vec::new();
    let mut han = 0;
    for (index, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.fixed) {
        match cell.now {
            '(' | '（' => open.push(Open { index, han }),
            ')' | '）' => {
                if let Some(start) = open.pop()
                    && (cell.now == ')' || cells[start.index].now == '(')
                    && han > start.han
                {
                    pairs.push((start.index, index));
                }
            }
            c => han += usize::from(is_han(c)),
        }
    }
    let at = |i: Option<usize>| i.and_then(|i| cells.get(i)).map_or('\n', |cell| cell.now);
    let chinese = |c: char| is_han(c) || is_mark(c) || is_quote(c);
    // A bracket, and whether the space before and behind it goes with it.
    let mut found = Vec::new();
    let mut partners = Vec::new();
    for (start, end) in pairs {
        let (left, right) = (at(start.checked_sub(1)), at(Some(end + 1)));
        let (far_left, far_right) = (at(start.checked_sub(2)), at(Some(end + 2)));
        let left_space = left == ' ' && far_left != ' ' && start > 1;
        let right_space = right == ' ' && far_right != ' ';
        let beyond_right = if right_space { far_right } else { right };
        let fits = match if left_space { far_left } else { left } {
            '\n' => !beyond_right.is_alphanumeric() || is_han(beyond_right),
            beyond_left => chinese(beyond_left),
        };
        let mixed = at(Some(start)) == '（' || at(Some(end)) == '）';
        if fits && all || mixed {
            let (wide_start, wide_end) = (cells[start].was == '（', cells[end].was == '）');
            partners.push((start, (cells[end].at, wide_end)));
            partners.push((end, (cells[start].at, wide_start)));
            let inner = |space: usize, beyond: usize| at(Some(space)) == ' ' && is_han(at(Some(beyond)));
            found.push((start, left_space && chinese(far_left), inner(start + 1, start + 2)));
            found.push((end, inner(end - 1, end.saturating_sub(2)), right_space && is_han(far_right)));
        }
    }
    for (index, partner) in partners {
        cells[index].partner = Some(partner);
    }
    let mut drop = vec![false; cells.len()];
    let mut changed = false;
    for (index, before, behind) in found {
        let Some(full) = fullwidth(cells[index].now) else { continue };
        let mut span = cells[index].span;
        if before && !std::mem::replace(&mut drop[index - 1], true) {
            span.start = cells[index - 1].span.start;
        }
        if behind && !std::mem::replace(&mut drop[index + 1], true) {
            span.end = cells[index + 1].span.end;
        }
        cells[index].now = full;
        cells[index].span = span;
        changed = true;
    }
    remove(cells, &drop);
    changed
}

fn remove(cells: &mut Vec<Cell>, drop: &[bool]) {
    if drop.contains(&true) {
        let mut drop = drop.iter();
        cells.retain(|_| !drop.next().copied().unwrap_or(false));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(line: &str) -> String {
        let mut edits: Vec<_> = changes(line, 0, true).into_iter().flat_map(|mark| mark.edits).collect();
        edits.sort_by_key(|edit| edit.span.start);
        crate::text::apply(line, &edits).into_owned()
    }

    #[test]
    fn marks_in_chinese_become_wide() {
        for (line, expected) in [
            ("你好,世界.今天天气很好!你呢?", "你好，世界。今天天气很好！你呢？"),
            ("(責編:李忠益 劉娟 審核:黨艷秋)", "（責編：李忠益 劉娟 審核：黨艷秋）"),
            ("宜都融媒訊 (記者 鄭振亞)為", "宜都融媒訊（記者 鄭振亞）為"),
            ("你好, 世界", "你好，世界"),
            ("你好 ,世界", "你好，世界"),
            ("使用Rust,然后", "使用Rust，然后"),
            ("到2025年,改善;完成:", "到2025年，改善；完成："),
            ("他说“好”,走了.", "他说“好”，走了。"),
            ("真的?!", "真的？！"),
            ("时间:12:30,比例1:2,共1,000元,圆周率3.14.", "时间：12:30，比例1:2，共1,000元，圆周率3.14."),
            ("你好(世界（好）)了", "你好（世界（好））了"),
            ("甲（乙)丙", "甲（乙）丙"),
            ("甲 ( 乙 ) 丙 (丁) (戊)", "甲（乙）丙（丁）（戊）"),
        ] {
            assert_eq!(fixed(line), expected);
            assert_eq!(fixed(expected), expected);
        }
    }

    #[test]
    fn what_is_not_chinese_prose_stays() {
        for line in [
            "函數(function)和f(中文)",
            "见 https://zh.wikipedia.org/wiki/你好?x=1",
            "链接[文字](地址)和![图](图)",
            "代码`a(中),b`",
            "文件 说明.txt 和 图.png",
            "一.引言",
            "约翰.史密斯来了。",
            "你好:smile: :)",
            "开心:)",
            "类::方法",
            "等等...然后",
            "1)第一 2)第二",
            "规则后面的!important不算。",
            "He said (see 附录 1), then left.",
        ] {
            assert_eq!(fixed(line), line);
        }
    }

    #[test]
    fn unmatched_brackets_cost_no_more() {
        for piece in ["(", "中(", "中)", "`", "中`(", "中,", "://中", "中:", " ,中"] {
            let _ = changes(&piece.repeat(100_000), 0, true);
        }
    }
}
