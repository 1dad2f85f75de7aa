//! `convert --review`, `--ambiguities` and `--strict`.

use super::support::Folder;

/// A name, so that the place is doubtful whatever the text around it says.
const TEXT: &str = "第一行没有。\n她说：曲先生来了。\n";

#[test]
fn doubtful_places_are_listed_for_people() {
    let folder = Folder::new();
    folder.write("in.txt", TEXT);
    let run = folder.run(&["convert", "--to", "tw", "--review", "-", "in.txt"]);
    assert_eq!((run.code(), run.text().as_str()), (0, "第一行沒有。\n她說：曲先生來了。\n"));
    assert!(run.err().starts_with("in.txt:2:4 `曲` stays (perhaps a name): "), "{}", run.err());
    assert!(run.err().ends_with("\n    她说：[曲]先生来了。\n"), "{}", run.err());

    folder.run(&["convert", "--to", "tw", "--review", "doubts.txt", "in.txt", "-o", "out.txt"]).done();
    assert_eq!(folder.read("doubts.txt"), run.err().as_bytes());
    assert_eq!(folder.read("out.txt"), run.out());
}

#[test]
fn doubtful_places_are_a_page_for_a_translator() {
    let folder = Folder::new();
    folder.write("<in>.txt", TEXT);
    folder.write("sure.txt", "皇后\n");
    let args = ["convert", "--to", "tw", "--review", "doubts.html", "<in>.txt", "sure.txt"];
    folder.run(&[&args[..], &["--out-dir", "out"]].concat()).done();
    let page = String::from_utf8(folder.read("doubts.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"), "{page}");
    assert!(page.contains("<h2>&lt;in&gt;.txt</h2>") && !page.contains("sure.txt"), "{page}");
    assert!(
        page.contains(">2:4</span>\n<p class=\"text\" lang=\"zh-Hans\">她说：<mark>曲</mark>先生来了。</p>")
    );
    assert!(
        page.contains("<li class=\"forms\" data-kind=\"曲\"><span class=\"form\" style=\"--part:"),
        "{page}"
    );
    assert!(page.contains("<span class=\"label\">perhaps a name</span>"), "{page}");
    assert!(page.contains("<p class=\"count\">1 doubtful places in 2 texts</p>"), "{page}");
    for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    // The same places as in the list.
    folder.run(&["convert", "--to", "tw", "--review", "doubts.txt", "<in>.txt", "-o", "out.txt"]).done();
    let list = String::from_utf8(folder.read("doubts.txt")).unwrap();
    assert_eq!(page.matches("data-kind=\"").count(), list.lines().count() / 2);
    folder.run(&[&args[..], &["--out-dir", "out", "--lang", "zh-Hant"]].concat()).done();
    let page = String::from_utf8(folder.read("doubts.html")).unwrap();
    assert!(page.contains("<html lang=\"zh-Hant\">") && page.contains(">可能是人名</span>"), "{page}");
}

#[test]
fn all_places_are_listed_for_programs() {
    let folder = Folder::new();
    folder.write("b.txt", TEXT);
    folder.write("a.txt", "皇后\n");
    let run = folder.run(&["convert", "--to", "tw", "--ambiguities", "-", "b.txt", "a.txt"]);
    run.done();
    let places: Vec<serde_json::Value> =
        run.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let place = places.iter().find(|place| place["source"] == "曲").unwrap();
    assert_eq!((&place["path"], &place["line"], &place["column"]), (&"b.txt".into(), &2.into(), &4.into()));
    assert_eq!((&place["text"], &place["doubtful"]), (&"曲".into(), &true.into()));
    assert_eq!(place["span"], serde_json::json!({ "start": 28, "end": 31 }));
    assert!(place["candidates"].as_array().unwrap().iter().any(|form| form["text"] == "曲"), "{place}");
    let sum: u64 =
        place["candidates"].as_array().unwrap().iter().filter_map(|c| c["per_mille"].as_u64()).sum();
    assert!((990..=1000).contains(&sum), "{place}");
    let empress = places.iter().find(|place| place["source"] == "后").unwrap();
    assert_eq!((&empress["path"], &empress["text"]), (&"a.txt".into(), &"后".into()));

    folder
        .run(&["convert", "--to", "tw", "--ambiguities", "list", "b.txt", "a.txt", "--out-dir", "out"])
        .done();
    assert_eq!(folder.read("list"), run.out());
    assert_eq!(folder.read("out/a.txt"), "皇后\n".as_bytes());
}

#[test]
fn doubtful_places_stay_and_are_marked() {
    let folder = Folder::new();
    folder.write("in.txt", TEXT);
    let once = "第一行沒有。\n她說：⟦曲⟧先生來了。\n";
    let run = folder.run(&["convert", "--to", "tw", "--strict", "in.txt"]);
    assert_eq!(run.done().text(), once);
    assert_eq!(folder.pipe(&["convert", "--to", "tw", "--strict"], once.as_bytes()).text(), once);
}

#[test]
fn a_list_does_not_take_the_place_of_the_text() {
    let folder = Folder::new();
    folder.write("in.txt", TEXT);
    let run = folder.run(&["convert", "--review", "./in.txt", "in.txt"]);
    assert_eq!((run.code(), run.out()), (2, &b""[..]));
    assert!(run.err().contains("./in.txt: is an input and would be written over"), "{}", run.err());
    assert_eq!(folder.read("in.txt"), TEXT.as_bytes());
    let run = folder.run(&["convert", "--review", "list", "--ambiguities", "list", "in.txt"]);
    assert_eq!((run.code(), run.out()), (2, &b""[..]));
    assert!(run.err().contains("list: is named for two lists"), "{}", run.err());
}
