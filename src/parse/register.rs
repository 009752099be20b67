//! The registers and `book.toml`: checked tables become facts, sources, terms, contacts, slots.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::keys;
use super::page::sectors;
use super::shape::{self, Key, Shape};
use super::yaml::{self, Node, Value};
use crate::catalogue;
use crate::config::{Config, Level, SiteConfig};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::set::register::{
    Certainty, Change, Contact, Decision, Fact, Feedback, Referral, Registers, Required, Slot, SlotKind, Source, Term,
    Word,
};
use crate::source::{Audience, FileId, Span, Spanned};

/// Reads one register into `registers`; `false` when there is no register of that name.
pub(super) fn read(name: &str, file: FileId, text: &str, into: &mut Registers, findings: &mut Diagnostics) -> bool {
    let errors = findings.iter().count();
    match name {
        "feiten" => into.facts = by_id(file, text, keys::FACT, findings, fact),
        "bronnen" => into.sources = by_id(file, text, keys::SOURCE, findings, source),
        "contacten" => into.contacts = by_id(file, text, keys::CONTACT, findings, contact),
        "vakken" => {
            into.slots = by_id(file, text, keys::SLOT, findings, slot);
            refuse_unknown_data(into, findings);
        }
        "wijzigingen" => {
            into.changes =
                entries(file, text, keys::CHANGE, findings).iter().filter_map(|n| change(Fields::new(n))).collect();
        }
        "wegwijzer" => into.referrals = by_id(file, text, keys::REFERRAL, findings, referral),
        "reacties" => {
            let all = by_id(file, text, keys::FEEDBACK_ENTRY, findings, feedback);
            into.feedback = all.into_iter().filter_map(|(id, entry)| Some((id, entry?))).collect();
        }
        "begrippen" => {
            into.terms =
                entries(file, text, keys::TERM, findings).iter().filter_map(|n| term(Fields::new(n))).collect();
            refuse_doubles(into.terms.iter().flat_map(|t| forms(&t.term, &t.synonyms)), findings);
        }
        "woorden" => {
            into.words =
                entries(file, text, keys::WORD, findings).iter().filter_map(|n| word(Fields::new(n))).collect();
            // A word may be avoided for parents and for young people for different reasons.
            for audience in Audience::ALL {
                let words = into.words.iter().filter(|w| w.audiences.contains(&audience));
                refuse_doubles(words.flat_map(|w| forms(&w.word, &w.forms)), findings);
            }
        }
        _ => return false,
    }
    if findings.iter().count() > errors {
        into.unread.insert(name.to_owned());
    }
    true
}

/// The entries of a register: a list of tables.
pub(super) fn entries(file: FileId, text: &str, keys: &'static [Key], findings: &mut Diagnostics) -> Vec<Node> {
    let Some(node) = yaml::read(file, text, 0, findings) else {
        return Vec::new();
    };
    match node.value {
        Value::Null => Vec::new(),
        Value::List(items) => items
            .into_iter()
            .filter(|item| {
                let shape = Shape::Table(keys);
                shape::check(item, &shape, findings) || matches!(item.value, Value::Map(_))
            })
            .collect(),
        _ => {
            findings.push(
                Diagnostic::new(
                    &catalogue::WRONG_VALUE,
                    node.span,
                    "een register is een lijst, en hier staat iets anders",
                )
                .help("begin elke ingang op een nieuwe regel met `- id: …`"),
            );
            Vec::new()
        }
    }
}

/// The slots that hold data of `regio.yaml`.
const DATA_SLOTS: [&str; 3] = ["contact", "gezichten", "spreekuur"];

fn refuse_unknown_data(registers: &Registers, findings: &mut Diagnostics) {
    for (id, slot) in registers.slots.iter().filter(|(_, s)| s.kind == SlotKind::Data) {
        if !DATA_SLOTS.contains(&id.as_str()) {
            findings.push(
                Diagnostic::new(
                    &catalogue::WRONG_VALUE,
                    slot.span,
                    format!("`regio.yaml` heeft geen gegevens voor het vak `{id}`"),
                )
                .help(format!("kies `soort: tekst`; gegevens zijn er voor: {}", DATA_SLOTS.join(", "))),
            );
        }
    }
}

fn forms<'a>(word: &'a Spanned<String>, forms: &'a [String]) -> impl Iterator<Item = (&'a str, Span)> {
    std::iter::once(word.value.as_str()).chain(forms.iter().map(String::as_str)).map(|form| (form, word.span))
}

/// The same word twice: only one explanation could be shown.
fn refuse_doubles<'a>(words: impl Iterator<Item = (&'a str, Span)>, findings: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (word, span) in words {
        if let Some(first) = seen.insert(word.to_lowercase(), span).filter(|first| *first != span) {
            findings.push(
                Diagnostic::new(&catalogue::DUPLICATE_NAME, span, format!("het woord `{word}` staat er twee keer"))
                    .label(first, "hier stond het al")
                    .help("houd er één over, of voeg de vormen samen"),
            );
        }
    }
}

fn by_id<T>(
    file: FileId,
    text: &str,
    keys: &'static [Key],
    findings: &mut Diagnostics,
    decode: fn(Fields<'_>, Span) -> T,
) -> BTreeMap<String, T> {
    let mut all: BTreeMap<String, T> = BTreeMap::new();
    let mut places: BTreeMap<String, Span> = BTreeMap::new();
    for node in entries(file, text, keys, findings) {
        let fields = Fields::new(&node);
        let Some(id) = fields.spanned("id") else {
            continue;
        };
        if let Some(first) = places.get(&id.value) {
            findings.push(
                Diagnostic::new(
                    &catalogue::DUPLICATE_NAME,
                    id.span,
                    format!("de id `{}` komt twee keer voor", id.value),
                )
                .label(*first, "hier stond hij al")
                .help("geef een van de twee een andere id, of voeg ze samen"),
            );
            continue;
        }
        places.insert(id.value.clone(), id.span);
        all.insert(id.value, decode(fields, id.span));
    }
    all
}

fn certainty(fields: Fields<'_>) -> Certainty {
    match fields.text("zekerheid").as_deref() {
        Some("vastgesteld") => Certainty::Established,
        Some("waarschijnlijk") => Certainty::Likely,
        _ => Certainty::Unknown,
    }
}

/// The audiences of a key.
pub(super) fn audiences(fields: Fields<'_>, key: &str) -> Vec<Audience> {
    fields.texts(key).iter().filter_map(|name| Audience::from_name(name)).collect()
}

fn fact(fields: Fields<'_>, span: Span) -> Fact {
    Fact {
        span,
        sentence: fields.text("kernzin"),
        sentence_young: fields.text("kernzin-jongeren"),
        values: fields
            .entries("waarden")
            .iter()
            .filter_map(|(name, value)| Some((name.text()?.to_owned(), value.text()?.to_owned())))
            .collect(),
        sectors: sectors(fields, "onderwijs"),
        basis: fields.list("basis").iter().filter_map(|n| Fields::new(n).spanned("bron")).collect(),
        valid_from: fields.date("geldig-vanaf"),
        valid_until: fields.date("geldig-tot"),
        certainty: certainty(fields),
    }
}

fn source(fields: Fields<'_>, span: Span) -> Source {
    Source {
        span,
        title: fields.text("titel").unwrap_or_default(),
        publisher: fields.text("uitgever").unwrap_or_default(),
        url: fields.text("url"),
        version: fields.text("versie"),
        consulted: fields.date("geraadpleegd"),
    }
}

fn contact(fields: Fields<'_>, span: Span) -> Contact {
    const SHOWN: [&str; 11] =
        ["naam", "voor", "waarvoor", "telefoon", "telefoon2", "mail", "chat", "site", "tijden", "kosten", "anoniem"];
    Contact {
        span,
        fields: SHOWN.iter().filter_map(|key| Some(((*key).to_owned(), fields.text(key)?))).collect(),
        safety: fields.flag("nood"),
        audiences: audiences(fields, "doelgroep"),
        certainty: certainty(fields),
        checked_on: fields.date("gecontroleerd-op"),
    }
}

fn slot(fields: Fields<'_>, span: Span) -> Slot {
    let required = match fields.get("verplicht") {
        Some(Node { value: Value::Map(_), .. }) => {
            fields.fields("verplicht").and_then(|f| f.spanned("als")).map_or(Required::No, Required::With)
        }
        Some(node) if node.text() == Some("ja") => Required::Yes,
        _ => Required::No,
    };
    Slot {
        span,
        heading: fields.text("kop").unwrap_or_default(),
        heading_young: fields.text("kop-jongeren"),
        kind: match fields.text("soort").as_deref() {
            Some("gegevens") => SlotKind::Data,
            Some("agenda") => SlotKind::Agenda,
            _ => SlotKind::Text,
        },
        audiences: audiences(fields, "doelgroep"),
        sectors: sectors(fields, "onderwijs"),
        per_sector: fields.flag("per-onderwijs"),
        required,
        required_for: audiences(fields, "verplicht-voor"),
    }
}

fn referral(fields: Fields<'_>, span: Span) -> Referral {
    Referral {
        span,
        contacts: fields.ids("contacten"),
        themes: fields.texts("themas"),
        audiences: audiences(fields, "doelgroep"),
    }
}

fn change(fields: Fields<'_>) -> Option<Change> {
    Some(Change {
        day: fields.date("datum")?,
        text: fields.text("tekst")?,
        text_young: fields.text("tekst-jongeren"),
        pages: fields.names("paginas"),
        audiences: audiences(fields, "doelgroep"),
    })
}

fn feedback(fields: Fields<'_>, span: Span) -> Option<Feedback> {
    Some(Feedback {
        span,
        date: fields.date("datum")?,
        of: fields.text("van")?,
        said: fields.text("gezegd")?,
        decision: match fields.text("besluit")?.as_str() {
            "ja" => Decision::Yes,
            "deels" => Decision::Partly,
            _ => Decision::No,
        },
        done: fields.text("gedaan"),
        reason: fields.text("reden"),
        page: fields.spanned("pagina"),
        audiences: audiences(fields, "doelgroep"),
    })
}

fn term(fields: Fields<'_>) -> Option<Term> {
    Some(Term {
        term: fields.spanned("term")?,
        explanation: fields.text("uitleg")?,
        explanation_young: fields.text("uitleg-jongeren"),
        synonyms: fields.texts("synoniemen"),
        audiences: audiences(fields, "doelgroep"),
    })
}

fn word(fields: Fields<'_>) -> Option<Word> {
    Some(Word {
        word: fields.spanned("woord")?,
        forms: fields.texts("vormen"),
        instead: fields.text("gebruik"),
        audiences: audiences(fields, "doelgroep"),
    })
}

/// Reads `book.toml`.
pub(super) fn config(file: FileId, text: &str, findings: &mut Diagnostics) -> Config {
    let mut config = Config::default();
    let Some(node) = super::toml::read(file, text, findings) else {
        return config;
    };
    shape::check(&node, &Shape::Table(keys::BOOK), findings);
    let fields = Fields::new(&node);
    if let Some(book) = fields.fields("book") {
        config.title = book.text("title").unwrap_or(config.title);
        config.authors = book.texts("authors");
        config.description = book.text("description").unwrap_or_default();
    }
    if let Some(dir) = fields.fields("build").and_then(|b| b.text("build-dir")).filter(|dir| shape::is_name(dir)) {
        config.build_dir = dir;
    }
    for audience in Audience::ALL {
        let site = fields.fields("sites").and_then(|s| s.fields(audience.name()));
        let named = |key: &str| site.and_then(|s| s.spanned(key));
        let names = |key: &str| site.map(|s| s.names(key)).unwrap_or_default();
        let passages = site.map(|s| s.entries("passages")).unwrap_or_default();
        config.sites.insert(
            audience,
            SiteConfig {
                strip: named("strook"),
                contact: named("contact"),
                exit: site.and_then(|s| s.text("snel-weg")),
                required: names("verplicht"),
                safety: names("nood"),
                outside: names("buiten-onderwijs"),
                groups: names("doelgroepen"),
                action: names("doen"),
                passages: passages.iter().flat_map(passages_of).collect(),
            },
        );
    }
    config.levels = levels(fields.entries("rules"), None);
    if let Some(publication) = fields.fields("publication") {
        super::signoff::publication(publication, &mut config.publication, findings);
    }
    config
}

/// The passages that a page has to show: pairs of page and passage.
fn passages_of((page, list): &(Node, Node)) -> Vec<(Spanned<String>, Spanned<String>)> {
    let of = |node: &Node| node.text().map(|t| Spanned::new(t.to_owned(), node.span));
    let Some(page) = of(page) else { return Vec::new() };
    list.items().iter().filter_map(|item| Some((page.clone(), of(item)?))).collect()
}

/// The rows of `[rules]`, and of the tables for one audience below it.
fn levels(entries: &[(Node, Node)], audience: Option<Audience>) -> Vec<Level> {
    let mut all = Vec::new();
    for (name, value) in entries {
        let code = Spanned::new(name.text().unwrap_or_default().to_owned(), name.span);
        match (&value.value, Audience::from_name(&code.value)) {
            (Value::Map(inner), Some(audience)) => all.extend(levels(inner, Some(audience))),
            // What is no weight was told; a group that is no audience is told with the codes.
            _ => {
                let severity = match value.text() {
                    Some("fout") => Some(Severity::Error),
                    Some("waarschuwing") => Some(Severity::Warning),
                    Some("info") => Some(Severity::Info),
                    _ => None,
                };
                all.push(Level { code, audience, severity });
            }
        }
    }
    all
}
