//! Help in the reader's language: the texts of the arguments, looked up in the catalogue of messages.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use super::terminal;
use crate::emit::width;
use crate::message::Lang;

/// Most columns of a line, and those that stand before the text of an option.
const COLUMNS: usize = 80;
const INDENT: usize = 10;

/// The language that `arguments` name, before anything else of them is read.
pub(super) fn asked(arguments: impl Iterator<Item = OsString>) -> Option<Lang> {
    let arguments: Vec<OsString> = arguments.take_while(|argument| argument != "--").collect();
    let named = |(at, argument): (usize, &OsString)| {
        let argument = argument.to_str()?;
        let next = || arguments.get(at + 1)?.to_str();
        let name = if argument == "--lang" { next() } else { argument.strip_prefix("--lang=") };
        name?.parse().ok()
    };
    arguments.iter().enumerate().find_map(named)
}

/// `command` with its texts in `lang`. What is not in the catalogue stays English.
pub(super) fn translated(mut command: Command, lang: Lang) -> Command {
    if lang == Lang::En {
        return command;
    }
    // Only then are all arguments there, those of clap and the global ones.
    command.build();
    // As clap does it, which also asks the other streams: help is often read through a pager.
    let asked = || terminal_size::terminal_size().map(|(width, _)| width.0.into());
    let columns = terminal::columns().or_else(asked);
    let columns = columns.map_or(COLUMNS, |columns| columns.clamp(2 * INDENT, COLUMNS));
    page(command, &Texts { lang, columns })
}

/// Looks texts up, and breaks them: clap breaks lines at spaces only.
struct Texts {
    lang: Lang,
    columns: usize,
}

impl Texts {
    fn find(&self, english: &str) -> Option<&'static str> {
        self.lang.lookup(english)
    }

    /// The paragraphs of `text` in lines that begin behind `indent` columns.
    fn paragraphs(&self, text: &str, indent: usize) -> String {
        let paragraph = |text: &str| {
            let text = self.find(text).unwrap_or(text);
            width::wrapped(text, self.columns - indent).join("\n")
        };
        text.split("\n\n").map(paragraph).collect::<Vec<_>>().join("\n\n")
    }

    /// Examples, each with what it shows, and paragraphs that are filled already.
    fn after(&self, text: &str) -> String {
        let part = |part: &str| match part.strip_prefix("Examples:\n") {
            Some(examples) => {
                let head = format!("{}：", self.find("Examples").unwrap_or("Examples"));
                let lines = examples.lines().map(|line| self.example(line));
                std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
            }
            None => self.paragraphs(&part.replace('\n', " "), 0),
        };
        text.split("\n\n").map(part).collect::<Vec<_>>().join("\n\n")
    }

    /// `  command   what it shows`.
    fn example(&self, line: &str) -> String {
        let shows = |(at, _): (usize, &str)| {
            let shows = line[at..].trim_start();
            Some((line.strip_suffix(shows)?, self.find(shows)?))
        };
        let found = line.match_indices(' ').find_map(shows);
        found.map_or_else(|| line.to_owned(), |(command, shows)| format!("{command}{shows}"))
    }
}

fn page(mut command: Command, texts: &Texts) -> Command {
    let text =
        |text: Option<&StyledStr>, indent| text.map(|text| texts.paragraphs(&text.to_string(), indent));
    if let Some(about) = text(command.get_about(), INDENT) {
        command = command.about(about);
    }
    if let Some(about) = text(command.get_long_about(), 0) {
        command = command.long_about(about);
    }
    if let Some(after) = command.get_after_help().map(ToString::to_string) {
        command = command.after_help(texts.after(&after));
    }
    let usage = texts.find("Usage").unwrap_or("Usage");
    command
        .help_template(format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"))
        .subcommand_help_heading(texts.find("Commands").unwrap_or("Commands"))
        // The text begins below its option, where it is known how much room there is.
        .next_line_help(true)
        .mut_args(|arg| argument(arg, texts))
        .mut_subcommands(|command| page(command, texts))
}

fn argument(arg: Arg, texts: &Texts) -> Arg {
    let usual = if arg.is_positional() { "Arguments" } else { "Options" };
    let heading = arg.get_help_heading().unwrap_or(usual);
    let heading = texts.find(heading);
    let text = |text: Option<&StyledStr>| text.map(|text| texts.paragraphs(&text.to_string(), INDENT));
    let mut help = text(arg.get_help());
    let mut long_help = text(arg.get_long_help());
    let mut more = String::new();
    let takes_value = arg.get_action().takes_values();
    let values = if takes_value && !arg.is_hide_possible_values_set() {
        arg.get_possible_values()
    } else {
        Vec::new()
    };
    for value in values {
        let shows = value.get_help().map(ToString::to_string).unwrap_or_default();
        let shows = texts.find(&shows).map_or(shows, str::to_owned);
        let line = format!("- {}: {shows}", value.get_name());
        let lines = width::wrapped(line.trim_end_matches(": "), texts.columns - INDENT);
        more = format!("{more}\n{}", lines.join("\n"));
    }
    let usual: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_value && usual.iter().any(|value| !value.is_empty()) {
        let name = texts.find("default").unwrap_or("default");
        more = format!("{more}\n[{name}: {}]", usual.join(" "));
    }
    for text in [&mut help, &mut long_help].into_iter().flatten() {
        text.push_str(&more);
    }
    let arg = arg.hide_default_value(true).hide_possible_values(true);
    let arg = if let Some(heading) = heading { arg.help_heading(heading) } else { arg };
    let arg = if let Some(help) = help { arg.help(help) } else { arg };
    if let Some(help) = long_help { arg.long_help(help) } else { arg }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::super::Arguments;
    use super::*;

    /// All English texts that the help of `command` shows.
    fn texts(command: &Command, all: &mut BTreeSet<String>) {
        let mut add = |text: Option<&StyledStr>| {
            all.extend(
                text.iter()
                    .flat_map(|text| text.to_string().split("\n\n").map(str::to_owned).collect::<Vec<_>>()),
            );
        };
        add(command.get_about());
        add(command.get_long_about());
        for arg in command.get_arguments() {
            add(arg.get_help());
            add(arg.get_long_help());
            if !arg.is_hide_possible_values_set() && arg.get_action().takes_values() {
                arg.get_possible_values().iter().for_each(|value| add(value.get_help()));
            }
        }
        all.extend(command.get_arguments().filter_map(Arg::get_help_heading).map(str::to_owned));
        for part in command.get_after_help().map(ToString::to_string).unwrap_or_default().split("\n\n") {
            match part.strip_prefix("Examples:\n") {
                Some(examples) => {
                    let shows = |line: &str| {
                        line.trim_start().split_once("  ").map(|(_, text)| text.trim().to_owned())
                    };
                    all.extend(examples.lines().filter_map(shows));
                }
                None if part.is_empty() => {}
                None => all.extend([part.replace('\n', " ")]),
            }
        }
        for command in command.get_subcommands().filter(|command| !command.is_hide_set()) {
            texts(command, all);
        }
    }

    #[test]
    fn every_text_has_a_row() {
        let mut command = Arguments::command();
        command.build();
        let mut all: BTreeSet<String> =
            ["Usage", "Commands", "Arguments", "Options", "Examples", "default"].map(str::to_owned).into();
        texts(&command, &mut all);
        assert!(all.len() > 100, "the texts are not seen any more");
        let missing: Vec<_> = all.iter().filter(|text| Lang::ZhHans.lookup(text).is_none()).collect();
        assert!(missing.is_empty(), "src/message/zh-Hans.tsv has no row for {missing:#?}");
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let asked = |line: &str| asked(line.split(' ').map(OsString::from));
        assert_eq!(asked("zhfix lint --lang zh-TW --help"), Some(Lang::ZhHant));
        assert_eq!(asked("zhfix --lang=zh lint"), Some(Lang::ZhHans));
        assert_eq!(asked("zhfix lint -- --lang zh"), None);
        assert_eq!(asked("zhfix lint --lang"), None);
    }
}
