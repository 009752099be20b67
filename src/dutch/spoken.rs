//! How a text speaks to its reader, and which words of it are somebody else's.

use super::lexicon::Roles;
use super::reader::Reading;
use super::words::{Kind, Token};

/// What closes a quotation, by what opened it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    Double,
    Single,
    /// `,,` and `''`
    Commas,
}

impl Reading<'_> {
    /// Where the text says `u` and where it says `je`, outside quotation marks; `19 u` is an hour, `groep U` a name.
    pub fn forms_of_address(&self) -> (Vec<Token>, Vec<Token>) {
        let quoted = self.quoted();
        let (mut formal, mut informal) = (Vec::new(), Vec::new());
        for (i, token) in self.tokens.iter().enumerate().filter(|(i, _)| !quoted[*i]) {
            if self.has(i, Roles::INFORMAL) {
                informal.push(*token);
            } else if self.has(i, Roles::FORMAL) && !self.is_letter(i) {
                formal.push(*token);
            }
        }
        (formal, informal)
    }

    /// Whether this `u` is an hour, a letter, a part of a name or a quantity, and nobody.
    fn is_letter(&self, at: usize) -> bool {
        let sign = |i: usize, c: char| self.tokens.get(i).is_some_and(|t| t.kind == Kind::Sign(c));
        let Some(before) = at.checked_sub(1) else { return sign(at + 1, '=') };
        if self.tokens[before].kind == Kind::Number || self.name(before) == "letter" || sign(at + 1, '=') {
            return true;
        }
        // `Optie U`, `Enable U`; not `Kunt U`, where the capital is that of the sentence.
        let first = self.sentences.binary_search_by_key(&(before as u32), |s| s.first).is_ok();
        let kind = matches!(self.name(before), "groep" | "type" | "optie" | "klas" | "team" | "vitamine");
        self.written(at) == "U" && (kind || (self.written(before).starts_with(char::is_uppercase) && !first))
    }

    /// For each token whether it stands between quotation marks; an empty line closes them.
    fn quoted(&self) -> Vec<bool> {
        let mut open: Option<Quote> = None;
        let mut quoted = Vec::with_capacity(self.tokens.len());
        for (i, token) in self.tokens.iter().enumerate() {
            let sign = |at: usize| match self.tokens.get(at).map(|t| t.kind) {
                Some(Kind::Sign(c)) => Some(c),
                _ => None,
            };
            let joins = |at: usize| at > 0 && self.tokens.get(at).is_some_and(|t| t.start == self.tokens[at - 1].end);
            let twice = |c: char| sign(i) == Some(c) && sign(i + 1) == Some(c) && joins(i + 1);
            match token.kind {
                Kind::Sign('“' | '„' | '«') => open = Some(Quote::Double),
                Kind::Sign('”' | '»') => open = None,
                Kind::Sign('"') => open = if open.is_some() { None } else { Some(Quote::Double) },
                Kind::Sign(',') if open.is_none() && twice(',') => open = Some(Quote::Commas),
                Kind::Sign('\'' | '’') if open == Some(Quote::Commas) && (twice('\'') || twice('’')) => open = None,
                Kind::Sign('‘' | '\'') if open.is_none() && !joins(i) && joins(i + 1) => open = Some(Quote::Single),
                Kind::Sign('’' | '\'') if open == Some(Quote::Single) && joins(i) => open = None,
                Kind::Sign('\n') if sign(i + 1) == Some('\n') => open = None,
                _ => {}
            }
            quoted.push(open.is_some());
        }
        quoted
    }
}
