//! Convert Chinese text between its scripts and regions, repair it, and proofread it.
//!
//! A document goes one way through this crate and no module looks back:
//!
//! ```text
//! text -> repair -> convert | lint -> report -> emit
//! ```
//!
//! The library reads no file, prints nothing and keeps no state but dictionaries, which never change, so
//! that a [`Converter`](convert::Converter) or a [`Linter`](lint::Linter) runs alike on every thread.
//!
//! ```
//! use zhfix::convert::Converter;
//! use zhfix::variant::Variant;
//!
//! // Text in any script, or in both.
//! let traditional = Converter::to(Variant::HantTw);
//! assert_eq!(traditional.convert("领導干部真抓实干"), "領導幹部真抓實幹");
//!
//! // What OpenCC gives, byte for byte.
//! let exact = Converter::exact("s2twp")?;
//! assert_eq!(exact.convert("鼠标里面的硅二极管坏了"), "滑鼠裡面的矽二極體壞了");
//! # Ok::<(), zhfix::convert::ConvertError>(())
//! ```

pub mod baseline;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod config;
pub mod convert;
pub mod detect;
pub mod diagnostic;
pub mod document;
#[cfg(feature = "cli")]
pub mod emit;
pub mod lexicon;
pub mod lint;
pub mod message;
pub mod pipeline;
pub mod report;
pub mod text;
pub mod variant;
