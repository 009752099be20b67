//! Headings and the braces behind them: `{#id .po vanaf=2026-08-01}`.
//!
//! The Markdown library reads such braces too, but without places, and turns half of the slips into heading text in
//! silence. So they are read from the source here, and every brace that is left over is a finding.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::inline::is_escaped;
use super::{Reader, TextKind};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::parse::shape::{date, is_name};
use crate::set::document::{BEGIN, Heading, Inline, InlineKind, plain_text};
use crate::set::marks::{Marks, Operation};
use crate::set::sector::{Sector, Sectors};
use crate::source::Spanned;

const KNOWN: [&str; 13] =
    ["#id", ".po", ".vo", ".open", ".vast", ".uitklap", ".blad", "vanaf=", "tot=", "vervangt=", "bij=", "voor=", "na="];

impl Reader<'_> {
    /// Reads up to the end of the heading: the heading, its marks and the id that was written.
    pub(super) fn heading(&mut self, level: u8, range: &Range<usize>) -> (Heading, Marks, Option<Spanned<String>>) {
        let end = self.events[self.at..]
            .iter()
            .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))
            .map_or(self.events.len(), |i| self.at + i);
        let content = match (self.events.get(self.at), end.checked_sub(1).and_then(|i| self.events.get(i))) {
            (Some((_, first)), Some((_, last))) if end > self.at => first.start..last.end,
            _ => range.start..range.start,
        };
        let braces = self.braces(&content);
        let (mut marks, mut id) = (Marks::default(), None);
        if let Some(braces) = &braces {
            self.owned.add(braces);
            self.cut(braces, end);
            (marks, id) = self.attributes(braces);
        }
        let mut inlines = self.inlines_until_heading_end();
        trim_end(&mut inlines);
        self.refuse_braces(&inlines);
        self.refuse_lonely_variable(&inlines, id.is_some());
        let span = self.span(range);
        if self.place.kind != TextKind::Plain && !self.body[range.clone()].trim_start().starts_with('#') {
            self.report(
                Diagnostic::new(
                    &catalogue::MISPLACED_HEADING,
                    span,
                    "een regel met streepjes onder een tekst maakt er een kop van",
                )
                .help(
                    "bedoelt u een kop, begin de regel dan met `##`; bedoelt u een streep, zet er een lege regel boven",
                ),
            );
        }
        let span = crate::source::Span { end: span.start + self.body[range.clone()].trim_end().len() as u32, ..span };
        (Heading { level, content: inlines, span }, marks, id)
    }

    /// The last `{…}` of the heading, when it ends with one that is no variable.
    fn braces(&self, content: &Range<usize>) -> Option<Range<usize>> {
        let text = self.body.get(content.clone())?.trim_end();
        let open = text.rfind('{')?;
        let fine =
            text.ends_with('}') && !text.ends_with("}}") && !text[..open].ends_with('{') && !is_escaped(text, open);
        fine.then(|| content.start + open..content.start + text.len())
    }

    /// Takes the braces out of the events up to `end`.
    fn cut(&mut self, braces: &Range<usize>, end: usize) {
        for i in (self.at..end).rev() {
            let (event, range) = self.events[i].clone();
            if range.start >= braces.start {
                // Taking it out would move all events behind it, for every heading.
                self.events[i] = (Event::Text("".into()), range.start..range.start);
            } else if range.end > braces.start
                && let Event::Text(text) = event
            {
                let kept = text[..braces.start - range.start].to_owned();
                self.events[i] = (Event::Text(kept.into()), range.start..braces.start);
            }
        }
    }

    fn attributes(&mut self, braces: &Range<usize>) -> (Marks, Option<Spanned<String>>) {
        let mut marks = Marks::default();
        let mut sectors = Sectors::NONE;
        let mut id = None;
        let inner = braces.start + 1..braces.end - 1;
        let text = &self.body[inner.clone()];
        let mut at = 0;
        if text.contains(" =") || text.contains("= ") {
            let span = self.span(&inner);
            self.report(
                Diagnostic::new(&catalogue::HEADING_ATTRIBUTES, span, "hier staan spaties om `=`")
                    .help("schrijf de naam en de waarde aan elkaar: `{vanaf=2026-08-01}`"),
            );
            return (marks, id);
        }
        for word in text.split_whitespace() {
            let start = at + text[at..].find(word).unwrap_or(0);
            at = start + word.len();
            let range = inner.start + start..inner.start + at;
            let span = self.span(&range);
            let fine = match word.split_once('=') {
                Some((key, value)) => self.assignment(&mut marks, key, value, &range),
                None => match word {
                    ".po" => set(&mut sectors, Sector::Po),
                    ".vo" => set(&mut sectors, Sector::Vo),
                    ".open" => switch(&mut marks.open),
                    ".vast" => switch(&mut marks.fixed),
                    ".uitklap" => switch(&mut marks.folded),
                    ".blad" => switch(&mut marks.sheet),
                    _ => match word.strip_prefix('#') {
                        Some(name) if is_name(name) && name != BEGIN && id.is_none() => {
                            id = Some(Spanned::new(name.to_owned(), span));
                            true
                        }
                        _ => false,
                    },
                },
            };
            if !fine {
                let known = "hier kunnen staan: #naam, .po, .vo, .open, .vast, .uitklap, .blad, vanaf=datum, tot=datum; in een regio ook vervangt=, bij=, voor= en na=";
                self.report(
                    Diagnostic::new(
                        &catalogue::HEADING_ATTRIBUTES,
                        span,
                        format!("`{word}` tussen accolades kan ik niet lezen"),
                    )
                    .help(advice(word, known)),
                );
            }
        }
        if !sectors.is_empty() {
            marks.sectors = sectors;
        }
        if marks.open && marks.fixed {
            let span = self.span(braces);
            self.report(
                Diagnostic::new(&catalogue::HEADING_ATTRIBUTES, span, "een sectie kan niet `.open` en `.vast` zijn")
                    .help("kies: `.open` als een regio haar mag vervangen, `.vast` als er niets in mag"),
            );
        }
        if let (Some(from), Some(until)) = (marks.from, marks.until)
            && until <= from
        {
            let span = self.span(braces);
            self.report(
                Diagnostic::new(
                    &catalogue::HEADING_ATTRIBUTES,
                    span,
                    format!("dit stuk begint op {from} en is op {until} al voorbij: niemand ziet het"),
                )
                .help("`vanaf` is de eerste dag, `tot` de eerste dag waarop het weg is: zet `tot` later dan `vanaf`"),
            );
        }
        marks.named = id.is_some();
        (marks, id)
    }

    fn assignment(&self, marks: &mut Marks, key: &str, value: &str, range: &Range<usize>) -> bool {
        match key {
            "vanaf" => date(value).is_some_and(|d| marks.from.replace(d).is_none()),
            "tot" => date(value).is_some_and(|d| marks.until.replace(d).is_none()),
            _ => {
                let target = value.to_owned();
                let operation = match key {
                    "vervangt" => Operation::Replaces(target),
                    "bij" => Operation::Into(target),
                    "voor" => Operation::Before(target),
                    "na" => Operation::After(target),
                    _ => return false,
                };
                // A name that can't be one is told here; the section then does nothing.
                let fine = is_name(value);
                let operation = if fine { operation } else { Operation::Into(String::new()) };
                marks.operations.push(Spanned::new(operation, self.span(range)));
                fine
            }
        }
    }

    fn refuse_braces(&mut self, inlines: &[Inline]) {
        let mut found = Vec::new();
        crate::set::document::each_inline(inlines, &mut |inline| {
            if let InlineKind::Text(_) = inline.kind {
                let start = inline.span.start as usize - self.offset;
                let source = &self.body[start..inline.span.end as usize - self.offset];
                found.extend(source.match_indices(['{', '}']).map(|(i, _)| start + i));
            }
        });
        for at in found.into_iter().filter(|at| !is_escaped(self.body, *at)) {
            let span = self.span(&(at..at + 1));
            self.report(
                Diagnostic::new(&catalogue::HEADING_ATTRIBUTES, span, "deze accolade komt als tekst in de kop")
                    .help("zet alles wat over de kop gaat in één paar accolades aan het eind van de regel: `## Kop {#naam .po}`"),
            );
        }
    }

    fn refuse_lonely_variable(&mut self, inlines: &[Inline], named: bool) {
        let variable = inlines.iter().find(|i| matches!(i.kind, InlineKind::Variable(_)));
        if let (Some(variable), false) = (variable, named) {
            self.report(
                Diagnostic::new(
                    &catalogue::BROKEN_VARIABLE,
                    variable.span,
                    "een kop met een variabele heeft een eigen naam nodig",
                )
                .help("zet achter de kop een naam, zoals `{#termijn}`: anders verandert het adres mee met de waarde"),
            );
        }
    }
}

fn advice(word: &str, known: &str) -> String {
    match word.split_once('=') {
        Some(("vanaf" | "tot", _)) => "schrijf een dag die bestaat, als jaar-maand-dag: `vanaf=2026-08-01`".to_owned(),
        Some(("vervangt" | "bij" | "voor" | "na", _)) => {
            "noem een sectie met kleine letters, cijfers en streepjes, zoals `bij=wie-helpt`".to_owned()
        }
        _ if word == "#begin" => "`begin` is de tekst boven de eerste kop; kies een andere naam".to_owned(),
        _ if KNOWN.contains(&format!(".{word}").as_str()) => format!("bedoelt u `.{word}`?"),
        _ if is_name(word) => format!("bedoelt u `#{word}`?"),
        _ => did_you_mean(&word.to_lowercase(), KNOWN, known),
    }
}

fn set(sectors: &mut Sectors, sector: Sector) -> bool {
    let fresh = !sectors.has(sector);
    *sectors = sectors.with(sector);
    fresh
}

fn switch(flag: &mut bool) -> bool {
    !std::mem::replace(flag, true)
}

fn trim_end(inlines: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.last_mut() {
        let gone = text.len() - text.trim_end().len();
        // Letter by letter as in the file it stays.
        if text.len() == span.range().len() {
            span.end -= gone as u32;
        }
        text.truncate(text.len() - gone);
        if text.is_empty() {
            inlines.pop();
        }
    }
}

/// The name of a section whose heading has none: small letters, digits and hyphens.
pub(in crate::parse) fn slug(content: &[Inline]) -> String {
    let mut slug = String::new();
    for c in plain_text(content).to_lowercase().chars() {
        match plain_letter(c) {
            Some(letter) => slug.push(letter),
            None if c == '\'' || c == '’' => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(80);
    slug.trim_end_matches('-').to_owned()
}

fn plain_letter(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' => Some(c),
        'à'..='å' => Some('a'),
        'ç' => Some('c'),
        'è'..='ë' => Some('e'),
        'ì'..='ï' => Some('i'),
        'ñ' => Some('n'),
        'ò'..='ö' => Some('o'),
        'ù'..='ü' => Some('u'),
        _ => None,
    }
}
