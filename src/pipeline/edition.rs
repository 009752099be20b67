//! The set at one moment, read and ready to be shown: what a build makes once, and the preview at every save.
//!
//! An edition after another one takes over what did not change; it is equal to one that is made from nothing.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use super::{Listing, Output, is_shown};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::overlay::{Site, assemble_in};
use crate::parse::{Known, parse_again};
use crate::render::{Before, Marks, Rendered, Renderer};
use crate::rules::{self, Levels};
use crate::set::InformationSet;
use crate::set::region::Region;
use crate::source::{Audience, Layer, RegionId, Sources};
use crate::state::States;

/// The set at one moment.
pub struct Edition {
    /// Its files.
    pub sources: Arc<Sources>,
    /// What they say.
    pub set: InformationSet,
    /// The day for which it is shown.
    pub as_of: Date,
    renderer: Renderer,
    /// What was found while files and themes were read.
    read: Diagnostics,
    /// What concerns the set, once somebody asked for it.
    shared: OnceLock<Diagnostics>,
}

/// A site as it was judged.
pub struct Judged {
    /// What was found for it.
    pub findings: Diagnostics,
    /// Whether something keeps it from being published.
    pub held: bool,
    /// Whether it waits for what its region, which is being set up, has not written yet.
    pub waits: bool,
}

impl Edition {
    /// Reads a set from nothing.
    pub fn new(sources: Arc<Sources>, as_of: Date) -> Self {
        Self::make(None, sources, &mut Known::default(), as_of)
    }

    /// Reads a set for the first time, and keeps what was made of its files in `known`.
    pub fn first(sources: Arc<Sources>, known: &mut Known, as_of: Date) -> Self {
        Self::make(None, sources, known, as_of)
    }

    /// The edition after this one. `sources` comes from [`Sources::with`], so that a file keeps its id.
    pub fn next(&self, sources: Arc<Sources>, known: &mut Known, as_of: Date) -> Self {
        let before = Before { set: &self.set, sources: &self.sources, renderer: &self.renderer };
        Self::make(Some(&before), sources, known, as_of)
    }

    fn make(before: Option<&Before<'_>>, sources: Arc<Sources>, known: &mut Known, as_of: Date) -> Self {
        let (set, mut read) = parse_again(&sources, known);
        let (renderer, theme) = Renderer::after(before, &set, &sources);
        read.extend(theme);
        Self { sources, set, as_of, renderer, read, shared: OnceLock::new() }
    }

    /// What concerns the set: found while reading, and judged by the rules on the set.
    pub fn shared(&self) -> Diagnostics {
        let judge = || {
            let mut shared = self.read.clone();
            shared.extend(rules::check_set(&self.set, self.as_of));
            self.levels().weigh(&mut shared);
            shared
        };
        self.shared.get_or_init(judge).clone()
    }

    /// The errors because of which no page is what it should be: in registers and `book.toml`, which every page shows,
    /// and in themes.
    pub fn broken(&self) -> impl Iterator<Item = &Diagnostic> {
        let everywhere = |d: &&Diagnostic| {
            d.severity == Severity::Error
                && d.span.is_none_or(|span| {
                    let path = self.sources.file(span.file).path.as_str();
                    path == "book.toml" || path.starts_with("content/registers/") || path.starts_with("themes/")
                })
        };
        self.read.iter().filter(everywhere)
    }

    /// The errors because of which a file, or all that stands above its text, could not be read.
    pub fn unread(&self) -> impl Iterator<Item = &Diagnostic> {
        let unread = [
            catalogue::UNREADABLE_FILE.code,
            catalogue::BROKEN_FRONT_MATTER.code,
            catalogue::BROKEN_YAML.code,
            catalogue::YAML_FEATURE.code,
            catalogue::DUPLICATE_NAME.code,
        ];
        self.read.iter().filter(move |d| d.severity == Severity::Error && unread.contains(&d.rule.code))
    }

    /// How much each kind of finding weighs in this set.
    fn levels(&self) -> Levels<'_> {
        Levels::new(&self.set.config, &self.sources)
    }

    /// Every site, in the order of the regions.
    pub fn sites(&self) -> impl Iterator<Item = (&Region, Audience)> {
        self.set.regions.iter().flat_map(|r| Audience::ALL.map(|audience| (r, audience)))
    }

    /// The regions of which a file is another one than in `old`; nothing when a national file is, or a region came or
    /// went, or the day is another: then everything may be different.
    pub fn changed_regions(&self, old: &Edition) -> Option<BTreeSet<RegionId>> {
        if self.as_of != old.as_of || self.sources.regions() != old.sources.regions() {
            return None;
        }
        let mut changed = BTreeSet::new();
        for (now, before) in [(self, old), (old, self)] {
            for (id, file) in now.sources.iter() {
                let other = before.sources.find(&file.path).map(|id| before.sources.shared(id));
                if other.is_some_and(|other| Arc::ptr_eq(now.sources.shared(id), other)) {
                    continue;
                }
                match file.layer {
                    Layer::Region(region) => changed.insert(region),
                    Layer::National => return None,
                };
            }
        }
        Some(changed)
    }

    /// The region of that folder.
    pub fn region(&self, folder: &str) -> Option<&Region> {
        self.set.regions.iter().find(|r| r.folder == folder)
    }

    /// The site as the preview shows it: put together with every text, whatever its state; a page knows its own. A panic is our own fault, and gives nothing.
    pub fn site(&self, region: &Region, audience: Audience) -> Option<Site<'_>> {
        // The region of this edition, whichever was asked with.
        let region = self.set.region(region.id)?;
        let states = States::of_region(&self.set, region, self.as_of).showing_everything();
        catch_unwind(AssertUnwindSafe(|| assemble_in(&Arc::new(states), region, audience).0)).ok()
    }

    /// Puts a site together and judges it; `shared` is what concerns the set. A panic is our own fault, and gives nothing.
    pub fn judge(&self, shared: &Diagnostics, region: &Region, audience: Audience) -> Option<(Site<'_>, Judged)> {
        let region = self.set.region(region.id)?;
        let states = Arc::new(States::of_region(&self.set, region, self.as_of));
        catch_unwind(AssertUnwindSafe(|| self.judged(&states, shared, region, audience))).ok()
    }

    pub(super) fn judged<'e>(
        &'e self,
        states: &Arc<States<'e>>,
        shared: &Diagnostics,
        region: &'e Region,
        audience: Audience,
    ) -> (Site<'e>, Judged) {
        let (site, mut findings) = assemble_in(states, region, audience);
        findings.extend(rules::check_site(&site));
        let mut findings = findings.for_site(site.id);
        self.levels().weigh(&mut findings);
        let wrong = |d: &Diagnostic| d.severity == Severity::Error;
        // Whatever that finding weighs in this set.
        let waits = findings.iter().any(|d| d.rule.code == catalogue::AWAITED_SLOT.code);
        // What could not be read whole is not known well enough to be shown.
        let held = !region.profile.complete
            || waits
            || findings.iter().any(wrong)
            || shared.iter().any(|d| wrong(d) && is_shown(&site, &self.sources, d));
        (site, Judged { findings, held, waits })
    }

    /// The files of a site.
    pub fn render(&self, site: &Site<'_>) -> (Output, Diagnostics) {
        self.renderer.render(site)
    }

    /// One page of a site, as [`Edition::render`] would make it.
    pub fn page(&self, site: &Site<'_>, path: &str) -> (Option<Rendered>, Diagnostics) {
        self.renderer.page(site, path)
    }

    /// A page with places pointed out in its text; for who looks at it, never for a site.
    pub fn page_with(&self, marks: &Marks, site: &Site<'_>, path: &str) -> Option<Rendered> {
        self.renderer.marked(&self.set, marks).page(site, path).0
    }

    /// The files of a site with places pointed out in its texts; for who looks at it, never for a site.
    pub fn render_with(&self, marks: &Marks, site: &Site<'_>) -> Output {
        self.renderer.marked(&self.set, marks).render(site).0
    }

    /// The national directory as it would be if every site were published.
    pub fn whole_directory(&self) -> Output {
        let listings: Vec<Listing<'_>> =
            self.set.regions.iter().map(|region| Listing { region, audiences: Audience::ALL.to_vec() }).collect();
        self.directory(&listings).0
    }

    /// The national directory of these sites.
    pub fn directory(&self, listings: &[Listing<'_>]) -> (Output, Diagnostics) {
        self.renderer.directory(&self.set, listings)
    }
}
