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

fn json(set: &Set, arguments: &[&str]) -> Value {
    let output = set.run(arguments);
    assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Every block of a page is explained: a national section, a regional one with what it did, a slot, a passage, a fact.
#[test]
fn each_block_of_a_page_tells_where_it_comes_from() {
    let set = set();
    set.replace(
        "content/ouders/hulp.md",
        "De zorgplicht",
        "{{ feit.beslistermijn.weken }} weken.[^wvo-8-8] De zorgplicht",
    );
    set.replace("content/ouders/hulp.md", "## Voorbeelden", "{{ passage.v-termijnen }}\n\n## Voorbeelden");
    let page = json(&set, &["verklaar", "voorbeeld/ouders/hulp/", "--formaat", "json"]);
    assert_eq!(page["bestand"], "content/ouders/hulp.md");
    assert_eq!(page["aanpassing"], "regions/voorbeeld/ouders/hulp.md");
    let blocks = page["blokken"].as_array().expect("blocks");
    let find =
        |id: &str| blocks.iter().find(|b| b["id"].as_str().is_some_and(|i| i.starts_with(id))).unwrap_or(&Value::Null);
    assert_eq!((&find("wie-helpt")["laag"], &find("wie-helpt")["regel"]), (&"landelijk".into(), &13.into()));
    let own = find("ilse");
    assert_eq!(
        (&own["laag"], &own["opdracht"], &own["doel"]),
        (&"regionaal".into(), &"bij".into(), &"content/ouders/hulp.md:13".into())
    );
    assert_eq!((&own["bestand"], &own["regel"]), (&"regions/voorbeeld/ouders/hulp.md".into(), &7.into()));
    assert_eq!(find("v-termijnen")["bestand"], "content/passages/v-termijnen.md");
    assert_eq!(find("onafhankelijkheid")["bestand"], "regions/voorbeeld/vakken/onafhankelijkheid.md");
    assert_eq!(find("feit beslistermijn.weken = 6")["bestand"], "content/registers/feiten.yaml");
    assert_eq!(find("wvo-8-8")["bestand"], "content/registers/bronnen.yaml");
    assert_eq!(find("bellen")["bestand"], "content/ervaringen/bellen.md");
    assert_eq!(*find("voorbeelden"), Value::Null, "what is hidden is not on the page");
    // The version moves with the text, and with nothing else.
    let version = |set: &Set| {
        json(set, &["verklaar", "voorbeeld/ouders/hulp/#ilse", "--formaat", "json"])["blokken"][0]["versie"].clone()
    };
    let before = version(&set);
    set.replace("content/ouders/hulp.md", "Ik maak mij zorgen", "Ik maak mij grote zorgen");
    assert_eq!(before, version(&set));
    set.replace("regions/voorbeeld/ouders/hulp.md", "Bel *Ilse*.", "Bel *Noor*.");
    assert_ne!(before, version(&set));
}

#[test]
fn an_address_may_be_written_as_people_have_it() {
    let set = set();
    set.replace(
        "regions/voorbeeld/regio.yaml",
        "jongeren: { merk: Praatplek }",
        "jongeren: { merk: Praatplek, adres: \"https://praatplek.example/\" }",
    );
    for address in [
        "voorbeeld/jongeren/middelbare/meepraten/",
        "./public/voorbeeld/jongeren/middelbare/meepraten/index.html",
        "https://praatplek.example/middelbare/meepraten/",
        "https://praatplek.example/meepraten",
    ] {
        let page = json(&set, &["verklaar", address, "--formaat", "json"]);
        assert_eq!(page["bestand"], "content/jongeren/meepraten.md", "{address}");
    }
    let home = json(&set, &["verklaar", "https://praatplek.example", "--formaat", "json"]);
    assert_eq!(home["bestand"], "content/jongeren/start.md");
    for (address, near) in [
        ("voorbeeld/ouders/hulpp/", "bedoelt u `hulp`?"),
        ("voorbeld/ouders/hulp/", "bedoelt u `voorbeeld`?"),
        ("voorbeeld/oude/hulp/", "voorbeeld/ouders/"),
        ("voorbeeld/ouders/hulp/#ils", "bedoelt u `ilse`?"),
    ] {
        let output = set.run(&["verklaar", address]);
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains(near), "{address}: {}", said(&output));
    }
}

#[test]
fn what_a_region_changes_is_shown_beside_the_national_text() {
    let set = set();
    set.write("regions/voorbeeld/ouders/contact.md", "## Bel Ilse {na=begin}\n\nElke dag.\n");
    let all = fine(&set, &["verschil", "voorbeeld"]);
    for part in [
        "--- content/ouders/hulp.md\n+++ regions/voorbeeld/ouders/hulp.md\n",
        "@@ verbergt voorbeelden: Die zijn er hier niet. @@\n- ## Voorbeelden {#voorbeelden .open}\n- \n- - Mijn kind",
        "@@ bij wie-helpt (regel 13), regel 7 @@\n+ ## Wie u hier belt",
        "+++ regions/voorbeeld/ouders/contact.md\n",
        "+++ regions/voorbeeld/vakken/onafhankelijkheid.md: vult een vak",
    ] {
        assert!(all.contains(part), "{part:?} is not in\n{all}");
    }
    let one = fine(&set, &["verschil", "voorbeeld", "ouders/contact"]);
    assert!(one.contains("+ Elke dag.") && !one.contains("hulp.md"), "{one}");
    set.write(
        "regions/voorbeeld/ouders/hulp.md",
        "## Voorbeelden hier {vervangt=voorbeelden}\n\n- Mijn kind wil niet naar school.\n- Iets anders.\n",
    );
    let replaced = fine(&set, &["verschil", "voorbeeld", "ouders/hulp.md"]);
    assert!(
        replaced.contains("  - Mijn kind wil niet naar school.\n- - Ik maak mij zorgen.\n+ - Iets anders.\n"),
        "{replaced}"
    );
    assert_eq!(code(&set.run(&["verschil", "voorbeeld", "ouders/hul"])), 2);
}

/// `--sinds`: the sentences, regions, links and findings that a national change touches. The findings are the
/// difference of two full checks.
#[test]
fn what_a_national_change_touches() {
    let set = set();
    set.replace(
        "content/ouders/contact.md",
        "U kunt ons bellen.",
        "U kunt ons bellen. Lees [wie helpt](hulp.md#wie-helpt).",
    );
    let git = |arguments: &[&str]| {
        let identity =
            ["-c", "user.name=Proef", "-c", "user.email=proef@voorbeeld.example", "-c", "commit.gpgsign=false"];
        let done =
            std::process::Command::new("git").arg("-C").arg(set.folder.path()).args(identity).args(arguments).output();
        let done = done.expect("git");
        assert!(done.status.success(), "{arguments:?}: {}", said(&done));
    };
    fine(&set, &["bevestig", "voorbeeld"]);
    let output = set.run(&["verschil", "--sinds", "HEAD"]);
    assert_eq!(code(&output), 2, "no repository: {}", said(&output));
    git(&["init", "-q"]);
    git(&["add", "content", "book.toml", "themes"]);
    git(&["commit", "-qm", "landelijk"]);
    let nothing = fine(&set, &["verschil", "--sinds", "HEAD"]);
    assert!(nothing.starts_with("0 teksten, 0 feiten"), "{nothing}");
    let check = |set: &Set| -> std::collections::BTreeSet<String> {
        let output = set.run(&["check", "--formaat", "regel"]);
        said(&output)
            .lines()
            .filter(|l| l.contains(": fout ") || l.contains(": waarschuwing "))
            .map(|line| {
                // Path, code and message, without place and help.
                let (place, rest) = line.split_once(": ").expect("a place");
                let rest = rest.trim_start_matches("fout ").trim_start_matches("waarschuwing ");
                let path = place.split(':').next().expect("a path");
                format!("{path}: {}", rest.rsplit_once(" (").map_or(rest, |(message, _)| message))
            })
            .collect()
    };
    let before = check(&set);
    set.replace("content/ouders/hulp.md", "De zorgplicht geldt voor elke school.", "De zorgplicht geldt niet altijd.");
    set.replace("content/ouders/hulp.md", "{#van-buiten}", "{#buiten}");
    set.replace("content/registers/feiten.yaml", "weken: 6", "weken: 7");
    set.replace("content/ouders/contact.md", "hulp.md#wie-helpt", "hulp.md#wie-help");
    let after = check(&set);
    let change = json(&set, &["verschil", "--sinds", "HEAD", "--json"]);
    let strings = |value: &Value| -> std::collections::BTreeSet<String> {
        value.as_array().expect("a list").iter().map(|v| v.as_str().expect("a text").to_owned()).collect()
    };
    assert_eq!(strings(&change["nieuw"]), after.difference(&before).cloned().collect());
    assert_eq!(strings(&change["opgelost"]), before.difference(&after).cloned().collect());
    assert!(!strings(&change["nieuw"]).is_empty());
    let texts = change["teksten"].as_array().expect("texts");
    let named: Vec<(&str, &str)> =
        texts.iter().map(|t| (t["tekst"].as_str().unwrap(), t["soort"].as_str().unwrap())).collect();
    assert_eq!(
        named,
        [
            ("ouders/contact#begin", "veranderd"),
            ("ouders/hulp#buiten", "nieuw"),
            ("ouders/hulp#van-buiten", "weg"),
            ("ouders/hulp#wie-helpt", "veranderd"),
        ]
    );
    let changed = &texts[3];
    assert!(changed["verschil"].as_str().unwrap().contains("+ De zorgplicht geldt niet altijd."));
    assert_eq!(changed["regios"][0], "regions/voorbeeld/ouders/hulp.md (verouderd)");
    assert_eq!(change["feiten"][0]["waarden"][0], serde_json::json!({ "waarde": "weken", "was": "6", "is": "7" }));
    assert!(strings(&change["feiten"][0]["plekken"]).iter().any(|p| p.starts_with("content/")), "{change}");
}
