//! What the templates of a theme get to know of a site.

use std::collections::BTreeMap;

use super::address::{address, track_folder, tracks};
use super::fill::{Filler, published};
use super::page_values::day;
use super::provenance::WITHDRAWN;
use super::template::token;
use super::values::{
    ChannelContext, EntryContext, FaceContext, FeedbackContext, GroupContext, HourContext, ImageContext,
    MunicipalityContext, NationalContext, OtherSite, SchoolContext, SiteContext, StatementContext, TrackContext,
};
use crate::overlay::{self, Site};
use crate::set::document::PageId;
use crate::set::page::PageSource;
use crate::set::region::{Channel, Face, Statement};
use crate::set::sector::Sector;
use crate::source::Audience;
use crate::state::gate::Release;

/// The values that are the same on every page of a site. The menu needs a filler and comes later.
pub(super) fn site(site: &Site<'_>) -> SiteContext {
    let profile = &site.region.profile;
    let audience = site.id.audience;
    let own = profile.sites.get(&audience);
    let config = site.set.config.sites.get(&audience);
    SiteContext {
        merk: own.map(|s| s.brand.value.clone()).unwrap_or_default(),
        regio: profile.name.value.clone(),
        doelgroep: audience.name(),
        adres: own.and_then(|s| s.address.as_ref()).map(|a| format!("{}/", a.value.trim_end_matches('/'))),
        fictief: profile.fictional,
        in_opbouw: profile.starting,
        po: site.sectors.po,
        vo: site.sectors.vo,
        sporen: tracks(site)
            .into_iter()
            .map(|t| TrackContext { naam: t.school(), adres: format!("{}/", track_folder(t)) })
            .collect(),
        groepen: Vec::new(),
        andere: profile.sites.get(&audience.other()).map(|other| OtherSite {
            merk: other.brand.value.clone(),
            adres: from_root(&token("wortel"), &other_root(site)),
        }),
        kanalen: profile
            .channels
            .iter()
            .filter(|c| c.audiences.contains(&audience))
            .map(|c| channel(c, profile.fictional))
            .collect(),
        gecontroleerd: profile.checked_on.map(day),
        gezichten: profile.faces.iter().map(|f| face(site, f)).collect(),
        scholen: schools(site),
        spreekuren: profile
            .hours
            .iter()
            .filter(|h| h.valid_until.is_none_or(|until| site.as_of <= until))
            .map(|h| HourContext {
                school: h.school.clone(),
                plek: h.place.clone(),
                dag: h.day.clone(),
                tijd: h.time.clone(),
            })
            .collect(),
        landelijk: national(site),
        contact: contact_page(site),
        snel_weg: own.and_then(|s| s.exit.clone()).or_else(|| config.and_then(|c| c.exit.clone())),
        lettertype: profile.style.font.as_ref().is_some_and(|f| site.set.fonts.contains_key(&f.value)),
        logo: profile.style.logo.as_ref().and_then(|l| image(site, &l.value)),
        terugkoppeling: profile
            .feedback
            .get(&audience)
            .map(|f| FeedbackContext { adres: f.value.clone(), mail: !f.value.starts_with("https://") }),
        gekozen_met: own.and_then(|s| s.chosen_with.clone()),
        verklaring: statement(&profile.statement),
        redactie: site.set.config.authors.clone(),
        reacties: super::provenance::reactions(site),
    }
}

fn face(site: &Site<'_>, face: &Face) -> FaceContext {
    FaceContext {
        voornaam: face.first_name.value.clone(),
        letter: face.first_name.value.chars().take(1).collect(),
        rol: face.role.clone(),
        scholen: face.schools.clone(),
        zin: face.sentence.clone(),
        dagen: face.days.clone(),
        foto: face.photo.as_ref().and_then(|p| image(site, &p.value)),
    }
}

/// An image of the region; one that is not there was told.
fn image(site: &Site<'_>, path: &str) -> Option<ImageContext> {
    let (width, height) = site.set.files.get(path)?.size?;
    Some(ImageContext { adres: published(path), breedte: width, hoogte: height })
}

/// The national contacts for these readers.
fn national(site: &Site<'_>) -> BTreeMap<String, NationalContext> {
    let all = site.set.registers.contacts.iter().filter(|(_, c)| c.audiences.contains(&site.id.audience));
    all.map(|(id, contact)| {
        let field = |name: &str| contact.fields.get(name).cloned();
        let context = NationalContext {
            naam: field("naam").unwrap_or_default(),
            telefoon: field("telefoon"),
            chat: field("chat"),
            site: field("site"),
            tijden: field("tijden"),
            kosten: field("kosten"),
        };
        (id.clone(), context)
    })
    .collect()
}

fn statement(statement: &Statement) -> StatementContext {
    StatementContext {
        status: statement.status.clone(),
        datum: statement.date.map(day),
        onderzoek: statement.audit.clone(),
        contact: statement.contact.clone(),
        antwoord: statement.answer.clone(),
        klacht: statement.complaint.clone(),
    }
}

/// The schools of the region, those of one municipality together.
fn schools(site: &Site<'_>) -> Vec<MunicipalityContext> {
    let mut all: Vec<MunicipalityContext> = Vec::new();
    for school in site.region.schools.iter().filter(|s| !s.sectors.and(site.sectors).is_empty()) {
        if all.last().is_none_or(|last| last.gemeente != school.municipality) {
            all.push(MunicipalityContext { gemeente: school.municipality.clone(), scholen: Vec::new() });
        }
        let entry = SchoolContext {
            naam: school.name.clone(),
            soort: school.kind,
            aanbod: school.offer.clone(),
            site: school.site.clone(),
        };
        all.last_mut().into_iter().for_each(|last| last.scholen.push(entry.clone()));
    }
    all
}

/// Where the other audience's site stands: its own host, or the folder beside this one. Ends with `/`.
fn other_root(site: &Site<'_>) -> String {
    let other = site.id.audience.other();
    let own = site.region.profile.sites.get(&other).and_then(|s| s.address.as_ref());
    own.map_or_else(|| format!("../{other}/"), |a| format!("{}/", a.value.trim_end_matches('/')))
}

/// An address as seen from a page: absolute ones stay, others start at the site's root.
fn from_root(root: &str, address: &str) -> String {
    if address.contains("://") { address.to_owned() } else { format!("{root}{address}") }
}

pub(super) fn contact_page(site: &Site<'_>) -> Option<String> {
    let slug = &site.set.config.sites.get(&site.id.audience)?.contact.as_ref()?.value;
    let page = site.pages.get(slug.as_str())?;
    Some(address(slug, page.sectors, site.id.audience, None))
}

fn channel(channel: &Channel, fictional: bool) -> ChannelContext {
    let value = &channel.value.value;
    let link = match channel.kind.value.as_str() {
        // A made-up number must not ring anywhere.
        "telefoon" if !fictional => Some(format!("tel:{}", value.replace([' ', '-'], ""))),
        "mail" => Some(format!("mailto:{value}")),
        _ if value.starts_with("https://") => Some(value.clone()),
        _ => None,
    };
    ChannelContext {
        soort: channel.kind.value.clone(),
        waarde: shown(value).to_owned(),
        link,
        tijden: channel.times.clone(),
        antwoord: channel.answer.clone(),
        anoniem: channel.anonymous.as_ref().map(|a| a.value.clone()),
    }
}

/// An address as people say it.
fn shown(value: &str) -> &str {
    value.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/')
}

/// The menu, as seen from a track.
pub(super) fn groups(filler: &mut Filler<'_, '_>, from: Option<Sector>) -> Vec<GroupContext> {
    let site = filler.view.site;
    let mut groups = Vec::new();
    for group in &site.menu {
        let mut pages = Vec::new();
        for entry in &group.entries {
            let Some(page) = site.pages.get(entry.slug) else {
                continue;
            };
            if from.is_some_and(|track| !page.sectors.has(track)) {
                continue;
            }
            let mut context = self::entry(filler, page.id, page.source, from);
            if let Some(short) = entry.title {
                short.clone_into(&mut context.kort);
            }
            pages.push(context);
        }
        if !pages.is_empty() {
            groups.push(GroupContext { titel: group.title.to_owned(), paginas: pages });
        }
    }
    groups
}

/// A page in a list: title, summary, address below its site's root.
pub(super) fn entry(
    filler: &mut Filler<'_, '_>,
    id: &PageId,
    source: &PageSource,
    from: Option<Sector>,
) -> EntryContext {
    filler.keys.insert(super::fill::Key::Page(id.clone()));
    let sectors = source.meta.sectors.and(filler.view.site.sectors);
    let overlay = filler.view.site.overlay_of(id);
    let withdrawn = filler.view.site.decision(id).is_some_and(|d| d.release == Release::Withdrawn);
    let title = filler.line(overlay::title(source, overlay));
    let young = id.audience == Audience::Jongeren && filler.view.site.id.audience == Audience::Jongeren;
    let meta = &source.meta;
    let drawing = if young { filler.view.theme.drawing(&id.slug, &meta.themes, meta.sensitive) } else { "" };
    EntryContext {
        kort: title.clone(),
        titel: title,
        samenvatting: if withdrawn { WITHDRAWN.to_owned() } else { filler.line(overlay::summary(source, overlay)) },
        adres: address(&id.slug, sectors, id.audience, from),
        beeld: drawing.to_owned(),
        herzien_voor: meta.review_before.map(day),
    }
}

/// The same subject on the other site, with full addresses.
pub(super) fn counterparts(filler: &mut Filler<'_, '_>, source: &PageSource) -> Vec<EntryContext> {
    let crate::set::page::Counterpart::Pages(names) = &source.meta.counterpart else {
        return Vec::new();
    };
    let site = filler.view.site;
    let root = other_root(site);
    let mut found = Vec::new();
    for name in names {
        let Some((audience, slug)) = name.value.split_once('/') else {
            continue;
        };
        let Some(audience) = crate::source::Audience::from_name(audience) else {
            continue;
        };
        let id = PageId { audience, slug: slug.to_owned() };
        let Some(source) = site.set.pages.get(&id).or_else(|| site.region.pages.get(&id)) else {
            continue;
        };
        let hidden = site.overlay_of(&id).is_some_and(|o| o.hidden.is_some() && source.meta.optional);
        if hidden || source.meta.sectors.and(site.sectors).is_empty() || site.is_behind(&id) {
            continue;
        }
        let mut context = entry(filler, &id, source, filler.track);
        context.adres.insert_str(0, &from_root(&filler.root, &root));
        found.push(context);
    }
    found
}
