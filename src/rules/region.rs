//! `regio.yaml`: can a reader reach somebody, is what is promised true, is a demo a demo.

use std::collections::BTreeSet;

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, did_you_mean};
use crate::overlay::Site;
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document};
use crate::set::region::Profile;
use crate::source::{Audience, Span, Spanned};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("R001", "too-few-contacts", Error, Safety), run: Run::Site(too_few_contacts) },
    Check { rule: rule!("R002", "false-anonymity", Error, Privacy), run: Run::Set(false_anonymity) },
    Check { rule: rule!("R003", "fiction", Error, Safety), run: Run::Set(fiction) },
    Check { rule: rule!("R031", "unknown-font", Error), run: Run::Set(unknown_font) },
    Check { rule: rule!("O008", "unplaced-filling", Warning), run: Run::Set(unplaced_filling) },
];

/// R39: young people need at least two ways of contact of which one is no phone call.
fn too_few_contacts(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    if site.id.audience != Audience::Jongeren || !site.region.profile.complete {
        return;
    }
    let profile = &site.region.profile;
    let ways: Vec<_> = profile.channels.iter().filter(|c| c.audiences.contains(&Audience::Jongeren)).collect();
    let without_calling = ways.iter().any(|c| c.kind.value != "telefoon");
    if ways.len() < 2 || !without_calling {
        let span = ways.last().map_or(profile.name.span, |c| c.span);
        let found = match (ways.len(), without_calling) {
            (1, _) => "jongeren hebben hier 1 manier van contact",
            (0, _) => "jongeren hebben hier geen manier van contact",
            _ => "jongeren kunnen hier alleen bellen",
        };
        findings.push(
            Diagnostic::new(rule, span, format!("{found}; nodig zijn er 2, waarvan 1 zonder bellen"))
                .help("zet bij `contact` ook een app, chat, mail of inloop, met `voor: [jongeren]`"),
        );
    }
}

/// A font that nobody added would leave a site in another one than its region chose.
fn unknown_font(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let known: Vec<&str> = set.config.fonts.iter().map(|(name, _)| name.value.as_str()).collect();
    for chosen in set.regions.iter().filter_map(|r| r.profile.style.font.as_ref()) {
        if !known.contains(&chosen.value.as_str()) {
            let help = match known.as_slice() {
                [] => "haal de sleutel weg; wie de set beheert kan een lettertype toevoegen".to_owned(),
                names => did_you_mean(&chosen.value, names.iter().copied(), &format!("kies uit: {}", names.join(", "))),
            };
            findings.push(
                Diagnostic::new(rule, chosen.span, format!("het lettertype `{}` is er niet", chosen.value)).help(help),
            );
        }
    }
}

/// R39: a phone call or an app shows a number.
fn false_anonymity(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for channel in set.regions.iter().flat_map(|r| &r.profile.channels) {
        let Some(anonymous) = channel.anonymous.as_ref().filter(|a| a.value == "ja") else {
            continue;
        };
        if matches!(channel.kind.value.as_str(), "telefoon" | "whatsapp") {
            findings.push(
                Diagnostic::new(
                    rule,
                    anonymous.span,
                    format!("`{}` is niet anoniem: het nummer is te zien", channel.kind.value),
                )
                .label(channel.kind.span, "dit middel")
                .help("schrijf `anoniem: nee`, of `deels` als een naam niet hoeft"),
            );
        }
    }
}

/// A demo uses only what reaches nobody; a real region uses none of it.
fn fiction(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for region in set.regions.iter().filter(|r| r.profile.complete) {
        for (what, value) in traces(&region.profile) {
            let invented = is_invented(what, &value.value);
            if invented == region.profile.fictional {
                continue;
            }
            let (message, help) = if region.profile.fictional {
                (format!("`{}` kan echt bestaan, en deze regio is verzonnen", value.value), help_for(what))
            } else {
                (
                    format!("`{}` is verzonnen, en deze regio is echt", value.value),
                    "vul de echte gegevens in, of zet `fictief: true`",
                )
            };
            findings.push(Diagnostic::new(rule, value.span, message).help(help));
        }
    }
}

/// A text that a region wrote, and that no page has a place for, is seen by nobody.
fn unplaced_filling(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let national = set.pages.values().map(|p| &p.document);
    let placed = slots_in(national);
    for region in &set.regions {
        let own = region.pages.values().map(|p| &p.document).chain(region.overlays.values().map(|o| &o.document));
        let own = slots_in(own);
        for ((slot, _), filling) in &region.fillings {
            if set.registers.slots.contains_key(slot) && !placed.contains(slot.as_str()) && !own.contains(slot.as_str())
            {
                findings.push(
                    Diagnostic::new(
                        rule,
                        Span::new(filling.file, 0, 0),
                        format!("geen pagina heeft een plek voor het vak `{slot}`"),
                    )
                    .help(format!(
                        "zet `{{{{ vak.{slot} }}}}` op een eigen pagina, of wacht tot het land er een plek voor maakt"
                    )),
                );
            }
        }
    }
}

fn slots_in<'a>(documents: impl Iterator<Item = &'a Document>) -> BTreeSet<&'a str> {
    let mut slots = BTreeSet::new();
    for section in documents.flat_map(Document::all_sections) {
        section.each_block(&mut |block| {
            if let BlockKind::Slot(id) = &block.kind {
                slots.insert(id.value.as_str());
            }
        });
    }
    slots
}

#[derive(Clone, Copy)]
enum Trace {
    Code,
    Number,
    Address,
}

fn traces(profile: &Profile) -> Vec<(Trace, &Spanned<String>)> {
    let mut all: Vec<(Trace, &Spanned<String>)> = profile.swvs.iter().map(|s| (Trace::Code, &s.code)).collect();
    for channel in &profile.channels {
        let value = &channel.value.value;
        if value.contains('@') || value.contains("//") {
            all.push((Trace::Address, &channel.value));
        } else if channel.kind.value != "langskomen" {
            all.push((Trace::Number, &channel.value));
        }
    }
    all.extend(profile.sites.values().filter_map(|s| s.address.as_ref()).map(|a| (Trace::Address, a)));
    all.extend(profile.procedure_address.iter().map(|a| (Trace::Address, a)));
    all
}

fn is_invented(what: Trace, value: &str) -> bool {
    match what {
        Trace::Code => value.get(2..4) == Some("99"),
        Trace::Number => value.starts_with("000"),
        Trace::Address => {
            let host = value.rsplit('@').next().unwrap_or(value);
            let host = host.split("//").last().unwrap_or(host).split(['/', '?', ':']).next().unwrap_or(host);
            std::path::Path::new(host).extension().is_some_and(|e| e == "example")
        }
    }
}

fn help_for(what: Trace) -> &'static str {
    match what {
        Trace::Code => "gebruik een code die met 99 begint, zoals `PO9906`",
        Trace::Number => "gebruik een nummer dat met 000 begint, zoals `000-000 00 01`",
        Trace::Address => "gebruik een adres dat op `.example` eindigt",
    }
}
