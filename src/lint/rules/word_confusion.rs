use std::sync::OnceLock;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lexicon::{Characters, Lexicon, builtin};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Words that are often written wrong.
#[derive(Debug)]
pub(super) struct WordConfusion;

impl Rule for WordConfusion {
    fn name(&self) -> &'static str {
        "word-confusion"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        for (span, right) in WrongWords::get().find(text) {
            let wrong = span.of(text);
            let Some(right) = right.in_locale(cx.locale).map(|right| rewritten(wrong, right, cx.locale)) else {
                continue;
            };
            if right == wrong {
                continue;
            }
            let message = message!("`{wrong}` is a wrong way to write `{right}`", wrong, right);
            let edit = Edit::replace(span, right);
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, edit));
        }
    }
}

/// What is right for a wrong word, in each script; nothing where the script accepts the word.
#[derive(Clone, Copy, Debug)]
struct Right<'a> {
    simplified: &'a str,
    traditional: &'a str,
}

impl<'a> Right<'a> {
    /// Without a locale, only what is wrong in both scripts counts.
    fn in_locale(self, locale: Option<Variant>) -> Option<&'a str> {
        let right = match locale.map(Variant::script) {
            Some(Script::Traditional) => self.traditional,
            None if self.traditional.is_empty() => "",
            _ => self.simplified,
        };
        Some(right).filter(|right| !right.is_empty())
    }
}

/// `right` with the characters that `wrong` has already, in the form of the locale.
fn rewritten(wrong: &str, right: &str, locale: Option<Variant>) -> String {
    let characters = Characters::get();
    let foreign = |c| characters.script(c).zip(locale).is_some_and(|(script, locale)| script != locale.script());
    let same_length = wrong.chars().count() == right.chars().count();
    let kept = |(right, wrong): (char, char)| {
        let same = characters.simplified(right) == characters.simplified(wrong);
        if same && !foreign(wrong) { wrong } else { regional(right, locale) }
    };
    if same_length {
        right.chars().zip(wrong.chars()).map(kept).collect()
    } else {
        right.chars().map(|c| regional(c, locale)).collect()
    }
}

/// The table has the forms of Taiwan.
fn regional(c: char, locale: Option<Variant>) -> char {
    static FORMS: OnceLock<[Lexicon; 2]> = OnceLock::new();
    if locale != Some(Variant::HantHk) {
        return c;
    }
    let forms = FORMS.get_or_init(|| ["TWVariantsRev", "HKVariants"].map(|name| builtin::opencc(name).expect("built in")));
    let mut form = c;
    for table in forms {
        form = table.get(form.encode_utf8(&mut [0; 4])).and_then(|form| form.chars().next()).unwrap_or(form);
    }
    form
}

/// All wrong words, and a filter of their first two characters that nearly every place of a text fails.
struct WrongWords {
    lexicon: &'static Lexicon,
    pairs: Box<[u64]>,
}

impl WrongWords {
    const BITS: u32 = 18;

    fn get() -> &'static Self {
        static WORDS: OnceLock<WrongWords> = OnceLock::new();
        WORDS.get_or_init(|| {
            let lexicon = builtin::word_confusion();
            let mut pairs = vec![0; 1 << (Self::BITS - 6)].into_boxed_slice();
            for word in lexicon.entries().keys() {
                let mut chars = word.chars();
                if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                    let bit = Self::bit(first, second);
                    pairs[bit / 64] |= 1_u64 << (bit % 64);
                }
            }
            Self { lexicon, pairs }
        })
    }

    fn bit(first: char, second: char) -> usize {
        let hash = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
        (hash >> (32 - Self::BITS)) as usize
    }

    /// The wrong words of `text` from left to right, of two that overlap the first, at one place the longest.
    fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, Right<'a>)> {
        let mut pairs = text.char_indices().zip(text.chars().skip(1));
        let mut done = 0;
        std::iter::from_fn(move || {
            loop {
                let ((at, first), second) = pairs.next()?;
                let bit = Self::bit(first, second);
                if at < done || self.pairs[bit / 64] & 1 << (bit % 64) == 0 {
                    continue;
                }
                let Some((len, right)) = self.lexicon.longest(&text[at..]) else { continue };
                done = at + len;
                // Where it stands for itself, it is right.
                if let Some((simplified, traditional)) = right.split_once('\t') {
                    return Some((Span::at(at, len), Right { simplified, traditional }));
                }
            }
        })
    }
}
