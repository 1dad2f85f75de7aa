//! A line on standard error that says how far a long run is.
//!
//! It is drawn only on a terminal, only after a second, and it is taken away before anything else is printed.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::files::Input;

/// How long a run may take without a line, and how often the line is drawn.
const PATIENCE: Duration = Duration::from_secs(1);
const PAUSE: Duration = Duration::from_millis(200);

struct Bar {
    begun: Instant,
    drawn: Option<Instant>,
    /// Whether the line stands on the terminal.
    visible: bool,
    files: usize,
    bytes: u64,
    findings: usize,
    all_files: usize,
    all_bytes: u64,
}

static BAR: Mutex<Option<Bar>> = Mutex::new(None);

static ALLOWED: AtomicBool = AtomicBool::new(false);

/// Whether a line may be shown at all; not without this.
pub(crate) fn allow(allowed: bool) {
    ALLOWED.store(allowed, Ordering::Relaxed);
}

fn bar() -> MutexGuard<'static, Option<Bar>> {
    BAR.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begin a run, if there is a terminal to show it on.
pub(crate) fn begin(inputs: &[Input]) {
    if !ALLOWED.load(Ordering::Relaxed) || !io::stderr().is_terminal() {
        return;
    }
    *bar() = Some(Bar {
        begun: Instant::now(),
        drawn: None,
        visible: false,
        files: 0,
        bytes: 0,
        findings: 0,
        all_files: inputs.len(),
        all_bytes: inputs.iter().map(Input::size).sum(),
    });
}

/// A file is done.
pub(crate) fn done(input: &Input) {
    let mut bar = bar();
    let Some(bar) = bar.as_mut() else { return };
    bar.files += 1;
    bar.bytes += input.size();
    let now = Instant::now();
    let due = bar.drawn.map_or(now - bar.begun >= PATIENCE, |drawn| now - drawn >= PAUSE);
    if due {
        bar.drawn = Some(now);
        bar.draw(now - bar.begun);
    }
}

/// Something was found.
pub(crate) fn found(findings: usize) {
    if let Some(bar) = bar().as_mut() {
        bar.findings += findings;
    }
}

/// Take the line away, because something else is printed.
pub(crate) fn clear() {
    if let Some(bar) = bar().as_mut().filter(|bar| bar.visible) {
        bar.visible = false;
        let _ = write!(io::stderr().lock(), "\r\x1b[K");
    }
}

/// The run is over.
pub(crate) fn end() {
    clear();
    *bar() = None;
}

impl Bar {
    fn draw(&mut self, elapsed: Duration) {
        let columns = terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| width.0.into());
        let line = self.line(elapsed, usize::saturating_sub(columns, 1));
        self.visible = true;
        // If stderr is closed, there is nobody to show it to.
        let _ = write!(io::stderr().lock(), "\r\x1b[K{line}");
    }

    /// As much as fits into so many columns, the most important things first.
    #[expect(clippy::cast_precision_loss, reason = "megabytes with one decimal")]
    fn line(&self, elapsed: Duration, columns: usize) -> String {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let speed = megabytes(self.bytes) / elapsed.as_secs_f64().max(0.001);
        let rest = megabytes(self.all_bytes.saturating_sub(self.bytes));
        let left = if speed > 0.0 { (rest / speed).round() } else { 0.0 };
        let parts = [
            (0, format!("{}/{} files", self.files, self.all_files)),
            (2, format!("{:.1}/{:.1} MB", megabytes(self.bytes), megabytes(self.all_bytes))),
            (4, format!("{speed:.1} MB/s")),
            (3, format!("{} findings", self.findings)),
            (1, format!("{}:{:02} left", (left / 60.0).floor(), left % 60.0)),
        ];
        let line = |rank| {
            let parts = parts.iter().filter(|part| part.0 <= rank).map(|part| part.1.as_str());
            parts.collect::<Vec<_>>().join(", ")
        };
        let fitting = (0..parts.len()).rev().map(line).find(|line| line.len() <= columns);
        fitting.unwrap_or_else(|| line(0).chars().take(columns).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_long_it_takes() {
        let bar = Bar {
            begun: Instant::now(),
            drawn: None,
            visible: false,
            files: 10,
            bytes: 20_000_000,
            findings: 3,
            all_files: 100,
            all_bytes: 1_000_000_000,
        };
        for (columns, line) in [
            (79, "10/100 files, 20.0/1000.0 MB, 10.0 MB/s, 3 findings, 1:38 left"),
            (61, "10/100 files, 20.0/1000.0 MB, 3 findings, 1:38 left"),
            (39, "10/100 files, 20.0/1000.0 MB, 1:38 left"),
            (38, "10/100 files, 1:38 left"),
            (19, "10/100 files"),
            (5, "10/10"),
        ] {
            assert_eq!(bar.line(Duration::from_secs(2), columns), line);
        }
    }
}
