//! Every form in which findings are written down, on one small set with a fault of every weight.
//! `tests/report/<form>.txt` holds what is expected; `WEGWIJZER_BIJWERKEN=1 cargo test --test report` writes it anew.
#![allow(clippy::disallowed_methods)]

mod set;

use serde_json::Value;
use wegwijzer::diagnostic::Severity;
use wegwijzer::report::{Form, write};
use wegwijzer::source::{RawFile, Sources};

/// A set whose findings have all that a form has to write: each weight, labels, no place, several sites, signs that
/// mean something in a form, letters of two UTF-16 units, several lines.
fn faulty() -> Sources {
    let mut files = set::basis();
    let mut put = |path: &str, text: &str| {
        files.retain(|f| f.path != path);
        files.push(RawFile::text(path, text));
    };
    let book = set::text_of("book.toml");
    put("book.toml", &format!("{book}\n[rules]\nG004 = \"info\"\n"));
    put("content/ouders/hulp.md", HELP);
    put("content/ouders/niet in de lijst, 100%.md", &HELP.replace("Wie helpt u?", "Een ander"));
    put("content/ouders/los.md", &HELP.replace("Wie helpt u?", "Een derde").replace("bestaat-niet", "contact"));
    files.retain(|f| !f.path.starts_with("themes/"));
    Sources::new(files)
}

const HELP: &str = "---
titel: Wie helpt u?
samenvatting: Er is altijd iemand die met u meedenkt.
pijler: steunen
klasse: B
eigenaar: landelijke-redactie
herzien-voor: 2027-08-01
---

Begin bij de leraar.

## Wie helpt? {#wie-helpt}

Zo 😀 leest u [verder & <meer>](bestaat-niet.md).

## Oud {#oud tot=2020-01-01}

Dit is lang voorbij.

## Dubbel {#wie-helpt}

Deze naam
is er al.
";

fn written(form: Form) -> String {
    let sources = faulty();
    write(form, &set::check(&sources).diagnostics, &sources, false)
}

#[test]
fn each_form_is_as_written_down() {
    let findings = set::check(&faulty()).diagnostics;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        assert!(findings.count(severity) > 0, "no finding weighs {severity:?}");
    }
    assert!(findings.iter().any(|d| d.span.is_none()) && findings.iter().any(|d| !d.labels.is_empty()));
    let mut faults = Vec::new();
    for (name, form) in Form::ALL {
        let (found, path) = (written(form), set::root().join(format!("tests/report/{name}.txt")));
        if std::env::var("WEGWIJZER_BIJWERKEN").is_ok() {
            std::fs::write(&path, found).expect("write");
        } else if std::fs::read_to_string(&path).unwrap_or_default() != found {
            faults.push(name);
        }
    }
    assert!(faults.is_empty(), "other than written down: {faults:?}");
}

/// A form for programs says every finding, no more and no less.
#[test]
fn every_finding_is_in_every_form_for_programs() {
    let findings = set::check(&faulty()).diagnostics;
    let all = findings.iter().count();
    let json: Value = serde_json::from_str(&written(Form::Json)).expect("JSON");
    assert_eq!(json["bevindingen"].as_array().map(Vec::len), Some(all));
    assert_eq!(json["fouten"], findings.count(Severity::Error));
    let sarif: Value = serde_json::from_str(&written(Form::Sarif)).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(all));
    assert_eq!(written(Form::Junit).matches("<testcase ").count(), all);
    assert_eq!(written(Form::Github).lines().filter(|l| l.starts_with("::")).count(), all);
    assert_eq!(written(Form::Github).lines().count(), all, "a message broke its line");
    assert_eq!(written(Form::Regel).lines().count(), all);
}

#[test]
fn sarif_is_as_the_standard_asks() {
    let schema = std::fs::read_to_string(set::root().join("tests/report/sarif-schema-2.1.0.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::draft4::new(&schema).expect("a schema");
    let empty = write(Form::Sarif, &wegwijzer::diagnostic::Diagnostics::default(), &faulty(), false);
    for text in [written(Form::Sarif), empty] {
        let sarif: Value = serde_json::from_str(&text).expect("JSON");
        let faults: Vec<String> =
            validator.iter_errors(&sarif).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })), "a schema that takes anything");
}

/// Columns of SARIF count UTF-16 units, those of the other forms characters.
#[test]
fn a_sign_of_two_units_moves_the_column() {
    let sarif: Value = serde_json::from_str(&written(Form::Sarif)).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let link = results.iter().find(|r| r["ruleId"] == "L002").expect("the link");
    let line = HELP.lines().find(|l| l.contains("bestaat-niet")).expect("the line");
    let before = &line[..line.find('[').expect("a link")];
    let region = &link["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startColumn"], before.encode_utf16().count() + 1);
    let json: Value = serde_json::from_str(&written(Form::Json)).expect("JSON");
    let list = json["bevindingen"].as_array().expect("findings");
    let same = list.iter().find(|d| d["code"] == "L002").expect("the link");
    assert_eq!(same["plaats"]["kolom"], before.chars().count() + 1);
}

/// A finding on merged text points at the text that is wrong, and names the other layer.
#[test]
fn a_finding_on_merged_text_names_both_layers() {
    let labels = |changes: &[(&str, &str)]| -> Vec<String> {
        let sources = set::with(changes);
        let found = set::check(&sources).diagnostics;
        let links = found.iter().filter(|d| d.rule.code == "L002");
        links
            .map(|d| {
                let place = |span: wegwijzer::source::Span| sources.file(span.file).path.clone();
                let labels: Vec<String> = d.labels.iter().map(|l| format!("{}: {}", place(l.span), l.text)).collect();
                format!("{} | {}", place(d.span.expect("a place")), labels.join(", "))
            })
            .collect()
    };
    let overlay = "## Zo gaat het hier {vervangt=voorbeelden}\n\nLees [meer over ons](bestaat-niet.md).\n";
    assert_eq!(
        labels(&[("regions/voorbeeld/ouders/hulp.md", overlay)]),
        ["regions/voorbeeld/ouders/hulp.md | content/ouders/hulp.md: in plaats van deze landelijke tekst"]
    );
    let page = set::text_of("content/ouders/start.md") + "\nLees [de voorbeelden](hulp.md#voorbeelden).\n";
    let hides = "---\nverbergt:\n  - sectie: voorbeelden\n    reden: Wij maken eigen voorbeelden.\n---\n";
    assert_eq!(
        labels(&[("content/ouders/start.md", &page), ("regions/voorbeeld/ouders/hulp.md", hides)]),
        ["content/ouders/start.md | regions/voorbeeld/ouders/hulp.md: deze regio verbergt haar"]
    );
}
