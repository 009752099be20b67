//! From the set to one site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::InformationSet;
use crate::set::page::Class;
use crate::set::region::Region;
use crate::set::sector::Sectors;
use crate::source::{Audience, FileId, Layer, SiteId};
use crate::state::States;
use crate::state::gate::Release;

use super::behind::Gate;
use super::{Page, Part, Site, front, menu, merge, slots};

/// Puts the site of `region` for `audience` together as it is on the day `as_of`.
pub fn assemble<'s>(
    set: &'s InformationSet,
    region: &'s Region,
    audience: Audience,
    as_of: Date,
) -> (Site<'s>, Diagnostics) {
    assemble_in(&Arc::new(States::of_region(set, region, as_of)), region, audience)
}

/// Puts a site together with the states of a day, which all sites share.
pub fn assemble_in<'s>(states: &Arc<States<'s>>, region: &'s Region, audience: Audience) -> (Site<'s>, Diagnostics) {
    let (set, as_of) = (states.set, states.as_of);
    let id = SiteId { region: region.id, audience };
    let mut findings = Diagnostics::default();
    let sectors = region.sectors();
    let mut gated = Diagnostics::default();
    let mut gate = Gate { set, region, id, states, behind: Vec::new(), findings: &mut gated };
    let pages = pages(&mut gate, audience, as_of, &mut findings);
    let behind: BTreeSet<_> = region
        .fillings
        .iter()
        .filter(|((slot, sector), filling)| {
            let here = set.registers.slots.get(slot).is_none_or(|s| s.audiences.contains(&audience));
            here && !gate.filling(slot, *sector, filling.file)
        })
        .map(|(key, _)| key.clone())
        .collect();
    gate.rest();
    let behind_list = gate.behind;
    let slots = slots::fill(set, region, id, as_of, &behind, &mut findings);
    let menu = menu::menu(set, audience, &pages, &mut findings);
    set.silence_unread(&mut findings);
    // Without the profile nothing is known of the region; that was told.
    if region.profile.complete {
        findings.extend(gated);
    }
    let states = Arc::clone(states);
    let mut site = Site {
        id,
        set,
        region,
        sectors,
        as_of,
        pages,
        menu,
        slots,
        states,
        behind: behind_list,
        shown: BTreeSet::new(),
    };
    site.shown = shown(&site);
    (site, findings)
}

/// The pages of a site with what the region does to them; those that stay behind are left out.
fn pages<'s>(
    gate: &mut Gate<'_, 's>,
    audience: Audience,
    as_of: Date,
    findings: &mut Diagnostics,
) -> BTreeMap<&'s str, Page<'s>> {
    let (set, region) = (gate.set, gate.region);
    let sectors = region.sectors();
    let mut pages = BTreeMap::new();
    for (page_id, source) in set.pages.iter().filter(|(p, _)| p.audience == audience) {
        if source.meta.sectors.and(sectors).is_empty() {
            continue;
        }
        let written = region.overlays.get(page_id).map(AsRef::as_ref);
        let overlay = written.filter(|o| gate.overlay(page_id, o.file));
        // What is wrong with it is told, also when it stays behind.
        let hidden = written.is_some_and(|o| front::hides_page(set, page_id, source, o, findings));
        if hidden && overlay.is_some() {
            continue;
        }
        let decision = gate.page(page_id, source.meta.title.span, false);
        let mut parts = merge::merge(set, source, written, region.base.get(page_id), findings);
        if overlay.is_none() && written.is_some() {
            parts = merge::merge(set, source, None, None, &mut Diagnostics::default());
        }
        let page = Page { id: page_id, source, overlay, layer: Layer::National, sectors, parts, decision };
        keep(&mut pages, page, sectors, as_of);
    }
    for (page_id, source) in region.pages.iter().filter(|(p, _)| p.audience == audience) {
        refuse_claim(source, findings);
        if source.meta.sectors.and(sectors).is_empty() {
            continue;
        }
        let decision = gate.page(page_id, source.meta.title.span, true);
        let parts = merge::merge(set, source, None, None, findings);
        let layer = Layer::Region(region.id);
        let page = Page { id: page_id, source, overlay: None, layer, sectors, parts, decision };
        keep(&mut pages, page, sectors, as_of);
    }
    pages
}

/// Keeps a page when this region's schools have it, with the parts that are shown there on that day.
fn keep<'s>(pages: &mut BTreeMap<&'s str, Page<'s>>, mut page: Page<'s>, sectors: Sectors, as_of: Date) {
    page.sectors = page.source.meta.sectors.and(sectors);
    if page.decision.release == Release::Behind {
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
    if source.meta.class != Class::C {
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
