//! The keys of sign-off: records, the terms of `book.toml`, changes of a page, what readers said.

use super::keys::{AUDIENCES, LINES, NAMES, may, must};
use super::shape::{Key, Shape};

/// Changes of a page.
pub(super) const PAGE_CHANGE: &[Key] = &[
    must("datum", Shape::Date, "Wanneer"),
    must("soort", Shape::Choice(&["feit", "taal", "regio"]), "Een ander feit, andere woorden, of iets van de regio"),
    must("wat", Shape::Line, "Wat er veranderde, voor de lezer"),
    may("waarom", Shape::Line, "Waarom"),
    may("advies-van", Shape::Line, "De groep die het vroeg, zoals het ouderpanel; nooit een naam"),
];

/// registers/reacties.yaml
pub const FEEDBACK_ENTRY: &[Key] = &[
    must("id", Shape::Name, "Vaste naam"),
    must("datum", Shape::Date, "Wanneer het is gezegd"),
    must("van", Shape::Line, "De groep die het zei, zoals het ouderpanel; nooit een naam"),
    must("gezegd", Shape::Line, "Wat lezers zeiden"),
    must("besluit", Shape::Choice(&["ja", "deels", "nee"]), "Of wij het deden"),
    may("gedaan", Shape::Line, "Wat wij deden"),
    may("reden", Shape::Line, "Waarom niet of niet helemaal; moet bij nee"),
    may("pagina", Shape::Line, "De pagina waar het over gaat, zoals ouders/tlv"),
    must("doelgroep", AUDIENCES, "Op welke sites het staat"),
];

/// A record in validaties/: written by `wegwijzer teken`
pub const RECORD: &[Key] = &[
    must("onderdeel", Shape::Line, "De tekst waar dit over gaat, zoals ouders/tlv"),
    must("stappen", Shape::List(&Shape::Table(STEP)), "Wat er gebeurde, het oudste eerst; er komt alleen bij"),
];

const STEP: &[Key] = &[
    must("soort", Shape::Choice(&["handtekening", "redactioneel", "intrekking"]), "Wat er gebeurde"),
    must("datum", Shape::Date, "Wanneer"),
    may(
        "rol",
        Shape::Choice(&[
            "inhoud",
            "redactie",
            "ouderpanel",
            "jongerenpanel",
            "swv-redactie",
            "steunpunt",
            "controle",
            "toelaatbaarheid",
        ]),
        "Welke vraag de ondertekenaar beantwoordt",
    ),
    may("organisatie", Shape::Line, "Organisatie en functie"),
    may("ondertekenaar", Shape::Line, "Code van een persoon, nooit een naam"),
    may("oordeel", Shape::Choice(&["akkoord", "akkoord-met-opmerking", "afgekeurd"]), "Het oordeel"),
    may("vingerafdruk", Shape::Line, "Van de tekst die beoordeeld is"),
    may("van", Shape::Line, "Bij redactioneel: de vingerafdruk van de tekst die getekend was"),
    may("aantal", Shape::Number, "Bij een panel: hoeveel mensen meededen"),
    may("opmerkingen", LINES, "Wat er werd opgemerkt"),
    may("veranderd", LINES, "Wat daarna is veranderd"),
    may("niet-veranderd", LINES, "Wat niet is veranderd, en waarom"),
    may("hoe", Shape::Line, "Bij gegevens: hoe het is nagekeken, zoals gebeld"),
    may("bronnen", NAMES, "Wat de ondertekenaar erbij heeft gelezen"),
    may("reden", Shape::Line, "Bij redactioneel en intrekking: waarom"),
    may("gezien", Shape::MapOf(&Shape::Free), "Feiten en teksten die erin of ernaast stonden, met hun vingerafdruk"),
    may("tekst", Shape::Free, "De tekst die beoordeeld is, zoals die toen was"),
];

/// `[publication]`
pub(super) const PUBLICATION: &[Key] = &[
    may(
        "concept",
        Shape::Choice(&["weglaten", "melding"]),
        "Tekst die niemand tekende, in een echte regio: weglaten, of tonen met een melding",
    ),
    may("A", Shape::Table(TERMS), "Rechten, plichten, termijnen, en de vaste passages"),
    may("B", Shape::Table(TERMS), "Uitleg"),
    may("C", Shape::Table(TERMS), "Tekst van een regio"),
    may("D", Shape::Table(TERMS), "Ervaringen"),
    may("E", Shape::Table(TERMS), "Gegevens, zoals contact"),
    may("feiten", Shape::Table(TERMS), "Feiten van het register"),
    may("nood", Shape::Table(TERMS), "Veiligheidsnummers"),
    may("bronnen", Shape::Table(TERMS), "Hoe lang een bron geldt nadat iemand haar las"),
];

const TERMS: &[Key] = &[
    may(
        "handtekeningen",
        Shape::List(&Shape::Choice(&["inhoud", "redactie", "panel", "regio", "swv-redactie", "steunpunt", "controle"])),
        "Wie moeten tekenen, elk iemand anders",
    ),
    may("termijn", Shape::Number, "Na hoeveel maanden iemand opnieuw kijkt"),
    may("uitstel", Shape::Number, "Hoeveel dagen daarna de tekst nog blijft staan"),
];
