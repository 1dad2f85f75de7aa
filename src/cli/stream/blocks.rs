//! Reading text block by block, and seeing that it is text.

use std::io::{self, Read};

use super::{BLOCK, Block};
use crate::cli::problem::Problem;
use crate::convert::Converter;
use crate::document::Carry;

/// Bytes that are read first.
const FIRST: usize = 16 * 1024;

/// Reads blocks that can be converted apart from each other.
pub(super) struct Blocks<'a> {
    reader: Utf8Reader<'a>,
    converter: &'a Converter,
    /// Text that was read and belongs to the next block.
    rest: String,
    /// Bytes that a block has at least.
    least: usize,
    carry: Option<Carry>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(
        source: Box<dyn Read + Send>,
        name: &'a str,
        converter: &'a Converter,
        least: usize,
    ) -> Self {
        Self {
            reader: Utf8Reader::new(source, name, least),
            converter,
            rest: String::new(),
            least,
            carry: None,
        }
    }

    /// The text is running text, and this is open where it begins.
    pub(super) const fn carrying(mut self, carry: Option<Carry>) -> Self {
        self.carry = carry;
        self
    }

    /// Whether there are no more blocks.
    pub(super) fn done(&self) -> bool {
        self.reader.ended && self.rest.is_empty()
    }

    /// Read the next block; it is empty at the end only.
    ///
    /// Where the text cannot be cut, as in a line of nothing but Han that goes on for megabytes, the block is
    /// converted here as far as it can be without knowing what follows.
    pub(super) fn next(&mut self, block: &mut Block) -> Result<(), Problem> {
        block.carry = self.carry;
        self.cut(block)?;
        self.carry = self.carry.map(|carry| carry.after(&block.old));
        Ok(())
    }

    fn cut(&mut self, block: &mut Block) -> Result<(), Problem> {
        block.converted = false;
        let text = &mut block.old;
        text.clear();
        std::mem::swap(text, &mut self.rest);
        // A little more than a block: most can be cut soon after its least length.
        let mut size = self.least + self.least / 8 + 1;
        let long = self.least + self.least / 2 + 1;
        loop {
            self.reader.fill(text, size)?;
            let last = self.reader.ended;
            let mut end = self.converter.part(text, self.least, last);
            if end.is_none() && text.len() >= long && !last {
                block.new.clear();
                end = self.converter.convert_start(text, &mut block.new);
                block.converted = end.is_some();
            }
            if let Some(end) = end {
                self.rest.push_str(&text[end..]);
                text.truncate(end);
                return Ok(());
            }
            if last {
                return Ok(());
            }
            // Doubling keeps the work linear where a cut is far away.
            size = if text.len() < long { long } else { 2 * text.len() };
        }
    }
}

/// Read all of `source` and see whether it is text, so that nothing is written if it is not.
pub(crate) fn check(source: Box<dyn Read + Send>, name: &str) -> Result<(), Problem> {
    let mut reader = Utf8Reader::new(source, name, BLOCK);
    while !reader.ended {
        reader.next()?;
    }
    Ok(())
}

/// Read all of `source`, of about so many bytes.
pub(crate) fn read_all(source: Box<dyn Read + Send>, name: &str, size: usize) -> Result<String, Problem> {
    /// Little enough to be in the processor's cache still when it is checked and copied.
    const CHUNK: usize = 128 * 1024;
    let mut text = String::with_capacity(size);
    Utf8Reader::new(source, name, CHUNK).fill(&mut text, usize::MAX)?;
    Ok(text)
}

/// What to say of `bytes`, which are valid UTF-8 up to `valid` only.
pub(crate) fn invalid(name: &str, bytes: &[u8], valid: usize) -> Problem {
    Problem::encoding(name, 1 + lines(&bytes[..valid]), valid as u64)
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// Reads bytes and gives whole characters.
struct Utf8Reader<'a> {
    source: Box<dyn Read + Send>,
    name: &'a str,
    chunk: usize,
    raw: Vec<u8>,
    /// Bytes of `raw` that were given out.
    given: usize,
    /// Bytes behind them: the beginning of a character.
    partial: usize,
    /// Bytes and line ends that came before `raw`.
    offset: u64,
    lines: u64,
    ended: bool,
}

impl<'a> Utf8Reader<'a> {
    /// `chunk` bytes are read at a time, or as many as a character needs.
    fn new(source: Box<dyn Read + Send>, name: &'a str, chunk: usize) -> Self {
        let chunk = chunk.max(4);
        Self { source, name, chunk, raw: Vec::new(), given: 0, partial: 0, offset: 0, lines: 0, ended: false }
    }

    /// Read until `text` has `size` bytes or the input ends.
    fn fill(&mut self, text: &mut String, size: usize) -> Result<(), Problem> {
        while text.len() < size && !self.ended {
            text.push_str(self.next()?);
        }
        Ok(())
    }

    /// The characters of the next chunk; sets `ended` with the last one.
    fn next(&mut self) -> Result<&str, Problem> {
        self.lines += lines(&self.raw[..self.given]);
        self.offset += self.given as u64;
        // A short text needs no long buffer.
        let room = (4 * self.raw.len()).clamp(FIRST.min(self.chunk), self.chunk);
        self.raw.resize(room, 0);
        self.raw.copy_within(self.given..self.given + self.partial, 0);
        let mut len = self.partial;
        while len < room {
            match self.source.read(&mut self.raw[len..]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(more) => len += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Problem::read(self.name, &error)),
            }
        }
        self.given = if self.ended { len } else { len - unfinished(&self.raw[..len]) };
        self.partial = len - self.given;
        simdutf8::compat::from_utf8(&self.raw[..self.given]).map_err(|error| {
            let valid = error.valid_up_to();
            let line = 1 + self.lines + lines(&self.raw[..valid]);
            Problem::encoding(self.name, line, self.offset + valid as u64)
        })
    }
}

/// Bytes at the end of `bytes` that begin a character and do not finish it.
fn unfinished(bytes: &[u8]) -> usize {
    let last = bytes.iter().rev().take(3);
    for (len, &byte) in (1..).zip(last) {
        let needed = match byte {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xff => 4,
            0x80..=0xbf => continue,
            _ => 0,
        };
        return if needed > len { len } else { 0 };
    }
    0
}
