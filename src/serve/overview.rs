//! The overview at `/`: every region and both its sites with their state.

use serde::Serialize;

use super::Answer;
use super::findings::{Finding, finding};
use super::verdicts::{Verdict, Verdicts};
use super::web::Web;
use super::workspace::Stand;
use crate::diagnostic::Severity;
use crate::source::Audience;
use crate::state::overview::Block;

/// Findings about the whole set that are shown at once.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct Overview {
    titel: String,
    peildatum: String,
    versie: u64,
    mislukt: bool,
    klaar: bool,
    fouten: usize,
    waarschuwingen: usize,
    regios: Vec<RegionContext>,
    /// What keeps everything back.
    algemeen: Vec<Finding>,
    /// The first errors.
    eerste: Vec<Finding>,
}

#[derive(Serialize)]
struct RegionContext {
    map: String,
    naam: String,
    fictief: bool,
    opbouw: bool,
    /// Texts of the region that stand on national text that changed since.
    verouderd: usize,
    /// Building blocks that are complete, how many there are, and what is open.
    blokken: (usize, usize),
    open: Vec<String>,
    sites: Vec<SiteContext>,
}

#[derive(Serialize)]
struct SiteContext {
    doelgroep: &'static str,
    merk: String,
    staat: &'static str,
    /// `goed`, `fout` or `bezig`.
    soort: &'static str,
    fouten: usize,
    waarschuwingen: usize,
    paginas: usize,
    gevuld: usize,
    vakken: usize,
    leeg: Vec<String>,
    laat: usize,
    binnenkort: usize,
}

/// The overview as it is now.
pub(super) fn answer(web: &Web, stand: &Stand, verdicts: &Verdicts) -> Answer {
    let edition = &stand.edition;
    let whole = verdicts.whole();
    let judged = whole.edition.as_ref().unwrap_or(edition);
    let known = verdicts.sites();
    let errors = whole.findings.iter().filter(|d| d.severity == Severity::Error);
    let (general, placed): (Vec<_>, Vec<_>) = errors.partition(|d| d.span.is_none());
    let regions = edition.set.regions.iter().map(|region| {
        let name = format!("{}/{}", region.folder, Audience::Ouders);
        let all = known.get(&name).map(|v| v.blocks.as_slice()).unwrap_or_default();
        let (done, open): (Vec<&Block>, Vec<&Block>) = all.iter().partition(|b| b.gevuld == b.van);
        RegionContext {
            blokken: (done.len(), all.len()),
            open: open
                .into_iter()
                .map(|b| format!("{} ({} van {}): {}", b.blok, b.gevuld, b.van, b.open.join(", ")))
                .collect(),
            map: region.folder.clone(),
            naam: region.profile.name.value.clone(),
            fictief: region.profile.fictional,
            opbouw: region.profile.starting,
            verouderd: whole.stale.get(&region.folder).copied().unwrap_or(0),
            sites: Audience::ALL
                .into_iter()
                .map(|audience| {
                    let name = format!("{}/{audience}", region.folder);
                    let brand = region.profile.sites.get(&audience).map(|s| s.brand.value.clone()).unwrap_or_default();
                    site(audience, brand, known.get(&name), whole.counts.get(&name).copied(), stand.version)
                })
                .collect(),
        }
    });
    let overview = Overview {
        titel: edition.set.config.title.clone(),
        peildatum: edition.as_of.to_string(),
        versie: stand.version,
        mislukt: stand.failed,
        klaar: whole.version == stand.version,
        fouten: whole.findings.count(Severity::Error),
        waarschuwingen: whole.findings.count(Severity::Warning),
        regios: regions.collect(),
        algemeen: general.into_iter().map(|d| finding(judged, d)).collect(),
        eerste: placed.into_iter().take(SHOWN).map(|d| finding(judged, d)).collect(),
    };
    web.page(200, "overzicht.html", &overview)
}

fn site(
    audience: Audience,
    merk: String,
    verdict: Option<&Verdict>,
    counts: Option<(usize, usize)>,
    version: u64,
) -> SiteContext {
    let known = verdict.cloned().unwrap_or_default();
    let wrong = counts.is_some_and(|(errors, _)| errors > 0);
    let (staat, soort) = match &known {
        v if v.version == 0 => ("wordt nagekeken", "bezig"),
        v if v.failed => ("mislukt door wegwijzer zelf", "fout"),
        v if v.version != version => ("wordt opnieuw nagekeken", "bezig"),
        // An error weighs more than what is still to be written.
        v if v.waits && !wrong => ("wacht: nog niet alles is ingevuld", "bezig"),
        v if v.held || wrong => ("gaat niet uit: er zijn fouten", "fout"),
        _ => ("kan uit", "goed"),
    };
    let (fouten, waarschuwingen) = counts.unwrap_or_default();
    SiteContext {
        doelgroep: audience.name(),
        merk,
        staat,
        soort,
        fouten,
        waarschuwingen,
        paginas: known.pages,
        gevuld: known.slots.0,
        vakken: known.slots.1,
        leeg: known.empty,
        laat: known.late,
        binnenkort: known.soon,
    }
}
