//! How a text stands, for who reviews it: its state, who signed it, what came of that, and who still has to.

use serde::Serialize;

use crate::overlay::{Page, Site};
use crate::set::signoff::{Signature, StepKind, Subject};
use crate::source::Layer;
use crate::state::history::{Entry, Worth, history};
use crate::state::in_words;

/// How a text stands.
#[derive(Serialize)]
pub(super) struct StateContext {
    /// `landelijke tekst`, `tekst van de regio`, `pagina van de regio`, `vaste passage v-tlv`.
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
    if page.layer != Layer::National {
        return state(site, true, &subject, "pagina van de regio").into_iter().collect();
    }
    let both = [(false, "landelijke tekst"), (true, "tekst van de regio")];
    both.into_iter().filter_map(|(regional, wat)| state(site, regional, &subject, wat)).collect()
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
        ontbreekt: if standing.names_missing() { Vec::new() } else { in_words(&standing.missing) },
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
