//! Filling the holes of a template for one page of one site.
//!
//! What a page shows of the set is noted as [`Key`]s on the way: the same keys tell the preview what to make again.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::address::{address, to_root};
use super::marks::{self, Marks};
use super::page;
use super::provenance::NOWHERE;
use super::site::SiteView;
use super::template::{Hole, Template, escape_into};
use crate::overlay::Page;
use crate::set::document::{Inline, InlineKind, PageId, SectionKey, Variable};
use crate::set::sector::Sector;

/// A thing of the set that a page depends on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The text of a section.
    Section(SectionKey),
    /// A value: a fact's, a contact's, the region's.
    Value(Variable),
    /// A source.
    Source(String),
    /// A term of the glossary, by its number.
    Term(usize),
    /// Title, summary and address of a page.
    Page(PageId),
    /// A passage.
    Passage(String),
    /// A slot.
    Slot(String),
    /// An experience.
    Experience(String),
    /// An image or document, by path below the set's root.
    File(String),
}

/// What is known while one page is being made.
pub(super) struct Filler<'a, 's> {
    pub(super) view: &'a SiteView<'a, 's>,
    /// The page, when it is one of the set.
    pub(super) page: Option<&'a Page<'s>>,
    /// The track of the youth site on which it stands.
    pub(super) track: Option<Sector>,
    /// From this page to the site's root.
    pub(super) root: String,
    /// The sources, in the order in which they were cited.
    pub(super) cited: Vec<String>,
    /// The sources of passages, which are named without a number.
    pub(super) underlying: Vec<String>,
    /// The terms that were explained, in order.
    pub(super) terms: Vec<usize>,
    /// Ids of slots and passages that stand on the page.
    pub(super) ids: BTreeSet<String>,
    /// What the page depends on.
    pub(super) keys: BTreeSet<Key>,
    /// The level of a heading that would come now.
    pub(super) level: u8,
    /// The headings of the page as items of a list, where somebody asked for them.
    pub(super) contents: Option<Contents>,
}

/// The headings of a page.
#[derive(Default)]
pub(super) struct Contents {
    /// How many.
    pub(super) number: usize,
    /// Items of a list.
    pub(super) html: String,
}

impl<'a, 's> Filler<'a, 's> {
    pub(super) fn new(view: &'a SiteView<'a, 's>, page: Option<&'a Page<'s>>, track: Option<Sector>, at: &str) -> Self {
        Self {
            view,
            page,
            track,
            root: to_root(at),
            cited: Vec::new(),
            underlying: Vec::new(),
            terms: Vec::new(),
            ids: BTreeSet::new(),
            keys: BTreeSet::new(),
            level: 2,
            contents: None,
        }
    }

    /// Writes the template with every hole filled.
    pub(super) fn fill(&mut self, template: &Template, out: &mut String) {
        for (text, hole) in template.pieces() {
            out.push_str(text);
            if let Some(hole) = hole {
                self.hole(hole, out);
            }
        }
    }

    fn hole(&mut self, hole: &Hole, out: &mut String) {
        match hole {
            Hole::Value(variable) => {
                let value = self.value(variable);
                escape_into(out, &value);
            }
            Hole::Reach(variable) => self.reach(variable, out),
            Hole::Citation(id) => self.citation(id, out),
            Hole::Term(number, written) => self.term(*number, written, out),
            Hole::Page(id, section) => self.link(id, section.as_deref(), out),
            Hole::File(path) => {
                self.keys.insert(Key::File(path.clone()));
                out.push_str(&self.root);
                out.push_str(&published(path));
            }
            Hole::Width(path) => self.measure(path, |size| size.0, out),
            Hole::Height(path) => self.measure(path, |size| size.1, out),
            Hole::Passage(id) => page::passage(self, id, out),
            Hole::Slot(id) => page::slot(self, id, out),
            Hole::Experience(id) => page::experience(self, id, out),
            Hole::Named(name) if name == "niveau" => out.push_str(&self.level.to_string()),
            Hole::Named(name) if name == "wortel" => out.push_str(&self.root),
            Hole::Named(_) => {}
            Hole::MarkBegins => out.push_str(marks::BEGINS),
            Hole::MarkEnds => out.push_str(marks::ENDS),
            Hole::MarkNumber(number, address) => {
                // A passage may stand on a page twice.
                let id = Some(Marks::id(*number)).filter(|id| self.ids.insert(id.clone()));
                marks::number(*number, address, id.as_deref(), out);
            }
        }
    }

    /// The value of a variable; an unknown one shows its name, and a rule has told of it.
    pub(super) fn value(&mut self, variable: &Variable) -> String {
        self.keys.insert(Key::Value(variable.clone()));
        let registers = &self.view.site.set.registers;
        match variable {
            Variable::Fact(id, value) => registers.facts.get(id).and_then(|f| f.values.get(value)).cloned(),
            Variable::Contact(id, field) => registers.contacts.get(id).and_then(|c| c.fields.get(field)).cloned(),
            Variable::Region(field) => self.view.site.region.field(field, self.view.site.id.audience),
        }
        .unwrap_or_else(|| "…".to_owned())
    }

    fn measure(&self, path: &str, of: fn((u32, u32)) -> u32, out: &mut String) {
        let size = self.view.site.set.files.get(path).and_then(|f| f.size).unwrap_or((0, 0));
        let _ = write!(out, "{}", of(size));
    }

    /// A contact's number rings, its address opens; all else is text.
    fn reach(&mut self, variable: &Variable, out: &mut String) {
        let value = self.value(variable);
        let field = match variable {
            Variable::Contact(_, field) => field.as_str(),
            _ => "",
        };
        let (link, shown) = match field {
            "telefoon" | "telefoon2" => (format!("tel:{}", value.replace([' ', '-'], "")), value.as_str()),
            "mail" => (format!("mailto:{value}"), value.as_str()),
            "site" | "chat" => {
                (value.clone(), value.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/'))
            }
            _ => return escape_into(out, &value),
        };
        out.push_str("<a href=\"");
        escape_into(out, &link);
        out.push_str("\">");
        escape_into(out, shown);
        out.push_str("</a>");
    }

    fn citation(&mut self, id: &str, out: &mut String) {
        // Outside a page there is no list of sources to point at.
        if self.page.is_none() {
            return;
        }
        let number = self.cite(id);
        let _ = write!(
            out,
            "<sup class=\"bron\"><a href=\"#_bron-{number}\"><span class=\"onzichtbaar\">bron </span>{number}</a></sup>"
        );
    }

    /// The number of a source on this page.
    pub(super) fn cite(&mut self, id: &str) -> usize {
        self.keys.insert(Key::Source(id.to_owned()));
        let known = self.cited.iter().position(|c| c == id);
        let index = known.unwrap_or_else(|| {
            self.cited.push(id.to_owned());
            self.cited.len() - 1
        });
        index + 1
    }

    /// The first mention of a term leads to its explanation at the foot of the page.
    fn term(&mut self, number: usize, written: &str, out: &mut String) {
        let term = &self.view.site.set.registers.terms[number];
        let first = !self.terms.contains(&number) && term.audiences.contains(&self.view.site.id.audience);
        if first {
            self.keys.insert(Key::Term(number));
            self.terms.push(number);
            let _ = write!(out, "<a class=\"woord\" href=\"#_woord-{}\">", self.terms.len());
        }
        escape_into(out, written);
        if first {
            out.push_str("</a>");
        }
    }

    fn link(&mut self, id: &PageId, section: Option<&str>, out: &mut String) {
        self.keys.insert(Key::Page(id.clone()));
        let site = self.view.site;
        if let Some(page) = site.pages.get(id.slug.as_str()).filter(|_| id.audience == site.id.audience) {
            out.push_str(&self.root);
            out.push_str(&address(&id.slug, page.sectors, id.audience, self.track));
        } else if site.is_behind(id) {
            out.push_str(NOWHERE);
        }
        if let Some(section) = section {
            out.push('#');
            escape_into(out, section);
        }
    }
}

/// Where an image or document stands on a site: the nation's and the region's apart, since names may be the same.
pub(super) fn published(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.starts_with("regions/") { format!("bestanden/regio/{name}") } else { format!("bestanden/{name}") }
}

impl Filler<'_, '_> {
    /// A line of front matter, or a heading, as plain text.
    pub(super) fn line(&mut self, line: &[Inline]) -> String {
        let mut text = String::new();
        self.line_into(line, &mut text);
        text
    }

    fn line_into(&mut self, line: &[Inline], text: &mut String) {
        for inline in line {
            match &inline.kind {
                InlineKind::Text(t) | InlineKind::Code(t) => text.push_str(t),
                InlineKind::Variable(variable) => text.push_str(&self.value(variable)),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Struck(inner)
                | InlineKind::Link(_, inner) => self.line_into(inner, text),
                InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
                InlineKind::Image(..) | InlineKind::Citation(_) => {}
            }
        }
    }

    /// Notes a heading for the list of contents.
    pub(super) fn note_heading(&mut self, id: &str, heading: &str) {
        if let Some(contents) = &mut self.contents {
            contents.number += 1;
            let _ = write!(contents.html, "<li><a href=\"#{id}\">");
            escape_into(&mut contents.html, heading);
            contents.html.push_str("</a></li>\n");
        }
    }
}
