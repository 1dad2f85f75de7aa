//! Conversion to a variant, whatever the text is written in now.
//!
//! Every decision is taken on the Simplified form of the text, which is the same for Simplified,
//! Traditional and mixed input; the dictionary's words are found in it whole. What the character in the
//! text is, decides then:
//!
//! - a character that cannot stand in the target script is converted as the dictionary says;
//! - a character that can, and that only the target script has, stays;
//! - a character that both scripts have is converted where the line is in the other script, or where a
//!   word says that it is a leftover (`領導干部`), but not in a personal name.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Mutex;

use super::choice::{Choice, Chooser, Place};
use super::exact::{Engine, Reading};
use super::model::Model;
use super::model::candidates::Register;
use super::model::register::{is_marker, register_of};
use super::names;
use super::terms::Terms;
use super::{Candidate, Change, ChangeKind, Decision, Doubt, Explanation, Reason};
use crate::lexicon::{ACCEPTED_IN_HONG_KONG, Characters, Entries, Lexicon, builtin, is_han};
use crate::text::{Edit, Span};
use crate::variant::{Script, Variant};

/// Characters that stay or not in Simplified text, which only the word tells: 著作 and 看着, 瞭望 and 了解,
/// 狼藉 and 借口, 覆盖 and 答复.
const SEVERAL: [char; 14] =
    ['著', '瞭', '藉', '覆', '俱', '沈', '彷', '徬', '衹', '祇', '牠', '甦', '袷', '么'];

/// The dictionary for Simplified text: Traditional characters and what words make of them, the keys in the Simplified
/// form, so that mixed text finds them. And those of its words that have 著.
static SIMPLIFIED_WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/simplified.image"));
static PARTICLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/particles.image"));

/// Longest word that is looked for beside the one that was found, in characters.
const LONGEST_RIVAL: usize = 4;

/// What is known of a character whatever stands around it: it shows that its line is Simplified, or Traditional;
/// it shows Cantonese; it stays unless a word changes it; it becomes what the dictionary says; its Simplified form is
/// another character.
const SIMPLIFIED: u8 = 1;
const TRADITIONAL: u8 = 2;
const CANTONESE: u8 = 4;
const STAYS: u8 = 8;
const CONVERTED: u8 = 16;
const OTHER: u8 = 32;

/// Converts to one variant.
pub struct Contextual {
    target: Variant,
    /// The dictionary over the Simplified form of the text.
    engine: Engine,
    /// By code point: forms of other regions to those of the target.
    forms: Box<[char]>,
    /// By code point below 2^16: the flags above.
    facts: Box<[u8; 1 << 16]>,
    /// Regional vocabulary.
    terms: Option<Terms>,
    user: Option<Lexicon>,
    /// OpenCC's standard forms to those of the regions whose text the target's may be.
    regions: Vec<Lexicon>,
    /// Characters that only words of the target's region have: 枱 in Hong Kong.
    of_words: String,
    /// For Traditional targets.
    chooser: Option<Chooser>,
    /// For Hong Kong, which writes 着 and 著 by reading: the words that tell.
    particles: Option<Engine>,
    /// Memory of texts that were converted: new memory would have to be cleared by the system, page by page.
    spare: Mutex<Vec<(Vec<char>, Vec<u8>)>>,
}

/// A text is looked at window by window, so that the columns stay near to the processor: at least so many bytes and
/// up to the end of the line.
const WINDOW: usize = 6 << 10;

/// So many characters before and behind a window are in its columns too: features see some characters of other
/// lines; words and names do not go over a line end.
const AROUND: usize = 8;

/// What is seen of a text, or of a window of it, by character.
struct Columns<'e> {
    /// Byte offset of the first character in the text.
    from: usize,
    source: Vec<char>,
    /// Byte offset of each character behind that, and of the end.
    offsets: Vec<u32>,
    simplified: Vec<char>,
    /// What the dictionary makes of the Simplified form.
    reading: Reading<'e>,
    /// The flags of the character.
    facts: Vec<u8>,
    /// 1 where what becomes of the character is not what the dictionary says in any case.
    open: Vec<u8>,
    /// The script of the line.
    script: Vec<Script>,
    /// The register of the line.
    register: Vec<Register>,
}

/// A text and what is known of its characters whatever stands around them.
struct Characterized<'t> {
    text: &'t str,
    source: Vec<char>,
    facts: Vec<u8>,
    whole: Whole,
}

/// What the lines of a text take that show nothing themselves.
#[derive(Clone, Copy)]
struct Whole {
    script: Script,
    /// Nothing if no line shows one.
    register: Option<Register>,
}

/// A change on the walk over a text.
struct Found<'a> {
    /// The first character.
    at: usize,
    span: Span,
    value: &'a str,
    kind: ChangeKind,
    /// What decided, where that is doubtful.
    doubt: Option<Reason>,
    columns: &'a Columns<'a>,
}

impl Contextual {
    /// Load the dictionaries for a target.
    pub fn new(target: Variant, terms: bool, user: &Entries) -> Self {
        let name = match target {
            Variant::Hant => "s2t",
            Variant::HantTw => "s2tw",
            Variant::HantHk => "s2hk",
            Variant::Hans | Variant::HansCn => "",
        };
        let forms = forms(target);
        let form = |c: char| forms.get(c as usize).copied().unwrap_or(c);
        let engine = match super::definition(name) {
            Some(definition) => {
                let plain = super::load(definition.plain, &Entries::new());
                let words = builtin::mixed_words().entries().into_iter();
                let mut words: Entries =
                    words.map(|(word, spelling)| (word, plain.convert_whole(&spelling))).collect();
                let ours = builtin::traditional_words().entries().into_iter();
                words.extend(ours.map(|(word, value)| (word, value.chars().map(form).collect())));
                super::load(definition.plain, &words)
            }
            None => super::load(SIMPLIFIED_WORDS, &Entries::new()),
        };
        let regions = match target {
            Variant::HantTw => &["TWVariants"][..],
            Variant::HantHk => &["HKVariants"],
            Variant::Hant => &["TWVariants", "HKVariants"],
            Variant::Hans | Variant::HansCn => &[],
        };
        let regions = regions.iter().filter_map(|name| builtin::opencc(name)).collect();
        let mut of_words = String::new();
        let words = match target {
            Variant::HantTw => builtin::opencc("TWVariantsPhrases"),
            Variant::HantHk => builtin::opencc("HKVariantsPhrases"),
            _ => None,
        };
        if let Some(words) = words {
            words.for_each(|from, to| {
                let pairs = from.chars().zip(to.chars());
                of_words.extend(pairs.filter(|&(c, to)| c != to || form(to) != to).map(|(_, to)| to));
            });
        }
        let user = (!user.is_empty()).then(|| Lexicon::new(user));
        let chooser = (target.script() == Script::Traditional).then(|| Chooser::new(form));
        let terms = terms.then(|| Terms::new(target, form)).flatten();
        let facts = vec![0; 1 << 16].into_boxed_slice().try_into().expect("65536 items");
        let particles = (target == Variant::HantHk).then(|| super::load(PARTICLES, &Entries::new()));
        let spare = Mutex::default();
        let mut new =
            Self { target, engine, forms, facts, terms, user, regions, of_words, chooser, particles, spare };
        for c in '\0'..='\u{FFFF}' {
            new.facts[c as usize] = new.facts_of(c);
        }
        new
    }

    /// The changes that convert `text`, sorted, without overlaps.
    pub fn changes(&self, text: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        self.walk(text, |found| {
            let doubt = found.doubt.map(|reason| Doubt { candidates: self.candidates(found), reason });
            changes.push(Change { edit: Edit::replace(found.span, found.value), kind: found.kind, doubt });
        });
        changes
    }

    /// The places where a character has several forms, sorted.
    pub fn decisions(&self, text: &str) -> Vec<Decision> {
        let columns = self.columns(text);
        let mut users = self.users(text, &columns);
        let (columns, terms) = self.with_terms(text, columns, &mut users);
        let mut words = terms.into_iter().chain(users).map(|(from, to, _)| from..to).collect::<Vec<_>>();
        words.sort_by_key(|word| word.start);
        let in_word = |at: usize| {
            let before = words.partition_point(|word| word.start <= at);
            words[..before].last().is_some_and(|word| word.contains(&at))
        };
        let several =
            (0..columns.source.len()).filter(|&at| several_forms(columns.simplified[at]) && !in_word(at));
        let decision = |at: usize| {
            let (to, kind, doubt) = self.decide(&columns, at);
            let span = columns.span(at, at + 1);
            let mut buffer = [0; 4];
            let value = &*to.encode_utf8(&mut buffer);
            let found = Found { at, span, value, kind, doubt, columns: &columns };
            Decision {
                span,
                text: value.to_owned(),
                candidates: self.candidates(&found),
                reason: doubt.unwrap_or_else(|| self.reason(&columns, at)),
                doubtful: doubt.is_some(),
            }
        };
        several.map(decision).collect()
    }

    /// Why each ideograph of `text` becomes what it does; words of regions and of users are not looked at.
    pub fn explain(&self, text: &str) -> Vec<Explanation> {
        let columns = self.columns(text);
        let explanation = |at: usize| {
            let (to, _, doubt) = self.decide(&columns, at);
            let (from, len) = columns.reading.word(at);
            let value = || columns.reading.decided()[from..from + len].iter().collect();
            let chooser = self.chooser.as_ref();
            let votes =
                chooser.map_or_else(Vec::new, |chooser| chooser.votes(&Self::place(&columns, at), to));
            Explanation {
                span: columns.span(at, at + 1),
                text: to.to_string(),
                word: (len > 1).then(|| (columns.span(from, from + len), value())),
                reason: several_forms(columns.simplified[at])
                    .then(|| doubt.unwrap_or_else(|| self.reason(&columns, at))),
                doubtful: doubt.is_some(),
                votes,
            }
        };
        (0..columns.source.len()).filter(|&at| is_han(columns.source[at])).map(explanation).collect()
    }

    /// What decided about a character where that is not doubtful.
    fn reason(&self, columns: &Columns, at: usize) -> Reason {
        match self.choose(columns, at) {
            Some(choice) => choice.reason,
            None if columns.reading.is_covered(at) => Reason::Word,
            None => Reason::Alone,
        }
    }

    /// The forms of a character, the likeliest first.
    fn candidates(&self, found: &Found<'_>) -> Vec<Candidate> {
        if let (Some(chooser), Some(choice)) = (&self.chooser, self.choose(found.columns, found.at)) {
            return chooser.candidates(&choice, found.value.chars().next().unwrap_or_default());
        }
        let mut buffer = [0; 4];
        let simplified = found.columns.simplified[found.at].encode_utf8(&mut buffer);
        let forms = builtin::traditional_forms().get(simplified).unwrap_or_default();
        let mut texts = vec![found.value.to_owned()];
        for form in forms.chars().filter(|&c| c != ' ').map(|c| self.form(c).to_string()) {
            if !texts.contains(&form) {
                texts.push(form);
            }
        }
        let per_mille = (1000 / texts.len()) as u16;
        texts.into_iter().map(|text| Candidate { text, per_mille }).collect()
    }

    /// The target, where words of regions are left as they are.
    pub fn plain_variant(&self) -> Option<Variant> {
        self.terms.is_none().then_some(self.target)
    }

    /// Whether each character becomes one, and nothing but characters changes.
    pub fn is_by_character(&self) -> bool {
        self.terms.is_none() && self.user.is_none()
    }

    /// Convert `text`, appending to `out`.
    pub fn convert_into(&self, text: &str, out: &mut String) {
        out.reserve(text.len() + text.len() / 16);
        if self.is_by_character() {
            return self.each_window(text, |columns, range| self.write(columns, range, out));
        }
        let mut done = 0;
        self.walk(text, |found| {
            out.push_str(&text[done..found.span.start]);
            out.push_str(found.value);
            done = found.span.end;
        });
        out.push_str(&text[done..]);
    }

    /// Append what the characters of a range become.
    fn write(&self, columns: &Columns, range: Range<usize>, out: &mut String) {
        let reading = &columns.reading;
        let mut done = range.start;
        for at in memchr::memchr_iter(1, &columns.open[range.clone()]) {
            let at = range.start + at;
            let (to, ..) = self.decide(columns, at);
            if to != reading.decided()[at] {
                out.push_str(reading.made(done..at));
                out.push(to);
                done = at + 1;
            }
        }
        out.push_str(reading.made(done..range.end));
    }

    /// Calls `work` with the columns of each window of `text` and the characters in them that are the window's.
    fn each_window<'e>(&'e self, text: &str, mut work: impl FnMut(&Columns<'e>, Range<usize>)) {
        let text = self.characters_of(text);
        let mut columns = Columns::empty(&self.engine);
        let (mut start, mut first) = (0, 0);
        while start < text.text.len() {
            let end = self.engine.cut_lines(text.text, start + WINDOW);
            let last = first + text.text[start..end].chars().count();
            let range = self.fill(&mut columns, &text, start..end, first..last);
            work(&columns, range);
            (start, first) = (end, last);
        }
        let Characterized { source, facts, .. } = text;
        self.give_back(source, facts);
    }

    /// Calls `change` with everything that changes, from left to right.
    fn walk(&self, text: &str, mut change: impl FnMut(&Found<'_>)) {
        if self.is_by_character() {
            return self.each_window(text, |columns, range| self.characters(columns, range, &mut change));
        }
        let columns = self.columns(text);
        let mut users = self.users(text, &columns);
        let (columns, terms) = self.with_terms(text, columns, &mut users);
        let mut terms = terms.into_iter().peekable();
        let mut users = users.into_iter().peekable();
        let mut at = 0;
        while at < columns.source.len() {
            let user_from = users.peek().map_or(usize::MAX, |&(start, ..)| start);
            while terms.next_if(|&(start, ..)| start < at).is_some() {}
            let term_from = terms.peek().map_or(usize::MAX, |&(start, ..)| start);
            let until = columns.source.len().min(user_from).min(term_from);
            if at < until {
                self.characters(&columns, at..until, &mut change);
                at = until;
                continue;
            }
            let word = if user_from == at {
                users.next().map(|(_, end, value)| (end, value, ChangeKind::Dictionary))
            } else {
                let term = terms.next().filter(|&(_, end, _)| end <= user_from);
                term.map(|(_, end, value)| (end, value, ChangeKind::Term))
            };
            let Some((end, value, kind)) = word else {
                self.characters(&columns, at..at + 1, &mut change);
                at += 1;
                continue;
            };
            let span = columns.span(at, end);
            if span.of(text) != value {
                change(&Found { at, span, value: &value, kind, doubt: None, columns: &columns });
            }
            at = end;
        }
    }

    /// Calls `change` with the characters of a range that change.
    fn characters(&self, columns: &Columns, range: Range<usize>, change: &mut impl FnMut(&Found<'_>)) {
        let mut buffer = [0; 4];
        for at in range {
            let c = columns.source[at];
            let facts = columns.facts[at];
            let decided = columns.reading.decided()[at];
            let (to, kind, doubt) = if facts & STAYS != 0 && decided == c {
                continue;
            } else if facts & CONVERTED != 0 {
                (decided, ChangeKind::Script, None)
            } else {
                self.decide(columns, at)
            };
            if to != c {
                let value = to.encode_utf8(&mut buffer);
                change(&Found { at, span: columns.span(at, at + 1), value, kind, doubt, columns });
            }
        }
    }

    /// What is known of a character whatever stands around it.
    fn facts_of(&self, c: char) -> u8 {
        let characters = Characters::get();
        let simplified = characters.simplified(c);
        let several =
            |c: char| self.chooser.is_some() && Model::get().place(characters.simplified(c)).is_some();
        // Only what is still there when the line is converted counts, or converting it again would see another
        // script.
        let shown = match characters.script(self.form(c)) {
            Some(Script::Simplified) => SIMPLIFIED,
            // One with several forms may have to go.
            Some(Script::Traditional) if several(c) => 0,
            Some(Script::Traditional) => TRADITIONAL,
            None => 0,
        };
        let register = if is_marker(simplified) { CANTONESE } else { 0 };
        let fate = match (self.target.script(), characters.script(c)) {
            (Script::Simplified, Some(Script::Simplified)) => STAYS,
            (Script::Simplified, None) if simplified == c && !SEVERAL.contains(&c) => STAYS,
            (Script::Traditional, script) if simplified == c && !several(c) => match script {
                None if c == '著' && self.particles.is_some() => 0,
                None => STAYS,
                Some(_) if !several_forms(c) => CONVERTED,
                Some(_) => 0,
            },
            _ => 0,
        };
        let form = if self.plain(c) == c { 0 } else { OTHER };
        shown | register | fate | form
    }

    /// The columns of all of `text`.
    fn columns(&self, text: &str) -> Columns<'_> {
        let mut columns = Columns::empty(&self.engine);
        let text = self.characters_of(text);
        self.fill(&mut columns, &text, 0..text.text.len(), 0..text.source.len());
        self.give_back(text.source, text.facts);
        columns
    }

    /// Keep the memory of a text for the next one.
    fn give_back(&self, source: Vec<char>, facts: Vec<u8>) {
        self.spare.lock().expect("no thread panics with it").push((source, facts));
    }

    fn characters_of<'t>(&self, text: &'t str) -> Characterized<'t> {
        let spare = self.spare.lock().expect("no thread panics with it").pop();
        let (mut source, mut facts) = spare.unwrap_or_default();
        let len = text.chars().count();
        // In this way no vector is asked for room at each character.
        source.resize(len, '\0');
        facts.resize(len, 0);
        for ((place, facts), c) in source.iter_mut().zip(&mut facts).zip(text.chars()) {
            *place = c;
            *facts = self.facts(c);
        }
        let counts = Counts::of(&facts);
        let script = counts.script(self.target.script().other());
        let register = register_of(counts.cantonese, len);
        Characterized { text, source, facts, whole: Whole { script, register } }
    }

    /// Make `columns` those of a window of `text`, whole lines, and of what stands around it. The window is given by
    /// bytes and by characters. Returns the place of its characters in the columns.
    fn fill(
        &self,
        columns: &mut Columns,
        text: &Characterized<'_>,
        window: Range<usize>,
        chars: Range<usize>,
    ) -> Range<usize> {
        let Columns { from, source, offsets, simplified, reading, facts, open, script, register } = columns;
        let around = chars.start.saturating_sub(AROUND)..text.source.len().min(chars.end + AROUND);
        let range = chars.start - around.start..chars.end - around.start;
        let bytes = |chars: &[char]| chars.iter().map(|c| c.len_utf8()).sum::<usize>();
        *from = window.start - bytes(&text.source[around.start..chars.start]);
        let to = window.end + bytes(&text.source[chars.end..around.end]);
        source.clear();
        source.extend_from_slice(&text.source[around.clone()]);
        facts.clear();
        facts.extend_from_slice(&text.facts[around]);
        let mut at = 0;
        offsets.clear();
        offsets.extend(source.iter().map(|c| {
            let here = at;
            at += c.len_utf8() as u32;
            here
        }));
        offsets.push(u32::try_from(to - *from).expect("a section is shorter"));
        simplified.clear();
        if facts.iter().fold(0, |all, facts| all | facts) & OTHER == 0 {
            simplified.extend_from_slice(source);
            reading.read(&text.text[*from..to], offsets);
        } else {
            simplified.extend(source.iter().map(|&c| self.plain(c)));
            reading.read_characters(simplified);
        }
        open.clear();
        let decided = reading.decided().iter();
        open.extend(facts.iter().zip(&*source).zip(decided).map(|((&facts, c), decided)| {
            // Without branches, so that many are done at a time.
            u8::from(facts & CONVERTED == 0) & (u8::from(facts & STAYS == 0) | u8::from(c != decided))
        }));
        Self::lines(source, facts, range.clone(), text.whole, (script, register));
        range
    }

    /// The Simplified form that a character is looked up by. A rare one that no Traditional character becomes (𫍢) is
    /// seen as it will be when it is converted, so that its neighbours are decided alike before and after.
    fn plain(&self, c: char) -> char {
        let plain = Characters::get().simplified(c);
        if (plain as u32) < 1 << 16 || self.target.script() == Script::Simplified {
            return plain;
        }
        let converted = self.engine.convert_whole(plain.encode_utf8(&mut [0; 4]));
        converted.chars().next().map_or(plain, |c| Characters::get().simplified(c))
    }

    #[inline]
    fn facts(&self, c: char) -> u8 {
        self.facts.get(c as usize).copied().unwrap_or_else(|| self.facts_of(c))
    }

    /// What becomes of a character, why, and what decided where that is doubtful.
    fn decide(&self, columns: &Columns, at: usize) -> (char, ChangeKind, Option<Reason>) {
        let characters = Characters::get();
        let c = columns.source[at];
        let decided = columns.reading.decided()[at];
        let target = self.target.script();
        let script = characters.script(c);
        if c == '著'
            && let Some(words) = &self.particles
        {
            let from = at.saturating_sub(LONGEST_RIVAL);
            let near = &columns.simplified[from..columns.simplified.len().min(at + 1 + LONGEST_RIVAL)];
            let read = words.convert_whole(&near.iter().collect::<String>());
            return (read.chars().nth(at - from).unwrap_or(c), ChangeKind::Variant, None);
        }
        match target {
            Script::Simplified if script == Some(target) => (c, ChangeKind::Script, None),
            Script::Traditional => {
                if let Some(choice) = self.choose(columns, at)
                    && (choice.to.is_some() || columns.simplified[at] == c)
                {
                    let to = choice.to.unwrap_or_else(|| self.form(c));
                    let kind = if choice.to.is_some() { choice.kind } else { ChangeKind::Variant };
                    return (to, kind, choice.doubtful.then_some(choice.reason));
                }
                if columns.simplified[at] != c {
                    let form = self.form(c);
                    // 臺 is 台 in Hong Kong, and 台 is 枱 in its words; 無線 is 無綫 where it is a name there.
                    let plain = columns.simplified[at];
                    let regional = || {
                        self.of_words.contains(decided)
                            && decided != self.engine.character(plain)
                            && Model::get().place(plain).is_none()
                    };
                    let word =
                        (characters.simplified(form) == form || regional()) && columns.reading.is_covered(at);
                    return (if word { decided } else { form }, ChangeKind::Variant, None);
                }
                if script.is_some() {
                    return (
                        decided,
                        ChangeKind::Script,
                        (several_forms(c) && !columns.reading.is_covered(at)).then_some(Reason::Alone),
                    );
                }
                if decided == c {
                    return (c, ChangeKind::Leftover, None);
                }
                if decided == self.form(c) {
                    return (decided, ChangeKind::Variant, None);
                }
                self.decide_legal(columns, at, decided)
            }
            Script::Simplified => {
                if script.is_some() {
                    // 乾道 is a word and 幹道 another; both look the same in the Simplified form.
                    let other =
                        decided != c && characters.simplified(decided) != decided && !is_form(decided, c);
                    let to = if other { columns.simplified[at] } else { decided };
                    return (to, ChangeKind::Script, None);
                }
                let simplified_line = columns.script[at] == Script::Simplified;
                if columns.simplified[at] == c
                    && (!SEVERAL.contains(&c) || simplified_line && is_simplified(c))
                    || simplified_line && !columns.reading.is_covered(at)
                {
                    return (c, ChangeKind::Leftover, None);
                }
                (decided, ChangeKind::Leftover, None)
            }
        }
    }

    /// The form of a character that has several.
    fn choose(&self, columns: &Columns, at: usize) -> Option<Choice> {
        self.chooser.as_ref()?.choose(&Self::place(columns, at))
    }

    #[inline]
    fn place<'c>(columns: &'c Columns<'_>, at: usize) -> Place<'c> {
        Place {
            sources: &columns.source,
            decided: columns.reading.decided()[at],
            simplified: &columns.simplified,
            reading: &columns.reading,
            at,
            script: columns.script[at],
            register: columns.register[at],
        }
    }

    /// A character that both scripts have and that the dictionary would convert.
    fn decide_legal(
        &self,
        columns: &Columns,
        at: usize,
        decided: char,
    ) -> (char, ChangeKind, Option<Reason>) {
        let c = columns.source[at];
        let mut buffer = [0; 4];
        if builtin::name_characters().get(c.encode_utf8(&mut buffer)).is_some()
            && names::covers(&columns.simplified, &columns.reading, false, at)
        {
            return (c, ChangeKind::Leftover, Some(Reason::Name));
        }
        if columns.script[at] == Script::Simplified {
            return (decided, ChangeKind::Script, None);
        }
        if names::is_given_name(&columns.simplified, &columns.reading, at) {
            return (c, ChangeKind::Leftover, Some(Reason::Name));
        }
        if columns.reading.is_covered(at) {
            if self.is_contested(columns, at) {
                return (c, ChangeKind::Leftover, Some(Reason::Word));
            }
            let decided_text = &*decided.encode_utf8(&mut buffer);
            let pairs = [builtin::free_spellings(), builtin::tolerated_spellings()];
            let free =
                pairs.iter().any(|pairs| pairs.get(decided_text).is_some_and(|other| other.starts_with(c)));
            let form = if free || self.is_variant(c, decided) { c } else { decided };
            return (form, ChangeKind::Leftover, None);
        }
        match builtin::leftovers().get(c.encode_utf8(&mut buffer)) {
            Some(_) => (decided, ChangeKind::Leftover, Some(Reason::Alone)),
            None => (c, ChangeKind::Leftover, None),
        }
    }

    /// The script of the line that each character of a range is in: that of most characters that belong to one
    /// script, or where a line has none, that of the whole text. And the register of the line, or of the whole text
    /// where the line shows none.
    fn lines(
        text: &[char],
        facts: &[u8],
        range: Range<usize>,
        whole: Whole,
        (scripts, registers): (&mut Vec<Script>, &mut Vec<Register>),
    ) {
        scripts.clear();
        scripts.resize(range.start, whole.script);
        registers.clear();
        registers.resize(range.start, Register::Common);
        let mut start = range.start;
        for line in text[range].split_inclusive(|&c| c == '\n') {
            let end = start + line.len();
            let counts = Counts::of(&facts[start..end]);
            scripts.resize(end, counts.script(whole.script));
            let own =
                whole.register.and_then(|whole| register_of(counts.cantonese, line.len()).or(Some(whole)));
            registers.resize(end, own.unwrap_or(Register::Common));
            start = end;
        }
    }

    #[inline]
    fn form(&self, c: char) -> char {
        self.forms.get(c as usize).copied().unwrap_or(c)
    }

    /// Whether another word than the one that was found holds the character as it is: 面對 in 意面對.
    fn is_contested(&self, columns: &Columns, at: usize) -> bool {
        let text = &columns.simplified;
        (at.saturating_sub(LONGEST_RIVAL - 1)..=at).any(|from| {
            let here: String = text[from..text.len().min(from + LONGEST_RIVAL)].iter().collect();
            columns.reading.word_from(from) == 0
                && self
                    .engine
                    .word(&here)
                    .is_some_and(|word| word.get(at - from) == Some(&columns.source[at]))
        })
    }

    /// Whether the two are one character in the forms of two regions: 核 and 覈.
    fn is_variant(&self, c: char, decided: char) -> bool {
        let mut buffer = [0; 4];
        let decided = decided.encode_utf8(&mut buffer);
        self.regions.iter().any(|forms| forms.get(decided).is_some_and(|form| form.starts_with(c)))
    }

    /// The columns of the text in which the words of the region stand already, so that the characters beside them
    /// are decided as they will be read; with them the words: first and last character, and value. Offsets
    /// are those of `text`, and so is the script of the lines. A user's words come first; `users` follow.
    fn with_terms<'e>(
        &'e self,
        text: &str,
        columns: Columns<'e>,
        users: &mut [(usize, usize, String)],
    ) -> (Columns<'e>, Vec<(usize, usize, String)>) {
        let Some(terms) = &self.terms else { return (columns, Vec::new()) };
        // Only what is still there when the text is converted counts for its script.
        let forms: Vec<char> = columns.source.iter().map(|&c| self.form(c)).collect();
        let taken = users.iter().map(|&(from, to, _)| from..to);
        let mut found = terms.find(&forms, &columns.simplified, taken);
        if found.is_empty() {
            return (columns, found);
        }
        let mut middle = String::with_capacity(text.len() + text.len() / 16);
        let (mut offsets, mut script) = (Vec::new(), Vec::new());
        let mut users = users.iter_mut().peekable();
        let mut at = 0;
        let mut keep =
            |upto: usize, middle: &mut String, offsets: &mut Vec<u32>, script: &mut Vec<Script>| {
                for index in at..upto {
                    while let Some(user) = users.next_if(|user| user.0 <= index) {
                        let len = user.1 - user.0;
                        *user = (offsets.len(), offsets.len() + len, std::mem::take(&mut user.2));
                    }
                    middle.push(columns.source[index]);
                    offsets.push(columns.offsets[index]);
                    script.push(columns.script[index]);
                }
                at = upto;
            };
        for (from, to, value) in &mut found {
            keep(*from, &mut middle, &mut offsets, &mut script);
            let start = offsets.len();
            middle.push_str(value);
            offsets.resize(start + value.chars().count(), columns.offsets[*from]);
            script.resize(offsets.len(), columns.script[*from]);
            keep(*to, &mut String::new(), &mut Vec::new(), &mut Vec::new());
            (*from, *to) = (start, offsets.len());
        }
        keep(columns.source.len(), &mut middle, &mut offsets, &mut script);
        offsets.push(text.len() as u32);
        let columns = self.columns(&middle);
        // A line whose words showed its script, and show none any more, is judged as it will be read.
        let mut start = 0;
        for line in columns.source.split_inclusive(|&c| c == '\n') {
            let end = start + line.len();
            if line.iter().all(|&c| Characters::get().script(self.form(c)).is_none()) {
                script[start..end].copy_from_slice(&columns.script[start..end]);
            }
            start = end;
        }
        (Columns { offsets, script, ..columns }, found)
    }

    /// A user's words: first and last character, and value.
    fn users(&self, text: &str, columns: &Columns) -> Vec<(usize, usize, String)> {
        let Some(lexicon) = &self.user else { return Vec::new() };
        let mut found = Vec::new();
        let mut at = 0;
        while at < columns.source.len() {
            let start = columns.offsets[at] as usize;
            match lexicon.longest(&text[start..]) {
                Some((len, value)) => {
                    let end = columns.offsets.partition_point(|&offset| (offset as usize) < start + len);
                    found.push((at, end, value.to_owned()));
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }
}

/// How many characters of a text show something.
#[derive(Clone, Copy, Default)]
struct Counts {
    simplified: usize,
    traditional: usize,
    cantonese: usize,
}

impl Counts {
    fn of(facts: &[u8]) -> Self {
        /// Bits of a count.
        const BITS: u32 = 21;
        /// What each mixture of the flags adds to three counts in one number.
        const ADDED: [u64; 8] = {
            let mut added = [0; 8];
            let mut flags = 0;
            while flags < 8 {
                added[flags as usize] = flags & 1 | (flags >> 1 & 1) << BITS | (flags >> 2) << (2 * BITS);
                flags += 1;
            }
            added
        };
        const { assert!(SIMPLIFIED == 1 && TRADITIONAL == 2 && CANTONESE == 4) }
        let mut counts = Self::default();
        for facts in facts.chunks((1 << BITS) - 1) {
            let sum: u64 = facts.iter().map(|&facts| ADDED[usize::from(facts & 7)]).sum();
            let count = |index: u32| (sum >> (index * BITS)) as usize & ((1 << BITS) - 1);
            counts.simplified += count(0);
            counts.traditional += count(1);
            counts.cantonese += count(2);
        }
        counts
    }

    fn script(self, otherwise: Script) -> Script {
        match self.simplified.cmp(&self.traditional) {
            Ordering::Greater => Script::Simplified,
            Ordering::Less => Script::Traditional,
            // Both scripts in one line: it has been converted in part.
            Ordering::Equal if self.simplified > 0 => Script::Traditional,
            Ordering::Equal => otherwise,
        }
    }
}

impl<'e> Columns<'e> {
    fn empty(engine: &'e Engine) -> Self {
        Self {
            from: 0,
            source: Vec::new(),
            offsets: Vec::new(),
            simplified: Vec::new(),
            reading: Reading::empty(engine),
            facts: Vec::new(),
            open: Vec::new(),
            script: Vec::new(),
            register: Vec::new(),
        }
    }

    /// The bytes of some characters.
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.from + self.offsets[from] as usize, self.from + self.offsets[to] as usize)
    }
}

/// Whether a character that both scripts have is the Simplified form of another: 么 of 麼.
fn is_simplified(c: char) -> bool {
    let mut buffer = [0; 4];
    let forms = builtin::traditional_forms().get(c.encode_utf8(&mut buffer));
    forms.is_some_and(|forms| !forms.contains(c))
}

/// Whether a Simplified character has a Traditional form: 麽, a rare one, has 麼.
fn is_form(simplified: char, form: char) -> bool {
    let mut buffer = [0; 4];
    let forms = builtin::traditional_forms().get(simplified.encode_utf8(&mut buffer));
    forms.is_some_and(|forms| forms.contains(form))
}

fn several_forms(c: char) -> bool {
    let mut buffer = [0; 4];
    let forms = builtin::traditional_forms().get(c.encode_utf8(&mut buffer));
    forms.is_some_and(|forms| forms.contains(' '))
}

/// Forms of other regions to the form of the target, for characters of the Traditional script.
fn forms(target: Variant) -> Box<[char]> {
    let mut forms = HashMap::new();
    let (own, foreign) = match target {
        Variant::HantTw => ("TWVariants", "HKVariantsRev"),
        Variant::HantHk => ("HKVariants", "TWVariantsRev"),
        Variant::Hant => ("", ""),
        Variant::Hans | Variant::HansCn => return Box::default(),
    };
    let entries = |name| builtin::opencc(name).map_or_else(Entries::new, |lexicon| lexicon.entries());
    let (own, foreign) = (entries(own), entries(foreign));
    let mut standard = String::new();
    builtin::traditional_forms().for_each(|_, forms| standard.push_str(forms));
    let one = |text: &str| text.chars().next().expect("no empty values");
    for (from, to) in &own {
        forms.insert(one(from), one(to));
    }
    for (from, to) in foreign {
        // A form that OpenCC's standard has as well is right in every region: 台, 核.
        let accepted = target == Variant::HantHk && ACCEPTED_IN_HONG_KONG.contains(&one(&from));
        if !accepted && !standard.contains(&from) && !forms.contains_key(&one(&from)) {
            let to = own.get(&to).unwrap_or(&to);
            forms.insert(one(&from), one(to));
        }
    }
    for (from, to) in builtin::other_forms().entries() {
        let (to, only) = to.split_once(' ').unwrap_or((&to, ""));
        if only.is_empty() || target == Variant::HantTw {
            forms.entry(one(&from)).or_insert_with(|| one(own.get(to).map_or(to, String::as_str)));
        }
    }
    // 著 is 着 in Hong Kong where it is read so, which the form alone does not tell.
    forms.remove(&'著');
    (0..1 << 16)
        .map(|c| char::from_u32(c).unwrap_or_default())
        .map(|c| forms.get(&c).copied().unwrap_or(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::exact::image::{Layout, Pool};

    #[test]
    fn the_build_script_converts_words_as_the_engine_does() {
        let convert =
            crate::convert::load(crate::convert::definition("tw2s").unwrap().plain, &Entries::new());
        let mut words = Entries::from([("著".to_owned(), "着".to_owned())]);
        let mut add = |key: &str, value: String| {
            let key: String = key.chars().map(|c| Characters::get().simplified(c)).collect();
            if value.chars().count() == key.chars().count() {
                words.entry(key).or_insert(value);
            }
        };
        for (key, value) in builtin::simplified_words().entries() {
            add(&key, value);
        }
        for name in ["TSPhrases", "TWVariantsRevPhrases"] {
            builtin::opencc(name).unwrap().for_each(|key, _| add(key, convert.convert_whole(key)));
        }
        let image =
            |words: &Entries| Layout::new(words, &Entries::new(), &[].into(), &[]).write(&Pool::new());
        assert!(image(&words) == SIMPLIFIED_WORDS);
        words.retain(|word, _| word.contains('著'));
        assert!(image(&words) == PARTICLES);
    }
}
