//! `book.toml`: what whoever runs the set decided.

use super::fields::Fields;
use super::keys;
use super::shape::{self, Shape};
use super::yaml::{Node, Value};
use crate::config::{Config, Level, SiteConfig};
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::{Audience, FileId, Spanned};

/// Reads `book.toml`.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> Config {
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
    for (name, family) in fields.entries("lettertypen") {
        if let (Some(file), Some(family)) = (name.text(), family.text()) {
            config.fonts.push((Spanned::new(file.to_owned(), name.span), family.to_owned()));
        }
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
