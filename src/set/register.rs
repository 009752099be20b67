//! The registers: facts, sources, terms, words, contacts, slots, the referral table.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::sector::Sectors;
use crate::source::{Audience, Span, Spanned};

/// A fact: stands in one place, is shown in many.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Where its id stands.
    pub span: Span,
    /// `kernzin`: the fact in one sentence.
    pub sentence: Option<String>,
    /// `kernzin-jongeren`
    pub sentence_young: Option<String>,
    /// The values that a text may show.
    pub values: BTreeMap<String, String>,
    /// Where it counts.
    pub sectors: Sectors,
    /// The sources it rests on.
    pub basis: Vec<Spanned<String>>,
    /// First day on which it holds.
    pub valid_from: Option<Date>,
    /// Last day on which it holds.
    pub valid_until: Option<Date>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// How sure a fact or contact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// vastgesteld
    Established,
    /// waarschijnlijk
    Likely,
    /// onbekend: may not be stated
    Unknown,
}

impl Certainty {
    /// As editors write it.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::Established => "vastgesteld",
            Certainty::Likely => "waarschijnlijk",
            Certainty::Unknown => "onbekend",
        }
    }
}

/// A source: a law article, a report, a page of an organisation.
#[derive(Clone, Debug)]
pub struct Source {
    /// Where its id stands.
    pub span: Span,
    /// Title.
    pub title: String,
    /// Who published it.
    pub publisher: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// Which version was read.
    pub version: Option<String>,
    /// When it was read.
    pub consulted: Option<Date>,
}

/// A term of the glossary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub term: Spanned<String>,
    /// Its explanation for parents.
    pub explanation: String,
    /// Its explanation for young people, when that is another.
    pub explanation_young: Option<String>,
    /// Other forms under which a text may name it.
    pub synonyms: Vec<String>,
    /// Who gets the explanation.
    pub audiences: Vec<Audience>,
}

impl Term {
    /// The explanation in the voice of these readers.
    pub fn explanation_for(&self, audience: Audience) -> &str {
        match (audience, &self.explanation_young) {
            (Audience::Jongeren, Some(young)) => young,
            _ => &self.explanation,
        }
    }
}

/// A word to avoid, and what to write.
#[derive(Clone, Debug)]
pub struct Word {
    /// The word.
    pub word: Spanned<String>,
    /// Its other forms.
    pub forms: Vec<String>,
    /// What to write.
    pub instead: Option<String>,
    /// For whom it is avoided.
    pub audiences: Vec<Audience>,
}

/// A national organisation.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Where its id stands.
    pub span: Span,
    /// The fields that a text may show: `naam`, `telefoon`, `tijden`, …
    pub fields: BTreeMap<String, String>,
    /// A safety number: can't be removed or outranked.
    pub safety: bool,
    /// The sites that may show it.
    pub audiences: Vec<Audience>,
    /// How sure it is.
    pub certainty: Certainty,
    /// `gecontroleerd-op`: when somebody called or looked.
    pub checked_on: Option<Date>,
}

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlotKind {
    /// Text of the region.
    Text,
    /// Data of `regio.yaml`.
    Data,
    /// Entries with an end date.
    Agenda,
}

/// When a slot has to be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Required {
    /// Always.
    Yes,
    /// Never.
    No,
    /// When this other slot is filled.
    With(Spanned<String>),
}

/// A named place in a national page that only a region fills.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Where its id stands.
    pub span: Span,
    /// The heading above it.
    pub heading: String,
    /// The heading for young people, when that is another.
    pub heading_young: Option<String>,
    /// What it holds.
    pub kind: SlotKind,
    /// The sites that show it.
    pub audiences: Vec<Audience>,
    /// Where it counts.
    pub sectors: Sectors,
    /// Whether it may be filled apart for po and vo.
    pub per_sector: bool,
    /// When it has to be filled.
    pub required: Required,
    /// For whom it has to be filled; all its sites when empty.
    pub required_for: Vec<Audience>,
}

/// A row of the referral table: where to go with what.
#[derive(Clone, Debug)]
pub struct Referral {
    /// Where its id stands.
    pub span: Span,
    /// The contacts it names.
    pub contacts: Vec<Spanned<String>>,
    /// `themas`: the subjects of pages that it belongs to.
    pub themes: Vec<String>,
    /// The sites that show it.
    pub audiences: Vec<Audience>,
}

/// Something that changed in the texts, for readers.
#[derive(Clone, Debug)]
pub struct Change {
    /// When.
    pub day: Date,
    /// What, for parents.
    pub text: String,
    /// What, for young people, when that is said otherwise.
    pub text_young: Option<String>,
    /// The pages, as `ouders/slug`.
    pub pages: Vec<Spanned<String>>,
    /// Who is told.
    pub audiences: Vec<Audience>,
}

impl Change {
    /// What changed, in the voice of these readers.
    pub fn text_for(&self, audience: Audience) -> &str {
        match (audience, &self.text_young) {
            (Audience::Jongeren, Some(young)) => young,
            _ => &self.text,
        }
    }
}

/// A four-digit postcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Postcode {
    /// Its row.
    pub span: Span,
    /// Codes of the samenwerkingsverbanden for primary education.
    pub po: Vec<String>,
    /// Codes of those for secondary education.
    pub vo: Vec<String>,
}

/// What readers said, and what was done with it.
#[derive(Clone, Debug)]
pub struct Feedback {
    /// Where its id stands.
    pub span: Span,
    /// `datum`
    pub date: Date,
    /// `van`: the group that said it.
    pub of: String,
    /// `gezegd`
    pub said: String,
    /// `besluit`
    pub decision: Decision,
    /// `gedaan`
    pub done: Option<String>,
    /// `reden`
    pub reason: Option<String>,
    /// `pagina` that it is about, as `ouders/tlv`.
    pub page: Option<Spanned<String>>,
    /// `doelgroep`: the sites that show it.
    pub audiences: Vec<Audience>,
}

/// What was decided on a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// ja
    Yes,
    /// deels
    Partly,
    /// nee
    No,
}

/// All registers.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// By id.
    pub facts: BTreeMap<String, Fact>,
    /// By id.
    pub sources: BTreeMap<String, Source>,
    /// In the order of the file.
    pub terms: Vec<Term>,
    /// In the order of the file.
    pub words: Vec<Word>,
    /// By id.
    pub contacts: BTreeMap<String, Contact>,
    /// By id.
    pub slots: BTreeMap<String, Slot>,
    /// By id.
    pub referrals: BTreeMap<String, Referral>,
    /// In the order of the file.
    pub changes: Vec<Change>,
    /// By id.
    pub feedback: BTreeMap<String, Feedback>,
    /// By the four digits.
    pub postcodes: BTreeMap<String, Postcode>,
    /// The registers that could not be read whole: what they hold is not known.
    pub unread: BTreeSet<String>,
}
