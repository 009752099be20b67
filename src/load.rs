//! Disk to [`Sources`]: one of the two rooms that touch the disk.
//!
//! Reads `book.toml`, `content/`, `themes/` and `regions/` below a root. Links, pipes and devices are not followed but
//! told; a file that can't be read becomes a finding of its own, not the end of the run.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io;
use std::path::Path;

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
    for entry in WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || !is_noise(e.file_name()))
    {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let bytes = match entry.metadata() {
                    Ok(metadata) => read(entry.path(), &metadata),
                    Err(error) => Err(Defect::Unreadable(error.to_string())),
                };
                raw.push(named(root, entry.path(), bytes));
            }
            Err(error) => {
                let path = error.path().unwrap_or(root).to_owned();
                raw.push(named(root, &path, Err(Defect::Unreadable(error.to_string()))));
            }
        }
    }
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
