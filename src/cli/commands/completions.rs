use clap::CommandFactory;
use clap_complete::Shell;

use super::super::problem::Problem;
use super::super::{Arguments, DONE, terminal};

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Args {
    /// bash, zsh, fish, powershell or elvish
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "zhfix", &mut script);
    terminal::print(&script)?;
    Ok(DONE)
}
