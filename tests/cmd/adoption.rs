//! What makes the program part of a repository or a desk: hooks, the action, completions, manual pages, help.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::Folder;

/// Run `program` with `input`; nothing if it is not installed.
fn check(program: &str, args: &[&str], input: &[u8]) -> Option<bool> {
    use std::io::Write;
    let mut child =
        Command::new(program).args(args).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().ok()?;
    child.stdin.take()?.write_all(input).ok()?;
    Some(child.wait().ok()?.success())
}

#[test]
fn completions_are_scripts_of_their_shells() {
    let folder = Folder::new();
    for (shell, args) in
        [("bash", &["-n"][..]), ("zsh", &["-n"]), ("fish", &["--no-execute"]), ("powershell", &[])]
    {
        let script = folder.run(&["completions", shell]);
        let text = script.done().text();
        for word in ["convert", "lint", "fix", "output-format", "fail-on"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
        match if args.is_empty() { None } else { check(shell, args, script.out()) } {
            Some(fine) => assert!(fine, "{shell} does not take its completions"),
            None => eprintln!("skipped: there is no {shell} here"),
        }
    }
}

#[test]
fn manual_pages_name_every_option() {
    let folder = Folder::new();
    let page = folder.run(&["man"]);
    assert!(page.done().text().contains(".TH zhfix 1"), "{}", page.text());
    for command in ["convert", "lint", "fix", "rules", "explain"] {
        let page = folder.run(&["man", command]).done().text();
        assert!(page.contains(&format!(".TH zhfix-{command} 1")), "{page}");
        let help = folder.run(&[command, "--help"]).done().text();
        for option in help.split([' ', ',', '\n']).filter(|word| word.starts_with("--") && word.len() > 2) {
            let option = option.trim_end_matches(|c: char| !c.is_alphanumeric()).replace('-', "\\-");
            if help.contains(&format!("{} <", option.replace("\\-", "-"))) {
                assert!(page.contains(&option), "{command}: {option}");
            }
        }
    }
    let run = folder.run(&["man", "none"]);
    assert_eq!(run.code(), 2);
}

#[test]
fn help_fits_a_terminal_of_80_columns() {
    let folder = Folder::new();
    let mut pages = vec![vec!["--help"]];
    pages.extend(["convert", "lint", "fix", "rules", "explain", "schema"].map(|name| vec![name, "--help"]));
    for args in pages {
        let mut command = folder.command(&args);
        let out = command.env("COLUMNS", "80").output().unwrap();
        let help = String::from_utf8(out.stdout).unwrap();
        for line in help.lines() {
            assert!(line.chars().count() <= 80, "{args:?}: {line}");
        }
        if args[0] != "schema" {
            assert!(help.contains("Examples:"), "{args:?} has no examples");
        }
    }
}

/// The action's step, as a runner calls it.
#[cfg(unix)]
fn action(folder: &Folder, variables: &[(&str, &str)]) -> (i32, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_zhfix")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/action");
    let run = Command::new("bash")
        .arg(script)
        .current_dir(folder.root())
        .env("PATH", path)
        .env("GITHUB_STEP_SUMMARY", folder.path("summary.md"))
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    (run.status.code().unwrap(), String::from_utf8(run.stdout).unwrap())
}

#[cfg(unix)]
#[test]
fn the_action_annotates_and_fails_as_asked() {
    let folder = Folder::new();
    folder.write("docs/a b.txt", "你好,世界。\n");
    folder.write("docs/good.txt", "你好，世界。\n");
    let paths = ("ZHFIX_PATHS", "docs/a b.txt\ndocs/good.txt\n");
    let (code, out) = action(&folder, &[paths, ("ZHFIX_SARIF", "r.sarif")]);
    assert_eq!(code, 1);
    assert!(out.starts_with("::warning file=docs/a b.txt,line=1,col=3,"), "{out}");
    let report: serde_json::Value = serde_json::from_slice(&folder.read("r.sarif")).unwrap();
    assert_eq!(report["runs"][0]["results"].as_array().unwrap().len(), 1);
    let summary = String::from_utf8(folder.read("summary.md")).unwrap();
    assert!(summary.contains("1 findings in 1 of 2 files"), "{summary}");
    assert_eq!(action(&folder, &[paths, ("ZHFIX_FAIL_ON", "never")]).0, 0);
    assert_eq!(action(&folder, &[("ZHFIX_PATHS", "docs/good.txt")]).0, 0);
    assert_eq!(action(&folder, &[("ZHFIX_PATHS", "none.txt")]).0, 2);
    let (_, out) = action(&folder, &[paths, ("ZHFIX_LANG", "zh-Hans")]);
    assert!(out.contains("中文里的半角"), "{out}");
}

#[cfg(unix)]
#[test]
fn the_action_passes_every_input_to_its_step() {
    let action = std::fs::read_to_string("action.yml").unwrap();
    let script = std::fs::read_to_string(".ci/action").unwrap();
    let (inputs, runs) = action.split_once("\nruns:").unwrap();
    let names = inputs.split("\ninputs:").nth(1).unwrap().lines().filter_map(|line| {
        line.strip_prefix("  ").filter(|line| !line.starts_with(' ')).and_then(|line| line.strip_suffix(':'))
    });
    for name in names {
        let line = runs.lines().find(|line| line.contains(&format!("inputs.{name} ")));
        let line = line.unwrap_or_else(|| panic!("{name} is not used"));
        assert!(script.contains(line.trim().split(':').next().unwrap()), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn the_hooks_do_what_they_say() {
    let hooks = std::fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let entries: Vec<_> =
        hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: zhfix ")).collect();
    assert_eq!(entries.len(), 2, "{hooks}");
    let folder = Folder::new();
    for (entry, codes) in entries.into_iter().zip([[1, 1], [1, 0]]) {
        folder.write("a.txt", "你好,世界。\n");
        for code in codes {
            let args: Vec<_> = entry.split(' ').chain(["a.txt"]).collect();
            assert_eq!(folder.run(&args).code(), code, "{entry}");
        }
    }
    assert_eq!(folder.read("a.txt"), "你好，世界。\n".as_bytes());
    // pre-commit names every changed file, those that the project leaves out as well.
    folder.write("zhfix.toml", "exclude = [\"vendor\"]\n");
    folder.write("vendor/b.txt", "你好,世界。\n");
    for entry in hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: zhfix ")) {
        let args: Vec<_> = entry.split(' ').chain(["a.txt", "vendor/b.txt"]).collect();
        assert_eq!(folder.run(&args).code(), 0, "{entry}");
        let args: Vec<_> = entry.split(' ').chain(["vendor/b.txt"]).collect();
        assert_eq!(folder.run(&args).code(), 0, "{entry}");
    }
    assert_eq!(folder.read("vendor/b.txt"), "你好,世界。\n".as_bytes());
}
