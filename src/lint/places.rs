//! Where the characters stand that rules begin at.
//!
//! One pass over the text puts each such character into the list of its class. Ordinary ideographs, letters
//! and digits are in none, so that most rules look at a small part of the text and no rule reads it again.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::phrases::wrong_words;
use super::{foreign, rivals, rules, variants};
use crate::detect::{begins_word_of_region, tells_region};
use crate::document::han::is_han;
use crate::lexicon::Characters;
use crate::text::Span;
use crate::variant::Script;

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

/// The places of each class, in order, and what else one pass over the text tells.
#[derive(Clone, Debug)]
pub(super) struct Places {
    lists: [Vec<usize>; COUNT],
    /// Where a phrase may begin: a rival word, a wrong word.
    phrases: Vec<usize>,
    /// Where the region of the text may show.
    regions: Vec<usize>,
    /// Where a character stands that stood one or two before.
    doubled: Vec<usize>,
    /// Where characters stand that are odd in Simplified text; nothing if they are many.
    odd: Option<Vec<usize>>,
    simplified: usize,
    traditional: usize,
}

/// Bits of the table above those of the classes.
const SIMPLIFIED: u32 = 1 << 16;
const TRADITIONAL: u32 = 1 << 17;
const ODD: u32 = 1 << 18;
const BEGINS_PHRASE: u32 = 1 << 19;
const BEGINS_REGION: u32 = 1 << 20;
const TELLS_REGION: u32 = 1 << 21;
const BEGINS_PAIR: u32 = 1 << 22;
/// The second character of a word that tells a region.
const IN_REGION: u32 = 1 << 23;
/// What the next character decides about.
const BEGINS: u32 = BEGINS_PHRASE | BEGINS_REGION | TELLS_REGION;
/// What is no reason to put a character into a list.
const PASSED: u32 = SIMPLIFIED | TRADITIONAL | BEGINS | BEGINS_PAIR | IN_REGION;

/// A character that was passed.
#[derive(Clone, Copy, Default)]
struct Passed {
    at: usize,
    code: u32,
    flags: u32,
}

impl Places {
    /// Find all places; linear in the length of `text`, one look into a table for each character.
    pub fn of(text: &str) -> Self {
        let mut found = Self {
            lists: [const { Vec::new() }; COUNT],
            phrases: Vec::new(),
            regions: Vec::new(),
            doubled: Vec::new(),
            odd: Some(Vec::new()),
            simplified: 0,
            traditional: 0,
        };
        let table = &**TABLE;
        let bytes = text.as_bytes();
        let (mut before, mut last) = (0, Passed::default());
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            let (code, len, flags);
            if PLAIN[usize::from(byte)] && last.flags & BEGINS == 0 {
                at = skip(bytes, at);
                // No word that may stand twice has ASCII in it.
                (before, last) = (0, Passed::default());
                continue;
            }
            if byte < 0x80 {
                let class = ASCII[usize::from(byte)];
                if class != Class::Plain && counts(class, bytes, at) {
                    found.lists[class as usize].push(at);
                }
                (code, len) = (u32::from(byte), 1);
                flags = if byte == ASCII_BEGINS_PHRASE { BEGINS_PHRASE | IN_REGION } else { IN_REGION };
            } else {
                (code, len) = decode(bytes, at);
                flags = table.get(code as usize).copied().unwrap_or_else(|| astral(code));
                found.simplified += usize::from(flags & SIMPLIFIED != 0);
                found.traditional += usize::from(flags & TRADITIONAL != 0);
                if flags & !PASSED != 0 {
                    found.add(at, flags);
                }
                if code == last.code || code == before && flags & BEGINS_PAIR != 0 {
                    found.doubled.push(at);
                }
            }
            if last.flags & BEGINS != 0 {
                found.begin(last, code, flags);
            }
            before = last.code;
            last = Passed { at, code, flags };
            at += len;
        }
        if last.flags & TELLS_REGION != 0 {
            found.regions.push(last.at);
        }
        found
    }

    /// Add a character that is not ASCII to its lists.
    #[inline]
    fn add(&mut self, at: usize, flags: u32) {
        /// Where more than one of so many bytes begins an odd character, they are none.
        const MANY: usize = 32;
        let class = (flags & 0xFF) as usize;
        if class != 0 {
            self.lists[class].push(at);
        }
        let mut han = flags >> 8 & 0xFF;
        while han != 0 {
            self.lists[FIRST_HAN + han.trailing_zeros() as usize].push(at);
            han &= han - 1;
        }
        if flags & ODD != 0
            && let Some(odd) = &mut self.odd
        {
            odd.push(at);
            if odd.len() > 1024 + at / MANY {
                self.odd = None;
            }
        }
    }

    /// See whether `first` begins something, now that the character behind it is known.
    #[inline]
    fn begin(&mut self, first: Passed, second: u32, flags: u32) {
        let chars = || Some((char::from_u32(first.code)?, char::from_u32(second)?));
        if first.flags & BEGINS_PHRASE != 0 {
            let bit = bit(first.code, second);
            if PAIRS[bit / 64] >> (bit % 64) & 1 != 0 {
                self.phrases.push(first.at);
            }
        }
        let begins = || chars().is_some_and(|(first, second)| begins_word_of_region(first, second));
        let may_begin = first.flags & BEGINS_REGION != 0 && flags & IN_REGION != 0;
        if first.flags & TELLS_REGION != 0 || may_begin && begins() {
            self.regions.push(first.at);
        }
    }

    /// The script of most characters that belong to one script only, as [`majority`](super::majority) says.
    pub fn majority(&self) -> Option<Script> {
        match self.simplified.cmp(&self.traditional) {
            std::cmp::Ordering::Greater => Some(Script::Simplified),
            std::cmp::Ordering::Less => Some(Script::Traditional),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Where a phrase may begin.
    pub fn phrases(&self) -> &[usize] {
        &self.phrases
    }

    /// Where the region of the text may show.
    pub fn regions(&self) -> &[usize] {
        &self.regions
    }

    /// Where a character stands that stood one or two before, if a word may stand twice there.
    pub fn doubled(&self) -> &[usize] {
        &self.doubled
    }

    /// Where characters stand in `text`, which this is about, that are odd in Simplified text.
    pub fn odd(&self, text: &str) -> Cow<'_, [usize]> {
        let all = || text.char_indices().filter(|&(_, c)| foreign::is_odd(c)).map(|(at, _)| at).collect();
        self.odd.as_deref().map_or_else(|| Cow::Owned(all()), Cow::Borrowed)
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

/// The next place behind the ASCII character at `at` that may be in a list.
fn skip(bytes: &[u8], at: usize) -> usize {
    let next = |from: usize, plain: &[bool; 256]| {
        let run = bytes[from..].iter().position(|&byte| !plain[usize::from(byte)]);
        run.map_or(bytes.len(), |run| from + run)
    };
    let near = next(at + 1, &PLAIN);
    if near < at + NEAR || bytes.get(near).is_none_or(|&byte| byte >= 0x80) {
        return near;
    }
    // So far behind what is not ASCII, most marks are in a list only if more of that follows.
    let far = next(near, &PLAIN_FAR);
    if bytes.get(far).is_some_and(|&byte| byte < 0x80) { far } else { near.max(far - NEAR) }
}

/// So many bytes away from what is not ASCII, ASCII characters are in a list in any case or not at all.
const NEAR: usize = 2;

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

/// ASCII characters in no list.
static PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = matches!(ASCII[byte], Class::Plain) && byte as u8 != ASCII_BEGINS_PHRASE;
        byte += 1;
    }
    table
};

/// ASCII characters in no list where only ASCII is [near](NEAR).
static PLAIN_FAR: [bool; 256] = {
    let mut table = PLAIN;
    let mut byte = 0;
    while byte < 128 {
        let always = matches!(ASCII[byte], Class::Control | Class::Ampersand | Class::Paren)
            || byte as u8 == b'"'
            || byte as u8 == ASCII_BEGINS_PHRASE;
        table[byte] = !always;
        byte += 1;
    }
    table
};

const ASCII: [Class; 128] = {
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

/// The only ASCII character that phrases begin with: U盤.
const ASCII_BEGINS_PHRASE: u8 = b'U';

/// Bits of the pairs of characters that phrases begin with.
const PAIR_BITS: u32 = 18;

fn bit(first: u32, second: u32) -> usize {
    let hash = first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77);
    (hash >> (32 - PAIR_BITS)) as usize
}

static PAIRS: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut pairs = vec![0; 1 << (PAIR_BITS - 6)].into_boxed_slice();
    let mut add = |first: char, second: char| {
        let bit = bit(first as u32, second as u32);
        pairs[bit / 64] |= 1_u64 << (bit % 64);
    };
    rivals::beginnings(&mut add);
    wrong_words().beginnings(&mut add);
    pairs
});

/// By code point below 2^16: the class, above it the bits of the classes of ideographs, and other flags.
static TABLE: LazyLock<Box<[u32]>> = LazyLock::new(|| {
    let characters = Characters::get();
    let mut pairs = vec![false; 1 << 16];
    rules::first_of_pairs().for_each(|c| pairs[c as usize & 0xFFFF] = true);
    let of = |code: u32| {
        let Some(c) = char::from_u32(code) else { return 0 };
        let pair = if pairs[characters.simplified(c) as usize & 0xFFFF] { BEGINS_PAIR } else { 0 };
        class(c) as u32 | of_any(c) | pair
    };
    let mut table: Box<[u32]> = (0..1 << 16).map(of).collect();
    let mut add = |c: char, flags: u32| {
        if let Some(entry) = table.get_mut(c as usize) {
            *entry |= flags;
        }
    };
    let bit = |class: Class| 1_u32 << (8 + class as usize - FIRST_HAN);
    super::shinjitai::all().for_each(|c| add(c, bit(Class::Shinjitai)));
    variants::all_forms().for_each(|c| add(c, bit(Class::Form)));
    super::mojibake::gbk_leads().for_each(|c| add(c, bit(Class::GbkLead)));
    super::lookalikes::characters().for_each(|c| add(c, bit(Class::Lookalike)));
    for c in ['锟', '烫', '屯'] {
        add(c, bit(Class::Filler));
    }
    let mut begins = |first: char, _: char| add(first, BEGINS_PHRASE);
    rivals::beginnings(&mut begins);
    wrong_words().beginnings(&mut begins);
    table
});

/// The flags that the tables of scripts and regions give a character.
fn of_any(c: char) -> u32 {
    let script = match Characters::get().script(c) {
        Some(Script::Simplified) if !variants::is_regional(c) => SIMPLIFIED,
        Some(Script::Traditional) => TRADITIONAL,
        _ => 0,
    };
    let [tells, begins, second] = tells_region(c);
    script
        | if foreign::is_odd(c) { ODD } else { 0 }
        | if tells { TELLS_REGION } else { 0 }
        | if begins { BEGINS_REGION } else { 0 }
        | if second { IN_REGION } else { 0 }
}

/// The class of a character that is not ASCII.
fn class(c: char) -> Class {
    // Nearly all of the characters.
    if matches!(c, '\u{3400}'..='\u{D7FF}') {
        return Class::Plain;
    }
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

fn astral(code: u32) -> u32 {
    let class = match code {
        0x1F000..=0x1FAFF => Class::Emoji,
        0xE_0100..=0xE_01EF => Class::Selector,
        0xF_0000..=0x10_FFFD => Class::PrivateUse,
        _ => Class::Plain,
    };
    class as u32 | BEGINS_PHRASE | BEGINS_PAIR | char::from_u32(code).map_or(0, of_any)
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn no_ascii_is_passed_that_counts(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "中", "，", " ", ",", "a", "abc", "(", ")", "o", "0", "&", "\"", "'", "*", "-", "U", "U盤", "\u{8}", "\n",
        ]), 0..24)) {
            let text = pieces.concat();
            let places = Places::of(&text);
            let mut expected: [Vec<usize>; COUNT] = [const { Vec::new() }; COUNT];
            for (at, c) in text.char_indices().filter(|(_, c)| c.is_ascii()) {
                let class = ASCII[c as usize];
                if class != Class::Plain && counts(class, text.as_bytes(), at) {
                    expected[class as usize].push(at);
                }
            }
            for class in ASCII.into_iter().filter(|&class| class != Class::Plain) {
                prop_assert_eq!(places.of_class(class), &expected[class as usize]);
            }
        }
    }

    #[test]
    fn phrases_begin_with_no_other_ascii() {
        let check =
            |first: char, _: char| assert!(!first.is_ascii() || first == char::from(ASCII_BEGINS_PHRASE));
        rivals::beginnings(check);
        wrong_words().beginnings(check);
        assert_eq!(Places::of("U盤和按装").phrases(), [0, 7]);
    }

    #[test]
    fn one_pass_tells_what_many_do() {
        let text = "裡面的的鼠標，後臺𠮷重重複复使用使用者发aU盤“軟體”按装";
        let places = Places::of(text);
        assert_eq!(places.majority(), crate::lint::majority(text));
        let odd: Vec<usize> =
            text.char_indices().filter(|&(_, c)| foreign::is_odd(c)).map(|(at, _)| at).collect();
        assert_eq!(*places.odd(text), odd);
        let marked: Vec<usize> =
            text.char_indices().filter(|&(_, c)| tells_region(c)[0]).map(|(at, _)| at).collect();
        assert!(!marked.is_empty() && marked.iter().all(|at| places.regions().contains(at)));
    }

    #[test]
    fn a_long_line_is_found_once() {
        let text = "，".repeat(100_000);
        assert_eq!(Places::of(&text).lines(&text, &[Class::Stop]).len(), 1);
    }
}
