//! Reports in every format: the same findings, each at its place in the unit of the format.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::Folder;

/// Formats that show every finding with its place, and how a finding is read from the report.
const FORMATS: [(&str, Read); 13] = [
    ("full", full),
    ("concise", concise),
    ("grouped", grouped),
    ("html", html),
    ("json", json),
    ("jsonl", jsonl),
    ("sarif", sarif),
    ("github", github),
    ("gitlab", gitlab),
    ("rdjsonl", rdjsonl),
    ("junit", junit),
    ("checkstyle", checkstyle),
    ("csv", csv),
];

/// Reads the findings of a report.
type Read = fn(&str) -> Vec<Found>;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    path: String,
    rule: String,
    line: usize,
    /// Nothing in formats without columns.
    column: Option<usize>,
}

fn found(path: &str, rule: &str, line: &str, column: &str) -> Found {
    let (path, rule) = (path.to_owned(), rule.to_owned());
    Found { path, rule, line: line.parse().unwrap(), column: Some(column.parse().unwrap()) }
}

fn number(value: &Value) -> usize {
    value.as_u64().unwrap().try_into().unwrap()
}

fn of_json(value: &Value, path: &Value, rule: &Value, column: &Value) -> Found {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    Found {
        path: text(path),
        rule: text(rule),
        line: number(value),
        column: column.as_u64().map(|n| n as usize),
    }
}

fn place(head: &str, rule: &str) -> Option<Found> {
    let mut parts = head.rsplitn(3, ':');
    let (column, line, path) = (parts.next()?, parts.next()?, parts.next()?);
    column.parse::<usize>().ok()?;
    Some(found(path, rule, line, column))
}

fn full(report: &str) -> Vec<Found> {
    let line = |line: &str| {
        let mut words = line.split(' ');
        place(words.next()?, words.next()?)
    };
    report.lines().filter(|line| !line.starts_with(' ')).filter_map(line).collect()
}

fn concise(report: &str) -> Vec<Found> {
    let line = |line: &str| {
        let (head, rest) = line.split_once(": ").unwrap();
        place(head, rest.split(' ').next().unwrap()).unwrap()
    };
    report.lines().map(line).collect()
}

fn grouped(report: &str) -> Vec<Found> {
    let mut path = "";
    let mut all = Vec::new();
    for line in report.lines().filter(|line| !line.is_empty()) {
        let words: Vec<_> = line.split_whitespace().collect();
        if line.starts_with("  ") {
            let (at, column) = words[0].split_once(':').unwrap();
            all.push(found(path, words[1], at, column));
        } else {
            path = line;
        }
    }
    all
}

fn json(report: &str) -> Vec<Found> {
    let report: Value = serde_json::from_str(report).unwrap();
    report["findings"].as_array().unwrap().iter().map(finding).collect()
}

fn jsonl(report: &str) -> Vec<Found> {
    report.lines().map(|line| finding(&serde_json::from_str(line).unwrap())).collect()
}

fn finding(found: &Value) -> Found {
    of_json(&found["line"], &found["path"], &found["rule"], &found["column"])
}

fn sarif(report: &str) -> Vec<Found> {
    let report: Value = serde_json::from_str(report).unwrap();
    let run = &report["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let result = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let rule = &run["tool"]["driver"]["rules"][number(&result["ruleIndex"])]["id"];
        assert_eq!(*rule, result["ruleId"]);
        let region = &place["region"];
        of_json(&region["startLine"], &place["artifactLocation"]["uri"], rule, &region["startColumn"])
    };
    run["results"].as_array().unwrap().iter().map(result).collect()
}

fn github(report: &str) -> Vec<Found> {
    let line = |line: &str| {
        let (properties, _) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (_, properties) = properties.split_once(' ').unwrap();
        let all: BTreeMap<_, _> = properties.split(',').map(|pair| pair.split_once('=').unwrap()).collect();
        found(all["file"], all["title"].strip_prefix("zhfix%3A ").unwrap(), all["line"], all["col"])
    };
    report.lines().map(line).collect()
}

fn gitlab(report: &str) -> Vec<Found> {
    let report: Value = serde_json::from_str(report).unwrap();
    let issue = |issue: &Value| {
        let place = &issue["location"];
        of_json(&place["lines"]["begin"], &place["path"], &issue["check_name"], &Value::Null)
    };
    report.as_array().unwrap().iter().map(issue).collect()
}

fn rdjsonl(report: &str) -> Vec<Found> {
    let line = |line: &str| {
        let found: Value = serde_json::from_str(line).unwrap();
        let start = &found["location"]["range"]["start"];
        of_json(&start["line"], &found["location"]["path"], &found["code"]["value"], &start["column"])
    };
    report.lines().map(line).collect()
}

fn html(report: &str) -> Vec<Found> {
    let mut path = String::new();
    let mut all = Vec::new();
    for line in report.lines() {
        if let Some(name) = line.strip_prefix("<h2>").and_then(|line| line.strip_suffix("</h2>")) {
            name.clone_into(&mut path);
        } else if line.starts_with("<li ") {
            let place = line.split_once("class=\"place\">").unwrap().1.split_once('<').unwrap().0;
            let (at, column) = place.split_once(':').unwrap();
            all.push(found(&path, attribute(line, "data-kind"), at, column));
        }
    }
    all
}

/// The value of an attribute in an element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap();
    rest.split_once('"').unwrap().0
}

fn junit(report: &str) -> Vec<Found> {
    let case = |case: &str| {
        let (rule, place) = attribute(case, "name").split_once(' ')?;
        let (line, column) = place.split_once(':').unwrap();
        Some(found(attribute(case, "classname"), rule, line, column))
    };
    report.lines().filter(|line| line.contains("<testcase ")).filter_map(case).collect()
}

fn checkstyle(report: &str) -> Vec<Found> {
    let mut path = "";
    let mut all = Vec::new();
    for line in report.lines() {
        if line.contains("<file ") {
            path = attribute(line, "name");
        } else if line.contains("<error ") {
            let rule = attribute(line, "source").strip_prefix("zhfix.").unwrap();
            all.push(found(path, rule, attribute(line, "line"), attribute(line, "column")));
        }
    }
    all
}

fn csv(report: &str) -> Vec<Found> {
    let row = |row: &str| {
        let cells: Vec<_> = row.split(',').collect();
        found(cells[0], cells[8], cells[1], cells[2])
    };
    report.split("\r\n").skip(1).filter(|row| !row.is_empty()).map(row).collect()
}

/// What stands before the place, and how wide it is: code points, UTF-16 code units, bytes.
const BEFORE: [(&str, [usize; 3]); 6] = [
    ("中文", [2, 2, 6]),
    ("𠮷野家", [3, 4, 10]),
    ("合家歡👨\u{200d}👩\u{200d}👧很好", [10, 13, 33]),
    ("\t縮進", [3, 3, 7]),
    ("他e\u{301}說", [4, 4, 9]),
    ("\u{feff}開頭", [3, 3, 9]),
];

#[test]
fn columns_are_in_the_unit_of_each_format() {
    let folder = Folder::new();
    for (number, (before, _)) in BEFORE.iter().enumerate() {
        folder.write(&format!("{number}.txt"), format!("第一行。\n{before},中文。\n"));
    }
    for (format, read) in FORMATS {
        let unit = match format {
            "sarif" | "checkstyle" => 1,
            "rdjsonl" => 2,
            _ => 0,
        };
        let report = folder.run(&["lint", ".", "--output-format", format]).text();
        let all = read(&report);
        for (number, (before, widths)) in BEFORE.iter().enumerate() {
            let name = format!("{number}.txt");
            let here: Vec<_> = all
                .iter()
                .filter(|found| found.path.ends_with(&name) && found.rule == "halfwidth-punct")
                .map(|found| (found.line, found.column))
                .collect();
            let column = (format != "gitlab").then_some(widths[unit] + 1);
            assert_eq!(here, [(2, column)], "{format}: {before:?} in\n{report}");
        }
    }
}

#[test]
fn every_format_has_the_same_findings() {
    let folder = Folder::new();
    let article = std::fs::read("tests/fixtures/article/article.txt").unwrap();
    folder.write("d/article.txt", &article);
    folder.write("d/short.txt", "你好,世界。\n");
    folder.write("d/clean.txt", "你好，世界。\n");
    let files: Vec<_> = FORMATS.iter().map(|(format, _)| format!("{format}=out/{format}")).collect();
    std::fs::create_dir(folder.path("out")).unwrap();
    let mut args = vec!["lint", "d", "--all"];
    args.extend(files.iter().flat_map(|file| ["--output-file", file]));
    let run = folder.run(&args);
    assert_eq!(run.code(), 1, "{}", run.err());
    let mut expected: Vec<(String, String, usize)> = Vec::new();
    for (format, read) in FORMATS {
        let report = String::from_utf8(folder.read(&format!("out/{format}"))).unwrap();
        let mut here: Vec<_> =
            read(&report).into_iter().map(|found| (found.path, found.rule, found.line)).collect();
        here.sort();
        if expected.is_empty() {
            assert!(here.len() > 250, "{}", here.len());
            expected = here;
        } else {
            assert!(here == expected, "{format} has other findings");
        }
        // Alone, each writes what it writes beside others.
        let alone = folder.run(&["lint", "d", "--all", "--output-format", format]);
        assert!(alone.text() == report, "{format} on stdout");
        assert_eq!(alone.code(), 1, "{format}");
    }
    let counted = folder.run(&["lint", "d", "--output-format", "statistics"]).text();
    assert!(counted.ends_with(&format!("{} findings in 2 of 3 files\n", expected.len())), "{counted}");
}

#[test]
fn a_conversion_is_reported_beside_its_result() {
    let folder = Folder::new();
    folder.write("a.txt", "頭髮很長,裏面\n");
    let run = folder.run(&["convert", "a.txt", "-o", "b.txt", "--output-format", "jsonl"]);
    assert_eq!(folder.read("b.txt"), "头发很长,里面\n".as_bytes());
    let changes = jsonl(&run.text());
    assert_eq!(run.code(), 0, "{}", run.err());
    let rules: Vec<_> = changes.iter().map(|found| (found.rule.as_str(), found.column.unwrap())).collect();
    assert!(rules.contains(&("script", 1)), "{rules:?}");
    // Without a place to write to, the report alone is written.
    let report = folder.run(&["fix", "a.txt", "--to", "cn", "--output-format", "concise"]);
    assert!(report.text().contains("a.txt:1:5: halfwidth-punct "), "{}", report.text());
    let text = folder.run(&["fix", "a.txt", "--to", "cn", "--output-file", "csv=r.csv"]);
    assert_eq!(text.text(), "头发很长，里面\n");
    assert!(folder.read("r.csv").starts_with(b"path,line,"));
}

#[test]
fn exit_statuses_do_not_depend_on_the_format() {
    let folder = Folder::new();
    folder.write("bad.txt", "你好,世界。\n");
    folder.write("good.txt", "你好，世界。\n");
    let cases: [(&[&str], i32); 12] = [
        (&["lint", "bad.txt"], 1),
        (&["lint", "good.txt"], 0),
        (&["lint", "none.txt"], 2),
        (&["lint", "bad.txt", "none.txt", "--exit-zero"], 2),
        (&["lint", "bad.txt", "--exit-zero"], 0),
        (&["lint", "bad.txt", "--fail-on", "info"], 1),
        (&["lint", "good.txt", "--fail-on", "info"], 0),
        (&["fix", "bad.txt"], 0),
        (&["fix", "bad.txt", "--check"], 1),
        (&["fix", "bad.txt", "--exit-non-zero-on-fix"], 1),
        (&["fix", "good.txt", "--exit-non-zero-on-fix"], 0),
        (&["fix", "bad.txt", "--check", "--exit-zero"], 0),
    ];
    for (args, code) in cases {
        assert_eq!(folder.run(args).code(), code, "{args:?}");
        for format in FORMATS.iter().map(|(name, _)| *name).chain(["statistics", "diff"]) {
            let run = folder.run(&[args, &["--output-format", format]].concat());
            assert_eq!(run.code(), code, "{args:?} {format}: {}", run.err());
        }
    }
}

#[test]
fn long_reports_are_cut_where_asked() {
    let folder = Folder::new();
    folder.write("a.txt", "你好,世界。\n".repeat(20));
    for (format, read) in FORMATS {
        let run = folder.run(&["lint", "a.txt", "--all", "--max-results", "3", "--output-format", format]);
        assert_eq!((run.code(), read(&run.text()).len()), (1, 3), "{format}");
        assert!(run.err().contains("17 of 20 findings are left out"), "{}", run.err());
    }
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let folder = Folder::new();
    folder.write("a.txt", "你好,世界。\n");
    std::fs::create_dir(folder.path("d")).unwrap();
    for (path, message) in [("none/r", "none/r: cannot be written"), ("d", "d: is a directory")] {
        let run = folder.run(&["lint", "a.txt", "--output-file", &format!("csv={path}")]);
        assert_eq!(run.code(), 2);
        assert!(run.err().contains(message), "{}", run.err());
    }
    for (argument, message) in [("csv", "FORMAT=PATH"), ("cvs=x", "unknown format `cvs`"), ("csv=", "a path")]
    {
        let run = folder.run(&["lint", "a.txt", "--output-file", argument]);
        assert_eq!(run.code(), 2);
        assert!(run.err().contains(message), "{}", run.err());
    }
    assert_eq!(folder.files(), ["a.txt"]);
}
