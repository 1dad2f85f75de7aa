use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::han::is_han;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Line ends inside of a sentence.
#[derive(Debug)]
pub(super) struct HardLinebreak;

impl Rule for HardLinebreak {
    fn name(&self) -> &'static str {
        "hard-linebreak"
    }

    fn level(&self) -> Level {
        Level::Off
    }

    fn fixes(&self) -> Fixes {
        Fixes::Unsafe
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let mut ends: Vec<Span> = memchr::memchr_iter(b'\n', text.as_bytes())
            .map(|end| Span::new(end - usize::from(text[..end].ends_with('\r')), end + 1))
            .collect();
        // What `control-char` makes a line end.
        let others = cx.places(Class::Control).iter().map(|&at| Span::at(at, after(text, at).len_utf8()));
        ends.extend(others.filter(|span| matches!(span.of(text), "\u{85}" | "\u{2028}" | "\u{2029}")));
        for span in ends {
            let left = before(text, span.start);
            let goes_on = is_han(left) || matches!(left, '，' | '、' | '；');
            if !goes_on || !is_han(after(text, span.end)) || is_item(&text[span.end..]) {
                continue;
            }
            let message = message!("the line ends inside of a sentence");
            let edit = Edit::delete(span);
            found.push(cx.finding(self.name(), message, Applicability::Unsafe, edit));
        }
    }
}

/// Whether a line begins with a number or a label: `一、`, `第二条 `, `甲：`
fn is_item(line: &str) -> bool {
    let head = line.chars().take(6).take_while(|&c| c != '\n');
    head.clone().any(|c| matches!(c, '：' | ':' | '\u{3000}' | ' ' | '．' | '.'))
        || head.clone().find(|c| !"〇一二三四五六七八九十百".contains(*c)) == Some('、')
}
