//! The blocks of a page, for who reviews it: where each comes from, what stands beside it, and what was found in it.
//!
//! Findings of a page are numbered in the order in which it is read; the same numbers stand in the page itself.

use std::collections::BTreeSet;

use serde::Serialize;

use super::beside::{Beside, National};
use super::changes::Changes;
use super::difference::Paragraph;
use super::findings::{Finding, PlaceContext, finding, place};
use super::inside::{Inner, inner_of, inside};
use crate::diagnostic::Diagnostic;
use crate::overlay::{Origin, Page, Part, Site};
use crate::pipeline::Edition;
use crate::set::document::{Section, plain_text};
use crate::source::{FileId, Layer, Span};

/// A section of the page.
#[derive(Serialize)]
pub(super) struct Block {
    id: String,
    kop: String,
    /// `land` or `regio`.
    van: &'static str,
    herkomst: &'static str,
    plek: PlaceContext,
    /// The text as it was written, in pieces; marked ones were found something about.
    tekst: Vec<Piece>,
    /// The national text in whose place it stands, or beside which.
    naast: Option<National>,
    /// The day of the last signature and what changed in the text since then; none when nothing did.
    sinds: Option<(String, Vec<Paragraph>)>,
    /// Passages, slots and stories that stand in it.
    inhoud: Vec<Inner>,
    bevindingen: Vec<Finding>,
}

/// A piece of a text as it was written.
#[derive(Serialize)]
pub(super) struct Piece {
    tekst: String,
    gemarkeerd: bool,
}

impl Piece {
    /// Text that nothing was found about.
    pub(super) fn plain(text: &str) -> Self {
        Self { tekst: text.to_owned(), gemarkeerd: false }
    }
}

/// What was found about a page, in the order of its blocks, with the numbers under which it is shown.
pub(super) struct Noted<'d> {
    /// About the page as a whole.
    loose: Vec<(usize, &'d Diagnostic)>,
    /// In each block, with what stands in it.
    blocks: Vec<Vec<(usize, &'d Diagnostic)>>,
}

impl<'d> Noted<'d> {
    /// Sorts what was found for the site over the page's blocks.
    pub(super) fn of(site: &Site<'_>, page: &Page<'_>, found: &[&'d Diagnostic]) -> Self {
        let mut files: BTreeSet<FileId> = site.sections_on(page).iter().map(|(s, _)| s.key.file).collect();
        files.extend([page.source.file].into_iter().chain(page.overlay.map(|o| o.file)));
        let mut left: Vec<&Diagnostic> = found.to_vec();
        left.retain(|d| d.span.is_some_and(|span| files.contains(&span.file)));
        let mut blocks = Vec::new();
        for part in page.all_parts() {
            let own = own_text(part.section);
            let inner: BTreeSet<FileId> = inside(site, part.section)
                .into_iter()
                .filter_map(|text| text.document?.sections.first().map(|s| s.key.file))
                .collect();
            let here = |d: &&Diagnostic| d.span.is_some_and(|s| own.contains(s) || inner.contains(&s.file));
            let (mine, others): (Vec<_>, Vec<_>) = left.into_iter().partition(here);
            blocks.push(mine);
            left = others;
        }
        let mut number = 0;
        let mut numbered = |list: Vec<&'d Diagnostic>| {
            let next = |d| {
                number += 1;
                (number, d)
            };
            list.into_iter().map(next).collect::<Vec<_>>()
        };
        Self { loose: numbered(left), blocks: blocks.into_iter().map(numbered).collect() }
    }

    /// The places that can be pointed out in the text, by number.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, Span)> {
        let all = self.loose.iter().chain(self.blocks.iter().flatten());
        all.filter_map(|(number, d)| Some((*number, d.span?)))
    }
}

/// Shows the blocks of one page.
pub(super) struct Reader<'a, 'e> {
    pub(super) edition: &'e Edition,
    pub(super) site: &'a Site<'e>,
    pub(super) page: &'a Page<'e>,
    pub(super) beside: &'a Beside<'e>,
    pub(super) changes: &'a Changes<'e>,
    /// Where the place of a number is to be seen.
    pub(super) seen: &'a dyn Fn(usize) -> Option<String>,
}

impl Reader<'_, '_> {
    /// What was found about the page as a whole.
    pub(super) fn loose(&self, noted: &Noted<'_>) -> Vec<Finding> {
        self.shown(&noted.loose)
    }

    /// The blocks of the page.
    pub(super) fn blocks(&self, noted: &Noted<'_>) -> Vec<Block> {
        let parts = self.page.all_parts().into_iter();
        parts.zip(&noted.blocks).map(|(part, found)| self.block(part, found)).collect()
    }

    fn shown(&self, found: &[(usize, &Diagnostic)]) -> Vec<Finding> {
        found.iter().map(|(number, d)| finding(self.edition, d).numbered(*number, (self.seen)(*number))).collect()
    }

    fn block(&self, part: &Part<'_>, found: &[(usize, &Diagnostic)]) -> Block {
        let edition = self.edition;
        let section = part.section;
        let own = own_text(section);
        let file = edition.sources.file(section.key.file);
        let herkomst = match part.origin {
            Origin::Own if file.layer == Layer::National => "landelijke tekst",
            Origin::Own => "pagina van de regio",
            Origin::Replaces(_) => "van de regio, in de plaats van landelijke tekst",
            Origin::Into(_) => "van de regio, toegevoegd aan het eind van deze sectie",
            Origin::Before(_) => "van de regio, voor deze landelijke sectie",
            Origin::After(_) => "van de regio, na deze landelijke sectie",
        };
        let texts = inside(self.site, section).into_iter();
        let inner = texts.map(|text| inner_of(edition, self.site, self.changes, text, found));
        Block {
            id: part.id.to_owned(),
            kop: section.heading.as_ref().map_or_else(String::new, |h| plain_text(&h.content)),
            van: if file.layer == Layer::National { "land" } else { "regio" },
            herkomst,
            plek: place(edition, section.span),
            tekst: pieces(edition, own, found),
            naast: self.beside.section(section),
            sinds: self.changes.within(own),
            inhoud: inner.collect(),
            bevindingen: self.shown(found),
        }
    }
}

/// The text of a section without its sub-sections.
fn own_text(section: &Section) -> Span {
    let end = section.children.first().map_or(section.span.end, |child| child.span.start);
    Span { end: end.max(section.span.start), ..section.span }
}

/// The text with the places of findings marked.
pub(super) fn pieces(edition: &Edition, own: Span, found: &[(usize, &Diagnostic)]) -> Vec<Piece> {
    let mut marks: Vec<Span> =
        found.iter().filter_map(|(_, d)| d.span).filter(|s| own.contains(*s) && s.start < s.end).collect();
    marks.sort_unstable();
    let mut pieces = Vec::new();
    let mut at = own.start;
    let mut push = |start: u32, end: u32, gemarkeerd: bool| {
        let text = edition.sources.slice(Span { start, end, ..own });
        if !text.is_empty() {
            pieces.push(Piece { tekst: text.to_owned(), gemarkeerd });
        }
    };
    for mark in marks {
        let (start, end) = (mark.start.max(at), mark.end);
        if start < end {
            push(at, start, false);
            push(start, end, true);
            at = end;
        }
    }
    push(at, own.end, false);
    pieces
}
