//! Putting a site together: the national pages, what a region does with them, and the pages it adds.
//!
//! In: the set, a region, an audience, a day. Out: a [`Site`], in which a page is a list of references to parsed
//! sections. Texts are never joined: where a block came from is a fact of its file, and a slip in an overlay can't
//! swallow national text.

mod assemble;
pub mod base;
mod behind;
mod conflicts;
mod front;
mod locks;
mod menu;
mod merge;
mod slots;
pub mod trace;

pub use assemble::{assemble, assemble_in};
pub use behind::Behind;
pub use merge::merge;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use self::behind::Recorded;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, Inline, PageId, Section};
use crate::set::page::{Class, Experience, Overlay, PageSource};
use crate::set::region::{Filling, Region};
use crate::set::register::SlotKind;
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, FileId, Layer, SiteId, SourceFile, Span};
use crate::state::States;
use crate::state::gate::{Decision, Release};

/// One region for one audience, complete.
pub struct Site<'s> {
    /// Which one.
    pub id: SiteId,
    /// The set it was made of.
    pub set: &'s InformationSet,
    /// Its region.
    pub region: &'s Region,
    /// The sectors it serves.
    pub sectors: Sectors,
    /// The day for which it is made.
    pub as_of: Date,
    /// Its pages by slug.
    pub pages: BTreeMap<&'s str, Page<'s>>,
    /// Its menu.
    pub menu: Vec<MenuGroup<'s>>,
    /// What stands in its slots; an empty slot is not in it.
    pub slots: BTreeMap<&'s str, SlotContent<'s>>,
    /// The state of everything on that day.
    pub states: Arc<States<'s>>,
    /// What does not go out as it is, and why.
    pub behind: Vec<Behind>,
    /// The files whose text it shows.
    shown: BTreeSet<FileId>,
}

/// A group of pages in the menu.
pub struct MenuGroup<'s> {
    /// Its heading.
    pub title: &'s str,
    /// Its pages: short title and slug.
    pub entries: Vec<MenuEntry<'s>>,
}

/// A page in the menu.
pub struct MenuEntry<'s> {
    /// The short title; `None` takes the page's own.
    pub title: Option<&'s str>,
    /// The page.
    pub slug: &'s str,
}

/// A page as this site shows it.
pub struct Page<'s> {
    /// Which page.
    pub id: &'s PageId,
    /// The file it comes from.
    pub source: &'s PageSource,
    /// What the region does with it.
    pub overlay: Option<&'s Overlay>,
    /// The nation's, or added by the region.
    pub layer: Layer,
    /// The sectors for which this site shows it.
    pub sectors: Sectors,
    /// Its sections in order.
    pub parts: Vec<Part<'s>>,
    /// Its state, and what becomes of it here.
    pub decision: Decision,
}

/// A section in its place on a page.
#[derive(Clone)]
pub struct Part<'s> {
    /// The section as it was read.
    pub section: &'s Section,
    /// Its id on this page: that of the section it replaces, if it does.
    pub id: &'s str,
    /// How it came here.
    pub origin: Origin,
    /// The national section in whose place it stands.
    pub replaced: Option<&'s Section>,
    /// The level of its heading on this page.
    pub level: u8,
    /// For whom it is shown.
    pub sectors: Sectors,
    /// The sections below it.
    pub parts: Vec<Part<'s>>,
}

/// How a section came to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is the page's own.
    Own,
    /// A region put it in the place of this section.
    Replaces(Span),
    /// A region added it at the end of this section.
    Into(Span),
    /// A region put it before this section.
    Before(Span),
    /// A region put it after this section.
    After(Span),
}

/// What stands in a slot.
pub enum SlotContent<'s> {
    /// Texts, for all schools or per sector.
    Text(Vec<(Option<Sector>, &'s Filling)>),
    /// Data of `regio.yaml`.
    Data,
}

impl<'s> Site<'s> {
    /// Whether the site shows text of this file, or is made by what stands in it.
    pub fn shows(&self, id: FileId, file: &SourceFile) -> bool {
        if matches!(file.layer, Layer::Region(region) if region != self.id.region) {
            return false;
        }
        // A record concerns the sites that show what it is about.
        match self.recorded(id) {
            Recorded::Text(text) => return self.shown.contains(&text),
            Recorded::AnyPage => return true,
            Recorded::NoRecord => {}
        }
        if self.set.texts.contains(&id) {
            return self.shown.contains(&id);
        }
        // A menu, or a file that has no part in the set: it concerns all who might have shown it.
        let parts: Vec<&str> = file.path.split('/').collect();
        match parts.as_slice() {
            // What stands loose between the regions is in nobody's way.
            ["regions", _] => false,
            ["content" | "themes", folder, ..] | ["regions", _, folder, ..] => {
                Audience::from_name(folder).is_none_or(|audience| audience == self.id.audience)
            }
            _ => true,
        }
    }

    /// Every section that stands on the page, those of passages, slots and experiences included, with the sectors for
    /// which it is shown.
    pub fn sections_on(&self, page: &Page<'s>) -> Vec<(&'s Section, Sectors)> {
        let mut all = Vec::new();
        let listed = page.stories().filter_map(|name| self.story_on(page, name)).map(|e| &e.document);
        let strip = self.set.config.sites.get(&self.id.audience).and_then(|c| c.strip.as_ref());
        let strip = strip.and_then(|id| self.set.passages.get(&id.value)).map(|p| &p.document);
        for document in listed.chain(strip) {
            all.extend(document.all_sections().into_iter().map(|s| (s, page.sectors)));
        }
        for part in page.all_parts() {
            all.push((part.section, part.sectors));
            part.section.each_block(&mut |block| {
                let inner: Vec<(&'s Document, Sectors)> = match &block.kind {
                    BlockKind::Passage(id) => {
                        self.set.passages.get(&id.value).map(|p| (&p.document, part.sectors)).into_iter().collect()
                    }
                    BlockKind::Experience(id) => {
                        self.story_on(page, &id.value).map(|e| (&e.document, part.sectors)).into_iter().collect()
                    }
                    BlockKind::Slot(id) => match self.slots.get(id.value.as_str()) {
                        Some(SlotContent::Text(texts)) => {
                            let of = |s: &Option<Sector>| {
                                s.map_or(part.sectors, |s| part.sectors.and(Sectors::NONE.with(s)))
                            };
                            texts.iter().map(|(sector, f)| (&f.document, of(sector))).collect()
                        }
                        _ => Vec::new(),
                    },
                    _ => Vec::new(),
                };
                for (document, sectors) in inner {
                    all.extend(document.all_sections().into_iter().map(|s| (s, sectors)));
                }
            });
        }
        all
    }

    /// The experience of that name: the region's own, or the nation's. One that does not go out is not there.
    pub fn experience(&self, name: &str) -> Option<&'s Experience> {
        let goes = |d: Decision| matches!(d.release, Release::Out | Release::Notice);
        let story = self.region.experiences.get(name).or_else(|| self.set.experiences.get(name));
        story.map(AsRef::as_ref).filter(|_| self.states.story(self.region, name).is_some_and(goes))
    }

    /// The experience of that name as this page shows it: a region may hide a national one.
    pub fn story_on(&self, page: &Page<'s>, name: &str) -> Option<&'s Experience> {
        self.experience(name).filter(|_| !page.hides_story(name))
    }

    /// Whether the slot holds data of `regio.yaml`.
    pub fn is_data(&self, slot: &str) -> bool {
        slots::has_schools(self.region, slot, self.sectors)
            || self.set.registers.slots.get(slot).is_some_and(|s| s.kind == SlotKind::Data)
    }
}

impl<'s> Page<'s> {
    /// Its title: the region's own on a page of class C, else that of the page.
    pub fn title(&self) -> &'s [Inline] {
        title(self.source, self.overlay)
    }

    /// Its summary, in the same way.
    pub fn summary(&self) -> &'s [Inline] {
        summary(self.source, self.overlay)
    }

    /// The pages under `Lees ook`, the region's own last.
    pub fn related(&self) -> impl Iterator<Item = &'s str> {
        let own = self.overlay.into_iter().flat_map(|o| &o.related);
        self.source.meta.related.iter().chain(own).map(|name| name.value.as_str())
    }

    /// The stories that the front matter names, the region's own last.
    pub fn stories(&self) -> impl Iterator<Item = &'s str> {
        let own = self.overlay.into_iter().flat_map(|o| &o.experiences);
        let all = self.source.meta.experiences.iter().chain(own).map(|name| name.value.as_str());
        let overlay = self.overlay;
        all.filter(move |name| !overlay.is_some_and(|o| hides(o, name)))
    }

    /// Whether the region hides this national story here.
    pub fn hides_story(&self, name: &str) -> bool {
        self.overlay.is_some_and(|o| hides(o, name))
    }

    /// Every part with its children, in reading order.
    pub fn all_parts(&self) -> Vec<&Part<'s>> {
        fn collect<'a, 's>(parts: &'a [Part<'s>], into: &mut Vec<&'a Part<'s>>) {
            for part in parts {
                into.push(part);
                collect(&part.parts, into);
            }
        }
        let mut all = Vec::new();
        collect(&self.parts, &mut all);
        all
    }
}

/// The title of a page with what a region does to it.
pub fn title<'s>(page: &'s PageSource, overlay: Option<&'s Overlay>) -> &'s [Inline] {
    let own = overlay.filter(|_| page.meta.class == Class::C).and_then(|o| o.title.as_ref());
    own.map_or(&page.meta.title.value, |t| &t.value)
}

/// The summary of a page with what a region does to it.
pub fn summary<'s>(page: &'s PageSource, overlay: Option<&'s Overlay>) -> &'s [Inline] {
    let own = overlay.filter(|_| page.meta.class == Class::C).and_then(|o| o.summary.as_ref());
    own.map_or(&page.meta.summary.value, |t| &t.value)
}

fn hides(overlay: &Overlay, story: &str) -> bool {
    overlay.hides_stories.iter().any(|h| h.section.value == story)
}
