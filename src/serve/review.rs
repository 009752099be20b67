//! The review of a page: where each block comes from, what was found in it, and what stands beside it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;

use super::Answer;
use super::answers::{MARKED, address_of};
use super::beside::{Beside, Unseen};
use super::blocks::{Block, Noted, Reader};
use super::changes::Changes;
use super::figures;
use super::findings::{Finding, PlaceContext, concerns, place};
use super::page::{Address, page_at};
use super::signatures::{StateContext, states};
use super::since::Changed;
use super::verdicts::Verdicts;
use super::web::Web;
use super::workspace::Stand;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::overlay::{Page, Site};
use crate::pipeline::{Edition, settle};
use crate::render::Marks;
use crate::set::document::plain_text;
use crate::set::page::Counterpart;
use crate::source::{Audience, Span};

#[derive(Serialize)]
struct Review {
    titel: String,
    map: String,
    doelgroep: &'static str,
    versie: u64,
    adres: String,
    /// The page with what was found pointed out in it.
    gemarkeerd: String,
    gevonden: usize,
    pad: String,
    plek: PlaceContext,
    klasse: &'static str,
    /// The state of the text, with why and what is missing: of the national text, and of what the region does with it.
    staten: Vec<StateContext>,
    /// What changed in each text since somebody signed it.
    veranderd: Vec<Changed>,
    eigenaar: String,
    herzien_voor: String,
    laat: bool,
    tegenhangers: Vec<Other>,
    geen_tegenhanger: Option<String>,
    /// The figures of the text, national beside what is shown.
    cijfers: Vec<figures::Row>,
    blokken: Vec<Block>,
    /// What the region does and what can't be seen on the page.
    elders: Vec<Unseen>,
    /// Findings about the page that stand in none of its sections.
    overig: Vec<Finding>,
}

/// A page of the other site.
#[derive(Serialize)]
struct Other {
    titel: String,
    adres: String,
    /// Where it is reviewed.
    nakijken: String,
}

/// A page that somebody reviews, with what was found for its site.
struct Desk<'e> {
    edition: &'e Edition,
    site: Site<'e>,
    slug: String,
    found: Diagnostics,
}

impl<'e> Desk<'e> {
    fn new(stand: &'e Stand, verdicts: &Verdicts, at: Address<'_>) -> Option<Self> {
        let edition = &*stand.edition;
        let site = edition.site(edition.region(at.folder)?, at.audience)?;
        let slug = page_at(&site, at.path)?.id.slug.clone();
        let found = found(stand, verdicts, &site, at.audience);
        Some(Self { edition, site, slug, found })
    }

    fn page(&self) -> Option<(&Page<'e>, Noted<'_>)> {
        let page = self.site.pages.get(self.slug.as_str())?;
        let mine: Vec<&Diagnostic> = self.found.iter().filter(|d| concerns(self.edition, &self.site, d)).collect();
        Some((page, Noted::of(&self.site, page, &mine)))
    }

    /// The page with what was found pointed out in its text.
    fn marked(&self, noted: &Noted<'_>, at: Address<'_>) -> Option<String> {
        let review = format!("/_/nakijken/{}#bevinding-", at.below_site());
        let marks = Marks::new(review, noted.places());
        let made = catch_unwind(AssertUnwindSafe(|| self.edition.page_with(&marks, &self.site, at.path)));
        made.ok().flatten().map(|page| page.html)
    }
}

/// The page at this address with what was found pointed out in its text; nothing when it can't be made.
pub(super) fn marked(stand: &Stand, verdicts: &Verdicts, at: Address<'_>) -> Option<String> {
    let desk = Desk::new(stand, verdicts, at)?;
    let (_, noted) = desk.page()?;
    desk.marked(&noted, at)
}

/// The review of the page at this address.
pub(super) fn answer(web: &Web, stand: &Stand, verdicts: &Verdicts, at: Address<'_>) -> Option<Answer> {
    let edition = &stand.edition;
    verdicts.looked(at.folder, at.audience);
    let desk = Desk::new(stand, verdicts, at)?;
    let (page, noted) = desk.page()?;
    let marked = desk.marked(&noted, at).unwrap_or_default();
    let adres = format!("/{}", at.below_site());
    let gemarkeerd = format!("{adres}?{MARKED}=ja");
    // Only what stands in the page can be looked up there.
    let seen = |number: usize| {
        let id = Marks::id(number);
        marked.contains(&format!("id=\"{id}\"")).then(|| format!("{gemarkeerd}#{id}"))
    };
    let beside = Beside::of(edition, &desk.site, page);
    let changes = Changes::of(edition, &desk.site, page);
    let reader = Reader { edition, site: &desk.site, page, beside: &beside, changes: &changes, seen: &seen };
    let meta = &page.source.meta;
    let review = Review {
        titel: plain_text(page.title()),
        map: at.folder.to_owned(),
        doelgroep: at.audience.name(),
        versie: stand.version,
        pad: at.path.trim_end_matches("index.html").to_owned(),
        plek: place(edition, Span::new(page.source.file, 0, 0)),
        klasse: class(page),
        staten: states(&desk.site, page),
        veranderd: changes.whole(&desk.site, page),
        eigenaar: meta.owner.as_ref().map(|o| o.value.clone()).unwrap_or_default(),
        herzien_voor: meta.review_before.map(|d| d.to_string()).unwrap_or_default(),
        laat: meta.review_before.is_some_and(|d| d <= edition.as_of),
        tegenhangers: counterparts(edition, at.folder, page),
        geen_tegenhanger: match &meta.counterpart {
            Counterpart::None(reason) => Some(reason.clone()),
            _ => None,
        },
        cijfers: figures::rows(&desk.site, page),
        blokken: reader.blocks(&noted),
        elders: beside.unseen(page),
        overig: reader.loose(&noted),
        gevonden: noted.places().count(),
        adres,
        gemarkeerd,
    };
    Some(web.page(200, "nakijken.html", &review))
}

/// Where the counterpart of the page at this address stands; the other site where it has none.
pub(super) fn counterpart(stand: &Stand, at: Address<'_>) -> String {
    let edition = &stand.edition;
    let site = edition.region(at.folder).and_then(|region| edition.site(region, at.audience));
    let page = site.as_ref().and_then(|site| page_at(site, at.path));
    let found = page.and_then(|page| counterparts(edition, at.folder, page).into_iter().next());
    let other = at.audience.other();
    found.map_or_else(|| format!("/{}/{other}/", at.folder), |other| other.adres)
}

/// The findings, from the background when they are there, or made now for this site alone.
fn found(stand: &Stand, verdicts: &Verdicts, site: &Site<'_>, audience: Audience) -> Diagnostics {
    let whole = verdicts.whole();
    if whole.version == stand.version {
        return (*whole.findings).clone();
    }
    let edition = &stand.edition;
    let mut all = edition.shared();
    if let Some((_, judged)) = edition.judge(&all, site.region, audience) {
        all.extend(judged.findings);
    }
    settle(edition, all)
}

fn class(page: &Page<'_>) -> &'static str {
    use crate::set::page::Class;
    match page.source.meta.class {
        Class::A => "A, rechten en procedures",
        Class::B => "B, uitleg",
        Class::C => "C, van de regio",
        Class::E => "E, gegevens",
    }
}

/// The same subject on the other site of this region.
fn counterparts(edition: &Edition, folder: &str, page: &Page<'_>) -> Vec<Other> {
    let Counterpart::Pages(names) = &page.source.meta.counterpart else { return Vec::new() };
    let there = names.iter().filter_map(|name| {
        let (audience, slug) = name.value.split_once('/')?;
        let audience = Audience::from_name(audience)?;
        let site = edition.site(edition.region(folder)?, audience)?;
        let other = site.pages.get(slug)?;
        let adres = format!("/{folder}/{audience}/{}", address_of(&site, other));
        Some(Other { titel: plain_text(other.title()), nakijken: format!("/_/nakijken{adres}"), adres })
    });
    there.collect()
}
