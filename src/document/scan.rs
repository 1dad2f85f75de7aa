//! Finds the few bytes that something can begin with, at the speed of memory.

/// Bytes that are looked at together: wide enough for vector registers.
const BLOCK: usize = 64;

/// The next place at or after `from` that `is` is true of, among those where `likely` is not 0: it sees the byte and the
/// two behind it, and where there are none, 0.
///
/// Linear, without branches per byte: several GB/s where nothing is likely.
#[inline(always)]
#[allow(clippy::inline_always, reason = "vectors need the body of `likely` in the loop")]
pub(super) fn next(
    bytes: &[u8],
    mut from: usize,
    likely: impl Fn(u8, u8, u8) -> u8,
    is: impl Fn(usize) -> bool,
) -> Option<usize> {
    /// A rest that is shorter is looked at byte by byte.
    const SHORT: usize = 8;
    while let Some(block) = bytes.get(from..from + BLOCK + 2) {
        if let Some(i) = in_block(block, &likely, |i| is(from + i)) {
            return Some(from + i);
        }
        from += BLOCK;
    }
    // Most lines are shorter than a few blocks, so that their ends count.
    while from + SHORT < bytes.len() {
        let rest = &bytes[from..bytes.len().min(from + BLOCK + 2)];
        let mut block = [0; BLOCK + 2];
        block[..rest.len()].copy_from_slice(rest);
        if let Some(i) = in_block(&block, &likely, |i| i < rest.len() && is(from + i)) {
            return Some(from + i);
        }
        from += BLOCK;
    }
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    (from..bytes.len()).find(|&i| likely(at(i), at(i + 1), at(i + 2)) != 0 && is(i))
}

/// The same within one block and the two bytes behind it.
#[inline(always)]
#[allow(clippy::inline_always, reason = "vectors need the body of `likely` in the loop")]
fn in_block(block: &[u8], likely: impl Fn(u8, u8, u8) -> u8, is: impl Fn(usize) -> bool) -> Option<usize> {
    let (a, b, c) = (&block[..BLOCK], &block[1..=BLOCK], &block[2..BLOCK + 2]);
    let mut found = [0; BLOCK];
    let mut any = 0;
    for i in 0..BLOCK {
        found[i] = likely(a[i], b[i], c[i]);
        any |= found[i];
    }
    if any == 0 {
        return None;
    }
    (0..BLOCK).find(|&i| found[i] != 0 && is(i))
}

/// Whether two bytes are equal, as a number so that the compiler can use vectors.
pub(super) const fn equal(a: u8, x: u8) -> u8 {
    (a == x) as u8
}

/// Whether a byte is between two others.
pub(super) const fn within(a: u8, low: u8, high: u8) -> u8 {
    (a.wrapping_sub(low) <= high - low) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_in_any_part_of_a_text_of_any_length() {
        let likely =
            |a: u8, b: u8, c: u8| equal(a, b'!') & (equal(b, b'?') | equal(b, 0)) & within(c, 0, b'z');
        for len in 0..=2 * BLOCK + 10 {
            let mut bytes = vec![b'x'; len];
            assert_eq!(next(&bytes, 0, likely, |_| true), None, "{len}");
            for at in 0..len {
                bytes[at] = b'!';
                if at + 1 < len {
                    bytes[at + 1] = b'?';
                }
                for from in [0, at / 2, at] {
                    assert_eq!(next(&bytes, from, likely, |_| true), Some(at), "{at} of {len}");
                }
                assert_eq!(next(&bytes, at + 1, likely, |_| true), None, "{at} of {len}");
                assert_eq!(next(&bytes, 0, likely, |i| i != at), None, "{at} of {len}");
                bytes[at..len.min(at + 2)].fill(b'x');
            }
        }
    }

    #[test]
    fn nothing_is_behind_the_end() {
        for len in 0..=2 * BLOCK + 10 {
            let found = next(&vec![b'x'; len], 0, |a, _, _| equal(a, 0), |i| panic!("{i} of {len}"));
            assert_eq!(found, None);
        }
    }
}
