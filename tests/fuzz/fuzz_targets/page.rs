//! A page of any bytes: nothing panics, every place lies in its file.
//!
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz page`
#![no_main]

#[path = "../set.rs"]
mod set;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| set::try_bytes("content/ouders/hulp.md", bytes));
