//! What is written for programs is what its schema says.

use serde_json::Value;

use crate::support::Folder;

/// A folder with findings of every rule, in files whose names must be escaped.
fn corpus() -> Folder {
    let folder = Folder::new();
    for rule in std::fs::read_dir("tests/fixtures/rules").unwrap() {
        let path = rule.unwrap().path();
        let name = format!("書 {}#.txt", path.file_name().unwrap().to_str().unwrap());
        folder.write(&name, std::fs::read(path.join("finds.txt")).unwrap());
    }
    folder
}

fn valid(schema: &str, document: &Value) {
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn reports(folder: &Folder, format: &str) -> Vec<Vec<u8>> {
    let commands: [&[&str]; 3] =
        [&["lint", "."], &["convert", "--to", "tw", "."], &["fix", "--lang", "zh-Hans", "."]];
    commands
        .iter()
        .map(|args| {
            let run = folder.run(&[args, &["--output-format", format][..]].concat());
            assert!(run.code() < 2, "{}", run.err());
            run.out().to_vec()
        })
        .collect()
}

#[test]
fn sarif_is_what_the_standard_says() {
    let schema = std::fs::read_to_string("tests/fixtures/sarif/sarif-schema-2.1.0.json").unwrap();
    // The published pattern has a bracket that strict readers of regular expressions refuse.
    let schema = schema.replace("[a-zA-Z]{2}]?$", r"[a-zA-Z]{2}\\]?$");
    let folder = corpus();
    for report in reports(&folder, "sarif") {
        let report: Value = serde_json::from_slice(&report).unwrap();
        valid(&schema, &report);
        let run = &report["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert!(results.len() > 10);
        let mut fingerprints: Vec<_> = results
            .iter()
            .map(|result| {
                let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
                assert_eq!(place["uriBaseId"], "%SRCROOT%");
                let uri = place["uri"].as_str().unwrap();
                assert!(uri.starts_with("%E6%9B%B8%20") && uri.ends_with("%23.txt"), "{uri}");
                result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap()
            })
            .collect();
        fingerprints.sort_unstable();
        fingerprints.dedup();
        assert_eq!(fingerprints.len(), results.len());
    }
    let lint: Value = serde_json::from_slice(&reports(&folder, "sarif")[0]).unwrap();
    for rule in lint["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
        let help = rule["help"]["markdown"].as_str().unwrap();
        assert!(help.starts_with(&format!("# {}\n", rule["id"].as_str().unwrap())));
    }
}

#[test]
fn reports_are_what_their_schema_says() {
    let folder = corpus();
    let schema = folder.run(&["schema", "report"]).done().text();
    for report in reports(&folder, "json") {
        let report: Value = serde_json::from_slice(&report).unwrap();
        valid(&schema, &report);
        assert_eq!(report["summary"]["findings"], report["findings"].as_array().unwrap().len());
    }
    for report in reports(&folder, "jsonl") {
        let lines: Vec<_> = report.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).collect();
        let line: Value = serde_json::from_slice(lines[0]).unwrap();
        valid(&schema, &line);
    }
    // A report without findings is one too.
    let empty = folder.pipe(&["lint", "--output-format", "json"], b"");
    valid(&schema, &serde_json::from_slice(empty.done().out()).unwrap());
}
