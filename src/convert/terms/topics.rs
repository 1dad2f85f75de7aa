//! What a text is about, told by the words of `topics.tsv`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::rows::When;
use crate::lexicon::{builtin, is_han};

/// A topic that has a word in so many ideographs is that of the whole text.
const DENSITY: usize = 40;
/// Least words that make a topic that of the whole text.
const LEAST: usize = 5;

/// The words of each topic.
type Witnesses = HashMap<String, HashSet<String>>;

/// The topics of one text, found when they are asked for.
pub struct Topics<'a> {
    text: &'a [char],
    /// Of the line that was asked for last: the words of each topic.
    line: Option<(Range<usize>, Witnesses)>,
    whole: Option<HashSet<String>>,
}

impl<'a> Topics<'a> {
    /// The topics of `text`, which is in its Simplified form.
    pub fn new(text: &'a [char]) -> Self {
        Self { text, line: None, whole: None }
    }

    /// Whether `word` in the line `range` stands where `when` says. A word is no witness of itself.
    pub fn admit(&mut self, when: &When, range: &Range<usize>, word: &[char]) -> bool {
        if when.any.is_empty() && when.none.is_empty() {
            return true;
        }
        if self.line.as_ref().is_none_or(|(other, _)| other != range) {
            self.line = Some((range.clone(), words(&self.text[range.clone()])));
        }
        let text = self.text;
        let whole = self.whole.get_or_insert_with(|| whole(text));
        let word: String = word.iter().collect();
        let line = self.line.as_ref().map(|(_, topics)| topics);
        let has = |topic: &String| {
            whole.contains(topic)
                || line
                    .and_then(|topics| topics.get(topic))
                    .is_some_and(|words| words.iter().any(|other| *other != word))
        };
        (when.any.is_empty() || when.any.iter().any(has)) && !when.none.iter().any(has)
    }
}

fn whole(text: &[char]) -> HashSet<String> {
    let ideographs = text.iter().filter(|&&c| is_han(c)).count();
    let mut counts: HashMap<String, usize> = HashMap::new();
    each(text, |topic, _| *counts.entry(topic.to_owned()).or_default() += 1);
    let enough = |count: usize| count >= LEAST && count * DENSITY >= ideographs;
    counts.into_iter().filter(|&(_, count)| enough(count)).map(|(topic, _)| topic).collect()
}

fn words(line: &[char]) -> HashMap<String, HashSet<String>> {
    let mut words: HashMap<String, HashSet<String>> = HashMap::new();
    each(line, |topic, word| {
        words.entry(topic.to_owned()).or_default().insert(word.to_owned());
    });
    words
}

/// Call `found` with each topic word of `text`, longest first, Latin words whole.
fn each(text: &[char], mut found: impl FnMut(&str, &str)) {
    let topics = builtin::topics();
    let line: String = text.iter().map(char::to_ascii_lowercase).collect();
    let mut rest = &line[..];
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let word = topics.longest(rest).filter(|&(len, _)| {
            let after = rest[len..].chars().next().unwrap_or(' ');
            let last = rest[..len].chars().next_back().unwrap_or(' ');
            let inside =
                |left: char, right: char| left.is_ascii_alphanumeric() && right.is_ascii_alphanumeric();
            !inside(before, c) && !inside(last, after)
        });
        let len = match word {
            Some((len, names)) => {
                names.split(' ').for_each(|name| found(name, &rest[..len]));
                len
            }
            None => c.len_utf8(),
        };
        before = rest[..len].chars().next_back().unwrap_or(c);
        rest = &rest[len..];
    }
}
