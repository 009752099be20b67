//! What a region may not touch.
//!
//! Sections are closed: a region may add before, after or at the end. `.open` opens one for replacing and hiding,
//! unless it holds a passage, a required slot or a `.vast` section: locks are transitive. Into `.vast` goes nothing.

use crate::set::InformationSet;
use crate::set::document::{Block, BlockKind, Section};
use crate::set::page::Class;
use crate::set::register::Required;
use crate::source::Span;

/// Why a section can't be replaced or hidden, and where the lock stands.
pub(super) fn lock(set: &InformationSet, class: Class, section: &Section, inside_open: bool) -> Option<(String, Span)> {
    if class == Class::A {
        return Some((
            "de pagina is van klasse A: rechten en termijnen zijn overal gelijk".to_owned(),
            section.id.span,
        ));
    }
    if !(inside_open || section.marks.open || class == Class::C) {
        return Some(("deze sectie is gesloten: zij heeft geen `.open`".to_owned(), section.id.span));
    }
    inner_lock(set, section)
}

fn inner_lock(set: &InformationSet, section: &Section) -> Option<(String, Span)> {
    if section.marks.fixed {
        return Some((format!("`{}` is `.vast`", section.id.value), section.id.span));
    }
    let mut found = None;
    section.each_block(&mut |block: &Block| {
        let lock = match &block.kind {
            BlockKind::Passage(id) => Some(format!("hier staat de vaste passage `{}`", id.value)),
            BlockKind::Slot(id) => set
                .registers
                .slots
                .get(&id.value)
                .is_some_and(|slot| slot.required != Required::No)
                .then(|| format!("hier staat het verplichte vak `{}`", id.value)),
            _ => None,
        };
        if let (Some(why), true) = (lock, found.is_none()) {
            found = Some((why, block.span));
        }
    });
    found.or_else(|| section.children.iter().find_map(|child| inner_lock(set, child)))
}
