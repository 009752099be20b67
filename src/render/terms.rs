//! Terms of the glossary in running text.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::set::register::Term;

/// Finds terms and their synonyms as whole words, capitals or not.
pub(super) struct TermFinder {
    search: Option<AhoCorasick>,
    /// The term that each pattern stands for.
    terms: Vec<usize>,
}

impl TermFinder {
    pub(super) fn new(terms: &[Term]) -> Self {
        let mut patterns = Vec::new();
        let mut numbers = Vec::new();
        for (number, term) in terms.iter().enumerate() {
            for form in std::iter::once(&term.term.value).chain(&term.synonyms) {
                patterns.push(form.as_str());
                numbers.push(number);
            }
        }
        // A register too large for the searcher leaves terms unexplained; it is refused when it is read.
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(patterns)
            .ok();
        Self { search, terms: numbers }
    }

    /// The terms in `text`: range and number.
    pub(super) fn find(&self, text: &str) -> Vec<(std::ops::Range<usize>, usize)> {
        let Some(search) = &self.search else {
            return Vec::new();
        };
        search
            .find_iter(text)
            .filter(|m| {
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
                !word(text[..m.start()].chars().next_back()) && !word(text[m.end()..].chars().next())
            })
            .map(|m| (m.range(), self.terms[m.pattern().as_usize()]))
            .collect()
    }
}
