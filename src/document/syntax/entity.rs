//! Characters that HTML and Markdown spell out.

/// Names that Chinese pages use; others are left alone.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("apos", '\''),
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("emsp", '\u{2003}'),
    ("ensp", '\u{2002}'),
    ("gt", '>'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("larr", '←'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("lt", '<'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("para", '¶'),
    ("permil", '‰'),
    ("quot", '"'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("reg", '®'),
    ("rsquo", '’'),
    ("sect", '§'),
    ("shy", '\u{AD}'),
    ("thinsp", '\u{2009}'),
    ("times", '×'),
    ("trade", '™'),
    ("zwj", '\u{200D}'),
];

/// Length of the entity that `text` begins with, and its character where one is known.
pub(super) fn decode(text: &str) -> Option<(usize, Option<char>)> {
    const LONGEST: usize = 32;
    let body = text.strip_prefix('&')?;
    let len =
        body.bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    let name = &body[..len];
    if len == 0 || !body[len..].starts_with(';') {
        return None;
    }
    let decoded = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())
        }
        None if name.contains('#') => return None,
        None => NAMES.iter().find(|(other, _)| *other == name).map(|&(_, c)| c),
    };
    Some((len + 2, decoded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_decoded() {
        for (text, expected) in [
            ("&#x53D1;x", Some((8, Some('发')))),
            ("&#21457;", Some((8, Some('发')))),
            ("&nbsp;", Some((6, Some('\u{A0}')))),
            ("&unknown;", Some((9, None))),
            ("&#x110000;", Some((10, None))),
            ("& ;", None),
            ("&a#;", None),
            ("&中;", None),
            ("&amp", None),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
