//! The passive with *worden*: a form of it with a participle in the same clause.
//!
//! *zijn* with a participle is left alone: *is gekomen* and *is bekend* look the same.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::agent;
use super::lexicon::Roles;
use super::reader::{Reading, Remark, RemarkKind};
use super::sentences::Sentence;
use super::words::Kind;

fn list(text: &'static str) -> HashSet<&'static str> {
    text.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
}

static STRONG: LazyLock<HashSet<&'static str>> = LazyLock::new(|| list(include_str!("data/deelwoorden.txt")));
static OTHERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| list(include_str!("data/geen-deelwoorden.txt")));

/// Prefixes that a participle holds in the place of `ge`.
const FIXED: [&str; 12] = ["be", "ver", "ont", "her", "er", "mis", "over", "onder", "door", "achter", "vol", "om"];
/// Prefixes that stand before the `ge` of a participle.
const LOOSE: [&str; 62] = [
    "aan",
    "achter",
    "achteruit",
    "af",
    "bij",
    "bijeen",
    "binnen",
    "bloot",
    "boven",
    "buiten",
    "deel",
    "dicht",
    "dood",
    "door",
    "gade",
    "gelijk",
    "goed",
    "heen",
    "her",
    "hoog",
    "in",
    "ineen",
    "kapot",
    "klaar",
    "kwijt",
    "langs",
    "leeg",
    "lief",
    "los",
    "mede",
    "mee",
    "mis",
    "na",
    "neer",
    "om",
    "omver",
    "onder",
    "op",
    "open",
    "over",
    "plaats",
    "rond",
    "samen",
    "schoon",
    "stil",
    "stop",
    "tegen",
    "teleur",
    "tentoon",
    "terecht",
    "terug",
    "teweeg",
    "thuis",
    "toe",
    "uit",
    "vast",
    "vol",
    "voor",
    "voort",
    "vrij",
    "weer",
    "weg",
];

/// Whether a word in small letters has the shape of a participle.
pub(super) fn is_participle(word: &str) -> bool {
    if OTHERS.contains(word) || !word.ends_with(['d', 't', 'n']) {
        return false;
    }
    let with_ge = |rest: &str| rest.strip_prefix("ge").or_else(|| rest.strip_prefix("geë")).is_some_and(is_stem);
    matches!(word, "aanvaard" | "aanbeden" | "aanschouwd" | "voorkomen" | "voorzien" | "voorspeld" | "verzet")
        || with_ge(word)
        || LOOSE.iter().filter_map(|p| word.strip_prefix(p)).any(|rest| {
            with_ge(rest)
                || ["be", "ver", "ont", "er"].iter().filter_map(|p| rest.strip_prefix(p)).any(is_stem_of_fixed)
        })
        || FIXED.iter().filter_map(|p| word.strip_prefix(p)).any(is_stem_of_fixed)
}

/// What stands after `ge`: a strong participle, or something that ends in d or t.
fn is_stem(rest: &str) -> bool {
    STRONG.contains(rest) || (rest.chars().count() > 2 && rest.ends_with(['d', 't']))
}

/// Pasts and presents that end as participles do: `besloot`, `bestaat`.
const FINITE: [&str; 30] = [
    "staat", "gaat", "laat", "doet", "ziet", "eert", "sloot", "zat", "bood", "reed", "liet", "hield", "leed", "meed",
    "schoot", "goot", "noot", "stond", "trad", "gat", "deed", "vond", "zond", "wond", "bond", "at", "sneed", "smeet",
    "streed", "beet",
];
/// Endings of nouns and adjectives.
const NOUNS: [&str; 8] = ["heid", "schap", "dienst", "lijst", "tijd", "raad", "rooid", "last"];

/// The same after `be` and its like, where other words look so too.
fn is_stem_of_fixed(rest: &str) -> bool {
    is_stem(rest) && !rest.ends_with("dt") && !FINITE.contains(&rest) && !NOUNS.iter().any(|n| rest.ends_with(n))
}

/// How far a participle may stand from its *worden*, in words.
const REACH: usize = 25;
/// How far before it.
const BACK: usize = 3;

pub(super) fn find(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    for at in sentence.tokens().filter(|i| reading.has(*i, Roles::WORDEN)) {
        let Some(participle) = after(reading, sentence, at).or_else(|| before(reading, sentence, at)) else { continue };
        let agent = agent::find(reading, sentence, at, participle);
        let (first, last) = (at.min(participle), at.max(participle));
        let (start, end) = (reading.tokens[first].start, reading.tokens[last].end);
        let (verb, done) = (reading.name(at), reading.name(participle));
        let help = match agent {
            Some(_) => {
                format!("zeg wie het doet, vooraan: niet `iets {verb} {done} door iemand`, maar `iemand doet iets`")
            }
            None => "schrijf wie het doet, als de lezer dat wil weten: `de school beslist`, niet `er wordt beslist`"
                .to_owned(),
        };
        remarks.push(Remark {
            kind: RemarkKind::Passive { agent: agent.is_some() },
            start,
            end,
            message: format!("lijdende vorm: `{verb} … {done}`"),
            help,
        });
    }
}

/// The participle after *worden*, in the same clause.
fn after(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<usize> {
    let (mut words, mut inside) = (0, false);
    for i in at + 1..sentence.after as usize {
        match reading.tokens[i].kind {
            Kind::Sign(';' | ':' | '\n') => return None,
            Kind::Sign(',') if reading.has(i + 1, Roles::SUBORDINATOR.or(Roles::AUXILIARY)) => return None,
            Kind::Sign('(') => {
                inside = true;
                continue;
            }
            Kind::Sign(')') => {
                inside = false;
                continue;
            }
            Kind::Sign(_) => continue,
            _ if inside => continue,
            _ => words += 1,
        }
        if words > REACH {
            return None;
        }
        if matches!(reading.name(i), "heeft" | "hebben" | "had" | "hadden" | "heb" | "hebt") {
            return None;
        }
        if reading.has(i, Roles::PARTICIPLE) {
            if another_verb(reading, at, i) {
                return None;
            }
            if is_predicate(reading, i) {
                return Some(i);
            }
        }
    }
    None
}

/// `wordt ouder en beslist`, `wordt ouder en de school beslist mee`: the verb of another clause, that only looks so.
fn another_verb(reading: &Reading<'_>, worden: usize, at: usize) -> bool {
    if reading.has(at - 1, Roles::COORDINATOR) {
        return true;
    }
    let present = reading.name(at).ends_with('t') && FIXED.iter().any(|p| reading.name(at).starts_with(p));
    let Some(joint) = (worden + 1..at).rev().find(|i| reading.has(*i, Roles::COORDINATOR)) else { return false };
    let joins = reading.has(at + 1, Roles::PREPOSITION.or(Roles::COORDINATOR));
    let goes_on = reading.word(at + 1).is_some() && (!joins || matches!(reading.name(at + 1), "mee" | "af" | "toe"));
    present && goes_on && at - joint < 4 && reading.has(joint + 1, Roles::DETERMINER)
}

/// Not `te betalen`, `een verwacht effect`.
fn is_predicate(reading: &Reading<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |b| reading.name(b));
    !matches!(before, "te" | "een" | "geen" | "elk" | "ieder" | "zeer" | "heel" | "erg")
}

/// The participle before *worden*: `gezegd wordt`, `gemaakt zou moeten worden`.
fn before(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<usize> {
    let mut words = 0;
    for i in (sentence.first as usize..at).rev() {
        if matches!(reading.tokens[i].kind, Kind::Sign(_)) || reading.has(i, Roles::COORDINATOR) {
            return None;
        }
        words += 1;
        if words > BACK {
            return None;
        }
        if reading.has(i, Roles::PARTICIPLE) && is_predicate(reading, i) {
            return Some(i);
        }
    }
    None
}
