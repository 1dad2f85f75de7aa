//! Lists of the places where a character has several forms.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::files::{Input, Inputs};
use super::problem::Problem;
use super::run::in_order;
use super::terminal;
use super::write::Draft;
use super::{DONE, FAILED};
use crate::convert::Decision;
use crate::emit::html::review::{self, Count};
use crate::emit::{Settings, doubts};

/// Arguments about places where a character has several forms.
#[derive(Clone, Debug, clap::Args)]
#[expect(clippy::struct_field_names, reason = "each is an option of that name")]
#[command(next_help_heading = "Doubtful places")]
pub(crate) struct Review {
    /// Write the doubtful places to FILE, or with `-` to standard error: line,
    /// column, candidates with their probabilities, the text around. Where
    /// FILE ends in .html, it is a page for a browser
    #[arg(long, value_name = "FILE", conflicts_with_all = ["diff", "resume", "conversion"])]
    pub review: Option<PathBuf>,

    /// Write all places where a character has several forms to FILE, one JSON
    /// object on each line; `-` for standard output, in place of the text
    #[arg(long, value_name = "FILE", conflicts_with_all = ["diff", "resume", "conversion"])]
    pub ambiguities: Option<PathBuf>,

    /// Leave doubtful places as they are, between ⟦ and ⟧
    #[arg(long, conflicts_with = "conversion")]
    pub strict: bool,
}

/// What was found, by the name of the input, so that the order does not depend on threads.
#[derive(Default)]
pub(crate) struct Found(Mutex<BTreeMap<String, Lists>>);

/// What was found in one text.
#[derive(Default)]
struct Lists {
    /// For people: lines, or a part of a page.
    review: Vec<u8>,
    /// Doubtful places.
    doubtful: usize,
    /// For programs: JSON lines.
    ambiguities: String,
}

impl Review {
    /// Whether whole texts have to be looked at.
    pub(crate) fn is_asked(&self) -> bool {
        self.review.is_some() || self.ambiguities.is_some()
    }

    /// Whether the list takes the place of the text on standard output.
    pub(crate) fn takes_stdout(&self) -> bool {
        self.ambiguities.as_deref().is_some_and(is_dash)
    }

    /// Whether the doubtful places become a page.
    fn is_page(&self) -> bool {
        let suffix = self.review.as_deref().and_then(Path::extension);
        suffix.is_some_and(|suffix| ["html", "htm"].iter().any(|html| suffix.eq_ignore_ascii_case(html)))
    }

    /// # Errors
    ///
    /// A list would be written over an input, or over the other list.
    pub(crate) fn check(&self, paths: &[PathBuf]) -> Result<(), Problem> {
        if let (Some(review), Some(ambiguities)) = (&self.review, &self.ambiguities)
            && review == ambiguities
            && !is_dash(review)
        {
            let what = "is named for two lists; name another file for one of them";
            return Err(Problem::at(review.display(), what));
        }
        for list in [&self.review, &self.ambiguities].into_iter().flatten().filter(|list| !is_dash(list)) {
            let same = |path: &&PathBuf| match (path.canonicalize(), list.canonicalize()) {
                (Ok(path), Ok(list)) => path == list,
                _ => false,
            };
            if paths.iter().any(|path| same(&path)) {
                let what = "is an input and would be written over; name another file for the list";
                return Err(Problem::at(list.display(), what));
            }
        }
        Ok(())
    }

    /// Keep what was decided in one text.
    pub(crate) fn keep(
        &self,
        found: &Found,
        input: &Input,
        text: &str,
        decisions: &[Decision],
    ) -> Result<(), Problem> {
        let name = input.name();
        let mut lists = Lists::default();
        if self.is_page() {
            lists.doubtful = decisions.iter().filter(|decision| decision.doubtful).count();
            review::text(&settings(), &name, text, decisions, &mut lists.review);
        } else if self.review.is_some() {
            let mut list = String::new();
            doubts::list(terminal::lang(), &name, text, decisions, &mut list);
            lists.review = list.into_bytes();
        }
        if self.ambiguities.is_some() {
            let lines = &mut lists.ambiguities;
            doubts::jsonl(&name, text, decisions, lines).map_err(|error| Problem::at(&name, error))?;
        }
        found.0.lock().unwrap_or_else(PoisonError::into_inner).insert(name, lists);
        Ok(())
    }

    /// Only list, and write no text.
    pub(crate) fn only(
        &self,
        decisions: impl Fn(&Input, &str) -> Result<Vec<Decision>, Problem> + Sync,
        inputs: Inputs,
        found: &Found,
    ) -> Result<u8, Problem> {
        let read = |input: &Input| {
            let text = input.read()?;
            self.keep(found, input, &text, &decisions(input, &text)?)
        };
        let tally = in_order(inputs, read, |()| Ok(()))?;
        Ok(if tally.failed > 0 { FAILED } else { DONE })
    }

    /// Write the lists.
    pub(crate) fn write(&self, found: Found) -> Result<(), Problem> {
        let found = found.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        if let Some(path) = &self.review {
            if is_dash(path) {
                for lists in found.values() {
                    terminal::tell_all(&lists.review);
                }
            } else {
                let mut draft = Draft::new(path)?;
                let (mut head, mut foot) = (Vec::new(), Vec::new());
                if self.is_page() {
                    let places = found.values().map(|lists| lists.doubtful).sum();
                    review::begin(&settings(), &mut head);
                    review::end(&settings(), Count { places, texts: found.len() }, &mut foot);
                }
                draft.write_bytes(&head)?;
                found.values().try_for_each(|lists| draft.write_bytes(&lists.review))?;
                draft.write_bytes(&foot)?;
                draft.commit()?;
            }
        }
        if let Some(path) = &self.ambiguities {
            if is_dash(path) {
                found.values().try_for_each(|lists| terminal::print(lists.ambiguities.as_bytes()))?;
            } else {
                let mut draft = Draft::new(path)?;
                found.values().try_for_each(|lists| draft.write(&lists.ambiguities))?;
                draft.commit()?;
            }
        }
        Ok(())
    }
}

/// How lists are written: none of them goes to a terminal with colours.
fn settings() -> Settings {
    Settings { lang: terminal::lang(), ..Settings::default() }
}

fn is_dash(path: &Path) -> bool {
    path.as_os_str() == "-"
}
