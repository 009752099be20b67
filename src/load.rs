//! Disk to [`Sources`]: one of the two rooms that touch the disk.
//!
//! Reads `book.toml`, `content/`, `themes/` and `regions/` below a root. Links, pipes and devices are not followed but
//! told; a file that can't be read becomes a finding of its own, not the end of the run.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
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
    // Whoever names a folder may name a link to it.
    walk(&whole, &whole, &mut own);
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
    let path = without_links(root, below);
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

/// The path below `root`, up to the first link: what is behind a link is no part of a set.
fn without_links(root: &Path, below: &Path) -> PathBuf {
    let mut path = root.to_owned();
    for part in below.components() {
        path.push(part);
        if fs::symlink_metadata(&path).is_ok_and(|m| m.is_symlink()) {
            break;
        }
    }
    path
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
    let entries = WalkDir::new(start).follow_root_links(false).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(kept) {
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
    let unreadable = |error: io::Error| Defect::Unreadable(error.to_string());
    let file = open(path).map_err(unreadable)?;
    // Something else may have come in its place since.
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err(Defect::NotRegular);
    }
    let mut bytes = Vec::with_capacity(metadata.len().try_into().unwrap_or_default());
    file.take(MAX_REGISTER as u64 + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > MAX_REGISTER {
        return Err(Defect::TooLarge(bytes.len() as u64, MAX_REGISTER as u64));
    }
    Ok(bytes)
}

/// Opens a file for reading; a link is not followed, and a pipe keeps nobody waiting.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    options.open(path)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_that_takes_the_place_of_a_file_keeps_nobody_waiting() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, pipe) = (folder.path().join("a.md"), folder.path().join("b.md"));
        fs::write(&file, "Tekst.").expect("write");
        let metadata = fs::symlink_metadata(&file).expect("a file");
        assert_eq!(read(&file, &metadata).expect("a text"), b"Tekst.");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
        assert!(matches!(read(&pipe, &metadata), Err(Defect::NotRegular)));
        let link = folder.path().join("c.md");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        assert!(matches!(read(&link, &metadata), Err(Defect::Unreadable(_))));
    }

    #[test]
    fn nothing_behind_a_link_is_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let (root, elsewhere) = (folder.path().join("set"), folder.path().join("elders"));
        fs::create_dir_all(root.join("content/ouders")).expect("a folder");
        fs::create_dir_all(&elsewhere).expect("a folder");
        fs::write(elsewhere.join("a.md"), "Tekst.").expect("write");
        let known = load(&root).expect("a set");
        for (link, asked) in [("content/ouders/lus", "content/ouders/lus"), ("regions", "regions/elders/a.md")] {
            std::os::unix::fs::symlink(&elsewhere, root.join(link)).expect("a link");
            let found = look(&root, &root.join(asked), &known);
            assert_eq!(found.keys().collect::<Vec<_>>(), [link], "{asked}");
            assert!(found[link].as_ref().is_some_and(|raw| matches!(raw.bytes, Err(Defect::NotRegular))));
        }
        let all = load_raw(&root).expect("a set");
        assert!(all.iter().all(|raw| raw.bytes.is_err()), "only the links, as what they are");
    }
}
