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
mod marks;
mod page;
mod page_values;
mod provenance;
mod search;
mod shell;
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
use crate::set::document::{Document, SectionKey};
use crate::set::register::Term;
use crate::source::{Audience, FileId, Sources};

pub use address::{address, tracks};
pub use block::SectionHtml;
pub use directory::Listing;
pub use fill::Key;
pub use marks::Marks;
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
#[derive(Clone)]
pub struct Renderer {
    sections: Sections,
    /// For which terms the sections were made.
    terms: Vec<Term>,
    finder: Arc<terms::TermFinder>,
    theme: Arc<Theme>,
    theme_findings: Diagnostics,
    hyphens: Arc<hyphens::Hyphens>,
    /// Style sheet and scripts, the same for all sites of an audience.
    shared: BTreeMap<Audience, Vec<Asset>>,
    /// The bytes of fonts and the texts of their licences.
    fonts: BTreeMap<FileId, Arc<[u8]>>,
    /// The bytes of images and documents, by path below the set's root.
    files: BTreeMap<String, Arc<[u8]>>,
}

/// The HTML of the sections of one text, by their numbers.
type TextHtml = HashMap<u32, SectionHtml>;

/// The HTML of every section, by the number of the file: a text that did not change is made once for all editions of
/// the set.
#[derive(Clone, Default)]
pub(crate) struct Sections(Vec<Option<Arc<TextHtml>>>);

impl Sections {
    /// The HTML of a section.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "asked like the map that it is")]
    pub(crate) fn get(&self, key: &SectionKey) -> Option<&SectionHtml> {
        self.of(key.file)?.get(&key.number)
    }

    fn of(&self, file: FileId) -> Option<&Arc<TextHtml>> {
        self.0.get(file.0 as usize)?.as_ref()
    }

    fn put(&mut self, file: FileId, made: Arc<TextHtml>) {
        let at = file.0 as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, None);
        }
        self.0[at] = Some(made);
    }
}

/// The address of each text, by the number of its file.
fn addresses(set: &InformationSet) -> Vec<*const Document> {
    let texts = set.documents();
    let most = texts.iter().map(|(file, _)| file.0 as usize + 1).max().unwrap_or(0);
    let mut all = vec![std::ptr::null(); most];
    texts.into_iter().for_each(|(file, document)| all[file.0 as usize] = std::ptr::from_ref(document));
    all
}

/// A set as it was before, with what was made of it.
pub struct Before<'a> {
    /// The set.
    pub set: &'a InformationSet,
    /// Its files.
    pub sources: &'a Sources,
    /// What was made of it.
    pub renderer: &'a Renderer,
}

impl Renderer {
    /// Makes the HTML of every section of the set, once.
    pub fn new(set: &InformationSet, sources: &Sources) -> (Self, Diagnostics) {
        Self::after(None, set, sources)
    }

    /// The same, with what can be taken over from the set as it was before: the HTML of texts that are the same ones,
    /// and themes that are the same files.
    pub fn after(before: Option<&Before<'_>>, set: &InformationSet, sources: &Sources) -> (Self, Diagnostics) {
        let same_theme = before.filter(|b| Theme::is_same(b.sources, sources));
        let (theme, findings) = match same_theme.map(|b| b.renderer) {
            Some(known) => (Arc::clone(&known.theme), known.theme_findings.clone()),
            None => {
                let (theme, findings) = Theme::load(sources);
                (Arc::new(theme), findings)
            }
        };
        let same_terms = before.map(|b| b.renderer).filter(|known| known.terms == set.registers.terms);
        let finder = same_terms
            .map_or_else(|| Arc::new(terms::TermFinder::new(&set.registers.terms)), |known| Arc::clone(&known.finder));
        let lock = template::lock();
        let same = same_theme.map(|b| b.renderer);
        let hyphens = same.map_or_else(
            || Arc::new(hyphens::Hyphens::new(theme.text("basis/afbreken.txt"))),
            |known| Arc::clone(&known.hyphens),
        );
        let marks = Marks::default();
        let emitter = block::Emitter { terms: &finder, lock: &lock, hyphens: &hyphens, marks: &marks };
        // Both sets are there, so one address is one text. Where a word may break is told by the theme.
        let known = same_theme.filter(|_| same_terms.is_some());
        let same_text = known.map(|b| (addresses(b.set), &b.renderer.sections));
        let mut sections = Sections::default();
        let mut new = Vec::new();
        for (file, document) in set.documents() {
            let kept = same_text
                .as_ref()
                .filter(|(texts, _)| texts.get(file.0 as usize).is_some_and(|known| std::ptr::eq(*known, document)));
            match kept.and_then(|(_, sections)| sections.of(file)) {
                Some(made) => sections.put(file, Arc::clone(made)),
                None => new.push((file, document)),
            }
        }
        let made: Vec<_> = new
            .par_iter()
            .map(|(file, document)| {
                let sections = document.all_sections().into_iter();
                (*file, Arc::new(sections.map(|s| (s.key.number, emitter.section(s))).collect()))
            })
            .collect();
        made.into_iter().for_each(|(file, made)| sections.put(file, made));
        let files = set.files.iter().filter_map(|(path, asset)| {
            let bytes = sources.file(asset.file).bytes.clone()?;
            Some((path.clone(), bytes))
        });
        let font_files = set.fonts.values().flat_map(|f| [f.file, f.licence]).map(|id| (id, sources.file(id)));
        let fonts = font_files.map(|(id, f)| (id, f.bytes.clone().unwrap_or_else(|| Arc::from(f.text.as_bytes()))));
        let fonts = fonts.collect();
        let theme_findings = findings.clone();
        let shared = same.map_or_else(
            || Audience::ALL.into_iter().map(|audience| (audience, shared(&theme, audience))).collect(),
            |known| known.shared.clone(),
        );
        let terms = set.registers.terms.clone();
        (
            Self { sections, terms, finder, theme, theme_findings, hyphens, shared, fonts, files: files.collect() },
            findings,
        )
    }

    /// The same, with places pointed out in the texts of the set.
    #[must_use]
    pub fn marked(&self, set: &InformationSet, marks: &Marks) -> Self {
        let lock = template::lock();
        let emitter = block::Emitter { terms: &self.finder, lock: &lock, hyphens: &self.hyphens, marks };
        let mut marked = self.clone();
        for (file, document) in set.documents().into_iter().filter(|(file, _)| marks.are_in(*file)) {
            let sections = document.all_sections().into_iter();
            let made = sections.map(|s| (s.key.number, emitter.section(s))).collect();
            marked.sections.put(file, Arc::new(made));
        }
        marked
    }

    /// Makes the files of one site.
    pub fn render(&self, site: &Site<'_>) -> (Output, Diagnostics) {
        let mut findings = Diagnostics::default();
        let output = site::render(self, site, None, &mut findings);
        (output, findings)
    }

    /// Makes the page at `path` below the site, as [`Renderer::render`] would, and the findings that it met; `None`
    /// when the site has no such page.
    pub fn page(&self, site: &Site<'_>, path: &str) -> (Option<Rendered>, Diagnostics) {
        let mut findings = Diagnostics::default();
        let output = site::render(self, site, Some(path), &mut findings);
        (output.pages.into_iter().find(|page| page.path == path), findings)
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
