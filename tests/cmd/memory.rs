//! Memory does not grow with the text or with the number of files.

use std::io::{Read, Write};
use std::process::{Child, Stdio};

use crate::support::Folder;

/// Most memory that the process has had so far, in bytes; nothing once it has ended.
fn peak(child: &Child) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<usize>().ok()? << 10)
}

const MB: usize = 1 << 20;

/// What one process needs for a text of 8 MB and for one of 48 MB.
fn peaks(folder: &Folder, args: &[&str], text: &str) -> (usize, usize) {
    let mut command = folder.command(args);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()).unwrap());
    let piece = text.repeat(MB / text.len() + 1);
    let mut feed = |pieces: usize| {
        (0..pieces).for_each(|_| stdin.write_all(piece.as_bytes()).unwrap());
        // It has read all but the last of it.
        peak(&child).unwrap()
    };
    let peaks = (feed(8), feed(40));
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert!(reader.join().unwrap() > 40 * MB as u64);
    peaks
}

#[test]
fn a_long_text_takes_no_more_memory_than_a_short_one() {
    let folder = Folder::new();
    let lines = "領導幹部的頭髮，乾了。\r\n這裡是 ASCII text\n";
    let line = "領導幹部的頭髮乾了這裡是一行";
    for (args, text) in [
        (["convert", "-c", "t2s", "-j", "2"], lines),
        (["convert", "-c", "t2s", "-j", "2"], line),
        (["convert", "--to", "tw", "-j", "2"], lines),
    ] {
        let (short, long) = peaks(&folder, &args, text);
        assert!(long < 64 * MB && long < short + 16 * MB, "{args:?}: {short} and {long} bytes");
    }
}

#[test]
fn many_files_take_no_more_memory_than_few() {
    let folder = Folder::new();
    for number in 0..4000 {
        folder.write(&format!("book/{number}.txt"), "頭髮，漢語\n");
    }
    let mut command = folder.command(&["convert", "book", "--out-dir", "out", "-j", "2"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(peak(&child).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!(err, "");
    assert!(most > 0 && most < 48 * MB, "{most} bytes");
}

/// There are findings nearly everywhere.
#[test]
fn a_finding_takes_little_memory() {
    const FINDINGS: usize = 500_000;
    let folder = Folder::new();
    let line = "这,个,问,题,很,严,重,我,们,讨,论,了,它,的,后,果\n";
    let lines = FINDINGS / line.matches(',').count();
    folder.write("few.txt", line.repeat(lines / 10));
    folder.write("many.txt", line.repeat(lines));
    let most = |args: &[&str]| {
        let mut command = folder.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()).unwrap());
        let mut most = 0;
        while child.try_wait().unwrap().is_none() {
            most = most.max(peak(&child).unwrap_or(0));
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        reader.join().unwrap();
        most
    };
    for args in [&["lint", "-q"][..], &["lint", "-q", "--output-format", "jsonl"], &["fix", "-q"]] {
        let [few, many] = ["few.txt", "many.txt"].map(|name| most(&[args, &[name]].concat()));
        let each = many.saturating_sub(few) / (FINDINGS * 9 / 10);
        assert!(few > 0 && each < 200, "{args:?}: {each} bytes for each finding");
    }
}
