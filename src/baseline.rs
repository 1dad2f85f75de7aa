//! Findings that are known already, so that only new ones count.
//!
//! A legacy text has thousands of findings that nobody mends today. A baseline lists them by file, rule and
//! text, without line numbers, so that it stays true when lines move, and gets shorter as texts get better.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::diagnostic::Diagnostic;
use crate::text::Span;

const HEAD: &str = "# zhfix baseline 1";

/// Characters on each side of a finding that tell it from others with the same text.
const AROUND: usize = 6;

/// Characters of a finding that are written down; the rest is `…`.
const LONGEST: usize = 60;

/// Known findings, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
}

/// Findings of one rule with the same text in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file, as who calls names it.
    pub path: String,
    /// Name of the rule.
    pub rule: String,
    /// The place between `⟦⟧`, with what stands around it on its line.
    pub text: String,
}

/// A text that is no baseline.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BaselineError {
    /// Another program, or a later version, wrote it.
    #[error("{0}:1: expected `{HEAD}`; write the file again with --write-baseline")]
    Head(String),
    /// A line that is not of four columns.
    #[error(
        "{0}:{1}: expected `path<TAB>rule<TAB>count<TAB>text`; write the file again with --write-baseline"
    )]
    Line(String, usize),
}

impl Baseline {
    /// Read what [`to_text`](Self::to_text) has written; `name` is the file's name in errors.
    ///
    /// # Errors
    ///
    /// Another version, and lines that are no entries.
    pub fn parse(name: &str, text: &str) -> Result<Self, BaselineError> {
        let mut lines = (1..).zip(text.lines());
        if lines.next().is_none_or(|(_, line)| line.trim_end() != HEAD) {
            return Err(BaselineError::Head(name.to_owned()));
        }
        let mut all = Self::default();
        for (number, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with("# ")) {
            let columns: Vec<&str> = line.split('\t').collect();
            let wrong = || BaselineError::Line(name.to_owned(), number);
            let [path, rule, count, text] = columns[..] else { return Err(wrong()) };
            let count: usize = count.parse().map_err(|_| wrong())?;
            let [path, rule, text] = [path, rule, text].map(str::to_owned);
            *all.entries.entry(Entry { path, rule, text }).or_default() += count;
        }
        Ok(all)
    }

    /// The file: sorted, one entry on each line, so that it merges like any other text.
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEAD}\n# path<TAB>rule<TAB>count<TAB>text\n");
        for (Entry { path, rule, text }, count) in &self.entries {
            // Writing to a String does not fail.
            let _ = writeln!(out, "{path}\t{rule}\t{count}\t{text}");
        }
        out
    }

    /// Findings that are known.
    pub fn len(&self) -> usize {
        self.entries.values().sum()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The files with known findings, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let mut last = None;
        let paths = self.entries.keys().map(|entry| entry.path.as_str());
        paths.filter(move |&path| last.replace(path) != Some(path))
    }

    /// What is known of one file.
    #[must_use]
    pub fn of(&self, path: &str) -> Self {
        let first = Entry { path: escaped(path), rule: String::new(), text: String::new() };
        let own = self.entries.range(first..).take_while(|(entry, _)| entry.path == escaped(path));
        Self { entries: own.map(|(entry, &count)| (entry.clone(), count)).collect() }
    }

    /// All entries and how often each is known.
    pub fn entries(&self) -> impl Iterator<Item = (&Entry, usize)> {
        self.entries.iter().map(|(entry, &count)| (entry, count))
    }

    /// Add the findings of one file.
    pub fn add(&mut self, path: &str, text: &str, found: &[Diagnostic]) {
        for diagnostic in found {
            *self.entries.entry(entry(path, text, diagnostic)).or_default() += 1;
        }
    }

    /// Add all of another baseline.
    pub fn extend(&mut self, other: Self) {
        for (entry, count) in other.entries {
            *self.entries.entry(entry).or_default() += count;
        }
    }

    /// Drop the findings of one file that are known, each as often as it is known, the first ones first.
    /// Returns those that are known and do not occur any more.
    #[must_use]
    pub fn filter(&self, path: &str, text: &str, found: &mut Vec<Diagnostic>) -> Self {
        let mut known = self.of(path).entries;
        found.retain(|diagnostic| {
            if known.is_empty() {
                return true;
            }
            match known.get_mut(&entry(path, text, diagnostic)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        known.retain(|_, count| *count > 0);
        Self { entries: known }
    }

    /// Leave out entries for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(&Entry) -> bool) {
        self.entries.retain(|entry, _| keep(entry));
    }
}

fn entry(path: &str, text: &str, diagnostic: &Diagnostic) -> Entry {
    Entry { path: escaped(path), rule: diagnostic.rule.to_owned(), text: place(text, diagnostic.span) }
}

/// The text of a finding with a few characters of its line on both sides.
fn place(text: &str, span: Span) -> String {
    let (before, marked, after) = (&text[..span.start], span.of(text), &text[span.end..]);
    let same_line = |c: &char| *c != '\n' && *c != '\r';
    let before: Vec<char> = before.chars().rev().take_while(same_line).take(AROUND).collect();
    let after: String = after.chars().take_while(same_line).take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let marked = match marked.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &marked[..end]),
        None => marked.to_owned(),
    };
    escaped(&format!("{before}⟦{marked}⟧{after}"))
}

/// What would break the columns, or cannot be seen, as `\t` or `\u{200b}`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' | '\n' | '\r' => out.extend(c.escape_default()),
            _ if c.is_control()
                || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
            {
                out.extend(c.escape_unicode());
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, marks: &str) -> Vec<Diagnostic> {
        let at = text.match_indices(|c| marks.contains(c));
        at.map(|(at, c)| Diagnostic {
            rule: "halfwidth-punct",
            span: Span::at(at, c.len()),
            message: crate::message!("x"),
            fix: None,
        })
        .collect()
    }

    #[test]
    fn known_findings_are_dropped_wherever_they_stand() {
        let old = "你好,世界\n你好,世界\n再見,朋友\n";
        let mut baseline = Baseline::default();
        baseline.add("a\tb.md", old, &found(old, ","));
        assert_eq!(baseline.len(), 3);
        assert_eq!(
            baseline.to_text(),
            "# zhfix baseline 1\n# path<TAB>rule<TAB>count<TAB>text\n\
             a\\tb.md\thalfwidth-punct\t2\t你好⟦,⟧世界\na\\tb.md\thalfwidth-punct\t1\t再見⟦,⟧朋友\n"
        );
        let baseline = Baseline::parse("b", &baseline.to_text()).unwrap();

        let new = "新的,一行\n\n你好,世界\n你好,世界\n你好,世界\n";
        let mut left = found(new, ",");
        let gone = baseline.filter("a\tb.md", new, &mut left);
        assert_eq!(left.iter().map(|found| found.span.start).collect::<Vec<_>>(), [6, 49]);
        assert_eq!(
            gone.entries().map(|(entry, count)| (entry.text.as_str(), count)).collect::<Vec<_>>(),
            [("再見⟦,⟧朋友", 1)]
        );
        let mut other = found(new, ",");
        assert!(baseline.filter("c.md", new, &mut other).is_empty());
        assert_eq!(other.len(), 4);
    }

    #[test]
    fn what_cannot_be_seen_is_written_as_its_number() {
        assert_eq!(place("漢\u{200b}字\\", Span::at(3, 3)), "漢⟦\\u{200b}⟧字\\\\");
        let long = "漢".repeat(100);
        assert_eq!(place(&long, Span::new(0, 300)), format!("⟦{}…⟧", "漢".repeat(60)));
    }

    #[test]
    fn another_file_is_refused() {
        let error = |text: &str| Baseline::parse("b.txt", text).unwrap_err().to_string();
        let cure = "write the file again with --write-baseline";
        assert_eq!(error("{}"), format!("b.txt:1: expected `{HEAD}`; {cure}"));
        assert_eq!(error("# zhfix baseline 2\n"), format!("b.txt:1: expected `{HEAD}`; {cure}"));
        let line = "expected `path<TAB>rule<TAB>count<TAB>text`";
        assert_eq!(error(&format!("{HEAD}\na\tb\n")), format!("b.txt:2: {line}; {cure}"));
    }
}
