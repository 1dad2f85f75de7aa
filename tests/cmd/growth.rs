//! Time grows with the text and with what is found in it, and not faster.

use crate::support::Folder;

/// Seconds of processor time that the program takes.
fn seconds(folder: &Folder, args: &[&str]) -> f64 {
    let run = std::process::Command::new("sh")
        .args(["-c", "\"$0\" \"$@\" >/dev/null 2>err; test $? -lt 2 || cat err; times"])
        .arg(env!("CARGO_BIN_EXE_zhfix"))
        .args(args)
        .current_dir(folder.root())
        .output()
        .unwrap();
    let text = String::from_utf8(run.stdout).unwrap();
    // The second line is about children: user and system, as in 0m1.25s.
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 2, "{args:?}: {text}");
    let parse = |time: &str| -> f64 {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    };
    lines[1].split_whitespace().map(parse).sum()
}

const REPORTS: [&str; 3] = ["full", "json", "sarif"];

/// Run the commands on `piece`, repeated, and on four times as much: they may take four times as long, and are given
/// ten times. What is done twice for each pair of places takes sixteen times as long.
fn grows(name: &str, piece: &str, times: usize) {
    let folder = Folder::new();
    let mut commands = vec![vec!["lint", "--fix"], vec!["convert", "--to", "zh-Hant-TW", "-o", "out.txt"]];
    for format in REPORTS {
        commands.push(vec!["lint", "--output-format", format]);
        commands.push(vec!["convert", "--to", "zh-Hant-TW", "--output-format", format]);
    }
    for command in commands {
        let mut took = |times: usize| {
            folder.write("in.txt", piece.repeat(times));
            seconds(&folder, &[&command[..], &["-q", "-j1", "--isolated", "in.txt"]].concat())
        };
        let (short, long) = (took(times / 4), took(times));
        // Reading the dictionaries takes as long for both.
        assert!(long < 10.0 * short + 0.5, "{name}, {command:?}: {short} and {long} s");
    }
}

#[test]
fn a_line_of_one_megabyte() {
    let piece = "这个问题很严重,我们讨论了它的后果（“好”）。";
    grows("line", piece, (1 << 20) / piece.len());
}

#[test]
fn brackets_without_a_partner() {
    for piece in ["（", "中「", "(", "中（文】", "“中《", "中\"文'"] {
        grows(piece, piece, 100_000);
    }
}

#[test]
fn a_million_findings() {
    // In one line, of rules that look at the place and conversion; in many lines, of a rule that looks at all of it.
    for (piece, times) in [("中文,说", 1_000_000), ("屋裡和屋裏\n", 200_000)] {
        grows(piece, piece, times);
    }
}
