//! What a conversion would change in a text that is in the right script for its greater part.
//!
//! Most lines of such a text have no character that could change, and are not converted.

use crate::convert::{Change, Converter};
use crate::lexicon::Characters;
use crate::text::Span;

/// Characters that both scripts have and that Simplified text writes otherwise in some words.
const SEVERAL: [char; 4] = ['著', '瞭', '藉', '覆'];

/// So many bytes of lines are converted at a time.
const SECTION: usize = 256 << 10;

/// Whether Simplified text writes `c` otherwise, or may.
pub(super) fn is_odd(c: char) -> bool {
    Characters::get().simplified(c) != c || SEVERAL.contains(&c)
}

/// What `converter`, to Simplified, would change in `text`, most of which is Simplified, and which has characters that
/// are odd there at `places`. The same changes as for the whole text, in the time that the lines take in which
/// something can change.
pub(super) fn changes<'c>(
    text: &str,
    places: &[usize],
    converter: impl Fn() -> &'c Converter,
) -> Vec<Change> {
    let mut all = Vec::new();
    let (mut lines, mut end) = (Lines::default(), 0);
    for &at in places {
        if at >= end {
            if lines.text.len() >= SECTION {
                std::mem::take(&mut lines).convert(converter(), &mut all);
            }
            let start = memchr::memrchr(b'\n', &text.as_bytes()[..at]).map_or(0, |n| n + 1);
            end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |n| at + n + 1);
            lines.push(text, start, end);
        }
        lines.traditional += 1;
    }
    if !lines.starts.is_empty() {
        lines.convert(converter(), &mut all);
    }
    all
}

/// Lines in which something can change, as one text.
#[derive(Default)]
struct Lines {
    text: String,
    /// Where each of them begins in `text`, and where it is from.
    starts: Vec<(usize, usize)>,
    /// Characters that Simplified text writes otherwise, or may.
    traditional: usize,
}

impl Lines {
    fn push(&mut self, text: &str, start: usize, end: usize) {
        self.starts.push((self.text.len(), start));
        self.text.push_str(&text[start..end]);
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn convert(mut self, converter: &Converter, all: &mut Vec<Change>) {
        let len = self.text.len();
        // A line without a script takes that of the whole text.
        self.text.extend(std::iter::repeat_n('们', self.traditional + 1));
        let mut changes = converter.changes_in_repaired(&self.text);
        changes.retain(|change| change.edit.span.end <= len);
        all.extend(changes.into_iter().map(|mut change| {
            let line = self.starts.partition_point(|&(at, _)| at <= change.edit.span.start) - 1;
            let (at, source) = self.starts[line];
            let shift = |offset: usize| offset - at + source;
            change.edit.span = Span::new(shift(change.edit.span.start), shift(change.edit.span.end));
            change
        }));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lint::majority;
    use crate::lint::places::Places;
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
            prop_assert_eq!(all, changes(&text, &Places::of(&text).odd(&text), || &converter));
        }
    }
}
