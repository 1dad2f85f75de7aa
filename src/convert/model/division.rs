//! Of two words across a character that overlap (骨干 and 干涉 in 骨干涉案), the one that leaves words on both sides.

use super::candidates::MOST;
use super::features::List;
use super::words::{LONGEST, Words};
use crate::lexicon::is_han;

/// How far to the left and to the right the text is read.
const REACH: usize = 7;
/// Bits of a word that the list of words does not have.
const UNLISTED: u16 = 26;
/// Bits of an ideograph that it does not have.
const UNKNOWN: u16 = 20;
/// Longest passage, in characters.
const PLACES: usize = 2 * REACH + LONGEST;

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
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// The word that leaves the cheapest reading.
    pub word: Across,
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

/// What the division of the text says about the character `at`, which `words` cover; nothing where it says as much for
/// two forms. `text` is in its Simplified form. Some characters to either side are read as the words that cost least
/// bits (`McBopomofo`'s counts).
pub fn divide<const N: usize>(
    listed: &Words,
    text: &[char],
    at: usize,
    words: &List<Across, N>,
) -> Option<Verdict> {
    let (passage, at) = Passage::around(listed, text, at, at + 1);
    let (before, behind) = (passage.costs_before(at), passage.costs_behind(at + 1));
    let cost = |left: usize, right: usize| {
        let (from, to) = (at - left, at + 1 + right);
        before[from] + passage.cost(from, to) + behind[to]
    };
    let mut best = [(u16::MAX, Across::default()); MOST];
    // A word may have other characters than ideographs, which the passage has not.
    let inside = |word: &&Across| word.left <= at && at + word.right < passage.text.len();
    for &word in words.iter().filter(inside) {
        let bits = cost(word.left, word.right);
        if bits < best[word.form].0 {
            best[word.form] = (bits, word);
        }
    }
    let (least, word) = best.into_iter().min_by_key(|&(bits, _)| bits)?;
    let others =
        best.iter().enumerate().filter(|&(form, _)| form != word.form).map(|(_, &(bits, _))| bits).min();
    let bits = others? - least;
    (bits > 0).then(|| Verdict { word, bits, is_alone: cost(0, 0) < least })
}

/// Whether a word of `text`, from one character to another, leaves much worse words beside it than a division that cuts
/// it: 借口 in 借口罩.
pub fn is_cut(listed: &Words, text: &[char], from: usize, to: usize) -> bool {
    /// Bits by which the division has to be cheaper.
    const CHEAPER: u16 = 4;
    let (passage, start) = Passage::around(listed, text, from, to);
    let (end, len) = (start + (to - from), passage.text.len());
    let (before, behind) = (passage.costs_before(len), passage.costs_behind(end));
    before[len] + CHEAPER <= before[start] + passage.cost(start, end) + behind[end]
}

/// Some ideographs.
struct Passage<'a> {
    text: &'a [char],
    words: &'a Words,
}

/// Bits by place.
type Costs = [u16; PLACES + 1];

impl<'a> Passage<'a> {
    /// The characters of `text` from one to another and the ideographs around them, [`REACH`] at most on either side;
    /// and the place of the first in the passage.
    fn around(words: &'a Words, text: &'a [char], from: usize, to: usize) -> (Self, usize) {
        let before = text[..from].iter().rev().take(REACH).take_while(|&&c| is_han(c)).count();
        let behind = text[to..].iter().take(REACH).take_while(|&&c| is_han(c)).count();
        (Self { text: &text[from - before..to + behind], words }, before)
    }

    /// The bits of a word, in the list or not.
    fn cost(&self, from: usize, to: usize) -> u16 {
        let otherwise = if to - from == 1 { UNKNOWN } else { UNLISTED };
        self.words.cost(&self.text[from..to]).map_or(otherwise, u16::from)
    }

    /// Calls `word` with the end and the bits of each word that begins at `from` and ends at `to` at most.
    fn each_word(&self, from: usize, to: usize, mut word: impl FnMut(usize, u16)) {
        word(from + 1, UNKNOWN);
        self.words.each_prefix(&self.text[from..to], |len, bits| {
            // Much has 的 behind it, whether that is listed or not.
            if len == 1 || self.text[from + len - 1] != '的' {
                word(from + len, bits.into());
            }
        });
    }

    /// The cheapest reading of what stands before each place, up to `end`.
    fn costs_before(&self, end: usize) -> Costs {
        let mut costs = [u16::MAX / 4; PLACES + 1];
        costs[0] = 0;
        for from in 0..end {
            self.each_word(from, end, |to, bits| costs[to] = costs[to].min(costs[from] + bits));
        }
        costs
    }

    /// The cheapest reading of what stands behind each place, from `begin` on.
    fn costs_behind(&self, begin: usize) -> Costs {
        let len = self.text.len();
        let mut costs = [u16::MAX / 4; PLACES + 1];
        costs[len] = 0;
        for from in (begin..len).rev() {
            self.each_word(from, len, |to, bits| costs[from] = costs[from].min(costs[to] + bits));
        }
        costs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::model::Model;

    fn form(text: &str, at: usize, words: &[(usize, usize, usize)]) -> Option<usize> {
        let mut list = List::<Across, 8>::default();
        for &(left, right, form) in words {
            list.push(Across { left, right, form });
        }
        assert!(is_contested(&list));
        divide(Model::get().words(), &text.chars().collect::<Vec<_>>(), at, &list)
            .map(|verdict| verdict.word.form)
    }

    #[test]
    fn the_word_counts_that_leaves_words() {
        // 骨干 and 干涉.
        assert_eq!(form("公司骨干涉案", 3, &[(1, 0, 0), (0, 1, 1)]), Some(0));
        // 打折 and 折扇.
        assert_eq!(form("打折扇子", 1, &[(1, 0, 0), (0, 1, 1)]), Some(0));
        // 手表 and 表达.
        assert_eq!(form("另一只手表达谢意", 4, &[(1, 0, 0), (0, 1, 1)]), Some(1));
    }

    #[test]
    fn a_word_is_cut_where_its_parts_belong_to_better_words() {
        let cut =
            |text: &str, from, to| is_cut(Model::get().words(), &text.chars().collect::<Vec<_>>(), from, to);
        assert!(cut("他向我借口罩", 3, 5));
        assert!(!cut("他找借口不来", 2, 4));
        assert!(cut("这位画家具备才华", 3, 5));
        assert!(!cut("客厅的家具很旧", 3, 5));
    }
}
