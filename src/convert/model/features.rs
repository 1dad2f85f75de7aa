//! What is seen of the text around a character. Training and conversion run the same code.

use super::candidates::{Candidates, MOST};
use super::classes::Classes;
use super::division::{Across, Verdict, divide, is_contested};
use super::hash::{mix, neighbour, word};
use super::words::{LONGEST, SOURCES, Words};
use crate::lexicon::{CharSet, is_han};

/// What a dictionary's longest match makes of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matched {
    /// The form, if it is one of the candidates.
    pub form: Option<usize>,
    /// Length of the word in characters; 1 where no word of several covers the character.
    pub len: usize,
    /// Place of the character in the word.
    pub at: usize,
}

impl Matched {
    /// The match at a character: `becomes` is what the dictionary makes of it, `word` the first character and the
    /// length of the word that covers it.
    #[inline]
    pub fn new(candidates: &Candidates, becomes: char, (from, len): (usize, usize), at: usize) -> Self {
        Self { form: candidates.position(becomes), len, at: at - from }
    }
}

/// The features of one place. Each is a hash; the weights know nothing else.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// Characters around it.
    pub grams: [u64; 9],
    /// Their classes, and the words that end before it and begin behind it.
    pub kinds: [u64; 6],
    /// Patterns of words and names, of this character alone.
    pub own: List<u64, 12>,
    /// Patterns of words of all characters, with the form that they speak for.
    pub shared: List<(u64, usize), 12>,
    /// Where words of several forms overlap, the one that leaves words on both sides.
    pub verdict: Option<Verdict>,
}

/// Ideographs of the sentence near a character, wherever they stand: what it is about. Each is a hash.
pub type Topic = List<u64, { 2 * TOPIC }>;

/// How far to the left and to the right they are looked for.
const TOPIC: usize = 8;

/// A short list without a place on the heap.
#[derive(Clone, Debug)]
pub struct List<T, const N: usize> {
    items: [T; N],
    len: usize,
}

impl<T: Copy + Default, const N: usize> Default for List<T, N> {
    fn default() -> Self {
        Self { items: [T::default(); N], len: 0 }
    }
}

impl<T: Copy, const N: usize> List<T, N> {
    /// Add an item; one too many is a panic.
    pub fn push(&mut self, item: T) {
        self.items[self.len] = item;
        self.len += 1;
    }

    /// Whether no item has room any more.
    fn is_full(&self) -> bool {
        self.len == N
    }
}

impl<T, const N: usize> std::ops::Deref for List<T, N> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items[..self.len]
    }
}

/// Ideographs as they are, everything else by its kind.
#[inline]
pub fn fold(c: char) -> char {
    match c {
        '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '、' => c,
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => 'a',
        '，' | ',' | '；' | ';' | '：' | ':' => ',',
        '。' | '！' | '？' | '!' | '?' | '.' | '…' | '\n' => '.',
        '·' | '‧' | '・' | '•' => '·',
        '「' | '」' | '『' | '』' | '“' | '”' | '"' | '《' | '》' | '〈' | '〉' | '（' | '）' | '(' | ')'
        | '‘' | '’' => '(',
        _ => ' ',
    }
}

/// The feature that every place of a character has in a register.
pub const fn bias(simplified: char, register: usize) -> u64 {
    mix(mix(3, register as u64), simplified as u64)
}

/// What is known of words and characters.
#[derive(Clone, Debug)]
pub struct Tables {
    /// The words that vote, and those that show where a word may end.
    pub words: Words,
    /// The classes of neighbours.
    pub classes: Classes,
}

/// The features of the character `at`. `text` is in its Simplified form; without `ask`, the dictionaries do not vote.
pub fn features(
    text: &[char],
    at: usize,
    candidates: &Candidates,
    matched: Matched,
    tables: &Tables,
    ask: bool,
) -> Features {
    let mut out = Features::default();
    let base = mix(1, text[at].into());
    out.grams = grams(text, at, base);
    out.kinds = kinds(text, at, base, tables);
    let (left, right) = foreign(text, at);
    out.own.push(mix(mix(mix(base, 20), left), right));
    if ask {
        let joint = vote(text, at, base, candidates, &tables.words, &mut out);
        matched_features(base, joint, matched, &mut out);
    }
    out
}

/// What stands before and behind a character.
#[inline]
pub fn sides(text: &[char], at: usize) -> [char; 2] {
    [near(text, at.checked_sub(1)), near(text, Some(at + 1))]
}

#[inline]
fn near(text: &[char], place: Option<usize>) -> char {
    match place.and_then(|place| text.get(place)) {
        // Most are.
        Some(&c @ '\u{4E00}'..='\u{9FFF}') => neighbour(c),
        Some(&c) => fold(neighbour(c)),
        None => '.',
    }
}

/// The characters two to the left and two to the right, one by one and together.
#[inline]
fn grams(text: &[char], at: usize, base: u64) -> [u64; 9] {
    let near = |place: Option<usize>| u64::from(near(text, place));
    let left = [1, 2].map(|back| near(at.checked_sub(back)));
    let right = [1, 2].map(|on| near(Some(at + on)));
    let one = |id: u64, x: u64| mix(mix(base, id), x);
    let two = |id: u64, x: u64, y: u64| mix(one(id, x), y);
    let three = |id: u64, x: u64, y: u64, z: u64| mix(two(id, x, y), z);
    [
        one(2, left[1]),
        one(3, left[0]),
        one(4, right[0]),
        one(5, right[1]),
        two(8, left[1], left[0]),
        two(9, right[0], right[1]),
        two(11, left[0], right[0]),
        three(13, left[1], left[0], right[0]),
        three(14, left[0], right[0], right[1]),
    ]
}

/// The classes of the neighbours, and whether a word of two characters ends before the place and one begins behind
/// it, so that the character may be a word of its own.
#[inline]
fn kinds(text: &[char], at: usize, base: u64, tables: &Tables) -> [u64; 6] {
    let left = near(text, at.checked_sub(1));
    let right = near(text, Some(at + 1));
    let ends = at > 1 && tables.words.is_word(text[at - 2], text[at - 1]);
    let begins = at + 2 < text.len() && tables.words.is_word(text[at + 1], text[at + 2]);
    let class = |c: char| u64::from(tables.classes.of(c));
    let one = |id: u64, x: u64| mix(mix(base, id), x);
    let two = |id: u64, x: u64, y: u64| mix(one(id, x), y);
    [
        two(60, ends.into(), begins.into()),
        two(61, ends.into(), right.into()),
        two(62, begins.into(), left.into()),
        one(70, class(left)),
        one(71, class(right)),
        two(74, class(left), class(right)),
    ]
}

/// The ideographs near the character `at`, each once. `text` is in its Simplified form.
pub fn topic(text: &[char], at: usize) -> Topic {
    let mut out = Topic::default();
    let base = mix(mix(1, text[at].into()), 80);
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | '\n');
    let (left, right) = (&text[at.saturating_sub(TOPIC)..at], &text[at + 1..text.len().min(at + 1 + TOPIC)]);
    let left = &left[left.iter().rposition(ends).map_or(0, |end| end + 1)..];
    let right = &right[..right.iter().position(ends).unwrap_or(right.len())];
    let mut seen = List::<char, { 2 * TOPIC }>::default();
    for &c in left.iter().rev().chain(right) {
        let c = neighbour(c);
        if is_han(c) && !seen.contains(&c) {
            seen.push(c);
            out.push(mix(base, c.into()));
        }
    }
    out
}

/// How many characters on the left and on the right, three at most, are such as write foreign names.
#[inline]
fn foreign(text: &[char], at: usize) -> (u64, u64) {
    let left = text[..at].iter().rev().take(3).take_while(|&&c| spells(c)).count();
    let right = text[at + 1..].iter().take(3).take_while(|&&c| spells(c)).count();
    (left as u64, right as u64)
}

/// Whether foreign names are written with this character.
#[inline]
pub fn spells(c: char) -> bool {
    SYLLABLES.contains(c)
}

static SYLLABLES: CharSet = CharSet::new(
    "阿埃艾安奥巴贝比布查达德丁杜尔法菲费弗夫戈格哈赫基加卡科克库拉莱兰劳勒雷里利列林卢鲁罗洛马曼梅米莫姆纳内尼诺\
     帕佩皮普奇切塞沙什史斯苏索塔泰特提蒂托瓦韦维沃西夏谢亚扬耶伊尤兹扎佐恩顿森杰吉",
);

/// What the words say that cover the character: for each dictionary and form the longest. Returns the verdicts
/// of all dictionaries in one number.
#[inline]
fn vote(
    text: &[char],
    at: usize,
    base: u64,
    candidates: &Candidates,
    words: &Words,
    out: &mut Features,
) -> u64 {
    // By dictionary and form: length of the longest word and place of the character in it.
    let mut longest = [[(0_u8, 0_u8); MOST]; SOURCES];
    let mut across = List::<Across, 16>::default();
    let (most_left, most_right) = words.reach(text, at);
    for left in 0..=most_left {
        let mut key = text[at - left..=at].iter().fold(word(left), |key, &c| mix(key, neighbour(c).into()));
        for right in 0..=most_right.min(LONGEST - 1 - left) {
            if right > 0 {
                key = mix(key, neighbour(text[at + right]).into());
            }
            if left + right == 0 {
                continue;
            }
            let Some(votes) = words.votes(key) else { continue };
            let len = (left + right + 1) as u8;
            for form in votes.into_iter().flatten() {
                if !across.is_full() {
                    across.push(Across { left, right, form });
                }
            }
            for (longest, form) in longest.iter_mut().zip(votes) {
                if let Some(form) = form
                    && len > longest[form].0
                {
                    longest[form] = (len, left as u8);
                }
            }
        }
    }
    if is_contested(&across) {
        out.verdict = divide(words, text, at, &across);
    }
    if let Some(Verdict { word, bits, is_alone }) = out.verdict {
        let bits = u64::from(bits / 3).min(6) * 2 + u64::from(is_alone);
        out.own.push(mix(mix(mix(base, 55), word.form as u64), bits));
        out.shared.push((mix(mix(10, 55), bits), word.form));
    }
    let mut joint = 0;
    for (source, longest) in longest.iter().enumerate() {
        let id = 30 + 10 * source as u64;
        let (mut first, mut second) = (0, 1);
        if longest[1].0 > longest[0].0 {
            (first, second) = (1, 0);
        }
        for form in 2..candidates.forms.len() {
            if longest[form].0 > longest[first].0 {
                (first, second) = (form, first);
            } else if longest[form].0 > longest[second].0 {
                second = form;
            }
        }
        let len = |form: usize| u64::from(longest[form].0.min(5));
        joint *= 64;
        if len(first) == 0 {
            out.own.push(mix(mix(base, id), 99));
            continue;
        }
        let tied = longest[first].0 == longest[second].0;
        let verdict = if tied { 9 } else { first as u64 };
        let sides = |form: usize| {
            let (len, left) = longest[form];
            (u64::from(left.min(3)), u64::from((len - 1 - left).min(3)))
        };
        let hash = |id: u64, x: u64, y: u64, z: u64| mix(mix(mix(mix(base, id), x), y), z);
        let shared = |kind: u64, x: u64, y: u64| mix(mix(mix(kind, id), x), y);
        out.own.push(hash(id + 1, verdict, len(first), len(second)));
        if tied {
            for form in [first, second] {
                let (left, right) = sides(form);
                out.own.push(mix(hash(id + 5, form as u64, left, right), len(form)));
                out.shared.push((shared(8, left, right), form));
            }
        } else {
            let (left, right) = sides(first);
            out.own.push(hash(id + 2, verdict, left, right));
            out.shared.push((shared(5, len(first), len(second)), first));
            out.shared.push((shared(6, left, right), first));
        }
        joint += 1 + (if tied { 7 } else { first as u64 }) * 6 + len(first);
    }
    joint
}

/// What the longest match of the engine's dictionary says, alone and beside the words.
fn matched_features(base: u64, joint: u64, matched: Matched, out: &mut Features) {
    let form = matched.form.map_or(9, |form| form as u64);
    let len = matched.len.min(5) as u64;
    let covered = u64::from(matched.len > 1);
    let at = matched.at.min(4) as u64;
    out.own.push(mix(mix(mix(mix(base, 50), form), len), at));
    out.own.push(mix(mix(mix(base, 51), form), covered));
    out.own.push(mix(mix(mix(mix(base, 52), joint), form), covered));
    if let Some(speaks_for) = matched.form.filter(|_| matched.len > 1) {
        out.shared.push((mix(mix(mix(9, 50), len), at), speaks_for));
        out.shared.push((mix(mix(mix(9, 51), agreement(joint, form)), len), speaks_for));
    }
}

/// Whether each dictionary's words agree with `form`, and how long they are.
fn agreement(joint: u64, form: u64) -> u64 {
    let part = |verdict: u64| match verdict.checked_sub(1) {
        None => 0,
        Some(verdict) => {
            let relation = match verdict / 6 {
                7 => 1,
                other if other == form => 2,
                _ => 3,
            };
            relation * 8 + verdict % 6
        }
    };
    part(joint / 64) * 64 + part(joint % 64)
}
