//! Days on which nothing works: what is wrong is named, what could be done is done, nothing is half written.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use crate::support::Folder;

const BAD: &str = "你好,世界。\n";

/// Every format that is written to a file.
const FORMATS: [&str; 15] = [
    "full",
    "concise",
    "grouped",
    "statistics",
    "diff",
    "html",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "rdjsonl",
    "junit",
    "checkstyle",
    "csv",
];

#[test]
fn a_full_disk_is_named_and_nothing_else_is_lost() {
    let folder = Folder::new();
    folder.write("a.txt", BAD.repeat(2000));
    let run = folder.run(&["lint", "a.txt", "--output-file", "json=/dev/full"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("/dev/full: cannot be written: the disk is full"), "{}", run.err());
    assert!(run.text().contains("a.txt:1:3 halfwidth-punct"), "{}", run.text());
    // A limit of the system on the length of files stands for a small disk.
    let program = env!("CARGO_BIN_EXE_zhfix");
    for args in ["lint a.txt --output-file json=r.json", "fix -i a.txt", "fix a.txt -o b.txt"] {
        let script = format!("trap '' XFSZ; ulimit -f 8; exec {program} {args} >/dev/null");
        let out = Command::new("bash").args(["-c", &script]).current_dir(folder.root()).output().unwrap();
        let err = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(2), "{args}: {err}");
        assert!(err.contains("cannot be written: "), "{args}: {err}");
        assert_eq!(folder.files(), ["a.txt"], "{args}");
        assert_eq!(folder.read("a.txt"), BAD.repeat(2000).as_bytes(), "{args}");
    }
}

#[test]
fn a_file_that_vanishes_is_named_and_the_others_are_done() {
    let folder = Folder::new();
    folder.write("b.txt", BAD);
    let pipe = folder.path("a.txt");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut command = folder.command(&["lint", "-j", "1", "--output-format", "concise", "a.txt", "b.txt"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The program has opened the pipe when it can be written to; then the other file goes.
    let mut end = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    fs::remove_file(folder.path("b.txt")).unwrap();
    end.write_all(BAD.as_bytes()).unwrap();
    drop(end);
    let out = child.wait_with_output().unwrap();
    let (text, err) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    assert_eq!(out.status.code(), Some(2));
    assert!(text.starts_with("a.txt:1:3: halfwidth-punct"), "{text}");
    assert!(err.contains("b.txt: cannot be read: there is no such file"), "{err}");
}

#[test]
fn a_file_that_grows_is_read_as_far_as_it_goes() {
    let folder = Folder::new();
    let path = folder.write("a.txt", BAD.repeat(100));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = fs::OpenOptions::new().append(true).open(&path).unwrap();
            for _ in 0..2000 {
                file.write_all(BAD.as_bytes()).unwrap();
            }
        });
        let run = folder.run(&["lint", "--output-format", "json", "a.txt"]);
        assert_eq!(run.code(), 1, "{}", run.err());
        let report: serde_json::Value = serde_json::from_slice(run.out()).unwrap();
        assert!(report["findings"].as_array().unwrap().len() >= 100);
    });
}

#[test]
fn links_in_a_circle_are_left_out_of_folders_and_named_as_arguments() {
    let folder = Folder::new();
    folder.write("d/a.txt", BAD);
    symlink(".", folder.path("d/again")).unwrap();
    symlink("y", folder.path("d/x")).unwrap();
    symlink("x", folder.path("d/y")).unwrap();
    let run = folder.run(&["lint", "d", "--output-format", "concise"]);
    assert_eq!((run.code(), run.text().lines().count()), (1, 1), "{}", run.err());
    let run = folder.run(&["lint", "d/x"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("d/x: cannot be read: "), "{}", run.err());
    let run = folder.run(&["fix", "d/a.txt", "-o", "d/x"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("d/x: "), "{}", run.err());
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_reported_in_every_format() {
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"d/\xb9\x1b\n<\".txt");
    fs::create_dir(folder.path("d")).unwrap();
    fs::write(folder.root().join(name), BAD).unwrap();
    for format in FORMATS {
        let run = folder.run(&["lint", "d", "--output-format", format]);
        assert_eq!(run.code(), 1, "{format}: {}", run.err());
        let text = run.text();
        if ["json", "gitlab", "sarif"].contains(&format) {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
        // Nothing steers the terminal.
        let for_programs = ["csv", "github"].contains(&format);
        assert!(for_programs || !text.contains('\x1b'), "{format}: {text:?}");
    }
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    let folder = Folder::new();
    folder.write("d/closed.txt", BAD);
    folder.write("d/open.txt", BAD);
    fs::set_permissions(folder.root(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(folder.path("d"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(folder.path("d/closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    let run = |args: &[&str]| {
        let mut command = folder.command(args);
        // The superuser may do everything: another one has to try.
        if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            command.uid(65534).gid(65534);
        }
        command.output()
    };
    let Ok(out) = run(&["lint", "d", "--output-format", "concise"]) else {
        eprintln!("skipped: nobody else may run the program here");
        return;
    };
    let err = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(2), "{err}");
    assert!(err.contains("d/closed.txt: cannot be read: permission denied"), "{err}");
    assert!(String::from_utf8(out.stdout).unwrap().starts_with("d/open.txt:1:3: "), "{err}");
    let out = run(&["lint", "d/open.txt", "--output-file", "csv=d/r.csv"]).unwrap();
    let err = String::from_utf8(out.stderr).unwrap();
    // Where this runs as an ordinary user, the folder is its own.
    assert!(matches!(out.status.code(), Some(1 | 2)), "{err}");
    if out.status.code() == Some(2) {
        assert!(err.contains("d/r.csv: cannot be written: "), "{err}");
        assert_eq!(folder.files(), ["d/closed.txt", "d/open.txt"]);
    }
}

#[test]
fn a_hundred_thousand_files_in_one_folder() {
    let folder = Folder::new();
    fs::create_dir(folder.path("d")).unwrap();
    for number in 0..100_000 {
        fs::write(folder.path(&format!("d/{number:06}.txt")), if number == 77_777 { BAD } else { "" })
            .unwrap();
    }
    let run = folder.run(&["lint", "d", "--output-format", "concise"]);
    assert_eq!(run.code(), 1);
    assert!(run.text().starts_with("d/077777.txt:1:3: "), "{}", run.text());
    assert!(run.err().contains("100000 files, 1 with findings"), "{}", run.err());
}

#[test]
fn whoever_stops_reading_stops_nobody_else() {
    let folder = Folder::new();
    folder.write("a.txt", BAD.repeat(20_000));
    for format in FORMATS {
        let args = ["lint", "a.txt", "--all", "--output-format", format, "--output-file", "csv=r.csv"];
        let mut child = folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let out = child.wait_with_output().unwrap();
        let err = String::from_utf8(out.stderr).unwrap();
        assert!(!err.contains("panicked"), "{format}: {err}");
        assert_eq!(out.status.code(), Some(1), "{format}: {err}");
        let rows = folder.read("r.csv").split(|&byte| byte == b'\n').count();
        assert_eq!(rows, 20_002, "{format}");
    }
}

#[test]
fn a_narrow_terminal_is_enough() {
    let folder = Folder::new();
    folder.write("a-file-with-a-long-name.txt", "很".repeat(60) + ",好");
    for columns in ["20", "1", "0", "x", "9999999999999999999999"] {
        let mut command = folder.command(&["lint", "."]);
        let out = command.env("COLUMNS", columns).output().unwrap();
        assert_eq!(out.status.code(), Some(1), "{columns}");
        if columns == "20" {
            for line in String::from_utf8(out.stdout).unwrap().lines() {
                let wide = line.chars().filter(|&c| c > '\u{2e80}').count();
                assert!(line.chars().count() + wide <= 20, "{line}");
            }
        }
    }
}
