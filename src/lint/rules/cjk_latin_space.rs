use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::lint::places::{after, before};
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
        let borders = borders(cx.text());
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

/// The places between an ideograph and a Latin letter or a digit: empty, or one space.
fn borders(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut borders = Vec::new();
    for at in 1..bytes.len() {
        let (left, right) = (bytes[at - 1], bytes[at]);
        if (left < 0x80) == (right < 0x80) {
            continue;
        }
        let wide_first = left >= 0x80;
        // The far side of one space is the other side of the border.
        let (han, latin, span) = if wide_first {
            let span = Span::at(at, usize::from(right == b' '));
            (before(text, at), after(text, span.end), span)
        } else {
            let span = Span::new(at - usize::from(left == b' '), at);
            (after(text, at), before(text, span.start), span)
        };
        let rest = if wide_first { &text[span.end..] } else { &text[..span.start] };
        if is_han(han) && belongs(latin, rest, wide_first) {
            borders.push(span);
        }
    }
    borders
}

/// Whether a word or a number begins or ends with `c` at this edge of `rest`.
fn belongs(c: char, rest: &str, begins: bool) -> bool {
    let next = || if begins { rest.chars().nth(1) } else { rest.chars().rev().nth(1) }.unwrap_or(' ');
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{C0}'..='\u{24F}' | 'Α'..='ω' => true,
        '$' | '@' | '#' | '+' | '-' if begins => next().is_ascii_alphanumeric(),
        '%' | '+' | '°' | '℃' if !begins => next().is_ascii_alphanumeric() || next() == '+',
        _ => false,
    }
}
