//! OpenCC's conversions, byte for byte.

mod engine;
mod ids;
#[cfg_attr(not(test), allow(dead_code, reason = "the build script writes what is read here"))]
pub(crate) mod image;
mod reading;
mod sink;
mod table;

pub use engine::Engine;
pub use reading::Reading;
pub use sink::Writer;

/// One of OpenCC's conversions.
pub struct Definition {
    /// `s2twp`, …
    pub name: &'static str,
    /// One line in English.
    pub description: &'static str,
    /// Names of the dictionaries that it uses, as [`builtin`](crate::lexicon::builtin) has them; sorted.
    pub dictionaries: &'static [&'static str],
    /// Image without the rare characters that OpenCC calls *tofu*.
    pub plain: &'static [u8],
    /// Image with them.
    pub tofu: &'static [u8],
}

/// All conversions, sorted by name.
pub static DEFINITIONS: &[Definition] = include!(concat!(env!("OUT_DIR"), "/conversions.rs"));
