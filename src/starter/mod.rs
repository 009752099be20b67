//! Starting files for editors: a set, a region, a page. The third room that touches the disk.
//!
//! Every file says in comments what it is for. Nothing that is there already is overwritten. What comes out builds
//! without errors; a test holds it to that.
#![allow(clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::parse::keys;
use crate::set::InformationSet;
use crate::set::document::PageId;
use crate::set::register::{Required, SlotKind};
use crate::source::Audience;

/// The files of a new set, and the themes that this program was made with.
macro_rules! files {
    ($($folder:literal: $($path:literal),+;)*) => {
        &[$($(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, $path)))),+),*]
    };
}

static SET: &[(&str, &str)] = files! {
    "src/starter/set/": "book.toml", "content/ouders/SUMMARY.md", "content/ouders/start.md", "content/ouders/contact.md",
        "content/jongeren/SUMMARY.md", "content/jongeren/start.md", "content/jongeren/contact.md",
        "content/passages/v-nood.md", "content/registers/feiten.yaml", "content/registers/bronnen.yaml",
        "content/registers/begrippen.yaml", "content/registers/woorden.yaml", "content/registers/contacten.yaml",
        "content/registers/wegwijzer.yaml", "content/registers/vakken.yaml";
    "":
        "themes/basis/afbreken.txt", "themes/basis/bronnen.html", "themes/basis/gezicht.html",
        "themes/basis/herkomst.html", "themes/basis/hulp.js", "themes/basis/icoon.html", "themes/basis/kanaal.html",
        "themes/basis/pagina.html", "themes/basis/reactie.html", "themes/basis/reacties.html", "themes/basis/site.html", "themes/basis/stijl.css",
        "themes/basis/tafereel.html", "themes/basis/teken.html", "themes/basis/vak-contact.html",
        "themes/basis/vak-gezichten.html", "themes/basis/vak-scholen.html", "themes/basis/vak-spreekuur.html", "themes/basis/verhuisd.html",
        "themes/basis/woorden.html", "themes/basis/zoek.js", "themes/basis/zoekveld.html",
        "themes/jongeren/404.html", "themes/jongeren/alles-op-een-rij.html", "themes/jongeren/beelden/algemeen.svg",
        "themes/jongeren/beelden/contact.svg", "themes/jongeren/beelden/hoorrecht.svg",
        "themes/jongeren/beelden/hulp-vragen.svg", "themes/jongeren/beelden/leren.svg",
        "themes/jongeren/beelden/niet-eens.svg", "themes/jongeren/beelden/niet-naar-school.svg",
        "themes/jongeren/beelden/overstap.svg", "themes/jongeren/beelden/plan.svg",
        "themes/jongeren/beelden/privacy.svg", "themes/jongeren/beelden/schorsen.svg",
        "themes/jongeren/beelden/veiligheid.svg", "themes/jongeren/beelden/wie-kan-mij-helpen.svg",
        "themes/jongeren/beelden/wie-zijn-jullie.svg", "themes/jongeren/ervaringen.html",
        "themes/jongeren/kies.html", "themes/jongeren/met-wie-maken-we-dit.html",
        "themes/jongeren/over-deze-informatie.html", "themes/jongeren/praat.html", "themes/jongeren/privacy.html",
        "themes/jongeren/spoor.html", "themes/jongeren/start.html", "themes/jongeren/toegankelijkheid.html",
        "themes/jongeren/wijzigingen.html", "themes/jongeren/woorden.html", "themes/jongeren/zoeken.html",
        "themes/ouders/404.html", "themes/ouders/alles-op-een-rij.html", "themes/ouders/ervaringen.html",
        "themes/ouders/met-wie-maken-we-dit.html", "themes/ouders/over-deze-informatie.html",
        "themes/ouders/praat.html", "themes/ouders/privacy.html", "themes/ouders/start.html",
        "themes/ouders/toegankelijkheid.html", "themes/ouders/wijzigingen.html", "themes/ouders/woorden.html",
        "themes/ouders/zoeken.html", "themes/jongeren/beelden/boos.svg", "themes/jongeren/beelden/lezen.svg", "themes/jongeren/beelden/meedoen.svg", "themes/jongeren/beelden/mijn-rechten.svg", "themes/jongeren/beelden/na-school.svg", "themes/jongeren/beelden/nieuwe-school.svg", "themes/jongeren/beelden/praktijkonderwijs.svg", "themes/jongeren/beelden/praten-met-z-n-drieen.svg", "themes/jongeren/beelden/prikkels.svg", "themes/jongeren/beelden/rekenen.svg", "themes/jongeren/beelden/ruzie-school-ouders.svg", "themes/jongeren/beelden/speciale-school.svg", "themes/jongeren/beelden/terug.svg", "themes/jongeren/beelden/toetsen-en-examens.svg", "themes/jongeren/beelden/vaak-ziek.svg", "themes/jongeren/beelden/vervelen.svg", "themes/jongeren/beelden/welke-middelbare.svg", "themes/overzicht/antwoord.html", "themes/overzicht/index.html", "themes/overzicht/overzicht.js", "themes/overzicht/postcode.html", "themes/overzicht/stijl.css";
};

static REGION: &str = include_str!("regio.yaml");

/// Writes a new set below `root`. Refuses a folder that holds a set already.
pub fn set(root: &Path) -> io::Result<Vec<PathBuf>> {
    if root.join("book.toml").exists() {
        return Err(io::Error::new(ErrorKind::AlreadyExists, "in deze map staat al een set"));
    }
    SET.iter().map(|(path, text)| put(root, path, text)).collect()
}

/// Writes a new region: its profile, and the required slots that are text.
pub fn region(root: &Path, set: &InformationSet, folder: &str, today: Date) -> io::Result<Vec<PathBuf>> {
    // Two regions with one code look like a slip.
    let taken = |number: &u32| {
        let same = |code: &str| code.ends_with(&format!("{number:02}"));
        set.regions.iter().flat_map(|r| &r.profile.swvs).any(|swv| same(&swv.code.value))
    };
    let number = (0..100).find(|number| !taken(number)).unwrap_or_default();
    let profile = REGION.replace("{{MAP}}", folder).replace("{{DATUM}}", &today.to_string());
    let profile = profile.replace("9900", &format!("99{number:02}"));
    let mut made = vec![put(root, &format!("regions/{folder}/regio.yaml"), &profile)?];
    let required = set.registers.slots.iter().filter(|(_, s)| s.required == Required::Yes && s.kind == SlotKind::Text);
    for (id, slot) in required {
        made.push(put(root, &format!("regions/{folder}/vakken/{id}.md"), &filling_text(id, &slot.heading))?);
    }
    Ok(made)
}

/// The text of a slot to start from. What it is about is told to the editor in a comment: a heading speaks to parents with
/// `u` or to young people with `je`, and a slot may be read by both.
fn filling_text(id: &str, heading: &str) -> String {
    let mut text = format!("---\n# De tekst van het vak `{id}`. Op de site staat erboven: {heading}\n");
    for key in keys::FILLING {
        let _ = writeln!(text, "# {}:   {}", key.name, key.about);
    }
    text.push_str("---\n\nDit schrijft de regio nog zelf.\n");
    text
}

/// Writes a new national page, and puts it at the end of the menu.
pub fn page(root: &Path, id: &PageId, review: Date) -> io::Result<Vec<PathBuf>> {
    let made = put(root, &format!("content/{id}.md"), &page_text(id, "B", review, ""))?;
    let menu = root.join(format!("content/{}/SUMMARY.md", id.audience));
    let mut text = fs::read_to_string(&menu).unwrap_or_else(|_| "# Vragen\n".to_owned());
    if !text.ends_with('\n') {
        text.push('\n');
    }
    if text.lines().last().is_some_and(|line| line.starts_with('#')) {
        text.push('\n');
    }
    let _ = writeln!(text, "- [{}]({}.md)", title(id), id.slug);
    fs::write(&menu, text)?;
    Ok(vec![made, menu])
}

/// Writes a new page of a region, or, where the nation has that page, the file that changes it.
pub fn region_page(
    root: &Path,
    set: &InformationSet,
    folder: &str,
    id: &PageId,
    review: Date,
) -> io::Result<Vec<PathBuf>> {
    let text = match set.pages.get(id) {
        Some(page) => {
            let first = page.document.sections.first().map_or("begin", |s| s.id.value.as_str());
            format!(
                "## Zo gaat het hier {{#zo-gaat-het-hier na={first}}}\n\nSchrijf hier wat in deze regio anders is.\n"
            )
        }
        None => {
            let after = set.summaries.get(&id.audience).and_then(|s| s.groups.first()).and_then(|g| g.entries.last());
            let place = after.map_or(String::new(), |e| format!("na: {}\n", e.slug.value));
            page_text(id, "C", review, &place)
        }
    };
    Ok(vec![put(root, &format!("regions/{folder}/{id}.md"), &text)?])
}

/// Front matter with every key: those that have to be there filled in, the others as comments.
fn page_text(id: &PageId, class: &str, review: Date, place: &str) -> String {
    let mut text = String::from("---\n");
    for key in keys::PAGE.iter().filter(|k| k.required) {
        let value = match key.name {
            "titel" => title(id),
            "samenvatting" => "Schrijf hier in één of twee zinnen wat de lezer vindt.".to_owned(),
            // A page that informs needs a source from the first line on.
            "pijler" => "steunen".to_owned(),
            "klasse" => class.to_owned(),
            "herzien-voor" => review.to_string(),
            _ => "redactie".to_owned(),
        };
        let _ = writeln!(text, "{}: {value}   # {}", key.name, key.about);
    }
    text.push_str(place);
    for key in keys::PAGE.iter().filter(|k| !k.required && !matches!(k.name, "na" | "onder")) {
        let _ = writeln!(text, "# {}:   {}", key.name, key.about);
    }
    text.push_str("---\n\nSchrijf hier het antwoord, in drie zinnen.\n\n");
    let doing = if id.audience == Audience::Ouders { "Wat kunt u nu doen?" } else { "Wat kun je nu doen?" };
    let _ = write!(text, "## {doing} {{#wat-nu}}\n\n1. Schrijf hier de eerste stap.\n");
    text
}

/// The slug as a title to start from.
fn title(id: &PageId) -> String {
    let text = id.slug.replace('-', " ");
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn put(root: &Path, path: &str, text: &str) -> io::Result<PathBuf> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create_new(&path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => io::Error::new(error.kind(), format!("`{}` is er al", path.display())),
        _ => error,
    })?;
    file.write_all(text.as_bytes())?;
    Ok(path)
}
