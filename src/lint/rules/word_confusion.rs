use std::sync::OnceLock;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::lexicon::{Characters, Lexicon, builtin};
use crate::lint::phrases::wrong_words;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::Edit;
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
        for (span, right) in wrong_words().find(text, cx.phrases().iter().copied()) {
            // Where it stands for itself, it is right.
            let Some((simplified, traditional)) = right.split_once('\t') else { continue };
            let (wrong, right) = (span.of(text), Right { simplified, traditional });
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
