//! Who may do what: one case per cell of the table of classes, and per lock.
//!
//! Each case is a national page of one class, a file of a region that does something with it, and the code of the
//! finding that refuses it; no code means that it is allowed, and then the page shows it.

mod set;

use std::fmt::Write as _;

use wegwijzer::source::RawFile;

/// The national page: a section of each kind.
const PAGE: &str = "\
Het begin.

## Gesloten {#gesloten}

Dichte tekst.

### Daaronder {#daaronder}

Diepe tekst.

## Open {#open .open}

Open tekst.

### Kind van open {#kind .open}

Kind.

## Vast {#vast .vast}

Vaste tekst.

### Kind van vast {#vast-kind}

Kind van vast.

## Open met passage {#met-passage .open}

{{ passage.v-termijnen }}

## Open met verplicht vak {#met-plicht .open}

{{ vak.onafhankelijkheid }}

## Open met gewoon vak {#met-vak .open}

{{ vak.gewoon }}

## Open met iets vasts {#met-vast .open}

### Binnenin {#binnen .vast}

Binnen.

## Open om iets diep vasts {#om-diep .open}

### Tussen {#tussen}

#### Diep {#diep}

{{ passage.v-termijnen }}
";

/// A slot that nobody has to fill.
const SLOT: &str = "- id: gewoon\n  kop: Gewoon\n  soort: tekst\n  doelgroep: [ouders]\n  verplicht: nee\n";

fn national(class: &str, optional: bool) -> String {
    // Pages of class A hold no open sections: that is a finding of its own.
    let body = if class == "A" { PAGE.replace(" .open", "") } else { PAGE.to_owned() };
    format!(
        "---\ntitel: Wie helpt u?\nsamenvatting: Iemand.\npijler: steunen\nklasse: {class}\nbronnen: [wvo-8-8]\n\
         eigenaar: redactie\nherzien-voor: 2027-08-01\noptioneel: {optional}\nervaringen: [bellen]\n---\n\n{body}"
    )
}

/// The codes that are found, and the page as it is then.
fn found(class: &str, optional: bool, overlay: &str) -> (String, String) {
    let mut files = set::basis();
    for (path, text) in [
        ("content/ouders/hulp.md", national(class, optional)),
        ("regions/voorbeeld/ouders/hulp.md", overlay.to_owned()),
        (
            "content/ouders/aanmelden.md",
            set::text_of("content/ouders/aanmelden.md").replace("](hulp.md#wie-helpt)", "](contact.md)"),
        ),
        ("content/registers/vakken.yaml", set::text_of("content/registers/vakken.yaml") + SLOT),
        (
            "regions/voorbeeld/ervaringen/eigen.md",
            set::text_of("content/ervaringen/bellen.md").replace("titel: ", "titel: Eigen. "),
        ),
    ] {
        files.retain(|f| f.path != path);
        files.push(RawFile::text(path, &text));
    }
    let sources = set::confirmed(files);
    let lines = set::lines(&sources);
    let html = set::pages(&sources).remove("voorbeeld/ouders/hulp/index.html").unwrap_or_default();
    (lines, html)
}

fn section(operation: &str) -> String {
    format!("## Van ons {{#van-ons {operation}}}\n\nTekst van de regio.\n")
}

fn hiding(what: &str) -> String {
    format!("---\nverbergt:\n  - {what}\n    reden: Dat is hier anders.\n---\n")
}

/// Checks cases of (class, overlay, code or nothing).
fn check(cases: &[(&str, String, &str)]) {
    let mut faults = String::new();
    for (class, overlay, code) in cases {
        let (lines, html) = found(class, false, overlay);
        let codes: Vec<&str> = lines.lines().filter_map(|l| l.split(' ').nth(2)).collect();
        let wanted: Vec<&str> = code.split_whitespace().collect();
        if codes != wanted {
            let _ = writeln!(faults, "klasse {class}\n{overlay}\n  expected {wanted:?}, found\n{lines}");
        }
        if overlay.contains("Tekst van de regio") && wanted.is_empty() != html.contains("Tekst van de regio") {
            let _ = writeln!(faults, "klasse {class}\n{overlay}\n  shown: {}", !wanted.is_empty());
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn rights_and_terms_take_text_beside_them_and_nothing_else() {
    check(&[
        ("A", section("vervangt=gesloten"), "O003"),
        ("A", section("vervangt=open"), "O003"),
        ("A", section("vervangt=begin"), "O003"),
        ("A", hiding("sectie: gesloten"), "O003"),
        ("A", section("bij=gesloten"), ""),
        ("A", section("bij=daaronder"), ""),
        ("A", section("voor=gesloten"), ""),
        ("A", section("na=gesloten"), ""),
        ("A", section("na=begin"), ""),
        ("A", section("bij=vast"), "O003"),
        ("A", "---\ntitel: Anders\n---\n".to_owned(), "O003"),
        ("A", "---\nsamenvatting: Anders.\n---\n".to_owned(), "O003"),
        ("A", "---\nverborgen: Dat is hier anders.\n---\n".to_owned(), "O003"),
    ]);
}

#[test]
fn explanation_may_be_replaced_where_the_nation_opened_it() {
    check(&[
        ("B", section("vervangt=gesloten"), "O003"),
        ("B", section("vervangt=daaronder"), "O003"),
        ("B", section("vervangt=begin"), "O003"),
        ("B", hiding("sectie: gesloten"), "O003"),
        ("B", section("vervangt=open"), ""),
        ("B", section("vervangt=kind"), ""),
        ("B", hiding("sectie: open"), ""),
        ("B", hiding("sectie: kind"), ""),
        ("B", section("bij=gesloten"), ""),
        ("B", section("voor=daaronder"), ""),
        ("B", section("na=open"), ""),
        ("B", "---\ntitel: Anders\n---\n".to_owned(), "O003"),
        ("B", "---\nverborgen: Dat is hier anders.\n---\n".to_owned(), "O003"),
    ]);
}

#[test]
fn a_page_of_class_c_is_the_regions() {
    check(&[
        ("C", section("vervangt=gesloten"), ""),
        ("C", section("vervangt=daaronder"), ""),
        ("C", section("vervangt=begin"), ""),
        ("C", hiding("sectie: gesloten"), ""),
        ("C", section("bij=open"), ""),
        ("C", "---\ntitel: Anders\nsamenvatting: Heel anders.\n---\n".to_owned(), ""),
        ("C", "---\nverborgen: Dat is hier anders.\n---\n".to_owned(), "O003"),
        // Its locks hold all the same.
        ("C", section("vervangt=vast"), "O003"),
        ("C", section("vervangt=met-passage"), "O003"),
        ("C", hiding("sectie: met-plicht"), "O003"),
    ]);
}

/// What holds something locked is locked, however deep, and in whatever section the lock stands.
#[test]
fn locks_are_transitive() {
    for class in ["B", "C"] {
        check(&[
            (class, section("vervangt=met-passage"), "O003"),
            (class, hiding("sectie: met-passage"), "O003"),
            (class, section("vervangt=met-plicht"), "O003"),
            (class, hiding("sectie: met-plicht"), "O003"),
            (class, section("vervangt=met-vak"), ""),
            (class, hiding("sectie: met-vak"), ""),
            (class, section("vervangt=met-vast"), "O003"),
            (class, hiding("sectie: met-vast"), "O003"),
            (class, section("vervangt=om-diep"), "O003"),
            (class, hiding("sectie: om-diep"), "O003"),
            (class, section("vervangt=tussen"), "O003"),
        ]);
    }
}

#[test]
fn a_fixed_section_takes_nothing_inside() {
    for class in ["A", "B", "C"] {
        check(&[
            (class, section("vervangt=vast"), "O003"),
            (class, hiding("sectie: vast"), "O003"),
            (class, section("bij=vast"), "O003"),
            (class, section("bij=vast-kind"), "O003"),
            (class, section("voor=vast-kind"), "O003"),
            (class, section("na=vast-kind"), "O003"),
            (class, section("vervangt=vast-kind"), "O003"),
            (class, hiding("sectie: vast-kind"), "O003"),
            (class, section("voor=vast"), ""),
            (class, section("na=vast"), ""),
        ]);
    }
}

#[test]
fn the_begin_has_no_heading_to_stand_under() {
    check(&[("B", section("bij=begin"), "O001"), ("B", section("voor=begin"), "O001"), ("B", section("na=begin"), "")]);
}

#[test]
fn only_what_is_optional_can_be_hidden_whole() {
    let overlay = "---\nverborgen: Dat is hier anders.\n---\n";
    let (lines, html) = found("B", true, overlay);
    assert_eq!((lines.as_str(), html.as_str()), ("", ""), "the page is gone, and nothing leads to it");
    let (lines, _) = found("B", true, &format!("{overlay}\n{}", section("bij=gesloten")));
    assert!(lines.contains("O004"), "{lines}");
    let contact =
        set::edited("content/ouders/contact.md", |text| text.replace("klasse: B", "klasse: B\noptioneel: true"));
    let mut files = set::raw(&contact);
    files.push(RawFile::text("regions/voorbeeld/ouders/contact.md", overlay));
    let lines = set::lines(&set::confirmed(files));
    assert!(lines.contains("O003") && lines.contains("elke pagina leidt ernaartoe"), "{lines}");
}

/// Class D: a region adds its own stories and hides those of the nation, never its own.
#[test]
fn stories_are_added_and_hidden() {
    let (lines, html) = found("A", false, "---\nervaringen: [eigen]\n---\n");
    assert_eq!(lines, "");
    assert!(html.contains("_ervaring-eigen") && html.contains("_ervaring-bellen"));
    let (lines, html) =
        found("A", false, "---\nervaringen: [eigen]\nverbergt:\n  - ervaring: bellen\n    reden: Te dichtbij.\n---\n");
    assert_eq!(lines, "");
    assert!(html.contains("_ervaring-eigen") && !html.contains("_ervaring-bellen"));
    check(&[
        ("A", hiding("ervaring: bellne"), "O002"),
        ("A", hiding("ervaring: eigen"), "O002"),
        (
            "A",
            "---\nverbergt:\n  - ervaring: bellen\n    sectie: open\n    reden: Allebei.\n---\n".to_owned(),
            "F009 O003",
        ),
    ]);
}

/// Class E, facts, terms and passages: nothing of them stands in a region's folder.
#[test]
fn registers_and_passages_are_national() {
    for path in [
        "regions/voorbeeld/registers/feiten.yaml",
        "regions/voorbeeld/registers/contacten.yaml",
        "regions/voorbeeld/passages/v-nood.md",
        "regions/voorbeeld/contacten.yaml",
        "regions/voorbeeld/jongeren/SUMMARY.md",
    ] {
        let lines = set::lines(&set::with(&[(path, "- id: 112\n")]));
        assert!(lines.contains(&format!("{path}:1:1: fout F002")), "{path}: {lines}");
    }
}
