//! The stages in order, from [`Sources`] to a sink; used by build, check and preview.
//!
//! Sites are made in parallel and handed over one by one, so that memory holds what is in flight and not the output.
//! An error keeps back exactly the sites that show its place. A panic is our own fault: it is caught per site and
//! reported with the site's name.

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::overlay::{Site, assemble};
use crate::parse::parse;
use crate::render::{Listing, Output, Renderer};
use crate::rules::{self, Levels};
use crate::set::InformationSet;
use crate::set::region::Region;
use crate::source::{Audience, SiteId, Sources};

/// Takes the sites as they are made.
pub trait Sink: Sync {
    /// Takes the files of the site that stands at `folder`.
    fn write(&self, folder: &str, output: &Output) -> io::Result<()>;
    /// Keeps the site at `folder` as it was published before; `false` when it never was.
    fn keep(&self, folder: &str) -> io::Result<bool>;
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
}

/// The findings of a run, and what became of each site.
#[derive(Debug, Default)]
pub struct Report {
    /// Every finding once, in the order of the places.
    pub diagnostics: Diagnostics,
    /// The sites, in the order of the regions.
    pub sites: Vec<SiteReport>,
}

impl Report {
    /// Whether something is wrong with the set as a whole, so that nothing of it should go out: no `book.toml`, no
    /// theme, no region.
    pub fn is_no_set(&self) -> bool {
        self.diagnostics.iter().any(|d| d.severity == Severity::Error && d.span.is_none())
    }
}

/// Checks everything and writes nothing.
pub fn check(sources: &Sources, as_of: Date) -> Report {
    // Without a sink nothing can fail on the way out.
    run(sources, as_of, None).unwrap_or_default()
}

/// Checks everything and hands the sites that may go out to `sink`.
pub fn build(sources: &Sources, as_of: Date, sink: &dyn Sink) -> io::Result<Report> {
    run(sources, as_of, Some(sink))
}

fn run(sources: &Sources, as_of: Date, sink: Option<&dyn Sink>) -> io::Result<Report> {
    let (set, mut shared) = parse(sources);
    shared.extend(rules::check_set(&set, as_of));
    let (renderer, theme) = Renderer::new(&set, sources);
    shared.extend(theme);
    let levels = Levels::new(&set.config, sources);
    levels.weigh(&mut shared);
    let work: Vec<(&Region, Audience)> =
        set.regions.iter().flat_map(|r| Audience::ALL.map(|audience| (r, audience))).collect();
    let made: Vec<(SiteReport, Diagnostics)> = work
        .into_par_iter()
        .map(|(region, audience)| {
            let job = Job { sources, set: &set, renderer: &renderer, levels: &levels, shared: &shared, as_of, sink };
            job.site(region, audience)
        })
        .collect::<io::Result<_>>()?;
    let mut report = Report { diagnostics: shared, sites: Vec::new() };
    for (site, findings) in made {
        report.sites.push(site);
        report.diagnostics.extend(findings);
    }
    if let Some(sink) = sink {
        directory(&set, &renderer, &mut report, sink)?;
    }
    settle(&set, &levels, &mut report);
    Ok(report)
}

struct Job<'a> {
    sources: &'a Sources,
    set: &'a InformationSet,
    renderer: &'a Renderer,
    levels: &'a Levels<'a>,
    shared: &'a Diagnostics,
    as_of: Date,
    sink: Option<&'a dyn Sink>,
}

impl Job<'_> {
    fn site(&self, region: &Region, audience: Audience) -> io::Result<(SiteReport, Diagnostics)> {
        let id = SiteId { region: region.id, audience };
        let folder = format!("{}/{audience}", region.folder);
        let made = catch_unwind(AssertUnwindSafe(|| self.make(region, audience)));
        let (output, findings, failed) = match made {
            Ok((output, findings)) => (output, findings, false),
            Err(_) => (None, Diagnostics::default(), true),
        };
        let outcome = match (self.sink, output) {
            (Some(sink), Some(output)) => {
                sink.write(&folder, &output)?;
                Outcome::Written(output.pages.len())
            }
            (Some(sink), None) => {
                let kept = sink.keep(&folder)?;
                match (failed, kept) {
                    (true, _) => Outcome::Failed,
                    (false, true) => Outcome::Kept,
                    (false, false) => Outcome::Withheld,
                }
            }
            (None, _) if failed => Outcome::Failed,
            (None, _) => Outcome::Checked,
        };
        Ok((SiteReport { id, folder, outcome }, findings))
    }

    /// The files of a site, unless something keeps it back, and the findings that were made for it.
    fn make(&self, region: &Region, audience: Audience) -> (Option<Output>, Diagnostics) {
        let (site, mut findings) = assemble(self.set, region, audience, self.as_of);
        findings.extend(rules::check_site(&site));
        let mut findings = findings.for_site(site.id);
        self.levels.weigh(&mut findings);
        // What could not be read whole is not known well enough to be shown.
        if !region.profile.complete {
            return (None, findings);
        }
        let shown = self.shared.iter().any(|d| d.severity == Severity::Error && self.concerns(&site, d));
        let own = findings.count(Severity::Error) > 0;
        // A check renders one region, so that a template that can't be filled is told before a build.
        let sample = self.sink.is_some() || self.set.regions.first().is_some_and(|first| first.id == region.id);
        if shown || own || !sample {
            return (None, findings);
        }
        let (output, theme) = self.renderer.render(&site);
        let broken = theme.count(Severity::Error) > 0;
        findings.extend(theme.for_site(site.id));
        ((!broken).then_some(output), findings)
    }

    fn concerns(&self, site: &Site<'_>, finding: &Diagnostic) -> bool {
        finding.span.is_none_or(|span| site.shows(span.file, self.sources.file(span.file)))
    }
}

/// The national directory lists the sites that are there after this run.
fn directory(set: &InformationSet, renderer: &Renderer, report: &mut Report, sink: &dyn Sink) -> io::Result<()> {
    let there = |id: SiteId, report: &Report| {
        report.sites.iter().any(|s| s.id == id && matches!(s.outcome, Outcome::Written(_) | Outcome::Kept))
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
    let (output, findings) = renderer.directory(set, &listings);
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
fn settle(set: &InformationSet, levels: &Levels<'_>, report: &mut Report) {
    let suppressions = set.suppressions();
    let mut unused_ones = Diagnostics::default();
    for unused in report.diagnostics.silence(&suppressions) {
        unused_ones.push(
            Diagnostic::new(
                &catalogue::UNUSED_SUPPRESSION,
                unused.span,
                format!("hier is geen `{}` te negeren", unused.code),
            )
            .help("haal de opmerking weg; alleen waarschuwingen zijn te negeren"),
        );
    }
    levels.weigh(&mut unused_ones);
    report.diagnostics.extend(unused_ones);
    report.diagnostics = std::mem::take(&mut report.diagnostics).settle();
}
