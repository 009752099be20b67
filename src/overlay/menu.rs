//! The menu of a site: the national order, with the region's own pages in their places.

use std::collections::BTreeMap;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::InformationSet;
use crate::set::document::HOME;
use crate::set::page::{PageSource, Placement};
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
    let own = pages.iter().filter(|(slug, p)| matches!(p.layer, Layer::Region(_)) && **slug != HOME);
    let mut waiting: Vec<(&'s str, &Page<'s>)> = own.map(|(slug, page)| (*slug, page)).collect();
    // A page may stand after another page of the region, whatever their names: place what can be placed, again and again.
    let mut last: BTreeMap<&'s str, &'s str> = BTreeMap::new();
    loop {
        let before = waiting.len();
        waiting.retain(|(slug, page)| !place(&mut groups, &mut last, slug, page.source));
        if waiting.len() == before {
            break;
        }
    }
    for (_, page) in waiting {
        findings.push(refuse(&groups, page));
    }
    groups.retain(|g| !g.entries.is_empty());
    groups
}

/// Puts a page in its place, if that place is there yet. `last` knows what was put behind each page, so that two pages
/// with the same place keep their order.
fn place<'s>(
    groups: &mut [MenuGroup<'s>],
    last: &mut BTreeMap<&'s str, &'s str>,
    slug: &'s str,
    page: &'s PageSource,
) -> bool {
    let entry = MenuEntry { title: None, slug };
    match page.meta.placement.as_ref().map(|p| &p.value) {
        Some(Placement::After(name)) => {
            let behind = last.get(name.as_str()).copied().unwrap_or(name);
            for group in groups.iter_mut() {
                if let Some(i) = group.entries.iter().position(|e| e.slug == behind) {
                    group.entries.insert(i + 1, entry);
                    last.insert(name, slug);
                    return true;
                }
            }
            false
        }
        Some(Placement::Under(name)) => match groups.iter_mut().find(|g| g.title == name) {
            Some(group) => {
                group.entries.push(entry);
                true
            }
            None => false,
        },
        None => false,
    }
}

fn refuse(groups: &[MenuGroup<'_>], page: &Page<'_>) -> Diagnostic {
    let meta = &page.source.meta;
    let Some(placement) = &meta.placement else {
        let missing = "deze pagina van de regio heeft geen plek in het menu";
        return Diagnostic::new(&catalogue::MISSING_KEY, meta.title.span, missing)
            .help("zet bovenin `na: <pagina>` of `onder: <groep>`");
    };
    let (known, name): (Vec<&str>, &str) = match &placement.value {
        Placement::After(name) => (groups.iter().flat_map(|g| g.entries.iter().map(|e| e.slug)).collect(), name),
        Placement::Under(name) => (groups.iter().map(|g| g.title).collect(), name),
    };
    let list = known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    let advice = did_you_mean(name, known, &format!("er zijn: {list}"));
    Diagnostic::new(&catalogue::UNKNOWN_TARGET, placement.span, format!("`{name}` staat niet in het menu")).help(advice)
}
