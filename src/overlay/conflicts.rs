//! Operations of one overlay that can't go together, and names that would stand twice on a page.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::document::Section;
use crate::set::marks::Operation;
use crate::set::page::PageSource;
use crate::source::{FileId, Span, Spanned};

use super::Part;

/// A section of an overlay and the one thing it does.
pub(super) struct Planned<'s> {
    pub(super) section: &'s Section,
    pub(super) operation: &'s Spanned<Operation>,
}

/// Takes a section away: by replacing or by hiding it.
struct Taking<'s> {
    name: &'s str,
    at: Span,
    hides: bool,
}

/// Refuses what can't both happen to one section, in whatever order it is asked. Gives the places of what is refused.
pub(super) fn refuse<'s>(
    page: &'s PageSource,
    planned: &[Planned<'s>],
    hidden: &[&'s Spanned<String>],
    findings: &mut Diagnostics,
) -> BTreeSet<Span> {
    let replaced = planned.iter().filter_map(|p| match &p.operation.value {
        Operation::Replaces(name) => Some(Taking { name, at: p.operation.span, hides: false }),
        _ => None,
    });
    let takings = hidden.iter().map(|h| Taking { name: &h.value, at: h.span, hides: true }).chain(replaced);
    let mut pairs = BTreeSet::new();
    let mut refused = BTreeSet::new();
    for taking in takings {
        let needs = planned.iter().filter(|p| p.needs(&taking, page)).map(|p| p.operation.span);
        let hiding = hidden.iter().filter(|h| h.value == taking.name || holds(page, taking.name, &h.value));
        for need in needs.chain(hiding.map(|h| h.span)).filter(|n| *n != taking.at) {
            // Two texts for one section are found from both sides; once is enough.
            if !pairs.insert((taking.at.min(need), taking.at.max(need))) {
                continue;
            }
            let what = if taking.hides { "hier wordt de sectie verborgen" } else { "hier wordt de sectie vervangen" };
            let message = format!("met `{}` gebeurt in dit bestand nog iets anders", taking.name);
            findings.push(
                Diagnostic::new(&catalogue::CONFLICTING_OPERATIONS, need, message)
                    .label(taking.at, what)
                    .help("kies: vervangen of verbergen of aanvullen, elk deel één keer"),
            );
            refused.extend([need, taking.at]);
        }
    }
    refused
}

impl Planned<'_> {
    /// Whether it can't be done once that section is gone.
    fn needs(&self, taking: &Taking<'_>, page: &PageSource) -> bool {
        let target = self.operation.value.target();
        let inside = holds(page, taking.name, target);
        match &self.operation.value {
            Operation::Replaces(_) | Operation::Into(_) => target == taking.name || inside,
            // Beside a text that is replaced there is still a place.
            Operation::Before(_) | Operation::After(_) => (taking.hides && target == taking.name) || inside,
        }
    }
}

fn holds(page: &PageSource, outer: &str, inner: &str) -> bool {
    page.document.all_sections().into_iter().any(|s| s.id.value == outer && s.holds(inner))
}

/// A region's section may not take the name of another section of the page: links would lead astray.
pub(super) fn refuse_doubles(parts: &[Part<'_>], national: FileId, findings: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut open: Vec<&Part<'_>> = parts.iter().rev().collect();
    while let Some(part) = open.pop() {
        let place = part.section.id.span;
        match seen.get(part.id) {
            // Doubles within one file were told when it was read.
            Some(first) if first.file != place.file => {
                let (here, there) = if place.file == national { (*first, place) } else { (place, *first) };
                let message = format!("de naam `{}` komt op deze pagina al voor", part.id);
                findings.push(
                    Diagnostic::new(&catalogue::DUPLICATE_SECTION, here, message)
                        .label(there, "hier")
                        .help("geef de kop een eigen naam: `{#andere-naam bij=…}`"),
                );
            }
            Some(_) => {}
            None => {
                seen.insert(part.id, place);
            }
        }
        open.extend(part.parts.iter().rev());
    }
}
