//! Conversion to a variant: the article, mixed text, names, repair, and that twice is once.

mod common;

use proptest::prelude::*;
use zhfix::convert::{ChangeKind, Converter, Options, Target};
use zhfix::lexicon::Entries;
use zhfix::text::{Edit, apply};
use zhfix::variant::Variant;

fn to(variant: Variant, text: &str) -> String {
    Converter::to(variant).convert(text)
}

const ARTICLE: &str = include_str!("fixtures/article/article.txt");
const SIMPLIFIED: &str = include_str!("fixtures/article/convert.zh-Hans.txt");
const TRADITIONAL: &str = include_str!("fixtures/article/convert.zh-Hant-TW.txt");

#[test]
fn the_article_comes_out_right() {
    assert_eq!(to(Variant::Hans, ARTICLE), SIMPLIFIED);
    assert_eq!(to(Variant::HantTw, ARTICLE), TRADITIONAL);
    assert_eq!(to(Variant::Hans, TRADITIONAL), SIMPLIFIED);
    assert_eq!(to(Variant::HantTw, TRADITIONAL), TRADITIONAL);
}

#[test]
fn mixed_text_is_no_worse_for_being_mixed() {
    for (mixed, simplified, traditional) in [
        ("領導干部真抓實干", "领导干部真抓实干", "領導幹部真抓實幹"),
        ("典范今后，關于這个問题", "典范今后，关于这个问题", "典範今後，關於這個問題"),
        ("我们討論了，並且达成协議", "我们讨论了，并且达成协议", "我們討論了，並且達成協議"),
        ("頭发髮型发展", "头发发型发展", "頭髮髮型發展"),
        ("皇后之后，太后今後", "皇后之后，太后今后", "皇后之後，太后今後"),
        ("天气干燥，干干淨净，乾隆年间", "天气干燥，干干净净，乾隆年间", "天氣乾燥，乾乾淨淨，乾隆年間"),
    ] {
        assert_eq!(to(Variant::Hans, mixed), simplified);
        assert_eq!(to(Variant::HantTw, mixed), traditional);
    }
}

#[test]
fn what_is_correct_already_stays() {
    for text in [
        "扎實的工作，黨艷秋，台灣的周末，占有與公布，一公里外的里長",
        "太后和皇后在後宮，干涉內政，相干與若干，天干地支",
        "我只有一隻貓，系統與關係，面對麵包",
    ] {
        assert_eq!(to(Variant::HantTw, text), text);
    }
    for text in [
        "么么哒，亲爱的",
        "他著作等身，看着瞭望塔，声名狼藉，乾坤与宫商角徵羽",
        "皇后、公里、干涉、系统、面对",
    ] {
        assert_eq!(to(Variant::Hans, text), text);
    }
}

#[test]
fn a_word_does_not_reach_over_the_edge_of_another_in_correct_text() {
    for text in ["以敬意面對他", "蒼白面龐", "他叫張杰。", "張杰", "領導張杰、李杰"] {
        assert_eq!(to(Variant::HantTw, text), text);
    }
    for text in ["詠嘆調令人驚嘆，個中原理", "煙燻的臘肉"] {
        assert_eq!(to(Variant::HantTw, text), text);
    }
    for text in ["剛才的秘密", "群眾吃了", "審核"] {
        assert_eq!(to(Variant::Hant, text), text);
    }
    assert_eq!(to(Variant::HantHk, "啟動群眾，床上的麵包"), "啟動群眾，床上的麵包");
    assert_eq!(to(Variant::Hans, "答覆與回覆，疏散幹道，覆蓋"), "答复与回复，疏散干道，覆盖");
}

#[test]
fn regions_have_their_own_forms() {
    assert_eq!(to(Variant::HantTw, "説綫衞裏羣，着急"), "說線衛裡群，著急");
    assert_eq!(to(Variant::HantHk, "這裡說衛"), "這裏説衞");
    assert_eq!(to(Variant::Hant, "这里的人群"), "這裏的人羣");
    assert_eq!(to(Variant::HansCn, "裏裡說説"), "里里说说");
}

#[test]
fn one_traditional_form_of_two_is_told_by_the_word() {
    assert_eq!(to(Variant::Hans, "看著他的著作，顯著"), "看着他的著作，显著");
    assert_eq!(to(Variant::Hans, "瞭解瞭望台，藉口狼藉，一目瞭然"), "了解瞭望台，借口狼藉，一目了然");
    assert_eq!(to(Variant::Hans, "乾隆口乾舌燥"), "乾隆口干舌燥");
    assert_eq!(to(Variant::Hans, "幺麼小丑，袷袢與袷襖"), "幺麽小丑，袷袢与夹袄");
}

#[test]
fn names_are_not_corrected() {
    let text = "市委書記熊征宇主持，江競、余紅、張杰、楊超參會。范先生說，于謙說，党小姐說。";
    assert_eq!(to(Variant::HantTw, text), text);
    assert_eq!(
        to(Variant::HantTw, "市委书记熊征宇主持，江竞、余红、张杰、张长胜参会。范先生说。"),
        "市委書記熊征宇主持，江競、余紅、張杰、張長勝參會。范先生說。"
    );
    assert_eq!(to(Variant::HantTw, "余紅、張杰出席會議，作者是范先生"), "余紅、張杰出席會議，作者是范先生");
    assert_eq!(to(Variant::HantTw, "模范先生，杰出的人"), "模範先生，傑出的人");
    assert_eq!(to(Variant::Hant, "審核與扎實"), "審核與扎實");
    // A surname that begins a word is none.
    assert_eq!(to(Variant::HantTw, "目标、范围、余地"), "目標、範圍、餘地");
    assert_eq!(to(Variant::HantTw, "余下的时间，党员"), "餘下的時間，黨員");
    let changes = Converter::to(Variant::HantTw).changes("今后，張三於后干");
    assert!(changes.iter().any(|change| change.doubt.is_some()), "{changes:?}");
}

#[test]
fn damage_is_repaired_and_a_gloss_is_not() {
    let damaged = "會(huì )議指出,建設長(cháng)江大保護。";
    assert_eq!(to(Variant::Hans, damaged), "会议指出,建设长江大保护。");
    let options = Options { repair: false, ..Options::default() };
    assert_eq!(Converter::new(&options).unwrap().convert(damaged), "会(huì )议指出,建设长(cháng)江大保护。");
    assert_eq!(to(Variant::Hans, "行（xíng）走的行"), "行（xíng）走的行");
    assert_eq!(to(Variant::Hans, "⼀⽂⽤⼾"), "一文用户");
    assert_eq!(to(Variant::HantTw, "音樂\u{200B}與黃金，更新"), "音樂與黃金，更新");
    let changes = Converter::to(Variant::Hans).changes("會(huì )⽤⼾");
    let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Script, ChangeKind::Repair, ChangeKind::Repair, ChangeKind::Repair]);
}

#[test]
fn a_users_word_leaves_the_regional_words_beside_it() {
    let terms = |word: &str, text: &str| {
        let user = Entries::from([(word.to_owned(), word.to_owned())]);
        let target = Target::Variant(Variant::HantTw);
        let converter = Converter::new(&Options { target, terms: true, user, ..Options::default() }).unwrap();
        let once = converter.convert(text);
        assert_eq!(converter.convert(&once), once);
        once
    };
    assert_eq!(terms("词", "二进制文件，二进制的树"), "二進位檔案，二進位的樹");
    assert_eq!(terms("文件", "二进制文件，二进制的树"), "二進位文件，二進位的樹");
    assert_eq!(terms("文件", "文件软件\n文件\n\n软件文件"), "文件軟體\n文件\n\n軟體文件");
    assert_eq!(terms("二", "软件，二进制文件"), "軟體，二進位制檔案");
}

#[test]
fn regional_words_are_changed_on_request_and_once() {
    let terms = |variant, text: &str| {
        let target = Target::Variant(variant);
        let options = Options { target, terms: true, ..Options::default() };
        let converter = Converter::new(&options).unwrap();
        let once = converter.convert(text);
        assert_eq!(converter.convert(&once), once);
        once
    };
    assert_eq!(terms(Variant::HantTw, "软件的算法"), "軟體的演算法");
    assert_eq!(terms(Variant::Hans, "滑鼠和軟體"), "鼠标和软件");
    assert_eq!(to(Variant::HantTw, "软件的算法"), "軟件的算法");
    for (variant, text, expected) in [
        (Variant::HantTw, "少数组织和电视频段", "少數組織和電視頻段"),
        (Variant::HantTw, "这个软件的程序和文件", "這個軟體的程式和檔案"),
        (Variant::HantTw, "按法律程序签署文件", "按法律程序簽署文件"),
        (Variant::HantTw, "产品质量与软件", "產品品質與軟體"),
        (Variant::HantTw, "軟件與文檔", "軟體與文件"),
        (Variant::HantTw, "這份文件說明程序", "這份文件說明程序"),
        (Variant::HantTw, "的士司機用手提電腦", "計程車司機用筆記型電腦"),
        (Variant::HantHk, "網路上的軟體和計程車", "網絡上的軟件和的士"),
        (Variant::HantHk, "出租车上的鼠标", "的士上的滑鼠"),
        (Variant::Hans, "這份文件在伺服器上，檔案館不開", "这份文档在服务器上，档案馆不开"),
        (Variant::Hans, "建立核心，經濟指標", "建立核心，经济指标"),
        (Variant::Hans, "的士与短讯", "出租车与短信"),
    ] {
        assert_eq!(terms(variant, text), expected);
    }
}

#[test]
fn quotation_marks_are_changed_on_request() {
    let quotes = |variant, text: &str| {
        let options = Options { target: Target::Variant(variant), punctuation: true, ..Options::default() };
        let converter = Converter::new(&options).unwrap();
        let once = converter.convert(text);
        assert_eq!(converter.convert(&once), once);
        let edits: Vec<Edit> = converter.changes(text).into_iter().map(|change| change.edit).collect();
        assert_eq!(apply(text, &edits), once);
        once
    };
    let simplified = "他说：“老师讲过，‘头发’和“理发”。”don’t";
    assert_eq!(quotes(Variant::HantTw, simplified), "他說：「老師講過，『頭髮』和『理髮』。」don’t");
    assert_eq!(quotes(Variant::Hans, "他說：「老師講過，『頭髮』。」"), "他说：“老师讲过，‘头发’。”");
    assert_eq!(quotes(Variant::HantTw, "会(huì )议“用⼾”"), "會議「用戶」");
    assert_eq!(to(Variant::HantTw, "“头发”"), "“頭髮”");
}

#[test]
fn a_users_words_come_first() {
    let rows = [("头发", "HAIR"), ("干部", "干部"), ("領導", "領導")];
    let user: Entries = rows.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
    let target = Target::Variant(Variant::HantTw);
    let converter = Converter::new(&Options { target, user, ..Options::default() }).unwrap();
    assert_eq!(converter.convert("头发发展，领导干部"), "HAIR發展，領導干部");
}

#[test]
fn a_long_text_is_converted_part_by_part_like_the_whole() {
    let converter = Converter::to(Variant::HantTw);
    let text = [SIMPLIFIED, "\n", ARTICLE, "\n", TRADITIONAL, "\n"].concat().repeat(60);
    let (mut rest, mut out) = (&text[..], String::new());
    let mut parts = 0;
    while let Some(end) = converter.part(rest, 1, false) {
        converter.convert_into(&rest[..end], &mut out);
        rest = &rest[end..];
        parts += 1;
    }
    converter.convert_into(rest, &mut out);
    assert!(parts > 2, "{parts}");
    assert_eq!(out, converter.convert(&text));
}

fn mixed() -> impl Strategy<Value = String> {
    let words = [
        "头发",
        "頭髮",
        "领导干部",
        "領導干部",
        "领導",
        "后",
        "後",
        "于",
        "於",
        "干",
        "幹",
        "乾",
        "余",
        "餘",
        "范先生",
        "里",
        "裡",
        "裏",
        "台",
        "臺",
        "着",
        "著",
        "看著",
        "著作",
        "说",
        "説",
        "說",
        "面",
        "麵",
        "系统",
        "系統",
        "关系",
        "、",
        "，",
        "。",
        "\n",
        " ",
        "(",
        "a",
        "1",
        "(huì )",
        "會",
        "会(huì)",
        "⽤",
        "⼾",
        "\u{200B}",
        "更",
        "𠮷",
        "𫍢",
        "书记",
        "熊征宇",
        "王",
        "张杰",
        "软件",
        "軟體",
        "算法",
        "演算法",
        "只",
        "隻",
        "数组",
        "组织",
        "少数",
        "程序",
        "程式",
        "文件",
        "檔案",
        "文档",
        "网络",
        "網路",
        "的士",
        "計程車",
        "質量",
        "品质",
        "預設",
        "服务器",
        "“",
        "”",
        "‘",
        "’",
        "「",
        "」",
        "瞭解",
        "了解",
        "借口",
        "藉口",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..24)
        .prop_map(|words| words.concat())
}

#[test]
fn converting_twice_changes_nothing_more() {
    let with = |target: Variant, terms, punctuation, strict| {
        let options =
            Options { target: Target::Variant(target), terms, punctuation, strict, ..Options::default() };
        Converter::new(&options).unwrap()
    };
    let mut converters = Vec::from(Variant::ALL.map(Converter::to));
    for variant in [Variant::Hans, Variant::HantTw, Variant::HantHk] {
        converters.extend([with(variant, true, true, false), with(variant, true, false, true)]);
    }
    common::runner(1500)
        .run(&mixed(), |text| {
            for (number, converter) in converters.iter().enumerate() {
                let once = converter.convert(&text);
                if number < Variant::ALL.len() {
                    prop_assert_eq!(&converter.convert(&once), &once);
                } else {
                    // The words of a region are settled. A character beside one that is new may be decided
                    // otherwise: 計程車里 is 的士里 in Hong Kong, of which nothing tells the script any more.
                    let again = converter.changes(&once);
                    prop_assert!(
                        again.iter().all(|change| change.kind != ChangeKind::Term),
                        "{} {:?}",
                        once,
                        again
                    );
                }
                let edits: Vec<Edit> =
                    converter.changes(&text).into_iter().map(|change| change.edit).collect();
                prop_assert_eq!(&*apply(&text, &edits), &once);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_place_with_several_forms_is_a_decision() {
    let text = "余红说：「皇后之后，他干了。」\n會(huì )議(yì )指出,建設(shè )長(cháng)江大保護,头发";
    let converter = Converter::to(Variant::HantTw);
    let decisions = converter.decisions(text);
    let places: Vec<&str> = decisions.iter().map(|decision| decision.span.of(text)).collect();
    for place in ["余", "后", "干", "发"] {
        assert!(places.contains(&place), "{place}: {places:?}");
    }
    for decision in &decisions {
        assert!(decision.candidates.iter().any(|candidate| candidate.text == decision.text), "{decision:?}");
    }
    for change in converter.changes(text).iter().filter(|change| change.doubt.is_some()) {
        let same = |decision: &&zhfix::convert::Decision| decision.span == change.edit.span;
        let decision = decisions.iter().find(same).unwrap();
        assert!(decision.doubtful && *decision.text == *change.edit.text, "{decision:?}");
    }
}

#[test]
fn the_context_decides_between_several_forms() {
    for (simplified, traditional) in [
        ("被发明的机器", "被發明的機器"),
        ("展示了如何使用", "展示了如何使用"),
        ("理性征服世界", "理性征服世界"),
        ("参与制造", "參與製造"),
        ("粉丝发布", "粉絲發布"),
        ("电视频段", "電視頻段"),
        ("香港回归祖国", "香港回歸祖國"),
        ("那只猫，那只是", "那隻貓，那只是"),
        ("里根总统，朴槿惠", "里根總統，朴槿惠"),
        ("余下的时间，余先生", "餘下的時間，余先生"),
        ("于谦说", "于謙說"),
        ("松树和轻松", "松樹和輕鬆"),
        ("佢哋喺度食饭，系咪？", "佢哋喺度食飯，係咪？"),
    ] {
        assert_eq!(to(Variant::HantTw, simplified), traditional);
        assert_eq!(to(Variant::HantTw, traditional), traditional);
    }
}

#[test]
fn what_was_converted_too_much_is_taken_back() {
    let converter = Converter::to(Variant::HantTw);
    for (wrong, right) in [("皇後在後宮", "皇后在後宮"), ("鬆樹", "松樹"), ("他去理發店", "他去理髮店")]
    {
        assert_eq!(converter.convert(wrong), right);
        assert_eq!(converter.changes(wrong)[0].kind, ChangeKind::OverConverted);
    }
}
