//! Readings in brackets behind single characters: residue of a damaged copy, or a writer's gloss?

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::document::han::{is_han, is_invisible, is_radical};
use crate::lexicon::builtin;
use crate::text::Span;

/// A reading in brackets behind the character that it is a reading of.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// Where the annotated character begins.
    pub han: usize,
    /// The annotated character, as a unified ideograph.
    pub of: char,
    /// The bracket with all that is in it.
    pub span: Span,
    /// Whether the reading is written in bopomofo.
    pub bopomofo: bool,
    /// The reading without its tone, in pinyin.
    syllable: String,
    /// 1 to 5, or 0 where no tone is written.
    tone: u8,
    /// `(huì )`: no writer does that, one known program does.
    fingerprint: bool,
}

/// What the readings of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Residue,
    Doubtful,
    Gloss,
}

/// The site whose bracket opens at byte `open`; `last` is the one found before.
pub(super) fn site(text: &str, open: usize, last: Option<&Site>) -> Option<Site> {
    let (syllable, tone, bopomofo, fingerprint, end) = content(&text[open..])?;
    let before = text[..open].trim_end_matches(is_invisible);
    let span = Span::new(before.len(), open + end);
    let (han, of) = match last {
        // A second bracket behind the same character.
        Some(last) if last.span.end == before.len() => (last.han, last.of),
        _ => {
            let of = before.chars().next_back().filter(|&c| is_han(c))?;
            (before.len() - of.len_utf8(), unified(of))
        }
    };
    let mut buffer = [0; 4];
    let readings = builtin::readings().get(of.encode_utf8(&mut buffer))?;
    readings.split(' ').any(|reading| reading == syllable).then_some(Site {
        han,
        of,
        span,
        bopomofo,
        syllable,
        tone,
        fingerprint,
    })
}

/// The ideograph that a radical or a compatibility ideograph stands for; others stand for themselves.
pub(super) fn unified(c: char) -> char {
    let lexicon = match c {
        _ if is_radical(c) => builtin::radicals(),
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => builtin::compatibility(),
        _ => return c,
    };
    let mut buffer = [0; 4];
    lexicon.get(c.encode_utf8(&mut buffer)).and_then(|value| value.chars().next()).unwrap_or(c)
}

/// Syllable, tone, whether it is bopomofo, whether a space stands only behind it, and length of a bracket.
fn content(text: &str) -> Option<(String, u8, bool, bool, usize)> {
    /// More than any syllable with its marks needs.
    const LONGEST: usize = 16;
    let mut syllable = String::new();
    let (mut tone, mut bopomofo, mut before, mut after) = (0, false, false, false);
    for (at, c) in text.char_indices().take(LONGEST).skip(1) {
        let (letter, mark) = match c {
            ')' | '）' => {
                let end = at + c.len_utf8();
                if bopomofo {
                    syllable = String::from(builtin::zhuyin().get(&syllable)?);
                }
                return (!syllable.is_empty()).then_some((syllable, tone, bopomofo, after && !before, end));
            }
            ' ' | '\u{A0}' | '\u{3000}' => {
                before |= syllable.is_empty() && tone == 0;
                after |= !syllable.is_empty() || tone != 0;
                continue;
            }
            _ if after => return None,
            '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' if bopomofo || syllable.is_empty() => {
                bopomofo = true;
                (c, 0)
            }
            'ˊ' | 'ˇ' | 'ˋ' | '˙' => ('\0', 2 + "ˊˇˋ˙".chars().position(|m| m == c)? as u8),
            _ if bopomofo => return None,
            ':' | '\u{308}' if syllable.ends_with('u') => {
                syllable.pop();
                ('ü', 0)
            }
            _ => latin(c)?,
        };
        if letter != '\0' {
            syllable.push(letter);
        }
        if mark != 0 {
            if tone != 0 {
                return None;
            }
            tone = mark;
        }
    }
    None
}

/// Letter (NUL for a combining mark) and tone of a character of a pinyin syllable.
fn latin(c: char) -> Option<(char, u8)> {
    const TONED: [(char, &str); 6] =
        [('a', "āáǎà"), ('e', "ēéěè"), ('i', "īíǐì"), ('o', "ōóǒò"), ('u', "ūúǔù"), ('ü', "ǖǘǚǜ")];
    match c {
        'v' => Some(('ü', 0)),
        'a'..='z' | 'ü' => Some((c, 0)),
        // Forms that mainland primers and input methods use, and the breve that stands for the caron.
        'ɑ' => Some(('a', 0)),
        'ɡ' => Some(('g', 0)),
        'ă' => Some(('a', 3)),
        'ĕ' => Some(('e', 3)),
        'ĭ' => Some(('i', 3)),
        'ŏ' => Some(('o', 3)),
        'ŭ' => Some(('u', 3)),
        '\u{304}' => Some(('\0', 1)),
        '\u{301}' => Some(('\0', 2)),
        '\u{30C}' | '\u{306}' => Some(('\0', 3)),
        '\u{300}' => Some(('\0', 4)),
        _ => TONED
            .iter()
            .find_map(|&(letter, toned)| Some((letter, toned.chars().position(|t| t == c)? as u8 + 1))),
    }
}

#[derive(Default)]
struct Stat {
    annotated: usize,
    all: usize,
    syllable: String,
    tone: u8,
    conflict: bool,
}

/// What the sites of `text` are. `offset` is where `text` begins in the text that the sites are places of.
///
/// Linear in the length of `text` where the sites could be residue, else in their number. See
/// [`repair`](super::repair) for what decides.
pub(super) fn judge(text: &str, offset: usize, sites: &[Site], fewest: usize) -> Verdict {
    let mut stats = HashMap::<char, Stat>::new();
    for site in sites {
        let stat = stats.entry(site.of).or_default();
        stat.annotated += 1;
        if stat.annotated == 1 {
            stat.syllable.clone_from(&site.syllable);
        }
        stat.conflict |=
            stat.syllable != site.syllable || stat.tone != 0 && site.tone != 0 && stat.tone != site.tone;
        stat.tone = stat.tone.max(site.tone);
    }
    let distinct = stats.len();
    let fingerprint = sites.iter().any(|site| site.fingerprint && common().contains(&site.of));
    let frequent = stats.keys().filter(|c| common().contains(c)).count();
    let conflicts = stats.values().filter(|stat| stat.conflict).count();
    let neighbours = sites.windows(2).any(|pair| {
        let between = text.get(pair[0].span.end - offset..pair[1].han - offset);
        between.is_some_and(|between| between.chars().all(is_invisible))
    });
    if !fingerprint && distinct < fewest && !(fewest == FEWEST && distinct == 2 && neighbours)
        || frequent * 2 < distinct
        || conflicts * 10 > distinct
        || !fingerprint && running(text, offset, sites) * 2 < sites.len()
    {
        return Verdict::Gloss;
    }
    let mut han = 0;
    for c in text.chars().filter(|&c| is_han(c)) {
        han += 1;
        if let Some(stat) = stats.get_mut(&unified(c)) {
            stat.all += 1;
        }
    }
    let all: usize = stats.values().map(|stat| stat.all).sum();
    // More sites than characters: brackets behind brackets.
    let annotated = sites.len().min(all);
    // A reading at nearly every character is an aid for those who learn to read.
    if !fingerprint && annotated * 5 > han * 3 {
        Verdict::Gloss
    } else if annotated * 10 >= all * 9 || fingerprint && annotated * 2 >= all {
        Verdict::Residue
    } else if distinct >= FEWEST && annotated * 2 >= all {
        Verdict::Doubtful
    } else {
        Verdict::Gloss
    }
}

/// Fewest annotated characters that show residue in a text.
pub(super) const FEWEST: usize = 3;

/// The same in one line of a longer text, where the rest of the text speaks against residue.
pub(super) const FEWEST_IN_LINE: usize = 5;

/// How many sites stand in running text: in at least four ideographs without a break.
fn running(text: &str, offset: usize, sites: &[Site]) -> usize {
    const LONG: usize = 4;
    let mut count = 0;
    for (index, site) in sites.iter().enumerate() {
        let mut run = 1;
        let mut at = site.han;
        let mut before = sites[..index].iter().rev().peekable();
        while run < LONG {
            if let Some(other) = before.next_if(|other| other.span.end >= at) {
                at = at.min(other.span.start);
                continue;
            }
            let Some(c) = text[..at - offset].chars().next_back() else { break };
            if !is_han(c) && !is_invisible(c) {
                break;
            }
            at -= c.len_utf8();
            run += usize::from(is_han(c));
        }
        let mut at = site.span.end;
        let mut after = sites[index + 1..].iter().peekable();
        while run < LONG {
            if let Some(other) = after.next_if(|other| other.span.start <= at) {
                at = at.max(other.span.end);
                continue;
            }
            let Some(c) = text[at - offset..].chars().next() else { break };
            if !is_han(c) && !is_invisible(c) {
                break;
            }
            at += c.len_utf8();
            run += usize::from(is_han(c));
        }
        count += usize::from(run == LONG);
    }
    count
}

/// The characters that running text consists of, in both scripts; glosses explain others.
fn common() -> &'static HashSet<char> {
    static COMMON: OnceLock<HashSet<char>> = OnceLock::new();
    COMMON.get_or_init(|| include_str!("common.txt").chars().filter(|&c| is_han(c)).collect())
}
