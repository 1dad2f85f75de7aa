//! One hash for features and words, the same on every machine.

/// Mix `value` into `hash`.
#[inline]
pub const fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 29)
}

/// The beginning of the hash of a word whose character `at` is asked for.
#[inline]
pub const fn word(at: usize) -> u64 {
    mix(77, at as u64)
}

/// A place below `len`.
#[inline]
pub fn place(hash: u64, len: usize) -> usize {
    ((u128::from(hash) * len as u128) >> 64) as usize
}

/// A character as a neighbour: forms that conversion changes without their Simplified form being the same look
/// alike, so that text is seen the same before and after.
#[inline]
pub const fn neighbour(c: char) -> char {
    match c {
        '着' => '著',
        '覆' => '复',
        _ => c,
    }
}
