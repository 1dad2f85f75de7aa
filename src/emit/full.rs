//! Findings for people: one after the other, each with its line and the place underlined.

use std::collections::BTreeMap;
use std::io::Write;

use super::place::{Excerpt, Positions};
use super::width;
use crate::diagnostic::{Applicability, Diagnostic, Fix};

/// Findings of one rule in one file that are shown before the rest is folded into a line.
const SHOWN: usize = 5;

/// How to show findings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Use the colours of a terminal.
    pub color: bool,
    /// Fold nothing.
    pub all: bool,
}

/// Append the findings of one file.
///
/// Columns are 1-based and count code points. A rule that has more than five findings shows the first five
/// and says how many there are, unless the style asks for all.
///
/// # Panics
///
/// Panics if a span does not lie on character boundaries of `text`.
pub fn full(path: &str, text: &str, found: &[Diagnostic], style: Style, out: &mut Vec<u8>) {
    let mut positions = Positions::new(text);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in found {
        let count = seen.entry(diagnostic.rule).or_default();
        *count += 1;
        if *count <= SHOWN || style.all {
            finding(path, text, &mut positions, diagnostic, style.color, out);
        }
    }
    for (rule, count) in seen.into_iter().filter(|&(_, count)| count > SHOWN && !style.all) {
        // Writing to a Vec does not fail.
        let _ = writeln!(out, "{path}: {rule}: {count} places, first five shown, --all shows all\n");
    }
}

fn finding(
    path: &str,
    text: &str,
    positions: &mut Positions<'_>,
    diagnostic: &Diagnostic,
    color: bool,
    out: &mut Vec<u8>,
) {
    let paint = |style: &str, shown: &str| {
        if color { format!("\x1b[{style}m{shown}\x1b[0m") } else { shown.to_owned() }
    };
    let at = positions.at(diagnostic.span.start);
    let excerpt = Excerpt::new(text, positions.lines.span(at.line - 1, text), diagnostic.span);
    let (indent, marks) = excerpt.columns();
    let place = paint("1", &format!("{path}:{}:{}", at.line, at.column));
    let _ = writeln!(
        out,
        "{place} {} {}",
        paint("1;33", diagnostic.rule),
        width::visible(&diagnostic.message.to_string())
    );
    let marked = paint("1;31", &excerpt.marked);
    let _ = writeln!(out, "    {}{marked}{}", excerpt.before, excerpt.after);
    let _ = writeln!(out, "    {:indent$}{}", "", paint("1;31", &"^".repeat(marks)));
    if let Some(fix) = &diagnostic.fix {
        let _ = writeln!(out, "    {}: {}", label(fix), paint("32", &proposal(text, fix)));
    }
    out.push(b'\n');
}

fn label(fix: &Fix) -> &'static str {
    match fix.applicability {
        Applicability::Safe => "change",
        Applicability::Unsafe => "change if the meaning stays",
        Applicability::DisplayOnly => "perhaps",
    }
}

fn proposal(text: &str, fix: &Fix) -> String {
    let edits = fix.edits.iter().map(|edit| {
        let (old, new) = (width::visible(edit.span.of(text)), width::visible(&edit.text));
        match (old.as_str(), new.as_str()) {
            (_, "") => format!("remove `{old}`"),
            ("", _) => format!("insert `{new}`"),
            _ => format!("`{old}` → `{new}`"),
        }
    });
    edits.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Edit, Span};

    #[test]
    fn the_place_is_underlined() {
        let found = Diagnostic {
            rule: "halfwidth-punct",
            span: Span::at(6, 1),
            message: "halfwidth `,`".into(),
            fix: Some(Fix::safe(Edit::replace(Span::at(6, 1), "，"))),
        };
        let mut out = Vec::new();
        full("x.txt", "你好,人\n", &vec![found; 7], Style::default(), &mut out);
        let out = String::from_utf8(out).unwrap();
        let one =
            "x.txt:1:3 halfwidth-punct halfwidth `,`\n    你好,人\n        ^\n    change: `,` → `，`\n\n";
        let folded = "x.txt: halfwidth-punct: 7 places, first five shown, --all shows all\n\n";
        assert_eq!(out, one.repeat(5) + folded);
    }
}
