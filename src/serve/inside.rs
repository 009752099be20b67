//! What stands in a block of a page and is written elsewhere: passages, slots, stories; each with its text and its state.

use jiff::civil::Date;
use serde::Serialize;

use super::blocks::{Piece, pieces};
use super::changes::Changes;
use super::findings::{PlaceContext, place};
use super::signatures::{StateContext, state};
use super::since::Changed;
use crate::diagnostic::Diagnostic;
use crate::overlay::{Site, SlotContent};
use crate::pipeline::Edition;
use crate::set::document::{BlockKind, Document, Section};
use crate::set::signoff::Subject;
use crate::source::Span;

/// A text in a block, as it is shown.
#[derive(Serialize)]
pub(super) struct Inner {
    naam: String,
    /// `land` or `regio`.
    van: &'static str,
    /// The region that wrote it; empty for a national text, and for a slot that nobody filled.
    regio: String,
    /// When somebody checked a slot last, in words.
    gecontroleerd: String,
    plek: PlaceContext,
    tekst: Vec<Piece>,
    staat: Option<StateContext>,
    /// What changed since somebody signed it.
    veranderd: Option<Changed>,
}

/// A text that stands in a section, or the place that it would have to come from.
pub(super) struct Inside<'s> {
    name: String,
    /// What its record is about, and whether it is the region's; nothing for an empty slot.
    subject: Option<(Subject, bool)>,
    pub(super) document: Option<&'s Document>,
    /// Where it is written; for an empty slot, where it is asked for.
    spans: Vec<Span>,
    checked: Option<Date>,
}

/// Passages, slots and stories in a section.
pub(super) fn inside<'s>(site: &Site<'s>, section: &Section) -> Vec<Inside<'s>> {
    let mut found: Vec<Inside<'s>> = Vec::new();
    section.each_block(&mut |block| match &block.kind {
        BlockKind::Passage(id) => {
            let subject = Subject::Passage(id.value.clone());
            let passage = site.set.passages.get(&id.value);
            found.extend(passage.map(|p| written(format!("vaste passage {}", id.value), subject, false, &p.document)));
        }
        BlockKind::Experience(id) => {
            let subject = Subject::Experience(id.value.clone());
            let own = site.region.experiences.contains_key(&id.value);
            let story = site.experience(&id.value);
            found.extend(story.map(|s| written(format!("ervaring {}", id.value), subject, own, &s.document)));
        }
        BlockKind::Slot(id) => slot(site, &id.value, id.span, &mut found),
        _ => {}
    });
    found
}

fn slot<'s>(site: &Site<'s>, id: &str, asked: Span, found: &mut Vec<Inside<'s>>) {
    let profile = &site.region.profile;
    match site.slots.get(id) {
        Some(SlotContent::Text(texts)) => found.extend(texts.iter().map(|(sector, filling)| {
            let schools = sector.map_or_else(String::new, |sector| format!(", voor de {}", sector.school()));
            let subject = Subject::Filling(id.to_owned(), *sector);
            let text = written(format!("vak {id}{schools}, gevuld door de regio"), subject, true, &filling.document);
            Inside { checked: filling.checked_on, ..text }
        })),
        Some(SlotContent::Data) => {
            let here = profile.channels.iter().filter(|c| c.audiences.contains(&site.id.audience));
            let spans: Vec<Span> = here.filter(|_| id == "contact").map(|c| c.span).collect();
            let whole = Span::new(profile.file, 0, 0);
            found.push(Inside {
                name: format!("vak {id}, uit regio.yaml"),
                subject: Some((Subject::Profile, true)),
                document: None,
                spans: if spans.is_empty() { vec![whole] } else { spans },
                checked: profile.checked_on,
            });
        }
        None => found.push(Inside {
            name: format!("vak {id}, leeg"),
            subject: None,
            document: None,
            spans: vec![Span { end: asked.start, ..asked }],
            checked: None,
        }),
    }
}

/// A text with a file of its own.
fn written(name: String, subject: Subject, regional: bool, document: &Document) -> Inside<'_> {
    let ends = document.sections.first().zip(document.sections.last());
    let spans = ends.map(|(first, last)| Span { end: last.span.end, ..first.span });
    let subject = Some((subject, regional));
    Inside { name, subject, document: Some(document), spans: spans.into_iter().collect(), checked: None }
}

/// A text as it is shown, with the places of findings marked.
pub(super) fn inner_of(
    edition: &Edition,
    site: &Site<'_>,
    changes: &Changes<'_>,
    text: Inside<'_>,
    found: &[(usize, &Diagnostic)],
) -> Inner {
    let regional = text.subject.as_ref().is_some_and(|(_, regional)| *regional);
    let about = text.subject.as_ref().map(|(subject, _)| subject);
    let mut tekst = Vec::new();
    for span in &text.spans {
        if !tekst.is_empty() {
            tekst.push(Piece::plain("\n"));
        }
        tekst.extend(pieces(edition, *span, found));
    }
    let veranderd = about.filter(|_| text.document.is_some());
    Inner {
        van: if regional { "regio" } else { "land" },
        regio: if regional { site.region.profile.name.value.clone() } else { String::new() },
        gecontroleerd: match (about, text.checked) {
            (_, Some(day)) => format!("gecontroleerd op {day}"),
            (Some(Subject::Filling(..) | Subject::Profile), None) => "zonder controledatum".to_owned(),
            _ => String::new(),
        },
        plek: place(edition, text.spans.first().copied().unwrap_or(Span::new(site.region.profile.file, 0, 0))),
        tekst,
        staat: about.and_then(|subject| state(site, regional, subject, &text.name)),
        veranderd: veranderd.and_then(|subject| changes.text(site, regional, subject, &text.name)),
        naam: text.name,
    }
}
