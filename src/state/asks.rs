//! What can be signed, and what it asks of who signs it.

use super::standing::Text;
use super::{Beside, codes};
use crate::set::InformationSet;
use crate::set::canonical::Fingerprint;
use crate::set::document::Document;
use crate::set::page::{Care, Experience, Overlay, PageSource, Passage};
use crate::set::prints;
use crate::set::region::{Filling, Profile, Region};
use crate::set::register::{Contact, Fact};
use crate::set::signoff::{Need, Role, Subject};
use crate::source::{Audience, FileId};

/// A thing that can be signed.
#[derive(Clone, Copy, Debug)]
pub enum Signable<'s> {
    /// A page of the nation, or one that a region adds.
    Page(&'s PageSource),
    /// What a region does with a page.
    Overlay(&'s Overlay),
    /// A locked passage.
    Passage(&'s Passage),
    /// The text of a slot.
    Filling(&'s Filling),
    /// A story.
    Story(&'s Experience),
    /// A fact.
    Fact(&'s str, &'s Fact),
    /// A contact.
    Contact(&'s str, &'s Contact),
    /// What `regio.yaml` says.
    Profile(&'s Profile),
}

/// What stands in a register is written by nobody in particular.
static NOBODY: Care = Care { owner: None, review_before: None, authors: Vec::new() };

impl<'s> Signable<'s> {
    /// The thing of that name: of a region, or of the nation.
    pub fn find(set: &'s InformationSet, region: Option<&'s Region>, subject: &Subject) -> Option<Self> {
        Some(match (subject, region) {
            (Subject::Page(id), None) => Signable::Page(set.pages.get(id)?),
            (Subject::Page(id), Some(region)) => match region.overlays.get(id) {
                Some(overlay) => Signable::Overlay(overlay),
                None => Signable::Page(region.pages.get(id)?),
            },
            (Subject::Experience(id), None) => Signable::Story(set.experiences.get(id)?),
            (Subject::Experience(id), Some(region)) => Signable::Story(region.experiences.get(id)?),
            (Subject::Filling(slot, sector), Some(region)) => {
                Signable::Filling(region.fillings.get(&(slot.clone(), *sector))?)
            }
            (Subject::Profile, Some(region)) => Signable::Profile(&region.profile),
            (Subject::Passage(id), None) => Signable::Passage(set.passages.get(id)?),
            (Subject::Fact(id), None) => {
                let (id, fact) = set.registers.facts.get_key_value(id)?;
                Signable::Fact(id, fact)
            }
            (Subject::Contact(id), None) => {
                let (id, contact) = set.registers.contacts.get_key_value(id)?;
                Signable::Contact(id, contact)
            }
            _ => return None,
        })
    }

    /// The fingerprint of what it is now. That of a text is made once, however many sites ask for it.
    pub fn print(&self) -> Fingerprint {
        self.document().map_or_else(|| self.made(), |text| text.print.get_or_init(|| self.made()).clone())
    }

    fn made(&self) -> Fingerprint {
        match self {
            Signable::Page(page) => prints::page(page),
            Signable::Overlay(overlay) => prints::overlay(overlay),
            Signable::Passage(passage) => prints::passage(passage),
            Signable::Filling(filling) => prints::filling(filling),
            Signable::Story(story) => prints::experience(story),
            Signable::Fact(id, fact) => prints::fact(id, fact),
            Signable::Contact(id, contact) => prints::contact(id, contact),
            Signable::Profile(profile) => prints::profile(profile),
        }
    }

    /// Its text, if it is one.
    pub fn document(&self) -> Option<&'s Document> {
        match self {
            Signable::Page(page) => Some(&page.document),
            Signable::Overlay(overlay) => Some(&overlay.document),
            Signable::Passage(passage) => Some(&passage.document),
            Signable::Filling(filling) => Some(&filling.document),
            Signable::Story(story) => Some(&story.document),
            Signable::Fact(..) | Signable::Contact(..) | Signable::Profile(_) => None,
        }
    }

    /// Its file.
    pub fn file(&self) -> FileId {
        match self {
            Signable::Page(page) => page.file,
            Signable::Overlay(overlay) => overlay.file,
            Signable::Passage(passage) => passage.file,
            Signable::Filling(filling) => filling.file,
            Signable::Story(story) => story.file,
            Signable::Fact(_, fact) => fact.span.file,
            Signable::Contact(_, contact) => contact.span.file,
            Signable::Profile(profile) => profile.file,
        }
    }

    /// Its kind, as in `[publication]`.
    pub fn kind(&self, regional: bool) -> &'static str {
        match self {
            Signable::Page(_) if regional => "C",
            Signable::Page(page) => page.meta.class.name(),
            Signable::Overlay(_) | Signable::Filling(_) => "C",
            Signable::Passage(_) => "A",
            Signable::Story(_) => "D",
            Signable::Fact(..) => "feiten",
            Signable::Contact(_, contact) if contact.safety => "nood",
            Signable::Contact(..) | Signable::Profile(_) => "E",
        }
    }

    /// Who keeps it.
    pub fn owner(&self) -> Option<&'s str> {
        let owner = match self {
            Signable::Page(page) => &page.meta.owner,
            Signable::Overlay(overlay) => &overlay.owner,
            Signable::Filling(filling) => &filling.owner,
            other => &other.care().owner,
        };
        owner.as_ref().map(|o| o.value.as_str())
    }

    fn care(&self) -> &'s Care {
        match self {
            Signable::Overlay(overlay) => &overlay.care,
            Signable::Passage(passage) => &passage.care,
            Signable::Filling(filling) => &filling.care,
            Signable::Story(story) => &story.care,
            Signable::Page(_) | Signable::Fact(..) | Signable::Contact(..) | Signable::Profile(_) => &NOBODY,
        }
    }

    /// What it asks of who signs it.
    pub fn asks(&self, beside: &Beside<'s>, region: Option<&'s Region>, subject: &Subject) -> Text<'s> {
        let audiences = match subject {
            Subject::Page(id) => vec![id.audience],
            Subject::Passage(id) => beside.audiences_of(id),
            _ => Vec::new(),
        };
        let kind = self.kind(region.is_some());
        let (authors, review_before) = match self {
            Signable::Page(page) => (&page.meta.authors, page.meta.review_before),
            other => (&other.care().authors, other.care().review_before),
        };
        Text {
            kind,
            needs: needs(beside.set, kind, &audiences),
            authors,
            barred: region.map_or(&[], |r| &r.profile.deciders),
            regional: region.is_some(),
            review_before,
        }
    }

    /// Whether that code wrote it.
    pub fn is_by(&self, code: &str) -> bool {
        let authors = match self {
            Signable::Page(page) => &page.meta.authors,
            other => &other.care().authors,
        };
        codes(authors).any(|author| author == code)
    }
}

/// The signatures that a kind of text asks for; a panel is that of each of its readers.
fn needs(set: &InformationSet, kind: &str, audiences: &[Audience]) -> Vec<Need> {
    let named = set.config.publication.of(kind).needs.iter().filter_map(|name| Need::from_name(name));
    named
        .flat_map(|need| match need {
            Need::Panel => audiences.iter().map(|a| Need::Role(Role::panel(*a))).collect(),
            other => vec![other],
        })
        .collect()
}

/// Whose signatures are asked for, as people say it.
pub fn in_words(needs: &[Need]) -> Vec<String> {
    let mut counted: Vec<(&'static str, usize)> = Vec::new();
    for need in needs {
        match counted.iter_mut().find(|(name, _)| *name == need.name()) {
            Some((_, count)) => *count += 1,
            None => counted.push((need.name(), 1)),
        }
    }
    let said = |(name, count): (&str, usize)| match (name, count) {
        ("regio", 1) => "iemand van de regio".to_owned(),
        ("regio", count) => format!("{count} mensen van de regio"),
        (name, 1) => name.to_owned(),
        (name, count) => format!("{count} keer {name}"),
    };
    counted.into_iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_missing_is_told_as_people_say_it() {
        let editor = Need::Role(Role::Editor);
        assert_eq!(in_words(&[Need::Region]), ["iemand van de regio"]);
        assert_eq!(in_words(&[editor, Need::Region, Need::Region]), ["redactie", "2 mensen van de regio"]);
        assert_eq!(in_words(&[editor, editor]), ["2 keer redactie"]);
    }
}
