use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::han::{is_han, is_mark};
use crate::lint::places::{Class, after, before};
use crate::lint::{Context, Fixes, Rule, lookalikes};
use crate::message;
use crate::text::{Edit, Span};

/// Characters that look like the right one.
#[derive(Debug)]
pub(super) struct Lookalike;

/// Kana and the ideographs that they look like.
const KANA: [(char, char); 13] = [
    ('ニ', '二'),
    ('ー', '一'),
    ('エ', '工'),
    ('ロ', '口'),
    ('カ', '力'),
    ('ト', '卜'),
    ('タ', '夕'),
    ('ハ', '八'),
    ('ノ', '丿'),
    ('へ', '八'),
    ('ヘ', '八'),
    ('チ', '千'),
    ('ミ', '三'),
];

impl Rule for Lookalike {
    fn name(&self) -> &'static str {
        "lookalike"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = cx.text();
        for &at in cx.places(Class::Lookalike) {
            let Some(should) = lookalikes::right(text, at) else { continue };
            let is = after(text, at);
            let message = message!("`{is}` looks like `{should}`, which this word has", is, should);
            let edit = Edit::replace(Span::at(at, is.len_utf8()), should);
            found.push(cx.finding(self.name(), message, Applicability::Safe, edit));
        }
        // Where a text has other kana, it has Japanese words.
        let ideograph = |c: char| KANA.iter().find(|(kana, _)| *kana == c).map(|&(_, han)| han);
        let kana = cx.places(Class::Kana);
        if kana.iter().any(|&at| ideograph(after(text, at)).is_none()) {
            return;
        }
        for &at in kana {
            let is = after(text, at);
            let Some(should) = ideograph(is) else { continue };
            let span = Span::at(at, is.len_utf8());
            let chinese = |c: char| is_han(c) || is_mark(c) || matches!(c, '\n' | '\r' | ' ') || ideograph(c).is_some();
            let (left, right) = (before(text, at), after(text, span.end));
            let beside = is_han(left) || is_han(right);
            if !beside || !chinese(left) || !chinese(right) || is_word(text, span) {
                continue;
            }
            let message = message!("the kana `{is}` looks like `{should}`", is, should);
            found.push(cx.finding(self.name(), message, Applicability::Safe, Edit::replace(span, should)));
        }
    }
}

/// Whether three or more kana stand together, which no misreading of ideographs gives.
fn is_word(text: &str, span: Span) -> bool {
    let is_kana = |c: &char| matches!(c, 'ぁ'..='ヿ');
    let left = text[..span.start].chars().rev().take(2).take_while(is_kana).count();
    let right = text[span.end..].chars().take(2).take_while(is_kana).count();
    left + right >= 2
}
