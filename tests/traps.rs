//! Places where conversion goes wrong, each with what is right: `fixtures/traps/traps.tsv`.

use std::collections::HashMap;

use zhfix::convert::{Converter, Options, Target};
use zhfix::variant::Variant;

struct Trap<'a> {
    line: usize,
    to: &'a str,
    input: &'a str,
    expected: &'a str,
    waits: bool,
}

fn traps() -> Vec<Trap<'static>> {
    let rows = (1..).zip(include_str!("fixtures/traps/traps.tsv").lines());
    let rows = rows.filter(|(_, row)| !row.is_empty() && !row.starts_with('#'));
    rows.map(|(line, row)| match row.split('\t').collect::<Vec<_>>()[..] {
        [to, input, expected, _] => Trap { line, to, input, expected, waits: false },
        [to, input, expected, _, "needs-model"] => Trap { line, to, input, expected, waits: true },
        _ => panic!("traps.tsv:{line}: expected TO<TAB>INPUT<TAB>EXPECTED<TAB>SOURCE, found {row:?}"),
    })
    .collect()
}

fn converter(to: &str) -> Converter {
    let mut parts = to.split('+');
    let variant: Variant = parts.next().unwrap().parse().unwrap();
    let with: Vec<&str> = parts.collect();
    let (terms, punctuation) = (with.contains(&"terms"), with.contains(&"quotes"));
    Converter::new(&Options { target: Target::Variant(variant), terms, punctuation, ..Options::default() })
        .unwrap()
}

#[test]
fn no_trap_catches_the_converter() {
    let traps = traps();
    assert!(traps.len() >= 150, "{} traps", traps.len());
    let mut converters = HashMap::new();
    let (mut wrong, mut waiting, mut solved) = (Vec::new(), 0, 0);
    for Trap { line, to, input, expected, waits } in traps {
        let converter = converters.entry(to).or_insert_with(|| converter(to));
        let output = converter.convert(input);
        let right = expected.split('|').any(|expected| expected == output);
        if waits {
            waiting += 1;
            solved += usize::from(right);
            continue;
        }
        if !right {
            wrong.push(format!("traps.tsv:{line}: {to}: {input} → {output}, expected {expected}"));
        }
        let again = converter.convert(&output);
        if again != output {
            wrong.push(format!("traps.tsv:{line}: {to}: {output} → {again} when it is converted again"));
        }
        for expected in expected.split('|') {
            let again = converter.convert(expected);
            if again != expected {
                wrong.push(format!("traps.tsv:{line}: {to}: {expected} → {again}, but it is right"));
            }
        }
    }
    println!("{waiting} traps wait for the model, {solved} of them come out right");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
