//! The values that templates of pages get that the generator makes itself: search, stories, words, changes.

use std::collections::BTreeMap;

use serde::Serialize;

use super::values::{DayContext, TermContext};

/// What the templates of pages that the generator makes itself get as `lijst`, each what it needs.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ListContext {
    /// Stories by subject.
    pub(super) verhalen: Vec<StoriesContext>,
    /// The glossary.
    pub(super) begrippen: Vec<TermContext>,
    /// Words that lead to pages, A to Z.
    pub(super) letters: Vec<LetterContext>,
    /// What changed, the last first.
    pub(super) wijzigingen: Vec<ChangeContext>,
    /// Title and short answer of every page, by group.
    pub(super) antwoorden: Vec<AnswersContext>,
    /// What the region put into its slots, ready, by the name of the slot.
    pub(super) vakken: BTreeMap<String, String>,
}

/// The stories on one subject.
#[derive(Clone, Debug, Serialize)]
pub(super) struct StoriesContext {
    /// The subject.
    pub(super) thema: String,
    /// Its id on the page.
    pub(super) id: String,
    /// The stories, ready.
    pub(super) html: String,
}

/// The words under a letter.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LetterContext {
    /// The letter.
    pub(super) letter: String,
    /// The words.
    pub(super) woorden: Vec<WordContext>,
}

/// A word and the pages to which it leads.
#[derive(Clone, Debug, Serialize)]
pub(super) struct WordContext {
    /// The word.
    pub(super) woord: String,
    /// The pages: title and address.
    pub(super) paginas: Vec<(String, String)>,
}

/// Something that changed.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeContext {
    /// When.
    pub(super) dag: DayContext,
    /// What.
    pub(super) tekst: String,
    /// The pages: title and address.
    pub(super) paginas: Vec<(String, String)>,
}

/// The short answers of a group.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnswersContext {
    /// The group.
    pub(super) titel: String,
    /// The pages.
    pub(super) paginas: Vec<AnswerContext>,
}

/// The short answer of a page.
#[derive(Clone, Debug, Serialize)]
pub(super) struct AnswerContext {
    /// Title.
    pub(super) titel: String,
    /// Address below the root.
    pub(super) adres: String,
    /// The short answer, ready.
    pub(super) kort: String,
}
