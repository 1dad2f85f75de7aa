//! OpenCC's conversions against its own expectations and against its algorithm written down plainly.

mod common;

use std::collections::BTreeMap;

use common::hostile::hostile;
use common::{opencc, oracle, testcases};
use proptest::prelude::*;
use zhfix::convert::exact::{DEFINITIONS, Engine, Writer};
use zhfix::convert::{Converter, Options, Target};
use zhfix::lexicon::{Entries, builtin};
use zhfix::text::apply;

fn tofu(name: &str) -> Converter {
    let target = Target::Exact(name.to_owned());
    Converter::new(&Options { target, tofu: true, ..Options::default() }).unwrap()
}

#[test]
fn every_expectation_of_opencc_holds() {
    let converters: BTreeMap<&str, Converter> =
        DEFINITIONS.iter().map(|definition| (definition.name, tofu(definition.name))).collect();
    let mut expectations = 0;
    for case in testcases()["cases"].as_array().unwrap() {
        let input = case["input"].as_str().unwrap();
        for (name, expected) in case["expected"].as_object().unwrap() {
            assert_eq!(
                converters[name.as_str()].convert(input),
                expected.as_str().unwrap(),
                "{} {name}: {input}",
                case["id"]
            );
            expectations += 1;
        }
    }
    assert_eq!(expectations, 556);
}

#[test]
fn rare_characters_come_only_when_asked_for() {
    assert_eq!(Converter::exact("t2s").unwrap().convert("游繐帶"), "游繐带");
    assert_eq!(tofu("t2s").convert("游繐帶"), "游𰬸带");
}

/// Each of these differs from OpenCC on purpose; docs/opencc.md lists them.
#[test]
fn what_opencc_loses_is_kept() {
    let s2twp = Converter::exact("s2twp").unwrap();
    assert_eq!(s2twp.convert("发展\0中国发展"), "發展\0中國發展");
    assert_eq!(Converter::exact("s2t").unwrap().convert("头发\0头发"), "頭髮\0頭髮");
}

#[test]
fn an_unknown_name_is_answered_with_the_known_ones() {
    let message = Converter::exact("s2x").unwrap_err().to_string();
    assert!(message.starts_with("unknown conversion `s2x`; use one of hk2s, "), "{message}");
}

fn engines() -> Vec<(&'static str, Engine)> {
    let normal = || builtin::opencc("CJK_Compatibility_Ideographs").unwrap();
    let load = |image| Engine::load(image, normal(), &Entries::new());
    DEFINITIONS.iter().map(|definition| (definition.name, load(definition.plain))).collect()
}

#[test]
fn the_engine_does_what_the_plain_algorithm_does() {
    let engines = engines();
    let mut runner = common::runner(3000);
    runner
        .run(&hostile(), |text| {
            for (name, engine) in &engines {
                let expected = oracle(name, &text, false);
                prop_assert_eq!(&engine.convert_whole(&text), &expected, "{}", name);
                prop_assert_eq!(&*apply(&text, &engine.edits(&text)), &expected, "edits of {}", name);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_key_alone_is_converted_as_the_plain_algorithm_does() {
    let engines = engines();
    for (name, engine) in engines.iter().filter(|(name, _)| ["s2twp", "t2s", "tw2sp", "jp2t"].contains(name))
    {
        for key in opencc().values().flat_map(|entries| entries.keys()) {
            assert_eq!(engine.convert_whole(key), oracle(name, key, false), "{name}: {key}");
        }
    }
}

#[test]
fn blocks_of_every_size_give_what_the_whole_gives() {
    let engines = engines();
    let mut runner = common::runner(60);
    let long = proptest::collection::vec(hostile(), 1..40).prop_map(|texts| texts.concat());
    runner
        .run(&(long, 1_usize..3000), |(text, block)| {
            for (name, engine) in &engines {
                let expected = engine.convert_whole(&text);
                let mut out = Writer::default();
                let (mut from, mut to) = (0, 0);
                while from < text.len() {
                    to = text.ceil_char_boundary((to + block).min(text.len()));
                    from += engine.convert(&text[from..to], to == text.len(), &mut out);
                }
                prop_assert_eq!(out.bytes(), expected.as_bytes(), "{} in blocks of {}", name, block);

                let mut parts = String::new();
                let mut rest = &text[..];
                while let Some(end) = engine.cut(rest, block) {
                    parts.push_str(&engine.convert_whole(&rest[..end]));
                    rest = &rest[end..];
                }
                parts.push_str(&engine.convert_whole(rest));
                prop_assert_eq!(&parts, &expected, "{} in parts of {}", name, block);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_key_holds_a_character_at_which_text_is_cut() {
    for (name, entries) in opencc() {
        for key in entries.keys().filter(|key| key.chars().count() > 1) {
            assert!(!key.contains(['\n', ' ', '，', '。', '！', '？', '；']), "{name}: {key}");
        }
    }
}

#[test]
fn a_users_words_come_first() {
    let rows = [("头发", "HAIR"), ("干部", "干部"), ("国", "國家"), ("A", "B"), ("𠮷", "吉")];
    let user: Entries = rows.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
    let convert = |name: &str| {
        let target = Target::Exact(name.to_owned());
        Converter::new(&Options { target, user: user.clone(), ..Options::default() }).unwrap()
    };
    for name in ["s2t", "s2twp"] {
        assert_eq!(convert(name).convert("头发发展"), "HAIR發展");
        // 领导干部 and 中国 are words of the dictionary; the user's words inside of them win.
        assert_eq!(convert(name).convert("领导干部，中国"), "領導干部，中國家");
        assert_eq!(convert(name).convert("xAx𠮷"), "xBx吉");
    }
}

/// A user's keys, of all kinds: parts of the dictionaries' own, single characters, with ASCII, long ones.
fn users_entries() -> impl Strategy<Value = Entries> {
    let parts = hostile().prop_filter_map("a key", |text| {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_control()).take(40).collect();
        let from = chars.len() / 2;
        let key: String = chars[from..(from + 1 + chars.len() % 5).min(chars.len())].iter().collect();
        let description = |c| ('\u{2FF0}'..='\u{2FFF}').contains(&c);
        (!key.is_empty() && !key.contains(description)).then_some(key)
    });
    proptest::collection::btree_map(parts, "[A-C甲乙]{0,3}", 1..6)
        .prop_map(|entries| entries.into_iter().collect())
}

#[test]
fn a_users_keys_split_the_text_that_the_dictionaries_see() {
    let normal = || builtin::opencc("CJK_Compatibility_Ideographs").unwrap();
    let mut runner = common::runner(400);
    runner
        .run(&(users_entries(), hostile(), hostile()), |(user, before, after)| {
            let keys: Vec<&str> = user.keys().map(String::as_str).collect();
            let text = format!("{before}{}{after}{}{before}", keys[0], keys.concat());
            // A description hides what stands in it, and is tested without a user's keys.
            let text: String = text.chars().filter(|c| !('\u{2FF0}'..='\u{2FFF}').contains(c)).collect();
            for definition in DEFINITIONS.iter().filter(|d| ["s2twp", "tw2sp", "t2s"].contains(&d.name)) {
                let engine = Engine::load(definition.plain, normal(), &user);
                let (mut expected, mut from, mut at) = (String::new(), 0, 0);
                while at < text.len() {
                    let rest = &text[at..];
                    match user
                        .iter()
                        .filter(|(key, _)| rest.starts_with(key.as_str()))
                        .max_by_key(|(key, _)| key.len())
                    {
                        Some((key, value)) => {
                            expected += &oracle(definition.name, &text[from..at], false);
                            expected += value;
                            at += key.len();
                            from = at;
                        }
                        None => at += rest.chars().next().unwrap().len_utf8(),
                    }
                }
                expected += &oracle(definition.name, &text[from..], false);
                prop_assert_eq!(
                    &engine.convert_whole(&text),
                    &expected,
                    "{} with {:?}",
                    definition.name,
                    &user
                );
            }
            Ok(())
        })
        .unwrap();
}
