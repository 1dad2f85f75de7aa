//! `git apply` turns each file into what the command would have written.

use std::fs;
use std::process::Command;

use crate::support::Folder;

const FILES: &[(&str, &str)] = &[
    ("plain.txt", "一\n二\n三\n四\n頭髮\n五\n六\n七\n八\n九\n十\n漢語\n尾\n"),
    ("open end.txt", "頭髮\n漢語"),
    ("書 一.txt", "\u{feff}頭髮\r\n\r\n漢語\r\n"),
    ("deep/\"quoted\"\\.txt", "頭髮"),
    ("pinyin.txt", "頭髮\n"),
    ("same.txt", "中文\n"),
];

fn git(folder: &Folder, args: &[&str]) -> bool {
    let output = Command::new("git").args(args).current_dir(folder.root()).output();
    let Ok(output) = output else {
        eprintln!("skipped: there is no git here");
        return false;
    };
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    true
}

#[test]
fn git_takes_the_patch() {
    let folder = Folder::new();
    for (name, text) in FILES {
        folder.write(name, text);
    }
    if !git(&folder, &["init", "-q"]) {
        return;
    }
    for (number, args) in [&["convert", "."][..], &["fix", "--to", "cn", "."]].iter().enumerate() {
        let patch = folder.run(&[args, &["--diff"][..]].concat());
        assert_eq!(patch.code(), 0, "{}", patch.err());
        assert!(patch.err().contains("6 files, 5 changed; script"), "{}", patch.err());
        let out = format!("../{}.out{number}", folder.root().file_name().unwrap().to_str().unwrap());
        folder.run(&[args, &["--out-dir", &out][..]].concat()).done();
        let patch_file = folder.path(".git/p");
        fs::write(&patch_file, patch.out()).unwrap();
        git(&folder, &["apply", ".git/p"]);
        for (name, _) in FILES {
            assert_eq!(folder.read(name), fs::read(folder.path(&out).join(name)).unwrap(), "{name}");
        }
        git(&folder, &["apply", "-R", ".git/p"]);
        for (name, text) in FILES {
            assert_eq!(folder.read(name), text.as_bytes(), "{name}");
        }
        fs::remove_dir_all(folder.path(&out)).unwrap();
    }
}

#[test]
fn changed_characters_are_marked_where_asked() {
    let folder = Folder::new();
    let input = "頭很髮x\n".as_bytes();
    let colored = folder.pipe(&["convert", "--diff", "--color", "always"], input);
    assert!(colored.text().contains("\x1b[32m+\x1b[7m头\x1b[27m很"), "{:?}", colored.text());
    let plain = folder.pipe(&["convert", "--diff"], input);
    let expected = "diff --git a/stdin b/stdin\n--- a/stdin\n+++ b/stdin\n@@ -1 +1 @@\n-頭很髮x\n+头很发x\n";
    assert_eq!(plain.text(), expected);
}

#[test]
fn findings_are_reported_in_each_format() {
    let folder = Folder::new();
    folder.write("a.txt", "你好,世界。\n");
    let full = folder.run(&["lint", "a.txt"]);
    assert_eq!(full.code(), 1);
    assert!(full.text().starts_with("a.txt:1:3 halfwidth-punct "), "{}", full.text());
    let lines = folder.run(&["lint", "--output-format", "jsonl", "a.txt"]);
    assert_eq!(lines.code(), 1);
    let found: serde_json::Value = serde_json::from_slice(lines.out()).unwrap();
    assert_eq!((&found["rule"], &found["path"]), (&"halfwidth-punct".into(), &"a.txt".into()));
    assert_eq!((&found["line"], &found["column"]), (&1.into(), &3.into()));
    assert_eq!(found["span"], serde_json::json!({"start": 6, "end": 7}));
    assert_eq!(found["fix"]["applicability"], "safe");
    assert_eq!(found["fix"]["edits"][0]["text"], "，");
    let patch = folder.run(&["lint", "--output-format", "diff", "a.txt"]);
    assert!(patch.text().ends_with("-你好,世界。\n+你好，世界。\n"), "{}", patch.text());
    assert_eq!(folder.pipe(&["lint"], "你好，世界。\n".as_bytes()).code(), 0);
}
