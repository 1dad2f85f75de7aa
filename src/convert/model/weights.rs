//! The weights of the features, in a table of cache lines, and the gate before it.

use std::borrow::Cow;

use super::hash::{mix, place};

/// Weights in one line.
const LINE: usize = 16;
/// Bytes of a line: a mark of 16 bits and a weight of 8 bits for each.
const BYTES: usize = LINE * 3;

/// Bytes of the gate, see [`Gate`].
const GATE: usize = 1 << 16;

/// An immutable table from features to weights in sixteenths of a nat.
#[derive(Clone, Debug)]
pub struct Weights {
    /// The gate, the marks of every line, then the weights of every line.
    bytes: Cow<'static, [u8]>,
    lines: usize,
}

/// For characters that hardly ever have another form than their first: the neighbours that one of the other
/// forms was seen with more than seldom. Between other neighbours nobody needs to look further.
#[derive(Clone, Debug)]
pub struct Gate(Vec<u8>);

impl Default for Gate {
    fn default() -> Self {
        Self(vec![0; GATE])
    }
}

/// The bit of a character and what stands before it (0) or behind it (1), or of a character that is always looked
/// at (2).
#[inline]
fn bit(c: char, side: usize, neighbour: char) -> usize {
    (mix(mix(0x6A7E + side as u64, c.into()), neighbour.into()) >> 40) as usize % (GATE * 8)
}

impl Gate {
    /// Note that another form than the first stands behind a neighbour (side 0) or before it (1), which are as
    /// [`sides`](super::features::sides) gives them.
    pub fn open(&mut self, c: char, side: usize, neighbour: char) {
        self.set(bit(c, side, neighbour));
    }

    /// Note that a character has to be looked at wherever it stands.
    pub fn open_all(&mut self, c: char) {
        self.set(bit(c, 2, c));
    }

    fn set(&mut self, bit: usize) {
        self.0[bit / 8] |= 1 << (bit % 8);
    }
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
pub fn build(mut weights: Vec<(u64, usize, i8)>, lines: usize, gate: &Gate) -> Vec<u8> {
    weights.sort_by_key(|&(feature, form, weight)| (std::cmp::Reverse(weight.unsigned_abs()), feature, form));
    let mut bytes = vec![0; lines * BYTES];
    let mut used = vec![0; lines];
    for (feature, form, weight) in weights {
        let line = place(feature, lines);
        let at = line * LINE + used[line];
        let mark = mark(feature, form).to_le_bytes();
        // Of two features with one mark, the one that matters more stays.
        let taken = bytes[line * LINE * 2..at * 2].chunks_exact(2).any(|other| other == mark);
        if used[line] < LINE && weight != 0 && !taken {
            bytes[at * 2..at * 2 + 2].copy_from_slice(&mark);
            bytes[lines * LINE * 2 + at] = weight.to_le_bytes()[0];
            used[line] += 1;
        }
    }
    [&*gate.0, &bytes].concat()
}

impl Weights {
    /// Read what [`build`] wrote.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { lines: (bytes.len() - GATE) / BYTES, bytes }
    }

    /// Whether the first form of a character is right between these neighbours without a further look.
    #[inline]
    pub fn is_first(&self, c: char, [left, right]: [char; 2]) -> bool {
        let has = |bit: usize| self.bytes[bit / 8] >> (bit % 8) & 1 != 0;
        !has(bit(c, 2, c)) && !has(bit(c, 0, left)) && !has(bit(c, 1, right))
    }

    /// The lines of the table.
    #[inline]
    pub fn lines(&self) -> Lines<'_> {
        let (marks, weights) = self.bytes[GATE..].split_at(self.lines * LINE * 2);
        Lines { marks: marks.as_chunks().0, weights: weights.as_chunks().0 }
    }
}

/// Where weights are looked up.
#[derive(Clone, Copy, Debug)]
pub struct Lines<'w> {
    marks: &'w [[u8; LINE * 2]],
    weights: &'w [[u8; LINE]],
}

impl Lines<'_> {
    /// The weight of a feature for a form.
    #[inline]
    pub fn get(self, feature: u64, form: usize) -> i32 {
        let mark = mark(feature, form);
        let line = place(feature, self.marks.len());
        let (marks, weights) = (&self.marks[line], &self.weights[line]);
        // No mark is twice in a line: the sum is the one weight, and needs no branch.
        let mut sum = 0;
        for at in 0..LINE {
            let same = u16::from_le_bytes([marks[at * 2], marks[at * 2 + 1]]) == mark;
            sum |= weights[at] & u8::from(same).wrapping_neg();
        }
        sum.cast_signed().into()
    }
}
