//! The nouns: everything that was read, typed and with its place, and nothing that was decided yet.

pub mod canonical;
pub mod document;
pub mod editorial;
pub mod font;
pub mod marks;
pub mod page;
pub mod prints;
pub mod prose;
pub mod region;
pub mod register;
pub mod sector;
pub mod signoff;
mod unread;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Suppression;
use crate::source::{Audience, FileId, RegionId, Span, Spanned};
use document::{Document, PageId, Section};
use page::{Experience, PageSource, Passage};
use region::Region;
use register::Registers;
use signoff::{Record, Subject};

/// The months as texts write them, from the first.
pub const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// An image or document that texts may show or offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Its file.
    pub file: FileId,
    /// Width and height of an image in pixels; `None` for a document.
    pub size: Option<(u32, u32)>,
}

/// The order and grouping of the pages of one audience: `SUMMARY.md`.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The groups in order.
    pub groups: Vec<Group>,
}

/// A group of pages in the menu.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its heading.
    pub title: Spanned<String>,
    /// Its pages in order.
    pub entries: Vec<Entry>,
}

/// A page in the menu.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The short title.
    pub title: String,
    /// The page's slug.
    pub slug: Spanned<String>,
}

/// The national set with all its regions, as read.
#[derive(Clone, Debug)]
pub struct InformationSet {
    /// `book.toml`
    pub config: Config,
    /// The national pages.
    pub pages: BTreeMap<PageId, Arc<PageSource>>,
    /// The menus.
    pub summaries: BTreeMap<Audience, Summary>,
    /// The locked passages, by id.
    pub passages: BTreeMap<String, Arc<Passage>>,
    /// The national experiences, by id.
    pub experiences: BTreeMap<String, Arc<Experience>>,
    /// The images and documents, by path below the set's root.
    pub files: BTreeMap<String, Asset>,
    /// The fonts that a region may choose, by name.
    pub fonts: BTreeMap<String, font::Font>,
    /// The registers.
    pub registers: Arc<Registers>,
    /// Who signed the national texts, facts and contacts.
    pub records: BTreeMap<Subject, Arc<Record>>,
    /// The regions, in the order of their folders.
    pub regions: Vec<Region>,
    /// The files that hold a text: page, passage, experience, overlay or filling.
    pub texts: BTreeSet<FileId>,
    /// Of those, the ones whose front matter could not be read whole, with where that stands.
    pub unread: BTreeMap<FileId, Span>,
    /// The comments in YAML that silence a finding.
    pub silenced: Vec<Suppression>,
}

impl InformationSet {
    /// The region of that id.
    pub fn region(&self, id: RegionId) -> Option<&Region> {
        self.regions.iter().find(|r| r.id == id)
    }

    /// Every text of the set with its file: pages, passages, experiences, overlays, fillings.
    pub fn documents(&self) -> Vec<(FileId, &Document)> {
        let mut all: Vec<(FileId, &Document)> = Vec::new();
        all.extend(self.pages.values().map(|p| (p.file, &p.document)));
        all.extend(self.passages.values().map(|p| (p.file, &p.document)));
        all.extend(self.experiences.values().map(|e| (e.file, &e.document)));
        all.extend(self.regions.iter().flat_map(Region::documents));
        all
    }

    /// Every section of the set.
    pub fn sections(&self) -> impl Iterator<Item = &Section> {
        self.documents().into_iter().flat_map(|(_, d)| d.all_sections())
    }

    /// Every comment that silences a finding.
    pub fn suppressions(&self) -> Vec<Suppression> {
        let in_texts = self.documents().into_iter().flat_map(|(_, d)| &d.suppressions);
        in_texts.chain(&self.silenced).cloned().collect()
    }
}
