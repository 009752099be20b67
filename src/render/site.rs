//! The files of one site: home, tracks, pages, and what belongs to them.
//!
//! The shell (head, header, contact, footer, safety strip) is made by the theme once per kind of page, with holes for
//! what differs per page; the frame of a page is made by the theme per page; the text is spliced into both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::{address, to_root, track_folder, tracks};
use super::fill::{Contents, Filler, Key};
use super::hyphens::Hyphens;
use super::page::body;
use super::page_values::page_context;
use super::provenance::{NOWHERE, unlink};
use super::shell::{self, Kind};
use super::template::{Hole, Template, escape_into, token};
use super::theme::{Theme, Value};
use super::values::{PageContext, SiteContext};
use super::{Output, Rendered, Renderer, Sections, context};
use crate::diagnostic::Diagnostics;
use crate::overlay::{Page, Site};
use crate::set::document::HOME;
use crate::set::sector::{Sector, Sectors};
use crate::source::Audience;

use xxhash_rust::xxh3::xxh3_64;

/// A site with what is ready to be shown of it.
pub(super) struct SiteView<'a, 's> {
    pub(super) site: &'a Site<'s>,
    pub(super) sections: &'a Sections,
    pub(super) theme: &'a Theme,
    pub(super) hyphens: &'a Hyphens,
    /// The slots that hold data of `regio.yaml`.
    pub(super) data_slots: BTreeMap<&'a str, Template>,
}

/// A page that is ready to be put into a shell.
pub(super) struct Ready<'t> {
    /// Its address below the root.
    pub(super) at: &'t str,
    /// Title and description, as HTML.
    pub(super) title: String,
    pub(super) summary: String,
    /// What stands between the tags of `main`.
    pub(super) inner: &'t Template,
    /// The short answer and the text.
    pub(super) lead: &'t str,
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    pub(super) keys: BTreeSet<Key>,
}

pub(super) struct Press<'a, 's> {
    pub(super) view: &'a SiteView<'a, 's>,
    pub(super) theme: &'a Theme,
    /// The site, as templates know it.
    pub(super) context: Value,
    pub(super) values: SiteContext,
    pub(super) shells: BTreeMap<Kind, Arc<Template>>,
    /// The safety strip, with a hole for the root.
    pub(super) strip: Option<String>,
    pub(super) output: Output,
    /// The one page that is wanted; all of them when it is not said.
    only: Option<&'a str>,
    pub(super) findings: &'a mut Diagnostics,
}

/// Makes every file of the site. When `only` one page is wanted, other pages may be missing.
pub(super) fn render(renderer: &Renderer, site: &Site<'_>, only: Option<&str>, findings: &mut Diagnostics) -> Output {
    let theme = &renderer.theme;
    let mut view =
        SiteView { site, sections: &renderer.sections, theme, hyphens: &renderer.hyphens, data_slots: BTreeMap::new() };
    let mut values = context::site(site);
    for slot in site.slots.keys().copied().filter(|s| site.is_data(s)) {
        let data = [
            ("site", Value::from_serializable(&values)),
            ("wortel", Value::from(token("wortel"))),
            ("niveau", Value::from(token("niveau"))),
        ];
        let html = theme.render(&format!("basis/vak-{slot}.html"), data, findings);
        view.data_slots.insert(slot, Template::from_theme(&html));
    }
    let view = &view;
    let mut filler = Filler::new(view, None, None, "");
    values.groepen = context::groups(&mut filler, None);
    let context = Value::from_serializable(&values);
    let strip = shell::safety_strip(view);
    let shells = BTreeMap::new();
    let mut press = Press { view, theme, context, values, shells, strip, output: Output::default(), only, findings };
    press.pages();
    press.system_pages();
    if only.is_none() {
        press.files(renderer);
    }
    press.output
}

impl<'s> Press<'_, 's> {
    /// Whether the page at this address is wanted.
    pub(super) fn wants(&self, at: &str) -> bool {
        self.only.is_none_or(|only| only.strip_suffix("index.html").unwrap_or(only) == at)
    }

    fn pages(&mut self) {
        let site = self.view.site;
        for page in site.pages.values() {
            if page.id.slug == HOME {
                self.page(page, None, &format!("{}/start.html", site.id.audience));
            } else if site.id.audience == Audience::Ouders {
                self.page(page, None, "basis/pagina.html");
            } else {
                for track in page.sectors.iter() {
                    self.page(page, Some(track), "basis/pagina.html");
                }
                if page.sectors == Sectors::BOTH {
                    self.choice(page);
                }
            }
            for old in &page.source.meta.old {
                self.redirects(page, &old.value);
            }
        }
        for track in tracks(site) {
            self.track(track);
        }
    }

    /// A page of the set, on one track or on none.
    fn page(&mut self, page: &Page<'s>, track: Option<Sector>, template: &str) {
        let site = self.view.site;
        let at = address(&page.id.slug, page.sectors, site.id.audience, track);
        if !self.wants(&at) {
            return;
        }
        let mut filler = Filler::new(self.view, Some(page), track, &at);
        filler.contents = (site.id.audience == Audience::Ouders).then(Contents::default);
        let (mut lead, mut text) = (String::new(), String::with_capacity(16_384));
        body(&mut filler, page, &mut lead, &mut text);
        let values = page_context(&mut filler, page);
        let html = self.inner(template, &filler.root, &values, self.context.clone());
        let inner = Template::from_theme(&html);
        let kind = Kind { here: self.here(page), track, sensitive: values.gevoelig, remarks: true };
        self.ready(&at, &values, &inner, (&lead, &text), kind, filler.keys);
    }

    /// The word of the menu for a page.
    fn here(&self, page: &Page<'_>) -> &'static str {
        let config = self.view.site.set.config.sites.get(&page.id.audience);
        let contact = config.and_then(|c| c.contact.as_ref()).is_some_and(|c| c.value == page.id.slug);
        match (page.id.slug.as_str(), contact) {
            (HOME, _) => "begin",
            (_, true) => "contact",
            _ => "",
        }
    }

    /// Old addresses of a page lead to it, on every track and without scripts.
    fn redirects(&mut self, page: &Page<'s>, old: &str) {
        let audience = self.view.site.id.audience;
        let tracks = tracks(self.view.site).into_iter().filter(|t| page.sectors.has(*t)).map(Some);
        for track in tracks.chain(std::iter::once(None)) {
            let at = address(old, Sectors::BOTH, audience, track);
            if !self.wants(&at) {
                continue;
            }
            let mut filler = Filler::new(self.view, Some(page), track, &at);
            let to = format!("{}{}", filler.root, address(&page.id.slug, page.sectors, audience, track));
            let title = filler.line(page.title());
            let values = [("titel", Value::from(title)), ("doel", Value::from(to))];
            let html = self.theme.render("basis/verhuisd.html", values, self.findings);
            self.output.pages.push(Rendered { path: format!("{at}index.html"), html, keys: filler.keys });
        }
    }

    /// Where a reader who comes from elsewhere chooses a track.
    fn choice(&mut self, page: &Page<'s>) {
        let at = format!("{}/", page.id.slug);
        if !self.wants(&at) {
            return;
        }
        let mut filler = Filler::new(self.view, Some(page), None, &at);
        let values = page_context(&mut filler, page);
        let kind = Kind { sensitive: values.gevoelig, here: self.here(page), ..Kind::default() };
        self.list("jongeren/kies.html", &at, &values, kind, self.context.clone(), filler);
    }

    /// The list of a track.
    fn track(&mut self, track: Sector) {
        let at = format!("{}/", track_folder(track));
        if !self.wants(&at) {
            return;
        }
        let mut filler = Filler::new(self.view, None, Some(track), &at);
        let groups = context::groups(&mut filler, Some(track));
        let titel = format!("Ik zit op de {}", track.school());
        let values = PageContext {
            kop: titel.clone(),
            titel,
            samenvatting: format!("Alle vragen voor wie op de {} zit.", track.school()),
            spoor: Some(track.school()),
            ..PageContext::default()
        };
        let context = Value::from_serializable(&SiteContext { groepen: groups, ..self.values.clone() });
        let kind = Kind { track: Some(track), ..Kind::default() };
        self.list("jongeren/spoor.html", &at, &values, kind, context, filler);
    }

    fn list(
        &mut self,
        template: &str,
        at: &str,
        values: &PageContext,
        kind: Kind,
        context: Value,
        filler: Filler<'_, '_>,
    ) {
        let html = self.inner(template, &filler.root, values, context);
        self.ready(at, values, &Template::from_theme(&html), ("", ""), kind, filler.keys);
    }

    fn inner(&mut self, template: &str, root: &str, values: &PageContext, context: Value) -> String {
        let values =
            [("site", context), ("wortel", Value::from(root.to_owned())), ("pagina", Value::from_serializable(values))];
        self.theme.render(template, values, self.findings)
    }

    fn ready(
        &mut self,
        at: &str,
        values: &PageContext,
        inner: &Template,
        (lead, text): (&str, &str),
        kind: Kind,
        keys: BTreeSet<Key>,
    ) {
        let (mut title, mut summary) = (String::new(), String::new());
        escape_into(&mut title, &values.titel);
        escape_into(&mut summary, &values.samenvatting);
        self.put(Ready { at, title, summary, inner, lead, text, kind, keys });
    }

    /// Puts text, frame and shell together.
    pub(super) fn put(&mut self, page: Ready<'_>) {
        let Ready { at, title, summary, inner, lead, text, kind, keys } = page;
        let shell = self.shell(kind);
        let root = to_root(at);
        // A mark of this very text: whoever remarks on it need not say which one they read.
        let version = format!("{:08x}", xxh3_64(lead.as_bytes()).rotate_left(1) ^ xxh3_64(text.as_bytes()));
        let version = &version[..8];
        let mut html = String::with_capacity(text.len() + 12_288);
        for (literal, hole) in shell.pieces() {
            html.push_str(literal);
            let Some(Hole::Named(name)) = hole else { continue };
            match name.as_str() {
                "wortel" => html.push_str(&root),
                "titel" => html.push_str(&title),
                "omschrijving" => html.push_str(&summary),
                "pad" => html.push_str(at),
                "id" => {
                    html.push_str(self.values.doelgroep);
                    html.push('/');
                    html.push_str(at.trim_end_matches('/'));
                }
                "versie" => html.push_str(version),
                "inhoud" => splice(inner, lead, text, version, &mut html),
                _ => {}
            }
        }
        if html.contains(NOWHERE) {
            unlink(&mut html);
        }
        let path = if at.is_empty() || at.ends_with('/') { format!("{at}index.html") } else { at.to_owned() };
        self.output.pages.push(Rendered { path, html, keys });
    }
}

/// The frame of a page with the text in its place.
fn splice(inner: &Template, lead: &str, text: &str, version: &str, html: &mut String) {
    for (literal, hole) in inner.pieces() {
        html.push_str(literal);
        let Some(Hole::Named(name)) = hole else { continue };
        match name.as_str() {
            "kort" => html.push_str(lead),
            "inhoud" => html.push_str(text),
            "versie" => html.push_str(version),
            _ => {}
        }
    }
}
