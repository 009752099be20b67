//! Sentences: how long they are, and how they are built.

use super::remarks::weight;
use super::texts::{Placed, Text, Texts};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::dutch::{Profile, RemarkKind};
use crate::rule;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("S001", "long-sentence", Warning), run: Run::Dutch(long_sentence) },
    Check { rule: rule!("S002", "endless-sentence", Error), run: Run::Dutch(endless_sentence) },
    Check { rule: rule!("S003", "passive", Warning), run: Run::Dutch(remarked) },
    Check { rule: rule!("S004", "many-passives", Warning), run: Run::Dutch(many_passives) },
    Check { rule: rule!("S005", "noun-style", Warning), run: Run::Dutch(remarked) },
    Check { rule: rule!("S010", "verbs-apart", Info), run: Run::Dutch(remarked) },
    Check { rule: rule!("S011", "long-insert", Info), run: Run::Dutch(remarked) },
    Check { rule: rule!("S012", "double-denial", Info), run: Run::Dutch(remarked) },
    Check { rule: rule!("S013", "comma-chain", Info), run: Run::Dutch(remarked) },
    Check { rule: rule!("S014", "shouting", Info), run: Run::Dutch(remarked) },
];

/// Who the readers of a profile are.
pub(super) fn readers(profile: Profile) -> &'static str {
    match profile {
        Profile::JongerenPo => "kinderen op de basisschool",
        Profile::JongerenVo => "jongeren",
        Profile::Ouders => "ouders",
        Profile::Juridisch => "een juridische tekst",
    }
}

/// Calls `found` for each sentence with its words and the limit of its readers.
fn each_sentence(texts: &Texts<'_>, rule: &'static Rule, findings: &mut Diagnostics, judge: fn(u32, u32) -> bool) {
    for section in texts.documents.iter().flat_map(|d| &d.sections) {
        let limit = section.profile.limits().longest;
        for (span, words) in section.sentences.iter().filter(|(_, words)| judge(*words, limit)) {
            let readers = readers(section.profile);
            findings.push(
                Diagnostic::new(
                    rule,
                    *span,
                    format!("een zin van {words} woorden; voor {readers} zijn het er hoogstens {limit}"),
                )
                .help("maak er twee zinnen van, met één gedachte in elke zin"),
            );
        }
    }
}

fn long_sentence(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    each_sentence(texts, rule, findings, |words, limit| words > limit && words <= limit * 3 / 2);
}

/// Half as long again as the limit.
fn endless_sentence(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    each_sentence(texts, rule, findings, |words, limit| words > limit * 3 / 2);
}

/// The remarks that are findings of this rule, and as heavy as it is. What somebody says is left as it was said.
pub(super) fn remarked(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    for remark in texts.documents.iter().flat_map(|d| &d.remarks).filter(|r| !r.quoted) {
        let weight = weight(remark.kind);
        if weight.code == rule.code && weight.severity == rule.severity {
            findings.push(finding(rule, remark));
        }
    }
}

pub(super) fn finding(rule: &'static Rule, remark: &Placed) -> Diagnostic {
    Diagnostic::new(rule, remark.span, remark.message.clone()).help(remark.help.clone())
}

/// Words below which a share says nothing.
const ENOUGH: u32 = 100;

/// More than one passive in a hundred words.
fn many_passives(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    for document in &texts.documents {
        let words: u32 = document.sections.iter().map(|s| s.counts.words).sum();
        let passives: Vec<&Placed> = passives(document).collect();
        let [first, others @ ..] = passives.as_slice() else { continue };
        if words < ENOUGH || passives.len() as u32 * 100 <= words {
            continue;
        }
        let message = format!("{} keer de lijdende vorm in {words} woorden; 1 op de 100 is de grens", passives.len());
        let mut found = Diagnostic::new(rule, first.span, message).help("schrijf in de meeste zinnen wie het doet");
        for other in others {
            found = found.label(other.span, "ook hier");
        }
        findings.push(found);
    }
}

fn passives<'a>(document: &'a Text<'_>) -> impl Iterator<Item = &'a Placed> {
    document.remarks.iter().filter(|r| matches!(r.kind, RemarkKind::Passive { .. }) && !r.quoted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn a_rule_and_the_remarks_it_tells_go_by_one_name() {
        let kinds = [
            RemarkKind::Passive { agent: true },
            RemarkKind::Nominal,
            RemarkKind::EasierWord,
            RemarkKind::Abbreviation,
            RemarkKind::Letters,
            RemarkKind::Tang,
            RemarkKind::Insert,
            RemarkKind::DoubleNegation,
            RemarkKind::CommaChain,
            RemarkKind::Shouting,
        ];
        for kind in kinds {
            let told = weight(kind);
            let rule = crate::rules::catalogue().into_iter().find(|r| r.code == told.code).expect(told.code);
            assert_eq!((rule.name, rule.severity), (told.name, told.severity));
            assert!(told.severity < Severity::Error);
        }
    }
}
