//! Names that point at something: facts, sources, contacts, passages, slots, experiences, fields of a region.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, did_you_mean};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Inline, InlineKind, Section, Target, Variable};
use crate::set::page::Counterpart;
use crate::set::region::Region;
use crate::set::register::Required;
use crate::source::{Span, Spanned};

pub(super) static RULES: &[Check] =
    &[Check { rule: rule!("L003", "unknown-reference", Error, Form), run: Run::Set(unknown_reference) }];

fn unknown_reference(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let mut look = Look { rule, set, findings };
    let regional: Vec<(&Region, &Section)> = set
        .regions
        .iter()
        .flat_map(|r| {
            let documents = r.overlays.values().map(|o| &o.document);
            let documents = documents.chain(r.pages.values().map(|p| &p.document));
            let documents = documents.chain(r.fillings.values().map(|f| &f.document));
            let documents = documents.chain(r.experiences.values().map(|e| &e.document));
            documents.flat_map(|d| d.all_sections()).map(move |s| (r, s))
        })
        .collect();
    let national = set.pages.values().map(|p| &p.document);
    let national = national.chain(set.passages.values().map(|p| &p.document));
    let national = national.chain(set.experiences.values().map(|e| &e.document));
    national.flat_map(|d| d.all_sections()).for_each(|section| look.section(None, section));
    regional.into_iter().for_each(|(region, section)| look.section(Some(region), section));
    look.front_matter();
    look.registers();
}

struct Look<'a> {
    rule: &'static Rule,
    set: &'a InformationSet,
    findings: &'a mut Diagnostics,
}

impl Look<'_> {
    fn unknown<'k>(
        &mut self,
        span: Span,
        what: &str,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
        place: &str,
    ) {
        // A register that could not be read whole may well hold the name; that it is broken was told.
        let unread = |register: &String| place.contains(&format!("registers/{register}.yaml"));
        if !self.set.registers.unread.iter().any(unread) {
            self.report(span, format!("{what} `{name}` bestaat niet"), did_you_mean(name, known, place));
        }
    }

    fn report(&mut self, span: Span, message: String, help: String) {
        self.findings.push(Diagnostic::new(self.rule, span, message).help(help));
    }

    fn section(&mut self, region: Option<&Region>, section: &Section) {
        let set = self.set;
        section.each_block(&mut |block| match &block.kind {
            BlockKind::Passage(id) => self.passage(id),
            BlockKind::Slot(id) if !set.registers.slots.contains_key(&id.value) => {
                let known = set.registers.slots.keys().map(String::as_str);
                self.unknown(id.span, "het vak", &id.value, known, "de vakken staan in `registers/vakken.yaml`");
            }
            BlockKind::Experience(id) => self.experience(region, id),
            _ => {}
        });
        section.each_inline(&mut |inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Citation(id) => self.source(&Spanned::new(id.clone(), inline.span)),
            InlineKind::Image(path, _) if !path.value.is_empty() => self.file(path),
            InlineKind::Link(Target::File(path), _) => self.file(&Spanned::new(path.clone(), inline.span)),
            InlineKind::Variable(variable) => self.variable(variable, inline.span),
            _ => {}
        }
    }

    fn variable(&mut self, variable: &Variable, span: Span) {
        let registers = &self.set.registers;
        match variable {
            Variable::Fact(id, value) => match registers.facts.get(id) {
                None => {
                    let known = registers.facts.keys().map(String::as_str);
                    self.unknown(span, "het feit", id, known, "de feiten staan in `registers/feiten.yaml`");
                }
                Some(fact) if !fact.values.contains_key(value) => {
                    let known: Vec<&str> = fact.values.keys().map(String::as_str).collect();
                    let list = format!(
                        "dit feit heeft: {}",
                        if known.is_empty() { "geen waarden".to_owned() } else { known.join(", ") }
                    );
                    self.report(
                        span,
                        format!("het feit `{id}` heeft geen waarde `{value}`"),
                        did_you_mean(value, known, &list),
                    );
                }
                Some(_) => {}
            },
            Variable::Contact(id, field) => match registers.contacts.get(id) {
                None => {
                    let known = registers.contacts.keys().map(String::as_str);
                    self.unknown(span, "het contact", id, known, "de contacten staan in `registers/contacten.yaml`");
                }
                Some(contact) if !contact.fields.contains_key(field) => {
                    let known: Vec<&str> = contact.fields.keys().map(String::as_str).collect();
                    let list = format!("dit contact heeft: {}", known.join(", "));
                    self.report(
                        span,
                        format!("het contact `{id}` heeft geen `{field}`"),
                        did_you_mean(field, known, &list),
                    );
                }
                Some(_) => {}
            },
            Variable::Region(field) if !Region::FIELDS.contains(&field.as_str()) => {
                self.unknown(span, "het veld van de regio", field, Region::FIELDS, "er zijn: naam, merk");
            }
            Variable::Region(_) => {}
        }
    }

    fn file(&mut self, path: &Spanned<String>) {
        if !self.set.files.contains_key(&path.value) {
            let known = self.set.files.keys().map(String::as_str);
            self.unknown(path.span, "het bestand", &path.value, known, "zet het in `bestanden/`");
        }
    }

    fn passage(&mut self, id: &Spanned<String>) {
        if !self.set.passages.contains_key(&id.value) {
            let known = self.set.passages.keys().map(String::as_str);
            self.unknown(id.span, "de passage", &id.value, known, "de passages staan in `content/passages/`");
        }
    }

    fn source(&mut self, id: &Spanned<String>) {
        if !self.set.registers.sources.contains_key(&id.value) {
            let known = self.set.registers.sources.keys().map(String::as_str);
            self.unknown(id.span, "de bron", &id.value, known, "zet de bron in `registers/bronnen.yaml`");
        }
    }

    fn experience(&mut self, region: Option<&Region>, id: &Spanned<String>) {
        let own = region.is_some_and(|r| r.experiences.contains_key(&id.value));
        if !own && !self.set.experiences.contains_key(&id.value) {
            let set = self.set;
            let known = set.experiences.keys().chain(region.iter().flat_map(|r| r.experiences.keys()));
            let known: Vec<&str> = known.map(String::as_str).collect();
            self.unknown(id.span, "de ervaring", &id.value, known, "ervaringen staan in `ervaringen/`");
        }
    }

    fn front_matter(&mut self) {
        let set = self.set;
        let national = set.pages.values().map(|p| (None, p));
        let regional = set.regions.iter().flat_map(|r| r.pages.values().map(move |p| (Some(r), p)));
        for (region, page) in national.chain(regional) {
            page.meta.sources.iter().for_each(|id| self.source(id));
            page.meta.experiences.iter().for_each(|id| self.experience(region, id));
            page.meta.title.value.iter().chain(&page.meta.summary.value).for_each(|i| self.inline(i));
            if let Counterpart::Pages(names) = &page.meta.counterpart {
                names.iter().for_each(|name| self.page(region, name, &name.value));
            }
            let own = set.pages.iter().find(|(_, p)| p.file == page.file).map(|(id, _)| id.audience);
            let own = own.or_else(|| {
                region.and_then(|r| r.pages.iter().find(|(_, p)| p.file == page.file).map(|(id, _)| id.audience))
            });
            if let Some(audience) = own {
                for name in &page.meta.related {
                    self.page(region, name, &format!("{audience}/{}", name.value));
                }
            }
        }
        for region in &set.regions {
            for (id, overlay) in &region.overlays {
                overlay.experiences.iter().for_each(|id| self.experience(Some(region), id));
                for name in &overlay.related {
                    self.page(Some(region), name, &format!("{}/{}", id.audience, name.value));
                }
                let lines = [&overlay.title, &overlay.summary].into_iter().flatten();
                lines.flat_map(|line| &line.value).for_each(|i| self.inline(i));
            }
        }
        for passage in set.passages.values() {
            passage.sources.iter().for_each(|id| self.source(id));
            passage.facts.iter().for_each(|id| self.fact(id));
        }
    }

    fn fact(&mut self, id: &Spanned<String>) {
        if !self.set.registers.facts.contains_key(&id.value) {
            let known = self.set.registers.facts.keys().map(String::as_str);
            self.unknown(id.span, "het feit", &id.value, known, "de feiten staan in `registers/feiten.yaml`");
        }
    }

    fn contact(&mut self, id: &Spanned<String>) {
        let set = self.set;
        if !set.registers.contacts.contains_key(&id.value) {
            let known = set.registers.contacts.keys().map(String::as_str);
            self.unknown(id.span, "het contact", &id.value, known, "de contacten staan in `registers/contacten.yaml`");
        }
    }

    fn page(&mut self, region: Option<&Region>, name: &Spanned<String>, full: &str) {
        let set = self.set;
        let known: Vec<String> =
            set.pages.keys().chain(region.iter().flat_map(|r| r.pages.keys())).map(ToString::to_string).collect();
        if !known.iter().any(|k| k == full) {
            let known = known.iter().map(String::as_str);
            self.unknown(name.span, "de pagina", full, known, "noem een pagina die er is, zoals `jongeren/mijn-plan`");
        }
    }

    fn registers(&mut self) {
        let set = self.set;
        for fact in set.registers.facts.values() {
            fact.basis.iter().for_each(|id| self.source(id));
        }
        for slot in set.registers.slots.values() {
            let Required::With(other) = &slot.required else { continue };
            if !set.registers.slots.contains_key(&other.value) {
                let known = set.registers.slots.keys().map(String::as_str);
                self.unknown(other.span, "het vak", &other.value, known, "noem een vak dat er is");
            }
        }
        set.registers.referrals.values().flat_map(|r| &r.contacts).for_each(|id| self.contact(id));
        for config in set.config.sites.values() {
            config.strip.iter().for_each(|id| self.passage(id));
        }
        for (audience, config) in &set.config.sites {
            let pages =
                config.contact.iter().chain(&config.required).chain(config.passages.iter().map(|(page, _)| page));
            pages.for_each(|page| self.page(None, page, &format!("{audience}/{}", page.value)));
            config.passages.iter().for_each(|(_, passage)| self.passage(passage));
            config.safety.iter().for_each(|id| self.contact(id));
        }
    }
}
