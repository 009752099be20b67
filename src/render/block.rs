//! Blocks to HTML with holes. Every text is escaped here; [`super::template::lock`] goes over the result.

use pulldown_cmark_escape::escape_href;

use super::hyphens::Hyphens;
use super::marks::Marks;
use super::template::{Hole, Template, Writer};
use super::terms::TermFinder;
use crate::set::document::{Align, Block, BlockKind, Cell, Inline, InlineKind, Item, Section, Target, plain_text};
use crate::source::Spanned;

/// What the emitter needs to know of the set.
pub(super) struct Emitter<'a> {
    pub(super) terms: &'a TermFinder,
    pub(super) lock: &'a ammonia::Builder<'static>,
    pub(super) hyphens: &'a Hyphens,
    pub(super) marks: &'a Marks,
}

/// The HTML of one section: its heading's text and its own blocks.
#[derive(Clone, Debug, Default)]
pub struct SectionHtml {
    /// The heading's text, without the heading itself: its level depends on the page.
    pub heading: Template,
    /// The paragraphs with which a text without heading begins: on a page that is the short answer.
    pub lead: Template,
    /// The other blocks before the first sub-heading.
    pub body: Template,
}

impl Emitter<'_> {
    pub(super) fn section(&self, section: &Section) -> SectionHtml {
        let writer = || Writer::with(self.marks.pen(section.key.file));
        let mut heading = writer();
        if let Some(h) = &section.heading {
            running(&h.content, None, &mut heading);
        }
        let begins = section.heading.is_none();
        let paragraph = |b: &&Block| matches!(b.kind, BlockKind::Paragraph(_));
        let paragraphs = if begins { section.blocks.iter().take_while(paragraph).count() } else { 0 };
        let (first, rest) = section.blocks.split_at(paragraphs);
        let (mut lead, mut body) = (writer(), writer());
        self.blocks(first, false, &mut lead);
        self.blocks(rest, false, &mut body);
        SectionHtml {
            heading: heading.finish(self.lock).map(|text| self.hyphens.soften(text).into_owned()),
            lead: lead.finish(self.lock),
            body: body.finish(self.lock),
        }
    }

    fn blocks(&self, blocks: &[Block], tight: bool, out: &mut Writer<'_>) {
        for block in blocks {
            self.block(block, tight, out);
        }
    }

    fn block(&self, block: &Block, tight: bool, out: &mut Writer<'_>) {
        let terms = Some(self.terms);
        match &block.kind {
            BlockKind::Paragraph(content) if tight => running(content, terms, out),
            BlockKind::Paragraph(content) => {
                out.markup("<p>");
                running(content, terms, out);
                out.markup("</p>\n");
            }
            BlockKind::List { start, tight, items } => {
                match start {
                    None => out.markup("<ul>\n"),
                    Some(1) => out.markup("<ol>\n"),
                    Some(first) => out.markup(&format!("<ol start=\"{first}\">\n")),
                }
                items.iter().for_each(|item| self.item(item, *tight, out));
                out.markup(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
            }
            BlockKind::Quote(inner) => {
                out.markup("<blockquote>\n");
                self.blocks(inner, false, out);
                out.markup("</blockquote>\n");
            }
            BlockKind::Code(code) => {
                out.markup("<pre><code>");
                out.marked(block.span, |out| out.text(code));
                out.end_of_run();
                out.markup("</code></pre>\n");
            }
            BlockKind::Table { columns, head, rows } => table(columns, head, rows, self.terms, out),
            BlockKind::Rule => out.markup("<hr>\n"),
            BlockKind::Passage(id) => out.hole(Hole::Passage(id.value.clone())),
            BlockKind::Slot(id) => out.hole(Hole::Slot(id.value.clone())),
            BlockKind::Experience(id) => out.hole(Hole::Experience(id.value.clone())),
        }
    }

    fn item(&self, item: &Item, tight: bool, out: &mut Writer<'_>) {
        match item.done {
            // On paper there is room to write behind such a line.
            None if is_open_line(item) => out.markup("<li class=\"invullen\">"),
            None => out.markup("<li>"),
            Some(done) => {
                out.markup("<li class=\"taak\"><span class=\"vinkje\">");
                out.text(if done { "☑" } else { "☐" });
                out.markup("</span> ");
            }
        }
        for (i, block) in item.blocks.iter().enumerate() {
            let bare = tight && matches!(block.kind, BlockKind::Paragraph(_));
            if i > 0 && !bare {
                out.markup("\n");
            }
            self.block(block, bare, out);
        }
        out.markup("</li>\n");
    }
}

/// Whether an item is a line to be filled in by hand: one paragraph that ends with a colon.
fn is_open_line(item: &Item) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }] = item.blocks.as_slice() else { return false };
    matches!(content.last().map(|i| &i.kind), Some(InlineKind::Text(text)) if text.trim_end().ends_with(':'))
}

fn table(columns: &[Align], head: &[Cell], rows: &[Vec<Cell>], terms: &TermFinder, out: &mut Writer<'_>) {
    let class = |i: usize| match columns.get(i) {
        Some(Align::Left) => " class=\"links\"",
        Some(Align::Center) => " class=\"midden\"",
        Some(Align::Right) => " class=\"rechts\"",
        _ => "",
    };
    // A wide table scrolls in a box of its own, which the keyboard can reach.
    out.markup("<div class=\"tabel\" tabindex=\"0\" role=\"group\"><table>\n<thead>\n<tr>");
    for (i, cell) in head.iter().enumerate() {
        out.markup(&format!("<th scope=\"col\"{}>", class(i)));
        running(&cell.content, None, out);
        out.markup("</th>");
    }
    out.markup("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.markup("<tr>");
        for (i, cell) in row.iter().enumerate() {
            out.markup(&format!("<td{}>", class(i)));
            running(&cell.content, Some(terms), out);
            out.markup("</td>");
        }
        out.markup("</tr>\n");
    }
    out.markup("</tbody>\n</table></div>\n");
}

/// A paragraph, heading or cell; terms are looked for when `terms` are given, and never inside links.
fn running(content: &[Inline], terms: Option<&TermFinder>, out: &mut Writer<'_>) {
    inlines(content, terms, out);
    out.end_of_run();
}

fn inlines(content: &[Inline], terms: Option<&TermFinder>, out: &mut Writer<'_>) {
    for inline in content {
        let here = inline.span;
        match &inline.kind {
            InlineKind::Text(text) => out.run(text, here, terms),
            InlineKind::Code(code) => wrap("code", out, |out| out.marked(here, |out| out.text(code))),
            InlineKind::Emphasis(inner) => wrap("em", out, |out| inlines(inner, terms, out)),
            InlineKind::Strong(inner) => wrap("strong", out, |out| inlines(inner, terms, out)),
            InlineKind::Struck(inner) => wrap("del", out, |out| inlines(inner, terms, out)),
            InlineKind::Link(target, inner) => {
                let text_end = inner.last().map_or(here.start, |last| last.span.end);
                out.link(here, text_end, |out| link(target, inner, out));
            }
            // What was refused is no image; the finding says so.
            InlineKind::Image(path, alternative) if path.value.is_empty() => inlines(alternative, None, out),
            InlineKind::Image(path, alternative) => out.marked(here, |out| image(path, alternative, out)),
            InlineKind::Citation(id) => out.marked(here, |out| out.hole(Hole::Citation(id.clone()))),
            InlineKind::Variable(variable) => out.marked(here, |out| {
                out.hole(match terms {
                    Some(_) => Hole::Reach(variable.clone()),
                    None => Hole::Value(variable.clone()),
                });
            }),
            InlineKind::SoftBreak => out.markup("\n"),
            InlineKind::HardBreak => out.markup("<br>\n"),
        }
    }
}

/// An image with its measures, so that nothing jumps while it loads.
fn image(path: &Spanned<String>, alternative: &[Inline], out: &mut Writer<'_>) {
    out.markup("<img src=\"");
    out.hole(Hole::File(path.value.clone()));
    out.markup("\" alt=\"");
    for inline in alternative {
        match &inline.kind {
            InlineKind::Variable(variable) => out.hole(Hole::Value(variable.clone())),
            _ => out.text(&plain_text(std::slice::from_ref(inline))),
        }
    }
    out.markup("\" width=\"");
    out.hole(Hole::Width(path.value.clone()));
    out.markup("\" height=\"");
    out.hole(Hole::Height(path.value.clone()));
    // A drawing weighs little, and has to be there when somebody prints before they scroll.
    let drawing = path.value.rsplit_once('.').is_some_and(|(_, ending)| ending == "svg");
    out.markup(if drawing { "\">" } else { "\" loading=\"lazy\">" });
}

fn wrap(tag: &str, out: &mut Writer, inner: impl FnOnce(&mut Writer)) {
    out.markup(&format!("<{tag}>"));
    inner(out);
    out.markup(&format!("</{tag}>"));
}

fn link(target: &Target, inner: &[Inline], out: &mut Writer<'_>) {
    match target {
        Target::Page(page, section) => {
            out.markup("<a href=\"");
            out.hole(Hole::Page(page.clone(), section.clone()));
            out.markup("\">");
        }
        Target::Section(section) => {
            out.markup("<a href=\"#");
            href(section, out);
            out.markup("\">");
        }
        Target::File(path) => {
            out.markup("<a href=\"");
            out.hole(Hole::File(path.clone()));
            out.markup("\">");
        }
        Target::Outside(address) => {
            let class = if address.starts_with("http") { " class=\"extern\"" } else { "" };
            out.markup(&format!("<a{class} href=\""));
            href(address, out);
            out.markup("\">");
        }
        // What was refused is no link; the finding says so.
        Target::Refused => return inlines(inner, None, out),
    }
    inlines(inner, None, out);
    out.markup("</a>");
}

fn href(address: &str, out: &mut Writer<'_>) {
    let mut escaped = String::new();
    let _ = escape_href(&mut escaped, address);
    out.markup(&escaped);
}
