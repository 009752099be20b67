//! Sites to files: HTML that is made once per section, filled for each page, in the shell of a theme.
//!
//! In: a [`Site`] and a [`Renderer`], which holds what all sites share. Out: an [`Output`]. Nothing here judges
//! content, and nothing touches the disk.

mod address;
mod block;
mod context;
mod directory;
mod fill;
mod head;
mod house_style;
mod hyphens;
mod list_values;
mod page;
mod page_values;
mod search;
mod site;
mod system;
mod template;
mod terms;
mod theme;
mod values;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostics;
use crate::overlay::Site;
use crate::set::InformationSet;
use crate::set::document::SectionKey;
use crate::source::{Audience, Sources};

pub use block::SectionHtml;
pub use directory::Listing;
pub use fill::Key;
pub use template::{Hole, Template};
pub use theme::Theme;

/// A file that is no page: path below the site and content.
pub type Asset = (String, Arc<[u8]>);

/// The files of one site.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The pages.
    pub pages: Vec<Rendered>,
    /// Style sheets, images and documents: path below the site and content.
    pub assets: Vec<Asset>,
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
    hyphens: hyphens::Hyphens,
    /// Style sheet and scripts, the same for all sites of an audience.
    shared: BTreeMap<Audience, Vec<Asset>>,
    /// The bytes of images and documents, by path below the set's root.
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Renderer {
    /// Makes the HTML of every section of the set, once.
    pub fn new(set: &InformationSet, sources: &Sources) -> (Self, Diagnostics) {
        let (theme, findings) = Theme::load(sources);
        let terms = terms::TermFinder::new(&set.registers.terms);
        let lock = template::lock();
        let hyphens = hyphens::Hyphens::new(theme.text("basis/afbreken.txt"));
        let emitter = block::Emitter { terms: &terms, lock: &lock, hyphens: &hyphens };
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
        let shared = Audience::ALL.into_iter().map(|audience| (audience, shared(&theme, audience))).collect();
        (Self { sections, theme, hyphens, shared, files: files.collect() }, findings)
    }

    /// Makes the files of one site.
    pub fn render(&self, site: &Site<'_>) -> (Output, Diagnostics) {
        let mut findings = Diagnostics::default();
        let output = site::render(self, site, &mut findings);
        (output, findings)
    }
}

/// Style sheet and scripts of the sites of an audience.
fn shared(theme: &Theme, audience: Audience) -> Vec<Asset> {
    let own = format!("{audience}/stijl.css");
    let style = format!("{}{}", lean(theme.text("basis/stijl.css")), lean(theme.text(&own)));
    let scripts = ["hulp.js", "zoek.js"].map(|name| (name, lean(theme.text(&format!("basis/{name}")))));
    let files = [("stijl.css", style)].into_iter().chain(scripts);
    files.map(|(name, text)| (name.to_owned(), Arc::from(text.into_bytes()))).collect()
}

/// A style sheet or script without its indents, empty lines, and lines of comment: what a reader's phone need not load.
fn lean(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//"));
    let mut lean = String::with_capacity(text.len());
    let mut comment = false;
    for line in lines {
        comment |= line.starts_with("/*");
        if !comment {
            lean.push_str(line);
            lean.push('\n');
        }
        comment &= !line.ends_with("*/");
    }
    lean
}
