//! Tables.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Reader;
use crate::set::document::{Align, BlockKind, Cell};

impl Reader<'_> {
    pub(super) fn table(&mut self, alignments: &[pulldown_cmark::Alignment]) -> BlockKind {
        let columns = alignments
            .iter()
            .map(|a| match a {
                pulldown_cmark::Alignment::None => Align::Default,
                pulldown_cmark::Alignment::Left => Align::Left,
                pulldown_cmark::Alignment::Center => Align::Center,
                pulldown_cmark::Alignment::Right => Align::Right,
            })
            .collect();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(TagEnd::TableHead),
                Event::Start(Tag::TableRow) => rows.push(self.cells(TagEnd::TableRow)),
                _ => break,
            }
        }
        BlockKind::Table { columns, head, rows }
    }

    fn cells(&mut self, end: TagEnd) -> Vec<Cell> {
        let mut cells = Vec::new();
        while let Some((event, range)) = self.next() {
            if event == Event::End(end) {
                break;
            }
            let mut content = self.inlines(TagEnd::TableCell);
            if self.refuse_length(self.span(&range)) {
                content.clear();
            }
            cells.push(Cell { span: self.span(&range), content });
        }
        cells
    }
}
