//! The pages that the generator makes itself: search, stories, words, privacy, how the information is made.
//!
//! Their text stands in the theme, in the voice of the readers; what they list comes from the set. A page of the set
//! with the same name takes the place of such a page.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::address::to_root;
use super::context;
use super::fill::Filler;
use super::head::{plain, title_and_summary};
use super::list_values::{
    AnswerContext, AnswersContext, ChangeContext, LetterContext, ListContext, StoriesContext, WordContext,
};
use super::page::{capital, experience, slot};
use super::page_values::day;
use super::provenance::{WITHDRAWN, change_line};
use super::shell::Kind;
use super::site::{Press, Ready};
use super::theme::Value;
use super::values::TermContext;
use crate::set::page::Teller;
use crate::source::Audience;
use crate::state::gate::Release;

/// The pages, with the word of the menu under which they stand.
pub(super) const PAGES: &[(&str, &str)] = &[
    ("zoeken", "vragen"),
    ("ervaringen", "verhalen"),
    ("over-deze-informatie", ""),
    ("met-wie-maken-we-dit", ""),
    ("woorden", ""),
    ("privacy", ""),
    ("toegankelijkheid", ""),
    ("wijzigingen", ""),
    ("alles-op-een-rij", ""),
];

impl Press<'_, '_> {
    pub(super) fn system_pages(&mut self) {
        for (slug, here) in PAGES {
            let at = format!("{slug}/");
            if self.wants(&at) && !self.view.site.pages.contains_key(slug) {
                self.system_page(slug, &at, &to_root(&at), here);
            }
        }
        if self.wants("404.html") {
            let root = self.not_found_root();
            self.system_page("404", "404.html", &root, "");
        }
    }

    /// A page of the theme in the voice of the readers, or in one that is the same for all; none when it has neither.
    fn system_page(&mut self, slug: &str, at: &str, root: &str, here: &'static str) {
        let audience = self.view.site.id.audience;
        let names = [format!("{audience}/{slug}.html"), format!("basis/{slug}.html")];
        let Some(name) = names.into_iter().find(|n| self.theme.has(n)) else { return };
        let mut filler = Filler::new(self.view, None, None, at);
        root.clone_into(&mut filler.root);
        // Words are explained on pages of the set.
        filler.terms = (0..self.view.site.set.registers.terms.len()).collect();
        let list = self.list_for(slug, &mut filler);
        let values = [
            ("site", self.context.clone()),
            ("wortel", Value::from(root.to_owned())),
            ("lijst", Value::from_serializable(&list)),
        ];
        let html = self.theme.render(&name, values, self.findings);
        let (title, summary) = title_and_summary(&html);
        let kind = Kind { here, ..Kind::default() };
        self.put(Ready { at, title, summary, inner: &plain(&html), lead: "", text: "", kind, keys: filler.keys });
    }

    /// What the page lists.
    fn list_for(&self, slug: &str, filler: &mut Filler<'_, '_>) -> ListContext {
        let site = self.view.site;
        let mut list = ListContext::default();
        match slug {
            "zoeken" => list.letters = letters(filler),
            "ervaringen" => list.verhalen = stories(filler),
            "woorden" => {
                let terms = site.set.registers.terms.iter().filter(|t| t.audiences.contains(&site.id.audience));
                list.begrippen = terms
                    .map(|t| TermContext {
                        term: t.term.value.clone(),
                        uitleg: t.explanation_for(site.id.audience).to_owned(),
                    })
                    .collect();
                list.begrippen.sort_by_key(|t| t.term.to_lowercase());
            }
            "wijzigingen" => list.wijzigingen = changes(filler),
            "alles-op-een-rij" => list.antwoorden = self.answers(filler),
            "met-wie-maken-we-dit" => list.vakken = slots(filler, &["meedenken", "wat-deden-we"]),
            "privacy" => list.vakken = slots(filler, &["privacy-contact", "wat-doen-we-ermee"]),
            "over-deze-informatie" => list.vakken = slots(filler, &["onafhankelijkheid"]),
            _ => {}
        }
        list
    }

    fn answers(&self, filler: &mut Filler<'_, '_>) -> Vec<AnswersContext> {
        let site = self.view.site;
        let mut groups = Vec::new();
        for group in &site.menu {
            let mut paginas = Vec::new();
            for page in group.entries.iter().filter_map(|e| site.pages.get(e.slug)) {
                let entry = context::entry(filler, page.id, page.source, None);
                let mut kort = String::new();
                let begin = page.parts.iter().find(|p| p.section.heading.is_none());
                if page.decision.release == Release::Withdrawn {
                    WITHDRAWN.clone_into(&mut kort);
                } else if let Some(html) = begin.and_then(|p| self.view.sections.get(&p.section.key)) {
                    filler.fill(&html.lead, &mut kort);
                }
                paginas.push(AnswerContext { titel: entry.titel, adres: entry.adres, kort });
            }
            groups.push(AnswersContext { titel: group.title.to_owned(), paginas });
        }
        groups
    }
}

/// What the region put into these slots.
fn slots(filler: &mut Filler<'_, '_>, names: &[&str]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for name in names {
        let shown = filler.view.site.set.registers.slots.get(*name);
        if shown.is_none_or(|s| !s.audiences.contains(&filler.view.site.id.audience)) {
            continue;
        }
        let mut html = String::new();
        filler.level = 2;
        slot(filler, name, &mut html);
        all.insert((*name).replace('-', "_"), html);
    }
    all
}

/// The stories that these readers may see, each under its first subject.
fn stories(filler: &mut Filler<'_, '_>) -> Vec<StoriesContext> {
    let site = filler.view.site;
    let mut by_theme: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let all: BTreeMap<&String, _> = site.set.experiences.iter().chain(&site.region.experiences).collect();
    for (name, story) in all {
        let own = site.id.audience == Audience::Ouders || story.teller != Teller::Parent;
        if own && site.experience(name).is_some_and(|e| e.may_be_shown(site.as_of)) {
            let theme = story.themes.first().map_or("school", |t| t.value.as_str());
            by_theme.entry(theme.to_owned()).or_default().push(name);
        }
    }
    let mut groups = Vec::new();
    for (theme, names) in by_theme {
        let mut html = String::new();
        for name in names {
            filler.level = 3;
            experience(filler, name, &mut html);
        }
        groups.push(StoriesContext { thema: capital(&theme.replace('-', " ")), id: format!("_over-{theme}"), html });
    }
    groups
}

/// Titles and search words A to Z, each with the pages to which it leads.
fn letters(filler: &mut Filler<'_, '_>) -> Vec<LetterContext> {
    let site = filler.view.site;
    let mut words: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for page in site.pages.values() {
        let entry = context::entry(filler, page.id, page.source, None);
        for word in &page.source.meta.keywords {
            words.entry(word.to_lowercase()).or_default().insert((entry.titel.clone(), entry.adres.clone()));
        }
    }
    let mut letters: Vec<LetterContext> = Vec::new();
    for (word, pages) in words {
        let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else { continue };
        let letter = first.to_uppercase().to_string();
        let entry = WordContext { woord: word, paginas: pages.into_iter().collect() };
        match letters.last_mut() {
            Some(last) if last.letter == letter => last.woorden.push(entry),
            _ => letters.push(LetterContext { letter, woorden: vec![entry] }),
        }
    }
    letters
}

/// What changed for these readers, the last first.
fn changes(filler: &mut Filler<'_, '_>) -> Vec<ChangeContext> {
    let site = filler.view.site;
    let mut all = Vec::new();
    for change in site.set.registers.changes.iter().filter(|c| c.audiences.contains(&site.id.audience)) {
        let mut pages = Vec::new();
        for name in &change.pages {
            let Some((audience, slug)) = name.value.split_once('/') else { continue };
            let page =
                site.pages.get(slug).filter(|p| p.id.audience.name() == audience && site.id.audience == p.id.audience);
            if let Some(page) = page {
                let entry = context::entry(filler, page.id, page.source, None);
                pages.push((entry.titel, entry.adres));
            }
        }
        all.push(ChangeContext {
            dag: day(change.day),
            tekst: change.text_for(site.id.audience).to_owned(),
            paginas: pages,
        });
    }
    for page in site.pages.values().filter(|p| p.decision.release != Release::Withdrawn) {
        for change in page.source.meta.changes.iter().filter(|c| c.date <= site.as_of) {
            let entry = context::entry(filler, page.id, page.source, None);
            let paginas = vec![(entry.titel, entry.adres)];
            all.push(ChangeContext { dag: day(change.date), tekst: change_line(change), paginas });
        }
    }
    all.sort_by(|a, b| b.dag.datum.cmp(&a.dag.datum));
    all
}

impl Press<'_, '_> {
    /// What changed, for programs that follow it; only where the site has an address.
    pub(super) fn feed(&self, base: &str) -> String {
        let mut filler = Filler::new(self.view, None, None, "");
        let changes = changes(&mut filler);
        let updated = changes.first().map_or("2026-01-01", |c| c.dag.datum.as_str()).to_owned();
        let text = |t: &str| super::template::escaped(t);
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"nl\">\n<title>{}</title>\n<id>{base}wijzigingen/</id>\n<link rel=\"self\" href=\"{base}wijzigingen.xml\"/>\n<updated>{updated}T00:00:00Z</updated>\n<author><name>{}</name></author>\n",
            text(&format!("Wijzigingen – {}", self.values.merk)),
            text(&self.values.redactie.join(", ")),
        );
        for (number, change) in changes.iter().enumerate() {
            let mark = xxhash_rust::xxh3::xxh3_64(change.tekst.as_bytes());
            let _ = writeln!(
                xml,
                "<entry><title>{}</title><id>{base}wijzigingen/#{mark:x}</id><link href=\"{base}wijzigingen/#_w{}\"/><updated>{}T00:00:00Z</updated></entry>",
                text(&change.tekst),
                number + 1,
                change.dag.datum,
            );
        }
        xml.push_str("</feed>\n");
        xml
    }
}
