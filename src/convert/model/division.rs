//! Of two words across a character that overlap (骨干 and 干涉 in 骨干涉案), the one that leaves words on both sides.

use super::features::List;
use super::words::LONGEST;
use crate::lexicon::{Lexicon, builtin, is_han};

/// How far to the left and to the right the text is read.
const REACH: usize = 7;
/// Bits of a word that the list of words does not have.
const UNLISTED: u16 = 20;
/// Bits of an ideograph that it does not have.
const UNKNOWN: u16 = 20;
/// Bytes of a character of an encoding.
const BYTES: usize = 4;

/// A word across a character: characters to the left of it and to the right, and the form that it speaks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Across {
    /// Characters of the word before it.
    pub left: usize,
    /// Characters of the word behind it.
    pub right: usize,
    /// The form.
    pub form: usize,
}

/// What speaks for a form where words of several forms overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The form of the words that leave the cheapest reading.
    pub form: usize,
    /// How many bits the reading with words of another form costs more.
    pub bits: u16,
    /// Whether the character alone makes a reading that is cheaper still.
    pub is_alone: bool,
}

/// Whether words of different forms overlap, so that neither holds the other.
pub fn is_contested<const N: usize>(words: &List<Across, N>) -> bool {
    let beyond = |one: &Across| {
        words.iter().any(|other| other.form != one.form && one.left > other.left && other.right > one.right)
    };
    words.iter().any(beyond)
}

/// What the division of the text says about the character `at`, which `words` cover. `text` is in its Simplified
/// form. Some [`REACH`] characters to either side are read as the words that cost least bits (`McBopomofo`'s counts).
pub fn divide<const N: usize>(text: &[char], at: usize, words: &List<Across, N>) -> Verdict {
    let list = builtin::segmentation();
    let begin = text[..at].iter().rev().take(REACH).take_while(|&&c| is_han(c)).count();
    let end = text[at + 1..].iter().take(REACH).take_while(|&&c| is_han(c)).count();
    let passage = Passage::new(&text[at - begin..=at + end]);
    let (before, behind) = (passage.from_left(list, begin), passage.from_right(list, begin + 1));
    let cost = |left: usize, right: usize| {
        let (from, to) = (begin - left, begin + 1 + right);
        before[from].saturating_add(behind[to]).saturating_add(passage.cost(list, from, to))
    };
    let mut best = [u16::MAX; super::candidates::MOST];
    for word in words.iter() {
        best[word.form] = best[word.form].min(cost(word.left, word.right));
    }
    let form = (1..best.len()).fold(0, |least, form| if best[form] < best[least] { form } else { least });
    let others = (0..best.len()).filter(|&other| other != form).map(|other| best[other]).min();
    Verdict {
        form,
        bits: others.unwrap_or(u16::MAX) - best[form],
        is_alone: cost(0, 0) < best[form],
    }
}

/// Some ideographs, as text.
struct Passage {
    bytes: [u8; (2 * REACH + 1) * BYTES],
    /// Where each character begins, and the last ends.
    offsets: [usize; 2 * REACH + 2],
    len: usize,
}

type Costs = [u16; 2 * REACH + 2];

impl Passage {
    fn new(text: &[char]) -> Self {
        let mut passage =
            Self { bytes: [0; (2 * REACH + 1) * BYTES], offsets: [0; 2 * REACH + 2], len: text.len() };
        let mut end = 0;
        for (index, c) in text.iter().enumerate() {
            end += c.encode_utf8(&mut passage.bytes[end..]).len();
            passage.offsets[index + 1] = end;
        }
        passage
    }

    fn text(&self, from: usize, to: usize) -> &str {
        std::str::from_utf8(&self.bytes[self.offsets[from]..self.offsets[to]]).unwrap_or_default()
    }

    /// The bits of a word, in the list or not.
    fn cost(&self, list: &Lexicon, from: usize, to: usize) -> u16 {
        let otherwise = if to - from == 1 { UNKNOWN } else { UNLISTED };
        list.get(self.text(from, to)).map_or(otherwise, bits)
    }

    /// Calls `word` with the end and the bits of each word that begins at `from` and ends at `to` at most.
    fn words(&self, list: &Lexicon, from: usize, to: usize, mut word: impl FnMut(usize, u16)) {
        word(from + 1, UNKNOWN);
        list.each_prefix(self.text(from, to), |len, cost| {
            let end = (from + 1..to).find(|&end| self.offsets[end] == self.offsets[from] + len).unwrap_or(to);
            word(end, bits(cost));
        });
    }

    /// By place the bits of the cheapest reading of what stands before it.
    fn from_left(&self, list: &Lexicon, end: usize) -> Costs {
        let mut costs = [u16::MAX / 4; 2 * REACH + 2];
        costs[0] = 0;
        for from in 0..end {
            self.words(list, from, end, |to, bits| costs[to] = costs[to].min(costs[from] + bits));
        }
        costs
    }

    /// By place the bits of the cheapest reading of what stands behind it.
    fn from_right(&self, list: &Lexicon, begin: usize) -> Costs {
        let mut costs = [u16::MAX / 4; 2 * REACH + 2];
        costs[self.len] = 0;
        for from in (begin..self.len).rev() {
            self.words(list, from, self.len, |to, bits| costs[from] = costs[from].min(costs[to] + bits));
        }
        costs
    }
}

fn bits(cost: &str) -> u16 {
    cost.parse().unwrap_or(UNKNOWN)
}

const _: () = assert!(LONGEST <= REACH + 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str, at: usize, words: &[(usize, usize, usize)]) -> Verdict {
        let mut list = List::<Across, 8>::default();
        words.iter().for_each(|&(left, right, form)| list.push(Across { left, right, form }));
        assert!(is_contested(&list));
        divide(&text.chars().collect::<Vec<_>>(), at, &list)
    }

    #[test]
    fn the_word_counts_that_leaves_words() {
        // 骨干 and 干涉.
        assert_eq!(verdict("公司骨干涉案", 3, &[(1, 0, 0), (0, 1, 1)]).form, 0);
        // 打折 and 折扇.
        assert_eq!(verdict("打折扇子", 1, &[(1, 0, 0), (0, 1, 1)]).form, 0);
        // 手表 and 表达.
        assert_eq!(verdict("另一只手表达谢意", 4, &[(1, 0, 0), (0, 1, 1)]).form, 1);
    }
}
