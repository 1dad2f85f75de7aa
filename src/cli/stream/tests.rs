use std::io::{self, Cursor, Read};

use proptest::prelude::*;

use super::*;
use crate::convert::{Options, Target};
use crate::lexicon::Entries;
use crate::variant::Variant;

/// Gives `text` in pieces of at most `step` bytes, as a pipe would.
struct Pipe {
    text: Cursor<Vec<u8>>,
    step: usize,
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(self.step);
        self.text.read(&mut buffer[..len])
    }
}

fn blocks(
    text: &[u8],
    step: usize,
    least: usize,
    converter: &Converter,
) -> Result<Vec<(String, String)>, Problem> {
    let source = Pipe { text: Cursor::new(text.to_vec()), step };
    let mut blocks = Blocks::new(Box::new(source), "x", converter, least);
    let mut all = Vec::new();
    loop {
        let mut block = Block::default();
        blocks.next(&mut block)?;
        block.convert(converter);
        all.push((block.old, block.new));
        if blocks.done() {
            return Ok(all);
        }
    }
}

fn converters() -> Vec<Converter> {
    let rows = [
        ("头发", "HAIR"),
        ("A", "BBB"),
        ("SL", ""),
        ("SQ注", "x"),
        ("干部", "干部"),
        ("髮，乾", "y"),
        ("𠮷", "吉"),
    ];
    let user: Entries = rows.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
    let mut all = Vec::new();
    for name in ["s2t", "s2twp", "t2s", "tw2sp", "jp2t"] {
        for user in [Entries::new(), user.clone()] {
            let target = Target::Exact(name.to_owned());
            all.push(Converter::new(&Options { target, user, ..Options::default() }).unwrap());
        }
    }
    all.push(Converter::to(Variant::HantTw));
    all
}

const PIECES: &[&str] = &[
    "头",
    "发",
    "头发",
    "展",
    "干",
    "部",
    "领导干部",
    "资讯科技",
    "覆",
    "資訊科技",
    "资",
    "软件",
    "硬",
    "盘",
    "里面",
    "硅",
    "二极管",
    "后",
    "意大利",
    "面",
    "S",
    "SQ",
    "SQL",
    "注入",
    "U",
    "U盘",
    "A",
    "肝",
    "𠮷",
    "\u{F901}",
    "\u{2F800}",
    "⿰",
    "⿲",
    "é",
    " ",
    "，",
    "。",
    "\n",
    "乾",
    "髮",
];

#[test]
fn every_block_size_gives_what_the_whole_gives() {
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let converters = converters();
    let config = Config { cases: 120, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let text = proptest::collection::vec(proptest::sample::select(PIECES), 0..400);
    runner
        .run(&(text, 1_usize..2000), |(text, size)| {
            let text = text.concat();
            for (number, converter) in converters.iter().enumerate() {
                let expected = converter.convert(&text);
                for least in [1, size % 32 + 1, size] {
                    let found = blocks(text.as_bytes(), size, least, converter).unwrap();
                    let (old, new): (Vec<_>, Vec<_>) = found.into_iter().unzip();
                    prop_assert_eq!(&old.concat(), &text);
                    prop_assert_eq!(&new.concat(), &expected, "{} in blocks of {}", number, least);
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_text_without_a_cut_is_read_in_blocks_too() {
    let text = "領導干部的頭髮乾了".repeat(200_000);
    for name in ["t2s", "s2twp"] {
        let converter = Converter::exact(name).unwrap();
        let found = blocks(text.as_bytes(), 1 << 16, BLOCK, &converter).unwrap();
        assert!(found.len() >= 10, "{}", found.len());
        assert!(found.iter().all(|(old, _)| old.len() <= 3 * BLOCK), "no block is long");
        let whole: String = found.into_iter().map(|(_, new)| new).collect();
        assert!(whole == converter.convert(&text), "{name}");
    }
}

#[test]
fn a_broken_character_is_found_where_it_is() {
    let converter = Converter::exact("t2s").unwrap();
    for text in ["漢".repeat(1 << 18), "漢，字\n".repeat(1 << 17)] {
        let mut text = text.into_bytes();
        let at = text.len() - 6 - usize::from(text.ends_with(b"\n"));
        let line = 1 + memchr::memchr_iter(b'\n', &text[..at]).count();
        let message = format!("x: invalid UTF-8 (line {line}, byte {at})");
        text[at + 1] = b'x';
        for _ in 0..2 {
            let problem = blocks(&text, 1000, BLOCK, &converter).unwrap_err().to_string();
            assert!(problem.starts_with(&message), "{problem}");
            let problem = check(Box::new(Cursor::new(text.clone())), "x").unwrap_err().to_string();
            assert!(problem.starts_with(&message), "{problem}");
            let problem = invalid("x", &text, at).to_string();
            assert!(problem.starts_with(&message), "{problem}");
            text.truncate(at + 1);
        }
    }
}

/// Blocks come in order and whole from any number of threads, and what goes wrong ends all of them.
#[test]
fn threads_do_not_show() {
    let converter = Converter::exact("t2s").unwrap();
    let text = "頭髮，\n漢語拼音。𠮷\n".repeat(60_000);
    let expected = converter.convert(&text);
    for threads in [1, 2, 7] {
        let run = |bytes: Vec<u8>, limit: usize| {
            let mut blocks = Blocks::new(Box::new(Cursor::new(bytes)), "x", &converter, 1 << 12);
            let mut first = Block::default();
            blocks.next(&mut first).unwrap();
            first.convert(&converter);
            let mut out = first.new.clone();
            let done = in_parallel(blocks, first, &converter, threads, &mut |block: Converted<'_>| {
                out.push_str(block.new);
                if out.len() > limit { Err(Problem::Closed) } else { Ok(()) }
            });
            (done, out)
        };
        let (done, out) = run(text.clone().into_bytes(), usize::MAX);
        assert!(done.is_ok() && out == expected, "{threads} threads");
        let (done, out) = run(text.clone().into_bytes(), 1 << 16);
        assert!(matches!(done, Err(Problem::Closed)) && expected.starts_with(&out));
        let mut broken = text.clone().into_bytes();
        broken.push(0xff);
        let (done, out) = run(broken, usize::MAX);
        assert!(matches!(done, Err(Problem::Message(_))) && expected.starts_with(&out));
    }
}
