//! An overlay of any bytes: nothing panics, every place lies in its file, and national text stays.
//!
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz overlay`
#![no_main]

#[path = "../set.rs"]
mod set;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| set::try_bytes("regions/voorbeeld/ouders/hulp.md", bytes));
