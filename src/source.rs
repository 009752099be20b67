//! Where a text stands: files, layers, places.
//!
//! In: the raw bytes of every file of the set. Out: [`Sources`], in which every file is readable text or carries the
//! [`Defect`] that kept it from being text, and [`Span`]s that name a place in one of them. Line and column are
//! computed on demand; nothing else in the house counts them.

mod changes;
mod reading;

use std::fmt;
use std::sync::Arc;

pub use reading::{Defect, MAX_ASSET, MAX_REGISTER, MAX_TEXT, RawFile};

/// A file of the set, as an index into [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A region's folder, as an index into [`Sources::regions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionId(pub u16);

/// A range of bytes in one file: `start..end`, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end.max(start) as u32 }
    }

    /// The bytes, as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// A value with the place it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Who a file belongs to: the whole country or one region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// `content/`, `themes/` and `book.toml`.
    National,
    /// `regions/<map>/`.
    Region(RegionId),
}

/// Who reads a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// Parents.
    Ouders,
    /// Children and young people.
    Jongeren,
}

impl Audience {
    /// Both, in the order in which they are shown.
    pub const ALL: [Audience; 2] = [Audience::Ouders, Audience::Jongeren];

    /// The name of the folder and of the key in the editors' files.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Ouders => "ouders",
            Audience::Jongeren => "jongeren",
        }
    }

    /// The audience of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Audience::ALL.into_iter().find(|a| a.name() == name)
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Audience::Ouders => Audience::Jongeren,
            Audience::Jongeren => Audience::Ouders,
        }
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One site: a region for one audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteId {
    /// The region.
    pub region: RegionId,
    /// The readers.
    pub audience: Audience,
}

/// A file of the set as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Path below the root, with `/`.
    pub path: String,
    /// National or of a region.
    pub layer: Layer,
    /// The text without byte order mark; empty when there is a defect.
    pub text: String,
    /// What can be shown of a file that is no text, up to and around the place where it stops being one.
    seen: Option<String>,
    /// The first byte of every line of what is shown.
    lines: Vec<u32>,
    /// The bytes of an image or document, which is no text.
    pub bytes: Option<Arc<[u8]>>,
    /// Why there is no text.
    pub defect: Option<Defect>,
}

/// Line and column of a place, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All files of a set, ordered by path.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// By number. A file that is gone keeps its number, in case it comes back.
    files: Vec<Arc<SourceFile>>,
    /// The files that are there, by path.
    order: Vec<FileId>,
    regions: Vec<String>,
}

impl Sources {
    /// Takes the files as they were found; the order in which they come does not matter.
    pub fn new(mut raw: Vec<RawFile>) -> Self {
        raw.sort_by(|a, b| a.path.cmp(&b.path));
        let mut regions: Vec<String> = raw.iter().filter_map(reading::region_of_raw).map(str::to_owned).collect();
        // By name and not by path: `noord-oost/…` comes before `noord/…`.
        regions.sort();
        regions.dedup();
        let files: Vec<_> = raw.into_iter().map(|file| Arc::new(reading::read(file, &regions))).collect();
        let order = (0..files.len() as u32).map(FileId).collect();
        Self { files, order, regions }
    }

    /// Every file with its id, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.order.iter().map(|id| (*id, self.file(*id)))
    }

    /// The file of that id, to be kept: while it is kept and the same, so is what was made of it.
    pub fn shared(&self, id: FileId) -> &Arc<SourceFile> {
        &self.files[id.0 as usize]
    }

    /// The file of that id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The folders below `regions/`, in order; a [`RegionId`] is an index into them.
    pub fn regions(&self) -> &[String] {
        &self.regions
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or("")
    }

    /// The whole file as a span.
    pub fn whole(&self, id: FileId) -> Span {
        Span::new(id, 0, self.file(id).text.len())
    }

    /// Line and column of a byte.
    pub fn place(&self, file: FileId, byte: u32) -> Place {
        let (text, lines) = (self.file(file).shown(), &self.file(file).lines);
        let mut at = (byte as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let line = lines.partition_point(|start| *start as usize <= at).max(1);
        let start = lines.get(line - 1).map_or(0, |start| *start as usize);
        Place { line, column: text[start..at].chars().count() + 1 }
    }
}

impl SourceFile {
    /// The text as an excerpt shows it: of a file that is no text, what could be read of it. Places count in this.
    pub fn shown(&self) -> &str {
        self.seen.as_deref().unwrap_or(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text_and_moves_no_place() {
        let sources = Sources::new(vec![RawFile::text("content/ouders/a.md", "\u{feff}---\nx: é y\n")]);
        let file = FileId(0);
        assert_eq!(sources.file(file).text, "---\nx: é y\n");
        let y = sources.file(file).text.find('y').unwrap();
        assert_eq!(sources.place(file, y as u32), Place { line: 2, column: 6 });
    }

    #[test]
    fn layers_follow_the_folder() {
        let sources = Sources::new(vec![
            RawFile::text("regions/b/regio.yaml", ""),
            RawFile::text("regions/a/regio.yaml", ""),
            RawFile::text("content/ouders/x.md", ""),
        ]);
        assert_eq!(sources.regions(), ["a", "b"]);
        let layers: Vec<Layer> = sources.iter().map(|(_, f)| f.layer).collect();
        assert_eq!(layers, [Layer::National, Layer::Region(RegionId(0)), Layer::Region(RegionId(1))]);
    }

    #[test]
    fn a_region_is_not_taken_for_one_whose_name_it_begins() {
        let paths = ["regions/noord/regio.yaml", "regions/noord-oost/regio.yaml", "regions/noord-/x.md"];
        let sources = Sources::new(paths.iter().map(|p| RawFile::text(p, "")).collect());
        assert_eq!(sources.regions(), ["noord", "noord-", "noord-oost"]);
        for (_, file) in sources.iter() {
            let Layer::Region(id) = file.layer else { panic!("{} is national", file.path) };
            assert!(file.path.starts_with(&format!("regions/{}/", sources.regions()[id.0 as usize])));
        }
    }

    #[test]
    fn what_is_no_text_says_why() {
        let raw = |bytes: &[u8]| RawFile { path: "content/ouders/a.md".into(), bytes: Ok(bytes.to_vec()) };
        let defect = |bytes: &[u8]| Sources::new(vec![raw(bytes)]).file(FileId(0)).defect.clone();
        assert_eq!(defect(b"ab\xff"), Some(Defect::NotUtf8(2)));
        let sources = Sources::new(vec![raw(b"een\ntw\xffe\n")]);
        assert_eq!(sources.place(FileId(0), 6), Place { line: 2, column: 3 });
        assert_eq!(
            (sources.file(FileId(0)).text.as_str(), sources.file(FileId(0)).shown()),
            ("", "een\ntw\u{fffd}e\n")
        );
        assert_eq!(defect(b"a\0b"), Some(Defect::Nul(1)));
        assert_eq!(defect(&vec![b'a'; MAX_TEXT + 1]), Some(Defect::TooLarge(1_000_001, 1_000_000)));
    }
}
