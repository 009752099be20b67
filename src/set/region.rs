//! A region: the folder of one steunpunt, which serves one or more samenwerkingsverbanden.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::document::{Document, PageId};
use super::page::{Experience, Overlay, PageSource};
use super::sector::{Sector, Sectors};
use crate::source::{Audience, FileId, RegionId, Span, Spanned};

/// One region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Which one.
    pub id: RegionId,
    /// The name of its folder, and of its folder in the output.
    pub folder: String,
    /// What `regio.yaml` says.
    pub profile: Arc<Profile>,
    /// What it does with national pages.
    pub overlays: BTreeMap<PageId, Arc<Overlay>>,
    /// The pages it adds.
    pub pages: BTreeMap<PageId, Arc<PageSource>>,
    /// The slots it fills, for all its schools or for one sector.
    pub fillings: BTreeMap<(String, Option<Sector>), Arc<Filling>>,
    /// Its own experiences, by id.
    pub experiences: BTreeMap<String, Arc<Experience>>,
}

impl Region {
    /// The fields that a text may show.
    pub const FIELDS: [&'static str; 2] = ["naam", "merk"];

    /// A field that a text may show, as the readers of this site see it.
    pub fn field(&self, name: &str, audience: Audience) -> Option<String> {
        match name {
            "naam" => Some(self.profile.name.value.clone()),
            "merk" => self.profile.sites.get(&audience).map(|s| s.brand.value.clone()),
            _ => None,
        }
    }

    /// The sectors it serves: those of its samenwerkingsverbanden.
    pub fn sectors(&self) -> Sectors {
        self.profile.swvs.iter().fold(Sectors::NONE, |all, swv| all.with(swv.sector))
    }
}

/// The text of a slot.
#[derive(Clone, Debug)]
pub struct Filling {
    /// Its file.
    pub file: FileId,
    /// `eigenaar`
    pub owner: Option<Spanned<String>>,
    /// `gecontroleerd-op`
    pub checked_on: Option<Date>,
    /// The text.
    pub document: Document,
}

/// A samenwerkingsverband: code and area.
#[derive(Clone, Debug)]
pub struct Swv {
    /// `PO` or `VO` and four digits.
    pub code: Spanned<String>,
    /// The sector of the code.
    pub sector: Sector,
    /// The municipalities of its area.
    pub municipalities: Vec<String>,
}

/// What `regio.yaml` says.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The file.
    pub file: FileId,
    /// Whether the file could be read and holds what it has to.
    pub complete: bool,
    /// `swv`
    pub swvs: Vec<Swv>,
    /// `naam`
    pub name: Spanned<String>,
    /// `fictief`
    pub fictional: bool,
    /// `status: in-opbouw`
    pub starting: bool,
    /// `ouders` and `jongeren`: how a site is called and where it stands.
    pub sites: BTreeMap<Audience, SiteProfile>,
    /// `huisstijl.kleur`
    pub color: Option<Spanned<String>>,
    /// `huisstijl.kleur-links`
    pub link_color: Option<Spanned<String>>,
    /// `procedure-adres` of the SWV.
    pub procedure_address: Option<Spanned<String>>,
    /// `gecontroleerd-op`
    pub checked_on: Option<Date>,
    /// `contact`
    pub channels: Vec<Channel>,
    /// `gezichten`
    pub faces: Vec<Face>,
    /// `spreekuur`
    pub hours: Vec<OfficeHour>,
}

impl Profile {
    /// What is known of a region whose `regio.yaml` is not there.
    pub fn unread(file: FileId) -> Self {
        Self {
            file,
            complete: false,
            swvs: Vec::new(),
            name: Spanned::new(String::new(), Span::new(file, 0, 0)),
            fictional: false,
            starting: false,
            sites: BTreeMap::new(),
            color: None,
            link_color: None,
            procedure_address: None,
            checked_on: None,
            channels: Vec::new(),
            faces: Vec::new(),
            hours: Vec::new(),
        }
    }
}

/// How one of the two sites is called and where it will stand.
#[derive(Clone, Debug)]
pub struct SiteProfile {
    /// `merk`
    pub brand: Spanned<String>,
    /// `adres`
    pub address: Option<Spanned<String>>,
}

/// A way of contact.
#[derive(Clone, Debug)]
pub struct Channel {
    /// The whole entry.
    pub span: Span,
    /// `soort`
    pub kind: Spanned<String>,
    /// `waarde`
    pub value: Spanned<String>,
    /// `tijden`
    pub times: Option<String>,
    /// `antwoord`
    pub answer: Option<String>,
    /// `anoniem`: ja, deels or nee.
    pub anonymous: Option<Spanned<String>>,
    /// `voor`
    pub audiences: Vec<Audience>,
}

/// Somebody of the steunpunt.
#[derive(Clone, Debug)]
pub struct Face {
    /// `voornaam`
    pub first_name: Spanned<String>,
    /// `rol`
    pub role: String,
    /// `scholen`
    pub schools: Vec<String>,
    /// `zin`
    pub sentence: Option<String>,
}

/// An hour at a school when anybody can walk in.
#[derive(Clone, Debug)]
pub struct OfficeHour {
    /// `school`
    pub school: String,
    /// `plek`
    pub place: Option<String>,
    /// `dag`
    pub day: String,
    /// `tijd`
    pub time: String,
    /// `geldig-tot`: last day on which it is shown.
    pub valid_until: Option<Date>,
}
