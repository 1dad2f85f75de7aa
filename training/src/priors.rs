//! What a form has before anything is seen: learned, then moved to the kind of text that is wanted.

use std::fmt::Write as _;

use zhfix::convert::model::candidates::{Candidates, Register};
use zhfix::convert::model::features::bias;
use zhfix::convert::model::{Model, NAT};

use crate::examples::Example;
use crate::ftrl::{Learned, softmax};

const ROUNDS: usize = 60;
/// How strongly a prior is held where the training put it.
const HOLD: f32 = 3.0;

/// The candidates with what was learned.
pub fn with_biases(candidates: &[Candidates], learned: &Learned) -> Vec<Candidates> {
    let mut candidates = candidates.to_vec();
    for row in &mut candidates {
        for form in 0..row.forms.len() {
            let of =
                |register| if form == 0 { 0 } else { learned.bias(bias(row.simplified, register), form) };
            row.priors[form] = [of(0), of(0) + of(1)];
        }
    }
    candidates
}

/// Characters that the sentences often have in their Simplified form: nobody proofread them. Half of what they ask for
/// is done.
const NOISY: [char; 1] = ['里'];

/// Move the priors of common text to fit the examples: a Newton step for each form, again and again.
pub fn tune(candidates: &[Candidates], model: &Model, examples: &[Example]) -> Vec<Candidates> {
    let common = examples.iter().filter(|example| example.register == Register::Common);
    let scores = |example: &Example| -> Vec<f32> {
        let row = &candidates[example.candidates];
        let judgement =
            model.add_topic(model.score(row, &example.features, Register::Common), &example.topic);
        judgement.scores().iter().map(|&score| score as f32 / NAT as f32).collect()
    };
    let scored: Vec<(&Example, Vec<f32>)> = common.map(|example| (example, scores(example))).collect();
    let mut moved: Vec<Vec<f32>> = candidates.iter().map(|row| vec![0.0; row.forms.len()]).collect();
    for _ in 0..ROUNDS {
        let mut slopes: Vec<Vec<(f32, f32)>> = moved.iter().map(|row| vec![(0.0, 0.0); row.len()]).collect();
        for (example, scores) in &scored {
            let row = &moved[example.candidates];
            let sums: Vec<f32> = scores.iter().zip(row).map(|(score, by)| score + by).collect();
            let shares = softmax(&sums);
            for form in 1..row.len() {
                let slope = &mut slopes[example.candidates][form];
                slope.0 += shares[form] - f32::from(u8::from(form == example.gold));
                slope.1 += shares[form] * (1.0 - shares[form]);
            }
        }
        for (row, slopes) in moved.iter_mut().zip(&slopes) {
            for (by, (slope, bend)) in row.iter_mut().zip(slopes) {
                *by -= (slope + HOLD * *by) / (bend + HOLD) * 0.5;
            }
        }
    }
    let mut tuned = candidates.to_vec();
    for (row, moved) in tuned.iter_mut().zip(&moved) {
        for (priors, by) in row.priors.iter_mut().zip(moved) {
            let by = if NOISY.contains(&row.simplified) { by / 2.0 } else { *by };
            priors[Register::Common as usize] += (by * NAT as f32).round() as i32;
        }
    }
    tuned
}

/// The table with these priors under the head of the old one.
pub fn write(old: &str, candidates: &[Candidates]) -> String {
    let mut text: String =
        old.lines().take_while(|row| row.starts_with('#')).flat_map(|row| [row, "\n"]).collect();
    for row in candidates {
        for (form, [common, cantonese]) in row.forms.iter().zip(&row.priors) {
            writeln!(text, "{}\t{form}\t{common}\t{cantonese}", row.simplified)
                .expect("a String takes everything");
        }
    }
    text
}
