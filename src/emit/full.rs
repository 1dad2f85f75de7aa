//! Findings for people: one after the other, each with its line and the place underlined.

use std::collections::BTreeMap;
use std::io::Write;

use super::place::{Excerpt, Positions};
use super::{Emitter, File, Finding, Out, Settings, width};
use crate::diagnostic::{Applicability, Fix};
use crate::message;
use crate::message::Lang;

/// Findings of one rule in one file that are shown before the rest is folded into a line.
const SHOWN: usize = 5;

/// The format `full`.
///
/// Columns are 1-based and count code points. A rule that has more than five findings in a file shows the
/// first five and says how many there are, unless the settings ask for all. Lines are cut and wrapped to
/// the columns of the settings.
#[derive(Debug)]
pub struct Full(Settings);

impl Full {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

impl Emitter for Full {
    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        let mut positions = Positions::new(file.text);
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for found in file.findings {
            let count = seen.entry(found.rule).or_default();
            *count += 1;
            if *count <= SHOWN || self.0.all {
                self.finding(file, &mut positions, found, out);
                out.spill();
            }
        }
        for (rule, count) in seen.into_iter().filter(|&(_, count)| count > SHOWN && !self.0.all) {
            let folded = message!("{count} places, first five shown, --all shows all", count);
            self.wrapped("", &format!("{}: {rule}: {}", file.name, folded.in_lang(self.0.lang)), out);
            out.push(b'\n');
        }
    }
}

impl Full {
    fn finding(&self, file: &File<'_>, positions: &mut Positions<'_>, found: &Finding, out: &mut Vec<u8>) {
        let at = positions.at(found.span.start);
        let line = positions.lines().span(at.line - 1, file.text);
        let excerpt = Excerpt::new(file.text, line, found.span, self.0.columns.unwrap_or(80));
        let place = format!("{}:{}:{}", width::visible(file.name), at.line, at.column);
        let lines = format!("{place} {} {}", found.rule, found.message.in_lang(self.0.lang));
        let mut lines = self.lines(&lines, 0).into_iter();
        if let Some(first) = lines.next() {
            let _ = writeln!(out, "{}", self.head(&first, &place, found.rule));
        }
        for line in lines {
            let _ = writeln!(out, "{line}");
        }
        let (indent, marks) = excerpt.columns();
        let marked = self.paint("1;31", &excerpt.marked);
        let _ = writeln!(out, "    {}{marked}{}", excerpt.before, excerpt.after);
        let _ = writeln!(out, "    {:indent$}{}", "", self.paint("1;31", &"^".repeat(marks)));
        if let Some(fix) = &found.fix {
            let label = label(fix, found.applied, self.0.lang);
            self.wrapped("    ", &format!("{label}{}", proposal(file.text, fix, self.0.lang)), out);
        }
        out.push(b'\n');
    }

    /// The first line with its parts in colour, as far as they stand in it whole.
    fn head(&self, line: &str, place: &str, rule: &str) -> String {
        let Some(rest) = line.strip_prefix(place) else { return line.to_owned() };
        let place = self.paint("1", place);
        match rest.strip_prefix(' ').and_then(|rest| rest.strip_prefix(rule)) {
            Some(rest) => format!("{place} {}{rest}", self.paint("1;33", rule)),
            None => format!("{place}{rest}"),
        }
    }

    fn wrapped(&self, indent: &str, text: &str, out: &mut Vec<u8>) {
        for line in self.lines(text, indent.len()) {
            // Writing to a Vec does not fail.
            let _ = match indent {
                "" => writeln!(out, "{line}"),
                _ => writeln!(out, "{indent}{}", self.paint("32", &line)),
            };
        }
    }

    /// Lines that fit to the terminal behind an indentation.
    fn lines(&self, text: &str, indent: usize) -> Vec<String> {
        let columns = self.0.columns.map_or(usize::MAX, |columns| columns.saturating_sub(indent).max(1));
        width::wrapped(text, columns)
    }

    fn paint(&self, style: &str, shown: &str) -> String {
        if self.0.color { format!("\x1b[{style}m{shown}\x1b[0m") } else { shown.to_owned() }
    }
}

fn label(fix: &Fix, applied: bool, lang: Lang) -> &'static str {
    match fix.applicability {
        _ if applied => lang.text("changed: "),
        Applicability::Safe => lang.text("change: "),
        Applicability::Unsafe => lang.text("change if the meaning stays: "),
        Applicability::DisplayOnly => lang.text("perhaps: "),
    }
}

pub(super) fn proposal(text: &str, fix: &Fix, lang: Lang) -> String {
    let edits = fix.edits.iter().map(|edit| {
        let (old, new) = (width::visible(edit.span.of(text)), width::visible(&edit.text));
        match (old.as_str(), new.as_str()) {
            (_, "") => message!("remove `{old}`", old).in_lang(lang),
            ("", _) => message!("insert `{new}`", new).in_lang(lang),
            _ => format!("`{old}` → `{new}`"),
        }
    });
    edits.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tests::{finding, report};
    use crate::text::Span;

    #[test]
    fn the_place_is_underlined() {
        let found = vec![finding("halfwidth-punct", Span::at(6, 1), "，"); 7];
        let out = report(&mut Full::new(Settings::default()), "你好,人\n", &found);
        let one = "x.txt:1:3 halfwidth-punct wrong\n    你好,人\n        ^\n    change: `,` → `，`\n\n";
        let folded = "x.txt: halfwidth-punct: 7 places, first five shown, --all shows all\n\n";
        assert_eq!(out, one.repeat(5) + folded);
    }

    #[test]
    fn narrow_terminals_are_enough() {
        let text = "很".repeat(50) + "," + &"好".repeat(50);
        let found = vec![finding("halfwidth-punct", Span::at(150, 1), "，"); 7];
        for columns in [20, 21, 33, 50, 80, 200] {
            let out = report(
                &mut Full::new(Settings { columns: Some(columns), ..Settings::default() }),
                &text,
                &found,
            );
            for line in out.lines() {
                assert!(width::of(line) <= columns, "{columns}: {line}");
            }
            let lines: Vec<_> = out.lines().collect();
            let at = lines.iter().position(|line| line.trim() == "^").unwrap();
            let before = lines[at - 1].split_once(',').unwrap().0;
            assert_eq!(width::of(before), lines[at].len() - 1, "{columns}");
        }
    }
}
