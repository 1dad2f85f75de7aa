//! What goes wrong says where and what to do, and nothing is half done.

use crate::support::Folder;

#[test]
fn invalid_text_is_an_error_with_its_place() {
    let folder = Folder::new();
    let bytes = b"\xe9\xa0\xad\xff\n";
    folder.write("bad.txt", bytes);
    let run = folder.pipe(&["convert"], bytes);
    assert_eq!((run.code(), run.out()), (2, &b""[..]));
    assert!(run.err().starts_with("zhfix: stdin: invalid UTF-8 (line 1, byte 3); "), "{}", run.err());
    for args in
        [&["convert", "-i", "bad.txt"][..], &["convert", "bad.txt", "-o", "out.txt"], &["lint", "bad.txt"]]
    {
        let run = folder.run(args);
        assert_eq!((run.code(), run.out()), (2, &b""[..]), "{args:?}");
        assert!(run.err().starts_with("zhfix: bad.txt: invalid UTF-8 (line 1, byte 3); "), "{}", run.err());
    }
    assert_eq!(folder.files(), ["bad.txt"]);
    assert_eq!(folder.read("bad.txt"), bytes);
}

#[test]
fn a_late_invalid_byte_is_found_across_blocks() {
    let folder = Folder::new();
    let mut bytes = "頭髮\n".repeat(200_000).into_bytes();
    let at = bytes.len();
    bytes.extend(b"\xe9\xa0");
    folder.write("bad.txt", &bytes);
    let run = folder.run(&["convert", "bad.txt", "-o", "out.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains(&format!("(line 200001, byte {at})")), "{}", run.err());
    assert_eq!(folder.files(), ["bad.txt"]);
    let run = folder.run(&["convert", "bad.txt"]);
    assert_eq!((run.code(), run.out()), (2, &b""[..]));
    assert!(run.err().contains(&format!("(line 200001, byte {at})")), "{}", run.err());
    // A pipe cannot be read twice.
    let run = folder.pipe(&["convert"], &bytes);
    assert!(run.err().contains("bytes of output were already written"), "{}", run.err());
}

#[test]
fn a_run_goes_on_after_a_bad_file() {
    let folder = Folder::new();
    folder.write("d/a.txt", "頭髮");
    folder.write("d/b.txt", b"\xff");
    folder.write("d/c.bin", b"\xff\x00");
    folder.write("d/z.txt", "漢語");
    let run = folder.run(&["convert", "-i", "d"]);
    assert_eq!(run.code(), 2);
    assert_eq!(run.err().lines().filter(|line| line.contains("invalid UTF-8")).count(), 1, "{}", run.err());
    assert_eq!(folder.read("d/z.txt"), "汉语".as_bytes());
}

#[test]
fn wrong_arguments_say_what_is_right() {
    let folder = Folder::new();
    folder.write("d/a.txt", "頭髮");
    folder.write("words.tsv", "頭髮\t头发\n電腦 电脑\n");
    let cases: &[(&[&str], &str)] = &[
        (&["convert", "-c", "s2x"], "s2twp"),
        (&["convert", "-c", "s2t", "--to", "tw"], "cannot be used with"),
        (&["convert", "--to", "jp"], "zh-Hant-TW"),
        (&["convert", "d"], "d: is a directory; add -i, --out-dir DIR, --diff or --check"),
        (&["convert", "-i"], "stdin"),
        (&["convert", "none.txt"], "none.txt: cannot be read: there is no such file"),
        (&["convert", "d/a.txt", "-o", "d"], "d: is a directory"),
        (
            &["convert", "d/a.txt", "-o", "none/x"],
            "none/x: cannot be written: there is no folder none; make it with `mkdir -p none`",
        ),
        (
            &["convert", "d/a.txt", "-o", "d/a.txt/x"],
            "d/a.txt/x: cannot be written: a part of its path is a file",
        ),
        (&["convert", "d/a.txt/x"], "d/a.txt/x: cannot be read: a part of its path is a file"),
        (&["convert", "--dict", "d"], "d: cannot be read: it is a directory; name a file"),
        (&["convert", "--dict", "words.tsv"], "words.tsv:2: expected `key<TAB>value`"),
        (&["convert", "--dict", "none.tsv"], "none.tsv: cannot be read"),
        (&["convert", "-j", "0"], "-j"),
        (&["frobnicate"], "frobnicate"),
    ];
    for (args, message) in cases {
        let run = folder.run(args);
        assert_eq!((run.code(), run.out()), (2, &b""[..]), "{args:?}");
        assert!(run.err().contains(message), "{args:?}: {}", run.err());
    }
}

#[test]
fn a_fix_leaves_the_users_words() {
    let folder = Folder::new();
    folder.write("words.tsv", "头发\t\n");
    let run = folder.pipe(&["fix", "--dict", "words.tsv", "--to", "tw"], "这是头发".as_bytes());
    assert_eq!((run.code(), run.out()), (0, "這是头发".as_bytes()));
}

#[test]
fn the_users_words_come_first() {
    let folder = Folder::new();
    folder.write("words.tsv", "頭髮\t毛\n漢\n");
    assert_eq!(folder.run(&["convert", "--dict", "words.tsv"]).code(), 2);
    folder.write("words.tsv", "頭髮\t毛\n漢語\t\n");
    let run = folder.pipe(&["convert", "--dict", "words.tsv"], "頭髮漢語".as_bytes());
    assert_eq!(run.done().text(), "毛漢語");
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::new();
    let path = folder.root().join(OsStr::from_bytes(b"\xb9.txt"));
    std::fs::write(&path, "頭髮").unwrap();
    folder.run(&["convert", "-i", "."]).done();
    assert_eq!(std::fs::read(&path).unwrap(), "头发".as_bytes());
}

#[test]
fn broken_packed_files_are_named_with_their_cause() {
    let folder = Folder::new();
    folder.write("in.txt", "頭髮，漢語拼音\n".repeat(200_000));
    for suffix in ["gz", "zst"] {
        let (whole, cut, bad) = (format!("a.{suffix}"), format!("cut.{suffix}"), format!("bad.{suffix}"));
        folder.run(&["convert", "in.txt", "-o", &whole]).done();
        let bytes = folder.read(&whole);
        folder.write(&cut, &bytes[..bytes.len() / 2]);
        folder.write(&bad, "頭髮漢語拼音\n");
        for (name, message) in [(&cut, "data end too early"), (&bad, "data are broken")] {
            let begin = format!("zhfix: {name}: cannot be read: the .{suffix} {message}");
            for args in [&["convert", name][..], &["convert", "-i", name], &["lint", name]] {
                let run = folder.run(args);
                assert_eq!((run.code(), run.out()), (2, &b""[..]), "{args:?}");
                assert!(run.err().starts_with(&begin), "{args:?}: {}", run.err());
            }
        }
        assert_eq!(folder.read(&cut), &bytes[..bytes.len() / 2]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let folder = Folder::new();
    folder.write("in.txt", "頭髮\n".repeat(100_000));
    let full = "cannot be written: the disk is full; free some space and run again";
    let run = folder.run(&["convert", "in.txt", "-o", "/dev/full"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().starts_with(&format!("zhfix: /dev/full: {full}\n")), "{}", run.err());
    for args in [&["convert", "in.txt"][..], &["convert", "--diff", "in.txt"]] {
        let stdout = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = folder.command(args).stdout(stdout).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err.starts_with(&format!("zhfix: stdout: {full}")), "{args:?}: {err}");
    }
}

#[test]
fn markdown_on_which_the_parser_fails_is_an_error_and_stays() {
    let text = "# 软体，发\n\n- [x] \\\n  -";
    let said = "zhfix: d/b.md: the parser cannot read it as Markdown, so it was left as it is; \
                `--syntax plain` takes it as plain text\n";
    for args in [
        &["convert", "--to", "tw", "-i", "d"][..],
        &["convert", "--to", "tw", "--diff", "-q", "d"],
        &["convert", "--to", "tw", "--ambiguities", "-", "d/b.md"],
        &["fix", "--to", "tw", "-i", "-q", "d"],
        &["fix", "--to", "tw", "--check", "-q", "d"],
        &["lint", "-q", "d"],
        &["lint", "--fix", "-q", "d"],
    ] {
        let folder = Folder::new();
        folder.write("d/a.md", "开发\n");
        folder.write("d/b.md", text);
        let run = folder.run(args);
        assert_eq!(run.code(), 2, "{args:?}");
        assert_eq!(run.err(), said, "{args:?}");
        assert_eq!(folder.read("d/b.md"), text.as_bytes());
        if args.contains(&"-i") {
            assert_eq!(folder.read("d/a.md"), "開發\n".as_bytes());
        }
    }
    let folder = Folder::new();
    folder.write("b.md", text);
    let run = folder.run(&["lint", "b.md", "--lang", "zh-Hans", "-q"]);
    assert!(run.err().starts_with("zhfix: b.md：解析器无法把它当作 Markdown 读取"), "{}", run.err());
    assert_eq!(folder.run(&["convert", "--to", "tw", "--syntax", "plain", "b.md"]).code(), 0);
}
