//! Every text of the set as running text, made once per run for the rules that read words.
//!
//! In: the set. Out: a [`Text`] per file with its [`Line`]s: what a reader sees as one piece, without markup, with the
//! way back from each character to its place in the file. A variable is one sign that is in no word.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::set::InformationSet;
use crate::set::document::{Block, BlockKind, Document, Inline, InlineKind, PageId, Target, Variable, each_inline};
use crate::set::page::{Experience, PageSource};
use crate::set::prose::Prose;
use crate::set::region::Region;
use crate::source::{Audience, FileId, Span};

/// All texts of a set.
pub struct Writing<'s> {
    /// The set.
    pub(super) set: &'s InformationSet,
    /// Its texts, national ones first.
    pub(super) texts: Vec<Text<'s>>,
}

/// The text of one file.
pub(super) struct Text<'s> {
    pub(super) file: FileId,
    /// Who may read it.
    pub(super) audiences: Vec<Audience>,
    /// The region that wrote it.
    pub(super) region: Option<&'s Region>,
    pub(super) kind: Kind<'s>,
    pub(super) lines: Vec<Line<'s>>,
}

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Kind<'s> {
    Page(&'s PageId),
    Passage,
    Experience(&'s Experience),
    /// What a region does with a national page.
    Overlay(&'s PageId),
    /// The text of a slot.
    Filling,
}

/// Where a piece of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Title,
    Summary,
    Heading,
    Paragraph,
    /// What an image says to who can't see it.
    Alternative,
}

/// A piece that is read in one go.
pub(super) struct Line<'s> {
    pub(super) part: Part,
    pub(super) text: String,
    /// The same in small letters, byte for byte in the same places.
    pub(super) lower: String,
    /// Where each link leads, its place, and the text that can be clicked.
    pub(super) links: Vec<Clicked<'s>>,
    pub(super) variables: Vec<(&'s Variable, Span)>,
    /// The way back to the file.
    prose: Prose,
    /// Where its first piece stands.
    at: Span,
}

impl Line<'_> {
    /// The place of a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        if self.prose.pieces.is_empty() {
            return self.at;
        }
        // Behind the last character: where that one ends.
        let last = range.start.min(self.text.len().saturating_sub(1)) as u32;
        let place = self.prose.place(last..range.end as u32);
        let start = if range.start < self.text.len() { place.start } else { place.end };
        Span::new(self.at.file, start, place.end)
    }

    /// Everything it holds.
    pub(super) fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }
}

impl<'s> Writing<'s> {
    /// Reads the texts of `set`.
    pub(super) fn new(set: &'s InformationSet) -> Self {
        let readers = readers(set);
        let of_passage = |id: &str| readers.get(id).map(|r| r.iter().copied().collect()).unwrap_or_default();
        let mut texts: Vec<Text<'s>> = set.pages.iter().map(|(id, page)| of_page(id, page, None)).collect();
        for (id, passage) in &set.passages {
            texts.push(text(passage.file, of_passage(id), None, Kind::Passage, &passage.document));
        }
        let both = || Audience::ALL.to_vec();
        for story in set.experiences.values() {
            texts.push(text(story.file, both(), None, Kind::Experience(story), &story.document));
        }
        for region in &set.regions {
            let from = Some(region);
            texts.extend(region.pages.iter().map(|(id, page)| of_page(id, page, from)));
            for (id, overlay) in &region.overlays {
                texts.push(text(overlay.file, vec![id.audience], from, Kind::Overlay(id), &overlay.document));
            }
            for ((slot, _), filling) in &region.fillings {
                let readers = set.registers.slots.get(slot).map_or_else(both, |s| s.audiences.clone());
                texts.push(text(filling.file, readers, from, Kind::Filling, &filling.document));
            }
            for story in region.experiences.values() {
                texts.push(text(story.file, both(), from, Kind::Experience(story), &story.document));
            }
        }
        Self { set, texts }
    }
}

/// Who reads each passage: the readers of the pages that show it.
fn readers(set: &InformationSet) -> BTreeMap<&str, BTreeSet<Audience>> {
    let mut readers: BTreeMap<&str, BTreeSet<Audience>> = BTreeMap::new();
    let regional = set.regions.iter().flat_map(|r| r.pages.iter());
    for (id, page) in set.pages.iter().chain(regional) {
        for section in page.document.all_sections() {
            section.each_block(&mut |block| {
                if let BlockKind::Passage(passage) = &block.kind {
                    readers.entry(&passage.value).or_default().insert(id.audience);
                }
            });
        }
    }
    for (audience, config) in &set.config.sites {
        if let Some(strip) = &config.strip {
            readers.entry(&strip.value).or_default().insert(*audience);
        }
    }
    readers
}

fn of_page<'s>(id: &'s PageId, page: &'s PageSource, region: Option<&'s Region>) -> Text<'s> {
    let mut made = text(page.file, vec![id.audience], region, Kind::Page(id), &page.document);
    made.lines.insert(0, line(Part::Title, &page.meta.title.value));
    made.lines.insert(1, line(Part::Summary, &page.meta.summary.value));
    made
}

fn text<'s>(
    file: FileId,
    audiences: Vec<Audience>,
    region: Option<&'s Region>,
    kind: Kind<'s>,
    document: &'s Document,
) -> Text<'s> {
    let mut lines = Vec::new();
    for section in document.all_sections() {
        lines.extend(section.heading.as_ref().map(|h| line(Part::Heading, &h.content)));
        section.each_block(&mut |block| of_block(block, &mut lines));
    }
    Text { file, audiences, region, kind, lines }
}

fn of_block<'s>(block: &'s Block, lines: &mut Vec<Line<'s>>) {
    let mut add = |content: &'s [Inline]| {
        lines.push(line(Part::Paragraph, content));
        each_inline(content, &mut |inline| {
            if let InlineKind::Image(_, alternative) = &inline.kind {
                lines.push(line(Part::Alternative, alternative));
            }
        });
    };
    match &block.kind {
        BlockKind::Paragraph(content) => add(content),
        BlockKind::Table { head, rows, .. } => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| add(&cell.content));
        }
        _ => {}
    }
}

fn line(part: Part, content: &[Inline]) -> Line<'_> {
    let mut prose = Prose::line(content);
    let (mut links, mut variables) = (Vec::new(), Vec::new());
    references(content, &prose, &mut links, &mut variables);
    let text = std::mem::take(&mut prose.text);
    let at = content.first().map_or(Span::new(FileId(0), 0, 0), |inline| inline.span);
    Line { part, lower: small(&text), text, links, variables, prose, at }
}

/// A link: where it leads, its place, and the text that can be clicked.
type Clicked<'s> = (&'s Target, Span, Range<usize>);

/// The links and variables of a line, in order.
fn references<'s>(
    content: &'s [Inline],
    prose: &Prose,
    links: &mut Vec<Clicked<'s>>,
    variables: &mut Vec<(&'s Variable, Span)>,
) {
    for inline in content {
        match &inline.kind {
            InlineKind::Variable(variable) => variables.push((variable, inline.span)),
            InlineKind::Link(target, inner) => {
                references(inner, prose, links, variables);
                links.push((target, inline.span, prose.within(inline.span.range())));
            }
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Struck(inner) => {
                references(inner, prose, links, variables);
            }
            // The alternative of an image is a line of its own.
            _ => {}
        }
    }
}

/// The text in small letters; a letter that would take another number of bytes stays as it is.
pub(super) fn small(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => lower.push(one),
            _ => lower.push(c),
        }
    }
    lower
}

/// Whether `range` of `text` is not the middle of a word or number.
pub(super) fn stands_alone(text: &str, range: Range<usize>) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !inside(text[..range.start].chars().next_back()) && !inside(text[range.end..].chars().next())
}

/// The sentence around a place in running text.
pub(super) fn sentence(text: &str, at: usize) -> &str {
    let ends = |c: char| matches!(c, '.' | '!' | '?');
    let start = text[..at].rfind(ends).map_or(0, |i| i + 1);
    let end = text[at..].find(ends).map_or(text.len(), |i| at + i);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_leads_back_to_its_place() {
        let at = |start, end| Span::new(FileId(0), start, end);
        let text = |t: &str, start, end| Inline { span: at(start, end), kind: InlineKind::Text(t.to_owned()) };
        // `ab **cd** e&amp;f`
        let bold = Inline { span: at(3, 9), kind: InlineKind::Strong(vec![text("cd", 5, 7)]) };
        let content = [text("ab ", 0, 3), bold, text(" e", 9, 11), text("&", 11, 16), text("f", 16, 17)];
        let line = line(Part::Paragraph, &content);
        assert_eq!(line.text, "ab cd e&f");
        assert_eq!(line.span(3..5), at(5, 7));
        assert_eq!(line.span(1..4), at(1, 6));
        assert_eq!(line.span(7..8), at(11, 16));
        assert_eq!(line.whole(), at(0, 17));
    }

    #[test]
    fn small_letters_keep_their_places() {
        for text in ["Ik ben ÉÉN", "İstanbul ẞ", "klein"] {
            assert_eq!(small(text).len(), text.len());
        }
        assert_eq!(small("ÉÉN"), "één");
    }

    #[test]
    fn a_sentence_ends_at_its_sign() {
        assert_eq!(sentence("Bel 112. Of niet? Ja", 10), " Of niet");
    }
}
