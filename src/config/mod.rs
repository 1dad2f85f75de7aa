//! `zhfix.toml`: what holds for the files of a project.
//!
//! This module reads the text of such a file; finding it is the business of who calls.

mod glob;
mod keys;
mod parse;
mod schema;
pub(crate) mod suggest;

use std::collections::BTreeMap;

pub use glob::Globs;
pub use keys::{Key, Kind, OVERRIDE, TOP, rule_names};
pub use schema::schema;

use crate::diagnostic::Level;
use crate::lint::{Levels, Spacing};
use crate::variant::Locale;

/// The name of the file.
pub const FILE: &str = "zhfix.toml";

/// What a `zhfix.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Files that are left out of folders.
    pub exclude: Globs,
    /// The lowest level of a finding that counts for the exit status.
    pub fail_on: Option<Level>,
    base: Section,
    overrides: Vec<Override>,
}

/// Settings, where they are written.
#[derive(Clone, Debug, Default)]
struct Section {
    locale: Option<Locale>,
    dictionaries: Vec<String>,
    terms: Option<bool>,
    repair: Option<bool>,
    spacing: Option<Spacing>,
    rules: BTreeMap<&'static str, Level>,
}

#[derive(Clone, Debug, Default)]
struct Override {
    files: Globs,
    section: Section,
}

/// A `zhfix.toml` that cannot be used: where, what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ConfigError {
    /// The name of the file, as it was given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// What holds for one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// What the text should be in.
    pub locale: Locale,
    /// Dictionaries, relative to the folder of the `zhfix.toml`.
    pub dictionaries: Vec<String>,
    /// Whether `convert` uses the vocabulary of the region.
    pub terms: bool,
    /// Whether damage is undone.
    pub repair: bool,
    /// Spaces between Chinese and Latin.
    pub spacing: Spacing,
    /// Levels of rules.
    pub levels: Levels,
}

impl Default for Settings {
    fn default() -> Self {
        let (levels, spacing) = (Levels::default(), Spacing::default());
        Self { locale: Locale::Auto, dictionaries: Vec::new(), terms: false, repair: true, spacing, levels }
    }
}

impl Config {
    /// Read the text of a `zhfix.toml`; `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// What is no TOML, unknown keys, values of another type, and names that do not exist, each with its place.
    pub fn parse(file: &str, text: &str) -> Result<Self, ConfigError> {
        parse::parse(file, text)
    }

    /// The overrides that hold for a file, by their number. `path` is relative to the folder of the
    /// `zhfix.toml`, with `/` between its parts.
    pub fn overrides(&self, path: &str) -> Vec<usize> {
        let holds = |entry: &(usize, &Override)| entry.1.files.matches(path, false);
        self.overrides.iter().enumerate().filter(holds).map(|(index, _)| index).collect()
    }

    /// What holds where these overrides do, of which the later ones count more.
    pub fn settings(&self, overrides: &[usize]) -> Settings {
        let mut all = Settings::default();
        let own = overrides.iter().filter_map(|&index| self.overrides.get(index));
        for section in [&self.base].into_iter().chain(own.map(|entry| &entry.section)) {
            section.apply(&mut all);
        }
        all
    }
}

impl Section {
    fn apply(&self, all: &mut Settings) {
        all.locale = self.locale.unwrap_or(all.locale);
        all.dictionaries.extend(self.dictionaries.iter().cloned());
        all.terms = self.terms.unwrap_or(all.terms);
        all.repair = self.repair.unwrap_or(all.repair);
        all.spacing = self.spacing.unwrap_or(all.spacing);
        for (rule, &level) in &self.rules {
            all.levels.set(rule, level).expect("the parser knows the rules");
        }
    }
}

#[cfg(test)]
mod tests;
