//! Text that was decoded with the wrong table, and the way back.
//!
//! Only an exact way back counts: every byte of the wrong reading must be part of the right one.

use std::sync::LazyLock;

use encoding_rs::{GB18030, GBK, WINDOWS_1252};

use crate::document::han::{is_han, is_mark};
use crate::text::Span;

/// By code point below 2^16: the two bytes that the character has in GBK, or 0. Made when the first suspicious pair of
/// characters is met.
static GBK_BYTES: LazyLock<Vec<[u8; 2]>> = LazyLock::new(|| {
    // One to a line, so that what is none does not take part of the next.
    let trails = || (0x40..=0x7E).chain(0x80..=0xFE);
    let pairs = (0x81..=0xFE).flat_map(|lead| trails().map(move |trail| [lead, trail, b'\n']));
    let pairs: Vec<[u8; 3]> = pairs.collect();
    let text = GBK.decode_without_bom_handling(pairs.as_flattened()).0;
    let mut bytes = vec![[0; 2]; 1 << 16];
    for (line, &[lead, trail, _]) in text.lines().zip(&pairs) {
        let mut chars = line.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { continue };
        if let Some(bytes) = bytes.get_mut(c as usize).filter(|bytes| c != '\u{FFFD}' && **bytes == [0; 2]) {
            *bytes = [lead, trail];
        }
    }
    bytes
});

/// The bytes of a character that is not ASCII.
fn gbk_bytes(c: char) -> Option<[u8; 2]> {
    GBK_BYTES.get(c as usize).copied().filter(|&bytes| bytes != [0; 2])
}

/// The one character that two bytes are in GBK.
fn gbk(bytes: &[u8]) -> Option<char> {
    let text = GBK.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The ideographs that GBK makes of the first two bytes of an ideograph or a Chinese mark in UTF-8.
pub(super) fn gbk_leads() -> impl Iterator<Item = char> {
    let leads = (0xE4..=0xE9).chain([0xE3, 0xE2, 0xEF]);
    leads.flat_map(|lead| (0x80..=0xBF).filter_map(move |trail| gbk(&[lead, trail]))).filter(|&c| is_han(c))
}

/// The text in UTF-8 whose bytes were read as GBK from `at` on: its place, and what it is.
///
/// At least four characters of the wrong reading, all of which become ideographs and Chinese marks.
pub(super) fn from_gbk(text: &str, at: usize) -> Option<(Span, String)> {
    const FEWEST: usize = 3;
    let mut bytes = Vec::new();
    let mut ends = Vec::new();
    for (offset, c) in text[at..].char_indices() {
        let Some(pair) = gbk_bytes(c) else { break };
        bytes.extend(pair);
        ends.push(at + offset + c.len_utf8());
        // What is not UTF-8 by now will not become it.
        if ends.len() % 64 == 0
            && let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_some()
        {
            break;
        }
    }
    let valid = match std::str::from_utf8(&bytes) {
        Ok(valid) => valid,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    // The longest part that ends with a character of both readings and is Chinese.
    let mut end = 0;
    for (offset, c) in valid.char_indices() {
        if !(is_han(c) || is_mark(c)) {
            break;
        }
        let next = offset + c.len_utf8();
        if next % 2 == 0 {
            end = next;
        }
    }
    let right = &valid[..end];
    let chars = end / 2;
    (chars >= FEWEST && right.chars().filter(|&c| is_common(c)).count() * 2 > right.chars().count())
        .then(|| (Span::new(at, ends[chars - 1]), right.to_owned()))
}

/// Whether `c` is an ideograph of GB 2312, or a mark.
fn is_common(c: char) -> bool {
    is_mark(c) || gbk_bytes(c).is_some_and(|[lead, trail]| (0xB0..=0xF7).contains(&lead) && trail >= 0xA1)
}

/// The text in UTF-8 whose bytes were read as Windows-1252 or Latin-1 from `at` on.
pub(super) fn from_latin(text: &str, at: usize) -> Option<(Span, String)> {
    let mut bytes = Vec::new();
    let mut ends = Vec::new();
    for (offset, c) in text[at..].char_indices() {
        let Some(byte) = latin(c) else { break };
        bytes.push(byte);
        ends.push(at + offset + c.len_utf8());
        if bytes.len() % 64 == 0
            && let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_some()
        {
            break;
        }
    }
    let right = match std::str::from_utf8(&bytes) {
        Ok(valid) => valid,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    // `Ã©` is a word of its own in other languages; Chinese has three bytes for each character.
    let chinese = right.chars().any(is_han)
        || right.chars().any(|c| matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}'));
    // The first reading of text that was read wrong twice is Latin again.
    let again = right.chars().count() >= 2 && right.chars().all(|c| latin(c).is_some());
    (chinese || again && from_latin(right, 0).is_some())
        .then(|| (Span::new(at, ends[right.len() - 1]), right.to_owned()))
}

/// The byte that Windows-1252, or where that has none, Latin-1 has for a character that is not ASCII.
fn latin(c: char) -> Option<u8> {
    static BYTES: LazyLock<Vec<(char, u8)>> = LazyLock::new(|| {
        let mut all: Vec<_> = (0x80..=0x9F)
            .filter_map(|byte| {
                let bytes = [byte];
                let text = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
                Some((text.chars().next()?, byte))
            })
            .collect();
        all.sort_unstable();
        all
    });
    match c {
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(c)).ok(),
        _ => BYTES.binary_search_by_key(&c, |&(c, _)| c).ok().map(|index| BYTES[index].1),
    }
}

/// The character that GB 18030 has today for one that it had in the private use area.
pub(super) fn private_use(c: char) -> Option<char> {
    let code = u32::from(c);
    let bytes = match code {
        // Vertical forms of punctuation: A6D9 to A6DF, A6EC, A6ED, A6F3.
        0xE78D..=0xE793 => [0xA6, 0xD9 + (code - 0xE78D) as u8],
        0xE794..=0xE795 => [0xA6, 0xEC + (code - 0xE794) as u8],
        0xE796 => [0xA6, 0xF3],
        0xE7C7 => [0xA8, 0xBC],
        // FE50 to FEA0; there is no FE7F.
        0xE815..=0xE864 => {
            let trail = 0x50 + (code - 0xE815) as u8;
            [0xFE, if trail < 0x7F { trail } else { trail + 1 }]
        }
        _ => return None,
    };
    let text = GB18030.decode_without_bom_handling_and_without_replacement(&bytes)?;
    text.chars().next().filter(|is| !matches!(is, '\u{E000}'..='\u{F8FF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str) -> String {
        GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn utf_8_read_as_gbk_comes_back() {
        for text in ["你好，世界", "中文排版很重要。", "我们", "今天天气很好！我们去公园"]
        {
            let wrong = misread(text);
            let (span, right) = from_gbk(&wrong, 0).unwrap();
            assert!(text.starts_with(&right), "{right}");
            assert!(text.len() - right.len() <= 6, "{right} of {text}");
            assert_eq!(span.start, 0);
        }
        assert_eq!(from_gbk("浣", 0), None);
        assert_eq!(from_gbk("浙江省的天气", 0), None);
        let leads: Vec<char> = gbk_leads().collect();
        assert!(leads.contains(&'浣') && leads.contains(&'锛') && !leads.contains(&'中'));
    }

    #[test]
    fn utf_8_read_as_latin_comes_back() {
        let wrong: String = "中文，你好".bytes().map(char::from).collect();
        assert_eq!(from_latin(&wrong, 0).unwrap().1, "中文，你好");
        let twice: String = wrong.bytes().map(char::from).collect();
        assert_eq!(from_latin(&twice, 0).unwrap().1, wrong);
        assert_eq!(from_latin("ä¸\u{AD}æ–‡", 0).unwrap().1, "中文");
        for other in ["é", "Ã©", "ÄÖ", "çà", "äöü"] {
            assert_eq!(from_latin(other, 0), None, "{other}");
        }
    }

    #[test]
    fn gb_18030_has_moved_characters() {
        assert_eq!(private_use('\u{E81E}'), Some('龴'));
        assert_eq!(private_use('\u{E864}'), Some('龻'));
        assert_eq!(private_use('\u{E7C7}'), Some('ḿ'));
        assert_eq!(private_use('\u{E000}'), None);
    }
}
