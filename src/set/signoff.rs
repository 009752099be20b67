//! Records of judgement: who looked at which text, when, and what came of it.
//!
//! A record is the file beside a text in `validaties/`. It only grows: a signature, a change that is no more than
//! spelling, a withdrawal. Nothing here says what state a text is in; that is computed.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::canonical::Fingerprint;
use super::document::PageId;
use super::editorial::Word;
use super::sector::Sector;
use crate::source::{Audience, FileId, Span, Spanned};

/// What a record is about; the same names for the nation and for a region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A page, or what a region does with one.
    Page(PageId),
    /// A locked passage.
    Passage(String),
    /// A fact of the register.
    Fact(String),
    /// A contact of the register.
    Contact(String),
    /// A story.
    Experience(String),
    /// The text of a slot.
    Filling(String, Option<Sector>),
    /// What `regio.yaml` says.
    Profile,
}

impl Subject {
    /// The subject of that name: `ouders/tlv`, `passages/v-tlv`, `feiten/hoorrecht`, `vakken/tlv-route.po`, `regio`.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "regio" {
            return Some(Subject::Profile);
        }
        let (folder, rest) = name.split_once('/')?;
        let own = || rest.to_owned();
        Some(match folder {
            "passages" => Subject::Passage(own()),
            "feiten" => Subject::Fact(own()),
            "contacten" => Subject::Contact(own()),
            "ervaringen" => Subject::Experience(own()),
            "vakken" => match rest.rsplit_once('.') {
                Some((slot, "po")) => Subject::Filling(slot.to_owned(), Some(Sector::Po)),
                Some((slot, "vo")) => Subject::Filling(slot.to_owned(), Some(Sector::Vo)),
                Some(_) => return None,
                None => Subject::Filling(own(), None),
            },
            audience => Subject::Page(PageId { audience: Audience::from_name(audience)?, slug: own() }),
        })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Page(page) => page.fmt(f),
            Subject::Passage(id) => write!(f, "passages/{id}"),
            Subject::Fact(id) => write!(f, "feiten/{id}"),
            Subject::Contact(id) => write!(f, "contacten/{id}"),
            Subject::Experience(id) => write!(f, "ervaringen/{id}"),
            Subject::Filling(slot, None) => write!(f, "vakken/{slot}"),
            Subject::Filling(slot, Some(sector)) => write!(f, "vakken/{slot}.{}", sector.name()),
            Subject::Profile => f.write_str("regio"),
        }
    }
}

/// The question that a signer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Is it right and complete: an expert.
    Content,
    /// Is it neutral, clear, in line with the rest: the national editors.
    Editor,
    /// Do parents understand it.
    PanelParents,
    /// Do young people understand it.
    PanelYoung,
    /// Is this how it works here: the editors of the samenwerkingsverband.
    RegionEditor,
    /// Does it fit what people ask: somebody of the steunpunt.
    Desk,
    /// Do number and hours work: who called or went to look.
    Checker,
    /// Decides on access to special education; never signs text of the steunpunt.
    Decider,
}

impl Role {
    /// Every role with its name.
    pub const ALL: [(&'static str, Role); 8] = [
        ("inhoud", Role::Content),
        ("redactie", Role::Editor),
        ("ouderpanel", Role::PanelParents),
        ("jongerenpanel", Role::PanelYoung),
        ("swv-redactie", Role::RegionEditor),
        ("steunpunt", Role::Desk),
        ("controle", Role::Checker),
        ("toelaatbaarheid", Role::Decider),
    ];

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, role)| role)
    }

    /// As editors write it.
    pub fn name(self) -> &'static str {
        Role::ALL.into_iter().find(|(_, role)| *role == self).map_or("", |(name, _)| name)
    }

    /// As readers see it.
    pub fn shown(self) -> &'static str {
        match self {
            Role::Content => "een deskundige",
            Role::Editor => "de redactie",
            Role::PanelParents => "een panel van ouders",
            Role::PanelYoung => "een panel van jongeren",
            Role::RegionEditor => "de redactie van de regio",
            Role::Desk => "het steunpunt",
            Role::Checker => "wie het heeft nagebeld of bekeken",
            Role::Decider => "wie over toelating beslist",
        }
    }

    /// Whether it is a group that judges as readers do.
    pub fn is_panel(self) -> bool {
        matches!(self, Role::PanelParents | Role::PanelYoung)
    }

    /// The panel of these readers.
    pub fn panel(audience: Audience) -> Self {
        match audience {
            Audience::Ouders => Role::PanelParents,
            Audience::Jongeren => Role::PanelYoung,
        }
    }
}

/// A place among the signatures that a class asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// This role.
    Role(Role),
    /// The panel of the readers.
    Panel,
    /// Somebody of the region: its editors or its steunpunt.
    Region,
}

impl Need {
    /// The need of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "panel" => Some(Need::Panel),
            "regio" => Some(Need::Region),
            role => Role::from_name(role).map(Need::Role),
        }
    }

    /// Whether a signature in that role fills the place.
    pub fn takes(self, role: Role) -> bool {
        match self {
            Need::Role(wanted) => wanted == role,
            Need::Panel => role.is_panel(),
            Need::Region => matches!(role, Role::RegionEditor | Role::Desk),
        }
    }

    /// As editors write it.
    pub fn name(self) -> &'static str {
        match self {
            Need::Role(role) => role.name(),
            Need::Panel => "panel",
            Need::Region => "regio",
        }
    }
}

/// What a signer found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// akkoord
    Agreed,
    /// akkoord-met-opmerking
    AgreedWithRemark,
    /// afgekeurd
    Refused,
}

impl Judgement {
    /// Every judgement with its name.
    pub const ALL: [(&'static str, Judgement); 3] = [
        ("akkoord", Judgement::Agreed),
        ("akkoord-met-opmerking", Judgement::AgreedWithRemark),
        ("afgekeurd", Judgement::Refused),
    ];

    /// As editors write it.
    pub fn name(self) -> &'static str {
        Judgement::ALL.into_iter().find(|(_, j)| *j == self).map_or("", |(name, _)| name)
    }
}

/// Somebody's judgement of one text.
#[derive(Clone, Debug)]
pub struct Signature {
    /// `rol`
    pub role: Spanned<Role>,
    /// `organisatie`
    pub organisation: String,
    /// `ondertekenaar`: a code, never a name.
    pub signer: Spanned<String>,
    /// `oordeel`
    pub judgement: Judgement,
    /// `vingerafdruk` of the text that was judged.
    pub print: Fingerprint,
    /// `aantal`: how many people sat in the panel.
    pub heads: Option<i64>,
    /// `gezien`: facts, passages and texts that stood in or beside the text, each with the begin of its fingerprint.
    pub seen: BTreeMap<String, String>,
    /// What was said with it.
    pub notes: Notes,
}

/// What a signer said, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// `opmerkingen`
    pub remarks: Vec<String>,
    /// `veranderd`: what was changed because of them.
    pub changed: Vec<String>,
    /// `niet-veranderd`: what was not, and why.
    pub unchanged: Vec<String>,
    /// `hoe`: how data was checked.
    pub how: Option<String>,
}

/// A change of spelling, link or layout.
#[derive(Clone, Debug)]
pub struct Editorial {
    /// `van`: the fingerprint of the text that was signed.
    pub from: Fingerprint,
    /// `vingerafdruk`: that of the text as it is now.
    pub to: Fingerprint,
    /// Who of the national editors, or of the region, changed nothing of the meaning.
    pub signature: Signature,
}

/// One entry of a record.
#[derive(Clone, Debug)]
pub struct Step {
    /// The whole entry.
    pub span: Span,
    /// `datum`
    pub date: Date,
    /// What happened.
    pub kind: StepKind,
}

/// What can happen to a text.
#[derive(Clone, Debug)]
pub enum StepKind {
    /// handtekening
    Signed(Signature),
    /// redactioneel
    Editorial(Editorial),
    /// intrekking, with its reason
    Withdrawn(String),
}

/// The record of one text.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its file.
    pub file: FileId,
    /// The entries, oldest first.
    pub steps: Vec<Step>,
    /// The texts that were judged, by their fingerprints: as they were written.
    pub texts: BTreeMap<Fingerprint, String>,
    /// The words of the texts that an editorial change names; only of texts that have the fingerprint they claim.
    pub words: BTreeMap<Fingerprint, Vec<Word>>,
    /// Whether something in it could not be read; then it proves nothing.
    pub broken: bool,
}

/// Whether it is a code for a person: capitals and digits, such as `LR1`. A name is none.
pub fn is_code(text: &str) -> bool {
    (2..=12).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_as_they_are_written() {
        for name in [
            "ouders/tlv",
            "passages/v-tlv",
            "feiten/x",
            "contacten/112",
            "ervaringen/e",
            "vakken/a.po",
            "vakken/a",
            "regio",
        ] {
            assert_eq!(Subject::from_name(name).map(|s| s.to_string()).as_deref(), Some(name));
        }
        for wrong in ["ouders", "kinderen/x", "vakken/a.so"] {
            assert_eq!(Subject::from_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_name_is_no_code() {
        for code in ["LR1", "HG1", "P12", "SWV-3"] {
            assert!(is_code(code), "{code}");
        }
        for name in ["Jan", "JANSEN", "J. Jansen", "jan1", "", "1", "Anne de Vries", "M1 de Boer"] {
            assert!(!is_code(name), "{name}");
        }
    }
}
