use super::*;
use crate::diagnostic::Level::{Error, Off};
use crate::lint::rules;
use crate::variant::Variant;

fn error(text: &str) -> String {
    Config::parse("zhfix.toml", text).unwrap_err().to_string()
}

#[test]
fn later_overrides_count_more() {
    let text = r#"
        locale = "zh-CN"
        dictionaries = ["a.tsv"]
        exclude = ["vendor/"]
        fail-on = "warn"
        [rules]
        quote-style = "off"
        zero-width = "error"
        [[overrides]]
        files = ["**/zh-TW/**"]
        locale = "zh-TW"
        dictionaries = ["b.tsv"]
        rules = { quote-style = "error" }
        [[overrides]]
        files = ["**/old/**", "!keep.md"]
        rules = { zero-width = "off" }
        space-around-latin = "never"
    "#;
    let config = Config::parse("zhfix.toml", text).unwrap();
    assert!(config.exclude.matches("x/vendor/a.md", false));
    assert_eq!(config.fail_on, Some(Level::Warn));
    let holds = |path: &str| {
        let settings = config.settings(&config.overrides(path));
        let level = |name| settings.levels.of(rules::named(name).unwrap());
        let levels = [level("quote-style"), level("zero-width"), level("mixed-script")];
        (settings.locale, settings.dictionaries.len(), settings.spacing, levels)
    };
    let (tw, cn) = (Locale::Of(Variant::HantTw), Locale::Of(Variant::HansCn));
    assert_eq!(holds("a.md"), (cn, 1, Spacing::Off, [Off, Error, Error]));
    assert_eq!(holds("docs/zh-TW/a.md"), (tw, 2, Spacing::Off, [Error, Error, Error]));
    assert_eq!(holds("zh-TW/old/a.md"), (tw, 2, Spacing::Never, [Error, Off, Error]));
    assert_eq!(holds("old/keep.md"), (cn, 1, Spacing::Off, [Off, Error, Error]));
}

#[test]
fn an_empty_file_changes_nothing() {
    let config = Config::parse("zhfix.toml", "# nothing\n").unwrap();
    assert_eq!(config.settings(&config.overrides("a.md")), Settings::default());
}

#[test]
fn errors_name_the_place_and_the_cure() {
    for (text, expected) in [
        ("locale = \"zh-TW\"\nexlude = []\n", "2:1: unknown key `exlude`; did you mean `exclude`?"),
        ("locael = 1\n", "1:1: unknown key `locael`; did you mean `locale`?"),
        (
            "space_around_latin = \"off\"\n",
            "1:1: unknown key `space_around_latin`; did you mean `space-around-latin`?",
        ),
        (
            "colour = 1\n",
            "1:1: unknown key `colour`; zhfix.toml has locale, exclude, dictionaries, terms, repair, \
             space-around-latin, fail-on, rules or overrides",
        ),
        ("locale = \"zh-TV\"\n", "1:10: `locale` cannot be `zh-TV`; did you mean `zh-TW`?"),
        ("locale = 3\n", "1:10: `locale` takes a name between quotation marks, not an integer"),
        ("terms = \"yes\"\n", "1:9: `terms` takes true or false, not a text"),
        ("exclude = \"a\"\n", "1:11: `exclude` takes a list of texts, not a text"),
        ("exclude = [\n  \"中文\", \"b[z-a]\"]\n", "2:9: `b[z-a]` is no pattern: invalid range; 'z' > 'a'"),
        ("[rules]\nqoute-style = \"off\"\n", "2:1: unknown rule `qoute-style`; did you mean `quote-style`?"),
        ("[rules]\nxyzzy = \"off\"\n", "2:1: unknown rule `xyzzy`; `zhfix rules` lists all"),
        (
            "[rules]\nquote-style = \"fatal\"\n",
            "2:15: `quote-style` cannot be `fatal`; use off, info, warn or error",
        ),
        (
            "[rules]\nquote-style = false\n",
            "2:15: the level of `quote-style` is one of off, info, warn or error, not a boolean",
        ),
        (
            "\n[[overrides]]\nlocale = \"zh-TW\"\n",
            "2:1: this override has no `files`; say for which files it holds, as in `files = [\"**/zh-TW/**\"]`",
        ),
        ("[[overrides]]\nfiles = []\n", "2:9: `files` is empty: no file would match"),
        ("[[overrides]]\nfile = [\"a\"]\n", "2:1: unknown key `file`; did you mean `files`?"),
        (
            "[overrides]\nfiles = [\"a\"]\n",
            "1:1: `overrides` takes a list of tables: [[overrides]], not a table",
        ),
    ] {
        assert_eq!(error(text), format!("zhfix.toml:{expected}"), "{text}");
    }
    assert!(error("locale = \n").starts_with("zhfix.toml:1:10: no TOML: "), "{}", error("locale = \n"));
}
