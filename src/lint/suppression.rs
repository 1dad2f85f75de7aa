//! What directives in a document do to its findings.

use super::Rule;
use super::rules::{self, UnusedSuppression};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::document::{CONVERT, Document, Misplaced, Problem, Suppression};
use crate::message;
use crate::message::Message;
use crate::text::{Edit, Span};

/// What directives silence, to be asked about many findings.
#[derive(Debug)]
pub(crate) struct Silence<'a> {
    /// By where they begin to count, with the furthest end of those up to here.
    scopes: Vec<(&'a Suppression, usize)>,
}

impl<'a> Silence<'a> {
    pub(crate) fn new(document: &'a Document<'_>) -> Self {
        let mut all: Vec<_> = document.directives().suppressions.iter().collect();
        all.sort_by_key(|suppression| suppression.scope.start);
        let mut furthest = 0;
        let scopes = all.into_iter().map(|suppression| {
            furthest = furthest.max(suppression.scope.end);
            (suppression, furthest)
        });
        Self { scopes: scopes.collect() }
    }

    /// Logarithmic, in documents where few directives count at one place.
    pub(crate) fn covers(&self, found: &Diagnostic) -> bool {
        let after = self.scopes.partition_point(|(suppression, _)| suppression.scope.start <= found.span.end);
        let near =
            self.scopes[..after].iter().rev().take_while(|(_, furthest)| *furthest >= found.span.start);
        near.into_iter().any(|(suppression, _)| suppression.covers(found.rule, found.span))
    }
}

/// Directives that do nothing. `found` is what the rules find beside what is silenced as a whole, `silenced` what
/// they would find if nothing were; both sorted by where they begin. Only the rules that ran can tell.
pub(super) fn unused(
    document: &Document<'_>,
    ran: &[&dyn Rule],
    found: &[Diagnostic],
    silenced: &[Diagnostic],
) -> Vec<Diagnostic> {
    let directives = document.directives();
    let suppressions = &directives.suppressions;
    let mut unused: Vec<Diagnostic> = suppressions
        .iter()
        .filter_map(|suppression| {
            let text = suppression.directive.of(document.text);
            let message = match &suppression.rules[..] {
                [] if covers_any(suppression, silenced) => return None,
                [] => message!("`{directive}` silences nothing", directive = text),
                rules => {
                    let mut idle = rules.iter().filter(|rule| is_idle(suppression, rule, ran, found));
                    let first = idle.next()?;
                    if rules::named(first).is_none() {
                        message!("no rule is called `{rule}`", rule = first)
                    } else {
                        message!("`{rule}` finds nothing here to silence", rule = first)
                    }
                }
            };
            Some(finding(suppression.directive, message, &suppression.removal))
        })
        .collect();
    unused.extend(directives.misplaced.iter().map(|Misplaced { directive, removal, problem }| {
        let text = directive.of(document.text);
        let message = match problem {
            Problem::Unknown => message!("there is no directive `{directive}`", directive = text),
            Problem::NothingToEnd => message!("`{directive}` ends nothing", directive = text),
            Problem::NoVariant => message!("`{directive}` names no variant of Chinese", directive = text),
        };
        finding(*directive, message, &[*removal])
    }));
    // A directive about everything does not mean itself.
    let named =
        |suppression: &&Suppression| suppression.rules.iter().any(|rule| rule == UnusedSuppression.name());
    unused.retain(|diagnostic| {
        !suppressions.iter().filter(named).any(|other| other.covers(diagnostic.rule, diagnostic.span))
    });
    unused
}

fn covers_any(suppression: &Suppression, found: &[Diagnostic]) -> bool {
    within(suppression, found).any(|found| suppression.covers(found.rule, found.span))
}

/// The findings that begin in the scope, and somewhat before.
fn within<'a>(suppression: &Suppression, found: &'a [Diagnostic]) -> impl Iterator<Item = &'a Diagnostic> {
    let scope = suppression.scope;
    let from = found.partition_point(|found| found.span.start < scope.start).saturating_sub(1);
    found[from..].iter().take_while(move |found| found.span.start <= scope.end)
}

/// Whether the suppression would do the same without this name.
fn is_idle(suppression: &Suppression, rule: &str, ran: &[&dyn Rule], found: &[Diagnostic]) -> bool {
    if rule == CONVERT || rule == UnusedSuppression.name() {
        return false;
    }
    let finds = || {
        let of_rule = |found: &Diagnostic| found.rule == rule && suppression.covers(rule, found.span);
        within(suppression, found).any(of_rule)
    };
    match rules::named(rule) {
        None => true,
        Some(_) => ran.iter().any(|other| other.name() == rule) && !finds(),
    }
}

fn finding(span: Span, message: Message, removal: &[Span]) -> Diagnostic {
    let edits = removal.iter().copied().map(Edit::delete).collect();
    let fix = Fix { applicability: Applicability::Unsafe, edits };
    Diagnostic { rule: UnusedSuppression.name(), span, message, fix: Some(fix) }
}
