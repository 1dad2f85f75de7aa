//! The rules, listed and explained.

use std::fs;

use zhfix::lint::rules;

use crate::support::Folder;

#[test]
fn all_rules_are_listed() {
    let folder = Folder::new();
    let table = folder.run(&["rules"]);
    table.done();
    let json = folder.run(&["rules", "--output-format", "json"]);
    let listed: Vec<serde_json::Value> = serde_json::from_slice(json.out()).unwrap();
    assert_eq!(listed.len(), rules::ALL.len());
    for (entry, rule) in listed.iter().zip(rules::ALL) {
        assert_eq!(entry["name"], rule.name());
        assert_eq!(entry["level"], rule.level().name());
        assert_eq!(entry["fix"], rule.fixes().name());
        assert_eq!(entry["locale"], rule.by_locale());
        let summary = entry["summary"].as_str().unwrap();
        assert!(summary.ends_with(['.', ':']) && summary.len() > 10, "{summary}");
        let row = table.text().lines().find(|row| row.starts_with(rule.name())).map(str::to_owned);
        assert!(row.is_some_and(|row| row.ends_with(summary)), "{}", rule.name());
    }
}

#[test]
fn every_rule_is_explained() {
    let folder = Folder::new();
    for rule in rules::ALL {
        let name = rule.name();
        assert_eq!(
            rules::page(name),
            Some(fs::read_to_string(format!("docs/rules/{name}.md")).unwrap().as_str())
        );
    }
    let page = folder.run(&["explain", "quote-style"]);
    page.done();
    assert!(page.text().starts_with("quote-style\n\nWhat it finds\n\n  Quotation marks"), "{}", page.text());
    let painted = folder.run(&["explain", "quote-style", "--color", "always"]).text();
    assert!(painted.starts_with("\x1b[1mquote-style\x1b[0m\n"), "{painted}");
}

#[test]
fn an_unknown_rule_is_named() {
    let folder = Folder::new();
    let run = folder.run(&["explain", "qoute-style"]);
    let expected = "zhfix: unknown rule `qoute-style`; did you mean `quote-style`? `zhfix rules` lists all\n";
    assert_eq!((run.code(), run.err().as_str()), (2, expected));
    assert!(folder.run(&["explain", "xyzzy"]).err().contains("unknown rule `xyzzy`; `zhfix rules`"));
}
