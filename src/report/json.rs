//! Findings as one JSON document, for programs of an operator's own.
//!
//! The keys are Dutch, as in every file that leaves the house. A new key may come; a key that is there keeps its
//! meaning as long as `versie` stays the same. Columns count characters, as in `regel`.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{name, site_name};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let list: Vec<Value> = findings.iter().map(|d| finding(d, sources)).collect();
    let document = json!({
        "versie": 1,
        "fouten": findings.count(Severity::Error),
        "waarschuwingen": findings.count(Severity::Warning),
        "info": findings.count(Severity::Info),
        "bevindingen": list,
    });
    let mut text = String::new();
    let _ = writeln!(text, "{document:#}");
    text
}

fn finding(d: &Diagnostic, sources: &Sources) -> Value {
    let labels = d.labels.iter().map(|l| json!({ "tekst": l.text, "plaats": place(l.span, sources) }));
    json!({
        "code": d.rule.code,
        "naam": d.rule.name,
        "ernst": name(d.severity),
        "bericht": d.message,
        "doe-dit": d.help,
        "plaats": d.span.map(|span| place(span, sources)),
        "ook": labels.collect::<Vec<_>>(),
        "sites": d.sites.iter().map(|site| site_name(*site, sources)).collect::<Vec<_>>(),
    })
}

fn place(span: Span, sources: &Sources) -> Value {
    let (start, end) = (sources.place(span.file, span.start), sources.place(span.file, span.end));
    json!({
        "bestand": sources.file(span.file).path,
        "regel": start.line,
        "kolom": start.column,
        "tot-regel": end.line,
        "tot-kolom": end.column,
    })
}
