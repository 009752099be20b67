//! How hard a page is for its readers, and what a region does to that.
//!
//! Counts add up, so a page after an overlay is the page, less what it replaces and hides, and what it adds.

use super::figures::tracks;
use super::sentences::readers;
use super::texts::Texts;
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::dutch::{Counts, Profile};
use crate::rule;
use crate::set::document::{BlockKind, Document, Section};
use crate::set::marks::Operation;
use crate::set::page::{Overlay, PageSource};
use crate::set::sector::Sector;
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("S006", "hard-page", Warning), run: Run::Dutch(hard_page) },
    Check { rule: rule!("S007", "hardened-page", Warning), run: Run::Dutch(hardened_page) },
];

/// A page with its passages, past the limits of its readers.
fn hard_page(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    let own = texts.set.regions.iter().flat_map(|r| &r.pages);
    for (id, page) in texts.set.pages.iter().chain(own) {
        for (profile, sector) in tracks(id.audience, page.meta.sectors) {
            let objections = profile.objections(&texts.counts(&page.document.sections, sector));
            if objections.is_empty() {
                continue;
            }
            let message = format!("deze pagina is te moeilijk voor {}: {}", readers(profile), objections.join("; "));
            findings.push(
                Diagnostic::new(rule, page.meta.title.span, message)
                    .help("maak zinnen korter en woorden gewoner; `wegwijzer lees` wijst aan waar. Het is een schatting: laat een lezer het proberen"),
            );
        }
    }
}

/// A page that was within the limits before the region touched it.
fn hardened_page(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    for region in &texts.set.regions {
        for (id, overlay) in &region.overlays {
            let Some(page) = texts.set.pages.get(id) else { continue };
            let Some(at) = first_line(&overlay.document) else { continue };
            for (profile, sector) in tracks(id.audience, page.meta.sectors.and(region.sectors())) {
                let before = texts.counts(&page.document.sections, sector);
                let added = texts.counts(&overlay.document.sections, sector);
                let after = before.without(gone(texts, page, overlay, sector)).and(added);
                compare(rule, profile, (before, after), at, findings);
            }
        }
        for ((slot, only), filling) in &region.fillings {
            let Some(at) = first_line(&filling.document) else { continue };
            for (id, page) in texts.set.pages.iter().filter(|(_, p)| holds(&p.document, slot)) {
                for (profile, sector) in tracks(id.audience, page.meta.sectors.and(region.sectors())) {
                    if only.is_some_and(|only| sector.is_some_and(|s| s != only)) {
                        continue;
                    }
                    let before = texts.counts(&page.document.sections, sector);
                    let after = before.and(texts.counts(&filling.document.sections, None));
                    compare(rule, profile, (before, after), at, findings);
                }
            }
        }
    }
}

fn compare(
    rule: &'static Rule,
    profile: Profile,
    (before, after): (Counts, Counts),
    at: Span,
    findings: &mut Diagnostics,
) {
    let objections = profile.objections(&after);
    if objections.is_empty() || !profile.objections(&before).is_empty() {
        return;
    }
    let Some((was, is)) = before.figures().zip(after.figures()) else { return };
    let message =
        format!("door deze tekst wordt de pagina te moeilijk voor {}: {}", readers(profile), objections.join("; "));
    findings.push(Diagnostic::new(rule, at, message).help(format!(
        "maak deze tekst eenvoudiger. Zonder deze tekst: geschatte LiNT {:.0}, {:.1} woorden per zin; ermee: {:.0} en {:.1}",
        was.lint, was.sentence, is.lint, is.sentence
    )));
}

/// Where the region's text begins.
fn first_line(document: &Document) -> Option<Span> {
    let section = document.sections.first()?;
    let heading = section.heading.as_ref().map(|h| h.span);
    heading.or_else(|| section.blocks.first().map(|b| b.span))
}

fn holds(document: &Document, slot: &str) -> bool {
    let mut found = false;
    for section in document.all_sections() {
        section.each_block(&mut |block| found |= matches!(&block.kind, BlockKind::Slot(id) if id.value == slot));
    }
    found
}

/// What an overlay takes away: the sections that it replaces or hides.
fn gone(texts: &Texts<'_>, page: &PageSource, overlay: &Overlay, sector: Option<Sector>) -> Counts {
    let replaced = overlay.document.sections.iter().flat_map(|s| &s.marks.operations).filter_map(|o| match &o.value {
        Operation::Replaces(target) => Some(target.as_str()),
        _ => None,
    });
    let names: Vec<&str> = replaced.chain(overlay.hides.iter().map(|h| h.section.value.as_str())).collect();
    let all = page.document.all_sections();
    let taken = all.into_iter().filter(|s| names.contains(&s.id.value.as_str()));
    taken.fold(Counts::default(), |sum, s: &Section| sum.and(texts.counts(std::slice::from_ref(s), sector)))
}
