//! Every key of every kind of file: name, shape, whether it has to be there, what it is for.
//!
//! The check, the decoders and the handbook all read these tables.

mod region;

pub use super::keys_signoff::{FEEDBACK_ENTRY, RECORD};
use super::keys_signoff::{PAGE_CHANGE, PUBLICATION};
use super::shape::{Key, Shape};
pub use region::REGION;

pub(super) const fn must(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: true, default: None, about }
}

pub(super) const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, default: None, about }
}

/// A key with what counts when it is left out, as JSON.
pub(super) const fn or(key: Key, default: &'static str) -> Key {
    Key { default: Some(default), ..key }
}

pub(super) const NAMES: Shape = Shape::List(&Shape::Name);
pub(super) const LINES: Shape = Shape::List(&Shape::Line);
const BOTH: &str = r#"["po", "vo"]"#;
const SECTORS: Shape = Shape::List(&Shape::Choice(&["po", "vo"]));
pub(super) const AUDIENCES: Shape = Shape::List(&Shape::Choice(&["ouders", "jongeren"]));
const CERTAINTY: Shape = Shape::Choice(&["vastgesteld", "waarschijnlijk", "onbekend"]);
const PILLAR: Shape = Shape::Choice(&["informeren", "steunen", "signaleren"]);

/// Front matter of a page.
pub const PAGE: &[Key] = &[
    must("titel", Shape::Line, "De titel, in de woorden van de lezer"),
    must("samenvatting", Shape::Line, "Eén of twee zinnen voor lijsten en zoekmachines"),
    must("pijler", PILLAR, "Waar de pagina bij hoort: informeren, steunen of signaleren"),
    or(may("onderwijs", SECTORS, "Voor po, vo of beide"), BOTH),
    must("klasse", Shape::Choice(&["A", "B", "C", "E"]), "Soort inhoud: bepaalt wie tekent en hoe vaak"),
    may("themas", NAMES, "Onderwerpen"),
    may("bronnen", NAMES, "Waar de tekst op steunt: ids uit registers/bronnen.yaml"),
    must("eigenaar", Shape::Name, "Wie de tekst beheert"),
    must("herzien-voor", Shape::Date, "Voor deze dag kijkt iemand de tekst opnieuw na"),
    may(
        "tegenhanger",
        Shape::Either(&Shape::List(&Shape::Line), &Shape::Table(&[must("geen", Shape::Line, "Waarom er geen is")])),
        "Hetzelfde onderwerp op de andere site, of { geen: reden }",
    ),
    may("auteurs", Shape::List(&Shape::Line), "Wie de tekst schreef: codes, nooit namen"),
    may("doelgroep", NAMES, "Groepen voor wie de tekst er vooral is"),
    may("trefwoorden", LINES, "Woorden waarop lezers zoeken"),
    may("gevoelig", Shape::Bool, "De lezer kan gevaar lopen als iemand meekijkt"),
    may("optioneel", Shape::Bool, "Een regio mag de pagina verbergen"),
    may("verwant", NAMES, "Andere pagina's van deze site"),
    may("ervaringen", NAMES, "Ervaringen die bij het onderwerp horen"),
    may("oude-adressen", NAMES, "Adressen die hierheen moeten leiden"),
    may("ervaring-gewenst", Shape::Bool, "De pagina vraagt om een verhaal van een ouder of jongere"),
    may("wijzigingen", Shape::List(&Shape::Table(PAGE_CHANGE)), "Wat er aan de pagina veranderde, het nieuwste eerst"),
    may("na", Shape::Name, "Alleen in een regio: de pagina waar deze in het menu achter komt"),
    may("onder", Shape::Line, "Alleen in een regio: de groep in het menu"),
];

/// Front matter of what a region does with a national page.
pub const OVERLAY: &[Key] = &[
    may(
        "verbergt",
        Shape::List(&Shape::Table(&[
            may("sectie", Shape::Name, "De naam van de sectie"),
            may("ervaring", Shape::Name, "Of: de naam van een landelijke ervaring"),
            must("reden", Shape::Line, "Waarom deze regio dit niet toont"),
        ])),
        "Secties en ervaringen die deze regio niet toont, met reden",
    ),
    may("verborgen", Shape::Line, "Waarom deze regio de hele pagina niet toont; alleen als zij `optioneel` is"),
    may("titel", Shape::Line, "Een andere titel; alleen bij een pagina van klasse C"),
    may("samenvatting", Shape::Line, "Een andere samenvatting; alleen bij een pagina van klasse C"),
    may("verwant", NAMES, "Pagina's die erbij komen onder `Lees ook`"),
    may("eigenaar", Shape::Name, "Wie de regionale tekst beheert"),
    may("gecontroleerd-op", Shape::Date, "Wanneer iemand de regionale tekst heeft nagekeken"),
    may("herzien-voor", Shape::Date, "Voor deze dag kijkt iemand de tekst opnieuw na"),
    may("auteurs", LINES, "Wie de tekst schreef: codes, nooit namen"),
    may("ervaringen", NAMES, "Ervaringen die erbij komen"),
];

/// Front matter of a locked passage.
pub const PASSAGE: &[Key] = &[
    must("id", Shape::Name, "Gelijk aan de naam van het bestand"),
    may("bronnen", NAMES, "Waar de tekst op steunt"),
    may("feiten", NAMES, "De feiten waar de tekst uit bestaat"),
    may("themas", NAMES, "Onderwerpen"),
    must("eigenaar", Shape::Name, "Wie de tekst beheert"),
    must("herzien-voor", Shape::Date, "Voor deze dag kijkt iemand de tekst opnieuw na"),
    may("auteurs", LINES, "Wie de tekst schreef: codes, nooit namen"),
];

/// Front matter of an experience.
pub const EXPERIENCE: &[Key] = &[
    must("titel", Shape::Line, "Waar het verhaal over gaat"),
    must("rol", Shape::Choice(&["ouder", "jongere", "leerling-po", "leerling-vo"]), "Wie vertelt"),
    may("leeftijdsgroep", Shape::Choice(&["8-12", "12-18", "ouder"]), "Leeftijd, nooit preciezer"),
    may("jaar", Shape::Number, "Het jaar waarin het speelde"),
    may("themas", NAMES, "Onderwerpen"),
    must("strekking", Shape::Choice(&["goed", "lastig", "beide"]), "Ging het goed, was het lastig, of beide"),
    must("toestemming", Shape::Table(CONSENT), "De toestemming van wie vertelt"),
    may("verzonnen", Shape::Bool, "Verzonnen voor een voorbeeld"),
    may("eigenaar", Shape::Name, "Wie het verhaal beheert"),
    may("auteurs", LINES, "Wie meeschreef: codes, nooit namen"),
];

const CONSENT: &[Key] = &[
    must("nummer", Shape::Line, "Nummer van het formulier, dat ergens anders ligt"),
    must("tot", Shape::Date, "De eerste dag waarop de toestemming niet meer geldt"),
    may("voor", Shape::List(&Shape::Choice(&["site", "druk", "landelijk"])), "Waar het verhaal mag staan"),
    may("ingetrokken", Shape::Bool, "De verteller wil het verhaal niet meer tonen"),
];

/// Front matter of the text of a slot; it may be left out.
pub const FILLING: &[Key] = &[
    may("eigenaar", Shape::Name, "Wie de tekst beheert"),
    may("gecontroleerd-op", Shape::Date, "Wanneer iemand de tekst heeft nagekeken"),
    may("herzien-voor", Shape::Date, "Voor deze dag kijkt iemand de tekst opnieuw na"),
    may("auteurs", LINES, "Wie de tekst schreef: codes, nooit namen"),
];

/// regions/…/basis.lock, which `wegwijzer bevestig` writes
pub const LOCK: &[Key] = &[
    must("pagina", Shape::Line, "De landelijke pagina, zoals ouders/tlv"),
    must("sectie", Shape::Name, "De landelijke sectie"),
    must("vingerafdruk", Shape::Line, "Van de landelijke tekst zoals die toen was"),
    must("bevestigd-op", Shape::Date, "Wanneer iemand heeft gekeken of de regionale tekst er nog bij past"),
    must("tekst", Shape::Free, "De landelijke tekst zoals die toen was"),
];

/// registers/feiten.yaml
pub const FACT: &[Key] = &[
    must("id", Shape::Name, "Vaste naam; teksten verwijzen ernaar"),
    may("kernzin", Shape::Line, "Het feit in één zin"),
    may("kernzin-jongeren", Shape::Line, "Het feit voor jongeren"),
    may("waarden", Shape::MapOf(&Shape::Free), "Getallen en data die teksten tonen"),
    or(may("onderwijs", SECTORS, "Waar het geldt"), BOTH),
    may(
        "basis",
        Shape::List(&Shape::Table(&[
            must("bron", Shape::Name, "Id uit bronnen.yaml"),
            may("plaats", Shape::Free, "Lid, paragraaf of bladzijde"),
        ])),
        "Waar het feit op steunt",
    ),
    may("geldig-vanaf", Shape::Date, "Eerste dag waarop het geldt"),
    may("geldig-tot", Shape::Date, "Laatste dag waarop het geldt"),
    must("zekerheid", CERTAINTY, "Hoe zeker het is"),
    may("gecontroleerd-op", Shape::Date, "Wanneer een deskundige het heeft nagekeken"),
    may("toelichting", Shape::Free, "Voor redacteuren"),
];

/// registers/bronnen.yaml
pub const SOURCE: &[Key] = &[
    must("id", Shape::Name, "Vaste naam; teksten verwijzen ernaar"),
    must("titel", Shape::Line, "Titel, met artikel of hoofdstuk"),
    must("uitgever", Shape::Line, "Wie het heeft uitgegeven"),
    must("soort", Shape::Choice(&["wet", "overheid", "onderzoek", "organisatie", "nieuws"]), "Wat voor bron het is"),
    may("url", Shape::Web, "Waar het te lezen is"),
    may("versie", Shape::Line, "Welke versie is gelezen"),
    may("geraadpleegd", Shape::Date, "Wanneer die is gelezen"),
];

/// registers/begrippen.yaml
pub const TERM: &[Key] = &[
    must("term", Shape::Line, "Het woord"),
    must("uitleg", Shape::Line, "Uitleg in hoogstens twintig woorden"),
    may("uitleg-jongeren", Shape::Line, "Uitleg met je"),
    may("synoniemen", LINES, "Andere vormen van het woord"),
    must("doelgroep", AUDIENCES, "Wie de uitleg krijgt"),
];

/// registers/woorden.yaml
pub const WORD: &[Key] = &[
    must("woord", Shape::Line, "Het woord dat u vermijdt"),
    may("vormen", LINES, "Andere vormen van het woord"),
    may("gebruik", Shape::Line, "Wat u schrijft; weggelaten: niets"),
    may("waarom", Shape::Line, "Waarom"),
    must("doelgroep", AUDIENCES, "Voor wie"),
];

/// registers/contacten.yaml
pub const CONTACT: &[Key] = &[
    must("id", Shape::Name, "Vaste naam; teksten verwijzen ernaar"),
    must("naam", Shape::Line, "Naam van de organisatie"),
    may("voor", Shape::Line, "Voor wie"),
    may("waarvoor", Shape::Line, "Waarvoor"),
    may("telefoon", Shape::Phone, "Nummer, tussen aanhalingstekens"),
    may("telefoon2", Shape::Phone, "Tweede nummer"),
    may("mail", Shape::Mail, "Mailadres"),
    may("chat", Shape::Web, "Adres van de chat"),
    may("site", Shape::Web, "Adres van de site"),
    may("tijden", Shape::Line, "Wanneer bereikbaar"),
    may("kosten", Shape::Line, "Wat het kost"),
    may("anoniem", Shape::Choice(&["ja", "deels", "nee"]), "Of dat zonder naam kan"),
    may("nood", Shape::Bool, "Veiligheidsnummer"),
    may("doelgroep", AUDIENCES, "Op welke sites"),
    must("zekerheid", CERTAINTY, "Hoe zeker het is"),
    may("bron", Shape::Line, "Waar het vandaan komt"),
    may("gecontroleerd-op", Shape::Date, "Wanneer iemand heeft gebeld of gekeken"),
    may("toelichting", Shape::Free, "Voor redacteuren"),
];

/// registers/vakken.yaml
pub const SLOT: &[Key] = &[
    must("id", Shape::Name, "Vaste naam; teksten verwijzen ernaar"),
    must("kop", Shape::Line, "De kop die lezers zien"),
    may("kop-jongeren", Shape::Line, "De kop voor jongeren"),
    may("wat", Shape::Free, "Wat erin hoort, voor redacteuren"),
    must("soort", Shape::Choice(&["tekst", "gegevens", "agenda"]), "Tekst, gegevens uit regio.yaml, of een agenda"),
    must("doelgroep", AUDIENCES, "Op welke sites"),
    or(may("onderwijs", SECTORS, "Voor po, vo of beide"), BOTH),
    may("per-onderwijs", Shape::Bool, "Mag voor po en vo apart gevuld worden"),
    must(
        "verplicht",
        Shape::Either(
            &Shape::Choice(&["ja", "nee"]),
            &Shape::Table(&[must("als", Shape::Name, "Het vak dat dan ook gevuld is")]),
        ),
        "Of het gevuld moet zijn om te publiceren",
    ),
    or(may("verplicht-voor", AUDIENCES, "Voor welke sites"), r#"["ouders", "jongeren"]"#),
];

/// registers/wegwijzer.yaml
pub const REFERRAL: &[Key] = &[
    must("id", Shape::Name, "Vaste naam"),
    must("situatie", Shape::Line, "Wat er is"),
    must("eerst", Shape::Line, "Waar u eerst heen gaat"),
    may("daarna", Shape::Line, "Waar u daarna heen kunt"),
    may("contacten", NAMES, "Ids uit contacten.yaml"),
    may("themas", NAMES, "Onderwerpen van pagina's waar dit bij hoort"),
    must("doelgroep", AUDIENCES, "Op welke site"),
];

/// registers/wijzigingen.yaml
pub const CHANGE: &[Key] = &[
    must("datum", Shape::Date, "Wanneer de tekst is veranderd"),
    must("tekst", Shape::Line, "Wat er is veranderd, voor lezers"),
    may("tekst-jongeren", Shape::Line, "Hetzelfde voor jongeren"),
    may("paginas", LINES, "De pagina's, zoals `ouders/tlv`"),
    must("doelgroep", AUDIENCES, "Op welke sites"),
];

/// book.toml
pub const BOOK: &[Key] = &[
    must(
        "book",
        Shape::Table(&[
            must("title", Shape::Line, "Naam van de set"),
            or(may("language", Shape::Choice(&["nl"]), "Taal van de teksten"), r#""nl""#),
            may("authors", LINES, "Wie de set beheren"),
            may("description", Shape::Line, "Waar de set over gaat"),
            or(may("src", Shape::Choice(&["content"]), "Map van de landelijke teksten"), r#""content""#),
        ]),
        "Over de set",
    ),
    may(
        "build",
        Shape::Table(&[or(may("build-dir", Shape::Name, "Map van de uitvoer"), r#""public""#)]),
        "Waar de sites komen",
    ),
    may(
        "sites",
        Shape::Table(&[
            may("ouders", Shape::Table(SITE_CONFIG), "Alle sites voor ouders"),
            may("jongeren", Shape::Table(SITE_CONFIG), "Alle sites voor jongeren"),
        ]),
        "Wat in elke regio geldt",
    ),
    may(
        "lettertypen",
        Shape::MapOf(&Shape::Line),
        "Lettertypen die een regio kan kiezen: de naam van het bestand in `themes/lettertypen/`, en hoe het heet",
    ),
    may(
        "rules",
        Shape::MapOf(&Shape::Either(&LEVEL, &Shape::MapOf(&LEVEL))),
        "Hoe zwaar een bevinding hier weegt, per code; onder `ouders` of `jongeren` alleen voor die teksten",
    ),
    may("publication", Shape::Table(PUBLICATION), "Wie tekent, hoe lang dat geldt, en wat er uitgaat"),
];

const LEVEL: Shape = Shape::Choice(&["fout", "waarschuwing", "info", "uit"]);

const SITE_CONFIG: &[Key] = &[
    may(
        "strook",
        Shape::Name,
        "De passage met veiligheidsnummers: op elke pagina voor jongeren, voor ouders bij contact en op gevoelige pagina's",
    ),
    may("contact", Shape::Name, "De pagina over contact, waar elke pagina heen leidt"),
    may("snel-weg", Shape::Web, "Waar de knop Snel weg heen gaat: een neutrale pagina"),
    may("verplicht", NAMES, "De pagina's die elke site moet hebben"),
    may("nood", NAMES, "De contacten waarvan het nummer in de strook staat; weggelaten: alle met `nood: true`"),
    may(
        "buiten-onderwijs",
        NAMES,
        "Onderwerpen waar anderen bij helpen: zo'n pagina verwijst landelijk en in de regio",
    ),
    may("doelgroepen", NAMES, "De groepen voor wie er een pagina moet zijn"),
    may("doen", LINES, "Hoe de kop boven de volgende stap begint, zoals `wat kun je`"),
    may("passages", Shape::MapOf(&NAMES), "De passages die op een pagina moeten staan, per pagina"),
];
