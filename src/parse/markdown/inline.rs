//! Running text: links, emphasis, citations, variables, and the markup that an editor meant but did not get.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{Reader, address};
use crate::catalogue;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::is_name;
use crate::set::document::{Inline, InlineKind, Target, plain_text};
use crate::source::Spanned;

/// Whether an event belongs to running text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::Text(_)
        | Event::Code(_)
        | Event::InlineHtml(_)
        | Event::FootnoteReference(_)
        | Event::SoftBreak
        | Event::HardBreak => true,
        _ => false,
    }
}

/// Text events that follow each other without anything but an escape between them.
type Run<'a> = Vec<(CowStr<'a>, Range<usize>)>;

impl<'a> Reader<'a> {
    pub(super) fn inlines(&mut self, end: TagEnd) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut run: Run<'a> = Vec::new();
        while let Some((event, range)) = self.next() {
            if event == Event::End(end) {
                break;
            }
            self.inline(event, range, &mut run, &mut content);
        }
        self.flush(&mut run, &mut content);
        content
    }

    pub(super) fn inlines_until_heading_end(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut run: Run<'a> = Vec::new();
        while let Some((event, range)) = self.next() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            self.inline(event, range, &mut run, &mut content);
        }
        self.flush(&mut run, &mut content);
        content
    }

    /// The text of a tight list item: up to a block or the end of the item, which stay.
    pub(super) fn loose_inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut run: Run<'a> = Vec::new();
        while let Some((event, range)) = self.next() {
            if !is_inline(&event) {
                self.at -= 1;
                break;
            }
            self.inline(event, range, &mut run, &mut content);
        }
        self.flush(&mut run, &mut content);
        content
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, run: &mut Run<'a>, content: &mut Vec<Inline>) {
        if let Event::Text(text) = event {
            run.push((text, range));
            return;
        }
        self.flush(run, content);
        let span = self.span(&range);
        let kind = match event {
            Event::Code(code) => {
                self.owned.add(&range);
                InlineKind::Code(code.to_string())
            }
            Event::SoftBreak => InlineKind::SoftBreak,
            Event::HardBreak => InlineKind::HardBreak,
            Event::FootnoteReference(id) => {
                self.owned.add(&range);
                if !is_name(&id) {
                    self.report(
                        Diagnostic::new(&catalogue::BROKEN_VARIABLE, span, format!("`{id}` is geen naam van een bron"))
                            .help("verwijs met `[^id]` naar een bron in `registers/bronnen.yaml`"),
                    );
                    InlineKind::Text(format!("[^{id}]"))
                } else {
                    InlineKind::Citation(id.to_string())
                }
            }
            Event::InlineHtml(html) => {
                self.owned.add(&range);
                self.refuse_html(span, &html);
                InlineKind::Text(html.to_string())
            }
            Event::Start(Tag::Emphasis) => InlineKind::Emphasis(self.inlines(TagEnd::Emphasis)),
            Event::Start(Tag::Strong) => InlineKind::Strong(self.inlines(TagEnd::Strong)),
            Event::Start(Tag::Strikethrough) => InlineKind::Struck(self.inlines(TagEnd::Strikethrough)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let inner = self.inlines(TagEnd::Link);
                let tail = self.tail(&range, &inner);
                self.used_labels.insert(id.to_lowercase());
                self.refuse_title(&title, &tail);
                let target = self.link_target(link_type, &dest_url, &tail);
                InlineKind::Link(target, inner)
            }
            Event::Start(Tag::Image { dest_url, title, id, .. }) => {
                let alternative = self.inlines(TagEnd::Image);
                let tail = self.tail(&range, &alternative);
                self.used_labels.insert(id.to_lowercase());
                self.refuse_title(&title, &tail);
                let path = self.image_path(&dest_url, &tail, &alternative);
                InlineKind::Image(path, alternative)
            }
            _ => return,
        };
        content.push(Inline { span, kind });
    }

    /// What comes after the text of a link or image: its address.
    fn tail(&mut self, range: &Range<usize>, inner: &[Inline]) -> Range<usize> {
        let end_of_text = inner.last().map_or(range.start, |i| i.span.end as usize - self.offset);
        let tail = end_of_text.min(range.end)..range.end;
        self.owned.add(&tail);
        tail
    }

    fn refuse_title(&mut self, title: &str, tail: &Range<usize>) {
        if !title.is_empty() {
            let span = self.span(tail);
            self.report(
                Diagnostic::new(&catalogue::STRAY_MARKUP, span, "een titel achter het adres ziet bijna niemand")
                    .help("haal de tekst tussen aanhalingstekens weg en zet die in de zin zelf"),
            );
        }
    }

    fn image_path(&mut self, address: &str, tail: &Range<usize>, alternative: &[Inline]) -> Spanned<String> {
        let span = self.span(tail);
        if plain_text(alternative).trim().is_empty() {
            self.report(
                Diagnostic::new(
                    &catalogue::MISSING_ALTERNATIVE,
                    span,
                    "deze afbeelding zegt niets aan wie haar niet ziet",
                )
                .help("zet tussen `![` en `]` wat erop staat"),
            );
        }
        let path = address::file(self.place.path, address).unwrap_or_else(|(message, help)| {
            self.report(Diagnostic::new(&catalogue::BAD_ADDRESS, span, message).help(help));
            String::new()
        });
        Spanned::new(path, span)
    }

    fn link_target(&mut self, kind: LinkType, address: &str, tail: &Range<usize>) -> Target {
        let written = if kind == LinkType::Email { format!("mailto:{address}") } else { address.to_owned() };
        match address::read(self.place.path, &written) {
            Ok(target) => target,
            Err((message, help)) => {
                let span = self.span(tail);
                self.report(Diagnostic::new(&catalogue::BAD_ADDRESS, span, message).help(help));
                Target::Refused
            }
        }
    }

    /// Turns the collected text events into text and variables.
    pub(super) fn flush(&mut self, run: &mut Run<'a>, content: &mut Vec<Inline>) {
        if run.is_empty() {
            return;
        }
        let before = content.len();
        let pieces = std::mem::take(run);
        let Some(whole) = pieces.first().zip(pieces.last()).map(|((_, a), (_, b))| a.start..b.end) else {
            return;
        };
        pieces.iter().for_each(|(_, range)| self.owned.add(range));
        let variables = self.variables(&whole);
        self.stray_markup(&whole, &variables);
        for (text, range) in pieces {
            self.text(&text, range, &variables, content);
        }
        for (range, variable) in variables {
            if let Some(kind) = variable {
                content.push(Inline { span: self.span(&range), kind });
            }
        }
        content[before..].sort_by_key(|i| i.span.start);
    }

    /// One text event, cut where variables stand in it.
    fn text(
        &self,
        text: &str,
        range: Range<usize>,
        variables: &[(Range<usize>, Option<InlineKind>)],
        content: &mut Vec<Inline>,
    ) {
        let verbatim = self.body[range.clone()] == *text;
        let mut at = range.start;
        let first = variables.partition_point(|(v, _)| v.end <= range.start);
        let cuts =
            variables[first..].iter().take_while(|(v, _)| v.start < range.end).filter(|(_, kind)| kind.is_some());
        for (cut, _) in cuts {
            if verbatim && cut.start > at {
                self.push_text(&text[at - range.start..cut.start - range.start], at..cut.start, content);
            }
            at = at.max(cut.end);
        }
        if at < range.end {
            let rest = if verbatim { &text[at - range.start..] } else { text };
            self.push_text(rest, at..range.end, content);
        }
    }

    fn push_text(&self, text: &str, range: Range<usize>, content: &mut Vec<Inline>) {
        // A carriage return belongs to the line end, not to the text.
        let text = text.replace('\r', "");
        if !text.is_empty() {
            content.push(Inline { span: self.span(&range), kind: InlineKind::Text(text) });
        }
    }

    /// Whether a star stands against a word, and is no part of two stars.
    fn clings(&self, at: usize) -> bool {
        let (before, after) = (self.body[..at].chars().next_back(), self.body[at + 1..].chars().next());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        before != Some('*') && after != Some('*') && (word(before) || word(after))
    }

    /// Text that an editor meant as markup.
    fn stray_markup(&mut self, whole: &Range<usize>, variables: &[(Range<usize>, Option<InlineKind>)]) {
        const SIGNS: [(&str, &str); 7] = [
            ("](", "een link die niet klopt; schrijf `[tekst](pagina.md)` zonder spaties in het adres"),
            ("][", "een link naar een adres dat nergens staat; schrijf `[tekst](pagina.md)`"),
            ("[^", "een bronverwijzing die niet klopt; schrijf `[^id]` met kleine letters, cijfers en streepjes"),
            ("**", "vette tekst die niet klopt; zet `**` direct tegen het eerste en het laatste woord"),
            ("*", "nadruk die niet klopt; zet `*` direct tegen het eerste en het laatste woord"),
            ("~~", "doorgehaalde tekst die niet klopt; zet `~~` direct tegen de woorden"),
            ("`", "een accent dat niet gesloten is; bedoelt u een aanhalingsteken, gebruik dan ' of \""),
        ];
        for (sign, meaning) in SIGNS {
            for (i, _) in self.body[whole.clone()].match_indices(sign) {
                let at = whole.start + i;
                // The variables stand in order.
                let next = variables.partition_point(|(v, _)| v.end <= at);
                let in_variable = variables.get(next).is_some_and(|(v, kind)| kind.is_some() && v.contains(&at));
                if in_variable || is_escaped(self.body, at) {
                    continue;
                }
                if sign == "*" && !self.clings(at) {
                    continue;
                }
                let span = self.span(&(at..at + sign.len()));
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

/// Whether an odd number of backslashes stands before the byte.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
}
