//! What Markdown knows and a text may not hold: HTML, and footnotes of its own. One comment counts: it silences a finding.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::Reader;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Suppression};
use crate::parse::shape::is_hidden;
use crate::set::document::{Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// Longest paragraph, cell or block of code in bytes.
const MAX_PARAGRAPH: usize = 100_000;

impl Reader<'_> {
    /// HTML is refused and shown as text; the one comment that counts silences a finding.
    pub(super) fn html(&mut self, range: &Range<usize>) -> Option<Block> {
        while let Some((event, _)) = self.next() {
            if event == Event::End(TagEnd::HtmlBlock) {
                break;
            }
        }
        self.owned.add(range);
        let text = self.body[range.clone()].trim();
        let span = Span::new(self.place.file, self.offset + range.start, self.offset + range.start + text.len());
        if let Some(inner) =
            text.strip_prefix("<!--").and_then(|t| t.strip_suffix("-->")).filter(|t| !t.contains("-->"))
        {
            self.suppression(inner.trim(), span);
            return None;
        }
        self.refuse_html(span, text);
        let content = Inline { span, kind: InlineKind::Text(text.to_owned()) };
        Some(Block { span, kind: BlockKind::Paragraph(vec![content]) })
    }

    pub(super) fn refuse_html(&mut self, span: Span, html: &str) {
        let (message, help) = if !html.starts_with("<!--") {
            (
                "HTML mag niet in een tekst",
                "gebruik Markdown: `**vet**`, `*nadruk*`, `[tekst](pagina.md)`; bedoelt u het teken zelf, schrijf dan `\\<`",
            )
        } else if html.contains("-->") {
            (
                "een opmerking kan niet tussen andere tekst staan",
                "zet haar op een eigen regel boven de alinea, of haal haar weg",
            )
        } else {
            (
                "deze opmerking is niet goed gesloten: in Markdown valt alles erachter weg",
                "sluit haar met `-->` op een eigen regel, of haal haar weg",
            )
        };
        self.report(Diagnostic::new(&catalogue::RAW_HTML, span, message).help(help));
    }

    pub(super) fn suppression(&mut self, text: &str, span: Span) {
        let parsed = text.strip_prefix("negeer ").and_then(|rest| rest.split_once(':'));
        match parsed {
            Some((code, reason)) if !reason.trim().is_empty() && !code.trim().is_empty() => {
                let top = !self.begun;
                self.pending.push((code.trim().to_owned(), reason.trim().to_owned(), span, top));
            }
            _ => self.report(Diagnostic::new(&catalogue::BROKEN_SUPPRESSION, span, "deze opmerking doet niets").help(
                "een opmerking kan alleen een bevinding negeren: `<!-- negeer L004: waarom het hier goed is -->`",
            )),
        }
    }

    pub(super) fn settle_pending(&mut self, target: Span) {
        self.begun = true;
        let whole = Span { start: 0, end: u32::MAX, ..target };
        for (code, reason, span, top) in self.pending.drain(..) {
            let target = if top { whole } else { target };
            self.suppressions.push(Suppression { code, reason, span, target });
        }
    }

    pub(super) fn refuse_pending(&mut self) {
        for (code, _, span, _) in std::mem::take(&mut self.pending) {
            self.report(
                Diagnostic::new(
                    &catalogue::BROKEN_SUPPRESSION,
                    span,
                    format!("na deze opmerking komt niets meer om `{code}` te negeren"),
                )
                .help("zet haar direct boven de alinea waar het om gaat, of haal haar weg"),
            );
        }
    }

    pub(super) fn footnote(&mut self, label: &str, range: &Range<usize>) {
        while let Some((event, _)) = self.next() {
            if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
                break;
            }
        }
        self.owned.add(range);
        let span = self.span(range);
        self.report(
            Diagnostic::new(
                &catalogue::FOOTNOTE_DEFINITION,
                span,
                format!("de voetnoot `{label}` wordt hier uitgeschreven"),
            )
            .help("zet de bron in `registers/bronnen.yaml` en verwijs ernaar met `[^id]`"),
        );
    }

    /// Characters that nobody sees, also in code: they change words, or the order in which they are read.
    pub(super) fn refuse_hidden(&mut self) {
        for (at, c) in self.body.char_indices().filter(|(_, c)| is_hidden(*c)) {
            let span = self.span(&(at..at + c.len_utf8()));
            let message = format!("hier staat een onzichtbaar teken (U+{:04X})", c as u32);
            self.report(
                Diagnostic::new(&catalogue::HIDDEN_CHARACTER, span, message)
                    .help("typ het woord opnieuw; geplakte tekst kan onzichtbare tekens bevatten"),
            );
        }
    }

    /// A text of millions of pieces, as a table of thousands of columns is, is not read at all.
    pub(super) fn refuse_mass(&mut self) {
        self.owned.all(self.body.len());
        let span = self.span(&(0..0));
        self.report(
            Diagnostic::new(
                &catalogue::NESTED_TOO_DEEP,
                span,
                "deze tekst bestaat uit te veel stukken, en is niet gelezen",
            )
            .help("verdeel de tekst over meer pagina's; een tabel heeft hoogstens een paar kolommen"),
        );
    }

    /// A paragraph as long as a book is a slip; the HTML library would take seconds over it.
    pub(super) fn refuse_length(&mut self, span: Span) -> bool {
        let long = (span.end - span.start) as usize > MAX_PARAGRAPH;
        if long {
            let message = format!(
                "dit stuk is {} KB lang zonder lege regel, en er past {} KB in",
                (span.end - span.start) / 1000,
                MAX_PARAGRAPH / 1000
            );
            self.report(
                Diagnostic::new(&catalogue::NESTED_TOO_DEEP, span, message)
                    .help("verdeel het in alinea's, met een lege regel ertussen"),
            );
        }
        long
    }

    /// Lines of a paragraph that were meant as something else.
    pub(super) fn refuse_lookalikes(&mut self, span: Span) {
        let start = span.start as usize - self.offset;
        let mut at = start;
        for line in self.body[start..span.end as usize - self.offset].split_inclusive('\n') {
            let text = line.trim_start_matches([' ', '>']).trim_end();
            let first = at + (line.len() - line.trim_start_matches([' ', '>']).len());
            at += line.len();
            for (sign, meaning) in lookalikes(text) {
                let Some(i) = text.find(sign) else { continue };
                if super::inline::is_escaped(self.body, first + i) {
                    continue;
                }
                let span = self.span(&(first + i..first + i + sign.len()));
                self.report(
                    Diagnostic::new(
                        &catalogue::STRAY_MARKUP,
                        span,
                        format!("`{sign}` komt als gewone tekst op de pagina"),
                    )
                    .help(format!("dit lijkt {meaning}; bedoelt u het teken zelf, zet er dan `\\` voor")),
                );
            }
        }
    }
}

/// What a line looks like without being it: the signs, and what was meant.
fn lookalikes(line: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    let after = |sign: &str| line.strip_prefix(sign).and_then(|rest| rest.chars().next());
    let hashes = line.trim_start_matches('#');
    if hashes.len() < line.len() && hashes.starts_with(char::is_alphanumeric) {
        found.push(("#", "een kop; zet een spatie achter `##`"));
    }
    if after("-").is_some_and(char::is_alphabetic) {
        found.push(("-", "een lijst; zet een spatie achter het streepje"));
    }
    if line.starts_with('|') && line.ends_with('|') && line.len() > 2 {
        found.push(("|", "een tabel; zet onder de eerste regel een regel als `|---|---|`"));
    }
    if line.starts_with("[]") && !line.starts_with("[](") {
        found.push(("[]", "een vakje; schrijf `[ ]` met een spatie erin"));
    }
    if line.contains("] (") && (line.contains(".md)") || line.contains("://")) {
        found.push(("] (", "een link; haal de spatie tussen `]` en `(` weg"));
    }
    for sign in ["{.", "{#"] {
        if line.contains(sign) {
            found.push((sign, "een kenmerk van een kop; zet het achter een regel die met `##` begint"));
        }
    }
    if line.split_whitespace().any(|word| word.starts_with("www.")) {
        found.push(("www.", "een link; schrijf `[tekst](https://www.…)`"));
    }
    found
}
