//! What does not go out of a site as it is: pages, texts of the region, stories that stay behind or carry a notice.
//!
//! Nothing stays behind in silence: each is a finding at the text, and a line of the report at the end of a build.

use std::sync::Arc;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::set::InformationSet;
use crate::set::document::{HOME, PageId};
use crate::set::page::Overlay;
use crate::set::region::Region;
use crate::set::sector::Sector;
use crate::set::signoff::Subject;
use crate::source::{FileId, SiteId, Span};
use crate::state::gate::{Decision, Release};
use crate::state::{State, States};

use super::Site;

/// A text that does not go out as it is.
#[derive(Clone, Debug)]
pub struct Behind {
    /// Which text.
    pub subject: Subject,
    /// Whether it is the region's own.
    pub regional: bool,
    /// What becomes of it, its state and why.
    pub decision: Decision,
}

/// What a file that may be a record is about.
pub(super) enum Recorded {
    /// It is no record.
    NoRecord,
    /// The text in this file.
    Text(FileId),
    /// What any page may show.
    AnyPage,
}

/// The texts of a site that stay behind, while it is being put together.
pub(super) struct Gate<'a, 's> {
    pub(super) set: &'s InformationSet,
    pub(super) region: &'s Region,
    pub(super) id: SiteId,
    pub(super) states: &'a Arc<States<'s>>,
    pub(super) behind: Vec<Behind>,
    pub(super) findings: &'a mut Diagnostics,
}

impl Gate<'_, '_> {
    /// What becomes of a page. One that no site can do without stays, and keeps the site.
    pub(super) fn page(&mut self, id: &PageId, at: Span, regional: bool) -> Decision {
        let unknown = Decision { release: Release::Behind, state: State::Draft, why: Vec::new() };
        let mut decision = self.states.page(self.region, id).unwrap_or(unknown);
        let contact = self.set.config.sites.get(&self.id.audience).and_then(|s| s.contact.as_ref());
        let needed = id.slug == HOME || contact.is_some_and(|c| c.value == id.slug);
        if needed && decision.release == Release::Behind {
            decision.release = Release::Blocked;
            self.unsigned(at, &format!("de pagina `{}`", id.slug), &decision);
        } else if decision.release == Release::Blocked {
            self.late(at, &format!("de pagina `{}`", id.slug), &decision);
        }
        self.keep(Subject::Page(id.clone()), regional, &decision, at);
        decision
    }

    /// Whether what the region does with a page goes out.
    pub(super) fn overlay(&mut self, id: &PageId, file: FileId) -> bool {
        let Some(decision) = self.states.overlay(self.region, id) else { return true };
        self.keep(Subject::Page(id.clone()), true, &decision, Span::new(file, 0, 0));
        matches!(decision.release, Release::Out | Release::Notice)
    }

    /// Whether the text of a slot goes out.
    pub(super) fn filling(&mut self, slot: &str, sector: Option<Sector>, file: FileId) -> bool {
        let Some(decision) = self.states.filling(self.region, slot, sector) else { return true };
        self.keep(Subject::Filling(slot.to_owned(), sector), true, &decision, Span::new(file, 0, 0));
        matches!(decision.release, Release::Out | Release::Notice)
    }

    /// The strip that stands on every page, the region's own data, and the stories.
    pub(super) fn rest(&mut self) {
        let strip = self.set.config.sites.get(&self.id.audience).and_then(|s| s.strip.as_ref());
        if let Some((name, passage)) = strip.and_then(|s| Some((s, self.set.passages.get(&s.value)?)))
            && let Some(decision) = self.states.passage(self.region, &name.value)
        {
            let at = Span::new(passage.file, 0, 0);
            let what = format!("de strook `{}`", name.value);
            match decision.release {
                Release::Behind => self.unsigned(at, &what, &decision),
                Release::Blocked => self.late(at, &what, &decision),
                _ => {}
            }
            if decision.release == Release::Withdrawn {
                self.keep(Subject::Passage(name.value.clone()), false, &decision, at);
            }
        }
        if let Some(decision) = self.states.profile(self.region)
            && decision.release == Release::Blocked
        {
            self.late(self.region.profile.checked_span, "wat in `regio.yaml` staat", &decision);
        }
        let stories = self.set.experiences.iter().map(|(id, story)| (id, story, false));
        let own = self.region.experiences.iter().map(|(id, story)| (id, story, true));
        for (id, story, regional) in stories.chain(own).collect::<Vec<_>>() {
            if let Some(decision) = self.states.story(self.region, id) {
                let at = Span::new(story.file, 0, 0);
                self.keep(Subject::Experience(id.clone()), regional, &decision, at);
            }
        }
    }

    fn keep(&mut self, subject: Subject, regional: bool, decision: &Decision, at: Span) {
        if decision.release == Release::Out {
            return;
        }
        let told = match decision.release {
            Release::Behind => Some("blijft in een echte regio achter"),
            Release::Notice => Some("gaat in een echte regio uit met een melding"),
            _ => None,
        };
        if let Some(told) = told {
            let message = format!("`{subject}` {told}: {}", reasons(decision));
            self.findings.push(
                Diagnostic::new(&catalogue::STAYS_BEHIND, at, message)
                    .help("laat de tekst nakijken en tekenen: `wegwijzer teken`; wat er ontbreekt toont `wegwijzer status`")
                    .for_site(self.id),
            );
        }
        self.behind.push(Behind { subject, regional, decision: decision.clone() });
    }

    fn unsigned(&mut self, at: Span, what: &str, decision: &Decision) {
        let message = format!("zonder {what} kan een site niet, en zij mag niet uit: {}", reasons(decision));
        let help = "laat haar eerst nakijken en tekenen met `wegwijzer teken`; voor een voorbeeld: `fictief: true`";
        self.error(&catalogue::UNSIGNED, at, message, help);
    }

    fn late(&mut self, at: Span, what: &str, decision: &Decision) {
        let message = format!("{what} is te lang niet nagekeken: {}", reasons(decision));
        self.error(&catalogue::LATE_RIGHT, at, message, "kijk het na en teken opnieuw, of trek het in");
    }

    fn error(&mut self, rule: &'static Rule, at: Span, message: String, help: &str) {
        self.findings.push(
            Diagnostic::new(rule, at, message)
                .label(self.region.profile.name.span, "deze regio is echt")
                .help(help)
                .for_site(self.id),
        );
    }
}

/// Why, in one line.
fn reasons(decision: &Decision) -> String {
    let why = decision.why.join("; ");
    if why.is_empty() { decision.state.name().to_owned() } else { format!("{} ({why})", decision.state.name()) }
}

impl Site<'_> {
    /// What becomes of a page of this region, on this site or on the other one.
    pub fn decision(&self, id: &PageId) -> Option<Decision> {
        self.states.page(self.region, id)
    }

    /// Whether a page of this region exists and stays behind.
    pub fn is_behind(&self, id: &PageId) -> bool {
        let here = self.pages.contains_key(id.slug.as_str()) && id.audience == self.id.audience;
        !here && self.decision(id).is_some_and(|d| d.release == Release::Behind)
    }

    /// What the region does with a page, on this site or on the other one, when that goes out.
    pub fn overlay_of(&self, id: &PageId) -> Option<&Overlay> {
        let goes = |d: Decision| matches!(d.release, Release::Out | Release::Notice);
        self.region
            .overlays
            .get(id)
            .map(AsRef::as_ref)
            .filter(|_| self.states.overlay(self.region, id).is_some_and(goes))
    }

    /// Whether a passage was withdrawn.
    pub fn is_withdrawn(&self, passage: &str) -> bool {
        self.states.passage(self.region, passage).is_some_and(|d| d.release == Release::Withdrawn)
    }

    /// What a record is about.
    pub(super) fn recorded(&self, file: FileId) -> Recorded {
        let national = self.set.records.iter().map(|r| (r, false));
        let own = self.region.records.iter().map(|r| (r, true));
        let found = national.chain(own).find(|((_, record), _)| record.file == file);
        let Some(((subject, _), regional)) = found else { return Recorded::NoRecord };
        let text = match subject {
            Subject::Page(id) if regional => {
                let overlay = self.region.overlays.get(id).map(|o| o.file);
                overlay.or_else(|| self.region.pages.get(id).map(|p| p.file))
            }
            Subject::Page(id) => self.set.pages.get(id).map(|p| p.file),
            Subject::Passage(id) => self.set.passages.get(id).map(|p| p.file),
            Subject::Filling(slot, sector) => self.region.fillings.get(&(slot.clone(), *sector)).map(|f| f.file),
            Subject::Experience(id) => self.region.experiences.get(id).or(self.set.experiences.get(id)).map(|e| e.file),
            Subject::Fact(_) | Subject::Contact(_) | Subject::Profile => None,
        };
        text.map_or(Recorded::AnyPage, Recorded::Text)
    }
}
