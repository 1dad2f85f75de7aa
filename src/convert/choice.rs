//! Which of its Traditional forms a character gets, and whether one that stands there already may stay.

use super::exact::Reading;
use super::model::candidates::{MOST, Register};
use super::model::division::{Verdict, is_cut};
use super::model::features::{Features, Matched};
use super::model::hash::{self, neighbour};
use super::model::{Judgement, Model};
use super::names;
use super::{Candidate, ChangeKind, Reason, Votes};
use crate::lexicon::{Characters, Lexicon, builtin, is_han};
use crate::variant::Script;

/// A character that could be a leftover stays in Traditional text where it is at least this likely, in
/// thousandths.
const STAYS: u16 = 150;
/// The same for one that is nearly always a leftover where no word holds it.
const LEFTOVER: u16 = 200;
/// A character that only Traditional text has stays where it is at least this likely.
const CONVERTED: u16 = 40;
/// The same for one that is a free spelling in other words (佔, 註): good writers differ in more words than a text has.
const CONVERTED_FREE: u16 = 10;
/// What looks like a name keeps its character where that is at least this likely: 始于 before a title is no surname.
const NAMED: u16 = 5;
/// The same for a surname that ends or begins a word, or stands before one: 对于小姐, 范围, 于北京.
const NAMED_BEFORE: u16 = 200;
/// A word of so many characters in OpenCC's dictionary decides by itself: it was listed because it is rare.
const RULES: usize = 4;
/// One shorter by a character decides where its form is at least this likely.
const RULES_WHERE: u16 = 30;
/// Words that overlap it decide in its place where they leave a reading that is so many bits cheaper.
const DIVIDES: u16 = 6;
/// One of two characters decides where nothing else is much likelier.
const TIPS: u16 = 300;
/// Below this a decision is doubtful: that lists about 6 % of the places and four fifths of the errors.
const SURE: u16 = 950;

/// Chooses among forms, for one target.
pub struct Chooser {
    model: &'static Model,
    /// By character of the model: its forms as the target writes them.
    forms: Vec<[char; MOST]>,
    /// By character: for each form the first one that good writers use for the same word.
    free: Vec<[usize; MOST]>,
    /// By character: for each form whether it is one that good writers put for another, in some of its words.
    marked: Vec<[bool; MOST]>,
    /// As `free`, with forms that a careful editor changes but that are no error.
    tolerated: Vec<[usize; MOST]>,
    /// By character: whether names keep it, and whether it is nearly always a leftover.
    kinds: Vec<(bool, bool)>,
}

/// What the chooser sees of a place.
pub struct Place<'a> {
    /// The whole text.
    pub sources: &'a [char],
    /// What the dictionary makes of it.
    pub decided: char,
    /// The whole text in its Simplified form.
    pub simplified: &'a [char],
    /// What the dictionary makes of it.
    pub reading: &'a Reading<'a>,
    /// Which character it is.
    pub at: usize,
    /// The script of its line.
    pub script: Script,
    /// The register of its line.
    pub register: Register,
}

impl Place<'_> {
    /// Whether the character that stands here says something: in Simplified text one that both scripts have does not.
    fn is_evidence(&self) -> bool {
        self.script == Script::Traditional || self.sources[self.at] != self.simplified[self.at]
    }
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

impl Choice {
    /// The first form of a character, which needs no judgement: it is written, or it stays.
    fn first(place: usize, to: Option<char>) -> Self {
        let mut per_mille = [0; MOST];
        per_mille[0] = 1000;
        let kind = if to.is_none() { ChangeKind::Leftover } else { ChangeKind::Script };
        Self { to, kind, reason: Reason::Context, doubtful: false, place, per_mille }
    }
}

impl Chooser {
    /// A chooser for a target that writes each form of `OpenCC`'s standard as `form` says.
    pub fn new(form: impl Fn(char) -> char) -> Self {
        let model = Model::get();
        let mut forms = Vec::new();
        let (mut free, mut marked, mut tolerated) = (Vec::new(), Vec::new(), Vec::new());
        let mut kinds = Vec::new();
        for row in model.candidates() {
            let mut written = ['\0'; MOST];
            let (mut free_forms, mut tolerated_forms) = ([0; MOST], [0; MOST]);
            let mut marked_forms = [false; MOST];
            for index in 0..row.forms.len() {
                written[index] = form(row.standard(index));
                let written = |other| written[index] == written[other];
                let pair = |other: usize, pairs| {
                    are_pair(pairs, &row.forms[index], &row.forms[other])
                        || are_pair(pairs, &row.forms[other], &row.forms[index])
                };
                let (alike, near) = (builtin::free_spellings(), builtin::tolerated_spellings());
                let free = |other| written(other) || pair(other, alike);
                free_forms[index] = (0..index).find(|&other| free(other)).unwrap_or(index);
                tolerated_forms[index] =
                    (0..index).find(|&other| free(other) || pair(other, near)).unwrap_or(index);
                marked_forms[index] =
                    (0..row.forms.len()).any(|other| are_pair(alike, &row.forms[index], &row.forms[other]));
            }
            forms.push(written);
            free.push(free_forms);
            marked.push(marked_forms);
            tolerated.push(tolerated_forms);
            let mut buffer = [0; 4];
            let character = &*row.simplified.encode_utf8(&mut buffer);
            kinds.push((
                builtin::name_characters().get(character).is_some(),
                builtin::leftovers().get(character).is_some(),
            ));
        }
        Self { model, forms, free, marked, tolerated, kinds }
    }

    /// What becomes of a character that has several forms; nothing if it has not.
    pub fn choose(&self, place: &Place<'_>) -> Option<Choice> {
        let &Place { sources, decided, simplified, reading, at, script, register } = place;
        let index = self.model.place(simplified[at])?;
        let source = sources[at];
        let row = &self.model.candidates()[index];
        let row_says = row.position(decided);
        let own = row.position(source);
        let (of_names, leftover) = self.kinds[index];
        let simplified_only = Characters::get().script(source) == Some(Script::Simplified);
        let named = of_names && own.is_some() && source == simplified[at] && is_name(place);
        let evidence = own.filter(|_| named || place.is_evidence());
        if row_says == Some(0)
            && evidence.is_none_or(|form| form == 0)
            && !named
            && self.model.is_first(simplified, at)
        {
            let stays = own.is_some() && !simplified_only && script == Script::Traditional;
            return Some(Choice::first(index, (!stays).then_some(decided)));
        }
        let matched = Matched::new(row, decided, reading.word(at), at);
        let features = self.model.features(simplified, at, index, matched);
        let mut judgement = self.model.score(row, &features, register);
        let matched = self.divided(matched, &features, simplified, at);
        if asks_for_topic(&judgement, evidence, matched) {
            judgement = self.model.with_topic(judgement, simplified, at);
        }
        let judged = Judged::new(self, index, matched, judgement);
        if let Some(own) = own
            && named
            && judged.share(own) < SURE
            && judged.per_mille[own]
                >= if may_be_none(self.model, simplified, at) { NAMED_BEFORE } else { NAMED }
        {
            let kept = judged.choice(None, ChangeKind::Leftover, own);
            return Some(Choice { reason: Reason::Name, doubtful: true, ..kept });
        }
        let form = judged.form(simplified, at);
        let to = if row_says == Some(form) { decided } else { self.forms[index][form] };
        if simplified_only || own.is_none() && source == simplified[at] {
            return Some(judged.choice(Some(to), ChangeKind::Script, form));
        }
        let own = own?;
        let free = &self.free[index];
        let own_per_mille = judged.per_mille[own];
        if source != simplified[at] {
            // The dictionary has the word with it: 不瞭解.
            let listed = matched.len + 1 >= RULES && matched.form == Some(own);
            let stays = own_per_mille >= CONVERTED
                || listed && !judged.is_cut(simplified, at)
                || free[own] == free[form] && self.is_written(place, index, (own, own_per_mille))
                || is_short(simplified, at) && (matched.len == 1 || is_spelling(place, matched));
            return Some(if stays || own == form {
                judged.choice(None, ChangeKind::OverConverted, own)
            } else {
                judged.choice(Some(to), ChangeKind::OverConverted, form)
            });
        }
        if script == Script::Simplified || is_simplified(sources, at, matched) {
            let to = if own == form && matched.form != Some(form) { None } else { Some(to) };
            return Some(judged.choice(to, ChangeKind::Script, form));
        }
        let stays = if matched.len == 1 && leftover { LEFTOVER } else { STAYS };
        let tolerated = sum_of_alike(&self.tolerated[index], &judged.per_mille, own);
        let stays = tolerated >= stays && own_per_mille >= CONVERTED / 2;
        Some(if stays || free[own] == free[form] {
            judged.choice(None, ChangeKind::Leftover, own)
        } else {
            judged.choice(Some(to), ChangeKind::Leftover, form)
        })
    }

    /// Whether a form is one that good writers put at a place, of those that are free in some words: 註 in 註冊, not in
    /// 註意.
    fn is_written(&self, place: &Place<'_>, index: usize, (form, per_mille): (usize, u16)) -> bool {
        !self.marked[index][form]
            || per_mille >= CONVERTED_FREE
            || self.model.words().have(place.simplified, place.at, form)
    }

    /// The word of `OpenCC` that begins inside of the one that was matched and decides by itself: 一出戏院 in 刚一出戏院.
    fn longer(&self, matched: Matched, text: &[char], at: usize) -> Option<Matched> {
        let words = self.model.words();
        if matched.len == 1 || matched.len >= RULES || matched.at == 0 {
            return None;
        }
        let (left, right) = words.reach(text, at);
        (at - left.min(matched.at - 1)..=at).find_map(|from| {
            let mut key = hash::word(at - from);
            (from..=at + right).find_map(|last| {
                key = hash::mix(key, neighbour(text[last]).into());
                let len = last + 1 - from;
                let form = if last >= at && len >= RULES { words.votes(key)?[0] } else { None };
                form.map(|form| Matched { form: Some(form), len, at: at - from })
            })
        })
    }

    /// The word that decides: a long one that begins inside of the one that was matched, or where words of several forms
    /// overlap, the one that leaves words on both sides. The longest match from the left takes the first three characters
    /// of 参与制造.
    fn divided(&self, matched: Matched, features: &Features, text: &[char], at: usize) -> Matched {
        if let Some(longer) = self.longer(matched, text, at) {
            return longer;
        }
        match features.verdict {
            Some(Verdict { word, bits, .. })
                if matched.len < RULES && matched.form != Some(word.form) && bits >= DIVIDES =>
            {
                Matched { form: Some(word.form), len: word.left + 1 + word.right, at: word.left }
            }
            _ => matched,
        }
    }

    /// What speaks for each form at a place, the likeliest first; nothing if the character has one form.
    pub fn votes(&self, place: &Place<'_>, written: char) -> Vec<Votes> {
        let &Place { decided, simplified, reading, at, register, .. } = place;
        let (Some(index), Some(choice)) = (self.model.place(simplified[at]), self.choose(place)) else {
            return Vec::new();
        };
        let row = &self.model.candidates()[index];
        let matched = Matched::new(row, decided, reading.word(at), at);
        let features = self.model.features(simplified, at, index, matched);
        let [priors, mut context, words] = self.model.parts(row, &features, register);
        let near = self.model.score(row, &features, register);
        let matched = self.divided(matched, &features, simplified, at);
        let own = row.position(place.sources[at]);
        if asks_for_topic(&near, own.filter(|_| place.is_evidence()), matched) {
            let all = self.model.with_topic(near, simplified, at);
            let both = all.scores().iter().zip(near.scores());
            context.iter_mut().zip(both).for_each(|(context, (all, near))| *context += all - near);
        }
        let votes = self.candidates(&choice, written).into_iter().filter_map(|candidate| {
            let form = candidate.text.chars().next().expect("a form is a character");
            let form = (0..row.forms.len())
                .find(|&other| self.forms[index][other] == form)
                .or_else(|| row.position(form))?;
            Some(Votes { candidate, prior: priors[form], context: context[form], words: words[form] })
        });
        votes.collect()
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

/// A judgement, and the word that speaks beside it.
struct Judged<'c> {
    chooser: &'c Chooser,
    /// The character of the model.
    index: usize,
    matched: Matched,
    per_mille: [u16; MOST],
    /// The likeliest form, each with those that may be written for it.
    best: usize,
}

impl<'c> Judged<'c> {
    fn new(chooser: &'c Chooser, index: usize, matched: Matched, judgement: Judgement) -> Self {
        let best = judgement.best();
        let mut new = Self { chooser, index, matched, per_mille: judgement.per_mille(), best };
        // Most characters have no two forms that count as one.
        if new.forms().any(|form| chooser.free[index][form] != form) {
            new.best = new
                .forms()
                .fold(best, |best, form| if new.share(form) > new.share(best) { form } else { best });
        }
        new
    }

    fn forms(&self) -> std::ops::Range<usize> {
        0..self.chooser.model.candidates()[self.index].forms.len()
    }

    /// The share of a form with those that may be written for it.
    fn share(&self, form: usize) -> u16 {
        sum_of_alike(&self.chooser.free[self.index], &self.per_mille, form)
    }

    /// The form that is written where nothing else stands.
    fn form(&self, text: &[char], at: usize) -> usize {
        let (matched, best) = (self.matched, self.best);
        let free = &self.chooser.free[self.index];
        match matched.form {
            Some(form) if matched.len > 1 && self.share(form) < SURE && self.is_cut(text, at) => {
                let others = self.forms().filter(|&other| free[other] != free[form]);
                let other = others.max_by_key(|&other| self.share(other));
                let alike = free[form] == free[best] && self.per_mille[form] >= RULES_WHERE;
                other.filter(|&other| self.share(other) >= TIPS).unwrap_or(if alike { form } else { best })
            }
            Some(form) if matched.len >= RULES || stands_alone(text, at, matched) => form,
            Some(form) if matched.len + 1 == RULES && self.share(form) >= RULES_WHERE => form,
            Some(form) if matched.len == 2 && self.share(form) >= TIPS => form,
            // Of two free spellings that of the dictionary, so that a text has one.
            Some(form) if free[form] == free[best] => form,
            _ => best,
        }
    }

    /// Whether the word leaves much worse words beside it than a division that cuts it.
    fn is_cut(&self, text: &[char], at: usize) -> bool {
        let from = at - self.matched.at;
        let words = self.chooser.model.words();
        self.matched.len < RULES && is_cut(words, text, from, from + self.matched.len)
    }

    fn choice(&self, to: Option<char>, kind: ChangeKind, form: usize) -> Choice {
        let Self { matched, best, index, per_mille, .. } = *self;
        let by_word = matched.form == Some(form) && (matched.len + 1 >= RULES || form != best);
        let reason = if by_word { Reason::Word } else { Reason::Context };
        Choice { to, kind, reason, doubtful: self.share(form) < SURE, place: index, per_mille }
    }
}

/// The sum of what the forms have that count as one with a form.
fn sum_of_alike(alike: &[usize; MOST], per_mille: &[u16; MOST], form: usize) -> u16 {
    let alike = alike.iter().zip(per_mille).filter(|&(&other, _)| other == alike[form]);
    alike.map(|(_, &per_mille)| per_mille).sum()
}

/// Whether the characters near a place do not settle its form, or the form that stands there or that of the dictionary's
/// word is another.
fn asks_for_topic(near: &Judgement, own: Option<usize>, matched: Matched) -> bool {
    let word = matched.form.filter(|_| matched.len > 1);
    !near.is_clear() || [own, word].into_iter().flatten().any(|form| form != near.best())
}

/// Whether `pairs` has two of these spellings.
fn are_pair(pairs: &Lexicon, spellings: &str, others: &str) -> bool {
    spellings.chars().any(|c| {
        let mut buffer = [0; 4];
        let forms = pairs.get(c.encode_utf8(&mut buffer)).unwrap_or_default();
        others.chars().any(|other| forms.contains(other))
    })
}

/// Whether nothing but a word of the dictionary stands here, so that there is no context to see.
fn stands_alone(text: &[char], at: usize, matched: Matched) -> bool {
    let begin = at - matched.at;
    matched.len > 1
        && begin.checked_sub(1).is_none_or(|left| !is_han(text[left]))
        && text.get(begin + matched.len).is_none_or(|&right| !is_han(right))
}

/// Whether two characters at most stand here with no word in them, so that nothing speaks against what is written.
fn is_short(text: &[char], at: usize) -> bool {
    const SHORT: usize = 2;
    let han = |c: &&char| is_han(**c);
    let before = text[..at].iter().rev().take(SHORT).take_while(han).count();
    let behind = text[at..].iter().take(SHORT + 1).take_while(han).count();
    before + behind <= SHORT
}

/// Whether the dictionary has another spelling of its word, with the character that is written here.
fn is_spelling(place: &Place<'_>, matched: Matched) -> bool {
    let begin = place.at - matched.at;
    let word: String = place.simplified[begin..begin + matched.len].iter().collect();
    let mut spellings = builtin::other_spellings().get(&word).unwrap_or_default().split(' ');
    spellings.any(|spelling| spelling.chars().nth(matched.at) == Some(place.sources[place.at]))
}

/// Whether the dictionary's word is written in Simplified characters here, whatever its line is in.
fn is_simplified(sources: &[char], at: usize, matched: Matched) -> bool {
    let word = at - matched.at..at - matched.at + matched.len;
    let mut scripts = sources[word].iter().filter_map(|&c| Characters::get().script(c)).peekable();
    matched.len >= RULES && scripts.peek().is_some() && scripts.all(|script| script == Script::Simplified)
}

/// Whether a surname ends a word, or begins one that is no name, or stands before one, so that it may be no surname.
fn may_be_none(model: &Model, text: &[char], at: usize) -> bool {
    let is_word =
        |from: usize| text.get(from..from + 2).is_some_and(|pair| model.words().is_word(pair[0], pair[1]));
    names::is_surname(text[at])
        && (at > 0 && is_word(at - 1) || names::is_bare(text, at) && (is_word(at) || is_word(at + 1)))
}

/// Whether the character, one that names keep, belongs to a name.
fn is_name(place: &Place<'_>) -> bool {
    let &Place { simplified, reading, at, .. } = place;
    names::covers(simplified, reading, place.decided == place.sources[at], at)
        || place.script == Script::Traditional
            && (names::is_given_name(simplified, reading, at) || names::is_foreign(simplified, at))
}
