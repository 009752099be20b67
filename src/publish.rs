//! Output to disk, whole or not at all: one of the two rooms that touch the disk.
//!
//! Sites are written one by one into a folder beside the output. At the end the two folders are exchanged in one step,
//! so that a kill at any moment leaves the complete old or the complete new sites. A file whose bytes did not change is
//! linked, and keeps its time stamp; when nothing changed, nothing is touched. A folder that is not ours is refused.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::pipeline::Sink;
use crate::render::Output;

/// The file that says that a folder is ours.
const MARKER: &str = ".wegwijzer";
/// What stands in it.
const MARKER_TEXT: &str = "Deze map is gemaakt door wegwijzer en wordt bij elke bouw vervangen.\n";
/// The files of the national directory, which stand beside the regions.
const DIRECTORY: [&str; 9] = [
    "index.html",
    "postcode.html",
    "stijl.css",
    "huisstijl.css",
    "steunpunten.json",
    "overzicht.js",
    "icoon.svg",
    "robots.txt",
    "_headers",
];

/// A build on its way to the disk.
pub struct Publisher {
    out: PathBuf,
    staging: PathBuf,
    lock_path: PathBuf,
    /// Held until the end: one build at a time.
    lock: File,
    files: AtomicUsize,
    changed: AtomicBool,
    /// Files that stay as they are, linked at the end: when all of them stay, nothing is touched.
    stays: Mutex<Vec<PathBuf>>,
}

/// What a build did to the output folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files in the output.
    pub files: usize,
    /// Whether anything differs from before.
    pub changed: bool,
}

impl Publisher {
    /// Prepares to replace the folder `out`. Refuses a folder with files that are not ours, and a second build at once.
    pub fn begin(out: &Path) -> io::Result<Self> {
        let name = out.file_name().and_then(|n| n.to_str()).ok_or_else(|| refusal("de uitvoermap heeft geen naam"))?;
        let parent = match out.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent)?;
        let beside = |ending: &str| parent.join(format!(".{name}.{ending}"));
        let lock_path = beside("slot");
        let lock = take_lock(&lock_path)?;
        let (staging, old) = (beside("nieuw"), beside("oud"));
        for ours in [&staging, &old] {
            if let Err(refused) = refuse_unmarked(ours) {
                fs::remove_file(&lock_path)?;
                return Err(refused);
            }
        }
        // A run that was cut off between two renames left the old sites here.
        if old.exists() {
            if out.exists() {
                remove_ours(&old)?;
            } else {
                fs::rename(&old, out)?;
            }
        }
        if let Err(refused) = refuse_foreign(out) {
            fs::remove_file(&lock_path)?;
            return Err(refused);
        }
        if staging.exists() {
            remove_ours(&staging)?;
        }
        fs::create_dir_all(&staging)?;
        fs::write(staging.join(MARKER), MARKER_TEXT)?;
        Ok(Self {
            out: out.to_owned(),
            staging,
            lock_path,
            lock,
            files: AtomicUsize::new(0),
            changed: AtomicBool::new(false),
            stays: Mutex::new(Vec::new()),
        })
    }

    /// Puts the new sites in the place of the old ones.
    pub fn commit(self) -> io::Result<Published> {
        // The marker names what is ours, so that a file that somebody adds is seen and never thrown away.
        let mut ours: BTreeSet<String> = names(&self.staging)?.into_iter().collect();
        if let Ok(stays) = self.stays.lock() {
            ours.remove(MARKER);
            ours.extend(stays.iter().filter_map(|p| p.iter().next()).map(|n| n.to_string_lossy().into_owned()));
        }
        let marker = ours.into_iter().fold(MARKER_TEXT.to_owned(), |text, name| text + &name + "\n");
        if !same(&self.out.join(MARKER), marker.as_bytes()) {
            self.changed.store(true, Ordering::Relaxed);
        }
        fs::write(self.staging.join(MARKER), &marker)?;
        self.files.fetch_add(1, Ordering::Relaxed);
        let files = self.files.load(Ordering::Relaxed);
        let changed = self.changed.load(Ordering::Relaxed) || count(&self.out) != files;
        if changed {
            self.link_what_stays()?;
            sync(&self.staging)?;
            exchange(&self.staging, &self.out)?;
        }
        if self.staging.exists() {
            remove_ours(&self.staging)?;
        }
        fs::remove_file(&self.lock_path)?;
        self.lock.unlock()?;
        Ok(Published { files: files - 1, changed })
    }

    /// Leaves everything as it was.
    pub fn abandon(self) -> io::Result<()> {
        remove_ours(&self.staging)?;
        fs::remove_file(&self.lock_path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let (new, old) = (self.staging.join(path), self.out.join(path));
        self.files.fetch_add(1, Ordering::Relaxed);
        if same(&old, bytes) {
            return self.stay(path.into());
        }
        if let Some(folder) = new.parent() {
            fs::create_dir_all(folder)?;
        }
        self.changed.store(true, Ordering::Relaxed);
        let written = File::create_new(&new).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
    }

    fn stay(&self, path: PathBuf) -> io::Result<()> {
        self.stays.lock().map_err(|_| io::Error::other("een ander deel van de bouw is mislukt"))?.push(path);
        Ok(())
    }

    fn keep_file(&self, path: &Path) -> io::Result<()> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.stay(path.to_owned())
    }

    /// Puts what stays beside what is new.
    fn link_what_stays(&self) -> io::Result<()> {
        let stays = self.stays.lock().map_err(|_| io::Error::other("een ander deel van de bouw is mislukt"))?;
        stays.par_iter().try_for_each(|path| {
            let (new, old) = (self.staging.join(path), self.out.join(path));
            if let Some(folder) = new.parent() {
                fs::create_dir_all(folder)?;
            }
            // A file system without links gets a copy.
            fs::hard_link(&old, &new).or_else(|_| fs::copy(&old, &new).map(drop))
        })
    }
}

impl Sink for Publisher {
    fn write(&self, folder: &str, output: &Output) -> io::Result<()> {
        for (path, bytes) in output.files() {
            let path = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
            self.put(&path, bytes)?;
        }
        Ok(())
    }

    fn keep(&self, folder: &str) -> io::Result<bool> {
        if folder.is_empty() {
            for name in DIRECTORY.iter().filter(|name| self.out.join(name).is_file()) {
                self.keep_file(Path::new(name))?;
            }
            return Ok(self.out.join(DIRECTORY[0]).is_file());
        }
        // What a link points at is not ours to copy.
        if !fs::symlink_metadata(self.out.join(folder)).is_ok_and(|m| m.is_dir()) {
            return Ok(false);
        }
        for entry in WalkDir::new(self.out.join(folder)).follow_root_links(false) {
            let entry = entry.map_err(io::Error::from)?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(&self.out).map_err(io::Error::other)?;
                self.keep_file(below)?;
            }
        }
        Ok(true)
    }

    fn keep_others(&self, known: &BTreeSet<&str>) -> io::Result<bool> {
        if !self.out.is_dir() {
            return Ok(false);
        }
        let mut kept = false;
        for name in names(&self.out)? {
            let ours = name == MARKER || DIRECTORY.contains(&name.as_str());
            if !ours && !known.contains(name.as_str()) {
                kept |= self.keep(&name)?;
            }
        }
        Ok(kept)
    }
}

/// Takes the lock. A file that its holder removed while we waited at the door is no lock any more.
fn take_lock(path: &Path) -> io::Result<File> {
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

fn refusal(message: &str) -> io::Error {
    io::Error::new(ErrorKind::AlreadyExists, message)
}

/// A folder that we did not make is somebody's; so is what a link points at.
fn refuse_foreign(out: &Path) -> io::Result<()> {
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
fn refuse_unmarked(folder: &Path) -> io::Result<()> {
    let Ok(metadata) = fs::symlink_metadata(folder) else { return Ok(()) };
    if metadata.is_dir() && (folder.join(MARKER).is_file() || names(folder)?.is_empty()) {
        return Ok(());
    }
    Err(refusal(&format!("`{}` is niet van wegwijzer; geef het een andere naam", folder.display())))
}

/// Takes a folder of ours away, the marker last: a run that is cut off here leaves what the next one knows as ours.
fn remove_ours(folder: &Path) -> io::Result<()> {
    for name in names(folder)?.iter().filter(|name| *name != MARKER) {
        let path = folder.join(name);
        if fs::symlink_metadata(&path)?.is_dir() { fs::remove_dir_all(&path)? } else { fs::remove_file(&path)? }
    }
    fs::remove_file(folder.join(MARKER)).or_else(|e| if e.kind() == ErrorKind::NotFound { Ok(()) } else { Err(e) })?;
    fs::remove_dir(folder)
}

/// What stands in a folder itself, by name.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<Vec<String>>>()?;
    names.sort();
    Ok(names)
}

fn same(old: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(old).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64)
        && fs::read(old).is_ok_and(|known| known == bytes)
}

fn count(folder: &Path) -> usize {
    WalkDir::new(folder).into_iter().filter(|e| e.as_ref().is_ok_and(|e| !e.file_type().is_dir())).count()
}

/// Everything that was written is on the disk before the exchange.
fn sync(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder;
    Ok(())
}

/// Puts `new` in the place of `out`; what stood there stands at `new` afterwards, if it was there at all.
fn exchange(new: &Path, out: &Path) -> io::Result<()> {
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
