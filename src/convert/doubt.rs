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

/// Why one character of a text becomes what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The character in the source.
    pub span: Span,
    /// What becomes of it.
    pub text: String,
    /// The word of the dictionary that covers it, if it has several characters, and what the dictionary makes of that.
    pub word: Option<(Span, String)>,
    /// What decided, where the character has several forms.
    pub reason: Option<Reason>,
    /// Whether a person should look at it.
    pub doubtful: bool,
    /// What speaks for each form, the likeliest first; of a character that has one form, nothing.
    pub votes: Vec<Votes>,
}

/// What speaks for a form, in sixteenths of a nat, against the first form of the character's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// The form and how likely it is.
    pub candidate: Candidate,
    /// How frequent it is in this kind of text.
    pub prior: i32,
    /// The characters around it.
    pub context: i32,
    /// The words of the dictionaries around it.
    pub words: i32,
}
