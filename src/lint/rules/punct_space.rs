use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::is_han;
use crate::document::is_object;
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Spaces beside full-width punctuation, which has its own.
#[derive(Debug)]
pub(super) struct PunctSpace;

impl Rule for PunctSpace {
    fn name(&self) -> &'static str {
        "punct-space"
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        let bytes = text.as_bytes();
        for &at in cx.places(Class::Space) {
            // Most spaces stand beside no such mark; all of them have three bytes and begin with one of these.
            let lead = |at: Option<usize>| at.is_some_and(|at| matches!(bytes.get(at), Some(0xE3 | 0xEF)));
            if !lead(at.checked_sub(3)) && !lead(Some(at + 1)) {
                continue;
            }
            let span = Span::at(at, 1);
            let (left, right) = (before(text, at), after(text, span.end));
            // Two and more are a column, an indentation or a line break of Markdown.
            let alone = !matches!(left, '\n' | '\r' | ' ' | '\t') && !matches!(right, '\n' | '\r' | ' ' | '\t');
            let wrong = closes(right) && (is_han(left) || left.is_alphanumeric() || closes(left))
                || opens(left) && is_han(right)
                || ends(left) && (is_han(right) || opens(right) || goes_on(text, at, left, right))
                || closes(right) && is_object(left);
            if !alone || !wrong || is_item(text, span, left) {
                continue;
            }
            let is = if closes(right) { right } else { left };
            let message = message!("a space beside `{is}`", is);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::delete(span)));
        }
    }
}

const fn ends(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '！' | '？')
}

const fn closes(c: char) -> bool {
    ends(c) || matches!(c, '：' | '）' | '】' | '》' | '〉' | '」' | '』')
}

const fn opens(c: char) -> bool {
    matches!(c, '（' | '【' | '《' | '〈' | '「' | '『')
}

/// Whether a Chinese sentence goes on with Latin or code behind the mark before `at`. English may have the mark too.
fn goes_on(text: &str, at: usize, left: char, right: char) -> bool {
    let beyond = before(text, at - left.len_utf8());
    let chinese = left == '、' || is_han(beyond) || is_object(beyond) || closes(beyond);
    chinese && matches!(left, '，' | '、' | '；') && (right.is_ascii_alphabetic() || is_object(right))
}

/// `一、 甲`: the space behind the number of a list.
fn is_item(text: &str, span: Span, left: char) -> bool {
    if left != '、' {
        return false;
    }
    let head = &text[..span.start - left.len_utf8()];
    let label = head.rfind('\n').map_or(head, |at| &head[at + 1..]).trim_start();
    label.chars().take(5).count() <= 4
}
