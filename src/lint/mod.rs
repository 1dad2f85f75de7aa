//! What is wrong with a text, where, and what would be right.
//!
//! Every rule sees the same text, the repaired one, and no rule sees what another one found; so the order
//! of the rules is only the order of the report. Findings are places in the source.

mod context;
mod options;
pub mod rules;
mod variants;

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

pub use context::Context;
pub use options::{Levels, Options, Spacing, UnknownRule, UnknownSpacing};

use crate::convert::Converter;
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::document::repair;
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

    /// Add what is wrong with the text to `found`, in any order.
    fn check(&self, cx: &Context<'_>, found: &mut Vec<Diagnostic>);
}

/// Looks for everything that is wrong with texts; immutable, and shared between threads.
pub struct Linter {
    options: Options,
    /// The rules that are on.
    rules: Vec<&'static dyn Rule>,
    /// For Simplified and Traditional text; made when the first such text comes.
    converters: [OnceLock<Converter>; 2],
}

impl fmt::Debug for Linter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Linter").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Linter {
    /// A linter of texts that should be in `locale`, or each in the script of its own majority.
    ///
    /// The dictionaries are loaded with the first text.
    pub fn new(locale: Option<Variant>) -> Self {
        Self::with(Options { locale, ..Options::default() })
    }

    /// A linter with these options. The dictionaries are loaded with the first text.
    pub fn with(options: Options) -> Self {
        let rules =
            rules::ALL.iter().copied().filter(|&rule| options.levels.of(rule) != Level::Off).collect();
        Self { options, rules, converters: [OnceLock::new(), OnceLock::new()] }
    }

    /// What this linter looks for, and how.
    pub const fn options(&self) -> &Options {
        &self.options
    }

    /// All findings, sorted by where they begin, at one place in the order of [`rules::ALL`].
    ///
    /// Spans are bytes of `text`. Fixes that can be applied by anyone do not contradict each other: of two
    /// that overlap, the first one is enough, and when they are applied none is left.
    ///
    /// Linear in the length of `text` but for the sorting of the findings.
    pub fn lint(&self, text: &str) -> Vec<Diagnostic> {
        let repaired = repair(text);
        let majority = || {
            majority(&repaired.text).map(|script| match script {
                Script::Simplified => Variant::Hans,
                Script::Traditional => Variant::Hant,
            })
        };
        let locale = self.options.locale.or_else(majority);
        let changes = locale.map(|locale| self.converter(locale).changes_in_repaired(&repaired.text));
        let cx = Context::new(text, &repaired, &self.options, locale, changes.unwrap_or_default());
        let mut found = Vec::new();
        for rule in &self.rules {
            rule.check(&cx, &mut found);
        }
        settle(&mut found);
        found.sort_by_key(|diagnostic| diagnostic.span.start);
        found
    }

    fn converter(&self, locale: Variant) -> &Converter {
        self.converters[locale.script() as usize].get_or_init(|| Converter::to(locale))
    }
}

/// A damaged character that is also wrong once it is repaired gets one fix for both.
fn settle(found: &mut [Diagnostic]) {
    let edits = |diagnostic: &Diagnostic| {
        let fix = diagnostic.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe)?;
        fix.edits.first().cloned().filter(|edit| !edit.text.is_empty())
    };
    let (damage, others): (Vec<_>, Vec<_>) =
        found.iter_mut().partition(|diagnostic| rules::of_damage(diagnostic.rule));
    if damage.is_empty() {
        return;
    }
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
