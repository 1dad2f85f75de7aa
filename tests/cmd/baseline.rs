//! Known findings, and new ones.

use crate::support::Folder;

#[test]
fn only_new_findings_count() {
    let folder = Folder::new();
    folder.write("docs/a.md", "你好,世界\n再見,朋友\n");
    folder.write("docs/b.md", "你好,世界\n");
    let run = folder.run(&["lint", "--write-baseline", "known.tsv", "docs"]);
    assert_eq!((run.code(), run.out()), (0, &b""[..]));
    assert!(run.err().starts_with("zhfix: known.tsv: 3 known findings\n"), "{}", run.err());
    let text = String::from_utf8(folder.read("known.tsv")).unwrap();
    assert_eq!(
        text,
        "# zhfix baseline 1\n# path<TAB>rule<TAB>count<TAB>text\n\
         docs/a.md\thalfwidth-punct\t1\t你好⟦,⟧世界\n\
         docs/a.md\thalfwidth-punct\t1\t再見⟦,⟧朋友\n\
         docs/b.md\thalfwidth-punct\t1\t你好⟦,⟧世界\n"
    );
    folder.run(&["lint", "-q", "--baseline", "known.tsv", "docs"]).done();

    // Lines move, one finding goes and another one comes.
    folder.write("docs/a.md", "新的,一行\n\n\n你好,世界\n");
    let run = folder.run(&["lint", "--output-format", "jsonl", "--baseline", "known.tsv", "docs"]);
    assert_eq!((run.code(), run.text().lines().count()), (1, 1));
    assert!(run.text().contains(r#""line":1,"#), "{}", run.text());
    assert!(
        run.err().contains("known.tsv: 1 known findings no longer occur")
            && run.err().contains("  docs/a.md: halfwidth-punct 再見⟦,⟧朋友\n"),
        "{}",
        run.err()
    );
    // The files are the same from another folder.
    let inside = folder.command(&["lint", "-q", "--baseline", "../known.tsv", "b.md"]);
    let status = { inside }.current_dir(folder.path("docs")).status().unwrap();
    assert_eq!(status.code(), Some(0));

    // What was not looked at stays, what is gone from the disk goes.
    folder.run(&["lint", "-q", "--write-baseline", "known.tsv", "docs/a.md"]).done();
    let text = String::from_utf8(folder.read("known.tsv")).unwrap();
    assert!(text.contains("docs/b.md") && text.contains("新的") && !text.contains("再見"), "{text}");
    std::fs::remove_file(folder.path("docs/b.md")).unwrap();
    let run = folder.run(&["lint", "--baseline", "known.tsv", "docs"]);
    assert!(run.err().contains("  docs/b.md: halfwidth-punct"), "{}", run.err());
    folder.run(&["lint", "-q", "--write-baseline", "known.tsv", "docs"]).done();
    assert!(!String::from_utf8(folder.read("known.tsv")).unwrap().contains("b.md"));
}

#[test]
fn rules_that_do_not_run_keep_what_is_known_of_them() {
    let folder = Folder::new();
    folder.write("a.md", "他說:“你好。”\n");
    folder.run(&["lint", "-q", "--write-baseline", "known.tsv", "a.md"]).done();
    let before = folder.read("known.tsv");
    let run = folder.run(&["lint", "--baseline", "known.tsv", "--select", "quote-style", "a.md"]);
    assert!(run.code() == 0 && !run.err().contains("no longer"), "{}", run.err());
    folder.run(&["lint", "-q", "--write-baseline", "known.tsv", "--select", "quote-style", "a.md"]).done();
    assert_eq!(folder.read("known.tsv"), before);
}

#[test]
fn another_file_is_not_written_over() {
    let folder = Folder::new();
    folder.write("a.md", "你好,世界\n");
    folder.write("words.tsv", "头发\t\n");
    let run = folder.run(&["lint", "--write-baseline", "words.tsv", "a.md"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("words.tsv: is no baseline and would be written over"), "{}", run.err());
    assert_eq!(folder.read("words.tsv"), "头发\t\n".as_bytes());
    let run = folder.run(&["lint", "--baseline", "words.tsv", "a.md"]);
    assert!(
        run.code() == 2 && run.err().contains("words.tsv:1: expected `# zhfix baseline 1`"),
        "{}",
        run.err()
    );
    assert_eq!(folder.run(&["lint", "--baseline", "none.tsv", "a.md"]).code(), 2);
}

#[test]
fn the_configuration_says_which_findings_fail() {
    let folder = Folder::new();
    folder.write("a.md", "你好,世界\n");
    folder.write("zhfix.toml", "fail-on = \"error\"\n");
    assert_eq!(folder.run(&["lint", "-q", "a.md"]).code(), 0);
    assert_eq!(folder.run(&["lint", "-q", "--fail-on", "warn", "a.md"]).code(), 1);
    folder.write("zhfix.toml", "fail-on = \"error\"\n[rules]\nhalfwidth-punct = \"error\"\n");
    assert_eq!(folder.run(&["lint", "-q", "a.md"]).code(), 1);
}
