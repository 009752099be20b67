//! Files to nouns: Markdown to sections with places, YAML and TOML to typed values.
//!
//! In: [`Sources`]. Out: an [`InformationSet`] and findings; parsing never fails. A file that could not be read is in
//! the set as an empty one, so that the sites that would show it are known.

mod asset;
mod book;
mod fields;
mod font;
mod forms;
pub mod keys;
mod keys_signoff;
mod known;
mod lock;
mod markdown;
mod marks;
mod page;
mod postcodes;
mod prose;
mod region;
mod register;
mod role;
pub mod schema;
mod schools;
pub mod shape;
pub mod signoff;
mod silence;
mod summary;
mod svg;
mod text;
mod tokens;
mod toml;
mod yaml;
mod yaml_features;
mod yaml_slips;
mod yaml_words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::InformationSet;
use crate::set::region::{Profile, Region};
use crate::set::register::{Registers, SlotKind};
use crate::source::{Audience, Defect, FileId, Layer, RegionId, SiteId, SourceFile, Sources, Span};
pub use known::Known;
pub use prose::prose;
use role::{Role, role};

/// Reads every file of the set.
pub fn parse(sources: &Sources) -> (InformationSet, Diagnostics) {
    parse_again(sources, &mut Known::default())
}

/// Reads the files of the set that are not `known` already, and remembers them. The result is that of [`parse`].
pub fn parse_again(sources: &Sources, known: &mut Known) -> (InformationSet, Diagnostics) {
    let mut findings = Diagnostics::default();
    let mut set = InformationSet {
        config: Config::default(),
        pages: BTreeMap::new(),
        summaries: BTreeMap::new(),
        passages: BTreeMap::new(),
        experiences: BTreeMap::new(),
        records: BTreeMap::new(),
        files: BTreeMap::new(),
        fonts: BTreeMap::new(),
        registers: Arc::new(Registers::default()),
        regions: Vec::new(),
        texts: BTreeSet::new(),
        unread: BTreeMap::new(),
        silenced: Vec::new(),
    };
    let mut has_config = false;
    let mut fonts = Vec::new();
    set.registers = known.registers(sources, &mut findings);
    // A region's pages can only be told from overlays once the national pages are known.
    for (id, file) in sources.iter().filter(|(_, f)| f.layer == Layer::National) {
        has_config |= file.path == "book.toml";
        defect(id, file, &mut findings);
        if let Role::Font = role(&file.path) {
            fonts.push((id, known.fonts.get(sources, id, &mut findings, |f| font::read(id, file, f))));
        }
        National { sources, known }.take(id, file, &mut set, &mut findings);
    }
    set.fonts.extend(font::named(&set.config, &fonts, sources, &mut findings));
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
    let mut files: BTreeMap<RegionId, Vec<(FileId, &SourceFile)>> = BTreeMap::new();
    for (id, file) in sources.iter() {
        if let Layer::Region(region) = file.layer {
            files.entry(region).or_default().push((id, file));
        }
    }
    for (index, folder) in sources.regions().iter().enumerate() {
        let id = RegionId(index as u16);
        let files = files.get(&id).map_or(&[][..], Vec::as_slice);
        let region = Reading { sources, set: &set, known }.region(id, folder, files, &mut findings);
        set.regions.push(region);
    }
    for (id, file) in sources.iter().filter(|(_, f)| f.layer != Layer::National && f.bytes.is_some()) {
        let asset = known.assets.get(sources, id, &mut findings, |findings| asset::read(id, file, findings));
        set.files.extend(asset.map(|asset| (file.path.clone(), asset)));
    }
    for (id, file) in sources.iter() {
        set.silenced.extend(known.silences.get(sources, id, &mut findings, |f| silence::read(id, file, f)));
    }
    set.texts = set.documents().into_iter().map(|(file, _)| file).collect();
    set.unread = set.documents().into_iter().filter_map(|(file, text)| Some((file, text.unread?))).collect();
    known.turn();
    (set, findings)
}

/// Where `book.toml` wants the sites; known before anything else is read, since a build begins there.
pub fn build_dir(sources: &Sources) -> String {
    let mut ignored = Diagnostics::default();
    let book = sources.iter().find(|(_, f)| f.path == "book.toml");
    book.map_or_else(Config::default, |(id, file)| book::read(id, &file.text, &mut ignored)).build_dir
}

/// What the national files are read with.
struct National<'a> {
    sources: &'a Sources,
    known: &'a mut Known,
}

impl National<'_> {
    fn take(&mut self, id: FileId, file: &SourceFile, set: &mut InformationSet, findings: &mut Diagnostics) {
        let Self { sources, known } = self;
        match role(&file.path) {
            Role::Config => set.config = book::read(id, &file.text, findings),
            Role::Page(page) => {
                let read = known.pages.get(sources, id, findings, |f| Arc::new(page::page(id, file, f)));
                set.pages.insert(page, read);
            }
            Role::Summary(audience) => {
                set.summaries.insert(audience, summary::read(id, &file.text, findings));
            }
            Role::Passage(name) => {
                let read = known.passages.get(sources, id, findings, |f| Arc::new(page::passage(id, file, &name, f)));
                set.passages.insert(name, read);
            }
            Role::Experience(name) => {
                let read = known.experiences.get(sources, id, findings, |f| Arc::new(page::experience(id, file, f)));
                set.experiences.insert(name, read);
            }
            Role::Asset => {
                let read = known.assets.get(sources, id, findings, |f| asset::read(id, file, f));
                set.files.extend(read.map(|asset| (file.path.clone(), asset)));
            }
            // The registers were read first, all together.
            Role::Register(_) | Role::Postcodes => {}
            Role::Record(subject) => {
                let read =
                    known.records.get(sources, id, findings, |f| Arc::new(signoff::read(id, &file.text, &subject, f)));
                set.records.insert(subject, read);
            }
            Role::Theme | Role::Font => {}
            Role::Profile | Role::Filling(..) | Role::Lock | Role::Schools | Role::Stray => {
                stray_file(id, file, findings);
            }
        }
    }
}

/// What the files of a region are read with.
struct Reading<'a> {
    sources: &'a Sources,
    /// The national set: what a region may change and fill.
    set: &'a InformationSet,
    known: &'a mut Known,
}

impl Reading<'_> {
    fn region(
        &mut self,
        id: RegionId,
        folder: &str,
        files: &[(FileId, &SourceFile)],
        findings: &mut Diagnostics,
    ) -> Region {
        let Self { sources, set, known } = self;
        let profile_path = format!("regions/{folder}/regio.yaml");
        let profile = match files.iter().find(|(_, f)| f.path == profile_path) {
            Some((id, file)) => known.profiles.get(sources, *id, findings, |findings| {
                Arc::new(region::profile(*id, &file.path, &file.text, findings))
            }),
            None => Arc::new(no_profile(id, folder, files, findings)),
        };
        let mut region = Region {
            id,
            folder: folder.to_owned(),
            profile,
            overlays: BTreeMap::new(),
            pages: BTreeMap::new(),
            fillings: BTreeMap::new(),
            experiences: BTreeMap::new(),
            schools: Vec::new(),
            base: Arc::default(),
            records: BTreeMap::new(),
        };
        if !shape::is_name(folder) {
            stray(
                region.profile.file,
                "deze map kan geen adres worden",
                "gebruik kleine letters, cijfers en streepjes",
                findings,
            );
        }
        let lock_path = format!("regions/{folder}/basis.lock");
        if let Some((id, file)) = files.iter().find(|(_, f)| f.path == lock_path) {
            region.base = known.locks.get(sources, *id, findings, |f| Arc::new(lock::read(*id, &file.text, f)));
        }
        let table = format!("regions/{folder}/scholen.csv");
        if let Some(at) = region.profile.schools.filter(|_| !files.iter().any(|(_, f)| f.path == table)) {
            findings.push(
                Diagnostic::new(&catalogue::MISSING_FILE, at, "de tabel `scholen.csv` is er niet")
                    .help(format!("zet de scholen in `{table}`, of haal de sleutel weg")),
            );
        }
        for (file_id, file) in files.iter().copied() {
            defect(file_id, file, findings);
            match role(&file.path) {
                Role::Page(page) if set.pages.contains_key(&page) => {
                    let read =
                        known.overlays.get(sources, file_id, findings, |f| Arc::new(page::overlay(file_id, file, f)));
                    region.overlays.insert(page, read);
                }
                Role::Page(page) => {
                    let read = known.pages.get(sources, file_id, findings, |f| Arc::new(page::page(file_id, file, f)));
                    region.pages.insert(page, read);
                }
                Role::Filling(slot, sector) => {
                    let agenda = set.registers.slots.get(&slot).is_some_and(|s| s.kind == SlotKind::Agenda);
                    let memo = if agenda { &mut known.agendas } else { &mut known.fillings };
                    let read =
                        memo.get(sources, file_id, findings, |f| Arc::new(page::filling(file_id, file, agenda, f)));
                    region.fillings.insert((slot, sector), read);
                }
                Role::Experience(name) => {
                    let experience = known
                        .experiences
                        .get(sources, file_id, findings, |f| Arc::new(page::experience(file_id, file, f)));
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
                Role::Record(subject) => {
                    let read = known
                        .records
                        .get(sources, file_id, findings, |f| Arc::new(signoff::read(file_id, &file.text, &subject, f)));
                    region.records.insert(subject, read);
                }
                // Taken with the national ones: a path is a path.
                Role::Schools if region.profile.schools.is_some() || !region.profile.complete => {
                    region.schools = schools::read(file_id, &file.text, findings);
                }
                Role::Asset | Role::Profile | Role::Lock => {}
                _ => stray_file(file_id, file, findings),
            }
        }
        region
    }
}

/// A region without `regio.yaml`: told at one of its texts, for both its sites. They are known, and stay as they were.
fn no_profile(id: RegionId, folder: &str, files: &[(FileId, &SourceFile)], findings: &mut Diagnostics) -> Profile {
    let text = files.iter().find(|(_, f)| f.bytes.is_none() && !f.path.ends_with("/basis.lock"));
    let at = text.or(files.first()).map_or(FileId(0), |(id, _)| *id);
    let message = format!("de regio `{folder}` heeft geen `regio.yaml`");
    let missing = Diagnostic::new(&catalogue::MISSING_FILE, Span::new(at, 0, 0), message)
        .help("maak `regio.yaml` met `wegwijzer regio`, of haal de map weg");
    let both = Audience::ALL.map(|audience| SiteId { region: id, audience });
    findings.push(both.into_iter().fold(missing, Diagnostic::for_site));
    Profile::unread(at, folder)
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
        Defect::NotUtf8(_) => (
            "vanaf hier is dit bestand geen UTF-8-tekst, en er is niets van gelezen".to_owned(),
            "bewaar het opnieuw als UTF-8; in Word: opslaan als tekst, codering UTF-8",
        ),
        Defect::Nul(_) => (
            "hier staat een nul-byte: dit bestand is geen tekst, en er is niets van gelezen".to_owned(),
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
    let span = match defect {
        Defect::NotUtf8(at) | Defect::Nul(at) => Span::new(id, *at, at + char::REPLACEMENT_CHARACTER.len_utf8()),
        _ => Span::new(id, 0, 0),
    };
    findings.push(Diagnostic::new(&catalogue::UNREADABLE_FILE, span, message).help(help));
}
