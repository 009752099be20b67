//! Signatures that do not count, and who may not be named.

use std::collections::BTreeMap;

use super::{Check, Run};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::canonical::Fingerprint;
use crate::set::region::Region;
use crate::set::register::Decision;
use crate::set::signoff::{Record, Signature, StepKind, Subject, is_code};
use crate::source::{Span, Spanned};
use crate::state::{Beside, Signable, void};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G014", "void-signature", Error), run: Run::Set(void_signature) },
    Check { rule: rule!("G015", "more-than-spelling", Error), run: Run::Set(more_than_spelling) },
    Check { rule: rule!("G016", "name-for-code", Error), run: Run::Set(name_for_code) },
    Check { rule: rule!("G017", "no-without-reason", Error), run: Run::Set(no_without_reason) },
];

type Visit<'a, 's> = &'a mut dyn FnMut(Option<&'s Region>, &'s Subject, &'s Record);

/// Every record of the set.
fn each_record<'s>(set: &'s InformationSet, visit: Visit<'_, 's>) {
    set.records.iter().for_each(|(subject, record)| visit(None, subject, record));
    for region in &set.regions {
        region.records.iter().for_each(|(subject, record)| visit(Some(region), subject, record));
    }
}

/// Whoever wrote a text, whoever signed it already in another role, and whoever decides on access, does not sign it.
fn void_signature(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let beside = Beside::of(set);
    each_record(set, &mut |region, subject, record| {
        let Some(signable) = Signable::find(set, region, subject) else {
            findings.push(
                Diagnostic::new(
                    &catalogue::BROKEN_RECORD,
                    Span::new(record.file, 0, 0),
                    format!("er is geen `{subject}` om te ondertekenen"),
                )
                .help("is de tekst verplaatst, verplaats dan ook dit bestand; is zij weg, haal het dan weg"),
            );
            return;
        };
        let text = signable.asks(&beside, region, subject);
        let mut roles: BTreeMap<(&Fingerprint, &str), &Signature> = BTreeMap::new();
        for (signature, span) in signatures(record) {
            let code = signature.signer.value.as_str();
            let mut refuse = |at: Span, why: String| {
                findings.push(
                    Diagnostic::new(rule, at, format!("deze handtekening telt niet: {why}"))
                        .help("laat iemand anders tekenen; haal deze stap weg als zij een vergissing is"),
                );
            };
            if let Some(why) = void(&text, signature) {
                refuse(signature.signer.span, why);
                continue;
            }
            match roles.get(&(&signature.print, code)) {
                Some(first) if first.role.value != signature.role.value => {
                    let role = first.role.value.name();
                    let why = format!(
                        "`{code}` tekende deze tekst al als {role}, en twee handtekeningen zijn van twee mensen"
                    );
                    refuse(span, why);
                }
                Some(_) => {}
                None => drop(roles.insert((&signature.print, code), signature)),
            }
        }
    });
}

fn signatures(record: &Record) -> impl Iterator<Item = (&Signature, Span)> {
    record.steps.iter().filter_map(|step| match &step.kind {
        StepKind::Signed(signature) => Some((signature, signature.signer.span)),
        StepKind::Editorial(change) => Some((&change.signature, change.signature.signer.span)),
        StepKind::Withdrawn(_) => None,
    })
}

/// A change of meaning can't be passed off as spelling.
fn more_than_spelling(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    each_record(set, &mut |_, _, record| {
        for step in &record.steps {
            let StepKind::Editorial(change) = &step.kind else { continue };
            let (Some(from), Some(to)) = (record.words.get(&change.from), record.words.get(&change.to)) else {
                continue;
            };
            if let Some(difference) = crate::set::editorial::forbidden(from, to) {
                findings.push(
                    Diagnostic::new(rule, step.span, format!("dit is geen redactionele wijziging: {difference}"))
                        .help("haal de stap weg, en laat de nieuwe tekst opnieuw nakijken en tekenen"),
                );
            }
        }
    });
}

/// Authors are known by codes.
fn name_for_code(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let pages = set.pages.values().map(|p| &p.meta.authors);
    let passages = set.passages.values().map(|p| &p.care.authors);
    let stories = set.experiences.values().map(|e| &e.care.authors);
    let regional = set.regions.iter().flat_map(|r| {
        let pages = r.pages.values().map(|p| &p.meta.authors);
        let overlays = r.overlays.values().map(|o| &o.care.authors);
        let fillings = r.fillings.values().map(|f| &f.care.authors);
        let stories = r.experiences.values().map(|e| &e.care.authors);
        pages.chain(overlays).chain(fillings).chain(stories).chain([&r.profile.deciders])
    });
    let all: Vec<&Spanned<String>> = pages.chain(passages).chain(stories).chain(regional).flatten().collect();
    for code in all.into_iter().filter(|c| !is_code(&c.value)) {
        findings.push(Diagnostic::new(rule, code.span, format!("`{}` is geen code", code.value)).help(
            "schrijf hoofdletters en cijfers, zoals `LR1`; wie bij een code hoort, staat nooit in deze bestanden",
        ));
    }
}

/// R92: who hears no, hears why.
fn no_without_reason(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for entry in set.registers.feedback.values().filter(|f| f.decision == Decision::No && f.reason.is_none()) {
        findings.push(
            Diagnostic::new(rule, entry.span, "bij `besluit: nee` staat geen `reden`")
                .help("schrijf in gewone woorden waarom het niet kon; wie meedacht, heeft recht op een antwoord"),
        );
    }
}
