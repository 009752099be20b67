//! The national directory: who helps where, by name, code, municipality and postcode, for people and as data.
//!
//! Everything is there without scripts. Where a place falls under several samenwerkingsverbanden, all are shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use super::theme::Value;
use super::{Output, Rendered, Renderer, head, house_style, lean};
use crate::diagnostic::Diagnostics;
use crate::set::InformationSet;
use crate::set::region::{Region, Style};
use crate::set::register::Postcode;
use crate::set::sector::Sector;
use crate::source::Audience;

/// A steunpunt with the sites of it that are there.
pub struct Listing<'s> {
    /// The region.
    pub region: &'s Region,
    /// The audiences for which a site was published.
    pub audiences: Vec<Audience>,
}

#[derive(Clone, Serialize)]
struct Entry<'a> {
    naam: &'a str,
    map: &'a str,
    fictief: bool,
    swv: Vec<SwvEntry<'a>>,
    sites: Vec<SiteEntry<'a>>,
}

/// A samenwerkingsverband and its area; one for the whole country has none.
#[derive(Clone, Serialize)]
struct SwvEntry<'a> {
    code: &'a str,
    onderwijs: &'static str,
    gemeenten: &'a [String],
    postcodes: Vec<&'a str>,
}

#[derive(Clone, Serialize)]
struct SiteEntry<'a> {
    doelgroep: &'static str,
    merk: &'a str,
    /// The folder beside the directory.
    adres: String,
}

/// Who helps somewhere, per sector; several where there are several.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct Place<'a> {
    po: Vec<Answer<'a>>,
    vo: Vec<Answer<'a>>,
}

/// A steunpunt, or a code that has none here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Answer<'a> {
    code: &'a str,
    naam: Option<&'a str>,
    map: Option<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    naam: &'a str,
    #[serde(flatten)]
    plek: Place<'a>,
}

/// Postcodes that follow each other and have the same answer.
#[derive(Serialize)]
struct Range<'a> {
    van: &'a str,
    tot: &'a str,
    #[serde(flatten)]
    plek: Place<'a>,
}

/// The postcodes that begin with the same two digits.
#[derive(Serialize)]
struct Digits<'a> {
    begin: &'a str,
    rijen: Vec<Range<'a>>,
}

impl Renderer {
    /// Makes the directory of the regions that have a site.
    pub fn directory(&self, set: &InformationSet, listings: &[Listing<'_>]) -> (Output, Diagnostics) {
        let mut findings = Diagnostics::default();
        let here: Vec<&Listing<'_>> = listings.iter().filter(|l| !l.audiences.is_empty()).collect();
        let entries: Vec<Entry<'_>> = here.iter().map(|l| entry(set, l)).collect();
        let fictional = entries.iter().all(|e| e.fictief);
        let values = |findings: &mut Diagnostics, template: &str| {
            let values = [
                ("titel", Value::from(set.config.title.clone())),
                ("omschrijving", Value::from(set.config.description.clone())),
                ("beleid", Value::from(head::POLICY)),
                ("fictief", Value::from(fictional)),
                ("steunpunten", Value::from_serializable(&entries)),
                ("gemeenten", Value::from_serializable(&municipalities(&here))),
                ("postcodes", Value::from_serializable(&postcodes(set, &here))),
            ];
            self.theme.render(template, values, findings)
        };
        let mut pages = Vec::new();
        for (path, template) in [("index.html", "overzicht/index.html"), ("postcode.html", "overzicht/postcode.html")] {
            if self.theme.has(template) {
                let html = values(&mut findings, template);
                pages.push(Rendered { path: path.to_owned(), html, keys: BTreeSet::new() });
            }
        }
        let icon = [("kleur", Value::from(house_style::neutral().to_string()))];
        let mut files = vec![
            ("stijl.css", lean(self.theme.text("basis/stijl.css")) + &lean(self.theme.text("overzicht/stijl.css"))),
            ("huisstijl.css", house_style::css(&Style::default(), None)),
            ("steunpunten.json", json(&entries)),
            ("robots.txt", "User-agent: *\nAllow: /\n".to_owned()),
            ("_headers", head::headers(fictional)),
            ("overzicht.js", lean(self.theme.text("overzicht/overzicht.js"))),
        ];
        if self.theme.has("basis/icoon.html") {
            files.push(("icoon.svg", self.theme.render("basis/icoon.html", icon, &mut findings)));
        }
        let assets = files.into_iter().map(|(name, text)| (name.to_owned(), Arc::from(text.into_bytes()))).collect();
        (Output { pages, assets }, findings)
    }
}

fn json(entries: &[Entry<'_>]) -> String {
    let mut text = serde_json::to_string_pretty(entries).unwrap_or_else(|_| "[]".to_owned());
    text.push('\n');
    text
}

fn entry<'a>(set: &'a InformationSet, listing: &Listing<'a>) -> Entry<'a> {
    let profile = &listing.region.profile;
    let swv = profile.swvs.iter().map(|swv| SwvEntry {
        code: &swv.code.value,
        onderwijs: swv.sector.name(),
        gemeenten: &swv.municipalities,
        postcodes: set
            .registers
            .postcodes
            .iter()
            .filter(|(_, row)| codes(row, swv.sector).contains(&swv.code.value))
            .map(|(postcode, _)| postcode.as_str())
            .collect(),
    });
    let sites = listing.audiences.iter().filter_map(|audience| {
        Some(SiteEntry {
            doelgroep: audience.name(),
            merk: &profile.sites.get(audience)?.brand.value,
            adres: format!("{}/{}/", listing.region.folder, audience),
        })
    });
    Entry {
        naam: &profile.name.value,
        map: &listing.region.folder,
        fictief: profile.fictional,
        swv: swv.collect(),
        sites: sites.collect(),
    }
}

fn codes(row: &Postcode, sector: Sector) -> &[String] {
    match sector {
        Sector::Po => &row.po,
        Sector::Vo => &row.vo,
    }
}

/// Every municipality with all who help there.
fn municipalities<'a>(listings: &[&Listing<'a>]) -> Vec<Named<'a>> {
    let mut all: BTreeMap<&str, Place<'a>> = BTreeMap::new();
    for region in listings.iter().map(|l| l.region) {
        for swv in &region.profile.swvs {
            let answer =
                Answer { code: &swv.code.value, naam: Some(&region.profile.name.value), map: Some(&region.folder) };
            for name in &swv.municipalities {
                let place = all.entry(name).or_insert_with(|| Place { po: Vec::new(), vo: Vec::new() });
                match swv.sector {
                    Sector::Po => place.po.push(answer.clone()),
                    Sector::Vo => place.vo.push(answer.clone()),
                }
            }
        }
    }
    all.into_iter().map(|(naam, plek)| Named { naam, plek }).collect()
}

/// Every postcode with all who help there, those with the same answer together.
fn postcodes<'a>(set: &'a InformationSet, listings: &[&Listing<'a>]) -> Vec<Digits<'a>> {
    let mut known: BTreeMap<&str, &'a Region> = BTreeMap::new();
    for region in listings.iter().map(|l| l.region) {
        known.extend(region.profile.swvs.iter().map(|swv| (swv.code.value.as_str(), region)));
    }
    let answers = |codes: &'a [String]| -> Vec<Answer<'a>> {
        let one = |code: &'a String| {
            let region = known.get(code.as_str());
            Answer { code, naam: region.map(|r| r.profile.name.value.as_str()), map: region.map(|r| r.folder.as_str()) }
        };
        codes.iter().map(one).collect()
    };
    let mut all: Vec<Digits<'a>> = Vec::new();
    for (postcode, row) in &set.registers.postcodes {
        let plek = Place { po: answers(&row.po), vo: answers(&row.vo) };
        let begin = postcode.get(..2).unwrap_or(postcode);
        if all.last().is_none_or(|d| d.begin != begin) {
            all.push(Digits { begin, rijen: Vec::new() });
        }
        let Some(digits) = all.last_mut() else { continue };
        let next = |range: &Range<'_>| range.tot.parse::<u32>().ok().map(|n| n + 1) == postcode.parse().ok();
        match digits.rijen.last_mut() {
            Some(range) if range.plek == plek && next(range) => range.tot = postcode,
            _ => digits.rijen.push(Range { van: postcode, tot: postcode, plek }),
        }
    }
    all
}
