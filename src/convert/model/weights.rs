//! The weights of the features, in a table of cache lines.

use std::borrow::Cow;

use super::hash::{mix, place};

/// Weights in one line.
const LINE: usize = 32;
/// Bytes of a line: a mark of 16 bits and a weight of 8 bits for each.
const BYTES: usize = LINE * 3;

/// An immutable table from features to weights in sixteenths of a nat.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The marks of every line, then the weights of every line.
    bytes: Cow<'static, [u8]>,
    lines: usize,
}

/// The key of a feature's weight for a form, or for whichever form the feature speaks for (0).
#[inline]
pub const fn key(feature: u64, form: usize) -> u64 {
    mix(feature, 0x5151 + form as u64)
}

/// What tells a feature and form from others in its line, never 0.
#[inline]
fn mark(feature: u64, form: usize) -> u16 {
    (key(feature, form) >> 32) as u16 | 1
}

/// Lay out weights in `lines` lines; where a line is full, the weights that matter least are left out.
/// Equal input in any order gives equal bytes.
pub fn build(mut weights: Vec<(u64, usize, i8)>, lines: usize) -> Vec<u8> {
    weights.sort_by_key(|&(feature, form, weight)| (std::cmp::Reverse(weight.unsigned_abs()), feature, form));
    let mut bytes = vec![0; lines * BYTES];
    let mut used = vec![0; lines];
    for (feature, form, weight) in weights {
        let line = place(feature, lines);
        let at = line * LINE + used[line];
        if used[line] < LINE && weight != 0 {
            bytes[at * 2..at * 2 + 2].copy_from_slice(&mark(feature, form).to_le_bytes());
            bytes[lines * LINE * 2 + at] = weight.to_le_bytes()[0];
            used[line] += 1;
        }
    }
    bytes
}

impl Weights {
    /// Read what [`build`] wrote.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { lines: bytes.len() / BYTES, bytes }
    }

    /// The weight of a feature for a form.
    #[inline]
    pub fn get(&self, feature: u64, form: usize) -> i32 {
        let mark = mark(feature, form);
        let line = place(feature, self.lines);
        let marks: &[u8; LINE * 2] =
            self.bytes[line * LINE * 2..].first_chunk().expect("every line is whole");
        let mut found = 0_u32;
        for (at, bytes) in marks.chunks_exact(2).enumerate() {
            found |= u32::from(u16::from_le_bytes([bytes[0], bytes[1]]) == mark) << at;
        }
        if found == 0 {
            return 0;
        }
        let at = self.lines * LINE * 2 + line * LINE + found.trailing_zeros() as usize;
        i8::from_le_bytes([self.bytes[at]]).into()
    }
}
