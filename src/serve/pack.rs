//! The reviewers' pack: one folder with both sites of a region, what was found, and forms for comments. It opens from
//! disk, without a network and with scripts off.
//!
//! Pages are as the sites show them. A page in which something was found stands there a second time, with the places
//! pointed out.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::comments::{self, Row};
use super::findings::{Finding, concerns, finding};
use super::signatures::{StateContext, states};
use super::since::{Changed, Earlier, Since};
use super::web::{STYLE, Web};
use crate::diagnostic::{Diagnostic, Severity};
use crate::overlay::{Page, Part, Site};
use crate::pipeline::{Edition, settle};
use crate::render::{Marks, address, tracks};
use crate::set::document::{HOME, plain_text};
use crate::set::sector::{Sector, Sectors};
use crate::source::{Audience, Sources};

/// The name of a page with places pointed out, beside the page itself.
const POINTED: &str = "nagekeken.html";
/// Where the numbers lead, until it is known how deep the page stands.
const LIST: &str = "/bevindingen#bevinding-";

/// The files of a pack: path below its folder, and content.
pub type Files = Vec<(String, Vec<u8>)>;

#[derive(Serialize)]
struct PackContext {
    titel: String,
    regio: String,
    peildatum: String,
    /// The earlier version with which texts that nobody signed are compared.
    sinds: Option<String>,
    /// How many pages have a text in which something changed.
    veranderd: usize,
    sites: Vec<SiteContext>,
    bevindingen: Vec<Finding>,
    /// What is only good to know.
    info: Vec<Finding>,
}

#[derive(Serialize)]
struct SiteContext {
    doelgroep: &'static str,
    merk: String,
    paginas: Vec<PageContext>,
}

#[derive(Serialize)]
struct PageContext {
    naam: String,
    titel: String,
    /// The files in which it stands.
    adressen: Vec<Address>,
    secties: Vec<(String, String)>,
    staten: Vec<StateContext>,
    /// Where it is told what changed.
    anker: String,
    /// Its texts in which something changed.
    teksten: Vec<Changed>,
    /// The others, by what there is to say of them.
    overige: Vec<(String, Vec<String>)>,
}

/// A file in which a page stands.
#[derive(Serialize)]
struct Address {
    adres: String,
    /// The kind of school for which it is, where the site serves both.
    school: Option<&'static str>,
}

/// Makes the pack of the region in `folder`; nothing when there is no such region. Texts that nobody signed are compared
/// with the `earlier` version, if there is one.
pub fn pack(sources: Arc<Sources>, folder: &str, as_of: Date, earlier: Option<&Earlier>) -> Option<Files> {
    let edition = Edition::new(sources, as_of);
    let region = edition.region(folder)?;
    let mut files = vec![("stijl.css".to_owned(), STYLE.as_bytes().to_vec())];
    let mut context = PackContext {
        titel: region.profile.name.value.clone(),
        regio: folder.to_owned(),
        peildatum: as_of.to_string(),
        sinds: earlier.map(|e| e.name.clone()),
        veranderd: 0,
        sites: Vec::new(),
        bevindingen: Vec::new(),
        info: Vec::new(),
    };
    let since = Since::new(&edition, earlier);
    let shared = edition.shared();
    let mut all = shared.clone();
    let mut sites = Vec::new();
    let mut rows = Vec::new();
    for audience in Audience::ALL {
        let (site, judged) = edition.judge(&shared, region, audience)?;
        all.extend(judged.findings);
        let (output, _) = edition.render(&site);
        let there: BTreeSet<&str> = output.pages.iter().map(|p| p.path.as_str()).collect();
        let paginas: Vec<_> = site.pages.values().map(|page| page_context(&site, page, &since, &mut rows)).collect();
        let merk = region.profile.sites.get(&audience).map(|s| s.brand.value.clone()).unwrap_or_default();
        context.veranderd += paginas.iter().filter(|p: &&PageContext| !p.teksten.is_empty()).count();
        context.sites.push(SiteContext { doelgroep: audience.name(), merk, paginas });
        for (path, bytes) in output.files() {
            let bytes = match std::str::from_utf8(bytes) {
                Ok(html) if there.contains(path) => from_disk(html).into_bytes(),
                _ => bytes.to_vec(),
            };
            files.push((format!("{audience}/{path}"), bytes));
        }
        sites.push(site);
    }
    let found = settle(&edition, all);
    let mut mine: Vec<&Diagnostic> =
        found.iter().filter(|d| sites.iter().any(|site| concerns(&edition, site, d))).collect();
    mine.sort_by_key(|d| std::cmp::Reverse(d.severity));
    let pointed: Files = sites.iter().flat_map(|site| pointed(&edition, site, &mine)).collect();
    let seen = |number: usize| {
        let id = Marks::id(number);
        let holds = |html: &[u8]| std::str::from_utf8(html).is_ok_and(|html| html.contains(&format!("id=\"{id}\"")));
        pointed.iter().find(|(_, html)| holds(html)).map(|(path, _)| format!("{path}#{id}"))
    };
    for (d, number) in mine.iter().zip(1..) {
        let list = if d.severity == Severity::Info { &mut context.info } else { &mut context.bevindingen };
        list.push(finding(&edition, d).numbered(number, seen(number)));
    }
    files.extend(pointed);
    let web = Web::new();
    for (name, template) in
        [("index.html", "pakket.html"), ("verschil.html", "verschil.html"), ("formulier.html", "formulier.html")]
    {
        files.push((name.to_owned(), web.page(200, template, &context).body));
    }
    files.push(("opmerkingen.csv".to_owned(), comments::form(&rows)));
    Some(files)
}

fn page_context(site: &Site<'_>, page: &Page<'_>, since: &Since<'_>, rows: &mut Vec<Row>) -> PageContext {
    let name = format!("{}/{}", site.id.audience, page.id.slug);
    let mut secties = Vec::new();
    let mut add = |part: &Part<'_>| {
        let heading = part.section.heading.as_ref().map_or_else(String::new, |h| plain_text(&h.content));
        let heading = if heading.is_empty() { "Begin van de pagina" } else { &heading };
        let kop = match one_school(site, part.sectors) {
            Some(school) => format!("{heading} ({school})"),
            None => heading.to_owned(),
        };
        rows.push(Row {
            regio: site.region.folder.clone(),
            pagina: name.clone(),
            sectie: part.id.to_owned(),
            kop: kop.clone(),
            opmerking: String::new(),
            van: String::new(),
            versie: comments::version(part.section),
        });
        secties.push((part.id.to_owned(), kop));
    };
    page.all_parts().into_iter().for_each(&mut add);
    let (teksten, others): (Vec<_>, Vec<_>) = since.page(site, page).into_iter().partition(|t| t.anders);
    let mut overige: Vec<(String, Vec<String>)> = Vec::new();
    for text in others {
        match overige.iter_mut().find(|(zin, _)| *zin == text.zin) {
            Some((_, known)) => known.push(text.wat),
            None => overige.push((text.zin, vec![text.wat])),
        }
    }
    PageContext {
        titel: plain_text(&page.source.meta.title.value),
        adressen: addresses(site, page),
        anker: name.replace('/', "-"),
        teksten,
        overige,
        naam: name,
        staten: states(site, page),
        secties,
    }
}

/// The pages of a site on which one of these findings is to be seen, with its place pointed out. Its number leads to
/// the list.
fn pointed(edition: &Edition, site: &Site<'_>, found: &[&Diagnostic]) -> Files {
    let places = found.iter().zip(1..).filter_map(|(d, number)| Some((number, d.span?)));
    let marks = Marks::new(LIST.to_owned(), places);
    let marked = catch_unwind(AssertUnwindSafe(|| edition.render_with(&marks, site))).unwrap_or_default();
    let pages = marked.pages.iter().filter(|page| page.html.contains(LIST));
    let pages = pages.filter_map(|page| {
        let folder = page.path.strip_suffix("index.html")?;
        let up = "../".repeat(folder.matches('/').count() + 1);
        let html = from_disk(&page.html.replace(LIST, &format!("{up}index.html#bevinding-")));
        let style = format!("<link rel=\"stylesheet\" href=\"{up}stijl.css\">\n</head>");
        let html = html.replacen("</head>", &style, 1);
        Some((format!("{}/{folder}{POINTED}", site.id.audience), html.into_bytes()))
    });
    pages.collect()
}

/// The files in which the page stands: with its text, on every track that has it, rather than with a choice of tracks.
fn addresses(site: &Site<'_>, page: &Page<'_>) -> Vec<Address> {
    let audience = site.id.audience;
    let track = |track: Option<Sector>| Address {
        adres: format!("{audience}/{}index.html", address(&page.id.slug, page.sectors, audience, track)),
        school: track.and_then(|track| one_school(site, Sectors::NONE.with(track))),
    };
    let of_page = |sector: &Sector| page.id.slug != HOME && page.sectors.has(*sector);
    let its: Vec<Sector> = tracks(site).into_iter().filter(of_page).collect();
    if its.is_empty() { vec![track(None)] } else { its.into_iter().map(|t| track(Some(t))).collect() }
}

/// The kind of school, of what only one of the two that this site serves gets to see.
fn one_school(site: &Site<'_>, sectors: Sectors) -> Option<&'static str> {
    let mut schools = sectors.iter().map(Sector::school);
    schools.next().filter(|_| site.sectors == Sectors::BOTH && schools.next().is_none())
}

/// A page of which the links lead to files: on a disk, the address of a folder shows a list of its files.
fn from_disk(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("href=\"") {
        out.push_str(before);
        out.push_str("href=\"");
        let Some((target, tail)) = after.split_once('"') else {
            rest = after;
            continue;
        };
        let (path, section) = target.split_once('#').map_or((target, None), |(p, s)| (p, Some(s)));
        out.push_str(path);
        if path.ends_with('/') && !path.contains(':') {
            out.push_str("index.html");
        }
        if let Some(section) = section {
            out.push('#');
            out.push_str(section);
        }
        out.push('"');
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::from_disk;

    #[test]
    fn links_lead_to_files() {
        let page = r##"<a href="../">a</a> <a href="../x/#y">b</a> <a href="#z">c</a> <a href="https://x.example/">d</a> <link href="stijl.css">"##;
        let expected = r##"<a href="../index.html">a</a> <a href="../x/index.html#y">b</a> <a href="#z">c</a> <a href="https://x.example/">d</a> <link href="stijl.css">"##;
        assert_eq!(from_disk(page), expected);
        assert_eq!(from_disk("href=\"open"), "href=\"open");
    }
}
