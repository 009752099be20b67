//! The program as a user runs it: what stands on the disk afterwards, and the exit code.
#![allow(clippy::disallowed_methods, clippy::type_complexity, clippy::format_collect)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

mod program;

use program::{Set, code, copy, said, tree};

const OUDERS: &str = "voorbeeld/ouders/hulp/index.html";
const JONGEREN: &str = "voorbeeld/jongeren/index.html";

#[test]
fn a_build_writes_both_sites_and_the_directory() {
    let set = Set::new();
    let output = set.build();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let files = set.published();
    for path in [
        "index.html",
        "steunpunten.json",
        ".wegwijzer",
        OUDERS,
        JONGEREN,
        "voorbeeld/jongeren/basisschool/meepraten/index.html",
        "voorbeeld/jongeren/middelbare/meepraten/index.html",
        "voorbeeld/jongeren/meepraten/index.html",
        "voorbeeld/ouders/stijl.css",
    ] {
        assert!(files.contains_key(path), "{path} is not there");
    }
    // Scripts and drawings are those of the theme; the others are read by machines.
    let kinds =
        [".html", ".css", ".json", ".js", "icoon.svg", "robots.txt", "sitemap.xml", "wijzigingen.xml", "_headers"];
    let all = files.keys().all(|p| p == ".wegwijzer" || kinds.iter().any(|ending| p.ends_with(ending)));
    assert!(all, "only known kinds are published: {:?}", files.keys());
    let names = fs::read_dir(set.folder.path()).expect("the set").map(|e| e.expect("an entry").file_name());
    let left: Vec<_> = names.filter(|n| n.to_string_lossy().starts_with(".public")).collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

#[test]
fn an_unchanged_set_touches_nothing() {
    let set = Set::new();
    set.build();
    let stamp = |p: &str| fs::metadata(set.path("public").join(p)).and_then(|m| m.modified()).expect("a time");
    let (folder, page) = (stamp(""), stamp(OUDERS));
    std::thread::sleep(Duration::from_millis(20));
    let output = set.build();
    assert!(said(&output).contains("onveranderd"), "{}", said(&output));
    assert_eq!((folder, page), (stamp(""), stamp(OUDERS)));
    set.replace("content/ouders/contact.md", "U kunt ons bellen.", "Bel ons.");
    let output = set.build();
    assert!(said(&output).contains("geschreven"), "{}", said(&output));
    assert_eq!(page, stamp(OUDERS), "a page that did not change keeps its time");
}

#[test]
fn what_is_gone_from_the_set_is_gone_from_the_output() {
    let set = Set::new();
    set.build();
    fs::remove_file(set.path("content/jongeren/meepraten.md")).expect("remove");
    set.replace("content/jongeren/SUMMARY.md", "- [Meepraten](meepraten.md)\n", "");
    set.replace("content/ouders/aanmelden.md", "tegenhanger: [jongeren/meepraten]\n", "");
    let output = set.build();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(!set.published().keys().any(|p| p.contains("meepraten")));
}

/// An error keeps back exactly the sites that show its place; they stay as they were.
#[test]
fn an_error_keeps_back_the_sites_that_show_it() {
    let cases: [(&str, &str, &str, [bool; 4]); 7] = [
        // where, what is broken, and whether it keeps back: voorbeeld ouders, jongeren, tweede ouders, jongeren
        ("content/ouders/hulp.md", "Begin bij", "{{ Begin bij", [true, false, true, false]),
        ("content/jongeren/meepraten.md", "School maakt", "{{ School maakt", [false, true, false, true]),
        ("content/passages/v-termijnen.md", "De school", "{{ De school", [true, false, true, false]),
        ("content/registers/feiten.yaml", "zekerheid", "zekerhied", [true, true, true, true]),
        ("book.toml", "title", "titel", [true, true, true, true]),
        ("regions/tweede/vakken/onafhankelijkheid.md", "Het samen", "{{ Het samen", [false, false, true, false]),
        ("regions/tweede/regio.yaml", "naam:", "nam:", [false, false, true, true]),
    ];
    for (path, from, to, back) in cases {
        let set = Set::new();
        copy(&set.path("regions/voorbeeld"), &set.path("regions/tweede"));
        assert_eq!(code(&set.build()), 0);
        let before = set.published();
        // Something changes everywhere, so that a site that goes out can be told from one that stays.
        for audience in ["ouders", "jongeren"] {
            set.replace(&format!("content/{audience}/contact.md"), "eigenaar: ", "trefwoorden: [x]\neigenaar: ");
            set.replace(&format!("content/{audience}/start.md"), "titel: ", "titel: Nieuw. ");
        }
        set.replace(path, from, to);
        let output = set.build();
        assert_eq!(code(&output), 1, "{path}: {}", said(&output));
        let after = set.published();
        let sites = ["voorbeeld/ouders", "voorbeeld/jongeren", "tweede/ouders", "tweede/jongeren"];
        for (site, back) in sites.into_iter().zip(back) {
            let home = format!("{site}/index.html");
            assert_eq!(before[&home] == after[&home], back, "{path}: {site}");
            let old: Vec<_> = before.iter().filter(|(p, _)| p.starts_with(site)).collect();
            let new: Vec<_> = after.iter().filter(|(p, _)| p.starts_with(site)).collect();
            assert_eq!(old == new, back, "{path}: {site} is half");
        }
    }
}

#[test]
fn a_site_that_was_never_published_is_withheld() {
    let set = Set::new();
    set.replace("content/ouders/hulp.md", "Begin bij", "{{ Begin bij");
    let output = set.build();
    assert_eq!(code(&output), 1);
    let files = set.published();
    assert!(!files.keys().any(|p| p.starts_with("voorbeeld/ouders")));
    assert!(files.contains_key(JONGEREN));
    assert!(!files["steunpunten.json"].contains("voorbeeld/ouders"), "the directory lists what is there");
}

#[test]
fn folders_of_others_are_never_touched() {
    let set = Set::new();
    set.write("public/foto.txt", "van iemand");
    let output = set.build();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("--output-dir"), "{}", said(&output));
    assert_eq!(tree(&set.path("public")), BTreeMap::from([("foto.txt".to_owned(), "van iemand".to_owned())]));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(set.path("content"), set.path("elders")).expect("a link");
        let before = tree(&set.path("content"));
        assert_eq!(code(&set.run(&["build", "--output-dir", "elders"])), 2);
        assert_eq!(before, tree(&set.path("content")));
    }
    assert_eq!(code(&set.run(&["build", "--output-dir", "content"])), 2);
}

#[test]
fn exit_codes_say_how_it_went() {
    let set = Set::new();
    assert_eq!(code(&set.run(&["check"])), 0);
    assert_eq!(code(&set.run(&["uitleg", "F004"])), 0);
    assert_eq!(code(&set.run(&["uitleg", "X999"])), 2);
    assert_eq!(code(&set.run(&["check", "--peildatum", "gisteren"])), 2);
    assert_eq!(code(&set.run(&["check", "--root", "bestaat-niet"])), 2);
    assert_eq!(code(&set.run(&["bestaat-niet"])), 2);
    set.write("content/ouders/los.md", &fs::read_to_string(set.path("content/ouders/contact.md")).expect("read"));
    let output = set.run(&["check"]);
    assert_eq!(code(&output), 0, "a warning is no error: {}", said(&output));
    assert!(said(&output).contains("L004"));
    assert_eq!(code(&set.run(&["check", "--streng"])), 1);
    assert_eq!(code(&set.run(&["check", "--root", set.folder.path().to_str().expect("utf-8")])), 0);
}

#[test]
fn twelve_broken_files_are_named_in_one_run() {
    let set = Set::new();
    let broken = [
        ("content/ouders/start.md", "---\ntitel"),
        ("content/ouders/aanmelden.md", "---\ntitel: a: b\n---\n"),
        ("content/ouders/SUMMARY.md", "zomaar\n"),
        ("content/jongeren/start.md", ""),
        ("content/passages/v-nood.md", "\u{0}"),
        ("content/ervaringen/bellen.md", "---\n[\n---\n"),
        ("content/registers/feiten.yaml", "- id: [\n"),
        ("content/registers/bronnen.yaml", "a: b\n"),
        ("content/registers/onbekend.yaml", "- id: x\n"),
        ("content/ouders/x.MD", "tekst"),
        ("regions/voorbeeld/regio.yaml", "\t"),
        ("book.toml", "[book\n"),
    ];
    for (path, text) in broken {
        set.write(path, text);
    }
    let output = set.run(&["check", "--formaat", "regel"]);
    assert_eq!(code(&output), 1);
    for (path, _) in broken {
        assert!(said(&output).contains(&format!("{path}:")), "{path} is not named:\n{}", said(&output));
    }
}

/// The same bytes from another folder, with one thread and with two, in another time zone.
#[test]
fn same_input_same_bytes() {
    let (one, two) = (Set::new(), Set::new());
    let run = |set: &Set, threads: &str, zone: &str| {
        let mut command = set.command(&["build", "--peildatum", "2026-11-22"]);
        let output = command.env("RAYON_NUM_THREADS", threads).env("TZ", zone).env("LC_ALL", "C").output();
        assert_eq!(code(&output.expect("the program")), 0);
    };
    run(&one, "1", "UTC");
    run(&two, "2", "Asia/Tokyo");
    assert_eq!(one.published(), two.published());
}

/// A kill at any moment leaves the complete old or the complete new sites.
#[test]
fn a_killed_build_leaves_old_or_new() {
    let set = Set::new();
    set.build();
    let states: Vec<BTreeMap<String, String>> = ["Bel ons.", "Mail ons."]
        .iter()
        .map(|text| {
            set.replace("content/ouders/contact.md", "U kunt ons bellen.", text);
            set.build();
            set.replace("content/ouders/contact.md", text, "U kunt ons bellen.");
            set.published()
        })
        .collect();
    assert_ne!(states[0], states[1]);
    let mut text = "U kunt ons bellen.";
    for i in 0..40u64 {
        let next = if i % 2 == 0 { "Bel ons." } else { "Mail ons." };
        set.replace("content/ouders/contact.md", text, next);
        text = next;
        let mut child = set.command(&["build", "--peildatum", "2026-11-22"]).spawn().expect("the program");
        std::thread::sleep(Duration::from_micros(i * 700));
        drop(child.kill());
        drop(child.wait());
        let found = set.published();
        assert!(states.contains(&found), "kill {i}: neither old nor new");
    }
    assert_eq!(code(&set.build()), 0, "the next build cleans up");
}

#[test]
fn two_builds_at_once_do_not_mix() {
    let set = Set::new();
    let mut children: Vec<_> =
        (0..4).map(|_| set.command(&["build", "--peildatum", "2026-11-22"]).spawn().expect("the program")).collect();
    let codes: Vec<i32> = children.iter_mut().map(|c| c.wait().expect("an end").code().expect("a code")).collect();
    assert!(codes.contains(&0) && codes.iter().all(|c| matches!(c, 0 | 2)), "{codes:?}");
    let first = set.published();
    set.build();
    assert_eq!(first, set.published());
}

/// Starting files build without a finding, say what they are for, and overwrite nothing.
#[test]
fn starting_files_build_clean() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        command.current_dir(folder.path()).args(arguments).output().expect("the program")
    };
    let fine = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
    };
    let path = folder.path();
    let file = |below: &str| fs::read_to_string(path.join(below)).unwrap_or_default();
    fine(&["init"]);
    fine(&["check", "--streng"]);
    fine(&["regio", "duinrand"]);
    fine(&["nieuw", "ouders/mijn-vraag"]);
    fine(&["nieuw", "jongeren/mijn-vraag"]);
    fine(&["nieuw", "regions/duinrand/ouders/inloop"]);
    fine(&["nieuw", "regions/duinrand/ouders/contact"]);
    fine(&["bevestig", "duinrand"]);
    fine(&["check", "--streng"]);
    fine(&["build"]);
    let files = tree(&path.join("public"));
    for page in ["ouders/inloop", "ouders/mijn-vraag", "jongeren/basisschool/mijn-vraag"] {
        assert!(files.contains_key(&format!("duinrand/{page}/index.html")), "{page}");
    }
    assert!(files["duinrand/ouders/contact/index.html"].contains("Zo gaat het hier"));
    assert!(file("content/ouders/mijn-vraag.md").contains("# tegenhanger:"));
    for again in [&["init"][..], &["regio", "duinrand"], &["nieuw", "ouders/mijn-vraag"], &["nieuw", "elders/x"]] {
        let before = tree(path);
        assert_eq!(code(&run(again)), 2, "{again:?}");
        assert_eq!(before, tree(path), "{again:?} changed something");
    }
}

/// Nothing that a starting file says is a fault, whatever the set around it calls its slots.
#[test]
fn starting_files_are_no_errors_in_the_real_set() {
    let set = tempfile::tempdir().expect("a folder");
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["content", "themes"] {
        copy(&package.join(folder), &set.path().join(folder));
    }
    fs::copy(package.join("book.toml"), set.path().join("book.toml")).expect("copy");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wegwijzer"));
        command.current_dir(set.path()).args(arguments).output().expect("the program")
    };
    for arguments in [
        ["regio", "nieuwdorp"],
        ["nieuw", "ouders/mijn-vraag"],
        ["nieuw", "jongeren/mijn-vraag"],
        ["nieuw", "regions/nieuwdorp/ouders/inloop"],
        ["nieuw", "regions/nieuwdorp/jongeren/inloop"],
        ["nieuw", "regions/nieuwdorp/ouders/thuiszitten"],
        ["nieuw", "regions/nieuwdorp/jongeren/geschorst"],
    ] {
        let output = run(&arguments);
        assert_eq!(code(&output), 0, "{arguments:?}: {}", said(&output));
    }
    let output = run(&["check", "--formaat", "regel"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    // What a slot is about is told to who fills it, and to no reader.
    let filling = fs::read_to_string(set.path().join("regions/nieuwdorp/vakken/privacy-contact.md")).expect("a text");
    assert!(filling.contains("# De tekst van het vak `privacy-contact`"), "{filling}");
}

/// Images and documents go along with the sites that show them, and with no others.
#[test]
fn files_go_along_with_the_pages_that_show_them() {
    let set = Set::new();
    copy(&set.path("regions/voorbeeld"), &set.path("regions/tweede"));
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let png = fs::read(package.join("tests/golden/bestanden/content/bestanden/deur.png")).expect("an image");
    fs::create_dir_all(set.path("regions/voorbeeld/bestanden")).expect("a folder");
    fs::write(set.path("regions/voorbeeld/bestanden/deur.png"), &png).expect("write");
    set.write("regions/voorbeeld/ouders/contact.md", "## Deur {na=begin}\n\n![Een deur](../bestanden/deur.png)\n");
    let output = set.build();
    assert_eq!(code(&output), 0, "{}", said(&output));
    let published = fs::read(set.path("public/voorbeeld/ouders/bestanden/regio/deur.png")).expect("the image");
    assert_eq!(published, png);
    for site in ["voorbeeld/jongeren", "tweede/ouders", "tweede/jongeren"] {
        assert!(!set.path("public").join(site).join("bestanden").exists(), "{site}");
    }
}

/// What a careless hand does to a set never empties what was published.
#[test]
fn published_sites_survive_a_set_that_is_not_whole() {
    let damage: [(&str, fn(&Set)); 7] = [
        ("no regio.yaml", |set| fs::rename(set.path("regions/voorbeeld/regio.yaml"), set.path("weg")).expect("move")),
        ("no regions", |set| fs::rename(set.path("regions"), set.path("weg")).expect("move")),
        ("no themes", |set| fs::rename(set.path("themes"), set.path("weg")).expect("move")),
        ("no book.toml", |set| fs::rename(set.path("book.toml"), set.path("weg")).expect("move")),
        ("no codes", |set| set.replace("regions/voorbeeld/regio.yaml", "[PO9901, VO9901]", "[]")),
        ("broken regio.yaml", |set| set.write("regions/voorbeeld/regio.yaml", "naam: [\n")),
        ("a home for one sector", |set| {
            set.replace("regions/voorbeeld/regio.yaml", "[PO9901, VO9901]", "[PO9901]");
            for audience in ["ouders", "jongeren"] {
                set.replace(&format!("content/{audience}/start.md"), "klasse: B", "klasse: B\nonderwijs: [vo]");
            }
        }),
    ];
    for (what, damage) in damage {
        let set = Set::new();
        set.build();
        let sites = |set: &Set| -> BTreeMap<String, String> {
            set.published().into_iter().filter(|(path, _)| path.starts_with("voorbeeld/")).collect()
        };
        let before = sites(&set);
        damage(&set);
        let output = set.build();
        assert_eq!(code(&output), 1, "{what}: {}", said(&output));
        assert!(before == sites(&set), "{what}: {}", said(&output));
        assert!(set.published()["steunpunten.json"].contains("voorbeeld/ouders/"), "{what}: the directory forgot it");
    }
}

#[test]
fn a_file_that_somebody_adds_to_the_output_is_not_thrown_away() {
    let set = Set::new();
    set.build();
    set.write("public/CNAME", "wegwijzer.example");
    let output = set.build();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("CNAME"), "{}", said(&output));
    assert!(set.path("public/CNAME").exists());
    let left = fs::read_dir(set.folder.path()).expect("the set").map(|e| e.expect("an entry").file_name());
    assert!(!left.into_iter().any(|n| n.to_string_lossy().starts_with(".public")));
}

/// Text that costs a careless parser minutes: each is taken within the limits, and told or shown.
#[test]
fn hostile_texts_do_not_hold_up_a_build() {
    let long: [(&str, String); 9] = [
        ("code spans", "a `b` ".repeat(120_000)),
        ("headings", (0..60_000).map(|i| format!("## Kop {{#a{i}}}\n\n")).collect()),
        ("stars and variables", "*a {{ x }} ".repeat(60_000)),
        ("open brackets", "[".repeat(500_000)),
        ("open variables", "{{ ".repeat(200_000)),
        ("quotes", "> ".repeat(10_000)),
        ("definitions", (0..40_000).map(|i| format!("[a{i}]: b.md\n")).collect()),
        ("entities", "&euml;*".repeat(100_000)),
        ("lists", (0..3_000).map(|i| format!("{}- x\n", " ".repeat(i % 200))).collect()),
    ];
    let front = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/basis/content/ouders/hulp.md"))
        .expect("read");
    let front = &front[..front.find("Begin bij").expect("the text")];
    for (what, body) in long {
        let set = Set::new();
        set.write("content/ouders/hulp.md", &format!("{front}{body}"));
        let output = set.run(&["check", "--formaat", "regel"]);
        assert!(matches!(code(&output), 0 | 1), "{what}");
    }
    let set = Set::new();
    let keys: String = (0..60_000).map(|i| format!("k{i}: 1\n")).collect();
    set.write("regions/voorbeeld/regio.yaml", &keys);
    assert_eq!(code(&set.run(&["check"])), 1);
}

/// What has our name beside the output, or leads elsewhere from inside it, is not ours to take or to copy.
#[test]
#[cfg(unix)]
fn names_and_links_of_others_are_left_alone() {
    use std::os::unix::fs::symlink;
    let set = Set::new();
    set.build();
    set.write("elders/geheim.txt", "geheim");
    // A link in the place of a published site, while that site is kept back.
    fs::remove_dir_all(set.path("public/voorbeeld/ouders")).expect("remove");
    symlink(set.path("elders"), set.path("public/voorbeeld/ouders")).expect("a link");
    set.replace("content/ouders/hulp.md", "Begin bij", "{{ Begin bij");
    set.build();
    assert!(!set.published().values().any(|text| text == "geheim"));
    // A link in the place of the lock.
    symlink(set.path("elders/geheim.txt"), set.path(".public.slot")).expect("a link");
    assert_eq!(code(&set.build()), 2);
    assert_eq!(fs::read_to_string(set.path("elders/geheim.txt")).expect("read"), "geheim");
    fs::remove_file(set.path(".public.slot")).expect("remove");
    // A folder of somebody in the place of ours.
    set.write(".public.nieuw/foto.txt", "van iemand");
    assert_eq!(code(&set.build()), 2);
    assert!(set.path(".public.nieuw/foto.txt").exists());
}

/// A region that is renamed or loses its place by an error stays; from a whole set it goes when its folder goes.
#[test]
fn regions_go_only_when_they_are_taken_away_on_purpose() {
    let set = Set::new();
    copy(&set.path("regions/voorbeeld"), &set.path("regions/tweede"));
    assert_eq!(code(&set.build()), 0);
    fs::rename(set.path("regions/tweede"), set.path("regions/Tweede")).expect("rename");
    assert_eq!(code(&set.build()), 1);
    assert!(set.published().contains_key("tweede/ouders/index.html"));
    assert!(set.published()["steunpunten.json"].contains("tweede/ouders/"), "the directory forgot it");
    fs::remove_dir_all(set.path("regions/Tweede")).expect("remove");
    assert_eq!(code(&set.build()), 0);
    assert!(!set.published().keys().any(|path| path.starts_with("tweede/")));
}

/// `--regio`: an editor of one region sees and publishes that region alone, and the others stay as they were.
#[test]
fn one_region_can_be_checked_and_built_alone() {
    let set = Set::new();
    copy(&set.path("regions/voorbeeld"), &set.path("regions/tweede"));
    assert_eq!(code(&set.build()), 0);
    let before = set.published();
    set.replace("content/ouders/start.md", "titel: ", "titel: Nieuw. ");
    set.replace("regions/tweede/vakken/onafhankelijkheid.md", "Het samen", "{{ Het samen");
    let output = set.run(&["check", "--regio", "voorbeeld", "--peildatum", "2026-11-22"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let output = set.run(&["build", "--regio", "voorbeeld", "--peildatum", "2026-11-22"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("2 van 2 sites"), "{}", said(&output));
    let after = set.published();
    assert_ne!(before["voorbeeld/ouders/index.html"], after["voorbeeld/ouders/index.html"]);
    for (path, text) in before.iter().filter(|(p, _)| p.starts_with("tweede/") || p.as_str() == "steunpunten.json") {
        assert_eq!(after.get(path), Some(text), "{path}");
    }
    assert_eq!(code(&set.run(&["check", "--regio", "tweede", "--peildatum", "2026-11-22"])), 1);
    let output = set.run(&["check", "--regio", "voorbeld"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("bedoelt u `voorbeeld`?"), "{}", said(&output));
}

/// `--regio-pad`: an SWV holds its own folder against a national set that it only reads.
#[test]
fn a_region_from_elsewhere_is_one_of_the_set() {
    let set = Set::new();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let own = elsewhere.path().join("eigen");
    copy(&set.path("regions/voorbeeld"), &own);
    let path = own.to_string_lossy().into_owned();
    let output = set.run(&["build", "--regio-pad", &path, "--peildatum", "2026-11-22"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let files = set.published();
    assert!(files.contains_key("eigen/ouders/hulp/index.html"), "{:?}", files.keys());
    assert!(!files.keys().any(|p| p.starts_with("voorbeeld/")), "only what was asked for");
    fs::write(own.join("vakken/onafhankelijkheid.md"), "Dit is {{ kapot.\n").expect("write");
    let output = set.run(&["check", "--regio-pad", &path, "--formaat", "regel"]);
    assert_eq!(code(&output), 1);
    assert!(said(&output).contains("regions/eigen/vakken/onafhankelijkheid.md:1:8: fout H004"), "{}", said(&output));
    // A folder of the same name in the set gives way.
    copy(&own, &elsewhere.path().join("voorbeeld"));
    let path = elsewhere.path().join("voorbeeld").to_string_lossy().into_owned();
    assert_eq!(code(&set.run(&["check", "--regio-pad", &path])), 1);
    assert_eq!(code(&set.run(&["check", "--regio-pad", "bestaat-niet"])), 2);
}

/// R101: a steunpunt that is being set up goes out for parents, and its other site waits, without an error.
#[test]
fn a_region_that_is_being_set_up_may_leave_a_site_for_later() {
    let set = Set::new();
    set.replace("content/registers/vakken.yaml", "- id: onafhankelijkheid", "- id: later\n  kop: Wat wij ermee doen\n  soort: tekst\n  doelgroep: [jongeren]\n  verplicht: ja\n- id: onafhankelijkheid");
    set.replace("content/jongeren/contact.md", "{{ vak.contact }}", "{{ vak.contact }}\n\n{{ vak.later }}");
    let output = set.build();
    assert_eq!(code(&output), 1, "a required slot of a region at work: {}", said(&output));
    set.replace("regions/voorbeeld/regio.yaml", "status: actief", "status: in-opbouw");
    let output = set.build();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("voorbeeld/jongeren: nog niet gepubliceerd"), "{}", said(&output));
    let files = set.published();
    assert!(files.contains_key(OUDERS) && !files.contains_key(JONGEREN));
    set.write("regions/voorbeeld/vakken/later.md", "Wij vertellen niets door.\n");
    assert_eq!(code(&set.build()), 0);
    assert!(set.published().contains_key(JONGEREN));
}
