//! Findings for people: the excerpt, the place, what to do. Drawn by annotate-snippets, as rustc draws them.

use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::plain;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, Sources, Span};

/// Most findings that are printed; the rest is counted.
const MOST: usize = 100;
/// Longest excerpt in bytes: a finding about a whole file shows its beginning.
const LONGEST: usize = 400;
/// Longest line that is shown; of longer ones the part around the finding.
const LONGEST_LINE: usize = 160;

pub(super) fn write(findings: &Diagnostics, sources: &Sources, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(110);
    let mut out = String::new();
    for finding in findings.iter().take(MOST) {
        out.push_str(&renderer.render(&groups(finding, sources)));
        out.push_str("\n\n");
    }
    let rest = findings.iter().count().saturating_sub(MOST);
    if rest > 0 {
        let _ = write!(out, "en nog {rest} bevindingen; `--formaat regel` toont ze alle\n\n");
    }
    out
}

fn groups<'a>(finding: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR.with_name("fout"),
        Severity::Warning => Level::WARNING.with_name("waarschuwing"),
        Severity::Info => Level::INFO.with_name("info"),
    };
    let mut group = Group::with_title(level.primary_title(plain(&finding.message)).id(finding.rule.code));
    if let Some(span) = finding.span {
        let mut here = Excerpt::new(sources, span);
        let together = finding.labels.iter().filter(|l| l.span.file == span.file && here.reaches(l.span));
        let together: Vec<_> = together.collect();
        together.iter().for_each(|l| here.widen(l.span));
        let mut snippet = here.snippet().annotation(AnnotationKind::Primary.span(here.within(span)));
        for label in &together {
            snippet =
                snippet.annotation(AnnotationKind::Context.span(here.within(label.span)).label(label.text.as_str()));
        }
        group = group.element(snippet);
        for label in finding.labels.iter().filter(|l| !together.contains(l)) {
            let there = Excerpt::new(sources, label.span);
            let annotation = AnnotationKind::Context.span(there.within(label.span)).label(label.text.as_str());
            group = group.element(there.snippet().annotation(annotation));
        }
    }
    if finding.sites.len() > 1 {
        let note = format!("dit raakt {} sites", finding.sites.len());
        group = group.element(Level::NOTE.with_name("let op").message(note));
    }
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.with_name("doe dit").message(plain(&finding.help)));
    }
    vec![group]
}

/// The lines of a file around a place.
struct Excerpt<'a> {
    sources: &'a Sources,
    file: FileId,
    start: usize,
    end: usize,
}

impl<'a> Excerpt<'a> {
    fn new(sources: &'a Sources, span: Span) -> Self {
        let mut excerpt = Self { sources, file: span.file, start: span.start as usize, end: span.start as usize };
        excerpt.widen(span);
        excerpt
    }

    fn text(&self) -> &'a str {
        self.sources.file(self.file).shown()
    }

    /// Whether showing both in one excerpt keeps it short.
    fn reaches(&self, span: Span) -> bool {
        (span.start as usize).abs_diff(self.start) < LONGEST
    }

    fn widen(&mut self, span: Span) {
        let text = self.text();
        let end = (span.end as usize).min(span.start as usize + LONGEST).min(text.len());
        let (from, to) = (self.start.min(span.start as usize), self.end.max(end));
        let line = text[..floor(text, from)].rfind('\n').map_or(0, |i| i + 1);
        self.start = floor(text, line.max(from.saturating_sub(LONGEST_LINE)));
        let line_end = text[floor(text, to)..].find('\n').map_or(text.len(), |i| floor(text, to) + i);
        self.end = floor(text, line_end.min(to + LONGEST_LINE));
    }

    fn snippet(&self) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let place = self.sources.place(self.file, self.start as u32);
        Snippet::source(&self.text()[self.start..self.end])
            .line_start(place.line)
            .path(self.sources.file(self.file).path.as_str())
    }

    fn within(&self, span: Span) -> std::ops::Range<usize> {
        let clamp = |at: u32| floor(self.text(), at as usize).clamp(self.start, self.end) - self.start;
        clamp(span.start)..clamp(span.end)
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
