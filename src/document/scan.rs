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
    while let Some(block) = bytes.get(from..from + BLOCK + 2) {
        let (a, b, c) = (&block[..BLOCK], &block[1..=BLOCK], &block[2..]);
        let mut found = [0; BLOCK];
        let mut any = 0;
        for i in 0..BLOCK {
            found[i] = likely(a[i], b[i], c[i]);
            any |= found[i];
        }
        if any != 0
            && let Some(i) = (0..BLOCK).find(|&i| found[i] != 0 && is(from + i))
        {
            return Some(from + i);
        }
        from += BLOCK;
    }
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    (from..bytes.len()).find(|&i| likely(at(i), at(i + 1), at(i + 2)) != 0 && is(i))
}

/// Whether two bytes are equal, as a number so that the compiler can use vectors.
pub(super) const fn equal(a: u8, x: u8) -> u8 {
    (a == x) as u8
}

/// Whether a byte is between two others.
pub(super) const fn within(a: u8, low: u8, high: u8) -> u8 {
    (a.wrapping_sub(low) <= high - low) as u8
}
