//! Reads a text: tokens with what is known of each word, sentences, counts, remarks.

use std::collections::{BTreeMap, HashMap};

use super::figures::Counts;
use super::lexicon::{self, Roles, Word};
use super::sentences::{self, Sentence};
use super::tagger::{self, Seen, Signs, Tag};
use super::words::{self, Kind, Token};
use super::{clause, frequency, nominal, passive, phrases};

/// Reads texts, and remembers the words it has seen.
#[derive(Default)]
pub struct Reader {
    known: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    words: Vec<Word>,
    /// What each word tells the tagger.
    signs: Vec<Signs>,
    /// The numbers of the signs that came first.
    known_signs: Vec<(char, u32)>,
}

/// A text as it was read.
pub struct Reading<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    words: &'a [Word],
    names: &'a [Box<str>],
    /// The kind of each token.
    tags: Vec<Tag>,
}

/// What is remarked on a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A passive with *worden*; with or without who does it.
    Passive {
        /// `door` somebody.
        agent: bool,
    },
    /// A noun where a verb says it shorter.
    Nominal,
    /// A word with an easier one beside it.
    EasierWord,
    /// `bijv.`, `d.w.z.`
    Abbreviation,
    /// Letters of which the text does not say what they stand for.
    Letters,
    /// Verbs that belong together, far apart.
    Tang,
    /// Many words between two commas.
    Insert,
    /// Two denials in one clause.
    DoubleNegation,
    /// Many commas.
    CommaChain,
    /// CAPITALS, or `!!`
    Shouting,
}

/// A remark, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub kind: RemarkKind,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
    /// What was found.
    pub message: String,
    /// What to write.
    pub help: String,
}

impl Reader {
    /// A reader that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a text.
    pub fn read<'a>(&'a mut self, text: &'a str) -> Reading<'a> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        words::tokens(text, &mut |word| self.number(word), &mut tokens);
        let sentences = sentences::split(text, &tokens, &self.words);
        let tags = self.tags(text, &tokens, &sentences);
        Reading { text, tokens, sentences, words: &self.words, names: &self.names, tags }
    }

    /// The kind of each token; what is in no sentence is a sign.
    fn tags(&mut self, text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(tokens.len());
        let mut seen = Vec::new();
        for sentence in sentences {
            tags.resize(sentence.first as usize, Tag::SIGN);
            seen.clear();
            for token in &tokens[sentence.tokens()] {
                let number = match token.kind {
                    Kind::Word(number) => number,
                    Kind::Number => self.number("0"),
                    Kind::Address => self.number("www"),
                    Kind::Sign(sign) => self.sign(sign),
                };
                let first = text[token.range()].chars().next().unwrap_or(' ');
                seen.push(Seen { number, first, word: token.is_word() });
            }
            tagger::tag(&seen, &self.signs, &mut tags);
        }
        tags.resize(tokens.len(), Tag::SIGN);
        tags
    }

    /// The number of a sign. Most signs are one of a few.
    fn sign(&mut self, sign: char) -> u32 {
        if let Some((_, number)) = self.known_signs.iter().find(|(known, _)| *known == sign) {
            return *number;
        }
        let number = self.number(sign.encode_utf8(&mut [0; 4]));
        if self.known_signs.len() < 16 {
            self.known_signs.push((sign, number));
        }
        number
    }

    fn number(&mut self, written: &str) -> u32 {
        if let Some(number) = self.known.get(written) {
            return *number;
        }
        let lower: String =
            written.to_lowercase().chars().map(|c| if words::is_apostrophe(c) { '\'' } else { c }).collect();
        let number = self.known.get(lower.as_str()).copied().unwrap_or_else(|| {
            let number = self.words.len() as u32;
            self.words.push(lexicon::look_up(&lower));
            self.signs.push(Signs::of(&lower));
            self.names.push(lower.clone().into_boxed_str());
            self.known.insert(lower.into_boxed_str(), number);
            number
        });
        self.known.insert(written.into(), number);
        number
    }
}

impl Reading<'_> {
    pub(super) fn word(&self, token: usize) -> Option<&Word> {
        match self.tokens.get(token)?.kind {
            Kind::Word(number) => self.words.get(number as usize),
            _ => None,
        }
    }

    pub(super) fn has(&self, token: usize, role: Roles) -> bool {
        self.word(token).is_some_and(|w| w.roles.has(role))
    }

    /// The kind of a token; a sign beyond the last.
    pub(super) fn tag(&self, token: usize) -> Tag {
        self.tags.get(token).copied().unwrap_or(Tag::SIGN)
    }

    /// The word in small letters; empty for what is none.
    pub fn name(&self, token: usize) -> &str {
        match self.tokens.get(token).map(|t| t.kind) {
            Some(Kind::Word(number)) => self.names.get(number as usize).map_or("", |n| n),
            _ => "",
        }
    }

    /// As it was written.
    pub fn written(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| &self.text[t.range()])
    }

    /// The counts of all sentences.
    pub fn counts(&self) -> Counts {
        self.sentences.iter().fold(Counts::default(), |all, s| all.and(self.counts_of(s)))
    }

    /// The counts of one sentence.
    pub fn counts_of(&self, sentence: &Sentence) -> Counts {
        let mut counts = Counts { words: sentence.words, ..Counts::default() };
        if !sentence.is_fragment() {
            counts.sentences = 1;
            counts.words_in_sentences = sentence.words;
            counts.longest = sentence.words;
        }
        let mut clauses = 1;
        let mut first = true;
        for i in sentence.tokens() {
            let token = self.tokens[i];
            let Some(word) = self.word(i) else {
                counts.syllables += u32::from(token.is_word());
                first &= !token.is_word();
                continue;
            };
            counts.syllables += u32::from(word.syllables);
            counts.long_words += u32::from(word.letters > 6);
            counts.rated += 1;
            counts.zipf += u64::from(if word.zipf > 0 { word.zipf } else { frequency::RARE - 50 });
            let joined = i > 0 && self.has(i - 1, Roles::COORDINATOR);
            clauses += u32::from(word.roles.has(Roles::SUBORDINATOR) && !first)
                + u32::from(joined && word.roles.has(Roles::AUXILIARY));
            let name = !first && self.written(i).starts_with(char::is_uppercase);
            first = false;
            if word.roles.has(Roles::FUNCTION) || name {
                continue;
            }
            counts.content += 1;
            counts.content_zipf += u64::from(word.content_zipf);
            counts.rare += u32::from(word.content_zipf < frequency::RARE);
            counts.abstract_words += u32::from(word.roles.has(Roles::ABSTRACT));
        }
        counts.clauses = clauses;
        counts
    }

    /// All remarks on all sentences, in the order of their places.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for sentence in &self.sentences {
            passive::find(self, sentence, &mut remarks);
            nominal::find(self, sentence, &mut remarks);
            phrases::find(self, sentence, &mut remarks);
            clause::find(self, sentence, &mut remarks);
        }
        remarks.extend(phrases::letters(self));
        remarks.sort_by_key(|r| (r.start, r.end, r.kind));
        remarks
    }

    /// Every word with its syllables: as it is written, and in small letters.
    pub fn syllables(&self) -> BTreeMap<&str, u32> {
        let mut found = BTreeMap::new();
        for (i, token) in self.tokens.iter().enumerate().filter(|(_, t)| t.is_word()) {
            let syllables = self.word(i).map_or(1, |w| u32::from(w.syllables));
            found.insert(&self.text[token.range()], syllables);
            if let Kind::Word(number) = token.kind {
                found.insert(&self.names[number as usize], syllables);
            }
        }
        found
    }
}
