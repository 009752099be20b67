//! Every kind of finding has a manual, and every manual is a test.
//!
//! `src/rules/explain/<code>-<name>.md` holds the parts *Wat*, *Waarom*, *Fout*, *Goed* and *Bron*. A fenced block whose
//! info string is a path is a file, put into the set of `tests/basis`; files without text between them belong
//! together. Under *Fout* such a case ends with a block `bevindingen`: exactly what `wegwijzer check --formaat regel`
//! says. Under *Goed* a case gives nothing. `tekst <path>` keeps the front matter of the file in the small set and gives
//! the text below it; `erbij <path>` adds lines to its end; `anders <path>` holds lines to take out (`- …`) and, below
//! them, what comes in their place (`+ …`). `WEGWIJZER_BIJWERKEN=1 cargo test --test rules` writes the findings anew.
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::format_collect)]

mod set;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use wegwijzer::rules::catalogue;
use wegwijzer::source::RawFile;

fn folder() -> PathBuf {
    set::root().join("src/rules/explain")
}

/// A part of a manual: its heading, and its lines.
fn parts(text: &str) -> Vec<(String, Vec<&str>)> {
    let mut parts: Vec<(String, Vec<&str>)> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.starts_with("````");
        match line.strip_prefix("## ") {
            Some(title) if !fenced => parts.push((title.to_owned(), Vec::new())),
            _ => {
                if let Some((_, lines)) = parts.last_mut() {
                    lines.push(line);
                }
            }
        }
    }
    parts
}

/// A case: its files, and the findings that are written under it.
#[derive(Default)]
struct Case {
    files: Vec<(String, String)>,
    findings: Option<String>,
}

/// Cases of a part. Fences are of four accents, so that a file may hold fences of three.
fn cases(lines: &[&str]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open = Case::default();
    let mut lines = lines.iter();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("````") {
            let mut text = String::new();
            for inner in lines.by_ref().take_while(|l| !l.starts_with("````")) {
                let _ = writeln!(text, "{inner}");
            }
            if info == "bevindingen" {
                open.findings = Some(text);
                cases.push(std::mem::take(&mut open));
            } else {
                open.files.push((info.trim().to_owned(), text));
            }
        } else if !line.trim().is_empty() && !open.files.is_empty() {
            cases.push(std::mem::take(&mut open));
        }
    }
    if !open.files.is_empty() {
        cases.push(open);
    }
    cases
}

/// A file of a case. `bytes <path>` holds escapes: `\xff`, `\0`, `\u{202e}`; no line end is added.
fn file(info: &str, text: &str) -> RawFile {
    match info.strip_prefix("bytes ") {
        None => RawFile::text(info, text),
        Some(path) => RawFile { path: path.to_owned(), bytes: Ok(unescape(text.trim_end_matches('\n'))) },
    }
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        match chars.next() {
            Some('n') => bytes.push(b'\n'),
            Some('0') => bytes.push(0),
            Some('x') => {
                let hex: String = chars.by_ref().take(2).collect();
                bytes.push(u8::from_str_radix(&hex, 16).expect("two hex digits"));
            }
            Some('u') => {
                let hex: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let c = char::from_u32(u32::from_str_radix(&hex, 16).expect("hex")).expect("a character");
                bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
            }
            other => panic!("unknown escape {other:?}"),
        }
    }
    bytes
}

/// The lines of a file with those of `change` taken out and put in.
fn changed(old: &str, change: &str) -> String {
    let mut lines: Vec<&str> = old.lines().collect();
    let mut at = lines.len();
    for line in change.lines() {
        if let Some(gone) = line.strip_prefix("- ") {
            at = lines
                .iter()
                .position(|l| l.trim_end() == gone.trim_end())
                .unwrap_or_else(|| panic!("no line `{gone}`"));
            lines.remove(at);
        } else {
            lines.insert(at, line.strip_prefix("+ ").unwrap_or_else(|| panic!("`{line}` is no change")));
            at += 1;
        }
    }
    lines.iter().map(|l| format!("{l}\n")).collect()
}

/// A file of a case, whole.
fn made(info: &str, text: &str) -> RawFile {
    let Some((how, path)) = info.split_once(' ').filter(|(how, _)| matches!(*how, "tekst" | "erbij" | "anders")) else {
        return file(info, text);
    };
    let old = set::text_of(path);
    let front = old.get(..4).filter(|s| *s == "---\n").and_then(|_| old[4..].find("---\n").map(|end| end + 8));
    let new = match how {
        "tekst" => format!("{}\n{text}", &old[..front.unwrap_or(0)]),
        "erbij" => format!("{old}{text}"),
        _ => changed(&old, text),
    };
    RawFile::text(path, &new)
}

fn findings(case: &Case, code: &str) -> String {
    let mut files = set::basis();
    for (info, text) in &case.files {
        let new = if let Some(path) = info.strip_prefix("zonder ") {
            files.retain(|f| f.path != path);
            continue;
        } else {
            made(info, text)
        };
        files.retain(|f| f.path != new.path);
        files.push(new);
    }
    set::lines_with(&set::confirmed(files), code)
}

#[test]
fn the_basic_set_has_no_findings() {
    assert_eq!(set::lines(&set::with(&[])), "");
}

#[test]
fn every_kind_of_finding_has_a_manual_and_every_manual_a_kind() {
    let known: BTreeSet<String> = catalogue().iter().map(|r| format!("{}-{}.md", r.code, r.name)).collect();
    assert_eq!(known.len(), catalogue().len(), "a code or name is used twice");
    let codes: BTreeSet<&str> = catalogue().iter().map(|r| r.code).collect();
    assert_eq!(codes.len(), catalogue().len(), "a code is used twice");
    let written: BTreeSet<String> = std::fs::read_dir(folder())
        .expect("explain")
        .map(|e| e.expect("entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(known, written);
}

#[test]
fn manuals_are_complete() {
    let mut faults = String::new();
    for rule in catalogue() {
        let titles: Vec<String> = parts(rule.explain).into_iter().map(|(t, _)| t).collect();
        if titles != ["Wat", "Waarom", "Fout", "Goed", "Bron"] {
            let _ = writeln!(faults, "{}: has the parts {titles:?}", rule.code);
        }
        if !rule.explain.starts_with(&format!("# {} ", rule.code)) {
            let _ = writeln!(faults, "{}: does not start with `# {} …`", rule.code, rule.code);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn right_examples_give_nothing() {
    let mut faults = String::new();
    for rule in catalogue() {
        for (_, lines) in parts(rule.explain).iter().filter(|(title, _)| title == "Goed") {
            let cases = cases(lines);
            if cases.is_empty() {
                let _ = writeln!(faults, "{}: no right example", rule.code);
            }
            for case in cases {
                let found = findings(&case, rule.code);
                if !found.is_empty() {
                    let _ = writeln!(faults, "{}: {:?} gives\n{found}", rule.code, case.files[0]);
                }
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn wrong_examples_give_exactly_what_is_written_under_them() {
    let renew = std::env::var("WEGWIJZER_BIJWERKEN").is_ok();
    let mut faults = String::new();
    for rule in catalogue() {
        let mut text = rule.explain.to_owned();
        for (_, lines) in parts(rule.explain).iter().filter(|(title, _)| title == "Fout") {
            let cases = cases(lines);
            if cases.is_empty() {
                let _ = writeln!(faults, "{}: no wrong example", rule.code);
            }
            for case in cases {
                let found = findings(&case, rule.code);
                let Some(expected) = &case.findings else {
                    let _ = writeln!(faults, "{}: a wrong example without `bevindingen`", rule.code);
                    continue;
                };
                if !found.contains(&format!(" {} ", rule.code)) {
                    let _ = writeln!(faults, "{}: a wrong example does not give this finding, but\n{found}", rule.code);
                }
                if renew {
                    let fence = |inner: &str| format!("````bevindingen\n{inner}````");
                    let at = text.find(&case.files[0].1).expect("the case");
                    let tail = text[at..].replacen(&fence(expected), &fence(&found), 1);
                    text.replace_range(at.., &tail);
                } else if *expected != found {
                    let _ =
                        writeln!(faults, "{}: {:?} gives\n{found}instead of\n{expected}", rule.code, case.files[0].0);
                }
            }
        }
        if renew {
            std::fs::write(folder().join(format!("{}-{}.md", rule.code, rule.name)), text).expect("write");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
