//! Which of the proposed edits apply.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::text::{Edit, Piece, Span};

/// Choose, from proposals that may contradict each other, edits that [`apply`](crate::text::apply) takes.
///
/// A proposal is a group of edits that applies whole or not at all. Of two proposals that overlap, the
/// one whose first span comes first wins, of those that begin together the one with the longer span; where the
/// spans are equal, the one that comes first in `proposals`. Two proposals that contain the same edit agree about it. A proposal whose own edits overlap
/// never applies. The result is sorted and without overlaps. Takes time proportional to n log n in the
/// number of edits.
pub fn resolve<P: AsRef<[Edit]>>(proposals: &[P]) -> Vec<Edit> {
    let mut proposals: Vec<&[Edit]> = proposals.iter().map(AsRef::as_ref).collect();
    proposals.retain(|edits| !edits.is_empty());
    // The sort is stable, so that equal spans keep the order of the rules.
    proposals.sort_by_key(|edits| first(edits));
    let mut chosen = Chosen { done: Vec::with_capacity(proposals.len()), ahead: BTreeMap::new() };
    for edits in proposals {
        chosen.add(edits);
    }
    chosen.finish()
}

/// Where a proposal begins, and how far its first edit goes: the longer one comes first.
fn first(edits: &[Edit]) -> Option<(usize, Reverse<usize>)> {
    edits.iter().map(|edit| (edit.span.start, Reverse(edit.span.end))).min()
}

/// The edits of the safe fixes of `diagnostics`, as [`resolve`] chooses them.
pub fn safe_edits(diagnostics: &[Diagnostic]) -> Vec<Edit> {
    edits(diagnostics, Applicability::Safe)
}

/// The edits of the fixes of `diagnostics` that are at least as applicable as `least`, as [`resolve`] chooses
/// them; a safe fix comes before another one at the same place. The order of `diagnostics` makes no difference.
pub fn edits(diagnostics: &[Diagnostic], least: Applicability) -> Vec<Edit> {
    let applicable = |found: &&Diagnostic| found.fix.as_ref().is_some_and(|fix| fix.applicability >= least);
    let mut found: Vec<&Diagnostic> = diagnostics.iter().filter(applicable).collect();
    found.sort_by_key(|found| (Reverse(found.fix.as_ref().map(|fix| fix.applicability)), found.rule));
    resolve(&found)
}

impl AsRef<[Edit]> for Diagnostic {
    fn as_ref(&self) -> &[Edit] {
        self.fix.as_ref().map_or(&[], |fix| &*fix.edits)
    }
}

/// Whether only one of two edits can apply. Neighbours that touch do not disturb each other.
fn conflict(one: Span, other: Span) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

/// What was chosen, while proposals come in the order of their beginnings.
struct Chosen {
    /// What begins before the proposal that is looked at.
    done: Vec<Edit>,
    ahead: BTreeMap<Span, Piece>,
}

impl Chosen {
    fn add(&mut self, edits: &[Edit]) {
        let start = edits.iter().map(|edit| edit.span.start).min().unwrap_or_default();
        while let Some(next) = self.ahead.first_entry().filter(|next| next.key().start < start) {
            let (span, text) = next.remove_entry();
            self.done.push(Edit { span, text });
        }
        if let [edit] = edits {
            if self.admits(edit) {
                self.ahead.insert(edit.span, edit.text.clone());
            }
            return;
        }
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| edit.span);
        let coherent = edits.windows(2).all(|pair| !conflict(pair[0].span, pair[1].span));
        if coherent && edits.iter().all(|edit| self.admits(edit)) {
            self.ahead.extend(edits.iter().map(|edit| (edit.span, edit.text.clone())));
        }
    }

    fn admits(&self, edit: &Edit) -> bool {
        if let Some(text) = self.ahead.get(&edit.span) {
            return *text == edit.text;
        }
        // Chosen spans do not overlap, so only the nearest on each side can conflict: at most an
        // insertion stands between `edit` and the replacement that reaches into it.
        let done = self.done.iter().rev().take(2).map(|edit| edit.span);
        let before = self.ahead.range(..edit.span).rev().take(2);
        let after = self.ahead.range(edit.span..).take(2);
        before.chain(after).map(|(&span, _)| span).chain(done).all(|span| !conflict(span, edit.span))
    }

    fn finish(mut self) -> Vec<Edit> {
        self.done.extend(self.ahead.into_iter().map(|(span, text)| Edit { span, text }));
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit::replace(Span::new(start, end), text)
    }

    #[test]
    fn the_first_span_wins_and_then_the_first_rule() {
        let proposals = vec![vec![edit(3, 6, "a")], vec![edit(0, 4, "b")], vec![edit(0, 4, "c")]];
        assert_eq!(resolve(&proposals), [edit(0, 4, "b")]);
    }

    #[test]
    fn a_proposal_applies_whole_or_not_at_all() {
        let pair = vec![edit(2, 3, "["), edit(8, 9, "]")];
        assert_eq!(resolve(&[pair.clone(), vec![edit(0, 3, "")]]), [edit(0, 3, "")]);
        assert_eq!(resolve(&[vec![edit(7, 9, "")], pair.clone()]), pair);
    }

    #[test]
    fn insertions_at_borders_stay() {
        let all = [edit(0, 3, "x"), edit(3, 3, "y"), edit(3, 6, "z")];
        assert_eq!(resolve(&all.iter().rev().map(|edit| vec![edit.clone()]).collect::<Vec<_>>()), all);
        assert_eq!(resolve(&[vec![edit(0, 3, "x")], vec![edit(1, 1, "y")]]), [edit(0, 3, "x")]);
    }

    #[test]
    fn equal_edits_agree() {
        let both = vec![vec![edit(0, 1, "x")], vec![edit(0, 1, "x"), edit(4, 5, "y")]];
        assert_eq!(resolve(&both), [edit(0, 1, "x"), edit(4, 5, "y")]);
    }
}
