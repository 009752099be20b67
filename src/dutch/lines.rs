//! Single line ends: whether a sentence ends there, or the line was only wrapped.

use super::lexicon::Roles;
use super::sentences::{Splitter, is_bullet};
use super::words::Kind;

impl Splitter<'_> {
    /// Whether the single line end at `at` ends a sentence.
    pub(super) fn line_ends(&mut self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return true };
        let line_start = self.text[..self.tokens[at].start as usize].rfind('\n').map_or(0, |i| i + 1);
        let line = self.tokens[at].start as usize - line_start;
        if self.is_item(at + 1) {
            return true;
        }
        let widest = *self.widest.get_or_insert_with(|| widest_line(&self.text[line_start..]));
        if widest > 120 {
            return true;
        }
        let Some(before) = at.checked_sub(1) else { return true };
        if self.sign(before).is_some_and(|c| matches!(c, ',' | ';' | '-' | '(')) {
            return false;
        }
        let first = self.text[next.range()].chars().next().unwrap_or(' ');
        if first.is_lowercase() && self.sign(before) != Some(':') {
            return false;
        }
        let goes_on = Roles::DETERMINER.or(Roles::PREPOSITION).or(Roles::COORDINATOR);
        if self.word(before).is_some_and(|w| w.roles.has(goes_on)) {
            return false;
        }
        widest < 50 || line * 10 < widest * 7
    }

    /// Whether a line of a list begins with the token.
    fn is_item(&self, at: usize) -> bool {
        let spaced = |i: usize| !self.adjacent(i);
        match self.tokens.get(at).map(|t| t.kind) {
            Some(Kind::Sign(c)) => is_bullet(c) && spaced(at + 1),
            Some(Kind::Number) => matches!(self.sign(at + 1), Some('.' | ')')) && spaced(at + 2),
            Some(Kind::Word(_)) => {
                self.written(at).len() == 1 && matches!(self.sign(at + 1), Some('.' | ')')) && spaced(at + 2)
            }
            _ => false,
        }
    }
}

/// The bytes of the widest line up to the first empty one.
fn widest_line(text: &str) -> usize {
    text.split('\n').map(|l| l.trim_end().len()).take_while(|length| *length > 0).max().unwrap_or(0)
}
