//! `zhfix config schema`: a file is taken where the schema takes it.

use std::fs;

use zhfix::config::{Config, schema};

fn agrees(validator: &jsonschema::Validator, text: &str) -> bool {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let by_schema = validator.is_valid(&serde_json::to_value(table).unwrap());
    let parsed = Config::parse("zhfix.toml", text);
    assert_eq!(by_schema, parsed.is_ok(), "{parsed:?}\n{text}");
    by_schema
}

#[test]
fn the_parser_and_the_schema_agree() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let page = fs::read_to_string("docs/configuration.md").unwrap();
    let example = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    for text in [
        "",
        example,
        "locale = \"auto\"\n",
        "locale = \"zh-Hant\"\nterms = true\nrepair = false\nfail-on = \"error\"\n",
        "exclude = []\ndictionaries = [\"a.tsv\"]\nspace-around-latin = \"consistent\"\n",
        "[rules]\nzero-width = \"off\"\n",
        "[[overrides]]\nfiles = [\"a\"]\n",
        "[[overrides]]\nfiles = [\"a\"]\nlocale = \"zh-HK\"\nterms = false\n[overrides.rules]\nzero-width = \"info\"\n",
        "overrides = []\n",
    ] {
        assert!(agrees(&validator, text), "{text}");
    }
    for text in [
        "locael = \"zh-TW\"\n",
        "locale = \"zh-TV\"\n",
        "locale = 1\n",
        "terms = \"yes\"\n",
        "exclude = \"a\"\n",
        "exclude = [1]\n",
        "exclude = [\"\"]\n",
        "fail-on = \"off\"\n",
        "space-around-latin = true\n",
        "[rules]\nno-such-rule = \"off\"\n",
        "[rules]\nzero-width = \"fatal\"\n",
        "[rules]\nzero-width = true\n",
        "rules = []\n",
        "[[overrides]]\nlocale = \"zh-TW\"\n",
        "[[overrides]]\nfiles = []\n",
        "[[overrides]]\nfiles = [\"a\"]\nexclude = [\"b\"]\n",
        "[overrides]\nfiles = [\"a\"]\n",
    ] {
        assert!(!agrees(&validator, text), "{text}");
    }
}

/// `init` writes every key as a comment: without the marks, the file is still one.
#[test]
fn what_init_writes_is_a_file() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("zh-TW")).unwrap();
    fs::write(folder.path().join("zh-TW/a.md"), "滑鼠\n").unwrap();
    fs::write(folder.path().join("a.md"), "这个软件的鼠标，默认在屏幕上。\n").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_zhfix"))
        .args(["init", "--print"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(agrees(&validator, &text));
    let active: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.contains(" = ") && !setting.starts_with(char::is_uppercase) => setting,
            _ => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(agrees(&validator, &active), "{active}");
    for key in ["locale", "exclude", "dictionaries", "terms", "repair", "space-around-latin", "fail-on"] {
        assert!(active.lines().any(|line| line.starts_with(&format!("{key} = "))), "{key}\n{active}");
    }
}
