//! What stands beside the pages of a site: images, styles, scripts, and what machines read: the icon, robots.txt, sitemap.xml, response headers, the page for what is not there.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::fill::{Key, published};
use super::house_style::{self, FONT};
use super::search;
use super::site::Press;
use super::template::{Template, escaped};
use super::theme::Value;
use super::{Asset, Renderer};

/// The policy of every page, as `meta`. A host adds `frame-ancestors`, which only counts as a header.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

/// The response headers of a folder, in the form that many static hosts read.
pub(super) fn headers(fictional: bool) -> String {
    let mut text = format!(
        "/*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n  Referrer-Policy: no-referrer\n  X-Content-Type-Options: nosniff\n  Permissions-Policy: camera=(), geolocation=(), microphone=()\n  Cross-Origin-Opener-Policy: same-origin\n"
    );
    if fictional {
        text.push_str("  X-Robots-Tag: noindex\n");
    }
    text
}

impl Press<'_, '_> {
    /// Images and documents that a page of the site shows, and no others; styles, scripts, and what machines read.
    pub(super) fn files(&mut self, renderer: &Renderer) {
        let keys = self.output.pages.iter().flat_map(|p| &p.keys);
        let mut shown: BTreeSet<&str> = keys
            .filter_map(|key| match key {
                Key::File(path) => Some(path.as_str()),
                _ => None,
            })
            .collect();
        let profile = &self.view.site.region.profile;
        shown.extend(profile.style.logo.iter().map(|l| l.value.as_str()));
        shown.extend(profile.faces.iter().filter_map(|f| f.photo.as_ref()).map(|p| p.value.as_str()));
        let found = shown.into_iter().filter_map(|path| Some((published(path), renderer.files.get(path)?.clone())));
        let found: Vec<Asset> = found.collect();
        self.output.assets.extend(found);
        let font = profile.style.font.as_ref().and_then(|f| self.view.site.set.fonts.get(&f.value));
        for (file, name) in font.into_iter().flat_map(|f| [(f.file, FONT), (f.licence, "lettertype.txt")]) {
            self.output.assets.extend(renderer.fonts.get(&file).map(|bytes| (name.to_owned(), bytes.clone())));
        }
        let own = house_style::css(&profile.style, font);
        self.output.assets.push(("huisstijl.css".to_owned(), Arc::from(own.into_bytes())));
        let shared = renderer.shared.get(&self.view.site.id.audience);
        self.output.assets.extend(shared.into_iter().flatten().cloned());
        self.head_files();
    }

    fn head_files(&mut self) {
        let base = self.values.adres.clone();
        let mut files = vec![("_headers", headers(self.values.fictief))];
        let color = house_style::color(&self.view.site.region.profile.style).to_string();
        let values = [("kleur", Value::from(color)), ("site", self.context.clone())];
        if self.theme.has("basis/icoon.html") {
            files.push(("icoon.svg", self.theme.render("basis/icoon.html", values, self.findings)));
        }
        let mut robots = String::from("User-agent: *\nAllow: /\n");
        if let Some(base) = &base {
            let _ = writeln!(robots, "Sitemap: {base}sitemap.xml");
            files.push(("sitemap.xml", self.sitemap(base)));
            files.push(("wijzigingen.xml", self.feed(base)));
        }
        files.push(("robots.txt", robots));
        files.push(("zoek.json", search::index(self)));
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), Arc::from(text.into_bytes())));
        self.output.assets.extend(files);
    }

    /// Every page that a reader can come in by.
    fn sitemap(&self, base: &str) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for page in &self.output.pages {
            // Old addresses and the page for what is not there are no places to come in by.
            let Some(at) = page.path.strip_suffix("index.html").filter(|_| page.html.contains("<main")) else {
                continue;
            };
            let _ = writeln!(xml, "<url><loc>{}</loc></url>", escaped(&format!("{base}{at}")));
        }
        xml.push_str("</urlset>\n");
        xml
    }

    /// The page for what is not there stands at any depth. Of a site with an address its links begin at that site's
    /// path; a made-up site has none that counts.
    pub(super) fn not_found_root(&self) -> String {
        let path = self.values.adres.as_deref().filter(|_| !self.values.fictief);
        let path = path.and_then(|a| a.strip_prefix("https://")).and_then(|a| a.find('/').map(|i| a[i..].to_owned()));
        path.unwrap_or_else(|| "./".to_owned())
    }
}

/// The title and the first paragraph of a page that the theme wrote: between `h1` and in `p class="intro"`.
pub(super) fn title_and_summary(html: &str) -> (String, String) {
    let between = |open: &str, close: &str| {
        let start = html.find(open)? + open.len();
        Some(html[start..start + html[start..].find(close)?].trim().to_owned())
    };
    let title = between("<h1>", "</h1>").unwrap_or_default();
    let summary = between("<p class=\"intro\">", "</p>").unwrap_or_else(|| title.clone());
    (title, summary)
}

/// A template without holes of its own.
pub(super) fn plain(html: &str) -> Template {
    Template::from_theme(html)
}
