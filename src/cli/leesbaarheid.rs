//! `wegwijzer leesbaarheid`: figures of every page, and of a page before and after a region wrote on it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use serde::Serialize;

use super::{RegionArgs, Verdict, day, say, today};
use crate::overlay::{Page, assemble_in};
use crate::parse::parse;
use crate::rules::{PageFigures, PageReader, TextFigures, TrackFigures};
use crate::set::sector::Sector;
use crate::source::{Audience, Layer};
use crate::state::States;

#[derive(Args)]
pub(super) struct Options {
    /// Een pagina of map, zoals ouders/tlv of jongeren; weggelaten: alle pagina's
    #[arg(value_name = "PAD")]
    pad: Option<String>,
    /// Ook een regel voor elke sectie
    #[arg(long)]
    secties: bool,
    /// Ook pagina's van een regio die gelijk zijn aan de landelijke
    #[arg(long)]
    alles: bool,
    /// Hoe het overzicht eruitziet
    #[arg(long, value_name = "VORM", default_value = "tabel")]
    formaat: FormName,
    /// De dag waarvoor de sites gelden (jaar-maand-dag); weggelaten: vandaag
    #[arg(long, value_name = "DATUM", value_parser = day)]
    peildatum: Option<Date>,
    #[command(flatten)]
    regions: RegionArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    Tabel,
    Json,
    Csv,
}

/// A text and its figures.
#[derive(Serialize)]
struct Row {
    /// `None` for the nation.
    regio: Option<String>,
    pagina: String,
    /// `None` for the whole page.
    sectie: Option<String>,
    lezers: &'static str,
    /// `landelijk`, `met de regio` or `van de regio`.
    tekst: &'static str,
    woorden: u32,
    zinnen: u32,
    woorden_per_zin: f64,
    langste_zin: u32,
    flesch_douma: f64,
    lint_schatting: f64,
    niveau: Option<&'static str>,
    oordeel: Option<&'static str>,
    redenen: Vec<String>,
}

const HEAD: [&str; 14] = [
    "regio",
    "pagina",
    "sectie",
    "lezers",
    "tekst",
    "woorden",
    "zinnen",
    "woorden_per_zin",
    "langste_zin",
    "flesch_douma",
    "lint_schatting",
    "niveau",
    "oordeel",
    "redenen",
];

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let (sources, only) = options.regions.load(root)?;
    let (set, _) = parse(&sources);
    let as_of = options.peildatum.unwrap_or_else(today);
    let mut reader = PageReader::new(&set);
    let mut rows = Rows { options, list: Vec::new() };
    for (id, page) in set.pages.iter().filter(|_| only.is_none()) {
        rows.page(None, &id.to_string(), &reader.figures_of_nation(id, page, as_of));
    }
    for region in set.regions.iter().filter(|r| asked(only.as_ref(), &r.folder)) {
        let states = Arc::new(States::of_region(&set, region, as_of).showing_everything());
        for audience in Audience::ALL {
            let (site, _) = assemble_in(&states, region, audience);
            for page in site.pages.values() {
                let figures = reader.figures_of(&site, page);
                if options.alles || is_other(page, &figures) {
                    rows.page(Some(&region.folder), &page.id.to_string(), &figures);
                }
            }
        }
    }
    if rows.list.is_empty() && options.pad.is_some() {
        return Err(format!(
            "geen pagina heet of begint met `{}`, of geen regio verandert haar; `--alles` toont ook gelijke pagina's",
            options.pad.as_deref().unwrap_or_default()
        ));
    }
    say(&match options.formaat {
        FormName::Tabel => table(&rows.list),
        FormName::Json => serde_json::to_string_pretty(&rows.list).unwrap_or_default() + "\n",
        FormName::Csv => csv(&rows.list),
    });
    Ok(Verdict::Fine)
}

fn asked(only: Option<&BTreeSet<String>>, folder: &str) -> bool {
    only.is_none_or(|only| only.contains(folder))
}

/// Whether the region makes it another text than the nation's.
fn is_other(page: &Page<'_>, figures: &PageFigures) -> bool {
    page.layer != Layer::National || figures.tracks.iter().any(TrackFigures::is_changed)
}

struct Rows<'o> {
    options: &'o Options,
    list: Vec<Row>,
}

impl Rows<'_> {
    fn page(&mut self, region: Option<&str>, page: &str, figures: &PageFigures) {
        let wanted = self.options.pad.as_deref().map(|p| p.trim_end_matches(".md").trim_matches('/'));
        if wanted.is_some_and(|wanted| page != wanted && !page.starts_with(&format!("{wanted}/"))) {
            return;
        }
        for track in &figures.tracks {
            let readers = match track.sector {
                Some(Sector::Po) => "jongeren po",
                Some(Sector::Vo) => "jongeren vo",
                None => track.readers,
            };
            let before = track.national.as_ref();
            let after = match before {
                None if region.is_some() => "van de regio",
                _ => "met de regio",
            };
            if let Some(text) = before {
                self.add((region, page, None), readers, "landelijk", text);
            }
            if let Some(text) = track.shown.as_ref().filter(|_| region.is_some() && track.is_changed()) {
                self.add((region, page, None), readers, after, text);
            }
        }
        let sections = figures.sections.iter().filter(|_| self.options.secties);
        for section in sections.collect::<Vec<_>>() {
            let place = (region, page, Some(section.id.as_str()));
            if let Some(text) = &section.national {
                self.add(place, section.readers, "landelijk", text);
            }
            let whose = match (section.regional, &section.national) {
                (true, None) => "van de regio",
                (_, Some(_)) => "met de regio",
                (false, None) => "landelijk",
            };
            self.add(place, section.readers, whose, &section.shown);
        }
    }

    fn add(
        &mut self,
        (region, page, section): (Option<&str>, &str, Option<&str>),
        lezers: &'static str,
        tekst: &'static str,
        text: &TextFigures,
    ) {
        let rounded = |value: f64| (value * 10.0).round() / 10.0;
        self.list.push(Row {
            regio: region.map(str::to_owned),
            pagina: page.to_owned(),
            sectie: section.map(str::to_owned),
            lezers,
            tekst,
            woorden: text.words,
            zinnen: text.sentences,
            woorden_per_zin: rounded(text.mean),
            langste_zin: text.longest,
            flesch_douma: rounded(text.flesch_douma),
            lint_schatting: rounded(text.lint),
            niveau: text.level,
            oordeel: text.grade,
            redenen: text.reasons.clone(),
        });
    }
}

fn table(rows: &[Row]) -> String {
    let name = |row: &Row| {
        let region = row.regio.as_ref().map_or_else(String::new, |r| format!("{r}/"));
        let section = row.sectie.as_ref().map_or_else(String::new, |s| format!("#{s}"));
        format!("{region}{}{section}", row.pagina)
    };
    let width = rows.iter().map(|r| name(r).chars().count()).max().unwrap_or(0).max(6);
    let readers = rows.iter().map(|r| r.lezers.chars().count()).max().unwrap_or(0).max(6);
    let mut out = format!(
        "{:<width$}  {:<readers$}  {:<12}  woorden  zinnen  per zin  langste  Flesch-D.  LiNT  niveau  oordeel\n",
        "pagina", "lezers", "tekst"
    );
    for row in rows {
        let reasons = if row.redenen.is_empty() { String::new() } else { format!(": {}", row.redenen.join("; ")) };
        let _ = writeln!(
            out,
            "{:<width$}  {:<readers$}  {:<12}  {:>7}  {:>6}  {:>7.1}  {:>7}  {:>9.0}  {:>4.0}  {:<6}  {}{reasons}",
            name(row),
            row.lezers,
            row.tekst,
            row.woorden,
            row.zinnen,
            row.woorden_per_zin,
            row.langste_zin,
            row.flesch_douma,
            row.lint_schatting,
            row.niveau.unwrap_or("-"),
            row.oordeel.unwrap_or("te kort"),
        );
    }
    out.push_str("\nLiNT en niveau zijn een schatting, geen keurmerk: laat een lezer de tekst lezen.\n");
    out
}

fn csv(rows: &[Row]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory can't fail.
    let _ = writer.write_record(HEAD);
    for row in rows {
        let _ = writer.write_record([
            row.regio.as_deref().unwrap_or_default(),
            &row.pagina,
            row.sectie.as_deref().unwrap_or_default(),
            row.lezers,
            row.tekst,
            &row.woorden.to_string(),
            &row.zinnen.to_string(),
            &row.woorden_per_zin.to_string(),
            &row.langste_zin.to_string(),
            &row.flesch_douma.to_string(),
            &row.lint_schatting.to_string(),
            row.niveau.unwrap_or_default(),
            row.oordeel.unwrap_or_default(),
            &row.redenen.join("; "),
        ]);
    }
    writer.into_inner().map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}
