//! The `zhfix.toml` that holds for a file, and what is made from it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::files::Input;
use super::problem::Problem;
use crate::config::{Config, FILE, Settings};

/// Arguments about the configuration.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub(crate) struct ConfigArgs {
    /// Read the settings from FILE [default: the nearest zhfix.toml in the
    /// folder of each file or above it]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,

    /// Read no zhfix.toml
    #[arg(long)]
    isolated: bool,
}

/// A `zhfix.toml`.
#[derive(Debug)]
pub(crate) struct Found {
    pub path: PathBuf,
    /// What its patterns and names are relative to, without links.
    pub folder: PathBuf,
    pub config: Config,
}

/// The nearest `zhfix.toml`, or why it cannot be used.
type Nearest = Result<Option<Arc<Found>>, String>;

/// What holds for the files below one folder, or why nobody knows.
#[derive(Clone)]
struct Place {
    /// The folder without links.
    real: PathBuf,
    found: Nearest,
}

enum Choice {
    Isolated,
    Given(Arc<Found>),
    Nearest,
}

/// Finds the `zhfix.toml` of files; each folder is looked at once.
pub(crate) struct Project {
    choice: Choice,
    places: Mutex<HashMap<PathBuf, Place>>,
    files: Mutex<HashMap<PathBuf, Nearest>>,
}

/// Which settings hold: the same where this is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    file: Option<PathBuf>,
    overrides: Vec<usize>,
}

/// What holds for one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    pub key: Key,
    pub settings: Settings,
    /// Where the settings are from; nothing where they are the built-in ones.
    pub found: Option<Arc<Found>>,
}

impl Held {
    /// The dictionaries, as they can be opened.
    pub(crate) fn dictionaries(&self) -> Vec<PathBuf> {
        let folder = self.found.as_ref().map_or(Path::new(""), |found| &found.folder);
        let here = std::env::current_dir().ok().and_then(|here| fs::canonicalize(here).ok());
        let shown = |path: PathBuf| match here.as_ref().and_then(|here| path.strip_prefix(here).ok()) {
            Some(path) => path.to_owned(),
            None => path,
        };
        self.settings.dictionaries.iter().map(|file| shown(folder.join(file))).collect()
    }

    /// The numbers of the overrides that hold, from 1.
    pub(crate) fn overrides(&self) -> impl Iterator<Item = usize> {
        self.key.overrides.iter().map(|index| index + 1)
    }
}

impl Project {
    /// Read the file that the arguments name, if they do.
    pub(crate) fn open(args: &ConfigArgs) -> Result<Arc<Self>, Problem> {
        let choice = match &args.config {
            _ if args.isolated => Choice::Isolated,
            Some(path) => Choice::Given(Arc::new(load(path).map_err(Problem::Message)?)),
            None => Choice::Nearest,
        };
        let (places, files) = (Mutex::default(), Mutex::default());
        Ok(Arc::new(Self { choice, places, files }))
    }

    /// What holds for a file, or for the current folder.
    pub(crate) fn of(&self, path: Option<&Path>) -> Result<Held, Problem> {
        let (found, relative) = self.place(path).map_err(Problem::Message)?;
        let Some(found) = found else { return Ok(Held::default()) };
        let overrides = relative.map_or_else(Vec::new, |path| found.config.overrides(&path));
        let settings = found.config.settings(&overrides);
        let key = Key { file: Some(found.path.clone()), overrides };
        Ok(Held { key, settings, found: Some(found) })
    }

    /// Whether the `zhfix.toml` of a file or folder leaves it out.
    pub(crate) fn excludes(&self, path: &Path, is_folder: bool) -> bool {
        match self.place(Some(path)) {
            Ok((Some(found), Some(path))) => found.config.exclude.matches(&path, is_folder),
            _ => false,
        }
    }

    /// Drop the files whose `zhfix.toml` cannot be used; each such `zhfix.toml` is one problem.
    pub(crate) fn check(&self, inputs: &mut Vec<Input>, problems: &mut Vec<Problem>) {
        let mut seen = HashSet::new();
        inputs.retain(|input| match self.place(input.path()) {
            Ok(_) => true,
            Err(message) => {
                if seen.insert(message.clone()) {
                    problems.push(Problem::Message(message));
                }
                false
            }
        });
    }

    /// The `zhfix.toml` for a path, and the path from there.
    fn place(&self, path: Option<&Path>) -> Result<(Option<Arc<Found>>, Option<String>), String> {
        let folder = match path.and_then(Path::parent) {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let place = lock(&self.places).get(folder).cloned();
        let place = place.unwrap_or_else(|| {
            let real = real_folder(folder);
            let found = match &self.choice {
                Choice::Isolated => Ok(None),
                Choice::Given(found) => Ok(Some(found.clone())),
                Choice::Nearest => self.nearest(&real),
            };
            let place = Place { real, found };
            lock(&self.places).insert(folder.to_owned(), place.clone());
            place
        });
        let found = place.found?;
        let relative = path.and_then(Path::file_name).zip(found.as_ref()).and_then(|(name, found)| {
            let path = place.real.join(name);
            // A file beside the project has no path in it, and no pattern matches it.
            let path = path.strip_prefix(&found.folder).ok()?;
            Some(path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
        });
        Ok((found, relative))
    }

    fn nearest(&self, real: &Path) -> Nearest {
        for folder in real.ancestors() {
            let known = lock(&self.files).get(folder).cloned();
            let found = known.unwrap_or_else(|| {
                let path = folder.join(FILE);
                let found =
                    if path.is_file() { load(&path).map(|found| Some(Arc::new(found))) } else { Ok(None) };
                lock(&self.files).insert(folder.to_owned(), found.clone());
                found
            });
            if !matches!(found, Ok(None)) {
                return found;
            }
        }
        Ok(None)
    }
}

/// A folder without links, also where it does not exist yet.
fn real_folder(folder: &Path) -> PathBuf {
    fs::canonicalize(folder).unwrap_or_else(|_| {
        let above =
            folder.parent().map(|above| if above.as_os_str().is_empty() { Path::new(".") } else { above });
        match (above, folder.file_name()) {
            (Some(above), Some(name)) => real_folder(above).join(name),
            _ => folder.to_owned(),
        }
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn load(path: &Path) -> Result<Found, String> {
    let here = std::env::current_dir().ok().and_then(|here| fs::canonicalize(here).ok());
    let shown = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let name = shown.display();
    let text = Input::Named(shown.to_owned()).read().map_err(|problem| problem.to_string())?;
    let config = Config::parse(&name.to_string(), &text).map_err(|error| error.to_string())?;
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real.parent().map(Path::to_owned).unwrap_or_default();
    Ok(Found { path: shown.to_owned(), folder, config })
}

type Make<'a, T> = Box<dyn Fn(&Held) -> Result<T, Problem> + Send + Sync + 'a>;

/// Makes what the settings of a file ask for, once for the same settings.
pub(crate) struct PerSettings<'a, T> {
    project: Arc<Project>,
    make: Make<'a, T>,
    made: Mutex<HashMap<Key, Arc<T>>>,
}

impl<'a, T> PerSettings<'a, T> {
    pub(crate) fn new(
        project: Arc<Project>,
        make: impl Fn(&Held) -> Result<T, Problem> + Send + Sync + 'a,
    ) -> Self {
        Self { project, make: Box::new(make), made: Mutex::default() }
    }

    /// All the settings that hold for these inputs, sorted by where they are from.
    pub(crate) fn held(&self, inputs: &[Input]) -> Vec<Held> {
        let held = inputs.iter().filter_map(|input| self.project.of(input.path()).ok());
        let all: BTreeMap<Key, Held> = held.map(|held| (held.key.clone(), held)).collect();
        all.into_values().collect()
    }

    pub(crate) fn of(&self, input: &Input) -> Result<Arc<T>, Problem> {
        let held = self.project.of(input.path())?;
        if let Some(made) = lock(&self.made).get(&held.key) {
            return Ok(made.clone());
        }
        // Two threads may make the same at a time; both are right.
        let made = Arc::new((self.make)(&held)?);
        lock(&self.made).insert(held.key, made.clone());
        Ok(made)
    }
}
