//! What the templates of a theme get to know of a site.

use super::address::{address, track_folder, tracks};
use super::fill::Filler;
use super::page::sector_name;
use super::template::token;
use super::theme::{
    ChannelContext, EntryContext, FaceContext, GroupContext, HourContext, OtherSite, SiteContext, TrackContext,
};
use crate::overlay::{self, Site};
use crate::set::document::PageId;
use crate::set::page::PageSource;
use crate::set::region::Channel;
use crate::set::sector::Sector;

/// The values that are the same on every page of a site. The menu needs a filler and comes later.
pub(super) fn site(site: &Site<'_>) -> SiteContext {
    let profile = &site.region.profile;
    let audience = site.id.audience;
    SiteContext {
        merk: profile.sites.get(&audience).map(|s| s.brand.value.clone()).unwrap_or_default(),
        regio: profile.name.value.clone(),
        doelgroep: audience.name(),
        fictief: profile.fictional,
        in_opbouw: profile.starting,
        sporen: tracks(site)
            .into_iter()
            .map(|t| TrackContext { naam: sector_name(t), adres: format!("{}/", track_folder(t)) })
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
        gezichten: profile
            .faces
            .iter()
            .map(|f| FaceContext {
                voornaam: f.first_name.value.clone(),
                rol: f.role.clone(),
                scholen: f.schools.clone(),
                zin: f.sentence.clone(),
            })
            .collect(),
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
        contact: contact_page(site),
    }
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

fn contact_page(site: &Site<'_>) -> Option<String> {
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
        waarde: value.clone(),
        link,
        tijden: channel.times.clone(),
        antwoord: channel.answer.clone(),
        anoniem: channel.anonymous.as_ref().map(|a| a.value.clone()),
    }
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
    let overlay = filler.view.site.region.overlays.get(id).map(AsRef::as_ref);
    let title = filler.line(overlay::title(source, overlay));
    EntryContext {
        kort: title.clone(),
        titel: title,
        samenvatting: filler.line(overlay::summary(source, overlay)),
        adres: address(&id.slug, sectors, id.audience, from),
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
        let hidden = site.region.overlays.get(&id).is_some_and(|o| o.hidden.is_some() && source.meta.optional);
        if hidden || source.meta.sectors.and(site.sectors).is_empty() {
            continue;
        }
        let mut context = entry(filler, &id, source, filler.track);
        context.adres.insert_str(0, &from_root(&filler.root, &root));
        found.push(context);
    }
    found
}
