//! Cuts a text into words, numbers, addresses and signs.
//!
//! A word keeps its apostrophes and hyphens (`foto's`, `e-mail`, `'s`); a decimal number, a date, a web or mail address
//! and an abbreviation with inner points (`d.w.z`) are one token each. The point that closes an abbreviation is a sign
//! of its own: whether it ends a sentence is decided later.

use super::address;

/// Stands in a text for a value that is not known yet. It counts as one word of one syllable.
pub const PLACEHOLDER: char = '\u{fffc}';

/// Stands for a mark of a note, `[^bron]`: a sign that belongs to what stands before it.
pub(super) const NOTE: char = '\u{fff9}';

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word, by its number in the reader.
    Word(u32),
    /// Digits with their signs, or a [`PLACEHOLDER`].
    Number,
    /// A web or mail address.
    Address,
    /// Any other character; a line end is one too, other white space is none.
    Sign(char),
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// What it is.
    pub kind: Kind,
}

impl Token {
    /// The bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it counts as a word.
    pub fn is_word(self) -> bool {
        !matches!(self.kind, Kind::Sign(_))
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

/// A letter, or a mark that belongs to the letter before it.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (!c.is_ascii() && (c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) || c == '\u{ad}'))
}

fn char_at(text: &str, at: usize) -> Option<char> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() { Some(char::from(byte)) } else { text[at..].chars().next() }
}

/// Calls `each` for every token. Words come with the number that `number` gives them.
pub(super) fn tokens(text: &str, number: &mut dyn FnMut(&str) -> u32, each: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let start = at;
        let kind = if is_letter(c) || (is_apostrophe(c) && clipped(text, at)) {
            let (end, kind) = word(text, at);
            at = end;
            kind
        } else if c.is_ascii_digit() {
            let (end, kind) = digits(text, at);
            at = end;
            kind
        } else if let Some(end) = note(text, at) {
            at = end;
            Kind::Sign(NOTE)
        } else {
            at += c.len_utf8();
            match c {
                PLACEHOLDER => Kind::Number,
                '\n' => Kind::Sign('\n'),
                c if c.is_whitespace() || c.is_control() || c == '\u{feff}' => continue,
                c => Kind::Sign(c),
            }
        };
        let kind = match kind {
            Kind::Word(_) => Kind::Word(number(&text[start..at])),
            kind => kind,
        };
        each.push(Token { start: start as u32, end: at as u32, kind });
    }
}

/// `'s`, `'t`, `'n`, `'k`, `'m`, `'r`: a word that begins with an apostrophe.
fn clipped(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars().skip(1);
    let letter = rest.next();
    letter.is_some_and(|c| matches!(c, 's' | 't' | 'n' | 'k' | 'm' | 'r' | 'S' | 'T' | 'N' | 'K'))
        && !rest.next().is_some_and(|c| c.is_alphanumeric() || is_apostrophe(c))
        && !text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.')
}

/// Longest name of a note in bytes.
const LONGEST: usize = 80;

/// The end of the mark of a note that starts at `at`: `[^wvo-8-9]`.
fn note(text: &str, at: usize) -> Option<usize> {
    let name = text[at..].strip_prefix("[^")?;
    let end = name.bytes().take(LONGEST).position(|b| b == b']').filter(|end| *end > 0)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    name.as_bytes()[..end].iter().all(|b| plain(*b)).then_some(at + end + 3)
}

const WORD: Kind = Kind::Word(0);

/// The end of the word that starts at `start`.
fn word(text: &str, start: usize) -> (usize, Kind) {
    // Most words are plain letters.
    let mut letters = text.as_bytes()[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let mut at = start + letters;
    while let Some(c) = char_at(text, at) {
        if is_letter(c) || c.is_ascii_digit() || (at == start && is_apostrophe(c)) {
            at += c.len_utf8();
            letters += 1;
            continue;
        }
        let next = char_at(text, at + c.len_utf8());
        let goes_on = next.is_some_and(|n| is_letter(n) || n.is_ascii_digit());
        // One letter, a point, one letter: an abbreviation, or initials.
        if c == '.' && letters == 1 && goes_on && dotted(text, at) {
            return (dotted_end(text, at), WORD);
        }
        if c == '/' && letters == 1 && at == start + 1 && goes_on && single(text, at + 1) {
            return (at + 2, WORD);
        }
        if matches!(c, '.' | ':' | '@' | '/' | '_' | '+' | '-')
            && (goes_on || next == Some('/'))
            && let Some(end) = address::end(text, start)
        {
            return (end, Kind::Address);
        }
        if goes_on && (is_hyphen(c) || (is_apostrophe(c) && next.is_some_and(is_letter))) {
            at += c.len_utf8();
            letters = 0;
            continue;
        }
        break;
    }
    (at, WORD)
}

/// Whether one plain letter stands at `at`, and no more.
fn single(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_alphabetic)
        && !char_at(text, at + 1).is_some_and(|c| is_letter(c) || c.is_ascii_digit() || c == '/')
}

/// Whether the point at `at` is followed by one letter and a point, or by the last part of an abbreviation.
fn dotted(text: &str, at: usize) -> bool {
    let mut rest = text[at + 1..].chars();
    let first = rest.next().is_some_and(is_letter);
    let second = rest.next();
    first && (second.is_none_or(|c| !is_letter(c) || c == '.') || text[at + 1..].starts_with("Chr"))
}

fn dotted_end(text: &str, mut point: usize) -> usize {
    loop {
        let part = text[point + 1..].chars().take_while(|c| is_letter(*c)).map(char::len_utf8).sum::<usize>();
        let end = point + 1 + part;
        if char_at(text, end) == Some('.') && dotted(text, end) {
            point = end;
        } else {
            return end;
        }
    }
}

/// The end of the number that starts at `start`; `16e` and `16-jarige` are words.
fn digits(text: &str, start: usize) -> (usize, Kind) {
    let mut at = start;
    while let Some(c) = char_at(text, at) {
        let next = char_at(text, at + c.len_utf8());
        if c.is_ascii_digit() {
            at += 1;
        } else if matches!(c, '.' | ',' | ':' | '-' | '/' | '–') && next.is_some_and(|n| n.is_ascii_digit()) {
            at += c.len_utf8();
        } else if is_letter(c) || (is_hyphen(c) && next.is_some_and(is_letter)) {
            let (end, kind) = word(text, at + if is_hyphen(c) { c.len_utf8() } else { 0 });
            return (end, kind);
        } else if is_apostrophe(c) && next.is_some_and(is_letter) {
            return word(text, at + c.len_utf8());
        } else {
            break;
        }
    }
    (at, Kind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let mut list = Vec::new();
        tokens(text, &mut |_| 0, &mut list);
        list.into_iter().map(|t| &text[t.range()]).collect()
    }

    #[test]
    fn words_keep_what_belongs_to_them() {
        assert_eq!(cut("'s Avonds zo'n 16-jarige"), ["'s", "Avonds", "zo'n", "16-jarige"]);
        assert_eq!(cut("d.w.z. t/m 3,5 uur"), ["d.w.z", ".", "t/m", "3,5", "uur"]);
        assert_eq!(cut("mail info@school.nl. Dan"), ["mail", "info@school.nl", ".", "Dan"]);
        assert_eq!(cut("zie www.nu.nl/a?b=1, of en/of"), ["zie", "www.nu.nl/a?b=1", ",", "of", "en", "/", "of"]);
        assert_eq!(cut("'Ik wil het niet', zei ze"), ["'", "Ik", "wil", "het", "niet", "'", ",", "zei", "ze"]);
        assert_eq!(cut("op 14.30 uur, 1.000 mensen."), ["op", "14.30", "uur", ",", "1.000", "mensen", "."]);
    }
}
