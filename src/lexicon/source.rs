//! The text form of dictionaries: `key<TAB>value[ value…]`, `#` comments, UTF-8.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::LexiconError;

/// Longest key or value of a user dictionary, in bytes.
pub const LONGEST: usize = 1024;

/// Entries sorted by key.
pub type Entries = BTreeMap<String, String>;

/// Read a dictionary in OpenCC's form: values are separated by spaces and the first one is used.
///
/// `path` only names the dictionary in errors.
///
/// # Errors
///
/// The first malformed line.
pub fn parse_opencc(path: &Path, text: &str) -> Result<Entries, LexiconError> {
    parse(path, text, |_, value| value.split(' ').next().unwrap_or_default().to_owned())
}

/// Read a user's dictionary: the value is everything after the tab. An empty value protects its key.
///
/// `path` only names the dictionary in errors.
///
/// # Errors
///
/// The first malformed line.
pub fn parse_user(path: &Path, text: &str) -> Result<Entries, LexiconError> {
    parse(path, text, |key, value| if value.is_empty() { key.to_owned() } else { value.to_owned() })
}

fn parse(path: &Path, text: &str, value_of: impl Fn(&str, &str) -> String) -> Result<Entries, LexiconError> {
    let mut entries = Entries::new();
    let mut lines = BTreeMap::<&str, usize>::new();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for (line, row) in text.lines().enumerate().map(|(index, row)| (index + 1, row)) {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let path = || path.to_owned();
        let Some((key, value)) = row.split_once('\t') else {
            return Err(LexiconError::MissingTab { path: path(), line, found: row.to_owned() });
        };
        if key.is_empty() {
            return Err(LexiconError::EmptyKey { path: path(), line });
        }
        if key.trim() != key && !key.trim().is_empty() {
            return Err(LexiconError::Space { path: path(), line, key: key.to_owned() });
        }
        for (what, field) in [("the key", key), ("the value", value)] {
            if field.chars().any(char::is_control) {
                return Err(LexiconError::Control { path: path(), line, what });
            }
            if field.len() > LONGEST {
                let len = field.len();
                return Err(LexiconError::TooLong { path: path(), line, what, len, limit: LONGEST });
            }
        }
        let value = value_of(key, value);
        if let Some(&first) = lines.get(key) {
            if entries[key] == value {
                continue;
            }
            let key = key.to_owned();
            return Err(LexiconError::DuplicateKey { path: path(), line, first, key });
        }
        lines.insert(key, line);
        entries.insert(key.to_owned(), value);
    }
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        parse_user(Path::new("my.tsv"), text).unwrap_err().to_string()
    }

    #[test]
    fn a_user_row_is_kept_whole_and_an_empty_value_protects() {
        let text = "\u{FEFF}# words\r\n\n头发\t頭髮 長\r\n范先生\t\n";
        let entries = parse_user(Path::new("my.tsv"), text).unwrap();
        assert_eq!(entries["头发"], "頭髮 長");
        assert_eq!(entries["范先生"], "范先生");
        assert_eq!(entries.len(), 2);
    }

    #[test]
    fn only_the_first_value_of_an_opencc_row_counts() {
        let entries = parse_opencc(Path::new("x.txt"), "发\t發 髮\n").unwrap();
        assert_eq!(entries["发"], "發");
    }

    #[test]
    fn errors_name_file_line_and_cure() {
        assert_eq!(error("甲\t乙\n丙丁\n"), "my.tsv:2: expected `key<TAB>value`, found no tab in \"丙丁\"");
        assert_eq!(error("\t乙\n"), "my.tsv:1: the key before the tab is empty; write `key<TAB>value`");
        assert_eq!(
            error("甲\t乙\n\n甲\t丙\n"),
            "my.tsv:3: \"甲\" stands on line 1 already; keep one of the two"
        );
        for key in ["头发 ", " 头发", "头发\u{3000}"] {
            let message = format!("my.tsv:2: the key {key:?} begins or ends with a space; remove it");
            assert_eq!(error(&format!("#\n{key}\t頭髮\n")), message);
        }
        assert_eq!(error("甲\t乙\u{7}\n"), "my.tsv:1: the value holds a control character; remove it");
    }
}
