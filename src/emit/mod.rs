//! What people and programs read, one file for each format.
//!
//! An emitter appends bytes to a buffer and never looks at the outside: whether there is a terminal, and
//! whether it wants colour, is decided by who calls.

pub mod diff;
#[cfg(feature = "cli")]
pub mod doubts;
pub mod full;
#[cfg(feature = "cli")]
pub mod jsonl;
mod path;
mod place;
pub(crate) mod width;
