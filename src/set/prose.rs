//! Running text without its markup, with the way back to the file.
//!
//! In: blocks of a section, or whatever a reader of Markdown pushes. Out: [`Prose`]: paragraphs, list items and
//! quotations as plain text, with an empty line between them, and the pieces that say where each stretch stands in the
//! file. Headings, addresses of links, code, tables and front matter are no body and are not in it.

use std::ops::Range;

use super::document::{Block, BlockKind, Inline, InlineKind, Section, Variable};

/// Stands for a value that is not known here: one word to who reads the text.
pub const UNKNOWN: &str = "\u{fffc}";

/// Running text with its places.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The text.
    pub text: String,
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
    /// Its units, in order.
    pub units: Vec<Unit>,
}

/// A stretch of the text that stands in one piece in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it is in the text.
    pub text: Range<u32>,
    /// Where it is in the file.
    pub source: Range<u32>,
    /// Whether it stands there letter by letter.
    pub verbatim: bool,
}

/// A paragraph, an item of a list, or a paragraph in a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Where it is in the text.
    pub text: Range<u32>,
    /// What it is.
    pub kind: UnitKind,
}

/// The kinds of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// Running text.
    Paragraph,
    /// A line of a list.
    Item,
    /// The words of somebody.
    Quote,
}

impl Prose {
    /// Adds the body of the section itself, without its sub-sections. `value` gives the text of a variable.
    pub fn add(&mut self, section: &Section, value: &dyn Fn(&Variable) -> Option<String>) {
        self.blocks(&section.blocks, UnitKind::Paragraph, value);
    }

    /// One line of running text: what stands in it as code is read as it is written, and every variable is unknown.
    pub fn line(content: &[Inline]) -> Self {
        let mut prose = Self::default();
        prose.inlines(content, &|_| None, true);
        prose
    }

    fn blocks(&mut self, blocks: &[Block], kind: UnitKind, value: &dyn Fn(&Variable) -> Option<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    self.inlines(content, value, false);
                    self.close(kind);
                }
                BlockKind::List { items, .. } => {
                    let kind = if kind == UnitKind::Quote { kind } else { UnitKind::Item };
                    items.iter().for_each(|item| self.blocks(&item.blocks, kind, value));
                }
                BlockKind::Quote(inner) => self.blocks(inner, UnitKind::Quote, value),
                BlockKind::Code(_)
                | BlockKind::Table { .. }
                | BlockKind::Rule
                | BlockKind::Passage(_)
                | BlockKind::Slot(_)
                | BlockKind::Experience(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline], value: &dyn Fn(&Variable) -> Option<String>, code: bool) {
        for inline in inlines {
            let source = inline.span.range();
            match &inline.kind {
                InlineKind::Text(text) => self.push(text, source),
                InlineKind::Code(text) => self.push(if code { text } else { UNKNOWN }, source),
                InlineKind::Variable(variable) => {
                    // However many words a value has: it is read as one.
                    let known = value(variable).filter(|v| !v.is_empty() && !v.contains(char::is_whitespace));
                    self.push(known.as_deref().unwrap_or(UNKNOWN), source);
                }
                InlineKind::SoftBreak | InlineKind::HardBreak => self.push(" ", source),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Struck(inner)
                | InlineKind::Link(_, inner) => self.inlines(inner, value, code),
                InlineKind::Image(..) | InlineKind::Citation(_) => {}
            }
        }
    }

    /// Adds text that stands at `source` in the file.
    pub fn push(&mut self, text: &str, source: Range<usize>) {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.pieces.push(Piece {
            text: start..self.text.len() as u32,
            verbatim: text.len() == source.len(),
            source: source.start as u32..source.end as u32,
        });
    }

    /// Ends the paragraph or item that was pushed; nothing pushed, nothing ended.
    pub fn close(&mut self, kind: UnitKind) {
        let start = self.units.last().map_or(0, |unit| unit.text.end + 2);
        let end = self.text.len() as u32;
        if end > start {
            self.units.push(Unit { text: start..end, kind });
            self.text.push_str("\n\n");
        }
    }

    /// Where a stretch of the text stands in the file: from its first letter to its last, with the markup between.
    pub fn place(&self, range: Range<u32>) -> Range<usize> {
        let first = self.pieces.partition_point(|p| p.text.end <= range.start);
        let last = self.pieces.partition_point(|p| p.text.start < range.end).saturating_sub(1);
        let (Some(first), Some(last)) = (self.pieces.get(first), self.pieces.get(last)) else { return 0..0 };
        let start = first.source.start + if first.verbatim { range.start.saturating_sub(first.text.start) } else { 0 };
        let inside = range.end.min(last.text.end).saturating_sub(last.text.start);
        let end = if last.verbatim { last.source.start + inside } else { last.source.end };
        start as usize..end.max(start) as usize
    }

    /// The stretch of the text that stands inside `source` in the file.
    pub fn within(&self, source: Range<usize>) -> Range<usize> {
        let inside = |p: &&Piece| p.source.start as usize >= source.start && p.source.end as usize <= source.end;
        let start = self.pieces.partition_point(|p| (p.source.start as usize) < source.start);
        let start = self.pieces.get(start).map_or(self.text.len(), |p| p.text.start as usize);
        let end = self.pieces.iter().filter(inside).map(|p| p.text.end as usize).max();
        start..end.unwrap_or(start)
    }

    /// The unit that holds a byte of the text.
    pub fn unit_at(&self, byte: u32) -> Option<&Unit> {
        self.units.get(self.units.partition_point(|u| u.text.end <= byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_goes_over_markup_entities_and_variables() {
        let source = "Een *kort* stuk &amp; {{ feit.x.y }} weken.";
        let mut prose = Prose::default();
        prose.push("Een ", 0..4);
        prose.push("kort", 5..9);
        prose.push(" stuk ", 10..16);
        prose.push("&", 16..21);
        prose.push(" ", 21..22);
        prose.push("6", 22..36);
        prose.push(" weken.", 36..43);
        prose.close(UnitKind::Paragraph);
        let at = |needle: &str| {
            let i = prose.text.find(needle).expect("in the text") as u32;
            &source[prose.place(i..i + needle.len() as u32)]
        };
        assert_eq!(at("kort"), "kort");
        assert_eq!(at("n kort s"), "n *kort* s");
        assert_eq!(at("& 6 w"), "&amp; {{ feit.x.y }} w");
        assert_eq!(at(prose.text.trim_end()), source);
        assert_eq!(prose.units.len(), 1);
    }
}
