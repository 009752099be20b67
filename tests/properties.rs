//! Laws that hold for any input.

mod set;

use std::fmt::Write as _;

use proptest::prelude::*;
use wegwijzer::render::Key;
use wegwijzer::set::document::Variable;
use wegwijzer::source::{RawFile, Sources};

/// Pieces of Markdown, and of what editors take for it. `W` stands for a word that is told apart from all others.
const SOUP: [&str; 48] = [
    "W",
    "W",
    "W",
    "W",
    "W",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "## ",
    "### ",
    "> ",
    "- ",
    "- [x] ",
    "1. ",
    "*",
    "**",
    "~~",
    "`",
    "\n```\n",
    "[",
    "](contact.md)",
    "]",
    "(",
    ")",
    "{",
    "}",
    "{{",
    "}}",
    "{{ feit.beslistermijn.weken }}",
    "[^wvo-8-8]",
    "[^",
    "<!-- ",
    " -->",
    "<b>",
    "\n<div>",
    " | ",
    "\n|---|---|\n",
    "\\",
    "&amp;",
    "{#x .po}",
    "\n``` W\n",
    "\n\n| W |\n|---|\n| W | W |\n\n",
    "\n\n[W]: W\n\n",
    "\n\n[^W]: W\n\n",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..SOUP.len(), 0..60).prop_map(|pieces| {
        let mut text = String::new();
        let mut number = 0;
        for piece in pieces {
            for (i, part) in SOUP[piece].split('W').enumerate() {
                if i > 0 {
                    let _ = write!(text, "w{number:04}");
                    number += 1;
                }
                text.push_str(part);
            }
        }
        text
    })
}

const FRONT: &str = "---\ntitel: Wie helpt u?\nsamenvatting: Iemand.\npijler: steunen\nklasse: B\neigenaar: redactie\nherzien-voor: 2027-08-01\n---\n\n";

fn page(body: &str) -> Sources {
    set::with(&[("content/ouders/hulp.md", &format!("{FRONT}{body}"))])
}

/// Every place of a finding lies in its file, on borders of characters.
fn places_are_sound(sources: &Sources) {
    for finding in &set::check(sources).diagnostics {
        for span in finding.span.into_iter().chain(finding.labels.iter().map(|l| l.span)) {
            let text = sources.file(span.file).shown();
            assert!(text.get(span.range()).is_some(), "{} {span:?} in {text:?}", finding.message);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What an editor writes comes on the page or is told: every word of the file adds up.
    #[test]
    fn no_word_is_lost(body in soup()) {
        let sources = page(&body);
        let html = set::pages(&sources)["voorbeeld/ouders/hulp/index.html"].clone();
        let findings = set::check(&sources).diagnostics;
        let text = &sources.iter().find(|(_, f)| f.path == "content/ouders/hulp.md").unwrap().1.text;
        for (at, _) in text.match_indices('w').filter(|(i, _)| text[i + 1..].starts_with('0')) {
            let word = &text[at..at + 5];
            let shown = set::main_of(&html).contains(word);
            let told = findings.iter().filter_map(|d| d.span).any(|s| {
                sources.file(s.file).path == "content/ouders/hulp.md" && s.range().contains(&at)
            });
            prop_assert!(shown || told, "{word} is lost in {body:?}");
        }
    }

    #[test]
    fn places_lie_in_their_files(body in soup()) {
        places_are_sound(&page(&body));
    }

    /// Parsing is total: any text, as any kind of file.
    #[test]
    fn any_text_is_taken(text in "\\PC{0,200}", kind in 0usize..6) {
        let path = [
            "content/ouders/hulp.md",
            "content/registers/feiten.yaml",
            "content/ouders/SUMMARY.md",
            "regions/voorbeeld/regio.yaml",
            "regions/voorbeeld/ouders/hulp.md",
            "book.toml",
        ][kind];
        places_are_sound(&set::with(&[(path, &text)]));
    }

    /// The same, with bytes that may be no text at all, and with front matter around them.
    #[test]
    fn any_bytes_are_taken(bytes in proptest::collection::vec(any::<u8>(), 0..200), front in any::<bool>()) {
        let mut content = if front { b"---\n".to_vec() } else { Vec::new() };
        content.extend(bytes);
        if front {
            content.extend(b"\n---\nTekst.\n");
        }
        let mut files = set::basis();
        files.retain(|f| f.path != "content/ouders/hulp.md");
        files.push(RawFile { path: "content/ouders/hulp.md".into(), bytes: Ok(content) });
        places_are_sound(&Sources::new(files));
    }

    /// An overlay that holds nothing changes nothing, whatever the national page is.
    #[test]
    fn an_empty_overlay_changes_nothing(body in soup()) {
        let national = format!("{FRONT}{body}");
        let without = set::pages(&set::with(&[("content/ouders/hulp.md", &national)]));
        let with = set::pages(&set::with(&[("content/ouders/hulp.md", &national), ("regions/voorbeeld/ouders/hulp.md", "---\n---\n")]));
        prop_assert_eq!(without, with);
    }

    /// An overlay never swallows national text, whatever it leaves open.
    #[test]
    fn an_overlay_never_swallows_national_text(body in soup()) {
        let overlay = format!("## Erbij {{bij=wie-helpt}}\n\n{body}");
        let pages = set::pages(&set::with(&[("regions/voorbeeld/ouders/hulp.md", &overlay)]));
        let html = set::main_of(&pages["voorbeeld/ouders/hulp/index.html"]);
        for text in ["geldt voor elke school.", "Iemand van buiten", "Ik maak mij zorgen.", "Onze belofte"] {
            prop_assert!(html.contains(text), "{text} is gone");
        }
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut files = set::basis();
    let forward = set::pages(&Sources::new(files.clone()));
    files.reverse();
    assert_eq!(forward, set::pages(&Sources::new(files)));
}

/// The keys of a page are what it shows: a changed fact changes exactly the pages that have it as a key.
#[test]
fn keys_name_what_a_page_shows() {
    let path = "content/registers/feiten.yaml";
    let before = set::rendered(&set::with(&[]));
    let after = set::rendered(&set::edited(path, |text| text.replace("weken: 6", "weken: 7")));
    let key = Key::Value(Variable::Fact("beslistermijn".into(), "weken".into()));
    let mut changed = 0;
    for (page, (html, keys)) in &before {
        assert_eq!(html != &after[page].0, keys.contains(&key), "{page}");
        changed += usize::from(keys.contains(&key));
    }
    assert!(changed > 0 && changed < before.len());
}

/// The same for a section of text: a page knows the sections it shows, wherever they come from.
#[test]
fn keys_name_the_sections_of_passages_slots_and_stories() {
    for (path, from, to) in [
        ("content/passages/v-termijnen.md", "De school", "Elke school"),
        ("content/ervaringen/bellen.md", "Ik durfde", "Wij durfden"),
        ("regions/voorbeeld/vakken/onafhankelijkheid.md", "betaalt", "steunt"),
        ("content/ouders/hulp.md", "Ik maak mij zorgen", "Wij maken ons zorgen"),
    ] {
        let sources = set::edited(path, |text| text.replace(from, to));
        let file = sources.iter().find(|(_, f)| f.path == path).expect(path).0;
        let (before, after) = (set::rendered(&set::with(&[])), set::rendered(&sources));
        let mut changed = 0;
        for (page, (html, _)) in &before {
            let (new, keys) = &after[page];
            let has = keys.iter().any(|k| matches!(k, Key::Section(s) if s.file == file));
            assert!(html == new || has, "{page} changed with {path} and does not know");
            changed += usize::from(html != new);
        }
        assert!(changed > 0, "{path}");
    }
}
