use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::places::{Class, after};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Dots between the parts of a name that are not `·`.
#[derive(Debug)]
pub(super) struct MiddleDot;

impl Rule for MiddleDot {
    fn name(&self) -> &'static str {
        "middle-dot"
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let traditional = cx.locale.map(Variant::script) == Some(Script::Traditional);
        let kana = cx.lines(&[Class::Kana]);
        for &at in cx.places(Class::Dot) {
            let is = after(text, at);
            let span = Span::at(at, is.len_utf8());
            let wrong = match is {
                '・' | '•' | '⋅' | '∙' => true,
                // The dots that Taiwan writes.
                '‧' => !traditional,
                _ => false,
            };
            if !wrong || !is_name(text, at, span.end) {
                continue;
            }
            let line = kana.partition_point(|line| line.end < at);
            if kana.get(line).is_some_and(|line| line.start <= at) {
                continue;
            }
            let message = message!("the dot between the parts of a name is `·`, not `{is}`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, "·")));
        }
    }
}

/// Whether a dot from `at` to `end` is within a name: between ideographs, or an ideograph and an initial.
fn is_name(text: &str, at: usize, end: usize) -> bool {
    let (mut left, mut right) = (text[..at].chars().rev(), text[end..].chars());
    let (left, before) = (left.next().unwrap_or('\n'), left.next().unwrap_or('\n'));
    let (right, behind) = (right.next().unwrap_or('\n'), right.next().unwrap_or('\n'));
    let initial = |c: char, beyond: char| c.is_ascii_uppercase() && !beyond.is_ascii_alphanumeric();
    let dot = |c: char| matches!(c, '・' | '•' | '⋅' | '∙' | '‧' | '·');
    match (is_han(left), is_han(right)) {
        (true, true) => true,
        (true, false) => initial(right, behind) && dot(behind),
        (false, true) => initial(left, before),
        (false, false) => initial(left, before) && initial(right, behind) && (dot(before) || dot(behind)),
    }
}
