//! What a decision between several forms of a character rests on, and where it is doubtful.

use std::fmt;

use crate::text::Span;

/// A form that a character can take.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Candidate {
    /// The form.
    pub text: String,
    /// How likely it is in this place, in thousandths; those of all candidates add up to about 1000.
    pub per_mille: u16,
}

/// What decided between the candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The characters and words around it.
    Context,
    /// A word of the dictionary.
    Word,
    /// Nothing but the character itself: the most frequent form was taken.
    Alone,
    /// It may belong to a name, and a name keeps its characters.
    Name,
}

impl Reason {
    /// The name that reports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Word => "word",
            Self::Alone => "alone",
            Self::Name => "name",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a person should look at a place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Doubt {
    /// The forms that it could take, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What decided.
    pub reason: Reason,
}

/// A place where a character has several forms, whether it is changed or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The character in the source.
    pub span: Span,
    /// What becomes of it.
    pub text: String,
    /// The forms that it could take, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// What decided.
    pub reason: Reason,
    /// Whether a person should look at it.
    pub doubtful: bool,
}
