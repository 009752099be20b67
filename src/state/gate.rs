//! What goes out: for a real region by the class of a text and its state, for a fictional one everything but what was
//! withdrawn. Nothing stays behind in silence: every decision carries its reasons.

use super::{Standing, State, States, seen};
use crate::config::Publication;
use crate::set::InformationSet;
use crate::set::document::{Document, PageId};
use crate::set::page::{Class, PageSource};
use crate::set::region::Region;
use crate::set::sector::Sector;
use crate::set::signoff::Subject;
use crate::source::FileId;

/// What becomes of a text on a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// It is shown.
    Out,
    /// It is shown with a notice that it was not checked, or not lately.
    Notice,
    /// It is not on this site; what leads to it is left out.
    Behind,
    /// It keeps the site from being published.
    Blocked,
    /// It was withdrawn: a short notice with contact stands in its place, whatever else is wrong with it.
    Withdrawn,
}

impl Release {
    /// In a word, for reports.
    pub fn name(self) -> &'static str {
        match self {
            Release::Out => "getoond",
            Release::Notice => "getoond met melding",
            Release::Behind => "weggelaten",
            Release::Withdrawn => "ingetrokken",
            Release::Blocked => "houdt de site tegen",
        }
    }
}

/// What becomes of a text, with its state and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What becomes of it.
    pub release: Release,
    /// Its state.
    pub state: State,
    /// Why, in the words of editors.
    pub why: Vec<String>,
}

/// What the parts of a text say about it: facts, passages and contacts that may not be shown.
#[derive(Clone, Debug, Default)]
pub struct Fitness {
    worst: Option<Release>,
    why: Vec<String>,
}

impl Fitness {
    fn add(&mut self, release: Release, why: String) {
        if release > Release::Out {
            self.worst = self.worst.max(Some(release));
            self.why.push(why);
        }
    }
}

/// What goes out of a text of this kind in this state.
pub fn release(publication: &Publication, fictional: bool, kind: &str, state: State) -> Release {
    match (state, kind) {
        (State::Withdrawn, _) => Release::Withdrawn,
        _ if fictional => Release::Out,
        (State::Validated | State::Recheck, _) => Release::Out,
        (State::Draft, _) if publication.drafts_with_notice => Release::Notice,
        (State::Draft, _) => Release::Behind,
        // A right or a number for safety that nobody checked in time may do harm.
        (State::Expired, "A" | "nood") => Release::Blocked,
        (State::Expired, "E") => Release::Behind,
        // A story goes out while its consent lasts.
        (State::Expired, "D") => Release::Out,
        (State::Expired, _) => Release::Notice,
    }
}

impl<'s> States<'s> {
    /// What becomes of a page on the sites of a region; nothing for a page that neither has.
    pub fn page(&self, region: &Region, id: &PageId) -> Option<Decision> {
        let subject = Subject::Page(id.clone());
        if let Some(page) = self.set.pages.get(id) {
            let standing = self.national(&subject)?;
            let fitness = self.fitness.get(&page.file);
            return Some(self.decide(region, page.meta.class.name(), standing, fitness));
        }
        let page = region.pages.get(id)?;
        let standing = self.regional(region.id, &subject)?;
        Some(self.decide(region, Class::C.name(), standing, self.fitness.get(&page.file)))
    }

    /// Whether a text holds a passage, a fact or a number that may not go out in a real region.
    pub fn has_open_parts(&self, file: FileId) -> bool {
        self.fitness.contains_key(&file)
    }

    /// What becomes of what a region does with a national page.
    pub fn overlay(&self, region: &Region, id: &PageId) -> Option<Decision> {
        let overlay = region.overlays.get(id)?;
        let standing = self.regional(region.id, &Subject::Page(id.clone()))?;
        Some(self.decide(region, "C", standing, self.fitness.get(&overlay.file)))
    }

    /// What becomes of the text of a slot.
    pub fn filling(&self, region: &Region, slot: &str, sector: Option<Sector>) -> Option<Decision> {
        let filling = region.fillings.get(&(slot.to_owned(), sector))?;
        let standing = self.regional(region.id, &Subject::Filling(slot.to_owned(), sector))?;
        Some(self.decide(region, "C", standing, self.fitness.get(&filling.file)))
    }

    /// What becomes of a story: the region's own, or the nation's.
    pub fn story(&self, region: &Region, id: &str) -> Option<Decision> {
        let subject = Subject::Experience(id.to_owned());
        let standing = self.regional(region.id, &subject).or_else(|| self.national(&subject))?;
        Some(self.decide(region, "D", standing, None))
    }

    /// What becomes of a passage.
    pub fn passage(&self, region: &Region, id: &str) -> Option<Decision> {
        let passage = self.set.passages.get(id)?;
        let standing = self.national(&Subject::Passage(id.to_owned()))?;
        Some(self.decide(region, "A", standing, self.fitness.get(&passage.file)))
    }

    /// What becomes of what `regio.yaml` says: data that was checked too long ago keeps a real region.
    pub fn profile(&self, region: &Region) -> Option<Decision> {
        let standing = self.regional(region.id, &Subject::Profile)?;
        let mut decision = self.decide(region, "E", standing, None);
        if decision.release == Release::Behind && !self.everything {
            decision.release = Release::Blocked;
        }
        Some(decision)
    }

    fn decide(&self, region: &Region, kind: &str, standing: &Standing<'s>, fitness: Option<&Fitness>) -> Decision {
        let fictional = region.profile.fictional;
        let mut decision = Decision {
            release: release(&self.set.config.publication, fictional, kind, standing.state),
            state: standing.state,
            why: standing.why.clone(),
        };
        if let Some(fitness) = fitness {
            let worst = fitness.worst.filter(|worst| !fictional || *worst == Release::Withdrawn);
            if let Some(worst) = worst {
                decision.release = decision.release.max(worst);
                decision.why.extend(fitness.why.iter().cloned());
            }
        }
        if self.everything && matches!(decision.release, Release::Behind | Release::Blocked) {
            decision.release = Release::Notice;
        }
        decision
    }

    /// What the parts of the texts of these regions and of the nation say about them. Where all regions are made up,
    /// only what was withdrawn matters.
    pub(super) fn look_at_parts(&mut self, regions: &'s [Region]) {
        let set: &'s InformationSet = self.set;
        let withdrawn = self.national.values().any(|s| s.state == State::Withdrawn);
        let signed = !set.records.is_empty();
        let matters = |region: &Region| withdrawn || !region.profile.fictional || !region.records.is_empty();
        let mut texts: Vec<(FileId, &Document, Option<&PageSource>)> = Vec::new();
        if signed || regions.iter().any(|r| !r.profile.fictional) {
            texts.extend(set.pages.values().map(|p| (p.file, &p.document, Some(p.as_ref()))));
            texts.extend(set.passages.values().map(|p| (p.file, &p.document, None)));
        }
        for region in regions.iter().filter(|r| matters(r)) {
            texts.extend(region.pages.values().map(|p| (p.file, &p.document, Some(p.as_ref()))));
            texts.extend(region.overlays.values().map(|o| (o.file, &o.document, None)));
            texts.extend(region.fillings.values().map(|f| (f.file, &f.document, None)));
        }
        for (file, document, page) in texts {
            let fitness = self.parts_of(document, page);
            if fitness.worst.is_some() {
                self.fitness.insert(file, fitness);
            }
        }
    }

    fn parts_of(&self, document: &Document, page: Option<&PageSource>) -> Fitness {
        let publication = &self.set.config.publication;
        let mut fitness = Fitness::default();
        let mut names = seen::parts(self.set, document);
        names.extend(page.into_iter().flat_map(|p| seen::front(&p.meta)));
        for name in &names {
            let Some((kind, id)) = name.split_once('.') else { continue };
            let Some(standing) = self.part(name) else { continue };
            let words = seen::in_words(name);
            let state = standing.state.name();
            match kind {
                "feit" if standing.state == State::Withdrawn => {
                    fitness.add(Release::Withdrawn, format!("{words} is {state}"));
                }
                "feit" if self.is_unproven(id) => {
                    fitness
                        .add(Release::Behind, format!("{words} is waarschijnlijk, en niemand heeft het ondertekend"));
                }
                // A passage that was withdrawn leaves a notice in its own place.
                "passage" if standing.state != State::Withdrawn => {
                    fitness.add(release(publication, false, "A", standing.state), format!("{words} is {state}"));
                }
                "contact" => {
                    let safety = self.set.registers.contacts.get(id).is_some_and(|c| c.safety);
                    let kind = if safety { "nood" } else { "E" };
                    fitness.add(release(publication, false, kind, standing.state), format!("{words} is {state}"));
                }
                _ => {}
            }
        }
        fitness
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line per row of the table of classes: what a real region shows in each state, the worst state first.
    #[test]
    fn the_table_of_classes_row_by_row() {
        use Release::{Behind, Blocked, Notice, Out, Withdrawn};
        let publication = Publication::default();
        for (class, expected) in [
            ("A", [Withdrawn, Behind, Blocked, Out, Out]),
            ("B", [Withdrawn, Behind, Notice, Out, Out]),
            ("C", [Withdrawn, Behind, Notice, Out, Out]),
            ("D", [Withdrawn, Behind, Out, Out, Out]),
            ("E", [Withdrawn, Behind, Behind, Out, Out]),
            ("nood", [Withdrawn, Behind, Blocked, Out, Out]),
        ] {
            let found = State::ALL.map(|state| release(&publication, false, class, state));
            assert_eq!(found, expected, "{class}, real");
            let found = State::ALL.map(|state| release(&publication, true, class, state));
            assert_eq!(found, [Withdrawn, Out, Out, Out, Out], "{class}, fictional");
        }
    }

    #[test]
    fn the_operator_turns_omission_into_a_notice() {
        let publication = Publication { drafts_with_notice: true, ..Publication::default() };
        assert_eq!(release(&publication, false, "A", State::Draft), Release::Notice);
        assert_eq!(release(&publication, false, "A", State::Expired), Release::Blocked);
        assert_eq!(release(&publication, false, "A", State::Withdrawn), Release::Withdrawn);
    }
}
