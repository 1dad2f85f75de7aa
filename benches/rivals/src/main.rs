//! zhfix against its rivals: one process, one thread, interleaved rounds.

mod engines;
#[cfg(feature = "opencc")]
mod opencc;

use std::hint::black_box;
use std::path::PathBuf;

const CELLS: [(&str, &str); 6] = [
    ("s2t", "simplified.txt"),
    ("s2twp", "simplified.txt"),
    ("t2s", "traditional.txt"),
    ("s2t", "code.md"),
    ("s2twp", "code.md"),
    ("t2s", "code.md"),
];

const USAGE: &str = "usage: rivals [--corpus FOLDER] [--rounds N] [--bytes N]";

struct Options {
    corpus: PathBuf,
    rounds: usize,
    bytes: usize,
}

fn options() -> Result<Options, String> {
    let mut o = Options {
        corpus: "target/corpus".into(),
        rounds: 5,
        bytes: usize::MAX,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let value = args.next().ok_or(USAGE)?;
        let number = || value.parse().ok().filter(|n| *n > 0).ok_or(USAGE);
        match arg.as_str() {
            "--corpus" => o.corpus = value.into(),
            "--rounds" => o.rounds = number()?,
            "--bytes" => o.bytes = number()?,
            _ => return Err(USAGE.into()),
        }
    }
    Ok(o)
}

fn seconds(clock: libc::clockid_t) -> f64 {
    let mut t = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `t` outlives the call.
    assert_eq!(unsafe { libc::clock_gettime(clock, &mut t) }, 0);
    t.tv_sec as f64 + t.tv_nsec as f64 * 1e-9
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (values[(n - 1) / 2] + values[n / 2]) / 2.0
}

/// One column of the tables.
struct Column {
    title: String,
    names: Vec<&'static str>,
    speed: Vec<f64>,
    /// zhfix's speed over the engine's: the median of the rounds' own ratios, so that
    /// a change of load between rounds touches both sides.
    ratio: Vec<f64>,
}

fn measure(conversion: &str, file: &str, text: &str, rounds: usize) -> Column {
    let mut engines = engines::all(conversion);
    let n = engines.len();
    let mut times = vec![Vec::with_capacity(rounds); n];
    for round in 0..rounds {
        for i in 0..n {
            // Rotated, so that nobody always runs after the same neighbour.
            let i = (round + i) % n;
            let all = seconds(libc::CLOCK_PROCESS_CPUTIME_ID);
            let own = seconds(libc::CLOCK_THREAD_CPUTIME_ID);
            (engines[i].convert)(black_box(text));
            let own = seconds(libc::CLOCK_THREAD_CPUTIME_ID) - own;
            let all = seconds(libc::CLOCK_PROCESS_CPUTIME_ID) - all;
            if all > 1.1 * own + 0.01 {
                eprintln!(
                    "warning: {} used other threads ({own:.3} s of {all:.3} s)",
                    engines[i].name
                );
            }
            times[i].push(own);
        }
    }
    let paired =
        |other: &Vec<f64>| median(other.iter().zip(&times[0]).map(|(o, z)| o / z).collect());
    Column {
        title: format!("{conversion} {}", file.split('.').next().unwrap_or(file)),
        names: engines.iter().map(|e| e.name).collect(),
        speed: times
            .iter()
            .map(|t| text.len() as f64 / 1e6 / median(t.clone()))
            .collect(),
        ratio: times.iter().map(paired).collect(),
    }
}

fn table(
    heading: &str,
    columns: &[Column],
    rows: impl Fn(&str) -> bool,
    cell: impl Fn(&Column, usize) -> String,
) {
    println!("\n{heading}\n");
    let titles: Vec<_> = columns.iter().map(|c| c.title.as_str()).collect();
    println!("| | {} |", titles.join(" | "));
    println!("|---|{}", "---:|".repeat(columns.len()));
    for (i, name) in columns[0]
        .names
        .iter()
        .enumerate()
        .filter(|(_, name)| rows(name))
    {
        let cells: Vec<_> = columns.iter().map(|c| cell(c, i)).collect();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

#[cfg(feature = "opencc")]
fn compare(conversion: &str, text: &str) -> String {
    let ours = engines::converter(conversion).convert(text);
    let opencc = |config: &str| opencc::OpenCc::open(config).convert(text);
    let theirs = opencc(&format!("{conversion}.json"));
    let theirs = theirs.as_str();
    if ours == theirs {
        return "identical".into();
    }
    // OpenCC's command leaves out the dictionaries that may print as missing glyphs;
    // its library takes them. `run` lays the command's configurations beside them.
    let command = format!("{conversion}.command.json");
    if opencc::share().join(&command).exists() && ours == opencc(&command).as_str() {
        return "identical with the dictionaries of OpenCC's command (the library has more)".into();
    }
    let differing = ours.lines().zip(theirs.lines()).filter(|(a, b)| a != b);
    let example = differing.clone().next().map_or(String::new(), |(a, b)| {
        let at = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        let near = |s: &str| {
            s.chars()
                .skip(at.saturating_sub(6))
                .take(14)
                .collect::<String>()
        };
        format!("; first: zhfix {:?}, OpenCC {:?}", near(a), near(b))
    });
    format!("differs in {} lines{example}", differing.count())
}

fn run() -> Result<(), String> {
    let o = options()?;
    let mut columns = Vec::new();
    for (conversion, file) in CELLS {
        let path = o.corpus.join(file);
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let text = &text[..text.floor_char_boundary(o.bytes)];
        eprintln!(
            "{conversion} {file}: {} bytes, {} rounds",
            text.len(),
            o.rounds
        );
        columns.push(measure(conversion, file, text, o.rounds));
        #[cfg(feature = "opencc")]
        println!("{conversion} {file}: {}", compare(conversion, text));
    }
    table(
        "zhfix's speed ÷ theirs",
        &columns,
        |name| !name.starts_with("zhfix"),
        |c, i| format!("{:.2}", c.ratio[i]),
    );
    table(
        "MB/s of thread CPU time",
        &columns,
        |_| true,
        |c, i| format!("{:.1}", c.speed[i]),
    );
    Ok(())
}

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("rivals: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}
