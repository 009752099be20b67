//! Findings as the preview's pages show them.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::overlay::Site;
use crate::pipeline::Edition;
use crate::source::Span;

/// A finding, for a template.
#[derive(Serialize)]
pub(super) struct Finding {
    code: &'static str,
    fout: bool,
    soort: &'static str,
    bericht: String,
    doen: String,
    plek: Option<PlaceContext>,
    /// The line with the place marked: before, marked, after.
    regel: Option<(String, String, String)>,
    erbij: Vec<(String, Option<PlaceContext>)>,
    sites: usize,
    /// Its number on the page that it is about; 0 when it is shown without that page.
    nummer: usize,
    /// Where its place is to be seen on that page.
    aan: Option<String>,
}

impl Finding {
    /// As one of the findings about a page.
    pub(super) fn numbered(self, nummer: usize, aan: Option<String>) -> Self {
        Self { nummer, aan, ..self }
    }
}

/// A place in a file.
#[derive(Serialize)]
pub(super) struct PlaceContext {
    pad: String,
    regel: usize,
    kolom: usize,
}

impl std::fmt::Display for PlaceContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.pad, self.regel, self.kolom)
    }
}

/// A place as the pages show it.
pub(super) fn place(edition: &Edition, span: Span) -> PlaceContext {
    let place = edition.sources.place(span.file, span.start);
    PlaceContext { pad: edition.sources.file(span.file).path.clone(), regel: place.line, kolom: place.column }
}

/// A finding as the pages show it.
pub(super) fn finding(edition: &Edition, d: &Diagnostic) -> Finding {
    Finding {
        code: d.rule.code,
        fout: d.severity == Severity::Error,
        soort: match d.severity {
            Severity::Error => "Fout",
            Severity::Warning => "Waarschuwing",
            Severity::Info => "Info",
        },
        bericht: d.message.clone(),
        doen: d.help.clone(),
        plek: d.span.map(|span| place(edition, span)),
        regel: d.span.and_then(|span| marked_line(&edition.sources.file(span.file).text, span)),
        erbij: d.labels.iter().map(|l| (l.text.clone(), Some(place(edition, l.span)))).collect(),
        sites: d.sites.len(),
        nummer: 0,
        aan: None,
    }
}

/// The line of a place, cut in three; nothing for a place that has no text.
fn marked_line(text: &str, span: Span) -> Option<(String, String, String)> {
    let range = span.range();
    let marked = text.get(range.clone()).filter(|t| !t.is_empty())?;
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    let marked = marked.lines().next().unwrap_or_default();
    let after = if text[range].contains('\n') { "" } else { after };
    Some((end_of(before, 120), marked.chars().take(240).collect(), after.chars().take(120).collect()))
}

/// The last characters of a long text.
fn end_of(text: &str, most: usize) -> String {
    let skip = text.chars().count().saturating_sub(most);
    text.chars().skip(skip).collect()
}

/// Whether a finding concerns a site.
pub(super) fn concerns(edition: &Edition, site: &Site<'_>, d: &Diagnostic) -> bool {
    if d.sites.is_empty() {
        d.span.is_none_or(|span| site.shows(span.file, edition.sources.file(span.file)))
    } else {
        d.sites.contains(&site.id)
    }
}
