//! What a dictionary makes of a text character by character, and where its words are.

use std::cell::RefCell;
use std::mem;
use std::ops::Range;

use super::engine::Engine;
use super::sink::{Noted, Writer};
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
    /// What the text becomes.
    made: String,
    /// Byte offset in that of what each character becomes, and of the end.
    places: Vec<u32>,
    decided: Vec<char>,
    /// Places where a word begins, sorted: no search goes back further, so that the time of many is linear.
    begins: RefCell<Vec<u32>>,
}

impl<'e> Reading<'e> {
    /// Nothing, read with a dictionary each of whose values has as many characters as its key.
    pub fn empty(engine: &'e Engine) -> Self {
        let (text, made, noted, decided) = (String::new(), String::new(), Vec::new(), Vec::new());
        let (offsets, places, begins) = (vec![0], vec![0], RefCell::default());
        Self { engine, text, offsets, noted, made, places, decided, begins }
    }

    /// Read `text`.
    ///
    /// # Panics
    ///
    /// As [`read`](Self::read).
    pub fn new(engine: &'e Engine, text: String) -> Self {
        let mut reading = Self::empty(engine);
        reading.text = text;
        reading.offsets.clear();
        reading.note(false);
        reading
    }

    /// Read `text` instead, in the same memory; `offsets` are those of its characters, and of the end.
    ///
    /// # Panics
    ///
    /// If the dictionary has values of another length than their key, or if the text has 4 GiB.
    pub fn read(&mut self, text: &str, offsets: &[u32]) {
        self.text.clear();
        self.text.push_str(text);
        self.offsets.clear();
        self.offsets.extend_from_slice(offsets);
        self.note(true);
    }

    /// The same with the text of these characters.
    ///
    /// # Panics
    ///
    /// As [`read`](Self::read).
    pub fn read_characters(&mut self, text: &[char]) {
        self.text.clear();
        self.text.extend(text);
        self.note(false);
    }

    fn note(&mut self, known: bool) {
        let writer = Writer::behind(mem::take(&mut self.made).into_bytes());
        let mut noted = Noted { writer, spans: mem::take(&mut self.noted) };
        let same = self.engine.note(&mut self.text, &mut noted);
        self.noted = noted.spans;
        self.made = noted.writer.into_text();
        assert!(u32::try_from(self.text.len().max(self.made.len())).is_ok(), "a section is shorter");
        self.begins.get_mut().clear();
        if !(known && same) {
            self.offsets.clear();
            self.offsets.extend(self.text.char_indices().map(|(at, _)| at as u32));
            self.offsets.push(self.text.len() as u32);
        }
        let len = self.offsets.len() - 1;
        self.decided.resize(len, '\0');
        self.places.resize(len, 0);
        let mut made = self.made.char_indices();
        // In this way no vector is asked for room at each character.
        for (decided, place) in self.decided.iter_mut().zip(&mut self.places) {
            let (at, c) = made.next().expect("characters stand for characters");
            *decided = c;
            *place = at as u32;
        }
        assert!(made.next().is_none(), "characters stand for characters");
        self.places.push(self.made.len() as u32);
    }

    /// What each character becomes.
    pub fn decided(&self) -> &[char] {
        &self.decided
    }

    /// What some characters become.
    pub fn made(&self, range: Range<usize>) -> &str {
        &self.made[self.places[range.start] as usize..self.places[range.end] as usize]
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
