//! A region: the folder of one steunpunt, which serves one or more samenwerkingsverbanden.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::document::{Document, PageId};
use super::page::{Base, Care, Experience, Overlay, PageSource};
use super::sector::{Sector, Sectors};
use super::signoff::{Record, Subject};
use crate::color::{Color, Mode, Role, Scheme, scheme};
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
    /// The national sections on which it wrote, as somebody confirmed them.
    pub base: Arc<BTreeMap<PageId, Base>>,
    /// The pages it adds.
    pub pages: BTreeMap<PageId, Arc<PageSource>>,
    /// The schools and other places of its table, by municipality and name.
    pub schools: Vec<School>,
    /// The slots it fills, for all its schools or for one sector.
    pub fillings: BTreeMap<(String, Option<Sector>), Arc<Filling>>,
    /// Its own experiences, by id.
    pub experiences: BTreeMap<String, Arc<Experience>>,
    /// Who signed its texts.
    pub records: BTreeMap<Subject, Arc<Record>>,
}

impl Region {
    /// Every text of the region with its file: overlays, pages, fillings, experiences.
    pub fn documents(&self) -> impl Iterator<Item = (FileId, &Document)> {
        let overlays = self.overlays.values().map(|o| (o.file, &o.document));
        let pages = self.pages.values().map(|p| (p.file, &p.document));
        let fillings = self.fillings.values().map(|f| (f.file, &f.document));
        let stories = self.experiences.values().map(|e| (e.file, &e.document));
        overlays.chain(pages).chain(fillings).chain(stories)
    }

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
    /// Who looks after it.
    pub care: Care,
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
    /// `naam`; the name of its folder when it has none.
    pub name: Spanned<String>,
    /// `fictief`
    pub fictional: bool,
    /// `status: in-opbouw`
    pub starting: bool,
    /// `ouders` and `jongeren`: how a site is called and where it stands.
    pub sites: BTreeMap<Audience, SiteProfile>,
    /// `huisstijl`
    pub style: Style,
    /// `terugkoppeling`: where remarks go, as a mail address or the address of a form.
    pub feedback: BTreeMap<Audience, Spanned<String>>,
    /// `toegankelijkheid`
    pub statement: Statement,
    /// `procedure-adres` of the SWV.
    pub procedure_address: Option<Spanned<String>>,
    /// `gecontroleerd-op`
    pub checked_on: Option<Date>,
    /// Where that stands.
    pub checked_span: Span,
    /// `toelaatbaarheid`: codes of who decides on access to special education here, and so signs no text of this region.
    pub deciders: Vec<Spanned<String>>,
    /// `contact`
    pub channels: Vec<Channel>,
    /// `gezichten`
    pub faces: Vec<Face>,
    /// `scholen`: that there is a table of schools.
    pub schools: Option<Span>,
    /// `spreekuur`
    pub hours: Vec<OfficeHour>,
}

impl Profile {
    /// What is known of a region whose `regio.yaml` is not there: the name of its folder.
    pub fn unread(file: FileId, folder: &str) -> Self {
        Self {
            file,
            complete: false,
            swvs: Vec::new(),
            name: Spanned::new(folder.to_owned(), Span::new(file, 0, 0)),
            fictional: false,
            starting: false,
            sites: BTreeMap::new(),
            style: Style::default(),
            feedback: BTreeMap::new(),
            statement: Statement::default(),
            procedure_address: None,
            checked_on: None,
            checked_span: Span::new(file, 0, 0),
            deciders: Vec::new(),
            channels: Vec::new(),
            faces: Vec::new(),
            schools: None,
            hours: Vec::new(),
        }
    }
}

/// The house style of a region: one colour, and what it wants otherwise than what follows from that.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// `kleur`
    pub color: Option<Spanned<Color>>,
    /// `kleur-links`, on light ground.
    pub link_color: Option<Spanned<Color>>,
    /// `hoeken`: rounding in pixels, 0 to 18.
    pub corners: Option<u8>,
    /// `lettertype`: one of the fonts of the set.
    pub font: Option<Spanned<String>>,
    /// `logo`: path of an image below the set's root.
    pub logo: Option<Spanned<String>>,
    /// `tokens`
    pub tokens: Vec<Token>,
}

impl Style {
    /// Puts the colours that the region chose itself in the place of derived ones.
    pub fn apply(&self, roles: &mut Scheme, mode: Mode) {
        if let Some(links) = &self.link_color {
            // One colour can't be read on light and on dark: a dark screen gets what follows from it.
            let color = match mode {
                Mode::Light => links.value,
                Mode::Dark => scheme(links.value, Mode::Dark).get(Role::Link),
            };
            roles.set(Role::Link, color);
        }
        for token in &self.tokens {
            let chosen = match mode {
                Mode::Light => &token.light,
                Mode::Dark => &token.dark,
            };
            if let Some(color) = chosen {
                roles.set(token.role, color.value);
            }
        }
    }
}

/// A colour that a region chose for a role.
#[derive(Clone, Debug)]
pub struct Token {
    /// The role.
    pub role: Role,
    /// On a light screen.
    pub light: Option<Spanned<Color>>,
    /// On a dark screen.
    pub dark: Option<Spanned<Color>>,
}

/// The region's own statement on accessibility; nothing of it is ever made up.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// `status`: the letter.
    pub status: Option<String>,
    /// `datum`
    pub date: Option<Date>,
    /// `onderzoek`: where the audit can be read.
    pub audit: Option<String>,
    /// `contact`: where somebody tells of a problem.
    pub contact: Option<String>,
    /// `antwoord`: how soon there is an answer.
    pub answer: Option<String>,
    /// `klacht`: where somebody goes when there is none.
    pub complaint: Option<String>,
}

/// How one of the two sites is called and where it will stand.
#[derive(Clone, Debug)]
pub struct SiteProfile {
    /// `merk`
    pub brand: Spanned<String>,
    /// `adres`
    pub address: Option<Spanned<String>>,
    /// `gekozen-met`: with whom the name was chosen.
    pub chosen_with: Option<String>,
    /// `snel-weg`: where the exit leads, when not to the nation's page.
    pub exit: Option<String>,
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
    /// `dagen`
    pub days: Option<String>,
    /// `foto`: path of an image below the set's root.
    pub photo: Option<Spanned<String>>,
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

/// A school, or another place where pupils get help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// `naam`
    pub name: String,
    /// `gemeente`
    pub municipality: String,
    /// `soort`
    pub kind: &'static str,
    /// For whom it is.
    pub sectors: Sectors,
    /// `aanbod`: what it offers, in a line.
    pub offer: Option<String>,
    /// `site`
    pub site: Option<String>,
}
