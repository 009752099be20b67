//! Nouns where a verb says it shorter: `het indienen van`, `de beoordeling van`, `vindt plaats`.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::Roles;
use super::phrases::{self, Phrases};
use super::reader::{Reading, Remark, RemarkKind};
use super::sentences::Sentence;

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| phrases::list(include_str!("data/naamwoordstijl.txt")));
static ACTIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/handelingen.txt").lines().filter(|l| !l.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Infinitives that have become things: `het leven van`.
const THINGS: [&str; 30] = [
    "leven",
    "eten",
    "wezen",
    "vermogen",
    "optreden",
    "gebeuren",
    "lijden",
    "bestaan",
    "overlijden",
    "ontstaan",
    "verleden",
    "verlangen",
    "vertrouwen",
    "denken",
    "spreken",
    "einden",
    "midden",
    "oosten",
    "westen",
    "noorden",
    "zuiden",
    "heden",
    "teken",
    "wapen",
    "geheugen",
    "beven",
    "aanzien",
    "streven",
    "voornemen",
    "inkomen",
];

pub(super) fn opens(word: &str) -> bool {
    PHRASES.contains_key(word)
}

pub(super) fn find(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    for at in sentence.tokens() {
        let phrase = reading.has(at, Roles::PHRASE).then(|| phrases::match_at(&PHRASES, reading, at)).flatten();
        let (last, help) = if let Some((last, help)) = phrase {
            (last, format!("korter: {help}"))
        } else if let Some(last) = takes_place(reading, sentence, at) {
            (last, "korter: zeg wie wat doet: `wij praten` in plaats van `er vindt een gesprek plaats`".to_owned())
        } else if hidden_verb(reading, at) {
            (at + 2, format!("maak er een werkwoord van: wie doet wat? Nu is `{}` een ding", reading.name(at + 1)))
        } else {
            continue;
        };
        let (start, end) = (reading.tokens[at].start, reading.tokens[last].end);
        let text = &reading.text[start as usize..end as usize];
        remarks.push(Remark {
            kind: RemarkKind::Nominal,
            start,
            end,
            message: format!("naamwoordstijl: `{text}`"),
            help,
        });
    }
}

/// Words between `vindt` and `plaats`.
const REACH: usize = 12;

/// The `plaats` of `vindt een gesprek plaats`, in the same clause.
fn takes_place(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<usize> {
    if !matches!(reading.name(at), "vindt" | "vinden" | "vond" | "vonden") {
        return None;
    }
    let clause = (at + 1..sentence.after as usize).take(REACH).take_while(|i| reading.tokens[*i].is_word());
    // `vindt een plaats` is another thing.
    clause.into_iter().find(|i| reading.name(*i) == "plaats" && !owned(reading, i - 1))
}

/// `een plaats`, `jouw plaats`
fn owned(reading: &Reading<'_>, at: usize) -> bool {
    let owner =
        ["je", "jouw", "uw", "mijn", "zijn", "haar", "onze", "hun", "vaste", "goede", "andere", "nieuwe", "eigen"];
    reading.has(at, Roles::DETERMINER) || owner.contains(&reading.name(at))
}

/// `het indienen van`, `de beoordeling van`, `het vaststellen en …`
fn hidden_verb(reading: &Reading<'_>, at: usize) -> bool {
    if !reading.has(at, Roles::DETERMINER) || reading.name(at + 2) != "van" {
        return false;
    }
    let noun = reading.name(at + 1);
    match reading.name(at) {
        "het" => {
            reading.has(at + 1, Roles::INFINITIVE)
                && !THINGS.contains(&noun)
                && !["wapen", "westen", "oosten", "leven"].iter().any(|thing| noun.ends_with(thing))
                && !reading.written(at + 1).starts_with(char::is_uppercase)
        }
        "de" => ACTIONS.contains(noun),
        _ => false,
    }
}
