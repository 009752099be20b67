//! Where each block of a page comes from: the chain behind what a reader sees.
//!
//! In: a site and one of its pages. Out: [`Step`]s in reading order, each with the place of its text, how it came there,
//! and its fingerprint, by which versions are told apart. For `wegwijzer verklaar` and the preview.

use super::{Origin, Page, Part, Site, SlotContent};
use crate::set::canonical::{self, Fingerprint};
use crate::set::document::{Block, BlockKind, Document, InlineKind, Section, Variable, plain_text};
use crate::set::sector::{Sector, Sectors};
use crate::source::Span;

/// A block of a page, or a value in it.
#[derive(Clone, Debug)]
pub struct Step<'s> {
    /// How deep it stands: in a section, in a passage of it, …
    pub depth: usize,
    /// What it is.
    pub what: What<'s>,
    /// Where it is written; `None` when nothing stands there.
    pub span: Option<Span>,
    /// How it came here.
    pub origin: Origin,
    /// Of the text, for what is text.
    pub fingerprint: Option<Fingerprint>,
    /// For whom it is shown.
    pub sectors: Sectors,
}

/// What a step is.
#[derive(Clone, Debug)]
pub enum What<'s> {
    /// A section: its id on the page and its heading.
    Section(&'s str, String),
    /// A locked passage.
    Passage(&'s str),
    /// A slot, with the sector that its text is for.
    Slot(&'s str, Option<Sector>),
    /// An experience.
    Experience(&'s str),
    /// A value: a fact's, a contact's or the region's.
    Value(&'s Variable),
    /// A source that is cited.
    Source(&'s str),
}

/// The chain behind a page, from its first section to its last.
pub fn trace<'s>(site: &Site<'s>, page: &Page<'s>) -> Vec<Step<'s>> {
    let mut tracer = Tracer { site, page, steps: Vec::new() };
    page.parts.iter().for_each(|part| tracer.part(part, 0));
    for name in page.stories() {
        tracer.experience(name, 0, Origin::Own, page.sectors);
    }
    tracer.steps
}

struct Tracer<'a, 's> {
    site: &'a Site<'s>,
    page: &'a Page<'s>,
    steps: Vec<Step<'s>>,
}

impl<'s> Tracer<'_, 's> {
    fn part(&mut self, part: &Part<'s>, depth: usize) {
        let section = part.section;
        let heading = section.heading.as_ref().map(|h| plain_text(&h.content)).unwrap_or_default();
        self.steps.push(Step {
            depth,
            what: What::Section(part.id, heading),
            span: Some(section.span),
            origin: part.origin,
            fingerprint: Some(canonical::section(section)),
            sectors: part.sectors,
        });
        self.inside(section, depth + 1, part.origin, part.sectors);
        part.parts.iter().for_each(|child| self.part(child, depth + 1));
    }

    /// What stands in the blocks of one section, values included.
    fn inside(&mut self, section: &'s Section, depth: usize, origin: Origin, sectors: Sectors) {
        section.each_block(&mut |block: &'s Block| match &block.kind {
            BlockKind::Passage(id) => {
                let passage = self.site.set.passages.get(&id.value);
                self.text(What::Passage(&id.value), passage.map(|p| &p.document), depth, origin, sectors);
            }
            BlockKind::Experience(id) => self.experience(&id.value, depth, origin, sectors),
            BlockKind::Slot(id) => self.slot(&id.value, depth, origin, sectors),
            _ => {}
        });
        section.each_inline(&mut |inline| {
            let (what, span) = match &inline.kind {
                InlineKind::Variable(variable) => (What::Value(variable), self.value(variable)),
                InlineKind::Citation(id) => (What::Source(id), self.site.set.registers.sources.get(id).map(|s| s.span)),
                _ => return,
            };
            self.steps.push(Step { depth, what, span, origin, fingerprint: None, sectors });
        });
    }

    fn slot(&mut self, name: &'s str, depth: usize, origin: Origin, sectors: Sectors) {
        let set = self.site.set;
        match self.site.slots.get(name) {
            None => {
                // An empty slot leaves no trace on the page, but whoever asks may know that it is there.
                let span = None;
                self.steps.push(Step { depth, what: What::Slot(name, None), span, origin, fingerprint: None, sectors });
            }
            Some(SlotContent::Data) => {
                let span = Some(Span::new(self.site.region.profile.file, 0, 0));
                self.steps.push(Step { depth, what: What::Slot(name, None), span, origin, fingerprint: None, sectors });
            }
            Some(SlotContent::Text(texts)) => {
                for (sector, filling) in texts {
                    let own = sector.map_or(sectors, |s| sectors.and(Sectors::NONE.with(s)));
                    let slot = set.registers.slots.get(name).map_or(Sectors::BOTH, |s| s.sectors);
                    let own = own.and(slot);
                    if !own.is_empty() {
                        self.text(What::Slot(name, *sector), Some(&filling.document), depth, origin, own);
                    }
                }
            }
        }
    }

    fn experience(&mut self, name: &'s str, depth: usize, origin: Origin, sectors: Sectors) {
        let experience = self.site.story_on(self.page, name).filter(|e| e.may_be_shown(self.site.as_of));
        self.text(What::Experience(name), experience.map(|e| &e.document), depth, origin, sectors);
    }

    /// A text of its own file inside a section.
    fn text(&mut self, what: What<'s>, document: Option<&'s Document>, depth: usize, origin: Origin, sectors: Sectors) {
        let all = document.map(Document::all_sections).unwrap_or_default();
        let whole = match (all.first(), all.last()) {
            (Some(first), Some(last)) => Some(Span { end: last.span.end.max(first.span.end), ..first.span }),
            _ => None,
        };
        let fingerprint = document.map(canonical::document);
        self.steps.push(Step { depth, what, span: whole, origin, fingerprint, sectors });
        for section in all {
            self.inside(section, depth + 1, origin, sectors);
        }
    }

    fn value(&self, variable: &Variable) -> Option<Span> {
        let registers = &self.site.set.registers;
        match variable {
            Variable::Fact(id, _) => registers.facts.get(id).map(|f| f.span),
            Variable::Contact(id, _) => registers.contacts.get(id).map(|c| c.span),
            Variable::Region(_) => Some(self.site.region.profile.name.span),
        }
    }
}
