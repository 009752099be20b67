//! Files with front matter: pages, overlays, passages, experiences, fillings.

use super::fields::Fields;
use super::markdown::{self, Place, TextKind};
use super::shape::{self, Key, Shape};
use super::yaml::{self, Node, Value};
use super::{keys, marks, text};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::document::Document;
use crate::set::page::{
    Care, Change, ChangeKind, Class, ConsentScope, Counterpart, Experience, Hiding, Overlay, PageMeta, PageSource,
    Passage, Pillar, Placement, Teller, Tendency,
};
use crate::set::region::Filling;
use crate::set::sector::{Sector, Sectors};
use crate::source::{FileId, Layer, SourceFile, Span, Spanned};

/// Longest title in characters.
const MAX_TITLE: usize = 200;
/// Largest front matter in bytes.
const MAX_FRONT: usize = 64 * 1024;

/// The front matter as checked values, if there is any, and where the text begins.
struct Parts {
    front: Option<Node>,
    body: usize,
    /// Whether everything in the front matter is as it should be.
    complete: bool,
}

/// Splits front matter from text. The Markdown library would also take a `---` block in the middle of a page.
fn split(id: FileId, file: &SourceFile, keys: &'static [Key], required: bool, findings: &mut Diagnostics) -> Parts {
    let source = &file.text;
    let first = source.split_inclusive('\n').next().unwrap_or("");
    if first.trim_end() != "---" {
        if required && file.defect.is_none() {
            findings.push(
                Diagnostic::new(
                    &catalogue::BROKEN_FRONT_MATTER,
                    Span::new(id, 0, 0),
                    "dit bestand begint niet met `---`",
                )
                .help(format!("zet bovenaan tussen twee regels `---`: {}", required_names(keys))),
            );
        }
        return Parts { front: None, body: 0, complete: !required };
    }
    let mut at = first.len();
    for line in source[first.len()..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = &source[first.len()..at];
            if yaml.len() > MAX_FRONT {
                let span = Span::new(id, 0, first.len());
                findings.push(
                    Diagnostic::new(
                        &catalogue::BROKEN_FRONT_MATTER,
                        span,
                        format!("dit blok is {} KB, en er past 64 KB in", yaml.len() / 1024),
                    )
                    .help("zet tekst onder het blok, en feiten en bronnen in de registers"),
                );
                return Parts { front: None, body: at + line.len(), complete: false };
            }
            let node = yaml::read(id, yaml, first.len(), findings).map(|node| match node.value {
                // Nothing between the lines: an empty table, so that the missing keys are told.
                Value::Null => Node { value: Value::Map(Vec::new()), ..node },
                _ => node,
            });
            let complete = node.as_ref().is_some_and(|node| shape::check(node, &Shape::Table(keys), findings));
            return Parts { front: node, body: at + line.len(), complete };
        }
        at += line.len();
    }
    findings.push(
        Diagnostic::new(
            &catalogue::BROKEN_FRONT_MATTER,
            Span::new(id, 0, source.len()),
            "het blok dat met `---` begint wordt nergens gesloten",
        )
        .help("zet na de laatste sleutel een regel met alleen `---`; nu wordt niets van dit bestand gelezen"),
    );
    Parts { front: None, body: source.len(), complete: false }
}

fn required_names(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().filter(|k| k.required).map(|k| format!("`{}`", k.name)).collect();
    if names.is_empty() { "de sleutels van dit soort bestand".to_owned() } else { names.join(", ") }
}

fn body(id: FileId, file: &SourceFile, parts: &Parts, kind: TextKind, findings: &mut Diagnostics) -> Document {
    let document = markdown::read(Place { file: id, path: &file.path, kind }, &file.text, parts.body, findings);
    Document { unread: (!parts.complete).then(|| Span::new(id, 0, parts.body)), ..document }
}

/// Reads a page of the nation or of a region.
pub(super) fn page(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> PageSource {
    let parts = split(id, file, keys::PAGE, true, findings);
    let empty = Node { span: Span::new(id, 0, 0), value: Value::Null };
    let fields = Fields::new(parts.front.as_ref().unwrap_or(&empty));
    if let Some(title) = fields.spanned("titel").filter(|t| t.value.chars().count() > MAX_TITLE) {
        findings.push(
            Diagnostic::new(
                &catalogue::WRONG_VALUE,
                title.span,
                format!("deze titel is langer dan {MAX_TITLE} tekens"),
            )
            .help("maak hem korter; wat meer uitleg vraagt, kan in de samenvatting"),
        );
    }
    let meta = meta(fields, findings);
    let document = body(id, file, &parts, TextKind::Page, findings);
    marks::refuse_operations(&document, findings);
    if parts.complete {
        marks::refuse_empty(id, file, parts.body, findings);
    }
    if let (Layer::National, Some(placement)) = (file.layer, &meta.placement) {
        findings.push(
            Diagnostic::new(
                &catalogue::WRONG_VALUE,
                placement.span,
                "een landelijke pagina krijgt haar plek in `SUMMARY.md`",
            )
            .help("haal `na` of `onder` hier weg"),
        );
    }
    PageSource { file: id, meta, document }
}

fn meta(fields: Fields<'_>, findings: &mut Diagnostics) -> PageMeta {
    let line = |key: &str, findings: &mut Diagnostics| {
        let written = fields.spanned(key).unwrap_or_else(|| Spanned::new(String::new(), fields.span()));
        Spanned::new(text::line(&written, findings), written.span)
    };
    PageMeta {
        title: line("titel", findings),
        summary: line("samenvatting", findings),
        pillar: fields.text("pijler").and_then(|p| match p.as_str() {
            "informeren" => Some(Pillar::Inform),
            "steunen" => Some(Pillar::Support),
            "signaleren" => Some(Pillar::Signal),
            _ => None,
        }),
        sectors: sectors(fields, "onderwijs"),
        class: match fields.text("klasse").as_deref() {
            Some("A") => Class::A,
            Some("C") => Class::C,
            Some("E") => Class::E,
            _ => Class::B,
        },
        class_span: fields.get("klasse").map_or(fields.span(), |n| n.span),
        themes: fields.ids("themas"),
        groups: fields.ids("doelgroep"),
        sources: fields.ids("bronnen"),
        counterpart: counterpart(fields),
        keywords: fields.texts("trefwoorden"),
        related: fields.ids("verwant"),
        experiences: fields.ids("ervaringen"),
        sensitive: fields.flag("gevoelig"),
        optional: fields.flag("optioneel"),
        owner: fields.spanned("eigenaar"),
        review_before: fields.date("herzien-voor"),
        old: fields.ids("oude-adressen"),
        authors: fields.names("auteurs"),
        wants_story: fields.get("ervaring-gewenst").filter(|n| n.text() == Some("true")).map(|n| n.span),
        changes: changes(fields),
        placement: fields
            .spanned("na")
            .map(|s| Spanned::new(Placement::After(s.value), s.span))
            .or_else(|| fields.spanned("onder").map(|s| Spanned::new(Placement::Under(s.value), s.span))),
    }
}

/// The changes, newest first.
fn changes(fields: Fields<'_>) -> Vec<Change> {
    let change = |f: Fields<'_>| {
        Some(Change {
            span: f.span(),
            date: f.date("datum")?,
            kind: match f.text("soort")?.as_str() {
                "feit" => ChangeKind::Fact,
                "regio" => ChangeKind::Region,
                _ => ChangeKind::Language,
            },
            what: f.text("wat")?,
            why: f.text("waarom"),
            advice_of: f.text("advies-van"),
        })
    };
    let mut all: Vec<Change> = fields.list("wijzigingen").iter().map(Fields::new).filter_map(change).collect();
    all.sort_by_key(|c| std::cmp::Reverse(c.date));
    all
}

/// Who looks after a text.
fn care(fields: Fields<'_>) -> Care {
    Care {
        owner: fields.spanned("eigenaar"),
        review_before: fields.date("herzien-voor"),
        authors: fields.names("auteurs"),
    }
}

fn counterpart(fields: Fields<'_>) -> Counterpart {
    match fields.get("tegenhanger").map(|n| &n.value) {
        Some(Value::List(_)) => Counterpart::Pages(fields.names("tegenhanger")),
        Some(Value::Map(_)) => {
            fields.fields("tegenhanger").and_then(|f| f.text("geen")).map_or(Counterpart::Unsaid, Counterpart::None)
        }
        _ => Counterpart::Unsaid,
    }
}

/// The sectors of a key; both when it is left out.
pub(super) fn sectors(fields: Fields<'_>, key: &str) -> Sectors {
    let named = fields.names(key).into_iter().fold(Sectors::NONE, |all, name| match name.value.as_str() {
        "po" => all.with(Sector::Po),
        "vo" => all.with(Sector::Vo),
        _ => all,
    });
    if named.is_empty() { Sectors::BOTH } else { named }
}

/// Reads what a region does with a national page.
pub(super) fn overlay(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> Overlay {
    let parts = split(id, file, keys::OVERLAY, false, findings);
    let document = body(id, file, &parts, TextKind::Page, findings);
    marks::refuse_locks(&document, findings);
    let empty = Node { span: Span::new(id, 0, 0), value: Value::Null };
    let fields = Fields::new(parts.front.as_ref().unwrap_or(&empty));
    for entry in fields.list("verbergt").iter().map(Fields::new) {
        if entry.get("sectie").is_some() == entry.get("ervaring").is_some() && entry.get("reden").is_some() {
            findings.push(
                Diagnostic::new(&catalogue::WRONG_VALUE, entry.span(), "hier hoort één `sectie` of één `ervaring`")
                    .help("begin voor elk stuk dat u verbergt een nieuw streepje, met een eigen reden"),
            );
        }
    }
    let hides = |key: &str| {
        let entries = fields.list("verbergt").iter().map(Fields::new);
        entries.filter_map(|f| Some(Hiding { section: f.spanned(key)?, reason: f.spanned("reden")? })).collect()
    };
    let line = |key: &str, findings: &mut Diagnostics| {
        fields.spanned(key).map(|written| Spanned::new(text::line(&written, findings), written.span))
    };
    Overlay {
        file: id,
        title: line("titel", findings),
        summary: line("samenvatting", findings),
        hidden: fields.spanned("verborgen"),
        hides: hides("sectie"),
        hides_stories: hides("ervaring"),
        related: fields.ids("verwant"),
        experiences: fields.ids("ervaringen"),
        owner: fields.spanned("eigenaar"),
        checked_on: fields.date("gecontroleerd-op"),
        care: care(fields),
        document,
    }
}

/// Reads a locked passage.
pub(super) fn passage(id: FileId, file: &SourceFile, name: &str, findings: &mut Diagnostics) -> Passage {
    let parts = split(id, file, keys::PASSAGE, true, findings);
    let document = body(id, file, &parts, TextKind::Plain, findings);
    marks::refuse_empty(id, file, parts.body, findings);
    let mut passage = Passage { file: id, sources: Vec::new(), facts: Vec::new(), care: Care::default(), document };
    if let Some(node) = &parts.front {
        let fields = Fields::new(node);
        passage.sources = fields.ids("bronnen");
        passage.facts = fields.ids("feiten");
        passage.care = care(fields);
        if let Some(written) = fields.spanned("id").filter(|w| w.value != name) {
            findings.push(
                Diagnostic::new(
                    &catalogue::WRONG_VALUE,
                    written.span,
                    format!("de id is `{}`, het bestand heet `{name}`", written.value),
                )
                .help("maak ze gelijk"),
            );
        }
    }
    passage
}

/// Reads an experience.
pub(super) fn experience(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> Experience {
    let parts = split(id, file, keys::EXPERIENCE, true, findings);
    let document = body(id, file, &parts, TextKind::Plain, findings);
    marks::refuse_empty(id, file, parts.body, findings);
    let empty = Node { span: Span::new(id, 0, 0), value: Value::Null };
    let fields = Fields::new(parts.front.as_ref().unwrap_or(&empty));
    let consent = fields.fields("toestemming");
    Experience {
        file: id,
        title: fields.text("titel").unwrap_or_default(),
        teller: match fields.text("rol").as_deref() {
            Some("leerling-po") => Teller::PupilPo,
            Some("leerling-vo") => Teller::PupilVo,
            Some("jongere") => Teller::Young,
            _ => Teller::Parent,
        },
        year: fields.number("jaar"),
        invented: fields.flag("verzonnen"),
        themes: fields.ids("themas"),
        tendency: fields.text("strekking").and_then(|t| match t.as_str() {
            "goed" => Some(Tendency::Good),
            "lastig" => Some(Tendency::Hard),
            "beide" => Some(Tendency::Both),
            _ => None,
        }),
        consent_span: consent.map_or(Span::new(id, 0, 0), Fields::span),
        consent_for: consent.map(|c| c.texts("voor")).unwrap_or_default().iter().filter_map(|s| scope(s)).collect(),
        consent_until: consent.and_then(|c| c.date("tot")),
        withdrawn: consent.is_some_and(|c| c.flag("ingetrokken")),
        care: care(fields),
        document,
    }
}

fn scope(name: &str) -> Option<ConsentScope> {
    match name {
        "site" => Some(ConsentScope::Site),
        "druk" => Some(ConsentScope::Print),
        "landelijk" => Some(ConsentScope::National),
        _ => None,
    }
}

/// Reads the text of a slot; in an agenda every heading is an entry with an end.
pub(super) fn filling(id: FileId, file: &SourceFile, agenda: bool, findings: &mut Diagnostics) -> Filling {
    let parts = split(id, file, keys::FILLING, false, findings);
    let kind = if agenda { TextKind::Agenda } else { TextKind::Plain };
    let document = body(id, file, &parts, kind, findings);
    if agenda {
        marks::refuse_endless(&document, findings);
    }
    marks::refuse_operations(&document, findings);
    let empty = Node { span: Span::new(id, 0, 0), value: Value::Null };
    let fields = Fields::new(parts.front.as_ref().unwrap_or(&empty));
    Filling {
        file: id,
        owner: fields.spanned("eigenaar"),
        checked_on: fields.date("gecontroleerd-op"),
        care: care(fields),
        document,
    }
}
