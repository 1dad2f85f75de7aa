use clap::CommandFactory;

use super::super::problem::Problem;
use super::super::{Arguments, DONE, terminal};

/// Print a manual page
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    /// A subcommand; without it, the page is that of zhfix
    subcommand: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    let mut command = Arguments::command();
    command.build();
    if let Some(name) = &args.subcommand {
        command = command.find_subcommand(name).cloned().ok_or_else(|| {
            Problem::Message(format!("unknown subcommand `{name}`; `zhfix --help` lists them"))
        })?;
        // The name of a page has no spaces: zhfix-convert(1).
        command = command.display_name(format!("zhfix-{name}"));
    }
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command);
    man.render(&mut page).map_err(|error| Problem::stdout(&error))?;
    terminal::print(&page)?;
    Ok(DONE)
}
