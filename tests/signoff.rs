//! What "validated" means: one test per row of the tables of states and of classes, who may sign, and what goes out.
#![allow(clippy::disallowed_methods)]

mod set;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use wegwijzer::parse::parse;
use wegwijzer::set::InformationSet;
use wegwijzer::set::region::Region;
use wegwijzer::set::signoff::Subject;
use wegwijzer::source::{Audience, RawFile, Sources};
use wegwijzer::state::gate::Release;
use wegwijzer::state::{Beside, Signable, State, States};

/// A small set that grows by files and signatures.
struct Draft {
    files: Vec<RawFile>,
}

impl Draft {
    fn new() -> Self {
        Self { files: set::basis() }
    }

    fn put(&mut self, path: &str, text: &str) -> &mut Self {
        self.files.retain(|f| f.path != path);
        self.files.push(RawFile::text(path, text));
        self
    }

    fn text(&self, path: &str) -> String {
        let file = self.files.iter().find(|f| f.path == path).unwrap_or_else(|| panic!("{path}"));
        String::from_utf8(file.bytes.clone().expect("bytes")).expect("text")
    }

    fn replace(&mut self, path: &str, from: &str, to: &str) -> &mut Self {
        let text = self.text(path);
        assert!(text.contains(from), "{path} does not hold {from}");
        self.put(path, &text.replace(from, to))
    }

    fn sources(&self) -> Sources {
        Sources::new(self.files.clone())
    }

    /// Signs a text as it is now, as `wegwijzer teken` would.
    fn sign(&mut self, name: &str, role: &str, code: &str, day: &str) -> &mut Self {
        let sources = self.sources();
        let (set, _) = parse(&sources);
        let (region, subject) = named(&set, name);
        let signable = Signable::find(&set, region, &subject).expect(name);
        let folder = region.map_or("content".to_owned(), |r| format!("regions/{}", r.folder));
        let path = format!("{folder}/validaties/{subject}.yaml");
        let head = format!("onderdeel: {subject}\nstappen:\n");
        let mut text = if self.files.iter().any(|f| f.path == path) { self.text(&path) } else { head };
        let _ = write!(
            text,
            "  - soort: handtekening\n    datum: {day}\n    rol: {role}\n    organisatie: Iemand\n    ondertekenaar: {code}\n    aantal: 8\n    hoe: gebeld\n    vingerafdruk: \"{}\"\n",
            signable.print()
        );
        if let Some(document) = signable.document() {
            text.push_str("    gezien:\n");
            for (name, print) in Beside::of(&set).seen(region, &subject, document) {
                let _ = writeln!(text, "      \"{name}\": \"{print}\"");
            }
        }
        self.put(&path, &text)
    }

    /// Every signature that a national text of class A or B needs.
    fn sign_all(&mut self, name: &str, day: &str) -> &mut Self {
        let panel = if name.starts_with("jongeren") { "jongerenpanel" } else { "ouderpanel" };
        self.sign(name, "inhoud", "J1", day).sign(name, "redactie", "LR2", day).sign(name, panel, "P1", day)
    }

    fn withdraw(&mut self, path: &str, day: &str) -> &mut Self {
        let text =
            self.text(path) + &format!("  - soort: intrekking\n    datum: {day}\n    reden: Het klopt niet meer.\n");
        self.put(path, &text)
    }

    /// The state of a text on that day, and the first reason.
    fn state(&self, name: &str, day: &str) -> (State, String) {
        let sources = self.sources();
        let (set, _) = parse(&sources);
        let states = States::of(&set, day.parse().expect("a day"));
        let (region, subject) = named(&set, name);
        let standing = match region {
            Some(region) => states.regional(region.id, &subject),
            None => states.national(&subject),
        };
        let standing = standing.unwrap_or_else(|| panic!("{name}"));
        (standing.state, standing.why.first().cloned().unwrap_or_default())
    }

    /// What becomes of a page of the region on that day.
    fn release(&self, page: &str, day: &str) -> Release {
        let sources = self.sources();
        let (set, _) = parse(&sources);
        let states = States::of(&set, day.parse().expect("a day"));
        let Subject::Page(id) = named(&set, page).1 else { panic!("{page} is no page") };
        states.page(&set.regions[0], &id).expect(page).release
    }

    fn lines(&self) -> String {
        set::lines(&self.sources())
    }

    /// A real region in the place of the fictional one.
    fn real(&mut self) -> &mut Self {
        let path = "regions/voorbeeld/regio.yaml";
        self.replace(path, "PO9901, VO9901", "PO0001, VO0001").replace(path, "fictief: true\n", "");
        self.replace(path, "soort: telefoon, waarde: \"000-000 00 01\"", "soort: langskomen, waarde: Bibliotheek");
        self.replace(
            path,
            "soort: chat, waarde: \"https://chat.praatplek.example/\"",
            "soort: langskomen, waarde: Lokaal 12",
        );
        self.replace(path, "anoniem: ja", "anoniem: nee")
    }

    /// What no site can do without, signed.
    fn sign_what_is_needed(&mut self, day: &str) -> &mut Self {
        for page in ["ouders/start", "ouders/contact", "jongeren/start", "jongeren/contact"] {
            self.sign_all(page, day);
        }
        self.sign("passages/v-nood", "inhoud", "J1", day).sign("passages/v-nood", "redactie", "LR2", day);
        self.sign("passages/v-nood", "jongerenpanel", "P1", day).sign("contacten/112", "controle", "LR2", day);
        let filling = "regions/voorbeeld/vakken/onafhankelijkheid";
        self.sign(filling, "swv-redactie", "SW1", day).sign(filling, "steunpunt", "SP1", day)
    }
}

/// A page without the marks around days.
fn page_of(pages: &BTreeMap<String, String>, path: &str) -> String {
    let mut text = String::new();
    for (i, piece) in pages[path].split("<time datetime=\"").enumerate() {
        text.push_str(if i == 0 { piece } else { &piece["2026-01-01\">".len()..] });
    }
    text.replace("</time>", "")
}

fn named<'s>(set: &'s InformationSet, name: &str) -> (Option<&'s Region>, Subject) {
    let (region, name) = match name.strip_prefix("regions/voorbeeld/") {
        Some(rest) => (Some(&set.regions[0]), rest),
        None => (None, name),
    };
    (region, Subject::from_name(name).expect(name))
}

const HULP: &str = "ouders/hulp";
const RECORD: &str = "content/validaties/ouders/hulp.yaml";
const TEXT: &str = "content/ouders/hulp.md";
/// Later than that the page asks for a new look by its own date.
const LATER: &str = "herzien-voor: 2030-01-01";

fn signed() -> Draft {
    let mut draft = Draft::new();
    draft.replace(TEXT, "herzien-voor: 2027-08-01", LATER).sign_all(HULP, "2026-01-10");
    draft
}

// The table of states, the worst first.

#[test]
fn state_withdrawn_whatever_was_signed_before() {
    let mut draft = signed();
    draft.withdraw(RECORD, "2026-02-01");
    assert_eq!(draft.state(HULP, "2026-02-01").0, State::Withdrawn);
    // It was not withdrawn yet on the day before.
    assert_eq!(draft.state(HULP, "2026-01-31").0, State::Validated);
    // What is withdrawn comes back with new signatures only, all of them.
    draft.sign(HULP, "inhoud", "J1", "2026-02-02").sign(HULP, "redactie", "LR2", "2026-02-02");
    assert_eq!(draft.state(HULP, "2026-02-03").0, State::Withdrawn);
    draft.sign(HULP, "ouderpanel", "P1", "2026-02-02");
    assert_eq!(draft.state(HULP, "2026-02-03").0, State::Validated);
}

#[test]
fn state_draft_while_a_signature_on_this_very_text_is_missing() {
    let mut draft = Draft::new();
    assert_eq!(draft.state(HULP, "2026-01-12").0, State::Draft);
    draft.sign(HULP, "inhoud", "J1", "2026-01-10").sign(HULP, "redactie", "LR2", "2026-01-10");
    let (state, why) = draft.state(HULP, "2026-01-12");
    assert_eq!((state, why.as_str()), (State::Draft, "er ontbreekt een handtekening: ouderpanel"));
    draft.sign(HULP, "ouderpanel", "P1", "2026-01-10");
    assert_eq!(draft.state(HULP, "2026-01-12").0, State::Validated);
    // Before the day of the signatures there are none.
    assert_eq!(draft.state(HULP, "2026-01-09").0, State::Draft);
    for change in ["titel: Wie helpt u?", "samenvatting: Er is", "klasse: B", "Begin bij de leraar"] {
        let mut other = signed();
        other.replace(
            TEXT,
            change,
            &change
                .replace("Wie", "Wat")
                .replace("Er is", "Soms is")
                .replace(": B", ": A")
                .replace("leraar", "buurvrouw"),
        );
        assert_eq!(other.state(HULP, "2026-01-12").0, State::Draft, "{change}");
    }
}

#[test]
fn state_expired_longer_ago_than_the_grace_period() {
    let draft = signed();
    // Class B: 24 months, and 60 days of grace.
    assert_eq!(draft.state(HULP, "2028-03-09").0, State::Recheck);
    assert_eq!(draft.state(HULP, "2028-03-10").0, State::Expired);
    // Terms stand in book.toml.
    let mut other = signed();
    let book = other.text("book.toml") + "\n[publication.B]\ntermijn = 1\nuitstel = 2\n";
    other.put("book.toml", &book);
    assert_eq!(other.state(HULP, "2026-02-11").0, State::Recheck);
    assert_eq!(other.state(HULP, "2026-02-12").0, State::Expired);
}

#[test]
fn state_recheck_when_a_term_has_just_passed() {
    let draft = signed();
    assert_eq!(draft.state(HULP, "2028-01-09").0, State::Validated);
    assert_eq!(draft.state(HULP, "2028-01-10").0, State::Recheck);
    let mut own = signed();
    own.replace(TEXT, LATER, "herzien-voor: 2026-03-01");
    assert_eq!(own.state(HULP, "2026-02-28").0, State::Validated);
    assert_eq!(own.state(HULP, "2026-03-01").0, State::Recheck);
}

#[test]
fn state_recheck_when_a_source_was_read_too_long_ago() {
    let mut draft = Draft::new();
    let sources = "content/registers/bronnen.yaml";
    let first = "- id: wvo-8-8\n";
    draft.replace(sources, first, &format!("{first}  geraadpleegd: 2025-06-01\n"));
    draft.replace("content/ouders/aanmelden.md", "herzien-voor: 2027-08-01", LATER);
    draft.sign_all("ouders/aanmelden", "2026-01-10");
    assert_eq!(draft.state("ouders/aanmelden", "2026-05-31").0, State::Validated);
    let (state, why) = draft.state("ouders/aanmelden", "2026-06-01");
    assert_eq!(state, State::Recheck, "{why}");
}

#[test]
fn state_recheck_when_a_fact_or_passage_changed() {
    let page = "ouders/aanmelden";
    let mut draft = Draft::new();
    draft.replace("content/ouders/aanmelden.md", "herzien-voor: 2027-08-01", LATER).sign_all(page, "2026-01-10");
    assert_eq!(draft.state(page, "2026-01-12").0, State::Validated);
    let mut fact = Draft { files: draft.files.clone() };
    fact.replace("content/registers/feiten.yaml", "weken: 6", "weken: 8");
    let (state, why) = fact.state(page, "2026-01-12");
    assert_eq!((state, why.as_str()), (State::Recheck, "het feit `beslistermijn` is veranderd sinds 2026-01-10"));
    let mut passage = Draft { files: draft.files.clone() };
    let text = passage.text("content/passages/v-termijnen.md") + "\nNog een zin.\n";
    passage.put("content/passages/v-termijnen.md", &text);
    let (state, why) = passage.state(page, "2026-01-12");
    assert_eq!((state, why.as_str()), (State::Recheck, "de passage `v-termijnen` is veranderd sinds 2026-01-10"));
    // One who looks again is enough.
    passage.sign(page, "redactie", "LR2", "2026-01-11");
    assert_eq!(passage.state(page, "2026-01-12").0, State::Validated);
}

#[test]
fn state_recheck_when_the_fact_itself_is_due() {
    let page = "ouders/aanmelden";
    let mut draft = Draft::new();
    draft.replace("content/ouders/aanmelden.md", "herzien-voor: 2027-08-01", LATER);
    draft.sign("feiten/beslistermijn", "inhoud", "J1", "2025-06-01").sign(
        "feiten/beslistermijn",
        "redactie",
        "LR2",
        "2025-06-01",
    );
    draft.sign_all(page, "2026-01-10");
    assert_eq!(draft.state("feiten/beslistermijn", "2026-05-31").0, State::Validated);
    assert_eq!(draft.state(page, "2026-05-31").0, State::Validated);
    assert_eq!(draft.state("feiten/beslistermijn", "2026-06-01").0, State::Recheck);
    assert_eq!(draft.state(page, "2026-06-01").0, State::Recheck);
}

#[test]
fn state_recheck_when_the_national_text_beside_it_changed() {
    let filling = "regions/voorbeeld/vakken/onafhankelijkheid";
    let overlay = "regions/voorbeeld/ouders/hulp";
    let mut draft = Draft::new();
    draft.put("regions/voorbeeld/ouders/hulp.md", "## Ook hier {bij=wie-helpt}\n\nBel Noor.\n");
    for text in [filling, overlay] {
        draft.sign(text, "swv-redactie", "SW1", "2026-01-10").sign(text, "steunpunt", "SP1", "2026-01-10");
        assert_eq!(draft.state(text, "2026-01-12").0, State::Validated);
    }
    draft.replace(TEXT, "De zorgplicht geldt voor elke school.", "Elke school heeft een zorgplicht.");
    let (state, why) = draft.state(overlay, "2026-01-12");
    assert_eq!(state, State::Recheck, "{why}");
    assert_eq!(draft.state(filling, "2026-01-12").0, State::Validated, "another section");
    draft.replace(TEXT, "## Onze belofte", "## Dit beloven wij");
    assert_eq!(draft.state(filling, "2026-01-12").0, State::Recheck);
}

#[test]
fn state_validated_when_all_roles_signed_this_very_text() {
    let draft = signed();
    assert_eq!(draft.state(HULP, "2026-01-10"), (State::Validated, String::new()));
    assert_eq!(draft.lines(), "");
    // A page of parents needs their panel, not that of young people.
    let mut other = Draft::new();
    other.sign(HULP, "inhoud", "J1", "2026-01-10").sign(HULP, "redactie", "LR2", "2026-01-10");
    other.sign(HULP, "jongerenpanel", "P1", "2026-01-10");
    assert_eq!(other.state(HULP, "2026-01-12").0, State::Draft);
}

// Who may sign.

#[test]
fn one_person_is_one_signature() {
    let mut draft = Draft::new();
    draft.sign(HULP, "inhoud", "LR2", "2026-01-10").sign(HULP, "redactie", "LR2", "2026-01-10");
    draft.sign(HULP, "ouderpanel", "P1", "2026-01-10");
    let (state, why) = draft.state(HULP, "2026-01-12");
    assert_eq!((state, why.as_str()), (State::Draft, "er ontbreekt een handtekening: redactie"));
    assert!(draft.lines().contains(" G014 "), "{}", draft.lines());
    let filling = "regions/voorbeeld/vakken/onafhankelijkheid";
    let mut region = Draft::new();
    region.sign(filling, "swv-redactie", "SW1", "2026-01-10").sign(filling, "swv-redactie", "SW1", "2026-01-11");
    assert_eq!(region.state(filling, "2026-01-12").0, State::Draft);
    region.sign(filling, "swv-redactie", "SW2", "2026-01-11");
    assert_eq!(region.state(filling, "2026-01-12").0, State::Validated);
}

#[test]
fn the_author_and_who_decides_on_access_do_not_sign() {
    let mut draft = Draft::new();
    draft.replace(TEXT, "klasse: B", "klasse: B\nauteurs: [LR2]").sign_all(HULP, "2026-01-10");
    assert_eq!(draft.state(HULP, "2026-01-12").0, State::Draft);
    let filling = "regions/voorbeeld/vakken/onafhankelijkheid";
    let mut region = Draft::new();
    region.replace("regions/voorbeeld/regio.yaml", "status: actief", "status: actief\ntoelaatbaarheid: [SW1]");
    region.sign(filling, "swv-redactie", "SW1", "2026-01-10").sign(filling, "steunpunt", "SP1", "2026-01-10");
    assert_eq!(region.state(filling, "2026-01-12").0, State::Draft);
    assert!(region.lines().contains("beslist over toelating"), "{}", region.lines());
}

#[test]
fn a_refusal_counts_until_the_same_signer_agrees() {
    let mut draft = signed();
    let text = draft.text(RECORD);
    let refusal = text.split("  - soort").nth(2).expect("a step").replace("2026-01-10", "2026-01-11");
    draft.put(
        RECORD,
        &format!("{text}  - soort{}", refusal.replace("    aantal", "    oordeel: afgekeurd\n    aantal")),
    );
    let (state, why) = draft.state(HULP, "2026-01-12");
    assert_eq!((state, why.as_str()), (State::Draft, "redactie heeft de tekst op 2026-01-11 afgekeurd"));
    draft.sign(HULP, "redactie", "LR2", "2026-01-12");
    assert_eq!(draft.state(HULP, "2026-01-12").0, State::Validated);
}

#[test]
fn a_broken_record_proves_nothing() {
    let mut draft = signed();
    draft.replace(RECORD, "rol: inhoud", "rol: inhouden");
    assert_eq!(draft.state(HULP, "2026-01-12").0, State::Draft);
    assert!(draft.lines().contains(RECORD), "{}", draft.lines());
}

// What goes out: the table of classes for whole sets; the pure table stands in `state::gate`.

#[test]
fn a_draft_goes_out_for_a_fictional_region_only() {
    let mut draft = Draft::new();
    assert_eq!(draft.release(HULP, "2026-11-22"), Release::Out);
    draft.real();
    assert_eq!(draft.release(HULP, "2026-11-22"), Release::Behind);
    let lines = draft.lines();
    assert!(lines.contains("content/ouders/hulp.md:2:8: waarschuwing G010"), "{lines}");
    assert!(lines.contains("content/ouders/start.md:2:8: fout G001"), "{lines}");
}

#[test]
fn a_real_region_goes_out_with_what_was_signed() {
    let mut draft = Draft::new();
    draft.real().sign_what_is_needed("2026-11-01");
    let lines = draft.lines();
    assert!(!lines.contains(": fout "), "{lines}");
    let pages = set::pages(&draft.sources());
    assert!(pages.contains_key("voorbeeld/ouders/contact/index.html"));
    assert!(!pages.contains_key("voorbeeld/ouders/hulp/index.html"), "a draft stays behind");
    draft.sign_all(HULP, "2026-11-01");
    let pages = set::pages(&draft.sources());
    let page = page_of(&pages, "voorbeeld/ouders/hulp/index.html");
    assert!(page.contains("Deze tekst is nagekeken op 1 november 2026"), "{page}");
    assert!(page.contains("een panel van ouders (8 mensen), Iemand, op 1 november 2026"), "{page}");
}

#[test]
fn a_link_to_what_stays_behind_leaves_its_words() {
    let mut draft = Draft::new();
    draft.real();
    draft.replace("content/ouders/start.md", "\n---\n\n", "\n---\n\nLees [wie u *helpt*](hulp.md#wie-helpt).\n\n");
    draft.sign_what_is_needed("2026-11-01");
    let lines = draft.lines();
    assert!(lines.contains(" G013 ") && !lines.contains(": fout "), "{lines}");
    let page = &set::pages(&draft.sources())["voorbeeld/ouders/index.html"];
    assert!(page.contains("Lees wie u <em>helpt</em>."), "{page}");
    for (path, page) in set::pages(&draft.sources()) {
        assert!(!page.contains("wegwijzer:") && !page.contains("hulp/"), "{path}");
    }
}

#[test]
fn the_operator_may_show_drafts_with_a_notice() {
    let mut draft = Draft::new();
    let book = draft.text("book.toml") + "\n[publication]\nconcept = \"melding\"\n";
    draft.real().put("book.toml", &book);
    assert_eq!(draft.release(HULP, "2026-11-22"), Release::Notice);
    let page = &set::pages(&draft.sources())["voorbeeld/ouders/hulp/index.html"];
    assert!(page.contains("nog niet door iedereen nagekeken"), "{page}");
    assert!(draft.lines().contains("gaat in een echte regio uit met een melding"));
}

#[test]
fn a_right_that_expired_keeps_a_real_region() {
    let mut draft = Draft::new();
    draft.real().sign_what_is_needed("2026-11-01");
    draft.replace(TEXT, "klasse: B", "klasse: A\nbronnen: [wvo-8-8]").sign_all(HULP, "2025-01-01");
    assert_eq!(draft.release(HULP, "2026-11-22"), Release::Blocked);
    assert!(draft.lines().contains("content/ouders/hulp.md:2:8: fout G011"), "{}", draft.lines());
    // An explanation goes out with a notice.
    let mut other = Draft::new();
    other.real().replace(TEXT, "herzien-voor: 2027-08-01", "herzien-voor: 2026-01-01").sign_all(HULP, "2025-01-01");
    assert_eq!(other.release(HULP, "2026-11-22"), Release::Notice);
}

#[test]
fn a_safety_number_that_is_late_keeps_a_real_region() {
    let mut draft = Draft::new();
    draft.real().sign_what_is_needed("2026-08-01");
    let lines = draft.lines();
    assert!(lines.contains("content/passages/v-nood.md:1:1: fout G011"), "{lines}");
    // Three months: one day earlier it was in time.
    assert_eq!(draft.state("contacten/112", "2026-10-31").0, State::Validated);
    assert_eq!(draft.state("contacten/112", "2026-11-01").0, State::Expired);
}

#[test]
fn a_likely_fact_keeps_its_pages_from_a_real_region_until_it_is_signed() {
    let page = "ouders/aanmelden";
    let mut draft = Draft::new();
    draft.real().replace("content/registers/feiten.yaml", "zekerheid: vastgesteld", "zekerheid: waarschijnlijk");
    for (role, code) in [("inhoud", "J1"), ("redactie", "LR2"), ("ouderpanel", "P1")] {
        draft.sign("passages/v-termijnen", role, code, "2026-11-01");
    }
    draft.sign_all(page, "2026-11-01");
    assert_eq!(draft.release(page, "2026-11-22"), Release::Behind);
    draft.sign("feiten/beslistermijn", "inhoud", "J1", "2026-11-01").sign(
        "feiten/beslistermijn",
        "redactie",
        "LR2",
        "2026-11-01",
    );
    assert_eq!(draft.release(page, "2026-11-22"), Release::Out);
}

#[test]
fn what_is_withdrawn_leaves_a_notice_also_in_a_fictional_region() {
    let mut draft = signed();
    draft.withdraw(RECORD, "2026-11-20");
    let pages = set::pages(&draft.sources());
    let page = &pages["voorbeeld/ouders/hulp/index.html"];
    assert!(page.contains("Wij hebben deze tekst weggehaald.") && page.contains("href=\"../contact/\""), "{page}");
    assert!(!page.contains("Begin bij de leraar") && !page.contains("meedenkt"), "{page}");
    assert!(!pages["voorbeeld/ouders/index.html"].contains("meedenkt"));
    // A passage leaves a notice in its own place; the page stays.
    let mut passage = Draft::new();
    passage.sign("passages/v-termijnen", "inhoud", "J1", "2026-11-01");
    passage.withdraw("content/validaties/passages/v-termijnen.yaml", "2026-11-20");
    let page = &set::pages(&passage.sources())["voorbeeld/ouders/aanmelden/index.html"];
    assert!(
        page.contains("weggehaald") && page.contains("De school beslist") && !page.contains("data-passage"),
        "{page}"
    );
}

/// Two gates: the preview shows everything with its state.
#[test]
fn the_preview_shows_what_stays_behind() {
    let mut draft = Draft::new();
    draft.real();
    let day = set::TODAY.parse().expect("a day");
    let edition = wegwijzer::pipeline::Edition::new(std::sync::Arc::new(draft.sources()), day);
    let site = edition.site(&edition.set.regions[0], Audience::Ouders).expect("the site");
    let page = &site.pages["hulp"];
    assert_eq!((page.decision.state, page.decision.release), (State::Draft, Release::Notice));
    let shared = edition.shared();
    let (site, judged) = edition.judge(&shared, &edition.set.regions[0], Audience::Ouders).expect("the site");
    assert!(judged.held && !site.pages.contains_key("hulp"));
}

/// A wrong number must be able to go within one build, also where something else is late.
#[test]
fn a_fact_that_is_withdrawn_takes_its_pages_along() {
    let page = "ouders/aanmelden";
    let mut draft = Draft::new();
    draft.sign("feiten/beslistermijn", "inhoud", "J1", "2026-11-01");
    draft.withdraw("content/validaties/feiten/beslistermijn.yaml", "2026-11-20");
    for role in [("inhoud", "J1"), ("redactie", "LR2"), ("ouderpanel", "P1")] {
        draft.sign("passages/v-termijnen", role.0, role.1, "2025-01-01");
    }
    assert_eq!(draft.state("passages/v-termijnen", "2026-11-22").0, State::Expired);
    assert_eq!(draft.release(page, "2026-11-22"), Release::Withdrawn);
    draft.real();
    assert_eq!(draft.release(page, "2026-11-22"), Release::Withdrawn);
    assert_eq!(draft.release(page, "2026-11-19"), Release::Blocked);
}

#[test]
fn regional_text_that_nobody_signed_stays_behind_and_the_national_text_comes_back() {
    let mut draft = Draft::new();
    draft.put("regions/voorbeeld/ouders/hulp.md", "## Hier helpt Noor {vervangt=voorbeelden}\n\nBel Noor.\n");
    draft.real().sign_what_is_needed("2026-11-01").sign_all(HULP, "2026-11-01");
    let page = |draft: &Draft| set::pages(&draft.sources())["voorbeeld/ouders/hulp/index.html"].clone();
    assert!(!page(&draft).contains("Noor") && page(&draft).contains("Mijn kind wil niet"));
    let overlay = "regions/voorbeeld/ouders/hulp";
    draft.sign(overlay, "swv-redactie", "SW1", "2026-11-01").sign(overlay, "steunpunt", "SP1", "2026-11-01");
    assert!(page(&draft).contains("Noor") && !page(&draft).contains("Mijn kind wil niet"));
}

#[test]
fn the_data_of_a_region_has_a_term() {
    let mut draft = Draft::new();
    draft.real().sign_what_is_needed("2026-11-01");
    draft.replace("regions/voorbeeld/regio.yaml", "2026-11-01", "2026-02-01");
    assert!(
        draft.lines().contains("regions/voorbeeld/regio.yaml") && draft.lines().contains(" G011 "),
        "{}",
        draft.lines()
    );
    draft.replace("regions/voorbeeld/regio.yaml", "2026-02-01", "2026-03-01");
    assert!(!draft.lines().contains(" G011 "), "{}", draft.lines());
}

#[test]
fn the_shipped_set_was_signed_by_nobody() {
    let sources = wegwijzer::load::load(set::root()).expect("the package");
    let (set, _) = parse(&sources);
    assert!(set.records.is_empty() && set.regions.iter().all(|r| r.records.is_empty()));
    let states = States::of(&set, set::TODAY.parse().expect("a day"));
    let pages = states.all_national().filter(|(s, _)| matches!(s, Subject::Page(_) | Subject::Passage(_)));
    assert!(pages.into_iter().all(|(_, standing)| standing.state == State::Draft));
}

// The program.

/// The program in a copy of the small set.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for file in set::basis() {
            let path = folder.path().join(&file.path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(path, file.bytes.expect("bytes")).expect("write");
        }
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        let output = command.current_dir(self.folder.path()).args(arguments).output().expect("the program");
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().expect("a code"), said)
    }

    fn sign(&self, arguments: &[&str]) -> (i32, String) {
        self.run(&[&["teken"], arguments].concat())
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.folder.path().join(path);
        let text = std::fs::read_to_string(&path).expect("read");
        assert!(text.contains(from), "{from}");
        std::fs::write(path, text.replace(from, to)).expect("write");
    }

    fn is(&self, path: &str) -> bool {
        Path::new(&self.folder.path().join(path)).exists()
    }
}

const EDITOR: [&str; 6] = ["--rol", "redactie", "--organisatie", "Landelijke redactie", "--ondertekenaar", "LR2"];

#[test]
fn what_may_not_be_signed_is_refused_and_nothing_is_written() {
    let desk = Desk::new();
    desk.edit(TEXT, "klasse: B", "klasse: B\nauteurs: [LR1]");
    desk.edit("regions/voorbeeld/regio.yaml", "status: actief", "status: actief\ntoelaatbaarheid: [TD1]");
    let with = |text: &'static str, role: &'static str, code: &'static str| {
        vec![text, "--rol", role, "--organisatie", "Iemand", "--ondertekenaar", code, "--aantal", "8"]
    };
    let filling = "regions/voorbeeld/vakken/onafhankelijkheid";
    for (arguments, told) in [
        (with(HULP, "redactie", "LR1"), "wie schrijft tekent niet"),
        (with(HULP, "directeur", "LR2"), "de rol `directeur` bestaat niet"),
        (with(HULP, "redactie", "Anne de Vries"), "is geen code"),
        (with(HULP, "controle", "LR2"), "hoort niet bij deze tekst"),
        (with(filling, "toelaatbaarheid", "X1"), "beslist over toelating"),
        (with(filling, "steunpunt", "TD1"), "beslist over toelating"),
        (vec![HULP, "--rol", "panel", "--organisatie", "Panel", "--ondertekenaar", "P1"], "--aantal"),
        (vec![HULP, "--rol", "redactie", "--ondertekenaar", "LR2"], "--organisatie"),
        ([&[HULP][..], &EDITOR, &["--datum", "2999-01-01"]].concat(), "nog niet geweest"),
        (vec!["contacten/112", "--rol", "controle", "--organisatie", "Iemand", "--ondertekenaar", "LR2"], "--hoe"),
        (vec![HULP, "--intrekken"], "--reden"),
        ([&[HULP][..], &EDITOR, &["--redactioneel", "--reden", "typfout"]].concat(), "nog niets getekend"),
    ] {
        let (code, said) = desk.sign(&arguments);
        assert_eq!(code, 1, "{arguments:?}: {said}");
        assert!(said.contains(told), "{arguments:?}: {said}");
    }
    assert!(!desk.is("content/validaties") && !desk.is("regions/voorbeeld/validaties"));
    let (code, said) = desk.sign(&[&["ouders/hulpp"][..], &EDITOR].concat());
    assert!(code == 2 && said.contains("bedoelt u `ouders/hulp`?"), "{said}");
}

#[test]
fn a_change_of_spelling_keeps_the_signatures_and_a_change_of_meaning_does_not() {
    let desk = Desk::new();
    for role in [["inhoud", "J1"], ["redactie", "LR2"], ["panel", "P1"]] {
        let (code, said) = desk.sign(&[
            HULP,
            "--rol",
            role[0],
            "--organisatie",
            "Iemand",
            "--ondertekenaar",
            role[1],
            "--aantal",
            "8",
            "--datum",
            "2026-01-10",
        ]);
        assert_eq!(code, 0, "{said}");
    }
    let state = || {
        let (_, csv) = desk.run(&["status", "--formaat", "csv", "--peildatum", "2026-02-01"]);
        csv.lines().find(|l| l.contains(",ouders/hulp,")).expect("the page").to_owned()
    };
    assert!(state().contains(",gevalideerd,landelijke-redactie,2026-01-10,"), "{}", state());
    // The same person twice.
    let (code, said) = desk.sign(&[HULP, "--rol", "inhoud", "--organisatie", "Iemand", "--ondertekenaar", "LR2"]);
    assert!(code == 1 && said.contains("twee handtekeningen zijn van twee mensen"), "{said}");
    desk.edit(TEXT, "Begin bij de leraar.", "Begin bij de leerkracht.");
    assert!(state().contains(",concept,"), "{}", state());
    let spelling =
        [&[HULP][..], &EDITOR, &["--redactioneel", "--reden", "ander woord", "--datum", "2026-01-20"]].concat();
    let (code, said) = desk.sign(&spelling);
    assert_eq!(code, 0, "{said}");
    // The day of the check does not move.
    assert!(state().contains(",gevalideerd,landelijke-redactie,2026-01-10,"), "{}", state());
    desk.edit(TEXT, "De zorgplicht geldt voor", "De zorgplicht geldt niet voor");
    let (code, said) = desk.sign(&spelling);
    assert!(code == 1 && said.contains("de ontkenning `niet` kwam erbij"), "{said}");
    assert!(state().contains(",concept,"), "{}", state());
    // Who writes the step by hand does not get past the machine either.
    let (_, said) = desk.run(&["check", "--formaat", "regel"]);
    assert!(!said.contains(RECORD), "{said}");
    desk.edit(RECORD, "Begin bij de leerkracht.", "Begin niet bij de leerkracht.");
    let (code, said) = desk.run(&["check", "--formaat", "regel"]);
    assert!(code == 1 && said.contains(RECORD) && said.contains("G012"), "{said}");
}

#[test]
fn a_record_only_grows() {
    let desk = Desk::new();
    let mut before = String::new();
    for role in [["inhoud", "J1"], ["redactie", "LR2"]] {
        desk.sign(&[HULP, "--rol", role[0], "--organisatie", "Iemand: \"X\"", "--ondertekenaar", role[1]]);
        let now = std::fs::read_to_string(desk.folder.path().join(RECORD)).expect("the record");
        assert!(now.starts_with(&before) && now.len() > before.len());
        before = now;
    }
    assert_eq!(before.matches("    tekst: |").count(), 1, "a text is kept once");
    assert_eq!(desk.run(&["check"]).0, 0);
}

#[test]
fn status_speaks_four_languages() {
    let desk = Desk::new();
    let (code, table) = desk.run(&["status", "--peildatum", "2026-11-26"]);
    assert!(code == 0 && table.contains("Bouwstenen per regio"), "{table}");
    let (_, json) = desk.run(&["status", "--formaat", "json", "--peildatum", "2026-11-26"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["bouwstenen"]["voorbeeld"].as_array().expect("blocks").len(), 9);
    assert_eq!(json["onderwerpen"][0]["pagina"], "ouders/aanmelden");
    let (_, soon) = desk.run(&["status", "--formaat", "json", "--peildatum", "2027-07-15", "--binnen", "30"]);
    let soon: serde_json::Value = serde_json::from_str(&soon).expect("JSON");
    let rows = soon["rijen"].as_array().expect("rows");
    assert!(rows.len() > 3 && rows.iter().all(|r| r["dagen"].as_i64().is_some_and(|d| d <= 30)), "{rows:?}");
    let calendar = |day: &str| desk.run(&["status", "--formaat", "ics", "--peildatum", day]).1;
    let (first, second) = (calendar("2026-11-26"), calendar("2026-11-27"));
    assert!(first.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && first.ends_with("END:VCALENDAR\r\n"));
    assert!(first.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let ids = |text: &str| text.lines().filter(|l| l.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    let unique: BTreeMap<String, usize> = ids(&first).into_iter().map(|id| (id, 1)).collect();
    assert_eq!((ids(&first), unique.len()), (ids(&second), ids(&first).len()));
}

#[test]
fn the_trail_of_a_page_names_who_signed() {
    let desk = Desk::new();
    desk.sign(&[&["passages/v-termijnen"][..], &EDITOR, &["--datum", "2026-11-01"]].concat());
    let (code, said) = desk.run(&["verklaar", "voorbeeld/ouders/aanmelden/", "--peildatum", "2026-11-22"]);
    assert!(code == 0 && said.contains("concept, getekend door redactie LR2 op 2026-11-01"), "{said}");
    let (_, json) = desk.run(&["verklaar", "voorbeeld/ouders/aanmelden/", "--formaat", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let blocks = json["blokken"].as_array().expect("blocks");
    let passage = blocks.iter().find(|b| b["soort"] == "passage").expect("the passage");
    assert_eq!(passage["ondertekend"][0]["ondertekenaar"], "LR2");
}

#[test]
fn a_build_reports_what_stayed_behind() {
    let desk = Desk::new();
    desk.sign(&[HULP, "--rol", "inhoud", "--organisatie", "Iemand", "--ondertekenaar", "J1", "--datum", "2026-01-10"]);
    desk.sign(&[HULP, "--intrekken", "--reden", "Het klopt niet", "--datum", "2026-01-11"]);
    let (code, said) = desk.run(&["build", "--peildatum", "2026-11-22", "--verslag", "verslag.json"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("ouders/hulp (voorbeeld/ouders) ingetrokken"), "{said}");
    let json = std::fs::read_to_string(desk.folder.path().join("verslag.json")).expect("the report");
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["sites"][0]["achtergebleven"][0]["onderdeel"], "ouders/hulp");
    let (code, said) = desk.run(&["build", "--verslag", "public/verslag.json"]);
    assert!(code == 2 && said.contains("buiten de uitvoermap"), "{said}");
    let published = walk(&desk.folder.path().join("public"));
    assert!(!published.contains("J1") && !published.contains("vingerafdruk"), "sign-offs never reach the output");
}

fn walk(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        all += &if path.is_dir() { walk(&path) } else { std::fs::read_to_string(&path).unwrap_or_default() };
    }
    all
}

#[test]
fn changes_and_answers_are_told() {
    let mut draft = Draft::new();
    draft.replace(
        TEXT,
        "klasse: B\n",
        "klasse: B\nwijzigingen:\n  - { datum: 2026-10-01, soort: feit, wat: De termijn is nu 6 weken., waarom: De wet is anders., advies-van: het ouderpanel }\n",
    );
    let profile = "regions/voorbeeld/regio.yaml";
    draft.replace(
        profile,
        "merk: Oudersteunpunt Voorbeeld",
        "merk: Oudersteunpunt, adres: https://ouders.voorbeeld.example/",
    );
    draft.put(
        "content/registers/reacties.yaml",
        "- { id: te-lang, datum: 2026-10-02, van: het ouderpanel, gezegd: Te lang., besluit: nee, reden: Elke stap is nodig., pagina: ouders/hulp, doelgroep: [ouders] }\n",
    );
    let sources = draft.sources();
    let (set, findings) = parse(&sources);
    assert!(findings.is_empty(), "{findings:?}");
    let page = page_of(&set::pages(&sources), "voorbeeld/ouders/hulp/index.html");
    assert!(
        page.contains("1 oktober 2026: De termijn is nu 6 weken. De wet is anders. Op advies van het ouderpanel."),
        "{page}"
    );
    // Changes are no part of what was signed.
    let signed = |draft: &Draft| {
        let sources = draft.sources();
        let (set, _) = parse(&sources);
        Signable::find(&set, None, &Subject::from_name(HULP).expect("a page")).expect("the page").print()
    };
    assert_eq!(signed(&draft), signed(&Draft::new()));
    let pages = set::pages(&sources);
    let line = "De termijn is nu 6 weken. De wet is anders. Op advies van het ouderpanel.";
    assert!(pages["voorbeeld/ouders/wijzigingen/index.html"].contains(line));
    let answers = &page_of(&pages, "voorbeeld/ouders/met-wie-maken-we-dit/index.html");
    assert!(answers.contains("het ouderpanel: Te lang.<br>\nNee. Elke stap is nodig."), "{answers}");
    assert!(answers.contains("href=\"../hulp/\""), "{answers}");
    assert!(!pages["voorbeeld/jongeren/met-wie-maken-we-dit/index.html"].contains("Elke stap"));
    let day = set::TODAY.parse().expect("a day");
    let site = wegwijzer::overlay::assemble(&set, &set.regions[0], Audience::Ouders, day).0;
    let (output, _) = wegwijzer::render::Renderer::new(&set, &sources).0.render(&site);
    let feed = output.files().find(|(path, _)| *path == "wijzigingen.xml").expect("the feed");
    assert!(String::from_utf8_lossy(feed.1).contains(line));
}
