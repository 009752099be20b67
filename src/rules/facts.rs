//! Facts where they are shown: for these schools, on this day, and only when they are known.
//!
//! National texts are judged once per run, for every sector that they are for; what a region wrote is judged in its
//! place on the site.

use jiff::civil::Date;

use super::writing::Writing;
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::{Site, SlotContent};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, InlineKind, Section, Variable};
use crate::set::register::{Certainty, Fact};
use crate::set::sector::Sectors;
use crate::source::{Layer, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G005", "fact-beyond-sector", Error, Rights), run: Run::Both(national_sectors, sectors) },
    Check { rule: rule!("G006", "fact-out-of-date", Error, Rights), run: Run::Both(national_days, days) },
    Check { rule: rule!("G007", "unknown-fact", Error, Rights), run: Run::Text(unknown_fact) },
];

/// A fact in a text: its id, the fact, for whom the text is, and where.
type Visit<'v> = dyn FnMut(&str, &Fact, Sectors, Span) + 'v;

/// Calls `visit` for every fact that a national page shows on that day, passages and stories included.
fn each_national(set: &InformationSet, as_of: Date, visit: &mut Visit<'_>) {
    for page in set.pages.values() {
        let mut look = Look { set, as_of, visit };
        look.sections(&page.document.sections, page.meta.sectors);
        for story in page.meta.experiences.iter().filter_map(|id| set.experiences.get(&id.value)) {
            look.sections(&story.document.sections, page.meta.sectors);
        }
    }
    for strip in set.config.sites.values().filter_map(|c| c.strip.as_ref()) {
        if let Some(passage) = set.passages.get(&strip.value) {
            Look { set, as_of, visit }.sections(&passage.document.sections, Sectors::BOTH);
        }
    }
}

struct Look<'a, 'v> {
    set: &'a InformationSet,
    as_of: Date,
    visit: &'a mut Visit<'v>,
}

impl Look<'_, '_> {
    fn sections(&mut self, sections: &[Section], around: Sectors) {
        let as_of = self.as_of;
        for section in sections.iter().filter(|s| s.marks.shown_on(as_of)) {
            let sectors = around.and(section.marks.sectors);
            self.facts(section, sectors);
            let mut inside: Vec<&Document> = Vec::new();
            let set = self.set;
            section.each_block(&mut |block| match &block.kind {
                BlockKind::Passage(id) => inside.extend(set.passages.get(&id.value).map(|p| &p.document)),
                BlockKind::Experience(id) => inside.extend(set.experiences.get(&id.value).map(|e| &e.document)),
                _ => {}
            });
            // Passages and stories hold no further ones.
            inside.into_iter().flat_map(Document::all_sections).for_each(|s| self.facts(s, sectors));
            self.sections(&section.children, sectors);
        }
    }

    fn facts(&mut self, section: &Section, sectors: Sectors) {
        section.each_inline(&mut |inline| {
            let InlineKind::Variable(Variable::Fact(id, _)) = &inline.kind else { return };
            if let Some(fact) = self.set.registers.facts.get(id) {
                (self.visit)(id, fact, sectors, inline.span);
            }
        });
    }
}

/// Calls `visit` for every fact in what this region wrote: its overlays, pages, slots and stories.
fn each_regional(site: &Site<'_>, visit: &mut Visit<'_>) {
    let mut look = Look { set: site.set, as_of: site.as_of, visit };
    for page in site.pages.values() {
        let own = page.layer != Layer::National;
        for part in page.all_parts() {
            if own || page.overlay.is_some_and(|o| o.file == part.section.key.file) {
                look.facts(part.section, part.sectors);
            }
        }
    }
    for (id, slot) in &site.slots {
        let (Some(of), SlotContent::Text(texts)) = (site.set.registers.slots.get(*id), slot) else { continue };
        for (sector, filling) in texts {
            let sectors = sector.map_or(Sectors::BOTH, |s| Sectors::NONE.with(s));
            look.sections(&filling.document.sections, of.sectors.and(site.sectors).and(sectors));
        }
    }
    for story in site.region.experiences.values() {
        look.sections(&story.document.sections, site.sectors);
    }
}

/// A term of the middelbare school is no term of the basisschool.
fn national_sectors(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    each_national(set, as_of, &mut |id, fact, sectors, span| beyond(rule, id, fact, sectors, span, findings));
}

fn sectors(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    each_regional(site, &mut |id, fact, sectors, span| beyond(rule, id, fact, sectors, span, findings));
}

fn beyond(rule: &'static Rule, id: &str, fact: &Fact, sectors: Sectors, span: Span, findings: &mut Diagnostics) {
    for sector in sectors.iter().filter(|s| !fact.sectors.has(*s)) {
        let message = format!("het feit `{id}` geldt niet voor {}, en deze tekst wel", sector.name());
        findings.push(
            Diagnostic::new(rule, span, message)
                .label(fact.span, "dit feit")
                .help("zet de zin in een deel voor de andere sector: een kop met `.po` of `.vo`"),
        );
    }
}

/// What does not hold yet, or no more, is no fact today.
fn national_days(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    each_national(set, as_of, &mut |id, fact, _, span| findings.extend(out_of_date(rule, id, fact, as_of, span)));
}

fn days(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    each_regional(site, &mut |id, fact, _, span| findings.extend(out_of_date(rule, id, fact, site.as_of, span)));
}

fn out_of_date(rule: &'static Rule, id: &str, fact: &Fact, as_of: Date, span: Span) -> Diagnostics {
    let message = match (fact.valid_from, fact.valid_until) {
        (Some(from), _) if as_of < from => format!("het feit `{id}` geldt pas vanaf {from}"),
        (_, Some(until)) if until < as_of => format!("het feit `{id}` gold tot en met {until}"),
        _ => return Diagnostics::default(),
    };
    let finding = Diagnostic::new(rule, span, message)
        .label(fact.span, "dit feit")
        .help("schrijf wat nu geldt, of geef het stuk een datum met `vanaf=` of `tot=`");
    std::iter::once(finding).collect()
}

/// What nobody has established may not be told to somebody who needs to rely on it.
fn unknown_fact(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for (variable, span) in writing.texts.iter().flat_map(|t| &t.lines).flat_map(|l| &l.variables) {
        let Variable::Fact(id, _) = variable else { continue };
        let unknown = |fact: &&Fact| fact.certainty == Certainty::Unknown;
        if let Some(fact) = writing.set.registers.facts.get(id).filter(unknown) {
            findings.push(
                Diagnostic::new(rule, *span, format!("het feit `{id}` is onbekend, en mag niet in een tekst"))
                    .label(fact.span, "dit feit")
                    .help("schrijf eromheen tot een deskundige het heeft vastgesteld"),
            );
        }
    }
}
