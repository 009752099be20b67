//! What stands in or beside a text and was judged with it: facts, passages, and the national text beside a regional one.

use std::collections::{BTreeMap, BTreeSet};

use crate::set::InformationSet;
use crate::set::canonical::{self, Fingerprint};
use crate::set::document::{BlockKind, Document, InlineKind, Section, Variable};
use crate::set::page::PageMeta;
use crate::set::prints;
use crate::set::region::Region;
use crate::set::signoff::Subject;
use crate::source::Audience;

/// Where passages and slots stand, and the fingerprints of what stands in texts.
#[derive(Clone, Debug)]
pub struct Beside<'s> {
    pub(super) set: &'s InformationSet,
    passages: BTreeMap<&'s str, BTreeSet<Audience>>,
    slots: BTreeMap<&'s str, Vec<(String, &'s Section)>>,
}

impl<'s> Beside<'s> {
    /// Looks through the national pages.
    pub fn of(set: &'s InformationSet) -> Self {
        let mut passages: BTreeMap<&str, BTreeSet<Audience>> = BTreeMap::new();
        let mut slots: BTreeMap<&str, Vec<(String, &Section)>> = BTreeMap::new();
        for (audience, config) in &set.config.sites {
            let strip = config.strip.iter().map(|s| s.value.as_str());
            for name in strip {
                passages.entry(name).or_default().insert(*audience);
            }
        }
        for (id, page) in &set.pages {
            for section in page.document.all_sections() {
                section.each_block(&mut |block| match &block.kind {
                    BlockKind::Passage(name) => {
                        passages.entry(&name.value).or_default().insert(id.audience);
                    }
                    BlockKind::Slot(name) => {
                        slots.entry(&name.value).or_default().push((format!("{id}#{}", section.id.value), section));
                    }
                    _ => {}
                });
            }
        }
        Self { set, passages, slots }
    }

    /// The readers of a passage; all when no page shows it.
    pub fn audiences_of(&self, passage: &str) -> Vec<Audience> {
        self.passages.get(passage).map_or_else(|| Audience::ALL.to_vec(), |a| a.iter().copied().collect())
    }

    /// What stands in and beside a text today, each with the begin of its fingerprint.
    pub fn seen(&self, region: Option<&Region>, subject: &Subject, document: &Document) -> BTreeMap<String, String> {
        let mut names = parts(self.set, document);
        let mut all = BTreeMap::new();
        match (region, subject) {
            (_, Subject::Passage(id)) => {
                let facts = self.set.passages.get(id).into_iter().flat_map(|p| &p.facts);
                names.extend(facts.map(|f| format!("feit.{}", f.value)));
            }
            (None, Subject::Page(id)) => {
                if let Some(page) = self.set.pages.get(id) {
                    names.extend(front(&page.meta));
                }
            }
            (Some(region), Subject::Page(id)) => match (region.overlays.get(id), self.set.pages.get(id)) {
                (Some(overlay), Some(page)) => {
                    let operations = overlay.document.sections.iter().flat_map(|s| &s.marks.operations);
                    let targets = operations.map(|o| o.value.target().to_owned());
                    let targets: BTreeSet<String> =
                        targets.chain(overlay.hides.iter().map(|h| h.section.value.clone())).collect();
                    for section in page.document.all_sections() {
                        if targets.contains(&section.id.value) {
                            let name = format!("tekst.{id}#{}", section.id.value);
                            all.insert(name, canonical::section(section).short().to_owned());
                        }
                    }
                }
                _ => names.extend(region.pages.get(id).into_iter().flat_map(|p| front(&p.meta))),
            },
            (Some(_), Subject::Filling(slot, _)) => {
                for (name, section) in self.slots.get(slot.as_str()).into_iter().flatten() {
                    all.insert(format!("tekst.{name}"), canonical::section(section).short().to_owned());
                }
            }
            _ => {}
        }
        for name in names {
            if let Some(print) = self.print(&name) {
                all.insert(name, print.short().to_owned());
            }
        }
        all
    }

    fn print(&self, name: &str) -> Option<Fingerprint> {
        let (kind, id) = name.split_once('.')?;
        match kind {
            "feit" => self.set.registers.facts.get(id).map(|f| prints::fact(id, f)),
            "passage" => self.set.passages.get(id).map(|p| prints::passage(p)),
            "contact" => self.set.registers.contacts.get(id).map(|c| prints::contact(id, c)),
            _ => None,
        }
    }
}

/// The facts and contacts of title and summary.
pub(super) fn front(meta: &PageMeta) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in [&meta.title.value, &meta.summary.value] {
        crate::set::document::each_inline(line, &mut |inline| names.extend(variable(&inline.kind)));
    }
    names
}

fn variable(inline: &InlineKind) -> Option<String> {
    match inline {
        InlineKind::Variable(Variable::Fact(id, _)) => Some(format!("feit.{id}")),
        InlineKind::Variable(Variable::Contact(id, _)) => Some(format!("contact.{id}")),
        _ => None,
    }
}

/// The facts, contacts and passages of a text, those of its passages included.
pub fn parts(set: &InformationSet, document: &Document) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for section in document.all_sections() {
        section.each_inline(&mut |inline| names.extend(variable(&inline.kind)));
        section.each_block(&mut |block| {
            let BlockKind::Passage(id) = &block.kind else { return };
            names.insert(format!("passage.{}", id.value));
            if let Some(passage) = set.passages.get(&id.value) {
                names.extend(passage.facts.iter().map(|f| format!("feit.{}", f.value)));
                for inner in passage.document.all_sections() {
                    inner.each_inline(&mut |inline| names.extend(variable(&inline.kind)));
                }
            }
        });
    }
    names
}

/// The sources that a text cites.
pub(super) fn cited(document: &Document) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for section in document.all_sections() {
        section.each_inline(&mut |inline| {
            if let InlineKind::Citation(id) = &inline.kind {
                ids.insert(id.clone());
            }
        });
    }
    ids
}

/// A part in words: `feit.x` is `het feit x`.
pub(super) fn in_words(name: &str) -> String {
    match name.split_once('.') {
        Some(("feit", id)) => format!("het feit `{id}`"),
        Some(("passage", id)) => format!("de passage `{id}`"),
        Some(("contact", id)) => format!("het contact `{id}`"),
        Some(("tekst", id)) => format!("de landelijke tekst `{id}`"),
        _ => format!("`{name}`"),
    }
}
