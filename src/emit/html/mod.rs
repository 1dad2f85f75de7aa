//! One page that needs nothing else: each line as it is and as it would be, with what changes marked.

pub mod review;
mod row;

use std::io::Write;

use super::place::Positions;
use super::xml::escaped;
use super::{Emitter, File, Finding, Out, Settings, Summary};
use crate::diagnostic::Level;
use crate::emit::full::proposal;
use crate::lint::majority;
use crate::message;
use crate::message::Lang;
use crate::text::Span;
use crate::variant::Script;
use row::{Row, rows};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Findings of a line that are listed before the list is folded.
const LISTED: usize = 4;

/// The format `html`. Columns are 1-based and count code points.
#[derive(Debug)]
pub struct Html(Settings);

impl Html {
    /// Show findings as the settings say.
    pub const fn new(settings: Settings) -> Self {
        Self(settings)
    }
}

/// What comes before the content of a page: its head, and its title.
fn head(settings: &Settings, title: &str, out: &mut Vec<u8>) {
    // Writing to a Vec does not fail.
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"zhfix {}\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        settings.lang.name(),
        env!("CARGO_PKG_VERSION"),
    );
}

/// The filters, by `kind` and by file, and how many of what is `counted` they show.
fn tools(lang: Lang, kind: &str, counted: &str, out: &mut Vec<u8>) {
    // Writing to a Vec does not fail.
    let _ = write!(
        out,
        "<div class=\"tools\" hidden>\n<label>{kind} <select id=\"kind\"><option value=\"\">{all}</option></select></label>\n\
         <label>{file} <select id=\"file\"><option value=\"\">{all}</option></select></label>\n\
         <span class=\"count\"><span id=\"count\"></span> {counted}</span>\n</div>\n<main>\n",
        file = lang.text("File"),
        all = lang.text("all"),
    );
}

/// What comes behind the content of a page.
fn foot(sum: &str, out: &mut Vec<u8>) {
    // Writing to a Vec does not fail.
    let _ = write!(
        out,
        "</main>\n<p class=\"count\">{}</p>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escaped(sum)
    );
}

/// What the text is written in, for the browser's choice of glyphs.
fn lang_of(text: &str) -> &'static str {
    match majority(text) {
        Some(Script::Simplified) => "zh-Hans",
        Some(Script::Traditional) => "zh-Hant",
        None => "zh",
    }
}

impl Emitter for Html {
    fn begin(&mut self, out: &mut Out<'_>) {
        let lang = self.0.lang;
        head(&self.0, &escaped(lang.text("What zhfix found")), out);
        tools(lang, lang.text("Rule"), lang.text("findings shown"), out);
    }

    fn file(&mut self, file: &File<'_>, out: &mut Out<'_>) {
        if file.findings.is_empty() {
            return;
        }
        let mut positions = Positions::new(file.text);
        let rows = rows(file, positions.lines());
        let old: String = rows.iter().map(|row| row.old.of(file.text)).collect();
        let new: String = rows.iter().map(|row| row.new.as_str()).collect();
        let langs = [lang_of(&old), lang_of(&new)];
        let _ = writeln!(out, "<section class=\"file\">\n<h2>{}</h2>", escaped(file.name));
        for row in &rows {
            self.row(file, row, &mut positions, langs, out);
            out.spill();
        }
        out.extend_from_slice(b"</section>\n");
    }

    fn end(&mut self, summary: &Summary, out: &mut Out<'_>) {
        let Summary { files, findings, omitted, .. } = summary;
        let mut sum = message!("{findings} findings in {files} files", findings, files).in_lang(self.0.lang);
        if *omitted > 0 {
            let rest = message!("{omitted} of them are left out here", omitted).in_lang(self.0.lang);
            sum = format!("{sum}; {rest}");
        }
        foot(&sum, out);
    }
}

impl Html {
    fn row(
        &self,
        file: &File<'_>,
        row: &Row<'_>,
        positions: &mut Positions<'_>,
        langs: [&str; 2],
        out: &mut Vec<u8>,
    ) {
        let same = row.old.of(file.text) == row.new;
        let sides = if same { "sides one" } else { "sides" };
        let _ = write!(out, "<div class=\"row\">\n<div class=\"{sides}\">\n");
        let line = message!("Line {line}", line = row.line).in_lang(self.0.lang);
        let found: Vec<Span> = row.findings.iter().map(|found| found.span).collect();
        let old = row::marked(file.text, row.old, &row.old_marks, "del", &found);
        side(&escaped(&line), langs[0], &old, out);
        if !same {
            let label = escaped(self.0.lang.text("Afterwards"));
            let new = row::marked(&row.new, Span::new(0, row.new.len()), &row.new_marks, "ins", &[]);
            side(&label, langs[1], &new, out);
        }
        out.extend_from_slice(b"</div>\n");
        let many = row.findings.len() > LISTED;
        if many {
            let text = message!("{count} findings", count = row.findings.len()).in_lang(self.0.lang);
            let _ = writeln!(out, "<details><summary>{}</summary>", escaped(&text));
        }
        out.extend_from_slice(b"<ul>\n");
        for found in row.findings {
            self.item(file, found, positions, out);
        }
        out.extend_from_slice(if many { b"</ul></details>\n</div>\n" } else { b"</ul>\n</div>\n" });
    }

    fn item(&self, file: &File<'_>, found: &Finding, positions: &mut Positions<'_>, out: &mut Vec<u8>) {
        let at = positions.at(found.span.start);
        let class = if found.level == Level::Error { "error" } else { "rule" };
        let message = escaped(&found.message.in_lang(self.0.lang));
        let rule = found.rule;
        let _ = write!(
            out,
            "<li data-kind=\"{rule}\"><b class=\"{class}\">{rule}</b> <span class=\"place\">{}:{}</span> {message}",
            at.line, at.column
        );
        if let Some(fix) = &found.fix {
            let _ = write!(out, " <code>{}</code>", escaped(&proposal(file.text, fix, self.0.lang)));
        }
        out.extend_from_slice(b"</li>\n");
    }
}

fn side(label: &str, lang: &str, text: &str, out: &mut Vec<u8>) {
    let _ = write!(
        out,
        "<div><span class=\"label\">{label}</span>\n<p class=\"text\" lang=\"{lang}\">{text}</p></div>\n"
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::tests::finding;
    use crate::text::Edit;

    fn page(text: &str, findings: &[Finding], edits: &[Edit]) -> String {
        let mut html = Html::new(Settings::default());
        let mut all = Vec::new();
        let mut pass = |bytes: &[u8]| all.extend_from_slice(bytes);
        let mut out = Out::new(&mut pass);
        html.begin(&mut out);
        html.file(&File { name: "<x>", path: b"x", text, findings, edits }, &mut out);
        html.end(&Summary::default(), &mut out);
        drop(out);
        String::from_utf8(all).unwrap()
    }

    #[test]
    fn both_sides_are_shown_and_the_change_is_marked() {
        let edit = Edit::replace(Span::at(8, 1), "，");
        let page = page("<头>发,人\n", &[finding("halfwidth-punct", Span::at(8, 1), "，")], &[edit]);
        assert!(page.contains("<h2>&lt;x&gt;</h2>"), "{page}");
        assert!(page.contains("lang=\"zh-Hans\">&lt;头&gt;"), "{page}");
        assert!(page.contains("<ins>，</ins>"), "{page}");
        for outside in ["http:", "https:", "src=", "href=", "@import", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    #[test]
    fn a_finding_without_a_safe_fix_has_one_side() {
        let page = page("头发,人\n", &[finding("r", Span::at(6, 1), "，")], &[]);
        assert!(page.contains("<mark>,</mark>"), "{page}");
        assert!(page.contains("class=\"sides one\""), "{page}");
    }
}
