//! A font of the operator's own: served by the site itself, with its licence, and told when it can't be used.
#![allow(clippy::disallowed_methods)]

mod program;

use std::fs;
use std::path::Path;

use program::{Set, code, said};

/// A set whose operator added a font that its region chose.
fn with_font() -> Set {
    let set = Set::new();
    fs::create_dir_all(set.path("themes/lettertypen")).expect("a folder");
    for name in ["atkinson.woff2", "atkinson.txt"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fonts").join(name);
        fs::copy(from, set.path(&format!("themes/lettertypen/{name}"))).expect("the font");
    }
    let book = fs::read_to_string(set.path("book.toml")).expect("book.toml");
    set.write("book.toml", &format!("{book}\n[lettertypen]\natkinson = \"Atkinson Hyperlegible Next\"\n"));
    let region = fs::read_to_string(set.path("regions/voorbeeld/regio.yaml")).expect("regio.yaml");
    let mut lines: Vec<&str> = region.lines().filter(|l| !l.starts_with("huisstijl")).collect();
    lines.push("huisstijl: { lettertype: atkinson }");
    set.write("regions/voorbeeld/regio.yaml", &lines.join("\n"));
    set
}

#[test]
fn a_font_comes_from_the_site_with_its_licence_and_a_stand_in() {
    let set = with_font();
    let built = set.build();
    assert_eq!(code(&built), 0, "{}", said(&built));
    for site in ["public/voorbeeld/ouders", "public/voorbeeld/jongeren"] {
        let site = set.path(site);
        let read = |name: &str| fs::read(site.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(read("lettertype.woff2"), fs::read("tests/fonts/atkinson.woff2").expect("the font"));
        assert!(String::from_utf8_lossy(&read("lettertype.txt")).contains("SIL Open Font License"));
        let style = String::from_utf8(read("huisstijl.css")).expect("text");
        for part in ["url(lettertype.woff2)", "font-display: swap", "size-adjust", "font-weight: 200 800"] {
            assert!(style.contains(part), "no {part} in {style}");
        }
        let home = String::from_utf8(read("index.html")).expect("text");
        assert!(
            home.contains(r#"<link rel="preload" href="./lettertype.woff2" as="font" type="font/woff2" crossorigin>"#)
        );
    }
}

#[test]
fn a_font_that_can_not_be_used_is_told_with_what_to_do() {
    let told = |change: &dyn Fn(&Set)| {
        let set = with_font();
        change(&set);
        said(&set.run(&["check", "--formaat", "regel"]))
    };
    let gone = told(&|set| fs::remove_file(set.path("themes/lettertypen/atkinson.txt")).expect("removed"));
    assert!(gone.contains("fout F011 `themes/lettertypen/atkinson.txt` is er niet"), "{gone}");
    let broken = told(&|set| set.write("themes/lettertypen/atkinson.woff2", "wOF2 and no more"));
    assert!(broken.contains("fout F012 dit is geen lettertype"), "{broken}");
    let heavy = told(&|set| set.write("themes/lettertypen/atkinson.woff2", &"x".repeat(50_000)));
    assert!(heavy.contains("fout F012 dit lettertype is 50 kB"), "{heavy}");
    let unnamed = told(&|set| set.replace("book.toml", "atkinson = ", "anders = "));
    assert!(unnamed.contains("F002 geen regio kan dit lettertype kiezen"), "{unnamed}");
    assert!(unnamed.contains("R031 het lettertype `atkinson` is er niet"), "{unnamed}");
}
