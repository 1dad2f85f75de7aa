//! Arguments of `lint` about fixes, and what they do to a file.

use super::files::Input;
use super::problem::Problem;
use super::write::Draft;
use crate::diagnostic::Applicability;
use crate::document::Document;
use crate::lint::Linter;
use crate::pipeline::correct;
use crate::text::{Edit, apply};

/// Arguments about fixes.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Fixes")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of that name")]
pub(crate) struct Fixing {
    /// Correct the files with all safe fixes, until none is left, and report
    /// what remains
    #[arg(long, conflicts_with_all = ["diff", "check"])]
    fix: bool,

    /// Also the fixes that a person should look at
    #[arg(long)]
    unsafe_fixes: bool,

    /// Show what --fix would change, as a patch that `git apply` takes
    #[arg(long, conflicts_with_all = ["check", "output_format", "statistics"])]
    pub diff: bool,

    /// Report nothing but how many findings there are
    #[arg(long, conflicts_with_all = ["output_format", "statistics"])]
    pub check: bool,
}

impl Fixing {
    /// The edits of all fixes that are asked for.
    pub(crate) fn edits(self, document: &Document<'_>, linter: &Linter) -> Vec<Edit> {
        let least = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        correct(document, linter, least)
    }

    /// Correct the file, if that is asked for and something is to be corrected: its new text.
    pub(crate) fn correct<'t>(
        self,
        input: &Input,
        document: impl FnOnce() -> Result<Document<'t>, Problem>,
        linter: &Linter,
    ) -> Result<Option<String>, Problem> {
        if !self.fix {
            return Ok(None);
        }
        let Some(path) = input.path() else {
            let what = "has no name to write to; `zhfix fix` writes to standard output";
            return Err(Problem::at(input.name(), what));
        };
        let document = document()?;
        let edits = self.edits(&document, linter);
        if edits.is_empty() {
            return Ok(None);
        }
        let fixed = apply(document.text, &edits).into_owned();
        let mut draft = Draft::new(path)?;
        draft.write(&fixed)?;
        draft.commit()?;
        Ok(Some(fixed))
    }
}
