//! Laws of the sites that are built from the real set, for every page of every region.
#![allow(clippy::disallowed_methods, clippy::case_sensitive_file_extension_comparisons, clippy::naive_bytecount)]

mod set;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use wegwijzer::load::load;
use wegwijzer::parse::parse;
use wegwijzer::set::InformationSet;
use wegwijzer::set::document::{Document, InlineKind, Variable};
use wegwijzer::source::Sources;

static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| set::pages(&load(set::root()).expect("the set")));

/// The values of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.match_indices(&start)
        .map(|(i, _)| &html[i + start.len()..])
        .map(|rest| &rest[..rest.find('"').expect("a closed attribute")])
        .collect()
}

/// The page that a relative address leads to, as seen from the page at `from`.
fn resolve(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    let path = parts.join("/");
    if address.ends_with('/') || address.is_empty() { format!("{path}/index.html") } else { path }
}

#[test]
fn there_is_something_to_look_at() {
    assert!(PAGES.len() > 100, "{} pages", PAGES.len());
}

#[test]
fn every_link_inside_a_site_leads_to_a_place_that_is_there() {
    let mut faults = Vec::new();
    for (path, html) in PAGES.iter() {
        for link in values(html, "href") {
            // Styles, icon and feed are no pages.
            if link.contains(':') || [".css", ".svg", ".xml"].iter().any(|e| link.ends_with(e)) {
                continue;
            }
            let (address, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if address.is_empty() { path.clone() } else { resolve(path, address) };
            let site: Vec<&str> = path.splitn(3, '/').take(2).collect();
            match PAGES.get(&target) {
                None => faults.push(format!("{path}: {link} leads to nothing")),
                Some(_) if !target.starts_with(&site.join("/")) => {
                    faults.push(format!("{path}: {link} leaves the site"));
                }
                Some(html) if !anchor.is_empty() && !values(html, "id").contains(&anchor) => {
                    faults.push(format!("{path}: {link} has no such place"));
                }
                Some(_) => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn ids_are_there_once() {
    for (path, html) in PAGES.iter() {
        let ids = values(html, "id");
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{path}: {ids:?}");
    }
}

#[test]
fn headings_skip_no_level_and_there_is_one_title() {
    for (path, html) in PAGES.iter().filter(|(_, html)| html.contains("<main")) {
        let main = set::main_of(html);
        let levels: Vec<u8> = main
            .match_indices("<h")
            .filter_map(|(i, _)| main.as_bytes().get(i + 2).filter(|b| b.is_ascii_digit()).map(|b| b - b'0'))
            .collect();
        assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{path}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{path}: a heading of level {} after one of level {}", pair[1], pair[0]);
        }
    }
}

/// Nothing runs, nothing is stored, nothing is fetched from elsewhere.
#[test]
fn no_request_leaves_the_site() {
    for (path, html) in PAGES.iter() {
        let low = html.to_lowercase();
        for sign in [
            "<script>",
            "<style",
            "<iframe",
            "<object",
            "<embed",
            " onclick",
            " onload",
            " style=",
            "@import",
            "javascript:",
            "<base",
        ] {
            assert!(!low.contains(sign), "{path} holds {sign}");
        }
        for script in low.match_indices("<script").map(|(i, _)| &low[i..]) {
            assert!(script.starts_with("<script src=\""), "{path} holds a script of its own");
        }
        for form in values(html, "action") {
            assert!(form.ends_with("zoeken/") && !form.contains(':'), "{path} sends to {form}");
        }
        for source in values(html, "src") {
            assert!(!source.contains(':') && !source.starts_with('/'), "{path} fetches {source}");
        }
        for link in values(html, "href") {
            assert!(!link.starts_with('/') && !link.is_empty(), "{path} links to {link:?}");
        }
        if html.contains("<main") {
            assert!(html.contains("default-src 'none'"), "{path} has no policy");
        }
    }
}

/// R22: a locked passage is in every region the text that the nation wrote, wherever it stands: no word more or less.
#[test]
fn locked_passages_have_one_text_and_it_is_the_national_one() {
    let sources = load(set::root()).expect("the set");
    let (set, _) = parse(&sources);
    let mut texts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for html in PAGES.values() {
        for (i, _) in html.match_indices("data-passage=\"") {
            let rest = &html[i + "data-passage=\"".len()..];
            let id = &rest[..rest.find('"').expect("an id")];
            let body = &rest[rest.find('>').expect("a tag") + 1..rest.find("</div>").expect("an end")];
            // The label that says that it counts everywhere is no word of the passage.
            let body = body.split_once("Dit geldt in heel Nederland").map_or(body, |(_, text)| text);
            texts.entry(id).or_default().insert(words(body));
        }
    }
    assert!(texts.len() > 10, "{:?}", texts.keys());
    for (id, found) in texts {
        let national = words(&national_text(&set, &set.passages[id].document));
        assert_eq!(found, BTreeSet::from([national]), "{id}");
    }
}

/// The words of a text as its readers should see them: values filled in, sources and markup left out.
fn national_text(set: &InformationSet, document: &Document) -> String {
    let mut text = String::new();
    for section in document.all_sections() {
        section.each_block(&mut |_| text.push(' '));
        section.each_inline(&mut |inline| match &inline.kind {
            InlineKind::Text(t) | InlineKind::Code(t) => text.push_str(t),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Variable(Variable::Fact(id, value)) => text.push_str(&set.registers.facts[id].values[value]),
            InlineKind::Variable(Variable::Contact(id, field)) => {
                let value = &set.registers.contacts[id].fields[field];
                let shown = value.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/');
                text.push_str(if matches!(field.as_str(), "site" | "chat") { shown } else { value });
            }
            _ => {}
        });
    }
    text
}

/// Where a text stands among the editors' files is no business of readers.
#[test]
fn no_page_names_a_file_of_the_set() {
    for (path, html) in PAGES.iter() {
        for sign in [".md", "regions/", "content/", ".yaml", "basis.lock"] {
            assert!(!html.contains(sign), "{path} holds {sign}");
        }
    }
}

/// The words of a piece of HTML, without its tags.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            // Where a word may break is no letter of it.
            '\u{ad}' => {}
            c if !tag => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<String>()
}

/// No text of one region reaches a site of another.
#[test]
fn regions_do_not_mix() {
    let sources = load(set::root()).expect("the set");
    let mut raw = set::raw(&sources);
    let folders = sources.regions().to_vec();
    for file in &mut raw {
        let Some(folder) = folders.iter().find(|f| file.path.starts_with(&format!("regions/{f}/"))) else { continue };
        let Ok(bytes) = &file.bytes else { continue };
        let text = String::from_utf8_lossy(bytes).into_owned();
        // Each text of a region gets a word of its own at its end.
        if file.path.ends_with(".md") {
            file.bytes = Ok(format!("{}\n\nHerken-{folder}-hier.\n", text.trim_end()).into_bytes());
        } else if file.path.ends_with("/regio.yaml") {
            // So does what it says of itself.
            let marked = |line: &str| match line.strip_prefix("naam: ") {
                Some(name) => format!("naam: \"{} Herken-{folder}-hier\"\n", name.trim_matches('"')),
                None => format!("{line}\n"),
            };
            file.bytes = Ok(text.lines().map(marked).collect::<String>().into_bytes());
        }
    }
    let pages = set::pages(&Sources::new(raw));
    let mut seen = BTreeSet::new();
    for (path, html) in &pages {
        for folder in &folders {
            if html.contains(&format!("Herken-{folder}-hier")) {
                assert!(path.starts_with(&format!("{folder}/")), "{path} shows text of {folder}");
                seen.insert(folder);
            }
        }
    }
    assert_eq!(seen.len(), folders.len(), "every region shows text of its own");
}

/// R1, R38, R55, R62: whoever reads a page sees how to reach somebody, in the order that young people asked for, and
/// the way to the other site.
#[test]
fn every_page_keeps_its_promises() {
    for (path, html) in PAGES.iter().filter(|(_, html)| html.contains("<main")) {
        let young = path.contains("/jongeren/");
        let (_, band) = html.split_once("class=\"praat\"").unwrap_or_else(|| panic!("{path} names nobody to talk to"));
        let band = &band[..band.find("</aside>").expect("an end")];
        let order = ["Iemand die", "Iemand op school", "itemprop=\"name\""].map(|sign| band.find(sign));
        assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{path}: helpers in another order");
        if let (true, Some(line)) = (young, band.find("De Kindertelefoon</h3>")) {
            assert!(order[2] < Some(line), "{path}: the national line before the service");
        }
        for sign in ["Antwoord: ", "class=\"kanalen\"", "<time datetime="] {
            assert!(band.contains(sign), "{path}: contact without {sign}");
        }
        assert!(html.contains("class=\"andere\""), "{path} has no way to the other site");
        if young {
            assert!(html.contains("class=\"strook\"") && html.contains("tel:112"), "{path} has no safety strip");
            assert!(html.contains("id=\"_weg\" href=\"https://"), "{path} has no exit");
        }
        if html.contains("<article") {
            for sign in ["class=\"herkomst\"", "class=\"reactie\"", "class=\"kort\""] {
                assert!(html.contains(sign), "{path} has no {sign}");
            }
        }
    }
}

/// The logo and the portraits of a region stand on its pages, and nothing that is no drawing does.
#[test]
fn a_region_shows_its_own_pictures() {
    const DRAWING: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\"><path d=\"M0 0h9z\"/></svg>";
    let text = set::text_of("regions/voorbeeld/regio.yaml");
    let own = "huisstijl: { kleur: \"#00594f\", logo: bestanden/logo.svg }\ngezichten:\n  - { voornaam: Noor, rol: jeugdadviseur, foto: bestanden/noor.svg }\n";
    let with = |noor: &str| {
        set::with(&[
            ("regions/voorbeeld/regio.yaml", &format!("{text}{own}")),
            ("regions/voorbeeld/bestanden/logo.svg", DRAWING),
            ("regions/voorbeeld/bestanden/noor.svg", noor),
        ])
    };
    let fine = with(DRAWING);
    assert_eq!(set::lines(&fine), "");
    let pages = set::pages(&fine);
    let home = &pages["voorbeeld/jongeren/index.html"];
    assert!(home.contains("<img src=\"./bestanden/regio/logo.svg\" alt=\"\" width=\"40\" height=\"20\">"), "{home}");
    let refused = with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><script/></svg>");
    let lines = set::lines(&refused);
    assert!(lines.contains("F012") && lines.contains("R022"), "{lines}");
}

#[test]
fn a_line_to_fill_in_by_hand_has_room_on_paper() {
    let page = &PAGES["merelbeek/ouders/gesprek-voorbereiden/index.html"];
    assert!(page.contains("<li class=\"invullen\">Dit gaat goed met mijn kind:</li>"), "no line to fill in");
    // A list that goes on below its item is no such line, nor is an item that says something.
    let all: usize = PAGES.values().map(|html| html.matches("class=\"invullen\"").count()).sum();
    let asked: usize = PAGES.values().map(|html| html.matches(":</li>").count()).sum();
    assert_eq!(all, asked);
}

#[test]
fn questions_that_open_and_sheets_of_paper_hold_their_whole_section() {
    let page = &PAGES["merelbeek/ouders/tlv/index.html"];
    let fold = "<details class=\"vraag\">\n<summary><h2 id=\"andere-regels\">Wanneer gelden andere regels?</h2></summary>\n<p>";
    assert!(page.contains(fold), "no question that opens");
    let sheet = &PAGES["merelbeek/ouders/gesprek-voorbereiden/index.html"];
    let (_, rest) = sheet.split_once("<div class=\"blad\">").expect("a sheet");
    let (inside, after) = rest.split_once("</div>").expect("its end");
    assert!(inside.contains("id=\"gesprekshulp\"") && inside.contains("id=\"rechten-vo\""));
    assert!(after.contains("id=\"tijdens\""));
    for (path, html) in PAGES.iter() {
        for tag in ["details", "div"] {
            let opened = html.matches(&format!("<{tag}")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{tag} in {path}");
        }
    }
}
