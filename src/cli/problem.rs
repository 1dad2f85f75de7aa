//! What stops the work on a file, in words that say where and what to do.

use std::fmt;
use std::io;

/// A reason not to go on with a file.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Who read our output has gone. No error: nobody wants the rest.
    Closed,
    /// A file found in a folder is no text.
    Binary,
    /// Anything else, as the user will read it.
    Message(String),
}

impl Problem {
    /// `place: what`.
    pub(crate) fn at(place: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self::Message(format!("{place}: {what}"))
    }

    pub(crate) fn read(place: impl fmt::Display, error: &io::Error) -> Self {
        Self::at(place, format!("cannot be read: {}", reason(error)))
    }

    pub(crate) fn write(place: impl fmt::Display, error: &io::Error) -> Self {
        Self::at(place, format!("cannot be written: {}", reason(error)))
    }

    /// An error of standard output, which may just have been closed.
    pub(crate) fn stdout(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::write("stdout", error),
        }
    }

    /// Text that is no UTF-8 at `byte`, counted from the start of the input, on the 1-based `line`.
    pub(crate) fn encoding(place: impl fmt::Display, line: u64, byte: u64) -> Self {
        let cure = "convert it first, for example with `iconv -f GB18030 -t UTF-8`";
        Self::at(place, format!("invalid UTF-8 (line {line}, byte {byte}); {cure}"))
    }

    /// Say also that a part of the output is written already.
    pub(crate) fn after_output(self, written: u64) -> Self {
        match self {
            Self::Message(text) if written > 0 => {
                Self::Message(format!("{text}; the first {written} bytes of output were already written"))
            }
            other => other,
        }
    }
}

/// The system's words, with a cure where there is one.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied; check its mode with `ls -l`".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory; name a file".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is a file, not a directory".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "it is on a read-only file system".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; free some space and run again".to_owned()
        }
        _ => error.to_string(),
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed => f.write_str("the output was closed"),
            Self::Binary => f.write_str("not a text file"),
            Self::Message(text) => f.write_str(text),
        }
    }
}
