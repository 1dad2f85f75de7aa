//! Text in XML.

use std::fmt::Write;

/// `text` for an attribute or between tags. Characters that XML does not have become `<U+001B>`.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // In an attribute, these would be read as spaces.
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\0'..='\x1f' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "&lt;U+{:04X}&gt;", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_lacks_is_named() {
        assert_eq!(escaped("<\"甲\x1b\n&"), "&lt;&quot;甲&lt;U+001B&gt;&#10;&amp;");
    }
}
