use std::path::PathBuf;

/// A dictionary that could not be read.
///
/// Every message names the file and the line, and says what to write instead.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A line has no tab between key and value.
    #[error("{}:{line}: expected `key<TAB>value`, found no tab in {found:?}", path.display())]
    MissingTab {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
        /// The line.
        found: String,
    },
    /// Nothing stands before the tab.
    #[error("{}:{line}: the key before the tab is empty; write `key<TAB>value`", path.display())]
    EmptyKey {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
    },
    /// A key begins or ends with a space, which is hardly meant and cannot be seen.
    #[error("{}:{line}: the key {key:?} begins or ends with a space; remove it", path.display())]
    Space {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
        /// The key.
        key: String,
    },
    /// A key stands on two lines with different values.
    #[error("{}:{line}: {key:?} stands on line {first} already; keep one of the two", path.display())]
    DuplicateKey {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number of the second occurrence.
        line: usize,
        /// 1-based line number of the first occurrence.
        first: usize,
        /// The key.
        key: String,
    },
    /// A key or a value holds a character that no text of one line can have.
    #[error("{}:{line}: {what} holds a control character; remove it", path.display())]
    Control {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
        /// `the key` or `the value`.
        what: &'static str,
    },
    /// A key or a value is longer than any dictionary word.
    #[error("{}:{line}: {what} has {len} bytes, at most {limit} are allowed; shorten it", path.display())]
    TooLong {
        /// The dictionary as it was given to us.
        path: PathBuf,
        /// 1-based line number.
        line: usize,
        /// `the key` or `the value`.
        what: &'static str,
        /// Its length in bytes.
        len: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Compiled bytes that this version did not write.
    #[error(
        "not a compiled dictionary of this version of zhfix: {0}; compile it again with `zhfix dict compile`"
    )]
    Compiled(String),
}
