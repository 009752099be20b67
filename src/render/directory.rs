//! The national directory: one page and one file of data that list every steunpunt.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::theme::Value;
use super::{Output, Rendered, Renderer};
use crate::diagnostic::Diagnostics;
use crate::set::InformationSet;
use crate::set::region::Region;
use crate::source::Audience;

/// A steunpunt with the sites of it that are there.
pub struct Listing<'s> {
    /// The region.
    pub region: &'s Region,
    /// The audiences for which a site was published.
    pub audiences: Vec<Audience>,
}

#[derive(Serialize)]
struct Entry<'a> {
    naam: &'a str,
    map: &'a str,
    fictief: bool,
    codes: Vec<&'a str>,
    gemeenten: Vec<&'a str>,
    /// The postcodes of its area; none where the area is the whole country.
    postcodes: Vec<&'a str>,
    sites: Vec<SiteEntry<'a>>,
}

#[derive(Serialize)]
struct SiteEntry<'a> {
    doelgroep: &'static str,
    merk: &'a str,
    /// The folder beside the directory.
    adres: String,
}

impl Renderer {
    /// Makes the directory of the regions that have a site.
    pub fn directory(&self, set: &InformationSet, listings: &[Listing<'_>]) -> (Output, Diagnostics) {
        let mut findings = Diagnostics::default();
        let entries: Vec<Entry<'_>> =
            listings.iter().filter(|l| !l.audiences.is_empty()).map(|l| entry(set, l)).collect();
        let values = [
            ("titel", Value::from(set.config.title.clone())),
            ("omschrijving", Value::from(set.config.description.clone())),
            ("steunpunten", Value::from_serializable(&entries)),
        ];
        let html = self.theme.render("overzicht/index.html", values, &mut findings);
        let style = |name: &str| self.theme.text(name);
        let shared = format!("{}{}", style("basis/stijl.css"), style("overzicht/stijl.css"));
        let page = Rendered { path: "index.html".to_owned(), html, keys: BTreeSet::new() };
        let output = Output {
            pages: vec![page],
            assets: vec![
                ("stijl.css".to_owned(), Arc::from(shared.into_bytes())),
                ("steunpunten.json".to_owned(), Arc::from(json(&entries).into_bytes())),
            ],
        };
        (output, findings)
    }
}

fn json(entries: &[Entry<'_>]) -> String {
    let mut text = serde_json::to_string_pretty(entries).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn serves(region: &Region, code: &str) -> bool {
    region.profile.swvs.iter().any(|s| s.code.value == code)
}

fn entry<'a>(set: &'a InformationSet, listing: &Listing<'a>) -> Entry<'a> {
    let region = listing.region;
    let mut municipalities: Vec<&str> =
        region.profile.swvs.iter().flat_map(|s| &s.municipalities).map(String::as_str).collect();
    municipalities.sort_unstable();
    municipalities.dedup();
    Entry {
        naam: &region.profile.name.value,
        map: &region.folder,
        fictief: region.profile.fictional,
        codes: region.profile.swvs.iter().map(|s| s.code.value.as_str()).collect(),
        gemeenten: municipalities,
        postcodes: set
            .registers
            .postcodes
            .iter()
            .filter(|(_, row)| row.po.iter().chain(&row.vo).any(|code| serves(region, code)))
            .map(|(postcode, _)| postcode.as_str())
            .collect(),
        sites: listing
            .audiences
            .iter()
            .filter_map(|audience| {
                Some(SiteEntry {
                    doelgroep: audience.name(),
                    merk: &region.profile.sites.get(audience)?.brand.value,
                    adres: format!("{}/{}/", region.folder, audience),
                })
            })
            .collect(),
    }
}
