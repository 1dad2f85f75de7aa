//! Runs that are stopped: nothing half done stays, and `--resume` goes on.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::support::Folder;

fn wait_for(what: &str, mut happened: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !happened() {
        assert!(begin.elapsed() < Duration::from_mins(1), "{what} did not happen");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn send(child: &Child, signal: &str) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn begin(folder: &Folder, args: &[&str]) -> Child {
    let mut command = folder.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Whether this process ignores the signal, as one that was begun in the background may.
fn ignored(signal: &str) -> bool {
    let number = match signal {
        "-HUP" => 1,
        "-INT" => 2,
        _ => return false,
    };
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (number - 1) & 1 == 1
}

fn drafts(folder: &Folder) -> usize {
    folder.files().iter().filter(|name| name.contains(".zhfix-") && !name.contains("journal")).count()
}

#[test]
fn a_draft_does_not_stay() {
    let folder = Folder::new();
    folder.write("out.txt", "old");
    for signal in ["-INT", "-TERM", "-HUP"] {
        if ignored(signal) {
            eprintln!("skipped: whoever runs the tests ignores {signal}, and so do its children");
            continue;
        }
        // It waits for its input, with its output begun.
        let child = begin(&folder, &["convert", "-o", "out.txt"]);
        wait_for("the draft", || drafts(&folder) == 1);
        send(&child, signal);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{signal}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(err, "zhfix: interrupted; out.txt is as it was\n");
        assert_eq!(folder.files(), ["out.txt"]);
        assert_eq!(folder.read("out.txt"), b"old");
    }
}

#[test]
fn an_interrupted_run_says_what_is_done() {
    let folder = Folder::new();
    folder.write("a.txt", "頭髮");
    let pipe = folder.path("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let child = begin(&folder, &["convert", "a.txt", "pipe", "--out-dir", "out", "-j", "1"]);
    wait_for("the first result", || folder.path("out/a.txt").exists());
    // Not INT: a shell that runs the tests in the background lets them ignore it.
    send(&child, "-TERM");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130));
    let err = String::from_utf8(output.stderr).unwrap();
    let expected =
        "zhfix: interrupted; 1 file was written; the same command with --resume goes on from here\n";
    assert_eq!(err, expected);
    assert_eq!(folder.read("out/a.txt"), "头发".as_bytes());
    assert_eq!(drafts(&folder), 0);
}

#[test]
fn a_signal_that_is_ignored_stays_so() {
    let folder = Folder::new();
    let script = format!("trap '' HUP; exec {} convert -o out.txt", env!("CARGO_BIN_EXE_zhfix"));
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(folder.root()).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    wait_for("the draft", || drafts(&folder) == 1);
    send(&child, "-HUP");
    std::thread::sleep(Duration::from_millis(50));
    drop(child.stdin.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(folder.files(), ["out.txt"]);
}

fn times(folder: &Folder) -> Vec<(String, SystemTime)> {
    let names = folder.files().into_iter().filter(|name| name.starts_with("out/") && name.contains(".txt"));
    names.map(|name| (name.clone(), fs::metadata(folder.path(&name)).unwrap().modified().unwrap())).collect()
}

#[test]
fn a_run_that_was_killed_goes_on() {
    let folder = Folder::new();
    let names: Vec<_> = (0..24).map(|number| format!("book/{}/{number}.txt", number % 3)).collect();
    for name in &names {
        folder.write(name, format!("{name}\n頭髮，漢語拼音。\n").repeat(6_000));
    }
    folder.run(&["convert", "book", "--out-dir", "expected"]).done();
    let mut kills = 0;
    loop {
        let before = times(&folder);
        let mut child = begin(&folder, &["convert", "book", "--out-dir", "out", "--resume", "-j", "2"]);
        // Each time, some more files.
        let enough = |folder: &Folder| times(folder).len() >= before.len() + 4;
        wait_for("some results", || enough(&folder) || child.try_wait().unwrap().is_some());
        let _ = Command::new("kill").args(["-KILL", &child.id().to_string()]).stderr(Stdio::null()).status();
        let ended = child.wait().unwrap().code();
        let after = times(&folder);
        // A file may be done whose line in the journal was not written yet.
        let redone = before.iter().filter(|old| !after.contains(old)).count();
        assert!(redone <= 2, "{redone} of {} done again", before.len());
        for (name, _) in &after {
            assert!(folder.read(name) == folder.read(&name.replace("out/", "expected/")), "{name}");
        }
        if ended == Some(0) {
            break;
        }
        kills += 1;
    }
    assert!(kills > 0, "the run was too fast to be killed");
    assert_eq!((times(&folder).len(), drafts(&folder)), (names.len(), 0));
}

#[test]
fn only_what_has_changed_is_done_again() {
    let folder = Folder::new();
    for name in ["a", "b\tc", "d"] {
        folder.write(&format!("book/{name}.txt"), "里面的头发");
    }
    folder.write("my.tsv", "头发\t毛\n");
    let run = |more: &[&str]| {
        let all = [&["convert", "book", "--out-dir", "out", "--resume"], more].concat();
        let before = times(&folder);
        std::thread::sleep(Duration::from_millis(15));
        folder.run(&all).done();
        let after = times(&folder);
        after.iter().filter(|new| !before.contains(new)).map(|(name, _)| name.clone()).collect::<Vec<_>>()
    };
    let all = ["out/a.txt", "out/b\tc.txt", "out/d.txt"];
    let none: [&str; 0] = [];
    assert_eq!(run(&[]), all);
    assert_eq!(run(&["-j", "2", "-q"]), none);
    folder.write("book/a.txt", "里面的头髮");
    assert_eq!(run(&[]), all[..1], "a source");
    folder.write("out/d.txt", "x");
    assert_eq!(run(&[]), all[2..], "a result");
    fs::remove_file(folder.path("out/d.txt")).unwrap();
    assert_eq!(run(&[]), all[2..], "a result that is gone");
    assert_eq!(run(&["--to", "tw"]), all, "an option");
    assert_eq!(run(&["--to", "tw"]), none);
    assert_eq!(run(&["--to", "tw", "--dict", "my.tsv"]), all, "a dictionary");
    assert_eq!(run(&["--to", "tw", "--dict", "my.tsv"]), none);
    folder.write("my.tsv", "头发\t髮\n");
    assert_eq!(run(&["--to", "tw", "--dict", "my.tsv"]), all, "the words of a dictionary");
    assert_eq!(folder.read("out/d.txt"), "裡面的髮".as_bytes());

    folder.run(&["convert", "book", "--out-dir", "out"]).done();
    assert!(!folder.path("out/.zhfix-journal").exists(), "a run without --resume leaves no journal");
    let run = folder.run(&["convert", "book", "--resume"]);
    assert!(run.code() == 2 && run.err().contains("--out-dir"), "{}", run.err());
}
