use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::{is_han, is_mark};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Dashes that are not `——`.
#[derive(Debug)]
pub(super) struct Dash;

impl Rule for Dash {
    fn name(&self) -> &'static str {
        "dash"
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let traditional = cx.locale.map(Variant::script) == Some(Script::Traditional);
        let mut places: Vec<usize> = cx.places(Class::Dash).to_vec();
        places.extend(cx.places(Class::Hyphen));
        places.extend(cx.places(Class::Kana).iter().filter(|&&at| text[at..].starts_with("ーー")));
        places.sort_unstable();
        let mut done = 0;
        for at in places {
            if at < done {
                continue;
            }
            let c = after(text, at);
            let span = Span::new(at, text.len() - text[at..].trim_start_matches(c).len());
            done = span.end;
            let n = span.len() / c.len_utf8();
            let (left, right) = (before(text, at), after(text, span.end));
            let chinese = |c: char| is_han(c) || is_mark(c) && c != '—';
            let wrong = match c {
                // One of them connects: 北京—上海. Two of ─ are what Big5 had.
                '-' | '－' | '–' | '―' | 'ー' => n == 2,
                '─' | '━' => n == 2 && !traditional,
                _ => false,
            };
            if !wrong || !chinese(left) || !chinese(right) || !(is_han(left) || is_han(right)) {
                continue;
            }
            let is = span.of(text);
            let message = message!("the dash is `——`, not `{is}`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, "——")));
        }
    }
}
