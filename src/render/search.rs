//! The index of a site's own search: what the script `zoek.js` reads.
//!
//! One row per page: title, address, summary, and the words under which readers look for it. What a question finds is
//! decided by the script; without it the page with words from A to Z does the same work.

use serde_json::{Value, json};

use super::context;
use super::fill::Filler;
use super::site::Press;
use crate::overlay::Part;
use crate::set::document::HOME;
use crate::state::gate::Release;

/// The rows, as JSON on one line.
pub(super) fn index(press: &Press<'_, '_>) -> String {
    let site = press.view.site;
    let mut filler = Filler::new(press.view, None, None, "");
    let mut rows: Vec<Value> = Vec::new();
    for page in site.pages.values().filter(|p| p.id.slug != HOME) {
        let entry = context::entry(&mut filler, page.id, page.source, None);
        let mut headings: Vec<String> = Vec::new();
        let withdrawn = page.decision.release == Release::Withdrawn;
        for part in page.parts.iter().filter(|_| !withdrawn) {
            collect(&mut filler, part, &mut headings);
        }
        headings.sort();
        headings.dedup();
        let keywords = page.source.meta.keywords.join(", ");
        rows.push(json!([entry.titel, entry.adres, entry.samenvatting, keywords, headings.join(" ")]));
    }
    serde_json::to_string(&rows).unwrap_or_else(|_| "[]".to_owned())
}

fn collect(filler: &mut Filler<'_, '_>, part: &Part<'_>, headings: &mut Vec<String>) {
    if let Some(heading) = &part.section.heading {
        headings.push(filler.line(&heading.content));
    }
    part.parts.iter().for_each(|p| collect(filler, p, headings));
}
