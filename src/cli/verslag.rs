//! What a build tells at the end: what stayed behind and why, for people and as a file for programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::pipeline::{Outcome, Report, SiteReport};
use crate::state::gate::Release;

/// The lines for the terminal: each text once, with the sites that it is missing on.
pub(super) fn lines(report: &Report) -> String {
    let mut texts: BTreeMap<(&str, String, String), BTreeSet<&str>> = BTreeMap::new();
    for site in &report.sites {
        for behind in &site.behind {
            let folder = site.folder.split('/').next().unwrap_or_default();
            let name = if behind.regional {
                format!("regions/{folder}/{}", behind.subject)
            } else {
                behind.subject.to_string()
            };
            let state = behind.decision.state.name();
            let release = behind.decision.release.name();
            // The state is no news where it says the same.
            let first = if state == release { state.to_owned() } else { format!("{release}, {state}") };
            let why = format!("{first}: {}", behind.decision.why.join("; "));
            texts.entry((release, name, why)).or_default().insert(&site.folder);
        }
    }
    if texts.is_empty() {
        return String::new();
    }
    let mut out = String::from("niet of niet zonder meer gepubliceerd:\n");
    for ((_, name, why), sites) in &texts {
        let where_to = if sites.len() > 3 {
            format!("{} sites", sites.len())
        } else {
            sites.iter().copied().collect::<Vec<_>>().join(", ")
        };
        let _ = writeln!(out, "  {name} ({where_to}) {why}");
    }
    for site in report.sites.iter().filter(|s| s.outcome == Outcome::Kept) {
        for gone in site.behind.iter().filter(|b| b.decision.release == Release::Withdrawn) {
            let _ = writeln!(
                out,
                "  LET OP: `{}` is ingetrokken, maar staat nog op {}: herstel de fouten en bouw opnieuw",
                gone.subject, site.folder
            );
        }
    }
    if report.drafts_with_notice {
        out.push_str("  `concept = \"melding\"` staat aan: wat niemand ondertekende, gaat uit met een melding\n");
    }
    out
}

/// The same for programs.
pub(super) fn json(report: &Report, as_of: &str) -> String {
    let sites: Vec<Value> = report.sites.iter().map(site).collect();
    let concept = if report.drafts_with_notice { "melding" } else { "weglaten" };
    let whole = json!({ "peildatum": as_of, "concept": concept, "sites": sites });
    serde_json::to_string_pretty(&whole).map_or_else(|_| String::new(), |text| text + "\n")
}

fn site(site: &SiteReport) -> Value {
    let (outcome, pages) = match site.outcome {
        Outcome::Checked => ("nagekeken", None),
        Outcome::Written(pages) => ("geschreven", Some(pages)),
        Outcome::Kept => ("bleef staan", None),
        Outcome::Untouched(_) => ("niet gevraagd", None),
        Outcome::Withheld => ("niet gepubliceerd", None),
        Outcome::Failed => ("mislukt", None),
    };
    let behind: Vec<Value> = site
        .behind
        .iter()
        .map(|b| {
            json!({
                "onderdeel": b.subject.to_string(),
                "regionaal": b.regional,
                "staat": b.decision.state.name(),
                "wat": b.decision.release.name(),
                "waarom": b.decision.why,
            })
        })
        .collect();
    json!({ "site": site.folder, "uitkomst": outcome, "paginas": pages, "achtergebleven": behind })
}
