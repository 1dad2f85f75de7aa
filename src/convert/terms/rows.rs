//! The rows of `terms.tsv` and of OpenCC's dictionaries of regional words, for one target.

use std::collections::HashMap;

use crate::lexicon::{Characters, Lexicon, builtin};
use crate::variant::{Script, Variant};

/// What is known of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// It stays: a word of the target's region, or one that holds another word.
    Stays,
    /// It becomes another.
    Becomes { value: String, when: Option<When> },
}

impl Row {
    /// Whether the word means one thing and is changed wherever it stands.
    pub const fn is_plain(&self) -> bool {
        matches!(self, Self::Becomes { when: None, .. })
    }
}

/// Where a word is changed that the target's region has too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// The script of the region that the word comes from.
    pub script: Script,
    /// Topics, of which the text must have one.
    pub any: Vec<String>,
    /// Topics of which the text may have none.
    pub none: Vec<String>,
}

/// All words, by their Simplified form.
pub struct Rows {
    rows: HashMap<Vec<char>, Row>,
    /// The same keys, to be found in text.
    pub keys: Lexicon,
}

impl Rows {
    pub fn new(target: Variant, form: impl Fn(char) -> char) -> Option<Self> {
        let own: &[(&str, Script)] = match target {
            Variant::HantTw => &[("cn-tw", Script::Simplified), ("hk-tw", Script::Traditional)],
            Variant::HantHk => &[("cn-hk", Script::Simplified), ("tw-hk", Script::Traditional)],
            Variant::Hans | Variant::HansCn => {
                &[("tw-cn", Script::Traditional), ("hk-cn", Script::Traditional)]
            }
            Variant::Hant => return None,
        };
        let dictionaries: &[&str] = match target {
            Variant::HantTw => &["TWPhrases"],
            Variant::HantHk => &["HKPhrases"],
            _ => &["TWPhrasesRev", "HKPhrasesRev"],
        };
        let written = |value: &str| -> String {
            match target.script() {
                Script::Traditional => value.chars().map(&form).collect(),
                Script::Simplified => simplified(value).into_iter().collect(),
            }
        };
        // 台積電 is not 臺積電, but in Simplified text they are one.
        let is_same = |value: &str, word: &str| match target.script() {
            Script::Traditional => value == word,
            Script::Simplified => simplified(value) == simplified(word),
        };
        let mut rows: HashMap<Vec<char>, Row> = HashMap::new();
        let any = ("any", target.script());
        for &(direction, script) in own.iter().chain([&any]) {
            for (key, columns) in builtin::terms().with_prefix(&format!("{direction}\t")) {
                let word = &key[direction.len() + 1..];
                let mut columns = columns.split('\t');
                let value = columns.next().unwrap_or_default();
                let when = columns.next().filter(|when| !when.is_empty());
                let row = match value {
                    "=" => Row::Stays,
                    value if is_same(value, word) => Row::Stays,
                    value => Row::Becomes {
                        value: written(value),
                        when: when.map(|topics| When::parse(topics, script)),
                    },
                };
                rows.entry(simplified(word)).or_insert(row);
            }
        }
        for name in dictionaries {
            for (word, value) in builtin::opencc(name).expect("built in").entries() {
                let row = if is_same(&value, &word) {
                    Row::Stays
                } else {
                    Row::Becomes { value: written(&value), when: None }
                };
                rows.entry(simplified(&word)).or_insert(row);
            }
        }
        let mut values: HashMap<Vec<char>, Vec<Vec<char>>> = HashMap::new();
        for (word, row) in &rows {
            if let Row::Becomes { value, .. } = row {
                values.entry(simplified(value)).or_default().push(word.clone());
            }
        }
        // A word that holds what another row writes (文件系统 with the 文件 of 文档) could come from there.
        for (word, row) in &mut rows {
            let parts = (0..word.len()).flat_map(|from| (from + 2..=word.len()).map(move |to| (from, to)));
            let holds = |(from, to): (usize, usize)| {
                let sources = values.get(&word[from..to]).filter(|_| to - from < word.len());
                sources.is_some_and(|sources| sources.iter().any(|source| source != word))
            };
            if let Row::Becomes { when: when @ None, .. } = row
                && parts.into_iter().any(holds)
            {
                let script = target.script().other();
                *when = Some(When { script, any: Vec::new(), none: Vec::new() });
            }
        }
        // What is written is a word of the region, and stays.
        for value in values.into_keys() {
            rows.entry(value).or_insert(Row::Stays);
        }
        let keys = rows.keys().map(|key| (key.iter().collect(), String::new())).collect();
        Some(Self { rows, keys: Lexicon::new(&keys) })
    }

    pub fn get(&self, word: &[char]) -> Option<&Row> {
        self.rows.get(word)
    }

    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = (&Vec<char>, &Row)> {
        self.rows.iter()
    }
}

impl When {
    fn parse(topics: &str, script: Script) -> Self {
        let mut when = Self { script, any: Vec::new(), none: Vec::new() };
        for topic in topics.split(' ').filter(|&topic| topic != "script") {
            match topic.strip_prefix('-') {
                Some(topic) => when.none.push(topic.to_owned()),
                None => when.any.push(topic.to_owned()),
            }
        }
        when
    }
}

pub fn simplified(text: &str) -> Vec<char> {
    text.chars().map(|c| Characters::get().simplified(c)).collect()
}
