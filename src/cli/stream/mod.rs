//! Conversion of texts of any size in bounded memory.
//!
//! The input is read in blocks that end where no word can go on, so that the blocks are converted apart and
//! the result is that of the whole text. Memory: [`BLOCKS`] blocks for each thread, and two more.

mod blocks;

use std::collections::BTreeMap;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use super::problem::Problem;
use crate::convert::Converter;
use crate::document::Carry;
use crate::pipeline;
use blocks::Blocks;
pub(crate) use blocks::{check, invalid, read_all};

/// Bytes that a block has at least, but for the last.
const BLOCK: usize = 256 * 1024;

/// Blocks for each thread: one that is converted, one that waits to be, one that waits to be written.
const BLOCKS: usize = 3;

/// Takes each block and its conversion, in order.
pub(crate) type Sink<'a> = &'a mut (dyn FnMut(Converted<'_>) -> Result<(), Problem> + Send);

/// A block, before and after.
pub(crate) struct Converted<'a> {
    pub old: &'a str,
    pub new: &'a str,
    /// Whether the text is nothing but this block.
    pub whole: bool,
}

#[derive(Debug, Default)]
struct Block {
    old: String,
    new: String,
    /// Whether `new` is there already.
    converted: bool,
    /// What is open where the block begins; nothing if all of it is converted, whatever it is.
    carry: Option<Carry>,
}

impl Block {
    fn convert(&mut self, converter: &Converter) {
        if !self.converted {
            self.new.clear();
            match self.carry {
                Some(carry) => pipeline::convert_section(&self.old, carry, converter, &mut self.new),
                None => converter.convert_into(&self.old, &mut self.new),
            }
        }
    }
}

/// Convert all of `source`; `name` is its name in messages. Without `carry`, addresses and directives are text
/// like all other; with it, they are not, and it says what is open where the text begins.
///
/// When the input breaks off or is invalid, the blocks before have been given to the sink.
pub(crate) fn convert(
    source: Box<dyn Read + Send>,
    name: &str,
    converter: &Converter,
    carry: Option<Carry>,
    sink: Sink<'_>,
) -> Result<(), Problem> {
    let mut blocks = Blocks::new(source, name, converter, BLOCK).carrying(carry);
    let mut block = Block::default();
    blocks.next(&mut block)?;
    block.convert(converter);
    let whole = blocks.done();
    sink(Converted { old: &block.old, new: &block.new, whole })?;
    if whole {
        return Ok(());
    }
    // Where several files are worked on at a time, each of them has one thread.
    let threads = if rayon::current_thread_index().is_some() { 1 } else { rayon::current_num_threads() };
    if threads > 1 {
        return in_parallel(blocks, block, converter, threads, sink);
    }
    while !blocks.done() {
        blocks.next(&mut block)?;
        block.convert(converter);
        sink(Converted { old: &block.old, new: &block.new, whole })?;
    }
    Ok(())
}

/// One thread reads, `threads` convert, and this one writes, so that none of them waits for the disk while
/// there is other work.
fn in_parallel(
    blocks: Blocks<'_>,
    used: Block,
    converter: &Converter,
    threads: usize,
    sink: Sink<'_>,
) -> Result<(), Problem> {
    // Blocks go from `free` to the reader, on to a converter, to the writer, and back.
    let (free, empty) = mpsc::channel();
    let (fill, filled) = mpsc::channel();
    let (done, ready) = mpsc::channel();
    let spare = std::iter::repeat_with(Block::default).take(BLOCKS * threads + 1);
    spare.chain([used]).for_each(|block| free.send(block).expect("the receiver is here"));
    let filled = Mutex::new(filled);
    let filled = &filled;
    thread::scope(|scope| {
        for _ in 0..threads {
            let done = done.clone();
            scope.spawn(move || work(filled, &done, converter));
        }
        scope.spawn(move || read(blocks, empty, &fill, &done));
        // Both are dropped when this ends early, and the other threads end too.
        let (free, ready) = (free, ready);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, block) in ready {
            early.insert(number, block);
            while let Some(block) = early.remove(&next) {
                let block: Block = block?;
                sink(Converted { old: &block.old, new: &block.new, whole: false })?;
                next += 1;
                // The reader may have come to the end.
                let _ = free.send(block);
            }
        }
        Ok(())
    })
}

/// A block with its number, or why there is none.
type Numbered = (usize, Result<Block, Problem>);

/// Fill the blocks that come, up to the end of the text or until nobody wants them.
fn read(
    mut blocks: Blocks<'_>,
    empty: Receiver<Block>,
    fill: &Sender<(usize, Block)>,
    done: &Sender<Numbered>,
) {
    for (number, mut block) in (0..).zip(empty) {
        if blocks.done() {
            return;
        }
        if let Err(problem) = blocks.next(&mut block) {
            let _ = done.send((number, Err(problem)));
            return;
        }
        if fill.send((number, block)).is_err() {
            return;
        }
    }
}

/// Convert the blocks that come.
fn work(filled: &Mutex<Receiver<(usize, Block)>>, done: &Sender<Numbered>, converter: &Converter) {
    loop {
        let next = filled.lock().expect("no thread panics with it").recv();
        let Ok((number, mut block)) = next else { return };
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            block.convert(converter);
            block
        }));
        match outcome {
            Ok(block) => {
                if done.send((number, Ok(block))).is_err() {
                    return;
                }
            }
            Err(panic) => {
                // The writer must not wait for this block for ever.
                let _ = done.send((number, Err(Problem::Closed)));
                resume_unwind(panic);
            }
        }
    }
}

#[cfg(test)]
mod tests;
