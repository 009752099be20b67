//! A large set, built and timed beside a plain writer of the same bytes.
//!
//! `cargo bench --bench large_set -- [--regions N] [--pages N] [--folder DIR] [--rounds N]`. Half of the pages are for
//! parents, every region overlays 15 % of them. Figures are the best of the rounds; compare the ratios, not the
//! seconds. Memory is the largest resident set of the program (`VmHWM`, Linux only).
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::cast_precision_loss)]

mod generate;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

struct Options {
    regions: usize,
    pages: usize,
    folder: PathBuf,
    rounds: usize,
}

fn options() -> Options {
    let mut options = Options { regions: 10, pages: 200, folder: std::env::temp_dir(), rounds: 3 };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|w| w.parse().ok()).expect("a number");
        match word.as_str() {
            "--regions" => options.regions = number(),
            "--pages" => options.pages = number(),
            "--rounds" => options.rounds = number(),
            "--folder" => options.folder = words.next().expect("a folder").into(),
            // What cargo itself adds.
            _ => {}
        }
    }
    options
}

fn main() {
    let options = options();
    let work = tempfile::tempdir_in(&options.folder).expect("a folder");
    let set = work.path().join("set");
    generate::set(&set, options.regions, options.pages);
    println!("{} regions x 2 sites x {} pages, {}", options.regions, options.pages, options.folder.display());
    println!("{:<34}{:>9}{:>12}{:>10}{:>9}", "", "seconds", "pages/s", "peak MB", "ratio");

    let mut builds = Vec::new();
    for round in 0..options.rounds {
        let out = work.path().join(format!("out-{round}"));
        builds.push(run(&set, &["build", "--peildatum", "2026-11-22", "--output-dir", &out.to_string_lossy()]));
    }
    let out = work.path().join("out-0");
    let files = read(&out);
    let pages = files.iter().filter(|(p, _)| p.extension().is_some_and(|e| e == "html")).count();
    let bytes: usize = files.iter().map(|(_, b)| b.len()).sum();
    let plain =
        (0..options.rounds).map(|round| plain_writer(&files, &work.path().join(format!("plain-{round}")))).min();
    let plain = plain.expect("a round");

    let best = |runs: Vec<(Duration, u64)>| runs.into_iter().min().expect("a round");
    let again = (0..options.rounds)
        .map(|_| run(&set, &["build", "--peildatum", "2026-11-22", "--output-dir", &out.to_string_lossy()]))
        .collect();
    let checks = (0..options.rounds).map(|_| run(&set, &["check", "--peildatum", "2026-11-22"])).collect();
    let line = |name: &str, (time, memory): (Duration, u64)| {
        let rate = pages as f64 / time.as_secs_f64();
        let ratio = time.as_secs_f64() / plain.as_secs_f64();
        println!("{name:<34}{:>9.3}{rate:>12.0}{:>10.1}{ratio:>9.2}", time.as_secs_f64(), memory as f64 / 1024.0);
    };
    line("plain writer, two threads", (plain, 0));
    line("build, new folder", best(builds));
    line("build, nothing changed", best(again));
    line("check", best(checks));
    println!("{pages} pages, {} files, {:.1} MB", files.len(), bytes as f64 / 1e6);
}

/// Runs the program; wall time and largest resident set in KB.
fn run(set: &Path, arguments: &[&str]) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
        .current_dir(set)
        .args(arguments)
        .stdout(Stdio::null())
        // Its regions confirmed nothing: thousands of warnings.
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut memory = 0;
    let status = loop {
        memory = memory.max(resident(child.id()));
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let time = start.elapsed();
    assert!(status.success(), "the large set has findings: run check on it");
    (time, memory)
}

fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}

fn read(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.strip_prefix(folder).expect("below").to_owned(), fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

/// Writes the same tree with the same bytes from memory: what nobody can be faster than.
fn plain_writer(files: &[(PathBuf, Vec<u8>)], to: &Path) -> Duration {
    let start = Instant::now();
    let (first, second) = files.split_at(files.len() / 2);
    std::thread::scope(|scope| {
        for half in [first, second] {
            scope.spawn(move || {
                for (path, bytes) in half {
                    let path = to.join(path);
                    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
                    fs::write(path, bytes).expect("write");
                }
            });
        }
    });
    start.elapsed()
}
