//! Text to places with several forms, and what is seen around them.

use zhfix::convert::Converter;
use zhfix::convert::exact::{DEFINITIONS, Engine, Reading};
use zhfix::convert::model::candidates::{Candidates, Register};
use zhfix::convert::model::features::{Features, Matched, Tables, Topic, features, sides, topic};
use zhfix::convert::model::register::register;
use zhfix::lexicon::{Characters, Entries, builtin};
use zhfix::variant::Variant;

/// A place in text.
#[derive(Clone, Debug)]
pub struct Example {
    /// Place of the character among the candidates.
    pub candidates: usize,
    /// The form that the text has.
    pub gold: usize,
    pub register: Register,
    pub features: Features,
    /// What its sentence is about.
    pub topic: Topic,
    /// What stands before and behind it.
    pub sides: [char; 2],
    /// What it counts.
    pub weight: f32,
    /// Where it is from.
    pub text: &'static str,
}

/// Reads text.
pub struct Reader<'a> {
    candidates: &'a [Candidates],
    tables: &'a Tables,
    engine: Engine,
    simplifier: Converter,
}

impl<'a> Reader<'a> {
    pub fn new(candidates: &'a [Candidates], tables: &'a Tables) -> Self {
        let definition =
            DEFINITIONS.iter().find(|definition| definition.name == "s2tw").expect("OpenCC has it");
        let normal = builtin::opencc("CJK_Compatibility_Ideographs").expect("built in");
        let engine = Engine::load(definition.plain, normal, &Entries::new());
        Self { candidates, tables, engine, simplifier: Converter::to(Variant::Hans) }
    }

    /// The places of each line, on two threads.
    pub fn read_all(&self, lines: &[String]) -> Vec<Vec<Example>> {
        let read = |lines: &[String]| lines.iter().map(|line| self.read(line, true)).collect::<Vec<_>>();
        let (first, second) = lines.split_at(lines.len() / 2);
        std::thread::scope(|scope| {
            let first = scope.spawn(|| read(first));
            let second = read(second);
            let mut all = first.join().expect("reading does not panic");
            all.extend(second);
            all
        })
    }

    /// The places of a word of a dictionary: the dictionaries are not asked about it, for they know it.
    pub fn read_word(&self, word: &str) -> Vec<Example> {
        self.read(word, false)
    }

    fn read(&self, line: &str, ask: bool) -> Vec<Example> {
        let traditional: Vec<char> = line.chars().collect();
        let simplified = self.simplify(line, &traditional);
        let places: Vec<usize> =
            (0..simplified.len()).filter(|&at| self.candidates(simplified[at]).is_some()).collect();
        if places.is_empty() {
            return Vec::new();
        }
        let reading = Reading::new(&self.engine, simplified.iter().collect());
        let register = register(&simplified).unwrap_or(Register::Common);
        let example = |at: usize| {
            let candidates = self.candidates(simplified[at])?;
            let row = &self.candidates[candidates];
            let gold = row.position(traditional[at])?;
            let matched = Matched::new(row, reading.decided()[at], reading.word(at), at);
            let features = features(&simplified, at, row, matched, self.tables, ask);
            let (topic, sides) = (topic(&simplified, at), sides(&simplified, at));
            Some(Example { candidates, gold, register, features, topic, sides, weight: 1.0, text: "" })
        };
        places.into_iter().filter_map(example).collect()
    }

    fn candidates(&self, simplified: char) -> Option<usize> {
        self.candidates.binary_search_by_key(&simplified, |row| row.simplified).ok()
    }

    /// Character by character, but for 覆, which mainland China writes 复 in some words and 覆 in others.
    fn simplify(&self, line: &str, traditional: &[char]) -> Vec<char> {
        let characters = Characters::get();
        let mut simplified: Vec<char> = traditional.iter().map(|&c| characters.simplified(c)).collect();
        if traditional.contains(&'覆') {
            let words: Vec<char> = self.simplifier.convert(line).chars().collect();
            if words.len() == simplified.len() {
                for (at, _) in
                    words.iter().enumerate().filter(|&(at, &c)| c == '复' && traditional[at] == '覆')
                {
                    simplified[at] = '复';
                }
            }
        }
        simplified
    }
}
