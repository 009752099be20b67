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
    /// `[rules]`: what weighs more or less here than it does by itself.
    pub levels: Vec<Level>,
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
            levels: Vec::new(),
        }
    }
}
