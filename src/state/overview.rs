//! Everything that somebody has to look at, and when: what `wegwijzer status` tells.
//!
//! In: the states of a set. Out: an [`Overview`]: a row per page, passage, fact, contact, source and regional text; the
//! building blocks of each region; topics that both sites tell, with the facts on which they differ; facts that no page
//! uses; pages that ask for a story.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::{Signable, Standing, State, States, seen, standing};
use crate::set::document::{BlockKind, PageId};
use crate::set::page::{Counterpart, PageSource, Pillar};
use crate::set::region::Region;
use crate::set::signoff::Subject;
use crate::source::Audience;

/// One thing with its state.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// `pagina`, `passage`, `feit`, `contact`, `bron`, `ervaring`, `aanpassing`, `vak`, `regio`.
    pub soort: &'static str,
    /// The folder of its region; nothing for what is national.
    pub regio: Option<String>,
    /// Its name, as `wegwijzer teken` takes it.
    pub naam: String,
    /// Its state.
    pub staat: &'static str,
    /// Why.
    pub waarom: Vec<String>,
    /// The signatures that are missing.
    pub ontbreekt: Vec<&'static str>,
    /// Who keeps it.
    pub eigenaar: Option<String>,
    /// When the whole of it was judged last.
    pub gecontroleerd: Option<String>,
    /// The next day on which something has to be done.
    pub datum: Option<String>,
    /// How many days from now that is; negative when it has passed.
    pub dagen: Option<i32>,
    /// `verlopen`, `30`, `60`, `90` or `later`.
    pub binnen: &'static str,
    /// The state, to sort and to judge.
    #[serde(skip)]
    pub state: State,
}

/// A building block of a region.
#[derive(Clone, Debug, Serialize)]
pub struct Block {
    /// The pillar.
    pub pijler: &'static str,
    /// The block, in our words.
    pub blok: &'static str,
    /// What the region has of it, and how much there could be.
    pub gevuld: usize,
    /// See `gevuld`.
    pub van: usize,
    /// What is open.
    pub open: Vec<String>,
}

/// A topic that one site tells and the other does not, or otherwise.
#[derive(Clone, Debug, Serialize)]
pub struct Topic {
    /// The page.
    pub pagina: String,
    /// Its counterparts.
    pub tegenhangers: Vec<String>,
    /// Why there is none.
    pub geen: Option<String>,
    /// Facts that only one of the two uses.
    pub andere_feiten: Vec<String>,
}

/// What `wegwijzer status` tells.
#[derive(Clone, Debug, Serialize)]
pub struct Overview {
    /// The day.
    pub peildatum: String,
    /// Everything with a state.
    pub rijen: Vec<Row>,
    /// The building blocks per region.
    pub bouwstenen: BTreeMap<String, Vec<Block>>,
    /// The topics.
    pub onderwerpen: Vec<Topic>,
    /// Facts that no text uses.
    pub ongebruikte_feiten: Vec<String>,
    /// Pages that ask for a story and have none.
    pub zonder_ervaring: Vec<String>,
}

impl Overview {
    /// Looks at the whole set.
    pub fn of(states: &States<'_>) -> Self {
        let set = states.set;
        let mut rows: Vec<Row> = states.all_national().map(|(s, standing)| row(states, None, s, standing)).collect();
        rows.extend(sources(states));
        for region in &set.regions {
            rows.extend(states.all_regional(region.id).map(|(s, standing)| row(states, Some(region), s, standing)));
        }
        Self {
            peildatum: states.as_of.to_string(),
            rijen: rows,
            bouwstenen: set.regions.iter().map(|r| (r.folder.clone(), blocks(states, r))).collect(),
            onderwerpen: set.pages.iter().map(|(id, page)| topic(states, id, page)).collect(),
            ongebruikte_feiten: unused(states),
            zonder_ervaring: set
                .pages
                .iter()
                .filter(|(_, p)| p.meta.wants_story.is_some() && !has_story(states, p))
                .map(|(id, _)| id.to_string())
                .collect(),
        }
    }

    /// Only what has to be done within so many days, or should have been.
    pub fn within(mut self, days: i32) -> Self {
        self.rijen.retain(|row| row.dagen.is_some_and(|d| d <= days));
        self
    }
}

fn row(states: &States<'_>, region: Option<&Region>, subject: &Subject, standing: &Standing<'_>) -> Row {
    let signable = Signable::find(states.set, region, subject);
    let kind = match (subject, signable) {
        (Subject::Page(_), Some(Signable::Overlay(_))) => "aanpassing",
        (Subject::Page(_), _) => "pagina",
        (Subject::Passage(_), _) => "passage",
        (Subject::Fact(_), _) => "feit",
        (Subject::Contact(_), _) => "contact",
        (Subject::Experience(_), _) => "ervaring",
        (Subject::Filling(..), _) => "vak",
        (Subject::Profile, _) => "regio",
    };
    let consent = match signable {
        Some(Signable::Story(story)) => story.consent_until,
        _ => None,
    };
    let review = match signable {
        Some(Signable::Page(page)) => page.meta.review_before,
        Some(Signable::Passage(passage)) => passage.care.review_before,
        _ => None,
    };
    // Of what nobody signed, the day that its editors wrote down is the only one there is.
    let next = standing.next.or(review).into_iter().chain(consent).min();
    let name = region.map_or_else(|| subject.to_string(), |r| format!("regions/{}/{subject}", r.folder));
    let mut row = dated(states.as_of, next);
    row.soort = kind;
    row.regio = region.map(|r| r.folder.clone());
    row.naam = name;
    row.staat = standing.state.name();
    row.state = standing.state;
    row.waarom.clone_from(&standing.why);
    row.ontbreekt = standing.missing.iter().map(|n| n.name()).collect();
    row.eigenaar = signable.and_then(|s| s.owner()).map(str::to_owned);
    row.gecontroleerd = standing.checked.map(|d| d.to_string());
    row
}

/// A row with its dates.
fn dated(today: Date, next: Option<Date>) -> Row {
    let days = next.and_then(|next| today.until(next).ok()).map(|span| span.get_days());
    Row {
        soort: "",
        regio: None,
        naam: String::new(),
        staat: "",
        waarom: Vec::new(),
        ontbreekt: Vec::new(),
        eigenaar: None,
        gecontroleerd: None,
        datum: next.map(|d| d.to_string()),
        dagen: days,
        binnen: match days {
            Some(days) if days < 0 => "verlopen",
            Some(0..=30) => "30",
            Some(31..=60) => "60",
            Some(61..=90) => "90",
            Some(_) => "later",
            None => "",
        },
        state: State::Draft,
    }
}

fn sources<'a>(states: &'a States<'_>) -> impl Iterator<Item = Row> + 'a {
    let terms = states.set.config.publication.of("bronnen");
    states.set.registers.sources.iter().map(move |(id, source)| {
        let until = source.consulted.map(|day| standing::months_later(day, terms.months));
        let (name, state) = match until {
            None => ("nooit gelezen", State::Draft),
            Some(until) if until <= states.as_of => ("nakijken", State::Recheck),
            Some(_) => ("gelezen", State::Validated),
        };
        let mut row = dated(states.as_of, until);
        row.soort = "bron";
        row.naam = format!("bronnen/{id}");
        row.staat = name;
        row.state = state;
        row.gecontroleerd = source.consulted.map(|d| d.to_string());
        row
    })
}

/// The facts of a page, those of its passages included.
fn facts(states: &States<'_>, page: &PageSource) -> BTreeSet<String> {
    let mut names = seen::parts(states.set, &page.document);
    names.extend(seen::front(&page.meta));
    names.into_iter().filter_map(|n| n.strip_prefix("feit.").map(str::to_owned)).collect()
}

fn topic(states: &States<'_>, id: &PageId, page: &PageSource) -> Topic {
    let mut topic = Topic { pagina: id.to_string(), tegenhangers: Vec::new(), geen: None, andere_feiten: Vec::new() };
    match &page.meta.counterpart {
        Counterpart::Unsaid => {}
        Counterpart::None(why) => topic.geen = Some(why.clone()),
        Counterpart::Pages(names) => {
            let own = facts(states, page);
            let mut others = BTreeSet::new();
            for name in names {
                topic.tegenhangers.push(name.value.clone());
                let Some((audience, slug)) = name.value.split_once('/') else { continue };
                let Some(audience) = Audience::from_name(audience) else { continue };
                if let Some(other) = states.set.pages.get(&PageId { audience, slug: slug.to_owned() }) {
                    others.extend(facts(states, other));
                }
            }
            topic.andere_feiten = own.symmetric_difference(&others).cloned().collect();
        }
    }
    topic
}

/// Facts that no text shows and no passage rests on.
fn unused(states: &States<'_>) -> Vec<String> {
    let set = states.set;
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (_, document) in set.documents() {
        used.extend(seen::parts(set, document));
    }
    for page in set.pages.values().chain(set.regions.iter().flat_map(|r| r.pages.values())) {
        used.extend(seen::front(&page.meta));
    }
    for passage in set.passages.values() {
        used.extend(passage.facts.iter().map(|f| format!("feit.{}", f.value)));
    }
    set.registers.facts.keys().filter(|id| !used.contains(&format!("feit.{id}"))).cloned().collect()
}

fn has_story(states: &States<'_>, page: &PageSource) -> bool {
    let shown = |id: &str| states.set.experiences.get(id).is_some_and(|e| e.may_be_shown(states.as_of));
    let mut found = page.meta.experiences.iter().any(|e| shown(&e.value));
    for section in page.document.all_sections() {
        section.each_block(&mut |block| {
            if let BlockKind::Experience(id) = &block.kind {
                found |= shown(&id.value);
            }
        });
    }
    found
}

/// What a block is made of, and whether the region has it.
type Parts = Vec<(String, bool)>;

/// The nine blocks, three per pillar: what a region has of each. The names are ours; what is counted stands with them.
pub fn blocks(states: &States<'_>, region: &Region) -> Vec<Block> {
    let set = states.set;
    let profile = &region.profile;
    let slot = |names: &[&str]| -> Parts {
        let asked = names.iter().filter(|n| set.registers.slots.contains_key(**n));
        asked.map(|n| ((*n).to_owned(), region.fillings.keys().any(|(slot, _)| slot == n))).collect()
    };
    let stated = |what: &str, there: bool| vec![(what.to_owned(), there)];
    let signed = |subject: &Subject, standing: &Standing<'_>| (subject.to_string(), standing.state >= State::Recheck);
    let own: Parts = states.all_regional(region.id).map(|(s, standing)| signed(s, standing)).collect();
    let pillar = |pillar: Pillar| {
        let there = region.pages.values().any(|p| p.meta.pillar == Some(pillar));
        stated("een eigen pagina", there)
    };
    let faces = stated("gezichten", !profile.faces.is_empty());
    let hours = stated("spreekuur", !profile.hours.is_empty());
    let contact = |audience: Audience| {
        let ways = profile.channels.iter().filter(|c| c.audiences.contains(&audience)).count();
        (format!("twee manieren van contact voor {audience}"), ways >= 2)
    };
    let remarks =
        |audience: Audience| (format!("terugkoppeling van {audience}"), profile.feedback.contains_key(&audience));
    let all: [(&'static str, &'static str, Parts); 9] = [
        (
            "informeren",
            "verzamelen en ontsluiten",
            slot(&["basisondersteuning-hier", "route-extra-hulp", "scholen", "aanmelden-hier"]),
        ),
        ("informeren", "vertalen en valideren", own),
        ("informeren", "ervaringen naast feiten", stated("eigen ervaringen", !region.experiences.is_empty())),
        ("steunen", "weten waar u terechtkunt", Audience::ALL.map(contact).to_vec()),
        ("steunen", "een vast gezicht", [faces, hours, slot(&["onafhankelijkheid"])].concat()),
        (
            "steunen",
            "ontmoeten en op weg helpen",
            [slot(&["bijeenkomsten", "namen-hier", "thuiszit-route"]), pillar(Pillar::Support)].concat(),
        ),
        ("signaleren", "opmerkingen ophalen", Audience::ALL.map(remarks).to_vec()),
        ("signaleren", "samen met ouders en jongeren", slot(&["meedenken"])),
        (
            "signaleren",
            "laten zien wat ermee gebeurt",
            [slot(&["wat-deden-we", "plan-en-raad"]), pillar(Pillar::Signal)].concat(),
        ),
    ];
    all.into_iter()
        .map(|(pillar, block, parts)| Block {
            pijler: pillar,
            blok: block,
            gevuld: parts.iter().filter(|(_, there)| *there).count(),
            van: parts.len(),
            open: parts.into_iter().filter(|(_, there)| !there).map(|(what, _)| what).collect(),
        })
        .collect()
}
