//! How many MB of Dutch a second are read on one core: `cargo bench --bench dutch [-- FILE…]`.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::cast_precision_loss)]

use std::time::Instant;

use wegwijzer::dutch::Reader;

/// Texts of the set, again and again, up to this many bytes.
const SIZE: usize = 20_000_000;

fn main() {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let mut text = String::new();
    for path in &named {
        text.push_str(&std::fs::read_to_string(path).expect(path));
    }
    if named.is_empty() {
        let gold = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/dutch/gold/");
        let passages: String = ["passages-tune.txt", "passages-held.txt"]
            .iter()
            .map(|name| std::fs::read_to_string(format!("{gold}{name}")).expect("gold"))
            .collect();
        while text.len() < SIZE {
            text.push_str(&passages);
            text.push('\n');
        }
    }
    let mut reader = Reader::new();
    let start = Instant::now();
    let reading = reader.read(&text);
    let read = start.elapsed();
    let counts = reading.counts();
    let remarks = reading.remarks().len();
    let whole = start.elapsed();
    let speed = |time: std::time::Duration| text.len() as f64 / 1e6 / time.as_secs_f64();
    println!("{} MB, {} words, {remarks} remarks", text.len() / 1_000_000, counts.words);
    println!("words, sentences, syllables {:.1} MB/s; with all remarks {:.1} MB/s", speed(read), speed(whole));
}
