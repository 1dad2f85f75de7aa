//! Makes the weights of zhfix's classifier from text: `docs/model.md` says how and from what.
//!
//! ```text
//! cargo run --release -p zhfix-training -- CORPUS TUNING.tsv DICTS
//! ```
//!
//! reads the texts in the folder `CORPUS` and the sentences in `TUNING.tsv`, writes `model/weights.bin`,
//! `model/classes.txt`, `model/report.txt`, `zhfix/priors.tsv` and `mcbopomofo/words.txt` into the folder `DICTS`, and
//! prints the report. The same input gives the same bytes.

mod classes;
mod corpus;
mod examples;
mod ftrl;
mod priors;
mod report;
mod words;

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use zhfix::convert::model::Model;
use zhfix::convert::model::candidates::{self, Candidates};
use zhfix::convert::model::classes::Classes;
use zhfix::convert::model::features::Tables;
use zhfix::convert::model::weights::{self, Gate, Weights};
use zhfix::convert::model::words::Words;

use examples::{Example, Reader};

/// Lines of 16 weights in the table.
const LINES: usize = 16_000;
/// One line of text in so many is held out.
const HELD_OUT: usize = 40;
/// What a place in running text counts.
const RUNNING: f32 = 1.0;
/// What a place in our own text counts beside one in another: it was written for places that are hard, of which
/// parliaments and laws have few.
const OWN: f32 = 4.0;
/// A character one of so many of whose places has another form than the first is looked at wherever neither neighbour
/// is known for the first.
const OFTEN: usize = 25;
/// A neighbour is known for it that was seen so often.
const KNOWN: usize = 40;
/// Beside a neighbour, one so many of whose places has another form is looked at.
const SELDOM: usize = 200;
/// What a word of a dictionary counts beside a place in text.
const WORD: f32 = 0.3;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [corpus, tuning, dicts] = &arguments[..] else {
        return Err("usage: zhfix-training CORPUS TUNING.tsv DICTS".into());
    };
    let table = read(&dicts.join("zhfix/priors.tsv"))?;
    let candidates = candidates::parse(&table)?;
    let listed = words::listed(&corpus::words(corpus)?, &candidates);
    let phrases = words::phrases();
    let costs = words::costs(&read(&dicts.join("mcbopomofo/segmentation.tsv"))?)?;
    let words = words::table(&phrases, &listed, &costs, &candidates).build();
    let texts = corpus::TEXTS.into_iter().map(|text| (text, RUNNING, corpus::lines(corpus, text)));
    let texts: Vec<_> = texts.chain([("own", OWN, corpus::own())]).collect();

    let mut counts = classes::Counts::default();
    for (_, weight, lines) in &texts {
        let lines = lines.as_ref().map_err(ToString::to_string)?;
        lines.iter().for_each(|line| counts.add(line, *weight as u32));
    }
    let classes = counts.classes();
    eprintln!("classes of neighbours were made");
    let tables = Tables { words: Words::from_bytes(words), classes: Classes::parse(&classes)? };
    let reader = Reader::new(&candidates, &tables);

    let (mut train, mut held) = (Vec::new(), Vec::new());
    for (text, weight, lines) in texts {
        for (index, examples) in reader.read_all(&lines?).into_iter().enumerate() {
            let to = if index % HELD_OUT == 7 { &mut held } else { &mut train };
            to.extend(examples.into_iter().map(|example| Example { text, weight, ..example }));
        }
        eprintln!("{text}: {} places", train.len() + held.len());
    }
    for word in listed.iter().chain(phrases.iter().map(|(_, word)| word)) {
        let examples = reader.read_word(word);
        train.extend(examples.into_iter().map(|example| Example { weight: WORD, ..example }));
    }
    eprintln!("{} places to learn from, {} held out", train.len(), held.len());

    let gate = gate(&candidates, &train);
    let learned = ftrl::learn(&candidates, &train);
    let found = learned.weights();
    let biased = priors::with_biases(&candidates, &learned);
    let sentences = corpus::pairs(&read(tuning)?);
    let tuning: Vec<Example> = reader.read_all(&sentences).into_iter().flatten().collect();

    let mut sizes = Vec::new();
    let mut made = None;
    for lines in [LINES / 4, LINES / 2, LINES * 2, LINES] {
        let bytes = weights::build(found.clone(), lines, &gate);
        let model = |candidates: &[candidates::Candidates]| {
            Model::new(candidates.to_vec(), tables.clone(), Weights::from_bytes(bytes.clone()))
        };
        let tuned = priors::tune(&biased, &model(&biased), &tuning);
        let model = model(&tuned);
        sizes.push(report::Size {
            bytes: bytes.len(),
            held: report::errors(&model, &held),
            tuning: report::errors(&model, &tuning),
        });
        made = Some((bytes, tuned, model));
    }
    let (bytes, tuned, model) = made.expect("sizes were tried");

    let report = report::write(&model, &held, found.len(), &sizes);
    print!("{report}");
    fs::create_dir_all(dicts.join("model"))?;
    fs::create_dir_all(dicts.join("mcbopomofo"))?;
    fs::write(dicts.join("model/weights.bin"), bytes)?;
    fs::write(dicts.join("model/classes.txt"), classes)?;
    fs::write(dicts.join("model/report.txt"), report)?;
    fs::write(dicts.join("zhfix/priors.tsv"), priors::write(&table, &tuned))?;
    fs::write(dicts.join("mcbopomofo/words.txt"), words::write(&listed))?;
    Ok(())
}

/// The neighbours of forms that are not the first, and of characters whose other forms are frequent those of the first.
fn gate(candidates: &[Candidates], examples: &[Example]) -> Gate {
    let mut gate = Gate::default();
    let mut counts = vec![(0_usize, 0_usize); candidates.len()];
    for example in examples.iter().filter(|example| example.weight == RUNNING) {
        let (others, all) = &mut counts[example.candidates];
        *others += usize::from(example.gold > 0);
        *all += 1;
    }
    let frequent: Vec<bool> = counts.into_iter().map(|(others, all)| others * OFTEN > all).collect();
    for (row, _) in candidates.iter().zip(&frequent).filter(|&(_, &frequent)| frequent) {
        gate.note_frequent(row.simplified);
    }
    // By character, side and neighbour: other forms than the first, and all.
    let mut seen = HashMap::<(usize, usize, char), (usize, usize)>::new();
    for example in examples {
        let word = example.weight == WORD;
        for (side, neighbour) in example.sides.into_iter().enumerate() {
            // What stands beside a word of a dictionary is not known.
            if word && neighbour == '.' {
                continue;
            }
            let (others, all) = seen.entry((example.candidates, side, neighbour)).or_default();
            let other = usize::from(example.gold > 0);
            *others += if word { other * SELDOM } else { other };
            *all += usize::from(!word);
        }
    }
    for ((row, side, neighbour), (others, all)) in seen {
        if others * SELDOM > all {
            gate.open(candidates[row].simplified, side, neighbour);
        } else if frequent[row] && all >= KNOWN {
            gate.close(candidates[row].simplified, side, neighbour);
        }
    }
    gate
}

fn read(path: &Path) -> Result<String, Box<dyn Error>> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
