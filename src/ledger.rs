//! What commands write among the editors' files: confirmations and
//! signatures. The fourth room that touches the disk.
//!
//! A file is written beside its place and put there in one step, so that a run that is cut off leaves the old one whole.
//! A link is never written through.
#![allow(clippy::disallowed_methods)]

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

/// Puts `text` at `path`; `false` when that stood there already.
pub fn put(path: &Path, text: &str) -> io::Result<bool> {
    let place = |error: io::Error| io::Error::new(error.kind(), format!("`{}`: {error}", path.display()));
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => {
            return Err(place(io::Error::new(ErrorKind::AlreadyExists, "hier staat geen gewoon bestand")));
        }
        Ok(_) if fs::read(path).is_ok_and(|known| known == text.as_bytes()) => return Ok(false),
        _ => {}
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(place)?;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = File::create_new(&new).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let done = written.and_then(|()| fs::rename(&new, path)).map_err(place);
    if done.is_err() {
        // What is half is of no use; that it can't be taken away is less than the first error.
        let _ = fs::remove_file(&new);
    }
    done.map(|()| true)
}
