//! Figures of a text: what is counted, and the formulas that are made of the counts.
//!
//! Counts add up: those of a page are the sum of those of its parts.

/// What is counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words, numbers and addresses.
    pub words: u32,
    /// Sentences, without the short lines that are none.
    pub sentences: u32,
    /// The words in those sentences.
    pub words_in_sentences: u32,
    /// Words in the longest sentence.
    pub longest: u32,
    /// Syllables of all words.
    pub syllables: u32,
    /// Words of more than six letters.
    pub long_words: u32,
    /// Words of which the frequency is known, or known to be low.
    pub rated: u32,
    /// Sum of their Zipf values, in hundredths.
    pub zipf: u64,
    /// Words of content: neither of the closed list nor a name.
    pub content: u32,
    /// Sum of the Zipf values of content words, in hundredths.
    pub content_zipf: u64,
    /// Content words of which not one stands in a million.
    pub rare: u32,
    /// Content words with the ending of an abstract noun.
    pub abstract_words: u32,
    /// Clauses, as far as words show them.
    pub clauses: u32,
}

impl Counts {
    /// The sum of both.
    pub fn and(self, other: Counts) -> Counts {
        Counts {
            words: self.words + other.words,
            sentences: self.sentences + other.sentences,
            words_in_sentences: self.words_in_sentences + other.words_in_sentences,
            longest: self.longest.max(other.longest),
            syllables: self.syllables + other.syllables,
            long_words: self.long_words + other.long_words,
            rated: self.rated + other.rated,
            zipf: self.zipf + other.zipf,
            content: self.content + other.content,
            content_zipf: self.content_zipf + other.content_zipf,
            rare: self.rare + other.rare,
            abstract_words: self.abstract_words + other.abstract_words,
            clauses: self.clauses + other.clauses,
        }
    }

    /// The counts without those of a part of the text. Which sentence is then the longest is not known.
    pub fn without(self, part: Counts) -> Counts {
        Counts {
            words: self.words.saturating_sub(part.words),
            sentences: self.sentences.saturating_sub(part.sentences),
            words_in_sentences: self.words_in_sentences.saturating_sub(part.words_in_sentences),
            longest: self.longest,
            syllables: self.syllables.saturating_sub(part.syllables),
            long_words: self.long_words.saturating_sub(part.long_words),
            rated: self.rated.saturating_sub(part.rated),
            zipf: self.zipf.saturating_sub(part.zipf),
            content: self.content.saturating_sub(part.content),
            content_zipf: self.content_zipf.saturating_sub(part.content_zipf),
            rare: self.rare.saturating_sub(part.rare),
            abstract_words: self.abstract_words.saturating_sub(part.abstract_words),
            clauses: self.clauses.saturating_sub(part.clauses),
        }
    }

    /// The figures; `None` for a text without a word.
    pub fn figures(&self) -> Option<Figures> {
        if self.words == 0 {
            return None;
        }
        let words = f64::from(self.words);
        // A text of loose short lines has no sentences; then each line is one.
        let (sentences, in_sentences) = match self.sentences {
            0 => (1.0, words),
            n => (f64::from(n), f64::from(self.words_in_sentences)),
        };
        let sentence = in_sentences / sentences;
        let syllables = f64::from(self.syllables) / words;
        let ratio = |part: f64, of: u32| if of == 0 { 0.0 } else { part / f64::from(of) };
        Some(Figures {
            sentence,
            syllables,
            flesch_douma: 206.84 - 0.93 * sentence - 77.0 * syllables,
            brouwer: 195.0 - 2.0 * sentence - 66.7 * syllables,
            lix: sentence + 100.0 * f64::from(self.long_words) / words,
            zipf: ratio(hundredths(self.zipf), self.rated),
            lint: self.lint(sentence, syllables),
        })
    }

    /// An estimate of the score of LiNT, fitted on texts that LiNT-II has scored:
    /// `39.5 - 10.41 F + 0.51 L + 0.86 C + 25.4 A + 22.0 Y`, between 0 and 100. F mean Zipf of content words, L words per sentence, C content words per
    /// clause, A share of abstract words, Y syllables per word.
    fn lint(&self, sentence: f64, syllables: f64) -> f64 {
        let content = f64::from(self.content.max(1));
        let frequency = if self.content == 0 { 5.0 } else { hundredths(self.content_zipf) / content };
        let per_clause = f64::from(self.content) / f64::from(self.clauses.max(1));
        let abstracts = f64::from(self.abstract_words) / content;
        let score =
            39.5 - 10.41 * frequency + 0.51 * sentence + 0.86 * per_clause + 25.4 * abstracts + 22.0 * syllables;
        score.clamp(0.0, 100.0)
    }
}

/// The sum of hundredths as a number; no text is long enough to lose a digit.
#[allow(clippy::cast_precision_loss)]
fn hundredths(sum: u64) -> f64 {
    sum as f64 / 100.0
}

/// Figures of readability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Words per sentence.
    pub sentence: f64,
    /// Syllables per word.
    pub syllables: f64,
    /// Douma 1960: 206.84 - 0.93 words per sentence - 77 syllables per word. 60-70 is normal, higher is easier.
    pub flesch_douma: f64,
    /// Brouwer 1963, Leesindex A: 195 - 2 words per sentence - 66.7 syllables per word. Higher is easier.
    pub brouwer: f64,
    /// Words per sentence + percentage of words of more than six letters. Higher is harder.
    pub lix: f64,
    /// Mean Zipf value of the words.
    pub zipf: f64,
    /// Estimate of the score of LiNT, 0 to 100. Higher is harder.
    pub lint: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_those_of_the_books() {
        let counts = Counts {
            words: 100,
            sentences: 10,
            words_in_sentences: 100,
            syllables: 150,
            long_words: 20,
            ..Counts::default()
        };
        let figures = counts.figures().expect("words");
        assert!((figures.flesch_douma - (206.84 - 9.3 - 115.5)).abs() < 1e-9);
        assert!((figures.brouwer - (195.0 - 20.0 - 100.05)).abs() < 1e-9);
        assert!((figures.lix - 30.0).abs() < 1e-9);
        assert_eq!(Counts::default().figures(), None);
    }
}
