//! The formats of reports, by name.

use crate::emit::{self, Emitter, Settings};

/// A format of reports: one file in `src/emit/`, one arm here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum OutputFormat {
    /// For people: place, rule, message, line, proposed change
    Full,
    /// One line for each finding
    Concise,
    /// Findings below the name of their file
    Grouped,
    /// How many findings each rule and each file has
    Statistics,
    /// The changes as a patch that `git apply` takes
    Diff,
    /// One page, side by side, with filters
    Html,
    /// One object with all findings; see `zhfix schema report`
    Json,
    /// One object on each line; see `zhfix schema report`
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Code quality report of GitLab
    Gitlab,
    /// Diagnostics of reviewdog
    Rdjsonl,
    /// XML of JUnit, which build servers read
    Junit,
    /// XML of Checkstyle, which build servers read
    Checkstyle,
    /// A table, RFC 4180
    Csv,
}

impl OutputFormat {
    pub(crate) fn emitter(self, settings: Settings) -> Box<dyn Emitter> {
        match self {
            Self::Full => Box::new(emit::full::Full::new(settings)),
            Self::Concise => Box::new(emit::concise::Concise::new(settings)),
            Self::Grouped => Box::new(emit::grouped::Grouped::new(settings)),
            Self::Statistics => Box::new(emit::statistics::Statistics::new(settings)),
            Self::Diff => Box::new(emit::diff::Diff::new(settings)),
            Self::Html => Box::new(emit::html::Html::new(settings)),
            Self::Json => Box::new(emit::json::Json::new(settings)),
            Self::Jsonl => Box::new(emit::json::Jsonl::new(settings)),
            Self::Sarif => Box::new(emit::sarif::Sarif::new(settings)),
            Self::Github => Box::new(emit::github::Github::new(settings)),
            Self::Gitlab => Box::new(emit::gitlab::Gitlab::new(settings)),
            Self::Rdjsonl => Box::new(emit::rdjsonl::Rdjsonl::new(settings)),
            Self::Junit => Box::new(emit::junit::Junit::new(settings)),
            Self::Checkstyle => Box::new(emit::checkstyle::Checkstyle::new(settings)),
            Self::Csv => Box::new(emit::csv::Csv::new(settings)),
        }
    }

    /// Whether it shows the text as it will be, and not the findings alone.
    pub(crate) const fn shows_edits(self) -> bool {
        matches!(self, Self::Diff | Self::Html)
    }

    /// Whether people read it, so that a summary on stderr is no noise.
    pub(crate) const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Grouped | Self::Diff)
    }
}
