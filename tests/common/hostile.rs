//! Text that meets every edge of the engine.

use proptest::prelude::*;

use super::{opencc, oracle};

/// Keys and parts of keys of all dictionaries, values, compatibility characters, ideographic descriptions,
/// variation selectors, ASCII, NUL, and characters of two and of four bytes, in any order.
pub fn hostile() -> impl Strategy<Value = String> {
    let dictionaries = opencc();
    let pick = |names: &[&str]| -> Vec<String> {
        names.iter().flat_map(|name| dictionaries[*name].keys().cloned()).collect()
    };
    let phrases = pick(&["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"]);
    let regional = pick(&[
        "TWPhrases",
        "TWPhrasesRev",
        "HKPhrases",
        "HKPhrasesRev",
        "TWVariantsPhrases",
        "TWVariantsRevPhrases",
        "HKVariantsPhrases",
        "HKVariantsRevPhrases",
        "TSPhrases",
        "JPShinjitaiPhrases",
    ]);
    let simple: Vec<String> = regional.iter().map(|key| oracle("t2s", key, true)).collect();
    let characters = pick(&["STCharacters", "TSCharacters", "TWVariants", "JPShinjitaiCharacters"]);
    let values: Vec<String> = dictionaries.values().flat_map(|map| map.values().cloned()).collect();
    let regional = [regional, simple].concat();
    let part = |keys: Vec<String>| {
        (proptest::sample::select(keys), 0_usize..16, 1_usize..16)
            .prop_map(|(key, from, len)| key.chars().skip(from).take(len).collect::<String>())
    };
    let odd = [
        "A",
        "U",
        "SQL",
        "SQ",
        "B",
        "PN",
        "BMW",
        "T",
        " ",
        "\n",
        "\0",
        ".",
        "-",
        "·",
        "é",
        "⿰",
        "⿱",
        "⿲",
        "⿾",
        "𠀀",
        "𠮷",
        "\u{F901}",
        "\u{F914}",
        "\u{2F800}",
        "\u{FE00}",
        "\u{E0100}",
        "〇",
        "，",
        "。",
        "\u{3000}",
    ];
    let piece = prop_oneof![
        3 => proptest::sample::select(phrases.clone()),
        3 => proptest::sample::select(regional.clone()),
        2 => part(phrases),
        2 => part(regional),
        2 => proptest::sample::select(characters),
        1 => proptest::sample::select(values),
        2 => proptest::sample::select(odd.map(str::to_owned).to_vec()),
    ];
    proptest::collection::vec(piece, 1..16).prop_map(|pieces| pieces.concat())
}
