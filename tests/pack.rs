//! The reviewers' pack as a reviewer opens it, and the comments as they come back.
#![allow(clippy::disallowed_methods)]

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use program::put_set;

fn set() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put_set(folder.path());
    folder
}

fn run(set: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wegwijzer")).current_dir(set.path()).args(arguments).output().expect("the program")
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "html") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn a_pack_opens_from_disk() {
    let set = set();
    let done = run(&set, &["toets", "voorbeeld", "--peildatum", "2026-11-22"]);
    assert!(done.status.success(), "{done:?}");
    let folder = set.path().join("toets-voorbeeld");
    let mut links = 0;
    for page in pages(&folder) {
        let html = fs::read_to_string(&page).expect("a page");
        for target in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let path = target.split(['#', '?']).next().expect("a path");
            if path.is_empty() || path.contains(':') {
                continue;
            }
            let file = page.parent().expect("a folder").join(path);
            // What a file system can't open has no name of a file.
            assert!(file.is_file(), "{} leads to {target}", page.display());
            links += 1;
        }
    }
    assert!(links > 20, "{links}");
    let index = fs::read_to_string(folder.join("index.html")).expect("a page");
    assert!(index.contains("ouders/hulp/index.html") && index.contains("Wat de controle vond"));
    // What the reviewer has to fill in is one click away, on paper and on the screen.
    assert!(index.contains("<a href=\"opmerkingen.csv\">") && index.contains("<a href=\"formulier.html\">"), "{index}");
    // Somebody may have filled it in.
    let again = run(&set, &["toets", "voorbeeld"]);
    assert_eq!(again.status.code(), Some(2));
    let wrong = run(&set, &["toets", "voorbeld", "--output-dir", "x"]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(2) && told.contains("bedoelt u `voorbeeld`?"), "{told}");
}

/// Where two schools have a text of their own, a reviewer is led to both, and the form says whose section it is.
#[test]
fn every_school_s_text_has_a_link_and_a_name() {
    let set = set();
    assert!(run(&set, &["toets", "voorbeeld"]).status.success());
    let read = |file: &str| fs::read_to_string(set.path().join("toets-voorbeeld").join(file)).expect("a file");
    let (index, changed, form, csv) =
        (read("index.html"), read("verschil.html"), read("formulier.html"), read("opmerkingen.csv"));
    for page in [&index, &changed] {
        for (folder, school) in [("basisschool", "basisschool"), ("middelbare", "middelbare school")] {
            let link = format!(
                "<a href=\"jongeren/{folder}/meepraten/index.html\">Mag ik meepraten over mijn plan? ({school})</a>"
            );
            assert!(page.contains(&link), "{link} is not in {page}");
        }
        // A page for parents is one page for all.
        assert!(page.contains("<a href=\"ouders/hulp/index.html\">") && !page.contains("href=\"ouders/basisschool"));
    }
    assert!(form.contains("Zeg het tegen je juf of meester (basisschool)<br>"), "{form}");
    assert!(form.contains("Zeg het tegen je mentor (middelbare school)<br>"), "{form}");
    assert!(csv.contains(";mentor;Zeg het tegen je mentor (middelbare school);"), "{csv}");
    assert!(csv.contains("jongeren/meepraten;begin;Begin van de pagina;"), "what all see is for all: {csv}");
    // A region with schools of one kind has nothing to tell apart.
    let profile = set.path().join("regions/voorbeeld/regio.yaml");
    let text = fs::read_to_string(&profile).expect("a profile");
    fs::write(&profile, text.replace("[PO9901, VO9901]", "[VO9901]")).expect("write");
    assert!(run(&set, &["toets", "voorbeeld", "--output-dir", "vo"]).status.success());
    let index = fs::read_to_string(set.path().join("vo/index.html")).expect("a page");
    assert!(
        index.contains("<a href=\"jongeren/middelbare/meepraten/index.html\">Mag ik meepraten over mijn plan?</a>"),
        "{index}"
    );
}

/// What the pack says of the texts of a page.
fn changes(set: &TempDir, folder: &str, page: &str) -> String {
    let html = fs::read_to_string(set.path().join(folder).join("verschil.html")).expect("a page");
    let section = html.split(&format!("<section id=\"{page}\">")).nth(1).expect(page);
    section.split("</section>").next().unwrap_or_default().to_owned()
}

#[test]
fn a_pack_tells_what_changed_since_somebody_signed() {
    let set = set();
    let pack = |folder: &str, more: &[&str]| {
        let done = run(&set, &[&["toets", "voorbeeld", "--output-dir", folder], more].concat());
        assert!(done.status.success(), "{done:?}");
    };
    pack("een", &[]);
    let never = changes(&set, "een", "ouders-hulp");
    assert!(never.contains("landelijke tekst, vak onafhankelijkheid: nog nooit getekend."), "{never}");
    let sign = ["teken", "ouders/hulp", "--rol", "redactie", "--organisatie", "Redactie", "--ondertekenaar", "LR2"];
    let done = run(&set, &sign);
    assert!(done.status.success(), "{done:?}");
    pack("twee", &[]);
    let same = changes(&set, "twee", "ouders-hulp");
    assert!(same.contains("landelijke tekst: niet veranderd sinds de handtekening van 20"), "{same}");
    assert!(!same.contains("<del>"), "{same}");
    let path = set.path().join("content/ouders/hulp.md");
    let text = fs::read_to_string(&path).expect("a text");
    let new = text.replace("Begin bij de leraar.", "Begin bij de <mentor>.") + "\nEen nieuwe zin.\n";
    fs::write(&path, new).expect("write");
    pack("drie", &[]);
    let told = changes(&set, "drie", "ouders-hulp");
    assert!(told.contains("landelijke tekst</strong>: veranderd sinds de handtekening van 20"), "{told}");
    // Told in words, so that nobody needs the colours; and nothing of an editor is markup here.
    let hidden = |text: &str| format!("<span class=\"_ww-onzichtbaar\">{text}</span>");
    let gone = format!("<del>{}leraar.{}</del>", hidden("[weg: "), hidden("] "));
    assert!(told.contains(&gone), "{told}");
    let come = format!("<ins>{}&lt;mentor&gt;.{}</ins>", hidden("[erbij: "), hidden("] "));
    assert!(told.contains(&come) && told.contains("Een nieuwe zin."), "{told}");
    assert!(!told.contains("Mijn kind wil niet naar school"), "what stayed is left out: {told}");
    let index = fs::read_to_string(set.path().join("drie/index.html")).expect("a page");
    assert!(index.contains("<a href=\"verschil.html#ouders-hulp\">landelijke tekst: veranderd sinds"), "{index}");
    // An earlier version, for what was never signed.
    let old = tempfile::tempdir().expect("a folder");
    put_set(old.path());
    let slot = "regions/voorbeeld/vakken/onafhankelijkheid.md";
    let own = fs::read_to_string(set.path().join(slot)).expect("a text");
    fs::write(set.path().join(slot), format!("{own}\nErbij gekomen.\n")).expect("write");
    fs::remove_file(old.path().join("content/ouders/aanmelden.md")).expect("remove");
    pack("vier", &["--sinds", &old.path().display().to_string()]);
    let told = changes(&set, "vier", "ouders-hulp");
    assert!(told.contains("veranderd sinds de handtekening van 20"), "a signature counts first: {told}");
    assert!(told.contains("vak onafhankelijkheid</strong>: nog nooit getekend; veranderd sinds"), "{told}");
    assert!(told.contains("Erbij gekomen."), "{told}");
    assert!(changes(&set, "vier", "ouders-aanmelden").contains("nog nooit getekend; nieuw sinds"));
    assert!(
        changes(&set, "vier", "ouders-contact").contains("landelijke tekst: nog nooit getekend; niet veranderd sinds")
    );
    let wrong = run(&set, &["toets", "voorbeeld", "--output-dir", "vijf", "--sinds", "bestaat-niet"]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(2) && told.contains("bestaat-niet"), "{told}");
    assert!(!set.path().join("vijf").exists());
}

#[test]
fn an_earlier_version_may_stand_in_git() {
    let set = set();
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=x", "-c", "user.email=x@x.example"];
        let done = Command::new("git").current_dir(set.path()).args(names).args(arguments).output().expect("git");
        assert!(done.status.success(), "{done:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "begin"]);
    let path = set.path().join("content/ouders/contact.md");
    let text = fs::read_to_string(&path).expect("a text");
    fs::write(&path, format!("{text}\nPas later geschreven.\n")).expect("write");
    let done = run(&set, &["toets", "voorbeeld", "--sinds", "HEAD"]);
    assert!(done.status.success(), "{done:?}");
    let told = changes(&set, "toets-voorbeeld", "ouders-contact");
    assert!(told.contains("nog nooit getekend; veranderd sinds HEAD") && told.contains("Pas later"), "{told}");
    assert!(changes(&set, "toets-voorbeeld", "ouders-hulp").contains("niet veranderd sinds HEAD"));
}

/// The form with a comment on the section.
fn filled(set: &TempDir, page: &str, section: &str, comment: &str) -> String {
    let form = fs::read_to_string(set.path().join("toets-voorbeeld/opmerkingen.csv")).expect("a form");
    assert!(form.starts_with("\u{feff}regio;pagina;sectie;kop;opmerking;van;versie\n"), "{form}");
    let line = form.lines().find(|l| l.starts_with(&format!("voorbeeld;{page};{section};"))).expect("a line");
    let parts: Vec<&str> = line.rsplitn(4, ';').collect();
    form.replace(line, &format!("{};{comment};Anna;{}", parts[3], parts[0]))
}

#[test]
fn comments_find_their_way_back() {
    let set = set();
    assert!(run(&set, &["toets", "voorbeeld"]).status.success());
    let path = set.path().join("content/ouders/hulp.md");
    let text = fs::read_to_string(&path).expect("a text");
    let heading = text.lines().position(|l| l.starts_with("## ") && l.contains("{#")).expect("a heading");
    let section = text.lines().nth(heading).and_then(|l| l.split("{#").nth(1)).expect("an id");
    let section: String = section.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let form = filled(&set, "ouders/hulp", &section, "Dit is één lange zin.");
    let back = |bytes: &[u8]| {
        fs::write(set.path().join("terug.csv"), bytes).expect("write");
        let done = run(&set, &["opmerkingen", "terug.csv"]);
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let expected = format!(
        "content/ouders/hulp.md:{}: opmerking van Anna bij voorbeeld ouders/hulp#{section}: Dit is één lange zin.\n1 opmerking, waarvan 0 zonder plek\n",
        heading + 1
    );
    assert_eq!(back(form.as_bytes()), (Some(0), expected.clone()));
    // As spreadsheets save it: with commas, with other line ends, as Windows does.
    let kept: Vec<&str> = form.lines().filter(|l| l.contains("pagina") || l.contains("Anna")).collect();
    let commas = kept.join("\r\n").replace(';', ",");
    assert_eq!(back(commas.as_bytes()), (Some(0), expected.clone()));
    let windows: Vec<u8> = kept.join("\n").trim_start_matches('\u{feff}').chars().map(|c| c as u32 as u8).collect();
    assert!(std::str::from_utf8(&windows).is_err());
    assert_eq!(back(&windows), (Some(0), expected.clone()));
    // Forms of before the letter are read as well; a version that a spreadsheet took for a number tells nothing.
    let line = form.lines().find(|l| l.contains(";Anna;")).expect("the line");
    let version = line.rsplit(';').next().expect("a version").to_owned();
    assert!(version.starts_with('v') && version.len() == 9, "{version}");
    assert_eq!(back(form.replace(&version, &version[1..]).as_bytes()), (Some(0), expected));
    for damaged in ["7525e5", "7,525E+59", "7.53e+59", "v1"] {
        let (_, told) = back(form.replace(&version, damaged).as_bytes());
        assert!(told.contains("is niet te zien: de kolom `versie` is beschadigd"), "{damaged}: {told}");
    }
    let (_, told) = back(form.replace(&version, "v00000000").as_bytes());
    assert!(told.contains("(de tekst is sindsdien veranderd)"), "{told}");
    // The text moved on.
    fs::write(&path, format!("{text}\nEn nog iets.\n").replacen("## ", "Een regel erbij.\n\n## ", 1)).expect("write");
    let (code, told) = back(form.as_bytes());
    assert!(code == Some(0) && told.contains(&format!("hulp.md:{}:", heading + 3)), "{told}");
    fs::write(&path, text.replace(&format!("{{#{section}"), "{#anders")).expect("write");
    let (_, told) = back(form.as_bytes());
    assert!(told.contains("deze sectie is er niet meer") || told.contains("veranderd"), "{told}");
    fs::remove_file(&path).expect("remove");
    let (code, told) = back(form.as_bytes());
    assert!(code == Some(1) && told.contains("1 zonder plek"), "{told}");
    assert!(told.starts_with("terug.csv:"), "what has no place stands in the form: {told}");
    // What is no form: it says how to save one.
    for other in
        [&b"naam;leeftijd\nx;1\n"[..], b"<html><table><tr><td>pagina</td></tr></table></html>", b"PK\x03\x04\xff"]
    {
        fs::write(set.path().join("terug.csv"), other).expect("write");
        let done = run(&set, &["opmerkingen", "terug.csv"]);
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.code() == Some(2) && told.contains("Opslaan als, `CSV UTF-8`"), "{told}");
    }
    assert_eq!(run(&set, &["opmerkingen", "er-is-niets.csv"]).status.code(), Some(2));
}

/// As spreadsheets save it when they are asked for text; and a remark keeps its lines.
#[test]
fn a_form_comes_back_in_more_ways_than_one() {
    let set = set();
    let said = |bytes: &[u8]| {
        fs::write(set.path().join("terug.txt"), bytes).expect("write");
        let done = run(&set, &["opmerkingen", "terug.txt"]);
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let tabs = "regio\tpagina\tsectie\tkop\topmerking\tvan\tversie\r\nvoorbeeld\touders/hulp\tbegin\t\t\"Eén  zin.\n\nNog één.\"\tAnna\t\r\n\t\t\t\tWaar hoort dit?\t\t\r\n";
    let text = fs::read_to_string(set.path().join("content/ouders/hulp.md")).expect("a text");
    let begin = text.lines().position(|line| line.starts_with("Begin bij")).expect("the begin") + 1;
    let expected = format!(
        "terug.txt:5: opmerking: Waar hoort dit? (in deze regel staat niet bij welke regio, pagina en sectie dit hoort)\n\
         content/ouders/hulp.md:{begin}: opmerking van Anna bij voorbeeld ouders/hulp#begin:\n    Eén zin.\n\n    Nog één.\n\
         2 opmerkingen, waarvan 1 zonder plek\n"
    );
    assert_eq!(said(tabs.as_bytes()), (Some(1), expected.clone()));
    for (mark, bytes) in [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)] {
        let wide = mark.into_iter().chain(tabs.encode_utf16().flat_map(bytes));
        assert_eq!(said(&wide.collect::<Vec<u8>>()), (Some(1), expected.clone()));
    }
}

#[test]
fn a_page_in_which_something_was_found_stands_there_a_second_time_with_the_places_pointed_out() {
    let set = set();
    let start = set.path().join("content/ouders/start.md");
    let text = fs::read_to_string(&start).expect("a text");
    fs::write(&start, format!("{text}\nLees verder: [klik hier](https://voorbeeld.example/).\n")).expect("write");
    assert!(run(&set, &["toets", "voorbeeld", "--peildatum", "2026-11-22"]).status.success());
    let folder = set.path().join("toets-voorbeeld");
    let index = fs::read_to_string(folder.join("index.html")).expect("a page");
    let found = index.split("<li class=\"bevinding").find(|item| item.contains("H022")).expect("a finding");
    let link = found.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let (file, id) = link.split_once('#').expect("a place");
    assert_eq!(file, "ouders/nagekeken.html");
    let pointed = fs::read_to_string(folder.join(file)).expect("a page");
    let place = pointed.split(&format!("id=\"{id}\"")).nth(1).expect("the place");
    assert!(pointed.contains("<mark class=\"_ww-vondst\">klik hier</mark>"), "{pointed}");
    // Its number leads back to the list.
    let back = place.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a way back");
    let list = format!("id=\"{}\"", back.split_once('#').expect("a finding").1);
    assert!(back.starts_with("../index.html#") && index.contains(&list), "{back}");
    let plain = fs::read_to_string(folder.join("ouders/index.html")).expect("a page");
    assert!(!plain.contains("<mark"));
}
