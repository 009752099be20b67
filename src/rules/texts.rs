//! Every text of the set as Dutch, read once for all rules that judge language.
//!
//! In: the set. Out: [`Texts`]: per document its sections with their counts and sentences, and what was remarked, each
//! with its place in the file. Texts are read where they stand: a national sentence once, however many sites show it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::figures::{profile, value};
use crate::dutch::{Counts, Profile, Reader, Reading, RemarkKind, Token};
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, Section, SectionKey};
use crate::set::page::Teller;
use crate::set::prose::{Prose, UnitKind};
use crate::set::register::{SlotKind, Term};
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, FileId, Span};

/// The texts of a set.
pub struct Texts<'s> {
    /// The set.
    pub set: &'s InformationSet,
    /// Its texts, in the order of the set.
    pub documents: Vec<Text<'s>>,
    /// Where a section is: document and place in it.
    places: BTreeMap<SectionKey, (usize, usize)>,
}

/// One document as it was read.
pub struct Text<'s> {
    /// Its file.
    pub file: FileId,
    /// Who reads it; both where a passage is shared.
    pub audience: Audience,
    /// Whether somebody tells it in their own words.
    pub story: bool,
    /// Its sections, in reading order.
    pub sections: Vec<SectionText<'s>>,
    /// What was remarked.
    pub remarks: Vec<Placed>,
    /// Where it says `u`, outside quotations.
    pub formal: Vec<Span>,
    /// Where it says `je`, outside quotations.
    pub informal: Vec<Span>,
}

/// The text of a section, without that of its sub-sections.
pub struct SectionText<'s> {
    /// The section; none for an explanation of the glossary.
    pub section: Option<&'s Section>,
    /// The schools for which it is shown.
    pub sectors: Sectors,
    /// The readers for whom its sentences are judged: the youngest of those who see it.
    pub profile: Profile,
    /// What was counted.
    pub counts: Counts,
    /// Its sentences: place, and number of words.
    pub sentences: Vec<(Span, u32)>,
}

/// A remark with its place in the file.
pub struct Placed {
    /// What it is about.
    pub kind: RemarkKind,
    /// Where.
    pub span: Span,
    /// What was found.
    pub message: String,
    /// What to write.
    pub help: String,
    /// Whether it stands in a quotation.
    pub quoted: bool,
}

/// Who reads a text, for which schools.
#[derive(Clone, Copy)]
struct Readers {
    audience: Audience,
    sectors: Sectors,
    /// Whether they read what somebody tells.
    story: bool,
}

impl<'s> Texts<'s> {
    /// Reads all texts of the set.
    pub fn read(set: &'s InformationSet) -> Self {
        let jobs = jobs(set);
        let mut documents: Vec<Text<'s>> =
            jobs.par_iter().map_init(Reader::new, |reader, job| text(reader, set, job)).collect();
        let mut reader = Reader::new();
        for term in &set.registers.terms {
            documents.extend(term.audiences.iter().map(|audience| explanation(&mut reader, term, *audience)));
        }
        let mut places = BTreeMap::new();
        for (d, document) in documents.iter().enumerate() {
            for (s, section) in document.sections.iter().enumerate() {
                if let Some(section) = section.section {
                    places.insert(section.key, (d, s));
                }
            }
        }
        Self { set, documents, places }
    }

    /// The text of a section.
    pub fn section(&self, key: SectionKey) -> Option<&SectionText<'s>> {
        self.places.get(&key).map(|(d, s)| &self.documents[*d].sections[*s])
    }

    /// The counts of sections with their sub-sections and the passages in them, for the schools of one sector or all.
    pub fn counts(&self, sections: &[Section], sector: Option<Sector>) -> Counts {
        let mut counts = Counts::default();
        for section in sections {
            let Some(text) = self.section(section.key) else { continue };
            if sector.is_some_and(|s| !text.sectors.has(s)) {
                continue;
            }
            counts = counts.and(text.counts);
            section.each_block(&mut |block| {
                if let BlockKind::Passage(id) = &block.kind {
                    let passage = self.set.passages.get(&id.value);
                    counts = counts.and(passage.map_or(Counts::default(), |p| self.counts(&p.document.sections, None)));
                }
            });
            counts = counts.and(self.counts(&section.children, sector));
        }
        counts
    }
}

type Job<'s> = (FileId, &'s Document, Readers);

fn jobs(set: &InformationSet) -> Vec<Job<'_>> {
    let of = |audience, sectors| Readers { audience, sectors, story: false };
    let mut jobs: Vec<Job<'_>> = Vec::new();
    jobs.extend(set.pages.iter().map(|(id, p)| (p.file, &p.document, of(id.audience, p.meta.sectors))));
    let shown = passages_shown(set);
    for (id, passage) in &set.passages {
        let readers = shown.get(id.as_str()).copied().unwrap_or(of(Audience::Ouders, Sectors::BOTH));
        jobs.push((passage.file, &passage.document, readers));
    }
    let teller = |teller: Teller| {
        let (audience, sectors) = match teller {
            Teller::Parent => (Audience::Ouders, Sectors::BOTH),
            Teller::PupilPo => (Audience::Jongeren, Sectors::NONE.with(Sector::Po)),
            Teller::PupilVo | Teller::Young => (Audience::Jongeren, Sectors::NONE.with(Sector::Vo)),
        };
        Readers { story: true, ..of(audience, sectors) }
    };
    jobs.extend(set.experiences.values().map(|e| (e.file, &e.document, teller(e.teller))));
    for region in &set.regions {
        for (id, overlay) in &region.overlays {
            let sectors = set.pages.get(id).map_or(Sectors::BOTH, |p| p.meta.sectors);
            jobs.push((overlay.file, &overlay.document, of(id.audience, sectors.and(region.sectors()))));
        }
        for (id, page) in &region.pages {
            jobs.push((page.file, &page.document, of(id.audience, page.meta.sectors.and(region.sectors()))));
        }
        for ((slot, sector), filling) in &region.fillings {
            // What no site can show is told by another rule.
            let Some(slot) = set.registers.slots.get(slot).filter(|s| s.kind != SlotKind::Data) else { continue };
            let young = slot.audiences.contains(&Audience::Jongeren);
            let sectors = sector.map_or(slot.sectors, |s| Sectors::NONE.with(s)).and(region.sectors());
            let audience = if young { Audience::Jongeren } else { Audience::Ouders };
            jobs.push((filling.file, &filling.document, of(audience, sectors)));
        }
        jobs.extend(region.experiences.values().map(|e| (e.file, &e.document, teller(e.teller))));
    }
    jobs
}

/// The youngest readers of each passage.
fn passages_shown(set: &InformationSet) -> BTreeMap<&str, Readers> {
    let mut shown: BTreeMap<&str, Readers> = BTreeMap::new();
    let mut show = |id, audience, sectors: Sectors| {
        let known = shown.entry(id).or_insert(Readers { audience, sectors, story: false });
        match (known.audience, audience) {
            (Audience::Ouders, Audience::Jongeren) => *known = Readers { audience, sectors, story: false },
            (a, b) if a == b => {
                known.sectors = Sectors { po: known.sectors.po || sectors.po, vo: known.sectors.vo || sectors.vo }
            }
            _ => {}
        }
    };
    for (id, page) in &set.pages {
        for section in page.document.all_sections() {
            section.each_block(&mut |block| {
                if let BlockKind::Passage(passage) = &block.kind {
                    show(passage.value.as_str(), id.audience, page.meta.sectors.and(section.marks.sectors));
                }
            });
        }
    }
    for (audience, site) in &set.config.sites {
        if let Some(strip) = &site.strip {
            show(strip.value.as_str(), *audience, Sectors::BOTH);
        }
    }
    shown
}

fn text<'s>(reader: &mut Reader, set: &'s InformationSet, (file, document, readers): &Job<'s>) -> Text<'s> {
    let mut prose = Prose::default();
    let mut sections = Vec::new();
    let mut starts = Vec::new();
    let mut flat: Vec<(&'s Section, Sectors)> = Vec::new();
    flatten(&document.sections, readers.sectors, &mut flat);
    for (section, sectors) in flat {
        starts.push(prose.text.len() as u32);
        prose.add(section, &|variable| value(set, variable));
        sections.push(SectionText {
            section: Some(section),
            sectors,
            profile: profile(readers.audience, sectors),
            counts: Counts::default(),
            sentences: Vec::new(),
        });
    }
    let reading = reader.read(&prose.text);
    let span = |start: u32, end: u32| {
        let range = prose.place(start..end);
        Span::new(*file, range.start, range.end)
    };
    for sentence in &reading.sentences {
        let at = starts.partition_point(|start| *start <= sentence.start).saturating_sub(1);
        sections[at].counts = sections[at].counts.and(reading.counts_of(sentence));
        sections[at].sentences.push((span(sentence.start, sentence.end), sentence.words));
    }
    let quoted = |byte: u32| prose.unit_at(byte).is_some_and(|u| u.kind == UnitKind::Quote);
    let outside = |tokens: Vec<Token>| -> Vec<Span> {
        tokens.iter().filter(|t| !quoted(t.start)).map(|t| span(t.start, t.end)).collect()
    };
    let (formal, informal) = reading.forms_of_address();
    Text {
        file: *file,
        audience: readers.audience,
        story: readers.story,
        sections,
        remarks: remarks(&reading, &span, &quoted),
        formal: outside(formal),
        informal: outside(informal),
    }
}

/// What the glossary says of a word, for the youngest of those to whom it is shown; its place is that of the word.
fn explanation<'s>(reader: &mut Reader, term: &Term, audience: Audience) -> Text<'s> {
    let reading = reader.read(term.explanation_for(audience));
    let at = term.term.span;
    let (formal, informal) = reading.forms_of_address();
    let sections = vec![SectionText {
        section: None,
        sectors: Sectors::BOTH,
        profile: profile(audience, Sectors::BOTH),
        counts: reading.counts(),
        sentences: reading.sentences.iter().map(|s| (at, s.words)).collect(),
    }];
    Text {
        file: at.file,
        audience,
        story: false,
        sections,
        remarks: remarks(&reading, &|_, _| at, &|_| false),
        formal: formal.iter().map(|_| at).collect(),
        informal: informal.iter().map(|_| at).collect(),
    }
}

fn remarks(reading: &Reading<'_>, span: &dyn Fn(u32, u32) -> Span, quoted: &dyn Fn(u32) -> bool) -> Vec<Placed> {
    let place = |r: crate::dutch::Remark| Placed {
        kind: r.kind,
        span: span(r.start, r.end),
        quoted: quoted(r.start),
        message: r.message,
        help: r.help,
    };
    reading.remarks().into_iter().map(place).collect()
}

fn flatten<'s>(sections: &'s [Section], around: Sectors, into: &mut Vec<(&'s Section, Sectors)>) {
    for section in sections {
        let sectors = around.and(section.marks.sectors);
        into.push((section, sectors));
        flatten(&section.children, sectors, into);
    }
}
