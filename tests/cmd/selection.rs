//! Which files a command works on.

use std::process::Command;

use crate::support::Folder;

const TEXT: &str = "你好,世界\n";

fn names(folder: &Folder, args: &[&str]) -> Vec<String> {
    names_of(&folder.run(&[&["lint", "-q", "--output-format", "jsonl"], args].concat()).text())
}

fn names_of(lines: &str) -> Vec<String> {
    let path = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        finding["path"].as_str().unwrap().trim_start_matches("./").to_owned()
    };
    lines.lines().map(path).collect()
}

#[test]
fn ignored_and_excluded_files_are_left_out_of_folders() {
    let folder = Folder::new();
    for name in ["a.md", "git.md", "ignore.md", "own.md", "vendor/a.md", "old/a.md", "old/keep.md"] {
        folder.write(name, TEXT);
    }
    folder.write(".gitignore", "git.md\n");
    folder.write(".ignore", "ignore.md\n");
    folder.write(".zhfixignore", "own.md\n");
    folder.write("zhfix.toml", "exclude = [\"/vendor/\"]\n");
    let all = ["a.md", "old/a.md", "old/keep.md"];
    assert_eq!(names(&folder, &["."]), all);
    assert_eq!(names(&folder, &["--exclude", "old/", "."]), ["a.md"]);
    assert_eq!(
        names(&folder, &["--exclude", "old/*", "--exclude", "!keep.md", "."]),
        ["a.md", "old/keep.md"]
    );
    // Below a folder that is named, patterns are still relative to the current one.
    assert_eq!(names(&folder, &["--exclude", "old/a.md", "old"]), ["old/keep.md"]);
    assert_eq!(names(&folder, &["--isolated", "."]).len(), 4);

    let named = ["a.md", "git.md", "own.md", "vendor/a.md"];
    assert_eq!(names(&folder, &named), named);
    let forced = |more: &[&str]| names(&folder, &[&named[..], &["--force-exclude"], more].concat());
    assert_eq!(forced(&[]), ["a.md"]);
    assert_eq!(forced(&["--exclude", "a.md"]), [""; 0]);
    assert_eq!(folder.run(&["lint", "none.md", "--force-exclude"]).code(), 2);
}

#[test]
fn files_are_named_by_a_list() {
    let folder = Folder::new();
    for name in ["a.md", "b c.md", "d/e.md"] {
        folder.write(name, TEXT);
    }
    folder.write("data.bin", b"\x00\xff");
    folder.write("list", "b c.md\r\ndata.bin\nd\n\na.md\na.md\n");
    assert_eq!(names(&folder, &["--file-list", "list"]), ["b c.md", "d/e.md", "a.md"]);
    assert_eq!(
        names(&folder, &["--file-list", "list", "--force-exclude", "--exclude", "d"]),
        ["b c.md", "a.md"]
    );
    let args = ["lint", "-q", "--output-format", "jsonl", "--file-list", "-"];
    assert_eq!(names_of(&folder.pipe(&args, b"a.md\0d/e.md\0").text()), ["a.md", "d/e.md"]);
    let run = folder.run(&["fix", "--file-list", "list"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("--file-list: can name many files; add -i"), "{}", run.err());
    folder.run(&["fix", "--file-list", "list", "--out-dir", "out"]).done();
    assert_eq!(folder.read("out/e.md"), "你好，世界\n".as_bytes());
    folder.write("list2", "d/e.md\n");
    folder.run(&["fix", "--file-list", "list2", "--out-dir", "out"]).done();
    assert_eq!(folder.read("out/d/e.md"), "你好，世界\n".as_bytes());
    assert_eq!(folder.run(&["lint", "--file-list", "none"]).code(), 2);
    let run = folder.pipe(&args, b"");
    assert_eq!((run.code(), run.out()), (0, &b""[..]));
}

fn git(folder: &Folder, args: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]);
    let output = command.args(args).current_dir(folder.root()).output().expect("git is installed");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn git_tells_what_has_changed() {
    let folder = Folder::new();
    let run = folder.run(&["lint", "--changed"]);
    assert_eq!(run.code(), 2);
    assert_eq!(run.err(), "zhfix: --changed: . is not in a git repository; name the files instead\n");

    git(&folder, &["init", "-q", "-b", "main"]);
    for name in ["甲.md", "b.md", "sub/c.md"] {
        folder.write(name, TEXT);
    }
    assert_eq!(names(&folder, &["--changed"]), ["b.md", "sub/c.md", "甲.md"], "before the first commit");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "x"]);
    assert_eq!(names(&folder, &["--changed"]), [""; 0]);
    folder.write("甲.md", TEXT.repeat(2));
    folder.write("new.md", TEXT);
    folder.write("skip.md", TEXT);
    folder.write(".zhfixignore", "skip.md\n");
    std::fs::remove_file(folder.path("b.md")).unwrap();
    assert_eq!(names(&folder, &["--changed"]), ["new.md", "甲.md", "甲.md"]);
    assert_eq!(names(&folder, &["--changed", "sub"]), [""; 0]);
    assert_eq!(names(&folder, &["--changed", "甲.md", "sub/c.md"]), ["甲.md", "甲.md"]);

    // A branch is compared with where it was left.
    git(&folder, &["checkout", "-qb", "topic"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-qm", "y"]);
    git(&folder, &["checkout", "-q", "main"]);
    folder.write("sub/c.md", TEXT.repeat(2));
    git(&folder, &["commit", "-qam", "z"]);
    git(&folder, &["checkout", "-q", "topic"]);
    assert_eq!(names(&folder, &["--since", "main"]), ["new.md", "甲.md", "甲.md"]);
    for (rev, message) in [("nowhere", "--since nowhere: git knows no such revision"), ("--help", "--help")] {
        let run = folder.run(&["lint", &format!("--since={rev}")]);
        assert_eq!(run.code(), 2);
        assert!(run.err().contains(message), "{}", run.err());
    }
}

#[test]
fn without_git_it_is_said() {
    let folder = Folder::new();
    let output = folder.command(&["lint", "--changed"]).env("PATH", "/nonexistent").output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(message, "zhfix: --changed: git is not installed; install it, or name the files\n");
}
