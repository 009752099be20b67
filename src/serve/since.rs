//! What changed in a text since somebody signed it, word by word; or since an earlier version of the set, for a text
//! that nobody signed.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::difference::{Paragraph, compare};
use crate::overlay::{Page, Site, SlotContent};
use crate::pipeline::Edition;
use crate::set::canonical::Fingerprint;
use crate::set::document::BlockKind;
use crate::set::region::Region;
use crate::set::signoff::{Judgement, Record, StepKind, Subject};
use crate::source::{FileId, Layer, Sources};
use crate::state::Signable;

/// An earlier version of the set, for what was never signed.
pub struct Earlier {
    /// What it is called: a revision of git, or a folder.
    pub name: String,
    /// Its files, by path.
    pub files: Sources,
}

/// A text with what changed in it.
#[derive(Serialize)]
pub(super) struct Changed {
    /// What it is: `landelijke tekst`, `passage v-tlv`.
    pub(super) wat: String,
    pad: String,
    /// What there is to say of it.
    pub(super) zin: String,
    /// Whether something is different.
    pub(super) anders: bool,
    alineas: Vec<Paragraph>,
}

/// Looks up what changed.
pub(super) struct Since<'e> {
    edition: &'e Edition,
    earlier: Option<&'e Earlier>,
}

impl<'e> Since<'e> {
    pub(super) fn new(edition: &'e Edition, earlier: Option<&'e Earlier>) -> Self {
        Self { edition, earlier }
    }

    /// The text of a page, what the region does with it, and what stands in it.
    pub(super) fn page(&self, site: &Site<'_>, page: &Page<'_>) -> Vec<Changed> {
        let mut all = BTreeMap::new();
        let mut parts = own_texts(site, page);
        for part in page.all_parts() {
            part.section.each_block(&mut |block| match &block.kind {
                BlockKind::Passage(id) => {
                    parts.push((None, Subject::Passage(id.value.clone()), format!("vaste passage {}", id.value)));
                }
                BlockKind::Slot(id) => {
                    if let Some(SlotContent::Text(texts)) = site.slots.get(id.value.as_str()) {
                        for (sector, _) in texts {
                            let subject = Subject::Filling(id.value.clone(), *sector);
                            parts.push((Some(site.region), subject, format!("vak {}", id.value)));
                        }
                    }
                }
                _ => {}
            });
        }
        for (i, (region, subject, what)) in parts.into_iter().enumerate() {
            let name = (region.is_some(), subject.to_string());
            if !all.values().any(|(known, _)| *known == name)
                && let Some(changed) = self.text(region, &subject, &what)
            {
                all.insert(i, (name, changed));
            }
        }
        all.into_values().map(|(_, changed)| changed).collect()
    }

    /// The text of a page, and what the region does with it.
    pub(super) fn own(&self, site: &Site<'_>, page: &Page<'_>) -> Vec<Changed> {
        let texts = own_texts(site, page).into_iter();
        texts.filter_map(|(region, subject, what)| self.text(region, &subject, &what)).collect()
    }

    /// The text that somebody agreed with last, with its file and the day, when it is another one than that of now.
    pub(super) fn signed_text(&self, region: Option<&Region>, subject: &Subject) -> Option<(FileId, Date, String)> {
        let set = &self.edition.set;
        let region = region.and_then(|r| set.region(r.id));
        let signable = Signable::find(set, region, subject)?;
        let record = region.map_or(&set.records, |r| &r.records).get(subject).filter(|r| !r.broken)?;
        let (print, day) = last(record, self.edition.as_of).filter(|(print, _)| **print != signable.print())?;
        Some((signable.file(), day, record.texts.get(print)?.clone()))
    }

    /// What changed in one text, of the nation or of the region.
    pub(super) fn text(&self, region: Option<&Region>, subject: &Subject, what: &str) -> Option<Changed> {
        let set = &self.edition.set;
        // The region of this very set, whichever it was asked with.
        let region = region.and_then(|r| set.region(r.id));
        let signable = Signable::find(set, region, subject)?;
        let file = self.edition.sources.file(signable.file());
        let record = region.map_or(&set.records, |r| &r.records).get(subject);
        let now = plain(&file.text);
        let changed = |zin: String, alineas: Vec<Paragraph>| Changed {
            wat: what.to_owned(),
            pad: file.path.clone(),
            zin,
            anders: !alineas.is_empty(),
            alineas,
        };
        let signed = record.filter(|r| !r.broken).and_then(|r| Some((last(r, self.edition.as_of)?, r)));
        if let Some(((print, day), record)) = signed {
            if *print == signable.print() {
                return Some(changed(format!("niet veranderd sinds de handtekening van {day}"), Vec::new()));
            }
            return Some(match record.texts.get(print) {
                Some(text) => {
                    changed(format!("veranderd sinds de handtekening van {day}"), compare(&plain(text), &now))
                }
                None => changed(
                    format!("veranderd sinds de handtekening van {day}; de tekst van toen is niet bewaard"),
                    Vec::new(),
                ),
            });
        }
        let never = if record.is_some_and(|r| r.broken) {
            "de ondertekening is niet te lezen, en telt niet"
        } else {
            "nog nooit getekend"
        };
        let Some(earlier) = self.earlier else { return Some(changed(never.to_owned(), Vec::new())) };
        let name = &earlier.name;
        Some(match earlier.files.find(&file.path).map(|id| plain(&earlier.files.file(id).text)) {
            None => changed(format!("{never}; nieuw sinds {name}"), compare("", &now)),
            Some(then) if then == now => changed(format!("{never}; niet veranderd sinds {name}"), Vec::new()),
            Some(then) => changed(format!("{never}; veranderd sinds {name}"), compare(&then, &now)),
        })
    }
}

/// The national text of a page, and what the region does with it; or the page that the region adds.
fn own_texts<'r>(site: &Site<'r>, page: &Page<'_>) -> Vec<(Option<&'r Region>, Subject, String)> {
    let own = Subject::Page(page.id.clone());
    let regional = if page.layer == Layer::National { "tekst van de regio" } else { "pagina van de regio" };
    vec![(None, own.clone(), "landelijke tekst".to_owned()), (Some(site.region), own, regional.to_owned())]
}

/// The text that somebody agreed with last, and when.
fn last(record: &Record, as_of: Date) -> Option<(&Fingerprint, Date)> {
    record.steps.iter().rev().filter(|step| step.date <= as_of).find_map(|step| match &step.kind {
        StepKind::Signed(signature) if signature.judgement != Judgement::Refused => Some((&signature.print, step.date)),
        StepKind::Editorial(change) => Some((&change.to, step.date)),
        _ => None,
    })
}

/// As it is kept in a record.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim_end().to_owned()
}
