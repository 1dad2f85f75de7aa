//! Throughput of conversion, in bytes of UTF-8 input: prose in both scripts, and prose with little Chinese.

use divan::Bencher;
use divan::counter::BytesCount;
use zhfix::convert::Converter;
use zhfix::variant::Variant;

fn main() {
    divan::main();
}

const SIMPLIFIED: &str = include_str!("../tests/fixtures/article/fix.zh-Hans.txt");
const TRADITIONAL: &str = include_str!("../tests/fixtures/article/fix.zh-Hant-TW.txt");
const DAMAGED: &str = include_str!("../tests/fixtures/article/article.txt");
const CODE: &str = include_str!("../src/text/mod.rs");

fn run(bencher: Bencher, converter: &Converter, text: &str) {
    let text = format!("{text}\n").repeat(200_000 / text.len());
    let mut out = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        converter.convert_into(&text, &mut out);
        out.len()
    });
}

#[divan::bench(args = ["s2t", "s2twp", "s2hk"])]
fn simplified(bencher: Bencher, name: &str) {
    run(bencher, &Converter::exact(name).unwrap(), SIMPLIFIED);
}

#[divan::bench(args = ["t2s", "tw2sp"])]
fn traditional(bencher: Bencher, name: &str) {
    run(bencher, &Converter::exact(name).unwrap(), TRADITIONAL);
}

#[divan::bench(args = ["s2t", "s2twp", "t2s"])]
fn code(bencher: Bencher, name: &str) {
    run(bencher, &Converter::exact(name).unwrap(), CODE);
}

#[divan::bench(args = ["zh-Hant-TW", "zh-Hans"])]
fn to_variant(bencher: Bencher, name: &str) {
    run(bencher, &Converter::to(name.parse::<Variant>().unwrap()), SIMPLIFIED);
}

#[divan::bench(args = ["zh-Hant-TW", "zh-Hans"])]
fn repair(bencher: Bencher, name: &str) {
    run(bencher, &Converter::to(name.parse::<Variant>().unwrap()), DAMAGED);
}

#[divan::bench(args = ["s2t", "s2twp", "t2s"])]
fn load(name: &str) -> Converter {
    Converter::exact(name).unwrap()
}
