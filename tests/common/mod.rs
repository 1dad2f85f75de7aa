//! OpenCC's algorithm as plainly as it can be written: maps, longest key first, stage after stage.

#![allow(dead_code)] // Each test program uses a part.

pub mod hostile;

use std::collections::HashMap;
use std::sync::OnceLock;

use zhfix::lexicon::{Entries, builtin};

pub fn opencc() -> &'static HashMap<String, Entries> {
    static ALL: OnceLock<HashMap<String, Entries>> = OnceLock::new();
    ALL.get_or_init(|| {
        let entries = |name: &str| builtin::opencc(name).unwrap().entries();
        builtin::opencc_names().map(|name| (name.to_owned(), entries(name))).collect()
    })
}

fn conversions() -> &'static toml::Table {
    static TABLE: OnceLock<toml::Table> = OnceLock::new();
    TABLE.get_or_init(|| include_str!("../../dicts/conversions.toml").parse().unwrap())
}

/// What OpenCC's conversion `name` makes of `text`.
pub fn oracle(name: &str, text: &str, tofu: bool) -> String {
    let conversion = conversions()[name].as_table().unwrap();
    let mut text = text.to_owned();
    for dictionary in conversion["normalization"].as_array().unwrap() {
        text = stage(dictionary, tofu, &text).concat();
    }
    let segments = match conversion.get("segmentation") {
        Some(group) => segments(group, &text),
        None => vec![text],
    };
    let convert = |segment: String| {
        conversion["chain"]
            .as_array()
            .unwrap()
            .iter()
            .fold(segment, |text, group| stage(group, tofu, &text).concat())
    };
    segments.into_iter().map(convert).collect()
}

/// The pieces of a stage's output, one for each key and each other character.
fn stage(group: &toml::Value, tofu: bool, text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (len, value) = longest(group, tofu, rest).unwrap_or_else(|| {
            let len = description(rest).unwrap_or_else(|| rest.chars().next().unwrap().len_utf8());
            (len, rest[..len].to_owned())
        });
        pieces.push(value);
        at += len;
    }
    pieces
}

/// Each key is a segment; so is what stands between two.
fn segments(group: &toml::Value, text: &str) -> Vec<String> {
    let (mut segments, mut between, mut at) = (Vec::new(), String::new(), 0);
    while at < text.len() {
        let rest = &text[at..];
        if let Some((len, _)) = longest(group, true, rest) {
            segments.push(std::mem::take(&mut between));
            segments.push(rest[..len].to_owned());
            at += len;
        } else {
            let len = description(rest).unwrap_or_else(|| rest.chars().next().unwrap().len_utf8());
            between.push_str(&rest[..len]);
            at += len;
        }
    }
    segments.push(between);
    segments
}

fn longest(group: &toml::Value, tofu: bool, text: &str) -> Option<(usize, String)> {
    if let Some(name) = group.as_str() {
        let entries = &opencc()[name];
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(40);
        return ends.filter_map(|end| Some((end, entries.get(&text[..end])?.clone()))).last();
    }
    let (policy, children) = group.as_table().unwrap().iter().next().unwrap();
    match policy.as_str() {
        "may_output_tofu" if tofu => longest(children, tofu, text),
        "may_output_tofu" => None,
        "short_circuit" => children.as_array().unwrap().iter().find_map(|child| longest(child, tofu, text)),
        "union" => {
            let found = children.as_array().unwrap().iter().filter_map(|child| longest(child, tofu, text));
            found.reduce(|best, next| if next.0 > best.0 { next } else { best })
        }
        policy => panic!("{policy}"),
    }
}

/// Length of the ideographic description sequence at the beginning of `text`.
fn description(text: &str) -> Option<usize> {
    fn operand(text: &[(usize, char)], at: usize, depth: usize) -> Option<usize> {
        let &(_, c) = text.get(at)?;
        let arity = match c {
            '⿲' | '⿳' => 3,
            '\u{2FFE}' | '\u{2FFF}' => 1,
            '\u{2FF0}'..='\u{2FFD}' => 2,
            _ => return Some(at + 1),
        };
        (depth < 15).then_some(())?;
        (0..arity).try_fold(at + 1, |at, _| operand(text, at, depth + 1))
    }
    let chars: Vec<_> = text.char_indices().take(64).collect();
    let end = operand(&chars, 0, 0).filter(|&end| end > 1)?;
    let (at, c) = chars[end - 1];
    Some(at + c.len_utf8())
}

/// A runner of property tests that gives the same cases every time.
pub fn runner(cases: u32) -> proptest::test_runner::TestRunner {
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// OpenCC's own expectations. The file has comments and trailing commas; both are taken out here, strings are left alone.
pub fn testcases() -> serde_json::Value {
    let mut out = String::new();
    let mut string = false;
    let text = include_str!("../fixtures/opencc/testcases.json");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if string => out.extend([Some(c), chars.next()].into_iter().flatten()),
            '"' => {
                string = !string;
                out.push(c);
            }
            '/' if !string && chars.peek() == Some(&'/') => while chars.next_if(|&c| c != '\n').is_some() {},
            _ => out.push(c),
        }
        if !string && (c == ']' || c == '}') {
            out.pop();
            let end = out.trim_end().trim_end_matches(',').len();
            out.truncate(end);
            out.push(c);
        }
    }
    serde_json::from_str(&out).unwrap()
}
