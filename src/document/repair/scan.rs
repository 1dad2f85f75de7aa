//! Finds the few bytes that damage can begin with, at the speed of memory.

/// Bytes that are looked at together: wide enough for vector registers, small enough to search again.
const BLOCK: usize = 64;

/// The next byte at or after `from` where damage may begin; most of the hits are none.
///
/// Linear, without branches per byte: several GB/s where nothing is found.
pub(super) fn next(bytes: &[u8], mut from: usize) -> Option<usize> {
    // The test looks at the two bytes after the one it is about.
    while let Some(block) = bytes.get(from..from + BLOCK + 2) {
        let (a, b, c) = (&block[..BLOCK], &block[1..=BLOCK], &block[2..]);
        let mut any = 0;
        for i in 0..BLOCK {
            any |= suspicious(a[i], b[i], c[i]);
        }
        if any != 0 {
            for i in 0..BLOCK {
                if suspicious(a[i], b[i], c[i]) != 0 {
                    return Some(from + i);
                }
            }
        }
        from += BLOCK;
    }
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    (from..bytes.len()).find(|&i| suspicious(at(i), at(i + 1), at(i + 2)) != 0)
}

/// Whether these three bytes can begin damage, as a number so that the compiler can use vectors.
///
/// For a half-width bracket `a` is the last byte of the character before it.
#[inline(always)]
#[allow(clippy::inline_always, reason = "one call per byte: vectors need the body in the loop")]
const fn suspicious(a: u8, b: u8, c: u8) -> u8 {
    const fn is(a: u8, x: u8) -> u8 {
        (a == x) as u8
    }
    const fn within(a: u8, low: u8, high: u8) -> u8 {
        (a.wrapping_sub(low) <= high - low) as u8
    }
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
        let text = "f(x)中(a";
        assert_eq!(next(text.as_bytes(), 0), text.rfind('(').map(|at| at - 1));
    }
}
