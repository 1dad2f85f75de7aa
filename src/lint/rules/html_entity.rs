use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, has_han};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Entities of HTML in plain text.
#[derive(Debug)]
pub(super) struct HtmlEntity;

/// Longest name or number of an entity.
const LONGEST: usize = 10;

/// Entities whose character stands for nothing but itself.
const NAMED: [(&str, &str); 22] = [
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", "\u{3000}"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("middot", "·"),
    ("bull", "•"),
    ("times", "×"),
    ("divide", "÷"),
    ("deg", "°"),
    ("permil", "‰"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("yen", "¥"),
];

/// Entities of quotation marks. Those of `<`, `>` and `&` are what text about HTML consists of.
const QUOTES: [(&str, &str); 3] = [("quot", "\""), ("#39", "'"), ("apos", "'")];

impl Rule for HtmlEntity {
    fn name(&self) -> &'static str {
        "html-entity"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let places = cx.places(Class::Ampersand);
        for line in cx.lines(&[Class::Ampersand]) {
            let content = line.of(text);
            // A line with tags is HTML, and its entities are right.
            if !has_han(content) || content.contains("</") || content.contains("/>") || content.contains('`') {
                continue;
            }
            let first = places.partition_point(|&at| at < line.start);
            for &at in places[first..].iter().take_while(|&&at| at < line.end) {
                let Some((len, should)) = entity(&text[at..line.end]) else { continue };
                let span = Span::at(at, len);
                let is = span.of(text);
                let message = message!("`{is}` is HTML for a character", is);
                found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
            }
        }
    }
}

/// Length and character of the entity that `text` begins with.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(LONGEST + 2).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    if let Some((_, should)) = NAMED.iter().chain(&QUOTES).find(|(other, _)| *other == name) {
        return Some((end + 1, (*should).to_owned()));
    }
    let code = name.strip_prefix('#')?;
    let code = match code.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => code.parse(),
    };
    match char::from_u32(code.ok()?)? {
        '\u{A0}' => Some((end + 1, " ".to_owned())),
        '<' | '>' | '&' => None,
        c => (!c.is_control()).then(|| (end + 1, c.to_string())),
    }
}
