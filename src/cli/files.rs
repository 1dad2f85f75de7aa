//! Which files a command works on, and reading them.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::codec::Packing;
use super::problem::Problem;
use super::stream;

/// How much of a file is looked at to tell text from other data.
const SNIFFED: u64 = 8 * 1024;

/// Bytes and files that are worked on at a time, where whole files are held in memory.
const BATCH_BYTES: u64 = 16 << 20;
const BATCH_FILES: usize = 256;

/// One text to work on.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    Stdin,
    /// A file that the user named.
    Named(PathBuf),
    /// A file found in a folder that the user named.
    Found {
        path: PathBuf,
        root: Arc<Path>,
    },
}

/// What the arguments name.
pub(crate) struct Inputs {
    pub inputs: Vec<Input>,
    /// Folders that could not be read, and the like.
    pub problems: Vec<Problem>,
}

impl Input {
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Named(path) | Self::Found { path, .. } => Some(path),
        }
    }

    /// The folder that the user named.
    pub(crate) fn root(&self) -> Option<&Path> {
        match self {
            Self::Found { root, .. } => Some(root),
            _ => None,
        }
    }

    /// The name for messages; bytes that are no UTF-8 are replaced.
    pub(crate) fn name(&self) -> String {
        self.path().map_or("stdin".to_owned(), |path| path.display().to_string())
    }

    /// The name for patches, relative to the current folder where it is below it.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Some(path) = self.path() else { return b"stdin".to_vec() };
        let here = std::env::current_dir().unwrap_or_default();
        let path = path.strip_prefix(&here).unwrap_or(path);
        path.as_os_str().as_encoded_bytes().to_vec()
    }

    /// The name below an output folder: as below the folder that was named.
    pub(crate) fn relative(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Named(path) => path.file_name().map(Path::new),
            Self::Found { path, root } => path.strip_prefix(root).ok(),
        }
    }

    /// Begin to read, unpacking by the suffix.
    pub(crate) fn open(&self) -> Result<Box<dyn Read + Send>, Problem> {
        let Some(path) = self.path() else { return Ok(Box::new(io::stdin())) };
        let wrong = |error: io::Error| Problem::read(self.name(), &error);
        let file = File::open(path).map_err(wrong)?;
        let mut reader = Packing::of(path).reader(file).map_err(wrong)?;
        if matches!(self, Self::Named(_)) {
            return Ok(reader);
        }
        let mut head = Vec::new();
        (&mut reader).take(SNIFFED).read_to_end(&mut head).map_err(wrong)?;
        if memchr::memchr(0, &head).is_some() {
            return Err(Problem::Binary);
        }
        Ok(Box::new(Cursor::new(head).chain(reader)))
    }

    /// See whether a regular file is text before anything of it is written; a pipe can be read only once.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        match self.path() {
            Some(path) if path.is_file() => stream::check(self.open()?, &self.name()),
            _ => Ok(()),
        }
    }

    /// Read the whole text.
    pub(crate) fn read(&self) -> Result<String, Problem> {
        let size = usize::try_from(self.size()).unwrap_or(0);
        stream::read_all(self.open()?, &self.name(), size)
    }

    pub(crate) fn size(&self) -> u64 {
        self.path().and_then(|path| fs::metadata(path).ok()).map_or(0, |found| found.len())
    }
}

/// A file of a list. It is skipped if it is no text, as those in folders are.
pub(crate) fn listed(path: &Path) -> Input {
    let steps = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    // Its name below an output folder is the one in the list, if that stays below it.
    let root = if steps { Path::new("") } else { path.parent().unwrap_or(Path::new("")) };
    Input::Found { path: path.to_owned(), root: root.into() }
}

pub(crate) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether a path is worked on; the second argument is whether it is a folder.
pub(crate) type Keep = Arc<dyn Fn(&Path, bool) -> bool + Send + Sync>;

/// The files of a folder, in order of names, without hidden ones and those that `.gitignore`, `.ignore` and
/// `.zhfixignore` name.
pub(crate) fn walk(root: &Path, keep: Keep, all: &mut Inputs) {
    let mut builder = WalkBuilder::new(root);
    builder.sort_by_file_name(OsStr::cmp).require_git(false).git_global(false);
    builder.add_custom_ignore_filename(".zhfixignore");
    builder.filter_entry(move |entry| entry.depth() == 0 || keep(entry.path(), is_folder(entry)));
    let root: Arc<Path> = root.into();
    for entry in builder.build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                all.inputs.push(Input::Found { path: entry.into_path(), root: root.clone() });
            }
            Ok(_) => {}
            Err(error) => all.problems.push(Problem::Message(error.to_string())),
        }
    }
}

fn is_folder(entry: &ignore::DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// Cut into batches whose files fit into memory together; a file that does not is a batch alone.
pub(crate) fn batches(inputs: &[Input]) -> impl Iterator<Item = &[Input]> {
    let mut rest = inputs;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = |input: &&Input| {
            bytes += input.size();
            bytes <= BATCH_BYTES
        };
        let len = rest.iter().take(BATCH_FILES).take_while(fits).count().max(1);
        let (batch, later) = rest.split_at_checked(len)?;
        rest = later;
        Some(batch)
    })
}
