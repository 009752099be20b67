//! Places in a text, pointed out on its page: at the words themselves, and without a scratch on anything else.
#![allow(clippy::disallowed_methods)]

mod set;

use std::sync::Arc;

use wegwijzer::pipeline::Edition;
use wegwijzer::render::Marks;
use wegwijzer::source::{Audience, Sources, Span};

const FILE: &str = "content/ouders/hulp.md";
const PAGE: &str = "hulp/index.html";

fn edition(sources: Sources) -> Edition {
    Edition::new(Arc::new(sources), set::TODAY.parse().expect("a date"))
}

/// The page with these places pointed out, and as it is without.
fn pages(edition: &Edition, places: &[(usize, Span)], path: &str) -> Option<(String, String)> {
    let region = edition.region("voorbeeld").expect("a region");
    let site = edition.site(region, Audience::Ouders).expect("a site");
    let plain = edition.page(&site, path).0?.html;
    let marks = Marks::new("/uitleg#".to_owned(), places.iter().copied());
    Some((edition.page_with(&marks, &site, path).expect("the page").html, plain))
}

/// What stands on the page of a text in which that phrase is pointed out.
fn marked(text: &str, phrase: &str) -> String {
    let whole = format!("{}\n{text}\n", set::text_of(FILE));
    let edition = edition(set::with(&[(FILE, &whole)]));
    let file = edition.sources.find(FILE).expect("the file");
    let start = whole.rfind(phrase).expect("the phrase");
    let (html, plain) = pages(&edition, &[(7, Span::new(file, start, start + phrase.len()))], PAGE).expect("a page");
    assert_eq!(without_marks(&html), without_version(&plain));
    let rest = html.find("<mark").map_or("", |at| &html[at..]);
    let end = rest.rfind("</sup>").map_or(0, |at| at + "</sup>".len());
    let number = "<sup class=\"_ww-wijs\" id=\"_ww-plek-7\"><a href=\"/uitleg#7\" target=\"_top\"><span class=\"_ww-onzichtbaar\">bevinding </span>7</a></sup>";
    rest[..end].replace(number, "[7]").replace("<mark class=\"_ww-vondst\">", "«").replace("</mark>", "»")
}

/// The page as it would be without what was put in it.
fn without_marks(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<sup class=\"_ww-wijs\"") {
        out.push_str(before);
        rest = after.split_once("</sup>").expect("its end").1;
    }
    out.push_str(rest);
    // No page of the set has marks of its own.
    without_version(&out.replace("<mark class=\"_ww-vondst\">", "").replace("</mark>", ""))
}

/// Without the fingerprint of the text, which counts what was put in it.
fn without_version(html: &str) -> String {
    let version = html.split("Versie ").nth(1).and_then(|rest| rest.get(..8));
    version.map_or_else(|| html.to_owned(), |v| html.replace(v, "--------"))
}

#[test]
fn words_are_pointed_out_where_they_stand() {
    let cases = [
        ("Een kort woord hier.", "kort woord", "«kort woord»[7]"),
        // Across markup, piece by piece; the number after the last one.
        (
            "Een **vet** en *schuin* woord.",
            "Een **vet** en *schuin*",
            "«Een »<strong>«vet»</strong>« en »<em>«schuin»</em>[7]",
        ),
        // A link can't hold a link: the number waits until it is closed.
        ("Kijk op [de pagina](contact.md) nu.", "op [de pagina", "«op »<a href=\"../contact/\">«de pagina»</a>[7]"),
        // A place in an address is shown on the words that lead there.
        ("Kijk op [de *pagina*](contact.md) nu.", "contact.md", "«de »<em>«pagina»</em></a>[7]"),
        // Footnotes, values and terms are pointed out as a whole.
        (
            "Zo is het.[^wvo-8-8]",
            "[^wvo-8-8]",
            "«<sup class=\"bron\"><a href=\"#_bron-1\"><span class=\"onzichtbaar\">bron </span>1</a></sup>»[7]",
        ),
        ("Binnen {{ feit.beslistermijn.weken }} weken.", "feit.beslistermijn", "«6»[7]"),
        // What is written otherwise in the file.
        ("Dit \\* en dat.", "* en", "«* en»[7]"),
        ("Dit &amp; dat.", "mp;", "«&amp;»[7]"),
        ("Een `stukje code` hier.", "code", "«stukje code»[7]"),
        // In headings, lists, tables and code.
        ("## Een kop {#zo}", "kop", "«kop»[7]"),
        ("- een\n- twee woorden", "twee", "«twee»[7]"),
        ("| a | b |\n|---|---|\n| c | dit hier |", "dit", "«dit»[7]"),
        ("    regel code", "regel", "«regel code\n»[7]"),
        // Letters of more than one byte.
        ("Eén reünie: ’t is zó.", "reünie", "«reünie»[7]"),
    ];
    for (text, phrase, expected) in cases {
        assert_eq!(marked(text, phrase), expected, "{text}");
    }
    // A place of several paragraphs is told of in each.
    let both = marked("Een zin.\n\nNog een zin.", "zin.\n\nNog");
    assert!(both.contains("«zin.»[7]") && both.contains("«Nog»<sup class=\"_ww-wijs\"><a"), "{both}");
    // What can't be seen on the page has no mark there.
    assert_eq!(marked("Een [woord](contact.md \"titel\").\n\n---", "---"), "");
}

#[test]
fn places_that_overlap_have_their_own_numbers() {
    let text = format!("{}\nDit is een zin met een lang woord erin.\n", set::text_of(FILE));
    let edition = edition(set::with(&[(FILE, &text)]));
    let file = edition.sources.find(FILE).expect("the file");
    let place = |phrase: &str| {
        let start = text.rfind(phrase).expect("the phrase");
        Span::new(file, start, start + phrase.len())
    };
    let places = [(1, place("Dit is een zin met een lang woord erin.")), (2, place("lang")), (3, place("lang woord"))];
    let (html, _) = pages(&edition, &places, PAGE).expect("a page");
    let order: Vec<usize> = [1, 2, 3].into_iter().map(|n| html.find(&Marks::id(n)).expect("a number")).collect();
    assert!(order[1] < order[2] && order[2] < order[0], "{order:?}");
}

/// Any places in any texts: without the marks the page is the page, and no link stands in another.
#[test]
fn whatever_is_pointed_out_the_page_stays_whole() {
    let edition = edition(Sources::new(set::basis()));
    let mut dice = 88_172_645_463_325_252_u64;
    let mut roll = |sides: usize| {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        (dice % sides as u64) as usize
    };
    let files: Vec<_> = edition.set.documents().into_iter().map(|(file, _)| file).collect();
    let mut seen = 0;
    for _ in 0..60 {
        let places: Vec<(usize, Span)> = (1..40)
            .map(|number| {
                let file = files[roll(files.len())];
                let length = edition.sources.file(file).text.len();
                let start = roll(length);
                (number, Span::new(file, start, (start + roll(60)).min(length)))
            })
            .collect();
        for path in [PAGE, "index.html", "aanmelden/index.html", "contact/index.html"] {
            let (html, plain) = pages(&edition, &places, path).expect(path);
            assert_eq!(without_marks(&html), without_version(&plain), "{path} {places:?}");
            seen += html.matches("_ww-vondst").count();
            let mut open = 0;
            for piece in html.split('<').skip(1) {
                open += i32::from(piece.starts_with("a ") || piece.starts_with("a>"));
                open -= i32::from(piece.starts_with("/a>"));
                assert!((0..=1).contains(&open), "{path}: a link in a link at <{piece}");
            }
        }
    }
    assert!(seen > 200, "{seen}");
}
