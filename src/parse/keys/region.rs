//! The keys of `regio.yaml`: who a region is, how it is reached, how it looks.

use super::{AUDIENCES, LINES, may, must};
use crate::parse::shape::{Key, Shape};

/// regions/…/regio.yaml
pub const REGION: &[Key] = &[
    must("swv", Shape::List(&Shape::Line), "Codes van de samenwerkingsverbanden, zoals PO9906"),
    must("naam", Shape::Line, "Naam van het steunpunt"),
    may("gemeenten", Shape::Either(&Shape::MapOf(&LINES), &LINES), "De gemeenten, per code als er meer codes zijn"),
    must("status", Shape::Choice(&["actief", "in-opbouw"]), "Werkt het al, of is het in opbouw"),
    may("fictief", Shape::Bool, "Verzonnen voorbeeld"),
    must("ouders", Shape::Table(SITE), "De site voor ouders"),
    must("jongeren", Shape::Table(SITE), "De site voor jongeren"),
    may("huisstijl", Shape::Table(STYLE), "Kleur en vorm"),
    may("procedure-adres", Shape::Mail, "Mailadres voor procedures van het samenwerkingsverband"),
    may("terugkoppeling", Shape::Table(FEEDBACK), "Waar opmerkingen heen gaan"),
    may("toegankelijkheid", Shape::Table(STATEMENT), "De verklaring van de regio zelf"),
    must("gecontroleerd-op", Shape::Date, "Wanneer iemand deze gegevens heeft nagekeken"),
    may("toelaatbaarheid", LINES, "Codes van wie hier over toelating beslist; zij tekenen niets van het steunpunt"),
    may("contact", Shape::List(&Shape::Table(CHANNEL)), "Manieren van contact"),
    may("gezichten", Shape::List(&Shape::Table(FACE)), "Wie er werken"),
    may("scholen", Shape::Choice(&["scholen.csv"]), "De tabel met scholen, naast dit bestand"),
    may("spreekuur", Shape::List(&Shape::Table(HOUR)), "Waar iemand binnen kan lopen"),
];

const SITE: &[Key] = &[
    must("merk", Shape::Line, "Hoe de site heet"),
    may("adres", Shape::Web, "Waar de site komt te staan"),
    may("gekozen-met", Shape::Line, "Met wie de naam is gekozen"),
    may("reikwijdte", Shape::Choice(&["vangnet", "ook-preventie"]), "Waar de site voor is"),
    may("snel-weg", Shape::Web, "Waar de knop Snel weg heen gaat; weggelaten: die van book.toml"),
];

const STYLE: &[Key] = &[
    may("kleur", Shape::Color, "Hoofdkleur, zoals \"#00594f\""),
    may("kleur-links", Shape::Color, "Kleur van links op een lichte achtergrond"),
    may("hoeken", Shape::Number, "Ronding in pixels, 0 tot 18"),
    may("lettertype", Shape::Name, "Een lettertype uit `[lettertypen]` van book.toml"),
    may("logo", Shape::Line, "Beeldmerk in `bestanden/`; SVG, PNG of WebP"),
    may("tokens", Shape::Table(crate::parse::tokens::TOKENS), "Eigen kleuren, met de namen van NL Design System"),
];

const FEEDBACK: &[Key] = &[
    may("ouders", Shape::Line, "Mailadres of formulier van ouders"),
    may("jongeren", Shape::Line, "Mailadres of formulier van jongeren"),
];

const STATEMENT: &[Key] = &[
    may("status", Shape::Choice(&["A", "B", "C", "D", "E"]), "Letter van de verklaring"),
    may("datum", Shape::Date, "Datum van de verklaring"),
    may("onderzoek", Shape::Web, "Waar het onderzoek staat"),
    may("contact", Shape::Line, "Waar iemand een probleem meldt"),
    may("antwoord", Shape::Line, "Hoe snel er antwoord komt"),
    may("klacht", Shape::Line, "Waar iemand heen kan als er geen goed antwoord komt"),
];

const CHANNEL: &[Key] = &[
    must(
        "soort",
        Shape::Choice(&["telefoon", "whatsapp", "mail", "chat", "video", "formulier", "langskomen"]),
        "Het middel",
    ),
    must("waarde", Shape::Line, "Nummer of adres, tussen aanhalingstekens"),
    may("tijden", Shape::Line, "Wanneer"),
    must("antwoord", Shape::Line, "Hoe snel er antwoord komt"),
    must("anoniem", Shape::Choice(&["ja", "deels", "nee"]), "Of het zonder naam kan"),
    must("voor", AUDIENCES, "Op welke sites"),
];

const FACE: &[Key] = &[
    must("voornaam", Shape::Line, "Alleen een voornaam"),
    must("rol", Shape::Line, "Wat die persoon doet"),
    may("scholen", LINES, "Op welke scholen"),
    may("zin", Shape::Line, "Eén zin van die persoon"),
    may("dagen", Shape::Line, "Wanneer die persoon er is"),
    may("foto", Shape::Line, "Foto of tekening in `bestanden/`"),
];

const HOUR: &[Key] = &[
    must("school", Shape::Line, "Naam van de school of plek"),
    may("plek", Shape::Line, "Waar in het gebouw"),
    must("dag", Shape::Line, "Welke dag"),
    must("tijd", Shape::Line, "Hoe laat"),
    must("geldig-tot", Shape::Date, "Laatste dag waarop dit klopt"),
];
