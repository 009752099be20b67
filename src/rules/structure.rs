//! The form of a page: titles, headings, the next step, links and images that say what they are.

use std::collections::BTreeMap;

use super::writing::{Kind, Part, Text, Writing};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{HOME, Section, plain_text};
use crate::set::page::Counterpart;
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("H020", "title-of-others", Warning), run: Run::Text(title_of_others) },
    Check { rule: rule!("H021", "no-next-step", Warning), run: Run::Set(no_next_step) },
    Check { rule: rule!("H022", "empty-link-text", Warning), run: Run::Text(empty_link_text) },
    Check { rule: rule!("H023", "duplicate-title", Warning), run: Run::Text(duplicate_title) },
    Check { rule: rule!("H024", "duplicate-heading", Warning), run: Run::Set(duplicate_heading) },
    Check { rule: rule!("H025", "empty-section", Warning), run: Run::Set(empty_section) },
    Check { rule: rule!("H026", "poor-alternative", Warning), run: Run::Text(poor_alternative) },
    Check { rule: rule!("L011", "one-sided-counterpart", Warning), run: Run::Set(one_sided_counterpart) },
];

fn title<'t>(text: &'t Text<'_>) -> Option<(&'t str, Span)> {
    let line = text.lines.iter().find(|l| l.part == Part::Title)?;
    (!line.text.trim().is_empty()).then(|| (line.text.trim(), line.whole()))
}

/// R43: a young person looks for what they would say or ask themselves.
fn title_of_others(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    const OWN: [&str; 8] = ["ik", "mij", "mijn", "me", "we", "wij", "ons", "onze"];
    for text in writing.texts.iter().filter(|t| t.audiences == [Audience::Jongeren]) {
        let Some((title, span)) = title(text) else { continue };
        let lower = title.to_lowercase();
        let own = lower.split(|c: char| !c.is_alphanumeric()).any(|word| OWN.contains(&word));
        if !own && !title.contains('?') {
            findings.push(
                Diagnostic::new(rule, span, format!("de titel `{title}` is geen vraag of zin van een jongere zelf"))
                    .help("schrijf wat een jongere zou zeggen of vragen, met `ik`, `mij` of `mijn`"),
            );
        }
    }
}

/// R9: who has read a page knows what to do.
fn no_next_step(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, page) in &set.pages {
        let Some(config) = set.config.sites.get(&id.audience).filter(|c| !c.action.is_empty()) else { continue };
        let contact = config.contact.as_ref().is_some_and(|c| c.value == id.slug);
        if id.slug == HOME || contact {
            continue;
        }
        let begins: Vec<String> = config.action.iter().map(|a| a.value.to_lowercase()).collect();
        let mut reached = Sectors::NONE;
        each_section(&page.document.sections, page.meta.sectors, &mut |section, sectors| {
            let Some(heading) = &section.heading else { return };
            let heading = plain_text(&heading.content).to_lowercase();
            let named = |b: &String| section.id.value.starts_with(&b.replace(' ', "-"));
            if begins.iter().any(|b| heading.starts_with(b) || named(b)) {
                reached = sectors.iter().fold(reached, Sectors::with);
            }
        });
        let missing: Vec<&str> = page.meta.sectors.iter().filter(|s| !reached.has(*s)).map(Sector::name).collect();
        if !missing.is_empty() {
            let for_whom = if reached.is_empty() { String::new() } else { format!(" voor {}", missing.join(" en ")) };
            findings.push(
                Diagnostic::new(
                    rule,
                    page.meta.title.span,
                    format!("deze pagina zegt niet onder een eigen kop wat iemand nu kan doen{for_whom}"),
                )
                .help(format!(
                    "zet er een kop bij die begint met `{}`, of geef de kop boven de stappen die naam: `{{#{}}}`",
                    config.action[0].value,
                    begins[0].replace(' ', "-")
                )),
            );
        }
    }
}

/// Calls `visit` for each section with the sectors for which it is shown.
fn each_section<'s>(sections: &'s [Section], around: Sectors, visit: &mut dyn FnMut(&'s Section, Sectors)) {
    for section in sections {
        let sectors = around.and(section.marks.sectors);
        visit(section, sectors);
        each_section(&section.children, sectors, visit);
    }
}

/// A link that is read alone, as a screen reader lists it, says where it leads.
fn empty_link_text(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    const SAYS_NOTHING: [&str; 13] = [
        "hier",
        "klik hier",
        "lees meer",
        "lees verder",
        "meer lezen",
        "meer",
        "meer informatie",
        "meer info",
        "link",
        "deze link",
        "deze pagina",
        "via deze link",
        "klik",
    ];
    for line in writing.texts.iter().flat_map(|t| &t.lines) {
        for (_, span, range) in &line.links {
            let text = line.text[range.clone()].trim().trim_end_matches(['.', '!', ':']).to_lowercase();
            if SAYS_NOTHING.contains(&text.as_str()) {
                findings.push(
                    Diagnostic::new(rule, *span, format!("de link `{text}` zegt niet waar hij heen gaat"))
                        .help("maak de woorden klikbaar die zeggen wat de lezer daar vindt"),
                );
            }
        }
    }
}

/// Titles of one audience, each with the regions that have it and where.
type Titles<'s> = BTreeMap<(Audience, String), Vec<(Option<&'s str>, Span)>>;

/// Two pages with one title can't be told apart in a list.
fn duplicate_title(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    let mut seen = Titles::new();
    for text in &writing.texts {
        let (Kind::Page(id), Some((title, span))) = (text.kind, title(text)) else { continue };
        let region = text.region.map(|r| r.folder.as_str());
        let same = seen.entry((id.audience, title.to_lowercase())).or_default();
        // Two regions do not meet.
        if let Some((_, first)) = same.iter().find(|(other, _)| other.is_none() || *other == region) {
            findings.push(
                Diagnostic::new(rule, span, format!("de titel `{title}` is ook die van een andere pagina"))
                    .label(*first, "deze pagina")
                    .help("zeg in een van de titels wat er anders is"),
            );
        }
        same.push((region, span));
    }
}

/// Two parts of a page with one heading can't be told apart.
fn duplicate_heading(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for page in set.pages.values().chain(set.regions.iter().flat_map(|r| r.pages.values())) {
        same_headings(rule, &page.document.sections, page.meta.sectors, findings);
    }
}

/// Below different headings two parts may be called the same: the one above says which it is.
fn same_headings(rule: &'static Rule, sections: &[Section], around: Sectors, findings: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Vec<(Sectors, Span)>> = BTreeMap::new();
    for section in sections {
        let sectors = around.and(section.marks.sectors);
        same_headings(rule, &section.children, sectors, findings);
        let Some(heading) = &section.heading else { continue };
        // Texts of different days do not meet.
        if section.marks.from.is_some() || section.marks.until.is_some() {
            continue;
        }
        let text = plain_text(&heading.content).trim().to_lowercase();
        let same = seen.entry(text.clone()).or_default();
        if let Some((_, first)) = same.iter().find(|(other, _)| !other.and(sectors).is_empty()) {
            findings.push(
                Diagnostic::new(rule, heading.span, format!("de kop `{text}` staat twee keer op deze pagina"))
                    .label(*first, "hier ook")
                    .help("zeg in een van de koppen wat er anders is, of voeg de stukken samen"),
            );
        }
        same.push((sectors, heading.span));
    }
}

fn empty_section(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for section in set.sections() {
        let Some(heading) = &section.heading else { continue };
        // An operation without text is an error of its own.
        if section.blocks.is_empty() && section.children.is_empty() && section.marks.operations.is_empty() {
            findings.push(
                Diagnostic::new(rule, heading.span, "onder deze kop staat niets")
                    .help("schrijf de tekst, of haal de kop weg"),
            );
        }
    }
}

/// What an image says, not that it is one.
fn poor_alternative(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for line in writing.texts.iter().flat_map(|t| &t.lines).filter(|l| l.part == Part::Alternative) {
        let lower = line.text.trim().to_lowercase();
        let file = [".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif"].iter().any(|end| lower.ends_with(end));
        let is_image =
            ["afbeelding van", "foto van", "plaatje van", "illustratie van", "afbeelding", "foto", "plaatje"]
                .iter()
                .any(|word| lower == *word || (word.ends_with(" van") && lower.starts_with(word)));
        if file || is_image {
            findings.push(
                Diagnostic::new(rule, line.whole(), format!("`{}` zegt niet wat er te zien is", line.text.trim()))
                    .help("beschrijf in een paar woorden wat iemand mist die het niet ziet"),
            );
        }
    }
}

/// R2: a family finds its way from one site to the other, in both directions.
fn one_sided_counterpart(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, page) in &set.pages {
        let Counterpart::Pages(names) = &page.meta.counterpart else { continue };
        for name in names {
            let Some((_, other)) = set.pages.iter().find(|(other, _)| other.to_string() == name.value) else {
                continue;
            };
            let back =
                matches!(&other.meta.counterpart, Counterpart::Pages(n) if n.iter().any(|n| n.value == id.to_string()));
            if !back {
                findings.push(
                    Diagnostic::new(rule, name.span, format!("`{}` noemt deze pagina niet terug", name.value))
                        .label(other.meta.title.span, "deze pagina")
                        .help(format!("zet daar bij `tegenhanger`: `{id}`")),
                );
            }
        }
    }
}
