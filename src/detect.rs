//! What a text is written in: script, region, and how sure that is.
//!
//! The script is told by characters that only one script has. The region is told by words
//! (`dicts/zhfix/regions.tsv`), by the forms of characters and by quotation marks: what mainland China, Taiwan and Hong
//! Kong write differently. A text can be Traditional and from the mainland, as converted pages are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::OnceLock;

use crate::document::repair;
use crate::lexicon::Characters;
use crate::variant::{Script, Variant};

/// A region with its own standard of written Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Region {
    /// Mainland China.
    Cn,
    /// Taiwan.
    Tw,
    /// Hong Kong and Macau.
    Hk,
}

impl Region {
    /// All regions.
    pub const ALL: [Self; 3] = [Self::Cn, Self::Tw, Self::Hk];

    /// The code of ISO 3166.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cn => "CN",
            Self::Tw => "TW",
            Self::Hk => "HK",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a text was seen to be.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Detection {
    /// The script of most characters that belong to one script only; nothing where none does, or as many to
    /// each.
    pub script: Option<Script>,
    /// How sure the script is, from 0 to 1.
    pub script_confidence: f64,
    /// The region, where one is more probable than the two others together.
    pub region: Option<Region>,
    /// How sure the region is, from 0 to 1.
    pub region_confidence: f64,
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Chinese characters.
    pub han: usize,
    /// Characters that only Simplified text has.
    pub simplified: usize,
    /// Characters that only Traditional text has.
    pub traditional: usize,
    /// Share of the characters of the other script among those that belong to one script only, from 0 to 0.5.
    pub mixed: f64,
    /// Damaged places: readings in brackets, radicals, invisible characters and the like, and lost characters.
    pub damaged: usize,
    /// Damaged places for each Chinese character, at most 1.
    pub damage: f64,
}

/// How sure a region has to be before anything but a report goes by it.
const SURE: f64 = 0.9;

/// What a corpus counts a text as. A text with damage is one of these as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Of the characters that belong to one script only, at least one of a hundred belongs to the other.
    Mixed,
    /// Chinese, but no character that only one script has.
    Either,
    /// No Chinese.
    None,
}

impl Content {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 5] = [Self::Simplified, Self::Traditional, Self::Mixed, Self::Either, Self::None];

    /// The name for people: a text of the catalogue.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Simplified => "Simplified",
            Self::Traditional => "Traditional",
            Self::Mixed => "mixed",
            Self::Either => "either script",
            Self::None => "no Chinese",
        }
    }
}

/// How much there is of something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Amount {
    /// Texts.
    pub documents: usize,
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Chinese characters.
    pub han: usize,
}

impl Amount {
    fn add(&mut self, found: &Detection) {
        self.documents += 1;
        self.bytes += found.bytes;
        self.han += found.han;
    }
}

/// What many texts are written in.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    contents: [Amount; Content::ALL.len()],
    /// Texts with damage.
    pub damaged: Amount,
    /// All texts.
    pub all: Amount,
}

impl Corpus {
    /// Count a text.
    pub fn add(&mut self, found: &Detection) {
        self.contents[found.content() as usize].add(found);
        self.all.add(found);
        if found.is_damaged() {
            self.damaged.add(found);
        }
    }

    /// How much of it is of this kind.
    pub const fn of(&self, content: Content) -> Amount {
        self.contents[content as usize]
    }
}

impl Detection {
    /// What a corpus counts the text as.
    pub fn content(&self) -> Content {
        /// Mixed from one character of so many on.
        const MIXED: usize = 100;
        let least = self.simplified.min(self.traditional);
        match self.script {
            _ if least > 0 && least * MIXED >= self.simplified + self.traditional => Content::Mixed,
            Some(Script::Simplified) => Content::Simplified,
            Some(Script::Traditional) => Content::Traditional,
            None if self.han > 0 => Content::Either,
            None => Content::None,
        }
    }

    /// Whether a corpus counts the text as damaged: one place or more in a thousand Chinese characters.
    pub const fn is_damaged(&self) -> bool {
        self.damaged > 0 && self.damaged * 1000 >= self.han
    }

    /// The variant of the text; with its region where that is sure. Nothing where the script is unknown.
    pub fn locale(&self) -> Option<Variant> {
        Some(variant(self.script?, self.region.filter(|_| self.region_confidence >= SURE)))
    }
}

/// Detect what a text is written in. Linear in its length.
pub fn detect(text: &str) -> Detection {
    let mut detector = Detector::default();
    detector.feed(text);
    detector.finish()
}

/// The variant of a text; one without a region where the region has another script as a rule.
pub(crate) const fn variant(script: Script, region: Option<Region>) -> Variant {
    match (script, region) {
        (Script::Simplified, Some(Region::Cn)) => Variant::HansCn,
        (Script::Simplified, _) => Variant::Hans,
        (Script::Traditional, Some(Region::Tw)) => Variant::HantTw,
        (Script::Traditional, Some(Region::Hk)) => Variant::HantHk,
        (Script::Traditional, _) => Variant::Hant,
    }
}

/// Whether the character may tell a region: by itself, by a word that it begins, and as the second one of a word.
pub(crate) fn tells_region(c: char) -> [bool; 3] {
    let mark = Evidence::get().marks.get(c as usize).copied().unwrap_or(MARK_SECOND);
    [mark & (MARK_FORM | MARK_QUOTE) != 0, mark & MARK_BEGINS != 0, mark & MARK_SECOND != 0]
}

/// Whether a word that tells a region may begin with these characters.
pub(crate) fn begins_word_of_region(first: char, second: char) -> bool {
    let characters = Characters::get();
    Evidence::get().pairs[pair(characters.simplified(first), characters.simplified(second))]
}

/// The region of a text in `script`, where it is sure: what a linter goes by that was told none. At `places` stands what may tell it.
pub(crate) fn sure_region(text: &str, places: &[usize], script: Script) -> Option<Region> {
    let mut detector = Detector::default();
    detector.feed_region(text, places.iter().copied());
    let (region, confidence) = detector.region(Some(script));
    region.filter(|_| confidence >= SURE)
}

/// Looks at a text piece by piece, so that texts of any size take the same memory.
#[derive(Clone, Debug, Default)]
pub struct Detector {
    bytes: usize,
    han: usize,
    simplified: usize,
    traditional: usize,
    damaged: usize,
    /// Occurrences of each word.
    words: BTreeMap<&'static str, usize>,
    /// Occurrences of each character that tells a region in Traditional text.
    forms: BTreeMap<char, usize>,
    corner_quotes: usize,
    curly_quotes: usize,
}

/// The table, taken apart.
struct Evidence {
    /// Word in Simplified characters to its regions.
    words: BTreeMap<&'static str, &'static str>,
    /// The words by their first two characters, the longest first.
    by_pair: HashMap<(char, char), Vec<&'static str>>,
    /// What a character of either script can be: bits of the constants below.
    marks: Vec<u8>,
    /// Hashes of the pairs of characters that words begin with.
    pairs: Vec<bool>,
    forms: HashMap<char, &'static str>,
}

/// Begins a word; is the second character of one; tells a region by its form; opens a quotation.
const MARK_BEGINS: u8 = 1;
const MARK_SECOND: u8 = 2;
const MARK_FORM: u8 = 4;
const MARK_QUOTE: u8 = 8;

fn pair(first: char, second: char) -> usize {
    (first as usize * 31 + second as usize) & 0xFFFF
}

impl Evidence {
    fn get() -> &'static Self {
        static EVIDENCE: OnceLock<Evidence> = OnceLock::new();
        EVIDENCE.get_or_init(|| {
            let rows = include_str!("../dicts/zhfix/regions.tsv").lines();
            let rows = rows.filter(|row| !row.starts_with('#')).filter_map(|row| row.split_once('\t'));
            let single = |word: &str| word.chars().nth(1).is_none();
            let (forms, words): (Vec<_>, Vec<_>) = rows.partition(|(word, _)| single(word));
            let words: BTreeMap<&str, &str> = words.into_iter().collect();
            let mut by_pair = HashMap::<_, Vec<&str>>::new();
            let (mut places, mut pairs) = (vec![0; 1 << 16], vec![false; 1 << 16]);
            for &word in words.keys() {
                let mut chars = word.chars();
                if let (Some(first), Some(second)) = (chars.next(), chars.next()) {
                    places[first as usize & 0xFFFF] |= MARK_BEGINS;
                    places[second as usize & 0xFFFF] |= MARK_SECOND;
                    pairs[pair(first, second)] = true;
                    by_pair.entry((first, second)).or_default().push(word);
                }
            }
            for words in by_pair.values_mut() {
                words.sort_by_key(|word| Reverse(word.len()));
            }
            let forms = forms.into_iter();
            let forms = forms.filter_map(|(form, regions)| Some((form.chars().next()?, regions)));
            let forms: HashMap<char, &str> = forms.collect();
            let characters = Characters::get();
            let mark = |code: u32| {
                let Some(c) = char::from_u32(code) else { return 0 };
                let quote = if matches!(c, '「' | '『' | '“' | '‘') { MARK_QUOTE } else { 0 };
                places[characters.simplified(c) as usize & 0xFFFF] | quote
            };
            let mut marks: Vec<u8> = (0..1 << 16).map(mark).collect();
            for form in forms.keys() {
                if let Some(mark) = marks.get_mut(*form as usize) {
                    *mark |= MARK_FORM;
                }
            }
            Self { words, by_pair, marks, pairs, forms }
        })
    }

    /// The longest word that `text` begins with, in characters of either script, and its length there.
    fn word(&self, text: &str) -> Option<(&'static str, usize)> {
        let characters = Characters::get();
        let mut chars = text.chars().map(|c| characters.simplified(c));
        let words = self.by_pair.get(&(chars.next()?, chars.next()?))?;
        words.iter().find_map(|&word| {
            let mut rest = text.chars();
            let mut is = |c| rest.next().is_some_and(|other| characters.simplified(other) == c);
            word.chars().all(&mut is).then(|| (word, text.len() - rest.as_str().len()))
        })
    }
}

impl Detector {
    /// Look at the next piece. Pieces should end at a line end: a word is not seen across two.
    pub fn feed(&mut self, text: &str) {
        let characters = Characters::get();
        self.bytes += text.len();
        self.damaged += repair(text).damage.len();
        for c in text.chars().filter(|c| !c.is_ascii()) {
            self.damaged += usize::from(c == '\u{FFFD}');
            self.han += usize::from(crate::lexicon::is_han(c));
            match characters.script(c) {
                Some(Script::Simplified) => self.simplified += 1,
                Some(Script::Traditional) => self.traditional += 1,
                None => {}
            }
        }
        self.feed_region(text, text.char_indices().map(|(at, _)| at));
    }

    /// Look at what tells the region.
    fn feed_region(&mut self, text: &str, places: impl Iterator<Item = usize>) {
        let (characters, evidence) = (Characters::get(), Evidence::get());
        let mut next = 0;
        for at in places {
            let Some(c) = text[at..].chars().next() else { continue };
            let mark = evidence.marks.get(c as usize).copied().unwrap_or_default();
            if mark & !MARK_SECOND == 0 {
                continue;
            }
            if mark & MARK_QUOTE != 0 {
                let quotes =
                    if matches!(c, '「' | '『') { &mut self.corner_quotes } else { &mut self.curly_quotes };
                *quotes += 1;
            }
            if mark & MARK_FORM != 0 {
                *self.forms.entry(c).or_default() += 1;
            }
            let second = text[at + c.len_utf8()..].chars().next().map(|c| characters.simplified(c));
            let begins = second.is_some_and(|second| evidence.pairs[pair(characters.simplified(c), second)]);
            if at < next || mark & MARK_BEGINS == 0 || !begins {
                continue;
            }
            let Some((word, len)) = evidence.word(&text[at..]) else { continue };
            next = at + len;
            *self.words.entry(word).or_default() += 1;
        }
    }

    /// What all pieces together are.
    pub fn finish(&self) -> Detection {
        let (simplified, traditional) = (self.simplified, self.traditional);
        let told = simplified + traditional;
        let script = match simplified.cmp(&traditional) {
            std::cmp::Ordering::Greater => Some(Script::Simplified),
            std::cmp::Ordering::Less => Some(Script::Traditional),
            std::cmp::Ordering::Equal => None,
        };
        let (most, least) = (simplified.max(traditional), simplified.min(traditional));
        // Laplace's rule of succession.
        let script_confidence = if told == 0 { 0.0 } else { share(most + 1, told + 2) };
        let (region, region_confidence) = self.region(script);
        Detection {
            script,
            script_confidence,
            region,
            region_confidence,
            bytes: self.bytes,
            han: self.han,
            simplified,
            traditional,
            mixed: share(least, told),
            damaged: self.damaged,
            damage: share(self.damaged, self.han).min(1.0),
        }
    }

    /// The most probable region, and its probability.
    fn region(&self, script: Option<Script>) -> (Option<Region>, f64) {
        /// Points, of which one makes a region about e times more probable.
        const WORD: f64 = 1.2;
        const FORM: f64 = 1.0;
        const QUOTES: f64 = 0.7;
        /// Who writes Simplified text is mostly in mainland China.
        const SIMPLIFIED: f64 = 1.5;
        let evidence = Evidence::get();
        let mut points = [0.0; 3];
        let mut give = |regions: &str, value: f64| {
            for region in Region::ALL
                .into_iter()
                .filter(|region| regions.split(' ').any(|other| other == region.name()))
            {
                points[region as usize] += value;
            }
        };
        // A word that comes again says less each time.
        let weight = |count: usize| (1.0 + number(count)).log2();
        for (word, &count) in &self.words {
            if let Some(regions) = evidence.words.get(word) {
                give(regions, WORD * weight(count));
            }
        }
        if script == Some(Script::Traditional) {
            for (form, &count) in &self.forms {
                give(evidence.forms[form], FORM * weight(count));
            }
        }
        match script {
            Some(Script::Traditional) if self.curly_quotes > self.corner_quotes => give("CN", QUOTES),
            Some(Script::Traditional) if self.corner_quotes > 0 => give("TW HK", QUOTES),
            Some(Script::Simplified) if self.corner_quotes > self.curly_quotes => give("TW", QUOTES),
            _ => {}
        }
        if script == Some(Script::Simplified) {
            give("CN", SIMPLIFIED);
        }
        let top = points.into_iter().fold(0.0, f64::max);
        if top == 0.0 {
            return (None, 0.0);
        }
        let sum: f64 = points.iter().map(|points| (points - top).exp()).sum();
        let best = Region::ALL.into_iter().find(|&region| points[region as usize] >= top);
        let confidence = 1.0 / sum;
        (best.filter(|_| confidence > 0.5), confidence)
    }
}

/// Counts of characters are far below what an `f64` holds exactly.
#[expect(clippy::cast_precision_loss, reason = "see above")]
fn number(count: usize) -> f64 {
    count as f64
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_and_regions_are_told() {
        use Region::{Cn, Hk, Tw};
        use Script::{Simplified, Traditional};
        for (text, script, region) in [
            ("这个软件的默认设置有问题，用鼠标点击屏幕。", Some(Simplified), Some(Cn)),
            ("這個軟體的預設值有問題，請用滑鼠點選螢幕。", Some(Traditional), Some(Tw)),
            ("呢個係咩嘢嚟㗎？佢哋話唔知喎。", Some(Traditional), Some(Hk)),
            ("特區政府表示，港鐵於旺角站的的士站將會關閉。", Some(Traditional), Some(Hk)),
            ("省委書記強調，要貫徹落實黨中央的決策部署。", Some(Traditional), Some(Cn)),
            ("立法院今天三讀通過，行政院表示尊重。", Some(Traditional), Some(Tw)),
            ("头发", Some(Simplified), Some(Cn)),
            ("頭髮", Some(Traditional), None),
            ("hello", None, None),
        ] {
            let found = detect(text);
            assert_eq!((found.script, found.region), (script, region), "{text}: {found:?}");
        }
    }

    #[test]
    fn only_a_sure_region_is_a_locale() {
        assert_eq!(detect("头发").locale(), Some(Variant::Hans));
        assert_eq!(detect("頭髮裡").locale(), Some(Variant::Hant));
        assert_eq!(detect("立法院的軟體和滑鼠，網路與螢幕").locale(), Some(Variant::HantTw));
        assert_eq!(detect("一").locale(), None);
    }

    #[test]
    fn mixture_and_damage_are_measured() {
        let found = detect("領導干部学(xué)習會(huì)議，發(fā)展實(shí)踐\u{FFFD}");
        assert_eq!((found.simplified, found.script), (1, Some(Script::Traditional)));
        assert!(found.mixed > 0.05 && found.mixed < 0.2, "{found:?}");
        assert_eq!(found.damaged, 5);
    }

    #[test]
    fn a_corpus_is_the_sum_of_its_texts() {
        let mut corpus = Corpus::default();
        for (text, content, damaged) in [
            ("头发很长".to_owned(), Content::Simplified, false),
            ("領導".repeat(50) + "干部", Content::Traditional, false),
            // One of 100 characters, and one of 101.
            ("領導東".repeat(33) + "头", Content::Mixed, false),
            ("領導東國".repeat(25) + "头", Content::Traditional, false),
            ("头髮".to_owned(), Content::Mixed, false),
            ("人人".to_owned(), Content::Either, false),
            ("hello".to_owned(), Content::None, false),
            ("长\u{FFFD}".to_owned() + &"一".repeat(999), Content::Simplified, true),
            ("长\u{FFFD}".to_owned() + &"一".repeat(1000), Content::Simplified, false),
        ] {
            let found = detect(&text);
            assert_eq!((found.content(), found.is_damaged()), (content, damaged), "{found:?}");
            assert_eq!(found.bytes, text.len());
            corpus.add(&found);
        }
        let simplified = Amount { documents: 3, bytes: 12 + 6 + 2997 + 6 + 3000, han: 4 + 1000 + 1001 };
        assert_eq!(corpus.of(Content::Simplified), simplified);
        assert_eq!(corpus.damaged, Amount { documents: 1, bytes: 3003, han: 1000 });
        let sum = |of: fn(Amount) -> usize| {
            Content::ALL.map(|content| of(corpus.of(content))).iter().sum::<usize>()
        };
        assert_eq!(corpus.all.documents, 9);
        assert_eq!(sum(|amount| amount.documents), 9);
        assert_eq!(sum(|amount| amount.bytes), corpus.all.bytes);
        assert_eq!(sum(|amount| amount.han), corpus.all.han);
    }

    #[test]
    fn the_table_is_in_its_own_form() {
        let characters = Characters::get();
        let mut last = "";
        for row in include_str!("../dicts/zhfix/regions.tsv").lines().filter(|row| !row.starts_with('#')) {
            let (word, regions) = row.split_once('\t').unwrap();
            assert!(last < word, "{word} is not in its sorted place");
            last = word;
            if word.chars().count() > 1 {
                let folded: String = word.chars().map(|c| characters.simplified(c)).collect();
                assert_eq!(word, folded);
            }
            let regions: Vec<_> = regions.split(' ').collect();
            assert!(
                regions.len() < 3
                    && regions.iter().all(|name| Region::ALL.iter().any(|region| region.name() == *name)),
                "{row}"
            );
        }
    }
}
