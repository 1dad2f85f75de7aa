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
    gate: Cow<'static, [u8]>,
    lines: Box<[Line]>,
}

/// A line as it is looked at: the memory gives it in one piece.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line {
    marks: [u16; LINE],
    weights: [i16; LINE],
}

/// The neighbours that a character was seen beside in another form than its first more than seldom. Between others
/// nobody needs to look further, if the character hardly ever has another form, or if one of the two is a neighbour
/// that the first form was seen beside often.
#[derive(Clone, Debug)]
pub struct Gate(Vec<u8>);

impl Default for Gate {
    fn default() -> Self {
        Self(vec![0; GATE])
    }
}

/// What is noted of a character and a neighbour, or of the character alone.
#[derive(Clone, Copy)]
enum Note {
    /// Another form stands on this side of the neighbour: 0 behind it, 1 before it.
    Other(usize),
    /// Only the first form does.
    First(usize),
    /// Other forms are frequent.
    Frequent,
}

/// The two bits of a note. One is enough to look further where there is no need to; for the opposite, both must be set.
#[inline]
fn bits(c: char, note: Note, neighbour: char) -> [usize; 2] {
    let id = match note {
        Note::Other(side) => side,
        Note::Frequent => 2,
        Note::First(side) => 3 + side,
    };
    let hash = mix(mix(0x6A7E + id as u64, c.into()), neighbour.into());
    let first = (hash >> 40) as usize % (GATE * 8);
    let second = if matches!(note, Note::First(_)) { (hash >> 20) as usize % (GATE * 8) } else { first };
    [first, second]
}

impl Gate {
    /// Note that another form than the first stands behind a neighbour (side 0) or before it (1), which are as
    /// [`sides`](super::features::sides) gives them.
    pub fn open(&mut self, c: char, side: usize, neighbour: char) {
        self.set(bits(c, Note::Other(side), neighbour));
    }

    /// Note that other forms of a character are frequent.
    pub fn note_frequent(&mut self, c: char) {
        self.set(bits(c, Note::Frequent, c));
    }

    /// Note that the first form of such a character, and hardly ever another, stands behind a neighbour (side 0) or
    /// before it (1).
    pub fn close(&mut self, c: char, side: usize, neighbour: char) {
        self.set(bits(c, Note::First(side), neighbour));
    }

    fn set(&mut self, bits: [usize; 2]) {
        for bit in bits {
            self.0[bit / 8] |= 1 << (bit % 8);
        }
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

/// Lay out weights in `lines` lines, the gate before them, then the marks of every line, then the weights; where a line is full, the weights that matter least are left out.
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
        let (gate, lines) = match &bytes {
            Cow::Borrowed(bytes) => (Cow::Borrowed(&bytes[..GATE]), &bytes[GATE..]),
            Cow::Owned(bytes) => (Cow::Owned(bytes[..GATE].to_vec()), &bytes[GATE..]),
        };
        let (marks, weights) = lines.split_at(lines.len() / BYTES * LINE * 2);
        let line = |(marks, weights): (&[u8; LINE * 2], &[u8; LINE])| Line {
            marks: std::array::from_fn(|at| u16::from_le_bytes([marks[at * 2], marks[at * 2 + 1]])),
            weights: weights.map(|weight| weight.cast_signed().into()),
        };
        let lines = marks.as_chunks().0.iter().zip(weights.as_chunks().0).map(line).collect();
        Self { gate, lines }
    }

    /// Whether the first form of a character is right between these neighbours without a further look.
    #[inline]
    pub fn is_first(&self, c: char, [left, right]: [char; 2]) -> bool {
        let gate = &*self.gate;
        let has = |note: Note, neighbour: char| {
            bits(c, note, neighbour).into_iter().all(|bit| gate[bit / 8] >> (bit % 8) & 1 != 0)
        };
        !has(Note::Other(0), left)
            && !has(Note::Other(1), right)
            && (!has(Note::Frequent, c) || has(Note::First(0), left) || has(Note::First(1), right))
    }

    /// The sum of the weights of some features for a form.
    #[inline]
    pub fn sum(&self, features: &[u64], form: usize) -> i32 {
        let mut sums = Sums::default();
        for &feature in features {
            self.add(feature, form, &mut sums);
        }
        sums.total()
    }

    /// The weight of a feature for a form.
    #[inline]
    pub fn get(&self, feature: u64, form: usize) -> i32 {
        self.sum(&[feature], form)
    }

    #[inline]
    fn add(&self, feature: u64, form: usize, sums: &mut Sums) {
        let mark = mark(feature, form);
        let line = &self.lines[place(feature, self.lines.len())];
        // No branches: no mark is twice in a line.
        for ((sum, weight), other) in sums.0.iter_mut().zip(line.weights).zip(line.marks) {
            *sum += weight & -i16::from(other == mark);
        }
    }
}

/// Sums of weights by their places in the lines; they are added up once.
#[derive(Default)]
struct Sums([i16; LINE]);

impl Sums {
    #[inline]
    fn total(self) -> i32 {
        i32::from(self.0.iter().sum::<i16>())
    }
}
