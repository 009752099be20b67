//! What `wegwijzer lees` finds in a text, and how it tells people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use crate::diagnostic::Severity;
use crate::dutch::{Counts, ENOUGH, Profile, Reader, level};
use crate::rules::{Weight, weight};
use crate::set::prose::Prose;

/// What was found in a text, with places in the text as it was given.
pub(super) struct Judged {
    pub(super) counts: Counts,
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) findings: Vec<Finding>,
    formal: Vec<Range<usize>>,
    informal: Vec<Range<usize>>,
    /// Per word, when somebody asked for them.
    pub(super) syllables: Option<BTreeMap<String, u32>>,
    profile: Profile,
}

/// What is asked of a judgement.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// For whom sentences are judged.
    pub(super) profile: Profile,
    /// Whether the syllables of each word are told.
    pub(super) words: bool,
}

/// A finding, with its place in the text as it was given.
pub(super) struct Finding {
    pub(super) weight: Weight,
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A text is read in parts of about this many bytes, so that memory does not grow with its length.
const PART: usize = 1 << 20;

impl Judged {
    /// Reads a text, or the running text of it.
    pub(super) fn new(reader: &mut Reader, text: &str, prose: Option<&Prose>, wanted: Wanted) -> Self {
        let mut judged = Judged {
            counts: Counts::default(),
            sentences: Vec::new(),
            findings: Vec::new(),
            formal: Vec::new(),
            informal: Vec::new(),
            syllables: wanted.words.then(BTreeMap::new),
            profile: wanted.profile,
        };
        let body = prose.map_or(text, |p| &p.text);
        let mut at = 0;
        while at < body.len() {
            let part = part(&body[at..]);
            judged.add(reader, part, &|range: Range<u32>| match prose {
                Some(prose) => prose.place(range.start + at as u32..range.end + at as u32),
                None => range.start as usize + at..range.end as usize + at,
            });
            at += part.len();
        }
        judged.address();
        judged.findings.sort_by_key(|f| (f.range.start, f.range.end));
        judged
    }

    fn add(&mut self, reader: &mut Reader, text: &str, place: &dyn Fn(Range<u32>) -> Range<usize>) {
        let reading = reader.read(text);
        let limit = self.profile.limits().longest;
        for sentence in &reading.sentences {
            self.counts = self.counts.and(reading.counts_of(sentence));
            let range = place(sentence.start..sentence.end);
            if let Some((weight, message)) = long(sentence.words, limit) {
                self.findings.push(Finding {
                    weight,
                    range: range.clone(),
                    message,
                    help: "maak er twee zinnen van, met één gedachte in elke zin".to_owned(),
                });
            }
            self.sentences.push(range);
        }
        for remark in reading.remarks() {
            self.findings.push(Finding {
                weight: weight(remark.kind),
                range: place(remark.start..remark.end),
                message: remark.message,
                help: remark.help,
            });
        }
        let (formal, informal) = reading.forms_of_address();
        self.formal.extend(formal.iter().map(|t| place(t.start..t.end)));
        self.informal.extend(informal.iter().map(|t| place(t.start..t.end)));
        if let Some(known) = &mut self.syllables {
            for (word, syllables) in reading.syllables() {
                if !known.contains_key(word) {
                    known.insert(word.to_owned(), syllables);
                }
            }
        }
    }
}

impl Judged {
    /// Young people are `je`; others are one of the two, and the rarer one is told.
    fn address(&mut self) {
        let young = matches!(self.profile, Profile::JongerenPo | Profile::JongerenVo);
        let mixed = !self.formal.is_empty() && !self.informal.is_empty();
        let severity = if young { Severity::Error } else { Severity::Warning };
        let (code, name, places, message, help) = if young {
            (
                "W013",
                "formal-address",
                &self.formal,
                "jongeren worden hier met `u` aangesproken",
                "schrijf `je`, `jij` of `jouw`",
            )
        } else if mixed && self.informal.len() <= self.formal.len() {
            (
                "W014",
                "mixed-address",
                &self.informal,
                "deze tekst zegt `u`, en hier `je`",
                "spreek de lezer overal met `u` aan",
            )
        } else if mixed {
            (
                "W014",
                "mixed-address",
                &self.formal,
                "deze tekst zegt `je`, en hier `u`",
                "spreek de lezer overal met `je` aan",
            )
        } else {
            return;
        };
        let weight = Weight { code, name, severity };
        let found = places.iter().map(|range| Finding {
            weight,
            range: range.clone(),
            message: message.to_owned(),
            help: help.to_owned(),
        });
        let found: Vec<Finding> = found.collect();
        self.findings.extend(found);
    }
}

/// Whether a sentence is too long for its readers, and how much that weighs.
fn long(words: u32, limit: u32) -> Option<(Weight, String)> {
    let (code, name, severity) = match words {
        n if n > limit * 3 / 2 => ("S002", "endless-sentence", Severity::Error),
        n if n > limit => ("S001", "long-sentence", Severity::Warning),
        _ => return None,
    };
    Some((Weight { code, name, severity }, format!("een zin van {words} woorden, en {limit} is de grens")))
}

/// The first part of a text, up to an empty line.
fn part(text: &str) -> &str {
    let Some(from) = (PART..text.len()).find(|i| text.is_char_boundary(*i)) else { return text };
    text[from..].find("\n\n").map_or(text, |i| &text[..from + i + 2])
}

/// Line and column of a byte, from 1; columns count characters.
pub(super) fn place(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte.min(text.len())];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}

pub(super) fn grade_name(grade: Severity) -> &'static str {
    match grade {
        Severity::Error => "fout",
        Severity::Warning => "waarschuwing",
        Severity::Info => "info",
    }
}

/// Lines and columns of places that come in order, without counting from the start each time.
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Lines { text, at: 0, line: 1, column: 1 }
    }

    pub(super) fn place(&mut self, byte: usize) -> (usize, usize) {
        for c in self.text.get(self.at..byte).unwrap_or("").chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = self.at.max(byte);
        (self.line, self.column)
    }
}

/// The judgement for people: figures first, then every finding with its place and the words themselves.
pub(super) fn human(path: &str, text: &str, judged: &Judged) -> String {
    let counts = &judged.counts;
    let mut out = String::new();
    let _ = writeln!(out, "{path}: {} zinnen, {} woorden", judged.sentences.len(), counts.words);
    let Some(figures) = counts.figures() else {
        let _ = writeln!(out, "  geen tekst om te lezen");
        return out;
    };
    let _ = writeln!(
        out,
        "  {:.1} woorden per zin, langste {}; {:.2} lettergrepen per woord",
        figures.sentence, counts.longest, figures.syllables
    );
    match level(counts) {
        None => {
            let _ = writeln!(out, "  te kort voor een niveau: {} woorden, en {ENOUGH} zijn nodig", counts.words);
        }
        Some(level) => {
            let _ = writeln!(out, "  geschat niveau: past bij {}; laat een lezer het proberen", level.name());
            let _ = writeln!(
                out,
                "  Flesch-Douma {:.0}, Brouwer {:.0}, LIX {:.0}, gemiddelde Zipf {:.2}, geschatte LiNT {:.0}",
                figures.flesch_douma, figures.brouwer, figures.lix, figures.zipf, figures.lint
            );
            for profile in Profile::ALL {
                if let Some((grade, reasons)) = profile.judge(counts) {
                    let reasons = if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) };
                    let _ = writeln!(out, "  {:<12} {}{reasons}", profile.name(), grade.name());
                }
            }
        }
    }
    let mut lines = Lines::new(text);
    for finding in &judged.findings {
        let (line, column) = lines.place(finding.range.start);
        let Weight { code, severity, .. } = finding.weight;
        let _ = writeln!(out, "{path}:{line}:{column}: {} {code} {}", grade_name(severity), shown(&finding.message));
        if severity != Severity::Info {
            let _ = writeln!(out, "    {}", shown(text.get(finding.range.clone()).unwrap_or("")));
        }
        let _ = writeln!(out, "    {}", shown(&finding.help));
    }
    for (word, syllables) in judged.syllables.iter().flatten() {
        let _ = writeln!(out, "{syllables} {}", shown(word));
    }
    out
}

/// On one line, without what would move the cursor.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}")
}
