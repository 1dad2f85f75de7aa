//! What stays the same about a finding when lines move.

use std::collections::HashMap;

use super::Finding;

/// Characters on each side of a place that belong to its fingerprint.
const CONTEXT: usize = 16;

/// Fingerprints of the findings of one file. Findings that look alike are numbered.
#[derive(Default)]
pub(super) struct Fingerprints(HashMap<u128, usize>);

impl Fingerprints {
    /// 32 hexadecimal digits and a number, from the rule, the place and its neighbours on the line.
    pub(super) fn of(&mut self, path: &[u8], text: &str, finding: &Finding) -> (String, usize) {
        let before: String =
            text[..finding.span.start].chars().rev().take(CONTEXT).take_while(|&c| on_line(c)).collect();
        let after = text[finding.span.end..].chars().take(CONTEXT).take_while(|&c| on_line(c));
        let mut hash = Hash::new();
        hash.add(finding.rule.as_bytes());
        hash.add(path);
        hash.add(before.as_bytes());
        hash.add(finding.span.of(text).as_bytes());
        hash.add(after.collect::<String>().as_bytes());
        let count = self.0.entry(hash.0).or_default();
        *count += 1;
        (format!("{:032x}", hash.0), *count)
    }
}

fn on_line(c: char) -> bool {
    !matches!(c, '\n' | '\r')
}

/// FNV-1a of 128 bits: the same on every machine and in every version.
struct Hash(u128);

impl Hash {
    fn new() -> Self {
        Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }

    /// Add a part, and a byte that no text has behind it.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0xff]) {
            self.0 ^= u128::from(*byte);
            self.0 = self.0.wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tests::finding;
    use crate::text::Span;

    #[test]
    fn lines_above_do_not_count() {
        let first = Fingerprints::default().of(b"x", "你好,人\n", &finding("r", Span::at(6, 1), "，"));
        let mut later = Fingerprints::default();
        let text = "新\n你好,人\n你好,人";
        assert_eq!(later.of(b"x", text, &finding("r", Span::at(10, 1), "，")), first);
        assert_eq!(later.of(b"x", text, &finding("r", Span::at(21, 1), "，")), (first.0.clone(), 2));
        assert_ne!(later.of(b"x", text, &finding("s", Span::at(21, 1), "，")).0, first.0);
    }
}
