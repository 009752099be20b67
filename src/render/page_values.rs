//! What the template of a page gets: title, sources, words, neighbours, provenance.

use jiff::civil::Date;

use super::address::track_folder;
use super::context;
use super::fill::Filler;
use super::provenance::{WITHDRAWN, provenance};
use super::template::token;
use super::values::{DayContext, PageContext, SourceContext, TermContext};
use crate::overlay::{Page, Site};
use crate::set::MONTHS;
use crate::set::sector::Sector;
use crate::source::{Audience, Layer};
use crate::state::gate::Release;

/// Fewer headings need no list of contents.
const CONTENTS_FROM: usize = 3;

pub(super) fn page_context(filler: &mut Filler<'_, '_>, page: &Page<'_>) -> PageContext {
    let meta = &page.source.meta;
    let site = filler.view.site;
    let cited = filler.cited.len();
    for source in meta.sources.iter().map(|s| s.value.clone()).chain(std::mem::take(&mut filler.underlying)) {
        filler.cite(&source);
    }
    let terms = &site.set.registers.terms;
    let bronnen = filler.cited.iter().map(|id| source(site, id)).collect();
    let explained = filler.terms.iter().map(|i| &terms[*i]);
    let woorden = explained
        .map(|t| TermContext { term: t.term.value.clone(), uitleg: t.explanation_for(site.id.audience).to_owned() })
        .collect();
    let track = filler.track;
    let related = page.related().filter_map(|name| site.pages.get(name));
    let related = related.filter(|p| track.is_none_or(|t| p.sectors.has(t)));
    let titel = filler.line(page.title());
    let withdrawn = page.decision.release == Release::Withdrawn;
    let contents = filler.contents.take().filter(|c| c.number >= CONTENTS_FROM);
    PageContext {
        kop: filler.view.hyphens.soften(&titel).into_owned(),
        titel,
        samenvatting: if withdrawn { WITHDRAWN.to_owned() } else { filler.line(page.summary()) },
        slug: page.id.slug.clone(),
        spoor: track.map(Sector::school),
        spoor_adres: track.map(|t| format!("{}/", track_folder(t))),
        kort: token("kort"),
        inhoud: token("inhoud"),
        inhoudsopgave: contents.map(|c| c.html).unwrap_or_default(),
        versie: token("versie"),
        regionaal: matches!(page.layer, Layer::Region(_)),
        woorden,
        bronnen,
        geciteerd: cited,
        verwant: related.map(|p| context::entry(filler, p.id, p.source, track)).collect(),
        tegenhangers: context::counterparts(filler, page.source),
        eigenaar: meta.owner.as_ref().map(|o| o.value.replace('-', " ")).unwrap_or_default(),
        herzien_voor: meta.review_before.map(day),
        gevoelig: meta.sensitive,
        herkomst: provenance(filler, page),
        beeld: match site.id.audience {
            Audience::Ouders => String::new(),
            Audience::Jongeren => filler.view.theme.drawing(&page.id.slug, &meta.themes, meta.sensitive).to_owned(),
        },
    }
}

/// A source as readers see it. An unknown one keeps its number; a rule has told of it.
fn source(site: &Site<'_>, id: &str) -> SourceContext {
    let known = site.set.registers.sources.get(id);
    SourceContext {
        titel: known.map_or_else(|| format!("Onbekende bron: {id}"), |s| s.title.clone()),
        uitgever: known.map(|s| s.publisher.clone()).unwrap_or_default(),
        url: known.and_then(|s| s.url.clone()),
        versie: known.and_then(|s| s.version.clone()),
    }
}

/// A day, for people and for machines.
pub(super) fn day(date: Date) -> DayContext {
    DayContext { tekst: dutch_date(date), datum: date.to_string() }
}

/// A day as readers write it: `1 augustus 2027`.
fn dutch_date(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()) - 1], date.year())
}
