use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Punctuation of half-width katakana.
#[derive(Debug)]
pub(super) struct HalfwidthKanaPunct;

impl Rule for HalfwidthKanaPunct {
    fn name(&self) -> &'static str {
        "halfwidth-kana-punct"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        for &at in cx.places(Class::HalfwidthForm) {
            let is = after(text, at);
            let span = Span::at(at, is.len_utf8());
            // Several of these marks can stand together: 你好｣､
            let left = before(text[..at].trim_end_matches(is_form), text[..at].trim_end_matches(is_form).len());
            let right = after(text[span.end..].trim_start_matches(is_form), 0);
            let chinese = if is == '･' { is_han(left) && is_han(right) } else { is_han(left) || is_han(right) };
            if !chinese || is_kana(left) || is_kana(right) {
                continue;
            }
            let should = match is {
                '｡' => '。',
                '｢' => '「',
                '｣' => '」',
                '､' => '、',
                _ => '·',
            };
            let message = message!("half-width `{is}` in Chinese text", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}

const fn is_form(c: char) -> bool {
    matches!(c, '｡'..='･')
}

const fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ヿ' | 'ｦ'..='ﾟ')
}
