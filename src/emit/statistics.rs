//! How many findings there are: by rule, by file, and in all.

use std::collections::BTreeMap;
use std::io::Write;

use super::{Emitter, File, Settings, Summary, width};
use crate::message;

/// The format `statistics`.
#[derive(Debug)]
pub struct Statistics {
    settings: Settings,
    rules: BTreeMap<&'static str, Count>,
    files: Vec<(String, usize)>,
}

#[derive(Debug, Default)]
struct Count {
    findings: usize,
    files: usize,
    /// Findings with a fix.
    fixes: usize,
}

impl Statistics {
    /// Show counts as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self { settings, rules: BTreeMap::new(), files: Vec::new() }
    }
}

impl Emitter for Statistics {
    fn file(&mut self, file: &File<'_>, _: &mut Vec<u8>) {
        let mut here: BTreeMap<&'static str, Count> = BTreeMap::new();
        for found in file.findings {
            let count = here.entry(found.rule).or_default();
            count.findings += 1;
            count.fixes += usize::from(found.fix.is_some());
        }
        for (rule, count) in here {
            let sum = self.rules.entry(rule).or_default();
            sum.findings += count.findings;
            sum.fixes += count.fixes;
            sum.files += 1;
        }
        if !file.findings.is_empty() {
            self.files.push((file.name.to_owned(), file.findings.len()));
        }
    }

    fn end(&mut self, summary: &Summary, out: &mut Vec<u8>) {
        let lang = self.settings.lang;
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|(rule, count)| (std::cmp::Reverse(count.findings), **rule));
        let head = ["findings", "with a fix", "files", "rule"].map(|name| lang.text(name).to_owned());
        let rows = rules.iter().map(|(rule, count)| {
            [
                count.findings.to_string(),
                count.fixes.to_string(),
                count.files.to_string(),
                (**rule).to_owned(),
            ]
        });
        table(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), out);
        self.files.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let head = ["findings", "file"].map(|name| lang.text(name).to_owned());
        let rows = self.files.iter().map(|(name, count)| [count.to_string(), name.clone()]);
        out.push(b'\n');
        table(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), out);
        let Summary { files, findings, .. } = summary;
        let with = self.files.len();
        let sum = message!("{findings} findings in {with} of {files} files", findings, with, files);
        // Writing to a Vec does not fail.
        let _ = writeln!(out, "\n{}", sum.in_lang(lang));
    }
}

/// Rows of cells: numbers to the right, the last column to the left.
fn table<const N: usize>(rows: &[[String; N]], out: &mut Vec<u8>) {
    let columns: Vec<usize> =
        (0..N).map(|at| rows.iter().map(|row| width::of(&row[at])).max().unwrap_or(0)).collect();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at + 1 == N {
                let _ = writeln!(out, "{}", width::visible(cell));
            } else {
                let _ = write!(out, "{:1$}{cell}  ", "", columns[at] - width::of(cell));
            }
        }
    }
}
