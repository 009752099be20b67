//! Output to disk, whole or not at all: one of the two rooms that touch the disk.
//!
//! Sites are written one by one into a folder beside the output. At the end the two folders are exchanged in one step,
//! so that a kill at any moment leaves the complete old or the complete new sites. A file whose bytes did not change is
//! linked, and keeps its time stamp; when nothing changed, nothing is touched. A folder that is not ours is refused.
#![allow(clippy::disallowed_methods)]

mod folders;
mod manifest;
mod new_folder;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::pipeline::Sink;
use crate::render::Output;
pub use new_folder::write_new;

use folders::{count, exchange, names, refusal, refuse_foreign, refuse_unmarked, remove_ours, same, sync, take_lock};
use manifest::{Manifest, Record};

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
    /// Nothing stands there yet: nothing to compare with.
    fresh: bool,
    staging: PathBuf,
    lock_path: PathBuf,
    /// Held until the end: one build at a time.
    lock: File,
    files: AtomicUsize,
    changed: AtomicBool,
    /// Files that stay as they are, linked at the end: when all of them stay, nothing is touched.
    stays: Mutex<Vec<PathBuf>>,
    /// Sites that stay as they are and were looked at file by file, with how many files they have.
    whole: Mutex<BTreeMap<String, usize>>,
    /// Of what the sites that stand there were made.
    before: Manifest,
    /// Of what the sites that will stand there were made.
    made: Mutex<BTreeMap<String, Record>>,
    /// The fingerprint of this program.
    program: String,
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
            fresh: !out.exists(),
            staging,
            lock_path,
            lock,
            files: AtomicUsize::new(0),
            changed: AtomicBool::new(false),
            stays: Mutex::new(Vec::new()),
            whole: Mutex::new(BTreeMap::new()),
            before: Manifest::read(out),
            made: Mutex::new(BTreeMap::new()),
            program: manifest::program()?,
        })
    }

    /// Puts the new sites in the place of the old ones.
    pub fn commit(self) -> io::Result<Published> {
        // The marker names what is ours, so that a file that somebody adds is seen and never thrown away.
        let mut ours: BTreeSet<String> = names(&self.staging)?.into_iter().collect();
        ours.remove(MARKER);
        let whole = locked(&self.whole)?.clone();
        let first = |path: &Path| path.iter().next().map(|name| name.to_string_lossy().into_owned());
        ours.extend(locked(&self.stays)?.iter().filter_map(|path| first(path)));
        ours.extend(whole.keys().filter_map(|site| first(Path::new(site))));
        let named = ours.into_iter().fold(MARKER_TEXT.to_owned(), |text, name| text + &name + "\n");
        let marker = named.clone() + &manifest::text(&*locked(&self.made)?);
        fs::write(self.staging.join(MARKER), &marker)?;
        self.files.fetch_add(1, Ordering::Relaxed);
        let files = self.files.load(Ordering::Relaxed);
        let looked_at = whole.keys().map(|site| self.out.join(site)).collect();
        let others = files - whole.values().sum::<usize>();
        let known = fs::read_to_string(self.out.join(MARKER)).unwrap_or_default();
        let changed = self.changed.load(Ordering::Relaxed)
            || manifest::without(&known) != named
            || count(&self.out, &looked_at) != others;
        if changed {
            self.link_what_stays(&whole)?;
            sync(&self.staging)?;
            exchange(&self.staging, &self.out)?;
        } else if known != marker {
            // The same sites, made of other texts: only that is noted.
            fs::rename(self.staging.join(MARKER), self.out.join(MARKER))?;
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
        self.files.fetch_add(1, Ordering::Relaxed);
        if !self.fresh && same(&self.out.join(path), bytes) {
            return self.stay(path.into());
        }
        let new = self.staging.join(path);
        if let Some(folder) = new.parent() {
            fs::create_dir_all(folder)?;
        }
        self.changed.store(true, Ordering::Relaxed);
        let written = File::create_new(&new).and_then(|mut file| file.write_all(bytes));
        written.map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))
    }

    /// The inputs of a site, and this program, as one fingerprint.
    fn inputs(&self, inputs: &str) -> String {
        blake3::hash(format!("{}\0{inputs}", self.program).as_bytes()).to_hex().to_string()
    }

    fn stay(&self, path: PathBuf) -> io::Result<()> {
        locked(&self.stays)?.push(path);
        Ok(())
    }

    /// The site stays as it is, file by file.
    fn stay_whole(&self, site: &str, record: &Record, files: usize) -> io::Result<()> {
        self.files.fetch_add(files, Ordering::Relaxed);
        locked(&self.whole)?.insert(site.to_owned(), files);
        locked(&self.made)?.insert(site.to_owned(), record.clone());
        Ok(())
    }

    /// Every file below a folder of the output, by path below the output.
    fn below(&self, folder: &str) -> io::Result<Vec<PathBuf>> {
        let mut paths = Vec::new();
        for entry in WalkDir::new(self.out.join(folder)).follow_root_links(false) {
            let entry = entry.map_err(io::Error::from)?;
            if entry.file_type().is_file() {
                paths.push(entry.path().strip_prefix(&self.out).map_err(io::Error::other)?.to_owned());
            }
        }
        Ok(paths)
    }

    fn keep_file(&self, path: &Path) -> io::Result<()> {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.stay(path.to_owned())
    }

    /// Puts what stays beside what is new.
    fn link_what_stays(&self, whole: &BTreeMap<String, usize>) -> io::Result<()> {
        let mut stays = locked(&self.stays)?.clone();
        for site in whole.keys() {
            stays.extend(self.below(site)?);
        }
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

/// What the parts of a build share.
fn locked<T>(shared: &Mutex<T>) -> io::Result<MutexGuard<'_, T>> {
    shared.lock().map_err(|_| io::Error::other("een ander deel van de bouw is mislukt"))
}

impl Sink for Publisher {
    fn write(&self, folder: &str, output: &Output) -> io::Result<()> {
        for (path, bytes) in output.files() {
            let path = if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") };
            self.put(&path, bytes)?;
        }
        Ok(())
    }

    fn reuse(&self, folder: &str, inputs: &str) -> io::Result<Option<usize>> {
        let known = self.before.intact(&self.out, folder);
        let Some((record, files)) = known.filter(|(record, _)| record.inputs == self.inputs(inputs)) else {
            return Ok(None);
        };
        self.stay_whole(folder, record, files)?;
        Ok(Some(record.pages))
    }

    fn note(&self, folder: &str, inputs: &str, output: &Output) -> io::Result<()> {
        let files = output.files().map(|(path, bytes)| (path.to_owned(), bytes.len() as u64)).collect();
        let files = manifest::print(files);
        let record = Record { inputs: self.inputs(inputs), files, pages: output.pages.len() };
        locked(&self.made)?.insert(folder.to_owned(), record);
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
        if let Some((record, files)) = self.before.intact(&self.out, folder) {
            self.stay_whole(folder, record, files)?;
        } else {
            self.below(folder)?.iter().try_for_each(|path| self.keep_file(path))?;
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
