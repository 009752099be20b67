//! The preview's own pages: templates and styles that are part of the program, so that they need no theme.

use serde::Serialize;
use tera::{Context, Tera};

use super::Answer;

/// The style of our own pages, and of what we put on the pages of a site.
pub(super) const STYLE: &str = include_str!("web/stijl.css");
/// Waits for news, reloads, shows the bar.
pub(super) const SCRIPT: &str = include_str!("web/voorvertoning.js");

/// Our templates.
pub(super) struct Web {
    tera: Tera,
}

impl Web {
    pub(super) fn new() -> Self {
        let mut tera = Tera::new();
        let templates = [
            ("kader.html", include_str!("web/kader.html")),
            ("overzicht.html", include_str!("web/overzicht.html")),
            ("bevindingen.html", include_str!("web/bevindingen.html")),
            ("bevinding.html", include_str!("web/bevinding.html")),
            ("bericht.html", include_str!("web/bericht.html")),
            ("nakijken.html", include_str!("web/nakijken.html")),
            ("uitleg.html", include_str!("web/uitleg.html")),
            ("vel.html", include_str!("web/vel.html")),
            ("gevonden.html", include_str!("web/gevonden.html")),
            ("pakket.html", include_str!("web/pakket.html")),
            ("inhoud.html", include_str!("web/inhoud.html")),
            ("ondertekening.html", include_str!("web/ondertekening.html")),
            ("oordeel.html", include_str!("web/oordeel.html")),
            ("landelijk.html", include_str!("web/landelijk.html")),
            ("woorden.html", include_str!("web/woorden.html")),
            ("verschil.html", include_str!("web/verschil.html")),
            ("formulier.html", include_str!("web/formulier.html")),
        ];
        // They are part of the program: a test fills each of them.
        let added = tera.add_raw_templates(templates);
        debug_assert!(added.is_ok(), "{added:?}");
        Self { tera }
    }

    /// Fills a template.
    pub(super) fn page(&self, status: u16, name: &str, values: &impl Serialize) -> Answer {
        match Context::from_serialize(values).and_then(|context| self.tera.render(name, &context)) {
            Ok(html) => Answer::new(status, "html", html.into_bytes()),
            Err(error) => Answer::text(500, &format!("een fout van wegwijzer zelf; meld dit: {error}")),
        }
    }
}

/// Text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string can't fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
