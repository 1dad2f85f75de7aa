//! Words that say the same, of which one text, or all files of a run, should keep to one.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::phrases::Phrases;
use super::reading::Reading;
use crate::lexicon::{Characters, Entries};
use crate::text::Span;
use crate::variant::{Script, Variant};

/// What makes two words rivals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Regions have different words: 軟件 and 軟體.
    Term,
    /// One word has two spellings: 部分 and 部份.
    Spelling,
}

/// A row of `dicts/zhfix/rival-terms.tsv` or `rival-spellings.tsv`.
#[derive(Debug)]
struct Row {
    /// Rows that count together have the same.
    group: usize,
    /// Each word in Simplified and in Traditional characters.
    words: Vec<[String; 2]>,
    /// Whether the words are rivals in Traditional text only.
    traditional_only: bool,
}

/// What is common to the rows of a group.
#[derive(Debug)]
struct Group {
    kind: Kind,
    /// The words that mainland China, Taiwan and Hong Kong prefer, if they do.
    preferred: [Option<usize>; 3],
}

/// A rival word in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rival {
    pub span: Span,
    row: usize,
    /// Which of the words of its row.
    pub side: usize,
}

impl Rival {
    pub fn group(&self) -> usize {
        table().rows[self.row].group
    }

    pub fn kind(&self) -> Kind {
        table().groups[self.group()].kind
    }

    /// The word to write instead, in the script of this one.
    pub fn word(&self, side: usize, script: Option<Script>, is: &str) -> &'static str {
        let row = &table().rows[self.row];
        let [simplified, traditional] = &row.words[self.side];
        let traditional =
            if simplified == traditional { script == Some(Script::Traditional) } else { is == traditional };
        let [simplified_word, traditional_word] = &row.words[side];
        if traditional { traditional_word } else { simplified_word }
    }
}

/// The word of a group that a locale prefers.
pub(super) fn preferred(group: usize, locale: Option<Variant>) -> Option<usize> {
    region(locale).and_then(|region| table().groups[group].preferred[region])
}

/// Place of the region in the columns of our tables.
pub(super) fn region(locale: Option<Variant>) -> Option<usize> {
    match locale {
        Some(Variant::HansCn) => Some(0),
        Some(Variant::HantTw) => Some(1),
        Some(Variant::HantHk) => Some(2),
        _ => None,
    }
}

struct Table {
    rows: Vec<Row>,
    groups: Vec<Group>,
    phrases: Phrases,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}

impl Table {
    fn new() -> Self {
        let (mut rows, mut groups) = (Vec::new(), Vec::new());
        let mut entries = Entries::new();
        let mut named = HashMap::<&str, usize>::new();
        for line in lines(include_str!("../../dicts/zhfix/rival-terms.tsv")) {
            let mut columns = line.split('\t').chain(std::iter::repeat(""));
            let [mainland, taiwan, name, scripts, unless] =
                std::array::from_fn(|_| columns.next().unwrap_or(""));
            let mut new_group = || {
                groups.push(Group { kind: Kind::Term, preferred: [Some(0), Some(1), None] });
                groups.len() - 1
            };
            let group =
                if name.is_empty() { new_group() } else { *named.entry(name).or_insert_with(new_group) };
            let words = [mainland, taiwan].map(|word| [simplified(word), word.to_owned()]).to_vec();
            for text in unless.split_whitespace() {
                entries.insert(text.to_owned(), String::new());
                entries.insert(simplified(text), String::new());
            }
            rows.push(Row { group, words, traditional_only: scripts == "Hant" });
        }
        for line in lines(include_str!("../../dicts/zhfix/rival-spellings.tsv")) {
            let mut columns = line.split('\t');
            let words: Vec<&str> = columns.next().unwrap_or_default().split(' ').collect();
            let preferred = std::array::from_fn(|_| {
                let preferred = columns.next().filter(|word| !word.is_empty())?;
                words.iter().position(|word| *word == preferred)
            });
            groups.push(Group { kind: Kind::Spelling, preferred });
            let words = words.iter().map(|&word| [word.to_owned(), word.to_owned()]).collect();
            rows.push(Row { group: groups.len() - 1, words, traditional_only: false });
        }
        for (index, row) in rows.iter().enumerate() {
            for (side, word) in row.words.iter().enumerate() {
                for form in word {
                    entries.entry(form.clone()).or_insert_with(|| format!("{index} {side}"));
                }
            }
        }
        Self { rows, groups, phrases: Phrases::new(&entries) }
    }
}

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn simplified(word: &str) -> String {
    word.chars().map(|c| Characters::get().simplified(c)).collect()
}

/// Whether a rival word may begin with these two characters.
pub(super) fn beginnings(found: impl FnMut(char, char)) {
    table().phrases.beginnings(found);
}

/// The rival words of `text` among those that may begin at `places`, from left to right; `all` of them, or only those
/// of which another one may stand in the text as well.
///
/// A term beside its rival, as in 軟體（軟件）, and a term in quotation marks are spoken of and not used; they do
/// not count.
pub(super) fn find(text: &str, places: &[usize], script: Option<Script>, all: bool) -> Vec<Rival> {
    let table = table();
    let found = table.phrases.find(text, places.iter().copied()).filter_map(|(span, value)| {
        let (row, side) = value.split_once(' ')?;
        let rival = Rival { span, row: row.parse().ok()?, side: side.parse().ok()? };
        let everywhere = !table.rows[rival.row].traditional_only || script == Some(Script::Traditional);
        (everywhere && !(rival.kind() == Kind::Term && is_quoted(text, span))).then_some(rival)
    });
    let mut found: Vec<Rival> = found.collect();
    if !all {
        found = contested(&found);
    }
    // 命令列 in 命令列出 is none.
    found.retain(|rival| Reading::around(text, rival.span).is_none_or(|reading| reading.divides()));
    let glossed = |one: &Rival, other: &Rival| {
        one.kind() == Kind::Term
            && one.group() == other.group()
            && one.side != other.side
            && is_gloss(&text[one.span.end..other.span.start])
    };
    let spoken_of: Vec<bool> = (0..found.len())
        .map(|at| {
            let after = found.get(at + 1).is_some_and(|next| glossed(&found[at], next));
            after || at.checked_sub(1).is_some_and(|before| glossed(&found[before], &found[at]))
        })
        .collect();
    found.into_iter().zip(spoken_of).filter(|&(_, spoken_of)| !spoken_of).map(|(rival, _)| rival).collect()
}

/// The rivals of whose group the text may have two, and those so near that they stand between two of them.
fn contested(found: &[Rival]) -> Vec<Rival> {
    /// More than a gloss is long.
    const NEAR: usize = 64;
    let mut sides: Vec<Option<usize>> = vec![None; table().groups.len()];
    let mut both = vec![false; table().groups.len()];
    for rival in found {
        let side = sides[rival.group()].get_or_insert(rival.side);
        both[rival.group()] |= *side != rival.side;
    }
    let places: Vec<usize> =
        found.iter().filter(|rival| both[rival.group()]).map(|rival| rival.span.start).collect();
    let near = |rival: &&Rival| {
        let next = places.partition_point(|&at| at + NEAR < rival.span.start);
        places.get(next).is_some_and(|&at| at < rival.span.end + NEAR)
    };
    found.iter().filter(near).copied().collect()
}

fn is_quoted(text: &str, span: Span) -> bool {
    let opens = |c: char| "「『“‘《〈\"'".contains(c);
    let closes = |c: char| "」』”’》〉\"'".contains(c);
    text[..span.start].ends_with(opens) && text[span.end..].starts_with(closes)
}

/// Whether what stands between two rivals makes one the explanation of the other.
fn is_gloss(between: &str) -> bool {
    const MARKS: &str = "（(/／、「“《〈=＝";
    const WORDS: [&str; 6] = ["称", "稱", "叫", "又名", "亦作", "即"];
    let marked = between.contains(|c| MARKS.contains(c)) || WORDS.iter().any(|word| between.contains(word));
    between.len() <= 30 && marked && !between.contains(['。', '\n'])
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_preference_is_a_word_of_its_row() {
        for line in lines(include_str!("../../dicts/zhfix/rival-spellings.tsv")) {
            let mut columns = line.split('\t');
            let words: Vec<_> = columns.next().unwrap().split(' ').collect();
            assert!(words.len() > 1, "{line}");
            assert!(columns.filter(|word| !word.is_empty()).all(|word| words.contains(&word)), "{line}");
        }
        let mut seen = HashSet::new();
        for row in &table().rows {
            for word in &row.words {
                // One word can have several rivals in its group only.
                assert!(
                    seen.insert(word[1].clone()) || row.traditional_only || groups_of(&word[1]).len() == 1,
                    "{word:?}"
                );
            }
        }
    }

    fn groups_of(word: &str) -> HashSet<usize> {
        let holds = |row: &&Row| row.words.iter().any(|[_, traditional]| traditional == word);
        table().rows.iter().filter(holds).map(|row| row.group).collect()
    }

    /// Characters that mean different things are no spellings of one word.
    #[test]
    fn pairs_with_a_meaning_are_no_spellings() {
        let pairs = [
            "后後", "干幹", "干乾", "里裡", "只隻", "著着", "周週", "余餘", "范範", "于於", "云雲", "谷穀",
            "征徵", "几幾", "系係", "系繫",
        ];
        for line in lines(include_str!("../../dicts/zhfix/rival-spellings.tsv")) {
            let words: Vec<&str> = line.split('\t').next().unwrap().split(' ').collect();
            for pair in pairs {
                let [one, other] = [pair.chars().next().unwrap(), pair.chars().nth(1).unwrap()];
                let differ = |(a, b): (char, char)| (a == one && b == other) || (a == other && b == one);
                assert!(!words[0].chars().zip(words[1].chars()).any(differ), "{line}");
            }
        }
    }

    #[test]
    fn what_is_spoken_of_does_not_count() {
        let find = |text: &str, script| {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            find(text, &places, Some(script), true)
        };
        let count = |text| find(text, Script::Traditional).len();
        assert_eq!(count("這個軟件和那個軟體"), 2);
        assert_eq!(count("軟體（大陸稱軟件）很多"), 0);
        assert_eq!(count("他說「軟件」兩個字"), 0);
        assert_eq!(count("軟體動物"), 0);
        assert_eq!(find("软体动物和数据库", Script::Simplified).len(), 0);
    }
}
