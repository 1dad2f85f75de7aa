//! Text in, text out.

use std::io::Read;
use std::process::Stdio;

use crate::support::Folder;

#[test]
fn a_pipe_is_converted() {
    let folder = Folder::new();
    assert_eq!(folder.pipe(&["convert"], "頭髮\n".as_bytes()).done().text(), "头发\n");
    assert_eq!(folder.pipe(&["convert", "-"], "頭髮".as_bytes()).done().text(), "头发");
    assert_eq!(folder.pipe(&["convert", "--to", "zh-Hant-TW"], "头发".as_bytes()).done().text(), "頭髮");
    assert_eq!(folder.pipe(&["convert", "-c", "s2t"], "头发".as_bytes()).done().text(), "頭髮");
    assert_eq!(folder.pipe(&["convert"], b"").done().text(), "");
}

#[test]
fn bytes_outside_of_edits_stay() {
    let folder = Folder::new();
    let text = "\u{feff}頭髮\r\n\tx \0\r\r\n\n漢語";
    let expected = "\u{feff}头发\r\n\tx \0\r\r\n\n汉语";
    assert_eq!(folder.pipe(&["convert"], text.as_bytes()).done().text(), expected);
    // A control character is a finding, and `fix` removes it.
    let expected = expected.replace('\0', "");
    assert_eq!(folder.pipe(&["fix", "--to", "cn"], text.as_bytes()).done().text(), expected);
}

#[test]
fn files_are_concatenated() {
    let folder = Folder::new();
    folder.write("一 1.txt", "頭髮");
    folder.write("b.txt", "漢語\n");
    assert_eq!(folder.run(&["convert", "b.txt", "一 1.txt", "b.txt"]).done().text(), "汉语\n头发汉语\n");
}

#[test]
fn blocks_give_what_the_whole_gives() {
    let folder = Folder::new();
    let line = "這是頭髮，乾燥的髮。他說：「漢語會（huì）議後來，干部們的関係。」𠮷 ASCII text\r\n";
    let text = line.repeat(40_000) + "漢" + &"語頭髮後".repeat(60_000);
    folder.write("in.txt", &text);
    for conversion in [&["-c", "t2s"][..], &["-c", "s2twp"], &["--to", "cn"], &["--to", "tw"]] {
        let arguments = |more: &[&'static str]| [&["convert"], conversion, more].concat();
        let (name, value) = (conversion[0], conversion[1]);
        let target = match name {
            "-c" => zhfix::convert::Target::Exact(value.to_owned()),
            _ => zhfix::convert::Target::Variant(value.parse().unwrap()),
        };
        let options = zhfix::convert::Options { target, ..Default::default() };
        let mut expected = String::new();
        zhfix::convert::Converter::new(&options).unwrap().convert_into(&text, &mut expected);
        for threads in ["1", "2", "5"] {
            let run = folder.run(&arguments(&["in.txt", "-j", threads]));
            assert!(run.done().out() == expected.as_bytes(), "{name} {value} -j {threads}");
        }
        assert!(folder.pipe(&arguments(&[]), text.as_bytes()).out() == expected.as_bytes(), "{name} {value}");
    }
}

#[test]
fn packed_files_are_unpacked_and_packed() {
    let folder = Folder::new();
    folder.write("in.txt", "頭髮\n".repeat(1000));
    let expected = "头发\n".repeat(1000);
    for packed in ["a.txt.gz", "a.txt.zst"] {
        folder.run(&["convert", "in.txt", "-c", "t2tw", "-o", packed]).done();
        assert!(folder.read(packed).len() < 200, "{packed} is packed");
        assert_eq!(folder.run(&["convert", packed]).done().text(), expected);
        folder.run(&["convert", "-i", packed]).done();
        assert!(folder.read(packed).len() < 200, "{packed} is packed again");
        assert_eq!(folder.run(&["convert", packed]).done().text(), expected);
    }
}

#[test]
fn packed_files_of_several_members_are_read_to_the_end() {
    let folder = Folder::new();
    folder.write("1.txt", "頭髮\n");
    folder.write("2.txt", "漢語\n");
    for suffix in ["gz", "zst"] {
        let name = |stem: &str| format!("{stem}.{suffix}");
        for stem in ["1", "2"] {
            folder.run(&["convert", "-c", "t2tw", &format!("{stem}.txt"), "-o", &name(stem)]).done();
        }
        folder.write(&name("both"), [folder.read(&name("1")), folder.read(&name("2"))].concat());
        assert_eq!(folder.run(&["convert", &name("both")]).done().text(), "头发\n汉语\n");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new();
    folder.write("in.txt", "頭髮\n".repeat(500_000));
    for args in [&["convert", "in.txt"][..], &["convert", "--diff", "in.txt"]] {
        let mut child = folder.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 4];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
    }
}

#[test]
fn help_fits_into_eighty_columns() {
    let folder = Folder::new();
    for args in [
        &["--help"][..],
        &["convert", "--help"],
        &["lint", "--help"],
        &["fix", "--help"],
        &["dict", "--help"],
        &["dict", "lookup", "--help"],
        &["dict", "list", "--help"],
        &["dict", "compile", "--help"],
    ] {
        let help = folder.run(args).done().text();
        assert!(help.contains("Examples:"), "{args:?}");
        assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    }
}
