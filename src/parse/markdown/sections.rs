//! Blocks and headings in a row become sections in sections.

use std::collections::BTreeMap;

use super::{Piece, Place, TextKind, slug};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::document::{BEGIN, Heading, Section, SectionKey};
use crate::set::marks::Marks;
use crate::source::{Span, Spanned};

/// Nests `pieces` by the level of their headings.
pub(super) fn nest(
    place: Place<'_>,
    pieces: Vec<Piece>,
    offset: usize,
    length: usize,
    findings: &mut Diagnostics,
) -> Vec<Section> {
    let mut builder = Builder { place, end: offset + length, number: 0, open: Vec::new(), done: Vec::new(), findings };
    for piece in pieces {
        match piece {
            Piece::Heading(heading, marks, id) => builder.heading(heading, marks, id),
            Piece::Block(block) => {
                if builder.open.is_empty() {
                    let id = Spanned::new(BEGIN.to_owned(), Span { end: block.span.start, ..block.span });
                    builder.push(id, None, Marks::default(), block.span);
                }
                if let Some(section) = builder.open.last_mut() {
                    section.span.end = section.span.end.max(block.span.end);
                    section.blocks.push(block);
                }
            }
        }
    }
    builder.close(1);
    let sections = builder.done;
    refuse_doubles(&sections, findings);
    sections
}

struct Builder<'a> {
    place: Place<'a>,
    end: usize,
    number: u32,
    /// The section that is being filled, and those around it.
    open: Vec<Section>,
    done: Vec<Section>,
    findings: &'a mut Diagnostics,
}

impl Builder<'_> {
    fn push(&mut self, id: Spanned<String>, heading: Option<Heading>, marks: Marks, span: Span) {
        let key = SectionKey { file: self.place.file, number: self.number };
        self.number += 1;
        self.open.push(Section { key, id, heading, marks, span, blocks: Vec::new(), children: Vec::new() });
    }

    fn heading(&mut self, heading: Heading, marks: Marks, id: Option<Spanned<String>>) {
        let deepest = self.open.last().and_then(|s| s.heading.as_ref()).map_or(1, |h| h.level);
        let complaint = if self.place.kind == TextKind::Plain {
            Some(("in deze tekst kan geen kop staan", "maak er een alinea van, of zet de tekst op een pagina"))
        } else if heading.level == 1 {
            Some((
                "een kop met één `#` is de titel van de pagina",
                "de titel staat bovenin bij `titel`; begin hier met `##`",
            ))
        } else if heading.level > deepest + 1 && !(deepest == 1 && heading.level == 2) {
            {
                let help = if deepest == 1 {
                    "begin met een kop van het hoogste niveau: `##`"
                } else {
                    "gebruik na `##` eerst `###`, dan pas `####`"
                };
                Some(("deze kop slaat een niveau over", help))
            }
        } else {
            None
        };
        if let Some((message, help)) = complaint {
            self.findings.push(Diagnostic::new(&catalogue::MISPLACED_HEADING, heading.span, message).help(help));
        }
        let id = id.unwrap_or_else(|| Spanned::new(slug(&heading.content), heading.span));
        if heading.content.is_empty() || id.value.is_empty() {
            self.findings.push(
                Diagnostic::new(&catalogue::MISPLACED_HEADING, heading.span, "deze kop heeft geen tekst")
                    .help("schrijf achter `##` waar het stuk over gaat"),
            );
        }
        self.close(heading.level);
        let span = heading.span;
        self.push(id, Some(heading), marks, span);
    }

    /// Closes every section of this level or deeper.
    fn close(&mut self, level: u8) {
        while let Some(section) = self.open.pop() {
            let own = section.heading.as_ref().map_or(1, |h| h.level);
            if own < level && section.heading.is_some() {
                self.open.push(section);
                return;
            }
            match self.open.last_mut() {
                Some(parent) => {
                    parent.span.end = parent.span.end.max(section.span.end).min(self.end as u32);
                    parent.children.push(section);
                }
                None => self.done.push(section),
            }
        }
    }
}

fn refuse_doubles(sections: &[Section], findings: &mut Diagnostics) {
    fn walk(section: &Section, seen: &mut BTreeMap<String, Span>, findings: &mut Diagnostics) {
        if let Some(first) = seen.get(&section.id.value) {
            findings.push(
                Diagnostic::new(
                    &catalogue::DUPLICATE_SECTION,
                    section.id.span,
                    format!("de naam `{}` komt twee keer voor", section.id.value),
                )
                .label(*first, "hier stond hij al")
                .help("geef een van de koppen een eigen naam: `{#andere-naam}`"),
            );
        } else {
            seen.insert(section.id.value.clone(), section.id.span);
        }
        section.children.iter().for_each(|child| walk(child, seen, findings));
    }
    let mut seen = BTreeMap::new();
    sections.iter().for_each(|section| walk(section, &mut seen, findings));
}
