//! `wegwijzer bevestig MAP`: shows on which national text a region wrote, and keeps that somebody looked at it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{RegionArgs, Verdict, diff, say, say_error, today};
use crate::diagnostic::{Diagnostics, Severity, did_you_mean};
use crate::ledger;
use crate::overlay::base::{Anchor, Freshness, anchors, lock_path, lock_text};
use crate::parse::parse;
use crate::report::{self, Form};
use crate::set::InformationSet;
use crate::set::region::Region;
use crate::source::{Layer, Sources};

#[derive(Args)]
pub(super) struct Options {
    /// De map van de regio onder regions/
    map: Option<String>,
    /// Wat u hebt nagelezen: een pagina (ouders/tlv) of een sectie ervan (ouders/tlv#zo-gaat-het)
    deel: Vec<String>,
    /// Bevestigt alles wat veranderd is
    #[arg(long)]
    alles: bool,
    /// Laat alleen zien hoe het ervoor staat, en schrijft niets
    #[arg(long)]
    toon: bool,
    /// Hoe het op het scherm komt
    #[arg(long, value_name = "VORM", default_value = "mens")]
    formaat: FormName,
    /// Een regio die buiten de set staat
    #[arg(long, value_name = "DIR", conflicts_with = "map")]
    regio_pad: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormName {
    Mens,
    Json,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    let wanted = RegionArgs { regio: options.map.iter().cloned().collect(), regio_pad: options.regio_pad.clone() };
    let (sources, only) = wanted.load(root)?;
    let folder = only.into_iter().flatten().next().ok_or("noem de map van een regio: `wegwijzer bevestig MAP`")?;
    let (set, findings) = parse(&sources);
    let region = set.regions.iter().find(|r| r.folder == folder).ok_or("deze regio is niet te lezen")?;
    if let Some(verdict) = refuse_broken(&set, region, &sources, findings) {
        return Ok(verdict);
    }
    let anchors = anchors(&set, region);
    let asked = Asked::read(options, &anchors)?;
    let view = View { sources: &sources, region, asked: &asked, writes: !options.toon };
    match options.formaat {
        FormName::Mens => say(&view.text(&anchors)),
        FormName::Json => say(&view.json(&anchors)),
    }
    if options.toon || (anchors.is_empty() && !sources.iter().any(|(_, f)| f.path == lock_path(region))) {
        return Ok(Verdict::Fine);
    }
    let text = lock_text(&sources, &anchors, today(), |anchor| asked.confirms(anchor));
    let path = match &options.regio_pad {
        Some(folder) => folder.join("basis.lock"),
        None => root.join(lock_path(region)),
    };
    let changed = ledger::put(&path, &text).map_err(|error| error.to_string())?;
    if options.formaat == FormName::Mens {
        let what = if changed { "geschreven" } else { "onveranderd" };
        say(&format!("{what}: {}\n", path.display()));
    }
    Ok(Verdict::Fine)
}

/// What can't be read can't be confirmed: an entry would fall away that is still needed.
fn refuse_broken(set: &InformationSet, region: &Region, sources: &Sources, findings: Diagnostics) -> Option<Verdict> {
    let mut broken = findings;
    let touched: BTreeSet<_> = region.overlays.keys().filter_map(|id| set.pages.get(id)).map(|p| p.file).collect();
    broken.retain(|d| {
        let here = d.span.is_none_or(|span| {
            sources.file(span.file).layer == Layer::Region(region.id) || touched.contains(&span.file)
        });
        d.severity == Severity::Error && here
    });
    if broken.is_empty() {
        return None;
    }
    say_error(&report::write(Form::Mens, &broken, sources, false));
    say_error("er is niets bevestigd: herstel eerst deze fouten\n");
    Some(Verdict::Findings)
}

/// What an editor says to have read.
struct Asked {
    parts: BTreeSet<(String, Option<String>)>,
    all: bool,
}

impl Asked {
    fn read(options: &Options, anchors: &[Anchor<'_>]) -> Result<Self, String> {
        let mut parts = BTreeSet::new();
        for part in &options.deel {
            let plain = part.trim_end_matches(".md");
            let (page, section) =
                plain.split_once('#').map_or((plain, None), |(p, s)| (p.trim_end_matches(".md"), Some(s)));
            let hit = |a: &Anchor<'_>| a.page.to_string() == page && section.is_none_or(|s| s == a.name);
            if !anchors.iter().any(hit) {
                let known: Vec<String> = anchors.iter().map(|a| format!("{}#{}", a.page, a.name)).collect();
                let list = format!("er zijn: {}", known.join(", "));
                let near = did_you_mean(part, known.iter().map(String::as_str), &list);
                return Err(format!("deze regio doet niets met `{part}`: {near}"));
            }
            parts.insert((page.to_owned(), section.map(str::to_owned)));
        }
        Ok(Self { parts, all: options.alles })
    }

    fn names(&self, anchor: &Anchor<'_>) -> bool {
        let page = anchor.page.to_string();
        self.parts.contains(&(page.clone(), None)) || self.parts.contains(&(page, Some(anchor.name.to_owned())))
    }

    /// What is new is confirmed when it is first seen; what has changed only when an editor says to have read it.
    fn confirms(&self, anchor: &Anchor<'_>) -> bool {
        match anchor.freshness() {
            Freshness::Fresh | Freshness::Orphan => false,
            Freshness::Missing => self.parts.is_empty() || self.all || self.names(anchor),
            Freshness::Stale => self.all || self.names(anchor),
        }
    }
}

struct View<'a> {
    sources: &'a Sources,
    region: &'a Region,
    asked: &'a Asked,
    writes: bool,
}

impl View<'_> {
    fn text(&self, anchors: &[Anchor<'_>]) -> String {
        if anchors.is_empty() {
            return format!(
                "de regio `{}` verandert geen landelijke tekst: er is niets te bevestigen\n",
                self.region.folder
            );
        }
        let mut out = String::new();
        let mut counts = [0; 4];
        for anchor in anchors {
            counts[anchor.freshness() as usize] += 1;
            self.anchor(anchor, &mut out);
        }
        let [fresh, stale, missing, orphan] = counts;
        let _ = write!(out, "{fresh} vers, {stale} verouderd, {missing} ontbrekend, {orphan} wees");
        let now = anchors.iter().filter(|a| self.writes && self.asked.confirms(a)).count();
        let _ = if now > 0 { writeln!(out, "; nu bevestigd: {now}") } else { writeln!(out) };
        if stale > 0 && !self.asked.all && self.writes {
            let _ = writeln!(
                out,
                "lees wat verouderd is, pas uw tekst aan als dat nodig is, en bevestig het: `wegwijzer bevestig {} PAGINA#SECTIE`",
                self.region.folder
            );
        }
        out
    }

    fn anchor(&self, anchor: &Anchor<'_>, out: &mut String) {
        let freshness = anchor.freshness();
        let when = anchor.confirmed.and_then(|c| c.on).map_or(String::new(), |on| format!(", bevestigd op {on}"));
        let now = if self.writes && self.asked.confirms(anchor) { ": nu bevestigd" } else { "" };
        let _ = writeln!(out, "{}#{}: {}{when}{now}", anchor.page, anchor.name, freshness.name());
        if matches!(freshness, Freshness::Fresh) {
            return;
        }
        match (anchor.confirmed, anchor.national) {
            (Some(was), Some(national)) => {
                let _ = writeln!(out, "  landelijk, sinds u schreef:");
                out.push_str(&diff::lines(&was.text, self.sources.slice(national.span), "    "));
            }
            (Some(was), None) => {
                let _ = writeln!(out, "  landelijk, en nu weg:");
                out.push_str(&diff::marked(&was.text, '-', "    "));
            }
            (None, Some(national)) => {
                let _ = writeln!(out, "  landelijk:");
                out.push_str(&diff::marked(self.sources.slice(national.span), ' ', "    "));
            }
            (None, None) => {}
        }
        for used in &anchor.uses {
            let place = self.sources.place(used.span.file, used.span.start);
            let path = &self.sources.file(used.span.file).path;
            match used.section {
                Some(section) => {
                    let _ = writeln!(out, "  van u, {path}:{}:", place.line);
                    out.push_str(&diff::marked(self.sources.slice(section.span), ' ', "    "));
                }
                None => {
                    let _ = writeln!(out, "  door u verborgen, {path}:{}", place.line);
                }
            }
        }
        out.push('\n');
    }

    fn json(&self, anchors: &[Anchor<'_>]) -> String {
        let list: Vec<Value> = anchors.iter().map(|a| self.entry(a)).collect();
        let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
        text.push('\n');
        text
    }

    fn entry(&self, anchor: &Anchor<'_>) -> Value {
        let uses: Vec<Value> = anchor
            .uses
            .iter()
            .map(|used| {
                let place = self.sources.place(used.span.file, used.span.start);
                json!({
                    "bestand": self.sources.file(used.span.file).path,
                    "regel": place.line,
                    "opdracht": self.sources.slice(used.span),
                    "tekst": used.section.map(|s| self.sources.slice(s.span)),
                })
            })
            .collect();
        json!({
            "regio": self.region.folder,
            "pagina": anchor.page.to_string(),
            "sectie": anchor.name,
            "staat": anchor.freshness().name(),
            "bevestigd-op": anchor.confirmed.and_then(|c| c.on).map(|on| on.to_string()),
            "bevestigd-nu": self.writes && self.asked.confirms(anchor),
            "landelijk-toen": anchor.confirmed.map(|c| &c.text),
            "landelijk-nu": anchor.national.map(|s| self.sources.slice(s.span)),
            "regionaal": uses,
        })
    }
}
