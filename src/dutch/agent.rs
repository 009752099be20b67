//! Who does it in a passive: `door` with somebody after it, in the clause of the verb.
//!
//! `door` has other uses, and most of what follows tells them apart: a cause (`door de drukte`), a means (`door te bellen`,
//! `door toepassing van`), and the agent of another participle (`de door de school gekozen vorm`).

use super::lexicon::Roles;
use super::reader::Reading;
use super::sentences::Sentence;
use super::words::Kind;

/// How far before the verb `door` may stand, in tokens.
const BACK: usize = 25;
/// How far after it.
const AHEAD: usize = 8;

/// The `door` of the passive that `worden` and `participle` make.
pub(super) fn find(reading: &Reading<'_>, sentence: &Sentence, worden: usize, participle: usize) -> Option<usize> {
    // `vervangen door`: what comes in its place, and not who does it.
    if reading.name(participle) == "vervangen" {
        return None;
    }
    let (first, last) = (worden.min(participle), worden.max(participle));
    let inside = |i: &usize| !matches!(reading.tokens[*i].kind, Kind::Sign(',' | ';' | ':'));
    let opens = |i: &usize| reading.has(*i, Roles::SUBORDINATOR) && reading.name(*i) != "als";
    let before = (sentence.first as usize..first).rev().take(BACK).take_while(inside).take_while(|i| !opens(i)).last();
    let after = (last + 1..sentence.after as usize).take_while(inside).take_while(|i| !opens(i)).take(AHEAD).last();
    (before.unwrap_or(first)..=after.unwrap_or(last)).find(|i| {
        reading.name(*i) == "door"
            && somebody(reading, *i + 1)
            && !is_cause(reading, sentence, *i)
            && !of_another(reading, *i, participle)
            && !is_means(reading, sentence, *i)
    })
}

/// What happens to people, and does nothing itself: `door je ziekte`.
const CAUSES: [&str; 38] = [
    "handicap",
    "beperking",
    "ziekte",
    "geloof",
    "afkomst",
    "huidskleur",
    "leeftijd",
    "gedrag",
    "brand",
    "storm",
    "regen",
    "weer",
    "corona",
    "omstandigheden",
    "ongeluk",
    "ongeval",
    "gebrek",
    "drukte",
    "stress",
    "angst",
    "jaren",
    "jaar",
    "week",
    "dag",
    "eeuwen",
    "tijd",
    "manier",
    "feit",
    "toeval",
    "oorlog",
    "vakantie",
    "situatie",
    "gebruik",
    "inzet",
    "uitvoering",
    "toepassing",
    "kritiek",
    "opname",
];

/// Whether what follows `door` can act: not `door middel van`, `door het jaar heen`, `door te bellen`.
fn somebody(reading: &Reading<'_>, at: usize) -> bool {
    let name = reading.name(at);
    !matches!(name, "" | "te" | "middel" | "en" | "heel" | "deze" | "dit" | "dat" | "elkaar")
        && (at..at + 3)
            .take_while(|i| *i == at || !reading.has(*i, Roles::PREPOSITION))
            .all(|i| !CAUSES.contains(&reading.name(i)))
}

/// `Door de regen wordt …`: what opens the sentence is its cause.
fn is_cause(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    let words = (sentence.first as usize..at).filter(|i| reading.tokens[*i].is_word()).count();
    words == 0 || reading.name(at - 1) == "maar"
}

/// `de door de school gekozen vorm`, `als het is verstrekt door de school`
fn of_another(reading: &Reading<'_>, at: usize, participle: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let article = match reading.name(before) {
        "de" | "een" => true,
        "het" => !reading.has(before.wrapping_sub(1), Roles::WORDEN),
        _ => false,
    };
    article || (before != participle && reading.has(before, Roles::PARTICIPLE))
}

/// `door het formulier in te vullen`, `door het invullen van`, `door toepassing van`
fn is_means(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    let goes_on = |i: &usize| reading.tokens[*i].is_word() && reading.name(*i) != "om";
    let to_do = (at + 1..sentence.after as usize).take_while(goes_on).any(|i| {
        let verb = reading.name(i + 1);
        reading.name(i) == "te" && verb.ends_with('n') && verb != "worden" && !reading.has(i + 1, Roles::PARTICIPLE)
    });
    let doing =
        reading.name(at + 1) == "het" && reading.has(at + 2, Roles::INFINITIVE) && reading.name(at + 3) == "van";
    let act = reading.name(at + 1).ends_with("ing") && reading.name(at + 2) == "van";
    to_do || doing || act
}
