//! Finds the few bytes that damage can begin with.

use crate::document::scan::{self, equal as is, within};

/// The next byte at or after `from` where damage may begin; most of the hits are none.
pub(super) fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    scan::next(bytes, from, likely, |i| suspicious(at(i), at(i + 1), at(i + 2)) != 0)
}

/// The same as [`suspicious`] and a bit more, with half the work.
#[inline(always)]
#[allow(clippy::inline_always, reason = "one call per byte: vectors need the body in the loop")]
const fn likely(a: u8, b: u8, c: u8) -> u8 {
    let rare = is(a, 0xE1) | is(a, 0xF0) | is(a, 0xCD) | is(a, 0xC2);
    // Not the quotation marks, dashes and ellipses, nor commas and full-width letters.
    let e2 = within(b, 0xBA, 0xFF) | within(c, 0, 0x8D) | is(b, 0x81);
    let ef = within(b, 0, 0xAB) | within(b, 0xBE, 0xFF) | is(c, 0x88) | is(c, 0xBF);
    rare | is(a, 0xE2) & e2
        | is(a, 0xEF) & ef
        | is(a, 0xE3) & is(b, 0x85)
        | within(a, 0x80, 0xFF) & is(b, b'(')
}

/// Whether these three bytes can begin damage.
///
/// For a half-width bracket `a` is the last byte of the character before it.
const fn suspicious(a: u8, b: u8, c: u8) -> u8 {
    // Radicals; U+200B..200D; U+2060.
    let e2 = within(b, 0xBA, 0xBF) | is(b, 0x80) & within(c, 0x8B, 0x8D) | is(b, 0x81) & is(c, 0xA0);
    // Compatibility ideographs; U+FEFF; `（`; U+FFA0.
    let ef = within(b, 0xA4, 0xAB)
        | is(b, 0xBB) & is(c, 0xBF)
        | is(b, 0xBC) & is(c, 0x88)
        | is(b, 0xBE) & is(c, 0xA0);
    // U+180E; U+115F, U+1160.
    let e1 = is(b, 0xA0) & is(c, 0x8E) | is(b, 0x85) & within(c, 0x9F, 0xA0);
    is(a, 0xE2) & e2
        | is(a, 0xEF) & ef
        | is(a, 0xE1) & e1
        | is(a, 0xF0) & is(b, 0xAF)
        | is(a, 0xE3) & is(b, 0x85) & is(c, 0xA4)
        | is(a, 0xCD) & is(b, 0x8F)
        | is(a, 0xC2) & is(b, 0xAD)
        | within(a, 0x80, 0xBF) & is(b, b'(')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_is_found_wherever_it_stands() {
        for damage in [
            "⼀",
            "⺀",
            "⿕",
            "\u{200B}",
            "\u{2060}",
            "\u{F900}",
            "\u{FEFF}",
            "（",
            "\u{FFA0}",
            "\u{180E}",
            "\u{1160}",
            "\u{2F800}",
            "\u{3164}",
            "\u{34F}",
            "\u{AD}",
        ] {
            for before in 0..200 {
                let text = format!("{}{damage}{}", "中，".repeat(before / 6) + &"a".repeat(before % 6), "b");
                let at = text.find(damage).unwrap();
                assert_eq!(next(text.as_bytes(), 0), Some(at), "{text:?}");
                assert_eq!(next(text.as_bytes(), at + 1), None);
            }
        }
        for a in 0..=u8::MAX {
            for (b, c) in (0..=u8::MAX).flat_map(|b| (0..=u8::MAX).map(move |c| (b, c))) {
                assert!(suspicious(a, b, c) <= likely(a, b, c), "{a:x} {b:x} {c:x}");
            }
        }
        let text = "f(x)中(a";
        assert_eq!(next(text.as_bytes(), 0), text.rfind('(').map(|at| at - 1));
    }
}
