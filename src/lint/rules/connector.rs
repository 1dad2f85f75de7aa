use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// A hyphen or a dash between two numbers with a unit, for `～`.
#[derive(Debug)]
pub(super) struct Connector;

impl Rule for Connector {
    fn name(&self) -> &'static str {
        "connector"
    }

    fn level(&self) -> Level {
        Level::Off
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if cx.locale.map(Variant::script) == Some(Script::Traditional) {
            return;
        }
        let text = cx.text();
        let mut places: Vec<usize> = cx.places(Class::Dash).to_vec();
        places.extend(memchr::memchr2_iter(b'-', b'~', text.as_bytes()));
        places.sort_unstable();
        for at in places {
            let is = after(text, at);
            let span = Span::at(at, is.len_utf8());
            let digits = |c: char| c.is_ascii_digit() || c == '.';
            let number = text[..at].strip_suffix('%').unwrap_or(&text[..at]);
            let left = number.len() - number.trim_end_matches(digits).len();
            let rest = text[span.end..].trim_start_matches(digits);
            let right = text.len() - span.end - rest.len();
            let unit = rest.trim_start_matches('%');
            // Not part of a date, a telephone number or a version.
            let whole = !number[..number.len() - left].ends_with(|c: char| c.is_alphanumeric() && !is_han(c) || matches!(c, '-' | '/' | '.' | '～' | '~'));
            let measure = rest.starts_with('%') || after(unit, 0) != '年' && is_han(after(unit, 0));
            if !matches!(is, '-' | '–' | '—' | '~' | '－') || left == 0 || right == 0 || left > 5 || !whole || !measure {
                continue;
            }
            let message = message!("a range of numbers is written with `～`, not `{is}`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, "～")));
        }
    }
}
