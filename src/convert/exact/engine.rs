//! The walk over a text: one pass, longest key first, all stages at once.

use std::collections::BTreeSet;

use super::ids;
use super::image::{Reader, is_wide};
use super::sink::{Edits, Noted, Sink, Writer};
use super::table::{AFTER_ASCII, BYTES, COLD, EDGE, FIRST, Match, Notable, Table, USER, decode};
use crate::lexicon::{Entries, Lexicon};
use crate::text::{Edit, Span};

/// One of OpenCC's conversions, ready to run; immutable.
pub struct Engine {
    main: Table,
    /// The stages, one after the other, for regions.
    stages: Vec<Table>,
    /// Regions that do not begin with two three-byte characters.
    odd_triggers: BTreeSet<Box<str>>,
    /// Compatibility ideographs and what they become before anything else.
    normal: Lexicon,
    /// Bytes that may have to be seen behind a place before it can be converted.
    lookahead: usize,
    /// Longest run of ASCII characters at the beginning of a key that goes on with others.
    ascii_prefix: usize,
    /// Those of [`CUTS`] that a user's key holds.
    user_cuts: String,
    /// Whether every ASCII character can begin a key: a user has one of ASCII characters only.
    ascii_keys: bool,
}

/// Bytes that are converted at once. A compatibility ideograph makes a whole block be done again.
const BLOCK: usize = 16 << 10;

/// Characters that stand in no key of a dictionary, so that no match reaches over them; a test checks it.
pub const CUTS: [char; 7] = ['\n', ' ', '，', '。', '！', '？', '；'];

/// A compatibility ideograph was met; the text must be normalized first.
struct Normalize;

/// What comes at a place that the fast loop does not know.
enum Step<'a> {
    Keep(usize),
    Character(u32),
    Replace(Match<'a>),
    Region,
}

impl Engine {
    /// Load an image that the build script laid out.
    pub fn load(image: &'static [u8], normal: Lexicon, user: &Entries) -> Self {
        let reader = &mut Reader(image);
        let mut main = Table::load(reader);
        let triggers: Vec<_> = (0..reader.number()).map(|_| reader.string()).collect();
        let stages: Vec<_> = (0..reader.byte()).map(|_| Table::load(reader)).collect();

        let mut entries = user.clone();
        for (key, value) in user {
            entries.insert(normalize(key, &normal), value.clone());
        }
        main.add_user(&entries);
        let mut odd_triggers = BTreeSet::<Box<str>>::new();
        for trigger in triggers {
            let mut chars = trigger.chars();
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) if is_wide(first) && is_wide(second) => {
                    main.add_trigger(first, second);
                }
                _ => {
                    odd_triggers.insert(trigger.into());
                }
            }
        }
        for trigger in &odd_triggers {
            main.add_odd(trigger);
        }
        ('\u{2FF0}'..='\u{2FFF}').for_each(|c| main.chars[c as usize] |= COLD);
        normal.for_each(|key, _| {
            if let Some(flags) = key.chars().next().and_then(|c| main.chars.get_mut(c as usize)) {
                *flags |= COLD;
            }
        });
        let ascii = |key: &str| key.bytes().take_while(u8::is_ascii).count();
        let prefixes = main.odd.iter().map(|odd| &odd.key).chain(&odd_triggers).map(|key| ascii(key));
        let ascii_prefix = prefixes.max().unwrap_or(0);
        let ascii_keys = entries.keys().any(|key| key.is_ascii());
        let longest = main.longest + stages.iter().map(|stage| stage.longest * 4).sum::<usize>();
        Self {
            lookahead: longest.max(ids::LONGEST * 4) + 16,
            main,
            stages,
            odd_triggers,
            normal,
            ascii_prefix,
            ascii_keys,
            user_cuts: CUTS.into_iter().filter(|&c| entries.keys().any(|key| key.contains(c))).collect(),
        }
    }

    /// Convert `text`, appending to `out`. Returns how many bytes of it were converted: all if `last`, else
    /// as many as can be told without knowing what follows.
    pub fn convert(&self, text: &str, last: bool, out: &mut Writer) -> usize {
        out.expect(text.len() + text.len() / 16 + 2 * 4096);
        let mut from = 0;
        let mut len = BLOCK;
        loop {
            let to = text.ceil_char_boundary((from + len).min(text.len()));
            let done = self.block(&text[from..to], last && to == text.len(), out);
            from += done;
            if to == text.len() && (last || done == 0) {
                return from;
            }
            // A block whose end decides about its beginning must be longer.
            len = if done == 0 { len * 2 } else { BLOCK };
        }
    }

    fn block(&self, text: &str, last: bool, out: &mut Writer) -> usize {
        out.reserve(text.len() + text.len() / 16);
        let start = out.bytes().len();
        if let Ok(done) = self.walk(text, last, out) {
            return done;
        }
        out.truncate(start);
        let normal = normalize(text, &self.normal);
        let Ok(done) = self.walk(&normal, last, out) else {
            unreachable!("normalized text holds no compatibility ideographs outside of descriptions")
        };
        // One character stands for one, so that counting them leads back.
        let chars = normal[..done].chars().count();
        text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
    }

    /// First place at or after `at` where `text` can be cut so that both parts, converted alone, give what
    /// the whole gives: behind a character that no key holds, and in no ideographic description.
    pub fn cut(&self, text: &str, at: usize) -> Option<usize> {
        let mut from = text.floor_char_boundary(at.min(text.len()));
        loop {
            let offset = text[from..].find(|c| CUTS.contains(&c) && !self.user_cuts.contains(c))?;
            let end = from + offset + text[from + offset..].chars().next().map_or(0, char::len_utf8);
            if is_undescribed(text, end) {
                return Some(end);
            }
            from = end;
        }
    }

    /// End of the first line at or after `at` behind which `text` can be cut as [`cut`](Self::cut) cuts it. No key
    /// may hold a line end.
    pub fn cut_lines(&self, text: &str, at: usize) -> usize {
        debug_assert!(!self.user_cuts.contains('\n'));
        let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[at.min(text.len())..]);
        ends.map(|end| at + end + 1).find(|&end| is_undescribed(text, end)).unwrap_or(text.len())
    }

    /// All of `text`, converted.
    pub fn convert_whole(&self, text: &str) -> String {
        let mut out = Writer::default();
        self.convert(text, true, &mut out);
        out.into_text()
    }

    /// All of `text`, converted and appended to `out`.
    pub fn convert_into(&self, text: &str, out: &mut String) {
        let mut writer = Writer::behind(std::mem::take(out).into_bytes());
        self.convert(text, true, &mut writer);
        *out = writer.into_text();
    }

    /// As much of `text` as can be converted without knowing what follows it, appended to `out`; its length.
    pub fn convert_start(&self, text: &str, out: &mut String) -> usize {
        let mut writer = Writer::behind(std::mem::take(out).into_bytes());
        let end = self.convert(text, false, &mut writer);
        *out = writer.into_text();
        end
    }

    /// The edits that convert `text`, sorted.
    pub fn edits(&self, text: &str) -> Vec<Edit> {
        let mut edits = Edits::default();
        if self.walk(text, true, &mut edits).is_ok() {
            return edits.0;
        }
        let mut edits = Edits::default();
        let normal = normalize(text, &self.normal);
        assert!(self.walk(&normal, true, &mut edits).is_ok(), "normalized text");
        // Put the normalized characters that no edit covers among the edits, in offsets of `text`.
        let mut merged: Vec<Edit> = Vec::new();
        let mut edits = edits.0.into_iter().peekable();
        let mut at = 0;
        let mut covered = 0;
        for ((source, from), to) in text.char_indices().zip(normal.chars()) {
            if let Some(edit) = edits.next_if(|edit| edit.span.start == at) {
                let chars = edit.span.of(&normal).chars().count();
                let end =
                    text[source..].char_indices().nth(chars).map_or(text.len(), |(len, _)| source + len);
                covered = at + edit.span.len();
                merged.push(Edit::replace(Span::new(source, end), edit.text));
            } else if at >= covered && from != to {
                merged.push(Edit::replace(Span::at(source, from.len_utf8()), to));
            }
            at += to.len_utf8();
        }
        merged
    }

    /// What becomes of a character alone, if that is one for another.
    pub fn character(&self, c: char) -> char {
        self.main.character(c)
    }

    /// What becomes of the word of several characters that `text` begins with, if it does.
    pub fn word(&self, text: &str) -> Option<Vec<char>> {
        let found =
            self.main.longest_at(text, 0).filter(|found| text[..found.len].chars().nth(1).is_some())?;
        Some(self.convert_whole(&text[..found.len]).chars().collect())
    }

    /// Convert all of `text` and note the words that are replaced as a whole, as spans of the text without
    /// compatibility ideographs, which it is behind this. Returns whether it had none.
    pub fn note(&self, text: &mut String, noted: &mut Noted) -> bool {
        noted.clear();
        noted.writer.reserve(text.len() + text.len() / 16 + 64);
        if self.walk(text, true, noted).is_ok() {
            return true;
        }
        noted.clear();
        *text = normalize(text, &self.normal);
        assert!(self.walk(text, true, noted).is_ok(), "normalized text");
        false
    }

    /// The word of one or more characters that holds the byte `at`; `noted` are the spans that
    /// [`note`](Self::note) found in `text`, and at `begin`, not behind `at`, a word begins.
    pub fn segment(&self, text: &str, noted: &[Span], begin: usize, at: usize) -> Span {
        let next = noted.partition_point(|span| span.end <= at);
        if let Some(&span) = noted.get(next).filter(|span| span.start <= at) {
            return span;
        }
        let known = next.checked_sub(1).map_or(0, |last| noted[last].end).max(begin);
        let bytes = text.as_bytes();
        let mut from = at;
        while from >= known + 3 && bytes[from - 3] & 0xF0 == 0xE0 && self.is_bound(bytes, from) {
            from -= 3;
        }
        loop {
            let (_, one) = decode(bytes, from).expect("inside of the text");
            let len = self.longest(text, from).map_or(one, |found| found.len);
            if from + len > at {
                return Span::at(from, len);
            }
            from += len;
        }
    }

    fn walk<S: Sink>(&self, text: &str, last: bool, sink: &mut S) -> Result<usize, Normalize> {
        let bytes = text.as_bytes();
        let limit = if last { bytes.len() } else { bytes.len().saturating_sub(self.lookahead) };
        let mut at = 0;
        let mut ascii_from = 0;
        while at < limit {
            let lead = bytes[at];
            if lead < 0x80 {
                if !self.ascii_keys {
                    ascii_from = at;
                    at = sink.ascii(bytes, at, limit);
                } else if let Some(found) = self.longest(text, at) {
                    sink.replace(bytes, Span::at(at, found.len), found.value.unwrap_or_default());
                    at += found.len;
                    ascii_from = at;
                } else {
                    sink.keep(bytes, Span::at(at, 1));
                    at += 1;
                }
                continue;
            }
            if at > ascii_from
                && bytes[at - 1] < 0x80
                && self.flags(bytes, at) & AFTER_ASCII != 0
                && let Some((back, step)) = self.after_ascii(text, at, at - ascii_from)?
            {
                sink.take_back(back);
                at -= back;
                match step {
                    Step::Replace(found) => {
                        let value = found.value.unwrap_or_default();
                        sink.replace(bytes, Span::at(at, found.len), value);
                        at += found.len;
                    }
                    _ => match self.region(text, at, last, sink)? {
                        Some(end) => at = end,
                        None => return Ok(at),
                    },
                }
                ascii_from = at;
                continue;
            }
            if lead & 0xF0 == 0xE0 {
                let from = at;
                at = self.wide_run(text, at, limit, sink);
                if at > from {
                    ascii_from = at;
                    continue;
                }
            }
            match self.step(text, at)? {
                Step::Keep(len) => {
                    sink.keep(bytes, Span::at(at, len));
                    at += len;
                }
                Step::Character(utf8) => {
                    sink.wide(bytes, at, utf8);
                    at += 3;
                }
                Step::Replace(Match { len, value: Some(value), .. }) => {
                    sink.replace(bytes, Span::at(at, len), value);
                    at += len;
                }
                Step::Replace(Match { len, .. }) => {
                    let end = at + len;
                    while at < end {
                        let (c, _) = decode(bytes, at).expect("inside of a key");
                        sink.wide(bytes, at, self.main.chars[c as usize] & BYTES);
                        at += 3;
                    }
                }
                Step::Region => match self.region(text, at, last, sink)? {
                    Some(end) => at = end,
                    None => return Ok(at),
                },
            }
            ascii_from = at;
        }
        if !last && at > ascii_from && bytes[at - 1] < 0x80 {
            // A key may begin with the ASCII characters and go on in the next block.
            let back = self.ascii_prefix.min(at - ascii_from);
            sink.take_back(back);
            at -= back;
        }
        Ok(at)
    }

    /// Convert three-byte characters from `at` on, where a segment begins, up to a place that is not as simple
    /// as most and where one begins too: another kind of character, a region, the end. Here the time of a
    /// conversion is spent.
    ///
    /// Most keys only keep their characters together. Whether such a key was there shows only where one with
    /// another value begins, so that segments are found out backwards from there, and nowhere else.
    #[inline]
    #[expect(clippy::many_single_char_names, reason = "the bytes in order")]
    fn wide_run<S: Sink>(&self, text: &str, mut at: usize, limit: usize, sink: &mut S) -> usize {
        let bytes = text.as_bytes();
        let table = &self.main;
        // The last place at which a segment is known to begin.
        let mut known = at;
        // Four characters are in sight, or the careful way is taken.
        loop {
            at += sink.plain(table, bytes, Span::new(at, limit));
            let Some(sight) = bytes.get(at..at + 12).filter(|_| at < limit) else { break };
            let [a, b, c, d, e, f, g, h, i, ..] = *sight else { unreachable!("twelve bytes") };
            if a & 0xF0 != 0xE0 {
                break;
            }
            let first = wide(a, b, c);
            let entry = table.chars[first as usize];
            if entry & COLD != 0 || entry & EDGE != 0 && d & 0xF0 != 0xE0 {
                break;
            }
            if d & 0xF0 == 0xE0 {
                let second = wide(d, e, f);
                let third = wide(g, h, i);
                if table.may_begin(first, second, third)
                    && let Some(notable) = table.notable(first, second)
                    && let (found, true) = self.key_at(text, at, notable)
                {
                    let begin = self.begin(text, known, at);
                    if begin > at {
                        self.each(bytes, at..begin, sink);
                        at = begin;
                        known = begin;
                        continue;
                    }
                    known = at;
                    let step = match found {
                        Some(found) => Step::Replace(found),
                        None => self.run_or_region(text, at, notable),
                    };
                    match step {
                        Step::Replace(Match { len, value, .. }) => {
                            match value {
                                Some(value) => sink.replace(bytes, Span::at(at, len), value),
                                None => self.each(bytes, at..at + len, sink),
                            }
                            at += len;
                            known = at;
                            continue;
                        }
                        Step::Character(_) => {}
                        _ => break,
                    }
                }
            }
            sink.wide(bytes, at, entry & BYTES);
            at += 3;
        }
        let begin = self.begin(text, known, at);
        self.each(bytes, at..begin, sink);
        begin
    }

    /// What comes at a notable pair of characters at which a segment begins, and whether there is anything to
    /// find out: nothing where a key keeps the characters together.
    #[inline]
    fn key_at<'e>(&'e self, text: &str, at: usize, notable: Notable<'e>) -> (Option<Match<'e>>, bool) {
        let found = if self.main.has_user {
            self.longest(text, at)
        } else {
            notable.bucket.key(&text.as_bytes()[at + 6..])
        };
        let more = found.map_or(notable.trigger || notable.bucket.has_runs(), |found| found.value.is_some());
        (found, more)
    }

    /// Convert the three-byte characters of `span` one by one.
    #[inline]
    fn each<S: Sink>(&self, bytes: &[u8], span: std::ops::Range<usize>, sink: &mut S) {
        for at in span.step_by(3) {
            let c = wide(bytes[at], bytes[at + 1], bytes[at + 2]);
            sink.wide(bytes, at, self.main.chars[c as usize] & BYTES);
        }
    }

    /// The first place at or after `at` where a segment begins; one begins at `known`, and between the two
    /// are three-byte characters, with no key that would have been noted.
    #[inline]
    fn begin(&self, text: &str, known: usize, at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut from = at;
        while from > known && self.is_bound(bytes, from) {
            from -= 3;
        }
        while from < at {
            from += self.longest(text, from).map_or(3, |found| found.len);
        }
        from
    }

    /// Whether the three-byte character before `at` and the one at `at` may belong to one key that only keeps its
    /// characters together, or begin any key.
    #[inline]
    fn is_bound(&self, bytes: &[u8], at: usize) -> bool {
        let Some((before, here)) = bytes.get(at - 3..at + 3).map(|both| both.split_at(3)) else {
            return false;
        };
        let character = |bytes: &[u8]| wide(bytes[0], bytes[1], bytes[2]);
        here[0] & 0xF0 == 0xE0 && self.main.bound(character(before), character(here))
    }

    /// What is known of the character at `at`.
    #[inline]
    fn flags(&self, bytes: &[u8], at: usize) -> u32 {
        let (c, _) = decode(bytes, at).expect("inside of the text");
        self.main.chars.get(c as usize).map_or(!BYTES, |entry| entry & !BYTES)
    }

    /// What comes at `at`.
    #[inline]
    fn step(&self, text: &str, at: usize) -> Result<Step<'_>, Normalize> {
        let bytes = text.as_bytes();
        let (first, len) = decode(bytes, at).expect("inside of the text");
        if len == 3 {
            let entry = self.main.chars[first as usize];
            if entry & (COLD | EDGE) == 0 && !self.main.has_user {
                let second = decode(bytes, at + 3).filter(|&(_, len)| len == 3 && entry & FIRST != 0);
                let Some((second, _)) = second else { return Ok(Step::Character(entry & BYTES)) };
                let third = decode(bytes, at + 6).map_or(0, |(third, _)| third);
                if !self.main.bound(first, second) && !self.main.may_begin(first, second, third) {
                    return Ok(Step::Character(entry & BYTES));
                }
                return Ok(match self.main.key(first, second, bytes, at) {
                    Some(found) => Step::Replace(found),
                    None => self.more(text, at, first, second),
                });
            }
        }
        self.rare(text, at)
    }

    #[cold]
    #[inline(never)]
    fn rare(&self, text: &str, at: usize) -> Result<Step<'_>, Normalize> {
        let bytes = text.as_bytes();
        let (first, len) = decode(bytes, at).expect("inside of the text");
        let entry = if first < 1 << 16 { self.main.chars[first as usize] } else { COLD };
        if entry & COLD != 0 && self.is_compatibility(text, at) {
            return Err(Normalize);
        }
        if let Some(found) = self.longest(text, at) {
            return Ok(Step::Replace(found));
        }
        if entry & COLD != 0
            && let Some(len) = ids::sequence(&text[at..])
        {
            return Ok(Step::Keep(len));
        }
        if entry & (COLD | EDGE) != 0 {
            let two = text[at..].chars().take(2).map(char::len_utf8).sum();
            if [len, two].iter().any(|&len: &usize| self.odd_triggers.contains(&text[at..at + len])) {
                return Ok(Step::Region);
            }
        }
        if len == 3 {
            let second = decode(bytes, at + 3).filter(|&(_, len)| len == 3);
            return Ok(match second {
                Some((second, _)) => self.more(text, at, first, second),
                None => Step::Character(entry & BYTES),
            });
        }
        Ok(Step::Keep(len))
    }

    /// What comes at two three-byte characters at which no segment begins: a region, a run, or a character.
    fn more(&self, text: &str, at: usize, first: u32, second: u32) -> Step<'_> {
        match self.main.notable(first, second) {
            Some(notable) => self.run_or_region(text, at, notable),
            None => Step::Character(self.main.chars[first as usize] & BYTES),
        }
    }

    /// The same where they are notable.
    fn run_or_region<'e>(&'e self, text: &str, at: usize, notable: Notable<'e>) -> Step<'e> {
        let bytes = text.as_bytes();
        // A region sees all keys of the second stage, runs too.
        if notable.trigger {
            return Step::Region;
        }
        let whole = |found: &Match<'_>| {
            let inside = text[at..at + found.len].char_indices().skip(1);
            !inside.map(|(offset, _)| at + offset).any(|inner| self.longest_segment(text, inner))
        };
        match notable.bucket.matching_runs(&bytes[at + 6..]).find(whole) {
            Some(found) => Step::Replace(found),
            None => Step::Character(
                self.main.chars[wide(bytes[at], bytes[at + 1], bytes[at + 2]) as usize] & BYTES,
            ),
        }
    }

    /// A key or a region that began with some of the `ascii` ASCII bytes before `at`: how many bytes
    /// before, and what it is.
    #[cold]
    #[inline(never)]
    fn after_ascii(
        &self,
        text: &str,
        at: usize,
        ascii: usize,
    ) -> Result<Option<(usize, Step<'_>)>, Normalize> {
        let (_, len) = decode(text.as_bytes(), at).expect("inside of the text");
        if self.is_compatibility(text, at) {
            return Err(Normalize);
        }
        for back in (1..=self.ascii_prefix.min(ascii)).rev() {
            if let Some(found) = self.longest(text, at - back) {
                return Ok(Some((back, Step::Replace(found))));
            }
            if self.odd_triggers.contains(&text[at - back..at + len]) {
                return Ok(Some((back, Step::Region)));
            }
        }
        Ok(None)
    }

    /// The longest key at `at`; a user's before all others, also before those that begin earlier.
    fn longest(&self, text: &str, at: usize) -> Option<Match<'_>> {
        let found = self.main.longest_at(text, at)?;
        if !self.main.has_user || found.user {
            return Some(found);
        }
        let reach = |end: usize| {
            let inside = text[at..end].char_indices().skip(1);
            inside.map(|(offset, _)| at + offset).find(|&inner| self.user_key_at(text, inner))
        };
        let Some(inner) = reach(at + found.len) else { return Some(found) };
        // A user's key begins inside: only what ends before it counts.
        let found = self.main.longest_at(&text[..inner], at)?;
        Some(found)
    }

    fn user_key_at(&self, text: &str, at: usize) -> bool {
        let (c, _) = decode(text.as_bytes(), at).expect("inside of the text");
        let may = !(0x80..1 << 16).contains(&c) || self.main.chars[c as usize] & USER != 0;
        may && self.main.longest_at(text, at).is_some_and(|found| found.user)
    }

    fn is_compatibility(&self, text: &str, at: usize) -> bool {
        let c = text[at..].chars().next().expect("inside of the text");
        matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
            && self.normal.get(c.encode_utf8(&mut [0; 4])).is_some()
    }

    /// Run the stages one after the other from `from` up to the first place where all of them have ended
    /// a match, and return that place; nothing if what follows the text must be known.
    #[cold]
    #[inline(never)]
    fn region<S: Sink>(
        &self,
        text: &str,
        from: usize,
        last: bool,
        sink: &mut S,
    ) -> Result<Option<usize>, Normalize> {
        let [first, second] = &self.stages[..] else { unreachable!("regions need two stages") };
        let mut middle = String::new();
        // Places that a match of the first stage ends at: in `middle` and in `text`.
        let mut ends = Vec::with_capacity(16);
        let mut at = from;
        let mut ended = false;
        let mut done = 0;
        let mut out = String::new();
        loop {
            while !ended && middle.len() - done < second.longest {
                if at == text.len() {
                    if !last {
                        return Ok(None);
                    }
                    ended = true;
                    break;
                }
                if self.is_compatibility(text, at) {
                    return Err(Normalize);
                }
                if at > from && (self.longest_segment(text, at) || ids::sequence(&text[at..]).is_some()) {
                    ended = true;
                    break;
                }
                let mut found = first.longest_at(text, at);
                if let Some(Match { len, .. }) = found {
                    let inside = text[at..at + len].char_indices().skip(1).map(|(offset, _)| at + offset);
                    if let Some(end) = inside.clone().find(|&inner| self.longest_segment(text, inner)) {
                        found = first.longest_at(&text[..end], at);
                    }
                }
                at += push_unit(text, at, found, first, &mut middle);
                ends.push((middle.len(), at));
            }
            let found = second.longest_at(&middle, done);
            done += push_unit(&middle, done, found, second, &mut out);
            if let Ok(index) = ends.binary_search_by_key(&done, |&(end, _)| end) {
                let end = ends[index].1;
                sink.replace(text.as_bytes(), Span::new(from, end), out.as_bytes());
                return Ok(Some(end));
            }
        }
    }

    /// Whether a segment begins at `at`: a segmentation key of several characters or a user's key.
    fn longest_segment(&self, text: &str, at: usize) -> bool {
        let one = text[at..].chars().next().map_or(0, char::len_utf8);
        self.longest(text, at).is_some_and(|found| found.user || found.len > one)
    }
}

/// Append what a stage makes of the key, or else of the character, at `at`; returns its length.
fn push_unit(text: &str, at: usize, found: Option<Match<'_>>, stage: &Table, out: &mut String) -> usize {
    if let Some(Match { len, value: Some(value), .. }) = found {
        out.push_str(std::str::from_utf8(value).expect("dictionaries hold text"));
        return len;
    }
    let c = text[at..].chars().next().expect("inside of the text");
    let len = found.map_or(c.len_utf8(), |found| found.len);
    for c in text[at..at + len].chars() {
        out.push(stage.character(c));
    }
    len
}

/// Whether no ideographic description can reach from the text before `end` over it.
fn is_undescribed(text: &str, end: usize) -> bool {
    let near = text.floor_char_boundary(end.saturating_sub(4 * ids::LONGEST));
    !text[near..end].contains(|c| ids::arity(c) > 0)
}

/// Replace compatibility ideographs, except in ideographic description sequences.
fn normalize(text: &str, normal: &Lexicon) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let len = ids::sequence(rest).unwrap_or(c.len_utf8());
        let piece = &rest[..len];
        let value = if matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}') {
            normal.get(piece)
        } else {
            None
        };
        out.push_str(value.unwrap_or(piece));
        rest = &rest[len..];
    }
    out
}

/// Code point of a character of three bytes.
#[inline]
fn wide(a: u8, b: u8, c: u8) -> u32 {
    u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F)
}
