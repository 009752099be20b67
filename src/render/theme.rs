//! The themes: Tera templates and style sheets, and the values that a template gets.
//!
//! The templates of a theme know these types and nothing else. A template error becomes a finding in the theme's file.

use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use tera::Value;
use tera::{Context, ErrorKind, Tera};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span, Spanned};

/// What no theme can do without: templates, style sheets and scripts.
const NEEDED: &[&str] = &[
    "basis/site.html",
    "basis/pagina.html",
    "basis/verhuisd.html",
    "basis/vak-contact.html",
    "basis/vak-gezichten.html",
    "basis/vak-scholen.html",
    "basis/vak-spreekuur.html",
    "basis/stijl.css",
    "basis/hulp.js",
    "basis/zoek.js",
    "ouders/start.html",
    "jongeren/start.html",
    "jongeren/spoor.html",
    "overzicht/index.html",
];

/// Kinds of files of a theme.
const KINDS: [&str; 5] = ["html", "css", "js", "svg", "txt"];

/// The templates, style sheets, scripts and drawings of a set.
pub struct Theme {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    /// Style sheets, scripts, drawings and lists by path below `themes/`.
    pub(super) texts: BTreeMap<String, String>,
}

impl Theme {
    /// Reads the themes; a template that can't be read is a finding.
    pub fn load(sources: &Sources) -> (Self, Diagnostics) {
        let mut findings = Diagnostics::default();
        let mut theme = Self { tera: Tera::new(), files: BTreeMap::new(), texts: BTreeMap::new() };
        let mut templates = Vec::new();
        for (id, file) in sources.iter() {
            let Some(name) = file.path.strip_prefix("themes/") else {
                continue;
            };
            match name.rsplit_once('.').map(|(_, ending)| ending) {
                Some("html") => {
                    theme.files.insert(name.to_owned(), id);
                    templates.push((name.to_owned(), file.text.clone()));
                }
                Some(kind) if KINDS.contains(&kind) => {
                    theme.texts.insert(name.to_owned(), file.text.clone());
                }
                // A font is no theme's own, but the operator's: `parse` reads it.
                Some("woff2") if name.starts_with("lettertypen/") => {}
                // The handbook of the themes stands beside them.
                _ if name == "README.md" => {}
                _ => findings.push(
                    Diagnostic::new(
                        &catalogue::STRAY_FILE,
                        Span::new(id, 0, 0),
                        "een thema bestaat uit `.html`, `.css`, `.js`, `.svg` en `.txt`",
                    )
                    .help("haal dit bestand weg"),
                ),
            }
        }
        for name in NEEDED
            .iter()
            .filter(|n| !templates.is_empty() && !theme.files.contains_key(**n) && !theme.texts.contains_key(**n))
        {
            findings.push(
                Diagnostic::without_place(&catalogue::MISSING_FILE, format!("het thema heeft geen `themes/{name}`"))
                    .help("neem het bestand over uit een set die werkt"),
            );
        }
        if templates.is_empty() {
            findings.push(
                Diagnostic::without_place(&catalogue::MISSING_FILE, "er is geen thema in `themes/`")
                    .help("neem de map `themes/` over uit een set die werkt"),
            );
        }
        if let Err(error) = theme.tera.add_raw_templates(templates) {
            findings.push(theme.diagnose("", &error));
        }
        (theme, findings)
    }

    /// Whether two sets have the same themes.
    pub(super) fn is_same(a: &Sources, b: &Sources) -> bool {
        let files = |sources: &Sources| -> Vec<_> {
            let ours = sources.iter().filter(|(_, f)| f.path.starts_with("themes/"));
            ours.map(|(id, _)| (id, Arc::as_ptr(sources.shared(id)))).collect()
        };
        files(a) == files(b)
    }

    /// Fills the template `name`. Values that many pages share are made once and cheap to hand over again.
    pub(super) fn render<const N: usize>(
        &self,
        name: &str,
        values: [(&'static str, Value); N],
        findings: &mut Diagnostics,
    ) -> String {
        let mut context = Context::new();
        for (key, value) in values {
            context.insert_value(key, value);
        }
        self.tera.render(name, &context).unwrap_or_else(|error| {
            findings.push(self.diagnose(name, &error));
            String::new()
        })
    }

    /// A text of the theme; empty when it has none of that name.
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// Whether there is a template of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.files.contains_key(name)
    }

    /// The drawing of a page: that of its name, else of the first of its themes that has one, else the neutral one.
    /// A sensitive page has the neutral one, so that nobody sees from afar what it is about.
    pub(super) fn drawing(&self, slug: &str, themes: &[Spanned<String>], sensitive: bool) -> &str {
        let named = |name: &str| self.texts.get(&format!("jongeren/beelden/{name}.svg"));
        let own = (!sensitive).then(|| named(slug).or_else(|| themes.iter().find_map(|t| named(&t.value)))).flatten();
        own.or_else(|| named("algemeen")).map_or("", String::as_str)
    }

    fn diagnose(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let help = "kijk naar deze plek in het sjabloon; welke waarden er zijn staat in `themes/README.md`";
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let message = format!("dit sjabloon klopt niet: {}", in_dutch(report.message()));
                match self.files.get(report.filename()) {
                    Some(file) => {
                        let at = &report.span().range;
                        Diagnostic::new(&catalogue::BROKEN_TEMPLATE, Span::new(*file, at.start, at.end), message)
                            .help(help)
                    }
                    None => Diagnostic::without_place(&catalogue::BROKEN_TEMPLATE, message).help(help),
                }
            }
            other => {
                let told = other.to_string();
                let message = format!("het thema klopt niet: {}", told.lines().next().unwrap_or_default().trim());
                match self.files.get(name) {
                    Some(file) => {
                        Diagnostic::new(&catalogue::BROKEN_TEMPLATE, Span::new(*file, 0, 0), message).help(help)
                    }
                    None => Diagnostic::without_place(&catalogue::BROKEN_TEMPLATE, message).help(help),
                }
            }
        }
    }
}

/// What Tera says most often, in Dutch; the rest as it says it.
fn in_dutch(message: &str) -> String {
    match message.split_once('`').and_then(|(_, rest)| rest.split_once('`')) {
        Some((name, rest)) if rest.starts_with(" is not defined") => format!("de waarde `{name}` is er niet"),
        None if message == "Unexpected end of input" => {
            "het houdt op voordat een blok of een plek gesloten is".to_owned()
        }
        _ => message.to_owned(),
    }
}
