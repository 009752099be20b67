//! A text as a tree: sections hold blocks, blocks hold inlines, each with its place in the file.
//!
//! The Markdown library's events end in `parse`; every later stage reads this tree. Slots, passages and experiences
//! are blocks, facts, contacts, region values and citations are inlines.

use std::sync::OnceLock;

use super::canonical::Fingerprint;
use super::marks::Marks;
use crate::diagnostic::Suppression;
use crate::source::{Audience, FileId, Span, Spanned};

/// A page: readers and the name of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    /// The site it stands on.
    pub audience: Audience,
    /// File name without `.md`, and folder name of its address.
    pub slug: String,
}

impl std::fmt::Display for PageId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.audience, self.slug)
    }
}

/// The page that is the home of a site.
pub const HOME: &str = "start";
/// The section that holds the text before the first heading.
pub const BEGIN: &str = "begin";

/// A file of text as it was read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Sections in order; the text before the first heading is a section of its own.
    pub sections: Vec<Section>,
    /// Comments that silence a finding.
    pub suppressions: Vec<Suppression>,
    /// Its front matter, when that could not be read or lacks what it has to hold.
    pub unread: Option<Span>,
    /// The fingerprint of the text with its front matter, made when it is first asked for.
    pub print: OnceLock<Fingerprint>,
}

/// Identifies a section of the set: the file and the number of the section in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionKey {
    /// The file it was written in.
    pub file: FileId,
    /// Its number in the file, in reading order.
    pub number: u32,
}

/// A heading and what follows it, up to the next heading of the same or a higher level.
#[derive(Clone, Debug)]
pub struct Section {
    /// Which section of the set this is.
    pub key: SectionKey,
    /// `{#id}`, or the slug of the heading; `begin` for the text before the first heading.
    pub id: Spanned<String>,
    /// `None` for `begin`.
    pub heading: Option<Heading>,
    /// What stands between the braces of the heading.
    pub marks: Marks,
    /// Heading, own blocks and children.
    pub span: Span,
    /// The blocks before the first sub-heading.
    pub blocks: Vec<Block>,
    /// The sections below it.
    pub children: Vec<Section>,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its text.
    pub content: Vec<Inline>,
    /// The line or lines.
    pub span: Span,
}

/// A block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A list; numbered when it has a first number.
    List {
        /// First number, for `1.` lists.
        start: Option<u64>,
        /// Whether the items are lines rather than blocks of their own.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// Text shown as typed.
    Code(String),
    /// A table with a head.
    Table {
        /// Alignment of each column.
        columns: Vec<Align>,
        /// The head's cells.
        head: Vec<Cell>,
        /// The rows' cells.
        rows: Vec<Vec<Cell>>,
    },
    /// A line across.
    Rule,
    /// `{{ passage.id }}`
    Passage(Spanned<String>),
    /// `{{ vak.id }}`
    Slot(Spanned<String>),
    /// `{{ ervaring.id }}`
    Experience(Spanned<String>),
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// With its marker.
    pub span: Span,
    /// `[x]` or `[ ]`.
    pub done: Option<bool>,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Where it stands.
    pub span: Span,
    /// Its text.
    pub content: Vec<Inline>,
}

/// Alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    Default,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// A piece of running text.
#[derive(Clone, Debug)]
pub struct Inline {
    /// Where it stands, markup included.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of inlines.
#[derive(Clone, Debug)]
pub enum InlineKind {
    /// Text, with entities and escapes resolved.
    Text(String),
    /// Text shown as typed.
    Code(String),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Struck(Vec<Inline>),
    /// A link.
    Link(Target, Vec<Inline>),
    /// An image: path below the set's root, and alternative.
    Image(Spanned<String>, Vec<Inline>),
    /// `[^id]`: a source.
    Citation(String),
    /// `{{ feit.… }}` and its like.
    Variable(Variable),
    /// A line end in the file.
    SoftBreak,
    /// A line end on the page.
    HardBreak,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the set, with a section of it.
    Page(PageId, Option<String>),
    /// A section of the page itself.
    Section(String),
    /// A document of the set, by path below its root.
    File(String),
    /// https, http, mailto or tel.
    Outside(String),
    /// An address that was refused; there is a finding for it.
    Refused,
}

/// A value that stands in one place and is shown in many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// `feit.<id>.<waarde>`
    Fact(String, String),
    /// `contact.<id>.<veld>`
    Contact(String, String),
    /// `regio.<veld>`
    Region(String),
}

impl Document {
    /// Every section, parents before children, in reading order.
    pub fn all_sections(&self) -> Vec<&Section> {
        fn collect<'a>(sections: &'a [Section], into: &mut Vec<&'a Section>) {
            for section in sections {
                into.push(section);
                collect(&section.children, into);
            }
        }
        let mut all = Vec::new();
        collect(&self.sections, &mut all);
        all
    }

    /// Whether nothing in it can be seen.
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|s| s.heading.is_none() && s.blocks.is_empty() && s.children.is_empty())
    }
}

impl Section {
    /// Whether a section of that name stands below this one.
    pub fn holds(&self, name: &str) -> bool {
        self.children.iter().any(|child| child.id.value == name || child.holds(name))
    }

    /// Calls `visit` for each block of the section itself, blocks in lists and quotes included.
    pub fn each_block<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        each_block(&self.blocks, visit);
    }

    /// Calls `visit` for each inline of heading and own blocks, children of inlines included.
    pub fn each_inline<'a>(&'a self, visit: &mut dyn FnMut(&'a Inline)) {
        if let Some(heading) = &self.heading {
            each_inline(&heading.content, visit);
        }
        each_block(&self.blocks, &mut |block| match &block.kind {
            BlockKind::Paragraph(content) => each_inline(content, visit),
            BlockKind::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| each_inline(&cell.content, visit));
            }
            _ => {}
        });
    }
}

fn each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::List { items, .. } => items.iter().for_each(|item| each_block(&item.blocks, visit)),
            BlockKind::Quote(inner) => each_block(inner, visit),
            _ => {}
        }
    }
}

/// Calls `visit` for each inline, outer before inner.
pub fn each_inline<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Inline)) {
    for inline in inlines {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Struck(inner)
            | InlineKind::Link(_, inner)
            | InlineKind::Image(_, inner) => each_inline(inner, visit),
            _ => {}
        }
    }
}

/// The words of running text without markup; variables are left out.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    each_inline(inlines, &mut |inline| match &inline.kind {
        InlineKind::Text(t) | InlineKind::Code(t) => text.push_str(t),
        InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
        _ => {}
    });
    text
}
