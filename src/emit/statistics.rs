//! How many findings there are, and what texts are written in: by rule, by file, and in all.

use std::collections::BTreeMap;
use std::io::Write;

use super::{Emitter, File, Out, Settings, Summary, width};
use crate::detect::{Amount, Content, Corpus, Detection, detect};
use crate::message;
use crate::message::Lang;

/// The format `statistics`.
#[derive(Debug)]
pub struct Statistics {
    settings: Settings,
    rules: BTreeMap<&'static str, Count>,
    files: Vec<(String, usize, Content)>,
    corpus: Corpus,
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
    pub fn new(settings: Settings) -> Self {
        Self { settings, rules: BTreeMap::new(), files: Vec::new(), corpus: Corpus::default() }
    }
}

impl Emitter for Statistics {
    fn file(&mut self, file: &File<'_>, _: &mut Out<'_>) {
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
        let text = detect(file.text);
        self.corpus.add(&text);
        if !file.findings.is_empty() {
            self.files.push((file.name.to_owned(), file.findings.len(), text.content()));
        }
    }

    fn end(&mut self, summary: &Summary, out: &mut Out<'_>) {
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
        let head = ["findings", "written in", "file"].map(|name| lang.text(name).to_owned());
        let rows = self.files.iter().map(|(name, count, content)| {
            [count.to_string(), lang.text(content.title()).to_owned(), name.clone()]
        });
        out.push(b'\n');
        table(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), out);
        out.push(b'\n');
        corpus(lang, &self.corpus, out);
        let Summary { files, findings, .. } = summary;
        let with = self.files.len();
        let sum = message!("{findings} findings in {with} of {files} files", findings, with, files);
        // Writing to a Vec does not fail.
        let _ = writeln!(out, "\n{}", sum.in_lang(lang));
    }
}

/// How much of a corpus is written in what, and how much of it is damaged.
pub fn corpus(lang: Lang, corpus: &Corpus, out: &mut Vec<u8>) {
    let head =
        ["documents", "bytes", "Chinese characters", "written in"].map(|name| lang.text(name).to_owned());
    let row = |amount: Amount, name: &'static str| {
        let [documents, bytes, han] =
            [amount.documents, amount.bytes, amount.han].map(|count| count.to_string());
        [documents, bytes, han, lang.text(name).to_owned()]
    };
    let mut rows = vec![head];
    rows.extend(Content::ALL.map(|content| row(corpus.of(content), content.title())));
    rows.push(row(corpus.all, "all"));
    rows.push(row(corpus.damaged, "of them damaged"));
    table(&rows, out);
}

/// Columns of the table that [`text`] writes.
const COLUMNS: [usize; 6] = [10, 10, 7, 7, 13, 0];

/// The head of the table that [`text`] writes.
pub fn texts(lang: Lang, out: &mut Vec<u8>) {
    let names = ["bytes", "Chinese", "mixed", "damaged", "written in", "file"];
    line(&names.map(|name| lang.text(name).to_owned()), &COLUMNS, out);
}

/// A row about one text of a corpus. It is written at once, so that a long run needs no memory for it.
pub fn text(lang: Lang, name: &str, found: &Detection, out: &mut Vec<u8>) {
    let share = |share: f64| format!("{:.2} %", share * 100.0);
    let cells = [
        found.bytes.to_string(),
        found.han.to_string(),
        share(found.mixed),
        share(found.damage),
        lang.text(found.content().title()).to_owned(),
        name.to_owned(),
    ];
    line(&cells, &COLUMNS, out);
}

/// Rows of cells.
fn table<const N: usize>(rows: &[[String; N]], out: &mut Vec<u8>) {
    let columns =
        std::array::from_fn(|at| rows.iter().map(|row| width::of(&row[at])).max().unwrap_or_default());
    for row in rows {
        line(row, &columns, out);
    }
}

/// Cells that end in their columns, but the last, which begins there.
fn line<const N: usize>(cells: &[String; N], columns: &[usize; N], out: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        // Writing to a Vec does not fail.
        if at + 1 == N {
            let _ = writeln!(out, "{}", width::visible(cell));
        } else {
            let _ = write!(out, "{:1$}{cell}  ", "", columns[at].saturating_sub(width::of(cell)));
        }
    }
}
