//! What the checks say of the set, found in the background: no page waits for it.
//!
//! The functions are those of `wegwijzer check`. Sites that somebody looks at come first. A set that changes meanwhile
//! is judged anew; what was known of each site before stays to be seen until then, and says that it is old.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Span as Days;

use super::findings::concerns;
use super::workspace::{Stand, Workspace};
use crate::diagnostic::{Diagnostics, Severity};
use crate::overlay::Site;
use crate::pipeline::{Edition, Judged, settle};
use crate::set::region::Region;
use crate::source::{Audience, Layer, RegionId, SiteId};
use crate::state::overview::{Block, blocks};

/// A text is announced so many days before it has to be looked at again.
const AHEAD: i64 = 60;
/// The checks leave the machine alone for so long after a save.
const AFTER_A_SAVE: Duration = Duration::from_millis(40);

/// What is known of one site.
#[derive(Clone, Default)]
pub(super) struct Verdict {
    /// The version of the set that was judged.
    pub(super) version: u64,
    /// Errors keep it from being published.
    pub(super) held: bool,
    /// It waits for what its region, which is being set up, has not written yet.
    pub(super) waits: bool,
    /// The building blocks of its region.
    pub(super) blocks: Vec<Block>,
    /// We failed on it.
    pub(super) failed: bool,
    /// Pages it has.
    pub(super) pages: usize,
    /// Slots that hold something, and slots there are.
    pub(super) slots: (usize, usize),
    /// Required slots without anything.
    pub(super) empty: Vec<String>,
    /// Pages that have to be looked at again, by file: late, or soon.
    pub(super) late: usize,
    /// The same, within [`AHEAD`] days.
    pub(super) soon: usize,
}

/// What is known of the whole set.
#[derive(Clone, Default)]
pub(super) struct Whole {
    /// The version of the set that was judged; 0 when none was yet.
    pub(super) version: u64,
    /// The edition that was judged.
    pub(super) edition: Option<Arc<Edition>>,
    /// Every finding once, as `wegwijzer check` tells them.
    pub(super) findings: Arc<Diagnostics>,
    /// Errors and warnings that concern each site, by `<map>/<doelgroep>`.
    pub(super) counts: Arc<BTreeMap<String, (usize, usize)>>,
    /// Texts of each region that stand on national text that changed since.
    pub(super) stale: Arc<BTreeMap<String, usize>>,
}

/// Sites as they were judged, with the edition that they were judged in: what did not change is not judged again.
#[derive(Default)]
struct Judgements {
    edition: Option<Arc<Edition>>,
    /// What the set said of each region's files and of none.
    shared: BTreeMap<Option<RegionId>, Vec<String>>,
    sites: BTreeMap<SiteId, (Verdict, Diagnostics)>,
}

/// What is known so far.
#[derive(Default)]
pub(super) struct Verdicts {
    sites: Mutex<BTreeMap<String, Verdict>>,
    whole: Mutex<Whole>,
    /// The sites that were looked at last, latest first.
    looked: Mutex<Vec<SiteName>>,
}

/// A site by folder and audience.
pub(super) type SiteName = (String, Audience);

impl Verdicts {
    /// What is known of the set.
    pub(super) fn whole(&self) -> Whole {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What is known of every site, by `<map>/<doelgroep>`.
    pub(super) fn sites(&self) -> BTreeMap<String, Verdict> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Somebody looks at this site.
    pub(super) fn looked(&self, folder: &str, audience: Audience) {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let name = (folder.to_owned(), audience);
        looked.retain(|known| *known != name);
        looked.insert(0, name);
        looked.truncate(4);
    }

    /// Judges the set each time it changed, for ever.
    pub(super) fn keep_up(&self, workspace: &Workspace) {
        let mut judged = 0;
        let mut before = Judgements::default();
        loop {
            let seen = workspace.news();
            let stand = workspace.stand();
            if stand.version == judged {
                workspace.wait(seen, Duration::from_secs(60));
                // Whoever saved something looks at the page first.
                thread::sleep(AFTER_A_SAVE);
            } else if self.judge(workspace, &stand, &mut before) {
                judged = stand.version;
                workspace.tell();
            }
        }
    }

    /// Judges the set; `false` when it changed meanwhile.
    fn judge(&self, workspace: &Workspace, stand: &Stand, before: &mut Judgements) -> bool {
        let edition = &stand.edition;
        let shared = edition.shared();
        let mut all = shared.clone();
        let looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut sites: Vec<_> = edition.sites().collect();
        let place = |folder: &str, audience: Audience| {
            looked.iter().position(|(f, a)| f == folder && *a == audience).unwrap_or(usize::MAX)
        };
        sites.sort_by_key(|(region, audience)| place(&region.folder, *audience));
        let mut by_site: BTreeMap<SiteId, Diagnostics> = BTreeMap::new();
        let mut next = before.kept(edition, &shared);
        let mut names = Vec::new();
        for (region, audience) in sites {
            if !workspace.rests_at(stand.version) {
                thread::sleep(AFTER_A_SAVE);
                return false;
            }
            let name = format!("{}/{audience}", region.folder);
            let id = SiteId { region: region.id, audience };
            let known = next
                .sites
                .get(&id)
                .map(|(verdict, findings)| (Verdict { version: stand.version, ..verdict.clone() }, findings.clone()));
            let (verdict, findings) = known.unwrap_or_else(|| judge_one(edition, &shared, region, audience, stand));
            next.sites.insert(id, (verdict.clone(), findings.clone()));
            by_site.insert(id, findings);
            names.push(name.clone());
            self.sites.lock().unwrap_or_else(PoisonError::into_inner).insert(name, verdict);
        }
        self.sites.lock().unwrap_or_else(PoisonError::into_inner).retain(|name, _| names.contains(name));
        *before = next;
        // In the order of a check, so that the same findings come out.
        by_site.into_values().for_each(|findings| all.extend(findings));
        let findings = Arc::new(settle(edition, all));
        let current = || workspace.rests_at(stand.version);
        let Some(counts) = count(edition, &findings, current) else { return false };
        let whole = Whole {
            version: stand.version,
            edition: Some(Arc::clone(edition)),
            counts: Arc::new(counts),
            stale: Arc::new(stale(edition, &findings)),
            findings,
        };
        *self.whole.lock().unwrap_or_else(PoisonError::into_inner) = whole;
        true
    }
}

/// Errors and warnings of every site; nothing when the set changed meanwhile.
fn count(
    edition: &Edition,
    findings: &Diagnostics,
    current: impl Fn() -> bool,
) -> Option<BTreeMap<String, (usize, usize)>> {
    let mut counts = BTreeMap::new();
    for (region, audience) in edition.sites().filter(|_| !findings.is_empty()) {
        if !current() {
            return None;
        }
        let Some(site) = edition.site(region, audience) else { continue };
        let mut of_site = (0, 0);
        for d in findings.iter().filter(|d| concerns(edition, &site, d)) {
            match d.severity {
                Severity::Error => of_site.0 += 1,
                Severity::Warning => of_site.1 += 1,
                Severity::Info => {}
            }
        }
        counts.insert(format!("{}/{audience}", region.folder), of_site);
    }
    Some(counts)
}

/// Texts of each region that stand on national text that changed since.
fn stale(edition: &Edition, findings: &Diagnostics) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for span in findings.iter().filter(|d| d.rule.name == "stale-overlay").filter_map(|d| d.span) {
        if let Layer::Region(id) = edition.sources.file(span.file).layer
            && let Some(region) = edition.set.region(id)
        {
            *counts.entry(region.folder.clone()).or_default() += 1;
        }
    }
    counts
}

fn judge_one(
    edition: &Edition,
    shared: &Diagnostics,
    region: &Region,
    audience: Audience,
    stand: &Stand,
) -> (Verdict, Diagnostics) {
    let version = stand.version;
    match edition.judge(shared, region, audience) {
        Some((site, judged)) => {
            let verdict = verdict(&site, &judged, version);
            let mut findings = judged.findings;
            // As a check does: one region is made, so that a template that can't be filled is told. It is told once,
            // since it concerns every site.
            if !judged.held && edition.set.regions.first().is_some_and(|first| first.id == region.id) {
                let made = catch_unwind(AssertUnwindSafe(|| edition.render(&site).1));
                findings.extend(made.unwrap_or_default());
            }
            (verdict, findings)
        }
        None => (Verdict { version, held: true, failed: true, ..Verdict::default() }, Diagnostics::default()),
    }
}

impl Judgements {
    /// What still holds in this edition: sites of regions of which no file changed, while no national file did, nor
    /// what the set says of them.
    fn kept(&self, edition: &Arc<Edition>, shared: &Diagnostics) -> Self {
        let said = said(edition, shared);
        let mut sites = BTreeMap::new();
        if let Some(old) = &self.edition
            && let Some(changed) = edition.changed_regions(old)
            && self.shared.get(&None) == said.get(&None)
        {
            let same = |id: &SiteId| {
                let region = Some(id.region);
                !changed.contains(&id.region) && self.shared.get(&region) == said.get(&region)
            };
            sites.extend(self.sites.iter().filter(|(id, _)| same(id)).map(|(id, known)| (*id, known.clone())));
        }
        Self { edition: Some(Arc::clone(edition)), shared: said, sites }
    }
}

/// The findings about the set, by the region in whose files they stand.
fn said(edition: &Edition, shared: &Diagnostics) -> BTreeMap<Option<RegionId>, Vec<String>> {
    let mut said: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for d in shared {
        let region = d.span.and_then(|span| match edition.sources.file(span.file).layer {
            Layer::Region(id) => Some(id),
            Layer::National => None,
        });
        said.entry(region).or_default().push(format!("{:?} {} {}", d.span, d.rule.code, d.message));
    }
    said
}

fn verdict(site: &Site<'_>, judged: &Judged, version: u64) -> Verdict {
    let slots: Vec<_> =
        site.set.registers.slots.iter().filter(|(_, slot)| slot.audiences.contains(&site.id.audience)).collect();
    let open = [crate::catalogue::REQUIRED_SLOT.code, crate::catalogue::AWAITED_SLOT.code];
    let required = judged.findings.iter().filter(|d| open.contains(&d.rule.code));
    let dates = site.pages.values().filter_map(|p| p.source.meta.review_before);
    let ahead = site.as_of.saturating_add(Days::new().days(AHEAD));
    let (late, soon) = dates.fold((0, 0), |(late, soon), date| match date {
        date if date <= site.as_of => (late + 1, soon),
        date if date <= ahead => (late, soon + 1),
        _ => (late, soon),
    });
    Verdict {
        version,
        held: judged.held,
        waits: judged.waits && judged.findings.count(Severity::Error) == 0,
        blocks: blocks(&site.states, site.region),
        failed: false,
        pages: site.pages.len(),
        slots: (slots.iter().filter(|(id, _)| site.slots.contains_key(id.as_str())).count(), slots.len()),
        empty: required.map(|d| d.message.clone()).collect(),
        late,
        soon,
    }
}
