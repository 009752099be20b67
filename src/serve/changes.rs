//! What changed on a page since somebody signed its texts, text by text and block by block.

use std::collections::BTreeMap;

use super::difference::{Difference, Paragraph};
use super::since::{Changed, Since};
use crate::overlay::{Page, Site};
use crate::pipeline::Edition;
use crate::set::signoff::Subject;
use crate::source::{FileId, Span};

/// Looks up what changed on one page.
pub(super) struct Changes<'e> {
    since: Since<'e>,
    /// The page's own texts in which something changed: the day of the signature, and the difference.
    own: BTreeMap<FileId, (String, Difference)>,
}

impl<'e> Changes<'e> {
    pub(super) fn of(edition: &'e Edition, site: &Site<'_>, page: &Page<'_>) -> Self {
        let since = Since::new(edition, None);
        let subject = Subject::Page(page.id.clone());
        let mut own = BTreeMap::new();
        for region in [None, Some(site.region)] {
            if let Some((file, day, old)) = since.signed_text(region, &subject) {
                let now = &edition.sources.file(file).text;
                // A record keeps plain line ends, and places are those of the file.
                let old = if now.contains("\r\n") { old.replace('\n', "\r\n") } else { old };
                own.insert(file, (day.to_string(), Difference::of(&old, now)));
            }
        }
        Self { since, own }
    }

    /// The day of the signature and what changed in this place since then; nothing when nothing did.
    pub(super) fn within(&self, place: Span) -> Option<(String, Vec<Paragraph>)> {
        let (day, difference) = self.own.get(&place.file)?;
        let changed = difference.within(place.range());
        (!changed.is_empty()).then(|| (day.clone(), changed))
    }

    /// What changed in a text that stands in the page.
    pub(super) fn text(&self, site: &Site<'_>, regional: bool, subject: &Subject, what: &str) -> Option<Changed> {
        self.since.text(regional.then_some(site.region), subject, what)
    }

    /// What changed in the page's own texts as a whole.
    pub(super) fn whole(&self, site: &Site<'_>, page: &Page<'_>) -> Vec<Changed> {
        self.since.own(site, page)
    }
}
