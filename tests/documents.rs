//! Documents of every syntax: prose is converted and fixed, and everything else keeps its bytes.

#[path = "common/mod.rs"]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use zhfix::convert::{Converter, Options, Target};
use zhfix::document::{Document, Syntax, markup};
use zhfix::lint::{self, Linter};
use zhfix::pipeline;
use zhfix::text::{Edit, apply};
use zhfix::variant::Variant;

fn convert(text: &str, syntax: Syntax, converter: &Converter) -> String {
    let changes = pipeline::convert(text, syntax, converter);
    let edits: Vec<Edit> = changes.into_iter().map(|change| change.edit).collect();
    apply(text, &edits).into_owned()
}

fn fix(text: &str, syntax: Syntax, converter: &Converter, linter: &Linter) -> String {
    let report = pipeline::fix(&Document::parse(text, syntax), converter, linter, None);
    apply(text, &report.edits).into_owned()
}

fn terms() -> Converter {
    let target = Target::Variant(Variant::HantTw);
    Converter::new(&Options { target, terms: true, ..Options::default() }).unwrap()
}

fn linter(variant: Variant) -> Linter {
    Linter::with(lint::Options { locale: Some(variant), ..lint::Options::default() })
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new("tests/fixtures/documents").join(folder)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.is_file() && !path.ends_with("README.md"));
    files.sort();
    files
}

#[test]
fn fixtures() {
    let (terms, to, linter) = (terms(), Converter::to(Variant::Hans), linter(Variant::Hans));
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let inputs = files("").into_iter().filter(|path| name(path).split('.').count() == 2);
    for path in inputs {
        let (text, syntax) = (fs::read_to_string(&path).unwrap(), Syntax::of_path(&path));
        let results =
            [("convert", convert(&text, syntax, &terms)), ("fix", fix(&text, syntax, &to, &linter))];
        for (command, result) in results {
            let expected = path.with_file_name(format!("{command}.{}", name(&path)));
            if std::env::var_os("ZHFIX_BLESS").is_some() {
                fs::write(&expected, &result).unwrap();
            }
            assert_eq!(fs::read_to_string(&expected).unwrap(), result, "{}", expected.display());
        }
    }
}

#[test]
fn what_is_no_chinese_prose_stays() {
    for path in files("leaves") {
        let (text, syntax) = (fs::read_to_string(&path).unwrap(), Syntax::of_path(&path));
        for variant in Variant::ALL {
            let converter = Converter::to(variant);
            assert_eq!(convert(&text, syntax, &converter), text, "{} to {variant}", path.display());
            let fixed = fix(&text, syntax, &converter, &linter(variant));
            assert_eq!(fixed, text, "{} fixed in {variant}", path.display());
        }
    }
}

/// Prose with damage and mistakes, and markup of all kinds.
const PIECES: &[&str] = &[
    "头",
    "发",
    "头发",
    "髮",
    "软件",
    "干部",
    "后",
    "會(huì)",
    "實(shí)",
    "會(huì )",
    "，",
    ",",
    "。",
    ".",
    ":",
    "：",
    "\"",
    "“",
    "”",
    "「",
    "」",
    "(",
    ")",
    "（",
    "）",
    "A",
    "a1",
    " ",
    "\n",
    "\n\n",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "\n    ",
    "> ",
    "- ",
    "1. ",
    "# ",
    "|",
    "[",
    "]",
    "](a)",
    "![",
    "<b>",
    "</b>",
    "<p title=\"",
    "<i>",
    "</i>",
    "<!-- ",
    " -->",
    "&amp;",
    "&#x53D1;",
    "\\",
    "$",
    " {#头}",
    "{{",
    "}}",
    ":::",
    "---\n",
    "[^1]",
    "[头发]: b\n",
    "~",
    "https://a.cn/头",
    "の",
    "発売",
    "한국",
    "⼀",
    "\u{200B}",
    "zhfix-ignore",
    "zhfix-ignore-next-line",
    "<code>",
    "</code>",
    "<span lang=ja>",
    "</span>",
    "！",
    "!",
    "１",
    "...",
    "……",
];

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat())
}

/// Everything that is no prose.
fn skeleton(text: &str, syntax: Syntax) -> Vec<String> {
    markup(text, syntax).into_iter().map(|region| region.span.of(text).to_owned()).collect()
}

#[test]
fn what_is_no_prose_keeps_its_bytes() {
    let terms = terms();
    let tools: Vec<_> = [Variant::Hans, Variant::HantTw]
        .into_iter()
        .map(|variant| (Converter::to(variant), linter(variant)))
        .collect();
    let property = |text: String| {
        for syntax in [Syntax::Markdown, Syntax::Html] {
            let old = skeleton(&text, syntax);
            let converted = convert(&text, syntax, &terms);
            prop_assert_eq!(&skeleton(&converted, syntax), &old, "{} of {:?}", syntax, &text);
            for (converter, linter) in &tools {
                let fixed = fix(&text, syntax, converter, linter);
                prop_assert_eq!(&skeleton(&fixed, syntax), &old, "{} of {:?}: {:?}", syntax, &text, &fixed);
                // What is removed from between two passages can make one foreign sentence of them.
                if !text.contains(['の', '発', '한']) {
                    let twice = fix(&fixed, syntax, converter, linter);
                    prop_assert_eq!(&twice, &fixed, "{} of {:?}", syntax, &text);
                }
                let found = linter.lint_document(&Document::parse(&text, syntax));
                let edits = pipeline::safe_fixes(&Document::parse(&text, syntax), &found);
                let linted = apply(&text, &edits);
                prop_assert_eq!(&skeleton(&linted, syntax), &old, "{} of {:?}: {:?}", syntax, &text, &linted);
            }
        }
        Ok(())
    };
    common::runner(500).run(&texts(), property).unwrap();
}
