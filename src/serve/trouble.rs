//! Why a page is not what it should be, and the banner that says so above it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::page::{Address, has_text, page_at};
use super::web::{coded, escaped};
use super::workspace::Stand;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::overlay::Site;
use crate::pipeline::Edition;
use crate::source::{FileId, Span};

pub(super) const LAST_GOOD: &str = "Dit is de laatste goede versie van deze pagina.";
pub(super) const INCOMPLETE: &str = "Op deze pagina kan iets ontbreken.";
pub(super) const BROKEN_THEME: &str = "Het thema is stuk.";
const UNKNOWN: &str = "Op dit adres staat in deze regio niets, of er is een fout die de pagina tegenhoudt.";

/// Why a page is not there as it should be.
#[derive(Clone)]
pub(super) struct Trouble {
    pub(super) what: String,
    pub(super) findings: Diagnostics,
    /// The page itself is as it was meant, but for a text of others that stands in it.
    pub(super) partly: bool,
}

impl Trouble {
    /// What could not be read of what this page shows, if anything: for every page, or of its own files.
    pub(super) fn with(edition: &Edition, site: &Site<'_>, path: &str) -> Option<Self> {
        let in_theme = |span: Span| edition.sources.file(span.file).path.starts_with("themes/");
        let everywhere = edition.broken().filter(|d| d.span.is_some_and(|span| !in_theme(span)));
        let everywhere = Self::about("Wat op elke pagina staat, is niet te lezen.", everywhere);
        let unread: Vec<&Diagnostic> = edition.unread().collect();
        everywhere.or_else(|| {
            let page = page_at(site, path).filter(|_| !unread.is_empty())?;
            let own: BTreeSet<FileId> = [page.source.file].into_iter().chain(page.overlay.map(|o| o.file)).collect();
            let within: BTreeSet<FileId> = site.sections_on(page).iter().map(|(s, _)| s.key.file).collect();
            let of = |files: &BTreeSet<FileId>, what| {
                let told = unread.iter().copied();
                Self::about(what, told.filter(|d| d.span.is_some_and(|span| files.contains(&span.file))))
            };
            of(&own, "De tekst van deze pagina is niet goed te lezen.").or_else(|| {
                let trouble = of(&within, "Een tekst die op deze pagina staat, is niet goed te lezen.")?;
                Some(Self { partly: true, ..trouble })
            })
        })
    }

    fn about<'d>(what: &str, findings: impl Iterator<Item = &'d Diagnostic>) -> Option<Self> {
        let findings: Diagnostics = findings.cloned().collect();
        (!findings.is_empty()).then(|| Self { what: what.to_owned(), findings, partly: false })
    }

    /// The region or the text of the page is there no more, or has another name.
    pub(super) fn gone(stand: &Stand, at: Address<'_>) -> Option<Self> {
        let edition = &stand.edition;
        let what = match edition.region(at.folder) {
            None => format!("De map `regions/{}` is er niet meer, of heet nu anders.", at.folder),
            Some(region) if region.profile.complete => {
                let site = edition.site(region, at.audience)?;
                if page_at(&site, at.path).is_some() {
                    return None;
                }
                let there = "Deze regio toont deze pagina niet: zij is voor andere scholen, of de regio verbergt haar.";
                let gone = "De tekst van deze pagina is er niet meer, of heet nu anders.";
                if has_text(edition, at) { there } else { gone }.to_owned()
            }
            Some(_) => return None,
        };
        let changed: Vec<String> = stand.changed.iter().take(5).map(|path| format!("`{path}`")).collect();
        let what =
            if changed.is_empty() { what } else { format!("{what} Het laatst veranderd: {}.", changed.join(", ")) };
        Some(Self { what, findings: Diagnostics::default(), partly: false })
    }

    /// There is nothing here: what is wrong with the set may be the cause.
    pub(super) fn missing(edition: &Edition) -> Self {
        let mut findings = Diagnostics::default();
        edition.shared().iter().filter(|d| d.severity == Severity::Error).for_each(|d| findings.push(d.clone()));
        Self { findings, ..Self::unknown() }
    }

    /// There is nothing here.
    pub(super) fn unknown() -> Self {
        Self { what: UNKNOWN.to_owned(), findings: Diagnostics::default(), partly: false }
    }

    /// Whether nothing is known of the cause.
    pub(super) fn is_unknown(&self) -> bool {
        self.what == UNKNOWN && self.findings.is_empty()
    }

    /// We failed.
    pub(super) fn ours() -> Self {
        let what = "Een fout van wegwijzer zelf. Meld dit, met de tekst in het venster waar u wegwijzer startte.";
        Self { what: what.to_owned(), findings: Diagnostics::default(), partly: false }
    }

    /// What stands above the page; it stays in sight, and folds.
    pub(super) fn banner(&self, edition: &Edition, title: &str) -> String {
        let mut text = format!(
            "<div class=\"_ww-banner\" role=\"alert\"><details open><summary><strong>{title}</strong> {}</summary><ul>",
            coded(&self.what)
        );
        for d in self.findings.iter().take(5) {
            let place = d.span.map(|span| super::findings::place(edition, span).to_string()).unwrap_or_default();
            // Writing to a string can't fail.
            let _ = write!(text, "<li>{} {}: {}</li>", escaped(&place), d.rule.code, coded(&d.message));
        }
        text.push_str("</ul><p><a href=\"/_/bevindingen\">Alle bevindingen</a></p></details></div>");
        text
    }
}
