//! A region and the national text over time: confirm, change, read, confirm again.
#![allow(clippy::disallowed_methods)]

mod program;

use program::{Set, code, said};
use serde_json::Value;

const OVERLAY: &str = "---\nverbergt:\n  - sectie: voorbeelden\n    reden: Die zijn er hier niet.\n---\n\n## Wie u hier belt {#ilse bij=wie-helpt}\n\nBel *Ilse*.\n";
const LOCK: &str = "regions/voorbeeld/basis.lock";

/// A set with one region that extends one national section and hides another.
fn set() -> Set {
    let set = Set::new();
    set.write("regions/voorbeeld/ouders/hulp.md", OVERLAY);
    set
}

/// The state of each section, by name.
fn states(set: &Set) -> Vec<(String, String)> {
    let output = set.run(&["bevestig", "voorbeeld", "--toon", "--formaat", "json"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let list: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or_default().to_owned();
    list.as_array().expect("a list").iter().map(|e| (text(e, "sectie"), text(e, "staat"))).collect()
}

fn states_are(set: &Set, wanted: &[(&str, &str)]) {
    let found = states(set);
    let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, wanted);
}

fn fine(set: &Set, arguments: &[&str]) -> String {
    let output = set.run(arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
    said(&output)
}

fn strict(set: &Set) -> String {
    said(&set.run(&["check", "--streng", "--formaat", "regel", "--peildatum", "2026-11-22"]))
}

#[test]
fn what_is_new_is_confirmed_when_it_is_first_seen() {
    let set = set();
    states_are(&set, &[("voorbeelden", "ontbrekend"), ("wie-helpt", "ontbrekend")]);
    assert!(strict(&set).contains("O010"));
    assert!(!set.path(LOCK).exists(), "showing and checking write nothing");
    let shown = fine(&set, &["bevestig", "voorbeeld"]);
    assert!(shown.contains("nu bevestigd"), "{shown}");
    states_are(&set, &[("voorbeelden", "vers"), ("wie-helpt", "vers")]);
    assert!(!strict(&set).contains("O010"));
    let shown = fine(&set, &["bevestig", "voorbeeld"]);
    assert!(shown.contains("onveranderd"), "{shown}");
}

/// A confirmation holds until the next change; neither an edit of the regional text nor a look makes it fresh again.
#[test]
fn a_changed_national_text_is_told_until_somebody_says_to_have_read_it() {
    let set = set();
    fine(&set, &["bevestig", "voorbeeld"]);
    // What no reader sees is no change.
    set.replace("content/ouders/hulp.md", "De zorgplicht geldt", "De zorgplicht\ngeldt");
    states_are(&set, &[("voorbeelden", "vers"), ("wie-helpt", "vers")]);
    set.replace("content/ouders/hulp.md", "voor elke school", "voor bijna elke school");
    let stale = [("voorbeelden", "vers"), ("wie-helpt", "verouderd")];
    states_are(&set, &stale);
    let told = strict(&set);
    assert!(told.contains("regions/voorbeeld/ouders/hulp.md:7:") && told.contains("O009"), "{told}");
    set.replace("regions/voorbeeld/ouders/hulp.md", "Bel *Ilse*.", "Bel *Noor*.");
    states_are(&set, &stale);
    let shown = fine(&set, &["bevestig", "voorbeeld"]);
    for part in ["- De zorgplicht", "+ geldt voor bijna elke school.", "Bel *Noor*.", "hulp.md:7", "PAGINA#SECTIE"] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
    states_are(&set, &stale);
    fine(&set, &["bevestig", "voorbeeld", "ouders/hulp#voorbeelden"]);
    states_are(&set, &stale);
    fine(&set, &["bevestig", "voorbeeld", "ouders/hulp#wie-helpt"]);
    states_are(&set, &[("voorbeelden", "vers"), ("wie-helpt", "vers")]);
    assert!(!strict(&set).contains("O009"));
    // And back again is a change too.
    set.replace("content/ouders/hulp.md", "voor bijna elke school", "voor elke school");
    states_are(&set, &stale);
}

/// A section that got another name, or is gone: an error with the name it has now, and what was confirmed stays known.
#[test]
fn a_section_that_is_gone_leaves_an_orphan() {
    let set = set();
    fine(&set, &["bevestig", "voorbeeld"]);
    set.replace("content/ouders/hulp.md", "{#wie-helpt}", "{#hulp-dichtbij}");
    states_are(&set, &[("voorbeelden", "vers"), ("wie-helpt", "wees")]);
    let told = strict(&set);
    assert!(told.contains("O002") && told.contains("heet nu waarschijnlijk `hulp-dichtbij`"), "{told}");
    fine(&set, &["bevestig", "voorbeeld", "--alles"]);
    states_are(&set, &[("voorbeelden", "vers"), ("wie-helpt", "wees")]);
    // Other words too, but most of them are the same.
    set.replace("content/ouders/hulp.md", "De zorgplicht geldt", "De plicht tot zorg geldt");
    let told = strict(&set);
    assert!(told.contains("heet nu waarschijnlijk `hulp-dichtbij`"), "{told}");
    set.replace("regions/voorbeeld/ouders/hulp.md", "bij=wie-helpt", "bij=hulp-dichtbij");
    states_are(&set, &[("hulp-dichtbij", "ontbrekend"), ("voorbeelden", "vers")]);
    fine(&set, &["bevestig", "voorbeeld"]);
    assert!(!strict(&set).contains("O0"), "{}", strict(&set));
}

#[test]
fn what_can_not_be_read_can_not_be_confirmed() {
    let set = set();
    fine(&set, &["bevestig", "voorbeeld"]);
    let before = std::fs::read_to_string(set.path(LOCK)).expect("the lock");
    set.replace("regions/voorbeeld/ouders/hulp.md", "verbergt:", "verbergt: [");
    let output = set.run(&["bevestig", "voorbeeld"]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    assert_eq!(before, std::fs::read_to_string(set.path(LOCK)).expect("the lock"));
    let set = self::set();
    assert_eq!(code(&set.run(&["bevestig"])), 2);
    assert_eq!(code(&set.run(&["bevestig", "voorbeld"])), 2);
    let output = set.run(&["bevestig", "voorbeeld", "ouders/hulp#wie-help"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("bedoelt u `ouders/hulp#wie-helpt`?"), "{}", said(&output));
    set.write(
        LOCK,
        "- pagina: ouders/hulp\n  sectie: wie-helpt\n  vingerafdruk: \"1\"\n  bevestigd-op: 2026-01-01\n  tekst: x\n",
    );
    let told = strict(&set);
    assert!(told.contains("basis.lock:3:17: fout F009"), "{told}");
}
