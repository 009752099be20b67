//! Dutch as a language: words, sentences, syllables, frequencies, figures of readability, and what can be seen of a
//! sentence without a parser.
//!
//! In: a text. Out: [`Reading`]: its tokens and sentences by offset; [`Counts`] and [`Figures`] of it; and [`Remark`]s,
//! each with its place. Nothing here knows what a page, a file or a rule is. The word lists stand in `data/`, one line
//! for a word, with their licences beside them.

mod abbreviation;
mod address;
mod agent;
mod clause;
mod figures;
mod frequency;
mod level;
mod lexicon;
mod lines;
mod nominal;
mod passive;
mod phrases;
mod reader;
mod sentences;
mod spoken;
mod syllables;
mod tagger;
mod words;

pub use figures::{Counts, Figures};
pub use level::{ENOUGH, Grade, Level, Limits, Profile, difficulty, level};
pub use reader::{Reader, Reading, Remark, RemarkKind};
pub use sentences::Sentence;
pub use syllables::syllables;
pub use words::{Kind, PLACEHOLDER, Token};
