//! Forms and words that differ from file to file.

use crate::support::Folder;

fn findings(folder: &Folder, args: &[&str]) -> Vec<String> {
    let mut all = vec!["lint", "--output-format", "jsonl"];
    all.extend(args);
    let run = folder.run(&all);
    let out = String::from_utf8(run.out().to_vec()).unwrap();
    out.lines()
        .map(|line| {
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            let part = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
            format!("{} {} {}", part("path"), part("rule"), part("message"))
        })
        .collect()
}

#[test]
fn the_files_of_a_run_are_held_against_each_other() {
    let folder = Folder::new();
    folder.write("a.txt", "屋裡很冷，這個軟體沒有人說話。大部分的人在屋裡。\n");
    folder.write("b.txt", "這個軟體很好，他在城裡。大部分的人說好。\n");
    folder.write("c.txt", "這個軟件不好，說它好的是屋裏大部份的人。\n");
    assert_eq!(findings(&folder, &["."]), [""; 0]);
    let expected = [
        "./c.txt inconsistent-term the files have `軟體` (2 times) as well as `軟件` (1 times), words of two regions",
        "./c.txt variant-inconsistent the files have `裡` (3 times) as well as `裏` (1 times), two forms of one character",
        "./c.txt variant-inconsistent the files have `部分` (2 times) as well as `部份` (1 times), two spellings of one word",
    ];
    for jobs in ["1", "2", "7"] {
        let found = findings(&folder, &["--consistency", "corpus", "-j", jobs, "."]);
        assert_eq!(found, expected, "-j {jobs}");
    }
}

#[test]
fn characters_that_mean_different_things_are_no_forms_of_each_other() {
    let folder = Folder::new();
    folder.write("a.txt", "皇后說，這裡只有三公里，他很能幹。臺先生說，周先生來了。\n");
    folder.write("b.txt", "以後說，一隻鳥，這是餅乾。台先生說，一週過去了。\n");
    assert_eq!(findings(&folder, &["--consistency", "corpus", "."]), [""; 0]);
}

#[test]
fn standard_input_is_one_document_of_the_run() {
    let folder = Folder::new();
    folder.write("a.txt", "屋裡很冷，城裡也冷，沒有人說話。\n");
    let run = folder.pipe(
        &["lint", "--consistency", "corpus", "--output-format", "jsonl", "a.txt", "-"],
        "屋裏的人說話。\n".as_bytes(),
    );
    let out = String::from_utf8(run.out().to_vec()).unwrap();
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("variant-inconsistent") && out.contains("the files have"), "{out}");
}
