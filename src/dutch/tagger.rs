//! The kind of each word in its sentence: noun, finite verb, participle and so on, by an averaged perceptron.
//!
//! The weights stand in `data/woordsoorten.txt`, and `tests/dutch/scripts/tagger.py` makes them: each feature speaks for
//! some kinds and against others. All that a word says about itself and its neighbours is added up once per word, so
//! that a sentence costs a few additions per word.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon;

/// The kind of a word: a letter, as in `tagger.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag(u8);

/// The letters, in their order; between equals the first one wins.
const LETTERS: [u8; KINDS] = *b".ABCDEFIJMNOPRSX";
const KINDS: usize = 16;
/// The first of them.
const SIGN: usize = 0;
/// Stands for what is before the first word.
const NONE: usize = KINDS;

type Weights = [i16; KINDS];

impl Tag {
    pub(super) const SIGN: Tag = Tag(b'.');
    /// A verb that shows tense.
    pub(super) const FINITE: Tag = Tag(b'F');
    pub(super) const INFINITIVE: Tag = Tag(b'I');
    /// A participle that is no adjective.
    pub(super) const PARTICIPLE: Tag = Tag(b'P');
    pub(super) const DETERMINER: Tag = Tag(b'D');
    pub(super) const ADJECTIVE: Tag = Tag(b'J');
    pub(super) const NOUN: Tag = Tag(b'N');
    pub(super) const PRONOUN: Tag = Tag(b'O');
    pub(super) const SUBORDINATOR: Tag = Tag(b'S');
    pub(super) const COORDINATOR: Tag = Tag(b'C');
}

static WEIGHTS: LazyLock<HashMap<&'static str, Weights>> = LazyLock::new(|| {
    let mut all = HashMap::with_capacity(18_000);
    for line in include_str!("data/woordsoorten.txt").lines().filter(|l| !l.starts_with("# ")) {
        let mut parts = line.split(' ');
        let Some(feature) = parts.next() else { continue };
        let mut weights = [0; KINDS];
        for part in parts {
            let Some((letter, weight)) = part.split_at_checked(1) else { continue };
            let kind = LETTERS.iter().position(|l| letter.as_bytes() == [*l]);
            if let (Some(kind), Ok(weight)) = (kind, weight.parse()) {
                weights[kind] = weight;
            }
        }
        all.insert(feature, weights);
    }
    all
});

/// What the shape of a word and the kinds before it say.
struct Context {
    /// By shape, and whether the word is the first: `C1`, `c`.
    shapes: [Weights; 8],
    /// By the kind before.
    before: [Weights; KINDS + 1],
    /// By the two kinds before, the nearest last.
    pair: [[Weights; KINDS + 1]; KINDS + 1],
    /// What the end of a sentence says to its neighbours.
    edge: Signs,
}

const SHAPES: [char; 4] = ['C', 'd', 'c', '.'];

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let of = |feature: &str| WEIGHTS.get(feature).copied().unwrap_or_default();
    let letter = |kind: usize| LETTERS.get(kind).map_or('_', |l| char::from(*l));
    let bias = of("b");
    let shape = |i: usize| {
        let mut weights = of(&format!("h{}{}", SHAPES[i / 2], if i % 2 == 1 { "1" } else { "" }));
        add(&mut weights, &bias);
        weights
    };
    Context {
        shapes: std::array::from_fn(shape),
        before: std::array::from_fn(|last| of(&format!("q{}", letter(last)))),
        pair: std::array::from_fn(|first| {
            std::array::from_fn(|last| of(&format!("Q{}{}", letter(first), letter(last))))
        }),
        edge: Signs::of("_"),
    }
});

/// What a word says about itself and about the words around it.
#[derive(Clone, Debug)]
pub(super) struct Signs {
    own: Weights,
    next: Weights,
    previous: Weights,
    next_but_one: Weights,
    previous_but_one: Weights,
}

impl Signs {
    /// Of a word in small letters.
    pub(super) fn of(word: &str) -> Self {
        // A number in digits is one like another.
        let digits = word.starts_with(|c: char| c.is_ascii_digit()) && !word.contains(|c: char| c.is_ascii_lowercase());
        let word = if digits { "0" } else { word };
        let mut feature = String::with_capacity(word.len() + 1);
        let mut sum = |parts: &[(char, &str)]| {
            let mut weights = [0; KINDS];
            for (kind, text) in parts {
                feature.clear();
                feature.push(*kind);
                feature.push_str(text);
                if let Some(found) = WEIGHTS.get(feature.as_str()) {
                    add(&mut weights, found);
                }
            }
            weights
        };
        let end = |letters: usize| {
            let at = word.char_indices().rev().nth(letters - 1).map_or(0, |(i, _)| i);
            &word[at..]
        };
        let start = word.char_indices().nth(3).map_or(word, |(i, _)| &word[..i]);
        let kind = lexicon::kind_of_function(word).unwrap_or("-");
        let ends = [('5', end(5)), ('4', end(4)), ('3', end(3)), ('2', end(2)), ('1', end(1))];
        let mut own = sum(&ends);
        add(&mut own, &sum(&[('w', word), ('p', start), ('k', kind)]));
        Signs {
            own,
            next: sum(&[('-', word), ('m', end(3)), ('l', kind)]),
            previous: sum(&[('+', word), ('n', end(3)), ('o', kind)]),
            next_but_one: sum(&[('~', word)]),
            previous_but_one: sum(&[('=', word)]),
        }
    }
}

fn add(to: &mut Weights, weights: &Weights) {
    for (sum, weight) in to.iter_mut().zip(weights) {
        *sum += weight;
    }
}

/// A token of a sentence, as the tagger sees it.
pub(super) struct Seen {
    /// Its number in the reader.
    pub(super) number: u32,
    pub(super) first: char,
    /// Whether it is a word, and no sign.
    pub(super) word: bool,
}

/// The kinds of the tokens of a sentence; `signs` by the number of the token.
pub(super) fn tag(tokens: &[Seen], signs: &[Signs], into: &mut Vec<Tag>) {
    let context = &*CONTEXT;
    let at = |i: Option<usize>| {
        let seen = i.and_then(|i| tokens.get(i)).and_then(|t| signs.get(t.number as usize));
        seen.unwrap_or(&context.edge)
    };
    let (mut before, mut before_that) = (NONE, NONE);
    for (i, token) in tokens.iter().enumerate() {
        let found = if token.word {
            let mut sum = at(Some(i)).own;
            add(&mut sum, &at(i.checked_sub(1)).next);
            add(&mut sum, &at(i.checked_sub(2)).next_but_one);
            add(&mut sum, &at(Some(i + 1)).previous);
            add(&mut sum, &at(Some(i + 2)).previous_but_one);
            add(&mut sum, &context.before[before]);
            add(&mut sum, &context.pair[before_that][before]);
            let shape = match token.first {
                c if c.is_uppercase() => 0,
                c if c.is_numeric() => 2,
                c if c.is_alphabetic() => 4,
                _ => 6,
            };
            add(&mut sum, &context.shapes[shape + usize::from(i == 0)]);
            let mut best = 0;
            for kind in 1..KINDS {
                if sum[kind] > sum[best] {
                    best = kind;
                }
            }
            best
        } else {
            SIGN
        };
        (before_that, before) = (before, found);
        into.push(Tag(LETTERS[found]));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Reader;
    use super::*;

    #[test]
    fn words_are_what_they_are_in_their_sentence() {
        let mut reader = Reader::new();
        // `werken` as a verb of the plural, as an infinitive and as a noun.
        for (text, verb, tag) in [
            ("De leraren werken samen.", 2, Tag::FINITE),
            ("De leraren willen vandaag samen werken.", 5, Tag::INFINITIVE),
            ("De school heeft het plan gemaakt.", 5, Tag::PARTICIPLE),
            ("De grote school belt.", 1, Tag::ADJECTIVE),
            ("Zij zegt dat de school belt.", 2, Tag::SUBORDINATOR),
        ] {
            assert_eq!(reader.read(text).tag(verb), tag, "{text}");
        }
    }
}
