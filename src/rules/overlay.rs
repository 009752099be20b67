//! What a region does with national texts, over time: was it confirmed, and on the text of today.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::base::{Anchor, Freshness, anchors};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{Document, InlineKind, Target};
use crate::set::region::Region;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("O009", "stale-overlay", Warning), run: Run::Set(stale_overlay) },
    Check { rule: rule!("O010", "unconfirmed-overlay", Warning), run: Run::Set(unconfirmed_overlay) },
    Check { rule: rule!("O011", "link-to-optional", Error), run: Run::Set(link_to_optional) },
];

fn each(set: &InformationSet, wanted: Freshness, visit: &mut dyn FnMut(&Region, &Anchor<'_>)) {
    for region in &set.regions {
        for anchor in anchors(set, region).iter().filter(|a| a.freshness() == wanted) {
            visit(region, anchor);
        }
    }
}

/// The national text says something else than when this was written beside it.
fn stale_overlay(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    each(set, Freshness::Stale, &mut |region, anchor| {
        let (Some(section), Some(was)) = (anchor.national, anchor.confirmed) else { return };
        for used in &anchor.uses {
            let message = format!("de landelijke tekst van `{}` is veranderd sinds dit erbij kwam", anchor.name);
            findings.push(
                Diagnostic::new(rule, used.span, message)
                    .label(was.span, "op deze tekst is het geschreven")
                    .label(section.id.span, "zo luidt de tekst nu")
                    .help(format!(
                        "lees beide na en pas uw tekst aan als dat nodig is; daarna: `wegwijzer bevestig {} {}#{}`",
                        region.folder, anchor.page, anchor.name
                    )),
            );
        }
    });
}

/// Nobody said that this fits the national text: a change of that text could not be told.
fn unconfirmed_overlay(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    each(set, Freshness::Missing, &mut |region, anchor| {
        for used in &anchor.uses {
            let message = format!("niemand heeft bevestigd dat dit past bij de landelijke tekst van `{}`", anchor.name);
            findings.push(
                Diagnostic::new(rule, used.span, message)
                    .help(format!("lees de landelijke tekst, en daarna: `wegwijzer bevestig {}`", region.folder)),
            );
        }
    });
}

/// A region may hide an optional page; a national text that leads to it would lead to nothing there. Judged on the
/// national texts alone, so that it is found before a region does so.
fn link_to_optional(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let pages = set.pages.values().map(|p| &p.document);
    for section in pages.chain(set.passages.values().map(|p| &p.document)).flat_map(Document::all_sections) {
        section.each_inline(&mut |inline| {
            let InlineKind::Link(Target::Page(id, _), _) = &inline.kind else { return };
            let Some(to) = set.pages.get(id).filter(|to| to.meta.optional) else { return };
            findings.push(
                Diagnostic::new(
                    rule,
                    inline.span,
                    format!("de pagina `{id}` is `optioneel`: een regio mag haar verbergen"),
                )
                .label(to.meta.title.span, "deze pagina")
                .help("noem haar bij `verwant`, want die verwijzing valt vanzelf weg; of haal `optioneel` weg"),
            );
        });
    }
}
