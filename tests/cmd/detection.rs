//! Scripts and regions, told and written into a `zhfix.toml`.

use crate::support::Folder;

const CN: &str = "这个软件的默认设置有问题，请用鼠标点击屏幕上的菜单。\n";
const TW: &str = "這個軟體的預設值有問題，請用滑鼠點選螢幕上的選單。\n";
const HK: &str = "佢哋喺旺角搭的士，唔知港鐵幾時開。\n";

#[test]
fn scripts_and_regions_are_told() {
    let folder = Folder::new();
    for (name, text) in [("cn.md", CN), ("tw.md", TW), ("hk.md", HK), ("none.md", "hello\n")] {
        folder.write(name, text);
    }
    let run = folder.run(&["detect", "."]);
    run.done();
    let starts = [
        "./cn.md: Simplified (",
        "./hk.md: Traditional (",
        "./none.md: no Chinese\n",
        "./tw.md: Traditional (",
    ];
    let text = run.text();
    assert!(text.split_inclusive('\n').zip(starts).all(|(line, start)| line.starts_with(start)), "{text}");
    let run = folder.run(&["detect", "--jsonl", "-j", "2", "cn.md", "tw.md", "hk.md", "none.md"]);
    let lines: Vec<serde_json::Value> =
        run.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let locales: Vec<_> = lines.iter().map(|line| line["locale"].as_str()).collect();
    assert_eq!(locales, [Some("zh-Hans-CN"), Some("zh-Hant-TW"), Some("zh-Hant-HK"), None]);
    let (tw, regions) = (&lines[1], lines.iter().map(|line| line["region"].as_str()).collect::<Vec<_>>());
    assert_eq!(regions, [Some("CN"), Some("TW"), Some("HK"), None]);
    assert_eq!((tw["script"].as_str(), tw["mixed"].as_f64()), (Some("traditional"), Some(0.0)));
    assert_eq!(folder.pipe(&["detect"], TW.as_bytes()).text().split(':').next(), Some("stdin"));
    let run = folder.pipe(&["detect"], b"\xe9\xa0\xad\n\xff");
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("stdin: invalid UTF-8 (line 2, byte 4)"), "{}", run.err());
}

#[test]
fn a_long_text_is_that_of_its_parts() {
    let folder = Folder::new();
    // A line longer than a block, cut inside of characters.
    let long = TW.trim_end().repeat(40_000) + "\n" + TW;
    let run = folder.pipe(&["detect", "--jsonl"], long.as_bytes());
    let found: serde_json::Value = serde_json::from_slice(run.out()).unwrap();
    assert_eq!(found["han"].as_u64(), Some(40_001 * 23));
    assert_eq!(found["locale"], "zh-Hant-TW");
}

#[test]
fn a_folder_gets_a_file_that_fits() {
    let folder = Folder::new();
    folder.write("docs/a.md", CN.repeat(3));
    folder.write("docs/zh-TW/a.md", TW);
    folder.write("docs/zh_HK/a.md", HK);
    let printed = folder.run(&["init", "--print"]).text();
    let run = folder.run(&["init"]);
    assert_eq!(run.code(), 0);
    let written = String::from_utf8(folder.read("zhfix.toml")).unwrap();
    assert_eq!(written, printed);
    assert!(written.contains("\nlocale = \"zh-CN\"\n"), "{written}");
    assert!(written.contains("[[overrides]]\nfiles = [\"**/zh-TW/**\"]\nlocale = \"zh-TW\"\n"), "{written}");
    assert!(written.contains("[[overrides]]\nfiles = [\"**/zh_HK/**\"]\nlocale = \"zh-HK\"\n"), "{written}");
    assert!(written.lines().all(|line| line.len() <= 80), "{written}");
    let shown = folder.run(&["config", "show", "docs/zh-TW/a.md"]).text();
    assert!(shown.contains("\nlocale = \"zh-Hant-TW\"\n"), "{shown}");
    let again = folder.run(&["init"]);
    assert_eq!(again.code(), 2);
    assert!(again.err().contains("zhfix.toml: is there already; --force writes over it"), "{}", again.err());

    let empty = Folder::new();
    empty.run(&["init", "-q"]).code();
    let printed = empty.run(&["init", "--print"]).text();
    assert!(printed.contains("\n# locale = \"auto\"\n"), "{printed}");
}

#[test]
fn a_corpus_is_summed_up() {
    let folder = Folder::new();
    for (name, text) in [("cn.md", CN), ("tw.md", TW), ("none.md", "hello\n")] {
        folder.write(name, text);
    }
    folder.write("mixed.txt", "領導干部学習會議\u{FFFD}\n");
    let run = folder.run(&["detect", "--statistics", "."]);
    let expected = "     bytes     Chinese    mixed  damaged     written in  file
        79          24   0.00 %   0.00 %     Simplified  ./cn.md
        28           8  16.67 %  12.50 %          mixed  ./mixed.txt
         6           0   0.00 %   0.00 %     no Chinese  ./none.md
        76          23   0.00 %   0.00 %    Traditional  ./tw.md

documents  bytes  Chinese characters  written in
        1     79                  24  Simplified
        1     76                  23  Traditional
        1     28                   8  mixed
        0      0                   0  either script
        1      6                   0  no Chinese
        4    189                  55  all
        1     28                   8  of them damaged
";
    assert_eq!(run.done().text(), expected);
    // The same sums where a corpus is linted, and the same for programs.
    let (_, sums) = expected.split_once("\n\n").unwrap();
    let run = folder.run(&["lint", "--statistics", "."]);
    assert!(run.text().contains(&format!("\n\n{sums}\n")), "{}", run.text());
    assert!(run.text().contains("  mixed  ./mixed.txt\n"), "{}", run.text());
    let run = folder.run(&["detect", "--statistics", "--jsonl", "."]);
    let names = ["simplified", "traditional", "mixed", "either", "none", "all", "damaged"];
    for ((line, name), row) in run.text().lines().zip(names).zip(sums.lines().skip(1)) {
        let sum: serde_json::Value = serde_json::from_str(line).unwrap();
        let row: Vec<_> = row.split_whitespace().take(3).map(|cell| cell.parse().unwrap()).collect();
        let counts = ["documents", "bytes", "han"].map(|key| sum[key].as_u64().unwrap());
        assert_eq!((sum["content"].as_str(), &counts[..]), (Some(name), &row[..]), "{line}");
    }
    assert_eq!(run.text().lines().count(), names.len());
    // What is counted as mixed is what a filter of the lines finds.
    let lines = folder.run(&["detect", "--jsonl", "."]).text();
    let line = lines.lines().find(|line| line.contains("\"content\":\"mixed\"")).unwrap();
    assert!(line.contains("\"path\":\"./mixed.txt\"") && line.contains("\"bytes\":28"), "{line}");
}
