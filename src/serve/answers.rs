//! What stands at an address of the preview.

use std::sync::Arc;

use serde::Serialize;

use super::findings::{Finding, concerns, finding};
use super::head::Ask;
use super::page::{Address, Message, Pages};
use super::verdicts::Verdicts;
use super::web::{SCRIPT, STYLE, Web, manual};
use super::workspace::{Stand, Workspace};
use super::{Answer, overview, review};
use crate::diagnostic::{Diagnostic, Severity};
use crate::overlay::{Page, Site};
use crate::render::{address, tracks};
use crate::rules;
use crate::source::Audience;

/// Where a browser asks whether there is news.
pub(super) const NEWS: &str = "/_/nieuws";
/// What has to be asked of a page to see in it what was found.
pub(super) const MARKED: &str = "nakijken";
/// Where the national directory stands.
const DIRECTORY: &str = "_overzicht";
/// What is said where nothing stands.
const NOTHING: &str = "Op dit adres staat niets. Alle sites staan in het overzicht.";
const NO_REVIEW: &str =
    "Hier is nu geen pagina na te kijken: dit adres heeft geen eigen tekst, of die tekst is er op dit moment niet.";
/// Most findings on one page.
const MOST_FINDINGS: usize = 500;

/// Answers requests.
pub(super) struct Answers {
    workspace: Arc<Workspace>,
    verdicts: Arc<Verdicts>,
    pages: Pages,
    web: Web,
}

/// What a waiting browser gets to know.
#[derive(Serialize)]
struct News {
    nieuws: u64,
    versie: u64,
    /// The fingerprint of the page that it shows.
    afdruk: Option<String>,
    /// The page of the text that was saved last, as this tab would see it.
    volg: Option<String>,
    /// Whether the set as it is now was judged.
    nagekeken: bool,
    /// Errors and warnings that concern the site.
    fouten: usize,
    waarschuwingen: usize,
}

#[derive(Serialize)]
struct FindingList {
    titel: String,
    klaar: bool,
    /// Errors first.
    bevindingen: Vec<Finding>,
    meer: usize,
    /// What is only good to know.
    info: Vec<Finding>,
    versie: u64,
}

#[derive(Serialize)]
struct Elsewhere {
    /// Name, address, and whether that is where the reader comes from.
    regios: Vec<(String, String, bool)>,
    versie: u64,
}

#[derive(Serialize)]
struct Manual<'a> {
    titel: &'a str,
    tekst: String,
    versie: u64,
}

impl Answers {
    pub(super) fn new(workspace: Arc<Workspace>, verdicts: Arc<Verdicts>) -> Self {
        Self { workspace, verdicts, pages: Pages::default(), web: Web::new() }
    }

    /// Answers a clean request.
    pub(super) fn answer(&self, ask: &Ask) -> Answer {
        let stand = self.workspace.settled();
        let parts: Vec<&str> = ask.path.trim_start_matches('/').split('/').collect();
        match parts.as_slice() {
            [""] => overview::answer(&self.web, &stand, &self.verdicts),
            ["_", rest @ ..] => self.ours(ask, &stand, rest),
            [DIRECTORY, rest @ ..] => Self::directory(&stand, rest),
            [folder] if stand.edition.region(folder).is_some() => Answer::elsewhere(format!("/{folder}/ouders/")),
            [folder, ""] => Answer::elsewhere(format!("/{folder}/ouders/")),
            [folder, audience, rest @ ..] => match Audience::from_name(audience) {
                Some(audience) => self.site(ask, &stand, (folder, audience), rest),
                None => self.nothing(&stand, NOTHING),
            },
            _ => self.nothing(&stand, NOTHING),
        }
    }

    fn site(&self, ask: &Ask, stand: &Stand, (folder, audience): (&str, Audience), rest: &[&str]) -> Answer {
        let mut path = rest.join("/");
        let last = rest.last().copied().unwrap_or("x");
        if last.is_empty() {
            path.push_str("index.html");
        } else if !last.contains('.') {
            // An address of a folder, as static hosts treat it.
            return Answer::elsewhere(format!("/{folder}/{audience}{}{path}/", if rest.is_empty() { "" } else { "/" }));
        }
        self.verdicts.looked(folder, audience);
        let at = Address { folder, audience, path: &path };
        let marked = ask.value(MARKED).and_then(|_| Pages::marked(stand, &self.verdicts, at));
        marked.unwrap_or_else(|| self.pages.answer(&self.web, stand, at))
    }

    fn ours(&self, ask: &Ask, stand: &Stand, rest: &[&str]) -> Answer {
        match rest {
            ["stijl.css"] => Answer::new(200, "css", STYLE.as_bytes().to_vec()),
            ["voorvertoning.js"] => Answer::new(200, "js", SCRIPT.as_bytes().to_vec()),
            ["nieuws"] => self.news(ask, stand),
            ["bevindingen"] => self.findings(stand, ask),
            ["uitleg", code] => self.manual(stand, code),
            [what @ ("nakijken" | "naast" | "elders"), folder, audience, path @ ..] => {
                let Some(audience) = Audience::from_name(audience) else { return self.nothing(stand, NOTHING) };
                let path = format!("{}index.html", path.join("/"));
                let at = Address { folder, audience, path: &path };
                match *what {
                    "naast" => Answer::elsewhere(review::counterpart(stand, at)),
                    "elders" => self.elsewhere(stand, at),
                    _ => {
                        let review = review::answer(&self.web, stand, &self.verdicts, at);
                        review.unwrap_or_else(|| self.nothing(stand, NO_REVIEW))
                    }
                }
            }
            _ => self.nothing(stand, NOTHING),
        }
    }

    /// The same address in every region.
    fn elsewhere(&self, stand: &Stand, at: Address<'_>) -> Answer {
        let regions = stand.edition.set.regions.iter().map(|region| {
            let here = Address { folder: &region.folder, ..at };
            (region.profile.name.value.clone(), format!("/{}", here.below_site()), region.folder == at.folder)
        });
        self.web.page(200, "elders.html", &Elsewhere { regios: regions.collect(), versie: stand.version })
    }

    /// There is nothing at this address, now; when that is different, the page loads itself again.
    fn nothing(&self, stand: &Stand, why: &str) -> Answer {
        let told = Message {
            titel: "Hier staat niets",
            uitleg: why,
            komt: why == NO_REVIEW,
            gekleed: false,
            bevindingen: Vec::new(),
            versie: stand.version,
        };
        self.web.page(404, "bericht.html", &told)
    }

    fn news(&self, ask: &Ask, stand: &Stand) -> Answer {
        // First the number: what comes after it is told next time.
        let nieuws = self.workspace.news();
        let place = ask.value("map").zip(ask.value("doelgroep").and_then(Audience::from_name));
        let whole = self.verdicts.whole();
        let edition = &stand.edition;
        let mut news = News {
            nieuws,
            versie: stand.version,
            afdruk: None,
            volg: None,
            nagekeken: whole.version == stand.version,
            fouten: whole.findings.count(Severity::Error),
            waarschuwingen: whole.findings.count(Severity::Warning),
        };
        if let Some((folder, audience)) = place {
            let path = format!("{}index.html", ask.value("pad").unwrap_or_default());
            let region = edition.region(folder).filter(|region| region.profile.complete);
            let site = region.and_then(|region| edition.site(region, audience));
            news.afdruk = Some(Pages::print(stand, site.as_ref(), &path));
            if ask.value("volg").is_some() {
                news.volg = followed(stand, folder, audience);
            }
            if news.nagekeken {
                let name = format!("{folder}/{audience}");
                (news.fouten, news.waarschuwingen) = whole.counts.get(&name).copied().unwrap_or_default();
            }
        }
        let body = serde_json::to_vec(&news).unwrap_or_default();
        Answer::new(200, "json", body)
    }

    fn findings(&self, stand: &Stand, ask: &Ask) -> Answer {
        let whole = self.verdicts.whole();
        let edition = whole.edition.as_ref().unwrap_or(&stand.edition);
        let folder = ask.value("map");
        let audience = ask.value("doelgroep").and_then(Audience::from_name);
        let code = ask.value("code");
        let asked = Audience::ALL.into_iter().filter(|a| audience.is_none_or(|asked| asked == *a));
        let region = folder.and_then(|folder| edition.region(folder));
        let sites: Vec<Site<'_>> = asked.filter_map(|a| edition.site(region?, a)).collect();
        let wanted = |d: &&Diagnostic| {
            code.is_none_or(|code| d.rule.code == code)
                && (folder.is_none() || sites.iter().any(|site| concerns(edition, site, d)))
        };
        let all = whole.findings.iter().filter(wanted);
        let (mut all, info): (Vec<_>, Vec<_>) = all.partition(|d| d.severity > Severity::Info);
        // Those of one weight stay in the order of the places.
        all.sort_by_key(|d| std::cmp::Reverse(d.severity));
        let titel = match (folder, audience) {
            (Some(folder), Some(audience)) => format!("Bevindingen voor {folder}, {audience}"),
            (Some(folder), None) => format!("Bevindingen voor {folder}"),
            _ => "Bevindingen".to_owned(),
        };
        let list = FindingList {
            titel,
            klaar: whole.version == stand.version,
            meer: all.len().saturating_sub(MOST_FINDINGS) + info.len().saturating_sub(MOST_FINDINGS),
            info: info.into_iter().take(MOST_FINDINGS).map(|d| finding(edition, d)).collect(),
            bevindingen: all.into_iter().take(MOST_FINDINGS).map(|d| finding(edition, d)).collect(),
            versie: stand.version,
        };
        self.web.page(200, "bevindingen.html", &list)
    }

    fn manual(&self, stand: &Stand, code: &str) -> Answer {
        let rules = rules::catalogue();
        let Some(rule) = rules.iter().find(|rule| rule.code == code) else { return self.nothing(stand, NOTHING) };
        self.web.page(200, "uitleg.html", &Manual { titel: code, tekst: manual(rule.explain), versie: stand.version })
    }

    /// The national directory, with every region in it. What it links to stands beside it.
    fn directory(stand: &Stand, rest: &[&str]) -> Answer {
        let path = match rest {
            [] => return Answer::elsewhere(format!("/{DIRECTORY}/")),
            [.., ""] => format!("{}index.html", rest.join("/")),
            rest => rest.join("/"),
        };
        let output = stand.edition.whole_directory();
        match output.files().find(|(name, _)| *name == path) {
            Some((name, bytes)) => {
                Answer { status: 200, kind: super::kind_by_name(name), body: bytes.to_vec(), location: None }
            }
            None if stand.edition.region(rest[0]).is_some() => Answer::elsewhere(format!("/{}", rest.join("/"))),
            None => not_found(),
        }
    }
}

fn not_found() -> Answer {
    Answer::text(404, "hier staat niets; het overzicht staat op /")
}

/// The page of the text that was saved last: in the region that is looked at, or in the one that it is of. A text that
/// stands in pages is seen on the first of them.
fn followed(stand: &Stand, folder: &str, looking: Audience) -> Option<String> {
    let path = stand.changed.iter().find(|path| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md"))?;
    let parts: Vec<&str> = path.split('/').collect();
    let (folder, within) = match parts.as_slice() {
        ["content", within @ ..] => (folder, within),
        ["regions", region, within @ ..] => (*region, within),
        _ => return None,
    };
    let edition = &stand.edition;
    let of_page = within.first().and_then(|name| Audience::from_name(name));
    let audience = of_page.unwrap_or(looking);
    let site = edition.site(edition.region(folder)?, audience)?;
    let page = match (of_page, within) {
        (Some(_), [_, file]) => site.pages.get(file.strip_suffix(".md")?)?,
        (None, _) => {
            let file = edition.sources.find(path)?;
            let shows = |page: &&Page<'_>| site.sections_on(page).iter().any(|(section, _)| section.key.file == file);
            site.pages.values().find(shows)?
        }
        _ => return None,
    };
    let at = address_of(&site, page);
    Some(format!("/{folder}/{audience}/{at}"))
}

/// Where a page of a site stands: with its text, on the first track that has it, rather than with a choice of tracks.
pub(super) fn address_of(site: &Site<'_>, page: &Page<'_>) -> String {
    let track = tracks(site).into_iter().find(|track| page.sectors.has(*track));
    address(&page.id.slug, page.sectors, site.id.audience, track)
}
