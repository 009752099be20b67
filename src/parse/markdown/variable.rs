//! `{{ feit.id.waarde }}` and its like in running text, and alone in a paragraph.

use std::ops::Range;

use super::inline::is_escaped;
use super::{Reader, TextKind};
use crate::catalogue;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::is_name;
use crate::parse::text::variable;
use crate::set::document::{BlockKind, Inline, InlineKind};
use crate::source::{Span, Spanned};

impl Reader<'_> {
    /// The `{{ … }}` in a stretch of source; `None` stands for one that stays text, because it was escaped or refused.
    pub(super) fn variables(&mut self, whole: &Range<usize>) -> Vec<(Range<usize>, Option<InlineKind>)> {
        let source = &self.body[whole.clone()];
        // Every end once: looking for it from each beginning would take minutes on a page full of beginnings.
        let ends: Vec<usize> = source.match_indices("}}").map(|(i, _)| i).collect();
        let end_after = |from: usize| ends.get(ends.partition_point(|end| *end < from)).copied();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(open) = source[at..].find("{{").map(|i| at + i) {
            if let Some(close) = end_after(at).filter(|end| end + 2 <= open) {
                self.leftover(whole.start + close, "}}");
            }
            let close = end_after(open + 2).map(|end| end + 2);
            if is_escaped(self.body, whole.start + open) {
                at = close.unwrap_or(open + 2);
                found.push((whole.start + open..whole.start + at, None));
                continue;
            }
            let Some(end) = close else {
                self.leftover(whole.start + open, "{{");
                at = open + 2;
                continue;
            };
            let range = whole.start + open..whole.start + end;
            let kind = self.variable(source[open + 2..end - 2].trim(), &range);
            found.push((range, kind));
            at = end;
        }
        if let Some(close) = source[at..].find("}}")
            && !is_escaped(self.body, whole.start + at + close)
        {
            self.leftover(whole.start + at + close, "}}");
        }
        found
    }

    fn leftover(&mut self, at: usize, braces: &str) {
        let span = self.span(&(at..at + 2));
        self.report(
            Diagnostic::new(
                &catalogue::BROKEN_VARIABLE,
                span,
                format!("`{braces}` hoort bij een variabele die niet af is"),
            )
            .help("schrijf `{{ feit.id.waarde }}` op één regel; bedoelt u de tekens zelf, schrijf dan `\\{{`"),
        );
    }

    fn variable(&mut self, name: &str, range: &Range<usize>) -> Option<InlineKind> {
        let block = ["passage.", "vak.", "ervaring."].iter().find_map(|family| name.strip_prefix(family));
        if block.is_some_and(is_name) {
            // Alone in a paragraph these are blocks; `block_variable` takes them, and refuses them elsewhere.
            return Some(InlineKind::Code(format!("{{{{ {name} }}}}")));
        }
        let kind = variable(name);
        if kind.is_none() {
            let span = self.span(range);
            if let Some(("feit" | "contact", id)) = name.split_once('.').filter(|(_, id)| is_name(id)) {
                self.report(
                    Diagnostic::new(&catalogue::BROKEN_VARIABLE, span, format!("bij `{name}` ontbreekt welke waarde u bedoelt"))
                        .help(format!("schrijf er een punt en de naam van de waarde achter: `{name}.weken`; de waarden van `{id}` staan in het register")),
                );
                return None;
            }
            self.report(
                Diagnostic::new(&catalogue::BROKEN_VARIABLE, span, format!("`{name}` is geen variabele"))
                    .help("er bestaan: feit.id.waarde, contact.id.veld, regio.veld, passage.id, vak.id, ervaring.id; alleen kleine letters, cijfers en streepjes"),
            );
        }
        kind.map(InlineKind::Variable)
    }

    /// `{{ passage.x }}` and its like: a block when it is alone in its paragraph, refused among other text.
    pub(super) fn block_variable(&mut self, content: &[Inline], span: Span) -> Option<BlockKind> {
        let mut block = None;
        for inline in content {
            let source = &self.body[inline.span.start as usize - self.offset..inline.span.end as usize - self.offset];
            let InlineKind::Code(_) = &inline.kind else {
                continue;
            };
            let Some(name) = source.strip_prefix("{{").and_then(|s| s.strip_suffix("}}")).map(str::trim) else {
                continue;
            };
            let Some((family, id)) = name.split_once('.') else {
                continue;
            };
            let id = Spanned::new(id.to_owned(), inline.span);
            if self.place.kind != TextKind::Page {
                self.report(
                    Diagnostic::new(
                        &catalogue::BROKEN_VARIABLE,
                        inline.span,
                        format!("`{name}` kan hier niet: dit stuk staat zelf al in een pagina"),
                    )
                    .help("zet haar op de pagina zelf"),
                );
            } else if content.len() == 1 {
                block = Some(match family {
                    "passage" => BlockKind::Passage(id),
                    "vak" => BlockKind::Slot(id),
                    _ => BlockKind::Experience(id),
                });
            } else {
                self.report(
                    Diagnostic::new(
                        &catalogue::BROKEN_VARIABLE,
                        inline.span,
                        format!("`{name}` staat tussen andere tekst"),
                    )
                    .label(span, "deze alinea")
                    .help("zet haar alleen op een regel, met een lege regel erboven en eronder"),
                );
            }
        }
        block
    }
}
