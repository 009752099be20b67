//! `book.toml`, as values: what whoever runs the set decided. `parse` reads it.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::source::{Audience, Spanned};

/// What `book.toml` says.
#[derive(Clone, Debug)]
pub struct Config {
    /// `[book] title`
    pub title: String,
    /// `[book] authors`
    pub authors: Vec<String>,
    /// `[book] description`
    pub description: String,
    /// `[build] build-dir`, below the set's root.
    pub build_dir: String,
    /// `[sites.ouders]` and `[sites.jongeren]`.
    pub sites: BTreeMap<Audience, SiteConfig>,
    /// `[lettertypen]`: the fonts that a region may choose, each with its family name.
    pub fonts: Vec<(Spanned<String>, String)>,
    /// `[rules]`: what weighs more or less here than it does by itself.
    pub levels: Vec<Level>,
    /// `[publication]`
    pub publication: Publication,
}

/// Who has to sign a kind of text, and for how long that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// `handtekeningen`: the roles that have to sign, each by somebody else.
    pub needs: Vec<String>,
    /// `termijn`: months after which a signature has to be given again.
    pub months: i64,
    /// `uitstel`: days after that in which the text is still shown as it was.
    pub grace: i64,
}

/// When a text goes out.
#[derive(Clone, Debug)]
pub struct Publication {
    /// `concept = "melding"`: for real regions a text that nobody signed goes out with a notice; else it stays behind.
    pub drafts_with_notice: bool,
    /// Per kind of text: `A`, `B`, `C`, `D`, `E`, `feiten`, `nood`, `bronnen`.
    pub terms: BTreeMap<String, Terms>,
}

/// The kinds of text with their terms when `book.toml` says nothing: name, signatures, months, days of grace.
pub const TERMS: [(&str, &[&str], i64, i64); 8] = [
    ("A", &["inhoud", "redactie", "panel"], 12, 60),
    ("B", &["inhoud", "redactie", "panel"], 24, 60),
    ("C", &["regio", "regio"], 12, 60),
    ("D", &["redactie"], 24, 365),
    ("E", &["controle"], 6, 90),
    ("feiten", &["inhoud", "redactie"], 12, 60),
    ("nood", &["controle"], 3, 0),
    ("bronnen", &[], 12, 60),
];

impl Default for Publication {
    fn default() -> Self {
        let terms = TERMS.iter().map(|(name, needs, months, grace)| {
            let needs = needs.iter().map(|n| (*n).to_owned()).collect();
            ((*name).to_owned(), Terms { needs, months: *months, grace: *grace })
        });
        Self { drafts_with_notice: false, terms: terms.collect() }
    }
}

impl Publication {
    /// The terms of a kind of text.
    pub fn of(&self, kind: &str) -> &Terms {
        &self.terms[kind]
    }
}

/// How much a kind of finding weighs in this set.
#[derive(Clone, Debug)]
pub struct Level {
    /// The code of the finding.
    pub code: Spanned<String>,
    /// For the texts of these readers; for all texts when not said.
    pub audience: Option<Audience>,
    /// The weight; `None` for `uit`.
    pub severity: Option<Severity>,
}

/// How the sites of one audience behave in every region.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// `strook`: the passage on every page, for safety.
    pub strip: Option<Spanned<String>>,
    /// `contact`: the page about contact, to which every page leads.
    pub contact: Option<Spanned<String>>,
    /// `snel-weg`: where the exit leads; without it there is none.
    pub exit: Option<String>,
    /// `verplicht`: the pages that every site has.
    pub required: Vec<Spanned<String>>,
    /// `nood`: the contacts whose number stands in the strip.
    pub safety: Vec<Spanned<String>>,
    /// `buiten-onderwijs`: subjects that others help with; their pages lead on.
    pub outside: Vec<Spanned<String>>,
    /// `doelgroepen`: the groups for whom there has to be a page.
    pub groups: Vec<Spanned<String>>,
    /// `doen`: how the heading above the next step begins.
    pub action: Vec<Spanned<String>>,
    /// `passages`: what a page has to show, as pairs of page and passage.
    pub passages: Vec<(Spanned<String>, Spanned<String>)>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "wegwijzer".to_owned(),
            authors: Vec::new(),
            description: String::new(),
            build_dir: "public".to_owned(),
            sites: BTreeMap::new(),
            fonts: Vec::new(),
            levels: Vec::new(),
            publication: Publication::default(),
        }
    }
}
