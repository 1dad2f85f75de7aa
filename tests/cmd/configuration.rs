//! `zhfix.toml`: found, read, refused, shown.

use crate::support::Folder;

/// Half-width punctuation in both, quotation marks of the other script.
const TRADITIONAL: &str = "他說:“你好。”\n";

fn rules(folder: &Folder, args: &[&str]) -> Vec<String> {
    let run = folder.run(&[&["lint", "-q", "--output-format", "jsonl"], args].concat());
    let rule = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        finding["rule"].as_str().unwrap().to_owned()
    };
    let mut rules: Vec<_> = run.text().lines().map(rule).collect();
    rules.dedup();
    rules
}

#[test]
fn the_nearest_file_holds() {
    let folder = Folder::new();
    folder.write("a.txt", TRADITIONAL);
    folder.write("docs/deep/a.txt", TRADITIONAL);
    assert_eq!(rules(&folder, &["a.txt"]), ["halfwidth-punct", "quote-style"]);

    folder.write("zhfix.toml", "[rules]\nquote-style = \"off\"\n");
    folder.write("other.toml", "[rules]\nhalfwidth-punct = \"off\"\n");
    assert_eq!(rules(&folder, &["a.txt"]), ["halfwidth-punct"]);
    assert_eq!(rules(&folder, &["docs"]), ["halfwidth-punct"]);
    assert_eq!(rules(&folder, &["--isolated", "docs"]), ["halfwidth-punct", "quote-style"]);
    assert_eq!(rules(&folder, &["--config", "other.toml", "docs"]), ["quote-style"]);

    folder.write("docs/zhfix.toml", "[rules]\nhalfwidth-punct = \"off\"\n");
    assert_eq!(rules(&folder, &["docs"]), ["quote-style"]);
    assert_eq!(rules(&folder, &["a.txt"]), ["halfwidth-punct"]);
}

#[test]
fn standard_input_takes_that_of_the_current_folder() {
    let folder = Folder::new();
    folder.write("zhfix.toml", "locale = \"zh-TW\"\n[rules]\nquote-style = \"off\"\n");
    let run = folder.pipe(&["lint", "-q", "--output-format", "jsonl"], TRADITIONAL.as_bytes());
    assert_eq!(run.text().lines().count(), 1);
    assert_eq!(folder.pipe(&["convert"], "头发".as_bytes()).text(), "頭髮");
    assert_eq!(folder.pipe(&["convert", "--to", "cn"], "頭髮".as_bytes()).text(), "头发");
    assert_eq!(folder.pipe(&["fix"], "头发".as_bytes()).text(), "頭髮");
    assert_eq!(folder.pipe(&["convert", "-c", "t2s"], "頭髮".as_bytes()).text(), "头发");
}

#[test]
fn overrides_hold_for_their_files() {
    let folder = Folder::new();
    folder.write("words.tsv", "程序\t程式\n");
    folder.write(
        "zhfix.toml",
        "locale = \"zh-CN\"\n[[overrides]]\nfiles = [\"**/zh-TW/**\"]\nlocale = \"zh-TW\"\ndictionaries = [\"words.tsv\"]\n",
    );
    folder.write("zh-CN/a.md", "头发，程序。\n");
    folder.write("zh-TW/a.md", "头发，程序。\n");
    folder.run(&["fix", "-i", "."]).done();
    assert_eq!(folder.read("zh-CN/a.md"), "头发，程序。\n".as_bytes());
    assert_eq!(folder.read("zh-TW/a.md"), "頭髮，程式。\n".as_bytes());
    assert_eq!(rules(&folder, &["."]), [""; 0]);
    folder.write("zh-TW/b.md", "头发\n");
    assert_eq!(rules(&folder, &["."]), ["mixed-script"]);
    // What the command line says counts more.
    assert_eq!(rules(&folder, &["--locale", "cn", "zh-TW/b.md"]), [""; 0]);
}

#[test]
fn a_file_that_cannot_be_used_is_named_once() {
    let folder = Folder::new();
    folder.write("bad/zhfix.toml", "locale = \"zh-TW\"\nexlude = []\n");
    folder.write("bad/a.txt", TRADITIONAL);
    folder.write("bad/b.txt", TRADITIONAL);
    folder.write("good.txt", TRADITIONAL);
    let run = folder.run(&["lint", "-q", "."]);
    assert_eq!(run.code(), 2);
    assert_eq!(run.err(), "zhfix: bad/zhfix.toml:2:1: unknown key `exlude`; did you mean `exclude`?\n");
    assert!(run.text().contains("good.txt:1:3"), "{}", run.text());
    let run = folder.run(&["convert", "--config", "bad/zhfix.toml", "good.txt"]);
    assert_eq!((run.code(), run.out()), (2, &b""[..]));
    assert!(run.err().contains("bad/zhfix.toml:2:1: unknown key"), "{}", run.err());
    let run = folder.run(&["lint", "--config", "none.toml", "good.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("none.toml: cannot be read: there is no such file"), "{}", run.err());
}

#[test]
fn a_missing_dictionary_is_named() {
    let folder = Folder::new();
    folder.write("zhfix.toml", "dictionaries = [\"words/none.tsv\"]\n");
    folder.write("a.txt", TRADITIONAL);
    let run = folder.run(&["lint", "a.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("words/none.tsv: cannot be read"), "{}", run.err());
}

#[test]
fn rules_are_chosen_on_the_command_line() {
    let folder = Folder::new();
    folder.write("a.txt", TRADITIONAL);
    assert_eq!(rules(&folder, &["--select", "quote-style", "a.txt"]), ["quote-style"]);
    assert_eq!(rules(&folder, &["--ignore", "quote-style,mixed-script", "a.txt"]), ["halfwidth-punct"]);
    folder.write("zhfix.toml", "[rules]\nquote-style = \"off\"\n");
    assert_eq!(rules(&folder, &["--select", "quote-style", "a.txt"]), ["quote-style"]);
    let run = folder.run(&["fix", "--select", "quote-style", "a.txt"]);
    assert_eq!(run.text(), "他說:「你好。」\n");
    let run = folder.run(&["lint", "--select", "quotestyle", "a.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("unknown rule `quotestyle`; did you mean `quote-style`?"), "{}", run.err());
}

#[test]
fn what_holds_is_shown() {
    let folder = Folder::new();
    let run = folder.run(&["config", "show"]);
    run.done();
    assert!(
        run.text().starts_with("# built in: there is no zhfix.toml here or above\nlocale = \"auto\"\n"),
        "{}",
        run.text()
    );
    folder.write(
        "zhfix.toml",
        "exclude = [\"old/\"]\n[[overrides]]\nfiles = [\"*.tw.md\"]\nlocale = \"zh-TW\"\n[overrides.rules]\nquote-style = \"error\"\n",
    );
    let shown = folder.run(&["config", "show", "old/a.tw.md"]).text();
    assert!(
        shown.starts_with("# from zhfix.toml\n# and its [[overrides]] 1\n# left out by `exclude`\nlocale = \"zh-Hant-TW\"\nexclude = [\"old/\"]\n"),
        "{shown}"
    );
    assert!(shown.contains("\nquote-style = \"error\"\n"), "{shown}");
    // What is shown can be used.
    folder.write("shown.toml", &shown);
    assert_eq!(
        folder.run(&["config", "show", "--config", "shown.toml"]).text().lines().nth(1),
        shown.lines().nth(3)
    );
}
