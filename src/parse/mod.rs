//! Files to nouns: Markdown to sections with places, YAML and TOML to typed values.
//!
//! In: [`Sources`]. Out: an [`InformationSet`] and findings; parsing never fails. A file that could not be read is in
//! the set as an empty one, so that the sites that would show it are known.

mod asset;
mod fields;
mod forms;
pub mod keys;
mod markdown;
mod marks;
mod page;
mod postcodes;
mod region;
mod register;
mod role;
pub mod schema;
pub mod shape;
mod summary;
mod svg;
mod text;
mod tokens;
mod toml;
mod yaml;
mod yaml_features;
mod yaml_words;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::InformationSet;
use crate::set::region::{Profile, Region};
use crate::set::register::{Registers, SlotKind};
use crate::source::{Defect, FileId, Layer, RegionId, SourceFile, Sources, Span};
use role::{Role, role};

/// Reads every file of the set.
pub fn parse(sources: &Sources) -> (InformationSet, Diagnostics) {
    let mut findings = Diagnostics::default();
    let mut set = InformationSet {
        config: Config::default(),
        pages: BTreeMap::new(),
        summaries: BTreeMap::new(),
        passages: BTreeMap::new(),
        experiences: BTreeMap::new(),
        files: BTreeMap::new(),
        registers: Registers::default(),
        regions: Vec::new(),
        texts: BTreeSet::new(),
    };
    let mut has_config = false;
    // A region's pages can only be told from overlays once the national pages are known.
    for (id, file) in sources.iter().filter(|(_, f)| f.layer == Layer::National) {
        has_config |= file.path == "book.toml";
        defect(id, file, &mut findings);
        national(id, file, &mut set, &mut findings);
    }
    if !has_config {
        findings.push(
            Diagnostic::without_place(&catalogue::MISSING_FILE, "er is geen `book.toml` in deze map")
                .help("start in de map van de set, of wijs die aan met `--root MAP`"),
        );
    }
    if sources.regions().is_empty() {
        findings.push(
            Diagnostic::without_place(&catalogue::MISSING_FILE, "er is geen enkele regio in `regions/`")
                .help("start in de map van de set, of maak een regio met `wegwijzer regio`"),
        );
    }
    for (index, folder) in sources.regions().iter().enumerate() {
        let id = RegionId(index as u16);
        let region = Reading { sources, set: &set }.region(id, folder, &mut findings);
        set.regions.push(region);
    }
    for (id, file) in sources.iter().filter(|(_, f)| f.layer != Layer::National && f.bytes.is_some()) {
        set.files.extend(asset::read(id, file, &mut findings).map(|asset| (file.path.clone(), asset)));
    }
    set.texts = set.documents().into_iter().map(|(file, _)| file).collect();
    (set, findings)
}

/// Where `book.toml` wants the sites; known before anything else is read, since a build begins there.
pub fn build_dir(sources: &Sources) -> String {
    let mut ignored = Diagnostics::default();
    let book = sources.iter().find(|(_, f)| f.path == "book.toml");
    book.map_or_else(Config::default, |(id, file)| register::config(id, &file.text, &mut ignored)).build_dir
}

fn national(id: FileId, file: &SourceFile, set: &mut InformationSet, findings: &mut Diagnostics) {
    match role(&file.path) {
        Role::Config => set.config = register::config(id, &file.text, findings),
        Role::Page(page) => {
            set.pages.insert(page, page::page(id, file, findings));
        }
        Role::Summary(audience) => {
            set.summaries.insert(audience, summary::read(id, &file.text, findings));
        }
        Role::Passage(name) => {
            let passage = page::passage(id, file, &name, findings);
            set.passages.insert(name, passage);
        }
        Role::Experience(name) => {
            set.experiences.insert(name, page::experience(id, file, findings));
        }
        Role::Register(name) => {
            if !register::read(&name, id, &file.text, &mut set.registers, findings) {
                stray(
                    id,
                    "dit register bestaat niet",
                    "er zijn: feiten, bronnen, begrippen, woorden, contacten, wegwijzer, vakken, wijzigingen",
                    findings,
                );
            }
        }
        Role::Asset => {
            set.files.extend(asset::read(id, file, findings).map(|asset| (file.path.clone(), asset)));
        }
        Role::Postcodes => set.registers.postcodes = postcodes::read(id, &file.text, findings),
        Role::Theme | Role::Ignored => {}
        Role::Profile | Role::Filling(..) | Role::Stray => stray_file(id, file, findings),
    }
}

/// What the files of a region are read with.
struct Reading<'a> {
    sources: &'a Sources,
    /// The national set: what a region may change and fill.
    set: &'a InformationSet,
}

impl Reading<'_> {
    fn region(&self, id: RegionId, folder: &str, findings: &mut Diagnostics) -> Region {
        let Self { sources, set } = self;
        let files: Vec<(FileId, &SourceFile)> = sources.iter().filter(|(_, f)| f.layer == Layer::Region(id)).collect();
        let profile_path = format!("regions/{folder}/regio.yaml");
        let profile = match files.iter().find(|(_, f)| f.path == profile_path) {
            Some((id, file)) => region::profile(*id, &file.path, &file.text, findings),
            // Its sites are known, and stay as they were.
            None => {
                let first = files.first().map_or(FileId(0), |(id, _)| *id);
                findings.push(
                    Diagnostic::new(
                        &catalogue::MISSING_FILE,
                        Span::new(first, 0, 0),
                        format!("de regio `{folder}` heeft geen `regio.yaml`"),
                    )
                    .help("maak `regio.yaml` met `wegwijzer regio`, of haal de map weg"),
                );
                Profile::unread(first)
            }
        };
        let mut region = Region {
            id,
            folder: folder.to_owned(),
            profile,
            overlays: BTreeMap::new(),
            pages: BTreeMap::new(),
            fillings: BTreeMap::new(),
            experiences: BTreeMap::new(),
        };
        if !shape::is_name(folder) {
            stray(
                region.profile.file,
                "deze map kan geen adres worden",
                "gebruik kleine letters, cijfers en streepjes",
                findings,
            );
        }
        for (file_id, file) in files {
            defect(file_id, file, findings);
            match role(&file.path) {
                Role::Page(page) if set.pages.contains_key(&page) => {
                    region.overlays.insert(page, page::overlay(file_id, file, findings));
                }
                Role::Page(page) => {
                    region.pages.insert(page, page::page(file_id, file, findings));
                }
                Role::Filling(slot, sector) => {
                    let agenda = set.registers.slots.get(&slot).is_some_and(|s| s.kind == SlotKind::Agenda);
                    region.fillings.insert((slot, sector), page::filling(file_id, file, agenda, findings));
                }
                Role::Experience(name) => {
                    let experience = page::experience(file_id, file, findings);
                    if let Some(national) = set.experiences.get(&name) {
                        findings.push(
                            Diagnostic::new(
                                &catalogue::DUPLICATE_NAME,
                                Span::new(file_id, 0, 0),
                                format!("het land heeft al een ervaring `{name}`"),
                            )
                            .label(Span::new(national.file, 0, 0), "deze")
                            .help("geef het bestand een andere naam"),
                        );
                    }
                    region.experiences.insert(name, experience);
                }
                // Taken with the national ones: a path is a path.
                Role::Asset | Role::Profile | Role::Ignored => {}
                _ => stray_file(file_id, file, findings),
            }
        }
        region
    }
}

fn stray(id: FileId, what: &str, help: &str, findings: &mut Diagnostics) {
    findings.push(Diagnostic::new(&catalogue::STRAY_FILE, Span::new(id, 0, 0), what).help(help));
}

fn stray_file(id: FileId, file: &SourceFile, findings: &mut Diagnostics) {
    // What is no text at all was told already.
    if file.defect.is_none() || !matches!(file.defect, Some(Defect::NotRegular | Defect::BadName)) {
        stray(id, "dit bestand doet niets op deze plek", role::advice(&file.path), findings);
    }
}

fn defect(id: FileId, file: &SourceFile, findings: &mut Diagnostics) {
    let Some(defect) = &file.defect else { return };
    let (message, help) = match defect {
        Defect::NotUtf8(at) => (
            format!("dit bestand is geen UTF-8-tekst (vanaf byte {at})"),
            "bewaar het opnieuw als UTF-8; in Word: opslaan als tekst, codering UTF-8",
        ),
        Defect::Nul(at) => (
            format!("dit bestand is geen tekst: het bevat een nul-byte (byte {at})"),
            "bewaar het opnieuw als gewone tekst in UTF-8",
        ),
        Defect::TooLarge(size, limit) => (
            format!("dit bestand is {} KB, en er past {} KB in", size / 1000, limit / 1000),
            "verdeel de tekst over meer pagina's",
        ),
        Defect::NotRegular => {
            ("dit is een verwijzing naar iets anders, geen bestand".to_owned(), "zet het bestand zelf op deze plek")
        }
        Defect::BadName => {
            ("deze naam bevat een teken dat niet kan".to_owned(), "gebruik kleine letters, cijfers en streepjes")
        }
        Defect::Unreadable(why) => (format!("dit bestand is niet te lezen: {why}"), "kijk of u het mag openen"),
    };
    findings.push(Diagnostic::new(&catalogue::UNREADABLE_FILE, Span::new(id, 0, 0), message).help(help));
}
