//! Behaviours as small sites: `tests/golden/<behaviour>/` holds the files that differ from `tests/basis`, what the
//! check says (`bevindingen.txt`), and the text of the pages that `toon.txt` names (`verwacht/`).
//! `WEGWIJZER_BIJWERKEN=1 cargo test --test golden` writes both anew: then read them before you commit.
#![allow(clippy::disallowed_methods)]

mod set;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use wegwijzer::source::RawFile;

fn files_below(folder: &Path) -> Vec<RawFile> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let below = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if path.is_dir() && below != "verwacht" {
                folders.push(path);
            } else if path.is_file() && path.extension().is_none_or(|e| e != "txt") {
                found.push(RawFile { path: below, bytes: Ok(std::fs::read(&path).expect("a file")) });
            }
        }
    }
    found
}

fn compare(path: &Path, found: &str, faults: &mut String) {
    if std::env::var("WEGWIJZER_BIJWERKEN").is_ok() {
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, found).expect("write");
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    if expected != found {
        let differs = expected.lines().zip(found.lines()).position(|(a, b)| a != b);
        let line = differs.unwrap_or(expected.lines().count().min(found.lines().count()));
        let show = |text: &str| text.lines().nth(line).unwrap_or("(end)").to_owned();
        let _ = writeln!(
            faults,
            "{}:{}\n  expected {}\n  found    {}",
            path.display(),
            line + 1,
            show(&expected),
            show(found)
        );
    }
}

#[test]
fn behaviours_are_as_written_down() {
    let folder = set::root().join("tests/golden");
    let mut behaviours: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("tests/golden").map(|e| e.expect("an entry").path()).collect();
    behaviours.sort();
    assert!(behaviours.len() > 5);
    let mut faults = String::new();
    for behaviour in behaviours {
        let mut files = set::basis();
        for new in files_below(&behaviour) {
            files.retain(|f| f.path != new.path);
            files.push(new);
        }
        let sources = set::confirmed(files);
        let findings = set::lines(&sources);
        compare(&behaviour.join("bevindingen.txt"), &findings, &mut faults);
        let shown = set::pages(&sources);
        let list = std::fs::read_to_string(behaviour.join("toon.txt")).unwrap_or_default();
        for page in list.lines() {
            let text = shown.get(page).map_or("(deze pagina is er niet)\n", |html| {
                if html.contains("<main") { set::main_of(html) } else { html }
            });
            compare(&behaviour.join("verwacht").join(page), text, &mut faults);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
