//! What `wegwijzer lees` tells programs: one JSON object for a text.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::lees_report::{Judged, Lines, grade_name};
use crate::dutch::{Figures, Level, Profile, difficulty, level};

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// One object of the list, in the order of its keys.
#[derive(Serialize)]
struct Report<'a> {
    id: &'a str,
    sentences: usize,
    words: u32,
    syllables: u32,
    #[serde(flatten)]
    figures: Map<String, Value>,
    level: Option<&'static str>,
    profielen: Map<String, Value>,
    zinnen: Vec<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lettergrepen: Option<&'a BTreeMap<String, u32>>,
    diagnostics: Vec<Diagnostic<'a>>,
}

/// A finding, with the bytes of the text that it is about.
#[derive(Serialize)]
struct Diagnostic<'a> {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    message: &'a str,
    help: &'a str,
}

/// The judgement as one JSON object.
pub(super) fn json(path: &str, text: &str, judged: &Judged) -> String {
    let counts = &judged.counts;
    let figures = counts.figures();
    let figure = |get: &dyn Fn(&Figures) -> f64| figures.as_ref().map(|f| rounded(get(f)));
    let figures = json!({
        "flesch_douma": figure(&|f| f.flesch_douma),
        "brouwer": figure(&|f| f.brouwer),
        "lix": figure(&|f| f.lix),
        "zipf": figure(&|f| f.zipf),
        "lint_schatting": figure(&|f| f.lint),
        "moeilijkheid": figure(&|f| difficulty(f)),
        "woorden_per_zin": figure(&|f| f.sentence),
        "lettergrepen_per_woord": figure(&|f| f.syllables),
        "langste_zin": counts.longest,
    });
    let profiles = Profile::ALL.into_iter().map(|profile| {
        let verdict =
            profile.judge(counts).map(|(grade, reasons)| json!({ "oordeel": grade.name(), "redenen": reasons }));
        (profile.name().to_owned(), verdict.unwrap_or(Value::Null))
    });
    let mut lines = Lines::new(text);
    let report = Report {
        id: &id(path),
        sentences: judged.sentences.len(),
        words: counts.words,
        syllables: counts.syllables,
        figures: match figures {
            Value::Object(map) => map,
            _ => Map::new(),
        },
        level: level(counts).map(Level::name),
        profielen: profiles.collect(),
        zinnen: judged.sentences.iter().map(|r| [r.start, r.end]).collect(),
        lettergrepen: judged.syllables.as_ref(),
        diagnostics: judged
            .findings
            .iter()
            .map(|f| {
                let (line, column) = lines.place(f.range.start);
                Diagnostic {
                    code: f.weight.code,
                    rule: f.weight.name,
                    severity: grade_name(f.weight.severity),
                    start: f.range.start,
                    end: f.range.end,
                    line,
                    column,
                    message: &f.message,
                    help: &f.help,
                }
            })
            .collect(),
    };
    serde_json::to_string(&report).unwrap_or_default()
}

/// The name of the file without its ending.
fn id(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}
