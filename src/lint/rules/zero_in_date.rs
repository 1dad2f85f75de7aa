use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Zeros of other kinds among Chinese digits.
#[derive(Debug)]
pub(super) struct ZeroInDate;

impl Rule for ZeroInDate {
    fn name(&self) -> &'static str {
        "zero-in-date"
    }

    fn level(&self) -> Level {
        Level::Info
    }

    fn by_locale(&self) -> bool {
        true
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        // Big5 has no 〇, so that Taiwan and Hong Kong write ○.
        let traditional = cx.locale.map(Variant::script) == Some(Script::Traditional);
        for &at in cx.places(Class::Circle).iter().chain(cx.places(Class::AsciiZero)) {
            let is = after(text, at);
            if traditional && matches!(is, '○' | '◯') {
                continue;
            }
            let span = Span::at(at, is.len_utf8());
            if !number(text, span) {
                continue;
            }
            let message = message!("`{is}` among Chinese digits stands for `〇`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, "〇")));
        }
    }
}

/// Whether Chinese digits stand on both sides, or two on the left and a unit on the right: 一九九○年.
fn number(text: &str, span: Span) -> bool {
    let zeros = ['○', '◯', 'O', 'o', '0', '０', 'Ｏ'];
    let left = &text[..span.start];
    let right = after(text[span.end..].trim_start_matches(zeros), 0);
    let digits = left.trim_end_matches(zeros).chars().rev().take_while(|&c| is_digit(c)).take(2).count();
    let before_zeros = before(left.trim_end_matches(zeros), left.trim_end_matches(zeros).len());
    is_digit(before_zeros) && is_digit(right) || digits == 2 && matches!(right, '年' | '號' | '号' | '室' | '級' | '级' | '屆' | '届')
}

const fn is_digit(c: char) -> bool {
    matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九')
}
