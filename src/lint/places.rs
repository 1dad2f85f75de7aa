//! Where the characters stand that rules begin at.
//!
//! One pass over the text puts each such character into the list of its class. Ordinary ideographs, letters
//! and digits are in none, so that most rules look at a small part of the text and no rule reads it again.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::variants;
use crate::document::han::is_han;
use crate::text::Span;

/// What a place is the beginning of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Nothing that a rule looks at.
    Plain,
    /// C0 and C1 controls but tab and line ends; U+2028, U+2029.
    Control,
    Bidi,
    PrivateUse,
    Replacement,
    /// Variation selectors.
    Selector,
    /// U+FEFF.
    ByteOrderMark,
    /// Spaces that are neither U+0020 nor U+3000.
    OddSpace,
    /// Full-width digits and letters.
    Fullwidth,
    /// Half-width `｡｢｣､･`.
    HalfwidthForm,
    /// Combining marks, and characters that NFC replaces.
    Combining,
    Kana,
    /// `○◯０Ｏ`
    Circle,
    Ellipsis,
    Dash,
    /// Dots at the height of the middle.
    Dot,
    /// `。，、；：！？`
    Stop,
    /// Quotation marks of all kinds but ASCII.
    Quote,
    /// Brackets and title marks but ASCII.
    Bracket,
    /// What the first byte of a character in UTF-8 looks like in Latin-1.
    Latin,
    Emoji,
    /// An ASCII `,.;:!?` beside a character that is not ASCII.
    AsciiStop,
    /// `(` and `)`.
    Paren,
    /// `"`, and `'` beside a character that is not ASCII.
    AsciiQuote,
    /// U+0020 beside a character that is not ASCII.
    Space,
    /// `-` beside a character that is not ASCII.
    Hyphen,
    /// `<` and `>` beside a character that is not ASCII.
    Angle,
    Ampersand,
    /// `*` beside a character that is not ASCII.
    Star,
    /// `O`, `o` and `0` between two characters that are not ASCII.
    AsciiZero,
    /// Japanese forms of ideographs.
    Shinjitai,
    /// Characters of which `dicts/zhfix/variants.tsv` has other forms.
    Form,
    /// Ideographs that the first bytes of UTF-8 look like in GBK.
    GbkLead,
    /// Ideographs that look like others: `dicts/zhfix/lookalikes.tsv`.
    Lookalike,
    /// `锟`, `烫`, `屯`.
    Filler,
}

const COUNT: usize = Class::Filler as usize + 1;

/// Ideographs can be in several classes: those from `Shinjitai` on are bits of the table.
const FIRST_HAN: usize = Class::Shinjitai as usize;

/// The places of each class, in order.
#[derive(Clone, Debug)]
pub(super) struct Places {
    lists: [Vec<usize>; COUNT],
}

impl Places {
    /// Find all places; linear in the length of `text`, one look into a table for each character.
    pub fn of(text: &str) -> Self {
        let mut lists = [const { Vec::new() }; COUNT];
        let table = &**TABLE;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < 0x80 {
                let class = ASCII[usize::from(byte)];
                if class != Class::Plain && counts(class, bytes, at) {
                    lists[class as usize].push(at);
                }
                at += 1;
                continue;
            }
            let (code, len) = decode(bytes, at);
            match table.get(code as usize) {
                Some(0) => {}
                Some(&entry) => {
                    let class = usize::from(entry & 0xFF);
                    if class != 0 {
                        lists[class].push(at);
                    }
                    let mut han = entry >> 8;
                    while han != 0 {
                        lists[FIRST_HAN + han.trailing_zeros() as usize].push(at);
                        han &= han - 1;
                    }
                }
                None => match astral(code) {
                    Class::Plain => {}
                    class => lists[class as usize].push(at),
                },
            }
            at += len;
        }
        Self { lists }
    }

    /// The places of one class.
    pub fn of_class(&self, class: Class) -> &[usize] {
        &self.lists[class as usize]
    }

    /// The lines of `text` with a place of one of `classes`, without their line ends, in order.
    ///
    /// Linear in the number of places and the length of these lines, but for the sorting.
    pub fn lines(&self, text: &str, classes: &[Class]) -> Vec<Span> {
        let bytes = text.as_bytes();
        let mut lines = Vec::new();
        for &class in classes {
            let mut end = 0;
            for &at in self.of_class(class) {
                if at < end {
                    continue;
                }
                let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
                end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                lines.push(Span::new(start, end));
            }
        }
        if classes.len() > 1 {
            lines.sort_unstable();
            lines.dedup();
        }
        lines
    }
}

/// Code point and length of the character at `at`, which is not ASCII.
fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let tail = |i: usize| u32::from(bytes[at + i] & 0x3F);
    match bytes[at] {
        byte @ ..0xE0 => (u32::from(byte & 0x1F) << 6 | tail(1), 2),
        byte @ 0xE0..0xF0 => (u32::from(byte & 0x0F) << 12 | tail(1) << 6 | tail(2), 3),
        byte => (u32::from(byte & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4),
    }
}

/// Whether an ASCII character stands where its class says.
fn counts(class: Class, bytes: &[u8], at: usize) -> bool {
    let get = |i: usize| bytes.get(i).copied().unwrap_or(b'\n');
    let before = |n: usize| at.checked_sub(n).map_or(b'\n', get);
    let near = || {
        before(1) >= 0x80
            || get(at + 1) >= 0x80
            || before(1) == b' ' && before(2) >= 0x80
            || get(at + 1) == b' ' && get(at + 2) >= 0x80
    };
    match class {
        Class::Control | Class::Ampersand | Class::Paren => true,
        Class::AsciiQuote => bytes[at] == b'"' || near(),
        Class::Space | Class::Hyphen | Class::Angle | Class::Star => before(1) >= 0x80 || get(at + 1) >= 0x80,
        Class::AsciiZero => before(1) >= 0x80 && get(at + 1) >= 0x80,
        _ => near(),
    }
}

static ASCII: [Class; 128] = {
    let mut table = [Class::Plain; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'\t' | b'\n' | b'\r' => Class::Plain,
            ..0x20 | 0x7F => Class::Control,
            b',' | b'.' | b';' | b':' | b'!' | b'?' => Class::AsciiStop,
            b'(' | b')' => Class::Paren,
            b'"' | b'\'' => Class::AsciiQuote,
            b' ' => Class::Space,
            b'-' => Class::Hyphen,
            b'<' | b'>' => Class::Angle,
            b'&' => Class::Ampersand,
            b'*' => Class::Star,
            b'O' | b'o' | b'0' => Class::AsciiZero,
            _ => Class::Plain,
        };
        at += 1;
    }
    table
};

/// Class and, above, the bits of the classes of ideographs, by code point below 2^16.
static TABLE: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let shinjitai: HashSet<char> = super::shinjitai::all().collect();
    let lookalike: HashSet<char> = super::lookalikes::characters().collect();
    let of = |code: u32| {
        let Some(c) = char::from_u32(code) else { return 0 };
        let mut entry = u16::from(class(c) as u8);
        let bit = |class: Class| 1_u16 << (8 + class as usize - FIRST_HAN);
        for (is, class) in [
            (shinjitai.contains(&c), Class::Shinjitai),
            (variants::is_form(c), Class::Form),
            (super::mojibake::is_gbk_lead(c), Class::GbkLead),
            (lookalike.contains(&c), Class::Lookalike),
            (matches!(c, '锟' | '烫' | '屯'), Class::Filler),
        ] {
            if is {
                entry |= bit(class);
            }
        }
        entry
    };
    (0..1 << 16).map(of).collect()
});

/// The class of a character that is not ASCII.
fn class(c: char) -> Class {
    match c {
        '\u{80}'..='\u{9F}' | '\u{2028}' | '\u{2029}' => Class::Control,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Class::Bidi
        }
        '\u{E000}'..='\u{F8FF}' => Class::PrivateUse,
        '\u{FFFD}' => Class::Replacement,
        '\u{FE00}'..='\u{FE0F}' => Class::Selector,
        '\u{FEFF}' => Class::ByteOrderMark,
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Class::OddSpace,
        '０' | 'Ｏ' | '○' | '◯' => Class::Circle,
        '１'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Class::Fullwidth,
        '｡'..='･' => Class::HalfwidthForm,
        '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{2126}' | '\u{212A}' | '\u{212B}' => {
            Class::Combining
        }
        '・' | '•' | '‧' | '⋅' | '∙' | '·' | '●' | '．' => Class::Dot,
        'ぁ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Class::Kana,
        '…' | '⋯' | '‥' => Class::Ellipsis,
        '—' | '–' | '―' | '─' | '━' | '⸺' | '－' => Class::Dash,
        '。' | '，' | '、' | '；' | '：' | '！' | '？' => Class::Stop,
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '〝' | '〞' | '„' | '‟' | '＂' => {
            Class::Quote
        }
        '（' | '）' | '［' | '］' | '〔' | '〕' | '【' | '】' | '〖' | '〗' | '《' | '》' | '〈' | '〉'
        | '｛' | '｝' => Class::Bracket,
        '\u{C2}'..='\u{F4}' => Class::Latin,
        '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2300}'..='\u{23FF}' => Class::Emoji,
        _ => Class::Plain,
    }
}

fn astral(code: u32) -> Class {
    match code {
        0x1F000..=0x1FAFF => Class::Emoji,
        0xE_0100..=0xE_01EF => Class::Selector,
        0xF_0000..=0x10_FFFD => Class::PrivateUse,
        _ => Class::Plain,
    }
}

/// The character before `at`, a line end at the beginning.
pub(super) fn before(text: &str, at: usize) -> char {
    text[..at].chars().next_back().unwrap_or('\n')
}

/// The character at `at`, a line end at the end.
pub(super) fn after(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or('\n')
}

/// Whether `line` has an ideograph; what is ASCII is seen at once.
pub(super) fn has_han(line: &str) -> bool {
    !line.is_ascii() && line.chars().any(is_han)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_where_the_characters_stand() {
        let text = "你好, (a) \u{8}b\"x\" 二O二三年 裡対锟\u{1F600}。\n“甲\u{E0100}”";
        let places = Places::of(text);
        let of = |class| -> Vec<char> {
            places.of_class(class).iter().map(|&at| text[at..].chars().next().unwrap()).collect()
        };
        assert_eq!(of(Class::AsciiStop), [',']);
        assert_eq!(of(Class::Control), ['\u{8}']);
        assert_eq!(of(Class::AsciiQuote), ['"', '"']);
        assert_eq!(of(Class::AsciiZero), ['O']);
        assert_eq!(of(Class::Form), ['裡']);
        assert_eq!(of(Class::Shinjitai), ['対']);
        assert_eq!(of(Class::Filler), ['锟']);
        assert_eq!(of(Class::Emoji), ['\u{1F600}']);
        assert_eq!(of(Class::Stop), ['。']);
        assert_eq!(of(Class::Quote), ['“', '”']);
        assert_eq!(of(Class::Selector), ['\u{E0100}']);
        let lines = places.lines(text, &[Class::Quote, Class::Stop, Class::Selector]);
        let lines: Vec<&str> = lines.into_iter().map(|line| line.of(text)).collect();
        assert_eq!(lines, text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn a_long_line_is_found_once() {
        let text = "，".repeat(100_000);
        assert_eq!(Places::of(&text).lines(&text, &[Class::Stop]).len(), 1);
    }
}
