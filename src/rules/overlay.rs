//! What a region does with national texts, over time: was it confirmed, and on the text of today.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::base::{Anchor, Freshness, anchors};
use crate::rule;
use crate::set::InformationSet;
use crate::set::region::Region;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("O009", "stale-overlay", Warning), run: Run::Set(stale_overlay) },
    Check { rule: rule!("O010", "unconfirmed-overlay", Warning), run: Run::Set(unconfirmed_overlay) },
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
