//! What reports say, in the reader's language.
//!
//! The code holds the English sentence, with its parts in braces; `zh-Hans.tsv` beside this file holds the
//! Chinese for it, one row for each sentence. `zh-Hant.tsv` is made from it by the conversion of this crate.
//! A sentence without a row is shown in English.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use crate::text::Piece;

/// A language of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese in Simplified characters.
    ZhHans,
    /// Chinese in Traditional characters.
    ZhHant,
}

/// A language that reports are not written in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown language `{0}`; use one of en, zh-Hans, zh-Hant")]
pub struct UnknownLang(String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(name: &str) -> Result<Self, UnknownLang> {
        match name.to_ascii_lowercase().as_str() {
            "en" => Ok(Self::En),
            "zh" | "zh-hans" | "zh-cn" => Ok(Self::ZhHans),
            "zh-hant" | "zh-tw" | "zh-hk" => Ok(Self::ZhHant),
            _ => Err(UnknownLang(name.to_owned())),
        }
    }
}

impl Lang {
    /// The language of a POSIX locale: `zh_TW.UTF-8` is Traditional Chinese, what is not Chinese is English.
    pub fn of_locale(locale: &str) -> Self {
        let name = locale.split(['.', '@']).next().unwrap_or_default().to_ascii_lowercase().replace('-', "_");
        let mut parts = name.split('_');
        if parts.next() != Some("zh") {
            return Self::En;
        }
        match parts.next() {
            Some("tw" | "hk" | "mo" | "hant") => Self::ZhHant,
            _ => Self::ZhHans,
        }
    }

    /// The name that standards give it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
            Self::ZhHant => "zh-Hant",
        }
    }

    /// The sentence for an English one, if the catalogue has it.
    pub fn lookup(self, english: &str) -> Option<&'static str> {
        match self {
            Self::En => None,
            Self::ZhHans => SIMPLIFIED.get(english).copied(),
            Self::ZhHant => TRADITIONAL.get(english).copied(),
        }
    }

    /// A fixed text without parts.
    pub fn text(self, english: &'static str) -> &'static str {
        self.lookup(english).unwrap_or(english)
    }
}

type Catalogue = HashMap<&'static str, &'static str>;

static SIMPLIFIED: LazyLock<Catalogue> = LazyLock::new(|| rows(include_str!("zh-Hans.tsv")));
static TRADITIONAL: LazyLock<Catalogue> = LazyLock::new(|| rows(include_str!("zh-Hant.tsv")));

fn rows(table: &'static str) -> Catalogue {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
}

/// A sentence without its parts.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    text: &'static str,
    names: &'static [&'static str],
}

impl Template {
    /// The English sentence `text`, by which the catalogue knows it, with parts of these names in braces.
    pub const fn new(text: &'static str, names: &'static [&'static str]) -> Self {
        Self { text, names }
    }
}

/// A complete text, and one that the catalogue may have.
static COMPLETE: Template = Template::new("{text}", &["text"]);
static CATALOGUED: Template = Template::new("{=text}", &["text"]);

/// A sentence with its parts.
///
/// Made by [`message!`](crate::message!), or from a text that is complete already and has no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    template: &'static Template,
    /// One after the other, each but the last behind its length.
    parts: Piece,
}

/// Lengths from here on are written in digits.
const LONG: char = '\x7F';

impl Message {
    /// The sentence `template` with its parts in the order of their names.
    pub fn new(template: &'static Template, parts: &[&str]) -> Self {
        let Some((last, others)) = parts.split_last() else {
            return Self { template, parts: Piece::default() };
        };
        let mut all = String::new();
        for part in others {
            match u8::try_from(part.len()).map(char::from) {
                Ok(len) if len < LONG => all.push(len),
                _ => all.extend([&*LONG.to_string(), &part.len().to_string(), ":"]),
            }
            all.push_str(part);
        }
        let parts = if all.is_empty() { Piece::from(*last) } else { (all + last).into() };
        Self { template, parts }
    }

    /// The part of this name.
    fn part(&self, name: &str) -> &str {
        let Some(index) = self.template.names.iter().position(|other| *other == name) else { return "" };
        let mut rest = self.parts.as_str();
        for at in 0..self.template.names.len() {
            if at + 1 == self.template.names.len() {
                break;
            }
            let mut chars = rest.chars();
            let len = match chars.next() {
                Some(LONG) => {
                    let Some((digits, after)) = chars.as_str().split_once(':') else { return "" };
                    chars = after.chars();
                    digits.parse().unwrap_or_default()
                }
                len => len.map_or(0, |len| len as usize),
            };
            let (part, later) = chars.as_str().split_at_checked(len).unwrap_or_default();
            if at == index {
                return part;
            }
            rest = later;
        }
        rest
    }

    /// The sentence in a language; in English where the catalogue does not have it.
    pub fn in_lang(&self, lang: Lang) -> String {
        let english = self.template.text;
        let template = lang.lookup(english).unwrap_or(english);
        if self.template.names.is_empty() {
            return template.to_owned();
        }
        let mut out = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, after)) = after.split_once('}') else { break };
            // `{=name}`: the part itself is a word of the catalogue.
            let (name, translated) = name.strip_prefix('=').map_or((name, false), |name| (name, true));
            let value = self.part(name);
            out.push_str(if translated { lang.lookup(value).unwrap_or(value) } else { value });
            rest = after;
        }
        out + rest
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::En))
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self { template: &COMPLETE, parts: text.into() }
    }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Self {
        Self { template: &CATALOGUED, parts: text.into() }
    }
}

/// A [`Message`](crate::message::Message): an English sentence, and its parts by name.
///
/// ```
/// use zhfix::message;
///
/// let is = "裏";
/// let found = message!("`{is}` is not written in {place}", is, place = "Taiwan");
/// assert_eq!(found.to_string(), "`裏` is not written in Taiwan");
/// ```
#[macro_export]
macro_rules! message {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        static TEMPLATE: $crate::message::Template =
            $crate::message::Template::new($template, &[$(::std::stringify!($name)),*]);
        $(let $name = $crate::message!(@value $name $($value)?);)*
        // The compiler looks whether each part is there.
        let _ = ::std::format_args!($template $(, $name = $name)*);
        $crate::message::Message::new(&TEMPLATE, &[$(&*$name),*])
    }};
    (@value $name:ident $value:expr) => { ::std::string::ToString::to_string(&$value) };
    (@value $name:ident) => { ::std::string::ToString::to_string(&$name) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_the_system() {
        for (locale, lang) in [
            ("zh_TW.UTF-8", Lang::ZhHant),
            ("zh_CN.GB18030", Lang::ZhHans),
            ("zh-Hant-HK", Lang::ZhHant),
            ("zh_SG", Lang::ZhHans),
            ("zh", Lang::ZhHans),
            ("C.UTF-8", Lang::En),
            ("", Lang::En),
            ("de_DE", Lang::En),
        ] {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn parts_are_put_in() {
        let script = "Simplified";
        let found = message!("`{is}` in {script} text", is = "{x}", script);
        assert_eq!(found.to_string(), "`{x}` in Simplified text");
        assert_eq!(found.in_lang(Lang::ZhHans), "`{x}` in Simplified text");
        assert_eq!(Message::from("{ as it is".to_owned()).to_string(), "{ as it is");
        assert_eq!(Message::from("Simplified").in_lang(Lang::ZhHans), Lang::ZhHans.text("Simplified"));
    }

    #[test]
    fn parts_of_any_length_are_kept_apart() {
        for len in [0, 1, 9, 14, 126, 127, 128, 1000, 300_000] {
            let (a, b) = ("字".repeat(len / 3) + &"x".repeat(len % 3), "y".repeat(len));
            let found = message!("{a}, {b}, {a}, {c}", a, b, c = "z");
            assert_eq!(found.to_string(), format!("{a}, {b}, {a}, z"));
        }
    }
}
