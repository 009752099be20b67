//! Soft hyphens at the seams of long Dutch words in headings: a browser that can't hyphenate would break them anywhere
//! or run off a narrow screen.

use std::borrow::Cow;

use aho_corasick::{AhoCorasick, MatchKind};

/// Words with their seams.
#[derive(Default)]
pub(super) struct Hyphens {
    search: Option<AhoCorasick>,
    /// The offsets of the seams of each word.
    seams: Vec<Vec<usize>>,
}

impl Hyphens {
    /// Reads a list of words, one a line, with `|` at the seams.
    pub(super) fn new(list: &str) -> Self {
        let lines = list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (mut words, mut seams) = (Vec::new(), Vec::new());
        for line in lines {
            let mut at = 0;
            let parts: Vec<&str> = line.split('|').collect();
            seams.push(
                parts[..parts.len() - 1]
                    .iter()
                    .map(|p| {
                        at += p.len();
                        at
                    })
                    .collect(),
            );
            words.push(parts.concat());
        }
        let search =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(words);
        Self { search: search.ok(), seams }
    }

    /// The text with soft hyphens in the words that it knows.
    pub(super) fn soften<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(search) = &self.search else { return Cow::Borrowed(text) };
        let mut soft = String::new();
        let mut done = 0;
        for found in search.find_iter(text) {
            for seam in &self.seams[found.pattern().as_usize()] {
                let at = found.start() + seam;
                soft.push_str(&text[done..at]);
                soft.push('\u{ad}');
                done = at;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        soft.push_str(&text[done..]);
        Cow::Owned(soft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_get_soft_hyphens_at_their_seams() {
        let hyphens = Hyphens::new("# lang\nontwikkelings|perspectie\nonderwijs|behoefte\n");
        assert_eq!(hyphens.soften("Ontwikkelingsperspectieven"), "Ontwikkelings\u{ad}perspectieven");
        assert_eq!(hyphens.soften("Het plan"), "Het plan");
        assert_eq!(Hyphens::new("").soften("Het plan"), "Het plan");
    }
}
