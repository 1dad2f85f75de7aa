use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::Variant;

/// Titles in marks that are not those of titles.
#[derive(Debug)]
pub(super) struct TitleMark;

/// Longest title between `<<` and `>>`, in characters.
const LONGEST: usize = 40;

impl Rule for TitleMark {
    fn name(&self) -> &'static str {
        "title-mark"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        for &at in cx.places(Class::Angle) {
            // The second `<` stands beside the title.
            let Some(from) = at.checked_sub(1).filter(|&from| text.as_bytes()[from..].starts_with(b"<<")) else { continue };
            let title: String = text[from + 2..].chars().take(LONGEST).take_while(|&c| !matches!(c, '<' | '>' | '\n')).collect();
            let end = from + 2 + title.len();
            if !text[end..].starts_with(">>") || text[end..].starts_with(">>>") || text[..from].ends_with('<') {
                continue;
            }
            if !title.starts_with(is_han) || !title.chars().all(|c| is_han(c) || c.is_alphanumeric() || "·：，、！？—－- ".contains(c)) {
                continue;
            }
            let span = Span::new(from, end + 2);
            let is = span.of(text);
            let message = message!("a title stands in `《》`: `{is}`", is);
            let edit = Edit::replace(span, format!("《{title}》"));
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
        if cx.options.locale == Some(Variant::HansCn) {
            single(cx, self.name(), found);
        }
    }
}

/// In mainland China `〈〉` stand inside of `《》` only.
fn single(cx: &Context<'_>, rule: &'static str, found: &mut Vec<Diagnostic>) {
    let text = cx.text();
    let mut depth = 0_usize;
    let mut open = None;
    for &at in cx.places(Class::Bracket) {
        match after(text, at) {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            '〈' if depth == 0 => open = Some(at),
            '〉' => {
                if let Some(from) = open.take()
                    && let span = Span::new(from, at + '〉'.len_utf8())
                    && let inside = &text[from + '〈'.len_utf8()..at]
                    && inside.starts_with(is_han)
                    && !inside.contains('\n')
                {
                    let is = span.of(text);
                    let message = message!("`〈〉` stand inside of `《》` only: `{is}`", is);
                    let edit = Edit::replace(span, format!("《{inside}》"));
                    found.push(cx.finding(rule, message, Applicability::Unsafe, edit));
                }
            }
            _ => {}
        }
    }
}
