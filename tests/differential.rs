//! Byte for byte what OpenCC 1.4.2 itself gives, where it is installed: `pip install OpenCC==1.4.2`, and
//! `ZHFIX_PYTHON` names the interpreter if it is not `python3`. Without it the test says so and is skipped;
//! `ZHFIX_REQUIRE_OPENCC=1` makes that an error.

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::hostile::hostile;
use proptest::strategy::{Strategy, ValueTree};
use zhfix::convert::exact::DEFINITIONS;
use zhfix::convert::{Converter, Options, Target};

const SCRIPT: &str = r#"
import json, sys, opencc
if opencc.__version__ != "1.4.2":
    sys.exit("OpenCC " + opencc.__version__)
texts = json.load(sys.stdin)
names = sys.argv[1].split(",")
json.dump({name: list(map(opencc.OpenCC(name).convert, texts)) for name in names}, sys.stdout)
"#;

/// What OpenCC makes of `texts`, by conversion; nothing where it is not installed.
fn opencc(names: &str, texts: &[String]) -> Option<serde_json::Value> {
    let python = std::env::var("ZHFIX_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut child = Command::new(python)
        .args(["-c", SCRIPT, names])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // The interpreter ends early if the package is missing.
    let _ = child.stdin.take()?.write_all(&serde_json::to_vec(texts).unwrap());
    let output = child.wait_with_output().ok()?;
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn opencc_gives_the_same_bytes() {
    let mut runner = common::runner(1);
    let strategy = hostile();
    // The wheel's functions take C strings, so that a NUL would end the text for OpenCC alone.
    let mut texts: Vec<String> =
        (0..4000).map(|_| strategy.new_tree(&mut runner).unwrap().current().replace('\0', "")).collect();
    let real = [
        include_str!("fixtures/article/article.txt"),
        include_str!("fixtures/article/fix.zh-Hans.txt"),
        include_str!("fixtures/article/fix.zh-Hant-TW.txt"),
        include_str!("../README.md"),
    ];
    texts.extend(real.map(str::to_owned));
    texts.push(real.concat().repeat(20));

    let names: Vec<&str> = DEFINITIONS.iter().map(|definition| definition.name).collect();
    let Some(expected) = opencc(&names.join(","), &texts) else {
        assert!(std::env::var_os("ZHFIX_REQUIRE_OPENCC").is_none(), "OpenCC 1.4.2 is not installed");
        eprintln!("skipped: OpenCC 1.4.2 is not installed (pip install OpenCC==1.4.2)");
        return;
    };
    for name in names {
        // The library uses the rare characters that OpenCC's command line leaves out.
        let target = Target::Exact(name.to_owned());
        let converter = Converter::new(&Options { target, tofu: true, ..Options::default() }).unwrap();
        for (text, expected) in texts.iter().zip(expected[name].as_array().unwrap()) {
            assert_eq!(converter.convert(text), expected.as_str().unwrap(), "{name}: {text:?}");
        }
    }
}
