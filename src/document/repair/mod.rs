//! Damage that a text took on its way, and the text without it.

mod characters;
mod offsets;
mod residue;
mod scan;

use std::borrow::Cow;

pub use offsets::OffsetMap;

use self::residue::{FEWEST, FEWEST_IN_LINE, Site, Verdict};
use crate::text::{Edit, Span, apply};

/// A text as it was before it was damaged, and the way back to what was found.
#[derive(Clone, Debug)]
pub struct Repaired<'a> {
    /// The text with all damage undone that can be undone with confidence.
    pub text: Cow<'a, str>,
    /// What was found, sorted by span, without overlaps.
    pub damage: Vec<Damage>,
    /// From each round's result to what it began with, first round first.
    rounds: Vec<OffsetMap>,
}

impl<'a> Repaired<'a> {
    /// A text that is taken as it is.
    pub const fn untouched(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), damage: Vec::new(), rounds: Vec::new() }
    }

    /// Whether the text is another one than the source.
    pub fn is_mended(&self) -> bool {
        self.damage.iter().any(|damage| damage.repaired)
    }

    /// The place in the source that became `span` of [`text`](Self::text).
    ///
    /// A removed piece at an edge of `span` is left out, one in its middle is part of the result. An empty
    /// span becomes an empty span. Logarithmic in the amount of damage.
    pub fn source_span(&self, span: Span) -> Span {
        self.rounds.iter().rev().fold(span, |span, round| round.source_span(span))
    }
}

/// One damaged place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// What is wrong.
    pub kind: DamageKind,
    /// Where, in bytes of the source.
    pub span: Span,
    /// What belongs there; empty where the damage is only to be removed.
    pub replacement: String,
    /// Whether the repaired text has `replacement`; else the place is only suspicious.
    pub repaired: bool,
    /// The damaged character, or the one that the residue is a reading of.
    pub of: char,
}

/// Kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DamageKind {
    /// `會(huì )`: the reading of a character in brackets behind it, in pinyin.
    PinyinResidue,
    /// `會(ㄏㄨㄟˋ)`: the same in bopomofo.
    BopomofoResidue,
    /// U+2F00 to U+2FDF: the name of a radical that stands where the ideograph belongs.
    KangxiRadical,
    /// U+2E80 to U+2EFF: a form of a radical that stands where the ideograph belongs.
    CjkRadical,
    /// A code point that is canonically equal to an ordinary ideograph.
    CompatIdeograph,
    /// Characters without width between Chinese characters.
    ZeroWidth,
}

/// Undo what copying, extraction from PDF and salting did to a text.
///
/// A reading in brackets behind a character, `會(huì)` or `會(ㄏㄨㄟˋ)`, is removed where the text shows that
/// it is residue of a table that some program applied, and not a gloss that a writer gave:
///
/// * at least three different characters are annotated, or two next to each other, or `(huì )` with its
///   space occurs, which is the mark of one such program;
/// * nine of ten occurrences of these characters are annotated (with `(huì )`: half of them); a writer
///   explains a word once;
/// * at least half of these characters are among the commonest; a writer explains the rare ones;
/// * no more than a tenth of them have different readings at different places; a table has one;
/// * at least half of the brackets stand in running text, not in a list of words or behind a lone character;
/// * no more than three of five characters of the text are annotated, as they are for those who learn to
///   read.
///
/// Where GBK was read one byte off, `?！?` for `。”`, all readings are residue.
///
/// Where the whole text does not satisfy this, each line with five or more different annotated characters
/// is asked for itself. Where only the second point fails, and half of the occurrences are annotated, the
/// places are in [`Repaired::damage`] but stay in the text.
///
/// A radical becomes an ideograph where it stands next to one, but not in a list in the order of the code
/// points. Compatibility ideographs always become ordinary ones. Invisible characters go where both
/// neighbours are Chinese; a byte order mark, emoji and other scripts are left alone.
///
/// Repairing a repaired text changes nothing more, but for texts made to need more than 16 rounds.
///
/// Linear in the length of `text`; where nothing is damaged, several gigabytes per second and no allocation.
pub fn repair(text: &str) -> Repaired<'_> {
    const ROUNDS: usize = 16;
    let mut repaired = Repaired::untouched(text);
    for _ in 0..ROUNDS {
        let found = damage(&repaired.text);
        let edits: Vec<Edit> = (found.iter().filter(|damage| damage.repaired))
            .map(|damage| Edit::replace(damage.span, damage.replacement.clone()))
            .collect();
        // What an earlier round doubted, this one has looked at again.
        repaired.damage.retain(|damage| damage.repaired);
        for mut damage in found {
            damage.span = repaired.source_span(damage.span);
            repaired.damage.push(damage);
        }
        if edits.is_empty() {
            break;
        }
        let next = apply(&repaired.text, &edits).into_owned();
        repaired.rounds.push(OffsetMap::new(&edits));
        repaired.text = Cow::Owned(next);
    }
    repaired.damage.sort_by_key(|damage| damage.span);
    repaired
}

/// One round: all damage of `text`, sorted.
fn damage(text: &str) -> Vec<Damage> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut places = Vec::new();
    let mut sites = Vec::<Site>::new();
    let mut from = 0;
    while let Some(at) = scan::next(bytes, from) {
        from = at + 1;
        let mut open = match bytes.get(from) {
            Some(b'(') => from,
            _ if text[at..].starts_with('（') => at,
            _ => {
                places.push(at);
                continue;
            }
        };
        while let Some(site) = residue::site(text, open, sites.last()) {
            open = site.span.end;
            from = open;
            sites.push(site);
            // The scan does not look for a bracket behind a bracket.
            if bytes.get(open) != Some(&b'(') {
                break;
            }
        }
    }
    if !places.is_empty() {
        characters::damage(text, &places, &mut found);
    }
    if !sites.is_empty() {
        judge(text, &sites, &mut found);
        found.sort_by_key(|damage| damage.span);
        // Invisible characters before a bracket belong to both.
        found.dedup_by(|next, kept| {
            next.span.start < kept.span.end && {
                kept.span.end = kept.span.end.max(next.span.end);
                true
            }
        });
    }
    found
}

/// What `。”`, `；“` and `”。` become in GBK that is read one byte off; the programs that leave readings behind do that
/// as well.
const SHIFTED: [&str; 3] = ["?！?", "?弧?", "?薄?"];

fn judge(text: &str, sites: &[Site], found: &mut Vec<Damage>) {
    // Bytes went missing here: no writer made these brackets.
    let misread = SHIFTED.iter().any(|shifted| text.contains(shifted));
    let whole = if misread { Verdict::Residue } else { residue::judge(text, 0, sites, FEWEST) };
    match whole {
        Verdict::Residue => found.extend(sites.iter().map(|site| residue_damage(site, true))),
        verdict => {
            let line =
                |site: &Site| memchr::memrchr(b'\n', &text.as_bytes()[..site.han]).map_or(0, |n| n + 1);
            let mut rest = sites;
            while let Some(first) = rest.first() {
                let start = line(first);
                let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |n| start + n);
                let (here, others) = rest.split_at(rest.partition_point(|site| site.span.end <= end));
                rest = others;
                let is_residue =
                    residue::judge(&text[start..end], start, here, FEWEST_IN_LINE) == Verdict::Residue;
                if is_residue || verdict == Verdict::Doubtful {
                    found.extend(here.iter().map(|site| residue_damage(site, is_residue)));
                }
            }
        }
    }
}

fn residue_damage(site: &Site, repaired: bool) -> Damage {
    let kind = if site.bopomofo { DamageKind::BopomofoResidue } else { DamageKind::PinyinResidue };
    Damage { kind, span: site.span, replacement: String::new(), repaired, of: site.of }
}

#[cfg(test)]
mod tests;
