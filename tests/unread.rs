//! Front matter that can't be read is told once, and nothing is told that would only follow from it.
//!
//! In the real set, one text after another gets front matter with a slip; every further finding would be untrue.

mod set;

use std::collections::BTreeSet;

use wegwijzer::load::load;
use wegwijzer::report::{Form, write};
use wegwijzer::source::{RawFile, Sources};

/// What is found, what is only good to know included, without the places: a slip may move a line.
fn found(files: &[RawFile]) -> BTreeSet<String> {
    let sources = Sources::new(files.to_vec());
    let lines = write(Form::Regel, &set::check(&sources).diagnostics, &sources, false);
    lines.lines().map(|line| line.split_once(": ").map_or(line, |(_, told)| told).to_owned()).collect()
}

/// The real set with one text changed.
fn changed(path: &str, edit: impl Fn(&str) -> String) -> Vec<RawFile> {
    let mut files = real();
    let text = files.iter().find(|f| f.path == path).and_then(|f| f.bytes.clone().ok()).expect(path);
    let old = String::from_utf8(text).expect("text");
    let new = edit(&old);
    assert_ne!(old, new, "{path}");
    files.retain(|f| f.path != path);
    files.push(RawFile::text(path, &new));
    files
}

fn real() -> Vec<RawFile> {
    set::raw(&load(set::root()).expect("the package"))
}

/// The first value of the front matter with a quotation mark that nobody closes.
fn unclosed(text: &str) -> String {
    let colon = text.find(": ").expect("a key") + 2;
    let end = colon + text[colon..].find('\n').expect("a line");
    format!("{}\"Kapot{}", &text[..colon], &text[end..])
}

#[test]
fn what_cannot_be_read_lacks_nothing() {
    let before = found(&real());
    for path in [
        // Sources and a counterpart; schools; a group; a pillar; a story that a region hides.
        "content/ouders/dyslexie.md",
        "content/jongeren/na-school.md",
        "content/jongeren/geschorst.md",
        "content/ouders/thuiszitten.md",
        "content/jongeren/meedoen.md",
        "content/jongeren/ruzie-school-ouders.md",
        // Facts on which a passage rests; whose story it is, and that it is invented.
        "content/passages/v-geschil.md",
        "content/ervaringen/zij-praatten-over-mij.md",
        "regions/duinrand-vo/ervaringen/rustkaart.md",
    ] {
        let more: Vec<String> = found(&changed(path, unclosed)).difference(&before).cloned().collect();
        assert!(more.len() == 1 && more[0].contains(" F004 "), "{path}: {more:#?}");
    }
    // A comment that silences what is not told now, is not one that silences nothing.
    let silenced = changed("content/ouders/dyslexie.md", |text| {
        unclosed(text).replacen("\nDe school geeft", "\n<!-- negeer G024: staat er niet bij -->\n\nDe school geeft", 1)
    });
    assert!(
        silenced.iter().any(|f| f.bytes.as_ref().is_ok_and(|b| String::from_utf8_lossy(b).contains("negeer G024")))
    );
    let more: Vec<String> = found(&silenced).difference(&before).cloned().collect();
    assert!(more.len() == 1 && more[0].contains(" F004 "), "{more:#?}");
    // A key that is misspelt is all that is wrong.
    let misspelt = changed("content/ouders/dyslexie.md", |text| text.replacen("\nbronnen:", "\nbronen:", 1));
    let more: Vec<String> = found(&misspelt).difference(&before).cloned().collect();
    assert!(more.len() == 1 && more[0].contains(" F007 "), "{more:#?}");
    // A block that is closed nowhere takes the text with it: links to its sections are no faults.
    let open = changed("content/ouders/dyslexie.md", |text| text.replacen("\n---\n", "\n", 1));
    let more: Vec<String> = found(&open).difference(&before).cloned().collect();
    assert!(more.len() == 1 && more[0].contains(" F003 "), "{more:#?}");
}

/// What has nothing to do with it is told at once.
#[test]
fn what_is_wrong_in_the_text_is_told_all_the_same() {
    let before = found(&real());
    let both = changed("content/ouders/dyslexie.md", |text| {
        unclosed(text) + "\nLees verder: [klik hier](https://voorbeeld.example/). Bel {{ contact.niemand.telefoon }}.\n"
    });
    let more = found(&both);
    for code in [" F004 ", " H022 ", " L003 "] {
        assert!(more.difference(&before).any(|line| line.contains(code)), "{code}: {more:#?}");
    }
}

/// A slip in one region takes nothing away from what another region is told.
#[test]
fn a_slip_in_one_region_hides_nothing_of_another() {
    let slots = "content/registers/vakken.yaml";
    let slot = "\n- id: nergens\n  kop: Nergens\n  soort: tekst\n  doelgroep: [ouders]\n  verplicht: nee\n";
    let national = "content/ouders/dyslexie.md";
    let mut files = changed(slots, |text| text.to_owned() + slot);
    let text = |path: &str| real().into_iter().find(|f| f.path == path).and_then(|f| f.bytes.ok()).expect(path);
    let text = |path: &str| String::from_utf8(text(path)).expect("text");
    let mut put = |path: &str, text: &str| {
        files.retain(|f| f.path != path);
        files.push(RawFile::text(path, text));
    };
    put("regions/merelbeek/vakken/nergens.md", "Dit ziet niemand.\n");
    put(national, &format!("{}\n<!-- negeer H022: er is er geen -->\n\nEinde.\n", text(national)));
    let story = "regions/duinrand-vo/ervaringen/rustkaart.md";
    put(story, &unclosed(&text(story)));
    let told = found(&files);
    for code in [" F004 ", " O008 ", " H013 "] {
        assert!(told.iter().any(|line| line.contains(code)), "{code}: {told:#?}");
    }
    // In the region itself nothing can be said of what stands nowhere.
    let own = "regions/duinrand-vo/vakken/nergens.md";
    files.push(RawFile::text(own, "Ook dit niet.\n"));
    let sources = Sources::new(files);
    let lines = write(Form::Regel, &set::check(&sources).diagnostics, &sources, false);
    assert!(!lines.contains(own), "{lines}");
}
