//! A region's sections go to their places in a national page.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::InformationSet;
use crate::set::document::{BEGIN, Section};
use crate::set::marks::Operation;
use crate::set::page::{Base, Overlay, PageSource};
use crate::set::sector::Sectors;
use crate::source::{FileId, Span, Spanned};

use super::base;
use super::conflicts::{self, Planned};
use super::locks::lock;
use super::{Origin, Part};

/// The sections of a document as parts of a page.
pub(super) fn parts(sections: &[Section], level: u8, origin: Origin, sectors: Sectors) -> Vec<Part<'_>> {
    sections.iter().map(|section| part(section, level, origin, sectors)).collect()
}

fn part(section: &Section, level: u8, origin: Origin, around: Sectors) -> Part<'_> {
    let sectors = around.and(section.marks.sectors);
    Part {
        section,
        id: &section.id.value,
        origin,
        replaced: None,
        level,
        sectors,
        parts: parts(&section.children, level + 1, origin, sectors),
    }
}

/// The page with what the region does to it. An operation that is refused leaves the national text as it is.
pub fn merge<'s>(
    set: &'s InformationSet,
    page: &'s PageSource,
    overlay: Option<&'s Overlay>,
    base: Option<&'s Base>,
    findings: &mut Diagnostics,
) -> Vec<Part<'s>> {
    let own = parts(&page.document.sections, 2, Origin::Own, Sectors::BOTH);
    let Some(overlay) = overlay else { return own };
    let mut merge = Merge { set, page, base, parts: own, findings };
    if overlay.changes_nothing() {
        merge.findings.push(
            Diagnostic::new(
                &catalogue::EMPTY_OVERLAY,
                Span::new(overlay.file, 0, 0),
                "dit bestand verandert niets aan de landelijke pagina",
            )
            .label(page.meta.title.span, "de landelijke pagina")
            .help("schrijf een sectie met `{vervangt=…}`, `{bij=…}`, `{voor=…}` of `{na=…}`, of haal het bestand weg"),
        );
    }
    let planned: Vec<Planned<'s>> = overlay.document.sections.iter().filter_map(|s| merge.plan(s)).collect();
    let hidden: Vec<&'s Spanned<String>> = overlay.hides.iter().map(|h| &h.section).collect();
    let refused = conflicts::refuse(page, &planned, &hidden, merge.findings);
    // Replacements first, so that what is added to the page stands beside the text that readers will see; hiding last.
    let replaces = |p: &&Planned<'s>| matches!(p.operation.value, Operation::Replaces(_));
    for plan in planned.iter().filter(replaces).chain(planned.iter().filter(|p| !replaces(p))) {
        if !refused.contains(&plan.operation.span) {
            merge.apply(plan);
        }
    }
    for section in hidden.into_iter().filter(|h| !refused.contains(&h.span)) {
        merge.hide(section);
    }
    let Merge { parts, findings, .. } = merge;
    conflicts::refuse_doubles(&parts, page.file, findings);
    parts
}

struct Merge<'s, 'd> {
    set: &'s InformationSet,
    page: &'s PageSource,
    base: Option<&'s Base>,
    parts: Vec<Part<'s>>,
    findings: &'d mut Diagnostics,
}

impl<'s> Merge<'s, '_> {
    /// What a section of the overlay asks for; nothing when that can't be read.
    fn plan(&mut self, section: &'s Section) -> Option<Planned<'s>> {
        let mut refuse = |span: Span, message: &str, help: &str| {
            self.findings.push(Diagnostic::new(&catalogue::OVERLAY_OPERATION, span, message).help(help));
        };
        if section.heading.is_none() {
            refuse(
                section.span,
                "deze tekst staat boven de eerste kop",
                "zet er een kop boven die zegt waar de tekst komt: `## Kop {bij=sectie}`",
            );
            return None;
        }
        let operation = match section.marks.operations.as_slice() {
            [one] => one,
            [] => {
                refuse(
                    section.id.span,
                    "deze kop zegt niet waar de tekst komt",
                    "zet erachter `{vervangt=…}`, `{bij=…}`, `{voor=…}` of `{na=…}` met de naam van een landelijke sectie",
                );
                return None;
            }
            [_, second, ..] => {
                refuse(
                    second.span,
                    "deze kop doet twee dingen tegelijk",
                    "geef elke kop één opdracht; maak van de tweede een eigen kop",
                );
                return None;
            }
        };
        self.refuse_nested(section);
        if section.blocks.is_empty() && section.children.is_empty() {
            self.findings.push(
                Diagnostic::new(&catalogue::EMPTY_OVERLAY, section.id.span, "onder deze kop staat niets").help(
                    "schrijf de tekst, of haal de kop weg; een sectie verbergen gaat met `verbergt` en een reden",
                ),
            );
            return None;
        }
        // A name that can't be one was told when it was read.
        (!operation.value.target().is_empty()).then_some(Planned { section, operation })
    }

    fn refuse_nested(&mut self, section: &'s Section) {
        for child in &section.children {
            for operation in &child.marks.operations {
                self.findings.push(
                    Diagnostic::new(
                        &catalogue::OVERLAY_OPERATION,
                        operation.span,
                        "een kop binnen een andere kop kan niet zelf ergens anders heen",
                    )
                    .help("maak er een kop van hetzelfde niveau van als de eerste, met `##`"),
                );
            }
            self.refuse_nested(child);
        }
    }

    fn apply(&mut self, plan: &Planned<'s>) {
        let (section, at) = (plan.section, plan.operation.span);
        let name = plan.operation.value.target();
        let Some(path) = self.find(name, at) else { return };
        let Some(target) = self.target(&path).map(|p| p.section) else { return };
        match &plan.operation.value {
            Operation::Replaces(_) => self.replace(section, target, &path, at),
            Operation::Into(_) => self.into(section, target, &path, at),
            Operation::Before(_) if name == BEGIN => self.findings.push(
                Diagnostic::new(&catalogue::OVERLAY_OPERATION, at, "boven het begin van de pagina kan niets staan")
                    .help("gebruik `na=begin`"),
            ),
            Operation::Before(_) => self.beside(section, target, &path, at, false),
            Operation::After(_) => self.beside(section, target, &path, at, true),
        }
    }

    fn replace(&mut self, section: &'s Section, target: &'s Section, path: &[usize], at: Span) {
        if self.refuse_locked(target, path, at, "vervangen") {
            return;
        }
        if let Some(place) = self.target_mut(path) {
            let mut new = part(section, place.level, Origin::Replaces(target.span), place.sectors);
            new.id = place.id;
            new.replaced = Some(target);
            *place = new;
        }
    }

    fn into(&mut self, section: &'s Section, target: &'s Section, path: &[usize], at: Span) {
        if self.refuse_fixed(target, path, at) {
            return;
        }
        if target.heading.is_none() {
            self.findings.push(
                Diagnostic::new(
                    &catalogue::OVERLAY_OPERATION,
                    at,
                    "het begin van de pagina heeft geen kop om iets onder te zetten",
                )
                .help("gebruik `na=begin`"),
            );
            return;
        }
        if let Some(place) = self.target_mut(path) {
            let new = part(section, place.level + 1, Origin::Into(target.span), place.sectors);
            place.parts.push(new);
        }
    }

    fn beside(&mut self, section: &'s Section, target: &'s Section, path: &[usize], at: Span, after: bool) {
        let Some((&last, parents)) = path.split_last() else {
            return;
        };
        if self.refuse_inside_fixed(parents, at) {
            return;
        }
        let origin = if after { Origin::After(target.span) } else { Origin::Before(target.span) };
        let (siblings, sectors) = match self.target_mut(parents) {
            Some(parent) => (&mut parent.parts, parent.sectors),
            None => (&mut self.parts, Sectors::BOTH),
        };
        let level = siblings.get(last).map_or(2, |p| p.level);
        let new = part(section, level, origin, sectors);
        let mut index = if after { last + 1 } else { last };
        // A second text after the same section stands after the first one.
        while after && siblings.get(index).is_some_and(|p| p.origin == origin) {
            index += 1;
        }
        siblings.insert(index, new);
    }

    fn hide(&mut self, name: &'s Spanned<String>) {
        let Some(path) = self.find(&name.value, name.span) else {
            return;
        };
        let Some(target) = self.target(&path).map(|p| p.section) else {
            return;
        };
        if self.refuse_locked(target, &path, name.span, "verbergen") {
            return;
        }
        if let Some((&last, parents)) = path.split_last() {
            match self.target_mut(parents) {
                Some(parent) => drop(parent.parts.remove(last)),
                None => drop(self.parts.remove(last)),
            }
        }
    }

    /// The way to the national section of that name, as indexes; a finding when there is none.
    fn find(&mut self, name: &str, at: Span) -> Option<Vec<usize>> {
        fn search(parts: &[Part<'_>], name: &str, national: FileId) -> Option<Vec<usize>> {
            parts.iter().enumerate().find_map(|(i, part)| {
                let own = part.section.key.file == national || part.replaced.is_some();
                if own && part.id == name {
                    return Some(vec![i]);
                }
                search(&part.parts, name, national).map(|mut path| {
                    path.insert(0, i);
                    path
                })
            })
        }
        let found = search(&self.parts, name, self.page.file);
        if found.is_none() {
            let all = self.page.document.all_sections();
            let known: Vec<&str> = all.iter().map(|s| s.id.value.as_str()).collect();
            let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
            let message = format!("de landelijke pagina heeft geen sectie `{name}`");
            let finding = Diagnostic::new(&catalogue::UNKNOWN_TARGET, at, message)
                .label(self.page.meta.title.span, "deze pagina");
            // It was there once: what it says now stands under another name, or nowhere.
            let confirmed = self.base.and_then(|base| base.get(name));
            let finding = match (confirmed, confirmed.and_then(|c| base::renamed(self.page, c))) {
                (None, _) => finding.help(did_you_mean(name, known, &format!("er zijn: {list}"))),
                (Some(was), Some(new)) => finding
                    .label(was.span, "op deze tekst was het geschreven")
                    .help(format!("de sectie heet nu waarschijnlijk `{new}`; lees haar na, en pas de naam aan")),
                (Some(was), None) => finding
                    .label(was.span, "op deze tekst was het geschreven")
                    .help(format!("de landelijke tekst is weg; haal dit stuk weg, of kies een andere plek: {list}")),
            };
            self.findings.push(finding);
        }
        found
    }

    fn target(&self, path: &[usize]) -> Option<&Part<'s>> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.parts.get(*first)?, |part, i| part.parts.get(*i))
    }

    fn target_mut(&mut self, path: &[usize]) -> Option<&mut Part<'s>> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.parts.get_mut(*first)?, |part, i| part.parts.get_mut(*i))
    }

    fn refuse_locked(&mut self, target: &'s Section, path: &[usize], at: Span, what: &str) -> bool {
        let inside_open = (1..path.len()).any(|n| self.target(&path[..n]).is_some_and(|p| p.section.marks.open));
        let fixed = self.fixed_around(&path[..path.len() - 1]);
        let found = fixed.or_else(|| lock(self.set, self.page.meta.class, target, inside_open));
        let Some((why, place)) = found else {
            return false;
        };
        self.findings.push(
            Diagnostic::new(&catalogue::LOCKED_TARGET, at, format!("`{}` kan een regio niet {what}: {why}", target.id.value))
                .label(place, "hier zit het slot")
                .help("zet uw tekst ernaast met `{bij=…}`, `{voor=…}` of `{na=…}`; klopt de landelijke tekst niet, vraag dan een wijziging"),
        );
        true
    }

    fn refuse_fixed(&mut self, target: &'s Section, path: &[usize], at: Span) -> bool {
        if target.marks.fixed {
            self.refuse_place(at, target.id.span);
            return true;
        }
        self.refuse_inside_fixed(path, at)
    }

    fn refuse_inside_fixed(&mut self, around: &[usize], at: Span) -> bool {
        let Some((_, place)) = self.fixed_around(around) else {
            return false;
        };
        self.refuse_place(at, place);
        true
    }

    fn refuse_place(&mut self, at: Span, place: Span) {
        self.findings.push(
            Diagnostic::new(&catalogue::LOCKED_TARGET, at, "in deze sectie kan een regio niets zetten")
                .label(place, "de sectie is `.vast`")
                .help("zet de tekst ervoor of erna, met `{voor=…}` of `{na=…}` en de naam van de vaste sectie"),
        );
    }

    fn fixed_around(&self, path: &[usize]) -> Option<(String, Span)> {
        (1..=path.len())
            .filter_map(|n| self.target(&path[..n]))
            .find(|p| p.section.marks.fixed)
            .map(|p| (format!("`{}` is `.vast`", p.id), p.section.id.span))
    }
}
