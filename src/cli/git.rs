//! What git says about files.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::problem::Problem;

/// The files of the repository around `folder` that differ from `since`, or from the last commit, and those
/// that git does not know yet; without links. Deleted files and ignored ones are left out.
pub(crate) fn changed(folder: &Path, since: Option<&str>) -> Result<HashSet<PathBuf>, Problem> {
    let option = since.map_or("--changed".to_owned(), |rev| format!("--since {rev}"));
    let git = Git { folder, option: &option };
    let top = git.run(&["rev-parse", "--show-toplevel"])?.ok_or_else(|| {
        Problem::at(
            &option,
            format!("{} is not in a git repository; name the files instead", folder.display()),
        )
    })?;
    let top = line(&top);
    let top = Git { folder: Path::new(&top), option: &option };
    let base = match since {
        Some(rev) => {
            let name = format!("{rev}^{{commit}}");
            let commit = top.run(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name])?;
            let commit = commit.map(|commit| line(&commit)).ok_or_else(|| {
                let cure = "give a commit, branch or tag; in a shallow clone, fetch it first";
                Problem::at(&option, format!("git knows no such revision; {cure}"))
            })?;
            // What others did on `REV` meanwhile is not ours.
            top.run(&["merge-base", &commit, "HEAD"])?.map_or(commit, |base| line(&base))
        }
        None => match top.run(&["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])? {
            Some(commit) => line(&commit),
            // No commit yet: everything is new.
            None => line(&top.run(&["hash-object", "-t", "tree", "--stdin"])?.unwrap_or_default()),
        },
    };
    let differing =
        ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--diff-filter=d", &base, "--"];
    let unknown = ["ls-files", "-z", "--others", "--exclude-standard"];
    let mut all = HashSet::new();
    for args in [&differing[..], &unknown] {
        let Some(names) = top.run(args)? else {
            return Err(Problem::at(&option, format!("`git {}` failed", args.join(" "))));
        };
        let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        all.extend(names.filter_map(|name| std::fs::canonicalize(top.folder.join(path(name))).ok()));
    }
    Ok(all)
}

struct Git<'a> {
    folder: &'a Path,
    option: &'a str,
}

impl Git<'_> {
    /// What `git` prints, or nothing if it fails.
    fn run(&self, args: &[&str]) -> Result<Option<Vec<u8>>, Problem> {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.folder).args(args).stdin(Stdio::null()).stderr(Stdio::null());
        match command.output() {
            Ok(Output { status, stdout, .. }) => Ok(status.success().then_some(stdout)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(Problem::at(self.option, "git is not installed; install it, or name the files"))
            }
            Err(error) => Err(Problem::at(self.option, format!("git cannot be run: {error}"))),
        }
    }
}

fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end_matches(['\n', '\r']).to_owned()
}

#[cfg(unix)]
pub(crate) fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    Path::new(std::ffi::OsStr::from_bytes(name)).to_owned()
}

#[cfg(not(unix))]
pub(crate) fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
