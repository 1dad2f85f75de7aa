//! Modules import only downwards: what stands later in [`ORDER`] may use what stands before it.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the crate, lowest first.
const ORDER: [&str; 15] = [
    "text",
    "message",
    "variant",
    "lexicon",
    "diagnostic",
    "document",
    "convert",
    "detect",
    "lint",
    "config",
    "report",
    "baseline",
    "emit",
    "pipeline",
    "cli",
];

/// Files that belong to no module: they only put the modules together.
const ROOTS: [&str; 2] = ["lib", "main"];

/// The modules of the crate that a file at `path`, a path of modules, names in its code.
fn imports(path: &[&str], source: &str) -> Vec<String> {
    let code: String = source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line, "\n"])
        .collect();
    let mut all = Vec::new();
    for (at, prefix) in code.match_indices("crate::") {
        // `$crate` and `some_crate` are other things.
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            names(&code[at + prefix.len()..], &mut all);
        }
    }
    // As many `super` as the file is deep lead to the root as well. Indented ones are in inner modules.
    let root = format!("use {}", "super::".repeat(path.len()));
    for (at, _) in
        code.match_indices(&root).filter(|&(at, _)| code[..at].is_empty() || code[..at].ends_with('\n'))
    {
        names(&code[at + root.len()..], &mut all);
    }
    all
}

/// The first names of the paths that `code` begins with: one, or those of a group in braces.
fn names(code: &str, all: &mut Vec<String>) {
    let Some(group) = code.strip_prefix('{') else {
        all.push(code.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect());
        return;
    };
    let mut depth = 0;
    let mut begins = true;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            _ if c.is_whitespace() => {}
            _ if begins && depth == 0 => {
                names(&group[at..], all);
                begins = false;
            }
            _ => {}
        }
    }
}

/// The imports of `source` that `module` must not have.
fn upward(path: &[&str], source: &str) -> Vec<String> {
    let level = |name: &str| ORDER.iter().position(|&module| module == name);
    let own = level(path[0]).expect("a module of ORDER");
    imports(path, source).into_iter().filter(|name| level(name).is_none_or(|other| other > own)).collect()
}

/// All source files below `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `src/lint/rules/mod.rs` is `["lint", "rules"]`.
fn module(path: &Path) -> Vec<String> {
    let path = path.strip_prefix("src").unwrap().with_extension("");
    let mut names: Vec<_> = path.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

#[test]
fn no_module_imports_upwards() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files(Path::new("src")) {
        let module = module(&path);
        let module: Vec<_> = module.iter().map(String::as_str).collect();
        if ROOTS.contains(&module[0]) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        seen += imports(&module, &source).len();
        wrong.extend(upward(&module, &source).iter().map(|name| format!("{} uses `{name}`", path.display())));
    }
    assert!(seen > 50, "{seen} imports found: the test does not see them any more");
    assert!(wrong.is_empty(), "imports against the order {ORDER:?}:\n{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place() {
    let mut found: Vec<String> = fs::read_dir("src")
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    found.sort();
    let mut listed: Vec<_> = ORDER.iter().chain(&ROOTS).map(ToString::to_string).collect();
    listed.sort();
    assert_eq!(found, listed, "src/ and the lists of this test");
}

#[test]
fn upward_imports_are_seen() {
    let cases: [(&[&str], &str, &[&str]); 9] = [
        (&["convert"], "use crate::lexicon::{Entries, Lexicon};\nuse crate::text::Edit;\n", &[]),
        (&["convert"], "use crate::lint::Linter;\n", &["lint"]),
        (
            &["text"],
            "use crate::{\n    document::{self, han},\n    text::Span,\n    lint,\n};\n",
            &["document", "lint"],
        ),
        (&["document", "repair"], "fn f() -> crate::report::Report {}\n", &["report"]),
        (&["document", "repair"], "/// See crate::report.\n// use crate::report;\n", &[]),
        (&["report"], "use super::cli::main;\n", &["cli"]),
        (&["report"], "mod tests {\n    use super::*;\n}\n", &[]),
        (&["lint", "rules"], "use super::super::cli;\nuse super::Rule;\n", &["cli"]),
        (&["lint"], "use crate::unknown::Thing;\n", &["unknown"]),
    ];
    for (path, source, expected) in cases {
        assert_eq!(upward(path, source), expected, "{source}");
    }
}
