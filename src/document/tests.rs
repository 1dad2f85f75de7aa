use super::*;
use crate::text::{Edit, apply};

/// The prose of a document, with `○` for what else stands in a sentence.
fn prose(text: &str, syntax: Syntax) -> String {
    let document = Document::parse(text, syntax);
    let mut done = 0;
    for region in document.regions() {
        assert_eq!(region.span.start, done, "{text:?}: {:?}", document.regions());
        done = region.span.end;
    }
    assert_eq!(done, text.len(), "{text:?}");
    objects(&document.prose())
}

/// The text, with one `○` for all objects that follow each other.
fn objects(prose: &Prose<'_>) -> String {
    let mut text = prose.text.replace(is_object, "○");
    while text.contains("○○") {
        text = text.replace("○○", "○");
    }
    text
}

fn markdown(text: &str) -> String {
    prose(text, Syntax::Markdown)
}

fn html(text: &str) -> String {
    prose(text, Syntax::Html)
}

#[test]
fn markup_within_a_sentence_takes_no_place() {
    for text in ["**头**发", "头*发*", "[头](a.md)发", "~~头~~发", "头[^1]发\n\n[^1]: 注", "<b>头</b>发"]
    {
        assert!(markdown(text).trim_start().starts_with("头发"), "{text}: {:?}", markdown(text));
    }
    assert_eq!(html("<p><b>头</b>发<!-- 注 --></p>"), "\n头发\n");
    assert_eq!(html("<ruby>漢<rt>hàn</rt>字</ruby>"), "漢字");
}

#[test]
fn what_is_no_prose_in_markdown_is_not_seen() {
    for (text, expected) in [
        ("---\ntitle: 标题\n---\n正文", "\n正文"),
        ("\u{FEFF}---\ntitle: 标题\n---\n正文", "\n正文"),
        ("+++\ntitle = \"标题\"\n+++\n正文", "\n正文"),
        ("用`头发`和``头`发``。", "用○和○。"),
        ("文\n\n```py\n头发 = 1\n```\n文", "文\n○\n文"),
        ("文\n\n    头发\n\n文", "文\n○\n文"),
        ("[文字](头发.md \"标题\")里", "文字里"),
        ("[文字][头发]里\n\n[头发]: http://a.cn/头发 \"头发\"\n", "文字里\n"),
        ("[头发]里\n\n[头发]: http://a.cn\n", "○里\n"),
        ("见![图片](头发.png)里", "见○\n图片\n○里"),
        ("质能$E=头发$方程", "质能○方程"),
        ("从$5降到，$3。", "从$5降到，$3。"),
        ("模式$1或$2或$3。", "模式$1或$2或$3。"),
        ("# 标题 {#头发 .类}\n\n## 二\n", "\n标题\n二\n"),
        (":::tip 提示\n内容\n:::\n", "○ 提示\n内容\n○\n"),
        ("| 头 | 发 |\n| --- | --- |\n| 甲 | 乙\\|丙 |\n", "\n头\n发\n甲\n乙|丙\n"),
        ("值是{{ 头发 }}和{% 头发 %}。", "值是○和○。"),
        ("![图](a.png){width=50% .头发}图", "○\n图\n○图"),
        ("{/* 注释 */}文{t('头发')}{头, 发}", "○文○{头, 发}"),
        ("import 头发 from './头发'\n\n文\n", "○\n文\n"),
        ("<div class=\"头发\">\n文字\n</div>\n\n<https://a.cn/头发>", "\n文字\n○"),
        ("- [ ] 待办\n- 列\n", "\n待办\n列\n"),
        ("> 引文\n> 二\n", "\n引文\n二\n"),
        ("甲\\*乙&nbsp;丙&amp;", "甲*乙\u{A0}丙&"),
        ("<code>头发</code>里<!-- 注释 -->", "○里"),
        ("[[页面]]和[[页面|显示]]", "○和显示"),
        ("[^注]：见\n\n[^注]: 说明\n", "：见\n说明\n"),
    ] {
        assert_eq!(markdown(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_prose_in_html_is_not_seen() {
    for (text, expected) in [
        ("<p class=\"头发\">文</p>", "\n文\n"),
        ("<script>let 头发 = '<b>';</script>文", "\n○\n文"),
        ("<style>头发</style><pre>头发</pre>文", "\n○\n○\n文"),
        ("用<code>头<b>发</b></code>里", "用○里"),
        ("<p translate=\"no\">头<p>发</p>发</p>文", "\n○\n文"),
        ("<span lang=\"ja\">頭髪</span>文", "○文"),
        ("<html lang=\"en\"><p lang=zh>文</p>", "\n文\n"),
        ("<i title=\"标题\">文</i>", "○\n标题\n○文"),
        ("<img alt='图&amp;片' src=\"头发.png\">文", "○\n图&片\n○文"),
        ("&#x5934;发&unknown;", "头发○"),
        ("一<br>二\n   三", "一\n二\n三"),
        ("a < b 头", "a < b 头"),
        ("头<!-- 发", "头"),
        ("头<a 发", "头"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn addresses_code_and_japanese_are_not_seen() {
    for (text, expected) in [
        ("见https://a.cn/头发,然后", "见○,然后"),
        ("用`头发`", "用○"),
        ("《夜に駆ける》是歌", "《○》是歌"),
        ("日本語の発売\n中文\n", "○\n中文\n"),
        ("鲜の每日", "鲜の每日"),
    ] {
        assert_eq!(prose(text, Syntax::Plain), expected);
    }
}

#[test]
fn edits_come_home() {
    let home = |text: &str, syntax, old: &str, new: &str| {
        let document = Document::parse(text, syntax);
        let prose = document.prose();
        let at = prose.text.find(old).unwrap();
        let edits = prose.edits(&Edit::replace(Span::at(at, old.len()), new))?;
        Some(apply(text, &edits).into_owned())
    };
    let markdown = |text: &str, old: &str, new: &str| home(text, Syntax::Markdown, old, new);
    let html = |text: &str, old: &str, new: &str| home(text, Syntax::Html, old, new);
    assert_eq!(markdown("**头**发", "头发", "頭髮").unwrap(), "**頭**髮");
    assert_eq!(markdown("**软**件", "软件", "程式碼"), None);
    assert_eq!(markdown("中**A**文", "中A", "中 A").unwrap(), "中 **A**文");
    assert_eq!(markdown("中**A**文", "A文", "A 文").unwrap(), "中**A** 文");
    assert_eq!(markdown("**A**[文](b)", "A文", "A 文").unwrap(), "**A** [文](b)");
    assert_eq!(markdown("用`A`吧", "用", "用 ").unwrap(), "用 `A`吧");
    assert_eq!(markdown("**注：** 文", "： 文", "：文"), None);
    assert_eq!(markdown("**(x)** 文", "(x)", ""), None);
    assert_eq!(markdown("甲\\!", "!", "！").unwrap(), "甲！");
    assert_eq!(markdown("甲＊乙", "＊", "*"), None);
    assert_eq!(html("头&#x53D1;", "头发", "頭髮").unwrap(), "頭&#x9AEE;");
    assert_eq!(html("<b>头</b>发", "头发", "頭髮").unwrap(), "<b>頭</b>髮");
    assert_eq!(html("用<code>x</code>吧", "吧", "").unwrap(), "用<code>x</code>");
}

#[test]
fn directives_are_found() {
    let text = "甲 // zhfix-ignore[one-to-many, zero-width]\n<!-- zhfix-ignore-next-line -->\n乙\n丙\n";
    let document = Document::parse(text, Syntax::Plain);
    let [first, second] = &document.directives().suppressions[..] else { panic!() };
    assert_eq!(first.rules, ["one-to-many", "zero-width"]);
    assert_eq!(first.removal[0].of(text), " // zhfix-ignore[one-to-many, zero-width]");
    assert_eq!(second.scope.of(text), "乙\n");
    assert_eq!(second.removal[0].of(text), "<!-- zhfix-ignore-next-line -->\n");
    assert_eq!(objects(&document.prose()), "甲 // ○\n<!-- ○ -->\n○丙\n");
    for (text, expected) in [
        ("甲zhfix-ignore-start乙zhfix-ignore-end丙", "甲○丙"),
        ("甲\nzhfix-ignore-start\n乙", "甲\n○"),
        ("甲zhfix-lang-start[zh-Hans]乙zhfix-lang-end丙", "甲○丙"),
        ("甲 zhfix-lang[tw]\n乙", "○乙"),
        ("zhfix-ignore-file\n甲", "○"),
        ("用`zhfix-ignore`", "用○"),
        ("x-zhfix-ignore zhfix-ignored zhfix-other", "x-zhfix-ignore zhfix-ignored zhfix-other"),
    ] {
        assert_eq!(prose(text, Syntax::Plain), expected, "{text}");
    }
    for (text, problem) in [
        ("zhfix-ignore-end", Problem::NothingToEnd),
        ("zhfix-lang-end", Problem::NothingToEnd),
        ("zhfix-ignore-lines", Problem::Unknown),
        ("zhfix-lang[en]", Problem::NoVariant),
        ("zhfix-lang-start", Problem::NoVariant),
    ] {
        let found = Document::parse(text, Syntax::Plain).directives().misplaced.clone();
        assert_eq!(found.iter().map(|found| found.problem).collect::<Vec<_>>(), [problem], "{text}");
    }
    let carry = Carry::default().after("甲\nzhfix-ignore-start\n");
    let next = Document::section("乙\n<!-- zhfix-ignore-end -->丙", Syntax::Plain, carry);
    assert_eq!(objects(&next.prose()), "○ -->丙");
    assert_eq!(next.carry(), Carry::default());
}

#[test]
fn quotations_do_not_overlap() {
    let text = "甲zhfix-lang-start[cn]乙zhfix-lang-start[tw]丙zhfix-lang-end丁zhfix-lang-end";
    let document = Document::parse(text, Syntax::Plain);
    let found = document.quotations();
    let found: Vec<_> = found.iter().map(|(variant, prose)| (*variant, objects(prose))).collect();
    assert_eq!(found[0], (Variant::HansCn, "○乙○丁○".to_owned()));
    assert_eq!(found[1], (Variant::HantTw, "○丙○".to_owned()));
}

proptest::proptest! {
    #[test]
    fn regions_cover_any_text(pieces in proptest::collection::vec(proptest::sample::select(vec![
        "头", "发", "髮", "**", "*", "_", "`", "```", "\n", "\n\n", " ", "    ", "> ", "- ", "# ", "|", "[", "]", "](", ")",
        "![", "<b>", "</b>", "<p title=\"", "\"", "<", ">", "<!--", "-->", "&amp;", "&#x53D1;", "&", "\\", "$", "{#a}", "{{", "}}",
        ":::", "---\n", "[^1]", "[a]: b", "~", "://", "http://", "/", "@", "の", "発", "한", "「", "」", "，", "zhfix-ignore",
        "zhfix-ignore-start", "zhfix-lang-start[cn]", "zhfix-ignore-end", "<code>", "</code>", "<span lang=ja>", "</span>", "\r\n", "\t",
        "<script>", "</script>", "\u{FEFF}", "[[", "]]", "import ", "'", "=", "|\n|-|-|\n|",
    ]), 0..40)) {
        let text = pieces.concat();
        for syntax in Syntax::ALL {
            let document = Document::parse(&text, syntax);
            let covered: String = document.regions().iter().map(|region| region.span.of(&text)).collect();
            proptest::prop_assert_eq!(&covered, &text);
            let all = document.prose();
            // Every character of the prose comes from a place of its own, in order.
            let mut done = 0;
            for (at, c) in all.text.char_indices() {
                if let Some(span) = all.span(Span::at(at, c.len_utf8())) {
                    proptest::prop_assert!(span.start >= done && span.end <= text.len(), "{:?}", text);
                    done = span.end;
                }
                let _ = all.edits(&Edit::replace(Span::at(at, 0), "x"));
            }
            let _ = document.quotations();
        }
    }
}

#[test]
fn time_grows_with_the_text() {
    const TIMES: usize = 100_000;
    for piece in [
        "(",
        "[",
        "![",
        "<",
        "<a ",
        "<a title=\"",
        "<!--",
        "</",
        "`",
        "``a`",
        "{",
        "{{",
        "&",
        "**a ",
        "$",
        "@a",
        "/",
        "1/",
        "://",
        "a://中",
        "の",
        "「",
        "[a](",
        "|",
        "> ",
        "zhfix-ignore-start",
        "zhfix-lang-start[cn]",
        "<code>",
        "<span lang=ja>",
        "\\",
        "zhfix-ignore\n",
        "http://a/(",
        "<script>",
        "- [发](x)\n",
        "**发**\n\n",
        "<b>发</b>\n",
        "[发][l]\n\n",
        "a|b\n---|---\n发|b\n\n",
        "--- a\n",
        "+++ a\n",
    ] {
        let text = piece.repeat(TIMES);
        for syntax in Syntax::ALL {
            let before = std::time::Instant::now();
            let document = Document::parse(&text, syntax);
            let _ = (document.prose(), document.quotations());
            let time = before.elapsed();
            assert!(time.as_secs() < 5, "{piece:?} as {syntax}: {time:?}");
        }
    }
}

#[test]
fn a_text_on_which_the_parser_fails_is_kept() {
    let document = Document::parse("发 \n\n- [x] \\\n  -", Syntax::Markdown);
    assert!(!document.prose().text.contains('发'), "the parser reads it now: {:?}", document.regions());
    assert!(document.is_unread());
    assert!(!Document::parse("发 \n\n- [x] \\\n", Syntax::Markdown).is_unread());
}
