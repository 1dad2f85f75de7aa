use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::DONE;
use super::super::files::{self, Inputs};
use super::super::problem::Problem;
use super::super::terminal;
use super::super::write::Draft;
use crate::config::{FILE, TOP};
use crate::variant::Variant;

/// Files that are looked at to tell what a folder is in, and their suffixes.
const LOOKED_AT: usize = 200;
const SUFFIXES: [&str; 11] =
    ["md", "markdown", "mdx", "txt", "html", "htm", "rst", "adoc", "tex", "po", "json"];

const AFTER_HELP: &str = "\
Examples:
  zhfix init                             write zhfix.toml in this folder
  zhfix init --print docs/               only show it

Folders that are called zh-CN, zh_TW, zh-Hant-HK and the like get their locale;
what most of the other texts are in is the locale of the rest.";

/// Write a zhfix.toml that fits the folder
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// The folder
    #[arg(default_value = ".")]
    folder: PathBuf,

    /// Write nothing, print the file
    #[arg(long)]
    print: bool,

    /// Write over a zhfix.toml that is there
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(args: &Args) -> Result<u8, Problem> {
    if !args.folder.is_dir() {
        return Err(Problem::at(args.folder.display(), "is no folder; name one, or leave it out"));
    }
    let text = write(&look(&args.folder));
    if args.print {
        terminal::print(text.as_bytes())?;
        return Ok(DONE);
    }
    let path = args.folder.join(FILE);
    if path.exists() && !args.force {
        return Err(Problem::at(
            path.display(),
            "is there already; --force writes over it, --print shows the new one",
        ));
    }
    let mut draft = Draft::new(&path)?;
    draft.write(&text)?;
    draft.commit()?;
    terminal::tell(format!(
        "wrote {}; `zhfix config show` says what holds, `zhfix lint` what is found",
        path.display()
    ));
    Ok(DONE)
}

/// What a folder is like.
#[derive(Default)]
struct Seen {
    /// Locale to the names of the folders that name it.
    folders: BTreeMap<Variant, Vec<String>>,
    /// Locale to the number of texts outside of those folders that are in it.
    texts: BTreeMap<Variant, usize>,
}

fn look(folder: &Path) -> Seen {
    let mut all = Inputs { inputs: Vec::new(), problems: Vec::new() };
    files::walk(folder, Arc::new(|_, _| true), &mut all);
    let mut seen = Seen::default();
    let mut left = LOOKED_AT;
    for input in &all.inputs {
        let Some(path) = input.path() else { continue };
        let below = path.strip_prefix(folder).unwrap_or(path);
        let names = below.parent().into_iter().flat_map(Path::components);
        let names: Vec<String> = names.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        if let Some((locale, name)) = names.iter().rev().find_map(|name| Some((locale(name)?, name))) {
            let known = seen.folders.entry(locale).or_default();
            if !known.contains(name) {
                known.push(name.clone());
            }
            continue;
        }
        let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase());
        if left > 0 && suffix.is_some_and(|suffix| SUFFIXES.contains(&suffix.as_str())) {
            left -= 1;
            // What cannot be read tells nothing; `lint` will say why.
            if let Some(locale) = super::detect::look(input).ok().and_then(|found| found.locale()) {
                *seen.texts.entry(locale).or_default() += 1;
            }
        }
    }
    seen
}

/// The locale that a folder's name is. `zh` alone says nothing, nor does `tw`.
fn locale(name: &str) -> Option<Variant> {
    let tagged =
        name.len() > 3 && name.to_ascii_lowercase().starts_with("zh") && name[2..].starts_with(['-', '_']);
    tagged.then(|| name.parse().ok()).flatten()
}

/// The name that people write: zh-TW rather than zh-Hant-TW.
fn short(locale: Variant) -> &'static str {
    match locale {
        Variant::HansCn => "zh-CN",
        Variant::HantTw => "zh-TW",
        Variant::HantHk => "zh-HK",
        other => other.name(),
    }
}

fn write(seen: &Seen) -> String {
    let texts: usize = seen.texts.values().sum();
    // Four of five texts in one script; its region where it is that of most of them.
    let most = seen.texts.iter().max_by_key(|&(_, count)| count).map(|(&locale, _)| locale);
    let of_script = |script| -> usize {
        seen.texts.iter().filter(|(locale, _)| locale.script() == script).map(|(_, count)| count).sum()
    };
    let clear = most.filter(|locale| of_script(locale.script()) * 5 >= texts * 4);
    let mut out = String::from("# Settings of zhfix for this folder; see docs/configuration.md of zhfix.\n");
    // Writing to a String does not fail.
    let mut line = |text: &str| {
        let _ = writeln!(out, "{text}");
    };
    for key in TOP {
        line("");
        for words in filled(key.doc) {
            line(&format!("# {words}"));
        }
        match (key.name, clear) {
            ("locale", Some(locale)) => {
                line(&format!(
                    "# {} of the {texts} texts looked at are in this script.",
                    of_script(locale.script())
                ));
                line(&format!("locale = \"{}\"", short(locale)));
            }
            ("locale", None) if texts > 0 => {
                line("# The texts looked at are in both scripts: each keeps its own.");
                line("# locale = \"auto\"");
            }
            ("rules", _) => line("[rules]\n# quote-style = \"off\"\n# mixed-script = \"error\""),
            ("overrides", _) if seen.folders.is_empty() => {
                line("# [[overrides]]\n# files = [\"**/zh-TW/**\"]\n# locale = \"zh-TW\"");
            }
            ("overrides", _) => {
                let mut first = true;
                for (&locale, folders) in &seen.folders {
                    let files: Vec<_> = folders.iter().map(|name| quoted(&format!("**/{name}/**"))).collect();
                    let gap = if std::mem::take(&mut first) { "" } else { "\n" };
                    line(&format!(
                        "{gap}[[overrides]]\nfiles = [{}]\nlocale = \"{}\"",
                        files.join(", "),
                        short(locale)
                    ));
                }
            }
            (name, _) => line(&format!("# {name} = {}", key.default.unwrap_or_default())),
        }
    }
    out
}

fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// Lines of at most 78 columns.
fn filled(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("there is one");
        if !last.is_empty() && last.len() + 1 + word.len() > 78 {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}
