//! The running text of any Markdown, for who wants to judge a text that is no part of a set.
//!
//! In: a text. Out: its [`Prose`]. Nothing is refused and nothing is told: what is no body is left out.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::set::prose::{Prose, UNKNOWN, UnitKind};

/// Reads a text as Markdown.
pub fn prose(text: &str) -> Prose {
    let body = body(text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let mut reader = Reader { prose: Prose::default(), silent: 0, quotes: 0, items: 0 };
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        reader.event(&event, range.start + body..range.end + body, text);
    }
    reader.close();
    reader.prose
}

/// Where the text begins after its front matter.
fn body(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end().trim_start_matches('\u{feff}') != "---" {
        return 0;
    }
    let mut at = first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == "---" {
            return at;
        }
    }
    0
}

struct Reader {
    prose: Prose,
    /// How many headings, tables, images and blocks of code are open.
    silent: usize,
    quotes: usize,
    items: usize,
}

impl Reader {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(*tag),
            _ if self.silent > 0 => {}
            Event::Text(text) => self.text(text, range, source),
            Event::Code(_) => self.prose.push(UNKNOWN, range),
            Event::SoftBreak | Event::HardBreak => self.prose.push(" ", range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            // An image stands in its sentence, and its alternative does not belong to it.
            Tag::Image { .. } => self.silent += 1,
            Tag::Heading { .. } | Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.close();
                self.silent += 1;
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Item | Tag::List(_) | Tag::Paragraph => {
                self.close();
                self.items += usize::from(*tag == Tag::Item);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Table | TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.silent = self.silent.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Paragraph => self.close(),
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn close(&mut self) {
        self.prose.close(match (self.quotes, self.items) {
            (0, 0) => UnitKind::Paragraph,
            (0, _) => UnitKind::Item,
            _ => UnitKind::Quote,
        });
    }

    /// Text, with a variable in it as one word.
    fn text(&mut self, text: &str, range: Range<usize>, source: &str) {
        if source.get(range.clone()) != Some(text) {
            self.prose.push(text, range);
            return;
        }
        let mut at = 0;
        while let Some(open) = text[at..].find("{{").map(|i| at + i) {
            let Some(close) = text[open..].find("}}").map(|i| open + i + 2) else { break };
            if open > at {
                self.prose.push(&text[at..open], range.start + at..range.start + open);
            }
            self.prose.push(UNKNOWN, range.start + open..range.start + close);
            at = close;
        }
        if at < text.len() {
            self.prose.push(&text[at..], range.start + at..range.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_body_is_read_and_each_letter_keeps_its_place() {
        let text = "---\ntitel: Weg\n---\n\n## Kop\n\nEen **vet** woord,\nen {{ feit.a.b }} meer.\n\n- een\n- [twee](x.md)\n\n\
                    > Een citaat.\n\n| a |\n|---|\n| cel |\n\n```\ncode\n```\n";
        let prose = prose(text);
        let units: Vec<&str> =
            prose.units.iter().map(|u| &prose.text[u.text.start as usize..u.text.end as usize]).collect();
        assert_eq!(units, ["Een vet woord, en \u{fffc} meer.", "een", "twee", "Een citaat."]);
        assert_eq!(prose.units[3].kind, UnitKind::Quote);
        let whole = prose.units[0].text.clone();
        assert_eq!(&text[prose.place(whole)], "Een **vet** woord,\nen {{ feit.a.b }} meer.");
        let two = prose.units[2].text.clone();
        assert_eq!(&text[prose.place(two)], "twee");
    }
}
