//! Where pages stand on a site, and how one page points at another: always relative, so that a site works anywhere.

use crate::overlay::Site;
use crate::set::document::HOME;
use crate::set::sector::{Sector, Sectors};
use crate::source::Audience;

/// The folder of a track of the youth site.
pub(super) fn track_folder(sector: Sector) -> &'static str {
    match sector {
        Sector::Po => "basisschool",
        Sector::Vo => "middelbare",
    }
}

/// The tracks of a site: the sectors of a youth site; a parent site has none.
pub fn tracks(site: &Site<'_>) -> Vec<Sector> {
    match site.id.audience {
        Audience::Ouders => Vec::new(),
        Audience::Jongeren => site.sectors.iter().collect(),
    }
}

/// The address of a page below its site's root, as seen from a track: empty for the home page.
pub fn address(slug: &str, sectors: Sectors, audience: Audience, from: Option<Sector>) -> String {
    if slug == HOME {
        return String::new();
    }
    if audience == Audience::Ouders {
        return format!("{slug}/");
    }
    let only = (sectors != Sectors::BOTH).then(|| sectors.iter().next()).flatten();
    match from.filter(|track| sectors.has(*track)).or(only) {
        Some(track) => format!("{}/{slug}/", track_folder(track)),
        // On both tracks, asked from neither: the page where the reader chooses.
        None => format!("{slug}/"),
    }
}

/// From a page at this address to the site's root.
pub(super) fn to_root(address: &str) -> String {
    match address.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}
