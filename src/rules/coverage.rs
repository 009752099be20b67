//! What a set has for whom: facts that reach nobody, stories of one kind, groups and pillars without a page.

use std::collections::{BTreeMap, BTreeSet};

use super::writing::Writing;
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{HOME, PageId, Variable};
use crate::set::page::{Pillar, Tendency};
use crate::set::register::Certainty;
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G032", "likely-value", Info), run: Run::Text(likely_value) },
    Check { rule: rule!("G033", "unused-fact", Info), run: Run::Text(unused_fact) },
    Check { rule: rule!("G034", "one-sided-stories", Info), run: Run::Set(one_sided_stories) },
    Check { rule: rule!("G035", "uncovered-group", Info), run: Run::Set(uncovered_group) },
    Check { rule: rule!("G036", "missing-pillar", Info), run: Run::Set(missing_pillar) },
];

/// What is likely may be shown in an example, and has to be established before it goes out.
fn likely_value(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let registers = &writing.set.registers;
    for (variable, span) in writing.texts.iter().flat_map(|t| &t.lines).flat_map(|l| &l.variables) {
        let found = match variable {
            Variable::Fact(id, _) => registers.facts.get(id).map(|f| ("het feit", id, f.certainty, f.span)),
            Variable::Contact(id, _) => registers.contacts.get(id).map(|c| ("het contact", id, c.certainty, c.span)),
            Variable::Region(_) => None,
        };
        if let Some((what, id, Certainty::Likely, place)) = found {
            findings.push(
                Diagnostic::new(rule, *span, format!("{what} `{id}` is waarschijnlijk, en nog niet vastgesteld"))
                    .label(place, "hier")
                    .help("vraag een deskundige het vast te stellen, voordat een echte regio dit toont"),
            );
        }
    }
}

/// R15: a right that stands on no page reaches nobody.
fn unused_fact(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let set = writing.set;
    let shown = writing.texts.iter().flat_map(|t| &t.lines).flat_map(|l| &l.variables);
    let mut used: BTreeSet<&str> = shown
        .filter_map(|(variable, _)| match variable {
            Variable::Fact(id, _) => Some(id.as_str()),
            _ => None,
        })
        .collect();
    used.extend(set.passages.values().flat_map(|p| &p.facts).map(|id| id.value.as_str()));
    for (id, fact) in
        set.registers.facts.iter().filter(|(id, f)| f.certainty != Certainty::Unknown && !used.contains(id.as_str()))
    {
        findings.push(
            Diagnostic::new(rule, fact.span, format!("geen tekst toont het feit `{id}`, en geen passage rust erop"))
                .help("gebruik het in een tekst, of noem het bij `feiten` van de passage die het vertelt"),
        );
    }
}

/// R34: who only reads how well it went, does not recognise what they go through; and the reverse.
fn one_sided_stories(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let regional = set.regions.iter().flat_map(|r| r.experiences.values());
    let mut themes: BTreeMap<&str, Vec<(Tendency, Span)>> = BTreeMap::new();
    for story in set.experiences.values().chain(regional) {
        let Some(tendency) = story.tendency else { continue };
        for theme in &story.themes {
            themes.entry(&theme.value).or_default().push((tendency, theme.span));
        }
    }
    for (theme, told) in themes.iter().filter(|(_, told)| told.len() > 1) {
        let word = match told[0].0 {
            Tendency::Good => "goed ging",
            Tendency::Hard => "lastig was",
            Tendency::Both => continue,
        };
        if told.iter().all(|(tendency, _)| *tendency == told[0].0) {
            findings.push(
                Diagnostic::new(
                    rule,
                    told[0].1,
                    format!("alle {} verhalen over `{theme}` vertellen hoe het {word}", told.len()),
                )
                .help("zoek iemand die het anders heeft meegemaakt"),
            );
        }
    }
}

/// R6: a group without a page does not find itself.
fn uncovered_group(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (audience, config) in &set.config.sites {
        for group in &config.groups {
            let mut pages = set.pages.iter().filter(|(id, _)| id.audience == *audience);
            if !pages.any(|(_, page)| page.meta.groups.iter().any(|g| g.value == group.value)) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        group.span,
                        format!("geen pagina voor {audience} is er vooral voor `{}`", group.value),
                    )
                    .help(format!("schrijf er een, met in het voorblok `doelgroep: [{}]`", group.value)),
                );
            }
        }
    }
}

/// R100: informing, supporting and signalling all three have a place.
fn missing_pillar(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for audience in Audience::ALL {
        let home = PageId { audience, slug: HOME.to_owned() };
        let Some(home) = set.pages.get(&home) else { continue };
        for (pillar, name) in
            [(Pillar::Inform, "informeren"), (Pillar::Support, "steunen"), (Pillar::Signal, "signaleren")]
        {
            let mut pages = set.pages.iter().filter(|(id, _)| id.audience == audience);
            if !pages.any(|(_, page)| page.meta.pillar == Some(pillar)) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        home.meta.title.span,
                        format!("de site voor {audience} heeft geen pagina bij `{name}`"),
                    )
                    .help("schrijf er een; elk steunpunt informeert, steunt en signaleert"),
                );
            }
        }
    }
}
