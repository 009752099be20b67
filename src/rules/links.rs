//! Links between pages: after the merge, per sector, so that no reader walks into a wall.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, did_you_mean};
use crate::overlay::{Page, Site};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BEGIN, HOME, InlineKind, PageId, Section, Target};
use crate::set::sector::Sectors;
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("L002", "unknown-page", Error, Form), run: Run::Site(unknown_page) },
    Check { rule: rule!("L004", "unlisted-page", Warning), run: Run::Set(unlisted_page) },
    Check { rule: rule!("L007", "unused-file", Warning), run: Run::Set(unused_file) },
    Check { rule: rule!("L008", "missing-home", Error, Form), run: Run::Site(missing_home) },
    Check { rule: rule!("L006", "address-taken", Error, Form), run: Run::Site(address_taken) },
    Check { rule: rule!("L005", "link-beyond-sector", Error, Form), run: Run::Set(link_beyond_sector) },
];

/// The ids of the sections of a page, for readers of these sectors.
type Ids<'a> = BTreeMap<(&'a str, Sectors), BTreeSet<&'a str>>;

fn unknown_page(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    let mut known = Ids::new();
    for page in site.pages.values() {
        for (section, sectors) in site.sections_on(page) {
            let from = From { site, page, sectors };
            each_link(section, &mut |target, span| link(rule, &from, target, span, &mut known, findings));
        }
    }
}

/// Where a link stands: the page, and the sectors for which its text is shown.
struct From<'a, 's> {
    site: &'a Site<'s>,
    page: &'a Page<'s>,
    sectors: Sectors,
}

fn link<'a>(
    rule: &'static Rule,
    from: &From<'a, '_>,
    target: &Target,
    span: Span,
    known: &mut Ids<'a>,
    findings: &mut Diagnostics,
) {
    let (site, page) = (from.site, from.page);
    let (to, section) = match target {
        Target::Page(id, _) if id.audience != site.id.audience => {
            findings.push(
                Diagnostic::new(rule, span, format!("`{id}` staat op de andere site"))
                    .help("verwijs met `tegenhanger` naar de andere site, of naar een pagina van deze site"),
            );
            return;
        }
        Target::Page(id, section) => match site.pages.get(id.slug.as_str()) {
            Some(to) => (to, section.as_deref()),
            None if site.is_behind(id) => {
                let message = format!("de pagina `{}` blijft in deze regio achter; de link is weggelaten", id.slug);
                findings.push(
                    Diagnostic::new(&crate::catalogue::LINK_BEHIND, span, message)
                        .help("laat die pagina nakijken en tekenen, of haal de link weg"),
                );
                return;
            }
            None => {
                let known = site.set.pages.contains_key(id);
                let message = if known { "is er in deze regio niet" } else { "bestaat niet" };
                findings.push(
                    Diagnostic::new(rule, span, format!("de pagina `{}` {message}", id.slug)).help(did_you_mean(
                        &id.slug,
                        site.pages.keys().copied(),
                        "verwijs naar een pagina die er is",
                    )),
                );
                return;
            }
        },
        Target::Section(section) => (page, Some(section.as_str())),
        Target::Outside(_) | Target::File(_) | Target::Refused => return,
    };
    let Some(section) = section else { return };
    // On a site with tracks every reader lands on the page of their own; else there is one page for all.
    let tracks: Vec<Sectors> = match site.id.audience {
        Audience::Ouders => vec![to.sectors],
        Audience::Jongeren => from.sectors.and(to.sectors).iter().map(|s| Sectors::NONE.with(s)).collect(),
    };
    for track in tracks {
        let ids = known.entry((to.id.slug.as_str(), track)).or_insert_with(|| {
            let parts = to.all_parts().into_iter().filter(|p| !p.sectors.and(track).is_empty());
            // The text before the first heading has no place of its own to land on.
            parts.map(|p| p.id).filter(|id| *id != BEGIN).collect()
        });
        if !ids.contains(section) {
            let message = format!("de pagina `{}` heeft hier geen sectie `{section}`", to.id.slug);
            let finding = Diagnostic::new(rule, span, message).help(did_you_mean(
                section,
                ids.iter().copied(),
                "verwijs naar de pagina zelf, of naar een sectie die er is",
            ));
            let hidden = to.overlay.and_then(|o| o.hides.iter().find(|h| h.section.value == section));
            findings.push(match hidden {
                Some(hiding) => finding.label(hiding.section.span, "deze regio verbergt haar"),
                None => finding.label(to.source.meta.title.span, "deze pagina"),
            });
            return;
        }
    }
}

/// A text for both sectors may not lead to a page that one of them does not have. Judged on the national texts alone,
/// so that it is found before there is a region of that shape.
fn link_beyond_sector(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, page) in &set.pages {
        for section in &page.document.sections {
            walk(rule, set, id, section, page.meta.sectors, findings);
        }
    }
}

fn walk(
    rule: &'static Rule,
    set: &InformationSet,
    on: &PageId,
    section: &Section,
    around: Sectors,
    findings: &mut Diagnostics,
) {
    let sectors = around.and(section.marks.sectors);
    each_link(section, &mut |target, span| {
        let Target::Page(id, _) = target else { return };
        let Some(to) = set.pages.get(id).filter(|_| id.audience == on.audience) else {
            return;
        };
        for sector in sectors.iter().filter(|s| !to.meta.sectors.has(*s)) {
            let name = sector.name();
            findings.push(
                Diagnostic::new(
                    rule,
                    span,
                    format!("de pagina `{}` is er niet voor {name}, en deze tekst wel", id.slug),
                )
                .label(to.meta.title.span, "deze pagina")
                .help("zet de zin met de link in een deel voor de andere sector: een kop met `.po` of `.vo`"),
            );
        }
    });
    section.children.iter().for_each(|child| walk(rule, set, on, child, sectors, findings));
}

/// A site without its home, its page about contact or a page that every site has leaves a reader at a closed door.
fn missing_home(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    let config = site.set.config.sites.get(&site.id.audience);
    let named = config.iter().flat_map(|c| c.contact.iter().chain(&c.required)).map(|page| page.value.as_str());
    let needed: BTreeSet<&str> = std::iter::once(HOME).chain(named).collect();
    // A region that could not be read whole shows nothing anyway.
    for slug in needed.into_iter().filter(|slug| site.region.profile.complete && !site.pages.contains_key(slug)) {
        findings.push(
            Diagnostic::new(
                rule,
                site.region.profile.name.span,
                format!("de site voor {} heeft geen pagina `{slug}`", site.id.audience),
            )
            .help(format!("schrijf `content/{}/{slug}.md`, voor po en vo", site.id.audience)),
        );
    }
}

/// An image or document that no text names reaches nobody.
fn unused_file(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for section in set.sections() {
        section.each_inline(&mut |inline| match &inline.kind {
            InlineKind::Image(path, _) => drop(used.insert(&path.value)),
            InlineKind::Link(Target::File(path), _) => drop(used.insert(path)),
            _ => {}
        });
    }
    for profile in set.regions.iter().map(|r| &r.profile) {
        used.extend(profile.style.logo.iter().map(|l| l.value.as_str()));
        used.extend(profile.faces.iter().filter_map(|f| f.photo.as_ref()).map(|p| p.value.as_str()));
    }
    for (_, asset) in set.files.iter().filter(|(path, _)| !used.contains(path.as_str())) {
        findings.push(
            Diagnostic::new(
                rule,
                Span::new(asset.file, 0, 0),
                "geen tekst noemt dit bestand, en dus gaat het niet mee",
            )
            .help("verwijs ernaar in een tekst, of haal het weg"),
        );
    }
}

/// An old address may be that of no page and lead to one page only; the folders of the tracks are nobody's.
fn address_taken(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    let tracks: &[&str] = match site.id.audience {
        Audience::Ouders => &[],
        Audience::Jongeren => &["basisschool", "middelbare"],
    };
    let mut taken: BTreeMap<&str, Span> = BTreeMap::new();
    for (slug, page) in &site.pages {
        if tracks.contains(slug) {
            let at = Span::new(page.source.file, 0, 0);
            findings.push(
                Diagnostic::new(rule, at, format!("`{slug}` is het adres van een deel van de site"))
                    .help("geef het bestand een andere naam"),
            );
        }
        taken.insert(slug, page.source.meta.title.span);
    }
    for old in site.pages.values().flat_map(|p| &p.source.meta.old) {
        let first = taken.insert(&old.value, old.span);
        if first.is_some() || tracks.contains(&old.value.as_str()) {
            let finding =
                Diagnostic::new(rule, old.span, format!("het oude adres `{}` is al van iets anders", old.value))
                    .help("haal het hier weg, of bij de andere pagina");
            findings.push(match first {
                Some(first) => finding.label(first, "hiervan"),
                None => finding,
            });
        }
    }
}

fn each_link(section: &Section, visit: &mut dyn FnMut(&Target, Span)) {
    section.each_inline(&mut |inline| {
        if let InlineKind::Link(target, _) = &inline.kind {
            visit(target, inline.span);
        }
    });
}

fn unlisted_page(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for audience in Audience::ALL {
        let summary = set.summaries.get(&audience);
        let listed: Vec<_> = summary.iter().flat_map(|s| &s.groups).flat_map(|g| &g.entries).collect();
        for (id, page) in set.pages.iter().filter(|(id, _)| id.audience == audience && id.slug != HOME) {
            if !listed.iter().any(|e| e.slug.value == id.slug) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        page.meta.title.span,
                        format!("deze pagina staat niet in `{audience}/SUMMARY.md`"),
                    )
                    .help(format!("zet daar onder een groep: `- [Korte titel]({}.md)`", id.slug)),
                );
            }
        }
        for entry in listed {
            let id = PageId { audience, slug: entry.slug.value.clone() };
            if !set.pages.contains_key(&id) {
                let known = set.pages.keys().filter(|p| p.audience == audience).map(|p| p.slug.as_str());
                findings.push(
                    Diagnostic::new(rule, entry.slug.span, format!("er is geen pagina `{}`", id.slug))
                        .help(did_you_mean(&id.slug, known, "haal de regel weg, of schrijf de pagina")),
                );
            }
        }
    }
}
