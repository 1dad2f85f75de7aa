//! Classes of characters: those that have like neighbours. Counts of neighbours become pointwise mutual information
//! (Church and Hanks, 1990), that a few dozen dimensions (by orthogonal iteration), and those are divided by k-means.

use std::collections::HashMap;
use std::fmt::Write as _;

use zhfix::convert::model::features::fold;
use zhfix::convert::model::hash::{mix, neighbour};
use zhfix::lexicon::{Characters, is_han};

/// Number of classes.
const CLASSES: usize = 200;
/// A rarer character has none.
const RAREST: u32 = 12;
/// The most frequent characters are what is looked for beside one.
const NEIGHBOURS: usize = 3_000;
const DIMENSIONS: usize = 64;
const ITERATIONS: usize = 12;
const ROUNDS: usize = 30;
/// How far frequent neighbours are levelled (Levy and others, 2015).
const SMOOTHING: f64 = 0.75;

/// How often characters stand beside each other.
#[derive(Default)]
pub struct Counts {
    pairs: HashMap<(char, char), u32>,
    characters: HashMap<char, u32>,
}

impl Counts {
    /// Count a line, so many times.
    pub fn add(&mut self, line: &str, times: u32) {
        let characters = Characters::get();
        let mut before = '.';
        for c in line.chars().chain(['.']) {
            let c = fold(neighbour(characters.simplified(c)));
            *self.pairs.entry((before, c)).or_default() += times;
            *self.characters.entry(c).or_default() += times;
            before = c;
        }
    }

    /// The classes as a table, a row of characters for each, frequent ones first.
    pub fn classes(&self) -> String {
        let mut frequent: Vec<(char, u32)> = self.characters.iter().map(|(&c, &count)| (c, count)).collect();
        frequent.sort_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        let neighbours = index(frequent.iter().take(NEIGHBOURS).map(|&(c, _)| c));
        let is_member = |&&(c, count): &&(char, u32)| count >= RAREST && is_han(c) && (c as u32) < 1 << 16;
        let members: Vec<(char, u32)> = frequent.iter().filter(is_member).copied().collect();
        let rows = self.information(&index(members.iter().map(|&(c, _)| c)), &neighbours);
        let places = embed(&rows, neighbours.len() * 2);
        let weights: Vec<f64> = members.iter().map(|&(_, count)| f64::from(count).sqrt()).collect();
        let classes = divide(&places, &weights);
        let mut table = String::from(
            "# Characters in their Simplified form that stand in like places, a class in each row.\n\
             # Written by `cargo run --release -p zhfix-training`.\n",
        );
        for class in 0..CLASSES {
            let row = members.iter().zip(&classes).filter(|&(_, &of)| of == class);
            let row: String = row.map(|((c, _), _)| *c).collect();
            writeln!(table, "{row}").expect("a String takes everything");
        }
        table
    }

    /// For each member what its neighbours say of it: those behind, then those before.
    fn information(&self, members: &HashMap<char, usize>, neighbours: &HashMap<char, usize>) -> Vec<Row> {
        let mut rows = vec![Row::new(); members.len()];
        for (&(first, second), &count) in &self.pairs {
            if let (Some(&row), Some(&column)) = (members.get(&first), neighbours.get(&second)) {
                rows[row].push((column, count.into()));
            }
            if let (Some(&row), Some(&column)) = (members.get(&second), neighbours.get(&first)) {
                rows[row].push((neighbours.len() + column, count.into()));
            }
        }
        let mut columns = vec![0.0; neighbours.len() * 2];
        for row in &mut rows {
            // The order of a map is another in every run.
            row.sort_by_key(|&(column, _)| column);
            for &(column, count) in &*row {
                columns[column] += count;
            }
        }
        for column in &mut columns {
            *column = column.powf(SMOOTHING);
        }
        let all: f64 = columns.iter().sum();
        for row in &mut rows {
            let sum: f64 = row.iter().map(|&(_, count)| count).sum();
            for (column, count) in &mut *row {
                *count = (*count * all / (sum * columns[*column])).ln().max(0.0);
            }
            row.retain(|&(_, value)| value > 0.0);
        }
        rows
    }
}

/// A sparse row.
type Row = Vec<(usize, f64)>;
/// A place in few dimensions.
type Place = [f64; DIMENSIONS];

fn index(characters: impl Iterator<Item = char>) -> HashMap<char, usize> {
    characters.enumerate().map(|(place, c)| (c, place)).collect()
}

/// The rows in the directions in which they differ most, of length 1.
fn embed(rows: &[Row], columns: usize) -> Vec<Place> {
    // Signs of a hash: any start will do that is the same each time.
    let sign = |at: usize, dimension: usize| {
        let hash = mix(mix(1, at as u64), dimension as u64);
        if hash >> 40 & 1 == 0 { 1.0 } else { -1.0 }
    };
    let mut places: Vec<Place> =
        (0..rows.len()).map(|at| std::array::from_fn(|dimension| sign(at, dimension))).collect();
    let mut lengths = [0.0; DIMENSIONS];
    for _ in 0..ITERATIONS {
        orthonormalize(&mut places);
        let mut across = vec![[0.0; DIMENSIONS]; columns];
        for (row, place) in rows.iter().zip(&places) {
            for &(column, value) in row {
                add(&mut across[column], place, value);
            }
        }
        lengths = std::array::from_fn(|dimension| {
            across.iter().map(|place| place[dimension] * place[dimension]).sum::<f64>().sqrt()
        });
        for (row, place) in rows.iter().zip(&mut places) {
            *place = [0.0; DIMENSIONS];
            for &(column, value) in row {
                add(place, &across[column], value);
            }
        }
    }
    orthonormalize(&mut places);
    for place in &mut places {
        for (value, length) in place.iter_mut().zip(lengths) {
            *value *= length.sqrt();
        }
        normalize(place);
    }
    places
}

/// Make the columns orthogonal and of length 1 (Gram and Schmidt).
fn orthonormalize(places: &mut [Place]) {
    for dimension in 0..DIMENSIONS {
        for other in 0..dimension {
            let product: f64 = places.iter().map(|place| place[dimension] * place[other]).sum();
            places.iter_mut().for_each(|place| place[dimension] -= product * place[other]);
        }
        let length = places.iter().map(|place| place[dimension] * place[dimension]).sum::<f64>().sqrt();
        places.iter_mut().for_each(|place| place[dimension] /= length.max(f64::MIN_POSITIVE));
    }
}

fn add(to: &mut Place, what: &Place, times: f64) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what * times;
    }
}

fn normalize(place: &mut Place) {
    let length = place.iter().map(|value| value * value).sum::<f64>().sqrt();
    place.iter_mut().for_each(|value| *value /= length.max(f64::MIN_POSITIVE));
}

/// The class of each place: the nearest of centres that are moved to the middle of their places.
fn divide(places: &[Place], weights: &[f64]) -> Vec<usize> {
    // Among the frequent ones, which come first, more of them.
    let first = |class: usize| places[class * class * (places.len() - CLASSES) / (CLASSES * CLASSES) + class];
    let mut centres: Vec<Place> = (0..CLASSES).map(first).collect();
    let nearest = |place: &Place, centres: &[Place]| {
        let like = |centre: &Place| -> f64 { place.iter().zip(centre).map(|(one, other)| one * other).sum() };
        let all = centres.iter().map(like).enumerate();
        all.max_by(|one, other| one.1.total_cmp(&other.1)).map_or(0, |(class, _)| class)
    };
    let mut classes = Vec::new();
    for _ in 0..ROUNDS {
        classes = places.iter().map(|place| nearest(place, &centres)).collect();
        let mut sums = vec![[0.0; DIMENSIONS]; CLASSES];
        for ((place, &class), &weight) in places.iter().zip(&classes).zip(weights) {
            add(&mut sums[class], place, weight);
        }
        for (centre, mut sum) in centres.iter_mut().zip(sums) {
            if sum.iter().any(|&value| value != 0.0) {
                normalize(&mut sum);
                *centre = sum;
            }
        }
    }
    classes
}
