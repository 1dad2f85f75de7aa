//! The one place where the stages meet: repair, conversion, rules.

use std::borrow::Borrow;

use crate::convert::{Change, ChangeKind, Converter, Decision};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::document::{Carry, Document, Prose, Region, Syntax, markup};
use crate::lint::{Known, Linter};
use crate::report::edits;
use crate::text::{Back, Edit, Span, apply, compose};
use crate::variant::{Script, Variant};

/// Rules that ask the converter, which has answered, and the one that asks what they found.
const OF_CONVERSION: [&str; 4] = ["mixed-script", "one-to-many", "over-conversion", "unused-suppression"];

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

/// What is decided where a character of `text` has several forms, as [`convert`] decides it.
pub fn decisions(text: &str, syntax: Syntax, converter: &Converter) -> Vec<Decision> {
    in_sections(text, syntax, converter, |document, done| {
        let mut found = decisions_in(document, converter);
        for decision in &mut found {
            decision.span = Span::new(decision.span.start + done, decision.span.end + done);
        }
        found
    })
}

/// The same for a document as a whole.
pub fn decisions_in(document: &Document<'_>, converter: &Converter) -> Vec<Decision> {
    let prose = document.prose();
    let found = converter.decisions(&prose.text).into_iter().filter_map(|mut decision| {
        decision.span = prose.span(decision.span)?;
        Some(decision)
    });
    found.collect()
}

/// Convert a text and repair it. The changes are sorted and do not overlap; each is of prose alone.
///
/// Running text is converted by the sections that a stream has, other documents as a whole.
pub fn convert(text: &str, syntax: Syntax, converter: &Converter) -> Vec<Change> {
    in_sections(text, syntax, converter, |document, done| {
        let mut changes = changes_in(document, converter);
        for change in &mut changes {
            change.edit.span = Span::new(change.edit.span.start + done, change.edit.span.end + done);
        }
        changes
    })
}

/// What `work` gives for each section and the bytes before it.
fn in_sections<T>(
    text: &str,
    syntax: Syntax,
    converter: &Converter,
    work: impl Fn(&Document<'_>, usize) -> Vec<T>,
) -> Vec<T> {
    if syntax != Syntax::Plain {
        return work(&Document::parse(text, syntax), 0);
    }
    let (mut all, mut carry, mut done) = (Vec::new(), Carry::default(), 0);
    while let Some(len) = converter.part(&text[done..], text.len(), true) {
        let document = Document::section(&text[done..done + len], syntax, carry);
        all.append(&mut work(&document, done));
        carry = document.carry();
        done += len;
    }
    all
}

/// The same for a document as a whole.
pub fn changes_in(document: &Document<'_>, converter: &Converter) -> Vec<Change> {
    let prose = document.prose();
    let changes = converter.changes(&prose.text);
    if prose.is_document() { changes } else { harmless(document, at_home(changes, &prose)) }
}

/// Convert `text`, a part of running text where `carry` is open, appending to `out`.
pub fn convert_section(text: &str, carry: Carry, converter: &Converter, out: &mut String) {
    let document = Document::section(text, Syntax::Plain, carry);
    let prose = document.prose();
    if prose.is_document() {
        return converter.convert_into(text, out);
    }
    let mut made = String::new();
    if converter.convert_characters_into(&prose.text, &mut made) {
        return prose.put_back(&made, out);
    }
    let changes = harmless(&document, at_home(converter.changes(&prose.text), &prose));
    let edits: Vec<Edit> = changes.into_iter().map(|change| change.edit).collect();
    out.push_str(&apply(text, &edits));
}

/// Ideographs are alike to markup; what is beside a mark that goes, or comes, is not.
fn harmless(document: &Document<'_>, changes: Vec<Change>) -> Vec<Change> {
    let safe = |change: &Change| !matches!(change.kind, ChangeKind::Repair | ChangeKind::Dictionary);
    if changes.iter().all(safe) { changes } else { without_harm(document, changes, |change| &change.edit) }
}

/// The changes in the places of the document. One that markup cuts in two becomes two.
fn at_home(changes: Vec<Change>, prose: &Prose<'_>) -> Vec<Change> {
    let mut all = Vec::with_capacity(changes.len());
    for change in changes {
        let edits = prose.edits(&change.edit).unwrap_or_default();
        all.extend(edits.into_iter().map(|edit| Change { edit, ..change.clone() }));
    }
    all
}

/// Rounds of fixes: a fix can be the reason of one beside it.
const ROUNDS: usize = 12;

/// The edits that the fixes of `linter` come to that are at least as applicable as `least`: those of `document`,
/// those of the text that results, and so on, until none is left. Sorted, without overlaps.
///
/// Takes as long as linting the document once for each round; most need two.
pub fn correct(document: &Document<'_>, linter: &Linter, least: Applicability) -> Vec<Edit> {
    let known = Known::default();
    let found = linter.lint_except(document, &[], Some(&known));
    corrections(document, found, linter, least, &[], &known)
}

/// As [`correct`], where `first` is what was found in `document`, and rules named `not` fix nothing.
fn corrections(
    document: &Document<'_>,
    first: impl Borrow<[Diagnostic]>,
    linter: &Linter,
    least: Applicability,
    not: &[&str],
    known: &Known,
) -> Vec<Edit> {
    let mut all = without_harm(document, edits(first.borrow(), least), |edit| edit);
    // What is owned is not needed any more.
    drop(first);
    for _ in 1..ROUNDS {
        if all.is_empty() {
            break;
        }
        let middle = apply(document.text, &all);
        let between = Document::parse(&middle, document.syntax);
        let more =
            without_harm(&between, edits(&linter.lint_except(&between, not, Some(known)), least), |edit| {
                edit
            });
        if more.is_empty() {
            break;
        }
        all = compose(&all, &middle, &more);
        known.unsettle();
    }
    all.retain(|edit| edit.span.of(document.text) != edit.text);
    all
}

/// The variant that a document is in, as `linter` sees it: its script, without a region; and the one with the region that
/// it shows with certainty.
pub fn seen(document: &Document<'_>, linter: &Linter) -> (Variant, Option<Variant>) {
    match linter.seen(document) {
        Some((Script::Traditional, region)) => (Variant::Hant, region),
        // Nothing in the text tells: both would write it alike.
        Some((Script::Simplified, _)) | None => (Variant::Hans, None),
    }
}

/// Passes of conversion and fixes: what a fix writes can be the context in which conversion decides otherwise. Where the
/// two want different things, the rules have the last word.
const PASSES: usize = 4;

/// Convert a document, repair it and apply every safe fix of the rules, until neither changes anything.
///
/// The rules look at the converted text, so that what conversion mends is not reported twice; their
/// findings and edits are brought back to the source. The locale of `linter` should be what `converter` writes; or none,
/// and `converter` writes the variant that the document is [`seen`] in, in the forms of `region`.
pub fn fix(
    document: &Document<'_>,
    converter: &Converter,
    linter: &Linter,
    region: Option<Variant>,
) -> Report {
    let mut changes = changes_for(document, converter, region);
    let mut edits: Vec<Edit> = changes.iter().map(|change| change.edit.clone()).collect();
    let mut text = apply(document.text, &edits).into_owned();
    let (mut diagnostics, mut last) = (Vec::new(), None);
    for pass in 0..PASSES {
        let between = Document::parse(&text, document.syntax);
        // What the converter left, it left on purpose: a user's word, a name.
        let known = Known::default();
        let found = linter.lint_except(&between, &OF_CONVERSION, Some(&known));
        let further = corrections(&between, &*found, linter, Applicability::Safe, &OF_CONVERSION, &known);
        if pass == 0 {
            diagnostics = found;
            let back = Back::new(&edits);
            for diagnostic in &mut diagnostics {
                diagnostic.span = back.span(diagnostic.span);
                for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                    edit.span = back.span(edit.span);
                }
            }
        }
        if further.is_empty() {
            break;
        }
        edits = compose(&edits, &text, &further);
        text = apply(&text, &further).into_owned();
        if pass + 1 == PASSES || is_converted(converter, &known) || last.as_ref() == Some(&text) {
            break;
        }
        let again = changes_for(&Document::parse(&text, document.syntax), converter, region);
        if again.is_empty() {
            break;
        }
        let more: Vec<Edit> = again.iter().map(|change| change.edit.clone()).collect();
        let back = Back::new(&edits);
        changes.extend(again.into_iter().map(|mut change| {
            change.edit.span = back.span(change.edit.span);
            change
        }));
        edits = compose(&edits, &text, &more);
        let next = apply(&text, &more).into_owned();
        last = Some(std::mem::replace(&mut text, next));
    }
    edits.retain(|edit| edit.span.of(document.text) != edit.text);
    let changes = settled(changes, &edits);
    Report { edits, changes, diagnostics }
}

/// The changes of all passes in the order of the text: of those at one place the last, and none that was taken back, so
/// that no edit is at its place.
fn settled(mut changes: Vec<Change>, edits: &[Edit]) -> Vec<Change> {
    changes.sort_by_key(|change| (change.edit.span.start, change.edit.span.end));
    changes.dedup_by(|later, earlier| {
        let same = later.edit.span == earlier.edit.span;
        if same {
            std::mem::swap(later, earlier);
        }
        same
    });
    changes.retain(|change| {
        let Span { start, end } = change.edit.span;
        let next = edits.partition_point(|edit| edit.span.end < start);
        edits.get(next).is_some_and(|edit| edit.span.start <= end)
    });
    changes
}

/// The text that the edits of [`fix`] lead to. Takes less memory: no list of changes is made where the whole document is
/// prose.
pub fn fixed(
    document: &Document<'_>,
    converter: &Converter,
    linter: &Linter,
    region: Option<Variant>,
) -> String {
    let mut text = converted(document, converter, region);
    let mut last = None;
    for pass in 0..PASSES {
        let between = Document::parse(&text, document.syntax);
        let known = Known::default();
        let found = linter.lint_except(&between, &OF_CONVERSION, Some(&known));
        let further = corrections(&between, found, linter, Applicability::Safe, &OF_CONVERSION, &known);
        if further.is_empty() {
            break;
        }
        let corrected = apply(&text, &further).into_owned();
        drop(further);
        if pass + 1 == PASSES || is_converted(converter, &known) || last.as_ref() == Some(&corrected) {
            return corrected;
        }
        text = converted(&Document::parse(&corrected, document.syntax), converter, region);
        if text == corrected {
            break;
        }
        last = Some(corrected);
    }
    text
}

/// Whether the rules, which ask what a conversion to their locale would change, saw that `converter` has nothing to do.
fn is_converted(converter: &Converter, known: &Known) -> bool {
    converter.plain_variant().is_some_and(|variant| known.is_settled(variant))
}

/// The changes of a conversion that writes the forms of `region`.
fn changes_for(document: &Document<'_>, converter: &Converter, region: Option<Variant>) -> Vec<Change> {
    let mut changes = changes_in(document, converter);
    if let Some(region) = region {
        Linter::write_in(&mut changes, document.text, region);
    }
    changes
}

fn converted(document: &Document<'_>, converter: &Converter, region: Option<Variant>) -> String {
    if document.syntax != Syntax::Plain || region.is_some() {
        let changes = changes_for(document, converter, region);
        let edits: Vec<Edit> = changes.into_iter().map(|change| change.edit).collect();
        return apply(document.text, &edits).into_owned();
    }
    let prose = document.prose();
    let mut text = String::with_capacity(document.text.len());
    if prose.is_document() {
        converter.convert_into(document.text, &mut text);
        return text;
    }
    let (mut done, mut kept) = (0, 0);
    while let Some(len) = converter.part(&prose.text[done..], prose.text.len(), true) {
        let mut changes = converter.changes(&prose.text[done..done + len]);
        for change in &mut changes {
            change.edit.span = Span::new(change.edit.span.start + done, change.edit.span.end + done);
        }
        for Change { edit, .. } in at_home(changes, &prose) {
            text.push_str(&document.text[kept..edit.span.start]);
            text.push_str(&edit.text);
            kept = edit.span.end;
        }
        done += len;
    }
    text.push_str(&document.text[kept..]);
    text
}

/// The edits of the safe fixes of `diagnostics`, which were found in `document`.
pub fn safe_fixes(document: &Document<'_>, diagnostics: &[Diagnostic]) -> Vec<Edit> {
    without_harm(document, edits(diagnostics, Applicability::Safe), |edit| edit)
}

/// Leave edits out that would change what else than prose is in the document, as the document that results is
/// read: a `1.` that begins a list, a mark behind which `**` ends nothing.
fn without_harm<T>(document: &Document<'_>, mut all: Vec<T>, edit: impl Fn(&T) -> &Edit) -> Vec<T> {
    /// So many places of harm are left out one by one.
    const ROUNDS: usize = 8;
    if document.syntax == Syntax::Plain {
        return all;
    }
    let text = document.text;
    let old = markup(text, document.syntax);
    for _ in 0..ROUNDS {
        if all.is_empty() {
            return all;
        }
        let edits: Vec<Edit> = all.iter().map(|one| edit(one).clone()).collect();
        let fixed = apply(text, &edits);
        let new = markup(&fixed, document.syntax);
        let same = |(one, other): (&Region, &Region)| {
            one.kind == other.kind && one.span.of(text) == other.span.of(&fixed)
        };
        let agree = old.iter().zip(&new).take_while(|&pair| same(pair)).count();
        if agree == old.len() && agree == new.len() {
            return all;
        }
        // What the first difference touches, from the line before it to the line behind it.
        let at = old.get(agree).map_or(Span::new(text.len(), text.len()), |region| region.span);
        let start =
            text[..at.start].rfind('\n').map_or(0, |end| text[..end].rfind('\n').map_or(0, |end| end + 1));
        let end = text[at.end..].find('\n').map_or(text.len(), |end| at.end + end);
        all.retain(|one| edit(one).span.end < start || edit(one).span.start > end);
        if all.len() == edits.len() {
            all.retain(|one| edit(one).span.start > end);
        }
        if all.len() == edits.len() {
            break;
        }
    }
    Vec::new()
}
