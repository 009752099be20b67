//! Experiences: who can be recognised in them, and what whoever tells them agreed to.

use jiff::civil::Date;

use super::writing::{Kind, Line, Writing};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::page::{ConsentScope, Experience};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("P004", "recognisable", Error, Privacy), run: Run::Text(recognisable) },
    Check { rule: rule!("P005", "ended-consent", Warning, Privacy), run: Run::Dated(ended_consent) },
    Check { rule: rule!("P006", "consent-scope", Error, Privacy), run: Run::Set(consent_scope) },
    Check { rule: rule!("P009", "invented-as-real", Error, Privacy), run: Run::Set(invented_as_real) },
];

/// Words after which the name of a person follows.
const BEFORE_NAMES: [&str; 28] = [
    "zoon",
    "zoontje",
    "dochter",
    "dochtertje",
    "kleinzoon",
    "kleindochter",
    "moeder",
    "vader",
    "oma",
    "opa",
    "tante",
    "oom",
    "juf",
    "meester",
    "meneer",
    "mevrouw",
    "broer",
    "broertje",
    "zus",
    "zusje",
    "vriend",
    "vriendin",
    "leraar",
    "lerares",
    "mentor",
    "directeur",
    "heet",
    "heette",
];
/// Words before which or after which the name of a school stands.
const SCHOOLS: [&str; 9] =
    ["basisschool", "school", "college", "lyceum", "gymnasium", "mavo", "vmbo", "scholengemeenschap", "praktijkschool"];

/// R36: names, schools and places make somebody known, a year with it even more.
fn recognisable(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let municipalities: Vec<&str> = writing
        .set
        .regions
        .iter()
        .flat_map(|r| &r.profile.swvs)
        .flat_map(|s| s.municipalities.iter().map(String::as_str))
        .collect();
    for text in &writing.texts {
        let Kind::Experience(story) = text.kind else { continue };
        for line in &text.lines {
            for (range, what) in marks(line, &municipalities) {
                let shown = &line.text[range.clone()];
                let year = story.year.map_or(String::new(), |year| format!(", en het verhaal noemt het jaar {year}"));
                findings.push(
                    Diagnostic::new(
                        rule,
                        line.span(range),
                        format!("`{shown}` is {what}{year}: wie vertelt is te herkennen"),
                    )
                    .help("schrijf het zonder naam: `mijn zoon`, `de juf`, `een school in de buurt`"),
                );
            }
        }
    }
}

/// The names in a line: of people, schools and places.
fn marks(line: &Line<'_>, municipalities: &[&str]) -> Vec<(std::ops::Range<usize>, &'static str)> {
    let text = &line.text;
    let words: Vec<(usize, &str)> = words(text);
    let mut found = Vec::new();
    for (i, (at, word)) in words.iter().enumerate() {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let all_capitals = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let before = i.checked_sub(1).map(|j| words[j]);
        let follows = before.filter(|(start, w)| text[start + w.len()..*at] == *" ");
        let lower = follows.map_or(String::new(), |(_, w)| w.to_lowercase());
        // A name may have more words: `De Vuurtoren`.
        let mut end = at + word.len();
        for (next, more) in &words[i + 1..] {
            if text[end..*next] != *" " || !more.chars().next().is_some_and(char::is_uppercase) {
                break;
            }
            end = next + more.len();
        }
        let range = *at..end;
        if capital && !all_capitals && BEFORE_NAMES.contains(&lower.as_str()) {
            found.push((range, "een naam"));
        } else if capital && !all_capitals && SCHOOLS.contains(&lower.as_str()) {
            found.push((follows.map_or(*at, |(start, _)| start)..range.end, "de naam van een school"));
        } else if SCHOOLS.contains(&word.to_lowercase().as_str())
            && capital
            && follows.is_some_and(|(_, w)| w.chars().next().is_some_and(char::is_uppercase))
        {
            found.push((follows.map_or(*at, |(start, _)| start)..range.end, "de naam van een school"));
        } else if capital && follows.is_some() && municipalities.contains(&&text[range.clone()]) {
            found.push((range, "de naam van een plaats"));
        }
    }
    found
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut all = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphanumeric() || c == '-' || c == '\'' {
            start.get_or_insert(i);
        } else if let Some(from) = start.take() {
            all.push((from, &text[from..i]));
        }
    }
    all
}

fn stories(set: &InformationSet) -> impl Iterator<Item = (&Experience, bool)> {
    let national = set.experiences.values().map(|e| with(e, true));
    national.chain(set.regions.iter().flat_map(|r| r.experiences.values().map(|e| with(e, false))))
}

fn with(story: &Experience, national: bool) -> (&Experience, bool) {
    (story, national)
}

/// A story without consent is shown nowhere, and its file should not lie about.
fn ended_consent(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    for (story, _) in stories(set) {
        let message = match story.consent_until {
            _ if story.withdrawn => {
                "wie dit vertelde, wil het niet meer tonen; het verhaal staat op geen site".to_owned()
            }
            Some(until) if until <= as_of => format!("de toestemming gold tot {until}; het verhaal staat op geen site"),
            _ => continue,
        };
        findings.push(
            Diagnostic::new(rule, story.consent_span, message)
                .help("haal het bestand weg, of vraag opnieuw toestemming en schrijf de nieuwe datum op"),
        );
    }
}

/// R36: a story stands where its teller agreed that it stands.
fn consent_scope(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (story, national) in stories(set).filter(|(s, _)| s.consent_until.is_some()) {
        let missing = match story.consent_for.as_slice() {
            [] => "de toestemming zegt niet waar het verhaal mag staan",
            scopes if !scopes.contains(&ConsentScope::Site) && !scopes.contains(&ConsentScope::National) => {
                "de toestemming geldt niet voor een site"
            }
            scopes if national && !scopes.contains(&ConsentScope::National) => {
                "dit verhaal is van het hele land, en de toestemming geldt alleen voor 1 regio"
            }
            _ => continue,
        };
        findings.push(Diagnostic::new(rule, story.consent_span, missing).help(
            "vraag de verteller waar het mag staan, en schrijf dat op: `voor: [site]`, of `[site, landelijk]` voor het hele land",
        ));
    }
}

/// A made-up story is an example; a real region tells what people went through.
fn invented_as_real(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for region in set.regions.iter().filter(|r| r.profile.complete) {
        for story in region.experiences.values().filter(|e| e.invented != region.profile.fictional) {
            let message = if story.invented {
                "dit verhaal is verzonnen, en deze regio is echt"
            } else {
                "dit verhaal is echt, en deze regio is verzonnen"
            };
            findings.push(
                Diagnostic::new(rule, story.consent_span, message)
                    .label(region.profile.name.span, "deze regio")
                    .help("een echte regio toont echte verhalen; in een voorbeeld staat `verzonnen: true`"),
            );
        }
    }
}
