//! What "validated" means: the state of every page, passage, fact, contact and text of a region, on a day.
//!
//! In: the set with its records, and a day. Out: [`States`]. A state is computed from who signed which text and when;
//! nobody types it. What goes out with which state is in [`gate`].

mod asks;
pub mod gate;
pub mod history;
pub mod overview;
mod seen;
pub mod signing;
mod standing;

pub use asks::{Signable, in_words};
pub use seen::{Beside, parts};
pub use standing::{Signed, Standing, Text, judge, void};

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::set::InformationSet;
use crate::set::canonical;
use crate::set::document::Document;
use crate::set::region::Region;
use crate::set::register::Certainty;
use crate::set::signoff::{Record, Subject};
use crate::source::{FileId, RegionId, Spanned};

/// The state of a text, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// ingetrokken: withdrawn, and not signed anew.
    Withdrawn,
    /// concept: the text as it is now lacks a required signature.
    Draft,
    /// verlopen: its term passed longer ago than the grace period.
    Expired,
    /// nakijken: its term has just passed, or what stands in or beside it changed.
    Recheck,
    /// gevalideerd: all roles signed this very text, and all terms lie ahead.
    Validated,
}

impl State {
    /// Every state, the worst first.
    pub const ALL: [State; 5] = [State::Withdrawn, State::Draft, State::Expired, State::Recheck, State::Validated];

    /// As editors and readers see it.
    pub fn name(self) -> &'static str {
        match self {
            State::Withdrawn => "ingetrokken",
            State::Draft => "concept",
            State::Expired => "verlopen",
            State::Recheck => "nakijken",
            State::Validated => "gevalideerd",
        }
    }
}

/// The state of everything in a set on one day.
#[derive(Clone, Debug)]
pub struct States<'s> {
    /// The set.
    pub set: &'s InformationSet,
    /// The day.
    pub as_of: Date,
    /// Where passages, slots and facts stand.
    pub beside: Beside<'s>,
    national: BTreeMap<Subject, Standing<'s>>,
    regions: BTreeMap<RegionId, BTreeMap<Subject, Standing<'s>>>,
    /// The texts with a part that may not be shown, by their files.
    fitness: BTreeMap<FileId, gate::Fitness>,
    /// Whether texts are shown that would stay behind.
    everything: bool,
}

impl<'s> States<'s> {
    /// Computes every state of the set on that day.
    pub fn of(set: &'s InformationSet, as_of: Date) -> Self {
        Self::make(set, &set.regions, as_of)
    }

    /// Computes what the sites of one region need.
    pub fn of_region(set: &'s InformationSet, region: &'s Region, as_of: Date) -> Self {
        Self::make(set, std::slice::from_ref(region), as_of)
    }

    /// The same, but nothing stays behind and nothing keeps a site: what the preview shows.
    pub fn showing_everything(mut self) -> Self {
        self.everything = true;
        self
    }

    fn make(set: &'s InformationSet, regions: &'s [Region], as_of: Date) -> Self {
        let beside = Beside::of(set);
        let (national, regional, fitness) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut states = Self { set, as_of, beside, national, regions: regional, fitness, everything: false };
        // Texts look at the states of their facts, contacts and passages: those come first.
        let facts = set.registers.facts.keys().cloned().map(Subject::Fact);
        let contacts = set.registers.contacts.keys().cloned().map(Subject::Contact);
        let passages = set.passages.keys().cloned().map(Subject::Passage);
        let stories = set.experiences.keys().cloned().map(Subject::Experience);
        let pages = set.pages.keys().cloned().map(Subject::Page);
        for subject in facts.chain(contacts).chain(passages).chain(stories).chain(pages) {
            if let Some(standing) = states.standing(None, &subject) {
                states.national.insert(subject, standing);
            }
        }
        for region in regions {
            let pages = region.pages.keys().chain(region.overlays.keys()).cloned().map(Subject::Page);
            let fillings = region.fillings.keys().map(|(slot, sector)| Subject::Filling(slot.clone(), *sector));
            let stories = region.experiences.keys().cloned().map(Subject::Experience);
            let subjects = pages.chain(fillings).chain(stories).chain([Subject::Profile]);
            let own = subjects.filter_map(|s| states.standing(Some(region), &s).map(|standing| (s, standing)));
            let own = own.collect();
            states.regions.insert(region.id, own);
        }
        states.look_at_parts(regions);
        states
    }

    /// The state of a national page, passage, fact or contact.
    pub fn national(&self, subject: &Subject) -> Option<&Standing<'s>> {
        self.national.get(subject)
    }

    /// The state of a text of a region: a page, what it does with a page, the text of a slot, a story, its data.
    pub fn regional(&self, region: RegionId, subject: &Subject) -> Option<&Standing<'s>> {
        self.regions.get(&region)?.get(subject)
    }

    /// Every national state, in the order of the subjects.
    pub fn all_national(&self) -> impl Iterator<Item = (&Subject, &Standing<'s>)> {
        self.national.iter()
    }

    /// Every state of a region, in the order of the subjects.
    pub fn all_regional(&self, region: RegionId) -> impl Iterator<Item = (&Subject, &Standing<'s>)> {
        self.regions.get(&region).into_iter().flat_map(BTreeMap::iter)
    }

    fn standing(&self, region: Option<&'s Region>, subject: &Subject) -> Option<Standing<'s>> {
        let signable = Signable::find(self.set, region, subject)?;
        let text = signable.asks(&self.beside, region, subject);
        let terms = self.set.config.publication.of(text.kind);
        let mut standing = judge(&text, terms, self.record(region, subject), &|| signable.print(), self.as_of);
        match signable {
            Signable::Contact(_, contact) => standing.take_check(contact.checked_on, terms, self.as_of),
            Signable::Profile(profile) => {
                standing.take_check(profile.checked_on, terms, self.as_of);
            }
            Signable::Fact(_, fact) => self.sources(fact.basis.iter().map(|s| &s.value), &mut standing),
            Signable::Page(page) => {
                let cited = seen::cited(&page.document);
                self.sources(page.meta.sources.iter().map(|s| &s.value).chain(&cited), &mut standing);
            }
            Signable::Passage(passage) => self.sources(passage.sources.iter().map(|s| &s.value), &mut standing),
            Signable::Overlay(_) => self.base(region, subject, &mut standing),
            Signable::Filling(_) | Signable::Story(_) => {}
        }
        if let Some(document) = signable.document().filter(|_| standing.state >= State::Recheck) {
            self.look_beside(region, subject, document, &mut standing);
        }
        Some(standing)
    }

    /// A source that was read too long ago makes a text due.
    fn sources<'a>(&self, ids: impl Iterator<Item = &'a String>, standing: &mut Standing<'s>) {
        let terms = self.set.config.publication.of("bronnen");
        for id in ids {
            let Some(read) = self.set.registers.sources.get(id).and_then(|s| s.consulted) else { continue };
            let until = standing::months_later(read, terms.months);
            if until <= self.as_of {
                standing.recheck(format!("de bron `{id}` is gelezen op {read}, en daarna niet meer"));
            } else if standing.state == State::Validated {
                standing.next = standing.next.into_iter().chain([until]).min();
            }
        }
    }

    /// The national text beside a regional one, as somebody of the region confirmed it.
    fn base(&self, region: Option<&Region>, subject: &Subject, standing: &mut Standing<'s>) {
        let Subject::Page(id) = subject else { return };
        let Some(page) = self.set.pages.get(id) else { return };
        let Some(base) = region.and_then(|r| r.base.get(id)) else { return };
        for section in page.document.all_sections() {
            let Some(confirmed) = base.get(&section.id.value) else { continue };
            if confirmed.fingerprint != canonical::section(section) {
                standing.recheck(format!("de landelijke tekst `{id}#{}` is veranderd", section.id.value));
            }
        }
    }

    /// What stood in or beside the text when it was signed, and what stands there now.
    fn look_beside(
        &self,
        region: Option<&'s Region>,
        subject: &Subject,
        document: &'s Document,
        standing: &mut Standing<'s>,
    ) {
        let now = self.beside.seen(region, subject, document);
        for why in standing.changes_since(&now) {
            standing.recheck(why);
        }
        for (name, part) in now.keys().filter_map(|name| Some((name, self.part(name)?))) {
            match part.state {
                State::Recheck | State::Expired => {
                    standing.recheck(format!("{} is toe aan controle", seen::in_words(name)));
                }
                State::Withdrawn => standing.recheck(format!("{} is ingetrokken", seen::in_words(name))),
                State::Draft | State::Validated => {}
            }
        }
    }

    /// The state of a part of a text: `feit.x`, `passage.v`, `contact.c`.
    pub fn part(&self, name: &str) -> Option<&Standing<'s>> {
        let (kind, id) = name.split_once('.')?;
        self.national.get(&match kind {
            "feit" => Subject::Fact(id.to_owned()),
            "passage" => Subject::Passage(id.to_owned()),
            "contact" => Subject::Contact(id.to_owned()),
            _ => return None,
        })
    }

    /// Whether nobody signed a fact that is only likely.
    pub fn is_unproven(&self, fact: &str) -> bool {
        let likely = self.set.registers.facts.get(fact).is_some_and(|f| f.certainty == Certainty::Likely);
        likely && self.national.get(&Subject::Fact(fact.to_owned())).is_none_or(|s| s.state <= State::Draft)
    }

    /// The record of a text.
    pub fn record(&self, region: Option<&'s Region>, subject: &Subject) -> Option<&'s Record> {
        region.map_or(&self.set.records, |r| &r.records).get(subject).map(AsRef::as_ref)
    }
}

/// The codes of a list.
pub(crate) fn codes(list: &[Spanned<String>]) -> impl Iterator<Item = &str> {
    list.iter().map(|c| c.value.as_str())
}
