//! What changes the fingerprint of a text, and what does not.

mod set;

use wegwijzer::parse::parse;
use wegwijzer::set::canonical::{self, Fingerprint};
use wegwijzer::set::document::PageId;
use wegwijzer::source::Audience;

const FRONT: &str = "---\ntitel: Wie helpt u?\nsamenvatting: Iemand.\npijler: steunen\nklasse: B\neigenaar: redactie\nherzien-voor: 2027-08-01\n---\n\n";

/// The fingerprint of the first section of a page with this body.
fn of(body: &str) -> Fingerprint {
    let sources = set::with(&[("content/ouders/hulp.md", &format!("{FRONT}{body}"))]);
    let (set, _) = parse(&sources);
    let page = &set.pages[&PageId { audience: Audience::Ouders, slug: "hulp".to_owned() }];
    canonical::section(&page.document.sections[0])
}

const TEXT: &str = "## Wat mag u? {#mag}\n\nU mag *altijd* één vraag stellen. Dat duurt {{ feit.beslistermijn.weken }} weken.[^wvo-8-8]\n\n- [bel ons](contact.md)\n- kom langs\n";

#[test]
fn what_no_reader_sees_changes_nothing() {
    let same = [
        ("another markup character", TEXT.replace("*altijd*", "_altijd_")),
        ("other line ends", TEXT.replace('\n', "\r\n")),
        ("a line broken elsewhere", TEXT.replace(" vraag stellen", "\nvraag stellen")),
        ("an accent of two signs", TEXT.replace('é', "e\u{301}")),
        ("an entity", TEXT.replace('é', "&eacute;")),
        ("another bullet", TEXT.replace("\n- ", "\n* ")),
        ("another name", TEXT.replace("{#mag}", "{#mogen}")),
        ("open for regions", TEXT.replace("{#mag}", "{#mag .open}")),
        ("a slot", format!("{TEXT}\n{{{{ vak.gezichten }}}}\n")),
        ("a story", format!("{TEXT}\n{{{{ ervaring.bellen }}}}\n")),
    ];
    for (what, text) in same {
        assert_eq!(of(TEXT), of(&text), "{what}");
    }
}

#[test]
fn what_a_reader_sees_changes_it() {
    let other = [
        ("a word", TEXT.replace("altijd", "nooit")),
        ("a letter", TEXT.replace("één", "een")),
        ("emphasis", TEXT.replace("*altijd*", "altijd")),
        ("a number typed by hand", TEXT.replace("{{ feit.beslistermijn.weken }}", "6")),
        ("a source", TEXT.replace("[^wvo-8-8]", "")),
        ("a link", TEXT.replace("(contact.md)", "(aanmelden.md)")),
        ("a numbered list", TEXT.replace("- [bel", "1. [bel").replace("- kom", "2. kom")),
        ("for one sector", TEXT.replace("{#mag}", "{#mag .po}")),
        ("from a day", TEXT.replace("{#mag}", "{#mag vanaf=2026-01-01}")),
        ("until that day", TEXT.replace("{#mag}", "{#mag tot=2026-01-01}")),
        ("a passage", format!("{TEXT}\n{{{{ passage.v-termijnen }}}}\n")),
        ("a section below it", format!("{TEXT}\n### En dan?\n\nNiets.\n")),
        ("words of two items in one", TEXT.replace("\n- kom", " kom")),
        ("two words together", TEXT.replace("vraag stellen", "vraagstellen")),
    ];
    let mut seen = vec![("the text", of(TEXT))];
    for (what, text) in other {
        let new = of(&text);
        for (first, known) in &seen {
            assert_ne!(*known, new, "{first} and {what}");
        }
        seen.push((what, new));
    }
}

#[test]
fn a_fingerprint_is_read_as_it_is_written() {
    let print = of(TEXT);
    assert_eq!(Fingerprint::read(&print.to_string()), Some(print));
    for wrong in ["", "abc", &"g".repeat(64), &"A".repeat(64)] {
        assert_eq!(Fingerprint::read(wrong), None, "{wrong}");
    }
}
