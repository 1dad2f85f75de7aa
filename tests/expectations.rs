//! OpenCC's own expectations, through the conversion to the variant that each conversion has.
//!
//! `fixtures/opencc/differences.tsv` lists every line that comes out otherwise, and why that is no worse, or that it is an error.

mod common;

use std::collections::BTreeMap;

use zhfix::convert::{Converter, Options, Target};
use zhfix::variant::Variant;

/// OpenCC's conversions, and what they are here: the variant, and whether with words of the region.
const MATCHING: [(&str, Variant, bool); 10] = [
    ("s2t", Variant::Hant, false),
    ("s2tw", Variant::HantTw, false),
    ("s2hk", Variant::HantHk, false),
    ("s2twp", Variant::HantTw, true),
    ("s2hkp", Variant::HantHk, true),
    ("t2s", Variant::Hans, false),
    ("tw2s", Variant::Hans, false),
    ("hk2s", Variant::Hans, false),
    ("tw2sp", Variant::Hans, true),
    ("hk2sp", Variant::Hans, true),
];

/// Lines in a hundred that may differ.
const MOST: usize = 3;

#[test]
fn every_difference_from_opencc_is_listed_with_its_reason() {
    let listed: BTreeMap<(&str, &str), String> = include_str!("fixtures/opencc/differences.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .map(|row| match row.split('\t').collect::<Vec<_>>()[..] {
            [name, input, ours, _, reason] if !reason.is_empty() => ((name, input), ours.to_owned()),
            _ => panic!("differences.tsv: expected five columns, found {row:?}"),
        })
        .collect();
    let cases = common::testcases();
    let (mut lines, mut different, mut wrong) = (0, 0, Vec::new());
    for (name, variant, terms) in MATCHING {
        let target = Target::Variant(variant);
        let options = Options { target, terms, repair: false, ..Options::default() };
        let converter = Converter::new(&options).unwrap();
        let command = Converter::exact(name).unwrap();
        for case in cases["cases"].as_array().unwrap() {
            let Some(expected) = case["expected"][name].as_str() else { continue };
            let input = case["input"].as_str().unwrap();
            let ours = converter.convert(input);
            // The file has the rare characters of OpenCC's library; its command leaves them out, as we do.
            let differs = ours != expected && ours != command.convert(input);
            lines += 1;
            different += usize::from(differs);
            let known = listed.get(&(name, input));
            if known != differs.then_some(&ours) {
                wrong.push(format!("{name}\t{input}\t{ours}\t{expected}\tREASON"));
            }
        }
    }
    println!("{different} of {lines} lines differ");
    assert!(wrong.is_empty(), "not as listed:\n{}", wrong.join("\n"));
    assert!(different * 100 <= lines * MOST, "{different} of {lines} lines differ");
}
