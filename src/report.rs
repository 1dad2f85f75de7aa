//! Which of the proposed edits apply.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic};
use crate::text::{Edit, Span};

/// Choose, from proposals that may contradict each other, edits that [`apply`](crate::text::apply) takes.
///
/// A proposal is a group of edits that applies whole or not at all. Of two proposals that overlap, the
/// one whose first span comes first wins, of those that begin together the one with the longer span; where the
/// spans are equal, the one that comes first in `proposals`. Two proposals that contain the same edit agree about it. A proposal whose own edits overlap
/// never applies. The result is sorted and without overlaps. Takes time proportional to n log n in the
/// number of edits.
pub fn resolve(mut proposals: Vec<Vec<Edit>>) -> Vec<Edit> {
    proposals.retain(|edits| !edits.is_empty());
    // The sort is stable, so that equal spans keep the order of the rules.
    proposals.sort_by_key(|edits| {
        let first = edits.iter().map(|edit| edit.span).min_by_key(|span| (span.start, Reverse(span.end)));
        first.map(|span| (span.start, Reverse(span.end)))
    });
    let mut chosen = Chosen::default();
    for mut edits in proposals {
        edits.sort_by_key(|edit| edit.span);
        let coherent = edits.windows(2).all(|pair| !conflict(pair[0].span, pair[1].span));
        if coherent && edits.iter().all(|edit| chosen.admits(edit)) {
            chosen.insert(edits);
        }
    }
    chosen.0.into_iter().map(|(span, text)| Edit { span, text }).collect()
}

/// The edits of the safe fixes of `diagnostics`, as [`resolve`] chooses them.
pub fn safe_edits(diagnostics: &[Diagnostic]) -> Vec<Edit> {
    edits(diagnostics, Applicability::Safe)
}

/// The edits of the fixes of `diagnostics` that are at least as applicable as `least`, as [`resolve`] chooses
/// them; a safe fix comes before another one at the same place. The order of `diagnostics` makes no difference.
pub fn edits(diagnostics: &[Diagnostic], least: Applicability) -> Vec<Edit> {
    let fixes = diagnostics.iter().filter_map(|found| Some((found.rule, found.fix.as_ref()?)));
    let mut fixes: Vec<_> = fixes.filter(|(_, fix)| fix.applicability >= least).collect();
    fixes.sort_by_key(|(rule, fix)| (Reverse(fix.applicability), *rule));
    resolve(fixes.into_iter().map(|(_, fix)| fix.edits.clone()).collect())
}

/// Whether only one of two edits can apply. Neighbours that touch do not disturb each other.
fn conflict(one: Span, other: Span) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

#[derive(Default)]
struct Chosen(BTreeMap<Span, String>);

impl Chosen {
    fn admits(&self, edit: &Edit) -> bool {
        if let Some(text) = self.0.get(&edit.span) {
            return *text == edit.text;
        }
        // Chosen spans do not overlap, so only the nearest on each side can conflict: at most an
        // insertion stands between `edit` and the replacement that reaches into it.
        let before = self.0.range(..edit.span).rev().take(2);
        let after = self.0.range(edit.span..).take(2);
        before.chain(after).all(|(&span, _)| !conflict(span, edit.span))
    }

    fn insert(&mut self, edits: Vec<Edit>) {
        self.0.extend(edits.into_iter().map(|edit| (edit.span, edit.text)));
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
        assert_eq!(resolve(proposals), [edit(0, 4, "b")]);
    }

    #[test]
    fn a_proposal_applies_whole_or_not_at_all() {
        let pair = vec![edit(2, 3, "["), edit(8, 9, "]")];
        assert_eq!(resolve(vec![pair.clone(), vec![edit(0, 3, "")]]), [edit(0, 3, "")]);
        assert_eq!(resolve(vec![vec![edit(7, 9, "")], pair.clone()]), pair);
    }

    #[test]
    fn insertions_at_borders_stay() {
        let all = [edit(0, 3, "x"), edit(3, 3, "y"), edit(3, 6, "z")];
        assert_eq!(resolve(all.iter().rev().map(|edit| vec![edit.clone()]).collect()), all);
        assert_eq!(resolve(vec![vec![edit(0, 3, "x")], vec![edit(1, 1, "y")]]), [edit(0, 3, "x")]);
    }

    #[test]
    fn equal_edits_agree() {
        let both = vec![vec![edit(0, 1, "x")], vec![edit(0, 1, "x"), edit(4, 5, "y")]];
        assert_eq!(resolve(both), [edit(0, 1, "x"), edit(4, 5, "y")]);
    }
}
