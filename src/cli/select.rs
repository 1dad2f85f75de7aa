//! Which files a command works on: the arguments that all commands share.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;

use super::files::{self, Input, Inputs, real};
use super::git;
use super::problem::Problem;
use super::project::{ConfigArgs, Project};
use crate::config::Globs;

/// Arguments about files.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Selection {
    /// Files and folders, `-` for standard input
    paths: Vec<PathBuf>,

    /// Leave out files and folders in folders, as a line of .gitignore does; may
    /// be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    exclude: Vec<String>,

    /// Leave out what --exclude, zhfix.toml and ignore files name, also if it is
    /// named on the command line
    #[arg(long, help_heading = "Files")]
    force_exclude: bool,

    /// Work on the files that FILE names, one on each line or separated by NUL;
    /// `-` for standard input
    #[arg(long, value_name = "FILE", help_heading = "Files")]
    file_list: Option<PathBuf>,

    /// Only files that git sees as changed since the last commit, or as new
    #[arg(long, conflicts_with = "since", help_heading = "Files")]
    changed: bool,

    /// Only files that were changed since REV (a branch: since it was left)
    #[arg(long, value_name = "REV", help_heading = "Files")]
    since: Option<String>,

    #[command(flatten)]
    config: ConfigArgs,
}

impl Selection {
    /// Read the configuration.
    pub(crate) fn project(&self) -> Result<Arc<Project>, Problem> {
        Project::open(&self.config)
    }

    /// The files and folders that are named.
    pub(crate) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Whether standard input is one of the texts.
    pub(crate) fn has_stdin(&self) -> bool {
        let nothing = self.paths.is_empty() && self.file_list.is_none() && !self.by_git();
        nothing || self.paths.iter().any(|path| path.as_os_str() == "-")
    }

    /// What can be any number of files.
    pub(crate) fn several(&self) -> Option<String> {
        let folder = self.paths.iter().find(|path| path.is_dir());
        let list = self.file_list.as_ref().map(|_| "--file-list");
        let git = self.since.as_ref().map(|_| "--since").or(self.changed.then_some("--changed"));
        let option = list.or(git).map(|option| format!("{option}: can name many files"));
        folder.map(|folder| format!("{}: is a directory", folder.display())).or(option)
    }

    fn by_git(&self) -> bool {
        self.changed || self.since.is_some()
    }

    /// Find the inputs: files as named, folders walked in order of names, stdin where nothing or `-` is named.
    ///
    /// What ignore files, `--exclude` and the configuration name, and hidden files, are left out of folders; so
    /// is `output`, the folder that results go to. A file that two arguments lead to is worked on once.
    pub(crate) fn collect(&self, project: &Arc<Project>, output: Option<&Path>) -> Result<Inputs, Problem> {
        let globs =
            Globs::new(self.exclude.clone()).map_err(|(_, reason)| Problem::at("--exclude", reason))?;
        let output = output.and_then(|path| fs::canonicalize(path).ok());
        let (globs, here) = (Arc::new(globs), real(Path::new(".")));
        let mut all = Inputs { inputs: Vec::new(), problems: Vec::new() };
        if self.has_stdin() && self.paths.is_empty() {
            all.inputs.push(Input::Stdin);
        }
        let listed = self.file_list.as_deref().map(list).transpose()?.unwrap_or_default();
        let named = self.paths.iter().map(|path| (path, false)).chain(listed.iter().map(|path| (path, true)));
        let here_itself = PathBuf::from(".");
        let whole = self.by_git() && self.paths.is_empty() && self.file_list.is_none();
        for (path, listed) in named.chain(whole.then_some((&here_itself, false))) {
            if path.as_os_str() == "-" && !listed {
                all.inputs.push(Input::Stdin);
            } else if path.is_dir() {
                let excluded = excluded(globs.clone(), project.clone(), here.clone(), real(path));
                let output = output.clone();
                let keep = move |path: &Path, is_folder: bool| {
                    !excluded(path, is_folder) && (!is_folder || output.as_ref() != Some(&real(path)))
                };
                files::walk(path, Arc::new(keep), &mut all);
            } else if listed {
                all.inputs.push(files::listed(path));
            } else {
                all.inputs.push(Input::Named(path.clone()));
            }
        }
        if self.force_exclude {
            let excluded = excluded(globs, project.clone(), here.clone(), here.clone());
            let ignored = ignored(&all.inputs, &here);
            all.inputs.retain(|input| {
                input.path().is_none_or(|path| {
                    !above(path, &here).any(|(path, is_folder)| excluded(&path, is_folder))
                        && !ignored.contains(path)
                })
            });
        }
        if self.by_git() {
            self.keep_changed(&mut all)?;
        }
        let several = self.paths.len() > 1 && self.paths.iter().any(|path| path.is_dir());
        if several || !listed.is_empty() {
            // Two arguments may lead to one file, which must not be worked on twice at a time.
            let mut seen = HashSet::new();
            all.inputs.retain(|input| input.path().is_none_or(|path| seen.insert(real(path))));
        }
        project.check(&mut all.inputs, &mut all.problems);
        Ok(all)
    }

    fn keep_changed(&self, all: &mut Inputs) -> Result<(), Problem> {
        let folder = |path: &PathBuf| match path.parent() {
            _ if path.is_dir() => path.clone(),
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut folders: Vec<PathBuf> = self.paths.iter().map(folder).collect();
        if folders.is_empty() {
            folders.push(PathBuf::from("."));
        }
        folders.dedup();
        let mut changed = HashSet::new();
        for folder in folders {
            changed.extend(git::changed(&folder, self.since.as_deref())?);
        }
        all.inputs.retain(|input| input.path().is_none_or(|path| changed.contains(&real(path))));
        Ok(())
    }
}

/// Whether `--exclude` or the configuration leaves a path out. Patterns of `--exclude` are relative to the
/// current folder, or to the folder that was named if that is elsewhere.
fn excluded(
    globs: Arc<Globs>,
    project: Arc<Project>,
    here: PathBuf,
    root: PathBuf,
) -> impl Fn(&Path, bool) -> bool + Send + Sync {
    move |path, is_folder| {
        let relative = || {
            let real =
                real(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
            let real = real.join(path.file_name()?);
            let relative = real.strip_prefix(&here).or_else(|_| real.strip_prefix(&root)).ok()?;
            Some(relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
        };
        let by_option = !globs.is_empty() && relative().is_some_and(|path| globs.matches(&path, is_folder));
        by_option || project.excludes(path, is_folder)
    }
}

/// A path and the folders above it up to the current one.
fn above<'a>(path: &'a Path, here: &'a Path) -> impl Iterator<Item = (PathBuf, bool)> + 'a {
    let folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    let folders = folders.take_while(move |folder| real(folder) != here);
    [(path.to_owned(), false)].into_iter().chain(folders.map(|folder| (folder.to_owned(), true)))
}

/// The named files that `.gitignore`, `.ignore` or `.zhfixignore` name.
fn ignored(inputs: &[Input], here: &Path) -> HashSet<PathBuf> {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(real(folder).join(path.file_name()?))
    };
    let named = inputs.iter().filter_map(|input| input.path().filter(|path| path.is_file()));
    let named: Vec<(&Path, PathBuf)> = named.filter_map(|path| Some((path, place(path)?))).collect();
    let mut roots: HashSet<PathBuf> = HashSet::new();
    let mut wanted = HashSet::new();
    for (_, place) in &named {
        let root = if place.starts_with(here) { here } else { place.parent().unwrap_or(here) };
        wanted.extend(place.ancestors().take_while(|&path| path != root).map(Path::to_owned));
        roots.insert(root.to_owned());
    }
    let wanted = Arc::new(wanted);
    let mut seen = HashSet::new();
    for root in roots {
        let wanted = wanted.clone();
        let mut builder = WalkBuilder::new(&root);
        builder.hidden(false).require_git(false).git_global(false).add_custom_ignore_filename(".zhfixignore");
        // Only the way to the named files is looked at.
        builder.filter_entry(move |entry| entry.depth() == 0 || wanted.contains(entry.path()));
        seen.extend(builder.build().filter_map(|entry| Some(entry.ok()?.into_path())));
    }
    named.into_iter().filter(|(_, place)| !seen.contains(place)).map(|(path, _)| path.to_owned()).collect()
}

/// The names in a file, one on each line, or separated by NUL if there is one.
fn list(path: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut bytes = Vec::new();
    let done = if path.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    done.map_err(|error| Problem::read(format!("--file-list {}", path.display()), &error))?;
    let separator = if memchr::memchr(0, &bytes).is_some() { 0 } else { b'\n' };
    let names = bytes.split(|&byte| byte == separator);
    let names =
        names.map(|name| if separator == b'\n' { name.strip_suffix(b"\r").unwrap_or(name) } else { name });
    Ok(names.filter(|name| !name.is_empty()).map(git::path).collect())
}
