//! Figures of merged pages: what an editor sees of a page before and after a region wrote on it.
#![allow(clippy::disallowed_methods)]

mod set;

use std::process::Command;

use wegwijzer::overlay::assemble;
use wegwijzer::parse::parse;
use wegwijzer::rules::{PageFigures, SectionFigures, Texts, figures_of};
use wegwijzer::set::document::PageId;
use wegwijzer::source::{Audience, RawFile, Sources};

fn figures(sources: &Sources, audience: Audience, slug: &str) -> PageFigures {
    let (set, _) = parse(sources);
    let (site, _) = assemble(&set, &set.regions[0], audience, set::TODAY.parse().expect("a date"));
    figures_of(&site, &site.pages[slug])
}

fn section<'f>(figures: &'f PageFigures, id: &str) -> &'f SectionFigures {
    figures.sections.iter().find(|s| s.id == id).expect(id)
}

/// What a region writes counts where it stands; the national text is told beside it.
#[test]
fn a_merged_page_has_its_figures_and_those_of_the_national_page() {
    let overlay = "## Bij ons {vervangt=voorbeelden}\n\nWij helpen u. Kom gerust eens langs op ons kantoor.\n\n\
                   ## Nog iets {na=wie-helpt}\n\nBel ons.\n";
    let page = set::with(&[("regions/voorbeeld/ouders/hulp.md", overlay)]);
    let figures = figures(&page, Audience::Ouders, "hulp");
    let [track] = figures.tracks.as_slice() else { panic!("{figures:?}") };
    let (national, shown) = (track.national.as_ref().expect("words"), track.shown.as_ref().expect("words"));
    assert!(track.is_changed());
    // 8 + 6 + 3 + 10 words of the nation; the slot, the replaced and the added section of the region.
    let slot = section(&figures, "belofte").shown.words;
    assert_eq!((national.words, shown.words), (27, 27 - 10 + 10 + slot + 2));
    assert_eq!((national.longest, shown.longest), (6, 7));
    let replaced = section(&figures, "voorbeelden");
    assert!(replaced.regional && replaced.national.as_ref().is_some_and(|n| n.words == 10 && n.longest == 6));
    let added = figures.sections.iter().find(|s| s.heading == "Nog iets").expect("the section");
    assert!(added.regional && added.national.is_none() && added.shown.words == 2);
    let own = section(&figures, "wie-helpt");
    assert!(!own.regional && own.national.is_none() && own.shown.words == 6);
}

/// Without a region's text the page has the figures that S006 judges, for each of its readers.
#[test]
fn an_untouched_page_has_the_figures_of_the_national_page() {
    let sources = Sources::new(set::basis());
    let (set, _) = parse(&sources);
    let texts = Texts::read(&set);
    for (audience, slug) in [(Audience::Jongeren, "start"), (Audience::Ouders, "aanmelden")] {
        let id = PageId { audience, slug: slug.to_owned() };
        let figures = figures(&sources, audience, slug);
        assert_eq!(figures.tracks.len(), if audience == Audience::Jongeren { 2 } else { 1 });
        for track in &figures.tracks {
            let counts = texts.counts(&set.pages[&id].document.sections, track.sector);
            let national = track.national.as_ref().expect("words");
            assert_eq!((national.words, national.longest), (counts.words, counts.longest), "{slug}");
        }
    }
}

/// The explanations of the glossary are judged for those who get them: young people sooner than parents.
#[test]
fn what_the_glossary_says_is_judged_too() {
    let long = "De plicht van een school om een plek te zoeken voor een leerling die zich heeft aangemeld.";
    let register = "content/registers/begrippen.yaml";
    let found = |text: &str| {
        let sources = set::edited(register, |whole| {
            whole.replace("De plicht van een school om een passende plek te zoeken voor een leerling.", text)
        });
        set::lines(&sources).lines().filter(|l| l.starts_with(register)).map(str::to_owned).collect::<Vec<_>>()
    };
    let lines = found(long);
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(line.contains(":1:9: waarschuwing S001") && line.contains("kinderen op de basisschool"), "{line}");
    let lines = found("Uw school moet helpen.");
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    assert!(line.contains("fout W013"), "{line}");
    assert_eq!(found("Een school moet een plek zoeken."), Vec::<String>::new());
}

/// The table, and the same for programs.
#[test]
fn the_command_tells_the_figures_before_and_after() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in set::basis().into_iter().chain([RawFile::text(
        "regions/voorbeeld/ouders/hulp.md",
        "## Bij ons {vervangt=voorbeelden}\n\nWij helpen u. Kom gerust eens langs op ons kantoor.\n",
    )]) {
        let path = folder.path().join(&file.path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, file.bytes.expect("bytes")).expect("written");
    }
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        command.current_dir(folder.path()).arg("leesbaarheid").args(arguments).args(["--peildatum", set::TODAY]);
        let done = command.output().expect("the program");
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let (code, table) = run(&["ouders/hulp"]);
    let lines: Vec<&str> = table.lines().filter(|l| l.contains("ouders/hulp")).collect();
    assert_eq!((code, lines.len()), (Some(0), 3), "{table}");
    assert!(lines[1].contains("voorbeeld/ouders/hulp") && lines[1].contains("landelijk"), "{table}");
    assert!(lines[2].contains("met de regio"), "{table}");
    let (_, json) = run(&["ouders/hulp.md", "--secties", "--regio", "voorbeeld", "--formaat", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let of = |section: &str, text: &str| {
        let rows = rows.as_array().expect("rows").iter();
        rows.filter(|r| r["sectie"] == section && r["tekst"] == text).map(|r| r["woorden"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((of("voorbeelden", "landelijk"), of("voorbeelden", "met de regio")), (vec![10.into()], vec![10.into()]));
    let (_, csv) = run(&["--formaat", "csv", "--alles"]);
    assert!(csv.starts_with("regio,pagina,sectie,lezers,tekst,woorden,"), "{csv}");
    assert!(csv.contains("\nvoorbeeld,jongeren/start,,jongeren po,landelijk,7,"), "{csv}");
    assert_eq!(run(&["ouders/bestaat-niet"]).0, Some(2));
}
