//! Damaged lines of each class, and what should become of them: `../shared/cases/probes.jsonl`, skipped where that
//! file is missing, and more of the same classes in `tests/fixtures/probes.jsonl`.
//!
//! `cargo test --test probes -- --nocapture` shows each line.

use std::fs;

use zhfix::diagnostic::{Applicability, Level};
use zhfix::document::{Document, Syntax};
use zhfix::lint::{Linter, Options, Spacing};
use zhfix::pipeline::correct;
use zhfix::text::apply;
use zhfix::variant::Variant;

const SHARED: &str = "../shared/cases/probes.jsonl";
const OWN: &str = "tests/fixtures/probes.jsonl";

/// Lines that come out otherwise: the space between two names is right as it is, and 的地得 is grammar.
const LEFT: [&str; 2] = ["P37", "P60"];

/// A linter with every style on that a line of this class asks for.
fn linter(class: &str, locale: Option<Variant>) -> Linter {
    let mut options = Options { locale, ..Options::default() };
    match class {
        "cjk-latin-space" => options.spacing = Spacing::Always,
        "linebreak" => options.levels.set("hard-linebreak", Level::Warn).expect("a rule"),
        _ => {}
    }
    Linter::with(options)
}

#[test]
fn shared_probes() {
    match fs::read_to_string(SHARED) {
        Ok(probes) => check(&probes),
        Err(_) => eprintln!("skipped: {SHARED} is missing"),
    }
}

#[test]
fn own_probes() {
    check(&fs::read_to_string(OWN).unwrap());
}

fn check(probes: &str) {
    let (mut right, mut repairs, mut wrong) = (0, 0, Vec::new());
    for line in probes.lines() {
        let probe: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| probe[name].as_str().unwrap_or_default();
        let (id, class, input) = (field("id"), field("class"), field("input"));
        let negative = probe["negative"].as_bool().unwrap_or_default();
        let mut expected = Vec::new();
        for (field, locale) in
            [("expected_fix_simplified", Variant::Hans), ("expected_fix_traditional", Variant::HantTw)]
        {
            if let Some(text) = probe[field].as_str() {
                expected.push((locale, text));
            }
        }
        if expected.is_empty() {
            let found = linter(class, None).lint(input);
            let rules: Vec<_> = found.iter().map(|diagnostic| diagnostic.rule).collect();
            println!("{id} {class}: {rules:?}");
            if found.is_empty() {
                wrong.push(format!("{id}: {input}: nothing is reported"));
            }
            continue;
        }
        let least = if class == "linebreak"
            || class == "typo"
            || class == "one-to-many"
            || class.starts_with("mixed")
            || class.starts_with("pinyin")
        {
            Applicability::Unsafe
        } else {
            Applicability::Safe
        };
        let mut all = true;
        for (locale, expected) in expected {
            let linter = linter(class, Some(locale));
            let fixed =
                apply(input, &correct(&Document::parse(input, Syntax::Plain), &linter, least)).into_owned();
            println!("{id} {class} {locale}: {input} -> {fixed}");
            if fixed != expected {
                all = false;
                if !LEFT.contains(&id) {
                    wrong.push(format!("{id}: {input}\n  is        {fixed}\n  should be {expected}"));
                }
            }
            if negative {
                let rules: Vec<_> = linter.lint(input).iter().map(|diagnostic| diagnostic.rule).collect();
                if !rules.is_empty() {
                    wrong.push(format!("{id}: {input}: {rules:?}"));
                }
            }
        }
        if !negative {
            repairs += 1;
            right += usize::from(all);
        }
    }
    println!("{right} of {repairs} repaired as expected");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
