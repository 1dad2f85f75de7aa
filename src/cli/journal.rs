//! Which files of an output folder are done, so that a run that was stopped can go on.
//!
//! The journal is a file in the output folder. Its first line names the format and the settings of the run;
//! each other line is one finished file: size and time of the source, size and time of the result (nanoseconds
//! since 1970), path of the source, path of the result below the folder. A file is done if exactly the line
//! that it would get now stands there: so a change of the source, of the result, of an option or of a
//! dictionary makes it be done again. A line is written behind the file that it names, with one write, and a
//! last line without its end is not counted; so what was stopped anywhere is done again, never left out.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, TryLockError};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use super::problem::Problem;
use super::write::is_draft;

/// The name of the journal in the output folder; hidden, so that it does not become an input.
const NAME: &str = ".zhfix-journal";
const FORMAT: &str = "zhfix journal 1";

/// The journal of one run.
pub(crate) struct Journal {
    folder: PathBuf,
    file: Mutex<File>,
    /// Hashes of the lines of former runs.
    done: HashSet<u64>,
    resume: bool,
}

/// A source as it was before it was read.
pub(crate) struct Source<'a> {
    path: &'a Path,
    stamp: (u64, u128),
}

impl<'a> Source<'a> {
    /// The state of a source before it is read; nothing if it cannot be told.
    pub(crate) fn of(path: &'a Path) -> Option<Self> {
        Some(Source { path, stamp: stamp(&fs::metadata(path).ok()?)? })
    }
}

impl Journal {
    /// The journal of `folder`, which is made if need be. `settings` is everything that decides about the
    /// results beside the sources.
    ///
    /// There is none if another process writes to the folder and this run has nothing to resume.
    pub(crate) fn open(folder: &Path, settings: &str, resume: bool) -> Result<Option<Self>, Problem> {
        fs::create_dir_all(folder).map_err(|error| Problem::write(folder.display(), &error))?;
        let path = folder.join(NAME);
        let wrong = |error: io::Error| Problem::write(path.display(), &error);
        let options = File::options().read(true).write(true).create(true).truncate(false).to_owned();
        let mut file = options.open(&path).map_err(wrong)?;
        match file.try_lock() {
            // Or a file system without locks.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) if !resume => return Ok(None),
            Err(TryLockError::WouldBlock) => {
                let what = "another zhfix writes to this folder; wait until it has ended";
                return Err(Problem::at(folder.display(), what));
            }
        }
        // The results also depend on the program and on what it was built with.
        let program = (env!("CARGO_PKG_VERSION"), env!("ZHFIX_DICTIONARIES"));
        let head = format!("{FORMAT} {:016x}\n", hash(&(program, settings)));
        let mut done = HashSet::new();
        let mut end = 0;
        if resume {
            let mut text = Vec::new();
            file.read_to_end(&mut text).map_err(wrong)?;
            if text.starts_with(head.as_bytes()) {
                end = memchr::memrchr(b'\n', &text).map_or(0, |at| at as u64 + 1);
                done.extend(text[..end as usize].split_inclusive(|&byte| byte == b'\n').map(hash));
            }
            remove_drafts(folder);
        }
        file.set_len(end).map_err(wrong)?;
        file.seek(SeekFrom::End(0)).map_err(wrong)?;
        if end == 0 {
            file.write_all(head.as_bytes()).map_err(wrong)?;
        }
        Ok(Some(Self { folder: folder.to_owned(), file: Mutex::new(file), done, resume }))
    }

    /// Whether the result at `target`, below the folder, is there and is what this run would write.
    pub(crate) fn has(&self, source: &Source<'_>, target: &Path) -> bool {
        !self.done.is_empty()
            && self.line(source, target).is_some_and(|line| self.done.contains(&hash(&line[..])))
    }

    /// Note that the result is at `target`, below the folder.
    pub(crate) fn note(&self, source: &Source<'_>, target: &Path) -> Result<(), Problem> {
        let Some(line) = self.line(source, target) else { return Ok(()) };
        let mut file = self.file.lock().expect("no thread panics with it");
        file.write_all(&line).map_err(|error| Problem::write(self.folder.join(NAME).display(), &error))
    }

    fn line(&self, source: &Source<'_>, target: &Path) -> Option<Vec<u8>> {
        let (size, time) = source.stamp;
        let (new_size, new_time) = stamp(&fs::metadata(self.folder.join(target)).ok()?)?;
        let mut line = format!("{size}\t{time}\t{new_size}\t{new_time}\t").into_bytes();
        escape(std::path::absolute(source.path).ok()?.as_os_str(), &mut line);
        line.push(b'\t');
        escape(target.as_os_str(), &mut line);
        line.push(b'\n');
        Some(line)
    }

    /// The run has come to its end. If `complete`, nothing is left to resume; the journal stays where it was
    /// asked for, so that the next run does only what has changed.
    pub(crate) fn finish(self, complete: bool) {
        if complete && !self.resume {
            let _ = fs::remove_file(self.folder.join(NAME));
        }
    }
}

/// Size, and time of the last change in nanoseconds.
fn stamp(found: &Metadata) -> Option<(u64, u128)> {
    let time = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some((found.len(), time.as_nanos()))
}

/// A path on one line, tabs and line ends written as `\t` and `\n`.
fn escape(path: &OsStr, line: &mut Vec<u8>) {
    for &byte in path.as_encoded_bytes() {
        match byte {
            b'\t' => line.extend(b"\\t"),
            b'\n' => line.extend(b"\\n"),
            b'\\' => line.extend(b"\\\\"),
            _ => line.push(byte),
        }
    }
}

/// Only compared with hashes of the same program.
fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Remove what a run that was killed has left below `folder`.
fn remove_drafts(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => remove_drafts(&entry.path()),
            Ok(kind) if kind.is_file() && is_draft(&entry.file_name()) => {
                let _ = fs::remove_file(entry.path());
            }
            _ => {}
        }
    }
}
