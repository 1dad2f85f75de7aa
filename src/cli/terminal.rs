//! What the streams look like from outside.

use std::io::{self, IsTerminal, Write};

use std::sync::OnceLock;

use super::problem::Problem;
use super::progress;
use crate::message::Lang;

/// The language that was asked for.
static LANG: OnceLock<Lang> = OnceLock::new();

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether stdout gets colours.
    pub(crate) fn on_stdout(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                io::stdout().is_terminal() && !is_set("NO_COLOR") && !is_dumb
            }
        }
    }
}

/// Write to stdout.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Problem> {
    progress::clear();
    io::stdout().lock().write_all(bytes).map_err(|error| Problem::stdout(&error))
}

/// Write what stdout still holds back.
pub(crate) fn flush() -> Result<(), Problem> {
    io::stdout().lock().flush().map_err(|error| Problem::stdout(&error))
}

/// Tell the user something. If stderr is closed, there is nobody to tell.
pub(crate) fn tell(message: impl std::fmt::Display) {
    progress::clear();
    let _ = writeln!(io::stderr().lock(), "zhfix: {message}");
}

/// Write a list to stderr.
pub(crate) fn tell_all(list: &[u8]) {
    let _ = io::stderr().lock().write_all(list);
}

pub(crate) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Speak the language that the arguments name, else that of the environment.
pub(crate) fn speak(asked: Option<Lang>) {
    // It is set once, at the start.
    let _ = LANG.set(asked.unwrap_or_else(lang_of_environment));
}

/// The language of reports.
pub(crate) fn lang() -> Lang {
    LANG.get().copied().unwrap_or_default()
}

fn lang_of_environment() -> Lang {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(set)
        .map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

/// Columns of the terminal on stdout, where there is one.
pub(crate) fn columns() -> Option<usize> {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let stdout = || terminal_size::terminal_size_of(io::stdout());
    set.filter(|&columns| columns > 0)
        .or_else(|| stdout().map(|(terminal_size::Width(columns), _)| columns.into()))
}
