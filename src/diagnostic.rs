//! What a rule says about a place in a text.

use std::fmt;
use std::str::FromStr;

use crate::message::Message;
use crate::text::{Edit, Edits, Span};

/// How grave a finding is. The configuration gives each rule its level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not looked for.
    Off,
    /// Worth knowing.
    Info,
    /// Most probably wrong.
    #[default]
    Warn,
    /// Wrong.
    Error,
}

impl Level {
    /// All levels, the lowest first.
    pub const ALL: [Self; 4] = [Self::Off, Self::Info, Self::Warn, Self::Error];

    /// The name that reports and configurations use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no level.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown level `{0}`; use off, info, warn or error")]
pub struct UnknownLevel(pub String);

impl FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(name: &str) -> Result<Self, UnknownLevel> {
        Self::ALL.into_iter().find(|level| level.name() == name).ok_or_else(|| UnknownLevel(name.to_owned()))
    }
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Only a person who has read the place: the fix is a hint.
    DisplayOnly,
    /// A person who has asked for it: the fix can change the meaning.
    Unsafe,
    /// Anyone: the meaning stays.
    Safe,
}

/// A change that would end a finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Fix {
    /// Who may apply it.
    pub applicability: Applicability,
    /// What it changes, sorted, without overlaps; applied as a whole or not at all.
    pub edits: Edits,
}

impl Fix {
    /// A fix that keeps the meaning.
    pub fn safe(edit: Edit) -> Self {
        Self { applicability: Applicability::Safe, edits: edit.into() }
    }

    /// A fix that can change the meaning.
    pub fn unsafe_(edit: Edit) -> Self {
        Self { applicability: Applicability::Unsafe, edits: edit.into() }
    }
}

/// A finding: a place, what is wrong with it, and what would be right.
///
/// How grave it is, is not its own business: the configuration gives each rule a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule.
    pub rule: &'static str,
    /// The place, in bytes of the document.
    pub span: Span,
    /// One sentence for people.
    pub message: Message,
    /// The proposed change, where there is one.
    pub fix: Option<Fix>,
}
