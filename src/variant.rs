//! The forms of written Chinese that text can be in.

use std::fmt;
use std::str::FromStr;

/// A script, or a script as one region writes it.
///
/// Names are BCP 47 tags. Where nobody names a region, `zh-Hans` is written as in mainland China and
/// `zh-Hant` keeps to what Taiwan and Hong Kong have in common (OpenCC's standard).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Variant {
    /// Simplified characters.
    Hans,
    /// Simplified characters as in mainland China.
    HansCn,
    /// Traditional characters.
    Hant,
    /// Traditional characters as in Taiwan.
    HantTw,
    /// Traditional characters as in Hong Kong.
    HantHk,
}

/// One of the two scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub enum Script {
    /// Simplified characters.
    #[serde(rename = "simplified")]
    Simplified,
    /// Traditional characters.
    #[serde(rename = "traditional")]
    Traditional,
}

impl Script {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Simplified => Self::Traditional,
            Self::Traditional => Self::Simplified,
        }
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Simplified => "Simplified",
            Self::Traditional => "Traditional",
        })
    }
}

impl Variant {
    /// All variants.
    pub const ALL: [Self; 5] = [Self::Hans, Self::HansCn, Self::Hant, Self::HantTw, Self::HantHk];

    /// The full name, a BCP 47 tag.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hans => "zh-Hans",
            Self::HansCn => "zh-Hans-CN",
            Self::Hant => "zh-Hant",
            Self::HantTw => "zh-Hant-TW",
            Self::HantHk => "zh-Hant-HK",
        }
    }

    /// The script of this variant.
    pub const fn script(self) -> Script {
        match self {
            Self::Hans | Self::HansCn => Script::Simplified,
            Self::Hant | Self::HantTw | Self::HantHk => Script::Traditional,
        }
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no variant of Chinese.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown variant `{0}`; use zh-Hans, zh-Hans-CN, zh-Hant, zh-Hant-TW, zh-Hant-HK, \
     or the short names cn, tw, hk, hans, hant"
)]
pub struct UnknownVariant(pub String);

impl FromStr for Variant {
    type Err = UnknownVariant;

    /// Upper and lower case, `-` and `_` are the same.
    fn from_str(name: &str) -> Result<Self, UnknownVariant> {
        match name.to_ascii_lowercase().replace('_', "-").as_str() {
            "zh-hans" | "hans" | "s" | "zh" => Ok(Self::Hans),
            "zh-hans-cn" | "zh-cn" | "cn" | "zh-sg" | "zh-hans-sg" | "zh-my" => Ok(Self::HansCn),
            "zh-hant" | "hant" | "t" => Ok(Self::Hant),
            "zh-hant-tw" | "zh-tw" | "tw" => Ok(Self::HantTw),
            "zh-hant-hk" | "zh-hk" | "hk" | "zh-mo" | "zh-hant-mo" | "yue-hant" => Ok(Self::HantHk),
            _ => Err(UnknownVariant(name.to_owned())),
        }
    }
}

/// What texts should be in: a variant, or what each of them is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Locale {
    /// What the text is in already.
    #[default]
    Auto,
    /// This variant.
    Of(Variant),
}

impl Locale {
    /// The variant, where one is named.
    pub const fn variant(self) -> Option<Variant> {
        match self {
            Self::Auto => None,
            Self::Of(variant) => Some(variant),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.variant().map_or("auto", Variant::name))
    }
}

impl FromStr for Locale {
    type Err = UnknownVariant;

    fn from_str(name: &str) -> Result<Self, UnknownVariant> {
        if name.eq_ignore_ascii_case("auto") { Ok(Self::Auto) } else { name.parse().map(Self::Of) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back() {
        for variant in Variant::ALL {
            assert_eq!(variant.name().parse(), Ok(variant));
        }
        assert_eq!("ZH_tw".parse(), Ok(Variant::HantTw));
        assert!("jp".parse::<Variant>().is_err());
    }
}
