//! What a region promises: an answer, anonymity, a place to walk in, an address of its own.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::writing::{Kind, Writing, sentence};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("R016", "shared-address", Error, Rights), run: Run::Set(shared_address) },
    Check { rule: rule!("R017", "vague-answer", Warning), run: Run::Set(vague_answer) },
    Check { rule: rule!("R018", "doubtful-anonymity", Warning, Privacy), run: Run::Text(doubtful_anonymity) },
    Check { rule: rule!("R019", "code-twice", Warning), run: Run::Set(code_twice) },
    Check { rule: rule!("R020", "ended-office-hour", Warning), run: Run::Dated(ended_office_hour) },
];

/// R72: help stands apart from the procedures of the samenwerkingsverband.
fn shared_address(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for profile in set.regions.iter().map(|r| &r.profile) {
        let Some(procedure) = &profile.procedure_address else { continue };
        for channel in profile.channels.iter().filter(|c| c.value.value.eq_ignore_ascii_case(&procedure.value)) {
            findings.push(
                Diagnostic::new(
                    rule,
                    channel.value.span,
                    format!("`{}` is ook het adres voor procedures", channel.value.value),
                )
                .label(procedure.span, "van het samenwerkingsverband")
                .help("geef het steunpunt een eigen adres, dat wie beslist niet kan lezen"),
            );
        }
    }
}

/// R60: `zo snel mogelijk` is no time.
fn vague_answer(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    const VAGUE: [&str; 6] = ["zo snel mogelijk", "z.s.m", "zsm", "spoedig", "zo gauw", "zo vlug"];
    for channel in set.regions.iter().flat_map(|r| &r.profile.channels) {
        let Some(answer) = &channel.answer else { continue };
        let lower = answer.to_lowercase();
        if lower == "snel" || VAGUE.iter().any(|v| lower.contains(v)) && !lower.contains(|c: char| c.is_ascii_digit()) {
            findings.push(
                Diagnostic::new(rule, channel.span, format!("`{answer}` zegt niet wanneer er antwoord komt"))
                    .help("noem een tijd: `direct`, `dezelfde dag`, `binnen 2 werkdagen`"),
            );
        }
    }
}

/// R39: what shows a face, an address or a number is not anonymous.
fn doubtful_anonymity(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for channel in writing.set.regions.iter().flat_map(|r| &r.profile.channels) {
        let Some(anonymous) = channel.anonymous.as_ref().filter(|a| a.value == "ja") else { continue };
        let shows = match channel.kind.value.as_str() {
            "mail" => "het mailadres",
            "video" => "het gezicht of de naam",
            _ => continue,
        };
        findings.push(
            Diagnostic::new(
                rule,
                anonymous.span,
                format!("`{}` is niet anoniem: {shows} is te zien", channel.kind.value),
            )
            .label(channel.kind.span, "dit middel")
            .help("schrijf `nee`, of `deels` als een naam niet hoeft"),
        );
    }
    for line in writing.texts.iter().filter(|t| !matches!(t.kind, Kind::Experience(_))).flat_map(|t| &t.lines) {
        let lower = &line.lower;
        let Some(at) = lower.find("anoniem") else { continue };
        let says = promise(lower, at);
        let shown = ["whatsapp", " app", "appen", "appje", "mail"].iter().any(|way| says.contains(way));
        let denied = ["niet", "geen", "deels"].iter().any(|no| says.split_whitespace().any(|w| w == *no));
        if shown && !denied {
            findings.push(
                Diagnostic::new(
                    rule,
                    line.span(at..at + "anoniem".len()),
                    "appen en mailen is niet anoniem: nummer of adres is te zien",
                )
                .help("zeg eerlijk wat te zien is, of noem een middel dat wel anoniem is"),
            );
        }
    }
}

/// The sentence at a place; with a question the answer that follows it.
fn promise(text: &str, at: usize) -> &str {
    let first = sentence(text, at);
    let start = text.find(first).unwrap_or_default();
    let end = start + first.len();
    let answer = text[end..].starts_with('?').then(|| sentence(text, (end + 1).min(text.len())));
    &text[start..end + answer.map_or(0, |a| a.len() + 1)]
}

/// R98: neighbours may share a samenwerkingsverband; a slip in a code looks the same.
fn code_twice(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, (Span, &str)> = BTreeMap::new();
    for region in &set.regions {
        for swv in &region.profile.swvs {
            if let Some((first, folder)) = seen.get(swv.code.value.as_str()).filter(|(_, f)| *f != region.folder) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        swv.code.span,
                        format!("`{}` hoort al bij de regio `{folder}`", swv.code.value),
                    )
                    .label(*first, "hier")
                    .help("kijk de code na; delen 2 steunpunten dit samenwerkingsverband echt, negeer dit dan met een reden"),
                );
            }
            seen.entry(&swv.code.value).or_insert((swv.code.span, &region.folder));
        }
    }
}

/// R41: an hour that is over is shown no more, and who looks for it deserves a new one.
fn ended_office_hour(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    for profile in set.regions.iter().map(|r| &r.profile) {
        for hour in &profile.hours {
            if let Some(until) = hour.valid_until.filter(|until| *until < as_of) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        profile.name.span,
                        format!(
                            "het spreekuur op `{}` gold tot en met {until}, en staat op geen site meer",
                            hour.school
                        ),
                    )
                    .help("vraag het na, en schrijf een nieuwe dag bij `geldig-tot`, of haal het weg"),
                );
            }
        }
    }
}
