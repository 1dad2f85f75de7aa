//! Addresses and paths in running text.

use super::han::is_han;
use super::region::{Region, RegionKind};
use crate::text::Span;

/// Find what begins around the byte `at`, a `/`, `\` or `@` of `text`, but not before `from`.
///
/// # Errors
///
/// Where nothing is found, where to look on.
pub(super) fn around(text: &str, at: usize, from: usize) -> Result<Region, usize> {
    let bytes = text.as_bytes();
    let span = match bytes[at] {
        b'@' => mail(text, at, from).ok_or(at + 1),
        b'/' if bytes[..at].ends_with(b":") && bytes.get(at + 1) == Some(&b'/') => {
            url(text, at - 1, from).ok_or(at + 1)
        }
        _ => path(text, at, from),
    };
    span.map(|span| Region { span, kind: RegionKind::Url })
}

/// Longest name before a `:` or `@`, and the like; what is longer is no address.
const LONGEST: usize = 128;

/// Where the ASCII run of `part` that ends at `end` begins.
fn run(text: &str, end: usize, from: usize, part: impl Fn(u8) -> bool) -> usize {
    let from = from.max(end.saturating_sub(LONGEST));
    let len = text.as_bytes()[from..end].iter().rev().take_while(|&&byte| part(byte)).count();
    end - len
}

/// `https://…`; `at` is the colon.
fn url(text: &str, at: usize, from: usize) -> Option<Span> {
    let start =
        run(text, at, from, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-'));
    if start == at {
        return None;
    }
    let end = tail(text, at + 3);
    (end > at + 3).then_some(Span::new(start, end))
}

/// Whether the name before an `@` may have this byte.
pub(super) const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// `name@example.org`; `at` is the `@`.
fn mail(text: &str, at: usize, from: usize) -> Option<Span> {
    let start = run(text, at, from, is_of_name);
    let host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let len = text.as_bytes()[at + 1..].iter().take(LONGEST).take_while(|&&byte| host(byte)).count();
    let end = at + 1 + text[at + 1..at + 1 + len].trim_end_matches(['.', '-']).len();
    (start < at && text[at + 1..end].contains('.')).then_some(Span::new(start, end))
}

/// `/usr/share/中文`, `./文件.txt`, `C:\用户`, `docs/说明.md`; `at` is the first separator.
fn path(text: &str, at: usize, from: usize) -> Result<Span, usize> {
    /// What is longer and no path is not looked at again from its middle.
    const SHORT: usize = 64;
    let bytes = text.as_bytes();
    let name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'~');
    let mut start = run(text, at, from, name);
    let drive = bytes[at] == b'\\' && start == at && at >= from + 2 && bytes[at - 1] == b':';
    if drive && bytes[at - 2].is_ascii_alphabetic() {
        start = at - 2;
    }
    let end = tail(text, at + 1);
    let path = &text[start..end];
    let before = &path[..at - start];
    // 他/她, 和/或, 1/2, km/h, </b>: a path has a root, or an extension.
    let separator = char::from(bytes[at]);
    let last = path.rsplit(separator).next().unwrap_or_default();
    let extension = last.rsplit_once('.').is_some_and(|(stem, suffix)| {
        let len = suffix.len();
        !stem.is_empty()
            && (1..=5).contains(&len)
            && suffix.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && suffix.bytes().any(|byte| byte.is_ascii_alphabetic())
    });
    let parent = text[..start].chars().next_back();
    let free = parent.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '<' | '/' | '\\'));
    let rooted = match before {
        "." | ".." | "~" => true,
        "" => {
            // 打开/etc/hosts, but not 他/她/它.
            let begins = path[1..].chars().next();
            let ascii = begins.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
            let outside = begins.is_some_and(is_han) && parent.is_none_or(|c| !is_han(c));
            (ascii || outside) && path[1..].contains('/')
        }
        _ => drive,
    };
    if free && path.len() > at + 1 - start && (rooted || extension && separator == '/') {
        return Ok(Span::new(start, end));
    }
    Err(if end > at + SHORT { end } else { at + 1 })
}

/// Where an address ends that goes on at `from`. Ideographs belong to it behind a separator and behind each
/// other; marks at the end belong to the sentence.
fn tail(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut before = text[..from].chars().next_back().unwrap_or(' ');
    let mut open = 0_usize;
    let mut dotted = 0_usize;
    for c in text[from..].chars() {
        let belongs = match c {
            '"' | '`' | '<' | '>' | '|' | '{' | '}' | '^' => false,
            '(' => {
                open += 1;
                true
            }
            ')' => {
                let closes = open > 0;
                open = open.saturating_sub(1);
                closes
            }
            _ if c.is_ascii_graphic() => true,
            // 文件.txt里: the sentence goes on behind an extension.
            _ if is_han(c) => {
                matches!(before, '/' | '\\' | '=' | '&' | '#' | '_' | '-')
                    || is_han(before)
                    || dotted == 0 && before == '.'
            }
            _ => false,
        };
        if !belongs {
            break;
        }
        dotted = if c == '.' { 0 } else { dotted + 1 };
        before = c;
        end += c.len_utf8();
    }
    let address = &text[from..end];
    from + address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '[', ']']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut all: Vec<Span> = Vec::new();
        for (at, _) in text.char_indices().filter(|(_, c)| matches!(c, '/' | '\\' | '@')) {
            let from = all.last().map_or(0, |span| span.end);
            if at >= from {
                all.extend(around(text, at, from).ok().map(|region| region.span));
            }
        }
        all.into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, expected) in [
            ("见https://example.com/头发?x=1,然后", "https://example.com/头发?x=1"),
            ("见 https://zh.wikipedia.org/wiki/汉字。", "https://zh.wikipedia.org/wiki/汉字"),
            ("（见http://a.cn/b(c)）", "http://a.cn/b(c)"),
            ("(http://a.cn/b)", "http://a.cn/b"),
            ("访问https://example.com查看", "https://example.com"),
            ("写信给a.b@example.com。", "a.b@example.com"),
            ("打开/etc/hosts文件", "/etc/hosts"),
            ("放在 /home/用户/文件.txt里", "/home/用户/文件.txt"),
            (r"放在C:\用户\文档。", r"C:\用户\文档"),
            ("见docs/说明.md和", "docs/说明.md"),
            ("运行./运行.sh，", "./运行.sh"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn a_slash_alone_makes_no_path() {
        for text in [
            "他/她/它",
            "和/或",
            "1/2",
            "100km/h",
            "输入/输出",
            "</b>",
            "@张三",
            "a@b",
            "TCP/IP协议",
            "(/)",
            "2024/01/02",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }
}
