//! The files of one site: home, tracks, pages, styles.
//!
//! The shell (head, header, navigation, footer, safety strip) is made by the theme once per site, with holes for what
//! differs per page; the frame of a page is made by the theme per page; the text is spliced into both.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::address::{address, to_root, track_folder, tracks};
use super::fill::{Filler, Key, published};
use super::page::{body, sector_name, strip};
use super::template::{Template, escape_into, token};
use super::theme::{PageContext, SiteContext, SourceContext, TermContext, Theme, Value};
use super::{Output, Rendered, Renderer, Sections, context};
use crate::diagnostic::Diagnostics;
use crate::overlay::{Page, Site};
use crate::set::document::HOME;
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, Layer};
use jiff::civil::Date;

/// A site with what is ready to be shown of it.
pub(super) struct SiteView<'a, 's> {
    pub(super) site: &'a Site<'s>,
    pub(super) sections: &'a Sections,
    /// The slots that hold data of `regio.yaml`.
    pub(super) data_slots: BTreeMap<&'a str, Template>,
}

struct Press<'a, 's> {
    view: &'a SiteView<'a, 's>,
    theme: &'a Theme,
    /// The site, as templates know it.
    context: Value,
    values: SiteContext,
    shell: Template,
    output: Output,
    /// The one page that is wanted; all of them when it is not said.
    only: Option<&'a str>,
    findings: &'a mut Diagnostics,
}

/// Makes every file of the site. When `only` one page is wanted, other pages may be missing.
pub(super) fn render(renderer: &Renderer, site: &Site<'_>, only: Option<&str>, findings: &mut Diagnostics) -> Output {
    let theme = &renderer.theme;
    let mut view = SiteView { site, sections: &renderer.sections, data_slots: BTreeMap::new() };
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
    let shell = theme.render("basis/site.html", shell(view, &context), findings);
    let shell = Template::from_theme(&shell);
    let mut press = Press { view, theme, context, values, shell, output: Output::default(), only, findings };
    press.pages();
    press.styles();
    press.files(&renderer.files);
    press.output
}

/// What the shell of a site is made of: tokens for what differs per page.
fn shell(view: &SiteView<'_, '_>, context: &Value) -> [(&'static str, Value); 6] {
    let site = view.site;
    let passage = site.set.config.sites.get(&site.id.audience).and_then(|c| c.strip.as_ref());
    let strip = passage.map(|p| {
        // Terms are explained on the page, not in the strip.
        let mut filler = Filler::new(view, None, None, "");
        filler.terms = (0..site.set.registers.terms.len()).collect();
        filler.root = token("wortel");
        strip(&mut filler, &p.value)
    });
    [
        ("site", context.clone()),
        ("wortel", Value::from(token("wortel"))),
        ("titel", Value::from(token("titel"))),
        ("omschrijving", Value::from(token("omschrijving"))),
        ("inhoud", Value::from(token("inhoud"))),
        ("strook", Value::from_serializable(&strip)),
    ]
}

impl<'s> Press<'_, 's> {
    /// Whether the page at this address is wanted.
    fn wants(&self, at: &str) -> bool {
        self.only.is_none_or(|only| only.strip_suffix("index.html") == Some(at))
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
        let mut text = String::with_capacity(16_384);
        body(&mut filler, page, &mut text);
        let values = page_context(&mut filler, page);
        let html = self.inner(template, &filler.root, &values, self.context.clone());
        let inner = Template::from_theme(&html);
        let keys = filler.keys;
        self.put(&at, &values, &inner, &text, keys);
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
        self.list("jongeren/kies.html", &at, &values, self.context.clone(), filler);
    }

    /// The list of a track.
    fn track(&mut self, track: Sector) {
        let at = format!("{}/", track_folder(track));
        if !self.wants(&at) {
            return;
        }
        let mut filler = Filler::new(self.view, None, Some(track), &at);
        let groups = context::groups(&mut filler, Some(track));
        let values = PageContext {
            titel: format!("Ik zit op de {}", sector_name(track)),
            samenvatting: format!("Alle vragen voor wie op de {} zit.", sector_name(track)),
            spoor: Some(sector_name(track)),
            ..empty()
        };
        let context = Value::from_serializable(&SiteContext { groepen: groups, ..self.values.clone() });
        self.list("jongeren/spoor.html", &at, &values, context, filler);
    }

    fn list(&mut self, template: &str, at: &str, values: &PageContext, context: Value, filler: Filler<'_, '_>) {
        let html = self.inner(template, &filler.root, values, context);
        self.put(at, values, &Template::from_theme(&html), "", filler.keys);
    }

    fn inner(&mut self, template: &str, root: &str, values: &PageContext, context: Value) -> String {
        let values =
            [("site", context), ("wortel", Value::from(root.to_owned())), ("pagina", Value::from_serializable(values))];
        self.theme.render(template, values, self.findings)
    }

    /// Puts text, frame and shell together.
    fn put(&mut self, at: &str, values: &PageContext, inner: &Template, text: &str, keys: BTreeSet<Key>) {
        let root = to_root(at);
        let mut html = String::with_capacity(text.len() + 8_192);
        for (literal, hole) in self.shell.pieces() {
            html.push_str(literal);
            let Some(super::Hole::Named(name)) = hole else { continue };
            match name.as_str() {
                "wortel" => html.push_str(&root),
                "titel" => escape_into(&mut html, &values.titel),
                "omschrijving" => escape_into(&mut html, &values.samenvatting),
                "inhoud" => splice(inner, text, &mut html),
                _ => {}
            }
        }
        self.output.pages.push(Rendered { path: format!("{at}index.html"), html, keys });
    }

    /// The images and documents that a page of the site shows, and no others.
    fn files(&mut self, all: &BTreeMap<String, Arc<[u8]>>) {
        let shown: BTreeSet<&String> = self
            .output
            .pages
            .iter()
            .flat_map(|p| &p.keys)
            .filter_map(|key| match key {
                Key::File(path) => Some(path),
                _ => None,
            })
            .collect();
        let found = shown.into_iter().filter_map(|path| Some((published(path), all.get(path)?.clone())));
        self.output.assets.extend(found.collect::<Vec<_>>());
    }

    /// One style sheet for all sites of an audience, and one for the region's own colours.
    fn styles(&mut self) {
        let style = |name: &str| self.theme.styles.get(name).map_or("", String::as_str);
        let audience = self.view.site.id.audience;
        let shared = format!("{}{}", style("basis/stijl.css"), style(&format!("{audience}/stijl.css")));
        let color = self.view.site.region.profile.color.as_ref().map_or("#35495e", |c| &c.value);
        let own = format!(":root {{\n  --accent: {color};\n}}\n");
        self.output.assets.push(("stijl.css".to_owned(), Arc::from(shared.into_bytes())));
        self.output.assets.push(("huisstijl.css".to_owned(), Arc::from(own.into_bytes())));
    }
}

/// The frame of a page with the text in its place.
fn splice(inner: &Template, text: &str, html: &mut String) {
    for (literal, hole) in inner.pieces() {
        html.push_str(literal);
        if matches!(hole, Some(super::Hole::Named(name)) if name == "inhoud") {
            html.push_str(text);
        }
    }
}

fn page_context(filler: &mut Filler<'_, '_>, page: &Page<'_>) -> PageContext {
    let meta = &page.source.meta;
    let site = filler.view.site;
    let cited = filler.cited.len();
    for source in meta.sources.iter().map(|s| s.value.clone()).chain(std::mem::take(&mut filler.underlying)) {
        filler.cite(&source);
    }
    let terms = &site.set.registers.terms;
    let bronnen = filler.cited.iter().map(|id| source(site, id)).collect();
    let woorden = filler
        .terms
        .iter()
        .map(|i| &terms[*i])
        .map(|t| TermContext { term: t.term.value.clone(), uitleg: t.explanation_for(site.id.audience).to_owned() });
    let woorden = woorden.collect();
    let track = filler.track;
    let related = page.related().filter_map(|name| site.pages.get(name));
    let related = related.filter(|p| track.is_none_or(|t| p.sectors.has(t)));
    PageContext {
        titel: filler.line(page.title()),
        samenvatting: filler.line(page.summary()),
        slug: page.id.slug.clone(),
        spoor: track.map(sector_name),
        spoor_adres: track.map(|t| format!("{}/", track_folder(t))),
        inhoud: token("inhoud"),
        regionaal: matches!(page.layer, Layer::Region(_)),
        woorden,
        bronnen,
        geciteerd: cited,
        verwant: related.map(|p| context::entry(filler, p.id, p.source, track)).collect(),
        tegenhangers: context::counterparts(filler, page.source),
        eigenaar: meta.owner.as_ref().map(|o| o.value.replace('-', " ")).unwrap_or_default(),
        herzien_voor: meta.review_before.map(dutch_date),
        gevoelig: meta.sensitive,
    }
}

/// A source as readers see it. An unknown one keeps its number; a rule has told of it.
fn source(site: &Site<'_>, id: &str) -> SourceContext {
    let known = site.set.registers.sources.get(id);
    SourceContext {
        titel: known.map_or_else(|| format!("Onbekende bron: {id}"), |s| s.title.clone()),
        uitgever: known.map(|s| s.publisher.clone()).unwrap_or_default(),
        url: known.and_then(|s| s.url.clone()),
        versie: known.and_then(|s| s.version.clone()),
    }
}

fn empty() -> PageContext {
    PageContext {
        titel: String::new(),
        samenvatting: String::new(),
        slug: String::new(),
        spoor: None,
        spoor_adres: None,
        inhoud: token("inhoud"),
        regionaal: false,
        woorden: Vec::new(),
        bronnen: Vec::new(),
        geciteerd: 0,
        verwant: Vec::new(),
        tegenhangers: Vec::new(),
        eigenaar: String::new(),
        herzien_voor: None,
        gevoelig: false,
    }
}

/// A day as readers write it: `1 augustus 2027`.
pub(super) fn dutch_date(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ];
    format!("{} {} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()) - 1], date.year())
}
