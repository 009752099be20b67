//! Disk to [`Sources`]: one of the two rooms that touch the disk.
//!
//! Reads `book.toml`, `content/`, `themes/` and `regions/` below a root. Links, pipes and devices are not followed but
//! told; a file that can't be read becomes a finding of its own, not the end of the run.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use crate::source::{Defect, MAX_REGISTER, RawFile, Sources};

/// The folders of a set.
const FOLDERS: [&str; 3] = ["content", "themes", "regions"];

/// Reads the set below `root`. An error means that `root` itself can't be read.
pub fn load(root: &Path) -> io::Result<Sources> {
    load_raw(root).map(Sources::new)
}

/// The same, before the files are put in order: a region from elsewhere can be added with [`load_region`].
pub fn load_raw(root: &Path) -> io::Result<Vec<RawFile>> {
    fs::read_dir(root)?;
    let mut raw = Vec::new();
    let book = root.join("book.toml");
    if let Ok(metadata) = fs::symlink_metadata(&book) {
        raw.push(RawFile { path: "book.toml".to_owned(), bytes: read(&book, &metadata) });
    }
    for folder in FOLDERS.iter().filter(|f| fs::symlink_metadata(root.join(f)).is_ok()) {
        walk(root, &root.join(folder), &mut raw);
    }
    Ok(raw)
}

/// Reads the region that stands in `folder`, wherever that is, as if it stood below `regions/` in the set `into`; a
/// region of the same name that stands there gives way. Gives the name. An error means that `folder` can't be read.
pub fn load_region(folder: &Path, into: &mut Vec<RawFile>) -> io::Result<String> {
    fs::read_dir(folder)?;
    let whole = fs::canonicalize(folder)?;
    let name = whole.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let below = format!("regions/{name}/");
    into.retain(|file| !file.path.starts_with(&below));
    let mut own = Vec::new();
    walk(folder, folder, &mut own);
    into.extend(own.into_iter().map(|file| RawFile { path: format!("{below}{}", file.path), ..file }));
    Ok(name)
}

/// Everything below `folder`, with paths below `root`.
fn walk(root: &Path, folder: &Path, raw: &mut Vec<RawFile>) {
    each(folder, &mut |path, found| {
        let bytes = found.and_then(|metadata| read(path, &metadata));
        raw.push(named(root, path, bytes));
    });
}

/// Looks again at a file or folder below `root`, of which something may have changed: what is there now, and `None` for
/// each of the `known` files that is there no more. Nothing for a path that is no part of a set.
pub fn look(root: &Path, path: &Path, known: &Sources) -> BTreeMap<String, Option<RawFile>> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let mut changes = BTreeMap::new();
    let first = below.components().next().map(|c| c.as_os_str().to_string_lossy().into_owned()).unwrap_or_default();
    let ours = FOLDERS.contains(&first.as_str()) || below == Path::new("book.toml");
    if !ours || below.components().any(|c| is_noise(c.as_os_str())) {
        return changes;
    }
    let path = root.join(below);
    let here = named(root, &path, Err(Defect::NotRegular)).path;
    let inside = |p: &str| p == here || p.strip_prefix(here.as_str()).is_some_and(|rest| rest.starts_with('/'));
    changes.extend(known.iter().filter(|(_, f)| inside(&f.path)).map(|(_, f)| (f.path.clone(), None)));
    if fs::symlink_metadata(&path).is_ok() {
        let mut raw = Vec::new();
        walk(root, &path, &mut raw);
        changes.extend(raw.into_iter().map(|raw| (raw.path.clone(), Some(raw))));
    }
    changes
}

/// By what a file is known to be another one, without reading it: times, size and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp(Option<SystemTime>, u64, u64, i64);

/// The stamp of every file of the set: what changed since is found by comparing.
pub fn stamps(root: &Path) -> BTreeMap<PathBuf, Stamp> {
    let mut stamps = BTreeMap::new();
    for start in FOLDERS.iter().chain(&["book.toml"]).map(|f| root.join(f)) {
        if fs::symlink_metadata(&start).is_ok() {
            each(&start, &mut |path, found| {
                stamps.insert(path.to_owned(), found.map_or(Stamp(None, 0, 0, 0), |m| stamp(&m)));
            });
        }
    }
    stamps
}

/// The folders of a set, for who waits for changes.
pub fn folders(root: &Path) -> impl Iterator<Item = PathBuf> {
    FOLDERS.iter().map(|f| root.join(f))
}

fn stamp(metadata: &fs::Metadata) -> Stamp {
    #[cfg(unix)]
    let (number, changed) = {
        use std::os::unix::fs::MetadataExt as _;
        (metadata.ino(), metadata.ctime().wrapping_mul(1_000_000_000).wrapping_add(metadata.ctime_nsec()))
    };
    #[cfg(not(unix))]
    let (number, changed) = (0, 0);
    Stamp(metadata.modified().ok(), metadata.len(), number, changed)
}

/// Visits what is no folder, at or below `start`.
fn each(start: &Path, visit: &mut dyn FnMut(&Path, Result<fs::Metadata, Defect>)) {
    let kept = |e: &walkdir::DirEntry| e.depth() == 0 || !is_noise(e.file_name());
    for entry in WalkDir::new(start).sort_by_file_name().into_iter().filter_entry(kept) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                visit(entry.path(), entry.metadata().map_err(|error| Defect::Unreadable(error.to_string())));
            }
            Err(error) => {
                visit(error.path().unwrap_or(start), Err(Defect::Unreadable(error.to_string())));
            }
        }
    }
}

/// A form that somebody filled in. An error says what the machine refused, or that it is too large.
pub fn form(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() || metadata.len() > MAX_REGISTER as u64 {
        return Err(io::Error::other("dit is geen formulier"));
    }
    fs::read(path)
}

/// The bytes of one file, of any size; no set has to be around it.
pub fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// What systems and editors leave behind: hidden files and back-ups are no part of a set.
fn is_noise(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.ends_with('~') || name == "Thumbs.db"
}

fn named(root: &Path, path: &Path, bytes: Result<Vec<u8>, Defect>) -> RawFile {
    let below = path.strip_prefix(root).unwrap_or(path);
    let shown = below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if below.to_str().is_none() || shown.chars().any(hidden) {
        return RawFile {
            path: shown.chars().map(|c| if hidden(c) { '\u{fffd}' } else { c }).collect(),
            bytes: Err(Defect::BadName),
        };
    }
    RawFile { path: shown, bytes }
}

fn read(path: &Path, metadata: &fs::Metadata) -> Result<Vec<u8>, Defect> {
    if !metadata.file_type().is_file() {
        return Err(Defect::NotRegular);
    }
    if metadata.len() > MAX_REGISTER as u64 {
        return Err(Defect::TooLarge(metadata.len(), MAX_REGISTER as u64));
    }
    fs::read(path).map_err(|error| Defect::Unreadable(error.to_string()))
}
