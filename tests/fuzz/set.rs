//! The small set of `tests/basis` with one file of any bytes.

use std::path::Path;
use std::sync::LazyLock;

use wegwijzer::load::load;
use wegwijzer::overlay::assemble;
use wegwijzer::parse::parse;
use wegwijzer::pipeline;
use wegwijzer::render::Renderer;
use wegwijzer::source::{Audience, RawFile, Sources};

static BASIS: LazyLock<Vec<RawFile>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let raw = |folder: &Path| -> Vec<RawFile> {
        let sources = load(folder).expect("a set");
        sources.iter().map(|(_, f)| RawFile::text(&f.path, &f.text)).collect()
    };
    let mut files = raw(&root.join("tests/basis"));
    files.extend(raw(&root).into_iter().filter(|f| f.path.starts_with("themes/")));
    files
});

/// Checks and renders the set with these bytes as the file at `path`.
pub fn try_bytes(path: &str, bytes: &[u8]) {
    let day = "2026-11-22".parse().expect("a day");
    let mut files = BASIS.clone();
    files.retain(|f| f.path != path);
    files.push(RawFile { path: path.to_owned(), bytes: Ok(bytes.to_vec()) });
    let sources = Sources::new(files);
    let report = pipeline::check(&sources, day);
    for span in report.diagnostics.iter().filter_map(|d| d.span) {
        assert!(sources.file(span.file).text.get(span.range()).is_some());
    }
    assert!(report.sites.iter().all(|s| s.outcome == pipeline::Outcome::Checked), "a site panicked");
    let (set, _) = parse(&sources);
    let (renderer, _) = Renderer::new(&set, &sources);
    for region in &set.regions {
        for audience in Audience::ALL {
            let (site, _) = assemble(&set, region, audience, day);
            let (output, _) = renderer.render(&site);
            if path.starts_with("regions/voorbeeld/ouders/") && audience == Audience::Ouders {
                let page = output.pages.iter().find(|p| p.path == "hulp/index.html").expect("the page");
                assert!(page.html.contains("geldt voor elke school."), "national text is gone");
            }
        }
    }
}
