//! Markdown to our own tree.
//!
//! In: the text of one file below its front matter. Out: a [`Document`] in which **every byte is owned by a node or a
//! finding**: what the Markdown library would drop or show as text although it was meant as markup is told here, and
//! at the end the bytes are added up ([`ownership`]). The library's events end in this folder.

mod address;
mod heading;
mod inline;
mod ownership;
mod refused;
mod sections;
mod table;
mod variable;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Suppression};
use crate::set::document::{Block, BlockKind, Document, Heading, Inline, Item};
use crate::set::marks::Marks;
use crate::source::{FileId, Span, Spanned};
use ownership::Ownership;

pub(super) use heading::slug;

/// Deepest nesting of quotes, lists and markup.
const MAX_DEPTH: usize = 50;

/// Most pieces (words with markup, lines, cells) of one text: a page of the largest size, full of words, has 30,000.
const MAX_EVENTS: usize = 200_000;

/// Where a text stands and what may be in it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its file.
    pub(super) file: FileId,
    /// The file's path, to resolve links.
    pub(super) path: &'a str,
    /// What it is.
    pub(super) kind: TextKind,
}

/// What may be in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TextKind {
    /// A page or what a region does with one: headings, passages, slots, experiences.
    Page,
    /// An agenda: headings, each an entry.
    Agenda,
    /// A passage, a story, the text of a slot: neither.
    Plain,
}

/// Reads the text from byte `offset` of `text` to its end.
pub(super) fn read(place: Place<'_>, text: &str, offset: usize, findings: &mut Diagnostics) -> Document {
    let body = &text[offset.min(text.len())..];
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_OLD_FOOTNOTES;
    let parser = Parser::new_ext(body, options).into_offset_iter();
    let definitions: Vec<(String, Range<usize>)> = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| (label.to_lowercase(), definition.span.clone()))
        .collect();
    // A table of thousands of columns makes a cell for every column of every row, also where nothing stands.
    let mut events: Vec<(Event<'_>, Range<usize>)> = parser.take(MAX_EVENTS).collect();
    let too_much = events.len() == MAX_EVENTS;
    if too_much {
        events.clear();
    }
    let mut reader = Reader {
        place,
        body,
        offset,
        events,
        at: 0,
        findings: Diagnostics::default(),
        owned: Ownership::default(),
        used_labels: BTreeSet::new(),
        begun: false,
        pending: Vec::new(),
        suppressions: Vec::new(),
    };
    reader.refuse_hidden();
    if too_much {
        reader.refuse_mass();
    }
    let pieces = reader.top_level();
    reader.refuse_pending();
    reader.settle_definitions(definitions);
    for lost in reader.owned.gaps(body, &reader.findings, place.file, offset) {
        let span = reader.span(&lost);
        reader.report(Diagnostic::new(&catalogue::LOST_TEXT, span, "deze tekst zou nergens op de pagina komen").help(
            "schrijf hem als gewone alinea; achter ``` en in een regel als `[woord]: tekst` toont Markdown niets, en een rij van een tabel heeft niet meer vakjes dan de kop",
        ));
    }
    let sections = sections::nest(place, pieces, offset, body.len(), &mut reader.findings);
    let Reader { findings: own, suppressions, .. } = reader;
    findings.extend(own);
    Document { sections, suppressions, ..Document::default() }
}

/// A block or heading at the top level of a text.
enum Piece {
    Heading(Heading, Marks, Option<Spanned<String>>),
    Block(Block),
}

struct Reader<'a> {
    place: Place<'a>,
    body: &'a str,
    offset: usize,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
    findings: Diagnostics,
    owned: Ownership,
    used_labels: BTreeSet<String>,
    /// Whether a block or heading stood before; a comment above all text counts for the whole file.
    begun: bool,
    /// Silencing comments that wait for the block after them.
    pending: Vec<(String, String, Span, bool)>,
    suppressions: Vec<Suppression>,
}

impl<'a> Reader<'a> {
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.place.file, self.offset + range.start, self.offset + range.end)
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn peek(&self) -> Option<&Event<'a>> {
        self.events.get(self.at).map(|(event, _)| event)
    }

    fn top_level(&mut self) -> Vec<Piece> {
        if let Some(range) = self.too_deep() {
            let span = self.span(&range);
            self.report(
                Diagnostic::new(
                    &catalogue::NESTED_TOO_DEEP,
                    span,
                    format!("dit is meer dan {MAX_DEPTH} niveaus diep genest"),
                )
                .help("gebruik hoogstens twee niveaus van lijsten en citaten"),
            );
            self.owned.all(self.body.len());
            return Vec::new();
        }
        let mut pieces = Vec::new();
        while let Some((event, range)) = self.next() {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                let (heading, marks, id) = self.heading(level as u8, &range);
                self.settle_pending(heading.span);
                pieces.push(Piece::Heading(heading, marks, id));
            } else if let Some(block) = self.block(event, range) {
                self.settle_pending(block.span);
                pieces.push(Piece::Block(block));
            }
        }
        pieces
    }

    fn too_deep(&self) -> Option<Range<usize>> {
        let mut depth = 0usize;
        for (event, range) in &self.events {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth > MAX_DEPTH {
                return Some(
                    range.start..range.start + self.body[range.start..].chars().next().map_or(0, char::len_utf8),
                );
            }
        }
        None
    }

    /// The block that `event` opens; `None` for what leaves no block behind.
    fn block(&mut self, event: Event<'a>, range: Range<usize>) -> Option<Block> {
        let span = self.span(&range);
        let kind = match event {
            Event::Start(Tag::Paragraph) => {
                let content = self.inlines(TagEnd::Paragraph);
                return self.paragraph(content, span);
            }
            Event::Start(Tag::BlockQuote(kind)) => BlockKind::Quote(self.blocks(TagEnd::BlockQuote(kind))),
            // The word behind the fence is shown nowhere, and so it is nobody's.
            Event::Start(Tag::CodeBlock(_)) => {
                let mut code = String::new();
                while let Some((Event::Text(text), range)) = self.next() {
                    self.owned.add(&range);
                    code.push_str(&text.replace('\r', ""));
                }
                if self.refuse_length(span) {
                    return None;
                }
                BlockKind::Code(code)
            }
            Event::Start(Tag::List(start)) => self.list(start),
            Event::Start(Tag::Table(columns)) => self.table(&columns),
            Event::Start(Tag::HtmlBlock) => return self.html(&range),
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.footnote(&label, &range);
                return None;
            }
            Event::Start(Tag::Heading { .. }) => {
                let content = self.inlines_until_heading_end();
                self.report(
                    Diagnostic::new(
                        &catalogue::MISPLACED_HEADING,
                        span,
                        "een kop kan niet in een lijst of citaat staan",
                    )
                    .help("zet de kop op een regel die met `##` begint, of maak er vette tekst van"),
                );
                BlockKind::Paragraph(content)
            }
            Event::Rule => {
                self.owned.add(&range);
                BlockKind::Rule
            }
            _ => return None,
        };
        Some(Block { span, kind })
    }

    fn blocks(&mut self, end: TagEnd) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.next() {
            if event == Event::End(end) {
                break;
            }
            if let Some(block) = self.block(event, range) {
                self.settle_pending(block.span);
                blocks.push(block);
            }
        }
        blocks
    }

    /// A paragraph, or the block that a variable alone in a paragraph stands for.
    fn paragraph(&mut self, content: Vec<Inline>, span: Span) -> Option<Block> {
        if content.is_empty() || self.refuse_length(span) {
            return None;
        }
        self.refuse_lookalikes(span);
        let kind = self.block_variable(&content, span).unwrap_or(BlockKind::Paragraph(content));
        Some(Block { span, kind })
    }

    fn list(&mut self, start: Option<u64>) -> BlockKind {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((event, range)) = self.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.item(&range, &mut tight)),
                _ => break,
            }
        }
        BlockKind::List { start, tight, items }
    }

    fn item(&mut self, range: &Range<usize>, tight: &mut bool) -> Item {
        let marker = self.body[range.clone()]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(range.end, |i| (range.start + i + 1).min(range.end));
        self.owned.add(&(range.start..marker));
        let mut item = Item { span: self.span(range), done: None, blocks: Vec::new() };
        while let Some((event, at)) = self.next() {
            match event {
                Event::End(TagEnd::Item) => break,
                Event::TaskListMarker(done) => {
                    self.owned.add(&at);
                    item.done = Some(done);
                }
                event if inline::is_inline(&event) => {
                    // A tight item holds its text without a paragraph around it.
                    self.at -= 1;
                    let content = self.loose_inlines();
                    let (Some(first), Some(last)) = (content.first(), content.last()) else {
                        continue;
                    };
                    let span = Span { end: last.span.end, ..first.span };
                    item.blocks.extend(self.paragraph(content, span));
                }
                event => {
                    if event == Event::Start(Tag::Paragraph) {
                        *tight = false;
                        if let Some(Event::TaskListMarker(done)) = self.peek() {
                            item.done = Some(*done);
                        }
                    }
                    if let Some(block) = self.block(event, at) {
                        self.settle_pending(block.span);
                        item.blocks.push(block);
                    }
                }
            }
        }
        item
    }

    fn settle_definitions(&mut self, definitions: Vec<(String, Range<usize>)>) {
        for (label, range) in definitions {
            if self.used_labels.contains(&label) {
                self.owned.add(&range);
            }
        }
    }
}

#[cfg(test)]
mod tests;
