//! Sources, and what stays in national hands.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::Site;
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::Document;
use crate::set::page::{Class, Pillar};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G002", "unsourced-page", Error, Rights), run: Run::Set(unsourced_page) },
    Check { rule: rule!("G004", "ended-text", Warning), run: Run::Site(ended_text) },
    Check { rule: rule!("G003", "open-right", Error, Rights), run: Run::Set(open_right) },
];

/// R14: a text about rights, and a text that informs, names what it rests on.
fn unsourced_page(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for page in set.pages.values().filter(|p| p.meta.sources.is_empty()) {
        let what = match (page.meta.class, page.meta.pillar) {
            (Class::A, _) => "van klasse A",
            (Class::B, Some(Pillar::Inform)) => "die informeert",
            _ => continue,
        };
        findings.push(
            Diagnostic::new(rule, page.meta.title.span, format!("deze pagina {what} noemt geen bron"))
                .help("zet bij `bronnen` de ids van de wetsartikelen of stukken waar de tekst op steunt"),
        );
    }
}

/// Days after which a text that is shown no more is in the way of its editors.
const LONG_AGO: i32 = 90;

/// A text whose last day lies long back is shown to nobody, and misleads who edits the file.
fn ended_text(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    let documents = site.pages.values().flat_map(|p| [Some(&p.source.document), p.overlay.map(|o| &o.document)]);
    let fillings = site.region.fillings.values().map(|f| &f.document);
    for section in documents.flatten().chain(fillings).flat_map(Document::all_sections) {
        let Some(until) = section.marks.until else { continue };
        if until.saturating_add(jiff::Span::new().days(LONG_AGO)) < site.as_of {
            findings.push(
                Diagnostic::new(rule, section.id.span, format!("dit stuk staat sinds {until} op geen pagina meer"))
                    .help("haal het weg, of pas de datum bij `tot=` aan"),
            );
        }
    }
}

/// Rights, terms and duties are the same everywhere: no section of such a page is open.
fn open_right(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for page in set.pages.values().filter(|p| p.meta.class == Class::A) {
        for section in page.document.all_sections().into_iter().filter(|s| s.marks.open) {
            findings.push(
                Diagnostic::new(
                    rule,
                    section.id.span,
                    format!("`{}` is `.open` op een pagina van klasse A", section.id.value),
                )
                .label(page.meta.title.span, "rechten en termijnen zijn overal gelijk")
                .help("haal `.open` weg, of zet dit stuk op een pagina van klasse B"),
            );
        }
    }
}
