//! The preview's own pages: templates and styles that are part of the program, so that they need no theme.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, Value};

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
            ("elders.html", include_str!("web/elders.html")),
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
        tera.register_filter("code", |text: &str, _: Kwargs, _: &State<'_>| Value::safe_string(&coded(text)));
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

/// A text of our own as HTML. Above an example stands in which file it would be.
pub(super) fn manual(text: &str) -> String {
    let named = |event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(file))) if !file.is_empty() => {
            let name = Event::InlineHtml(format!("<p class=\"plek\">{}</p>\n", escaped(&file)).into());
            vec![name, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))]
        }
        event => vec![event],
    };
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, Parser::new(text).flat_map(named));
    out
}

/// A message as HTML: what stands between backticks is a name.
pub(super) fn coded(message: &str) -> String {
    // One that is never closed is no mark.
    if message.matches('`').count() % 2 == 1 {
        return escaped(message);
    }
    let name = |(i, piece)| if i % 2 == 1 { format!("<code>{}</code>", escaped(piece)) } else { escaped(piece) };
    message.split('`').enumerate().map(name).collect()
}

/// Text as HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string can't fail.
    let _ = pulldown_cmark_escape::escape_html(&mut out, text);
    out
}
