//! Where results go: the arguments that `convert` and `fix` share.

use std::path::{Path, PathBuf};

use super::format::OutputFormat;
use super::problem::Problem;
use super::reports::Reports;
use super::select::Selection;

/// Arguments about results.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "each is an option of that name"
)]
#[command(next_help_heading = "Output")]
pub(crate) struct Output {
    /// Show what would change, as a patch that `git apply` takes
    #[arg(long, conflicts_with_all = ["output", "in_place", "out_dir", "output_format", "statistics"])]
    diff: bool,

    /// Write nothing; exit with status 1 if something would change
    #[arg(long, conflicts_with_all = ["output", "in_place", "out_dir"])]
    check: bool,

    /// Write all results to FILE, as a whole or not at all
    #[arg(short, long, value_name = "FILE", conflicts_with_all = ["in_place", "out_dir"])]
    output: Option<PathBuf>,

    /// Replace each file by its result
    #[arg(short, long, conflicts_with = "out_dir")]
    in_place: bool,

    /// Write each result below DIR, under its name in the folder given
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,

    /// With --out-dir: leave out files that a run which was stopped, or an
    /// earlier run with --resume, has done; after a change of the file, its
    /// result, the options or the dictionaries, it is done again
    #[arg(long, requires = "out_dir")]
    pub resume: bool,

    /// Threads to use [default: one for each processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// Print no summary
    #[arg(short, long)]
    pub quiet: bool,

    /// Exit with status 1 if something was, or would be, changed
    #[arg(long)]
    pub exit_non_zero_on_fix: bool,

    #[command(flatten)]
    pub reports: Reports,
}

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal<'a> {
    Stdout,
    File(&'a Path),
    InPlace,
    Folder(&'a Path),
    /// Nowhere: what would change is shown, counted, or both.
    Report {
        check: bool,
    },
}

impl Output {
    /// The format of the report on stdout.
    pub(crate) fn format(&self) -> Option<OutputFormat> {
        self.reports.on_stdout().or(self.diff.then_some(OutputFormat::Diff))
    }

    pub(crate) fn goal(&self) -> Goal<'_> {
        match (&self.output, &self.out_dir) {
            // A rename would take the place of what else is written there.
            (Some(file), _) if file.as_os_str() == "-" || file == Path::new("/dev/stdout") => Goal::Stdout,
            (Some(file), _) => Goal::File(file),
            (_, Some(folder)) => Goal::Folder(folder),
            _ if self.in_place => Goal::InPlace,
            // Text and report would be mixed.
            _ if self.check || self.format().is_some() => Goal::Report { check: self.check },
            _ => Goal::Stdout,
        }
    }

    /// Whether these arguments make sense together.
    pub(crate) fn check_files(&self, files: &Selection) -> Result<(), Problem> {
        let stdin = files.has_stdin();
        match self.goal() {
            Goal::InPlace | Goal::Folder(_) if stdin => {
                let what = "has no name to write to; name files, or leave -i and --out-dir out";
                Err(Problem::at("stdin", what))
            }
            Goal::Stdout | Goal::File(_) => match files.several() {
                Some(what) => {
                    Err(Problem::Message(format!("{what}; add -i, --out-dir DIR, --diff or --check")))
                }
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
