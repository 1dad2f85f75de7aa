//! What fixes may never do: need another fix, bring a new finding, touch what no edit names, depend on order.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use zhfix::convert::Converter;
use zhfix::diagnostic::{Applicability, Diagnostic, Level};
use zhfix::document::{Document, Syntax};
use zhfix::lint::{Levels, Linter, Options, Spacing, rules};
use zhfix::pipeline::{self, correct};
use zhfix::report::edits;
use zhfix::text::{Edit, apply};
use zhfix::variant::Variant;

/// Pieces that the rules look at, of all scripts and widths.
const PIECES: &[&str] = &[
    "實",
    "進",
    "动",
    "发",
    "会",
    "线",
    "線",
    "綫",
    "裡",
    "裏",
    "里",
    "后",
    "干",
    "台",
    "臺",
    "産",
    "対",
    "中",
    "文",
    "的",
    "二",
    "三",
    "年",
    "一",
    "ー",
    "ニ",
    "ロ",
    "の",
    "カ",
    "曰",
    "期",
    "⼀",
    "⼾",
    "\u{F900}",
    "a",
    "Z",
    "é",
    "ä",
    "1",
    "23",
    "(",
    ")",
    "（",
    "）",
    "[",
    "【",
    "】",
    "《",
    "》",
    "〈",
    "〉",
    "<<",
    ">>",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "，",
    "、",
    "。",
    "：",
    "；",
    "！",
    "？",
    ",",
    ".",
    ":",
    ";",
    "!",
    "?",
    "?！?",
    "...",
    "…",
    "……",
    "⋯",
    "。。。",
    "--",
    "—",
    "——",
    "－－",
    "ーー",
    "“",
    "”",
    "‘",
    "’",
    "「",
    "」",
    "『",
    "』",
    "\"",
    "'",
    "·",
    "・",
    "•",
    "‧",
    "･",
    "｡",
    "｢",
    "｣",
    "○",
    "O",
    "０",
    "Ａ",
    "Ｂ",
    "`",
    "://",
    "*",
    "&nbsp;",
    "&ldquo;",
    "&",
    "=",
    "-",
    "5-10人",
    "\u{200B}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{AD}",
    "\u{A0}",
    "\u{2009}",
    "\u{3000}",
    "\u{8}",
    "\u{0}",
    "\u{2028}",
    "\u{202E}",
    "\u{E81E}",
    "\u{E000}",
    "\u{FFFD}",
    "\u{FE0F}",
    "\u{E0100}",
    "\u{301}",
    "\u{304}",
    "\u{3099}",
    "か",
    "👨",
    "😀",
    "锟斤拷",
    "浣犲ソ",
    "涓栫晫",
    "ä¸",
    "\u{AD}æ–‡",
    "(shí)",
    "會(huì )",
    "實(shí)",
    "進(jìn)",
    "動(dòng)",
    "dāng)",
    "我们",
    "說話",
    "軟體",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

fn run(cases: u32, test: impl Fn(String) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner.run(&text(), test).unwrap_or_else(|error| panic!("{error}"));
}

fn options(locale: Option<Variant>, spacing: Spacing) -> Options {
    Options { locale, spacing, ..Options::default() }
}

/// Linters of all locales with all rules at their own level, and with all rules on.
fn linters() -> &'static [Linter] {
    static LINTERS: OnceLock<Vec<Linter>> = OnceLock::new();
    LINTERS.get_or_init(|| {
        let locales = [None, Some(Variant::HansCn), Some(Variant::HantTw), Some(Variant::HantHk)];
        let mut all: Vec<Linter> =
            locales.into_iter().map(|locale| Linter::with(options(locale, Spacing::Off))).collect();
        for spacing in [Spacing::Always, Spacing::Never, Spacing::Consistent] {
            all.push(Linter::with(Options { levels: Levels::all(Level::Warn), ..options(None, spacing) }));
        }
        all
    })
}

/// Each rule alone.
fn alone() -> &'static [Linter] {
    static LINTERS: OnceLock<Vec<Linter>> = OnceLock::new();
    LINTERS.get_or_init(|| {
        let one = |name: &str| {
            let mut levels = Levels::all(Level::Off);
            levels.set(name, Level::Warn).unwrap();
            Linter::with(Options { levels, ..options(Some(Variant::HantTw), Spacing::Always) })
        };
        rules::ALL.iter().map(|rule| one(rule.name())).collect()
    })
}

fn fix(linter: &Linter, text: &str, least: Applicability) -> String {
    apply(text, &correct(&Document::parse(text, Syntax::Plain), linter, least)).into_owned()
}

#[test]
fn a_fixed_text_needs_no_fix() {
    run(384, |source| {
        for (index, linter) in linters().iter().enumerate() {
            for least in [Applicability::Safe, Applicability::Unsafe] {
                let once = fix(linter, &source, least);
                let twice = fix(linter, &once, least);
                prop_assert_eq!(&once, &twice, "linter {} {:?} from {:?}", index, least, &source);
            }
        }
        Ok(())
    });
}

/// Without a declared locale, a fix may not make another region sure, whose rules want another fix.
#[test]
fn a_fixed_text_keeps_its_region() {
    let linter = &Linter::new(None);
    let sure = ["佢哋喺旺角搭的士，唔知港鐵幾時開。", "這個軟體的預設值有問題，請用滑鼠。", "軟體，説裏"];
    run(256, |source| {
        for region in sure {
            let source = format!("{region}{source}");
            let once = fix(linter, &source, Applicability::Unsafe);
            prop_assert_eq!(&once, &fix(linter, &once, Applicability::Unsafe), "from {:?}", &source);
        }
        Ok(())
    });
}

/// As `fix` corrects a text: to a declared variant, or to the script that the text has, by the region that it shows.
fn corrected(text: &str, declared: Option<Variant>) -> String {
    static TOOLS: OnceLock<Vec<(Converter, Linter)>> = OnceLock::new();
    static AUTO: OnceLock<Linter> = OnceLock::new();
    let tools = TOOLS.get_or_init(|| {
        let both = |variant| (Converter::to(variant), Linter::new(Some(variant)));
        Variant::ALL.into_iter().map(both).collect()
    });
    let auto = AUTO.get_or_init(|| Linter::new(None));
    let document = Document::parse(text, Syntax::Plain);
    let (written, region) =
        declared.map_or_else(|| pipeline::seen(&document, auto), |declared| (declared, None));
    let (converter, linter) = &tools[written as usize];
    pipeline::fixed(&document, converter, if declared.is_some() { linter } else { auto }, region)
}

/// What `fix` converts without a declared region is written in the forms of the region that the text shows.
#[test]
fn a_sure_region_is_written() {
    let region = "這個軟體的預設值有問題，請用滑鼠和網路。";
    for (text, expected) in [
        ("众人在家里，心里，屋里，为了启用线", "眾人在家裡，心裡，屋裡，為了啟用線"),
        // What stands there may be a name's.
        ("家裏，心裏，屋裏，为了", "家裏，心裏，屋裏，為了"),
    ] {
        let fixed = corrected(&format!("{region}{text}"), None);
        assert_eq!(fixed, format!("{region}{expected}"));
        let found = Linter::new(None).lint(&format!("{region}{text}"));
        let proposed: Vec<_> = found.iter().filter(|found| found.rule == "mixed-script").collect();
        assert!(!proposed.is_empty());
        for found in proposed {
            let fix = &found.fix.as_ref().unwrap().edits[0].text;
            assert!(expected.contains(&**fix), "{found:?}");
        }
    }
    let hong_kong = "佢哋喺旺角搭的士，唔知港鐵幾時開。";
    assert_eq!(corrected(&format!("{hong_kong}众人在家里"), None), format!("{hong_kong}眾人在家裏"));
}

/// `fix` and `lint` with the same options agree.
#[test]
fn what_fix_writes_has_nothing_to_fix() {
    let declared = [None, Some(Variant::HansCn), Some(Variant::HantTw), Some(Variant::HantHk)];
    let linters = declared.map(Linter::new);
    let regions =
        ["", "佢哋喺旺角搭的士，唔知港鐵幾時開。", "這個軟體的預設值有問題，請用滑鼠。", "软件，說裏"];
    run(512, |source| {
        for (variant, linter) in declared.into_iter().zip(&linters) {
            for region in regions {
                let source = format!("{region}{source}");
                let once = corrected(&source, variant);
                prop_assert_eq!(&once, &corrected(&once, variant), "{:?} from {:?}", variant, &source);
                let safe = |found: &Diagnostic| {
                    found.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe)
                };
                let left: Vec<_> = linter.lint(&once).into_iter().filter(safe).collect();
                prop_assert!(left.is_empty(), "{:?}: {:?} in {:?} from {:?}", variant, left, &once, &source);
            }
        }
        Ok(())
    });
}

/// Conversion writes 症候羣, and the rules want one form of a character.
#[test]
fn where_conversion_and_rules_differ_the_rules_have_the_last_word() {
    let (variant, text) = (Some(Variant::HantHk), "症候群的人群，族群群組，人群");
    let once = corrected(text, variant);
    assert_eq!((&*once, corrected(&once, variant)), (text, once.clone()));
    let (converter, linter) = (Converter::to(Variant::HantHk), Linter::new(variant));
    assert!(linter.lint(&once).is_empty());
    assert_ne!(converter.convert(text), text);
    let report = pipeline::fix(&Document::parse(text, Syntax::Plain), &converter, &linter, None);
    assert_eq!(apply(text, &report.edits), once);
    assert!(report.changes.is_empty(), "{:?} were taken back", report.changes);
}

/// The two ways to correct a text: as edits, and as the text.
#[test]
fn the_fixed_text_is_what_the_edits_lead_to() {
    let (converter, linter) = (Converter::to(Variant::HantTw), Linter::new(Some(Variant::HantTw)));
    let auto = Linter::new(None);
    let check = |source: &str| {
        for (syntax, linter) in
            Syntax::ALL.into_iter().flat_map(|syntax| [(syntax, &linter), (syntax, &auto)])
        {
            let document = Document::parse(source, syntax);
            let (_, region) = pipeline::seen(&document, linter);
            let report = pipeline::fix(&document, &converter, linter, region);
            let text = pipeline::fixed(&document, &converter, linter, region);
            prop_assert_eq!(&*apply(source, &report.edits), &text, "{} {:?}", syntax, source);
        }
        Ok(())
    };
    run(256, |source| check(&source));
    run(64, |source| check(&format!("這個軟體的預設值有問題，請用滑鼠。{source}")));
    run(4, |source| check(&format!("{source}\n见 https://example.org/干 的头发干了,").repeat(10_000)));
}

#[test]
fn each_rule_alone_is_content_with_its_fixes() {
    run(256, |source| {
        for linter in alone() {
            let rule = linter.lint(&source).first().map(|found| found.rule);
            let Some(rule) = rule else { continue };
            let once = fix(linter, &source, Applicability::Unsafe);
            let fixable = |found: &Diagnostic| found.fix.is_some();
            let left: Vec<_> = linter.lint(&once).into_iter().filter(fixable).collect();
            prop_assert!(left.is_empty(), "{} leaves {:?} in {:?} from {:?}", rule, left, &once, &source);
        }
        Ok(())
    });
}

/// Rules that judge a text as a whole see another one behind the fixes.
const OF_THE_WHOLE: [&str; 10] = [
    "unmatched-pair",
    "crossed-pair",
    "lost-text",
    "emoji-noise",
    "spam-markers",
    "mixed-script",
    "one-to-many",
    "variant-inconsistent",
    "variant-locale",
    "nonstandard-char",
];

#[test]
fn fixes_bring_no_new_findings() {
    run(256, |source| {
        for linter in linters() {
            let count = |text: &str| {
                let mut counts = BTreeMap::<&str, usize>::new();
                for found in linter.lint(text).iter().filter(|found| !OF_THE_WHOLE.contains(&found.rule)) {
                    *counts.entry(found.rule).or_default() += 1;
                }
                counts
            };
            let before = count(&source);
            // What could not be read before has findings of its own, and so has what looked Japanese.
            let kana = source.contains(|c| matches!(c, 'ぁ'..='ヿ'));
            if kana || before.keys().any(|rule| rule.starts_with("mojibake")) {
                continue;
            }
            let fixed = fix(linter, &source, Applicability::Safe);
            for (rule, n) in count(&fixed) {
                let had = before.get(rule).copied().unwrap_or_default();
                prop_assert!(n <= had, "{}: {} before, {} in {:?} from {:?}", rule, had, n, &fixed, &source);
            }
        }
        Ok(())
    });
}

#[test]
fn bytes_outside_of_edits_stay() {
    run(256, |source| {
        for linter in linters() {
            let all = correct(&Document::parse(&source, Syntax::Plain), linter, Applicability::Unsafe);
            let mut done = 0;
            let mut rest = &*fix(linter, &source, Applicability::Unsafe);
            for Edit { span, text } in &all {
                let kept = &source[done..span.start];
                prop_assert!(rest.starts_with(kept), "{:?} from {:?}", &all, &source);
                rest = &rest[kept.len()..];
                prop_assert!(rest.starts_with(text.as_str()));
                rest = &rest[text.len()..];
                done = span.end;
            }
            prop_assert_eq!(rest, &source[done..]);
        }
        Ok(())
    });
}

#[test]
fn the_order_of_the_rules_makes_no_difference() {
    run(256, |source| {
        for linter in linters() {
            let mut found = linter.lint(&source);
            let expected = edits(&found, Applicability::Unsafe);
            found.reverse();
            prop_assert_eq!(&expected, &edits(&found, Applicability::Unsafe), "{:?}", &source);
            found.sort_by_key(|diagnostic| (diagnostic.rule.len(), diagnostic.span.end));
            prop_assert_eq!(&expected, &edits(&found, Applicability::Unsafe), "{:?}", &source);
        }
        Ok(())
    });
}
