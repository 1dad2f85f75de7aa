//! A finding as reports show it, whether a rule found it or a conversion made it.

use crate::convert::{Change, ChangeKind, Doubt, Reason};
use crate::diagnostic::{Applicability, Diagnostic, Fix, Level};
use crate::message;
use crate::message::Message;
use crate::text::Span;

/// A place, what is the matter with it, and how much it matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the rule, or the kind of the change.
    pub rule: &'static str,
    /// How grave it is.
    pub level: Level,
    /// The place, in bytes of the text.
    pub span: Span,
    /// One sentence for people.
    pub message: Message,
    /// The proposed change, where there is one.
    pub fix: Option<Fix>,
    /// Why a person should look at it, where a conversion was not sure.
    pub doubt: Option<Box<Doubt>>,
    /// Whether a conversion made it, rather than a rule found it.
    pub change: bool,
    /// Whether the change is in the result of this run.
    pub applied: bool,
}

impl Finding {
    /// What a rule found.
    pub fn new(found: Diagnostic, level: Level) -> Self {
        let Diagnostic { rule, span, message, fix } = found;
        Self { rule, level, span, message, fix, doubt: None, change: false, applied: false }
    }

    /// Add what was found to a list. There can be millions, so the memory of the one list is given back while the other
    /// one grows.
    pub fn add(mut found: Vec<Diagnostic>, all: &mut Vec<Self>, new: impl Fn(Diagnostic) -> Self) {
        const AT_A_TIME: usize = 1 << 16;
        all.reserve(found.len());
        found.reverse();
        while let Some(one) = found.pop() {
            all.push(new(one));
            if found.len().is_multiple_of(AT_A_TIME) {
                found.shrink_to_fit();
            }
        }
    }

    /// A change that a conversion made to `text`.
    pub fn of_change(change: &Change, text: &str) -> Self {
        let (applicability, level) = match change.doubt {
            Some(_) => (Applicability::Unsafe, Level::Warn),
            None => (Applicability::Safe, Level::Info),
        };
        Self {
            rule: change.kind.name(),
            level,
            span: change.edit.span,
            message: reason(change, text),
            fix: Some(Fix { applicability, edits: change.edit.clone().into() }),
            doubt: change.doubt.clone().map(Box::new),
            change: true,
            applied: true,
        }
    }
}

fn reason(change: &Change, text: &str) -> Message {
    let (is, to) = (change.edit.span.of(text), &change.edit.text);
    if let Some(doubt) = &change.doubt {
        return match doubt.reason {
            Reason::Name => message!("`{is}` may belong to a name, which keeps its characters", is),
            Reason::Alone => message!("`{is}` has several forms, and only the character itself decided", is),
            Reason::Context | Reason::Word => {
                message!("`{is}` has several forms; `{to}` is not certain", is, to)
            }
        };
    }
    match change.kind {
        ChangeKind::Doubtful => message!("`{is}` has several forms and is left for a person", is),
        ChangeKind::OverConverted => {
            message!("`{is}` was converted where it should have stayed: `{to}`", is, to)
        }
        ChangeKind::Script => message!("`{is}` is `{to}` in the other script", is, to),
        ChangeKind::Leftover => message!("`{is}` is left over from the other script: `{to}`", is, to),
        ChangeKind::Variant => message!("`{is}` is written `{to}` in this region", is, to),
        ChangeKind::Term => message!("`{is}` is called `{to}` in this region", is, to),
        ChangeKind::Dictionary => message!("your dictionary has `{to}` for `{is}`", is, to),
        ChangeKind::Punctuation => message!("`{is}` is a mark of the other script: `{to}`", is, to),
        ChangeKind::Repair if to.is_empty() => message!("`{is}` is left over from a damaged copy", is),
        ChangeKind::Repair => message!("`{is}` is a damaged `{to}`", is, to),
    }
}

impl Finding {
    /// What would stand in the place of `span` and everything that the fix touches, and who may apply it.
    pub(super) fn replacement(&self, text: &str) -> Option<(String, &'static str)> {
        let fix = self.fix.as_ref()?;
        let (_, replacement) = self.whole(text)?;
        Some((replacement, name(fix.applicability)))
    }

    /// The fix as one replacement of one span, which holds all its edits.
    pub(super) fn whole(&self, text: &str) -> Option<(Span, String)> {
        let edits = &self.fix.as_ref()?.edits;
        let span = Span::new(edits.first()?.span.start, edits.last()?.span.end);
        let mut replacement = String::new();
        let mut done = span.start;
        for edit in edits {
            replacement.push_str(&text[done..edit.span.start]);
            replacement.push_str(&edit.text);
            done = edit.span.end;
        }
        Some((span, replacement))
    }
}

const fn name(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::DisplayOnly => "display-only",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// There can be a finding at every place of a text.
    #[test]
    fn findings_are_small() {
        assert_eq!(size_of::<Option<Fix>>(), 40);
        assert_eq!(size_of::<Diagnostic>(), 96);
        assert_eq!(size_of::<Finding>(), 112);
    }
}
