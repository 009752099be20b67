//! Words: official ones with an easier one beside them, abbreviations, and how the reader is addressed.

use std::collections::BTreeSet;

use super::sentences::{finding, remarked};
use super::texts::Texts;
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::dutch::RemarkKind;
use crate::rule;
use crate::source::Audience;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("W010", "easier-word", Warning), run: Run::Dutch(easier_word) },
    Check { rule: rule!("W011", "dotted-abbreviation", Warning), run: Run::Dutch(remarked) },
    Check { rule: rule!("W012", "unexplained-letters", Warning), run: Run::Dutch(unexplained_letters) },
    Check { rule: rule!("W013", "formal-address", Error), run: Run::Dutch(formal_address) },
    Check { rule: rule!("W014", "mixed-address", Warning), run: Run::Dutch(mixed_address) },
];

/// The words of the house's list. Those that the set has a word about itself are told by that (W001, W002).
fn easier_word(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    let words = &texts.set.registers.words;
    for document in &texts.documents {
        for remark in document.remarks.iter().filter(|r| r.kind == RemarkKind::EasierWord && !r.quoted) {
            let found = remark.message.split('`').nth(1).unwrap_or("").to_lowercase();
            let forms = words.iter().filter(|w| w.audiences.contains(&document.audience));
            let own = forms
                .flat_map(|w| std::iter::once(&w.word.value).chain(&w.forms))
                .any(|form| form.to_lowercase() == found);
            if !own {
                findings.push(finding(rule, remark));
            }
        }
    }
}

/// Letters that the text does not explain, unless the glossary does: its explanation comes by itself.
fn unexplained_letters(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    if texts.set.registers.unread.contains("begrippen") {
        return;
    }
    let terms = &texts.set.registers.terms;
    let known: BTreeSet<(&str, Audience)> = terms
        .iter()
        .flat_map(|t| std::iter::once(&t.term.value).chain(&t.synonyms).map(move |word| (t, word)))
        .flat_map(|(t, word)| t.audiences.iter().map(move |audience| (word.as_str(), *audience)))
        .collect();
    for document in &texts.documents {
        for remark in document.remarks.iter().filter(|r| r.kind == RemarkKind::Letters && !r.quoted) {
            let letters = remark.message.split('`').nth(1).unwrap_or("");
            if !known.contains(&(letters, document.audience)) {
                findings.push(finding(rule, remark));
            }
        }
    }
}

/// Young people are `je`. A story is told in the words of who tells it.
fn formal_address(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    for document in texts.documents.iter().filter(|d| d.audience == Audience::Jongeren && !d.story) {
        for span in &document.formal {
            findings.push(
                Diagnostic::new(rule, *span, "jongeren worden hier met `u` aangesproken")
                    .help("schrijf `je`, `jij` of `jouw`"),
            );
        }
    }
}

/// Parents are `u`, from the first line to the last.
fn mixed_address(rule: &'static Rule, texts: &Texts<'_>, findings: &mut Diagnostics) {
    for document in texts.documents.iter().filter(|d| d.audience == Audience::Ouders) {
        let Some(first) = document.formal.first() else { continue };
        if document.informal.len() > document.formal.len() {
            continue;
        }
        for span in &document.informal {
            findings.push(
                Diagnostic::new(rule, *span, "deze tekst zegt `u`, en hier `je`")
                    .label(*first, "hier staat `u`")
                    .help("spreek ouders overal met `u` aan"),
            );
        }
    }
}
