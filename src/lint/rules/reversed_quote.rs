use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::lint::places::after;
use crate::lint::{Context, Fixes, Rule};
use crate::message;
use crate::text::{Edit, Span};

/// Quotation marks that are the wrong way round: `”你好“`.
#[derive(Debug)]
pub(super) struct ReversedQuote;

impl Rule for ReversedQuote {
    fn name(&self) -> &'static str {
        "reversed-quote"
    }

    fn fixes(&self) -> Fixes {
        Fixes::Guarded
    }

    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for &(open, close) in &cx.pairs().reversed {
            let (first, last) = (after(cx.text(), open), after(cx.text(), close));
            let span = Span::new(open, close + last.len_utf8());
            let message = message!("`{first}` opens and `{last}` closes: the wrong way round", first, last);
            let mut diagnostic = cx.report(self.name(), span, message);
            let edits = [(open, first, last), (close, last, first)];
            let edit = |(at, is, should): (usize, char, char)| cx.edit(Edit::replace(Span::at(at, is.len_utf8()), should));
            diagnostic.fix =
                Some(Fix { applicability: Applicability::Safe, edits: edits.map(edit).into_iter().collect() });
            found.push(diagnostic);
        }
    }
}
