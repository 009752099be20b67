//! What stands in the output folder and beside it: whose it is, and how one folder takes the place of another.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::MARKER;

/// Takes the lock. A file that its holder removed while we waited at the door is no lock any more.
pub(super) fn take_lock(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Somebody else's link or pipe of this name is left alone.
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let lock = options.open(path)?;
    if !lock.metadata()?.is_file() {
        return Err(refusal("naast de uitvoermap staat iets met de naam van ons slot; haal het weg"));
    }
    lock.try_lock().map_err(|_| refusal("er loopt al een bouw naar deze map; wacht tot die klaar is"))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let ours = lock.metadata()?.ino();
        if fs::metadata(path).map(|m| m.ino()).ok() != Some(ours) {
            return Err(refusal("er liep net nog een bouw naar deze map; probeer het opnieuw"));
        }
    }
    Ok(lock)
}

pub(super) fn refusal(message: &str) -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, message)
}

/// A folder that we did not make is somebody's; so is what a link points at.
pub(super) fn refuse_foreign(out: &Path) -> io::Result<()> {
    let Ok(metadata) = fs::symlink_metadata(out) else {
        return Ok(());
    };
    if !metadata.is_dir() {
        return Err(refusal("de uitvoermap is een bestand of een verwijzing; kies met `--output-dir` een eigen map"));
    }
    let marker = fs::read_to_string(out.join(MARKER)).unwrap_or_default();
    let ours: Vec<&str> = marker.lines().collect();
    match names(out)?.into_iter().find(|name| name != MARKER && !ours.contains(&name.as_str())) {
        None => Ok(()),
        Some(foreign) => Err(refusal(&format!(
            "in de uitvoermap staat `{foreign}`, en dat is niet van wegwijzer; haal het weg, of kies met `--output-dir` een lege map"
        ))),
    }
}

/// A folder beside the output that has our name is ours only with our marker in it, or empty.
pub(super) fn refuse_unmarked(folder: &Path) -> io::Result<()> {
    let Ok(metadata) = fs::symlink_metadata(folder) else { return Ok(()) };
    if metadata.is_dir() && (folder.join(MARKER).is_file() || names(folder)?.is_empty()) {
        return Ok(());
    }
    Err(refusal(&format!("`{}` is niet van wegwijzer; geef het een andere naam", folder.display())))
}

/// Takes a folder of ours away, the marker last: a run that is cut off here leaves what the next one knows as ours.
pub(super) fn remove_ours(folder: &Path) -> io::Result<()> {
    for name in names(folder)?.iter().filter(|name| *name != MARKER) {
        let path = folder.join(name);
        if fs::symlink_metadata(&path)?.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    fs::remove_file(folder.join(MARKER)).or_else(|e| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(e) })?;
    fs::remove_dir(folder)
}

/// What stands in a folder itself, by name.
pub(super) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

pub(super) fn same(old: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
        && fs::read(old).is_ok_and(|known| known == bytes)
}

/// The number of files, but for those in the folders `known`.
pub(super) fn count(folder: &Path, known: &BTreeSet<PathBuf>) -> usize {
    let others = WalkDir::new(folder).into_iter().filter_entry(|e| !known.contains(e.path()));
    others.filter(|e| e.as_ref().is_ok_and(|e| !e.file_type().is_dir())).count()
}

/// Everything that was written is on the disk before the exchange.
pub(super) fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}

/// Puts `new` in the place of `out`; what stood there stands at `new` afterwards, if it was there at all.
pub(super) fn exchange(new: &Path, out: &Path) -> io::Result<()> {
    if !out.exists() {
        return fs::rename(new, out);
    }
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE).is_ok() {
            return Ok(());
        }
    }
    // No exchange here: two renames. When the run is cut off between them, the next one puts the old sites back.
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let old = out.with_file_name(format!(".{name}.oud"));
    fs::rename(out, &old)?;
    fs::rename(new, out)?;
    remove_ours(&old)
}
