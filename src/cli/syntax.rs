//! How inputs are written: the argument that all commands share.

use super::files::Input;
use super::problem::Problem;
use super::terminal;
use crate::document::{Document, Syntax};
use crate::message;

/// The argument about syntax.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct SyntaxArgs {
    /// What the text is written in, which tells what of it is prose: plain,
    /// markdown, html, or auto to go by the suffix
    #[arg(long, value_name = "SYNTAX", value_parser = choice)]
    syntax: Option<Choice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Auto,
    As(Syntax),
}

impl SyntaxArgs {
    /// How `input` is written.
    pub fn of(self, input: &Input) -> Syntax {
        match self.syntax {
            Some(Choice::As(syntax)) => syntax,
            Some(Choice::Auto) | None => input.path().map(Syntax::of_path).unwrap_or_default(),
        }
    }

    /// Find the parts of the text of `input`.
    ///
    /// # Errors
    ///
    /// The parser fails on it.
    pub fn parse<'a>(self, input: &Input, text: &'a str) -> Result<Document<'a>, Problem> {
        let document = Document::parse(text, self.of(input));
        if !document.is_unread() {
            return Ok(document);
        }
        let said = message!(
            "{file}: the parser cannot read it as Markdown, so it was left as it is; `--syntax plain` takes it as plain text",
            file = input.name()
        );
        Err(Problem::Message(said.in_lang(terminal::lang())))
    }

    /// Whether the user asked for anything.
    pub const fn is_given(self) -> bool {
        self.syntax.is_some()
    }
}

/// For clap, which shows the error behind the argument.
fn choice(name: &str) -> Result<Choice, String> {
    match name {
        "auto" => Ok(Choice::Auto),
        _ => name.parse().map(Choice::As).map_err(|_| {
            let names = Syntax::ALL.map(Syntax::name).join(", ");
            format!("unknown syntax `{name}`; use auto, {names}")
        }),
    }
}
