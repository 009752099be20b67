//! Findings as SARIF 2.1.0, for code hosts and editors that show them beside the text.
//!
//! One run, with the manual of every rule that found something. Columns count UTF-16 units, as the run declares;
//! paths are relative to the root of the set.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{site_name, uri};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Severity};
use crate::source::{Sources, Span};

const ROOT: &str = "%SRCROOT%";

pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let rules: BTreeMap<&str, &Rule> = findings.iter().map(|d| (d.rule.code, d.rule)).collect();
    let numbers: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(i, code)| (*code, i)).collect();
    let results: Vec<Value> = findings.iter().map(|d| result(d, numbers[d.rule.code], sources)).collect();
    let document = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "wegwijzer",
                "version": env!("CARGO_PKG_VERSION"),
                "language": "nl",
                "rules": rules.values().map(|r| rule(r)).collect::<Vec<_>>(),
            } },
            "language": "nl",
            "columnKind": "utf16CodeUnits",
            "originalUriBaseIds": { ROOT: { "description": { "text": "De map van de set, met book.toml." } } },
            "results": results,
        }],
    });
    let mut text = String::new();
    let _ = writeln!(text, "{document:#}");
    text
}

fn rule(rule: &Rule) -> Value {
    // The examples are files; the text before them says what the finding is.
    let parts: Vec<&str> = rule.explain.split("\n## ").collect();
    let part = |title: &str| parts.iter().find_map(|p| p.strip_prefix(title)).map(str::trim).unwrap_or_default();
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": { "text": rule.title() },
        "fullDescription": { "text": part("Wat\n"), "markdown": part("Wat\n") },
        "help": { "text": rule.explain, "markdown": rule.explain },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(d: &Diagnostic, number: usize, sources: &Sources) -> Value {
    let advice = if d.help.is_empty() { String::new() } else { format!(" Doe dit: {}.", d.help) };
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(d.rule.code));
    result.insert("ruleIndex".into(), json!(number));
    result.insert("level".into(), json!(level(d.severity)));
    result.insert("message".into(), json!({ "text": format!("{}.{advice}", d.message) }));
    if let Some(span) = d.span {
        result.insert("locations".into(), json!([{ "physicalLocation": physical(span, sources) }]));
    }
    if !d.labels.is_empty() {
        let related = d.labels.iter().enumerate().map(|(i, label)| {
            json!({
                "id": i,
                "physicalLocation": physical(label.span, sources),
                "message": { "text": label.text },
            })
        });
        result.insert("relatedLocations".into(), related.collect());
    }
    if !d.sites.is_empty() {
        let sites: Vec<String> = d.sites.iter().map(|site| site_name(*site, sources)).collect();
        result.insert("properties".into(), json!({ "sites": sites }));
    }
    Value::Object(result)
}

fn physical(span: Span, sources: &Sources) -> Value {
    let file = sources.file(span.file);
    let artifact = json!({ "uri": uri(&file.path), "uriBaseId": ROOT });
    // An image has no lines.
    if file.bytes.is_some() {
        return json!({ "artifactLocation": artifact });
    }
    let ((line, column), (end_line, end_column)) =
        (utf16(span.file, span.start, sources), utf16(span.file, span.end, sources));
    json!({
        "artifactLocation": artifact,
        "region": { "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column },
    })
}

/// Line and column from 1, in UTF-16 units.
fn utf16(file: crate::source::FileId, byte: u32, sources: &Sources) -> (usize, usize) {
    let place = sources.place(file, byte);
    let line = sources.file(file).text.lines().nth(place.line - 1).unwrap_or("");
    let before = line.chars().take(place.column - 1);
    (place.line, before.map(char::len_utf16).sum::<usize>() + 1)
}
