//! From a save to the page that shows it, in the preview of a large set.
//!
//! `cargo bench --bench edit -- [--regions N] [--pages N] [--edits N] [--pause MS] [--folder DIR]`. The program
//! runs as an editor runs it; a file is written, and its page is asked for until it shows what was written.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::cast_precision_loss)]

mod generate;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Options {
    regions: usize,
    pages: usize,
    edits: usize,
    /// Between two saves: what a save sets going in the background runs meanwhile.
    pause: Duration,
    folder: PathBuf,
}

fn options() -> Options {
    let mut options =
        Options { regions: 150, pages: 200, edits: 40, pause: Duration::from_secs(1), folder: std::env::temp_dir() };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().and_then(|w| w.parse().ok()).expect("a number");
        match word.as_str() {
            "--regions" => options.regions = number(),
            "--pages" => options.pages = number(),
            "--edits" => options.edits = number(),
            "--pause" => options.pause = Duration::from_millis(number().try_into().expect("a number")),
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
    let (program, address, started) = start(&set);
    println!("{} regions x 2 sites x {} pages: ready after {started:.2?}", options.regions, options.pages);
    // The first look at everything is over before edits are timed, as it is for an editor.
    std::thread::sleep(Duration::from_secs(if options.regions > 20 { 10 } else { 2 }));
    println!("{:<34}{:>9}{:>9}{:>9}", "milliseconds", "median", "p90", "most");
    let cases = [
        ("national page", "content/ouders/vraag-9.md", "regio-0/ouders/vraag-9/"),
        ("national page, other site", "content/jongeren/vraag-8.md", "regio-1/jongeren/basisschool/vraag-8/"),
        ("page that a region overlays", "regions/regio-0/ouders/vraag-0.md", "regio-0/ouders/vraag-0/"),
        ("passage on every page", "content/passages/v-termijnen.md", "regio-2/ouders/vraag-3/"),
    ];
    for (name, file, page) in cases {
        let mut times: Vec<Duration> = (0..options.edits)
            .map(|i| edit(&set.join(file), &address, page, &format!("proefwoord{i}"), options.pause))
            .collect();
        times.sort();
        let ms = |t: Duration| t.as_secs_f64() * 1000.0;
        let at = |share: usize| ms(times[(times.len() - 1) * share / 100]);
        println!("{name:<34}{:>9.1}{:>9.1}{:>9.1}", at(50), at(90), at(100));
    }
    println!("peak memory {:.0} MB", resident(program.0.id()) as f64 / 1024.0);
}

/// The program, ended with the bench.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(set: &Path) -> (Program, String, Duration) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
        .current_dir(set)
        .args(["serve", "--poort", "0", "--peildatum", "2026-11-22"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let line = lines.find(|l| l.as_ref().is_ok_and(|l| l.contains("http://"))).expect("an address").expect("text");
    let address = line.split("http://").nth(1).expect("an address").trim_end_matches('/').to_owned();
    (Program(child), address, start.elapsed())
}

/// Adds a word to a text; the time until the page has it.
fn edit(file: &Path, address: &str, page: &str, word: &str, pause: Duration) -> Duration {
    let mut text = fs::read_to_string(file).expect("a text");
    if let Some(at) = text.rfind(" proefwoord") {
        text.truncate(at);
    }
    text.truncate(text.trim_end().len());
    text.extend([" ", word, ".\n"]);
    let start = Instant::now();
    fs::write(file, text).expect("write");
    while !get(address, page).contains(word) {
        assert!(start.elapsed() < Duration::from_secs(10), "{page} never showed {word}");
        std::thread::sleep(Duration::from_millis(1));
    }
    let time = start.elapsed();
    std::thread::sleep(pause);
    time
}

fn get(address: &str, page: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(stream, "GET /{page} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
