//! What the rules know about a text.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::Options;
use super::evidence;
use super::pairs::Pairs;
use super::places::{Class, Places};
use super::rivals::{self, Rival};
use super::survey::Survey;
use super::variants::{self, Forms, of_hong_kong, orthography, preferred};
use crate::convert::{Change, ChangeKind};
use crate::diagnostic::{Applicability, Diagnostic, Fix};
use crate::document::Repaired;
use crate::message::Message;
use crate::text::{Edit, Span};
use crate::variant::Variant;

/// Whether a text that writes one thing `kept` times and the other one `other` times keeps to a style of its own.
pub(super) const fn is_style(kept: usize, other: usize) -> bool {
    /// Fewer are chance.
    const FEWEST: usize = 10;
    /// Of so many one may be otherwise.
    const OF: usize = 5;
    kept >= FEWEST && other * OF <= kept
}

/// A text, and what all rules need to know about it.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text as it was found.
    pub source: &'a str,
    /// The text without its damage. The rules that are not about damage look at this one.
    pub repaired: &'a Repaired<'a>,
    /// What the linter was asked for.
    pub options: &'a Options,
    /// What the text should be, or is for its greater part. Nothing if it could be in either script.
    pub locale: Option<Variant>,
    /// The same with its region, where one is declared or the text shows it with certainty.
    pub region: Option<Variant>,
    /// What a conversion to `locale` would change, in places of the repaired text.
    pub changes: Vec<Change>,
    /// Words of other regions, where the rule about them is on.
    pub terms: Vec<Change>,
    /// Where the characters stand that rules begin at, in the repaired text.
    places: Places,
    pairs: OnceCell<Pairs>,
    /// Forms that a text without a declared region keeps to.
    kept: Vec<char>,
    /// Forms of one character that stand side by side in the text, or in the texts of the run.
    pub(super) forms: Forms,
    /// Words of the text that may have rivals.
    pub(super) rivals: Vec<Rival>,
    /// What the text writes, or what all texts of the run write.
    pub(super) survey: Cow<'a, Survey>,
}

impl<'a> Context<'a> {
    /// `counts` says that all is to be counted, and not only what can be a finding in this text alone.
    #[allow(clippy::too_many_arguments, reason = "they are all that the rules know")]
    pub(super) fn new(
        source: &'a str,
        repaired: &'a Repaired<'a>,
        options: &'a Options,
        places: Places,
        [locale, region]: [Option<Variant>; 2],
        mut changes: Vec<Change>,
        terms: Vec<Change>,
        survey: Option<&'a Survey>,
        counts: bool,
    ) -> Self {
        if let Some(locale) = locale {
            let own = if locale == Variant::Hant && options.locale.is_none() {
                orthography(&repaired.text, places.of_class(Class::Form))
            } else {
                Vec::new()
            };
            evidence::retain(&mut changes, &repaired.text, locale, &own);
        }
        if let Some(region) = region.filter(|_| options.locale.is_none()) {
            variants::write_in(&mut changes, &repaired.text, region);
        }
        let script = locale.map(Variant::script);
        let rivals = rivals::find(&repaired.text, places.phrases(), script, counts || survey.is_some());
        let own = || {
            let forms = variants::counts(&repaired.text, places.of_class(Class::Form), &changes).into_iter();
            let forms = forms.map(|(group, counts)| ((script, group), counts)).collect();
            let mut survey = Survey { forms, ..Survey::default() };
            for rival in &rivals {
                survey.words.entry((script, rival.group())).or_default().count(rival.side, 1);
            }
            survey
        };
        let survey = survey.map_or_else(|| Cow::Owned(own()), Cow::Borrowed);
        let counted = survey.forms.range((script, 0)..=(script, usize::MAX));
        let declared = options.locale.is_some();
        let counted = counted.map(|(&(_, group), counts)| (group, counts));
        let forms = Forms::new(counted, region.or(locale), declared);
        let kept = if region.is_none() || declared {
            Vec::new()
        } else {
            orthography(&repaired.text, places.of_class(Class::Form))
        };
        Self {
            source,
            repaired,
            options,
            locale,
            region,
            changes,
            terms,
            places,
            pairs: OnceCell::new(),
            kept,
            forms,
            rivals,
            survey,
        }
    }

    /// The repaired text.
    pub fn text(&self) -> &str {
        &self.repaired.text
    }

    /// Where the characters of a class stand in the repaired text, in order.
    pub(super) fn places(&self, class: Class) -> &[usize] {
        self.places.of_class(class)
    }

    /// Where a phrase may begin in the repaired text: a rival word, a wrong word.
    pub(super) fn phrases(&self) -> &[usize] {
        self.places.phrases()
    }

    /// Where a character stands in the repaired text that stood one or two before, if a word may stand twice there.
    pub(super) fn doubled(&self) -> &[usize] {
        self.places.doubled()
    }

    /// The lines of the repaired text that have a character of one of `classes`, without their line ends.
    pub(super) fn lines(&self, classes: &[Class]) -> Vec<Span> {
        self.places.lines(self.text(), classes)
    }

    /// Brackets and quotation marks without a partner; looked for once.
    pub(super) fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| Pairs::of(self))
    }

    /// The form of the character `c` at `at` that the region prefers, where that is another.
    pub(super) fn preferred(&self, at: usize, c: char) -> Option<char> {
        let change = self.changes.binary_search_by_key(&at, |change| change.edit.span.start);
        let foreign = change.is_ok_and(|index| self.changes[index].kind == ChangeKind::Script);
        let region = self.region?;
        // With a declared region, the conversion to it knows these forms, and their names.
        let neighbour = || self.options.locale.is_none().then(|| of_hong_kong(c, region)).flatten();
        preferred(c, region).or_else(neighbour).filter(|_| !foreign && !self.kept.contains(&c))
    }

    /// An edit of the repaired text as one of the source.
    pub(super) fn edit(&self, edit: Edit) -> Edit {
        Edit { span: self.repaired.source_span(edit.span), text: edit.text }
    }

    /// A finding at `span` of the repaired text, without a fix.
    pub fn report(&self, rule: &'static str, span: Span, message: impl Into<Message>) -> Diagnostic {
        Diagnostic { rule, span: self.repaired.source_span(span), message: message.into(), fix: None }
    }

    /// Whether the forms of all texts of the run count, and not of this one alone.
    pub(super) fn counts_run(&self) -> bool {
        matches!(self.survey, Cow::Borrowed(_))
    }

    /// The rival words of the text that are not the one to keep to: the word, the one to write instead, and how often
    /// that one and the word itself are written.
    pub(super) fn minority(
        &self,
        kind: rivals::Kind,
    ) -> impl Iterator<Item = (Span, &'static str, [usize; 2])> {
        let script = self.locale.map(Variant::script);
        self.rivals.iter().filter(move |rival| rival.kind() == kind).filter_map(move |rival| {
            let counts = self.survey.words.get(&(script, rival.group()))?;
            let preferred = rivals::preferred(rival.group(), self.region.or(self.locale));
            let preferred = preferred.filter(|&side| counts.of(side) > 0);
            let winner = counts.winner(preferred, self.options.locale.is_some())?;
            let word = rival.word(winner, script, rival.span.of(self.text()));
            (winner != rival.side).then(|| (rival.span, word, [counts.of(winner), counts.of(rival.side)]))
        })
    }

    /// A finding at `edit.span` of the repaired text, with that edit as its fix.
    pub fn finding(
        &self,
        rule: &'static str,
        message: impl Into<Message>,
        applicability: Applicability,
        edit: Edit,
    ) -> Diagnostic {
        self.finding_at(rule, edit.span, message, applicability, edit)
    }

    /// A finding at `span` of the repaired text whose fix is `edit` of the repaired text.
    pub fn finding_at(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<Message>,
        applicability: Applicability,
        edit: Edit,
    ) -> Diagnostic {
        let edit = Edit { span: self.repaired.source_span(edit.span), text: edit.text };
        let fix = Fix { applicability, edits: edit.into() };
        Diagnostic { rule, span: self.repaired.source_span(span), message: message.into(), fix: Some(fix) }
    }
}
