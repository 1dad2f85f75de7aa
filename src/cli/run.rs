//! One walk over the inputs for every command that writes text.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::{self, Input, Inputs};
use super::format::OutputFormat;
use super::interrupt;
use super::journal::{Journal, Source};
use super::output::{Goal, Output};
use super::problem::Problem;
use super::progress;
use super::project::Project;
use super::reports::Seen;
use super::select::Selection;
use super::stream::{Converted, Sink};
use super::tally::Tally;
use super::terminal::{self, Color};
use super::write::Draft;
use super::{DONE, FAILED, FINDINGS};
use crate::emit::Finding;
use crate::text::{Edit, apply};

/// What a command does with a text.
pub(crate) trait Work: Sync {
    /// Give the new text to `sink`, in order.
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<(), Problem>;

    /// Everything that decides about results beside the texts, in any form: what was done with other settings
    /// is no result to go on from.
    fn settings(&self, inputs: &[Input]) -> Result<String, Problem>;

    /// The edits that lead to the new text, and what was found.
    fn examine(&self, input: &Input, text: &str) -> Result<Examined, Problem>;
}

/// What a command would do with a text.
pub(crate) struct Examined {
    /// Sorted, without overlaps.
    pub edits: Vec<Edit>,
    /// Changes and findings, in any order.
    pub findings: Vec<Finding>,
}

/// What became of one file.
#[derive(Default)]
struct Outcome {
    tally: Tally,
    shown: Vec<u8>,
    /// What reports show; nothing where none is asked for.
    seen: Option<Seen>,
}

impl Outcome {
    fn of(changed: bool, seen: Option<Seen>) -> Self {
        let mut tally = Tally { files: 1, changed: usize::from(changed), ..Tally::default() };
        for finding in seen.iter().flat_map(Seen::findings) {
            tally.count(finding.rule);
            tally.doubtful += usize::from(finding.doubt.is_some());
        }
        Self { tally, shown: Vec::new(), seen }
    }
}

/// A command, and whether reports want to know what it finds.
struct Worker<'a> {
    work: &'a dyn Work,
    reports: bool,
}

impl Worker<'_> {
    /// Give the new text to `sink`, in order, or whole with what was found.
    fn rewrite(&self, input: &Input, sink: Sink<'_>) -> Result<Option<Seen>, Problem> {
        if !self.reports {
            return self.work.rewrite(input, sink).map(|()| None);
        }
        let seen = self.examine(input)?;
        let new = apply(seen.text(), seen.edits());
        sink(Converted { old: seen.text(), new: &new, whole: true })?;
        Ok(Some(seen))
    }

    fn examine(&self, input: &Input) -> Result<Seen, Problem> {
        let text = input.read()?;
        let Examined { edits, mut findings } = self.work.examine(input, &text)?;
        findings.sort_by_key(|finding| finding.span);
        Ok(Seen::new(input, text, findings, edits))
    }
}

/// Work on the files chosen and send the results where `output` says. Returns the exit status.
pub(crate) fn run(
    work: &dyn Work,
    files: &Selection,
    project: &Arc<Project>,
    output: &Output,
    color: Color,
) -> Result<u8, Problem> {
    output.check_files(files)?;
    threads(output.jobs)?;
    progress::allow(!output.quiet);
    let goal = output.goal();
    let folder = if let Goal::Folder(folder) = goal { Some(folder) } else { None };
    let inputs = files.collect(project, folder)?;
    let format = output.format();
    let reports = &output.reports;
    let mut reporter = reports.open(format, color)?;
    let worker = &Worker { work, reports: format.is_some() || reports.wanted() };
    let mut bad = false;
    let take = &mut |seen: &Seen| {
        bad |= reports.fail_on.is_some_and(|level| seen.leaves(level));
        reporter.file(seen)
    };
    let (tally, complete) = match goal {
        Goal::Stdout => to_stdout(worker, &inputs, take)?,
        Goal::File(path) => to_file(worker, &inputs, path, take)?,
        Goal::InPlace => {
            interrupt::explain("the others are as they were");
            each(inputs, take, |input| in_place(worker, input))?
        }
        Goal::Folder(folder) => to_folder(worker, inputs, folder, output.resume, take)?,
        Goal::Report { .. } if format.is_some() => each(inputs, take, |input| examine(worker, input))?,
        Goal::Report { .. } => each(inputs, take, |input| check(worker, input, output.quiet))?,
    };
    let complete = reporter.finish(&tally)? && complete;
    let asked = matches!(goal, Goal::Report { .. }) && format.is_some_and(OutputFormat::is_for_people);
    if !output.quiet && (asked || terminal::stderr_is_terminal()) {
        terminal::tell(tally.summary("changed"));
    }
    let changes = matches!(goal, Goal::Report { check: true, .. }) || output.exit_non_zero_on_fix;
    let status = bad || (changes && tally.changed > 0);
    Ok(match (complete, status && !reports.exit_zero) {
        (false, _) => FAILED,
        (true, true) => FINDINGS,
        (true, false) => DONE,
    })
}

/// Set the number of threads; they are started when the first large text needs them.
pub(crate) fn threads(jobs: Option<u16>) -> Result<(), Problem> {
    let Some(jobs) = jobs else { return Ok(()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    pool.map_err(|error| Problem::at("-j", error))
}

/// Run `work` on all inputs, in parallel, and give the results in their order to `take`. Files that fail
/// are named and counted, and the others go on. Returns how many failed and how many are no text.
pub(crate) fn in_order<T: Send>(
    inputs: Inputs,
    work: impl Fn(&Input) -> Result<T, Problem> + Sync,
    mut take: impl FnMut(T) -> Result<(), Problem>,
) -> Result<Tally, Problem> {
    progress::begin(&inputs.inputs);
    let tally = all_in_order(inputs, work, &mut take);
    progress::end();
    tally
}

fn all_in_order<T: Send>(
    inputs: Inputs,
    work: impl Fn(&Input) -> Result<T, Problem> + Sync,
    take: &mut impl FnMut(T) -> Result<(), Problem>,
) -> Result<Tally, Problem> {
    let mut tally = Tally::default();
    for problem in inputs.problems {
        refuse(problem, &mut tally)?;
    }
    for batch in files::batches(&inputs.inputs) {
        // `collect` keeps the order, so that nothing depends on the scheduler.
        let results: Vec<_> = match batch {
            [input] => vec![tracked(input, &work)],
            _ => batch.par_iter().map(|input| tracked(input, &work)).collect(),
        };
        for result in results {
            match result {
                Ok(result) => take(result)?,
                Err(problem) => refuse(problem, &mut tally)?,
            }
        }
    }
    Ok(tally)
}

/// Work on an input, and say when it is done.
fn tracked<T>(input: &Input, work: impl Fn(&Input) -> Result<T, Problem>) -> Result<T, Problem> {
    let result = work(input);
    progress::done(input);
    result
}

fn refuse(problem: Problem, tally: &mut Tally) -> Result<(), Problem> {
    match problem {
        Problem::Closed => return Err(problem),
        Problem::Binary => tally.binary += 1,
        Problem::Message(_) => {
            tally.failed += 1;
            terminal::tell(problem);
        }
    }
    Ok(())
}

/// Takes what was found in one text after the other.
type Take<'a> = &'a mut dyn FnMut(&Seen) -> Result<(), Problem>;

fn each(
    inputs: Inputs,
    take: Take<'_>,
    work: impl Fn(&Input) -> Result<Outcome, Problem> + Sync,
) -> Result<(Tally, bool), Problem> {
    let mut sum = Tally::default();
    let rest = in_order(inputs, work, |outcome: Outcome| {
        sum.add(&outcome.tally);
        outcome.seen.as_ref().map_or(Ok(()), &mut *take)?;
        terminal::print(&outcome.shown)
    })?;
    sum.add(&rest);
    let complete = sum.failed == 0;
    Ok((sum, complete))
}

fn to_stdout(worker: &Worker<'_>, inputs: &Inputs, take: Take<'_>) -> Result<(Tally, bool), Problem> {
    let print = |text: &str| terminal::print(text.as_bytes());
    concatenate(worker, inputs, true, take, print, Problem::after_output)
}

fn to_file(
    worker: &Worker<'_>,
    inputs: &Inputs,
    path: &Path,
    take: Take<'_>,
) -> Result<(Tally, bool), Problem> {
    interrupt::explain(format!("{} is as it was", path.display()));
    let mut draft = Draft::new(path)?;
    let (tally, complete) =
        concatenate(worker, inputs, false, take, |text| draft.write(text), |problem, _| problem)?;
    if complete {
        draft.commit()?;
    } else {
        terminal::tell(Problem::at(path.display(), "was not written, because of the errors above"));
    }
    Ok((tally, complete))
}

/// One result after the other, as `cat` would. `checked` inputs are read through before anything of them is
/// written, because what is written cannot be taken back. `explain` says more about a problem, given the number of
/// bytes of this input's result that were written.
fn concatenate(
    worker: &Worker<'_>,
    inputs: &Inputs,
    checked: bool,
    take: Take<'_>,
    mut write: impl FnMut(&str) -> Result<(), Problem> + Send,
    explain: impl Fn(Problem, u64) -> Problem,
) -> Result<(Tally, bool), Problem> {
    let mut tally = Tally::default();
    for input in &inputs.inputs {
        let (mut changed, mut written) = (false, 0);
        let check = || if checked { input.check() } else { Ok(()) };
        let done = check().and_then(|()| {
            worker.rewrite(input, &mut |block| {
                changed |= block.old != block.new;
                write(block.new)?;
                written += block.new.len() as u64;
                Ok(())
            })
        });
        match done {
            Ok(seen) => {
                seen.as_ref().map_or(Ok(()), &mut *take)?;
                tally.add(&Outcome::of(changed, seen).tally);
            }
            Err(problem) => refuse(explain(problem, written), &mut tally)?,
        }
    }
    let complete = tally.failed == 0;
    Ok((tally, complete))
}

fn in_place(worker: &Worker<'_>, input: &Input) -> Result<Outcome, Problem> {
    let Some(path) = input.path() else { return Ok(Outcome::default()) };
    let mut draft = None;
    let mut changed = false;
    let seen = worker.rewrite(input, &mut |Converted { old, new, whole }| {
        changed |= old != new;
        if draft.is_none() && (changed || !whole) {
            draft = Some(Draft::new(path)?);
        }
        draft.as_mut().map_or(Ok(()), |draft| draft.write(new))
    })?;
    // An unchanged file keeps its time stamp; its draft, if there is one, is dropped.
    draft.filter(|_| changed).map_or(Ok(()), Draft::commit)?;
    Ok(Outcome::of(changed, seen))
}

/// Each result below `folder`.
fn to_folder(
    worker: &Worker<'_>,
    inputs: Inputs,
    folder: &Path,
    resume: bool,
    take: Take<'_>,
) -> Result<(Tally, bool), Problem> {
    check_targets(&inputs.inputs, folder)?;
    let journal = Journal::open(folder, &worker.work.settings(&inputs.inputs)?, resume)?;
    interrupt::explain("the same command with --resume goes on from here");
    let (tally, complete) = each(inputs, take, |input| to_target(worker, input, folder, journal.as_ref()))?;
    if let Some(journal) = journal {
        journal.finish(complete);
    }
    Ok((tally, complete))
}

/// See whether two inputs would be written to one file below `folder`.
fn check_targets(inputs: &[Input], folder: &Path) -> Result<(), Problem> {
    let mut sources: HashMap<&Path, &Path> = HashMap::new();
    // Files of one folder do not meet, and there can be many of them.
    if inputs.iter().all(|input| matches!(input, Input::Found { .. }) && input.root() == inputs[0].root()) {
        return Ok(());
    }
    for input in inputs {
        let (Some(path), Some(relative)) = (input.path(), input.relative()) else { continue };
        match sources.insert(relative, path) {
            Some(other) if other != path => {
                let target = folder.join(relative);
                let what = format!("{} would be written there too; run them apart", other.display());
                return Err(Problem::at(path.display(), format!("goes to {}, but {what}", target.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

fn to_target(
    worker: &Worker<'_>,
    input: &Input,
    folder: &Path,
    journal: Option<&Journal>,
) -> Result<Outcome, Problem> {
    let (Some(path), Some(relative)) = (input.path(), input.relative()) else {
        return Ok(Outcome::default());
    };
    // What the file is before it is read: if it changes meanwhile, it has to be done again.
    let entry = journal.and_then(|journal| Some((journal, Source::of(path)?)));
    if entry.as_ref().is_some_and(|(journal, source)| journal.has(source, relative)) {
        return Ok(Outcome { tally: Tally { resumed: 1, ..Tally::default() }, ..Outcome::default() });
    }
    let mut draft = None;
    let mut changed = false;
    let seen = worker.rewrite(input, &mut |Converted { old, new, .. }| {
        changed |= old != new;
        if draft.is_none() {
            draft = Some(create(&folder.join(relative))?);
        }
        draft.as_mut().map_or(Ok(()), |draft| draft.write(new))
    })?;
    draft.map_or(Ok(()), Draft::commit)?;
    if let Some((journal, source)) = &entry {
        journal.note(source, relative)?;
    }
    Ok(Outcome::of(changed, seen))
}

fn create(target: &Path) -> Result<Draft, Problem> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Problem::write(folder.display(), &error))?;
    Draft::new(target)
}

/// See what would change, and write nothing.
fn examine(worker: &Worker<'_>, input: &Input) -> Result<Outcome, Problem> {
    let seen = worker.examine(input)?;
    let changed = seen.edits().iter().any(|edit| edit.span.of(seen.text()) != edit.text);
    Ok(Outcome::of(changed, Some(seen)))
}

fn check(worker: &Worker<'_>, input: &Input, quiet: bool) -> Result<Outcome, Problem> {
    let mut changed = false;
    let seen = worker.rewrite(input, &mut |block| {
        changed |= block.old != block.new;
        Ok(())
    })?;
    let mut outcome = Outcome::of(changed, seen);
    if changed && !quiet {
        outcome.shown = format!("{}: would change\n", input.name()).into_bytes();
    }
    Ok(outcome)
}
