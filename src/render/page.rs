//! The text of a page: its sections in their order, with passages, slots and experiences where they belong.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::block::SectionHtml;
use super::fill::{Filler, Key};
use super::page_values::day;
use super::provenance;
use super::template::{escape_into, escaped};
use crate::overlay::{Origin, Page, Part, SlotContent};
use crate::set::document::Document;
use crate::set::page::Teller;
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, Layer};
use crate::state::gate::Release;

/// Writes every section of the page that this track shows. The short answer, with which the page begins, goes apart.
pub(super) fn body(filler: &mut Filler<'_, '_>, page: &Page<'_>, lead: &mut String, out: &mut String) {
    if page.decision.release == Release::Withdrawn {
        provenance::withdrawn(filler, lead);
        return;
    }
    provenance::notice(page, lead);
    for part in &page.parts {
        let here = filler.track.is_none_or(|track| part.sectors.has(track));
        if let (true, None, Some(html)) = (here, &part.section.heading, filler.view.sections.get(&part.section.key)) {
            filler.level = 2;
            filler.fill(&html.lead, lead);
        }
        section(filler, part, None, out);
    }
    let site = filler.view.site;
    // On a track a pupil recognises who goes to the same kind of school; the other one tells where nobody else does.
    let fits = |name: &&str| {
        let story = site.experience(name).filter(|e| !page.hides_story(name) && e.may_be_shown(site.as_of));
        story.is_some_and(|e| e.teller.sector().is_none_or(|s| filler.track.is_none_or(|track| track == s)))
    };
    let stories: Vec<&str> = page.stories().collect();
    filler.keys.extend(stories.iter().map(|name| Key::Experience((*name).to_owned())));
    let own: Vec<&str> = stories.iter().copied().filter(fits).collect();
    for name in if own.is_empty() { stories } else { own } {
        if !filler.ids.contains(&format!("_ervaring-{name}")) {
            filler.level = 2;
            experience(filler, name, out);
        }
    }
}

fn section(filler: &mut Filler<'_, '_>, part: &Part<'_>, parent: Option<&Part<'_>>, out: &mut String) {
    if filler.track.is_some_and(|track| !part.sectors.has(track)) {
        return;
    }
    let around = parent.map(|p| p.sectors).or(filler.page.map(|p| p.sectors)).unwrap_or(Sectors::BOTH);
    let view = filler.view;
    let empty = SectionHtml::default();
    let html = view.sections.get(&part.section.key).unwrap_or(&empty);
    filler.keys.insert(Key::Section(part.section.key));
    let level = part.level.min(6);
    // A region's text among national text is marked in words. On a page of the region itself all of it is regional.
    let regional = part.origin != Origin::Own && filler.page.is_some_and(|p| p.layer == Layer::National);
    let folded = part.section.marks.folded && part.section.heading.is_some();
    let outermost = regional && parent.is_none_or(|p| p.origin == Origin::Own);
    if outermost {
        out.push_str("<section class=\"regio\">\n");
        label(filler, filler.page.and_then(|p| p.overlay).and_then(|o| o.checked_on), out);
    }
    let sheet = part.section.marks.sheet && part.section.heading.is_some();
    if sheet {
        out.push_str("<div class=\"blad\">\n");
    }
    if folded {
        out.push_str("<details class=\"vraag\">\n<summary>");
    }
    if part.section.heading.is_some() {
        let _ = write!(out, "<h{level} id=\"{}\">", part.id);
        filler.fill(&html.heading, out);
        if let Some(label) = sector_label(filler, part.sectors, around) {
            let _ = write!(out, " <span class=\"onderwijs\">{label}</span>");
        }
        let _ = write!(out, "</h{level}>");
        out.push_str(if folded { "</summary>\n" } else { "\n" });
        if let (2, true, Some(heading)) = (level, filler.contents.is_some(), &part.section.heading) {
            let heading = filler.line(&heading.content);
            filler.note_heading(part.id, &heading);
        }
    }
    filler.level = if part.section.heading.is_some() { level + 1 } else { 2 };
    filler.fill(&html.body, out);
    for child in &part.parts {
        section(filler, child, Some(part), out);
    }
    if folded {
        out.push_str("</details>\n");
    }
    if sheet {
        out.push_str("</div>\n");
    }
    if outermost {
        out.push_str("</section>\n");
    }
}

/// What comes from a region is marked in words, with who wrote it, and when somebody looked at it last.
fn label(filler: &Filler<'_, '_>, checked: Option<Date>, out: &mut String) {
    out.push_str("<p class=\"merkje\">In deze regio: ");
    escape_into(out, &filler.view.site.region.profile.name.value);
    if let Some(day) = checked.map(day) {
        let _ = write!(out, ", nagekeken op <time datetime=\"{}\">{}</time>", day.datum, day.tekst);
    }
    out.push_str("</p>\n");
}

/// On a site for both sectors, a section for one of them says so, once.
fn sector_label(filler: &Filler<'_, '_>, sectors: Sectors, around: Sectors) -> Option<&'static str> {
    let mixed = filler.track.is_none() && around == Sectors::BOTH;
    match (sectors.po, sectors.vo) {
        (true, false) if mixed => Some(Sector::Po.school()),
        (false, true) if mixed => Some(Sector::Vo.school()),
        _ => None,
    }
}

/// The text of a document that stands inside a page: a passage, a story, the text of a slot. An entry of an agenda has
/// a heading, one level below that of the slot, and goes when it is over.
fn plain(filler: &mut Filler<'_, '_>, document: &Document, out: &mut String) {
    let view = filler.view;
    let level = (filler.level + 1).min(6);
    let today = view.site.as_of;
    for section in document.all_sections().into_iter().filter(|s| s.marks.shown_on(today)) {
        filler.keys.insert(Key::Section(section.key));
        let Some(html) = view.sections.get(&section.key) else { continue };
        if section.heading.is_some() {
            let id = block_id(filler, &section.id.value);
            let _ = write!(out, "<h{level} id=\"{id}\">");
            filler.fill(&html.heading, out);
            let _ = writeln!(out, "</h{level}>");
        }
        filler.fill(&html.lead, out);
        filler.fill(&html.body, out);
    }
}

/// The id of a block on this page; a second one of the same name gets a number.
fn block_id(filler: &mut Filler<'_, '_>, name: &str) -> String {
    // An id that no heading of an editor can have.
    let mut id = format!("_{name}");
    let mut number = 2;
    while !filler.ids.insert(id.clone()) {
        id = format!("_{name}-{number}");
        number += 1;
    }
    id
}

pub(super) fn passage(filler: &mut Filler<'_, '_>, name: &str, out: &mut String) {
    filler.keys.insert(Key::Passage(name.to_owned()));
    let Some(passage) = filler.view.site.set.passages.get(name) else {
        return;
    };
    if filler.view.site.is_withdrawn(name) {
        provenance::withdrawn(filler, out);
        return;
    }
    let id = block_id(filler, name);
    let _ = write!(
        out,
        "<div class=\"passage\" id=\"{id}\" data-passage=\"{name}\">\n<p class=\"merkje\">Dit geldt in heel Nederland</p>\n"
    );
    plain(filler, &passage.document, out);
    out.push_str("</div>\n");
    filler.underlying.extend(passage.sources.iter().map(|s| s.value.clone()));
}

/// A passage without frame, for the strip on every page.
pub(super) fn strip(filler: &mut Filler<'_, '_>, name: &str) -> String {
    let mut out = String::new();
    let site = filler.view.site;
    if let Some(passage) = site.set.passages.get(name).filter(|_| !site.is_withdrawn(name)) {
        plain(filler, &passage.document, &mut out);
    }
    out
}

pub(super) fn slot(filler: &mut Filler<'_, '_>, name: &str, out: &mut String) {
    filler.keys.insert(Key::Slot(name.to_owned()));
    let view = filler.view;
    let Some(content) = view.site.slots.get(name) else {
        return;
    };
    let Some(slot) = view.site.set.registers.slots.get(name) else {
        return;
    };
    let track = filler.track;
    let here = |sector: Option<Sector>| track.is_none() || sector.is_none() || track == sector;
    if let SlotContent::Text(texts) = content
        && !texts.iter().any(|(sector, _)| here(*sector))
    {
        return;
    }
    let heading = match (view.site.id.audience, &slot.heading_young) {
        (Audience::Jongeren, Some(young)) => young,
        _ => &slot.heading,
    };
    let id = block_id(filler, &format!("vak-{name}"));
    let level = filler.level.clamp(2, 6);
    let _ = writeln!(out, "<section class=\"regio\" aria-labelledby=\"{id}\">");
    let checked = match content {
        SlotContent::Data => view.site.region.profile.checked_on,
        // Of more texts the one that was looked at longest ago counts; one that nobody looked at has no day.
        SlotContent::Text(texts) => {
            let days = texts.iter().filter(|(sector, _)| here(*sector)).map(|(_, filling)| filling.checked_on);
            days.min().flatten()
        }
    };
    label(filler, checked, out);
    let _ = writeln!(out, "<h{level} id=\"{id}\">{}</h{level}>", escaped(heading));
    if level == 2 {
        filler.note_heading(&id, heading);
    }
    match content {
        SlotContent::Data => {
            if let Some(template) = view.data_slots.get(name) {
                filler.level = level + 1;
                filler.fill(template, out);
            }
        }
        SlotContent::Text(texts) => {
            for (sector, filling) in texts.iter().filter(|(sector, _)| here(*sector)) {
                if let (Some(sector), None) = (sector, filler.track)
                    && view.site.sectors == Sectors::BOTH
                {
                    let _ = writeln!(out, "<p class=\"onderwijs\">{}</p>", capital(sector.school()));
                }
                plain(filler, &filling.document, out);
            }
            if let Some(template) = view.data_slots.get(name) {
                filler.level = level + 1;
                filler.fill(template, out);
            }
        }
    }
    filler.level = level;
    out.push_str("</section>\n");
}

pub(super) fn experience(filler: &mut Filler<'_, '_>, name: &str, out: &mut String) {
    filler.keys.insert(Key::Experience(name.to_owned()));
    let site = filler.view.site;
    let hidden = filler.page.is_some_and(|page| page.hides_story(name));
    // A story whose consent ended, or that this region hides, leaves no trace.
    let Some(story) = site.experience(name).filter(|_| !hidden).filter(|e| e.may_be_shown(site.as_of)) else {
        return;
    };
    let id = block_id(filler, &format!("ervaring-{name}"));
    let teller = match story.teller {
        Teller::Parent => "een ouder",
        Teller::PupilPo => "een leerling van de basisschool",
        Teller::PupilVo => "een leerling van de middelbare school",
        Teller::Young => "een jongere",
    };
    let _ = write!(
        out,
        "<figure class=\"ervaring\" id=\"{id}\">\n<figcaption><span class=\"merkje\">Ervaring van {teller}"
    );
    if let Some(year) = story.year {
        let _ = write!(out, ", {year}");
    }
    if story.invented {
        out.push_str(" (verzonnen voorbeeld)");
    }
    out.push_str("</span> <strong>");
    escape_into(out, &story.title);
    out.push_str("</strong></figcaption>\n<blockquote>\n");
    plain(filler, &story.document, out);
    out.push_str("</blockquote>\n</figure>\n");
}

/// With a capital first.
pub(super) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
