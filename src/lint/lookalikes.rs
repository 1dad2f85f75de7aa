//! Ideographs that look like others, in words that tell which one is meant.

use std::collections::HashMap;
use std::sync::LazyLock;

/// First character of the wrong word to the rows that begin with it; see `dicts/zhfix/lookalikes.tsv`.
static WORDS: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut words = HashMap::<char, Vec<_>>::new();
    for (wrong, right) in rows() {
        let looks_alike = wrong.char_indices().zip(right.chars()).filter(|((_, a), b)| a != b);
        for ((_, c), _) in looks_alike.take(1) {
            words.entry(c).or_default().push((wrong, right));
        }
    }
    words
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = include_str!("../../dicts/zhfix/lookalikes.tsv").lines();
    rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// The characters that stand in the wrong words for others.
pub(super) fn characters() -> impl Iterator<Item = char> {
    WORDS.keys().copied()
}

/// What the character at `at` should be, as a word around it tells.
pub(super) fn right(text: &str, at: usize) -> Option<char> {
    let c = text[at..].chars().next()?;
    WORDS.get(&c)?.iter().find_map(|(wrong, right)| {
        wrong.match_indices(c).find_map(|(offset, _)| {
            let start = at.checked_sub(offset)?;
            let here = text.get(start..)?.starts_with(wrong);
            here.then(|| right[offset..].chars().next()).flatten()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_long_as_what_they_are_meant_to_be() {
        for (wrong, right) in rows() {
            assert_eq!(wrong.chars().count(), right.chars().count(), "{wrong}");
            assert_eq!(wrong.len(), right.len(), "{wrong}");
            assert_ne!(wrong, right);
        }
        assert_eq!(right("是星期曰", 9), Some('日'));
        assert_eq!(right("子曰：学而", 3), None);
    }
}
