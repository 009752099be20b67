//! Records of judgement in `validaties/`, and the terms of `[publication]`.
//!
//! A record that can't be read proves nothing: it is told, and the text counts as signed by nobody. The texts that an
//! editorial change names are read again, so that a change that is more than spelling can't be passed off as one.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Fields;
use super::page;
use super::shape::{self, Shape};
use super::yaml::{self, Node};
use super::{keys, register};
use crate::catalogue;
use crate::config::Publication;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::canonical::Fingerprint;
use crate::set::editorial::{self, Word};
use crate::set::prints;
use crate::set::signoff::{Editorial, Judgement, Notes, Record, Role, Signature, Step, StepKind, Subject};
use crate::source::{FileId, RawFile, Sources, Span, Spanned};

const HELP: &str = "haal de stap weg en teken opnieuw met `wegwijzer teken`; met de hand hoeft hier niets in";

/// Reads the record of `subject`.
pub(super) fn read(file: FileId, text: &str, subject: &Subject, findings: &mut Diagnostics) -> Record {
    let before = findings.iter().count();
    let mut record = Record { file, steps: Vec::new(), texts: BTreeMap::new(), words: BTreeMap::new(), broken: false };
    if let Some(node) = yaml::read(file, text, 0, findings)
        && shape::check(&node, &Shape::Table(keys::RECORD), findings)
    {
        steps(Fields::new(&node), subject, &mut record, findings);
        record.words = words(&record, subject, findings);
    }
    record.broken = findings.iter().count() > before;
    record
}

fn steps(fields: Fields<'_>, subject: &Subject, record: &mut Record, findings: &mut Diagnostics) {
    if let Some(name) = fields.spanned("onderdeel").filter(|n| n.value != subject.to_string()) {
        findings.push(
            Diagnostic::new(
                &catalogue::BROKEN_RECORD,
                name.span,
                format!("dit gaat over `{}`, en het bestand heet naar `{subject}`", name.value),
            )
            .help("een ondertekening hoort bij één tekst; zet het bestand terug op zijn plek"),
        );
    }
    for node in fields.list("stappen") {
        let step = step(node, subject, findings);
        if let (Some(step), Some(text)) = (&step, Fields::new(node).text("tekst")) {
            let print = match &step.kind {
                StepKind::Signed(signature) => Some(&signature.print),
                StepKind::Editorial(change) => Some(&change.to),
                StepKind::Withdrawn(_) => None,
            };
            if let Some(print) = print {
                record.texts.insert(print.clone(), text);
            }
        }
        record.steps.extend(step);
    }
}

fn broken(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&catalogue::BROKEN_RECORD, span, message).help(HELP)
}

fn step(node: &Node, subject: &Subject, findings: &mut Diagnostics) -> Option<Step> {
    let fields = Fields::new(node);
    let date = fields.date("datum")?;
    let kind = match fields.text("soort")?.as_str() {
        "intrekking" => match fields.text("reden") {
            Some(reason) => StepKind::Withdrawn(reason),
            None => {
                findings.push(broken(node.span, "bij deze intrekking staat geen `reden`"));
                return None;
            }
        },
        "redactioneel" => {
            let signature = signature(fields, subject, findings)?;
            let from = print(fields, "van", findings)?;
            StepKind::Editorial(Editorial { from, to: signature.print.clone(), signature })
        }
        _ => StepKind::Signed(signature(fields, subject, findings)?),
    };
    Some(Step { span: node.span, date, kind })
}

fn print(fields: Fields<'_>, key: &str, findings: &mut Diagnostics) -> Option<Fingerprint> {
    let Some(written) = fields.spanned(key) else {
        findings.push(broken(fields.span(), format!("bij deze stap ontbreekt `{key}`")));
        return None;
    };
    let read = Fingerprint::read(&written.value);
    if read.is_none() {
        findings.push(broken(written.span, "dit is geen vingerafdruk: die heeft 64 cijfers en letters van a tot f"));
    }
    read
}

fn signature(fields: Fields<'_>, subject: &Subject, findings: &mut Diagnostics) -> Option<Signature> {
    let mut needed = |key: &str| {
        let value = fields.spanned(key);
        if value.is_none() {
            findings.push(broken(fields.span(), format!("bij deze stap ontbreekt `{key}`")));
        }
        value
    };
    let (role, organisation, signer) = (needed("rol"), needed("organisatie"), needed("ondertekenaar"));
    let print = print(fields, "vingerafdruk", findings);
    let (role, signer) = (role?, signer?);
    let known = Role::from_name(&role.value)?;
    let heads = fields.number("aantal");
    if known.is_panel() && heads.is_none_or(|n| n < 1) {
        findings.push(broken(role.span, format!("bij het {} staat niet met hoeveel mensen (`aantal`)", role.value)));
    }
    if matches!(subject, Subject::Contact(_) | Subject::Profile) && fields.get("hoe").is_none() {
        findings.push(broken(fields.span(), "bij gegevens hoort `hoe`: hoe het is nagekeken"));
    }
    let judgement = fields.text("oordeel").unwrap_or_default();
    let judgement = Judgement::ALL.into_iter().find(|(name, _)| *name == judgement);
    Some(Signature {
        role: Spanned::new(known, role.span),
        organisation: organisation?.value,
        signer,
        judgement: judgement.map_or(Judgement::Agreed, |(_, j)| j),
        print: print?,
        heads,
        seen: fields
            .entries("gezien")
            .iter()
            .filter_map(|(name, value)| Some((name.text()?.to_owned(), value.text()?.to_owned())))
            .collect(),
        notes: Notes {
            remarks: fields.texts("opmerkingen"),
            changed: fields.texts("veranderd"),
            unchanged: fields.texts("niet-veranderd"),
            how: fields.text("hoe"),
        },
    })
}

/// The words of every text that is kept, if the text is what its fingerprint says. An editorial change needs them.
fn words(record: &Record, subject: &Subject, findings: &mut Diagnostics) -> BTreeMap<Fingerprint, Vec<Word>> {
    let mut all = BTreeMap::new();
    let mut told = BTreeSet::new();
    for step in &record.steps {
        let wanted: &[&Fingerprint] = match &step.kind {
            StepKind::Editorial(change) => &[&change.from, &change.to],
            StepKind::Signed(signature) if record.texts.contains_key(&signature.print) => &[&signature.print],
            _ => &[],
        };
        for wanted in wanted.iter().copied() {
            if all.contains_key(wanted) || !told.insert(wanted.clone()) {
                continue;
            }
            let Some(text) = record.texts.get(wanted) else {
                findings.push(broken(step.span, "de tekst van deze redactionele wijziging staat niet in dit bestand"));
                continue;
            };
            match signed(subject, text) {
                Some((print, words)) if print == *wanted => drop(all.insert(wanted.clone(), words)),
                _ => findings
                    .push(broken(step.span, "de tekst die hier staat heeft niet de vingerafdruk die erbij staat")),
            }
        }
    }
    all
}

/// Reads a record that stands in no set yet.
pub fn alone(text: &str, subject: &Subject) -> Record {
    read(FileId(0), text, subject, &mut Diagnostics::default())
}

/// Reads a text that was kept in a record, as its subject is read: its fingerprint and its words.
pub fn signed(subject: &Subject, text: &str) -> Option<(Fingerprint, Vec<Word>)> {
    let mut ignored = Diagnostics::default();
    let folder = if text.is_empty() { return None } else { "x" };
    let raw = match subject {
        Subject::Page(id) => RawFile::text(&format!("content/{}/{}.md", id.audience, id.slug), text),
        _ => RawFile::text(&format!("content/passages/{folder}.md"), text),
    };
    let sources = Sources::new(vec![raw]);
    let (id, file) = sources.iter().next()?;
    Some(match subject {
        // What a region does with a page has front matter of its own, without a title.
        Subject::Page(_) if is_overlay(text) => {
            let overlay = page::overlay(id, file, &mut ignored);
            (prints::overlay(&overlay), editorial::words(None, &overlay.document.sections))
        }
        Subject::Page(_) => {
            let page = page::page(id, file, &mut ignored);
            (prints::page(&page), editorial::words(Some(&page.meta), &page.document.sections))
        }
        Subject::Passage(name) => {
            let passage = page::passage(id, file, name, &mut ignored);
            (prints::passage(&passage), editorial::words(None, &passage.document.sections))
        }
        Subject::Filling(..) => {
            let filling = page::filling(id, file, false, &mut ignored);
            (prints::filling(&filling), editorial::words(None, &filling.document.sections))
        }
        Subject::Experience(_) => {
            let story = page::experience(id, file, &mut ignored);
            (prints::experience(&story), editorial::words(None, &story.document.sections))
        }
        Subject::Fact(name) => {
            let mut registers = crate::set::register::Registers::default();
            register::read("feiten", id, text, &mut registers, &mut ignored);
            let fact = registers.facts.get(name)?;
            (prints::fact(name, fact), fact_words(fact))
        }
        Subject::Contact(_) | Subject::Profile => return None,
    })
}

/// The words of a fact: only its sentences may be spelled otherwise, so all else is guarded.
fn fact_words(fact: &crate::set::register::Fact) -> Vec<Word> {
    let mut words: Vec<Word> =
        fact.sentence.iter().chain(&fact.sentence_young).flat_map(|s| editorial::line_words(s)).collect();
    let rest = format!(
        "{:?} {:?} {:?} {:?} {:?} {:?}",
        fact.values,
        fact.sectors,
        fact.valid_from,
        fact.valid_until,
        fact.certainty,
        fact.basis.iter().map(|b| &b.value).collect::<Vec<_>>()
    );
    words.push(Word { text: rest, guards: Some("de waarde van het feit") });
    words
}

fn is_overlay(text: &str) -> bool {
    let front = text.strip_prefix("---").and_then(|rest| rest.split_once("\n---")).map_or("", |(front, _)| front);
    !front.lines().any(|line| line.starts_with("titel:"))
}

/// Reads `[publication]`.
pub(super) fn publication(fields: Fields<'_>, into: &mut Publication, findings: &mut Diagnostics) {
    into.drafts_with_notice = fields.text("concept").as_deref() == Some("melding");
    for (name, terms) in &mut into.terms {
        let Some(written) = fields.fields(name) else { continue };
        if written.get("handtekeningen").is_some() {
            terms.needs = written.texts("handtekeningen");
        }
        terms.months = number(written, "termijn", findings).unwrap_or(terms.months);
        terms.grace = number(written, "uitstel", findings).unwrap_or(terms.grace);
    }
}

/// A number of months or days.
fn number(fields: Fields<'_>, key: &str, findings: &mut Diagnostics) -> Option<i64> {
    const MOST: i64 = 1200;
    let number = fields.number(key)?;
    if (0..=MOST).contains(&number) {
        return Some(number);
    }
    let span = fields.get(key).map_or(fields.span(), |n| n.span);
    findings.push(
        Diagnostic::new(&catalogue::WRONG_VALUE, span, format!("`{number}` kan hier niet"))
            .help(format!("schrijf een getal van 0 tot en met {MOST}")),
    );
    None
}
