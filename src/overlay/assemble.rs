//! From the set to one site.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::InformationSet;
use crate::set::page::Class;
use crate::set::region::Region;
use crate::set::sector::Sectors;
use crate::source::{Audience, FileId, Layer, SiteId};

use super::{Page, Part, Site, front, menu, merge, slots};

/// Puts the site of `region` for `audience` together as it is on the day `as_of`.
pub fn assemble<'s>(
    set: &'s InformationSet,
    region: &'s Region,
    audience: Audience,
    as_of: Date,
) -> (Site<'s>, Diagnostics) {
    let id = SiteId { region: region.id, audience };
    let mut findings = Diagnostics::default();
    let sectors = region.sectors();
    let mut pages = BTreeMap::new();
    for (page_id, source) in set.pages.iter().filter(|(p, _)| p.audience == audience) {
        let overlay = region.overlays.get(page_id).map(AsRef::as_ref);
        if overlay.is_some_and(|o| front::hides_page(set, page_id, source, o, &mut findings)) {
            continue;
        }
        let parts = merge::merge(set, source, overlay, region.base.get(page_id), &mut findings);
        let page = Page { id: page_id, source, overlay, layer: Layer::National, sectors, parts };
        keep(&mut pages, page, sectors, as_of);
    }
    for (page_id, source) in region.pages.iter().filter(|(p, _)| p.audience == audience) {
        refuse_claim(source, &mut findings);
        let parts = merge::merge(set, source, None, None, &mut findings);
        let page = Page { id: page_id, source, overlay: None, layer: Layer::Region(region.id), sectors, parts };
        keep(&mut pages, page, sectors, as_of);
    }
    let slots = slots::fill(set, region, id, as_of, &mut findings);
    let menu = menu::menu(set, audience, &pages, &mut findings);
    if !region.profile.fictional && region.profile.complete {
        findings.push(
            Diagnostic::new(
                &catalogue::UNSIGNED,
                region.profile.name.span,
                format!("`{}` is geen verzonnen regio, en deze teksten zijn door niemand ondertekend", region.folder),
            )
            .help("publiceer pas als de teksten zijn ondertekend; voor een voorbeeld: `fictief: true`")
            .for_site(id),
        );
    }
    let mut site = Site { id, set, region, sectors, as_of, pages, menu, slots, shown: BTreeSet::new() };
    site.shown = shown(&site);
    (site, findings)
}

/// Keeps a page when this region's schools have it, with the parts that are shown there on that day.
fn keep<'s>(pages: &mut BTreeMap<&'s str, Page<'s>>, mut page: Page<'s>, sectors: Sectors, as_of: Date) {
    page.sectors = page.source.meta.sectors.and(sectors);
    if page.sectors.is_empty() {
        return;
    }
    visible(&mut page.parts, page.sectors, as_of);
    pages.insert(&page.id.slug, page);
}

fn visible(parts: &mut Vec<Part<'_>>, sectors: Sectors, as_of: Date) {
    parts.retain_mut(|part| {
        part.sectors = part.sectors.and(sectors);
        visible(&mut part.parts, part.sectors, as_of);
        // A text that replaces another is shown no longer than that one would be.
        let today = std::iter::once(part.section).chain(part.replaced).all(|s| s.marks.shown_on(as_of));
        today && !part.sectors.is_empty()
    });
}

/// A page of a region is regional text; it can't pass for national text that was checked.
fn refuse_claim(source: &crate::set::page::PageSource, findings: &mut Diagnostics) {
    if source.meta.class != Class::C && source.meta.complete {
        findings.push(
            Diagnostic::new(
                &catalogue::WRONG_VALUE,
                source.meta.class_span,
                "een pagina van een regio is van klasse C",
            )
            .help("schrijf `klasse: C`; is dit iets dat in het hele land geldt, vraag dan een landelijke pagina"),
        );
    }
}

/// The files whose text the site shows.
fn shown(site: &Site<'_>) -> BTreeSet<FileId> {
    let mut files = BTreeSet::new();
    // Also of a page that the region hides: what stands in that file is a fault of this site.
    let overlays = site.region.overlays.iter().filter(|(id, _)| id.audience == site.id.audience);
    files.extend(overlays.map(|(_, overlay)| overlay.file));
    for page in site.pages.values() {
        files.insert(page.source.file);
        files.extend(site.sections_on(page).into_iter().map(|(section, _)| section.key.file));
    }
    // A filling that nobody can see is a fault of the region: it keeps both its sites.
    for ((id, sector), filling) in &site.region.fillings {
        let elsewhere = site.set.registers.slots.get(id).is_some_and(|s| !s.audiences.contains(&site.id.audience));
        let useless = sector.is_some_and(|s| !site.sectors.has(s));
        if !elsewhere || useless {
            files.insert(filling.file);
        }
    }
    files
}
