//! What reports and pages say in Chinese: every sentence of the code has a row and every rule a page, the
//! Traditional table is what the conversion of this crate makes of the Simplified one, the Simplified pages are
//! what it makes of the Traditional ones, and the linter of this crate finds nothing in all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use zhfix::convert::{Converter, Options, Target};
use zhfix::document::{Document, Syntax};
use zhfix::lint::{Linter, rules};
use zhfix::message::Lang;
use zhfix::pipeline;
use zhfix::text::{Edit, apply};
use zhfix::variant::Variant;

const SIMPLIFIED: &str = "src/message/zh-Hans.tsv";
const TRADITIONAL: &str = "src/message/zh-Hant.tsv";

/// Words that mean several things elsewhere, and one in this program.
const WORDS: [(&str, &str); 8] = [
    ("文件", "檔案"),
    ("文件夹", "資料夾"),
    ("程序", "程式"),
    ("对象", "物件"),
    ("设置", "設定"),
    ("运行", "執行"),
    ("终端", "終端機"),
    ("示例", "範例"),
];

fn rows(table: &str) -> BTreeMap<String, String> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| line.split_once('\t').unwrap_or_else(|| panic!("{line:?}: no tab")))
        .map(|(english, chinese)| (english.to_owned(), chinese.to_owned()))
        .collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap()
}

/// The string literal that follows `before`, as far as it does.
fn literals(source: &str, before: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(before) {
        let rest = source[at + before.len()..].trim_start();
        let Some(rest) = rest.strip_prefix('"') else { continue };
        let mut text = String::new();
        let mut chars = rest.chars();
        loop {
            match chars.next() {
                Some('\\') => text.extend(chars.next()),
                Some('"') | None => break,
                Some(c) => text.push(c),
            }
        }
        found.push(text);
    }
    found
}

/// The English sentences of the code, apart from tests and documentation.
fn sentences(folder: &Path, all: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sentences(&path, all);
        } else if path.extension().is_some_and(|suffix| suffix == "rs") {
            let source = read(path.to_str().unwrap());
            let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
            let code: String = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .flat_map(|line| [line, "\n"])
                .collect();
            for before in ["message!(", "lang.text("] {
                all.extend(literals(&code, before));
            }
        }
    }
}

fn parts(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).map(|part| part.split('}').next().unwrap().trim_start_matches('=')).collect()
}

#[test]
fn every_sentence_has_a_row() {
    let rows = rows(&read(SIMPLIFIED));
    let mut all = BTreeSet::new();
    sentences(Path::new("src"), &mut all);
    assert!(all.len() > 30, "the sentences are not seen any more");
    let missing: Vec<_> = all.iter().filter(|sentence| !rows.contains_key(*sentence)).collect();
    assert!(missing.is_empty(), "{SIMPLIFIED} has no row for {missing:#?}");
    for (english, chinese) in &rows {
        assert_eq!(parts(english), parts(chinese), "{english}");
        assert_eq!(english.ends_with(' '), chinese.ends_with('：'), "{english}");
    }
}

#[test]
fn the_traditional_table_is_made_from_the_simplified_one() {
    let options = Options {
        target: Target::Variant(Variant::HantTw),
        terms: true,
        punctuation: true,
        user: WORDS.map(|(word, to)| (word.to_owned(), to.to_owned())).into(),
        ..Options::default()
    };
    let converter = Converter::new(&options).unwrap();
    let mut made = String::from("# Made from zh-Hans.tsv: `ZHFIX_BLESS=1 cargo test --test messages`.\n");
    for line in read(SIMPLIFIED).lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (english, chinese) = line.split_once('\t').unwrap();
        // A part is a name, and no text.
        let chinese = converter.convert(chinese);
        made.extend([english, "\t", &chinese, "\n"]);
    }
    if std::env::var_os("ZHFIX_BLESS").is_some() {
        fs::write(TRADITIONAL, &made).unwrap();
    }
    assert!(made == read(TRADITIONAL), "run `ZHFIX_BLESS=1 cargo test --test messages`");
}

#[test]
fn the_linter_finds_nothing_in_them() {
    for (table, variant) in [(SIMPLIFIED, Variant::Hans), (TRADITIONAL, Variant::HantTw)] {
        let linter = Linter::new(Some(variant));
        for chinese in rows(&read(table)).values() {
            // What stands between backticks is quoted.
            let prose: String = chinese.split('`').step_by(2).collect::<Vec<_>>().join("`x`");
            let found = linter.lint(&prose);
            assert!(found.is_empty(), "{table}: {prose}: {found:#?}");
        }
    }
}

const PAGES: &str = "docs/rules";

/// The code of a page, which is the same in every language.
fn code(page: &str) -> Vec<&str> {
    page.split("```").skip(1).step_by(2).collect()
}

/// The rules that have a Chinese page.
fn explained() -> Vec<&'static str> {
    let names = rules::ALL.iter().map(|rule| rule.name());
    names.filter(|name| Path::new(&format!("{PAGES}/zh-Hant/{name}.md")).exists()).collect()
}

#[test]
fn every_rule_has_a_page() {
    let names: Vec<_> = rules::ALL.iter().map(|rule| rule.name()).collect();
    assert_eq!(explained(), names);
}

#[test]
fn the_pages_are_made_from_the_traditional_ones() {
    const HEADINGS: [&str; 6] = ["查出什麼", "為什麼", "例子", "改成", "修改安全嗎？", "何時關閉"];
    let options = Options {
        target: Target::Variant(Variant::Hans),
        terms: true,
        punctuation: true,
        ..Options::default()
    };
    let converter = Converter::new(&options).unwrap();
    let linters = [Variant::HantTw, Variant::Hans].map(|variant| Linter::new(Some(variant)));
    for name in explained() {
        let english = read(&format!("{PAGES}/{name}.md"));
        let path = format!("{PAGES}/zh-Hant/{name}.md");
        let traditional = read(&path);
        assert!(
            traditional.starts_with(&format!("# {name}\n")),
            "{path}: it begins with the name of the rule"
        );
        let headings: Vec<_> = traditional.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{path}: its headings");
        assert_eq!(
            code(&traditional),
            code(&english),
            "{path}: its examples are not those of the English page"
        );
        let changes = pipeline::convert(&traditional, Syntax::Markdown, &converter);
        let edits: Vec<Edit> = changes.into_iter().map(|change| change.edit).collect();
        let simplified = apply(&traditional, &edits);
        let made = format!("{PAGES}/zh-Hans/{name}.md");
        if std::env::var_os("ZHFIX_BLESS").is_some() {
            fs::create_dir_all(format!("{PAGES}/zh-Hans")).unwrap();
            fs::write(&made, &*simplified).unwrap();
        }
        let same = fs::read_to_string(&made).is_ok_and(|page| page == simplified);
        assert!(same, "{made}: run `ZHFIX_BLESS=1 cargo test --test messages`");
        for (page, linter) in [&*traditional, &simplified].into_iter().zip(&linters) {
            let found = linter.lint_document(&Document::parse(page, Syntax::Markdown));
            assert!(found.is_empty(), "{name} in {:?}: {found:#?}", linter.options().locale);
        }
    }
}

#[test]
#[cfg(feature = "cli")]
fn the_pages_are_in_the_program() {
    for (lang, folder) in [(Lang::ZhHans, "zh-Hans"), (Lang::ZhHant, "zh-Hant")] {
        for name in explained() {
            let page = read(&format!("{PAGES}/{folder}/{name}.md"));
            assert_eq!(rules::page_in(name, lang), Some(&*page), "{name}");
            let summary = rules::summary_in(name, lang).unwrap();
            assert!(summary.ends_with('。') && page.contains(summary), "{name}: {summary}");
        }
        assert_eq!(fs::read_dir(format!("{PAGES}/{folder}")).unwrap().count(), explained().len(), "{folder}");
        for rule in rules::ALL.iter().filter(|rule| !explained().contains(&rule.name())) {
            assert_eq!(rules::page_in(rule.name(), lang), rules::page(rule.name()));
        }
    }
    assert_eq!(rules::page_in("dash", Lang::En), rules::page("dash"));
}
