//! A page of Markdown for a terminal.
//!
//! Knows what the pages in `docs/` use: headings, paragraphs, lists, code.

use crate::emit::width;

/// Most columns of a line.
pub(crate) const COLUMNS: usize = 80;

/// The page with its lines filled to `columns`, and with colours if `color`.
pub(crate) fn render(markdown: &str, columns: usize, color: bool) -> String {
    let mut out = Page { text: String::new(), columns, color };
    let mut paragraph = String::new();
    let mut in_code = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            out.paragraph(&mut paragraph);
            in_code = !in_code;
        } else if in_code {
            out.code(line);
        } else if let Some(heading) =
            line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))
        {
            out.paragraph(&mut paragraph);
            out.heading(heading);
        } else if line.is_empty() {
            out.paragraph(&mut paragraph);
            out.gap();
        } else {
            if is_item(line) {
                out.paragraph(&mut paragraph);
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    out.paragraph(&mut paragraph);
    out.text
}

fn is_item(line: &str) -> bool {
    ["- ", "* "].iter().any(|bullet| line.starts_with(bullet)) || line.starts_with('|')
}

struct Page {
    text: String,
    columns: usize,
    color: bool,
}

impl Page {
    fn paint(&self, style: &str, shown: &str) -> String {
        if self.color { format!("\x1b[{style}m{shown}\x1b[0m") } else { shown.to_owned() }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn heading(&mut self, heading: &str) {
        let painted = self.paint("1", heading);
        self.line(&painted);
    }

    fn code(&mut self, code: &str) {
        let painted = self.paint("36", code);
        self.line(&format!("    {painted}"));
    }

    /// Write out what was collected, in lines of at most so many columns where words allow it.
    fn paragraph(&mut self, text: &mut String) {
        if text.is_empty() {
            return;
        }
        let hanging = if is_item(text) { "    " } else { "  " };
        let (mut line, mut columns) = ("  ".to_owned(), 2);
        let mut in_code = false;
        for word in width::words(text) {
            // Colours take the place of backticks.
            let shown = if self.color { word.replace('`', "") } else { word.to_owned() };
            let needed = width::of(shown.trim_end());
            if columns + needed > self.columns && line.trim_start() != "" {
                self.line(line.trim_end());
                hanging.clone_into(&mut line);
                columns = hanging.len();
            }
            let (word, spaces) = word.split_at(word.trim_end().len());
            line.push_str(&self.words(word, &mut in_code));
            line.push_str(spaces);
            columns += width::of(&shown);
        }
        self.line(line.trim_end());
        text.clear();
    }

    /// The word with its code coloured, or between its marks where there is no colour.
    fn words(&self, word: &str, in_code: &mut bool) -> String {
        if !self.color {
            return word.to_owned();
        }
        let mut out = String::new();
        for (index, part) in word.split('`').enumerate() {
            if index > 0 {
                *in_code = !*in_code;
            }
            match (part, &in_code) {
                ("", _) => {}
                (part, true) => out.push_str(&self.paint("36", part)),
                (part, false) => out.push_str(part),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_filled() {
        let page = "# x\n\nOne `a b` two.\nThree.\n\n```text\n中文  x\n```\n\n- item\n";
        assert_eq!(render(page, 80, false), "x\n\n  One `a b` two. Three.\n\n    中文  x\n\n  - item\n");
        assert!(render(page, 80, true).contains("One \x1b[36ma\x1b[0m \x1b[36mb\x1b[0m two."));
        for columns in [20, 40, 80] {
            let long = render(&"頭髮 word，很長`code`。".repeat(40), columns, false);
            assert!(long.lines().all(|line| width::of(line) <= columns), "{long}");
            assert!(long.lines().all(|line| !line.trim().starts_with(['，', '。'])), "{long}");
        }
    }
}
