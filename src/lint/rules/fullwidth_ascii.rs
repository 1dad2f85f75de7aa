use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Letters and digits as wide as ideographs.
#[derive(Debug)]
pub(super) struct FullwidthAscii;

impl Rule for FullwidthAscii {
    fn name(&self) -> &'static str {
        "fullwidth-ascii"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut places: Vec<usize> = cx.places(Class::Fullwidth).to_vec();
        places.extend(cx.places(Class::Circle).iter().filter(|&&at| ascii(after(text, at)).is_some()));
        places.sort_unstable();
        let mut places = places.into_iter().peekable();
        while let Some(at) = places.next() {
            let mut span = Span::at(at, '０'.len_utf8());
            while places.next_if_eq(&span.end).is_some() {
                span.end += '０'.len_utf8();
            }
            let is = span.of(text);
            // One alone is a label, or stands in a column: `Ａ班`, `（１）`.
            if is.chars().nth(1).is_none() {
                continue;
            }
            let should: String = is.chars().filter_map(ascii).collect();
            let message = message!("full-width `{is}`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}

/// The half-width form of a full-width letter or digit.
fn ascii(c: char) -> Option<char> {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xFEE0),
        _ => None,
    }
}
