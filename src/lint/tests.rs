use super::*;
use crate::text::apply;

const ARTICLE: &str = include_str!("../../tests/fixtures/article/article.txt");
const CONVERTED: [(&str, Variant, &str); 3] = [
    (
        include_str!("../../tests/fixtures/article/convert.zh-Hans.txt"),
        Variant::Hans,
        include_str!("../../tests/fixtures/article/fix.zh-Hans.txt"),
    ),
    (
        include_str!("../../tests/fixtures/article/convert.zh-Hans.txt"),
        Variant::HansCn,
        include_str!("../../tests/fixtures/article/fix.zh-Hans.txt"),
    ),
    (
        include_str!("../../tests/fixtures/article/convert.zh-Hant-TW.txt"),
        Variant::HantTw,
        include_str!("../../tests/fixtures/article/fix.zh-Hant-TW.txt"),
    ),
];

/// Apply the safe fixes, of two that overlap the first one.
fn fix(linter: &Linter, text: &str) -> String {
    let mut edits: Vec<Edit> = Vec::new();
    for diagnostic in linter.lint(text) {
        let Some(fix) = diagnostic.fix.filter(|fix| fix.applicability == Applicability::Safe) else {
            continue;
        };
        edits.extend(fix.edits);
    }
    edits.sort_by_key(|edit| edit.span.start);
    let mut end = 0;
    edits.retain(|edit| {
        let fits = edit.span.start >= end;
        if fits {
            end = edit.span.end;
        }
        fits
    });
    apply(text, &edits).into_owned()
}

fn names(found: &[Diagnostic]) -> Vec<&'static str> {
    let mut names: Vec<_> = found.iter().map(|diagnostic| diagnostic.rule).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn the_converted_article_needs_punctuation_only() {
    for (converted, locale, fixed) in CONVERTED {
        let linter = Linter::new(Some(locale));
        let names = names(&linter.lint(converted));
        assert!(names.iter().all(|name| ["halfwidth-punct", "quote-style"].contains(name)), "{names:?}");
        assert_eq!(fix(&linter, converted), fixed);
        assert_eq!(linter.lint(fixed), [], "{locale}");
    }
}

#[test]
fn the_article_is_found_out() {
    let found = Linter::new(None).lint(ARTICLE);
    let count = |rule| found.iter().filter(|diagnostic| diagnostic.rule == rule).count();
    assert_eq!(count("pinyin-residue"), 182);
    assert!(count("halfwidth-punct") >= 80);
    let leftovers = found.iter().filter(|diagnostic| diagnostic.rule == "one-to-many");
    let leftovers: String = leftovers.map(|diagnostic| diagnostic.span.of(ARTICLE)).collect();
    for c in "范干后于".chars() {
        assert!(leftovers.contains(c), "{c} in {leftovers}");
    }
    assert!(found.is_sorted_by_key(|diagnostic| diagnostic.span.start));
}

#[test]
fn the_majority_decides() {
    assert_eq!(majority(ARTICLE), Some(Script::Traditional));
    assert_eq!(majority(CONVERTED[0].0), Some(Script::Simplified));
    assert_eq!(majority("hello 一二三"), None);
    let linter = Linter::new(None);
    assert_eq!(fix(&linter, "這個問题很嚴重"), "這個問題很嚴重");
    assert_eq!(fix(&linter, "我们讨论了这个问題"), "我们讨论了这个问题");
}

#[test]
fn two_forms_become_one() {
    let text = "屋裡很冷，屋裏沒有人。";
    assert_eq!(fix(&Linter::new(None), text), "屋裡很冷，屋裡沒有人。");
    assert_eq!(fix(&Linter::new(Some(Variant::HantHk)), text), "屋裏很冷，屋裏沒有人。");
    assert_eq!(fix(&Linter::new(None), "一群羊和一羣羣的人說話"), "一羣羊和一羣羣的人說話");
    assert_eq!(fix(&Linter::new(None), "一羣羊和一群群的人說話"), "一群羊和一群群的人說話");
    assert_eq!(Linter::new(None).lint("床前的群峰說什麼"), []);
    assert_eq!(fix(&Linter::new(Some(Variant::HantTw)), "台灣與臺北說"), "台灣與臺北說");
}

#[test]
fn a_radical_gets_the_form_of_the_script() {
    assert_eq!(fix(&Linter::new(Some(Variant::HansCn)), "⼀⽂⽤⼾，⾳⽬"), "一文用户，音目");
    assert_eq!(fix(&Linter::new(Some(Variant::HantTw)), "⼀⽂⽤⼾，⾳⽬"), "一文用戶，音目");
}
