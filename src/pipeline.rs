//! The stages in order, from [`Sources`] to a sink; used by build, check and preview.
//!
//! Sites are made in parallel and handed over one by one, so that memory holds what is in flight and not the output.
//! An error keeps back exactly the sites that show its place. A panic is our own fault: it is caught per site and
//! reported with the site's name.

mod edition;
mod inputs;

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::overlay::{Behind, Site};
use crate::render::{Listing, Output};
use crate::rules::Levels;
use crate::set::InformationSet;
use crate::set::region::Region;
use crate::source::{Audience, Layer, RegionId, SiteId, Sources, Span};
use crate::state::States;
pub use edition::{Edition, Judged};
use inputs::Inputs;

/// Takes the sites as they are made.
pub trait Sink: Sync {
    /// Takes the files of the site that stands at `folder`.
    fn write(&self, folder: &str, output: &Output) -> io::Result<()>;
    /// Keeps the site at `folder` as it was published before; `false` when it never was.
    fn keep(&self, folder: &str) -> io::Result<bool>;
    /// Keeps the site at `folder` if it was made of these very inputs, and stands there as it was written: its pages.
    /// Any doubt gives nothing.
    fn reuse(&self, folder: &str, inputs: &str) -> io::Result<Option<usize>> {
        let _ = (folder, inputs);
        Ok(None)
    }
    /// Gets to know of which inputs the site that was written is made.
    fn note(&self, folder: &str, inputs: &str, output: &Output) -> io::Result<()> {
        let _ = (folder, inputs, output);
        Ok(())
    }
    /// Keeps the regions that were published before and are none of `known`; `false` when there are none.
    fn keep_others(&self, known: &BTreeSet<&str>) -> io::Result<bool>;
}

/// What became of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Checked only.
    Checked,
    /// Written, with so many pages.
    Written(usize),
    /// Kept back; as it was published before.
    Kept,
    /// Kept back; it was never published.
    Withheld,
    /// Not published yet: its region is being set up, and has not written all that it needs.
    Waits,
    /// Not asked for; as it was published before, if it was.
    Untouched(bool),
    /// We failed.
    Failed,
}

/// A site and what became of it.
#[derive(Clone, Debug)]
pub struct SiteReport {
    /// Which site.
    pub id: SiteId,
    /// Its folder in the output: `<map>/<doelgroep>`.
    pub folder: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What did not go out as it is, and why.
    pub behind: Vec<Behind>,
}

/// The findings of a run, and what became of each site.
#[derive(Debug, Default)]
pub struct Report {
    /// Every finding once, in the order of the places.
    pub diagnostics: Diagnostics,
    /// The sites, in the order of the regions.
    pub sites: Vec<SiteReport>,
    /// Whether the operator lets texts that nobody signed go out with a notice.
    pub drafts_with_notice: bool,
}

impl Report {
    /// Whether something is wrong with the set as a whole, so that nothing of it should go out: no `book.toml`, no
    /// theme, no region.
    pub fn is_no_set(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error && d.span.is_none())
    }
}

/// What is asked of a run.
#[derive(Clone, Debug)]
pub struct Request {
    /// The day for which the sites are made.
    pub as_of: Date,
    /// The folders of the regions that are asked for; all of them when `None`.
    pub only: Option<BTreeSet<String>>,
}

impl From<Date> for Request {
    fn from(as_of: Date) -> Self {
        Self { as_of, only: None }
    }
}

impl Request {
    fn asks_for(&self, folder: &str) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(folder))
    }
}

/// Checks what is asked for and writes nothing.
pub fn check(sources: &Sources, request: impl Into<Request>) -> Report {
    // Without a sink nothing can fail on the way out.
    run(sources, &request.into(), None).unwrap_or_default()
}

/// Checks what is asked for and hands the sites that may go out to `sink`; the sites of other regions stay as they are.
pub fn build(sources: &Sources, request: impl Into<Request>, sink: &dyn Sink) -> io::Result<Report> {
    run(sources, &request.into(), Some(sink))
}

fn run(sources: &Sources, request: &Request, sink: Option<&dyn Sink>) -> io::Result<Report> {
    let edition = Edition::new(Arc::new(sources.clone()), request.as_of);
    let shared = edition.shared();
    let work: Vec<(&Region, Audience)> =
        edition.sites().filter(|(region, _)| request.asks_for(&region.folder)).collect();
    let states = Arc::new(States::of(&edition.set, request.as_of));
    let notice = edition.set.config.publication.drafts_with_notice;
    let sample = work.first().map(|(region, _)| region.id);
    let inputs = sink.map(|_| Inputs::of(&edition));
    let made: Vec<(SiteReport, Diagnostics)> = work
        .into_par_iter()
        // Sites take their time: none waits in line behind another one while a core is free.
        .with_max_len(1)
        .map(|(region, audience)| {
            let inputs = inputs.as_ref();
            Job { edition: &edition, states: &states, shared: &shared, sink, sample, inputs }.site(region, audience)
        })
        .collect::<io::Result<_>>()?;
    let mut report = Report { diagnostics: shared, sites: Vec::new(), drafts_with_notice: notice };
    for (site, findings) in made {
        report.sites.push(site);
        report.diagnostics.extend(findings);
    }
    if let Some(sink) = sink {
        leave_others(&edition.set, request, &mut report, sink)?;
        directory(&edition, &mut report, sink)?;
    }
    report.diagnostics = settle(&edition, std::mem::take(&mut report.diagnostics));
    // What stands in a region that was not asked for is not this run's business.
    report.diagnostics.retain(|d| d.span.is_none_or(|span| concerns(sources, request, d, span)));
    Ok(report)
}

fn concerns(sources: &Sources, request: &Request, finding: &Diagnostic, span: Span) -> bool {
    match sources.file(span.file).layer {
        // A comment may silence what only another region's site would show.
        Layer::National => request.only.is_none() || finding.rule.code != catalogue::UNUSED_SUPPRESSION.code,
        Layer::Region(id) => sources.regions().get(usize::from(id.0)).is_none_or(|folder| request.asks_for(folder)),
    }
}

/// The sites of regions that were not asked for stay as they were published.
fn leave_others(set: &InformationSet, request: &Request, report: &mut Report, sink: &dyn Sink) -> io::Result<()> {
    for region in set.regions.iter().filter(|r| !request.asks_for(&r.folder)) {
        for audience in Audience::ALL {
            let folder = format!("{}/{audience}", region.folder);
            let outcome = Outcome::Untouched(sink.keep(&folder)?);
            report.sites.push(SiteReport {
                id: SiteId { region: region.id, audience },
                folder,
                outcome,
                behind: Vec::new(),
            });
        }
    }
    report.sites.sort_by_key(|site| site.id);
    Ok(())
}

struct Job<'a> {
    edition: &'a Edition,
    states: &'a Arc<States<'a>>,
    shared: &'a Diagnostics,
    sink: Option<&'a dyn Sink>,
    /// The region that a check renders.
    sample: Option<RegionId>,
    /// Of what the sites are made; nothing when no site is written.
    inputs: Option<&'a Inputs>,
}

impl<'a> Job<'a> {
    fn site(&self, region: &'a Region, audience: Audience) -> io::Result<(SiteReport, Diagnostics)> {
        let id = SiteId { region: region.id, audience };
        let folder = format!("{}/{audience}", region.folder);
        let made = catch_unwind(AssertUnwindSafe(|| self.make(region, audience, &folder)));
        let (made, findings, behind) = match made {
            Ok(made) => made?,
            Err(_) => (Made::Failed, Diagnostics::default(), Vec::new()),
        };
        let outcome = match (self.sink, made) {
            (Some(sink), Made::Files(output, inputs)) => {
                sink.write(&folder, &output)?;
                if let Some(inputs) = inputs {
                    sink.note(&folder, &inputs, &output)?;
                }
                Outcome::Written(output.pages.len())
            }
            (_, Made::Reused(pages)) => Outcome::Written(pages),
            (Some(sink), made) => {
                let kept = sink.keep(&folder)?;
                match (made, kept) {
                    (Made::Failed, _) => Outcome::Failed,
                    (Made::Waits, false) => Outcome::Waits,
                    (_, true) => Outcome::Kept,
                    (_, false) => Outcome::Withheld,
                }
            }
            (None, Made::Failed) => Outcome::Failed,
            (None, _) => Outcome::Checked,
        };
        Ok((SiteReport { id, folder, outcome, behind }, findings))
    }

    /// The files of a site, unless something keeps it back, the findings that were made for it, and what stays behind.
    fn make(
        &self,
        region: &'a Region,
        audience: Audience,
        folder: &str,
    ) -> io::Result<(Made, Diagnostics, Vec<Behind>)> {
        let judged = self.edition.judged(self.states, self.shared, region, audience);
        let (mut site, Judged { mut findings, held, waits }) = judged;
        let behind = std::mem::take(&mut site.behind);
        // A check renders one region, so that a template that can't be filled is told before a build.
        let sample = self.sink.is_some() || self.sample == Some(region.id);
        if held || !sample {
            let errors = findings.count(Severity::Error) > 0;
            return Ok((if waits && !errors { Made::Waits } else { Made::Nothing }, findings, behind));
        }
        let inputs = self.inputs.map(|inputs| inputs.site(region, audience));
        if let (Some(sink), Some(inputs)) = (self.sink, &inputs)
            && let Some(pages) = sink.reuse(folder, inputs)?
        {
            return Ok((Made::Reused(pages), findings, behind));
        }
        let (output, theme) = self.edition.render(&site);
        let broken = theme.count(Severity::Error) > 0;
        // What was found while it was made is found again only by making it again.
        let inputs = inputs.filter(|_| theme.is_empty());
        findings.extend(theme.for_site(site.id));
        Ok((if broken { Made::Nothing } else { Made::Files(output, inputs) }, findings, behind))
    }
}

/// What came of making a site.
enum Made {
    /// Something keeps it back, or nobody asked for its files.
    Nothing,
    /// Its region, which is being set up, has not written all that it needs.
    Waits,
    /// Its files, with the fingerprint of what they were made of.
    Files(Output, Option<String>),
    /// It stands there already, with so many pages.
    Reused(usize),
    /// We failed.
    Failed,
}

/// Whether the site shows the place of a finding about the set.
fn is_shown(site: &Site<'_>, sources: &Sources, finding: &Diagnostic) -> bool {
    finding.span.is_none_or(|span| site.shows(span.file, sources.file(span.file)))
}

/// The national directory lists the sites that are there after this run.
fn directory(edition: &Edition, report: &mut Report, sink: &dyn Sink) -> io::Result<()> {
    let set = &edition.set;
    let there = |id: SiteId, report: &Report| {
        report
            .sites
            .iter()
            .any(|s| s.id == id && matches!(s.outcome, Outcome::Written(_) | Outcome::Kept | Outcome::Untouched(true)))
    };
    let listings: Vec<Listing<'_>> = set
        .regions
        .iter()
        .map(|region| Listing {
            region,
            audiences: Audience::ALL
                .into_iter()
                .filter(|audience| there(SiteId { region: region.id, audience: *audience }, report))
                .collect(),
        })
        .collect();
    let (output, findings) = edition.directory(&listings);
    // A region whose folder is gone goes too, but not by accident: only from a set without errors.
    let others = report.diagnostics.count(Severity::Error) > 0
        && sink.keep_others(&set.regions.iter().map(|r| r.folder.as_str()).collect())?;
    // The entry of a region that can't be read whole, or not at all, would be wrong: what stood there stays.
    let unread = others || set.regions.iter().any(|r| !r.profile.complete);
    let doubtful = unread || findings.count(Severity::Error) > 0;
    let stays = doubtful && sink.keep("")?;
    if !stays && findings.count(Severity::Error) == 0 {
        sink.write("", &output)?;
    }
    report.diagnostics.extend(findings);
    Ok(())
}

/// Silences what editors silenced, tells of comments that silence nothing, and joins what was found more than once.
pub fn settle(edition: &Edition, mut findings: Diagnostics) -> Diagnostics {
    let suppressions = edition.set.suppressions();
    let mut unused_ones = Diagnostics::default();
    for unused in findings.silence(&suppressions) {
        unused_ones.push(
            Diagnostic::new(
                &catalogue::UNUSED_SUPPRESSION,
                unused.span,
                format!("hier is geen `{}` te negeren", unused.code),
            )
            .help("haal de opmerking weg; alleen waarschuwingen zijn te negeren"),
        );
    }
    edition.set.silence_unread(&mut unused_ones);
    Levels::new(&edition.set.config, &edition.sources).weigh(&mut unused_ones);
    findings.extend(unused_ones);
    findings.settle()
}
