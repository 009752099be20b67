//! Files as they were found, and how they become text: encoding, size, layer.
//!
//! In: a [`RawFile`]. Out: a [`SourceFile`], which is text, an image or document, or carries the [`Defect`] that kept it
//! from being one, with what can be shown of it.

use std::sync::Arc;

use super::{Layer, RegionId, SourceFile};

/// Largest page or register in bytes.
pub const MAX_TEXT: usize = 1_000_000;
/// Largest register in bytes: registers hold the whole set's facts or postcodes.
pub const MAX_REGISTER: usize = 10_000_000;

/// Largest image or document in bytes.
pub const MAX_ASSET: usize = 10_000_000;

/// Why a file could not be taken as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Defect {
    /// Not UTF-8 from this byte on.
    NotUtf8(usize),
    /// Holds a NUL byte here.
    Nul(usize),
    /// Larger than allowed: size and limit in bytes.
    TooLarge(u64, u64),
    /// A symbolic link, pipe, socket or device.
    NotRegular,
    /// The name is not UTF-8 or holds control characters or direction marks.
    BadName,
    /// The machine would not let us read it.
    Unreadable(String),
}

/// A file as it was found: its path below the set's root and its bytes, or why there are none.
#[derive(Clone, Debug)]
pub struct RawFile {
    /// Path below the root, with `/`.
    pub path: String,
    /// The bytes, or the defect.
    pub bytes: Result<Vec<u8>, Defect>,
}

impl RawFile {
    /// A file of text, for sets that are made in memory.
    pub fn text(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), bytes: Ok(text.as_bytes().to_vec()) }
    }
}

/// The region of a file; a folder that can't be entered is the region itself.
pub(in crate::source) fn region_of_raw(raw: &RawFile) -> Option<&str> {
    region_of(&raw.path).or_else(|| raw.path.strip_prefix("regions/").filter(|_| raw.bytes.is_err()))
}

fn region_of(path: &str) -> Option<&str> {
    path.strip_prefix("regions/")?.split_once('/').map(|(folder, _)| folder)
}

pub(in crate::source) fn read(raw: RawFile, regions: &[String]) -> SourceFile {
    let layer = region_of_raw(&raw)
        .and_then(|r| regions.binary_search_by(|known| known.as_str().cmp(r)).ok())
        .map_or(Layer::National, |i| Layer::Region(RegionId(i as u16)));
    if is_asset(&raw.path) {
        let bytes = raw.bytes.and_then(|bytes| match bytes.len() {
            size if size > MAX_ASSET => Err(Defect::TooLarge(size as u64, MAX_ASSET as u64)),
            _ => Ok(Arc::from(bytes)),
        });
        let (bytes, defect) = match bytes {
            Ok(bytes) => (Some(bytes), None),
            Err(defect) => (None, Some(defect)),
        };
        let text = String::new();
        return SourceFile { path: raw.path, layer, text, seen: None, lines: Vec::new(), bytes, defect };
    }
    let limit = if raw.path.starts_with("content/registers/") { MAX_REGISTER } else { MAX_TEXT };
    let (text, seen, defect) = match raw.bytes {
        Ok(bytes) => as_text(bytes, limit),
        Err(defect) => (String::new(), None, Some(defect)),
    };
    let breaks =
        seen.as_ref().unwrap_or(&text).bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
    let lines = std::iter::once(0).chain(breaks).collect();
    SourceFile { path: raw.path, layer, text, seen, lines, bytes: None, defect }
}

/// Images, documents and fonts stand in a folder of their own, and are no text.
fn is_asset(path: &str) -> bool {
    let mut parts = path.split('/');
    match parts.next() {
        Some("content") => parts.next() == Some("bestanden"),
        Some("themes") => {
            parts.next() == Some("lettertypen") && path.rsplit_once('.').is_some_and(|(_, ending)| ending == "woff2")
        }
        Some("regions") => parts.nth(1) == Some("bestanden"),
        _ => false,
    }
}

/// The text, or what can be shown of what is none, and why.
fn as_text(bytes: Vec<u8>, limit: usize) -> (String, Option<String>, Option<Defect>) {
    if bytes.len() > limit {
        return (String::new(), None, Some(Defect::TooLarge(bytes.len() as u64, limit as u64)));
    }
    let defect = match bytes.iter().position(|&b| b == 0) {
        // What comes first is told, and every place counts from there.
        Some(at) if std::str::from_utf8(&bytes[..at]).is_ok() => Defect::Nul(at),
        _ => match String::from_utf8(bytes) {
            Ok(text) => return (text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text), None, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                return (String::new(), Some(lossy(error.as_bytes())), Some(Defect::NotUtf8(at)));
            }
        },
    };
    (String::new(), Some(lossy(&bytes)), Some(defect))
}

/// The bytes as far as they are text; what is not becomes a sign of its own, as wide as the finding that names it.
fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}")
}
