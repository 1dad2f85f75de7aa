//! How good it is, on text that it has not seen.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use zhfix::convert::model::{Judgement, Model};

use crate::examples::Example;

/// What a table of some size reaches: places that are decided wrongly, and all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    pub bytes: usize,
    pub held: (usize, usize),
    pub tuning: (usize, usize),
}

fn judge(model: &Model, example: &Example) -> Judgement {
    let row = &model.candidates()[example.candidates];
    model.add_topic(model.score(row, &example.features, example.register), &example.topic)
}

/// Places that are decided wrongly, and all.
pub fn errors(model: &Model, examples: &[Example]) -> (usize, usize) {
    let wrong = examples.iter().filter(|example| judge(model, example).best() != example.gold);
    (wrong.count(), examples.len())
}

fn share((part, all): (usize, usize)) -> f64 {
    100.0 * part as f64 / all.max(1) as f64
}

/// The report: errors by text, by size, by character, and how far probabilities can be trusted.
pub fn write(model: &Model, held: &[Example], found: usize, sizes: &[Size]) -> String {
    let mut out = String::from(
        "Errors on lines that were held out, in per cent of the characters with several forms\n",
    );
    let mut texts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut rows_by_character: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let mut trust = [(0, 0); 10];
    let mut doubt = BTreeMap::from([(800, (0, 0)), (900, (0, 0)), (950, (0, 0)), (980, (0, 0))]);
    let (mut wrong, all) = (0, held.len());
    for example in held {
        let judgement = judge(model, example);
        let miss = usize::from(judgement.best() != example.gold);
        wrong += miss;
        let add = |to: &mut (usize, usize)| {
            to.0 += miss;
            to.1 += 1;
        };
        add(texts.entry(example.text).or_default());
        add(rows_by_character.entry(model.candidates()[example.candidates].simplified).or_default());
        let sure = judgement.per_mille()[judgement.best()];
        add(&mut trust[usize::from(sure.saturating_sub(1) / 100).min(9)]);
        for (limit, counts) in &mut doubt {
            if sure < *limit {
                add(counts);
            }
        }
    }
    let mut line = |text: String| writeln!(out, "{text}").expect("a String takes everything");
    for (text, counts) in texts {
        line(format!("  {text:16} {:6.2} of {}", share(counts), counts.1));
    }
    line(format!("\nErrors by size of the table, of {found} weights that are not 0"));
    line("  bytes       held out   tuning text".to_owned());
    let mut sizes = sizes.to_vec();
    sizes.sort_unstable();
    for Size { bytes, held, tuning } in sizes {
        line(format!("  {bytes:9}     {:6.2}        {:6.2}", share(held), share(tuning)));
    }
    line("\nErrors by the probability of the form that was chosen".to_owned());
    for (tenth, &counts) in trust.iter().enumerate().filter(|(_, counts)| counts.1 > 0) {
        line(format!("  {:3}–{:3} %  {:6.2} of {}", tenth * 10, tenth * 10 + 10, share(counts), counts.1));
    }
    line("\nWhat a threshold lists: per cent of the places, per cent of the errors".to_owned());
    for (limit, (missed, listed)) in doubt {
        line(format!(
            "  below {:4.1} %  {:6.2} {:6.1}",
            f64::from(limit) / 10.0,
            share((listed, all)),
            share((missed, wrong))
        ));
    }
    line("\nErrors by character, with ten or more places".to_owned());
    let mut characters: Vec<_> = rows_by_character.into_iter().filter(|(_, counts)| counts.1 >= 10).collect();
    characters.sort_by_key(|&(c, (wrong, all))| (std::cmp::Reverse(wrong), all, c));
    for (c, counts) in characters {
        line(format!("  {c} {:6.2} of {}", share(counts), counts.1));
    }
    out
}
