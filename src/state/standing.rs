//! The state of one text: which signatures count, what is missing, and until when.
//!
//! In: what the text asks for, its terms, its record, its fingerprint, a day. Out: a [`Standing`]. Signatures on another
//! text, by its author, by somebody who signed in another role, or by who decides on access, do not count.

use std::collections::BTreeMap;

use jiff::{Span as Duration, civil::Date};

use super::{State, codes, in_words};
use crate::config::Terms;
use crate::set::canonical::Fingerprint;
use crate::set::editorial;
use crate::set::signoff::{Editorial, Judgement, Need, Record, Role, Signature, StepKind, is_code};
use crate::source::{Span, Spanned};

/// What a text asks of who signs it.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// Its kind, as in `[publication]`: a class, `feiten`, `nood`.
    pub kind: &'static str,
    /// The signatures it needs.
    pub needs: Vec<Need>,
    /// Who wrote it.
    pub authors: &'a [Spanned<String>],
    /// Who decides on access here.
    pub barred: &'a [Spanned<String>],
    /// Whether it is a text of a region.
    pub regional: bool,
    /// The day before which somebody looks again.
    pub review_before: Option<Date>,
}

/// A signature with its day and place.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'s> {
    /// The signature.
    pub signature: &'s Signature,
    /// The day.
    pub date: Date,
    /// The entry in the record.
    pub span: Span,
}

/// How a text stands on a day.
#[derive(Clone, Debug)]
pub struct Standing<'s> {
    /// Its state.
    pub state: State,
    /// Why, in the words of editors; the first is the reason of the state.
    pub why: Vec<String>,
    /// The signatures that count.
    pub signed: Vec<Signed<'s>>,
    /// What is missing.
    pub missing: Vec<Need>,
    /// Signatures that do not count, each with the reason.
    pub void: Vec<(Signed<'s>, String)>,
    /// Signatures on this very text that fill no place: a later one does.
    pub spare: Vec<Signed<'s>>,
    /// Who refused this very text, as their last word.
    pub refused: Vec<Signed<'s>>,
    /// The day on which the whole text was judged last.
    pub checked: Option<Date>,
    /// The first day on which its term has passed.
    pub until: Option<Date>,
    /// The first day on which something has to be done.
    pub next: Option<Date>,
}

/// Months later, or the end of the calendar.
pub(super) fn months_later(day: Date, months: i64) -> Date {
    day.saturating_add(Duration::new().months(months))
}

/// The state of a text. The fingerprint is computed only when there is a record.
pub fn judge<'s>(
    text: &Text<'_>,
    terms: &Terms,
    record: Option<&'s Record>,
    print: &dyn Fn() -> Fingerprint,
    as_of: Date,
) -> Standing<'s> {
    let mut standing = Standing {
        state: State::Draft,
        why: Vec::new(),
        signed: Vec::new(),
        missing: text.needs.clone(),
        void: Vec::new(),
        spare: Vec::new(),
        refused: Vec::new(),
        checked: None,
        until: None,
        next: None,
    };
    let Some(record) = record else {
        standing.why.push("niemand heeft deze tekst ondertekend".to_owned());
        return standing;
    };
    if record.broken {
        standing.why.push("de ondertekening is niet te lezen, en telt niet".to_owned());
        return standing;
    }
    let print = print();
    let withdrawn = record.steps.iter().rposition(|s| matches!(s.kind, StepKind::Withdrawn(_)) && s.date <= as_of);
    let steps = &record.steps[withdrawn.map_or(0, |i| i + 1)..];
    let mut counting = Counting { text, record, as_of, standing: &mut standing };
    let refused = counting.count(steps, &print);
    let complete = standing.missing.is_empty() && refused.is_none();
    if let (Some(i), false) = (withdrawn, complete) {
        if let StepKind::Withdrawn(reason) = &record.steps[i].kind {
            standing.why.insert(0, format!("ingetrokken op {}: {reason}", record.steps[i].date));
        }
        standing.state = State::Withdrawn;
        return standing;
    }
    if !complete {
        let why = refused.unwrap_or_else(|| lacking(&standing, record, &print));
        standing.why.insert(0, why);
        return standing;
    }
    standing.checked = standing.signed.iter().map(|s| s.date).max();
    let oldest = standing.signed.iter().map(|s| s.date).min();
    let own = oldest.map(|day| months_later(day, terms.months));
    standing.until = own.into_iter().chain(text.review_before).min();
    standing.terms(terms, as_of);
    standing
}

/// How it begins to tell which signatures are missing.
const LACKING: &str = "er ontbreekt een handtekening";

/// What a text lacks, in words.
fn lacking(standing: &Standing<'_>, record: &Record, print: &Fingerprint) -> String {
    let missing = format!("{LACKING}: {}", in_words(&standing.missing).join(", "));
    let other = record.steps.iter().any(|s| match &s.kind {
        StepKind::Signed(signature) => signature.print != *print,
        _ => false,
    });
    if other && standing.signed.is_empty() {
        format!("de tekst is veranderd nadat er getekend is; {missing}")
    } else {
        missing
    }
}

struct Counting<'a, 't, 's> {
    text: &'a Text<'t>,
    record: &'s Record,
    as_of: Date,
    standing: &'a mut Standing<'s>,
}

impl<'s> Counting<'_, '_, 's> {
    /// Takes the signatures on this very text, and on texts from which it differs in spelling only. Gives the reason
    /// when somebody refused it.
    fn count(&mut self, steps: &'s [crate::set::signoff::Step], print: &Fingerprint) -> Option<String> {
        let prints = self.carried(steps, print);
        // The last word of each signer counts.
        let mut last: BTreeMap<(Role, &str), Signed<'s>> = BTreeMap::new();
        for step in steps.iter().filter(|s| s.date <= self.as_of) {
            let signature = match &step.kind {
                StepKind::Signed(signature) => signature,
                StepKind::Editorial(change) => &change.signature,
                StepKind::Withdrawn(_) => continue,
            };
            if !prints.contains(&&signature.print) {
                continue;
            }
            // A change of spelling moves no date: the whole text was judged when it was signed.
            let judged = last.values().map(|s: &Signed<'_>| s.date).max();
            let editorial = matches!(step.kind, StepKind::Editorial(_));
            let date = judged.filter(|_| editorial).unwrap_or(step.date);
            let signed = Signed { signature, date, span: step.span };
            if let Some(why) = void(self.text, signature) {
                self.standing.void.push((signed, why));
                continue;
            }
            // A signer who signed in another role is one person, not two.
            let code = signature.signer.value.as_str();
            if let Some(other) = last.keys().find(|(role, c)| *c == code && *role != signature.role.value) {
                let why = format!(
                    "`{code}` tekende deze tekst al als {}, en twee handtekeningen zijn van twee mensen",
                    other.0.name()
                );
                self.standing.void.push((signed, why));
                continue;
            }
            self.standing.spare.extend(last.insert((signature.role.value, code), signed));
        }
        let is_refusal = |s: &Signed<'s>| s.signature.judgement == Judgement::Refused;
        let (refusals, mut free): (Vec<Signed<'s>>, Vec<_>) = last.into_values().partition(is_refusal);
        let refused = refusals
            .first()
            .map(|s| format!("{} heeft de tekst op {} afgekeurd", s.signature.role.value.name(), s.date));
        self.standing.refused = refusals;
        free.sort_by_key(|s| s.span);
        self.standing.missing.retain(|need| {
            // The latest signature fills the place.
            match free.iter().rposition(|s| need.takes(s.signature.role.value)) {
                Some(i) => {
                    let signed = free.remove(i);
                    self.standing.signed.push(signed);
                    false
                }
                None => true,
            }
        });
        self.standing.signed.sort_by_key(|s| s.span);
        self.standing.spare.extend(free);
        refused
    }

    /// The fingerprints whose signatures count for this text: its own, and those from which a chain of editorial
    /// changes leads here, each of which the machine agrees with.
    fn carried(&self, steps: &'s [crate::set::signoff::Step], print: &Fingerprint) -> Vec<&'s Fingerprint> {
        let mut prints: Vec<&'s Fingerprint> = Vec::new();
        let own = steps.iter().find_map(|s| match &s.kind {
            StepKind::Signed(signature) if signature.print == *print => Some(&signature.print),
            StepKind::Editorial(change) if change.to == *print => Some(&change.to),
            _ => None,
        });
        let Some(own) = own else { return prints };
        prints.push(own);
        for step in steps.iter().rev().filter(|s| s.date <= self.as_of) {
            let StepKind::Editorial(change) = &step.kind else { continue };
            let agreed = is_spelling(self.record, change) && void(self.text, &change.signature).is_none();
            if agreed && prints.contains(&&change.to) && !prints.contains(&&change.from) {
                prints.push(&change.from);
            }
        }
        prints
    }
}

/// Whether the machine sees no more than spelling in an editorial change. A text that is not kept proves nothing.
fn is_spelling(record: &Record, change: &Editorial) -> bool {
    match (record.words.get(&change.from), record.words.get(&change.to)) {
        (Some(from), Some(to)) => editorial::forbidden(from, to).is_none(),
        _ => false,
    }
}

/// Why a signature does not count, whatever the text says.
pub fn void(text: &Text<'_>, signature: &Signature) -> Option<String> {
    let code = signature.signer.value.as_str();
    let role = signature.role.value;
    if !is_code(code) {
        return Some(format!("`{code}` is geen code: schrijf hoofdletters en cijfers, zoals `LR2`, en nooit een naam"));
    }
    if codes(text.authors).any(|author| author == code) {
        return Some(format!("`{code}` schreef deze tekst, en wie schrijft tekent niet"));
    }
    if text.regional && (role == Role::Decider || codes(text.barred).any(|barred| barred == code)) {
        return Some(format!("`{code}` beslist over toelating, en tekent geen tekst van het steunpunt in deze regio"));
    }
    if !text.needs.iter().any(|need| need.takes(role)) {
        let asked: Vec<&str> = text.needs.iter().map(|n| n.name()).collect();
        return Some(format!("de rol {} hoort niet bij deze tekst; er tekent: {}", role.name(), asked.join(", ")));
    }
    None
}

impl Standing<'_> {
    /// Whether the reasons name the signatures that are missing.
    pub fn names_missing(&self) -> bool {
        self.why.iter().any(|why| why.contains(LACKING))
    }

    /// The state that follows from the terms, for a text that has all its signatures.
    fn terms(&mut self, terms: &Terms, as_of: Date) {
        self.state = State::Validated;
        let Some(until) = self.until else { return };
        let end = until.saturating_add(Duration::new().days(terms.grace));
        if as_of >= end {
            self.state = State::Expired;
            self.why.push(format!("de termijn liep af op {until}, en het uitstel op {end}"));
            self.next = Some(end);
        } else if as_of >= until {
            self.state = State::Recheck;
            self.why.push(format!("de termijn liep af op {until}; tot {end} blijft de tekst staan"));
            self.next = Some(end);
        } else {
            self.next = Some(until);
        }
    }

    /// Data that nobody signed counts as checked on the day that stands with it.
    pub(super) fn take_check(&mut self, day: Option<Date>, terms: &Terms, as_of: Date) {
        let Some(day) = day.filter(|d| *d <= as_of && self.signed.is_empty() && self.state == State::Draft) else {
            return;
        };
        self.why.clear();
        self.missing.clear();
        self.checked = Some(day);
        self.until = Some(months_later(day, terms.months));
        self.terms(terms, as_of);
        self.why.push(format!("nagekeken op {day} volgens het bestand zelf; niemand tekende ervoor"));
    }

    /// Somebody has to look: no better than `nakijken`.
    pub(super) fn recheck(&mut self, why: String) {
        if self.state >= State::Recheck {
            self.state = State::Recheck;
            self.why.push(why);
        }
    }

    /// What stands in or beside the text otherwise than when it was signed last by somebody who is no panel.
    pub(super) fn changes_since(&self, now: &BTreeMap<String, String>) -> Vec<String> {
        let last = self.signed.iter().rev().find(|s| !s.signature.role.value.is_panel());
        let Some(last) = last.or(self.signed.last()) else { return Vec::new() };
        let seen = &last.signature.seen;
        let changed = |(name, print): (&String, &String)| match now.get(name) {
            Some(today) if today == print => None,
            Some(_) => Some(format!("{} is veranderd sinds {}", super::seen::in_words(name), last.date)),
            None => Some(format!("{} staat er niet meer", super::seen::in_words(name))),
        };
        let mut found: Vec<String> = seen.iter().filter_map(changed).collect();
        // What was not there when it was signed: a passage may be added by a slip of a record, never in silence.
        found.extend(
            now.keys()
                .filter(|name| !seen.contains_key(*name))
                .map(|name| format!("{} stond er niet bij op {}", super::seen::in_words(name), last.date)),
        );
        found
    }
}
