//! `contacten.yaml`: who looked at a number last, how sure it is, who may see it.

use jiff::{Span as Term, civil::Date};

use super::writing::{Kind, Text, Writing};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::Variable;
use crate::set::register::{Certainty, Contact};
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("R010", "late-safety-number", Error, Safety), run: Run::Dated(late_safety_number) },
    Check { rule: rule!("R011", "unchecked-safety-number", Warning, Safety), run: Run::Set(unchecked_safety_number) },
    Check { rule: rule!("R012", "late-contact", Warning, Safety), run: Run::Dated(late_contact) },
    Check { rule: rule!("R013", "unchecked-contact", Info), run: Run::Set(unchecked_contact) },
    Check { rule: rule!("R014", "unknown-contact", Error, Safety), run: Run::Text(unknown_contact) },
    Check { rule: rule!("R015", "contact-of-others", Warning), run: Run::Text(contact_of_others) },
];

/// Months after which a safety number is called again.
const SAFETY_MONTHS: i32 = 3;
/// Months after which other contacts are looked at again.
const MONTHS: i32 = 6;

fn late(checked: Option<Date>, months: i32, as_of: Date) -> Option<Date> {
    checked.filter(|day| day.saturating_add(Term::new().months(months)) < as_of)
}

/// R62: a dead safety number is worse than none.
fn late_safety_number(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    for (id, contact) in set.registers.contacts.iter().filter(|(_, c)| c.safety) {
        if let Some(day) = late(contact.checked_on, SAFETY_MONTHS, as_of) {
            findings.push(
                Diagnostic::new(
                    rule,
                    contact.span,
                    format!(
                        "het veiligheidsnummer `{id}` is op {day} nagekeken; dat moet elke {SAFETY_MONTHS} maanden"
                    ),
                )
                .help("kijk het nummer na bij de organisatie zelf, en schrijf de dag bij `gecontroleerd-op`"),
            );
        }
    }
}

fn unchecked_safety_number(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, contact) in set.registers.contacts.iter().filter(|(_, c)| c.safety && c.checked_on.is_none()) {
        findings.push(
            Diagnostic::new(rule, contact.span, format!("nog niemand heeft het veiligheidsnummer `{id}` nagekeken"))
                .help("kijk het nummer na bij de organisatie zelf, en schrijf de dag bij `gecontroleerd-op`"),
        );
    }
}

/// Numbers, hours and people change.
fn late_contact(rule: &'static Rule, set: &InformationSet, as_of: Date, findings: &mut Diagnostics) {
    let advice = "kijk de gegevens na en schrijf de dag bij `gecontroleerd-op`";
    for (id, contact) in set.registers.contacts.iter().filter(|(_, c)| !c.safety) {
        if let Some(day) = late(contact.checked_on, MONTHS, as_of) {
            let message = format!("het contact `{id}` is op {day} nagekeken; dat moet elke {MONTHS} maanden");
            findings.push(Diagnostic::new(rule, contact.span, message).help(advice));
        }
    }
    for profile in set.regions.iter().map(|r| &r.profile) {
        if let Some(day) = late(profile.checked_on, MONTHS, as_of) {
            let message = format!("de gegevens van deze regio zijn op {day} nagekeken; dat moet elke {MONTHS} maanden");
            findings.push(Diagnostic::new(rule, profile.name.span, message).help(advice));
        }
    }
}

fn unchecked_contact(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, contact) in set.registers.contacts.iter().filter(|(_, c)| !c.safety && c.checked_on.is_none()) {
        findings.push(
            Diagnostic::new(rule, contact.span, format!("nog niemand heeft het contact `{id}` nagekeken"))
                .help("kijk de gegevens na en schrijf de dag bij `gecontroleerd-op`"),
        );
    }
}

/// Takes a contact where a text shows it.
type Visit<'s, 'v> = dyn FnMut(&Text<'s>, (&str, &str), &Contact, Span) + 'v;

/// Calls `visit` for every contact that a text shows: the text, its id and field, the contact, and where.
fn each<'s>(writing: &Writing<'s>, visit: &mut Visit<'s, '_>) {
    // A register that could not be read whole says nothing sure of its contacts.
    if writing.set.registers.unread.contains("contacten") {
        return;
    }
    for text in &writing.texts {
        for (variable, span) in text.lines.iter().flat_map(|line| &line.variables) {
            let Variable::Contact(id, field) = variable else { continue };
            if let Some(contact) = writing.set.registers.contacts.get(id) {
                visit(text, (id, field), contact, *span);
            }
        }
    }
}

/// What nobody has established may not be shown to somebody who needs help.
fn unknown_contact(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    each(writing, &mut |_, (id, _), contact, span| {
        if contact.certainty == Certainty::Unknown {
            findings.push(
                Diagnostic::new(rule, span, format!("het contact `{id}` is onbekend, en mag niet in een tekst"))
                    .label(contact.span, "dit contact")
                    .help("noem een ander contact, tot iemand dit heeft nagekeken"),
            );
        }
    });
}

/// An organisation for parents does not answer a young person, and the reverse.
fn contact_of_others(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    each(writing, &mut |text, (id, field), contact, span| {
        // To name an organisation is not to send somebody there.
        let reach = ["telefoon", "telefoon2", "mail", "chat", "site"].contains(&field);
        let page = reach && matches!(text.kind, Kind::Page(..) | Kind::Overlay(..) | Kind::Passage);
        if let Some(audience) = text.audiences.iter().find(|a| page && !contact.audiences.contains(a)) {
            findings.push(
                Diagnostic::new(
                    rule,
                    span,
                    format!("het contact `{id}` is er niet voor {audience}, en deze tekst wel"),
                )
                .label(contact.span, "zie `doelgroep`")
                .help("noem een contact voor deze lezers, of voeg hen toe bij `doelgroep`"),
            );
        }
    });
}
