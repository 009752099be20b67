//! Figures of a page as one site shows it, beside those of the national page that it was made of.
//!
//! In: a site and one of its pages. Out: [`PageFigures`]: of the whole page per kind of reader, and of each section
//! that has text of its own. What counts is what S006 judges: the body, the passages in it, and the slots that a region
//! filled; headings, tables and experiences do not.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::sentences::readers;
use crate::dutch::{Counts, Profile, Reader, level};
use crate::overlay::{Origin, Page, Part, Site, SlotContent};
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, PageId, Section, SectionKey, Variable, plain_text};
use crate::set::page::PageSource;
use crate::set::prose::Prose;
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, Layer};

/// Figures of one text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextFigures {
    /// Its words.
    pub words: u32,
    /// Its sentences, short lines left out.
    pub sentences: u32,
    /// Words per sentence.
    pub mean: f64,
    /// Words in the longest sentence.
    pub longest: u32,
    /// Flesch-Douma; higher is easier.
    pub flesch_douma: f64,
    /// Estimate of the score of LiNT, 0 to 100; higher is harder.
    pub lint: f64,
    /// `A2`, `B1`, `B2` or `C1`, as an estimate; `None` for a text that is too short for one.
    pub level: Option<&'static str>,
    /// `goed`, `nakijken` or `te moeilijk` for its readers; `None` for a text that is too short.
    pub grade: Option<&'static str>,
    /// Why, when it is not `goed`.
    pub reasons: Vec<String>,
}

/// The whole page for one kind of reader.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackFigures {
    /// Who they are, as it is shown: `ouders`.
    pub readers: &'static str,
    /// The schools of this track; `None` where one page serves all.
    pub sector: Option<Sector>,
    /// The national page without anything of the region; `None` for a page of the region's own, or without text.
    pub national: Option<TextFigures>,
    /// The page as it is shown; `None` without text.
    pub shown: Option<TextFigures>,
}

impl TrackFigures {
    /// Whether the region made it another text.
    pub fn is_changed(&self) -> bool {
        self.national != self.shown
    }
}

/// A section of the page, without its sub-sections.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionFigures {
    /// Which section of the set it is.
    pub key: SectionKey,
    /// Its id on the page.
    pub id: String,
    /// The level of its heading on the page.
    pub level: u8,
    /// Its heading; empty for the text before the first one.
    pub heading: String,
    /// Whether a region wrote it.
    pub regional: bool,
    /// The youngest of its readers, as it is shown.
    pub readers: &'static str,
    /// As it is shown, for the youngest of its readers.
    pub shown: TextFigures,
    /// The national text in whose place it stands, or that was there before its slots were filled; `None` where nothing
    /// was changed or nothing was there.
    pub national: Option<TextFigures>,
}

/// The figures of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct PageFigures {
    /// Of the whole page: one for parents, one per kind of school for young people.
    pub tracks: Vec<TrackFigures>,
    /// Of its sections in reading order, those without a sentence or word left out.
    pub sections: Vec<SectionFigures>,
}

/// The figures of a page of a site.
pub fn figures_of(site: &Site<'_>, page: &Page<'_>) -> PageFigures {
    PageReader::new(site.set).figures_of(site, page)
}

/// Reads pages of a set, and remembers the sections that it has read: many sites show the same ones.
pub struct PageReader<'s> {
    set: &'s InformationSet,
    reader: Reader,
    known: BTreeMap<SectionKey, Counts>,
}

impl<'s> PageReader<'s> {
    /// A reader that has read nothing.
    pub fn new(set: &'s InformationSet) -> Self {
        Self { set, reader: Reader::new(), known: BTreeMap::new() }
    }

    /// The figures of a page of a site of this set.
    pub fn figures_of(&mut self, site: &Site<'_>, page: &Page<'_>) -> PageFigures {
        let tracks = tracks(page.id.audience, page.sectors).into_iter().map(|(profile, sector)| {
            let national = self.national(&page.source.document.sections, page.sectors, site.as_of, sector);
            let mut shown = Counts::default();
            for part in page.all_parts().into_iter().filter(|p| sector.is_none_or(|s| p.sectors.has(s))) {
                shown = shown.and(self.own(part.section, Some(site), sector));
            }
            TrackFigures {
                readers: readers(profile),
                sector,
                national: text(&national, profile).filter(|_| page.layer == Layer::National),
                shown: text(&shown, profile),
            }
        });
        let tracks = tracks.collect();
        let sections = page.all_parts().into_iter().filter_map(|part| self.section(site, page, part)).collect();
        PageFigures { tracks, sections }
    }

    /// The figures of a national page, without anything of a region, on the day `as_of`.
    pub fn figures_of_nation(&mut self, id: &PageId, page: &PageSource, as_of: Date) -> PageFigures {
        let (sections, around) = (&page.document.sections, page.meta.sectors);
        let tracks = tracks(id.audience, around).into_iter().map(|(profile, sector)| {
            let national = text(&self.national(sections, around, as_of, sector), profile);
            TrackFigures { readers: readers(profile), sector, shown: national.clone(), national }
        });
        let tracks = tracks.collect();
        let mut own = Vec::new();
        for part in nation(sections, 2, around, as_of) {
            let (section, level, sectors) = part;
            let profile = profile(id.audience, sectors);
            let Some(shown) = text(&self.own(section, None, None), profile) else { continue };
            own.push(SectionFigures {
                key: section.key,
                id: section.id.value.clone(),
                level,
                heading: heading(section),
                regional: false,
                readers: readers(profile),
                shown,
                national: None,
            });
        }
        PageFigures { tracks, sections: own }
    }

    fn section(&mut self, site: &Site<'_>, page: &Page<'_>, part: &Part<'_>) -> Option<SectionFigures> {
        let profile = profile(page.id.audience, part.sectors);
        let shown = text(&self.own(part.section, Some(site), None), profile)?;
        let regional = page.layer != Layer::National || part.origin != Origin::Own;
        let before = match part.replaced {
            Some(replaced) => Some(self.own(replaced, None, None)),
            None if regional => None,
            None => Some(self.own(part.section, None, None)),
        };
        let national = before.and_then(|counts| text(&counts, profile)).filter(|before| *before != shown);
        Some(SectionFigures {
            key: part.section.key,
            id: part.id.to_owned(),
            level: part.level,
            heading: heading(part.section),
            regional,
            readers: readers(profile),
            shown,
            national,
        })
    }

    /// The national sections as the site would show them without its region's text.
    fn national(&mut self, sections: &[Section], around: Sectors, as_of: Date, sector: Option<Sector>) -> Counts {
        let shown = nation(sections, 2, around, as_of).into_iter();
        let here = shown.filter(|(.., sectors)| sector.is_none_or(|s| sectors.has(s)));
        here.fold(Counts::default(), |sum, (section, ..)| sum.and(self.own(section, None, sector)))
    }

    /// The text of a section without its sub-sections: its own, that of its passages, and what `site` has in its slots.
    fn own(&mut self, section: &Section, site: Option<&Site<'_>>, sector: Option<Sector>) -> Counts {
        let mut counts = self.body(section);
        let mut inside: Vec<&Document> = Vec::new();
        section.each_block(&mut |block| match &block.kind {
            BlockKind::Passage(id) => inside.extend(self.set.passages.get(&id.value).map(|p| &p.document)),
            BlockKind::Slot(id) => {
                if let Some(SlotContent::Text(texts)) = site.and_then(|s| s.slots.get(id.value.as_str())) {
                    let fits = |of: &Option<Sector>| sector.is_none() || of.is_none() || *of == sector;
                    inside.extend(texts.iter().filter(|(of, _)| fits(of)).map(|(_, f)| &f.document));
                }
            }
            _ => {}
        });
        let inside = inside.into_iter().flat_map(Document::all_sections);
        for section in inside.filter(|s| sector.is_none_or(|sector| s.marks.sectors.has(sector))) {
            counts = counts.and(self.body(section));
        }
        counts
    }

    fn body(&mut self, section: &Section) -> Counts {
        if let Some(counts) = self.known.get(&section.key) {
            return *counts;
        }
        let mut prose = Prose::default();
        prose.add(section, &|variable| value(self.set, variable));
        let counts = self.reader.read(&prose.text).counts();
        self.known.insert(section.key, counts);
        counts
    }
}

/// The sections that are shown on a day, in reading order, each with the level of its heading and its schools.
fn nation(sections: &[Section], level: u8, around: Sectors, as_of: Date) -> Vec<(&Section, u8, Sectors)> {
    let mut all = Vec::new();
    for section in sections.iter().filter(|s| s.marks.shown_on(as_of)) {
        let sectors = around.and(section.marks.sectors);
        if !sectors.is_empty() {
            all.push((section, level, sectors));
            all.extend(nation(&section.children, level + 1, sectors, as_of));
        }
    }
    all
}

fn heading(section: &Section) -> String {
    section.heading.as_ref().map_or_else(String::new, |h| plain_text(&h.content))
}

fn text(counts: &Counts, profile: Profile) -> Option<TextFigures> {
    let figures = counts.figures()?;
    let (grade, reasons) = profile.judge(counts).unzip();
    Some(TextFigures {
        words: counts.words,
        sentences: counts.sentences,
        mean: figures.sentence,
        longest: counts.longest,
        flesch_douma: figures.flesch_douma,
        lint: figures.lint,
        level: level(counts).map(crate::dutch::Level::name),
        grade: grade.map(crate::dutch::Grade::name),
        reasons: reasons.unwrap_or_default(),
    })
}

/// The tracks of a page: who reads it, and for which schools its sections are shown to them.
pub(super) fn tracks(audience: Audience, sectors: Sectors) -> Vec<(Profile, Option<Sector>)> {
    match audience {
        Audience::Ouders => vec![(Profile::Ouders, None)],
        Audience::Jongeren => {
            sectors.iter().map(|sector| (profile(audience, Sectors::NONE.with(sector)), Some(sector))).collect()
        }
    }
}

/// The youngest of those who read a text.
pub(super) fn profile(audience: Audience, sectors: Sectors) -> Profile {
    match audience {
        Audience::Ouders => Profile::Ouders,
        Audience::Jongeren if sectors.po => Profile::JongerenPo,
        Audience::Jongeren => Profile::JongerenVo,
    }
}

/// What a variable shows. What only a region knows, and the names and numbers of others, are one unknown word.
pub(super) fn value(set: &InformationSet, variable: &Variable) -> Option<String> {
    match variable {
        Variable::Fact(id, name) => set.registers.facts.get(id)?.values.get(name).cloned(),
        Variable::Contact(..) | Variable::Region(_) => None,
    }
}
