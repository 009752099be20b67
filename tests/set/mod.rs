//! Small sets for tests: the folder `tests/basis` with the real themes, changed file by file in memory.
#![allow(dead_code, unreachable_pub, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::path::Path;

use wegwijzer::diagnostic::Severity;
use wegwijzer::load::load;
use wegwijzer::overlay::assemble;
use wegwijzer::overlay::base::{anchors, lock_path, lock_text};
use wegwijzer::parse::parse;
use wegwijzer::pipeline::{self, Report};
use wegwijzer::render::{Key, Renderer};
use wegwijzer::report::{Form, write};
use wegwijzer::source::{Audience, RawFile, Sources};

/// The day for which test sites are made.
pub const TODAY: &str = "2026-11-22";

/// The root of the package.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of the small set, with the themes of the package.
pub fn basis() -> Vec<RawFile> {
    let mut files = raw(&load(&root().join("tests/basis")).expect("tests/basis"));
    files.extend(raw(&load(root()).expect("the package")).into_iter().filter(|f| f.path.starts_with("themes/")));
    files
}

/// The files of a set that was read.
pub fn raw(sources: &Sources) -> Vec<RawFile> {
    sources.iter().map(|(_, f)| RawFile::text(&f.path, &f.text)).collect()
}

/// The small set with these files in it, new or in the place of others.
pub fn with(changes: &[(&str, &str)]) -> Sources {
    let mut files = basis();
    for (path, text) in changes {
        files.retain(|f| f.path != *path);
        files.push(RawFile::text(path, text));
    }
    Sources::new(files)
}

/// The files as a set in which every region has confirmed what it wrote, unless it says itself what it confirmed.
pub fn confirmed(mut files: Vec<RawFile>) -> Sources {
    let sources = Sources::new(files.clone());
    let (set, _) = parse(&sources);
    for region in &set.regions {
        let (anchors, path) = (anchors(&set, region), lock_path(region));
        if !anchors.is_empty() && !files.iter().any(|f| f.path == path) {
            let text = lock_text(&sources, &anchors, TODAY.parse().expect("a date"), |_| true);
            files.push(RawFile::text(&path, &text));
        }
    }
    Sources::new(files)
}

/// The small set with one file changed by `edit`.
pub fn edited(path: &str, edit: impl Fn(&str) -> String) -> Sources {
    let text = text_of(path);
    with(&[(path, &edit(&text))])
}

/// The text of a file of the small set.
pub fn text_of(path: &str) -> String {
    std::fs::read_to_string(root().join("tests/basis").join(path)).expect(path)
}

/// Checks a set.
pub fn check(sources: &Sources) -> Report {
    pipeline::check(sources, TODAY.parse::<jiff::civil::Date>().expect("a date"))
}

/// The findings, one line each.
pub fn lines(sources: &Sources) -> String {
    write(Form::Regel, &check(sources).diagnostics.without_info(), sources, false)
}

/// The same, with what is only good to know of one kind.
pub fn lines_with(sources: &Sources, code: &str) -> String {
    let all = check(sources).diagnostics;
    let told = all.iter().filter(|d| d.severity > Severity::Info || d.rule.code == code).cloned();
    write(Form::Regel, &told.collect(), sources, false)
}

/// Every page of every site, as the preview would show it: also of sites that an error keeps back.
pub fn pages(sources: &Sources) -> BTreeMap<String, String> {
    rendered(sources).into_iter().map(|(path, (text, _))| (path, text)).collect()
}

/// The same with the keys of each page: what of the set it shows.
pub fn rendered(sources: &Sources) -> BTreeMap<String, (String, Vec<Key>)> {
    let (set, _) = parse(sources);
    let (renderer, _) = Renderer::new(&set, sources);
    let mut pages = BTreeMap::new();
    for region in &set.regions {
        for audience in Audience::ALL {
            let (site, _) = assemble(&set, region, audience, TODAY.parse().expect("a date"));
            let (output, _) = renderer.render(&site);
            for page in output.pages {
                let keys = page.keys.into_iter().collect();
                pages.insert(format!("{}/{audience}/{}", region.folder, page.path), (page.html, keys));
            }
        }
    }
    pages
}

/// The text of a page: what stands between the tags of `main`.
pub fn main_of(html: &str) -> &str {
    let start = html.find("<main").and_then(|i| html[i..].find('\n').map(|j| i + j + 1)).unwrap_or(0);
    &html[start..html.find("</main>").unwrap_or(html.len())]
}
