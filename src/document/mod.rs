//! A text, and how to look at it through its damage.

pub(crate) mod han;
mod repair;

pub use repair::{Damage, DamageKind, OffsetMap, Repaired, repair};
