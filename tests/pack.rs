//! The reviewers' pack as a reviewer opens it, and the comments as they come back.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { _ = fs::copy(&path, &target).expect("copy") }
    }
}

fn set() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    copy(&package.join("tests/basis"), folder.path());
    copy(&package.join("themes"), &folder.path().join("themes"));
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
    // Somebody may have filled it in.
    let again = run(&set, &["toets", "voorbeeld"]);
    assert_eq!(again.status.code(), Some(2));
    let wrong = run(&set, &["toets", "voorbeld", "--output-dir", "x"]);
    let told = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(wrong.status.code() == Some(2) && told.contains("bedoelt u `voorbeeld`?"), "{told}");
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
        "content/ouders/hulp.md:{}: opmerking van Anna bij voorbeeld ouders/hulp#{section}: Dit is één lange zin.\n1 opmerkingen, waarvan 0 zonder plek\n",
        heading + 1
    );
    assert_eq!(back(form.as_bytes()), (Some(0), expected.clone()));
    // As spreadsheets save it: with commas, with other line ends, as Windows does.
    let kept: Vec<&str> = form.lines().filter(|l| l.contains("pagina") || l.contains("Anna")).collect();
    let commas = kept.join("\r\n").replace(';', ",");
    assert_eq!(back(commas.as_bytes()), (Some(0), expected.clone()));
    let windows: Vec<u8> = kept.join("\n").trim_start_matches('\u{feff}').chars().map(|c| c as u32 as u8).collect();
    assert!(std::str::from_utf8(&windows).is_err());
    assert_eq!(back(&windows), (Some(0), expected));
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
    // What is no form.
    assert_eq!(back(b"naam;leeftijd\nx;1\n").0, Some(2));
    assert_eq!(run(&set, &["opmerkingen", "er-is-niets.csv"]).status.code(), Some(2));
}
