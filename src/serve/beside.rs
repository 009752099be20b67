//! The national text beside what a region does with it, for who reviews a page: as it is now, and as it was when
//! somebody confirmed that the regional text fits.
//!
//! The text of then is the one that `wegwijzer bevestig` kept in `basis.lock`, and shows as well.

use serde::Serialize;

use super::difference::{Paragraph, whole};
use super::findings::{PlaceContext, place};
use crate::overlay::base::{Anchor, Freshness, Use, anchors};
use crate::overlay::{Page, Site};
use crate::pipeline::Edition;
use crate::set::document::Section;

/// A national section with what a region does with it.
#[derive(Serialize)]
pub(super) struct National {
    /// The section that the region names.
    sectie: String,
    /// Whether the region hides it rather than writes beside it.
    verborgen: bool,
    /// `vers`, `verouderd`, `ontbrekend` or `wees`.
    staat: &'static str,
    /// The day of the confirmation.
    bevestigd: Option<String>,
    /// The text of then, if it was kept, and its entry in `basis.lock`.
    toen: Option<Text>,
    /// How to find the text of then when it was not kept.
    zoek: Option<String>,
    /// The text of now.
    nu: Option<Text>,
    /// The text of now, with what changed since then; none when nothing did, or when it is not known.
    alineas: Vec<Paragraph>,
    /// What to do when both were read.
    opdracht: String,
}

/// A text with its place.
#[derive(Serialize)]
struct Text {
    plek: PlaceContext,
    tekst: String,
}

/// Something that a region does and that can't be seen on the page.
#[derive(Serialize)]
pub(super) struct Unseen {
    /// What it is.
    zin: String,
    plek: PlaceContext,
    /// The regional text, if there is one.
    tekst: Option<String>,
    naast: National,
}

/// What the region does with the national sections of one page.
pub(super) struct Beside<'s> {
    edition: &'s Edition,
    folder: &'s str,
    anchors: Vec<Anchor<'s>>,
}

impl<'s> Beside<'s> {
    pub(super) fn of(edition: &'s Edition, site: &Site<'s>, page: &Page<'s>) -> Self {
        let mut anchors = if page.overlay.is_some() { anchors(&edition.set, site.region) } else { Vec::new() };
        anchors.retain(|anchor| anchor.page == page.id);
        Self { edition, folder: &site.region.folder, anchors }
    }

    /// The national text beside a section of the region.
    pub(super) fn section(&self, section: &Section) -> Option<National> {
        let is_it = |u: &Use<'_>| u.section.is_some_and(|s| s.key == section.key);
        self.anchors.iter().find(|a| a.uses.iter().any(is_it)).map(|anchor| self.national(anchor, false))
    }

    /// What the region hides, and texts of the region that have no place on the page.
    pub(super) fn unseen(&self, page: &Page<'_>) -> Vec<Unseen> {
        let parts = page.all_parts();
        let shown = |section: &Section| parts.iter().any(|part| part.section.key == section.key);
        let all = self.anchors.iter().flat_map(|anchor| anchor.uses.iter().map(move |used| (anchor, used)));
        let unseen = all.filter(|(_, used)| !used.section.is_some_and(shown)).map(|(anchor, used)| {
            let zin = match (used.section, anchor.national) {
                (_, None) => "De landelijke sectie waar dit bij hoort, is er niet meer",
                (None, Some(_)) => "De regio verbergt deze landelijke tekst",
                (Some(section), Some(_)) if !section.marks.shown_on(self.edition.as_of) => {
                    "Deze tekst van de regio is er op deze dag niet: dat zegt `vanaf` of `tot` in de kop"
                }
                (Some(section), Some(_)) if section.marks.sectors.and(page.sectors).is_empty() => {
                    "Deze tekst van de regio is voor andere scholen dan deze site"
                }
                (Some(_), Some(_)) => "Deze tekst van de regio staat nergens: kijk bij wat de controle vond",
            };
            let hiding = page.overlay.and_then(|o| o.hides.iter().find(|h| h.section.span == used.span));
            let reason =
                hiding.map_or_else(String::new, |h| format!(". De reden: {}", h.reason.value.trim_end_matches('.')));
            Unseen {
                zin: format!("{zin}{reason}"),
                plek: place(self.edition, used.span),
                tekst: used.section.map(|s| plain(self.edition.sources.slice(s.span))),
                naast: self.national(anchor, used.section.is_none()),
            }
        });
        unseen.collect()
    }

    fn national(&self, anchor: &Anchor<'_>, verborgen: bool) -> National {
        let sources = &self.edition.sources;
        let nu =
            anchor.national.map(|s| Text { plek: place(self.edition, s.span), tekst: plain(sources.slice(s.span)) });
        let stale = matches!(anchor.freshness(), Freshness::Stale | Freshness::Orphan);
        let was = anchor.confirmed.filter(|_| stale);
        let kept = was.filter(|was| !was.text.trim().is_empty());
        let toen = kept.map(|was| Text { plek: place(self.edition, was.span), tekst: plain(&was.text) });
        let alineas = match (&toen, &nu) {
            (Some(then), Some(now)) if then.tekst != now.tekst => whole(&then.tekst, &now.tekst),
            _ => Vec::new(),
        };
        let bevestigd = anchor.confirmed.and_then(|c| c.on).map(|on| on.to_string());
        let zoek = was.filter(|_| toen.is_none()).map(|_| {
            let until = bevestigd.as_ref().map_or_else(String::new, |on| format!("--until={on}T23:59 "));
            format!("git log -1 -p {until}-- content/{}.md", anchor.page)
        });
        National {
            sectie: anchor.name.to_owned(),
            verborgen,
            staat: anchor.freshness().name(),
            bevestigd,
            toen,
            zoek,
            nu,
            alineas,
            opdracht: format!("wegwijzer bevestig {} {}#{}", self.folder, anchor.page, anchor.name),
        }
    }
}

/// As `basis.lock` keeps it: without spaces at the ends of lines.
fn plain(text: &str) -> String {
    text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}
