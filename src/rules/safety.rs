//! That a young person in need reaches help: the strip with numbers, and pages on subjects that others help with.

use std::collections::BTreeSet;

use super::writing::{Part, Writing, sentence};
use super::{Check, Run};
use crate::config::SiteConfig;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, HOME, InlineKind, PageId, Variable};
use crate::set::page::PageSource;
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G026", "missing-strip", Error, Safety), run: Run::Set(missing_strip) },
    Check { rule: rule!("G027", "strip-without-number", Error, Safety), run: Run::Set(strip_without_number) },
    Check { rule: rule!("G028", "dead-end", Error, Safety), run: Run::Set(dead_end) },
    Check { rule: rule!("G029", "turned-away", Error, Safety), run: Run::Text(turned_away) },
    Check { rule: rule!("G030", "theme-without-referral", Error, Safety), run: Run::Set(theme_without_referral) },
];

/// R62: the numbers stand on every page for young people.
fn missing_strip(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    // A `book.toml` that could not be read was told.
    let Some(config) = set.config.sites.get(&Audience::Jongeren) else { return };
    let home = set.pages.get(&PageId { audience: Audience::Jongeren, slug: HOME.to_owned() });
    if let (None, Some(home)) = (&config.strip, home) {
        findings.push(
            Diagnostic::new(rule, home.meta.title.span, "de sites voor jongeren hebben geen strook met noodnummers")
                .help("zet in `book.toml` onder `[sites.jongeren]`: `strook = \"v-nood\"`, en schrijf die passage"),
        );
    }
}

/// The strip shows every number that has to be in it, from the register.
fn strip_without_number(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (audience, config) in &set.config.sites {
        let Some(strip) = config.strip.as_ref().and_then(|id| set.passages.get(&id.value)) else { continue };
        let shown = numbers_in(&strip.document);
        for (id, place) in needed(set, *audience, config).into_iter().filter(|(id, _)| !shown.contains(id.as_str())) {
            findings.push(
                Diagnostic::new(
                    rule,
                    Span::new(strip.file, 0, 0),
                    format!("de strook voor {audience} toont het nummer van `{id}` niet"),
                )
                .label(place, "dit nummer hoort erin")
                .help(format!("zet in de passage een regel met `{{{{ contact.{id}.telefoon }}}}`")),
            );
        }
    }
}

/// The contacts of which the strip shows the number: those of `nood`, or every safety number of the register.
fn needed(set: &InformationSet, audience: Audience, config: &SiteConfig) -> Vec<(String, Span)> {
    if !config.safety.is_empty() {
        return config.safety.iter().map(|id| (id.value.clone(), id.span)).collect();
    }
    let contacts = set.registers.contacts.iter().filter(|(_, c)| c.safety && c.audiences.contains(&audience));
    contacts.map(|(id, contact)| (id.clone(), contact.span)).collect()
}

fn numbers_in(document: &Document) -> BTreeSet<&str> {
    let mut shown = BTreeSet::new();
    for section in document.all_sections() {
        section.each_inline(&mut |inline| {
            if let InlineKind::Variable(Variable::Contact(id, field)) = &inline.kind
                && field.starts_with("telefoon")
            {
                shown.insert(id.as_str());
            }
        });
    }
    shown
}

/// R53: a page on a subject that others help with leads to help in the whole country and in the region.
fn dead_end(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let regional = set.regions.iter().flat_map(|r| r.pages.iter());
    for (id, page) in set.pages.iter().chain(regional) {
        let Some(config) = set.config.sites.get(&id.audience) else { continue };
        let theme = page.meta.themes.iter().find(|t| config.outside.iter().any(|o| o.value == t.value));
        let Some(theme) = theme else { continue };
        let (national, slot) = leads(set, page);
        let (missing, help) = match (national, slot) {
            (true, true) => continue,
            (false, true) => (
                "naar geen landelijke plek",
                "noem een contact uit het register, zoals `{{ contact.kindertelefoon.telefoon }}`",
            ),
            (true, false) => ("naar niemand in de regio", "zet er een vak van de regio bij, zoals `{{ vak.netwerk }}`"),
            (false, false) => (
                "nergens heen",
                "noem een landelijk contact, zoals `{{ contact.kindertelefoon.telefoon }}`, en een vak van de regio, zoals `{{ vak.netwerk }}`",
            ),
        };
        findings.push(
            Diagnostic::new(rule, page.meta.title.span, format!("deze pagina verwijst {missing}"))
                .label(theme.span, "bij dit onderwerp helpen anderen")
                .help(help),
        );
    }
}

/// Whether a page leads to a national contact, and to something of the region.
fn leads(set: &InformationSet, page: &PageSource) -> (bool, bool) {
    let (mut national, mut slot) = (false, false);
    let passages = page.document.all_sections().into_iter().flat_map(|section| {
        let mut inside = Vec::new();
        section.each_block(&mut |block| match &block.kind {
            BlockKind::Passage(id) => inside.extend(set.passages.get(&id.value).map(|p| &p.document)),
            BlockKind::Slot(_) => slot = true,
            _ => {}
        });
        inside
    });
    let passages: Vec<&Document> = passages.collect();
    for section in passages.into_iter().chain([&page.document]).flat_map(Document::all_sections) {
        section.each_inline(&mut |inline| {
            national |= matches!(&inline.kind, InlineKind::Variable(Variable::Contact(..)));
        });
    }
    (national, slot)
}

/// Words with which a reader is sent away.
const AWAY: [&str; 7] = [
    "gaan hier niet over",
    "gaan daar niet over",
    "gaan wij niet over",
    "gaan we niet over",
    "kunnen je niet helpen",
    "kunnen jou niet helpen",
    "niet onze taak",
];

/// R53: never the last word to somebody who asks for help.
fn turned_away(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for text in writing.texts.iter().filter(|t| t.audiences.contains(&Audience::Jongeren)) {
        for line in text.lines.iter().filter(|l| l.part == Part::Paragraph) {
            let lower = &line.lower;
            let last = AWAY.iter().filter_map(|words| Some((lower.rfind(words)?, *words))).max();
            let Some((at, words)) = last else { continue };
            // What comes after it may lead on.
            let rest = lower[at..].trim_start_matches(sentence(&lower[at..], 0)).trim_matches(['.', '!', '?', ' ']);
            if rest.is_empty() && line.links.is_empty() && line.variables.is_empty() {
                findings.push(
                    Diagnostic::new(rule, line.span(at..at + words.len()), "hier houdt het op voor wie hulp vraagt")
                        .help("zeg erbij wie wel helpt, met een link of een nummer, of dat u samen zoekt"),
                );
            }
        }
    }
}

/// For each subject that others help with, the table says where to go.
fn theme_without_referral(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (audience, config) in &set.config.sites {
        for theme in &config.outside {
            let mut of = set.registers.referrals.values().filter(|r| r.audiences.contains(audience));
            if !of.any(|r| r.themes.contains(&theme.value) && !r.contacts.is_empty()) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        theme.span,
                        format!("`wegwijzer.yaml` zegt {audience} niet waarheen met `{}`", theme.value),
                    )
                    .help(format!(
                        "zet in `registers/wegwijzer.yaml` bij een situatie: `themas: [{}]`, met contacten",
                        theme.value
                    )),
                );
            }
        }
    }
}
