//! What no more than spelling may change: the words of a text, and which of them carry its meaning.
//!
//! In: two texts as lists of [`Word`]s. Out: the first word that differs and may not: a number, a date, a negation, a
//! modal verb, a fact, a passage, a source, or who reads it and when.

use std::fmt;

use super::document::{Block, BlockKind, Inline, InlineKind, Section, Variable};
use super::marks::Marks;
use super::page::PageMeta;

/// A word of a text, or a value that stands in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// As written, in small letters.
    pub text: String,
    /// What kind of meaning hangs on it, if any.
    pub guards: Option<&'static str>,
}

/// A word that differs, and may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The kind of word: `het getal`, `de ontkenning`, …
    pub kind: &'static str,
    /// The word.
    pub word: String,
    /// Whether it was added; else it was taken away.
    pub added: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.added { "kwam erbij" } else { "is weg" };
        write!(f, "{} `{}` {how}", self.kind, self.word)
    }
}

const NUMBERS: [&str; 31] = [
    "nul",
    "één",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
    "dertig",
    "veertig",
    "vijftig",
    "zestig",
    "honderd",
    "duizend",
    "half",
    "halve",
    "dubbel",
    "eerste",
];
/// What names a day or a stretch of days, besides the months.
const DAYS: [&str; 13] = [
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "dag",
    "dagen",
    "week",
    "weken",
    "maand",
    "maanden",
];
const NEGATIONS: [&str; 12] =
    ["niet", "geen", "nooit", "niemand", "niets", "niks", "nergens", "nee", "noch", "zonder", "behalve", "tenzij"];
const MODALS: [&str; 17] = [
    "moet", "moeten", "moest", "moesten", "mag", "mogen", "mocht", "mochten", "kan", "kun", "kunt", "kunnen", "kon",
    "konden", "hoef", "hoeft", "hoeven",
];

/// The words of a page's front matter that readers see, and of its sections.
pub fn words(meta: Option<&PageMeta>, sections: &[Section]) -> Vec<Word> {
    let mut walk = Walk::default();
    if let Some(meta) = meta {
        walk.inlines(&meta.title.value);
        walk.end();
        walk.inlines(&meta.summary.value);
        walk.end();
        meta.sectors.iter().for_each(|s| walk.guarded("voor wie de tekst is", s.name()));
    }
    sections.iter().for_each(|s| walk.section(s));
    walk.words
}

/// The words of a line.
pub fn line_words(line: &str) -> Vec<Word> {
    let mut walk = Walk { text: line.to_owned(), ..Walk::default() };
    walk.end();
    walk.words
}

/// Gathers the words of a tree. How running text is cut up by markup does not matter.
#[derive(Default)]
struct Walk {
    words: Vec<Word>,
    text: String,
}

impl Walk {
    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let apart = |c: char| !(c.is_alphanumeric() || c == '\'');
        self.words.extend(text.split(apart).filter(|w| !w.is_empty()).map(word));
    }

    fn guarded(&mut self, kind: &'static str, text: &str) {
        self.end();
        self.words.push(Word { text: text.to_owned(), guards: Some(kind) });
    }

    fn section(&mut self, section: &Section) {
        self.marks(&section.marks);
        if let Some(heading) = &section.heading {
            self.inlines(&heading.content);
            self.end();
        }
        self.blocks(&section.blocks);
        section.children.iter().for_each(|child| self.section(child));
    }

    fn marks(&mut self, marks: &Marks) {
        if marks.sectors != super::sector::Sectors::BOTH {
            marks.sectors.iter().for_each(|s| self.guarded("voor wie de tekst is", s.name()));
        }
        for day in [marks.from, marks.until].into_iter().flatten() {
            self.guarded("de datum of termijn", &day.to_string());
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => self.inlines(content),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                BlockKind::Quote(inner) => self.blocks(inner),
                BlockKind::Code(code) => self.text.push_str(code),
                BlockKind::Table { head, rows, .. } => {
                    for cell in head.iter().chain(rows.iter().flatten()) {
                        self.inlines(&cell.content);
                        self.end();
                    }
                }
                BlockKind::Passage(id) => self.guarded("de passage", &id.value),
                BlockKind::Rule | BlockKind::Slot(_) | BlockKind::Experience(_) => {}
            }
            self.end();
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.text.push_str(text),
                InlineKind::SoftBreak | InlineKind::HardBreak => self.text.push(' '),
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Link(_, inner)
                | InlineKind::Image(_, inner) => self.inlines(inner),
                // What is struck out is taken back.
                InlineKind::Struck(inner) => {
                    self.guarded("de doorhaling", "~~");
                    self.inlines(inner);
                    self.guarded("de doorhaling", "~~");
                }
                InlineKind::Citation(id) => self.guarded("de bron", id),
                InlineKind::Variable(Variable::Fact(id, value)) => {
                    self.guarded("het feit", &format!("feit.{id}.{value}"));
                }
                InlineKind::Variable(Variable::Contact(id, field)) => {
                    self.guarded("het contact", &format!("contact.{id}.{field}"));
                }
                InlineKind::Variable(Variable::Region(field)) => self.guarded("de regio", &format!("regio.{field}")),
            }
        }
    }
}

fn word(written: &str) -> Word {
    let text = written.to_lowercase();
    let is = |list: &[&str]| list.contains(&text.as_str());
    let guards = if text.chars().any(|c| c.is_ascii_digit()) || is(&NUMBERS) {
        Some("het getal")
    } else if is(&super::MONTHS) || is(&DAYS) {
        Some("de datum of termijn")
    } else if is(&NEGATIONS) {
        Some("de ontkenning")
    } else if is(&MODALS) {
        Some("het werkwoord")
    } else {
        None
    };
    Word { text, guards }
}

/// The first word that differs and may not; nothing when the change is no more than spelling, links or layout.
pub fn forbidden(old: &[Word], new: &[Word]) -> Option<Difference> {
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, old, new);
    for op in ops {
        let (tag, old_range, new_range) = op.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            continue;
        }
        let gone = old[old_range.clone()].iter().map(|w| (w, false));
        let come = new[new_range.clone()].iter().map(|w| (w, true));
        let opposite = old[old_range.clone()].iter().flat_map(|a| new[new_range.clone()].iter().map(move |b| (a, b)));
        let opposite =
            opposite.into_iter().find(|(a, b)| is_opposite(&a.text, &b.text) || is_opposite(&b.text, &a.text));
        if let Some((_, word)) = opposite {
            return Some(Difference { kind: "de ontkenning", word: word.text.clone(), added: true });
        }
        if let Some((word, added)) = gone.chain(come).find(|(w, _)| w.guards.is_some()) {
            return Some(Difference { kind: word.guards.unwrap_or_default(), word: word.text.clone(), added });
        }
    }
    None
}

/// `ongeldig` denies `geldig`.
fn is_opposite(word: &str, other: &str) -> bool {
    word.strip_prefix("on") == Some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Option<String> {
        forbidden(&line_words(old), &line_words(new)).map(|d| d.word)
    }

    #[test]
    fn spelling_may_change_and_meaning_may_not() {
        let text = "De school beslist binnen 6 weken. U mag bezwaar maken, en hoeft niets te betalen.";
        assert_eq!(told(text, &text.replace("beslist", "besluit")), None);
        assert_eq!(told(text, &text.replace("bezwaar maken,", "bezwaar maken;")), None);
        for (from, to, word) in [
            ("6", "10", "6"),
            ("weken", "maanden", "weken"),
            ("mag", "moet", "mag"),
            ("mag", "mag niet", "niet"),
            ("niets", "iets", "niets"),
            ("hoeft", "kunt", "hoeft"),
        ] {
            assert_eq!(told(text, &text.replace(from, to)).as_deref(), Some(word), "{from} -> {to}");
        }
        assert_eq!(told("Uw pas is geldig.", "Uw pas is ongeldig.").as_deref(), Some("ongeldig"));
        assert_eq!(told("Bel voor 1 augustus.", "Bel voor 1 juli.").as_deref(), Some("augustus"));
        assert_eq!(told("Wacht zes weken.", "Wacht tien weken.").as_deref(), Some("zes"));
    }

    #[test]
    fn a_negation_that_moves_is_told() {
        let moved = told(
            "De school mag niet weigeren, en de ouders mogen klagen.",
            "De school mag weigeren, en de ouders mogen niet klagen.",
        );
        assert_eq!(moved.as_deref(), Some("niet"));
    }
}
