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

/// What `rule` finds without a declared locale: place and proposal.
fn of_rule<'t>(text: &'t str, rule: &str) -> Vec<(&'t str, String)> {
    let found = Linter::new(None).lint(text).into_iter().filter(|diagnostic| diagnostic.rule == rule);
    let should = |diagnostic: &Diagnostic| diagnostic.fix.as_ref().map(|fix| fix.edits[0].text.to_string());
    found.map(|found| (found.span.of(text), should(&found).unwrap_or_default())).collect()
}

const HK: &str = "佢哋喺旺角搭的士，唔知港鐵幾時開。";
const TW: &str = "這個軟體的預設值有問題，請用滑鼠點選螢幕上的選單。";

#[test]
fn a_sure_region_is_gone_by() {
    let one = |text: &str, rule| {
        let found = of_rule(text, rule);
        found.into_iter().map(|(is, should)| (is.to_owned(), should)).collect::<Vec<_>>()
    };
    let change = |is: &str, should: &str| vec![(is.to_owned(), should.to_owned())];
    assert_eq!(one(&format!("{HK}屋裡有人。"), "variant-locale"), change("裡", "裏"));
    assert_eq!(one(&format!("{TW}屋裏有人。"), "variant-locale"), change("裏", "裡"));
    // Of two forms, the region's one stays, not the first one.
    assert_eq!(one(&format!("屋裡。{HK}屋裏。"), "variant-inconsistent"), change("裡", "裏"));
    assert_eq!(one(&format!("屋裏。{TW}屋裡。"), "variant-inconsistent"), change("裏", "裡"));
    let terms = one(&format!("軟件。{TW}"), "inconsistent-term");
    assert_eq!(terms, change("軟件", "軟體"));
}

#[test]
fn an_unsure_region_changes_nothing() {
    for text in ["屋裏沒有人說話。", "屋裡沒有人說話。", "這個軟體很好，屋裏沒有人。"]
    {
        assert_eq!(of_rule(text, "variant-locale"), [], "{text}");
    }
    let first = |text| of_rule(text, "variant-inconsistent").iter().map(|&(is, _)| is).collect::<String>();
    assert_eq!(first("屋裡很冷，屋裏沒有人說話。"), "裏");
    assert_eq!(first("屋裏很冷，屋裡沒有人說話。"), "裡");
}

/// A region that nobody has declared does not count against what the text does throughout.
#[test]
fn a_text_keeps_to_its_own_forms() {
    assert_eq!(of_rule(&format!("{HK}屋裡，心裡，家裡。"), "variant-locale"), []);
    let text = format!("{HK}屋裡，心裡，家裡，屋裏。");
    assert_eq!(of_rule(&text, "variant-inconsistent"), [("裏", "裡".to_owned())]);
    let text = "这个软件的默认设置有问题，用鼠标点击屏幕上的「菜单」和「文件」。";
    assert_eq!(Linter::new(None).lint(text), []);
    let declared = Linter::new(Some(Variant::HansCn)).lint(text);
    assert_eq!(names(&declared), ["quote-style"]);
}

/// Converted text has no findings of the rules that conversion has its own answer for, however long it is.
#[test]
fn many_sections_are_judged_as_they_are_converted() {
    let one = "领导干部的头发干了，里面只有一只面包。\n后来\n";
    let text = one.repeat(20_000);
    let converted = Converter::to(Variant::HantTw).convert(&text);
    let found = Linter::new(Some(Variant::HantTw)).lint(&converted);
    let rules = names(&found);
    for rule in ["mixed-script", "one-to-many", "over-conversion", "variant-locale"] {
        assert!(!rules.contains(&rule), "{rule}");
    }
    // One damaged place in the last section is found where it is.
    let broken = converted + "領導干部\n";
    let found = Linter::new(Some(Variant::HantTw)).lint(&broken);
    let last = found.iter().filter(|found| found.rule == "one-to-many").map(|found| found.span.start);
    assert_eq!(last.collect::<Vec<_>>(), [broken.len() - "干部\n".len()]);
}
