//! What the streams look like from outside.

use std::io::{self, IsTerminal, Write};

use super::problem::Problem;

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
    io::stdout().lock().write_all(bytes).map_err(|error| Problem::stdout(&error))
}

/// Write what stdout still holds back.
pub(crate) fn flush() -> Result<(), Problem> {
    io::stdout().lock().flush().map_err(|error| Problem::stdout(&error))
}

/// Tell the user something. If stderr is closed, there is nobody to tell.
pub(crate) fn tell(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "zhfix: {message}");
}

/// Write a list to stderr.
pub(crate) fn tell_all(list: &str) {
    let _ = io::stderr().lock().write_all(list.as_bytes());
}

pub(crate) fn stderr_is_terminal() -> bool {
    io::stderr().is_terminal()
}
