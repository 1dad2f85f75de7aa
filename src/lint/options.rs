//! What a linter looks for, and how.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::rules;
use crate::diagnostic::Level;
use crate::lexicon::Entries;
use crate::variant::Variant;

/// A name that is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown rule `{0}`; docs/rules/ has a page for each rule")]
pub struct UnknownRule(pub String);

/// The level of each rule: its own, but for those that were set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<&'static str, Level>,
}

impl Levels {
    /// The level of a rule.
    pub fn of(&self, rule: &dyn super::Rule) -> Level {
        self.set.get(rule.name()).copied().unwrap_or_else(|| rule.level())
    }

    /// Give the rule of this name a level.
    ///
    /// # Errors
    ///
    /// No rule has this name.
    pub fn set(&mut self, name: &str, level: Level) -> Result<(), UnknownRule> {
        let rule = rules::named(name).ok_or_else(|| UnknownRule(name.to_owned()))?;
        self.set.insert(rule.name(), level);
        Ok(())
    }

    /// Give every rule the same level.
    #[must_use]
    pub fn all(level: Level) -> Self {
        Self { set: rules::ALL.iter().map(|rule| (rule.name(), level)).collect() }
    }
}

/// Whether a space stands between Chinese and Latin letters or digits.
///
/// No standard asks for one: the Chinese style guides of many projects do, and others leave the gap to the
/// typesetter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Spacing {
    /// `使用 Rust 编写`
    Always,
    /// `使用Rust编写`
    Never,
    /// As most places of the document are.
    Consistent,
    /// Both are right.
    #[default]
    Off,
}

impl Spacing {
    /// All settings.
    pub const ALL: [Self; 4] = [Self::Always, Self::Never, Self::Consistent, Self::Off];

    /// The name that configurations use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Never => "never",
            Self::Consistent => "consistent",
            Self::Off => "off",
        }
    }
}

/// A name that is no [`Spacing`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown setting `{0}`; use always, never, consistent or off")]
pub struct UnknownSpacing(pub String);

impl FromStr for Spacing {
    type Err = UnknownSpacing;

    fn from_str(name: &str) -> Result<Self, UnknownSpacing> {
        let found = Self::ALL.into_iter().find(|spacing| spacing.name() == name);
        found.ok_or_else(|| UnknownSpacing(name.to_owned()))
    }
}

/// What a linter looks for, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the texts should be in; nothing leaves each text in the script of its own majority. The region of
    /// the locale decides about quotation marks, title marks, words and the forms of characters; where none is given,
    /// the region that a text shows with certainty decides about words and forms.
    pub locale: Option<Variant>,
    /// The level of each rule.
    pub levels: Levels,
    /// Spaces between Chinese and Latin: with [`Spacing::Off`] the rule `cjk-latin-space` finds nothing.
    pub spacing: Spacing,
    /// Whether damage is undone before the rules about other things look at the text. If not, the rules
    /// about damage find nothing.
    pub repair: bool,
    /// The user's words, as conversion takes them. Nothing is found in a word that stands for itself, or
    /// that another one becomes.
    pub user: Entries,
}

impl Default for Options {
    fn default() -> Self {
        let (levels, spacing, user) = (Levels::default(), Spacing::default(), Entries::new());
        Self { locale: None, levels, spacing, repair: true, user }
    }
}
