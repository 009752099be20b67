//! `wegwijzer lees` from outside: what it prints, and how it ends.
#![allow(clippy::disallowed_methods)]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn lees(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_wegwijzer"))
        .arg("lees")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("wegwijzer");
    child.stdin.take().expect("stdin").write_all(input).expect("written");
    child.wait_with_output().expect("it ends")
}

fn json(arguments: &[&str], input: &[u8]) -> Value {
    let done = lees(arguments, input);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

fn file(name: &str, text: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("written");
    let path = path.to_string_lossy().into_owned();
    (folder, path)
}

#[test]
fn an_object_for_each_text_with_its_places() {
    let text = "Dhr. Jansen belt. Het plan wordt door de school gemaakt.\n";
    let (_folder, path) = file("brief.txt", text.as_bytes());
    let found = json(&[&path, "-", "--formaat", "json", "--woorden"], b"Een zin.");
    let [brief, input] = found.as_array().expect("an array").as_slice() else { panic!("{found}") };
    assert_eq!((&brief["id"], &input["id"]), (&"brief".into(), &"-".into()));
    assert_eq!((&brief["sentences"], &brief["words"]), (&2.into(), &10.into()));
    let sentences: Vec<&str> = brief["zinnen"]
        .as_array()
        .expect("places")
        .iter()
        .map(|p| &text[p[0].as_u64().expect("start") as usize..p[1].as_u64().expect("end") as usize])
        .collect();
    assert_eq!(sentences, ["Dhr. Jansen belt.", "Het plan wordt door de school gemaakt."]);
    assert_eq!(brief["lettergrepen"]["gemaakt"], 2);
    for key in ["syllables", "flesch_douma", "brouwer", "lix", "zipf", "lint_schatting"] {
        assert!(brief[key].is_number(), "{key}: {}", brief[key]);
    }
    // Below 60 words there is no level.
    assert!(brief["level"].is_null());
    let passive =
        brief["diagnostics"].as_array().expect("findings").iter().find(|d| d["code"] == "S003").expect("S003");
    let range = passive["start"].as_u64().expect("start") as usize..passive["end"].as_u64().expect("end") as usize;
    assert_eq!(&text[range], "wordt door de school gemaakt");
    assert_eq!((&passive["line"], &passive["column"]), (&1.into(), &28.into()));
    assert!(input["diagnostics"].as_array().expect("findings").is_empty());
}

#[test]
fn markdown_is_read_without_its_markup() {
    let text = "---\ntitel: Weg\n---\n\n# Een kop die niet meetelt\n\nU kunt **altijd** bellen op {{ feit.x.y }}. [Lees meer](tlv.md).\n";
    let (_folder, path) = file("pagina.md", text.as_bytes());
    let found = json(&[&path, "--formaat", "json"], b"");
    assert_eq!((&found[0]["sentences"], &found[0]["words"]), (&2.into(), &8.into()));
    let first = &found[0]["zinnen"][0];
    let range = first[0].as_u64().expect("start") as usize..first[1].as_u64().expect("end") as usize;
    assert_eq!(&text[range], "U kunt **altijd** bellen op {{ feit.x.y }}.");
    let as_text = json(&[&path, "--soort", "tekst", "--formaat", "json"], b"");
    assert!(as_text[0]["words"].as_u64() > Some(8));
}

#[test]
fn a_level_comes_with_enough_words() {
    let text = "Wij lezen samen een boek. ".repeat(15);
    let found = json(&["-", "--formaat", "json"], text.as_bytes());
    assert_eq!(found[0]["level"], "A2");
    assert_eq!(found[0]["profielen"]["ouders"]["oordeel"], "goed");
    let people = lees(&["-"], text.as_bytes());
    let shown = String::from_utf8(people.stdout).expect("text");
    assert!(shown.contains("geschat niveau: past bij A2"), "{shown}");
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let (_folder, path) = file("kapot.txt", b"regel een\ntwee \xff drie");
    for (arguments, told) in [
        (vec![path.as_str()], "geen UTF-8: op regel 2, teken 6"),
        (vec!["bestaat-niet.txt"], "bestaat niet"),
        (vec!["src"], "map"),
    ] {
        let done = lees(&arguments, b"");
        let error = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{error}");
        assert!(error.contains(told), "{error}");
        assert!(done.stdout.is_empty());
    }
}

#[test]
fn long_and_odd_texts_are_read_to_the_end() {
    let line = "Een regel zonder punt, en met é, 🙂 en \u{0} erin\n";
    let text = line.repeat(60_000);
    let found = json(&["-", "--formaat", "json"], text.as_bytes());
    assert_eq!(found[0]["words"].as_u64(), Some(60_000 * 9));
    let none = json(&["-", "--formaat", "json"], b"");
    assert_eq!((&none[0]["words"], &none[0]["flesch_douma"]), (&0.into(), &Value::Null));
}
