//! What a file is, from its path alone.

use super::shape::is_name;
use crate::set::document::PageId;
use crate::set::sector::Sector;
use crate::set::signoff::Subject;
use crate::source::Audience;

/// The part a file plays.
pub(super) enum Role {
    Config,
    Page(PageId),
    Summary(Audience),
    Passage(String),
    Experience(String),
    Register(String),
    Profile,
    Filling(String, Option<Sector>),
    Postcodes,
    Theme,
    Font,
    Asset,
    Lock,
    Schools,
    Record(Subject),
    Stray,
}

/// The part the file at `path` plays.
pub(super) fn role(path: &str) -> Role {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        ["book.toml"] => Role::Config,
        ["themes", ..] if super::font::name(path).is_some() => Role::Font,
        ["themes", ..] => Role::Theme,
        ["content", "bestanden", _] | ["regions", _, "bestanden", _] => Role::Asset,
        ["content", "registers", file] => match file.strip_suffix(".yaml") {
            Some(name) => Role::Register(name.to_owned()),
            None if *file == "postcodes.csv" => Role::Postcodes,
            None => Role::Stray,
        },
        ["content", "validaties", rest @ ..] | ["regions", _, "validaties", rest @ ..] => record(rest),
        ["content", "passages", file] => named(file, Role::Passage),
        ["content", "ervaringen", file] | ["regions", _, "ervaringen", file] => named(file, Role::Experience),
        ["content", audience, file] => text(audience, file),
        ["regions", _, "regio.yaml"] => Role::Profile,
        ["regions", _, "basis.lock"] => Role::Lock,
        ["regions", _, "scholen.csv"] => Role::Schools,
        ["regions", _, "vakken", file] => filling(file),
        ["regions", _, audience, file] => text(audience, file),
        _ => Role::Stray,
    }
}

fn named(file: &str, make: fn(String) -> Role) -> Role {
    file.strip_suffix(".md").filter(|name| is_name(name)).map_or(Role::Stray, |name| make(name.to_owned()))
}

fn text(folder: &str, file: &str) -> Role {
    let Some(audience) = Audience::from_name(folder) else {
        return Role::Stray;
    };
    match file.strip_suffix(".md") {
        Some("SUMMARY") => Role::Summary(audience),
        Some(slug) if is_name(slug) => Role::Page(PageId { audience, slug: slug.to_owned() }),
        _ => Role::Stray,
    }
}

fn filling(file: &str) -> Role {
    let Some(stem) = file.strip_suffix(".md") else {
        return Role::Stray;
    };
    let (name, sector) = match stem.split_once('.') {
        Some((name, "po")) => (name, Some(Sector::Po)),
        Some((name, "vo")) => (name, Some(Sector::Vo)),
        Some(_) => return Role::Stray,
        None => (stem, None),
    };
    if is_name(name) { Role::Filling(name.to_owned(), sector) } else { Role::Stray }
}

fn record(below: &[&str]) -> Role {
    let name = below.join("/");
    name.strip_suffix(".yaml").and_then(Subject::from_name).map_or(Role::Stray, Role::Record)
}

/// What to do with a file that has no part.
pub(super) fn advice(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.contains("/bestanden/") {
        return "zet het bestand in `bestanden/` zelf, zonder map eronder";
    }
    if path.starts_with("content/school/") {
        return "dit soort bestanden kan wegwijzer nog niet gebruiken; haal het voorlopig weg";
    }
    if path.contains("/validaties/") {
        return "hier staan alleen de bestanden die `wegwijzer teken` schrijft, zoals `validaties/ouders/tlv.yaml`";
    }
    if name == "SUMMARY.md" {
        return "een regio zet haar pagina's in het menu met `na:` of `onder:` bovenin de pagina";
    }
    if name == "scholen.csv" {
        return "noem de tabel in `regio.yaml`: `scholen: scholen.csv`";
    }
    if path.contains("/vakken/") {
        return "een vak heet zoals in `registers/vakken.yaml`: `vak.md`, `vak.po.md` of `vak.vo.md`";
    }
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    if ending.eq_ignore_ascii_case("md") || matches!(ending, "markdown" | "txt") {
        "teksten staan in `ouders/`, `jongeren/`, `passages/`, `ervaringen/` of `vakken/`, met een naam van kleine letters, cijfers en streepjes en op het eind `.md`"
    } else {
        "haal het weg, of zet het op de plek die bij zijn soort hoort"
    }
}
