//! The menu of a site: the national order, with the region's own pages in their places.

use std::collections::BTreeMap;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::InformationSet;
use crate::set::document::HOME;
use crate::set::page::Placement;
use crate::source::{Audience, Layer};

use super::{MenuEntry, MenuGroup, Page};

/// The groups with the pages that this site has; a group without any is left out.
pub(super) fn menu<'s>(
    set: &'s InformationSet,
    audience: Audience,
    pages: &BTreeMap<&'s str, Page<'s>>,
    findings: &mut Diagnostics,
) -> Vec<MenuGroup<'s>> {
    let mut groups: Vec<MenuGroup<'s>> = set
        .summaries
        .get(&audience)
        .map(|s| s.groups.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|group| MenuGroup {
            title: &group.title.value,
            entries: group
                .entries
                .iter()
                .filter_map(|e| {
                    let (slug, _) = pages.get_key_value(e.slug.value.as_str())?;
                    Some(MenuEntry { title: Some(&e.title), slug })
                })
                .collect(),
        })
        .collect();
    for (slug, page) in pages.iter().filter(|(slug, p)| matches!(p.layer, Layer::Region(_)) && **slug != HOME) {
        place(&mut groups, slug, page, findings);
    }
    groups.retain(|g| !g.entries.is_empty());
    groups
}

fn place<'s>(groups: &mut [MenuGroup<'s>], slug: &'s str, page: &Page<'s>, findings: &mut Diagnostics) {
    let entry = MenuEntry { title: None, slug };
    let Some(placement) = &page.source.meta.placement else {
        if !page.source.meta.complete {
            return;
        }
        findings.push(
            Diagnostic::new(
                &catalogue::MISSING_KEY,
                page.source.meta.title.span,
                "deze pagina van de regio heeft geen plek in het menu",
            )
            .help("zet bovenin `na: <pagina>` of `onder: <groep>`"),
        );
        return;
    };
    let (known, name): (Vec<&str>, &str) = match &placement.value {
        Placement::After(name) => {
            for group in groups.iter_mut() {
                if let Some(i) = group.entries.iter().position(|e| e.slug == name) {
                    group.entries.insert(i + 1, entry);
                    return;
                }
            }
            (groups.iter().flat_map(|g| g.entries.iter().map(|e| e.slug)).collect(), name)
        }
        Placement::Under(name) => {
            if let Some(group) = groups.iter_mut().find(|g| g.title == name) {
                group.entries.push(entry);
                return;
            }
            (groups.iter().map(|g| g.title).collect(), name)
        }
    };
    let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    findings.push(
        Diagnostic::new(&catalogue::UNKNOWN_TARGET, placement.span, format!("`{name}` staat niet in het menu"))
            .help(did_you_mean(name, known, &format!("er zijn: {list}"))),
    );
}
