//! What changed in a text since somebody signed it, word by word; or since an earlier version of the set, for a text
//! that nobody signed.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::overlay::{Page, Site, SlotContent};
use crate::pipeline::Edition;
use crate::set::canonical::Fingerprint;
use crate::set::document::BlockKind;
use crate::set::region::Region;
use crate::set::signoff::{Judgement, Record, StepKind, Subject};
use crate::source::{Layer, Sources};
use crate::state::Signable;

/// Two texts that have nothing in common are not compared for longer.
const PATIENCE: Duration = Duration::from_millis(500);

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

/// A paragraph in which something changed; without parts it stands for those that were skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
struct Paragraph {
    delen: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Part {
    /// `gelijk`, `weg` or `erbij`.
    soort: &'static str,
    tekst: String,
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
        let own = Subject::Page(page.id.clone());
        let mut parts = vec![(None, own.clone(), "landelijke tekst".to_owned())];
        let regional = if page.layer == Layer::National { "tekst van de regio" } else { "pagina van de regio" };
        parts.push((Some(site.region), own, regional.to_owned()));
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

    fn text(&self, region: Option<&Region>, subject: &Subject, what: &str) -> Option<Changed> {
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

/// The paragraphs in which something changed.
fn compare(old: &str, new: &str) -> Vec<Paragraph> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(old, new);
    let mut parts: Vec<Part> = Vec::new();
    let (mut gone, mut come) = (String::new(), String::new());
    let changes: Vec<_> = diff.iter_all_changes().map(|c| (c.tag(), c.value().to_owned())).collect();
    for (i, (tag, text)) in changes.iter().enumerate() {
        match tag {
            ChangeTag::Delete => gone.push_str(text),
            ChangeTag::Insert => come.push_str(text),
            ChangeTag::Equal => {
                let goes_on = changes.get(i + 1).is_some_and(|(next, _)| *next != ChangeTag::Equal);
                let space = text.trim().is_empty() && !text.contains('\n');
                if space && goes_on && !(gone.is_empty() && come.is_empty()) {
                    // Words beside each other that changed are one change.
                    gone.push_str(text);
                    come.push_str(text);
                    continue;
                }
                flush(&mut gone, &mut come, &mut parts);
                add("gelijk", text, &mut parts);
            }
        }
    }
    flush(&mut gone, &mut come, &mut parts);
    paragraphs(&parts)
}

fn flush(gone: &mut String, come: &mut String, parts: &mut Vec<Part>) {
    add("weg", &std::mem::take(gone), parts);
    add("erbij", &std::mem::take(come), parts);
}

fn add(soort: &'static str, text: &str, parts: &mut Vec<Part>) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.soort == soort => last.tekst.push_str(text),
        _ => parts.push(Part { soort, tekst: text.to_owned() }),
    }
}

/// Cuts the parts at empty lines, and leaves out the paragraphs that stayed as they were.
fn paragraphs(parts: &[Part]) -> Vec<Paragraph> {
    let mut all = vec![Paragraph::default()];
    for part in parts {
        for (i, piece) in part.tekst.split("\n\n").enumerate() {
            if i > 0 {
                all.push(Paragraph::default());
            }
            if let Some(last) = all.last_mut()
                && !piece.is_empty()
            {
                last.delen.push(Part { soort: part.soort, tekst: piece.to_owned() });
            }
        }
    }
    let stays = |p: &Paragraph| p.delen.iter().all(|d| d.soort == "gelijk" || d.tekst.trim().is_empty());
    let mut kept: Vec<Paragraph> = Vec::new();
    let mut changes = false;
    for paragraph in all.into_iter().filter(|p| !p.delen.is_empty()) {
        if !stays(&paragraph) {
            changes = true;
            kept.push(paragraph);
        } else if kept.last().is_none_or(|last| !last.delen.is_empty()) {
            kept.push(Paragraph::default());
        }
    }
    if changes { kept } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let part = |d: &Part| match d.soort {
            "weg" => format!("[-{}-]", d.tekst),
            "erbij" => format!("[+{}+]", d.tekst),
            _ => d.tekst.clone(),
        };
        let line = |p: &Paragraph| match p.delen.as_slice() {
            [] => "…".to_owned(),
            parts => parts.iter().map(part).collect(),
        };
        compare(old, new).iter().map(line).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn words_that_changed_are_shown_in_their_paragraph() {
        assert_eq!(
            shown("Een.\n\nBinnen zes weken.\n\nDrie.", "Een.\n\nBinnen acht weken.\n\nDrie."),
            "…|Binnen [-zes-][+acht+] weken.|…"
        );
        assert_eq!(shown("a b c d", "a x y d"), "a [-b c-][+x y+] d");
        assert_eq!(shown("Een.", "Een.\n\nTwee."), "…|[+Twee.+]");
        assert_eq!(shown("Een.\n\nTwee.", "Een."), "…|[-Twee.-]");
        assert_eq!(shown("", "Nieuw."), "[+Nieuw.+]");
        assert_eq!(shown("Gelijk.", "Gelijk."), "");
    }

    #[test]
    fn texts_without_anything_in_common_take_no_time() {
        let words = |seed: usize| (0..60_000).map(|i| ((i * seed) % 7919).to_string()).collect::<Vec<_>>().join(" ");
        assert!(!compare(&words(31), &words(57)).is_empty());
    }
}
