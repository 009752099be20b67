//! The canonical form of a text: what a confirmation or a signature holds on to.
//!
//! In: parsed sections. Out: a [`Fingerprint`], the blake3 hash of a versioned dump of the tree. The same words give the
//! same fingerprint however the lines are broken, whatever the markup characters, and whether a letter with an accent
//! was typed as one sign or two. Variables stand in it unresolved and passages by their id, since facts and passages
//! have signatures of their own; `.po`, `.vo`, `vanaf` and `tot` stand in it, since they decide who reads a text. Slots
//! and experiences are left out: they are no part of what was judged. Ids of sections are addresses, no text.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use super::document::{Block, BlockKind, Cell, Document, Inline, InlineKind, Item, Section, Target, Variable};
use super::marks::Marks;
use super::sector::Sectors;

/// Which dump this is; another way of writing it down is another version, and makes every fingerprint new.
const VERSION: &str = "wegwijzer-tekst-1";

/// The hash of a text, as 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint that was written down as `text`, if it is one.
    pub fn read(text: &str) -> Option<Self> {
        let fine = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        fine.then(|| Self(text.to_owned()))
    }

    /// Enough of it to tell versions of one text apart.
    pub fn short(&self) -> &str {
        &self.0[..8]
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The fingerprint of one section with all below it, whatever it is called.
pub fn section(section: &Section) -> Fingerprint {
    let mut dump = Dump::new("sectie");
    dump.section(section);
    dump.finish()
}

/// The fingerprint of a text in a file of its own: a passage, a story, the text of a slot.
pub fn document(document: &Document) -> Fingerprint {
    let mut dump = Dump::new("tekst");
    document.sections.iter().for_each(|section| dump.section(section));
    dump.finish()
}

/// Writes a tree down. Every node is a letter and its parts between brackets; every text goes with its length, so that
/// no text can pass for structure.
#[derive(Debug)]
pub struct Dump {
    out: Vec<u8>,
    /// Running text that has not been written yet: how it was cut into pieces does not matter.
    text: String,
}

impl Dump {
    /// Begins the dump of a thing of this kind.
    pub fn new(kind: &str) -> Self {
        let mut dump = Self { out: Vec::with_capacity(1024), text: String::new() };
        dump.word(VERSION);
        dump.word(kind);
        dump
    }

    /// The hash of what was written.
    pub fn finish(mut self) -> Fingerprint {
        self.flush();
        Fingerprint(blake3::hash(&self.out).to_hex().to_string())
    }

    /// A value as it is: a name, a number, a date.
    pub fn word(&mut self, word: &str) {
        self.flush();
        self.length_and(word);
    }

    /// Running text without markup: a line of a register.
    pub fn running(&mut self, text: &str) {
        self.text.push_str(text);
        self.flush();
    }

    /// Every section of a text.
    pub fn sections(&mut self, document: &Document) {
        document.sections.iter().for_each(|section| self.section(section));
    }

    /// Running text of front matter or body.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
        self.flush();
    }

    /// A section: who reads it, its heading, its blocks, what stands below it.
    pub fn section(&mut self, section: &Section) {
        self.open('S');
        self.marks(&section.marks);
        if let Some(heading) = &section.heading {
            self.inlines(&heading.content);
        }
        self.blocks(&section.blocks);
        section.children.iter().for_each(|child| self.section(child));
        self.close();
    }

    /// The sectors that something counts for.
    pub fn sectors(&mut self, sectors: Sectors) {
        sectors.iter().for_each(|sector| self.word(sector.name()));
    }

    fn marks(&mut self, marks: &Marks) {
        self.open('M');
        self.sectors(marks.sectors);
        if marks.folded {
            self.word("uitklap");
        }
        for (name, day) in [("vanaf", marks.from), ("tot", marks.until)] {
            if let Some(day) = day {
                self.word(name);
                self.word(&day.to_string());
            }
        }
        self.close();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(&block.kind));
    }

    fn block(&mut self, block: &BlockKind) {
        match block {
            BlockKind::Slot(_) | BlockKind::Experience(_) => {}
            BlockKind::Passage(id) => self.node('P', |d| d.word(&id.value)),
            BlockKind::Paragraph(content) => self.node('p', |d| d.inlines(content)),
            BlockKind::Quote(inner) => self.node('q', |d| d.blocks(inner)),
            // Spaces in text that is shown as typed are text.
            BlockKind::Code(code) => self.node('k', |d| d.word(code)),
            BlockKind::Rule => self.node('r', |_| {}),
            BlockKind::List { start, items, tight: _ } => self.node('l', |d| {
                d.word(&start.map_or_else(String::new, |s| s.to_string()));
                items.iter().for_each(|item| d.item(item));
            }),
            BlockKind::Table { head, rows, columns: _ } => self.node('t', |d| {
                for row in std::iter::once(head).chain(rows) {
                    d.node('w', |d| row.iter().for_each(|cell: &Cell| d.node('c', |d| d.inlines(&cell.content))));
                }
            }),
        }
    }

    fn item(&mut self, item: &Item) {
        self.node('i', |d| {
            if let Some(done) = item.done {
                d.word(if done { "x" } else { "_" });
            }
            d.blocks(&item.blocks);
        });
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Text(text) => self.text.push_str(text),
            InlineKind::SoftBreak => self.text.push(' '),
            InlineKind::HardBreak => self.node('b', |_| {}),
            InlineKind::Code(code) => self.node('k', |d| d.word(code)),
            InlineKind::Emphasis(inner) => self.node('e', |d| d.inlines(inner)),
            InlineKind::Strong(inner) => self.node('v', |d| d.inlines(inner)),
            InlineKind::Struck(inner) => self.node('d', |d| d.inlines(inner)),
            InlineKind::Link(target, inner) => self.node('a', |d| {
                d.target(target);
                d.inlines(inner);
            }),
            InlineKind::Image(path, alternative) => self.node('g', |d| {
                d.word(&path.value);
                d.inlines(alternative);
            }),
            InlineKind::Citation(id) => self.node('n', |d| d.word(id)),
            InlineKind::Variable(variable) => self.node('x', |d| d.variable(variable)),
        }
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::Page(page, section) => {
                self.word(&page.to_string());
                section.iter().for_each(|s| self.word(s));
            }
            Target::Section(section) => self.word(&format!("#{section}")),
            Target::File(path) => self.word(path),
            Target::Outside(address) => self.word(address),
            Target::Refused => {}
        }
    }

    fn variable(&mut self, variable: &Variable) {
        match variable {
            Variable::Fact(id, value) => ["feit", id, value].iter().for_each(|w| self.word(w)),
            Variable::Contact(id, field) => ["contact", id, field].iter().for_each(|w| self.word(w)),
            Variable::Region(field) => ["regio", field].iter().for_each(|w| self.word(w)),
        }
    }

    /// A node with its parts.
    pub(super) fn node(&mut self, letter: char, inner: impl FnOnce(&mut Self)) {
        self.open(letter);
        inner(self);
        self.close();
    }

    fn open(&mut self, letter: char) {
        self.flush();
        self.out.extend([letter as u8, b'(']);
    }

    fn close(&mut self) {
        self.flush();
        self.out.push(b')');
    }

    /// Writes the running text: white space folded to single spaces, accents as one sign.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let edge = |space: bool| if space { " " } else { "" };
        let (before, after) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
        let words: Vec<&str> = text.split_whitespace().collect();
        let folded = match words.as_slice() {
            [] => " ".to_owned(),
            words => format!("{}{}{}", edge(before), words.join(" "), edge(after)),
        };
        self.length_and(&folded.nfc().collect::<String>());
    }

    fn length_and(&mut self, text: &str) {
        self.out.extend(text.len().to_string().bytes());
        self.out.push(b':');
        self.out.extend(text.bytes());
    }
}
