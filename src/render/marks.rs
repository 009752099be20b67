//! Places in a text that are pointed out on the page, as the preview does with findings.
//!
//! In: places in files, each with a number, and an address where the numbers are explained. Every piece of running text
//! knows where it stands in its file: what a place touches is put in `mark`, piece by piece, so that links, emphasis
//! and footnotes stay whole. Where a place ends, outside any link, its number follows as a link.

use std::collections::BTreeMap;
use std::ops::Range;

use super::template::{Hole, Writer};
use super::terms::TermFinder;
use crate::source::{FileId, Span};

/// Places to point out.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    files: BTreeMap<FileId, Vec<Mark>>,
    address: String,
}

#[derive(Clone, Debug)]
struct Mark {
    range: Range<u32>,
    number: usize,
}

impl Marks {
    /// Points out places. The number `3` leads to `address` with `3` behind it.
    pub fn new(address: String, places: impl IntoIterator<Item = (usize, Span)>) -> Self {
        let mut files: BTreeMap<FileId, Vec<Mark>> = BTreeMap::new();
        for (number, span) in places.into_iter().filter(|(_, span)| span.start < span.end) {
            files.entry(span.file).or_default().push(Mark { range: span.start..span.end, number });
        }
        Self { files, address }
    }

    /// The id that the place with this number has on a page; on a page without it the place can't be seen.
    pub fn id(number: usize) -> String {
        format!("_ww-plek-{number}")
    }

    /// Whether a place in this file is pointed out.
    pub(super) fn are_in(&self, file: FileId) -> bool {
        self.files.contains_key(&file)
    }

    /// What is to be pointed out in a text of this file.
    pub(super) fn pen(&self, file: FileId) -> Pen<'_> {
        let marks = self.files.get(&file).map(Vec::as_slice).unwrap_or_default();
        Pen { marks, address: &self.address, ..Pen::default() }
    }
}

/// Points out places while a text is written.
#[derive(Default)]
pub(super) struct Pen<'a> {
    marks: &'a [Mark],
    address: &'a str,
    /// How many links are open.
    links: usize,
    /// Marks on the address of the open link: they go on its text.
    link: Vec<usize>,
    /// Marks that were begun in this paragraph and whose number is still to come, with where they end.
    begun: Vec<(usize, u32)>,
}

impl Pen<'_> {
    fn touches(&self, range: &Range<u32>) -> bool {
        !self.link.is_empty() || self.marks.iter().any(|m| m.range.start < range.end && range.start < m.range.end)
    }

    /// The range, cut where marks begin and end.
    fn cut(&self, range: &Range<u32>) -> Vec<Range<u32>> {
        let edges = self.marks.iter().flat_map(|m| [m.range.start, m.range.end]);
        let mut edges: Vec<u32> = edges.filter(|e| range.contains(e)).chain([range.start, range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        edges.windows(2).map(|pair| pair[0]..pair[1]).collect()
    }

    fn begin(&mut self, range: &Range<u32>) {
        for (i, mark) in self.marks.iter().enumerate() {
            let touched = mark.range.start < range.end && range.start < mark.range.end;
            if (touched || self.link.contains(&i)) && !self.begun.iter().any(|(number, _)| *number == mark.number) {
                self.begun.push((mark.number, mark.range.end));
            }
        }
    }
}

impl Writer<'_> {
    /// Running text that stands there in the file, with the terms of the glossary in it.
    pub(super) fn run(&mut self, text: &str, source: Span, terms: Option<&TermFinder>) {
        let mut at = 0;
        for (range, term) in terms.map(|terms| terms.find(text)).unwrap_or_default() {
            self.stretch(text, at..range.start, source);
            let place = if is_verbatim(text, source) { part_of(source, &range) } else { source };
            at = range.end;
            self.marked(place, |out| out.hole(Hole::Term(term, text[range].to_owned())));
        }
        self.stretch(text, at..text.len(), source);
    }

    /// A stretch of text without terms.
    fn stretch(&mut self, text: &str, range: Range<usize>, source: Span) {
        if self.pen.marks.is_empty() || range.is_empty() {
            return self.text(&text[range]);
        }
        // What is written otherwise in the file, with an entity or a backslash, is pointed out as a whole.
        let place = range_of(part_of(source, &range));
        let pieces = if is_verbatim(text, source) { self.pen.cut(&place) } else { Vec::new() };
        let piece = |p: &Range<u32>| text.get((p.start - source.start) as usize..(p.end - source.start) as usize);
        if pieces.is_empty() || pieces.iter().any(|p| piece(p).is_none()) {
            return self.marked(source, |out| out.text(&text[range]));
        }
        for p in &pieces {
            self.marked(Span { start: p.start, end: p.end, ..source }, |out| out.text(piece(p).unwrap_or_default()));
        }
    }

    /// Something that stands there in the file, pointed out if it is to be.
    pub(super) fn marked(&mut self, source: Span, write: impl FnOnce(&mut Self)) {
        let place = range_of(source);
        if self.pen.marks.is_empty() {
            return write(self);
        }
        self.numbers(Some(place.start));
        if !self.pen.touches(&place) {
            return write(self);
        }
        self.pen.begin(&place);
        self.hole(Hole::MarkBegins);
        write(self);
        self.hole(Hole::MarkEnds);
        self.numbers(Some(place.end));
    }

    /// A link, of which the text ends at `text_end` in the file: a place in its address is pointed out on its text.
    pub(super) fn link(&mut self, source: Span, text_end: u32, write: impl FnOnce(&mut Self)) {
        let here = range_of(source);
        let in_address =
            |m: &Mark| m.range.start >= text_end && m.range.end <= here.end && here.contains(&m.range.start);
        let marks = self.pen.marks.iter().enumerate().filter(|(_, m)| in_address(m));
        self.pen.link = marks.map(|(i, _)| i).collect();
        self.pen.links += 1;
        write(self);
        self.pen.links -= 1;
        self.pen.link.clear();
        self.numbers(Some(here.end));
    }

    /// The end of a paragraph, heading or cell: what goes on after it gets its number here.
    pub(super) fn end_of_run(&mut self) {
        self.numbers(None);
    }

    /// The numbers of the places that end before `until`; a link can't hold another one, so there they wait.
    fn numbers(&mut self, until: Option<u32>) {
        if self.pen.links > 0 {
            return;
        }
        let begun = std::mem::take(&mut self.pen.begun);
        let (over, open): (Vec<_>, Vec<_>) = begun.into_iter().partition(|(_, end)| until.is_none_or(|u| *end <= u));
        self.pen.begun = open;
        for (number, _) in over {
            self.hole(Hole::MarkNumber(number, format!("{}{number}", self.pen.address)));
        }
    }
}

/// Whether the text stands in the file letter by letter.
fn is_verbatim(text: &str, source: Span) -> bool {
    text.len() == source.range().len()
}

fn range_of(span: Span) -> Range<u32> {
    span.start..span.end
}

fn part_of(source: Span, range: &Range<usize>) -> Span {
    Span { start: source.start + range.start as u32, end: source.start + range.end as u32, ..source }
}

/// What a hole of ours becomes on the page. `id` is that of the place, if it has none on this page yet.
pub(super) fn number(number: usize, address: &str, id: Option<&str>, out: &mut String) {
    use std::fmt::Write as _;
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    // Writing to a string can't fail.
    let _ = write!(
        out,
        "<sup class=\"_ww-wijs\"{id}><a href=\"{address}\" target=\"_top\"><span class=\"_ww-onzichtbaar\">bevinding </span>{number}</a></sup>"
    );
}

pub(super) const BEGINS: &str = "<mark class=\"_ww-vondst\">";
pub(super) const ENDS: &str = "</mark>";
