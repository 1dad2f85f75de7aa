use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::{is_han, is_mark};
use crate::lint::places::{Class, after, before};
use crate::lint::context::is_style;
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Ellipses that are not `……`.
#[derive(Debug)]
pub(super) struct Ellipsis;

impl Rule for Ellipsis {
    fn name(&self) -> &'static str {
        "ellipsis"
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let traditional = cx.locale.map(Variant::script) == Some(Script::Traditional);
        let mut places: Vec<usize> = cx.places(Class::Ellipsis).to_vec();
        places.extend(cx.places(Class::Stop).iter().filter(|&&at| text[at..].starts_with("。。。")));
        places.extend(cx.places(Class::AsciiStop).iter().filter(|&&at| text[at..].starts_with("...")));
        places.sort_unstable();
        // Some styles have one character throughout; a text that has both, or a locale, asks for two.
        let (one, two) = lengths(text, cx.places(Class::Ellipsis));
        let style = cx.options.locale.is_none() && is_style(one, two);
        let two = cx.options.locale.is_some() || two > 0 && !style;
        let should = if style { "…" } else { "……" };
        let mut done = 0;
        for at in places {
            if at < done {
                continue;
            }
            let c = after(text, at);
            let span = Span::new(at, text.len() - text[at..].trim_start_matches(c).len());
            done = span.end;
            let (left, right) = (before(text, at), after(text, span.end));
            let n = span.len() / c.len_utf8();
            let chinese = |c: char| is_han(c) || is_mark(c);
            let wrong = match c {
                // `a...n`, `1, ..., n` and `...args` are no Chinese.
                '.' => is_han(left) && (chinese(right) || matches!(right, '\n' | '\r')) || chinese(left) && is_han(right),
                '。' => is_han(left) || is_han(right),
                // A menu item ends with one: 打开…
                '…' => n == 1 && two && is_han(left) && is_han(right) || n == 3 && chinese(left),
                '⋯' => (!traditional || n != 2) && is_han(left),
                _ => n == 2 && is_han(left) && is_han(right),
            };
            if !wrong || left == c {
                continue;
            }
            let is = span.of(text);
            let message = message!("the ellipsis is `{should}`, not `{is}`", should, is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}

/// How many ellipses are `…`, and how many are `……`.
fn lengths(text: &str, places: &[usize]) -> (usize, usize) {
    let (mut one, mut two) = (0, 0);
    for &at in places.iter().filter(|&&at| after(text, at) == '…' && before(text, at) != '…') {
        match text[at..].chars().take_while(|&c| c == '…').count() {
            1 => one += 1,
            2 => two += 1,
            _ => {}
        }
    }
    (one, two)
}
