//! The tables of keys as JSON Schemas and as text: what an editor's program and the handbook show of them.
//!
//! In: the tables of [`super::keys`]. Out: one schema per kind of file, draft 2020-12, with Dutch descriptions. A test
//! holds the schemas in `.vscode/` against these.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::keys;
use super::shape::{Key, Shape};

/// A kind of file: its name, the files it stands for, who writes them, whether it is a list, and its keys.
#[derive(Debug)]
pub struct Kind {
    /// Name of the schema.
    pub name: &'static str,
    /// The files, as patterns.
    pub files: &'static [&'static str],
    /// Who may write them.
    pub writer: &'static str,
    /// Whether the file is a list of such tables.
    pub list: bool,
    /// The keys.
    pub keys: &'static [Key],
}

const NATIONAL: &str = "landelijke redactie";
const REGION: &str = "redactie van de regio";

/// Every kind of file with keys.
pub static KINDS: &[Kind] = &[
    kind(
        "pagina",
        &["content/{ouders,jongeren}/*.md"],
        "landelijke redactie; op een eigen pagina de regio",
        false,
        keys::PAGE,
    ),
    kind("aanpassing", &["regions/*/{ouders,jongeren}/*.md"], REGION, false, keys::OVERLAY),
    kind("passage", &["content/passages/*.md"], NATIONAL, false, keys::PASSAGE),
    kind(
        "ervaring",
        &["content/ervaringen/*.md", "regions/*/ervaringen/*.md"],
        "redactie, met wie het vertelt",
        false,
        keys::EXPERIENCE,
    ),
    kind("vak", &["regions/*/vakken/*.md"], REGION, false, keys::FILLING),
    kind("regio", &["regions/*/regio.yaml"], REGION, false, keys::REGION),
    kind("basis", &["regions/*/basis.lock"], "`wegwijzer bevestig`", true, keys::LOCK),
    kind("feiten", &["content/registers/feiten.yaml"], NATIONAL, true, keys::FACT),
    kind("bronnen", &["content/registers/bronnen.yaml"], NATIONAL, true, keys::SOURCE),
    kind("begrippen", &["content/registers/begrippen.yaml"], NATIONAL, true, keys::TERM),
    kind("woorden", &["content/registers/woorden.yaml"], NATIONAL, true, keys::WORD),
    kind("contacten", &["content/registers/contacten.yaml"], NATIONAL, true, keys::CONTACT),
    kind("vakken", &["content/registers/vakken.yaml"], NATIONAL, true, keys::SLOT),
    kind("wegwijzer", &["content/registers/wegwijzer.yaml"], NATIONAL, true, keys::REFERRAL),
    kind("wijzigingen", &["content/registers/wijzigingen.yaml"], NATIONAL, true, keys::CHANGE),
    kind("reacties", &["content/registers/reacties.yaml"], NATIONAL, true, keys::FEEDBACK_ENTRY),
    kind(
        "validatie",
        &["content/validaties/**/*.yaml", "regions/*/validaties/**/*.yaml"],
        "wegwijzer teken",
        false,
        keys::RECORD,
    ),
    kind("book", &["book.toml"], "beheerder", false, keys::BOOK),
];

const fn kind(
    name: &'static str,
    files: &'static [&'static str],
    writer: &'static str,
    list: bool,
    keys: &'static [Key],
) -> Kind {
    Kind { name, files, writer, list, keys }
}

impl Kind {
    /// The JSON Schema of this kind of file, as text.
    pub fn schema(&self) -> String {
        let table = table(self.keys);
        let mut schema = if self.list { json!({ "type": "array", "items": table }) } else { table };
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        schema["title"] = json!(self.name);
        schema["description"] = json!(format!("{} (schrijft: {})", self.files.join(", "), self.writer));
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The keys as a table of text: name, type, whether it has to be there, what it is for.
    pub fn table(&self) -> String {
        let mut text = format!("{}: {}\nschrijft: {}\n\n", self.name, self.files.join(", "), self.writer);
        let _ = writeln!(text, "{:<22} {:<5} {:<34} {:<18} waarvoor", "sleutel", "", "soort", "weggelaten");
        rows(self.keys, 0, &mut text);
        text
    }
}

fn rows(keys: &[Key], depth: usize, out: &mut String) {
    for key in keys {
        let name = format!("{}{}", "  ".repeat(depth), key.name);
        let must = if key.required { "moet" } else { "mag" };
        let default = default_in_words(key);
        let _ = writeln!(out, "{name:<22} {must:<5} {:<34} {default:<18} {}", words(&key.shape), key.about);
        if let Some(inner) = inner(&key.shape) {
            rows(inner, depth + 1, out);
        }
    }
}

fn inner(shape: &Shape) -> Option<&'static [Key]> {
    match shape {
        Shape::Table(keys) => Some(keys),
        Shape::List(of) | Shape::MapOf(of) => inner(of),
        Shape::Either(a, b) => inner(a).or_else(|| inner(b)),
        _ => None,
    }
}

/// What counts when the key is left out: what its row says, or what its shape means.
fn default_of(key: &Key) -> Option<Value> {
    match (key.required, key.default, &key.shape) {
        (true, ..) => None,
        (_, Some(json), _) => serde_json::from_str(json).ok(),
        (_, None, Shape::Bool) => Some(json!(false)),
        (_, None, Shape::List(_)) => Some(json!([])),
        _ => None,
    }
}

fn default_in_words(key: &Key) -> String {
    match default_of(key) {
        None if key.required => "-".to_owned(),
        None => "geen".to_owned(),
        Some(Value::String(text)) => text,
        Some(Value::Array(items)) if items.is_empty() => "leeg".to_owned(),
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" en "),
        Some(other) => other.to_string(),
    }
}

/// A shape in words.
fn words(shape: &Shape) -> String {
    match shape {
        Shape::Line => "tekst".to_owned(),
        Shape::Free => "tekst of getal".to_owned(),
        Shape::Name => "naam".to_owned(),
        Shape::Date => "datum".to_owned(),
        Shape::Web => "adres https://".to_owned(),
        Shape::Mail => "mailadres".to_owned(),
        Shape::Phone => "telefoonnummer".to_owned(),
        Shape::Color => "kleur".to_owned(),
        Shape::Bool => "true of false".to_owned(),
        Shape::Number => "getal".to_owned(),
        Shape::Choice(options) => options.join(" | "),
        Shape::List(of) => format!("lijst van {}", words(of)),
        Shape::Table(_) => "sleutels".to_owned(),
        Shape::MapOf(of) => format!("namen met {}", words(of)),
        Shape::Either(a, b) => format!("{}, of {}", words(a), words(b)),
    }
}

fn table(keys: &[Key]) -> Value {
    let mut properties = Map::new();
    for key in keys {
        let mut of = shape(&key.shape);
        of["description"] = json!(key.about);
        if let Some(default) = default_of(key) {
            of["default"] = default;
        }
        properties.insert(key.name.to_owned(), of);
    }
    let required: Vec<&str> = keys.iter().filter(|k| k.required).map(|k| k.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Line => json!({ "type": "string", "minLength": 1, "maxLength": super::shape::MAX_LINE }),
        Shape::Free => json!({ "type": ["string", "number"] }),
        Shape::Name => json!({ "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 80 }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Web => json!({ "type": "string", "pattern": "^https://[^\\s\"'<>]+$" }),
        Shape::Mail => json!({ "type": "string", "format": "email" }),
        Shape::Phone => json!({ "type": "string", "pattern": "^[0-9 +-]+$" }),
        Shape::Color => json!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer" }),
        Shape::Choice(options) => json!({ "enum": options }),
        Shape::List(inner) => json!({ "type": "array", "items": shape(inner) }),
        Shape::Table(keys) => table(keys),
        Shape::MapOf(inner) => json!({ "type": "object", "additionalProperties": shape(inner) }),
        Shape::Either(a, b) => json!({ "anyOf": [shape(a), shape(b)] }),
    }
}
