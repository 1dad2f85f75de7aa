//! What a conversion would change in a text that is in the right script for its greater part.
//!
//! Most lines of such a text have no character that could change, and are not converted.

use crate::convert::{Change, Converter};
use crate::lexicon::Characters;
use crate::text::Span;

/// Characters that both scripts have and that Simplified text writes otherwise in some words.
const SEVERAL: [char; 4] = ['著', '瞭', '藉', '覆'];

/// What `converter`, to Simplified, would change in `text`, most of which is Simplified. The same changes as for
/// the whole text, in the time that the lines take in which something can change.
pub(super) fn changes(text: &str, converter: &Converter) -> Vec<Change> {
    let characters = Characters::get();
    let mut lines: Vec<Span> = Vec::new();
    let (mut some, mut traditional, mut end) = (String::new(), 0, 0);
    // Where each line stands in `some`.
    let mut starts = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        if characters.simplified(c) == c && !SEVERAL.contains(&c) {
            continue;
        }
        traditional += 1;
        if at < end {
            continue;
        }
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |n| n + 1);
        end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n + 1);
        lines.push(Span::new(start, end));
        starts.push(some.len());
        some.push_str(&text[start..end]);
        if !some.ends_with('\n') {
            some.push('\n');
        }
    }
    if lines.is_empty() {
        return Vec::new();
    }
    let len = some.len();
    // A line without a script takes that of the whole text.
    some.extend(std::iter::repeat_n('们', traditional + 1));
    let mut changes = converter.changes_in_repaired(&some);
    changes.retain(|change| change.edit.span.end <= len);
    for change in &mut changes {
        let line = starts.partition_point(|&start| start <= change.edit.span.start) - 1;
        let shift = |at: usize| at - starts[line] + lines[line].start;
        change.edit.span = Span::new(shift(change.edit.span.start), shift(change.edit.span.end));
    }
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lint::majority;
    use crate::variant::{Script, Variant};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn lines_have_the_changes_of_the_whole(pieces in proptest::collection::vec(proptest::sample::select(vec![
            "们", "这个", "說話", "著名", "看著", "瞭解", "覆盖", "乾隆", "答覆", "藉口", "中文", "后面", "\n", "\n", "，", "a", "發",
        ]), 0..40)) {
            let text = pieces.concat() + "们们们们们们们们们们们们们们们们们们们们们们们们们们们们们们们们们们";
            prop_assume!(majority(&text) == Some(Script::Simplified));
            let converter = Converter::to(Variant::Hans);
            let all = converter.changes_in_repaired(&text);
            prop_assert_eq!(all, changes(&text, &converter));
        }
    }
}
