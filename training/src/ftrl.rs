//! Learns weights: FTRL-proximal with a softmax over the forms of each character (McMahan and others, "Ad
//! Click Prediction", 2013). What a feature is worth against the first form is learned for every other form. What is
//! learned last counts most, so that the order matters: the mean of several orders is taken.

use std::collections::HashMap;

use zhfix::convert::model::NAT;
use zhfix::convert::model::candidates::{Candidates, MOST};
use zhfix::convert::model::features::bias;
use zhfix::convert::model::weights::key;

use crate::examples::Example;

const EPOCHS: usize = 3;
/// An order of the examples for each.
const SEEDS: [u64; 8] = [12_345, 67_890, 24_680, 13_579, 98_765, 54_321, 86_420, 97_531];
/// Speed of learning, and the strength of what holds weights at zero.
const ALPHA: f32 = 0.3;
const BETA: f32 = 1.0;
const L1_GRAMS: f32 = 0.1;
const L1: f32 = 0.05;
const L2: f32 = 0.02;

/// The kinds of weights.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Gram,
    Vote,
    Bias,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    key: u64,
    feature: u64,
    z: f32,
    n: f32,
    form: u8,
    kind: Kind,
}

const EMPTY: Slot = Slot { key: 0, feature: 0, z: 0.0, n: 0.0, form: 0, kind: Kind::Gram };

/// What was learned in one order.
struct Pass {
    slots: Vec<Slot>,
    used: usize,
}

/// What was learned.
pub struct Learned(Vec<Pass>);

/// Learn from examples, in the orders that the seeds give, two at a time.
pub fn learn(candidates: &[Candidates], examples: &[Example]) -> Learned {
    let mut passes = Vec::new();
    for seeds in SEEDS.chunks(2) {
        std::thread::scope(|scope| {
            let threads: Vec<_> = seeds
                .iter()
                .map(|&seed| scope.spawn(move || Pass::learn(candidates, examples, seed)))
                .collect();
            passes.extend(threads.into_iter().map(|thread| thread.join().expect("learning does not panic")));
        });
    }
    Learned(passes)
}

impl Learned {
    /// Feature, form and weight of everything but the biases.
    pub fn weights(&self) -> Vec<(u64, usize, i8)> {
        let mut sums = HashMap::<(u64, u8), f32>::new();
        for pass in &self.0 {
            for slot in pass.slots.iter().filter(|slot| slot.key != 0 && slot.kind != Kind::Bias) {
                *sums.entry((slot.feature, slot.form)).or_default() += weigh(slot);
            }
        }
        let mean = |sum: f32| (sum / self.0.len() as f32 * NAT as f32).round().clamp(-127.0, 127.0) as i8;
        let all = sums.into_iter().map(|((feature, form), sum)| (feature, usize::from(form), mean(sum)));
        all.filter(|&(_, _, weight)| weight != 0).collect()
    }

    /// The weight of a bias, in sixteenths of a nat.
    pub fn bias(&self, feature: u64, form: usize) -> i32 {
        let sum: f32 = self.0.iter().map(|pass| pass.bias(feature, form)).sum();
        (sum / self.0.len() as f32 * NAT as f32).round() as i32
    }
}

impl Pass {
    fn learn(candidates: &[Candidates], examples: &[Example], seed: u64) -> Self {
        let mut random = seed;
        let mut next = move || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random
        };
        let mut order: Vec<u32> = (0..examples.len() as u32).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, (next() % (last as u64 + 1)) as usize);
        }
        let mut pass = Self { slots: vec![EMPTY; 1 << 22], used: 0 };
        let mut active = Vec::new();
        for epoch in 1..=EPOCHS {
            let mut loss = 0.0;
            for &index in &order {
                loss += pass.step(candidates, &examples[index as usize], &mut active);
            }
            eprintln!("epoch {epoch}: loss {:.5}, {} features", loss / examples.len() as f64, pass.used);
        }
        pass
    }

    fn bias(&self, feature: u64, form: usize) -> f32 {
        let key = key(feature, form) | 1;
        let slot = &self.slots[self.find(key)];
        if slot.key == key { weigh(slot) } else { 0.0 }
    }

    fn step(
        &mut self,
        candidates: &[Candidates],
        example: &Example,
        active: &mut Vec<(usize, usize)>,
    ) -> f64 {
        let row = &candidates[example.candidates];
        let forms = row.forms.len();
        if self.used * 4 > self.slots.len() * 3 {
            self.grow();
        }
        active.clear();
        let features = &example.features;
        for form in 1..forms {
            for register in 0..=example.register as usize {
                active.push((self.slot(bias(row.simplified, register), form, Kind::Bias), form));
            }
            for &feature in features.grams.iter().chain(&*example.topic) {
                active.push((self.slot(feature, form, Kind::Gram), form));
            }
            for &feature in features.kinds.iter().chain(&*features.own) {
                active.push((self.slot(feature, form, Kind::Vote), form));
            }
        }
        for &(feature, form) in &*features.shared {
            active.push((self.slot(feature, 0, Kind::Vote), form));
        }
        let mut scores = [0.0_f32; MOST];
        for &(slot, form) in &*active {
            scores[form] += weigh(&self.slots[slot]);
        }
        let shares = softmax(&scores[..forms]);
        for &(slot, form) in &*active {
            let gradient = (shares[form] - f32::from(u8::from(form == example.gold))) * example.weight;
            if gradient.abs() > 1e-4 {
                update(&mut self.slots[slot], gradient);
            }
        }
        -f64::from(shares[example.gold].max(1e-9)).ln()
    }

    fn find(&self, key: u64) -> usize {
        let mut at = (key >> 20) as usize & (self.slots.len() - 1);
        while self.slots[at].key != key && self.slots[at].key != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn slot(&mut self, feature: u64, form: usize, kind: Kind) -> usize {
        let key = key(feature, form) | 1;
        let at = self.find(key);
        if self.slots[at].key == 0 {
            self.slots[at] = Slot { key, feature, form: form as u8, kind, ..EMPTY };
            self.used += 1;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![EMPTY; self.slots.len() * 2];
        let old = std::mem::replace(&mut self.slots, larger);
        for slot in old.into_iter().filter(|slot| slot.key != 0) {
            let at = self.find(slot.key);
            self.slots[at] = slot;
        }
    }
}

fn l1(kind: Kind) -> f32 {
    if kind == Kind::Gram { L1_GRAMS } else { L1 }
}

#[inline]
fn weigh(slot: &Slot) -> f32 {
    let l1 = l1(slot.kind);
    if slot.z.abs() <= l1 {
        return 0.0;
    }
    -(slot.z - slot.z.signum() * l1) / ((BETA + slot.n.sqrt()) / ALPHA + L2)
}

#[inline]
fn update(slot: &mut Slot, gradient: f32) {
    let n = slot.n + gradient * gradient;
    slot.z += gradient - (n.sqrt() - slot.n.sqrt()) / ALPHA * weigh(slot);
    slot.n = n;
}

/// The share of each score.
pub fn softmax(scores: &[f32]) -> [f32; MOST] {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares = [0.0; MOST];
    let mut total = 0.0;
    for (share, score) in shares.iter_mut().zip(scores) {
        *share = (score - top).exp();
        total += *share;
    }
    shares.map(|share| share / total)
}
