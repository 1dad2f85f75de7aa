//! The dictionaries that come with zhfix, compiled by the build script.

use std::sync::OnceLock;

use super::compiled::Lexicon;

/// A dictionary that comes with zhfix.
#[derive(Debug)]
pub struct BuiltIn {
    /// As its file is called, or the function of this module that gives it.
    pub name: &'static str,
    /// The files below `dicts/` that it is made of.
    pub sources: &'static [&'static str],
    /// Package and version that they come from.
    pub origin: &'static str,
    /// SPDX expression.
    pub licence: &'static str,
    bytes: &'static [u8],
}

impl BuiltIn {
    /// The dictionary itself; nothing is copied.
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::from_bytes(self.bytes).expect("the build script wrote it")
    }
}

/// All of them: OpenCC's, sorted by name, and then the others.
pub static ALL: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/lexicons.rs"));

/// Names of OpenCC's dictionaries, as their files are called.
pub fn opencc_names() -> impl Iterator<Item = &'static str> {
    ALL.iter().filter(|one| is_opencc(one)).map(|one| one.name)
}

/// One of OpenCC's dictionaries, by the name of its file. Each value is the first of its row.
pub fn opencc(name: &str) -> Option<Lexicon> {
    ALL.iter().find(|one| one.name == name && is_opencc(one)).map(BuiltIn::lexicon)
}

fn is_opencc(one: &BuiltIn) -> bool {
    one.sources[0].strip_prefix("opencc/").and_then(|file| file.strip_suffix(".txt")) == Some(one.name)
}

macro_rules! builtin {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        pub fn $name() -> &'static Lexicon {
            static LEXICON: OnceLock<Lexicon> = OnceLock::new();
            LEXICON.get_or_init(|| {
                let one = ALL.iter().find(|one| one.name == stringify!($name));
                one.expect("the build script lists it").lexicon()
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
    /// Simplified form of words to the mixture of both scripts in which OpenCC has them.
    mixed_words
    /// Simplified words that careful writers write otherwise than OpenCC's dictionary, to how they do.
    traditional_words
    /// Simplified words of which OpenCC has several Traditional spellings, to all of them, separated by spaces.
    other_spellings
    /// Forms of fonts and of other standards that OpenCC never writes (産) to the one that it does; with ` TW` where Hong
    /// Kong has no preference.
    other_forms
    /// Characters that are legal Traditional ones but nearly always leftovers where they stand alone.
    leftovers
    /// Traditional characters to others that good writers use for the same word.
    free_spellings
    /// Traditional characters to others that good writers put in their place, though they differ.
    tolerated_spellings
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
}
