//! Findings that are known: the arguments about baselines.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::files::{Input, real};
use super::problem::Problem;
use super::terminal;
use super::write::Draft;
use crate::baseline::Baseline;
use crate::diagnostic::Diagnostic;

/// Entries that are named at the end of a run.
const NAMED: usize = 20;

/// Arguments about baselines.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Baseline")]
pub(crate) struct BaselineArgs {
    /// Leave out the findings that FILE lists; only new ones are reported
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    baseline: Option<PathBuf>,

    /// Write all findings to FILE and report none; what FILE lists for files
    /// that are not looked at stays
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
}

/// What is known, and what a run has seen of it.
pub(crate) struct Known {
    path: PathBuf,
    /// What the names of files are relative to.
    folder: PathBuf,
    old: Baseline,
    writes: bool,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    paths: HashSet<String>,
    /// Findings, or what is known and has gone.
    entries: Baseline,
}

impl BaselineArgs {
    /// Read the baseline, if there is one.
    pub(crate) fn open(&self) -> Result<Option<Known>, Problem> {
        let (path, writes) = match (&self.baseline, &self.write_baseline) {
            (Some(path), _) => (path, false),
            (_, Some(path)) => (path, true),
            _ => return Ok(None),
        };
        let old = if writes && !path.exists() {
            Baseline::default()
        } else {
            let text = Input::Named(path.clone()).read()?;
            Baseline::parse(&path.display().to_string(), &text).map_err(|error| {
                if writes {
                    let what = "is no baseline and would be written over; name another file";
                    return Problem::at(path.display(), what);
                }
                Problem::Message(error.to_string())
            })?
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (path, folder, seen) = (path.clone(), real(folder), Mutex::default());
        Ok(Some(Known { path, folder, old, writes, seen }))
    }
}

impl Known {
    /// Drop what is known from the findings of one text. `runs` says whether a rule was asked.
    pub(crate) fn filter(
        &self,
        input: &Input,
        text: &str,
        found: &mut Vec<Diagnostic>,
        runs: impl Fn(&str) -> bool,
    ) {
        let name = self.name(input);
        let mut entries = Baseline::default();
        if self.writes {
            entries.add(&name, text, found);
            found.clear();
            // What other rules have found stays.
            let mut others = self.old.of(&name);
            others.retain(|entry| !runs(&entry.rule));
            entries.extend(others);
        } else {
            entries = self.old.filter(&name, text, found);
            entries.retain(|entry| runs(&entry.rule));
        }
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entries.extend(entries);
        seen.paths.insert(name);
    }

    /// Write the baseline, or name the entries that it does not need any more.
    pub(crate) fn finish(self, quiet: bool) -> Result<(), Problem> {
        let Seen { paths, mut entries } = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        let (exists, file) = (|path: &str| self.folder.join(path).exists(), self.path.display());
        if self.writes {
            let mut kept = self.old;
            kept.retain(|entry| !paths.contains(&entry.path) && exists(&entry.path));
            entries.extend(kept);
            let mut draft = Draft::new(&self.path)?;
            draft.write(&entries.to_text())?;
            draft.commit()?;
            if !quiet {
                terminal::tell(format!("{file}: {} known findings", entries.len()));
            }
            return Ok(());
        }
        let mut gone = self.old;
        gone.retain(|entry| !paths.contains(&entry.path) && entry.path != "stdin" && !exists(&entry.path));
        entries.extend(gone);
        if entries.is_empty() || quiet {
            return Ok(());
        }
        let count = entries.len();
        terminal::tell(format!(
            "{file}: {count} known findings no longer occur; --write-baseline {file} drops them:"
        ));
        for (entry, count) in entries.entries().take(NAMED) {
            let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
            terminal::tell(format!("  {}: {} {}{times}", entry.path, entry.rule, entry.text));
        }
        let rest = entries.entries().count().saturating_sub(NAMED);
        if rest > 0 {
            terminal::tell(format!("  and {rest} more"));
        }
        Ok(())
    }

    /// The name of a file, from the folder of the baseline, so that it does not depend on where the run is.
    fn name(&self, input: &Input) -> String {
        let Some(path) = input.path() else { return "stdin".to_owned() };
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }
}
