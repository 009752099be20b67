//! What the front matter of an overlay asks: another title, a page or a story that this region does not show.
//!
//! Who may do what goes by class: a page of class C is the region's to call what it wants; a page may be hidden when the
//! nation marked it `optioneel`; a national story may be hidden anywhere.

use std::collections::BTreeSet;

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::set::InformationSet;
use crate::set::document::{BlockKind, HOME, PageId};
use crate::set::page::{Class, Overlay, PageSource};
use crate::source::{Span, Spanned};

/// Whether the region hides the whole page; findings for everything that it may not ask.
pub(super) fn hides_page(
    set: &InformationSet,
    id: &PageId,
    page: &PageSource,
    overlay: &Overlay,
    findings: &mut Diagnostics,
) -> bool {
    for line in [&overlay.title, &overlay.summary].into_iter().flatten().filter(|_| page.meta.class != Class::C) {
        let message =
            format!("titel en samenvatting van een pagina van klasse {:?} zijn overal gelijk", page.meta.class);
        findings.push(
            locked(line.span, message, page, "deze pagina")
                .help("haal de sleutel weg; past de titel bij niemand, vraag dan een landelijke wijziging"),
        );
    }
    refuse_stories(page, overlay, findings);
    let Some(reason) = &overlay.hidden else { return false };
    if let Some(why) = required(set, id, page) {
        findings.push(
            locked(reason.span, format!("de pagina `{id}` kan een regio niet verbergen: {why}"), page, "deze pagina")
                .help("haal `verborgen` weg; vul de pagina aan met `{bij=…}`, `{voor=…}` of `{na=…}`"),
        );
        return false;
    }
    let other = !overlay.document.is_empty() || !overlay.hides.is_empty() || !overlay.hides_stories.is_empty();
    if other {
        let message = format!("de pagina `{id}` is verborgen, en dit bestand verandert haar ook nog");
        findings.push(
            Diagnostic::new(&catalogue::CONFLICTING_OPERATIONS, reason.span, message)
                .help("kies: de pagina verbergen, of haar aanvullen"),
        );
    }
    true
}

fn locked(at: Span, message: String, page: &PageSource, label: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::LOCKED_TARGET, at, message).label(page.meta.title.span, label)
}

/// Why every region shows this page.
fn required(set: &InformationSet, id: &PageId, page: &PageSource) -> Option<&'static str> {
    let contact = set.config.sites.get(&id.audience).and_then(|c| c.contact.as_ref());
    if id.slug == HOME {
        Some("het is het begin van de site")
    } else if contact.is_some_and(|c| c.value == id.slug) {
        Some("elke pagina leidt ernaartoe")
    } else if !page.meta.optional {
        Some("zij is niet `optioneel`")
    } else {
        None
    }
}

/// A story that is hidden has to be one that the page shows.
fn refuse_stories(page: &PageSource, overlay: &Overlay, findings: &mut Diagnostics) {
    let shown = stories(page);
    for hiding in overlay.hides_stories.iter().filter(|h| !shown.contains(h.section.value.as_str())) {
        let name = &hiding.section.value;
        let list = shown.iter().copied().collect::<Vec<_>>().join(", ");
        let none = if list.is_empty() { "zij toont er geen".to_owned() } else { format!("zij toont: {list}") };
        findings.push(
            Diagnostic::new(
                &catalogue::UNKNOWN_TARGET,
                hiding.section.span,
                format!("de landelijke pagina toont geen ervaring `{name}`"),
            )
            .label(page.meta.title.span, "deze pagina")
            .help(did_you_mean(name, shown.iter().copied(), &none)),
        );
    }
}

/// The stories of a national page, by name.
fn stories(page: &PageSource) -> BTreeSet<&str> {
    let mut names: BTreeSet<&str> = page.meta.experiences.iter().map(|s: &Spanned<String>| s.value.as_str()).collect();
    for section in page.document.all_sections() {
        section.each_block(&mut |block| {
            if let BlockKind::Experience(id) = &block.kind {
                names.insert(id.value.as_str());
            }
        });
    }
    names
}
