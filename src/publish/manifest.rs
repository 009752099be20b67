//! Of what each published site was made, so that a site of which nothing changed is kept without being made again.
//!
//! The manifest stands in the marker, behind the names of what is ours: one line a site, with tabs. A site is kept only when its inputs are the same to the
//! byte, and its files are the very ones that were written: by name and size, and none of them younger than the
//! manifest. Any doubt, and the site is made.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

use super::MARKER;

/// A site as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The fingerprint of all that it was made of, the program included.
    pub(super) inputs: String,
    /// The fingerprint of names and sizes of its files.
    pub(super) files: String,
    /// How many pages it has.
    pub(super) pages: usize,
}

/// The sites of the output folder as the last build left them.
#[derive(Default)]
pub(super) struct Manifest {
    written: Option<SystemTime>,
    sites: BTreeMap<String, Record>,
}

impl Manifest {
    /// Reads the manifest of an output folder. One that can't be read vouches for nothing.
    pub(super) fn read(out: &Path) -> Self {
        let path = out.join(MARKER);
        let regular = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file);
        let Some((written, text)) = regular.and_then(|m| m.modified().ok()).zip(fs::read_to_string(&path).ok()) else {
            return Self::default();
        };
        let sites = text.lines().filter_map(|line| {
            let mut parts = line.split('\t');
            let (folder, inputs, files) = (parts.next()?, parts.next()?, parts.next()?);
            let pages = parts.next()?.parse().ok()?;
            Some((folder.to_owned(), Record { inputs: inputs.to_owned(), files: files.to_owned(), pages }))
        });
        Self { written: Some(written), sites: sites.collect() }
    }

    /// The site's record and the number of its files, if they are those that were written.
    pub(super) fn intact(&self, out: &Path, folder: &str) -> Option<(&Record, usize)> {
        let (record, written) = (self.sites.get(folder)?, self.written?);
        let root = out.join(folder);
        let mut sizes = Vec::new();
        for entry in WalkDir::new(&root).follow_root_links(false) {
            let entry = entry.ok()?;
            if entry.file_type().is_dir() {
                continue;
            }
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            if metadata.modified().ok()? > written {
                return None;
            }
            let name = entry.path().strip_prefix(&root).ok()?.to_str()?;
            sizes.push((name.replace(std::path::MAIN_SEPARATOR, "/"), metadata.len()));
        }
        let number = sizes.len();
        (print(sizes) == record.files).then_some((record, number))
    }
}

/// The manifest as it is written down.
pub(super) fn text(sites: &BTreeMap<String, Record>) -> String {
    sites.iter().fold(String::new(), |text, (folder, Record { inputs, files, pages })| {
        text + &format!("{folder}\t{inputs}\t{files}\t{pages}\n")
    })
}

/// The marker without the manifest.
pub(super) fn without(marker: &str) -> String {
    marker.split_inclusive('\n').filter(|line| !line.contains('\t')).collect()
}

/// The fingerprint of names and sizes.
pub(super) fn print(mut files: Vec<(String, u64)>) -> String {
    files.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for (name, size) in files {
        hasher.update(name.as_bytes()).update(b"\0").update(&size.to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// The fingerprint of this program: another one may make other sites of the same texts.
pub(super) fn program() -> io::Result<String> {
    let bytes = fs::read(std::env::current_exe()?)?;
    Ok(blake3::hash(&bytes).to_hex().to_string())
}
