//! A folder of files that somebody takes along: written whole, or not at all, and never over something else.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Writes the files below a new folder. An error says that the folder is there already, or what the machine refused.
pub fn write_new(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    if fs::symlink_metadata(folder).is_ok() {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "deze map is er al, misschien met opmerkingen erin"));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = files.iter().try_for_each(|(path, bytes)| {
        let path = new.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&new))?;
        fs::write(path, bytes)
    });
    let done = written.and_then(|()| fs::rename(&new, folder));
    if done.is_err() {
        // What is half is of no use; that it can't be taken away is less than the first error.
        let _ = fs::remove_dir_all(&new);
    }
    done
}
