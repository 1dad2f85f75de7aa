use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
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
            let (left, right) = (before(text, at), after(text, span.end));
            let wrong = match is {
                '・' | '•' | '⋅' | '∙' => true,
                // The dots that Taiwan writes.
                '‧' => !traditional,
                _ => false,
            };
            if !wrong || !is_han(left) || !is_han(right) {
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
