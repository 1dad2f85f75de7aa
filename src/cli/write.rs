//! Writing a file as a whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::codec::{Packer, Packing};
use super::interrupt;
use super::problem::{Problem, reason};

/// What the names of drafts begin and end with.
const DRAFT: (&str, &str) = (".zhfix-", ".tmp");

/// Whether a file of this name is a draft, of this run or of one that was killed.
pub(crate) fn is_draft(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(DRAFT.0.as_bytes()) && name.ends_with(DRAFT.1.as_bytes())
}

/// A file that is being written. Until [`commit`](Self::commit), the file of that name stays as it was.
pub(crate) struct Draft {
    writer: Packer<Destination>,
    target: PathBuf,
    name: String,
    /// What the draft will replace.
    old: Option<Metadata>,
}

enum Destination {
    Draft(interrupt::Draft),
    /// A device or a pipe: nothing can be put in its place.
    Direct(File),
}

impl Write for Destination {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Draft(draft) => draft.file().write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Draft(draft) => draft.file().flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

impl Draft {
    /// Begin to write `path`. A symbolic link is followed, so that the link stays.
    pub(crate) fn new(path: &Path) -> Result<Self, Problem> {
        let name = path.display().to_string();
        let wrong = |error: io::Error| Problem::write(&name, &error);
        let (target, old) = resolve(path, &name)?;
        let destination = match &old {
            Some(old) if !old.is_file() => {
                Destination::Direct(File::options().write(true).open(&target).map_err(wrong)?)
            }
            _ => Destination::Draft(temporary(&target, &name)?),
        };
        let writer = Packing::of(&target).writer(destination).map_err(wrong)?;
        Ok(Self { writer, target, name, old })
    }

    pub(crate) fn write(&mut self, text: &str) -> Result<(), Problem> {
        self.write_bytes(text.as_bytes())
    }

    pub(crate) fn write_bytes(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.writer.write_all(bytes).map_err(|error| failed(&self.name, &error))
    }

    /// Put the draft in the place of the file. The mode and the owner stay.
    pub(crate) fn commit(self) -> Result<(), Problem> {
        let Self { writer, target, name, old } = self;
        let wrong = |error: io::Error| failed(&name, &error);
        let mut destination = writer.finish().map_err(wrong)?;
        destination.flush().map_err(wrong)?;
        let Destination::Draft(mut draft) = destination else { return Ok(()) };
        if let Some(old) = &old {
            let file = draft.file();
            fs::set_permissions(file.path(), old.permissions()).map_err(wrong)?;
            keep_owner(file.path(), old, &name)?;
            // Without this, a power failure could leave neither the old text nor the new one.
            file.as_file().sync_all().map_err(wrong)?;
        }
        draft.keep(&target).map_err(wrong)
    }
}

fn failed(name: &str, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Problem::Closed,
        _ => Problem::write(name, error),
    }
}

/// The file behind the links, and what is known of it if it exists.
fn resolve(path: &Path, name: &str) -> Result<(PathBuf, Option<Metadata>), Problem> {
    match fs::canonicalize(path) {
        Ok(target) => {
            let old = fs::metadata(&target).map_err(|error| Problem::write(name, &error))?;
            check(&old, name)?;
            Ok((target, Some(old)))
        }
        Err(_) if path.is_symlink() => Err(Problem::at(
            name,
            "is a symbolic link to a file that does not exist; remove the link or create the file",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path.to_owned(), None)),
        Err(error) => Err(Problem::write(name, &error)),
    }
}

/// Refuse, with a reason, to replace what would not be the same file afterwards.
fn check(old: &Metadata, name: &str) -> Result<(), Problem> {
    let refuse = |what: &str| Err(Problem::at(name, what));
    if old.is_dir() {
        return refuse("is a directory, but a file is to be written; name a file");
    }
    if old.is_file() && old.permissions().readonly() {
        return refuse("is read-only; `chmod u+w` it, or write to another file with -o");
    }
    if old.is_file() && links(old) > 1 {
        return refuse("has other hard links, which would keep the old text; write to another file with -o");
    }
    Ok(())
}

#[cfg(unix)]
fn links(old: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::nlink(old)
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

#[cfg(unix)]
fn keep_owner(draft: &Path, old: &Metadata, name: &str) -> Result<(), Problem> {
    use std::os::unix::fs::{MetadataExt, chown};

    let new = fs::metadata(draft).map_err(|error| Problem::write(name, &error))?;
    if (new.uid(), new.gid()) == (old.uid(), old.gid()) {
        return Ok(());
    }
    let foreign = "belongs to another user or group; write to another file with -o";
    chown(draft, Some(old.uid()), Some(old.gid())).map_err(|_| Problem::at(name, foreign))?;
    // Changing the owner may clear bits of the mode.
    fs::set_permissions(draft, old.permissions()).map_err(|error| Problem::write(name, &error))
}

#[cfg(not(unix))]
fn keep_owner(_: &Path, _: &Metadata, _: &str) -> Result<(), Problem> {
    Ok(())
}

/// An empty file next to `target`, because only within a file system can a file take another's place.
fn temporary(target: &Path, name: &str) -> Result<interrupt::Draft, Problem> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(DRAFT.0).suffix(DRAFT.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    interrupt::Draft::new(|| builder.tempfile_in(folder)).map_err(|error| {
        let what = if error.kind() == io::ErrorKind::NotFound {
            let folder = folder.display();
            format!("there is no folder {folder}; make it with `mkdir -p {folder}`")
        } else {
            format!("no new file can be made in {}: {}", folder.display(), reason(&error))
        };
        Problem::at(name, format!("cannot be written: {what}"))
    })
}
