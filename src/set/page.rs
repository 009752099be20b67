//! Pages, passages and experiences: a document with what its front matter says.

use jiff::civil::Date;

use super::canonical::Fingerprint;
use super::document::{Document, Inline};
use super::sector::{Sector, Sectors};
use crate::source::{FileId, Span, Spanned};

/// What a text is for: the three pillars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pillar {
    /// informeren
    Inform,
    /// steunen
    Support,
    /// signaleren
    Signal,
}

/// Who writes and signs a text, and what a region may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Rights, terms, duties.
    A,
    /// Explanation.
    B,
    /// Regional text.
    C,
    /// Data.
    E,
}

impl Class {
    /// As editors write it.
    pub fn name(self) -> &'static str {
        match self {
            Class::A => "A",
            Class::B => "B",
            Class::C => "C",
            Class::E => "E",
        }
    }
}

/// The same subject on the other site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Counterpart {
    /// Not said.
    #[default]
    Unsaid,
    /// These pages, as `jongeren/slug`.
    Pages(Vec<Spanned<String>>),
    /// There is none, for this reason.
    None(String),
}

/// The front matter of a page.
#[derive(Clone, Debug)]
pub struct PageMeta {
    /// `titel`
    pub title: Spanned<Vec<Inline>>,
    /// `samenvatting`
    pub summary: Spanned<Vec<Inline>>,
    /// `pijler`
    pub pillar: Option<Pillar>,
    /// `onderwijs`
    pub sectors: Sectors,
    /// `klasse`
    pub class: Class,
    /// Where the class is written; the title's place when it is not.
    pub class_span: Span,
    /// `themas`
    pub themes: Vec<Spanned<String>>,
    /// `doelgroep`: groups for whom the text is above all.
    pub groups: Vec<Spanned<String>>,
    /// `bronnen`
    pub sources: Vec<Spanned<String>>,
    /// `tegenhanger`
    pub counterpart: Counterpart,
    /// `trefwoorden`: words that readers look for.
    pub keywords: Vec<String>,
    /// `verwant`: pages of the same site.
    pub related: Vec<Spanned<String>>,
    /// `ervaringen`
    pub experiences: Vec<Spanned<String>>,
    /// `gevoelig`
    pub sensitive: bool,
    /// `optioneel`: a region may hide it.
    pub optional: bool,
    /// `oude-adressen`: slugs that lead here.
    pub old: Vec<Spanned<String>>,
    /// `eigenaar`
    pub owner: Option<Spanned<String>>,
    /// `herzien-voor`
    pub review_before: Option<Date>,
    /// `auteurs`: codes of who wrote the text.
    pub authors: Vec<Spanned<String>>,
    /// `ervaring-gewenst`: where the page asks for a story.
    pub wants_story: Option<Span>,
    /// `wijzigingen`, newest first.
    pub changes: Vec<Change>,
    /// `na` and `onder`: where a page of a region stands in the menu.
    pub placement: Option<Spanned<Placement>>,
}

/// What kind of change a page went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// feit: something is otherwise than it was.
    Fact,
    /// taal: said in other words.
    Language,
    /// regio: how it works in a region.
    Region,
}

impl ChangeKind {
    /// As editors write it.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Fact => "feit",
            ChangeKind::Language => "taal",
            ChangeKind::Region => "regio",
        }
    }
}

/// A change that readers are told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The whole entry.
    pub span: Span,
    /// `datum`
    pub date: Date,
    /// `soort`
    pub kind: ChangeKind,
    /// `wat`
    pub what: String,
    /// `waarom`
    pub why: Option<String>,
    /// `advies-van`: the group that asked for it.
    pub advice_of: Option<String>,
}

/// Where a page of a region stands in the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// After this page.
    After(String),
    /// At the end of this group.
    Under(String),
}

/// Who looks after a text, and who may not sign it.
#[derive(Clone, Debug, Default)]
pub struct Care {
    /// `eigenaar`
    pub owner: Option<Spanned<String>>,
    /// `herzien-voor`
    pub review_before: Option<Date>,
    /// `auteurs`: codes of who wrote the text.
    pub authors: Vec<Spanned<String>>,
}

/// A page of the national set, or a page that a region adds.
#[derive(Clone, Debug)]
pub struct PageSource {
    /// Its file.
    pub file: FileId,
    /// Its front matter.
    pub meta: PageMeta,
    /// Its text.
    pub document: Document,
}

/// What a region does with a national page.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// Its file.
    pub file: FileId,
    /// `titel`, of a page of class C.
    pub title: Option<Spanned<Vec<Inline>>>,
    /// `samenvatting`, of a page of class C.
    pub summary: Option<Spanned<Vec<Inline>>>,
    /// `verborgen`: why the whole page is not shown.
    pub hidden: Option<Spanned<String>>,
    /// `verbergt`: sections that are not shown, each with a reason.
    pub hides: Vec<Hiding>,
    /// `verbergt`: national stories that are not shown, each with a reason.
    pub hides_stories: Vec<Hiding>,
    /// `verwant`: pages that are added.
    pub related: Vec<Spanned<String>>,
    /// `ervaringen` that are added.
    pub experiences: Vec<Spanned<String>>,
    /// `eigenaar`
    pub owner: Option<Spanned<String>>,
    /// `gecontroleerd-op`
    pub checked_on: Option<Date>,
    /// Who looks after it.
    pub care: Care,
    /// The sections, each with its operation.
    pub document: Document,
}

impl Overlay {
    /// Whether the page stays as the nation made it.
    pub fn changes_nothing(&self) -> bool {
        self.document.is_empty()
            && self.hides.is_empty()
            && self.hides_stories.is_empty()
            && self.experiences.is_empty()
            && self.related.is_empty()
            && self.title.is_none()
            && self.summary.is_none()
            && self.hidden.is_none()
    }
}

/// What `basis.lock` says of one page: the national sections on which a region wrote, by name.
pub type Base = std::collections::BTreeMap<String, Confirmation>;

/// That somebody looked at a national section and found that what the region does with it still fits.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// The entry in `basis.lock`.
    pub span: Span,
    /// Of the national section as it was then.
    pub fingerprint: Fingerprint,
    /// Its text as it was then, as it stood in the file.
    pub text: String,
    /// The day.
    pub on: Option<Date>,
}

/// A section or story that a region does not show.
#[derive(Clone, Debug)]
pub struct Hiding {
    /// Its id.
    pub section: Spanned<String>,
    /// Why.
    pub reason: Spanned<String>,
}

/// A locked passage: a right, a term, a duty, written once.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Its file.
    pub file: FileId,
    /// `bronnen`
    pub sources: Vec<Spanned<String>>,
    /// `feiten` that it rests on.
    pub facts: Vec<Spanned<String>>,
    /// Who looks after it.
    pub care: Care,
    /// Its text.
    pub document: Document,
}

/// Who tells an experience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Teller {
    /// A parent.
    Parent,
    /// A pupil of the basisschool.
    PupilPo,
    /// A pupil of the middelbare school.
    PupilVo,
    /// A young person.
    Young,
}

impl Teller {
    /// The kind of school that a pupil tells of.
    pub fn sector(self) -> Option<Sector> {
        match self {
            Self::PupilPo => Some(Sector::Po),
            Self::PupilVo => Some(Sector::Vo),
            Self::Parent | Self::Young => None,
        }
    }
}

/// How it went for who tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tendency {
    /// goed
    Good,
    /// lastig
    Hard,
    /// beide
    Both,
}

/// Where a story may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConsentScope {
    /// On the site of the region.
    Site,
    /// On paper.
    Print,
    /// In the whole country.
    National,
}

/// What somebody went through: subjective, with consent, apart from the facts.
#[derive(Clone, Debug)]
pub struct Experience {
    /// Its file.
    pub file: FileId,
    /// `titel`
    pub title: String,
    /// `rol`
    pub teller: Teller,
    /// `jaar`
    pub year: Option<i64>,
    /// `verzonnen`: made up for a demonstration.
    pub invented: bool,
    /// `themas`
    pub themes: Vec<Spanned<String>>,
    /// `strekking`
    pub tendency: Option<Tendency>,
    /// Where `toestemming` is written; the file's begin when it is not.
    pub consent_span: Span,
    /// `toestemming.voor`
    pub consent_for: Vec<ConsentScope>,
    /// `toestemming.tot`: the first day without consent.
    pub consent_until: Option<Date>,
    /// `toestemming.ingetrokken`
    pub withdrawn: bool,
    /// Who looks after it.
    pub care: Care,
    /// The story.
    pub document: Document,
}

impl Experience {
    /// Whether it may be shown on that day.
    pub fn may_be_shown(&self, as_of: Date) -> bool {
        !self.withdrawn && self.consent_until.is_some_and(|until| as_of < until)
    }
}
