//! What a finding weighs, what silences it, and what the exit code makes of it.
#![allow(clippy::disallowed_methods, clippy::format_collect, clippy::format_push_string)]

mod program;
mod set;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use wegwijzer::diagnostic::Severity;
use wegwijzer::report::Form;
use wegwijzer::rules::catalogue;

use program::put_set;

/// A page for young people with an error that may be made lighter, and a page for parents with a warning.
const YOUNG: &str = "content/jongeren/start.md";
const PARENTS: &str = "content/ouders/los.md";

fn young() -> String {
    set::text_of(YOUNG).replace("Loopt het niet op school?", "Hoe werkt het steunpunt?")
}

fn weights(rules: &str) -> Vec<(String, Severity)> {
    let book = format!("{}\n{rules}\n", set::text_of("book.toml"));
    let page = set::text_of("content/ouders/hulp.md").replace("Wie helpt u?", "Los");
    let sources = set::with(&[("book.toml", &book), (YOUNG, &young()), (PARENTS, &page)]);
    let found = set::check(&sources).diagnostics;
    let mut all: Vec<_> = found.iter().map(|d| (d.rule.code.to_owned(), d.severity)).collect();
    all.retain(|(code, _)| matches!(code.as_str(), "W001" | "L004" | "F013" | "F009" | "F007"));
    all
}

#[test]
fn a_set_says_what_weighs_more_or_less() {
    use Severity::{Error, Info, Warning};
    let is = |rules: &str, expected: &[(&str, Severity)]| {
        let expected: Vec<_> = expected.iter().map(|(code, s)| ((*code).to_owned(), *s)).collect();
        assert_eq!(weights(rules), expected, "{rules}");
    };
    is("", &[("W001", Error), ("L004", Warning)]);
    is("[rules]\nW001 = \"waarschuwing\"\nL004 = \"fout\"", &[("W001", Warning), ("L004", Error)]);
    is("[rules]\nW001 = \"uit\"\nL004 = \"info\"", &[("L004", Info)]);
    is("[rules.jongeren]\nW001 = \"waarschuwing\"\nL004 = \"fout\"", &[("W001", Warning), ("L004", Warning)]);
    is("[rules]\nW001 = \"uit\"\n[rules.jongeren]\nW001 = \"info\"", &[("W001", Info), ("L004", Warning)]);
    is("[rules.ouders]\nW001 = \"uit\"\nL004 = \"uit\"", &[("W001", Error)]);
}

#[test]
fn what_guards_can_only_be_heavier() {
    for rule in catalogue() {
        for (word, severity) in
            [("waarschuwing", Some(Severity::Warning)), ("info", Some(Severity::Info)), ("uit", None)]
        {
            let found = weights(&format!("[rules]\n{} = \"{word}\"", rule.code));
            let lighter = severity.is_none_or(|s| s < rule.severity);
            let told = found.iter().any(|(code, _)| code == "F013");
            assert_eq!(told, rule.guard.is_some() && lighter, "{} = {word}", rule.code);
        }
    }
    assert!(catalogue().iter().any(|r| r.guard.is_none()));
}

#[test]
fn a_comment_in_yaml_silences_a_warning_and_no_error() {
    let silent = |code: &str, text: &str| {
        let text = text.replacen("titel:", &format!("# negeer {code}: hoort hier niet in\ntitel:"), 1);
        set::lines(&set::with(&[(if code == "W001" { YOUNG } else { PARENTS }, &text)]))
    };
    let page = set::text_of("content/ouders/contact.md").replace("titel: Contact", "titel: Los");
    assert_eq!(silent("L004", &page), "");
    let found = silent("W001", &young());
    assert!(found.contains("fout W001") && found.contains("H013"), "{found}");
}

fn program(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_wegwijzer")).current_dir(folder).args(arguments).output().expect("the program")
}

/// Whether an error, or else a warning, stands in what was said, in each form's own way of saying it.
fn says(form: &str, severity: Severity, text: &str) -> bool {
    let error = severity == Severity::Error;
    let either = |one: &'static str, other: &'static str| if error { one } else { other };
    let line = |start: &str| text.lines().any(|l| l.starts_with(start));
    match form {
        "mens" => line(either("fout[", "waarschuwing[")),
        "regel" => text.contains(either(": fout ", ": waarschuwing ")),
        "json" => text.contains(either("\"ernst\": \"fout\"", "\"ernst\": \"waarschuwing\"")),
        // The rules say their own weight as well; a result stands less deep.
        "sarif" => line(either("          \"level\": \"error\"", "          \"level\": \"warning\"")),
        "junit" => text.contains(either("<failure ", "<skipped ")),
        _ => line(either("::error ", "::warning ")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// An error on the screen with exit code 0 is impossible, and so is exit code 1 without a reason on the screen:
    /// whatever the form, the weights, the command and `--streng`.
    #[test]
    fn what_is_printed_and_the_exit_code_agree(
        young_is_wrong in any::<bool>(),
        parents_are_wrong in any::<bool>(),
        levels in proptest::collection::vec((0usize..5, 0usize..4, 0usize..3), 0..4),
        form in 0usize..6,
        build in any::<bool>(),
        strict in any::<bool>(),
        info in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        put_set(folder.path());
        if young_is_wrong {
            fs::write(folder.path().join(YOUNG), young()).expect("write");
        }
        if parents_are_wrong {
            fs::write(folder.path().join(PARENTS), set::text_of("content/ouders/contact.md")).expect("write");
        }
        let mut book = set::text_of("book.toml");
        for (table, number) in [("[rules]", 0), ("[rules.ouders]", 1), ("[rules.jongeren]", 2)] {
            let rows: std::collections::BTreeMap<&str, &str> = levels.iter().filter(|(_, _, t)| *t == number).map(|(code, level, _)| {
                (["W001", "L004", "H013", "R001", "W999"][*code], ["fout", "waarschuwing", "info", "uit"][*level])
            }).collect();
            book.push_str(&format!("\n{table}\n"));
            rows.iter().for_each(|(code, level)| book.push_str(&format!("{code} = \"{level}\"\n")));
        }
        fs::write(folder.path().join("book.toml"), book).expect("write");
        let form = Form::ALL[form].0;
        let mut arguments = vec![if build { "build" } else { "check" }, "--peildatum", set::TODAY, "--formaat", form];
        arguments.extend(strict.then_some("--streng"));
        arguments.extend(info.then_some("--info"));
        let output = program(folder.path(), &arguments);
        let out = String::from_utf8_lossy(if matches!(form, "mens" | "regel") { &output.stderr } else { &output.stdout });
        let (error, warning) = (says(form, Severity::Error, &out), says(form, Severity::Warning, &out));
        let expected = i32::from(error || (strict && warning));
        prop_assert_eq!(output.status.code(), Some(expected), "{:?}: {}", arguments, out);
    }
}

/// What a program reads stands alone on standard output; what a person wants to know stands beside it.
#[test]
fn forms_for_programs_stand_alone_on_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    put_set(folder.path());
    fs::write(folder.path().join(YOUNG), young()).expect("write");
    for command in ["check", "build"] {
        let output = program(folder.path(), &[command, "--peildatum", set::TODAY, "--formaat", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("nothing but JSON");
        assert_eq!(json["fouten"], 1);
        assert!(String::from_utf8_lossy(&output.stderr).contains("1 fout"), "{output:?}");
    }
}
