//! The figures of a page, for who reviews it: the national text beside what is shown here.

use serde::Serialize;

use crate::overlay::{Page, Site};
use crate::rules::{TextFigures, figures_of};

/// A row of the table of figures.
#[derive(Serialize)]
pub(super) struct Row {
    /// What it is about: the readers, or the heading of a section.
    wat: String,
    /// The section on the page; empty for the page as a whole.
    id: String,
    /// How many lines stand under the same name; 0 for a line after the first.
    regels: usize,
    /// `landelijke tekst` or `zoals hier`.
    tekst: &'static str,
    woorden: u32,
    gemiddeld: String,
    langste: u32,
    flesch_douma: String,
    lint: String,
    niveau: &'static str,
    /// Why it is too hard for its readers, if it is.
    redenen: Vec<String>,
}

const NATIONAL: &str = "landelijke tekst";
const HERE: &str = "zoals hier";

/// The figures of a page and of its sections. What a region did not change has one line.
pub(super) fn rows(site: &Site<'_>, page: &Page<'_>) -> Vec<Row> {
    let figures = figures_of(site, page);
    let mut rows = Vec::new();
    for track in &figures.tracks {
        let name = format!("De hele pagina, voor {}", track.readers);
        let national = track.national.as_ref().filter(|_| track.is_changed());
        add(&name, "", national, track.shown.as_ref(), &mut rows);
    }
    for section in &figures.sections {
        let name = if section.heading.is_empty() { "Begin van de pagina" } else { &section.heading };
        add(name, &section.id, section.national.as_ref(), Some(&section.shown), &mut rows);
    }
    rows
}

fn add(name: &str, id: &str, national: Option<&TextFigures>, shown: Option<&TextFigures>, rows: &mut Vec<Row>) {
    let lines = [(NATIONAL, national), (HERE, shown)];
    let there: Vec<_> = lines.into_iter().filter_map(|(text, figures)| Some((text, figures?))).collect();
    for (i, (text, figures)) in there.iter().enumerate() {
        rows.push(Row {
            wat: name.to_owned(),
            id: id.to_owned(),
            regels: if i == 0 { there.len() } else { 0 },
            tekst: text,
            woorden: figures.words,
            gemiddeld: one_place(figures.mean),
            langste: figures.longest,
            flesch_douma: format!("{:.0}", figures.flesch_douma),
            lint: format!("{:.0}", figures.lint),
            niveau: figures.level.unwrap_or("te kort"),
            redenen: figures.reasons.clone(),
        });
    }
}

/// With the comma of Dutch.
fn one_place(number: f64) -> String {
    format!("{number:.1}").replace('.', ",")
}
