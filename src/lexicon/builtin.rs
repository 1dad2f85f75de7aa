//! The dictionaries that come with zhfix, compiled by the build script.

use std::sync::OnceLock;

use super::compiled::Lexicon;

/// Name and compiled bytes of OpenCC's dictionaries.
static OPENCC: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/opencc.rs"));

/// Names of OpenCC's dictionaries, as their files are called.
pub fn opencc_names() -> impl Iterator<Item = &'static str> {
    OPENCC.iter().map(|&(name, _)| name)
}

/// One of OpenCC's dictionaries, by the name of its file. Each value is the first of its row.
pub fn opencc(name: &str) -> Option<Lexicon> {
    let (_, bytes) = OPENCC.iter().find(|&&(other, _)| other == name)?;
    Some(Lexicon::from_bytes(*bytes).expect("the build script wrote it"))
}

macro_rules! builtin {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub fn $name() -> &'static Lexicon {
            static LEXICON: OnceLock<Lexicon> = OnceLock::new();
            LEXICON.get_or_init(|| {
                let bytes: &[u8] =
                    include_bytes!(concat!(env!("OUT_DIR"), "/", stringify!($name), ".lexicon"));
                Lexicon::from_bytes(bytes).expect("the build script wrote it")
            })
        }
    )*};
}

builtin! {
    /// Character to its Mandarin readings without tones, separated by spaces (Unihan).
    readings
    /// Syllable in bopomofo without its tone to the same in pinyin.
    zhuyin
    /// Kangxi radical, CJK radical or stroke to the ideograph that looks the same (UCD).
    radicals
    /// Compatibility ideograph to the unified ideograph that it is canonically equal to (UCD).
    compatibility
    /// Traditional character or regional form to its Simplified form, where that is another (OpenCC).
    simplify
    /// Simplified character to its Traditional forms, separated by spaces, the most frequent first (OpenCC).
    traditional_forms
    /// Characters that have a Simplified form and are standard in mainland China all the same.
    both_scripts
    /// Japanese characters that no list of China, Taiwan or Hong Kong has, to their Traditional form.
    shinjitai
    /// Character to the lists that have it, as in `dicts/unicode/standards.tsv` (Unihan).
    standards
    /// Traditional words to Simplified ones that OpenCC's dictionaries do not tell.
    simplified_words
    /// Characters that are legal Traditional ones but nearly always leftovers where they stand alone.
    leftovers
    /// Traditional characters to others that good writers use for the same word.
    free_spellings
    /// Characters that stay as they are in a personal name.
    name_characters
    /// Words that make a personal name visible to `surname`, `before`, `after`, `address`, separated by spaces.
    names
    /// Wrong words to what is right, as `Simplified<TAB>Traditional`; nothing where the script accepts the
    /// word. Texts in which such a word is right stand for themselves.
    word_confusion
    /// `FROM-TO<TAB>word` to `value<TAB>when`: words of one region for those of another.
    terms
    /// Words in their Simplified form, Latin ones in lower case, to the topics that they show.
    topics
    /// Words of up to four characters in their Simplified form to the bits that they cost a reader.
    segmentation
}
