//! Which of its Traditional forms a character gets, and whether one that stands there already may stay.

use super::model::Model;
use super::model::candidates::{MOST, Register};
use super::model::features::Matched;
use super::names;
use super::{Candidate, ChangeKind, Reason};
use crate::lexicon::{Characters, builtin};
use crate::variant::Script;

/// A character that could be a leftover stays in Traditional text where it is at least this likely, in
/// thousandths.
const STAYS: u16 = 100;
/// The same for one that is nearly always a leftover where no word holds it.
const LEFTOVER: u16 = 500;
/// A character that only Traditional text has stays where it is at least this likely.
const CONVERTED: u16 = 20;
/// Of two free spellings, that of the dictionary is written where it is at least this likely.
const SPELLING: u16 = 50;
/// Below this a decision is doubtful: that lists about 5 % of the places and three quarters of the errors.
const SURE: u16 = 950;

/// Chooses among forms, for one target.
pub struct Chooser {
    model: &'static Model,
    /// By character of the model: its forms as the target writes them.
    forms: Vec<[char; MOST]>,
    /// By character: for each form the first one that good writers use for the same word.
    free: Vec<[usize; MOST]>,
}

/// What the chooser sees of a place.
pub struct Place<'a> {
    /// The character in the text.
    pub source: char,
    /// What the dictionary makes of it.
    pub decided: char,
    /// The whole text in its Simplified form.
    pub simplified: &'a [char],
    /// Length of the word that begins at each character, 0 inside of words and at single characters.
    pub words: &'a [u8],
    /// Which character it is.
    pub at: usize,
    /// The script of its line.
    pub script: Script,
    /// The register of its line.
    pub register: Register,
}

/// What was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The form; nothing if the character stays what it is.
    pub to: Option<char>,
    /// Why it is changed.
    pub kind: ChangeKind,
    /// What decided.
    pub reason: Reason,
    /// Whether a person should look at it.
    pub doubtful: bool,
    /// The character of the model, for [`Chooser::candidates`].
    place: usize,
    per_mille: [u16; MOST],
}

impl Chooser {
    /// A chooser for a target that writes each form of `OpenCC`'s standard as `form` says.
    pub fn new(form: impl Fn(char) -> char) -> Self {
        let model = Model::get();
        let mut forms = Vec::new();
        let mut free = Vec::new();
        for row in model.candidates() {
            let mut written = ['\0'; MOST];
            let mut same = [0; MOST];
            for index in 0..row.forms.len() {
                written[index] = form(row.standard(index));
                let of_dictionary = |other: &usize| free_pair(row.standard(*other), row.standard(index));
                same[index] = (0..row.forms.len())
                    .find(|other| {
                        *other == index
                            || of_dictionary(other)
                            || free_pair(row.standard(index), row.standard(*other))
                    })
                    .unwrap_or(index);
            }
            forms.push(written);
            free.push(same);
        }
        Self { model, forms, free }
    }

    /// What becomes of a character that has several forms; nothing if it has not.
    pub fn choose(&self, place: &Place<'_>) -> Option<Choice> {
        let &Place { source, decided, simplified, words, at, script, register } = place;
        let index = self.model.place(simplified[at])?;
        let row = &self.model.candidates()[index];
        let matched = Matched::new(row, decided, words, at);
        let judgement = self.model.judge(simplified, at, index, matched, register);
        let per_mille = judgement.per_mille();
        let count = row.forms.len();
        let free = &self.free[index];
        // The share of a form with those that may be written for it.
        let share = |form: usize| -> u16 {
            (0..count).filter(|&other| free[other] == free[form]).map(|other| per_mille[other]).sum()
        };
        let choice = |to: Option<char>, kind, form: usize| Choice {
            to,
            kind,
            reason: Reason::Context,
            doubtful: share(form) < SURE,
            place: index,
            per_mille,
        };
        let own = row.position(source);
        if let Some(own) = own
            && is_name(place)
        {
            return Some(Choice {
                reason: Reason::Name,
                doubtful: true,
                ..choice(None, ChangeKind::Leftover, own)
            });
        }
        let best = (0..count).fold(
            judgement.best(),
            |best, form| {
                if share(form) > share(best) { form } else { best }
            },
        );
        let form = match matched.form {
            Some(form) if free[form] == free[best] && per_mille[form] >= SPELLING => form,
            _ => best,
        };
        let to = if matched.form == Some(form) { decided } else { self.forms[index][form] };
        let simplified_only = Characters::get().script(source) == Some(Script::Simplified);
        if simplified_only || own.is_none() && source == simplified[at] {
            return Some(choice(Some(to), ChangeKind::Script, form));
        }
        let own = own?;
        if source != simplified[at] {
            let stays = per_mille[own] >= CONVERTED || share(own) >= STAYS && per_mille[own] >= CONVERTED / 2;
            return Some(if stays || own == form {
                choice(None, ChangeKind::OverConverted, own)
            } else {
                choice(Some(to), ChangeKind::OverConverted, form)
            });
        }
        if script == Script::Simplified {
            let to = if own == form && matched.form != Some(form) { None } else { Some(to) };
            return Some(choice(to, ChangeKind::Script, form));
        }
        let stays = if matched.len == 1 && is_leftover(source) { LEFTOVER } else { STAYS };
        Some(if own == form || share(own) >= stays && per_mille[own] >= CONVERTED / 2 {
            choice(None, ChangeKind::Leftover, own)
        } else {
            choice(Some(to), ChangeKind::Leftover, form)
        })
    }

    /// The forms of a choice, the likeliest first; `written` is how the text will have one of them.
    pub fn candidates(&self, choice: &Choice, written: char) -> Vec<Candidate> {
        let row = &self.model.candidates()[choice.place];
        let mut forms = self.forms[choice.place];
        if let Some(form) = row.position(written) {
            forms[form] = written;
        }
        let forms = &forms[..row.forms.len()];
        let mut candidates: Vec<Candidate> = forms
            .iter()
            .zip(choice.per_mille)
            .map(|(form, per_mille)| Candidate { text: form.to_string(), per_mille })
            .collect();
        candidates.sort_by_key(|candidate| std::cmp::Reverse(candidate.per_mille));
        candidates
    }
}

/// Whether good writers use both for the same word.
fn free_pair(dictionary: char, other: char) -> bool {
    let mut buffer = [0; 4];
    let form = builtin::free_spellings().get(dictionary.encode_utf8(&mut buffer));
    form.is_some_and(|form| form.contains(other))
}

fn is_leftover(c: char) -> bool {
    builtin::leftovers().get(c.encode_utf8(&mut [0; 4])).is_some()
}

/// Whether the character belongs to a name, and is one that names keep.
fn is_name(place: &Place<'_>) -> bool {
    let mut buffer = [0; 4];
    builtin::name_characters().get(place.source.encode_utf8(&mut buffer)).is_some()
        && (names::covers(place.simplified, place.words, place.decided == place.source, place.at)
            || place.script == Script::Traditional && names::is_given_name(place.simplified, place.at))
}
