//! What can be seen of clauses without a parser: verbs far apart, long inserts, double denials, commas, loud letters.
//!
//! These are hints. None of them is sure enough to be a warning.

use super::lexicon::Roles;
use super::reader::{Reading, Remark, RemarkKind};
use super::sentences::Sentence;
use super::tagger::Tag;
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
    for first in sentence.tokens() {
        if reading.tag(first) != Tag::FINITE || !(PERFECT.contains(&reading.name(first)) || is_modal(reading, first)) {
            continue;
        }
        let Some((last, words)) = other_half(reading, sentence, first).filter(|(_, words)| *words >= TANG) else {
            continue;
        };
        let message = format!(
            "`{}` en `{}` horen bij elkaar, en er staan {words} woorden tussen",
            reading.name(first),
            reading.name(last)
        );
        let help = "zet de twee delen van het werkwoord dichter bij elkaar, of maak twee zinnen";
        remarks.push(remark(reading, RemarkKind::Tang, first, last, message, help));
    }
}

/// Forms that ask for a participle.
const PERFECT: [&str; 17] = [
    "is", "ben", "bent", "zijn", "was", "waren", "word", "wordt", "worden", "werd", "werden", "heb", "hebt", "heeft",
    "hebben", "had", "hadden",
];

/// A form that asks for an infinitive.
fn is_modal(reading: &Reading<'_>, at: usize) -> bool {
    let modal = ["ka", "ko", "ku", "mag", "moc", "mog", "moe", "wil", "zal", "zul", "zou"];
    reading.has(at, Roles::AUXILIARY) && modal.iter().any(|start| reading.name(at).starts_with(start))
}

/// Infinitives that stand with a participle: `worden gemaakt`.
const HELPERS: [&str; 5] = ["worden", "zijn", "hebben", "kunnen", "moeten"];

/// The other half of the verb that begins at `first`, in the same clause, and how many words stand between.
fn other_half(reading: &Reading<'_>, sentence: &Sentence, first: usize) -> Option<(usize, usize)> {
    let perfect = PERFECT.contains(&reading.name(first));
    let mut words = 0;
    for at in first + 1..sentence.after as usize {
        let tag = reading.tag(at);
        if let Kind::Sign(sign) = reading.tokens[at].kind {
            let clause = reading.has(at + 1, Roles::SUBORDINATOR)
                || matches!(reading.tag(at + 1), Tag::FINITE | Tag::SUBORDINATOR);
            if matches!(sign, ';' | ':' | '(' | '.' | '?' | '!' | '\n') || (sign == ',' && clause) {
                return None;
            }
            continue;
        }
        let opens = reading.name(at).starts_with("waar")
            || (reading.has(at, Roles::SUBORDINATOR) && matches!(tag, Tag::SUBORDINATOR | Tag::PRONOUN));
        let joins = matches!(tag, Tag::COORDINATOR | Tag::SUBORDINATOR)
            && (reading.tag(at + 1) == Tag::FINITE || reading.tag(at + 2) == Tag::FINITE);
        if tag == Tag::FINITE || reading.name(at) == "om" || (opens && reading.name(at) != "als") || joins {
            return None;
        }
        if tag == Tag::INFINITIVE && HELPERS.contains(&reading.name(at)) {
            continue;
        }
        // `een gematigd klimaat`, `(…, opgericht in …)`: a description.
        let describes = matches!(reading.tag(at + 1), Tag::NOUN | Tag::ADJECTIVE) || reading.tag(at - 1) == Tag::SIGN;
        let verb = matches!(tag, Tag::INFINITIVE | Tag::PARTICIPLE) && reading.name(at - 1) != "te" && !describes;
        // `kan worden gemaakt`, `zou gemaakt zijn`
        let helped = || (at.saturating_sub(3)..at + 3).any(|i| HELPERS[..3].contains(&reading.name(i)));
        let fits = (tag == Tag::PARTICIPLE) == perfect || (!perfect && tag == Tag::PARTICIPLE && helped());
        // `het leren`: a noun.
        let noun = tag == Tag::INFINITIVE && matches!(reading.tag(at - 1), Tag::DETERMINER | Tag::ADJECTIVE);
        if verb && fits && !noun {
            return Some((at, words));
        }
        words += 1;
    }
    None
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
