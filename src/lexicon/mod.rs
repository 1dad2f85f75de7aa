//! Dictionaries: their text form, their compiled form, and those that come with zhfix.
//!
//! A dictionary never changes once it is made, so it can be shared between threads.

pub mod builtin;
mod characters;
mod charset;
pub(crate) mod compiled;
pub(crate) mod error;
pub(crate) mod source;

pub(crate) use characters::ACCEPTED_IN_HONG_KONG;
pub use characters::{Characters, is_han};
pub use charset::CharSet;
pub use compiled::{Lexicon, compile, is_compiled};
pub use error::LexiconError;
pub use source::{Entries, LONGEST, parse_opencc, parse_user};
