//! Figures of merged pages: what an editor sees of a page before and after a region wrote on it.
#![allow(clippy::disallowed_methods)]

mod set;

use wegwijzer::overlay::assemble;
use wegwijzer::parse::parse;
use wegwijzer::rules::{PageFigures, SectionFigures, Texts, figures_of};
use wegwijzer::set::document::PageId;
use wegwijzer::source::{Audience, Sources};

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
