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
fn a_text_is_explained() {
    let folder = Folder::new();
    let text = folder.run(&["explain", "--text", "被发明的头发", "--to", "zh-Hant-TW"]).text();
    assert!(text.starts_with("被发明的头发 → 被發明的頭髮 (zh-Hant-TW)\n"), "{text}");
    // The dictionary's longest match is wrong about the first 发, and the context is not.
    let (first, second) = text.split_once("\n明").unwrap();
    let votes = |part: &str| part[part.find("\n发").unwrap()..].to_owned();
    let (first, second) = (votes(first), votes(second));
    assert!(first.contains("发  發\n    word 被发 → 被髮 (STPhrases)\n    發"), "{first}");
    assert!(second.contains("发  髮\n    word 头发 → 頭髮 (STPhrases)\n    髮"), "{second}");
    assert!(second.contains("decided by: "), "{second}");
    let neither = folder.run(&["explain"]);
    assert_eq!(neither.code(), 2);
}

#[test]
fn rules_are_explained_in_chinese() {
    let folder = Folder::new();
    let page = folder.run(&["explain", "dash", "--lang", "zh-Hant"]).text();
    assert!(page.starts_with("dash\n\n查出什麼\n\n  中文之間用 `--`、"), "{page}");
    let mut command = folder.command(&["explain", "dash"]);
    let page = command.env("LC_ALL", "zh_CN.UTF-8").output().unwrap();
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.starts_with("dash\n\n查出什么\n\n  中文之间用 `--`、"), "{page}");
    let table = folder.run(&["rules", "--lang", "zh-Hans"]).text();
    assert!(table.starts_with("规则 ") && table.contains("  中文之间用 `--`、"), "{table}");
    let report =
        folder.pipe(&["lint", "--output-format", "sarif", "--lang", "zh-Hans"], "这里--就是".as_bytes());
    assert!(report.text().contains("\"text\":\"中文之间用 `--`、"), "{}", report.text());
}

#[test]
fn help_is_in_chinese_where_it_is_asked_for() {
    let folder = Folder::new();
    for (args, expected) in [
        (
            &["lint", "--help", "--lang", "zh-Hans"][..],
            "指出文本哪里有错，以及正确的写法\n\n用法: zhfix lint ",
        ),
        (&["--lang=zh-TW", "help", "convert"], "把文本轉換為簡體或繁體，並修復損壞之處\n\n"),
        (&["rules", "-h", "--lang", "en"], "List the rules of `lint`\n\nUsage: "),
    ] {
        for columns in ["40", "80"] {
            let out = folder.command(args).env("COLUMNS", columns).output().unwrap();
            let help = String::from_utf8(out.stdout).unwrap();
            assert!(help.replace('\n', "").starts_with(&expected.replace('\n', "")), "{help}");
            // Usage and examples are not broken.
            let text = |line: &&str| line.starts_with("          ");
            for line in help.lines().filter(text) {
                let wide = line.chars().filter(|c| !c.is_ascii()).count();
                assert!(line.chars().count() + wide <= columns.parse().unwrap(), "{columns}: {line}");
            }
        }
    }
}

#[test]
fn an_unknown_rule_is_named() {
    let folder = Folder::new();
    let run = folder.run(&["explain", "qoute-style"]);
    let expected = "zhfix: unknown rule `qoute-style`; did you mean `quote-style`? `zhfix rules` lists all\n";
    assert_eq!((run.code(), run.err().as_str()), (2, expected));
    assert!(folder.run(&["explain", "xyzzy"]).err().contains("unknown rule `xyzzy`; `zhfix rules`"));
}
