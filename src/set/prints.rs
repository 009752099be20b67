//! The fingerprints of everything that can be signed.
//!
//! In: a page, a passage, a fact, … Out: its [`Fingerprint`]. What counts is what was judged: for a page its title,
//! summary, sectors, class and text; for a fact what it says, where and when it holds, and what it rests on.

use super::canonical::{Dump, Fingerprint};
use super::marks::Operation;
use super::page::{Experience, Overlay, PageSource, Passage};
use super::region::{Filling, Profile};
use super::register::{Contact, Fact};

/// The fingerprint of a page: title, summary, sectors, class and text.
pub fn page(page: &PageSource) -> Fingerprint {
    let mut dump = Dump::new("pagina");
    dump.node('T', |d| d.inlines(&page.meta.title.value));
    dump.node('T', |d| d.inlines(&page.meta.summary.value));
    dump.sectors(page.meta.sectors);
    dump.word(page.meta.class.name());
    dump.sections(&page.document);
    dump.finish()
}

/// The fingerprint of a passage.
pub fn passage(passage: &Passage) -> Fingerprint {
    let mut dump = Dump::new("passage");
    dump.sections(&passage.document);
    dump.finish()
}

/// The fingerprint of what a region does with a page: what it hides, and its texts with their places.
pub fn overlay(overlay: &Overlay) -> Fingerprint {
    let mut dump = Dump::new("aanpassing");
    for line in [&overlay.title, &overlay.summary] {
        dump.node('T', |d| line.iter().for_each(|line| d.inlines(&line.value)));
    }
    if overlay.hidden.is_some() {
        dump.word("verborgen");
    }
    overlay.hides.iter().for_each(|hiding| dump.node('H', |d| d.word(&hiding.section.value)));
    for section in &overlay.document.sections {
        for operation in &section.marks.operations {
            let (name, target) = match &operation.value {
                Operation::Replaces(target) => ("vervangt", target),
                Operation::Into(target) => ("bij", target),
                Operation::Before(target) => ("voor", target),
                Operation::After(target) => ("na", target),
            };
            dump.node('O', |d| [name, target].iter().for_each(|w| d.word(w)));
        }
        dump.section(section);
    }
    dump.finish()
}

/// The fingerprint of the text of a slot.
pub fn filling(filling: &Filling) -> Fingerprint {
    let mut dump = Dump::new("vak");
    dump.sections(&filling.document);
    dump.finish()
}

/// The fingerprint of a story.
pub fn experience(experience: &Experience) -> Fingerprint {
    let mut dump = Dump::new("ervaring");
    dump.word(&experience.title);
    dump.sections(&experience.document);
    dump.finish()
}

/// The fingerprint of a fact: what it says, where and when it holds, how sure it is and what it rests on.
pub fn fact(id: &str, fact: &Fact) -> Fingerprint {
    let mut dump = Dump::new("feit");
    dump.word(id);
    for sentence in [&fact.sentence, &fact.sentence_young] {
        dump.node('T', |d| sentence.iter().for_each(|s| d.running(s)));
    }
    for (name, value) in &fact.values {
        dump.node('W', |d| [name, value].iter().for_each(|w| d.word(w)));
    }
    dump.sectors(fact.sectors);
    for day in [fact.valid_from, fact.valid_until] {
        dump.node('D', |d| day.iter().for_each(|day| d.word(&day.to_string())));
    }
    dump.word(fact.certainty.name());
    fact.basis.iter().for_each(|source| dump.node('B', |d| d.word(&source.value)));
    dump.finish()
}

/// The fingerprint of a contact: every field that a text may show.
pub fn contact(id: &str, contact: &Contact) -> Fingerprint {
    let mut dump = Dump::new("contact");
    dump.word(id);
    for (name, value) in &contact.fields {
        dump.node('W', |d| [name, value].iter().for_each(|w| d.word(w)));
    }
    dump.word(if contact.safety { "nood" } else { "" });
    dump.finish()
}

/// The fingerprint of what a region says of itself: how to reach whom, where and when.
pub fn profile(profile: &Profile) -> Fingerprint {
    let mut dump = Dump::new("regio");
    dump.word(&profile.name.value);
    for site in profile.sites.values() {
        dump.word(&site.brand.value);
    }
    for channel in &profile.channels {
        dump.node('K', |d| {
            [&channel.kind.value, &channel.value.value].iter().for_each(|w| d.word(w));
            let rest = [channel.times.as_ref(), channel.answer.as_ref(), channel.anonymous.as_ref().map(|a| &a.value)];
            rest.iter().for_each(|w| d.word(w.map_or("", String::as_str)));
            channel.audiences.iter().for_each(|a| d.word(a.name()));
        });
    }
    for face in &profile.faces {
        dump.node('G', |d| [&face.first_name.value, &face.role].iter().for_each(|w| d.word(w)));
    }
    for hour in &profile.hours {
        dump.node('U', |d| [&hour.school, &hour.day, &hour.time].iter().for_each(|w| d.word(w)));
    }
    dump.finish()
}
