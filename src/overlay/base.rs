//! On what a region wrote: the national sections that it replaces, extends or hides, and whether they are still what
//! they were when somebody confirmed that the regional text fits.
//!
//! In: a region with what its `basis.lock` says. Out: an [`Anchor`] per national section that it touches. A
//! confirmation holds until the national text changes, and only a new confirmation makes it fresh again: an edit of the
//! regional text is no proof that anybody looked at the national one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::set::InformationSet;
use crate::set::canonical;
use crate::set::document::{BlockKind, PageId, Section, plain_text};
use crate::set::page::{Base, Confirmation, Overlay, PageSource};
use crate::set::region::Region;
use crate::source::{FileId, Sources, Span};

/// A national section that a region does something with.
pub struct Anchor<'s> {
    /// The national page.
    pub page: &'s PageId,
    /// The section, by the name that the region uses.
    pub name: &'s str,
    /// The section as it is today; `None` when the page has none of that name.
    pub national: Option<&'s Section>,
    /// What the region does with it, in the order of the file.
    pub uses: Vec<Use<'s>>,
    /// What was confirmed last.
    pub confirmed: Option<&'s Confirmation>,
}

/// One thing that a region does with a national section.
pub struct Use<'s> {
    /// Where that is asked.
    pub span: Span,
    /// The regional text; `None` when the section is hidden.
    pub section: Option<&'s Section>,
}

/// How a confirmation stands to the text of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Freshness {
    /// vers: confirmed on the text of today.
    Fresh,
    /// verouderd: the national text has changed since.
    Stale,
    /// ontbrekend: nobody confirmed it yet.
    Missing,
    /// wees: the section is gone.
    Orphan,
}

impl Freshness {
    /// As editors read it.
    pub fn name(self) -> &'static str {
        match self {
            Freshness::Fresh => "vers",
            Freshness::Stale => "verouderd",
            Freshness::Missing => "ontbrekend",
            Freshness::Orphan => "wees",
        }
    }
}

impl Anchor<'_> {
    /// How the confirmation stands to the text of today.
    pub fn freshness(&self) -> Freshness {
        match (self.national, self.confirmed) {
            (None, _) => Freshness::Orphan,
            (Some(_), None) => Freshness::Missing,
            (Some(section), Some(confirmed)) if canonical::section(section) == confirmed.fingerprint => {
                Freshness::Fresh
            }
            _ => Freshness::Stale,
        }
    }
}

/// Every national section that the region touches, in the order of pages and names.
pub fn anchors<'s>(set: &'s InformationSet, region: &'s Region) -> Vec<Anchor<'s>> {
    let pages = region.overlays.iter().filter_map(|(id, overlay)| Some((id, set.pages.get(id)?, overlay)));
    pages.flat_map(|(id, page, overlay)| on_page(id, page, overlay, region.base.get(id))).collect()
}

fn on_page<'s>(id: &'s PageId, page: &'s PageSource, overlay: &'s Overlay, base: Option<&'s Base>) -> Vec<Anchor<'s>> {
    let mut uses: BTreeMap<&str, Vec<Use<'s>>> = BTreeMap::new();
    for section in &overlay.document.sections {
        if let [operation] = section.marks.operations.as_slice() {
            let of = uses.entry(operation.value.target()).or_default();
            of.push(Use { span: operation.span, section: Some(section) });
        }
    }
    for hiding in &overlay.hides {
        uses.entry(&hiding.section.value).or_default().push(Use { span: hiding.section.span, section: None });
    }
    // A name that can't be one was told when it was read.
    uses.remove("");
    let national = page.document.all_sections();
    uses.into_iter()
        .map(|(name, uses)| Anchor {
            page: id,
            name,
            national: national.iter().find(|s| s.id.value == name).copied(),
            uses,
            confirmed: base.and_then(|base| base.get(name)),
        })
        .collect()
}

/// The name that a national section has today, when the one that was confirmed is gone: the section that says the same,
/// or else the one that shares most of its words with it.
pub(super) fn renamed<'s>(page: &'s PageSource, confirmed: &Confirmation) -> Option<&'s str> {
    let sections = page.document.all_sections();
    let same = sections.iter().find(|s| canonical::section(s) == confirmed.fingerprint);
    if let Some(section) = same {
        return Some(&section.id.value);
    }
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2).map(str::to_lowercase).collect()
    };
    let old = words(&confirmed.text);
    let alike = |section: &Section| {
        let new = words(&text_of(section));
        let all = old.union(&new).count().max(1);
        // In thousandths, so that it can be ordered.
        old.intersection(&new).count() * 1000 / all
    };
    let best = sections.iter().map(|s| (alike(s), s)).max_by_key(|(score, _)| *score);
    best.filter(|(score, _)| *score >= 500).map(|(_, section)| section.id.value.as_str())
}

fn text_of(section: &Section) -> String {
    let mut text = section.heading.as_ref().map(|h| plain_text(&h.content)).unwrap_or_default();
    section.each_block(&mut |block| {
        if let BlockKind::Paragraph(content) = &block.kind {
            text.push(' ');
            text.push_str(&plain_text(content));
        }
    });
    for child in &section.children {
        text.push(' ');
        text.push_str(&text_of(child));
    }
    text
}

/// What stands at the top of every `basis.lock`.
const HEAD: &str = "# Geschreven door `wegwijzer bevestig`: op welke landelijke tekst deze regio schreef. Pas dit niet met de hand aan.\n";

/// The text of `basis.lock`. Anchors for which `confirm` says yes are written as they are today, others keep what was
/// confirmed before; what the region does not touch any more falls away.
pub fn lock_text(
    sources: &Sources,
    anchors: &[Anchor<'_>],
    today: Date,
    confirm: impl Fn(&Anchor<'_>) -> bool,
) -> String {
    let mut out = HEAD.to_owned();
    for anchor in anchors {
        let (fingerprint, on, text) = match (anchor.national, anchor.confirmed) {
            (Some(section), _) if confirm(anchor) => {
                (canonical::section(section).to_string(), today, sources.slice(section.span).trim().to_owned())
            }
            (_, Some(known)) => {
                (known.fingerprint.to_string(), known.on.unwrap_or(today), known.text.trim().to_owned())
            }
            _ => continue,
        };
        let _ = write!(
            out,
            "\n- pagina: {}\n  sectie: \"{}\"\n  vingerafdruk: \"{fingerprint}\"\n  bevestigd-op: {on}\n  tekst: |\n",
            anchor.page, anchor.name
        );
        for line in text.lines() {
            let line = line.trim_end();
            let _ = if line.is_empty() { writeln!(out) } else { writeln!(out, "    {line}") };
        }
    }
    out
}

/// The file of a region's confirmations, if there is one already.
pub fn lock_path(region: &Region) -> String {
    format!("regions/{}/basis.lock", region.folder)
}

/// Where the national page of an anchor stands.
pub fn national_file(set: &InformationSet, anchor: &Anchor<'_>) -> Option<FileId> {
    set.pages.get(anchor.page).map(|page| page.file)
}
