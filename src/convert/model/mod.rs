//! Which Traditional form a Simplified character has here: a log-linear classifier over the Simplified text
//! around it.
//!
//! The dictionaries vote, and what their votes are worth is learned with everything else. Everything is
//! integers at run time, so that every machine decides alike. `docs/model.md` says how the weights are made
//! and what they reach.

pub mod candidates;
pub mod classes;
pub mod division;
pub mod features;
pub mod hash;
pub mod register;
pub mod weights;
pub mod words;

use std::sync::OnceLock;

use candidates::{Candidates, MOST, Register};
use classes::Classes;
use features::{Features, Matched, Tables, Topic, features, sides, topic};
use weights::Weights;
use words::Words;

/// One nat in the unit of scores.
pub const NAT: i32 = 16;

/// `65536 * exp(-x / NAT)`, rounded, until it is 0.
static EXP: [u32; 190] = exp();

/// The classifier; immutable.
#[derive(Debug)]
pub struct Model {
    /// By code point: place among the candidates and 1.
    index: Box<[u16; 1 << 16]>,
    candidates: Vec<Candidates>,
    tables: Tables,
    weights: Weights,
}

/// What the classifier thinks of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    scores: [i32; MOST],
    len: usize,
}

impl Model {
    /// The one that comes with zhfix.
    pub fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| {
            let candidates = candidates::parse(include_str!(concat!(env!("OUT_DIR"), "/priors.tsv")));
            let words: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.table"));
            let classes = Classes::parse(include_str!(concat!(env!("OUT_DIR"), "/classes.txt")));
            let weights: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/weights.bin"));
            Self::new(
                candidates.expect("a test reads it"),
                Tables { words: Words::from_bytes(words), classes: classes.expect("a test reads it") },
                Weights::from_bytes(weights),
            )
        })
    }

    /// A classifier of these parts.
    pub fn new(candidates: Vec<Candidates>, tables: Tables, weights: Weights) -> Self {
        let mut index = vec![0; 1 << 16];
        for (place, candidates) in candidates.iter().enumerate() {
            index[candidates.simplified as usize] = place as u16 + 1;
        }
        let index = index.into_boxed_slice().try_into().expect("65536 items");
        Self { index, candidates, tables, weights }
    }

    /// The place of a Simplified character among [`candidates`](Self::candidates), if it has several forms.
    #[inline]
    pub fn place(&self, simplified: char) -> Option<usize> {
        usize::from(*self.index.get(simplified as usize)?).checked_sub(1)
    }

    /// Characters with several forms.
    pub fn candidates(&self) -> &[Candidates] {
        &self.candidates
    }

    /// The words that vote.
    pub fn words(&self) -> &Words {
        &self.tables.words
    }

    /// The features of the character `at` of `text`, which is in its Simplified form; `place` is that of the character.
    #[inline]
    pub fn features(&self, text: &[char], at: usize, place: usize, matched: Matched) -> Features {
        features(text, at, &self.candidates[place], matched, &self.tables, true)
    }

    /// Whether the first form of the character `at` is right, which needs no judgement where it nearly always is and
    /// no other was ever seen between such neighbours. `text` is in its Simplified form.
    #[inline]
    pub fn is_first(&self, text: &[char], at: usize) -> bool {
        self.weights.is_first(text[at], sides(text, at))
    }

    /// The judgement with what the sentence is about, which a judgement that is clear needs not.
    pub fn with_topic(&self, judgement: Judgement, text: &[char], at: usize) -> Judgement {
        self.add_topic(judgement, &topic(text, at))
    }

    /// The same of a topic that was found before.
    pub fn add_topic(&self, mut judgement: Judgement, topic: &Topic) -> Judgement {
        for form in 1..judgement.len {
            judgement.scores[form] += self.weights.sum(topic, form);
        }
        judgement
    }

    /// The scores of features that were found before, without the topic.
    #[inline]
    pub fn score(&self, candidates: &Candidates, features: &Features, register: Register) -> Judgement {
        let [mut scores, context, words] = self.parts(candidates, features, register);
        for (score, (context, words)) in scores.iter_mut().zip(context.into_iter().zip(words)) {
            *score += context + words;
        }
        Judgement { scores, len: candidates.forms.len() }
    }

    /// The parts of the scores: what was known before, what the characters around say, what the words say.
    #[inline]
    pub fn parts(
        &self,
        candidates: &Candidates,
        features: &Features,
        register: Register,
    ) -> [[i32; MOST]; 3] {
        let (mut priors, mut context, mut words) = ([0; MOST], [0; MOST], [0; MOST]);
        for (prior, row) in priors.iter_mut().zip(&candidates.priors) {
            *prior = row[register as usize];
        }
        for form in 1..candidates.forms.len() {
            context[form] = self.weights.sum(&features.grams, form) + self.weights.sum(&features.kinds, form);
            words[form] = self.weights.sum(&features.own, form);
        }
        for &(feature, form) in &*features.shared {
            words[form] += self.weights.get(feature, 0);
        }
        [priors, context, words]
    }
}

impl Judgement {
    /// Whether one form is so much likelier than any other that the topic of the sentence would not change that.
    #[inline]
    pub fn is_clear(&self) -> bool {
        const CLEAR: i32 = 3 * NAT;
        let best = self.best();
        (0..self.len).all(|form| form == best || self.scores[form] + CLEAR <= self.scores[best])
    }

    /// The likeliest form; of two that are alike, the first.
    #[inline]
    pub fn best(&self) -> usize {
        (1..self.len).fold(0, |best, form| if self.scores[form] > self.scores[best] { form } else { best })
    }

    /// The scores, in sixteenths of a nat.
    pub fn scores(&self) -> &[i32] {
        &self.scores[..self.len]
    }

    /// How likely each form is, in thousandths, rounded to the nearest.
    pub fn per_mille(&self) -> [u16; MOST] {
        let top = self.scores[self.best()];
        let weight = |score: i32| EXP.get(top.abs_diff(score) as usize).copied().unwrap_or(0);
        let total: u32 = self.scores().iter().map(|&score| weight(score)).sum();
        let mut per_mille = [0; MOST];
        for (share, &score) in per_mille.iter_mut().zip(self.scores()) {
            *share = ((weight(score) * 1000 + total / 2) / total) as u16;
        }
        per_mille
    }
}

/// Powers of `exp(-1 / NAT)` by multiplication in fixed point, because floating-point functions differ between machines.
const fn exp() -> [u32; 190] {
    // exp(-1 / 16) * 2^32, rounded.
    const STEP: u64 = 4_034_748_382;
    let mut table = [0; 190];
    let mut power: u64 = 1 << 32;
    let mut at = 0;
    while at < table.len() {
        table[at] = ((power + (1 << 15)) >> 16) as u32;
        power = (power * STEP + (1 << 31)) >> 32;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_powers_is_right() {
        for (x, &power) in (0..).zip(&EXP) {
            let exact = 65536.0 * (-f64::from(x) / f64::from(NAT)).exp();
            assert!((f64::from(power) - exact).abs() <= 1.0, "{x}: {power} {exact}");
        }
        assert_eq!(EXP[EXP.len() - 1], 0);
    }
}
