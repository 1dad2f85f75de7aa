//! From TOML to [`Config`].

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{self, Key, Kind};
use super::suggest::did_you_mean;
use super::{Config, ConfigError, Globs, Override, Section};
use crate::diagnostic::Level;
use crate::lint::rules;
use crate::text::LineIndex;

type Result<T> = std::result::Result<T, ConfigError>;

/// A value of the right kind, with the places of its parts.
enum Value {
    Bool(bool),
    Name(String),
    Strings(Vec<(usize, String)>),
    Rules(BTreeMap<&'static str, Level>),
    Overrides(Vec<Override>),
}

/// A file, to say where in it something is wrong.
struct File<'a> {
    name: &'a str,
    text: &'a str,
}

pub(super) fn parse(name: &str, text: &str) -> Result<Config> {
    let file = File { name, text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        file.wrong(at, format!("no TOML: {}", error.message()))
    })?;
    let mut config = Config::default();
    for (key, value) in file.values(table.get_ref(), &keys::TOP, "zhfix.toml")? {
        match (key.name, value) {
            ("exclude", Value::Strings(patterns)) => config.exclude = file.globs(patterns)?,
            ("fail-on", Value::Name(name)) => config.fail_on = name.parse().ok(),
            ("overrides", Value::Overrides(overrides)) => config.overrides = overrides,
            (_, value) => config.base.set(key, value),
        }
    }
    Ok(config)
}

impl Section {
    fn set(&mut self, key: &Key, value: Value) {
        // The names have been compared with those that exist.
        match (key.name, value) {
            ("locale", Value::Name(name)) => self.locale = name.parse().ok(),
            ("space-around-latin", Value::Name(name)) => self.spacing = name.parse().ok(),
            ("terms", Value::Bool(value)) => self.terms = Some(value),
            ("repair", Value::Bool(value)) => self.repair = Some(value),
            ("dictionaries", Value::Strings(files)) => {
                self.dictionaries = files.into_iter().map(|(_, file)| file).collect();
            }
            ("rules", Value::Rules(rules)) => self.rules = rules,
            (name, _) => unreachable!("`{name}` is a key of another kind"),
        }
    }
}

impl File<'_> {
    fn wrong(&self, at: usize, message: String) -> ConfigError {
        let at = (0..=at.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0);
        let position = LineIndex::new(self.text).position(at, self.text);
        ConfigError { file: self.name.to_owned(), line: position.line, column: position.column, message }
    }

    /// The entries of a table that may have these keys, in the order of the file.
    fn values<'k>(
        &self,
        table: &DeTable<'_>,
        keys: &'k [&'k Key],
        place: &str,
    ) -> Result<Vec<(&'k Key, Value)>> {
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        let value = |(name, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let at = name.span().start;
            let name: &str = AsRef::as_ref(name.get_ref());
            let Some(key) = keys.iter().find(|key| key.name == name) else {
                let known = || keys.iter().map(|key| key.name);
                let hint = match did_you_mean(name, known()) {
                    hint if !hint.is_empty() => hint,
                    _ => format!("; {place} has {}", list(&known().collect::<Vec<_>>())),
                };
                return Err(self.wrong(at, format!("unknown key `{name}`{hint}")));
            };
            Ok((*key, self.value(key, value)?))
        };
        entries.into_iter().map(|(name, entry)| value((name, entry))).collect()
    }

    fn value(&self, key: &Key, value: &Spanned<DeValue<'_>>) -> Result<Value> {
        let at = value.span().start;
        let expected = |what: &str| {
            let found = value.get_ref().type_str();
            self.wrong(at, format!("`{}` takes {what}, not {}", key.name, article(found)))
        };
        match (key.kind, value.get_ref()) {
            (Kind::Bool, DeValue::Boolean(value)) => Ok(Value::Bool(*value)),
            (Kind::Bool, _) => Err(expected("true or false")),
            (Kind::Name(names), DeValue::String(name)) => {
                let names = names();
                self.name(at, key.name, name, &names)?;
                Ok(Value::Name(name.to_string()))
            }
            (Kind::Name(_), _) => Err(expected("a name between quotation marks")),
            (Kind::Strings { needed }, DeValue::Array(items)) => {
                let item = |item: &Spanned<DeValue<'_>>| match item.get_ref() {
                    DeValue::String(text) if !text.is_empty() => Ok((item.span().start, text.to_string())),
                    DeValue::String(_) => {
                        Err(self.wrong(item.span().start, format!("an empty text in `{}`", key.name)))
                    }
                    _ => Err(expected("a list of texts")),
                };
                let items: Vec<_> = items.iter().map(item).collect::<Result<_>>()?;
                if needed && items.is_empty() {
                    return Err(self.wrong(at, format!("`{}` is empty: no file would match", key.name)));
                }
                Ok(Value::Strings(items))
            }
            (Kind::Strings { .. }, _) => Err(expected("a list of texts")),
            (Kind::Rules, DeValue::Table(table)) => self.rules(table).map(Value::Rules),
            (Kind::Rules, _) => Err(expected("a table of rules and levels")),
            (Kind::Overrides, DeValue::Array(items)) => {
                let tables = items.iter().map(|item| match item.get_ref() {
                    DeValue::Table(table) => self.section(item.span().start, table),
                    _ => Err(expected("tables: [[overrides]]")),
                });
                tables.collect::<Result<_>>().map(Value::Overrides)
            }
            (Kind::Overrides, _) => Err(expected("a list of tables: [[overrides]]")),
        }
    }

    fn name(&self, at: usize, key: &str, name: &str, names: &[&'static str]) -> Result<()> {
        if names.contains(&name) {
            return Ok(());
        }
        let hint = match did_you_mean(name, names.iter().copied()) {
            hint if !hint.is_empty() => hint,
            _ => format!("; use {}", list(names)),
        };
        Err(self.wrong(at, format!("`{key}` cannot be `{name}`{hint}")))
    }

    fn rules(&self, table: &DeTable<'_>) -> Result<BTreeMap<&'static str, Level>> {
        let mut levels = BTreeMap::new();
        for (name, value) in table {
            let (at, name) = (name.span().start, name.get_ref());
            let Some(rule) = rules::named(name) else {
                let hint = match did_you_mean(name, keys::rule_names()) {
                    hint if !hint.is_empty() => hint,
                    _ => "; `zhfix rules` lists all".to_owned(),
                };
                return Err(self.wrong(at, format!("unknown rule `{name}`{hint}")));
            };
            let at = value.span().start;
            let DeValue::String(level) = value.get_ref() else {
                let found = article(value.get_ref().type_str());
                let levels = list(&keys::levels());
                return Err(self.wrong(at, format!("the level of `{name}` is one of {levels}, not {found}")));
            };
            self.name(at, name, level, &keys::levels())?;
            levels.extend(level.parse().ok().map(|level| (rule.name(), level)));
        }
        Ok(levels)
    }

    fn section(&self, at: usize, table: &DeTable<'_>) -> Result<Override> {
        let mut entry = Override::default();
        for (key, value) in self.values(table, &keys::OVERRIDE, "[[overrides]]")? {
            match (key.name, value) {
                ("files", Value::Strings(patterns)) => entry.files = self.globs(patterns)?,
                (_, value) => entry.section.set(key, value),
            }
        }
        if entry.files.is_empty() {
            let message = "this override has no `files`; say for which files it holds, as in \
                           `files = [\"**/zh-TW/**\"]`";
            return Err(self.wrong(at, message.to_owned()));
        }
        Ok(entry)
    }

    fn globs(&self, patterns: Vec<(usize, String)>) -> Result<Globs> {
        let (places, patterns): (Vec<_>, Vec<_>) = patterns.into_iter().unzip();
        Globs::new(patterns).map_err(|(index, reason)| self.wrong(places[index], reason))
    }
}

/// `a, b or c`.
fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [names @ .., last] => format!("{} or {last}", names.join(", ")),
    }
}

fn article(kind: &str) -> String {
    match kind {
        "array" | "integer" | "offset datetime" => format!("an {kind}"),
        "string" => "a text".to_owned(),
        _ => format!("a {kind}"),
    }
}
