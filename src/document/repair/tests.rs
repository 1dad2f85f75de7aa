use proptest::prelude::*;

use super::*;

fn text_of(source: &str) -> String {
    repair(source).text.into_owned()
}

#[track_caller]
fn stays(source: &str) {
    let repaired = repair(source);
    assert!(matches!(repaired.text, Cow::Borrowed(_)), "{source} became {}", repaired.text);
    assert_eq!(repaired.damage, [], "{source}");
}

#[test]
fn the_article_loses_its_residue() {
    let article = include_str!("../../../tests/fixtures/article/article.txt");
    let repaired = repair(article);
    assert_eq!(repaired.damage.len(), 182);
    for damage in &repaired.damage {
        assert_eq!(damage.kind, DamageKind::PinyinResidue);
        assert!(damage.repaired);
        assert!(damage.span.of(article).starts_with('('));
    }
    let edits: Vec<_> = repaired.damage.iter().map(|damage| Edit::delete(damage.span)).collect();
    assert_eq!(apply(article, &edits), repaired.text);
    stays(&repaired.text);
    let expected = include_str!("../../../tests/fixtures/article/convert.zh-Hant-TW.txt");
    assert_eq!(repaired.text.chars().count(), expected.chars().count());
}

#[test]
fn short_texts_lose_their_residue() {
    for (source, expected) in [
        (
            "要在真抓實(shí)干中進(jìn)一步推動(dòng)高質(zhì)量發(fā)展。",
            "要在真抓實干中進一步推動高質量發展。",
        ),
        ("會(huì )議指出,建設長(cháng)江大保護。", "會議指出,建設長江大保護。"),
        ("電(dian)磁流量(liàng)計的原理(lǐ)", "電磁流量計的原理"),
        ("认真学（xué）习（xí）。", "认真学习。"),
        ("要在真抓實(shi\u{301})干中進(ji\u{300}n)一步推動(do\u{300}ng)", "要在真抓實干中進一步推動"),
        ("要在真抓實（ㄕˊ）干中進（ㄐㄧㄣˋ）一步推動（ㄉㄨㄥˋ）", "要在真抓實干中進一步推動"),
        ("綠(lv)色發(fā)展的長(cháng)江", "綠色發展的長江"),
        ("認真學\u{200B}(xué)\u{200B}習(xí)的人", "認真學習的人"),
        ("認真學(xué)(xué)習(xí)的人", "認真學習的人"),
    ] {
        assert_eq!(text_of(source), expected);
    }
}

#[test]
fn glosses_stay() {
    for source in [
        "“尴尬”（gān gà）是一个多音词，“行”读作行(xíng)。",
        "调用方法get(id)和排序sort(a)。",
        "行（xíng）",
        "“行”读作行(xíng)，也读háng",
        "「葳蕤（wēi ruí）」「邂逅(xiè hòu)」「踟蹰（chí chú）」",
        "蓦(mò)然回首,那人却在,灯火阑(lán)珊(shān)处",
        "生字：踟(chí)、蹰(chú)、葳(wēi)、蕤(ruí)、阑(lán)",
        "长(cháng)短，长(zhǎng)大；重(zhòng)量，重(chóng)新；行(xíng)走，行(háng)业",
        "多音字：长(cháng)短、重(zhòng)量、行(xíng)走、好(hào)学",
        "小(xiǎo)猫(māo)钓(diào)鱼(yú)的(de)故(gù)事(shi)",
        "会(hui",
        "会(huì\n)",
        "方法（methods）和函数(f)",
    ] {
        stays(source);
    }
}

#[test]
fn doubtful_readings_are_reported_but_stay() {
    let source = "要在真抓實(shí)干中進(jìn)一步推動(dòng)高質(zhì)量發(fā)展，進進出出，推動發展。";
    let repaired = repair(source);
    assert_eq!(repaired.text, source);
    assert_eq!(repaired.damage.len(), 5);
    assert!(repaired.damage.iter().all(|damage| !damage.repaired));
}

#[test]
fn one_damaged_line_among_others_is_repaired() {
    let line = "要在真抓實(shí)干中進(jìn)一步推動(dòng)高質(zhì)量發(fā)展。\n";
    let clean = "要在真抓實干中進一步推動高質量發展。\n";
    assert_eq!(text_of(&(clean.repeat(9) + line + clean)), clean.repeat(11));
}

#[test]
fn characters_become_ordinary() {
    for (source, expected) in [
        ("⼀⽂⽤⼾，⾳⽬", "一文用戶，音目"),
        ("音\u{F914}與\u{F90A}", "音樂與金"),
        ("见⻅", "见见"),
        ("中文\u{FEFF}排版", "中文排版"),
        ("中文\u{AD}排版", "中文排版"),
        ("中\u{200B}\u{200D}文\u{200C}，排", "中文，排"),
    ] {
        assert_eq!(text_of(source), expected);
    }
    stays("\u{FEFF}中文");
    stays("部首：⼀、⼁、⼂");
    stays("⼀⼁⼂⼃⼄");
    stays("👨\u{200D}👩\u{200D}👧 क्\u{200D}ष می\u{200C}خواهم");
}

#[test]
fn places_lead_back_to_the_source() {
    let source = "會(huì )議\u{200B}是⼀個";
    let repaired = repair(source);
    assert_eq!(repaired.text, "會議是一個");
    let back = |start, end| repaired.source_span(Span::new(start, end)).of(source);
    assert_eq!(back(0, 3), "會");
    assert_eq!(back(3, 6), "議");
    assert_eq!(back(0, 6), "會(huì )議");
    assert_eq!(back(6, 12), "是⼀");
    assert_eq!(repaired.damage.len(), 3);
}

#[test]
fn no_text_takes_more_than_linear_time() {
    for piece in
        ["(", "中(", "中（zhōng", "\u{200B}", "中\u{200B}", "⼀", "⼀\u{200B}", "中(zhong)", "中(zhong)\n"]
    {
        let _ = repair(&piece.repeat(100_000));
    }
}

prop_compose! {
    fn damaged()(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "實", "進", "動", "发", "会", "⼀", "⼁", "⼂", "\u{F900}", "の", "カ", "a", "(", ")", "（", "）", " ", "\n", "，",
        "(shí)", "(jìn)", "（dòng）", "(huì )", "(fa)", "(ㄕˊ)", "會(huì )", "實(shí)", "進(jìn)", "\u{200B}",
        "\u{200D}", "\u{FEFF}", "\u{AD}", "👨", "\u{F900}", "\u{2F800}", "“", "”", "1", ".",
    ]), 0..40)) -> String {
        pieces.concat()
    }
}

proptest! {
    #[test]
    fn a_repaired_text_needs_no_repair(source in damaged()) {
        let repaired = repair(&source);
        let edits: Vec<_> = (repaired.damage.iter().filter(|damage| damage.repaired))
            .map(|damage| Edit::replace(damage.span, damage.replacement.clone()))
            .collect();
        prop_assert_eq!(&apply(&source, &edits), &repaired.text);
        let again = repair(&repaired.text);
        prop_assert!(again.damage.iter().all(|damage| !damage.repaired));
        for (at, c) in repaired.text.char_indices() {
            let span = repaired.source_span(Span::at(at, c.len_utf8()));
            prop_assert!(span.of(&source).chars().count() == 1);
        }
    }
}
