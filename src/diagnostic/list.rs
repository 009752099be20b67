//! Findings in a row: gathered, silenced, and settled into what an editor reads.

use std::collections::BTreeMap;

use super::{Diagnostic, Label, Severity, Suppression};
use crate::source::{SiteId, Span};

/// Most findings of one kind that are told of one file.
const MOST_ALIKE: usize = 200;

/// Findings in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Most findings of one kind that are kept; all of them when it is not said.
    most: Option<usize>,
    /// How many of each kind were added to a list with such a limit.
    added: BTreeMap<&'static str, usize>,
    /// How many of a kind in a file were counted and not kept.
    dropped: BTreeMap<(u32, &'static str), usize>,
}

impl Diagnostics {
    /// An empty list for what is found in one file: of a page that is wrong in each of its half a million lines the
    /// first findings are kept, and the others counted.
    pub fn of_one_file() -> Self {
        Self { most: Some(2 * MOST_ALIKE), ..Self::default() }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if let Some(most) = self.most {
            let added = self.added.entry(diagnostic.rule.code).or_default();
            *added += 1;
            if *added > most {
                let file = diagnostic.span.map_or(u32::MAX, |s| s.file.0);
                *self.dropped.entry((file, diagnostic.rule.code)).or_default() += 1;
                return;
            }
        }
        self.list.push(diagnostic);
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Diagnostics) {
        for (key, count) in other.dropped {
            *self.dropped.entry(key).or_default() += count;
        }
        self.list.extend(other.list);
    }

    /// Keeps those that `keep` says yes to.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// Walks over them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many weigh this much.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.severity == severity).count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Marks all of them as found for this site.
    pub fn for_site(mut self, site: SiteId) -> Self {
        for diagnostic in &mut self.list {
            diagnostic.sites.insert(site);
        }
        self
    }

    /// Gives each a weight of its own, or takes it out.
    pub fn weigh(&mut self, weight: impl Fn(&Diagnostic) -> Option<Severity>) {
        self.list.retain_mut(|d| {
            let weight = weight(d);
            d.severity = weight.unwrap_or(d.severity);
            weight.is_some()
        });
    }

    /// Gives each that has one a second place.
    pub fn label(&mut self, place: impl Fn(&Diagnostic) -> Option<Label>) {
        for diagnostic in &mut self.list {
            let label = place(diagnostic).filter(|label| !diagnostic.labels.contains(label));
            diagnostic.labels.extend(label);
        }
    }

    /// Without what is only good to know.
    pub fn without_info(&self) -> Self {
        self.iter().filter(|d| d.severity > Severity::Info).cloned().collect()
    }

    /// Takes out the findings below an error that a comment silences. Gives the comments that silenced nothing.
    pub fn silence<'a>(&mut self, suppressions: &'a [Suppression]) -> Vec<&'a Suppression> {
        let mut used = vec![false; suppressions.len()];
        self.list.retain(|d| {
            let hit = suppressions.iter().position(|s| {
                d.severity < Severity::Error && d.rule.code == s.code && d.span.is_some_and(|p| s.target.contains(p))
            });
            if let Some(i) = hit {
                used[i] = true;
            }
            hit.is_none()
        });
        suppressions.iter().zip(used).filter(|(_, used)| !used).map(|(s, _)| s).collect()
    }

    /// One finding per place, rule and message, with all sites it was found for, in the order of the places.
    pub fn settle(self) -> Self {
        let mut known: BTreeMap<(Option<Span>, &str, String), usize> = BTreeMap::new();
        let mut list: Vec<Diagnostic> = Vec::new();
        for mut d in self.list {
            let key = (d.span, d.rule.code, d.message.clone());
            let Some(known) = known.get(&key).map(|i| &mut list[*i]) else {
                known.insert(key, list.len());
                list.push(d);
                continue;
            };
            known.severity = known.severity.max(d.severity);
            // Found at the place itself as well as for one site: the place counts.
            if known.sites.is_empty() || d.sites.is_empty() {
                known.sites.clear();
            } else {
                known.sites.append(&mut d.sites);
            }
            for label in d.labels {
                if !known.labels.contains(&label) {
                    known.labels.push(label);
                }
            }
        }
        // Ten thousand times the same slip is one slip: the first ones are told, with how many more there are.
        let mut counts: BTreeMap<(u32, &str), usize> = BTreeMap::new();
        let count = |d: &Diagnostic| (d.span.map_or(u32::MAX, |s| s.file.0), d.rule.code);
        // At one place in the order in which they were found: that of the keys of a file.
        list.sort_by_key(|d| d.span);
        for d in &list {
            *counts.entry(count(d)).or_default() += 1;
        }
        for (key, dropped) in &self.dropped {
            *counts.entry(*key).or_default() += dropped;
        }
        let mut kept: BTreeMap<(u32, &str), usize> = BTreeMap::new();
        list.retain_mut(|d| {
            let (key, all) = (count(d), counts[&count(d)]);
            let seen = kept.entry(key).or_default();
            *seen += 1;
            if *seen == MOST_ALIKE && all > MOST_ALIKE {
                let more = format!(" (en zo nog {} keer in dit bestand)", all - MOST_ALIKE);
                d.message.push_str(&more);
            }
            *seen <= MOST_ALIKE
        });
        Self { list, ..Self::default() }
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect(), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Rule;
    use crate::rule;
    use crate::source::FileId;

    static RAW_HTML: Rule = rule!("H003", "raw-html", Error);
    static EMPTY_TEXT: Rule = rule!("H014", "empty-text", Error);

    /// However many there are, the first are told and all are counted, with and without a limit while gathering.
    #[test]
    fn a_slip_on_every_line_is_told_once_with_a_number() {
        let fill = |mut all: Diagnostics| {
            for i in 0..5_000 {
                all.push(Diagnostic::new(&RAW_HTML, Span::new(FileId(3), i, i + 1), "hier staat HTML"));
            }
            all.push(Diagnostic::new(&EMPTY_TEXT, Span::new(FileId(3), 9_000, 9_000), "leeg"));
            all
        };
        let limited = fill(Diagnostics::of_one_file());
        assert_eq!(limited.iter().count(), 2 * MOST_ALIKE + 1, "what is kept while gathering");
        let mut report = Diagnostics::default();
        report.extend(limited);
        let said = |all: Diagnostics| all.settle().iter().map(|d| d.message.clone()).collect::<Vec<_>>();
        let told = said(report);
        assert_eq!(told, said(fill(Diagnostics::default())));
        assert_eq!(told.len(), MOST_ALIKE + 1);
        assert!(told[MOST_ALIKE - 1].contains("en zo nog 4800 keer"), "{}", told[MOST_ALIKE - 1]);
    }
}
