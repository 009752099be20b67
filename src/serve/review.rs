//! The review of a page: where each block comes from, what was found in it, and what stands beside it.

use serde::Serialize;

use super::Answer;
use super::answers::address_of;
use super::findings::{Finding, PlaceContext, concerns, finding, place};
use super::page::Address;
use super::verdicts::Verdicts;
use super::web::Web;
use super::workspace::Stand;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::overlay::{Origin, Page, Part, Site, SlotContent};
use crate::pipeline::{Edition, settle};
use crate::set::document::{BlockKind, Document, HOME, Section};
use crate::set::page::Counterpart;
use crate::source::{Audience, FileId, Layer, Span};

#[derive(Serialize)]
struct Review {
    titel: String,
    map: String,
    doelgroep: &'static str,
    versie: u64,
    adres: String,
    pad: String,
    plek: PlaceContext,
    klasse: &'static str,
    eigenaar: String,
    herzien_voor: String,
    laat: bool,
    tegenhangers: Vec<(String, String)>,
    geen_tegenhanger: Option<String>,
    blokken: Vec<Block>,
    /// Findings about the page that stand in none of its sections.
    overig: Vec<Finding>,
}

/// A section of the page.
#[derive(Serialize)]
struct Block {
    id: String,
    niveau: u8,
    kop: String,
    /// `land` or `regio`.
    van: &'static str,
    herkomst: &'static str,
    plek: PlaceContext,
    /// The text as it was written, in pieces; marked ones carry the numbers of findings.
    tekst: Vec<Piece>,
    /// The national text in whose place it stands, or beside which.
    landelijk: Option<(PlaceContext, String)>,
    /// Passages, slots and stories that stand in it.
    inhoud: Vec<(String, PlaceContext)>,
    bevindingen: Vec<Finding>,
}

#[derive(Serialize)]
struct Piece {
    tekst: String,
    gemarkeerd: bool,
}

/// The review of the page at this address.
pub(super) fn answer(web: &Web, stand: &Stand, verdicts: &Verdicts, at: Address<'_>) -> Option<Answer> {
    let edition = &stand.edition;
    let region = edition.region(at.folder)?;
    let site = edition.site(region, at.audience)?;
    let slug = at.path.trim_end_matches("index.html").trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let page = site.pages.get(if slug.is_empty() { HOME } else { slug })?;
    verdicts.looked(at.folder, at.audience);
    let found = found(stand, verdicts, &site, at.audience);
    let mine: Vec<&Diagnostic> = found.iter().filter(|d| concerns(edition, &site, d)).collect();
    let mut blocks = Vec::new();
    for part in &page.parts {
        block(edition, &site, part, &mine, &mut blocks);
    }
    let sections: Vec<Span> = site.sections_on(page).iter().map(|(s, _)| s.span).collect();
    let files: Vec<FileId> = page.overlay.map(|o| o.file).into_iter().chain([page.source.file]).collect();
    let loose = mine.iter().filter(|d| {
        d.span.is_some_and(|span| files.contains(&span.file) && !sections.iter().any(|s| s.contains(span)))
    });
    let meta = &page.source.meta;
    let review = Review {
        titel: crate::set::document::plain_text(&meta.title.value),
        map: at.folder.to_owned(),
        doelgroep: at.audience.name(),
        versie: stand.version,
        adres: format!("/{}/{}/{}", at.folder, at.audience, at.path.trim_end_matches("index.html")),
        pad: at.path.trim_end_matches("index.html").to_owned(),
        plek: place(edition, Span::new(page.source.file, 0, 0)),
        klasse: class(page),
        eigenaar: meta.owner.as_ref().map(|o| o.value.clone()).unwrap_or_default(),
        herzien_voor: meta.review_before.map(|d| d.to_string()).unwrap_or_default(),
        laat: meta.review_before.is_some_and(|d| d <= edition.as_of),
        tegenhangers: counterparts(edition, at.folder, page),
        geen_tegenhanger: match &meta.counterpart {
            Counterpart::None(reason) => Some(reason.clone()),
            _ => None,
        },
        blokken: blocks,
        overig: loose.map(|d| finding(edition, d)).collect(),
    };
    Some(web.page(200, "nakijken.html", &review))
}

/// The findings, from the background when they are there, or made now for this site alone.
fn found(stand: &Stand, verdicts: &Verdicts, site: &Site<'_>, audience: Audience) -> Diagnostics {
    let whole = verdicts.whole();
    if whole.version == stand.version {
        return (*whole.findings).clone();
    }
    let edition = &stand.edition;
    let mut all = edition.shared();
    if let Some((_, judged)) = edition.judge(&all, site.region, audience) {
        all.extend(judged.findings);
    }
    settle(edition, all)
}

fn class(page: &Page<'_>) -> &'static str {
    use crate::set::page::Class;
    match page.source.meta.class {
        Class::A => "A, rechten en procedures",
        Class::B => "B, uitleg",
        Class::C => "C, van de regio",
        Class::E => "E, gegevens",
    }
}

/// The same subject on the other site of this region: title and address.
fn counterparts(edition: &Edition, folder: &str, page: &Page<'_>) -> Vec<(String, String)> {
    let Counterpart::Pages(names) = &page.source.meta.counterpart else { return Vec::new() };
    let there = names.iter().filter_map(|name| {
        let (audience, slug) = name.value.split_once('/')?;
        let audience = Audience::from_name(audience)?;
        let site = edition.site(edition.region(folder)?, audience)?;
        let other = site.pages.get(slug)?;
        let title = crate::set::document::plain_text(&other.source.meta.title.value);
        Some((title, format!("/{folder}/{audience}/{}", address_of(edition, &site, slug)?)))
    });
    there.collect()
}

fn block(edition: &Edition, site: &Site<'_>, part: &Part<'_>, found: &[&Diagnostic], blocks: &mut Vec<Block>) {
    let section = part.section;
    let own = own_text(section);
    let here: Vec<&&Diagnostic> = found.iter().filter(|d| d.span.is_some_and(|s| own.contains(s))).collect();
    let file = edition.sources.file(section.key.file);
    let origin = match part.origin {
        Origin::Own if file.layer == Layer::National => "landelijke tekst",
        Origin::Own => "pagina van de regio",
        Origin::Replaces(_) => "van de regio, in de plaats van landelijke tekst",
        Origin::Into(_) => "van de regio, toegevoegd aan het eind van deze sectie",
        Origin::Before(_) => "van de regio, voor deze landelijke sectie",
        Origin::After(_) => "van de regio, na deze landelijke sectie",
    };
    let beside = match part.origin {
        Origin::Replaces(span) | Origin::Into(span) | Origin::Before(span) | Origin::After(span) => {
            Some((place(edition, span), edition.sources.slice(span).trim().to_owned()))
        }
        Origin::Own => None,
    };
    blocks.push(Block {
        id: part.id.to_owned(),
        niveau: part.level,
        kop: section.heading.as_ref().map_or_else(String::new, |h| crate::set::document::plain_text(&h.content)),
        van: if file.layer == Layer::National { "land" } else { "regio" },
        herkomst: origin,
        plek: place(edition, section.span),
        tekst: pieces(edition, own, &here),
        landelijk: beside,
        inhoud: inside(edition, site, section),
        bevindingen: here.iter().map(|d| finding(edition, d)).collect(),
    });
    for child in &part.parts {
        block(edition, site, child, found, blocks);
    }
}

/// The text of a section without its sub-sections.
fn own_text(section: &Section) -> Span {
    let end = section.children.first().map_or(section.span.end, |child| child.span.start);
    Span { end: end.max(section.span.start), ..section.span }
}

/// The text with the places of findings marked.
fn pieces(edition: &Edition, own: Span, found: &[&&Diagnostic]) -> Vec<Piece> {
    let mut marks: Vec<Span> = found.iter().filter_map(|d| d.span).filter(|s| s.start < s.end).collect();
    marks.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = own.start;
    let mut push = |start: u32, end: u32, gemarkeerd: bool| {
        let text = edition.sources.slice(Span { start, end, ..own });
        if !text.is_empty() {
            pieces.push(Piece { tekst: text.to_owned(), gemarkeerd });
        }
    };
    for mark in marks {
        let (start, end) = (mark.start.max(at), mark.end);
        if start < end {
            push(at, start, false);
            push(start, end, true);
            at = end;
        }
    }
    push(at, own.end, false);
    pieces
}

/// Passages, slots and stories in a section, with where their text stands.
fn inside(edition: &Edition, site: &Site<'_>, section: &Section) -> Vec<(String, PlaceContext)> {
    let mut found = Vec::new();
    section.each_block(&mut |block| {
        let mut add = |name: String, document: &Document| {
            found.extend(document.sections.first().map(|s| (name, place(edition, s.span))));
        };
        match &block.kind {
            BlockKind::Passage(id) => {
                if let Some(passage) = site.set.passages.get(&id.value) {
                    add(format!("vaste passage {}", id.value), &passage.document);
                }
            }
            BlockKind::Experience(id) => {
                if let Some(story) = site.experience(&id.value) {
                    add(format!("ervaring {}", id.value), &story.document);
                }
            }
            BlockKind::Slot(id) => match site.slots.get(id.value.as_str()) {
                Some(SlotContent::Text(texts)) => {
                    texts.iter().for_each(|(_, f)| add(format!("vak {}, gevuld door de regio", id.value), &f.document));
                }
                Some(SlotContent::Data) => {
                    let profile = Span::new(site.region.profile.file, 0, 0);
                    found.push((format!("vak {}, uit regio.yaml", id.value), place(edition, profile)));
                }
                None => found.push((format!("vak {}, leeg", id.value), place(edition, id.span))),
            },
            _ => {}
        }
    });
    found
}
