//! What a text rests on, and which locked texts have to be there.

use std::collections::{BTreeMap, BTreeSet};

use super::writing::{Part, Writing, sentence};
use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::rule;
use crate::set::InformationSet;
use crate::set::document::{BlockKind, Document, InlineKind, PageId};
use crate::set::register::{Certainty, Required};
use crate::source::{Audience, Span};

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G020", "unsourced-passage", Error, Rights), run: Run::Set(unsourced_passage) },
    Check { rule: rule!("G021", "fact-without-basis", Error, Rights), run: Run::Set(fact_without_basis) },
    Check { rule: rule!("G024", "unnamed-source", Warning), run: Run::Set(unnamed_source) },
    Check { rule: rule!("G025", "missing-passage", Error, Rights), run: Run::Set(missing_passage) },
    Check { rule: rule!("G031", "unplaced-required-slot", Error, Rights), run: Run::Set(unplaced_required_slot) },
    Check { rule: rule!("G037", "forced-company", Warning, Rights), run: Run::Text(forced_company) },
];

/// R14: a locked text rests on a source, or on facts and contacts that do.
fn unsourced_passage(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for passage in set.passages.values().filter(|p| p.sources.is_empty() && p.facts.is_empty()) {
        let mut rests = false;
        for section in passage.document.all_sections() {
            section.each_inline(&mut |inline| rests |= matches!(inline.kind, InlineKind::Variable(_)));
        }
        if !rests && !passage.document.is_empty() {
            findings.push(
                Diagnostic::new(rule, Span::new(passage.file, 0, 0), "deze passage noemt geen bron en geen feit")
                    .help("zet bij `bronnen` de ids waar de tekst op steunt, of bij `feiten` de feiten"),
            );
        }
    }
}

/// What is established was established by somebody, somewhere.
fn fact_without_basis(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (id, fact) in &set.registers.facts {
        if fact.certainty == Certainty::Established && fact.basis.is_empty() {
            findings.push(
                Diagnostic::new(rule, fact.span, format!("het feit `{id}` heet vastgesteld, en noemt geen bron"))
                    .help("noem bij `basis` de bron, of schrijf `zekerheid: waarschijnlijk`"),
            );
        }
    }
}

/// The list of sources of a page holds all that its text cites, so that who signs has seen them.
fn unnamed_source(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for page in set.pages.values().chain(set.regions.iter().flat_map(|r| r.pages.values())) {
        let mut named: BTreeSet<&str> = page.meta.sources.iter().map(|s| s.value.as_str()).collect();
        for section in page.document.all_sections() {
            section.each_inline(&mut |inline| {
                let InlineKind::Citation(id) = &inline.kind else { return };
                if set.registers.sources.contains_key(id) && named.insert(id) {
                    findings.push(
                        Diagnostic::new(
                            rule,
                            inline.span,
                            format!("de tekst steunt op `{id}`, en het voorblok noemt die niet"),
                        )
                        .help(format!("zet `{id}` bij `bronnen`")),
                    );
                }
            });
        }
    }
}

/// R51, R54: what has to stand on a page stands there.
fn missing_passage(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    for (audience, config) in &set.config.sites {
        for (slug, passage) in &config.passages {
            let id = PageId { audience: *audience, slug: slug.value.clone() };
            let Some(page) = set.pages.get(&id) else { continue };
            if !placed([&page.document], &|kind| matches!(kind, BlockKind::Passage(p) if p.value == passage.value)) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        page.meta.title.span,
                        format!("op deze pagina hoort de passage `{}`", passage.value),
                    )
                    .label(passage.span, "zo staat het in `book.toml`")
                    .help(format!("zet op een eigen regel: `{{{{ passage.{} }}}}`", passage.value)),
                );
            }
        }
    }
}

/// R51, R52, R71: what every region has to tell has a place where it is told.
fn unplaced_required_slot(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let mut pages: BTreeMap<Audience, Vec<&Document>> = BTreeMap::new();
    for (id, page) in &set.pages {
        pages.entry(id.audience).or_default().push(&page.document);
    }
    for (id, slot) in set.registers.slots.iter().filter(|(_, s)| s.required != Required::No) {
        let needed = if slot.required_for.is_empty() { &slot.audiences } else { &slot.required_for };
        for audience in needed.iter().filter(|a| slot.audiences.contains(a)) {
            // A page that could not be read whole may well have it.
            let whole =
                set.pages.iter().filter(|(id, _)| id.audience == *audience).all(|(_, p)| p.document.unread.is_none());
            let documents = pages.get(audience).into_iter().flatten().copied();
            if whole && !placed(documents, &|kind| matches!(kind, BlockKind::Slot(s) if s.value == *id)) {
                findings.push(
                    Diagnostic::new(
                        rule,
                        slot.span,
                        format!("geen pagina voor {audience} heeft een plek voor het verplichte vak `{id}`"),
                    )
                    .help(format!("zet `{{{{ vak.{id} }}}}` op een pagina voor {audience}")),
                );
            }
        }
    }
}

fn placed<'a>(documents: impl IntoIterator<Item = &'a Document>, is: &dyn Fn(&BlockKind) -> bool) -> bool {
    let mut found = false;
    for section in documents.into_iter().flat_map(Document::all_sections) {
        section.each_block(&mut |block| found |= is(&block.kind));
    }
    found
}

/// R49, R50: a young person may come alone; company is advice.
fn forced_company(rule: &'static Rule, writing: &Writing<'_>, findings: &mut Diagnostics) {
    for text in writing.texts.iter().filter(|t| t.audiences == [Audience::Jongeren]) {
        for line in text.lines.iter().filter(|l| l.part == Part::Paragraph) {
            let lower = &line.lower;
            for (at, word) in lower.match_indices("moet") {
                let around = sentence(lower, at);
                let has = |words: &[&str]| words.iter().any(|w| around.contains(w));
                let told = has(&["je moet ", "moet je ", "moeten je"]);
                let company = has(&[
                    "met je ouders",
                    "je ouders mee",
                    "je ouders erbij",
                    "toestemming van je ouders",
                    "je ouders vragen of",
                ]);
                if told && company && !has(&["niet", "hoeft"]) {
                    findings.push(
                        Diagnostic::new(rule, line.span(at..at + word.len()), "jongeren mogen komen zonder hun ouders")
                            .help("schrijf dat het mag of kan helpen, en dat een jongere zelf kiest"),
                    );
                }
            }
        }
    }
}
