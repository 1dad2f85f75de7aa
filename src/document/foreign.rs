//! Passages in Japanese and Korean within Chinese text.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::han::is_han;
use crate::lexicon::{Characters, builtin};
use crate::variant::Script;

/// What the characters of a passage say about its language.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// Kana but `の`, which Chinese text borrows.
    letters: usize,
    /// Hangul.
    korean: usize,
    /// Ideographs that no Korean sentence has.
    not_korean: usize,
    /// `の`
    borrowed: usize,
    /// Ideographs that only Japanese has.
    japanese: usize,
    /// Ideographs that Japanese does not have.
    chinese: usize,
    /// All ideographs.
    han: usize,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let mut found = Self::default();
        for c in text.chars() {
            match c {
                'の' => found.borrowed += 1,
                '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => found.letters += 1,
                '\u{AC00}'..='\u{D7A3}' => found.korean += 1,
                _ if is_han(c) => {
                    found.han += 1;
                    let simplified = Characters::get().script(c) == Some(Script::Simplified);
                    found.not_korean += usize::from(simplified || NOT_KOREAN.contains(c));
                    match only(c) {
                        Some(Only::Japanese) => found.japanese += 1,
                        Some(Only::Chinese) => found.chinese += 1,
                        None => {}
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whether the passage is in one of the languages as a whole.
    const fn is_foreign(self) -> bool {
        if self.korean > 0 {
            return self.not_korean == 0 && 4 * self.korean >= self.han;
        }
        let kana = self.letters + self.borrowed;
        if self.chinese > 0 {
            return self.letters >= 4 && self.letters + 2 * self.japanese >= 3 * self.chinese;
        }
        kana > 0 && self.japanese > 0 || self.letters > 0 && 4 * kana >= self.han
    }
}

#[derive(Clone, Copy)]
enum Only {
    Japanese,
    Chinese,
}

/// Words of Chinese sentences that Japanese does not write.
const CHINESE: &str = "你您們们這这嗎吗呢吧啊她它哪沒没很爸媽妈找叫";

/// Words of Chinese sentences that Korean ones do not have.
const NOT_KOREAN: &str = "的是了我你他她個這就都";

/// The language that a character belongs to, if it belongs to one only.
fn only(c: char) -> Option<Only> {
    static ONLY: OnceLock<HashMap<char, bool>> = OnceLock::new();
    let only = ONLY.get_or_init(|| {
        let characters = Characters::get();
        let rows = builtin::opencc("JPShinjitaiCharacters").map(|rows| rows.entries()).unwrap_or_default();
        let mut japanese = HashMap::new();
        let one = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8());
        for (new, old) in rows.iter().filter_map(|(new, old)| Some((one(new)?, one(old)?))) {
            // 国 and 学 are Chinese as well.
            if characters.script(new).is_none()
                && characters.simplified(new) == new
                && characters.script(old).is_some()
            {
                japanese.insert(new, true);
            }
            if characters.script(old).is_some() {
                japanese.insert(old, false);
            }
        }
        let shared: Vec<char> = rows.keys().filter_map(|new| one(new)).collect();
        for c in (0x3400_u32..=0x9FFF).filter_map(char::from_u32) {
            if characters.script(c) == Some(Script::Simplified) && !shared.contains(&c) {
                japanese.insert(c, false);
            }
        }
        japanese.extend(CHINESE.chars().map(|c| (c, false)));
        japanese
    });
    only.get(&c).map(|&japanese| if japanese { Only::Japanese } else { Only::Chinese })
}

/// Whether `bytes` begin with kana or Hangul.
pub(super) const fn begins(bytes: [u8; 3]) -> bool {
    match bytes {
        [0xE3, second, _] => matches!(second, 0x81..=0x83),
        [0xEA, second, _] => second >= 0xB0,
        [0xEB | 0xEC, ..] => true,
        [0xED, second, _] => second <= 0x9E,
        _ => false,
    }
}

/// The passages of `line`, which is one line, that are not Chinese. Sorted, without overlaps. Linear.
///
/// The line is asked first, by what stands in it outside of brackets and quotation marks; then its sentences and
/// what stands inside; then their clauses.
pub(super) fn passages(line: &str) -> Vec<Range<usize>> {
    if Evidence::of(&outside(line)).is_foreign() {
        return trimmed(line, 0..line.len()).into_iter().collect();
    }
    let mut found = Vec::new();
    for sentence in split(line, 0..line.len(), ends_sentence) {
        if Evidence::of(&line[sentence.clone()]).is_foreign() {
            found.extend(trimmed(line, sentence));
        } else {
            let clauses = split(line, sentence, ends_clause);
            let foreign = clauses.filter(|clause| Evidence::of(&line[clause.clone()]).is_foreign());
            found.extend(foreign.filter_map(|clause| trimmed(line, clause)));
        }
    }
    found
}

/// The line without what stands in brackets and quotation marks.
fn outside(line: &str) -> String {
    let mut depth = 0_usize;
    let shown = line.chars().filter(|c| match c {
        '「' | '『' | '“' | '（' | '(' | '【' | '《' | '〈' => {
            depth += 1;
            false
        }
        '」' | '』' | '”' | '）' | ')' | '】' | '》' | '〉' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    shown.collect()
}

fn split(line: &str, range: Range<usize>, ends: fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let (start, end) = (range.start, range.end);
    let mut from = start;
    let mut rest = line[range].char_indices();
    let mut ended = false;
    std::iter::from_fn(move || {
        if ended {
            return None;
        }
        for (at, c) in rest.by_ref() {
            if ends(c) {
                let piece = from..start + at;
                from = start + at + c.len_utf8();
                return Some(piece);
            }
        }
        ended = true;
        Some(from..end)
    })
}

fn ends_sentence(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '!'
            | '?'
            | '\n'
            | '；'
            | ';'
            | '「'
            | '」'
            | '『'
            | '』'
            | '“'
            | '”'
            | '"'
            | '（'
            | '）'
            | '('
            | ')'
            | '【'
            | '】'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '['
            | ']'
            | '|'
            | '\t'
    ) || super::region::is_object(c)
}

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '：' | ':' | '、' | ' ' | '\u{3000}' | '/')
}

/// Without the space at its ends; nothing if nothing else is there.
fn trimmed(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &line[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    let end = range.end - (text.len() - text.trim_end().len());
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Vec<&str> {
        passages(line).into_iter().map(|range| &line[range]).collect()
    }

    #[test]
    fn passages_are_found() {
        for (line, expected) in [
            ("日本語の発売", "日本語の発売"),
            ("新品「日本語の発売」今天开始。", "日本語の発売"),
            ("他说：“発売日は来週です。”", "発売日は来週です"),
            ("歌名是《夜に駆ける》。", "夜に駆ける"),
            ("東京で国際会議が開かれた。", "東京で国際會議が開かれた。"),
            ("韩文版名为（대한민국 역사）。", "대한민국 역사"),
            ("大韓民國은 民主共和國이다.", "大韓民國은 民主共和國이다."),
            ("书名：吾輩は猫である，很有名。", "吾輩は猫である"),
        ] {
            if line.contains("会議が開かれた") {
                assert_eq!(found(line), [line]);
            } else {
                assert_eq!(found(line), [expected], "{line}");
            }
        }
    }

    #[test]
    fn chinese_with_a_borrowed_character_is_chinese() {
        for line in [
            "鲜の每日",
            "優の良品",
            "愛の小屋",
            "我の家",
            "平假名あ是日语的第一个字母",
            "用アプリ打开这个页面",
            "干净の头发很漂亮",
            "韓文한국是國名",
        ] {
            assert_eq!(found(line), [] as [&str; 0], "{line}");
        }
    }
}
