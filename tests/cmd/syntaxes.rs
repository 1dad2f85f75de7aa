//! What documents are written in: by suffix, by `--syntax`, in pipes.

use crate::support::Folder;

const POST: &str = "[软件](软件.html)和`软件`，**软**件。\n";

#[test]
fn the_suffix_or_the_argument_tells() {
    let folder = Folder::new();
    folder.write("post.md", POST);
    folder.write("post.txt", POST);
    let read = "[軟體](软件.html)和`软件`，**軟**體。\n";
    let plain = "[軟體](軟體.html)和`软件`，**軟**件。\n";
    let run =
        |args: &[&str]| folder.run(&[&["convert", "--to", "tw", "--terms"], args].concat()).done().text();
    assert_eq!(run(&["post.md"]), read);
    assert_eq!(run(&["post.txt"]), plain);
    assert_eq!(run(&["--syntax", "markdown", "post.txt"]), read);
    assert_eq!(run(&["--syntax", "plain", "post.md"]), plain);
    assert_eq!(run(&["--syntax", "auto", "post.md"]), read);
    let pipe = |args: &[&str]| folder.pipe(args, POST.as_bytes()).done().text();
    assert_eq!(pipe(&["convert", "--to", "tw", "--terms", "--syntax", "markdown"]), read);
    assert_eq!(pipe(&["convert", "--to", "tw", "--terms"]), plain);
    folder.run(&["convert", "-i", "--to", "tw", "--terms", "post.md"]).done();
    assert_eq!(folder.read("post.md"), read.as_bytes());
    let wrong = folder.pipe(&["convert", "--syntax", "word"], b"");
    assert_eq!(wrong.code(), 2);
    assert!(wrong.err().contains("use auto, plain, markdown, html"), "{}", wrong.err());
}

#[test]
fn an_exact_conversion_takes_all_of_the_text() {
    let folder = Folder::new();
    folder.write("post.md", POST);
    let all = "[軟件](軟件.html)和`軟件`，**軟**件。\n";
    assert_eq!(folder.run(&["convert", "-c", "s2t", "post.md"]).done().text(), all);
    let prose = "[軟件](软件.html)和`软件`，**軟**件。\n";
    assert_eq!(folder.run(&["convert", "-c", "s2t", "--syntax", "auto", "post.md"]).done().text(), prose);
}

#[test]
fn the_patch_is_what_is_written() {
    let folder = Folder::new();
    folder.write("post.md", "---\ntitle: 软件\n---\n\n**软**件,后来\n");
    let patch = folder.run(&["fix", "--to", "tw", "--diff", "post.md"]).text();
    assert!(patch.contains("-**软**件,后来\n+**軟**件，後來\n"), "{patch}");
    let patch = folder.run(&["lint", "--output-format", "diff", "post.md"]).text();
    assert!(patch.contains("+**软**件，后来\n"), "{patch}");
    folder.run(&["fix", "-i", "--to", "tw", "post.md"]).done();
    let fixed = "---\ntitle: 软件\n---\n\n**軟**件，後來\n";
    assert_eq!(String::from_utf8(folder.read("post.md")).unwrap(), fixed);
}

#[test]
fn what_a_directive_opens_stays_open_in_a_stream() {
    let folder = Folder::new();
    let lines = "头发 https://a.cn/头发\n".repeat(30_000);
    let text = format!("{lines}<!-- zhfix-ignore-start -->\n{lines}<!-- zhfix-ignore-end -->\n头发\n");
    let out = folder.pipe(&["convert", "--to", "tw", "-j", "2"], text.as_bytes()).done().text();
    let converted = "頭髮 https://a.cn/头发\n".repeat(30_000);
    let expected =
        format!("{converted}<!-- zhfix-ignore-start -->\n{lines}<!-- zhfix-ignore-end -->\n頭髮\n");
    assert!(out == expected, "{} bytes, {} expected", out.len(), expected.len());
    folder.write("in.txt", &text);
    let same = folder.run(&["convert", "--to", "tw", "--check", "in.txt"]);
    assert_eq!(same.code(), 1);
    let patch = folder.run(&["convert", "--to", "tw", "--diff", "in.txt"]).text();
    assert_eq!(patch.lines().filter(|line| line.starts_with("+頭髮")).count(), 30_001);
}

#[test]
fn directives_silence_findings() {
    let folder = Folder::new();
    let text = "甲,乙 <!-- zhfix-ignore[halfwidth-punct] -->\n丙,丁\n戊己 <!-- zhfix-ignore -->\n";
    for syntax in ["plain", "markdown", "html"] {
        let found =
            folder.pipe(&["lint", "--syntax", syntax, "--output-format", "jsonl"], text.as_bytes()).text();
        let rules: Vec<_> = found
            .lines()
            .map(|line| (line.contains("halfwidth-punct"), line.contains("\"line\":2")))
            .collect();
        assert_eq!(rules.iter().filter(|&&(punct, _)| punct).count(), 1, "{syntax}: {found}");
        assert!(rules.contains(&(true, true)), "{syntax}: {found}");
        assert_eq!(found.matches("unused-suppression").count(), 1, "{syntax}: {found}");
    }
}
