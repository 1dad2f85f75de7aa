//! The keys of `zhfix.toml`: what the parser takes, what the schema describes, what `init` writes.

use crate::diagnostic::Level;
use crate::lint::{Spacing, rules};
use crate::variant::Variant;

/// One key.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// What stands behind it.
    pub kind: Kind,
    /// What it does, in one or two sentences.
    pub doc: &'static str,
    /// What holds where it is not written, in TOML; nothing where that is another thing than a value.
    pub default: Option<&'static str>,
}

/// What can be the value of a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// One of these names.
    Name(fn() -> Vec<&'static str>),
    /// A list of file names or patterns; whether it must have one.
    Strings {
        /// Whether at least one is needed.
        needed: bool,
    },
    /// A table of rules and their levels.
    Rules,
    /// A list of tables with the keys [`OVERRIDE`].
    Overrides,
}

const LOCALE: Key = Key {
    name: "locale",
    kind: Kind::Name(locales),
    doc: "What the texts are in, and should stay in: `lint` looks for everything else, `fix` and `convert` \
          write it. With \"auto\" each text keeps the script that it is in.",
    default: Some("\"auto\""),
};
const DICTIONARIES: Key = Key {
    name: "dictionaries",
    kind: Kind::Strings { needed: false },
    doc: "Files with words of your own, `key<TAB>value` on each line; a word whose value is empty or itself \
          is protected. Relative to this file.",
    default: Some("[]"),
};
const TERMS: Key = Key {
    name: "terms",
    kind: Kind::Bool,
    doc: "Whether `convert` uses the vocabulary of the region as well (`--terms`).",
    default: Some("false"),
};
const REPAIR: Key = Key {
    name: "repair",
    kind: Kind::Bool,
    doc: "Whether damage, such as pinyin left in brackets, is looked for and undone.",
    default: Some("true"),
};
const SPACING: Key = Key {
    name: "space-around-latin",
    kind: Kind::Name(spacings),
    doc: "Whether a space stands between Chinese and Latin letters or digits: \"always\", \"never\", \
          \"consistent\" (as in most places of the text), or \"off\": nobody looks.",
    default: Some("\"off\""),
};
const RULES: Key = Key {
    name: "rules",
    kind: Kind::Rules,
    doc: "Levels of rules by name: \"off\", \"info\", \"warn\" or \"error\". `zhfix rules` lists them.",
    default: None,
};
const EXCLUDE: Key = Key {
    name: "exclude",
    kind: Kind::Strings { needed: false },
    doc: "Files and folders to leave out, as in a .gitignore file, relative to this file. Files that are \
          named on the command line are left out only with `--force-exclude`.",
    default: Some("[]"),
};
const FAIL_ON: Key = Key {
    name: "fail-on",
    kind: Kind::Name(findings),
    doc: "The lowest level of a finding that makes the exit status 1.",
    default: Some("\"info\""),
};
const OVERRIDES: Key = Key {
    name: "overrides",
    kind: Kind::Overrides,
    doc: "Other settings for some files. Where several hold for a file, the later one counts; dictionaries \
          add up.",
    default: None,
};
const FILES: Key = Key {
    name: "files",
    kind: Kind::Strings { needed: true },
    doc: "The files, as patterns of a .gitignore file, relative to this file: \"**/zh-TW/**\", \"*.tw.md\", \
          \"!README.md\".",
    default: None,
};

/// The keys at the top of the file, in the order in which they are shown.
pub static TOP: [&Key; 9] =
    [&LOCALE, &EXCLUDE, &DICTIONARIES, &TERMS, &REPAIR, &SPACING, &FAIL_ON, &RULES, &OVERRIDES];

/// The keys of `[[overrides]]`.
pub static OVERRIDE: [&Key; 7] = [&FILES, &LOCALE, &DICTIONARIES, &TERMS, &REPAIR, &SPACING, &RULES];

fn locales() -> Vec<&'static str> {
    let short = ["zh-CN", "zh-TW", "zh-HK"];
    ["auto"].into_iter().chain(short).chain(Variant::ALL.map(Variant::name)).collect()
}

fn spacings() -> Vec<&'static str> {
    Spacing::ALL.map(Spacing::name).to_vec()
}

fn findings() -> Vec<&'static str> {
    Level::ALL[1..].iter().map(|level| level.name()).collect()
}

/// The names of levels.
pub(super) fn levels() -> Vec<&'static str> {
    Level::ALL.map(Level::name).to_vec()
}

/// The names of rules.
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    rules::ALL.iter().map(|rule| rule.name())
}
