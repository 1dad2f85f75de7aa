//! What each rule finds, fixes, and leaves alone.
//!
//! `tests/fixtures/rules/<rule>/finds.txt` becomes `finds.fixed.txt` with the fixes of that rule, after
//! which it finds nothing more; in `leaves.txt` it finds nothing. The examples of `docs/rules/<rule>.md`
//! are held to the same.

use std::fs;
use std::path::Path;

use zhfix::diagnostic::{Applicability, Diagnostic, Level};
use zhfix::lint::{Fixes, Linter, Options, rules};
use zhfix::report::edits;
use zhfix::text::apply;

/// A linter with `rule` on, and with what `tests/fixtures/rules/<rule>/options` says.
fn linter(rule: &str) -> Linter {
    let mut options = Options::default();
    options.levels.set(rule, Level::Warn).unwrap();
    let file = Path::new("tests/fixtures/rules").join(rule).join("options");
    for line in fs::read_to_string(file).unwrap_or_default().lines() {
        match line.split_once(" = ") {
            Some(("locale", name)) => options.locale = Some(name.parse().unwrap()),
            Some(("space-around-latin", name)) => options.spacing = name.parse().unwrap(),
            _ => panic!("{rule}: what is {line:?}?"),
        }
    }
    Linter::with(options)
}

/// What `rule` finds in `text`.
fn found(rule: &str, text: &str) -> Vec<Diagnostic> {
    let mut found = linter(rule).lint(text);
    found.retain(|diagnostic| diagnostic.rule == rule);
    found
}

/// The fixes of `rule`, safe or not, applied to `text`; nothing if it finds nothing.
fn fixed(rule: &str, text: &str) -> Option<String> {
    let found = found(rule, text);
    let edits = edits(&found, Applicability::DisplayOnly);
    (!found.is_empty()).then(|| apply(text, &edits).into_owned())
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn fixtures() {
    for rule in rules::ALL {
        let name = rule.name();
        let folder = Path::new("tests/fixtures/rules").join(name);
        let expected = read(&folder.join("finds.fixed.txt"));
        let source = read(&folder.join("finds.txt"));
        assert_eq!(fixed(name, &source).as_ref(), Some(&expected), "{name} on finds.txt");
        if rule.fixes() != Fixes::None {
            assert!(
                found(name, &expected).iter().all(|found| found.fix.is_none()),
                "{name} on finds.fixed.txt"
            );
        }
        assert_eq!(fixed(name, &read(&folder.join("leaves.txt"))), None, "{name} on leaves.txt");
    }
}

/// `Fixes` is what `zhfix rules` tells; the fixtures show what the fixes are.
#[test]
fn fixes_are_of_the_class_that_the_rule_names() {
    for rule in rules::ALL {
        let path = Path::new("tests/fixtures/rules").join(rule.name()).join("finds.txt");
        for diagnostic in &found(rule.name(), &read(&path)) {
            let applicability = diagnostic.fix.as_ref().map(|fix| fix.applicability);
            let fits = match rule.fixes() {
                Fixes::Safe => applicability == Some(Applicability::Safe),
                Fixes::Guarded => true,
                Fixes::Unsafe => applicability != Some(Applicability::Safe),
                Fixes::None => applicability.is_none(),
            };
            assert!(fits, "{} is {:?}, but {diagnostic:?}", rule.name(), rule.fixes());
        }
    }
}

#[test]
fn examples_of_the_documentation() {
    const HEADINGS: [&str; 6] =
        ["What it finds", "Why", "Example", "Instead", "Is the fix safe?", "When to turn it off"];
    for rule in rules::ALL {
        let name = rule.name();
        let page = read(&Path::new("docs/rules").join(name).with_extension("md"));
        assert!(page.starts_with(&format!("# {name}\n")), "{name}: the page begins with its name");
        let headings: Vec<_> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{name}: the headings of its page");
        let mut blocks = page.split("```").skip(1).step_by(2);
        let mut block = || blocks.next().and_then(|block| block.strip_prefix("text\n")).unwrap_or_default();
        let (example, instead) = (block(), block());
        if rule.fixes() == Fixes::None {
            assert!(!found(name, example).is_empty(), "{name}: its example");
        } else {
            assert_eq!(fixed(name, example).as_deref(), Some(instead), "{name}: its example");
        }
        assert_eq!(fixed(name, instead), None, "{name}: what it says to write instead");
    }
}

#[test]
fn nothing_but_rules_has_pages_and_fixtures() {
    let names: Vec<_> = rules::ALL.iter().map(|rule| rule.name()).collect();
    for folder in ["docs/rules", "tests/fixtures/rules"] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            assert!(
                names.contains(&name) || ["README", "zh-Hans", "zh-Hant"].contains(&name),
                "{}: no rule has this name",
                path.display()
            );
        }
    }
}

/// A text that writes something its own way throughout keeps it; one that does so a few times does not.
#[test]
fn a_style_is_left_alone() {
    let styles = [
        ("halfwidth-punct", "說明 (第一種) 在此，結束。\n", "說明（第二種）在此，結束。\n"),
        ("quote-style", "他說：“好的”，就走了。\n", "他說：「好的」，就走了。\n"),
        ("ellipsis", "他想了…好吧。\n", "他想了……好吧。\n"),
    ];
    for (rule, own, other) in styles {
        let few = own.repeat(3) + &other.repeat(3);
        assert!(!found(rule, &few).is_empty(), "{rule}: {few}");
        let mixed = own.repeat(20) + &other.repeat(20);
        assert!(!found(rule, &mixed).is_empty(), "{rule}: as many of the one as of the other");
        let throughout = own.repeat(20) + other;
        assert_eq!(found(rule, &throughout), [], "{rule}");
    }
    // Half-width marks of all kinds are no style.
    let damaged = "說明 (第一種) 在此,結束.\n".repeat(20);
    assert_eq!(fixed("halfwidth-punct", &damaged), Some("說明（第一種）在此，結束。\n".repeat(20)));
}

/// Brackets are changed as a pair or not at all: here, one stands where an edit would change the markup.
#[test]
fn pairs_of_brackets_stay_pairs() {
    for text in ["注意 **`v-slot` 只能** (只有[一种例外](#例外))，", "甲 (乙 (丙)) 丁", "甲 **乙** (丙) 丁"]
    {
        let document = zhfix::document::Document::parse(text, zhfix::document::Syntax::Markdown);
        let edits = zhfix::pipeline::correct(&document, &linter("halfwidth-punct"), Applicability::Safe);
        let fixed = apply(text, &edits);
        let count = |c: char| fixed.matches(c).count();
        assert_eq!((count('('), count('（')), (count(')'), count('）')), "{fixed}");
    }
}

/// Lines that no default rule may touch, whatever the region: numbers, addresses, code, other languages, verses.
#[test]
fn untouched() {
    let text = read(Path::new("tests/fixtures/untouched.txt"));
    assert!(text.lines().count() >= 60);
    let locales = std::iter::once(None).chain(zhfix::variant::Variant::ALL.map(Some));
    for locale in locales {
        let linter = Linter::new(locale);
        let findings = |text: &str| -> Vec<_> {
            linter.lint(text).into_iter().map(|found| (found.rule, found.span.of(text).to_owned())).collect()
        };
        for line in text.lines() {
            assert_eq!(findings(line), [], "{locale:?}: {line}");
        }
        assert_eq!(findings(&text), [], "{locale:?}: all lines");
    }
}

/// What conversion to Hong Kong leaves, the rules leave as well, in whatever line.
#[test]
fn forms_that_hong_kong_accepts() {
    use zhfix::convert::Converter;
    use zhfix::variant::Variant::HantHk;
    let (linter, converter) = (Linter::new(Some(HantHk)), Converter::to(HantHk));
    for word in ["一群人", "山峰", "在床上", "啟用", "麵包", "秘密", "人群在山峰上"] {
        for text in [word.to_owned(), format!("我們説{word}。")] {
            let rules: Vec<_> = linter.lint(&text).iter().map(|found| found.rule).collect();
            assert_eq!(rules, [""; 0], "{text}");
        }
        let text = format!("我們説{word}。");
        assert_eq!(converter.convert(&text), text);
    }
}
