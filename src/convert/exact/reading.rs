//! What a dictionary makes of a text character by character, and where its words are.

use std::cell::RefCell;

use super::engine::Engine;
use super::sink::Noted;
use crate::text::Span;

/// Bytes between places where a word was found to begin that are remembered.
const STRIDE: usize = 96;

/// A text as a dictionary reads it. What becomes of each character is found out at once, with the speed of a
/// conversion; where the words are that only keep their characters together, only where someone asks.
pub struct Reading<'e> {
    engine: &'e Engine,
    text: String,
    /// Byte offset of each character, and of the end.
    offsets: Vec<u32>,
    /// The words that become something else than their characters do, sorted.
    noted: Vec<Span>,
    decided: Vec<char>,
    /// Places where a word begins, sorted: no search goes back further, so that the time of many is linear.
    begins: RefCell<Vec<u32>>,
}

impl<'e> Reading<'e> {
    /// Read `text` with a dictionary each of whose values has as many characters as its key.
    ///
    /// # Panics
    ///
    /// If it has others, or if `text` has 4 GiB.
    pub fn new(engine: &'e Engine, text: String) -> Self {
        let mut noted = Noted::default();
        let text = engine.note(text, &mut noted);
        assert!(u32::try_from(text.len()).is_ok(), "a section is shorter");
        let mut offsets = Vec::with_capacity(text.len() / 2 + 1);
        offsets.extend(text.char_indices().map(|(at, _)| at as u32));
        offsets.push(text.len() as u32);
        let Noted { writer, spans: noted } = noted;
        let mut decided = Vec::with_capacity(offsets.len());
        decided.extend(writer.into_text().chars());
        assert_eq!(decided.len() + 1, offsets.len(), "characters stand for characters");
        Self { engine, text, offsets, noted, decided, begins: RefCell::default() }
    }

    /// What each character becomes.
    pub fn decided(&self) -> &[char] {
        &self.decided
    }

    /// The word that covers a character: its first character and its length; a character that stands alone is
    /// one.
    pub fn word(&self, at: usize) -> (usize, usize) {
        let mut begins = self.begins.borrow_mut();
        let here = self.offsets[at];
        let begin = match begins.last() {
            Some(&last) if last > here => begins.partition_point(|&begin| begin <= here).checked_sub(1),
            last => last.map(|_| begins.len() - 1),
        };
        let begin = begin.map_or(0, |index| begins[index] as usize);
        let span = self.engine.segment(&self.text, &self.noted, begin, here as usize);
        if begins.last().is_none_or(|&last| span.start >= last as usize + STRIDE) {
            begins.push(span.start as u32);
        }
        let before = self.offsets[..=at].iter().rev().take_while(|&&offset| offset as usize >= span.start);
        let from = at + 1 - before.count();
        let inside = self.offsets[from..].iter().take_while(|&&offset| (offset as usize) < span.end);
        (from, inside.count())
    }

    /// Length of the word of several characters that begins at a character, or 0.
    pub fn word_from(&self, at: usize) -> usize {
        match self.word(at) {
            (from, len) if from == at && len > 1 => len,
            _ => 0,
        }
    }

    /// Whether a word of several characters covers a character.
    pub fn is_covered(&self, at: usize) -> bool {
        self.word(at).1 > 1
    }
}
