//! The README shows what the program prints.
//!
//! The `console` blocks of `README.md` are run in a folder that holds `article.txt`:
//!
//! - `$ zhfix …` is run, and its output (stdout, then stderr) is compared with the lines below it;
//! - `$ cat FILE` makes the file of the lines below it, `$ head -n N FILE` compares its first lines;
//! - `$ echo $?` compares the last exit status;
//! - `$ cargo …` is not run, and nothing may stand below it.
//!
//! A line of `…` stands for any number of lines, `…` at the end of a line for the rest of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use zhfix::convert::{Converter, Options, Target};
use zhfix::document::{Document, Syntax};
use zhfix::lint::Linter;
use zhfix::pipeline;
use zhfix::text::apply;
use zhfix::variant::Variant;

/// A command and the lines below it.
struct Example {
    line: usize,
    command: String,
    shown: Vec<String>,
}

fn examples(page: &str) -> Vec<Example> {
    let mut all: Vec<Example> = Vec::new();
    let mut inside = false;
    for (number, line) in (1..).zip(page.lines()) {
        match line.strip_prefix("```") {
            Some(language) => inside = language == "console",
            None if !inside => {}
            None => match line.strip_prefix("$ ") {
                Some(command) => {
                    all.push(Example { line: number, command: command.to_owned(), shown: Vec::new() });
                }
                None => all.last_mut().expect("a command first").shown.push(line.to_owned()),
            },
        }
    }
    all
}

/// Whether the lines shown are those printed, given what `…` stands for.
fn agrees(shown: &[String], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((line, rest)) if line == "…" => {
            (0..=printed.len()).any(|skipped| agrees(rest, &printed[skipped..]))
        }
        Some((line, rest)) => {
            printed.split_first().is_some_and(|(first, others)| same(line, first) && agrees(rest, others))
        }
    }
}

fn same(shown: &str, printed: &str) -> bool {
    shown == printed || shown.strip_suffix('…').is_some_and(|start| printed.starts_with(start))
}

fn check(example: &Example, folder: &Path, status: &mut i32) -> Result<(), String> {
    let words: Vec<&str> = example.command.split_whitespace().collect();
    let printed = match words[..] {
        ["cargo", ..] => String::new(),
        ["cat", name] => {
            let lines: String = example.shown.iter().flat_map(|line| [line, "\n"]).collect();
            fs::write(folder.join(name), lines).map_err(|error| error.to_string())?;
            return Ok(());
        }
        ["head", "-n", count, name] => {
            let text = fs::read_to_string(folder.join(name)).map_err(|error| error.to_string())?;
            text.split_inclusive('\n').take(count.parse().expect("a number")).collect()
        }
        ["echo", "$?"] => status.to_string(),
        ["zhfix", ref args @ ..] => {
            let output = Command::new(env!("CARGO_BIN_EXE_zhfix"))
                .args(args)
                .current_dir(folder)
                .env_remove("COLUMNS")
                .env("LC_ALL", "C")
                .output()
                .map_err(|error| error.to_string())?;
            *status = output.status.code().ok_or("killed")?;
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat()
        }
        _ => return Err("this test does not know the command".to_owned()),
    };
    if agrees(&example.shown, &printed.lines().collect::<Vec<_>>()) {
        Ok(())
    } else {
        Err(format!("shows\n{}\nbut this is printed:\n{printed}", example.shown.join("\n")))
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("tests/fixtures/article/article.txt", folder.path().join("article.txt")).unwrap();
    let examples = examples(&fs::read_to_string("README.md").unwrap());
    let run = examples.iter().filter(|example| example.command.starts_with("zhfix "));
    assert!(run.count() >= 8, "the examples are not seen any more");
    run_all("README.md", &examples, folder.path());
}

fn run_all(page: &str, examples: &[Example], folder: &Path) {
    let mut status = 0;
    for example in examples {
        if let Err(problem) = check(example, folder, &mut status) {
            panic!("{page}:{}: `{}` {problem}", example.line, example.command);
        }
    }
}

#[test]
fn the_guides_show_what_is_printed() {
    for entry in fs::read_dir("docs/guides").unwrap() {
        let path = entry.unwrap().path();
        let folder = tempfile::tempdir().unwrap();
        fs::copy("tests/fixtures/article/article.txt", folder.path().join("article.txt")).unwrap();
        let examples = examples(&fs::read_to_string(&path).unwrap());
        run_all(&path.display().to_string(), &examples, folder.path());
    }
}

/// The headings of a page by their depth, the rows of tables, the items of lists, and the code blocks.
fn structure(page: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut code = false;
    for line in page.lines() {
        let fence = line.starts_with("```");
        if code || fence {
            all.push(line.to_owned());
        } else if let Some(mark) =
            ["# ", "## ", "### ", "- ", "|"].iter().find(|mark| line.starts_with(**mark))
        {
            all.push((*mark).to_owned());
        }
        code ^= fence;
    }
    all
}

/// The page with the code blocks of another one, in their order.
fn with_blocks(page: &str, other: &str) -> String {
    let blocks = other.split("```").skip(1).step_by(2).map(Some).chain(std::iter::repeat(None));
    let mut parts: Vec<&str> = page.split("```").collect();
    for (part, block) in parts.iter_mut().skip(1).step_by(2).zip(blocks) {
        *part = block.unwrap_or(part);
    }
    parts.join("```")
}

#[test]
fn the_chinese_readmes_are_in_step() {
    let bless = std::env::var_os("ZHFIX_BLESS").is_some();
    let english = fs::read_to_string("README.md").unwrap();
    let mut simplified = fs::read_to_string("README.zh-Hans.md").unwrap();
    if bless {
        simplified = with_blocks(&simplified, &english);
        fs::write("README.zh-Hans.md", &simplified).unwrap();
    }
    let cure = "translate what is new in README.zh-Hans.md, then `ZHFIX_BLESS=1 cargo test --test readme`";
    let (is, should) = (structure(&simplified), structure(&english));
    let different = is.iter().zip(&should).find(|(is, should)| is != should);
    assert!(different.is_none() && is.len() == should.len(), "{different:?}: {cure}");

    let target = Target::Variant(Variant::HantTw);
    let options = Options { target, terms: true, punctuation: true, repair: false, ..Options::default() };
    let converter = Converter::new(&options).unwrap();
    let changes = pipeline::convert(&simplified, Syntax::Markdown, &converter);
    let edits: Vec<_> = changes.into_iter().map(|change| change.edit).collect();
    let links = [
        ("[English](README.md) · 簡體中文 · [繁體中文](README.zh-Hant.md)", "README.zh-Hant.md"),
        ("[English](README.md) · [简体中文](README.zh-Hans.md) · 繁體中文", "README.zh-Hans.md"),
    ];
    let traditional = apply(&simplified, &edits).replacen(links[0].0, links[1].0, 1);
    if bless {
        fs::write("README.zh-Hant.md", &traditional).unwrap();
    }
    assert!(traditional == fs::read_to_string("README.zh-Hant.md").unwrap(), "README.zh-Hant.md: {cure}");
    for (page, locale) in [(simplified, Variant::Hans), (traditional, Variant::HantTw)] {
        // The line of links names each language in its own script.
        let page = page.replacen(links[0].0, "", 1).replacen(links[1].0, "", 1);
        let page = page.replacen("[English](README.md) · 简体中文 · [繁體中文](README.zh-Hant.md)", "", 1);
        let found = Linter::new(Some(locale)).lint_document(&Document::parse(&page, Syntax::Markdown));
        let found: Vec<_> = found.iter().map(|found| (found.rule, found.message.to_string())).collect();
        assert!(found.is_empty(), "{locale:?}: {found:?}");
    }
}

#[test]
fn every_link_into_the_project_leads_somewhere() {
    let page = fs::read_to_string("README.md").unwrap();
    let code: Vec<&str> = page.split('`').skip(1).step_by(2).collect();
    let paths: Vec<_> = code
        .iter()
        .filter(|code| ["docs/", "dicts/", "tests/"].iter().any(|at| code.starts_with(at)))
        .collect();
    assert!(!paths.is_empty());
    for path in paths {
        assert!(Path::new(path).exists(), "README.md names {path}");
    }
}

#[test]
fn differences_are_seen() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let printed = ["甲乙", "丙", "丁"];
    for shown in ["甲乙\n丙\n丁", "甲…\n丙\n丁", "…", "甲乙\n…", "…\n丁", "…\n丙\n…"] {
        assert!(agrees(&lines(shown), &printed), "{shown}");
    }
    for shown in ["", "甲\n丙\n丁", "甲乙\n丙", "乙…\n…", "…\n丙", "甲乙\n丙\n丁\n戊", "…\n戊\n…"]
    {
        assert!(!agrees(&lines(shown), &printed), "{shown}");
    }
    let page = "$ no\n```console\n$ zhfix x\na\n\n$ zhfix y\n```\nb\n```text\n$ no\n```\n";
    let found: Vec<_> = examples(page).into_iter().map(|example| (example.command, example.shown)).collect();
    assert_eq!(
        found,
        [("zhfix x".into(), vec!["a".to_owned(), String::new()]), ("zhfix y".into(), Vec::new())]
    );
}
