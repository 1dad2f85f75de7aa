use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::{Context, Rule, Spacing};
use crate::message;
use crate::text::{Edit, Span};

/// Spaces between Chinese and Latin letters or digits, as the option `space-around-latin` says.
#[derive(Debug)]
pub(super) struct CjkLatinSpace;

impl Rule for CjkLatinSpace {
    fn name(&self) -> &'static str {
        "cjk-latin-space"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if cx.options.spacing == Spacing::Off {
            return;
        }
        let always = cx.options.spacing == Spacing::Always;
        let borders = borders(cx.text(), always);
        let spaced = borders.iter().filter(|border| !border.is_empty()).count();
        let wanted = match cx.options.spacing {
            Spacing::Always => true,
            Spacing::Never => false,
            // Where there are as many of the one as of the other, the text says nothing.
            _ if spaced * 2 == borders.len() => return,
            _ => spaced * 2 > borders.len(),
        };
        for border in borders.into_iter().filter(|border| border.is_empty() == wanted) {
            let (message, edit) = if wanted {
                (message!("no space between Chinese and Latin"), Edit::replace(border, " "))
            } else {
                (message!("a space between Chinese and Latin"), Edit::delete(border))
            };
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
    }
}

/// What stands for code.
const CODE: char = '\u{FDD0}';

/// The places between an ideograph and a Latin letter or a digit: empty, or one space. With `code`, that counts as
/// Latin too; an address may go on with the ideographs behind it.
fn borders(text: &str, code: bool) -> Vec<Span> {
    let mut borders = Vec::new();
    let mut left = '\n';
    for (at, right) in text.char_indices() {
        // The far side of one space is the other side of the border.
        if is_han(left) && !is_han(right) {
            let span = Span::at(at, usize::from(right == ' '));
            let rest = &text[span.end..];
            let far = text[..at - left.len_utf8()].trim_end_matches(' ');
            let range = far.ends_with(|c: char| c.is_ascii_digit());
            if belongs(rest.chars(), true) && !(range && rest.starts_with('-')) || code && rest.starts_with(CODE) {
                borders.push(span);
            }
        } else if is_han(right) && !is_han(left) {
            let span = Span::new(at - usize::from(left == ' '), at);
            let rest = &text[..span.start];
            if belongs(rest.chars().rev(), false) || code && rest.ends_with(CODE) {
                borders.push(span);
            }
        }
        left = right;
    }
    borders
}

/// Whether a word or a number begins, or ends, with the first of `chars`, which go away from the ideograph.
fn belongs(mut chars: impl Iterator<Item = char>, begins: bool) -> bool {
    let Some(c) = chars.next() else { return false };
    let mut next = || chars.next().unwrap_or(' ');
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' => true,
        '\u{370}'..='\u{3FF}' => c.is_alphabetic(),
        '$' | '@' | '#' if begins => next().is_ascii_alphanumeric(),
        // Signs, but no range (2016年-2018年); 甲+B is no sum of ours.
        '+' | '-' if begins => next().is_ascii_digit(),
        // 5%, C++, 18+; C#; vs.
        '%' | '+' | '°' | '℃' if !begins => matches!(next(), '+' | 'a'..='z' | 'A'..='Z' | '0'..='9'),
        '#' if !begins => next().is_ascii_uppercase(),
        '.' if !begins => next().is_ascii_alphabetic(),
        _ => false,
    }
}
