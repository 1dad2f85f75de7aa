use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// `、` between titles or quotations, which their marks already part.
#[derive(Debug)]
pub(super) struct TitleEnum;

impl Rule for TitleEnum {
    fn name(&self) -> &'static str {
        "title-enum"
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
        for &at in cx.places(Class::Stop) {
            let span = Span::at(at, '、'.len_utf8());
            let (left, right) = (before(text, at), after(text, at + '、'.len_utf8()));
            if after(text, at) == '、' && matches!((left, right), ('》', '《') | ('”', '“')) {
                let message = message!("no `、` between `{left}` and `{right}`", left, right);
                found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::delete(span)));
            }
        }
    }
}
