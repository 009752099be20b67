//! What can be seen of clauses without a parser: verbs far apart, long inserts, double denials, commas, loud letters.
//!
//! These are hints. None of them is sure enough to be a warning.

use super::lexicon::Roles;
use super::reader::{Reading, Remark, RemarkKind};
use super::sentences::Sentence;
use super::words::Kind;

pub(super) fn find(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    if sentence.words >= 9 {
        tang(reading, sentence, remarks);
        insert(reading, sentence, remarks);
    }
    denials(reading, sentence, remarks);
    loud(reading, sentence, remarks);
}

fn remark(reading: &Reading<'_>, kind: RemarkKind, first: usize, last: usize, message: String, help: &str) -> Remark {
    let (start, end) = (reading.tokens[first].start, reading.tokens[last].end);
    Remark { kind, start, end, message, help: help.to_owned() }
}

/// Words between two verbs of one clause that make it hard to keep the first in mind.
const TANG: usize = 7;

/// An auxiliary, and far behind it the participle or infinitive that closes the clause.
fn tang(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    let mut open: Option<(usize, usize)> = None;
    for at in sentence.tokens() {
        match reading.tokens[at].kind {
            Kind::Sign(_) => {
                open = None;
                continue;
            }
            Kind::Word(_) if reading.has(at, Roles::AUXILIARY) => {
                open = Some((at, 0));
                continue;
            }
            _ => {}
        }
        let Some((first, words)) = open.as_mut() else { continue };
        if reading.has(at, Roles::COORDINATOR.or(Roles::SUBORDINATOR)) {
            open = None;
            continue;
        }
        let closes = matches!(reading.tokens.get(at + 1).map(|t| t.kind), None | Some(Kind::Sign(_)));
        let noun = reading.has(at - 1, Roles::DETERMINER.or(Roles::PREPOSITION)) && reading.name(at - 1) != "te";
        let verb = reading.has(at, Roles::PARTICIPLE) || (reading.has(at, Roles::INFINITIVE) && !noun);
        if closes && verb && *words >= TANG {
            let message = format!(
                "`{}` en `{}` horen bij elkaar, en er staan {words} woorden tussen",
                reading.name(*first),
                reading.name(at)
            );
            let help = "zet de twee delen van het werkwoord dichter bij elkaar, of maak twee zinnen";
            remarks.push(remark(reading, RemarkKind::Tang, *first, at, message, help));
        }
        *words += 1;
    }
}

/// Words between two commas after which the reader has lost the sentence.
const INSERT: usize = 6;
/// Commas that make a chain.
const CHAIN: usize = 4;

fn insert(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    let commas: Vec<usize> = sentence.tokens().filter(|i| reading.tokens[*i].kind == Kind::Sign(',')).collect();
    if let [first, .., last] = commas.as_slice()
        && commas.len() >= CHAIN
    {
        let message = format!("{} komma's in één zin", commas.len());
        remarks.push(remark(
            reading,
            RemarkKind::CommaChain,
            *first,
            *last,
            message,
            "maak er een lijst of meer zinnen van",
        ));
        return;
    }
    if let [first, last] = commas.as_slice() {
        let words = (first + 1..*last).filter(|i| reading.tokens[*i].is_word()).count();
        let after = (last + 1..sentence.after as usize).filter(|i| reading.tokens[*i].is_word()).count();
        if words > INSERT && after > 1 && reading.has(first + 1, Roles::SUBORDINATOR) {
            let message = format!("{words} woorden tussen twee komma's midden in de zin");
            remarks.push(remark(
                reading,
                RemarkKind::Insert,
                first + 1,
                last - 1,
                message,
                "maak van het tussenstuk een eigen zin",
            ));
        }
    }
}

/// Adjectives that deny with `on-`; other words begin so too.
const UN: [&str; 22] = [
    "onmogelijk",
    "ongewoon",
    "onbekend",
    "onbelangrijk",
    "onverstandig",
    "onwaarschijnlijk",
    "ongebruikelijk",
    "onterecht",
    "onjuist",
    "onredelijk",
    "onduidelijk",
    "ongeschikt",
    "onnodig",
    "onveilig",
    "onvoldoende",
    "onwenselijk",
    "onlogisch",
    "oneens",
    "onaardig",
    "onverwacht",
    "ongelijk",
    "onbegrijpelijk",
];

/// Two denials inside one clause.
fn denials(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    let mut first: Option<usize> = None;
    for at in sentence.tokens() {
        let breaks = matches!(reading.tokens[at].kind, Kind::Sign(_));
        if breaks || reading.has(at, Roles::COORDINATOR.or(Roles::SUBORDINATOR)) {
            first = None;
        }
        let denies = reading.has(at, Roles::NEGATION) || (first.is_some() && UN.contains(&reading.name(at)));
        if !denies || (reading.name(at) == "niet" && reading.name(at + 1) == "alleen") {
            continue;
        }
        match first {
            Some(one) if reading.name(one) != reading.name(at) => {
                let message = format!("twee ontkenningen: `{}` en `{}`", reading.name(one), reading.name(at));
                remarks.push(remark(
                    reading,
                    RemarkKind::DoubleNegation,
                    one,
                    at,
                    message,
                    "zeg het zonder ontkenning",
                ));
                first = None;
            }
            _ => first = Some(at),
        }
    }
}

/// Capitals for a whole run of words, or more than one exclamation mark.
fn loud(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    let mut run = 0;
    for at in sentence.tokens() {
        if reading.tokens[at].kind == Kind::Sign('!')
            && reading.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Sign('!'))
            && reading.tokens.get(at.wrapping_sub(1)).is_none_or(|t| t.kind != Kind::Sign('!'))
        {
            remarks.push(remark(
                reading,
                RemarkKind::Shouting,
                at,
                at + 1,
                "meer dan één uitroepteken".to_owned(),
                "één is genoeg, en meestal is een punt beter",
            ));
        }
        let word = reading.written(at);
        let capitals = word.len() > 1 && word.starts_with(char::is_uppercase) && word.chars().all(char::is_uppercase);
        run = if capitals { run + 1 } else { 0 };
        if run == 3 {
            remarks.push(remark(
                reading,
                RemarkKind::Shouting,
                at - 2,
                at,
                "woorden in hoofdletters".to_owned(),
                "schrijf gewone letters; hoofdletters lezen als roepen",
            ));
        }
    }
}
