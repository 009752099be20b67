//! Cuts the tokens of a text into sentences.
//!
//! An empty line always ends one. A single line end does where a list begins, or where the line is too short to have
//! been wrapped. An end mark does, with the quotes and brackets that close after it, unless what stands around it says
//! that the sentence goes on: an abbreviation, an initial, an ordinal, a small letter.

use super::abbreviation::{self, Ending};
use super::lexicon::{Roles, Word};
use super::words::{Kind, NOTE, Token};

/// A sentence, or a line that stands by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// Its first token.
    pub first: u32,
    /// The first token after it.
    pub after: u32,
    /// How many words it has.
    pub words: u32,
    /// Whether no end mark closes it.
    pub open: bool,
}

impl Sentence {
    /// The bytes.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Its tokens, as a range.
    pub fn tokens(&self) -> std::ops::Range<usize> {
        self.first as usize..self.after as usize
    }

    /// A short line without an end mark is no sentence, and weighs in no mean.
    pub fn is_fragment(&self) -> bool {
        self.open && self.words < 5
    }
}

pub(super) fn split(text: &str, tokens: &[Token], words: &[Word]) -> Vec<Sentence> {
    Splitter { text, tokens, words, first: 0, widest: None, found: Vec::new() }.run()
}

pub(super) struct Splitter<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    words: &'a [Word],
    /// The first token of the sentence at hand.
    first: usize,
    /// The widest line of the paragraph at hand.
    pub(super) widest: Option<usize>,
    found: Vec<Sentence>,
}

pub(super) fn is_end_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '›' | '*' | '_' | '“' | '‘' | NOTE)
}

fn is_opener(c: char) -> bool {
    "\"“”„‘’'([«‹*_–—-¿¡".contains(c)
}

pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '*' | '•' | '–' | '—' | '·' | '▪' | '◦' | '‣' | '>' | '#' | '|')
}

impl Splitter<'_> {
    fn run(mut self) -> Vec<Sentence> {
        let mut at = 0;
        while at < self.tokens.len() {
            match self.tokens[at].kind {
                Kind::Sign('\n') => {
                    let lines = self.tokens[at..].iter().take_while(|t| t.kind == Kind::Sign('\n')).count();
                    if lines > 1 || self.line_ends(at) {
                        self.close(at);
                        self.first = at + lines;
                    }
                    if lines > 1 {
                        self.widest = None;
                    }
                    at += lines;
                }
                Kind::Sign(c) if is_end_mark(c) => {
                    let after = self.after_mark(at);
                    if self.ends(at, after) {
                        self.close(after);
                        self.first = after;
                    }
                    at = after;
                }
                _ => at += 1,
            }
        }
        self.close(self.tokens.len());
        self.found
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)?.kind {
            Kind::Sign(c) => Some(c),
            _ => None,
        }
    }

    pub(super) fn written(&self, at: usize) -> &str {
        &self.text[self.tokens[at].range()]
    }

    pub(super) fn word(&self, at: usize) -> Option<&Word> {
        match self.tokens.get(at)?.kind {
            Kind::Word(number) => self.words.get(number as usize),
            _ => None,
        }
    }

    /// Whether nothing stands between the token and the one before it.
    pub(super) fn adjacent(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].end == self.tokens[at].start
    }

    /// Ends the sentence before the token `after`; signs alone are none.
    fn close(&mut self, after: usize) {
        let mut first = self.first;
        while first < after && matches!(self.sign(first), Some(c) if c == '\n' || is_bullet(c)) {
            first += 1;
        }
        let mut end = after;
        while end > first && self.sign(end - 1) == Some('\n') {
            end -= 1;
        }
        let tokens = &self.tokens[first..end];
        let words = tokens.iter().filter(|t| t.is_word()).count() as u32;
        let (Some(start), Some(last)) = (tokens.first(), tokens.last()) else { return };
        if words == 0 {
            return;
        }
        let marks = tokens.iter().rev().map_while(|t| match t.kind {
            Kind::Sign(c) if is_closer(c) || is_end_mark(c) => Some(c),
            _ => None,
        });
        let open = !marks.into_iter().any(is_end_mark);
        let (start, end_byte) = (start.start, last.end);
        self.found.push(Sentence { start, end: end_byte, first: first as u32, after: end as u32, words, open });
    }

    /// The first token after the end mark at `at` and all that closes with it.
    fn after_mark(&self, at: usize) -> usize {
        let mut after = at + 1;
        loop {
            let closes = self.adjacent(after)
                && match self.sign(after) {
                    Some(c) => is_end_mark(c) || is_closer(c),
                    None => false,
                };
            // A note belongs to the sentence before it, also after a space.
            if closes || self.sign(after) == Some(NOTE) {
                after += 1;
            } else if self.adjacent(after)
                && self.sign(after) == Some('[')
                && self.tokens.get(after + 1).is_some_and(|t| t.kind == Kind::Number)
                && self.sign(after + 2) == Some(']')
            {
                after += 3;
            } else {
                return after;
            }
        }
    }

    /// Whether the sentence ends with the mark at `at`; `after` is the first token that does not belong to the mark.
    fn ends(&self, at: usize, after: usize) -> bool {
        let Some(next) = self.next(after) else { return true };
        let mark = self.sign(at).unwrap_or('.');
        if self.adjacent(after) {
            // A space was forgotten: `gedaan.Daarna`.
            return mark == '.' && after == at + 1 && self.glued(at, after);
        }
        let dots = mark == '…' || (mark == '.' && self.sign(at + 1) == Some('.') && self.adjacent(at + 1));
        if mark == '.' && !dots {
            return self.point_ends(at, next);
        }
        matches!(next, Next::Capital(_) | Next::Number | Next::Clipped | Next::Other)
    }

    fn glued(&self, at: usize, after: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| self.word(*b).is_some()) else { return false };
        let (left, right) = (self.written(before), self.written(after));
        let small = |w: &str| w.chars().count() > 1 && w.chars().all(char::is_lowercase);
        let mut chars = right.chars();
        self.word(after).is_some()
            && small(left)
            && chars.next().is_some_and(char::is_uppercase)
            && right.chars().count() > 1
            && chars.all(char::is_lowercase)
            && abbreviation::find(left).is_none()
    }

    /// What the text goes on with; `None` where it ends, or where an empty line comes.
    fn next(&self, mut at: usize) -> Option<Next> {
        let mut lines = 0;
        let mut quoted = false;
        loop {
            let token = self.tokens.get(at)?;
            match token.kind {
                Kind::Sign('\n') => {
                    lines += 1;
                    if lines > 1 {
                        return None;
                    }
                }
                Kind::Sign(c) if is_opener(c) && !quoted => quoted = true,
                Kind::Sign(c) if is_opener(c) => {}
                Kind::Sign(_) => return Some(Next::Other),
                Kind::Number => return Some(Next::Number),
                Kind::Address => return Some(Next::Small),
                Kind::Word(_) => {
                    let written = self.written(at);
                    let first = written.chars().next()?;
                    return Some(if super::words::is_apostrophe(first) {
                        Next::Clipped
                    } else if first.is_uppercase() || written.chars().skip(1).any(char::is_uppercase) {
                        Next::Capital(self.word(at).is_some_and(|w| w.roles.has(Roles::OPENER)))
                    } else if first.is_ascii_digit() {
                        Next::Number
                    } else if first.is_lowercase() {
                        Next::Small
                    } else {
                        Next::Other
                    });
                }
            }
            at += 1;
        }
    }

    fn point_ends(&self, at: usize, next: Next) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.first && self.adjacent(at)) else { return true };
        let alone = self.tokens[self.first..before].iter().all(|t| matches!(t.kind, Kind::Sign(_)));
        match self.tokens[before].kind {
            // `1.` at the start of a line, `3. plaats`.
            Kind::Number if alone => false,
            Kind::Number => match next {
                Next::Small => false,
                Next::Number => self.written(before).len() > 2,
                _ => true,
            },
            Kind::Word(_) => self.word_ends(before, alone, next),
            _ => next != Next::Small || self.sign(before).is_none_or(|c| !matches!(c, '"' | '”' | '’' | '\'')),
        }
    }

    /// Whether a point after this word ends a sentence.
    fn word_ends(&self, at: usize, alone: bool, next: Next) -> bool {
        let written = self.written(at);
        let capital = matches!(next, Next::Capital(_) | Next::Clipped);
        // `Wij bellen u.`; an hour comes after a number.
        if written == "u" && at.checked_sub(1).is_none_or(|b| self.tokens[b].kind != Kind::Number) {
            return next != Next::Small;
        }
        if let Some(short) = abbreviation::find(written).filter(|_| !is_initial(written)) {
            return match short.ending {
                Ending::Never => false,
                Ending::Maybe => capital,
                Ending::BeforeNumber => capital && !alone,
            };
        }
        let first_capital = written.chars().next().is_some_and(char::is_uppercase);
        let dotted = written.contains('.');
        if dotted || (written.chars().count() == 1 && written.chars().all(char::is_alphabetic)) {
            return match next {
                Next::Small | Next::Number => false,
                _ if alone && !dotted => false,
                Next::Capital(opener) if first_capital => opener && (dotted || !self.names_before(at)),
                Next::Capital(opener) => opener || !dotted,
                _ => true,
            };
        }
        if next == Next::Small {
            // A small letter after a point: a slip after a word, the rule after an abbreviation that we do not know.
            let Some(word) = self.word(at) else { return false };
            let vowel = written.chars().any(|c| "aeiouyAEIOUY".contains(c));
            return vowel && (word.zipf > 550 || (word.letters > 3 && (word.zipf > 0 || word.letters > 4)));
        }
        // `Kerkstr. 12`
        if next == Next::Number && written.ends_with("str") && written.len() > 4 {
            return false;
        }
        true
    }

    /// Whether what stands before an initial makes it part of a name.
    fn names_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|b| *b >= self.first) else { return true };
        match self.tokens[before].kind {
            Kind::Sign(c) => c != '°',
            Kind::Word(_) => {
                let written = self.written(before);
                written.chars().next().is_some_and(char::is_uppercase) && before > self.first
                    || self.word(before).is_some_and(|w| w.roles.has(Roles::FUNCTION))
                    || matches!(written, "meester" | "juf" | "mevrouw" | "meneer" | "heer" | "dokter")
            }
            _ => false,
        }
    }
}

/// `P`, the first letter of a name, and no page.
fn is_initial(written: &str) -> bool {
    written.len() == 1 && written.as_bytes()[0].is_ascii_uppercase()
}

/// What comes after an end mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A word with a capital, and whether such a word often begins a sentence.
    Capital(bool),
    /// A small letter.
    Small,
    /// Digits.
    Number,
    /// `'s`, `'t`
    Clipped,
    /// Any other sign.
    Other,
}
