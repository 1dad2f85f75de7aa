//! Conversion of texts of any size in bounded memory.
//!
//! The input is read in blocks that end where no word can go on, so that the blocks are converted apart and
//! the result is that of the whole text. Memory: three batches of two blocks for each thread.

use std::io::{self, Read};

use rayon::prelude::*;

use super::problem::Problem;
use crate::convert::Converter;

/// Bytes that are read at a time; blocks are about as long.
const CHUNK: usize = 256 * 1024;

/// Blocks of a batch for each thread.
const PER_THREAD: usize = 2;

/// Takes each block and its conversion, in order.
pub(crate) type Sink<'a> = &'a mut (dyn FnMut(Converted<'_>) -> Result<(), Problem> + Send);

/// A block, before and after.
pub(crate) struct Converted<'a> {
    pub old: &'a str,
    pub new: &'a str,
    /// Whether the text is nothing but this block.
    pub whole: bool,
}

#[derive(Default)]
struct Block {
    old: String,
    new: String,
}

impl Block {
    fn convert(&mut self, converter: &Converter) {
        self.new.clear();
        converter.convert_into(&self.old, &mut self.new);
    }
}

/// Convert all of `source`; `name` is its name in messages.
///
/// When the input breaks off or is invalid, the blocks before have been given to the sink.
pub(crate) fn convert(
    source: Box<dyn Read + Send>,
    name: &str,
    converter: &Converter,
    sink: Sink<'_>,
) -> Result<(), Problem> {
    let mut blocks = Blocks::new(source, name, converter);
    let mut first = Block::default();
    blocks.next(&mut first.old)?;
    if blocks.done() {
        first.convert(converter);
        return sink(Converted { old: &first.old, new: &first.new, whole: true });
    }
    let len = PER_THREAD * rayon::current_num_threads();
    let (mut ready, mut current, mut next) = (Vec::new(), vec![first], Vec::new());
    while !current.is_empty() {
        let (exchanged, ()) = rayon::join(
            || {
                write(&ready, sink)?;
                Ok(blocks.batch(&mut next, len))
            },
            || current.par_iter_mut().for_each(|block| block.convert(converter)),
        );
        if let Err(problem) = exchanged? {
            write(&current, sink)?;
            return Err(problem);
        }
        // The written blocks lend their memory to those that are read next.
        std::mem::swap(&mut ready, &mut current);
        std::mem::swap(&mut current, &mut next);
    }
    write(&ready, sink)
}

/// Read all of `source` and see whether it is text, so that nothing is written if it is not.
pub(crate) fn check(source: Box<dyn Read + Send>, name: &str) -> Result<(), Problem> {
    let mut source = source;
    let mut raw = vec![0; CHUNK];
    let (mut offset, mut partial) = (0, 0);
    loop {
        let len = match source.read(&mut raw[partial..]) {
            Ok(more) => partial + more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Problem::read(name, &error)),
        };
        let ended = len == partial;
        let whole = if ended { len } else { len - unfinished(&raw[..len]) };
        simdutf8::compat::from_utf8(&raw[..whole])
            .map_err(|error| Problem::encoding(name, offset + error.valid_up_to() as u64))?;
        if ended {
            return Ok(());
        }
        raw.copy_within(whole..len, 0);
        partial = len - whole;
        offset += whole as u64;
    }
}

fn write(
    blocks: &[Block],
    sink: &mut (dyn FnMut(Converted<'_>) -> Result<(), Problem> + Send),
) -> Result<(), Problem> {
    blocks.iter().try_for_each(|block| sink(Converted { old: &block.old, new: &block.new, whole: false }))
}

/// Reads text block by block.
struct Blocks<'a> {
    source: Box<dyn Read + Send>,
    name: &'a str,
    converter: &'a Converter,
    /// Text that was read and belongs to the next block.
    rest: String,
    raw: Vec<u8>,
    /// Bytes at the start of `raw`: the beginning of a character.
    partial: usize,
    /// Bytes that came before `raw`.
    offset: u64,
    ended: bool,
}

impl<'a> Blocks<'a> {
    fn new(source: Box<dyn Read + Send>, name: &'a str, converter: &'a Converter) -> Self {
        let (rest, raw) = (String::new(), Vec::new());
        Self { source, name, converter, rest, raw, partial: 0, offset: 0, ended: false }
    }

    /// Whether there are no more blocks.
    fn done(&self) -> bool {
        self.ended && self.rest.is_empty()
    }

    /// Read up to `len` blocks into `batch`, none at the end.
    fn batch(&mut self, batch: &mut Vec<Block>, len: usize) -> Result<(), Problem> {
        batch.resize_with(len, Block::default);
        let mut filled = 0;
        while filled < len && !self.done() {
            self.next(&mut batch[filled].old)?;
            filled += 1;
        }
        batch.truncate(filled);
        Ok(())
    }

    /// Read the next block; it is empty at the end only.
    fn next(&mut self, block: &mut String) -> Result<(), Problem> {
        block.clear();
        std::mem::swap(block, &mut self.rest);
        // A little more than a chunk: most blocks can be cut soon after one.
        let mut size = CHUNK + CHUNK / 8;
        loop {
            self.fill(block, size)?;
            if let Some(end) = self.converter.part(block, self.ended) {
                self.rest.push_str(&block[end..]);
                block.truncate(end);
                return Ok(());
            }
            if self.ended {
                return Ok(());
            }
            // Doubling keeps the work linear where a cut is far away.
            size = 2 * block.len();
        }
    }

    /// Read until `text` has `size` bytes or the input ends.
    fn fill(&mut self, text: &mut String, size: usize) -> Result<(), Problem> {
        self.raw.resize(CHUNK, 0);
        while text.len() < size && !self.ended {
            let len = self.read()?;
            let whole = if self.ended { len } else { len - unfinished(&self.raw[..len]) };
            let valid = simdutf8::compat::from_utf8(&self.raw[..whole])
                .map_err(|error| Problem::encoding(self.name, self.offset + error.valid_up_to() as u64))?;
            text.push_str(valid);
            self.raw.copy_within(whole..len, 0);
            self.partial = len - whole;
            self.offset += whole as u64;
        }
        Ok(())
    }

    /// Fill `raw` as far as the input goes; the number of bytes in it.
    fn read(&mut self) -> Result<usize, Problem> {
        let mut len = self.partial;
        while len < CHUNK {
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
        Ok(len)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Vec<String>, Problem> {
        let converter = Converter::exact("t2s").unwrap();
        let mut blocks = Blocks::new(Box::new(io::Cursor::new(text.to_vec())), "x", &converter);
        let mut all = Vec::new();
        loop {
            let mut block = String::new();
            blocks.next(&mut block)?;
            all.push(block);
            if blocks.done() {
                return Ok(all);
            }
        }
    }

    #[test]
    fn blocks_are_the_text() {
        let text = "頭髮。\n漢語拼音，𠮷。\n".repeat(300_000);
        let blocks = read(text.as_bytes()).unwrap();
        assert!(blocks.len() > 10, "{}", blocks.len());
        assert_eq!(blocks.concat(), text);
        assert_eq!(read(b"").unwrap(), [""]);
    }

    #[test]
    fn a_broken_character_is_found_where_it_is() {
        let mut text = "漢".repeat(2 << 20).into_bytes();
        let at = text.len() - 6;
        text[at + 1] = b'x';
        let problem = read(&text).unwrap_err().to_string();
        assert!(problem.contains(&format!("(byte {at})")), "{problem}");
        text.truncate(at + 1);
        let problem = read(&text).unwrap_err().to_string();
        assert!(problem.contains(&format!("(byte {at})")), "{problem}");
    }
}
