//! Text in one form to text in another.
//!
//! Two kinds of conversion share one engine: OpenCC's, byte for byte ([`Target::Exact`]), and the
//! conversion to a [`Variant`], which takes text in any script or mixture of scripts and repairs it on
//! the way ([`Target::Variant`]).

mod choice;
mod contextual;
mod doubt;
pub mod exact;
pub mod model;
mod names;
pub mod quotes;
mod terms;

use std::collections::BTreeMap;
use std::fmt;

use crate::document::{Repaired, is_object, repair};
use crate::lexicon::{Entries, Lexicon, builtin};
use crate::text::{Back, Edit, Span, apply};
use crate::variant::{Script, Variant};
use contextual::Contextual;
pub use doubt::{Candidate, Decision, Doubt, Explanation, Reason, Votes};
use exact::{DEFINITIONS, Definition, Engine};

/// What text is converted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// What OpenCC's conversion of this name gives: `s2t`, `s2twp`, …
    Exact(String),
    /// A variant, from whatever the text is in.
    Variant(Variant),
}

/// How text is converted.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Where to.
    pub target: Target,
    /// Exact conversions: use the rare characters that many fonts show as boxes, as OpenCC's library does
    /// and its command line does not.
    pub tofu: bool,
    /// To a variant: regional vocabulary as well.
    pub terms: bool,
    /// To a variant: the quotation marks of its script as well.
    pub punctuation: bool,
    /// To a variant: leave doubtful places as they are, between `⟦` and `⟧`.
    pub strict: bool,
    /// To a variant: repair damage, such as pinyin in brackets behind characters.
    pub repair: bool,
    /// Words that come before all others, also where words are told apart. A word that stands for itself
    /// is protected.
    pub user: Entries,
}

impl Default for Options {
    fn default() -> Self {
        let target = Target::Variant(Variant::Hans);
        Self {
            target,
            tofu: false,
            terms: false,
            punctuation: false,
            strict: false,
            repair: true,
            user: Entries::new(),
        }
    }
}

/// A conversion that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// No conversion of OpenCC has this name.
    #[error(
        "unknown conversion `{0}`; use one of {names}",
        names = DEFINITIONS.iter().map(|definition| definition.name).collect::<Vec<_>>().join(", ")
    )]
    UnknownConversion(String),
}

/// Why a piece of text is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It cannot stand in the target script.
    Script,
    /// It could stand in the target script, but is left over from the other one: 干 in 領導干部.
    Leftover,
    /// It is of the target script, but of another word: 後 in 皇後.
    OverConverted,
    /// Another region writes it so: 裏 in Taiwan.
    Variant,
    /// A word of another region.
    Term,
    /// A word of the user's dictionary.
    Dictionary,
    /// A quotation mark of the other script.
    Punctuation,
    /// It is doubtful, and marked.
    Doubtful,
    /// It was damaged.
    Repair,
}

impl ChangeKind {
    /// The name that reports use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Leftover => "leftover",
            Self::OverConverted => "over-converted",
            Self::Variant => "variant",
            Self::Term => "term",
            Self::Dictionary => "dictionary",
            Self::Punctuation => "punctuation",
            Self::Doubtful => "doubtful",
            Self::Repair => "repair",
        }
    }
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One change of a conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is changed.
    pub edit: Edit,
    /// Why.
    pub kind: ChangeKind,
    /// Why a person should look at it, if one should.
    pub doubt: Option<Doubt>,
}

/// Converts text; immutable, and shared between threads.
pub struct Converter {
    mode: Mode,
}

enum Mode {
    Exact(Box<Engine>),
    Contextual {
        contextual: Box<Contextual>,
        /// The script whose quotation marks are written.
        quotes: Option<Script>,
        /// Whether doubtful places are marked.
        strict: bool,
        repair: bool,
    },
}

impl fmt::Debug for Converter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Converter").finish_non_exhaustive()
    }
}

impl Converter {
    /// Load the dictionaries that the options ask for: a few milliseconds.
    ///
    /// # Errors
    ///
    /// An exact conversion that does not exist.
    pub fn new(options: &Options) -> Result<Self, ConvertError> {
        let mode = match &options.target {
            Target::Exact(name) => {
                let definition =
                    definition(name).ok_or_else(|| ConvertError::UnknownConversion(name.clone()))?;
                let image = if options.tofu { definition.tofu } else { definition.plain };
                Mode::Exact(Box::new(load(image, &options.user)))
            }
            Target::Variant(variant) => Mode::Contextual {
                contextual: Box::new(Contextual::new(*variant, options.terms, &options.user)),
                quotes: options.punctuation.then(|| variant.script()),
                strict: options.strict,
                repair: options.repair,
            },
        };
        Ok(Self { mode })
    }

    /// OpenCC's conversion of this name, as its command line runs it.
    ///
    /// # Errors
    ///
    /// A conversion that does not exist.
    pub fn exact(name: &str) -> Result<Self, ConvertError> {
        Self::new(&Options { target: Target::Exact(name.to_owned()), ..Options::default() })
    }

    /// The conversion to a variant, with repair, without regional vocabulary.
    pub fn to(variant: Variant) -> Self {
        let contextual = Box::new(Contextual::new(variant, false, &Entries::new()));
        Self { mode: Mode::Contextual { contextual, quotes: None, strict: false, repair: true } }
    }

    /// The variant that is written, where nothing but scripts, forms and the user's words is changed.
    pub(crate) fn plain_variant(&self) -> Option<Variant> {
        match &self.mode {
            Mode::Contextual { contextual, quotes: None, strict: false, .. } => contextual.plain_variant(),
            _ => None,
        }
    }

    /// Convert a whole text.
    pub fn convert(&self, text: &str) -> String {
        let mut out = String::new();
        self.convert_into(text, &mut out);
        out
    }

    /// Convert a whole text, appending to `out`.
    pub fn convert_into(&self, text: &str, out: &mut String) {
        match &self.mode {
            Mode::Exact(engine) => engine.convert_into(text, out),
            Mode::Contextual { contextual, quotes, strict, repair: mend } => {
                for section in sections(text) {
                    let repaired = if *mend { repair(section) } else { Repaired::untouched(section) };
                    let direct = contextual.is_by_character() || !repaired.is_mended();
                    if quotes.is_none() && !strict && direct {
                        contextual.convert_into(&repaired.text, out);
                        continue;
                    }
                    let changes = self.changes_of_repaired(section, &repaired);
                    let edits: Vec<Edit> = changes.into_iter().map(|change| change.edit).collect();
                    out.push_str(&apply(section, &edits));
                }
            }
        }
    }

    /// The same where characters become characters, as they mostly do, so that the noncharacters among them stay in
    /// order. Returns whether it is so: no words of a region or of a user, no damage that holds noncharacters. Else
    /// nothing is appended.
    pub(crate) fn convert_characters_into(&self, text: &str, out: &mut String) -> bool {
        let Mode::Contextual { contextual, quotes: None, strict: false, repair: mend } = &self.mode else {
            return false;
        };
        if !contextual.is_by_character() {
            return false;
        }
        let start = out.len();
        for section in sections(text) {
            let repaired = if *mend { repair(section) } else { Repaired::untouched(section) };
            let mut mended = repaired.damage.iter().filter(|damage| damage.repaired);
            if mended.any(|damage| damage.span.of(section).contains(is_object)) {
                out.truncate(start);
                return false;
            }
            contextual.convert_into(&repaired.text, out);
        }
        true
    }

    /// The changes that [`convert`](Self::convert) makes: sorted, without overlaps.
    pub fn changes(&self, text: &str) -> Vec<Change> {
        match &self.mode {
            Mode::Exact(engine) => {
                let change = |edit| Change { edit, kind: ChangeKind::Script, doubt: None };
                engine.edits(text).into_iter().map(change).collect()
            }
            Mode::Contextual { .. } => {
                let mut changes = Vec::new();
                let mut start = 0;
                for section in sections(text) {
                    changes.extend(self.section_changes(section).into_iter().map(|mut change| {
                        change.edit.span.start += start;
                        change.edit.span.end += start;
                        change
                    }));
                    start += section.len();
                }
                changes
            }
        }
    }

    /// The places where a character has several forms, also those that stay as they are: sorted, without
    /// overlaps. Exact conversions decide by their dictionaries alone and have none.
    pub fn decisions(&self, text: &str) -> Vec<Decision> {
        let Mode::Contextual { contextual, repair: mend, .. } = &self.mode else { return Vec::new() };
        let mut decisions = Vec::new();
        let mut start = 0;
        for section in sections(text) {
            let repaired = if *mend { repair(section) } else { Repaired::untouched(section) };
            let mended = repaired.is_mended();
            let found = contextual.decisions(if mended { &repaired.text } else { section });
            decisions.extend(found.into_iter().map(|mut decision| {
                if mended {
                    decision.span = repaired.source_span(decision.span);
                }
                decision.span.start += start;
                decision.span.end += start;
                decision
            }));
            start += section.len();
        }
        decisions
    }

    /// Why each ideograph of a short text becomes what it does, for people to read; nothing for an exact conversion.
    /// Damage is taken as it stands.
    pub fn explain(&self, text: &str) -> Vec<Explanation> {
        match &self.mode {
            Mode::Exact(_) => Vec::new(),
            Mode::Contextual { contextual, .. } => contextual.explain(text),
        }
    }

    fn section_changes(&self, section: &str) -> Vec<Change> {
        match &self.mode {
            Mode::Contextual { repair: true, .. } => self.changes_of_repaired(section, &repair(section)),
            _ => self.changes_in_repaired(section),
        }
    }

    /// The changes to a text without damage, or whose damage stays.
    pub fn changes_in_repaired(&self, text: &str) -> Vec<Change> {
        match &self.mode {
            Mode::Exact(_) => self.changes(text),
            Mode::Contextual { contextual, quotes, strict, .. } => {
                let changes = if *strict { marked(contextual, text) } else { contextual.changes(text) };
                match quotes {
                    Some(script) => with_quotes(changes, &quotes::marks(text, *script)),
                    None => changes,
                }
            }
        }
    }

    /// The changes to `source` that repair it and convert what is repaired.
    pub fn changes_of_repaired(&self, source: &str, repaired: &Repaired<'_>) -> Vec<Change> {
        let mut changes: Vec<Change> = self.changes_in_repaired(&repaired.text);
        if !repaired.is_mended() {
            return changes;
        }
        for change in &mut changes {
            change.edit.span = repaired.source_span(change.edit.span);
        }
        let mut all: Vec<Change> = Vec::with_capacity(changes.len() + repaired.damage.len());
        let mut changes = changes.into_iter().peekable();
        for damage in repaired.damage.iter().filter(|damage| damage.repaired) {
            while let Some(change) = changes.next_if(|change| change.edit.span.start < damage.span.start) {
                all.push(change);
            }
            // A repaired character that is converted too is one change.
            let covers = |change: &Change| change.edit.span.end >= damage.span.end;
            if let Some(change) = all.last_mut().filter(|change| change.edit.span.end > damage.span.start) {
                change.kind = ChangeKind::Repair;
            } else if let Some(mut change) =
                changes.next_if(|change| change.edit.span.start == damage.span.start && covers(change))
            {
                change.kind = ChangeKind::Repair;
                all.push(change);
            } else {
                let edit = Edit::replace(damage.span, damage.replacement.clone());
                all.push(Change { edit, kind: ChangeKind::Repair, doubt: None });
            }
        }
        all.extend(changes);
        debug_assert!(all.is_sorted_by(|a, b| a.edit.span.end <= b.edit.span.start));
        debug_assert!(all.iter().all(|change| change.edit.span.end <= source.len()));
        all
    }

    /// Length of the first part of `text` that can be converted without the rest: parts that are cut here
    /// and converted one by one, in parallel too, give what the whole text gives. Nothing if `text` must
    /// be longer to tell and `last` does not say that it ends here; nothing if it is empty.
    ///
    /// `text` starts where the last part ended. An exact conversion cuts at the first place from `size`
    /// bytes on where no word can go on; if there is none, see [`convert_start`](Self::convert_start). A
    /// conversion to a variant cuts at its own sections, which have at most 1 MiB.
    pub fn part(&self, text: &str, size: usize, last: bool) -> Option<usize> {
        let end = match &self.mode {
            Mode::Exact(engine) => engine.cut(text, size),
            Mode::Contextual { .. } => section_end(text),
        };
        end.or_else(|| (last && !text.is_empty()).then_some(text.len()))
    }

    /// Convert the beginning of `text`, appending to `out`, as far as it can be told without knowing what
    /// follows `text`. Returns its length; nothing if `text` must be longer.
    ///
    /// What is left behind it begins a new part: converted with what follows, it gives what the whole gives.
    /// So a text that [`part`](Self::part) cannot cut is converted in constant memory, one piece after the
    /// other.
    pub fn convert_start(&self, text: &str, out: &mut String) -> Option<usize> {
        match &self.mode {
            Mode::Exact(engine) => Some(engine.convert_start(text, out)).filter(|&end| end > 0),
            Mode::Contextual { .. } => {
                let end = section_end(text)?;
                self.convert_into(&text[..end], out);
                Some(end)
            }
        }
    }
}

/// Least bytes of a section, but for the last.
const SECTION: usize = 256 << 10;
/// Most bytes of a section.
const LONGEST_SECTION: usize = 1 << 20;

/// Text is converted to a variant section by section: what a section shows of its damage and of its script
/// decides for it alone. Sections end with a line and have at least 256 KiB, so that most documents are
/// one, and a text of any length needs no more memory than one. A line that goes on beyond 1 MiB is cut.
fn sections(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = section_end(rest).unwrap_or(rest.len());
        let (section, tail) = rest.split_at(end);
        rest = tail;
        (!section.is_empty()).then_some(section)
    })
}

fn section_end(text: &str) -> Option<usize> {
    let longest = text.floor_char_boundary(LONGEST_SECTION.min(text.len()));
    let line = text.as_bytes().get(SECTION..longest).and_then(|bytes| memchr::memchr(b'\n', bytes));
    line.map(|at| SECTION + at + 1).or((text.len() >= LONGEST_SECTION + 4).then_some(longest))
}

/// What stands around a doubtful place that was left as it is.
const MARKS: (char, char) = ('⟦', '⟧');

/// The changes without the doubtful ones, whose places are marked, unless they are already.
fn marked(contextual: &Contextual, text: &str) -> Vec<Change> {
    // Marks of an earlier run would stand between a character and its neighbours.
    let old: Vec<Edit> = text
        .match_indices(MARKS.0)
        .filter_map(|(open, mark)| {
            let inside = open + mark.len();
            let close = inside + text[inside..].chars().next()?.len_utf8();
            text[close..].starts_with(MARKS.1).then(|| [Span::new(open, inside), Span::at(close, mark.len())])
        })
        .flatten()
        .map(Edit::delete)
        .collect();
    let (plain, back) = (apply(text, &old), Back::new(&old));
    let is_marked =
        |span: Span| text[..span.start].ends_with(MARKS.0) && text[span.end..].starts_with(MARKS.1);
    let mut changes = contextual.changes(&plain);
    let mut doubts: BTreeMap<Span, Doubt> = BTreeMap::new();
    let decisions = contextual.decisions(&plain).into_iter();
    for Decision { span, candidates, reason, .. } in decisions.filter(|place| place.doubtful) {
        doubts.insert(back.span(span), Doubt { candidates, reason });
    }
    for change in &mut changes {
        change.edit.span = back.span(change.edit.span);
    }
    let mut all = Vec::with_capacity(changes.len());
    for mut change in changes {
        match change.doubt.take() {
            Some(doubt) => {
                doubts.insert(change.edit.span, doubt);
            }
            // What was marked before stays, whatever the text around it says now.
            None if is_marked(change.edit.span) => {}
            None => all.push(change),
        }
    }
    let mut others = all.into_iter().peekable();
    let mut all = Vec::with_capacity(others.len() + doubts.len());
    let mut done = 0;
    for (span, doubt) in doubts {
        while let Some(change) = others.next_if(|change| change.edit.span.start < span.end) {
            done = change.edit.span.end;
            all.push(change);
        }
        // A regional word or one of the user's has been chosen for the place.
        if done <= span.start && !is_marked(span) {
            let edit = Edit::replace(span, format!("{}{}{}", MARKS.0, span.of(text), MARKS.1));
            all.push(Change { edit, kind: ChangeKind::Doubtful, doubt: Some(doubt) });
        }
    }
    all.extend(others);
    all
}

/// The changes, and those of quotation marks that no other change touches.
fn with_quotes(changes: Vec<Change>, marks: &[quotes::Mark]) -> Vec<Change> {
    let mut all = Vec::with_capacity(changes.len() + marks.len());
    let mut changes = changes.into_iter().peekable();
    let mut done = 0;
    for &quotes::Mark { at, is, should } in marks {
        let span = Span::at(at, is.len_utf8());
        while let Some(change) = changes.next_if(|change| change.edit.span.start < span.end) {
            done = change.edit.span.end;
            all.push(change);
        }
        if done <= at {
            let edit = Edit::replace(span, should);
            all.push(Change { edit, kind: ChangeKind::Punctuation, doubt: None });
        }
    }
    all.extend(changes);
    all
}

pub(crate) fn definition(name: &str) -> Option<&'static Definition> {
    DEFINITIONS.iter().find(|definition| definition.name == name)
}

fn load(image: &'static [u8], user: &Entries) -> Engine {
    Engine::load(image, normalization(), user)
}

fn normalization() -> Lexicon {
    builtin::opencc("CJK_Compatibility_Ideographs").expect("built in")
}
