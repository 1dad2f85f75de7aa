//! The Chinese pages of the rules, packed: `docs/rules/zh-Hans/` and `docs/rules/zh-Hant/`.

use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

use crate::message::Lang;

/// Name to page.
type Pages = HashMap<&'static str, &'static str>;

static SIMPLIFIED: LazyLock<Pages> =
    LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/zh-Hans.pages"))));
static TRADITIONAL: LazyLock<Pages> =
    LazyLock::new(|| unpack(include_bytes!(concat!(env!("OUT_DIR"), "/zh-Hant.pages"))));

/// The page of a rule, if there is one in this language.
pub(super) fn page(name: &str, lang: Lang) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::ZhHans => SIMPLIFIED.get(name).copied(),
        Lang::ZhHant => TRADITIONAL.get(name).copied(),
    }
}

/// Names and pages, each behind the other and ended by a NUL.
fn unpack(packed: &[u8]) -> Pages {
    let mut text = String::new();
    let read = flate2::read::DeflateDecoder::new(packed).read_to_string(&mut text);
    debug_assert!(read.is_ok(), "the build packed them");
    // They are unpacked once, and needed to the end.
    let mut parts = String::leak(text).split_terminator('\0');
    std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).collect()
}
