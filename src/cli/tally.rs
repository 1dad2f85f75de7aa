//! The summary at the end of a run.

use std::collections::BTreeMap;
use std::fmt;

/// What was done, counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub files: usize,
    pub changed: usize,
    pub binary: usize,
    /// Done by an earlier run.
    pub resumed: usize,
    pub failed: usize,
    pub doubtful: usize,
    /// Changes by kind, findings by rule.
    pub kinds: BTreeMap<String, usize>,
}

impl Tally {
    pub(crate) fn count(&mut self, kind: &str) {
        if let Some(count) = self.kinds.get_mut(kind) {
            *count += 1;
        } else {
            self.kinds.insert(kind.to_owned(), 1);
        }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.changed += other.changed;
        self.binary += other.binary;
        self.resumed += other.resumed;
        self.failed += other.failed;
        self.doubtful += other.doubtful;
        for (kind, count) in &other.kinds {
            *self.kinds.entry(kind.clone()).or_default() += count;
        }
    }

    /// `3 files, 1 with findings; …`: `word` says what the counted files have in common.
    pub(crate) fn summary(&self, word: &str) -> String {
        let mut parts = vec![plural(self.files, "file"), format!("{} {word}", self.changed)];
        let mut extra = |count: usize, text: &str| {
            if count > 0 {
                parts.push(format!("{count} {text}"));
            }
        };
        extra(self.resumed, "done before");
        extra(self.binary, "binary skipped");
        extra(self.failed, "failed");
        let mut text = parts.join(", ");
        if !self.kinds.is_empty() {
            let kinds: Vec<_> = self.kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
            text = format!("{text}; {}", kinds.join(", "));
        }
        if self.doubtful > 0 {
            text = format!("{text}; {}", plural(self.doubtful, "doubtful position"));
        }
        text
    }
}

fn plural(count: usize, word: impl fmt::Display) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
