//! What everybody has to see stands open: a fold is for the question that only some readers have.

use jiff::civil::Date;

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::{Part, Site, SlotContent};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, InlineKind, Section, Variable};
use crate::set::register::Required;
use crate::source::Span;

pub(super) static RULES: &[Check] =
    &[Check { rule: rule!("H027", "folded-essential", Error), run: Run::Both(as_written, as_merged) }];

/// A fold in a text, with everything that this text puts into it.
fn as_written(rule: &'static Rule, set: &InformationSet, _: Date, findings: &mut Diagnostics) {
    for section in set.sections().filter(|s| s.marks.folded) {
        if let Some((what, span)) = essential(set, section) {
            findings.push(
                Diagnostic::new(rule, section.id.span, "dit stuk is dichtgeklapt tot iemand erop klikt")
                    .label(span, what)
                    .help("haal `.uitklap` weg, of zet dit boven de vragen die open kunnen klappen"),
            );
        }
    }
}

/// What comes into a fold from another file, as a section or in a slot: text of the region.
fn as_merged(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    for page in site.pages.values() {
        for fold in page.all_parts().into_iter().filter(|part| part.section.marks.folded) {
            let mut inside = Vec::new();
            from_elsewhere(site, fold, fold, &mut inside);
            for (what, span) in inside.into_iter().filter_map(|section| essential(site.set, section)) {
                findings.push(
                    Diagnostic::new(rule, span, format!("{what}, en staat in een stuk dat dichtgeklapt is"))
                        .label(fold.section.id.span, "dit stuk gaat open als iemand erop klikt")
                        .help("zet dit op een plek die altijd te zien is"),
                );
            }
        }
    }
}

/// What was written below `fold` in another file, in the part `at`.
fn from_elsewhere<'s>(site: &Site<'s>, fold: &Part<'s>, at: &Part<'s>, into: &mut Vec<&'s Section>) {
    if at.section.key.file != fold.section.key.file {
        into.push(at.section);
        return;
    }
    at.section.each_block(&mut |block| {
        if let BlockKind::Slot(id) = &block.kind
            && let Some(SlotContent::Text(texts)) = site.slots.get(id.value.as_str())
        {
            into.extend(texts.iter().flat_map(|(_, filling)| &filling.document.sections));
        }
    });
    at.parts.iter().for_each(|part| from_elsewhere(site, fold, part, into));
}

/// The first thing below a heading that may not be folded away, and where it stands.
fn essential(set: &InformationSet, section: &Section) -> Option<(&'static str, Span)> {
    let mut found = None;
    section.each_block(&mut |block| {
        let what = match &block.kind {
            BlockKind::Passage(_) => Some("deze passage geldt voor iedereen"),
            BlockKind::List { start: Some(_), .. } => Some("deze stappen moet iedereen zien"),
            BlockKind::Slot(id) => {
                let slot = set.registers.slots.get(&id.value);
                slot.filter(|s| s.required != Required::No).map(|_| "dit vak is verplicht")
            }
            _ => None,
        };
        found = found.or(what.map(|what| (what, block.span)));
    });
    section.each_inline(&mut |inline| {
        if let InlineKind::Variable(Variable::Contact(id, _)) = &inline.kind
            && set.registers.contacts.get(id).is_some_and(|c| c.safety)
        {
            found = found.or(Some(("dit nummer moet altijd te zien zijn", inline.span)));
        }
    });
    found.or_else(|| section.children.iter().find_map(|child| essential(set, child)))
}
