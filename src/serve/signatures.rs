//! How a text stands, for who reviews it: its state, who signed it, what came of that, and who still has to.

use serde::Serialize;

use crate::overlay::{Page, Site};
use crate::set::signoff::{Need, Signature, StepKind, Subject};
use crate::source::Layer;
use crate::state::Standing;
use crate::state::history::{Entry, Worth, history};

/// How a text stands.
#[derive(Serialize)]
pub(super) struct StateContext {
    /// `landelijke tekst`, `tekst van de regio`, `vaste passage v-tlv`.
    wat: String,
    staat: &'static str,
    waarom: Vec<String>,
    /// Who still has to sign, unless the reasons say so.
    ontbreekt: Vec<String>,
    /// What stands in its record, the newest first.
    stappen: Vec<StepContext>,
}

/// An entry of a record.
#[derive(Default, Serialize)]
struct StepContext {
    /// `handtekening`, `redactionele wijziging` or `intrekking`.
    soort: &'static str,
    datum: String,
    rol: &'static str,
    code: String,
    organisatie: String,
    oordeel: &'static str,
    /// How many people sat in the panel.
    aantal: Option<i64>,
    hoe: Option<String>,
    opmerkingen: Vec<String>,
    veranderd: Vec<String>,
    niet_veranderd: Vec<String>,
    /// Why it was withdrawn.
    reden: Option<String>,
    telt: bool,
    /// What it is worth, in words.
    waarde: String,
}

/// How the texts of a page stand.
pub(super) fn states(site: &Site<'_>, page: &Page<'_>) -> Vec<StateContext> {
    let subject = Subject::Page(page.id.clone());
    let national = (page.layer == Layer::National).then(|| state(site, false, &subject, "landelijke tekst"));
    let regional = state(site, true, &subject, "tekst van de regio");
    national.into_iter().chain([regional]).flatten().collect()
}

/// How one text stands, of the nation or of the region.
pub(super) fn state(site: &Site<'_>, regional: bool, subject: &Subject, wat: &str) -> Option<StateContext> {
    let states = &site.states;
    let region = regional.then_some(site.region);
    let standing = match region {
        Some(region) => states.regional(region.id, subject),
        None => states.national(subject),
    }?;
    let entries = states.record(region, subject).map(|record| history(record, standing, site.as_of));
    Some(StateContext {
        wat: wat.to_owned(),
        staat: standing.state.name(),
        waarom: standing.why.clone(),
        ontbreekt: missing(standing),
        stappen: entries.into_iter().flatten().map(|entry| step(&entry)).collect(),
    })
}

fn step(entry: &Entry<'_>) -> StepContext {
    let (soort, signature, reden) = match &entry.step.kind {
        StepKind::Signed(signature) => ("handtekening", Some(signature), None),
        StepKind::Editorial(change) => ("redactionele wijziging", Some(&change.signature), None),
        StepKind::Withdrawn(reason) => ("intrekking", None, Some(reason.clone())),
    };
    let made = signature.map(signed).unwrap_or_default();
    let datum = entry.step.date.to_string();
    StepContext { soort, datum, reden, telt: entry.worth == Worth::Counts, waarde: worth(&entry.worth), ..made }
}

fn signed(signature: &Signature) -> StepContext {
    let notes = &signature.notes;
    StepContext {
        rol: signature.role.value.name(),
        code: signature.signer.value.clone(),
        organisatie: signature.organisation.clone(),
        oordeel: signature.judgement.name(),
        aantal: signature.heads,
        hoe: notes.how.clone(),
        opmerkingen: notes.remarks.clone(),
        veranderd: notes.changed.clone(),
        niet_veranderd: notes.unchanged.clone(),
        ..StepContext::default()
    }
}

/// What an entry is worth, in words.
fn worth(worth: &Worth) -> String {
    match worth {
        Worth::Counts => "Telt voor de tekst zoals die nu is".to_owned(),
        Worth::Refuses => "Houdt de tekst zoals die nu is tegen".to_owned(),
        Worth::Spare => "Een latere handtekening is hiervoor in de plaats gekomen".to_owned(),
        Worth::Void(why) => format!("Telt niet: {why}"),
        Worth::OtherText => "Telt niet meer: de tekst is daarna veranderd".to_owned(),
        Worth::BeforeWithdrawal => "Telt niet meer: de tekst is daarna ingetrokken".to_owned(),
        Worth::NotYet => "Telt nog niet: de datum moet nog komen".to_owned(),
        Worth::Withdrawal => "Wat ervoor is getekend, telt niet meer".to_owned(),
    }
}

/// Who still has to sign, as people say it; nobody when the reasons name them already.
fn missing(standing: &Standing<'_>) -> Vec<String> {
    let needs: &[Need] = if standing.names_missing() { &[] } else { &standing.missing };
    let mut counted: Vec<(&'static str, usize)> = Vec::new();
    for need in needs {
        match counted.iter_mut().find(|(name, _)| *name == need.name()) {
            Some((_, count)) => *count += 1,
            None => counted.push((need.name(), 1)),
        }
    }
    let said = |(name, count): (&str, usize)| match (name, count) {
        ("regio", 1) => "iemand van de regio".to_owned(),
        ("regio", count) => format!("{count} mensen van de regio"),
        (name, 1) => name.to_owned(),
        (name, count) => format!("{count} keer {name}"),
    };
    counted.into_iter().map(said).collect()
}
