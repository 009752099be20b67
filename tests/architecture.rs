//! The house as `src/lib.rs` describes it: who may use whom, how long a file is, that each says what it is.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What each room may use of the others.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("color", &[]),
    ("dutch", &[]),
    ("diagnostic", &["source"]),
    ("catalogue", &["diagnostic"]),
    ("config", &["source", "diagnostic"]),
    ("set", &["color", "source", "diagnostic", "config"]),
    ("parse", &["color", "source", "diagnostic", "catalogue", "config", "set"]),
    ("state", &["source", "config", "set"]),
    ("overlay", &["source", "diagnostic", "catalogue", "config", "set", "state"]),
    ("rules", &["color", "dutch", "source", "diagnostic", "catalogue", "config", "set", "state", "overlay"]),
    ("render", &["color", "source", "diagnostic", "catalogue", "config", "set", "state", "overlay"]),
    ("report", &["source", "diagnostic", "state"]),
    ("pipeline", &["source", "diagnostic", "catalogue", "set", "parse", "state", "overlay", "rules", "render"]),
    ("load", &["source"]),
    ("publish", &["render", "pipeline"]),
    ("starter", &["source", "set", "parse"]),
    ("ledger", &[]),
    (
        "serve",
        &[
            "set",
            "source",
            "diagnostic",
            "catalogue",
            "load",
            "parse",
            "overlay",
            "state",
            "pipeline",
            "render",
            "rules",
        ],
    ),
    (
        "cli",
        &[
            "dutch",
            "serve",
            "set",
            "state",
            "overlay",
            "ledger",
            "starter",
            "source",
            "diagnostic",
            "load",
            "parse",
            "pipeline",
            "publish",
            "report",
            "rules",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                files.push((path.strip_prefix(&root).expect("below src").to_owned(), text));
            }
        }
    }
    files.sort();
    files
}

fn room(path: &Path) -> String {
    let first = path.components().next().expect("a name").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a file names after `crate::`, comments left out.
fn used(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = Vec::new();
    for (i, _) in code.match_indices("crate::") {
        let rest = &code[i + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            // `use crate::{a, b::C}`
            Some(list) => list[..list.find("};").unwrap_or(list.len())].split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let name: String = name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.push(name);
        }
    }
    rooms
}

#[test]
fn imports_go_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = MAY_USE.iter().copied().collect();
    let mut faults = String::new();
    for (path, text) in sources() {
        let own = room(&path);
        let Some(may) = allowed.get(own.as_str()) else {
            let _ = writeln!(faults, "{} is a room that the map does not have", path.display());
            continue;
        };
        for other in used(&text) {
            let macro_name = other == "rule";
            if other != own && !macro_name && !may.contains(&other.as_str()) {
                let _ = writeln!(faults, "{} uses {other}", path.display());
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_text_names_every_room() {
    let text = include_str!("../src/lib.rs");
    for (room, _) in MAY_USE.iter().filter(|(r, _)| !matches!(*r, "lib" | "main")) {
        assert!(text.contains(&format!("pub mod {room};")), "{room} is in the map, not in the house");
        assert!(text.contains(&format!("[`{room}`]")), "the text does not name {room}");
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut faults = String::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > 350 {
            let _ = writeln!(faults, "{}: {lines} lines, more than 350", path.display());
        }
        let tests = path.file_name().is_some_and(|n| n == "tests.rs");
        if !text.starts_with("//! ") && !tests {
            let _ = writeln!(faults, "{}: does not begin with what it is", path.display());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn no_room_is_called_after_what_it_is_not() {
    for (path, _) in sources() {
        for name in ["utils", "helpers", "common", "manager", "misc"] {
            assert!(!path.to_string_lossy().contains(name), "{}", path.display());
        }
    }
}

/// The disk, the clock and the environment are behind three doors; clippy keeps the others shut.
#[test]
fn only_the_doors_allow_what_the_rooms_may_not() {
    for (path, text) in sources() {
        let door = matches!(room(&path).as_str(), "load" | "publish" | "starter" | "ledger" | "serve");
        assert!(door || !text.contains("disallowed_methods"), "{}", path.display());
    }
}
