//! Sites to files: HTML that is made once per section, filled for each page, in the shell of a theme.
//!
//! In: a [`Site`] and a [`Renderer`], which holds what all sites share. Out: an [`Output`]. Nothing here judges
//! content, and nothing touches the disk.

mod address;
mod block;
mod context;
mod directory;
mod fill;
mod page;
mod site;
mod template;
mod terms;
mod theme;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::overlay::Site;
use crate::set::InformationSet;
use crate::set::document::SectionKey;
use crate::source::Sources;

pub use block::SectionHtml;
pub use directory::Listing;
pub use fill::Key;
pub use template::{Hole, Template};
pub use theme::Theme;

/// The files of one site.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The pages.
    pub pages: Vec<Rendered>,
    /// Style sheets, images and documents: path below the site and content.
    pub assets: Vec<(String, Arc<[u8]>)>,
}

impl Output {
    /// Every file of the site: path below it and content.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let pages = self.pages.iter().map(|p| (p.path.as_str(), p.html.as_bytes()));
        pages.chain(self.assets.iter().map(|(path, bytes)| (path.as_str(), &**bytes)))
    }
}

/// A page of the output.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Path below the site.
    pub path: String,
    /// The whole document.
    pub html: String,
    /// What of the set it shows.
    pub keys: BTreeSet<Key>,
}

/// What all sites share: the HTML of every section, and the themes.
pub struct Renderer {
    sections: HashMap<SectionKey, SectionHtml>,
    theme: Theme,
    /// The bytes of images and documents, by path below the set's root.
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Renderer {
    /// Makes the HTML of every section of the set, once.
    pub fn new(set: &InformationSet, sources: &Sources) -> (Self, Diagnostics) {
        let (theme, findings) = Theme::load(sources);
        let terms = terms::TermFinder::new(&set.registers.terms);
        let lock = template::lock();
        let emitter = block::Emitter { terms: &terms, lock: &lock };
        let documents = set.documents();
        let sections = documents
            .par_iter()
            .flat_map_iter(|(_, document)| document.all_sections())
            .map(|section| (section.key, emitter.section(section)))
            .collect();
        let files = set.files.iter().filter_map(|(path, asset)| {
            let bytes = sources.file(asset.file).bytes.clone()?;
            Some((path.clone(), bytes))
        });
        (Self { sections, theme, files: files.collect() }, findings)
    }

    /// Makes the files of one site.
    pub fn render(&self, site: &Site<'_>) -> (Output, Diagnostics) {
        let mut findings = Diagnostics::default();
        let output = site::render(self, site, &mut findings);
        (output, findings)
    }
}
