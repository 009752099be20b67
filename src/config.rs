//! `book.toml`, as values: what whoever runs the set decided. `parse` reads it.

use std::collections::BTreeMap;

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
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: "wegwijzer".to_owned(),
            authors: Vec::new(),
            description: String::new(),
            build_dir: "public".to_owned(),
            sites: BTreeMap::new(),
        }
    }
}
