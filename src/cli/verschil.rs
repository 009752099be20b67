//! `wegwijzer verschil MAP [PAD]`: what a region changes, beside the national set; with `--sinds REV`, what a national
//! change touches in the regions.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{RegionArgs, Verdict, diff, say, sinds};
use crate::diagnostic::did_you_mean;
use crate::parse::parse;
use crate::set::InformationSet;
use crate::set::document::{PageId, Section};
use crate::set::marks::Operation;
use crate::set::page::{Overlay, PageSource};
use crate::set::region::Region;
use crate::source::{Sources, Span};

#[derive(Args)]
pub(super) struct Options {
    /// De map van de regio onder regions/
    map: Option<String>,
    /// Alleen deze pagina, zoals ouders/tlv
    pad: Option<String>,
    /// Wat de landelijke veranderingen sinds deze git-versie raken: regio's, verwijzingen, zinnen en bevindingen
    #[arg(long, value_name = "GITREV", conflicts_with_all = ["map", "pad", "regio_pad"])]
    sinds: Option<String>,
    /// Als JSON, voor programma's (alleen met --sinds)
    #[arg(long, requires = "sinds")]
    json: bool,
    /// Een regio die buiten de set staat
    #[arg(long, value_name = "DIR", conflicts_with = "map")]
    regio_pad: Option<PathBuf>,
}

pub(super) fn run(root: &Path, options: &Options) -> Result<Verdict, String> {
    if let Some(revision) = &options.sinds {
        return sinds::run(root, revision, options.json);
    }
    let wanted = RegionArgs { regio: options.map.iter().cloned().collect(), regio_pad: options.regio_pad.clone() };
    let (sources, only) = wanted.load(root)?;
    let folder = only.into_iter().flatten().next().ok_or("noem de map van een regio: `wegwijzer verschil MAP`")?;
    let (set, _) = parse(&sources);
    let region = set.regions.iter().find(|r| r.folder == folder).ok_or("deze regio is niet te lezen")?;
    let page = options.pad.as_deref().map(|p| p.trim_end_matches(".md").to_owned());
    if let Some(page) = &page {
        let known: Vec<String> = region.overlays.keys().chain(region.pages.keys()).map(ToString::to_string).collect();
        if !known.contains(page) {
            let list = format!("zij verandert of maakt: {}", known.join(", "));
            let near = did_you_mean(page, known.iter().map(String::as_str), &list);
            return Err(format!("de regio `{folder}` doet niets met `{page}`: {near}"));
        }
    }
    let view = View { sources: &sources, set: &set, region };
    say(&view.text(page.as_deref()));
    Ok(Verdict::Fine)
}

struct View<'a> {
    sources: &'a Sources,
    set: &'a InformationSet,
    region: &'a Region,
}

impl View<'_> {
    fn text(&self, only: Option<&str>) -> String {
        let asked = |id: &PageId| only.is_none_or(|page| id.to_string() == page);
        let mut out = String::new();
        for (id, overlay) in self.region.overlays.iter().filter(|(id, _)| asked(id)) {
            if let Some(page) = self.set.pages.get(id) {
                self.overlay(page, overlay, &mut out);
            }
        }
        for (_, page) in self.region.pages.iter().filter(|(id, _)| asked(id)) {
            let _ = writeln!(out, "+++ {}: een eigen pagina van de regio\n", self.path(page.file));
        }
        if only.is_none() {
            for filling in self.region.fillings.values() {
                let _ = writeln!(out, "+++ {}: vult een vak", self.path(filling.file));
            }
        }
        if out.is_empty() {
            let _ = writeln!(out, "de regio `{}` verandert niets aan de landelijke set", self.region.folder);
        }
        out
    }

    fn path(&self, file: crate::source::FileId) -> &str {
        &self.sources.file(file).path
    }

    fn line(&self, span: Span) -> usize {
        self.sources.place(span.file, span.start).line
    }

    fn overlay(&self, page: &PageSource, overlay: &Overlay, out: &mut String) {
        let _ = writeln!(out, "--- {}\n+++ {}", self.path(page.file), self.path(overlay.file));
        let national = page.document.all_sections();
        let find = |name: &str| national.iter().find(|s| s.id.value == name).copied();
        for hiding in &overlay.hides {
            let _ = writeln!(out, "\n@@ verbergt {}: {} @@", hiding.section.value, hiding.reason.value);
            if let Some(section) = find(&hiding.section.value) {
                out.push_str(&diff::marked(self.sources.slice(section.span), '-', ""));
            }
        }
        for section in &overlay.document.sections {
            for operation in &section.marks.operations {
                self.operation(&operation.value, section, find(operation.value.target()), out);
            }
        }
        for name in &overlay.experiences {
            let _ = writeln!(out, "\n@@ ervaring erbij: {} @@", name.value);
        }
        out.push('\n');
    }

    fn operation(&self, operation: &Operation, section: &Section, target: Option<&Section>, out: &mut String) {
        let (verb, name) = match operation {
            Operation::Replaces(name) => ("vervangt", name),
            Operation::Into(name) => ("bij", name),
            Operation::Before(name) => ("voor", name),
            Operation::After(name) => ("na", name),
        };
        let place = target.map_or("die sectie is er niet".to_owned(), |t| format!("regel {}", self.line(t.span)));
        let _ = writeln!(out, "\n@@ {verb} {name} ({place}), regel {} @@", self.line(section.span));
        let new = self.sources.slice(section.span);
        out.push_str(&match (operation, target) {
            (Operation::Replaces(_), Some(target)) => diff::lines(self.sources.slice(target.span), new, ""),
            _ => diff::marked(new, '+', ""),
        });
    }
}
