//! Ctrl-C: what is half done is taken away, and the user is told what is done.
//!
//! The work itself knows nothing of signals. A thread of its own waits for them, removes the drafts and ends
//! the process; the lock on the list of drafts keeps it from doing so while a finished file takes its place.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// What a signal finds.
struct State {
    /// Files that are being written.
    drafts: BTreeSet<PathBuf>,
    /// Files that were written.
    written: usize,
    /// What to say of the others.
    rest: String,
}

static STATE: Mutex<State> = Mutex::new(State { drafts: BTreeSet::new(), written: 0, rest: String::new() });

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A file that is removed when the user interrupts, or when this is dropped, unless it was kept.
pub(crate) struct Draft {
    file: Option<NamedTempFile>,
    path: PathBuf,
}

impl Draft {
    /// Make a file with `make`.
    pub(crate) fn new(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<Self> {
        let mut state = state();
        let file = make()?;
        let path = file.path().to_owned();
        state.drafts.insert(path.clone());
        Ok(Self { file: Some(file), path })
    }

    pub(crate) fn file(&mut self) -> &mut NamedTempFile {
        self.file.as_mut().expect("it is there until it is kept or dropped")
    }

    /// Put it in the place of `target`.
    pub(crate) fn keep(mut self, target: &Path) -> io::Result<()> {
        let mut state = state();
        let Some(file) = self.file.take() else { return Ok(()) };
        state.drafts.remove(&self.path);
        file.persist(target).map_err(|error| error.error)?;
        state.written += 1;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Some(file) = self.file.take() {
            let mut state = state();
            drop(file);
            state.drafts.remove(&self.path);
        }
    }
}

/// Say `rest` about what is not done when the user interrupts.
pub(crate) fn explain(rest: impl Into<String>) {
    state().rest = rest.into();
}

/// Wait for signals from now on.
#[cfg(unix)]
pub(crate) fn listen() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    // Who starts us with a signal ignored, as `nohup` does, wants it so.
    let wanted: Vec<_> =
        [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|&signal| !is_ignored(signal)).collect();
    let Ok(mut signals) = signal_hook::iterator::Signals::new(wanted) else { return };
    // If there is no thread to be had, a signal ends the process as it does by default, with its draft left.
    let started = std::thread::Builder::new().spawn(move || {
        if signals.forever().next().is_some() {
            end();
        }
    });
    drop(started);
}

#[cfg(not(unix))]
pub(crate) fn listen() {}

/// Whether the signal was ignored when the process began; what cannot be told is no.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}

#[cfg(unix)]
fn end() {
    // Held up to the end, so that no thread begins or keeps a file any more.
    let state = state();
    for draft in &state.drafts {
        let _ = std::fs::remove_file(draft);
    }
    let mut said = String::from("interrupted");
    if state.written > 0 {
        let files = if state.written == 1 { "file was" } else { "files were" };
        said = format!("{said}; {} {files} written", state.written);
    }
    if !state.rest.is_empty() {
        said = format!("{said}; {}", state.rest);
    }
    super::terminal::tell(said);
    std::process::exit(super::INTERRUPTED.into());
}
