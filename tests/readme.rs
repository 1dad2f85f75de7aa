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
    let mut status = 0;
    for example in &examples {
        if let Err(problem) = check(example, folder.path(), &mut status) {
            panic!("README.md:{}: `{}` {problem}", example.line, example.command);
        }
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
