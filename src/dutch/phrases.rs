//! Words and phrases of lists: official words with an easier one, abbreviations, letters that nobody explained.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use super::abbreviation::{self, Ending};
use super::lexicon::Roles;
use super::reader::{Reading, Remark, RemarkKind};
use super::sentences::Sentence;
use super::words::Kind;

/// Phrases by their first word: the words that follow it, and what to write.
pub(super) type Phrases = HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>;

pub(super) fn list(text: &'static str) -> Phrases {
    let mut rows: Vec<(&str, &str)> = text
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once(" -> "))
        .flat_map(|(forms, instead)| forms.split(", ").map(move |form| (form, instead)))
        .collect();
    // The longest phrase first.
    rows.sort_by_key(|(form, _)| std::cmp::Reverse(form.split(' ').count()));
    let mut phrases = Phrases::new();
    for (form, instead) in rows {
        let mut words = form.split(' ');
        let Some(first) = words.next() else { continue };
        phrases.entry(first).or_default().push((words.collect(), instead));
    }
    phrases
}

static EASIER: LazyLock<Phrases> = LazyLock::new(|| list(include_str!("data/makkelijker.txt")));

/// Whether a phrase of a list begins with the word.
pub(super) fn opens(word: &str) -> bool {
    EASIER.contains_key(word) || super::nominal::opens(word)
}

/// The last token of the phrase that stands at `at`, and what to write.
pub(super) fn match_at(phrases: &Phrases, reading: &Reading<'_>, at: usize) -> Option<(usize, &'static str)> {
    let list = phrases.get(reading.name(at))?;
    let fits = |rest: &[&str]| rest.iter().enumerate().all(|(i, word)| reading.name(at + 1 + i) == *word);
    list.iter().find(|(rest, _)| fits(rest)).map(|(rest, instead)| (at + rest.len(), *instead))
}

pub(super) fn find(reading: &Reading<'_>, sentence: &Sentence, remarks: &mut Vec<Remark>) {
    let mut skip = 0;
    for at in sentence.tokens() {
        if at < skip {
            continue;
        }
        if reading.has(at, Roles::PHRASE)
            && !is_name(reading, sentence, at)
            && let Some((last, instead)) = match_at(&EASIER, reading, at)
        {
            let (start, end) = (reading.tokens[at].start, reading.tokens[last].end);
            let text = &reading.text[start as usize..end as usize];
            remarks.push(Remark {
                kind: RemarkKind::EasierWord,
                start,
                end,
                message: format!("`{text}` kan eenvoudiger"),
                help: format!("schrijf liever: {instead}"),
            });
            skip = last + 1;
            continue;
        }
        if let Some(remark) = dotted(reading, sentence, at) {
            remarks.push(remark);
        }
    }
}

/// A capital inside a sentence: part of a name, such as that of a law.
fn is_name(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> bool {
    at > sentence.first as usize && reading.written(at).starts_with(char::is_uppercase)
}

/// Abbreviations that stand before a name, a number or a sum and are read without trouble.
const ALLOWED: [&str; 26] = [
    "dr", "drs", "mr", "mrs", "ir", "ing", "prof", "dhr", "mw", "mevr", "St", "jr", "sr", "B.V", "N.V", "tel", "nr",
    "art", "blz", "min", "max", "Ned", "Eng", "Fr", "Chr", "mgr",
];

/// `bijv.`, `d.w.z.`
fn dotted(reading: &Reading<'_>, sentence: &Sentence, at: usize) -> Option<Remark> {
    let Kind::Word(_) = reading.tokens.get(at)?.kind else { return None };
    let point = reading.tokens.get(at + 1).filter(|t| t.kind == Kind::Sign('.') && t.start == reading.tokens[at].end);
    let inside = reading.has(at, Roles::DOTTED);
    if point.is_none() && !inside {
        return None;
    }
    let written = reading.written(at);
    let known = abbreviation::find(written)?;
    // `blz. 12`, `afb. 3`: read without trouble before a number.
    if known.ending == Ending::BeforeNumber && reading.tokens.get(at + 2).is_some_and(|t| t.kind == Kind::Number) {
        return None;
    }
    // A short word that only looks like one, at the end of its sentence.
    let goes_on = sentence.after as usize != at + 2;
    if ALLOWED.iter().any(|a| a.eq_ignore_ascii_case(written)) || written.chars().count() == 1 || (!inside && !goes_on)
    {
        return None;
    }
    let (start, end) = (reading.tokens[at].start, point.map_or(reading.tokens[at].end, |p| p.end));
    Some(Remark {
        kind: RemarkKind::Abbreviation,
        start,
        end,
        message: format!("`{}` is een afkorting", &reading.text[start as usize..end as usize]),
        help: format!("schrijf het voluit: {}", known.full),
    })
}

/// Letters that everybody reads as a word.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    "TV SMS MBO HAVO VWO VMBO WC NL PC CD DVD EU VS USA OK HBO PO VO SO VSO SBO BSO GGD GGZ BTW PIN ID IQ AB NS ANWB KNMI NOS \
     FAQ PDF URL WIFI GPS USB QR AZC COVID DNA ADHD ADD ASS AED EHBO NAVO VN BV NV A4 AM PM FM RTL WK EK NK CDA VVD SP \
     SGP PVV"
        .split_whitespace()
        .collect()
});

/// Capital letters that the text uses before it says what they stand for: `OPP`, unless `(OPP)` comes after the words,
/// or words come after it: `OPP (…)`, `OPP: …`, `OPP = …`.
pub(super) fn letters(reading: &Reading<'_>) -> Vec<Remark> {
    let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
    let mut remarks = Vec::new();
    for at in 0..reading.tokens.len() {
        let written = reading.written(at);
        let capitals = (2..=5).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_uppercase());
        if !capitals || seen.contains_key(written) || COMMON.contains(written) || is_roman(written) {
            continue;
        }
        let explained = explained(reading, at);
        seen.insert(written, explained);
        // `SWV Het Licht`: letters in a name.
        let name = reading.word(at + 1).is_some() && reading.written(at + 1).starts_with(char::is_uppercase);
        // `ZAAK`: a common word, with emphasis.
        let word = written.len() > 3 && reading.word(at).is_some_and(|w| w.zipf > WORD);
        if !explained && !name && !word && !shouts(reading, at) {
            remarks.push(Remark {
                kind: RemarkKind::Letters,
                start: reading.tokens[at].start,
                end: reading.tokens[at].end,
                message: format!("de letters `{written}` zijn hier nog niet uitgelegd"),
                help: format!("schrijf eerst de woorden voluit, met `({written})` erachter"),
            });
        }
    }
    remarks
}

/// The Zipf value, in hundredths, above which four or five capitals are a word: abbreviations are rarer.
const WORD: u16 = 400;

/// Whether what stands around the letters says what they are.
fn explained(reading: &Reading<'_>, at: usize) -> bool {
    let sign = |i: Option<usize>| match i.and_then(|i| reading.tokens.get(i))?.kind {
        Kind::Sign(c) => Some(c),
        _ => None,
    };
    let quote = |c: Option<char>| c.is_some_and(|c| "\"“”„«»'‘’".contains(c));
    let before = sign(at.checked_sub(1));
    let inside = before == Some('(') || (quote(before) && sign(at.checked_sub(2)) == Some('('));
    match sign(Some(at + 1)) {
        Some(')' | ',' | ';') => inside,
        Some('(' | '=') => true,
        // `OPP: het plan voor …`, as in a list of words.
        Some(':') => at == 0 || before.is_some_and(|c| c != ','),
        after => inside && quote(after),
    }
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// Whether the word beside it is in capitals too: then it is no abbreviation.
fn shouts(reading: &Reading<'_>, at: usize) -> bool {
    let loud = |i: Option<usize>| {
        i.is_some_and(|i| {
            let word = reading.written(i);
            word.len() > 1 && word.chars().all(char::is_uppercase)
        })
    };
    loud(at.checked_sub(1)) || loud(Some(at + 1))
}
