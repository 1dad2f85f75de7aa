//! The one place where the stages meet: repair, conversion, rules.

use crate::convert::{Change, Converter};
use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::report::safe_edits;
use crate::text::{Back, Edit, apply, compose};

/// Rules that ask the converter, which has answered.
const OF_CONVERSION: [&str; 2] = ["mixed-script", "one-to-many"];

/// What is to be done with one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// All edits: sorted, without overlaps.
    pub edits: Vec<Edit>,
    /// Those that conversion and repair make.
    pub changes: Vec<Change>,
    /// What the rules find in the converted text, at its place in the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// Convert `text`, repair it and apply every safe fix of the rules, in one pass over the document.
///
/// The rules look at the converted text, so that what conversion mends is not reported twice; their
/// findings and edits are brought back to the source. The locale of `linter` should be what `converter` writes.
pub fn fix(text: &str, converter: &Converter, linter: &Linter) -> Report {
    let changes = converter.changes(text);
    let edits: Vec<Edit> = changes.iter().map(|change| change.edit.clone()).collect();
    let middle = apply(text, &edits);
    let back = Back::new(&edits);
    let mut diagnostics = linter.lint(&middle);
    // What the converter left, it left on purpose: a user's word, a name.
    diagnostics.retain(|diagnostic| !OF_CONVERSION.contains(&diagnostic.rule));
    let edits = compose(&edits, &middle, &safe_edits(&diagnostics));
    for diagnostic in &mut diagnostics {
        diagnostic.span = back.span(diagnostic.span);
        for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = back.span(edit.span);
        }
    }
    Report { edits, changes, diagnostics }
}
