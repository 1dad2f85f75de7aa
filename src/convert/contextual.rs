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
const SEVERAL: [char; 13] = ['著', '瞭', '藉', '覆', '俱', '沈', '彷', '徬', '衹', '牠', '甦', '袷', '么'];

/// Longest word that is looked for beside the one that was found, in characters.
const LONGEST_RIVAL: usize = 4;

/// What is known of a character whatever stands around it: it shows that its line is Simplified, or Traditional;
/// it shows Cantonese; it stays unless a word changes it; it becomes what the dictionary says.
const SIMPLIFIED: u8 = 1;
const TRADITIONAL: u8 = 2;
const CANTONESE: u8 = 4;
const STAYS: u8 = 8;
const CONVERTED: u8 = 16;

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
    /// For Traditional targets.
    chooser: Option<Chooser>,
}

/// What is seen of a text, by character.
struct Columns<'e> {
    source: Vec<char>,
    /// Byte offset of each character, and of the end.
    offsets: Vec<u32>,
    simplified: Vec<char>,
    /// What the dictionary makes of the Simplified form.
    reading: Reading<'e>,
    /// The flags of the character.
    facts: Vec<u8>,
    /// The script of the line.
    script: Vec<Script>,
    /// The register of the line.
    register: Vec<Register>,
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
        let engine = match super::definition(name) {
            Some(definition) => super::load(definition.plain, &Entries::new()),
            None => Engine::from_entries(&simplified_words(), super::normalization()),
        };
        let regions = match target {
            Variant::HantTw => &["TWVariants"][..],
            Variant::HantHk => &["HKVariants"],
            Variant::Hant => &["TWVariants", "HKVariants"],
            Variant::Hans | Variant::HansCn => &[],
        };
        let regions = regions.iter().filter_map(|name| builtin::opencc(name)).collect();
        let user = (!user.is_empty()).then(|| Lexicon::new(user));
        let forms = forms(target);
        let form = |c: char| forms.get(c as usize).copied().unwrap_or(c);
        let chooser = (target.script() == Script::Traditional).then(|| Chooser::new(form));
        let terms = terms.then(|| Terms::new(target, form)).flatten();
        let facts = vec![0; 1 << 16].into_boxed_slice().try_into().expect("65536 items");
        let mut new = Self { target, engine, forms, facts, terms, user, regions, chooser };
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

    /// Convert `text`, appending to `out`.
    pub fn convert_into(&self, text: &str, out: &mut String) {
        out.reserve(text.len() + text.len() / 16);
        let mut done = 0;
        self.walk(text, |found| {
            out.push_str(&text[done..found.span.start]);
            out.push_str(found.value);
            done = found.span.end;
        });
        out.push_str(&text[done..]);
    }

    /// Calls `change` with everything that changes, from left to right.
    fn walk(&self, text: &str, mut change: impl FnMut(&Found<'_>)) {
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
        let own = simplified == c && !several(c) && self.target.script() == Script::Traditional;
        let fate = match characters.script(c) {
            None if own => STAYS,
            Some(_) if own && !several_forms(c) => CONVERTED,
            _ => 0,
        };
        shown | register | fate
    }

    fn columns(&self, text: &str) -> Columns<'_> {
        let characters = Characters::get();
        // Most text is Chinese, three bytes a character.
        let room = text.len() / 3 + text.len() / 32 + 1;
        let (mut source, mut simplified) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let (mut offsets, mut facts) = (Vec::with_capacity(room), Vec::with_capacity(room));
        let mut same = true;
        for (at, c) in text.char_indices() {
            let form = characters.simplified(c);
            same &= form == c;
            source.push(c);
            offsets.push(at as u32);
            simplified.push(form);
            facts.push(self.facts.get(c as usize).copied().unwrap_or_else(|| self.facts_of(c)));
        }
        offsets.push(u32::try_from(text.len()).expect("a section is shorter"));
        let (script, register) = self.lines(&source, &facts);
        let form = if same { text.to_owned() } else { simplified.iter().collect() };
        let reading = Reading::new(&self.engine, form);
        Columns { source, offsets, simplified, reading, facts, script, register }
    }

    /// What becomes of a character, why, and what decided where that is doubtful.
    fn decide(&self, columns: &Columns, at: usize) -> (char, ChangeKind, Option<Reason>) {
        let characters = Characters::get();
        let c = columns.source[at];
        let decided = columns.reading.decided()[at];
        let target = self.target.script();
        let script = characters.script(c);
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
                    let regional =
                        || decided != self.engine.character(plain) && Model::get().place(plain).is_none();
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
                    let other = decided != c && characters.simplified(decided) != decided;
                    let to = if other { columns.simplified[at] } else { decided };
                    return (to, ChangeKind::Script, None);
                }
                if columns.simplified[at] == c && !SEVERAL.contains(&c)
                    || columns.script[at] == Script::Simplified && !columns.reading.is_covered(at)
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
            source: columns.source[at],
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

    /// The script of the line that each character is in: that of most characters that belong to one script,
    /// or where a line has none, that of the whole text; a text without any is not in the target's. And the
    /// register of the line, or of the whole text where the line shows none.
    fn lines(&self, text: &[char], facts: &[u8]) -> (Vec<Script>, Vec<Register>) {
        let count = |facts: &[u8]| {
            let mut counts = [0; 3];
            for fact in facts {
                for (flag, count) in [SIMPLIFIED, TRADITIONAL, CANTONESE].into_iter().zip(&mut counts) {
                    *count += usize::from(fact & flag != 0);
                }
            }
            counts
        };
        let [simplified, traditional, markers] = count(facts);
        let whole = majority((simplified, traditional), self.target.script().other());
        let register = register_of(markers, text.len());
        let (mut scripts, mut registers) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut start = 0;
        for line in text.split_inclusive(|&c| c == '\n') {
            let end = start + line.len();
            let [simplified, traditional, markers] = count(&facts[start..end]);
            scripts.resize(end, majority((simplified, traditional), whole));
            let own = register.and_then(|whole| register_of(markers, line.len()).or(Some(whole)));
            registers.resize(end, own.unwrap_or(Register::Common));
            start = end;
        }
        (scripts, registers)
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
        let mut found = terms.find(&forms, &columns.simplified);
        found.retain(|(from, to, _)| !users.iter().any(|(start, end, _)| start < to && from < end));
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

impl Columns<'_> {
    /// The bytes of some characters.
    fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.offsets[from] as usize, self.offsets[to] as usize)
    }
}

fn several_forms(c: char) -> bool {
    let mut buffer = [0; 4];
    let forms = builtin::traditional_forms().get(c.encode_utf8(&mut buffer));
    forms.is_some_and(|forms| forms.contains(' '))
}

fn majority((simplified, traditional): (usize, usize), otherwise: Script) -> Script {
    match simplified.cmp(&traditional) {
        Ordering::Greater => Script::Simplified,
        Ordering::Less => Script::Traditional,
        // Both scripts in one line: it has been converted in part.
        Ordering::Equal if simplified > 0 => Script::Traditional,
        Ordering::Equal => otherwise,
    }
}

/// Forms of other regions to the form of the target, for characters of the Traditional script.
fn forms(target: Variant) -> Box<[char]> {
    let mut forms = HashMap::new();
    let (own, foreign) = match target {
        Variant::HantTw => ("TWVariants", "HKVariantsRev"),
        Variant::HantHk => ("HKVariants", "TWVariantsRev"),
        _ => return Box::default(),
    };
    let own = builtin::opencc(own).expect("built in");
    let foreign = builtin::opencc(foreign).expect("built in");
    let standard: String = builtin::traditional_forms().entries().into_values().collect();
    let one = |text: &str| text.chars().next().expect("no empty values");
    for (from, to) in own.entries() {
        forms.insert(one(&from), one(&to));
    }
    for (from, to) in foreign.entries() {
        // A form that OpenCC's standard has as well is right in every region: 台, 核.
        let accepted = target == Variant::HantHk && ACCEPTED_IN_HONG_KONG.contains(&one(&from));
        if !accepted && !standard.contains(&from) && !forms.contains_key(&one(&from)) {
            let to = own.get(&to).unwrap_or(&to);
            forms.insert(one(&from), one(to));
        }
    }
    // 著 is 着 in Hong Kong where it is read so, which the form alone does not tell.
    forms.remove(&'著');
    (0..1 << 16)
        .map(|c| char::from_u32(c).unwrap_or_default())
        .map(|c| forms.get(&c).copied().unwrap_or(c))
        .collect()
}

/// The dictionary for Simplified text: Traditional characters and what words make of them, the keys in
/// the Simplified form, so that mixed text finds them.
fn simplified_words() -> Entries {
    let characters = Characters::get();
    let convert = super::load(super::definition("tw2s").expect("built in").plain, &Entries::new());
    let mut entries = Entries::from([("著".to_owned(), "着".to_owned())]);
    let mut add = |key: &str, value: String| {
        let key: String = key.chars().map(|c| characters.simplified(c)).collect();
        if value.chars().count() == key.chars().count() {
            entries.entry(key).or_insert(value);
        }
    };
    for (key, value) in builtin::simplified_words().entries() {
        add(&key, value);
    }
    for name in ["TSPhrases", "TWVariantsRevPhrases"] {
        // All at once: no key has a line end in it, so each is converted as if it stood alone.
        let mut keys = String::new();
        builtin::opencc(name).expect("built in").for_each(|key, _| {
            keys.push_str(key);
            keys.push('\n');
        });
        let values = convert.convert_whole(&keys);
        for (key, value) in keys.lines().zip(values.lines()) {
            add(key, value.to_owned());
        }
    }
    entries
}
