//! Running text.

use std::ops::Range;

use crate::document::region::{Region, RegionKind};
use crate::text::Span;

/// All is prose.
pub(super) fn regions(text: &str) -> Vec<Region> {
    vec![Region { span: Span::new(0, text.len()), kind: RegionKind::Prose }]
}

/// Code between backticks: as many behind it as before it.
pub(super) fn code(line: &str, held: &mut dyn FnMut(Range<usize>)) {
    let bytes = line.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'`', &bytes[at..]) {
        let start = at + next;
        let len = bytes[start..].iter().take_while(|&&byte| byte == b'`').count();
        runs.push((start, len));
        at = start + len;
    }
    // By length: the run that is open. Runs as long as that are rare.
    let mut index = 0;
    let mut last = [0_usize; 4];
    for (number, &(_, len)) in runs.iter().enumerate() {
        if let Some(last) = last.get_mut(len - 1) {
            *last = number;
        }
    }
    while index < runs.len() {
        let (start, len) = runs[index];
        let closes = last.get(len - 1).is_some_and(|&last| last > index);
        let close = if closes { (index + 1..runs.len()).find(|&other| runs[other].1 == len) } else { None };
        match close {
            Some(close) => {
                held(start..runs[close].0 + len);
                index = close + 1;
            }
            None => index += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_between_equal_runs() {
        for (line, expected) in [
            ("用`头发`和``a`b``。", &["`头发`", "``a`b``"][..]),
            ("一个`反引号", &[]),
            ("``两个`一个", &[]),
            ("`a```b`", &["`a```b`"]),
        ] {
            let mut found = Vec::new();
            code(line, &mut |range| found.push(&line[range]));
            assert_eq!(found, expected, "{line}");
        }
    }
}
