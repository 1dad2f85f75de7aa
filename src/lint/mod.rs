//! What is wrong with a text, where, and what would be right.
//!
//! Every rule sees the same text, the repaired one, and no rule sees what another one found; so the order
//! of the rules is only the order of the report. Findings are places in the source.

mod context;
mod evidence;
mod foreign;
mod lookalikes;
mod mojibake;
mod options;
mod pairs;
mod phrases;
mod places;
mod protection;
mod reading;
mod rivals;
pub mod rules;
mod shinjitai;
pub(crate) mod suppression;
mod survey;
mod variants;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::OnceLock;

pub use context::Context;
pub use options::{Levels, Options, Spacing, UnknownRule, UnknownSpacing};
pub use survey::Survey;

use self::places::Places;
use self::protection::Protection;
use self::rules::UnusedSuppression;
use self::suppression::Silence;
use crate::convert::{self, Change, ChangeKind, Converter, Target};
use crate::detect::{self, sure_region};
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::{Document, Prose, Repaired, Syntax, repair};
use crate::lexicon::Characters;
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// One kind of finding.
pub trait Rule: Sync {
    /// Its name, in lower case with hyphens: what reports, configurations and `docs/rules/` call it.
    fn name(&self) -> &'static str;

    /// How grave its findings are where nothing else is configured. A rule about taste is off.
    fn level(&self) -> Level {
        Level::Warn
    }

    /// Who may apply its fixes.
    fn fixes(&self) -> Fixes {
        Fixes::Safe
    }

    /// Whether its findings depend on the script or region that the text should be in.
    fn by_locale(&self) -> bool {
        false
    }

    /// Add what is wrong with the text to `found`, in any order.
    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>);
}

/// What the fixes of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fixes {
    /// Always safe to apply.
    Safe,
    /// Safe where the text gives the evidence; else a person should look, or there is none.
    Guarded,
    /// A person should look at each.
    Unsafe,
    /// There are none: the rule only reports.
    None,
}

impl Fixes {
    /// The name that reports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Guarded => "guarded",
            Self::Unsafe => "unsafe",
            Self::None => "none",
        }
    }
}

/// Looks for everything that is wrong with texts; immutable, and shared between threads.
pub struct Linter {
    options: Options,
    /// The rules that are on.
    rules: Vec<&'static dyn Rule>,
    /// The user's words, where there are any.
    protection: Option<Protection>,
    /// What the texts of the run write, where they are to agree.
    survey: Option<Survey>,
    /// One for each variant; made when the first such text comes.
    converters: [OnceLock<Converter>; Variant::ALL.len()],
    /// The same with regional vocabulary.
    with_terms: [OnceLock<Converter>; Variant::ALL.len()],
}

impl fmt::Debug for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Linter {
    /// A linter of texts that should be in `locale`, or each in the script of its own majority, and in the region
    /// that it shows with certainty.
    ///
    /// The dictionaries are loaded with the first text.
    pub fn new(locale: Option<Variant>) -> Self {
        Self::with(Options { locale, ..Options::default() })
    }

    /// A linter with these options. The dictionaries are loaded with the first text.
    pub fn with(options: Options) -> Self {
        let rules =
            rules::ALL.iter().copied().filter(|&rule| options.levels.of(rule) != Level::Off).collect();
        let protection = (!options.user.is_empty()).then(|| Protection::of(&options.user));
        let survey = None;
        Self {
            options,
            rules,
            protection,
            survey,
            converters: [const { OnceLock::new() }; Variant::ALL.len()],
            with_terms: [const { OnceLock::new() }; Variant::ALL.len()],
        }
    }

    /// Hold each text against what all texts of a run write, as [`survey`](Self::survey) counts it.
    #[must_use]
    pub fn with_survey(mut self, survey: Survey) -> Self {
        self.survey = Some(survey);
        self
    }

    /// Count the forms and words of a document that others write otherwise: 裡 and 裏, 部分 and 部份, 軟件 and 軟體.
    ///
    /// Costs about as much as [`lint_document`](Self::lint_document).
    pub fn survey(&self, document: &Document<'_>) -> Survey {
        let mut survey = self.survey_text(&document.prose().text, self.options.locale);
        for (variant, prose) in document.quotations() {
            survey.add(self.survey_text(&prose.text, Some(variant)));
        }
        survey
    }

    fn survey_text(&self, text: &str, locale: Option<Variant>) -> Survey {
        let repaired = self.repaired(text);
        self.context(text, &repaired, locale, None, true, None).survey.into_owned()
    }

    /// The script that a document is in for its greater part, and the region that it shows with certainty, whatever is
    /// declared.
    pub(crate) fn seen(&self, document: &Document<'_>) -> Option<(Script, Option<Variant>)> {
        let prose = document.linted();
        let repaired = self.repaired(&prose.text);
        let places = Places::of(&repaired.text);
        let script = places.majority()?;
        let region = sure_region(&repaired.text, places.regions(), script);
        Some((script, region.map(|region| detect::variant(script, Some(region)))))
    }

    /// Write what a conversion changes in `text` in the forms of a region.
    pub(crate) fn write_in(changes: &mut Vec<Change>, text: &str, region: Variant) {
        variants::write_in(changes, text, region);
    }

    /// What this linter looks for, and how.
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// All findings in running text, as [`lint_document`](Self::lint_document) finds them.
    pub fn lint(&self, text: &str) -> Vec<Diagnostic> {
        self.lint_document(&Document::parse(text, Syntax::Plain))
    }

    /// All findings, sorted by where they begin, at one place in the order of [`rules::ALL`].
    ///
    /// Spans are bytes of the document. Fixes can overlap, and one can make another one possible or needless:
    /// [`pipeline::correct`](crate::pipeline::correct) applies them.
    ///
    /// Linear in the length of the document but for the sorting of the findings.
    pub fn lint_document(&self, document: &Document<'_>) -> Vec<Diagnostic> {
        self.lint_except(document, &[], None)
    }

    /// All findings but those of the rules named `not` outside of quotations.
    pub(crate) fn lint_except(
        &self,
        document: &Document<'_>,
        not: &[&str],
        known: Option<&Known>,
    ) -> Vec<Diagnostic> {
        let mut found = self.lint_prose(&document.linted(), self.options.locale, known);
        let settled = known.map(|known| known.settled.take());
        found.retain(|diagnostic| !not.contains(&diagnostic.rule));
        for (variant, prose) in document.quotations() {
            found.extend(self.lint_prose(&prose, Some(variant), known));
        }
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        let rule = UnusedSuppression.name();
        let unused = if self.rules.iter().any(|other| other.name() == rule) && !not.contains(&rule) {
            let silenced = document.silenced();
            let silenced = silenced.map(|prose| self.lint_prose(&prose, self.options.locale, known));
            suppression::unused(document, &self.rules, &found, &silenced.unwrap_or_default())
        } else {
            Vec::new()
        };
        let silence = Silence::new(document);
        found.retain(|diagnostic| !silence.covers(diagnostic));
        found.extend(unused);
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        if let Some(known) = known {
            known.settled.set(settled.flatten());
        }
        found
    }

    fn lint_prose(
        &self,
        prose: &Prose<'_>,
        locale: Option<Variant>,
        known: Option<&Known>,
    ) -> Vec<Diagnostic> {
        let mut found = self.lint_text(&prose.text, locale, known);
        if !prose.is_document() {
            found.retain_mut(|diagnostic| bring_home(diagnostic, prose));
        }
        found
    }

    /// What is wrong with prose, in places of `text`.
    fn lint_text(&self, text: &str, locale: Option<Variant>, known: Option<&Known>) -> Vec<Diagnostic> {
        let repaired = self.repaired(text);
        let cx = self.context(text, &repaired, locale, self.survey.as_ref(), false, known);
        let mut found = Vec::new();
        for rule in &self.rules {
            rule.check(&cx, &mut found);
        }
        if let Some(protection) = &self.protection {
            protection.filter(text, &mut found);
        }
        settle(&mut found);
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        found
    }

    /// What a conversion to `locale` would change.
    fn changes(&self, text: &str, places: &Places, locale: Variant, known: Option<&Known>) -> Vec<Change> {
        let simplified = Some(Script::Simplified);
        let usual = Some(locale.script()) == simplified && places.majority() == simplified;
        let changes = if self.options.user.is_empty() && usual {
            foreign::changes(text, &places.odd(text), || self.converter(locale))
        } else {
            let converter = self.converter(locale);
            in_sections(text, converter, |section| match known {
                Some(known) => known.changes(section, locale, converter),
                None => converter.changes_in_repaired(section),
            })
        };
        if let Some(known) = known {
            known.settled.set(changes.is_empty().then_some(locale));
        }
        changes
    }

    /// Words of other regions, where the rule about them is on and the region is known.
    fn terms(&self, text: &str, region: Option<Variant>) -> Vec<Change> {
        let on = self.rules.iter().any(|rule| rule.name() == "locale-term");
        let Some(locale) = region.filter(|_| on) else {
            return Vec::new();
        };
        let converter = self.with_terms[locale as usize].get_or_init(|| {
            let (target, user) = (Target::Variant(locale), self.options.user.clone());
            let options =
                convert::Options { target, terms: true, repair: false, user, ..convert::Options::default() };
            Converter::new(&options).expect("every variant has a conversion")
        });
        let mut terms = in_sections(text, converter, |section| converter.changes_in_repaired(section));
        terms.retain(|change| change.kind == ChangeKind::Term);
        terms
    }

    fn repaired<'t>(&self, text: &'t str) -> Repaired<'t> {
        if self.options.repair { repair(text) } else { Repaired::untouched(text) }
    }

    fn context<'a>(
        &'a self,
        source: &'a str,
        repaired: &'a Repaired<'a>,
        locale: Option<Variant>,
        survey: Option<&'a Survey>,
        counts: bool,
        known: Option<&Known>,
    ) -> Context<'a> {
        let text = &*repaired.text;
        let places = Places::of(text);
        let (locale, region) = if let Some(locale) = locale {
            // The declared one, or that of a quotation.
            (Some(locale), Some(locale))
        } else {
            let script = places.majority();
            let region =
                script.and_then(|script| Some((script, sure_region(text, places.regions(), script)?)));
            // Conversion goes by the script alone: a region that nobody has declared is no reason to call a form
            // that it does not write a character of the other script.
            let of_script = script.map(|script| detect::variant(script, None));
            (of_script, region.map(|(script, region)| detect::variant(script, Some(region))))
        };
        let changes = locale.map(|locale| self.changes(text, &places, locale, known)).unwrap_or_default();
        let terms = self.terms(text, region);
        Context::new(
            source,
            repaired,
            &self.options,
            places,
            [locale, region],
            changes,
            terms,
            survey,
            counts,
        )
    }

    fn converter(&self, locale: Variant) -> &Converter {
        self.converters[locale as usize].get_or_init(|| {
            let (target, user) = (Target::Variant(locale), self.options.user.clone());
            let options = convert::Options { target, repair: false, user, ..convert::Options::default() };
            Converter::new(&options).expect("every variant has a conversion")
        })
    }
}

/// What a conversion would change in `text`, by the sections that it has: what is known about each character is held for
/// one section at a time.
fn in_sections(text: &str, converter: &Converter, changes: impl Fn(&str) -> Vec<Change>) -> Vec<Change> {
    let (mut all, mut done) = (Vec::new(), 0);
    while let Some(len) = converter.part(&text[done..], text.len(), true) {
        all.extend(changes(&text[done..done + len]).into_iter().map(|mut change| {
            change.edit.span = Span::new(change.edit.span.start + done, change.edit.span.end + done);
            change
        }));
        done += len;
    }
    all
}

/// What conversion says about the sections of one text after the other, where these differ in few places: rounds of
/// fixes.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// By locale, length and hash of the section.
    sections: RefCell<HashMap<(Variant, usize, u64), Vec<Change>>>,
    hasher: RandomState,
    /// To which variant the text that was looked at last needs no conversion.
    settled: Cell<Option<Variant>>,
}

impl Known {
    /// Sections with more changes are asked about again.
    const FEW: usize = 256;

    /// Whether a conversion to `variant` would change nothing in the text that was looked at last.
    pub(crate) fn is_settled(&self, variant: Variant) -> bool {
        self.settled.get() == Some(variant)
    }

    /// Another text than the one that was looked at last is what counts.
    pub(crate) fn unsettle(&self) {
        self.settled.set(None);
    }

    fn changes(&self, section: &str, locale: Variant, converter: &Converter) -> Vec<Change> {
        let key = (locale, section.len(), self.hasher.hash_one(section));
        if let Some(changes) = self.sections.borrow().get(&key) {
            return changes.clone();
        }
        let changes = converter.changes_in_repaired(section);
        if changes.len() <= Self::FEW {
            self.sections.borrow_mut().insert(key, changes.clone());
        }
        changes
    }
}

/// Bring a finding from the prose to its place in the document; false if it has none. A fix that would change
/// more than prose goes.
fn bring_home(diagnostic: &mut Diagnostic, prose: &Prose<'_>) -> bool {
    let Some(span) = prose.span(diagnostic.span) else { return false };
    diagnostic.span = span;
    if let Some(fix) = &mut diagnostic.fix {
        let edits: Option<Vec<_>> = fix.edits.iter().map(|edit| prose.edits(edit)).collect();
        match edits {
            Some(edits) => fix.edits = edits.into_iter().flatten().collect(),
            None => diagnostic.fix = None,
        }
    }
    true
}

/// A damaged character that is also wrong once it is repaired gets one fix for both.
fn settle(found: &mut [Diagnostic]) {
    if !found.iter().any(|diagnostic| rules::of_damage(diagnostic.rule)) {
        return;
    }
    let edits = |diagnostic: &Diagnostic| {
        let fix = diagnostic.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe)?;
        fix.edits.first().cloned().filter(|edit| !edit.text.is_empty())
    };
    let (damage, others): (Vec<_>, Vec<_>) =
        found.iter_mut().partition(|diagnostic| rules::of_damage(diagnostic.rule));
    let last: HashMap<Span, Edit> =
        others.iter().filter_map(|diagnostic| edits(diagnostic)).map(|edit| (edit.span, edit)).collect();
    for diagnostic in damage {
        if let Some(fix) = &mut diagnostic.fix {
            for edit in &mut fix.edits {
                if let Some(last) = last.get(&edit.span) {
                    edit.clone_from(last);
                }
            }
        }
    }
}

/// The script of most characters that belong to one script only; nothing without such characters, or with
/// as many of the one as of the other.
///
/// Linear in the length of `text`.
pub fn majority(text: &str) -> Option<Script> {
    let characters = Characters::get();
    let (mut simplified, mut traditional) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        match characters.script(c) {
            Some(Script::Simplified) => simplified += usize::from(!variants::is_regional(c)),
            Some(Script::Traditional) => traditional += 1,
            None => {}
        }
    }
    match simplified.cmp(&traditional) {
        std::cmp::Ordering::Greater => Some(Script::Simplified),
        std::cmp::Ordering::Less => Some(Script::Traditional),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests;
