//! The themes: Tera templates and style sheets, and the values that a template gets.
//!
//! The templates of a theme know these types and nothing else. A template error becomes a finding in the theme's file.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
pub(super) use tera::Value;
use tera::{Context, ErrorKind, Tera};

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Sources, Span};

/// What no theme can do without.
const NEEDED: [&str; 11] = [
    "basis/site.html",
    "basis/pagina.html",
    "basis/verhuisd.html",
    "basis/vak-contact.html",
    "basis/vak-gezichten.html",
    "basis/vak-spreekuur.html",
    "basis/stijl.css",
    "ouders/start.html",
    "jongeren/start.html",
    "jongeren/spoor.html",
    "overzicht/index.html",
];

/// The templates and style sheets of a set.
pub struct Theme {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    /// Style sheets by path below `themes/`.
    pub(super) styles: BTreeMap<String, String>,
}

impl Theme {
    /// Reads the themes; a template that can't be read is a finding.
    pub fn load(sources: &Sources) -> (Self, Diagnostics) {
        let mut findings = Diagnostics::default();
        let mut theme = Self { tera: Tera::new(), files: BTreeMap::new(), styles: BTreeMap::new() };
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
                Some("css") => {
                    theme.styles.insert(name.to_owned(), file.text.clone());
                }
                _ => findings.push(
                    Diagnostic::new(
                        &catalogue::STRAY_FILE,
                        Span::new(id, 0, 0),
                        "een thema bestaat uit `.html` en `.css`",
                    )
                    .help("haal dit bestand weg"),
                ),
            }
        }
        for name in NEEDED
            .iter()
            .filter(|n| !templates.is_empty() && !theme.files.contains_key(**n) && !theme.styles.contains_key(**n))
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

    fn diagnose(&self, name: &str, error: &tera::Error) -> Diagnostic {
        let help = "kijk naar deze plek in het sjabloon; welke waarden er zijn staat in `src/render/theme.rs`";
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let message = format!("dit sjabloon klopt niet: {}", report.message());
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

/// What every template of a site gets as `site`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SiteContext {
    /// How the site is called.
    pub(super) merk: String,
    /// The name of the steunpunt.
    pub(super) regio: String,
    /// `ouders` or `jongeren`.
    pub(super) doelgroep: &'static str,
    /// A made-up region: banner and noindex.
    pub(super) fictief: bool,
    /// The steunpunt is being set up.
    pub(super) in_opbouw: bool,
    /// The tracks of a youth site.
    pub(super) sporen: Vec<TrackContext>,
    /// The groups of the menu.
    pub(super) groepen: Vec<GroupContext>,
    /// The other audience's site.
    pub(super) andere: Option<OtherSite>,
    /// Ways of contact.
    pub(super) kanalen: Vec<ChannelContext>,
    /// People.
    pub(super) gezichten: Vec<FaceContext>,
    /// Walk-in hours.
    pub(super) spreekuren: Vec<HourContext>,
    /// The address of the page about contact, below the root.
    pub(super) contact: Option<String>,
}

/// A track of the youth site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TrackContext {
    /// `basisschool`
    pub(super) naam: &'static str,
    /// Its address below the root.
    pub(super) adres: String,
}

/// A group of the menu.
#[derive(Clone, Debug, Serialize)]
pub(super) struct GroupContext {
    /// Its heading.
    pub(super) titel: String,
    /// Its pages.
    pub(super) paginas: Vec<EntryContext>,
}

/// A page in a list.
#[derive(Clone, Debug, Serialize)]
pub(super) struct EntryContext {
    /// Its full title.
    pub(super) titel: String,
    /// Its short title.
    pub(super) kort: String,
    /// One or two sentences.
    pub(super) samenvatting: String,
    /// Its address below the root.
    pub(super) adres: String,
}

/// The other audience's site.
#[derive(Clone, Debug, Serialize)]
pub(super) struct OtherSite {
    /// How it is called.
    pub(super) merk: String,
    /// Where it stands: absolute, or relative from this site's root.
    pub(super) adres: String,
}

/// A way of contact.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChannelContext {
    /// `telefoon`, `whatsapp`, `mail`, …
    pub(super) soort: String,
    /// Number or address.
    pub(super) waarde: String,
    /// Where a click leads; `None` for what is only text.
    pub(super) link: Option<String>,
    /// When.
    pub(super) tijden: Option<String>,
    /// How soon there is an answer.
    pub(super) antwoord: Option<String>,
    /// `ja`, `deels` or `nee`.
    pub(super) anoniem: Option<String>,
}

/// Somebody of the steunpunt.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FaceContext {
    /// First name.
    pub(super) voornaam: String,
    /// What they do.
    pub(super) rol: String,
    /// At which schools.
    pub(super) scholen: Vec<String>,
    /// One sentence of theirs.
    pub(super) zin: Option<String>,
}

/// A walk-in hour.
#[derive(Clone, Debug, Serialize)]
pub(super) struct HourContext {
    /// School or place.
    pub(super) school: String,
    /// Where in the building.
    pub(super) plek: Option<String>,
    /// Day.
    pub(super) dag: String,
    /// Time.
    pub(super) tijd: String,
}

/// What the template of a page gets as `pagina`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PageContext {
    /// Its title.
    pub(super) titel: String,
    /// One or two sentences.
    pub(super) samenvatting: String,
    /// The folder of its address.
    pub(super) slug: String,
    /// `basisschool` or `middelbare school` on a track.
    pub(super) spoor: Option<&'static str>,
    /// Where the list of this track stands, below the root.
    pub(super) spoor_adres: Option<String>,
    /// Its text, ready.
    pub(super) inhoud: String,
    /// Made by the region itself.
    pub(super) regionaal: bool,
    /// Terms that are explained at its foot.
    pub(super) woorden: Vec<TermContext>,
    /// Its sources, the cited ones first.
    pub(super) bronnen: Vec<SourceContext>,
    /// How many of the sources are cited by number.
    pub(super) geciteerd: usize,
    /// Other pages of this site.
    pub(super) verwant: Vec<EntryContext>,
    /// The same subject on the other site.
    pub(super) tegenhangers: Vec<EntryContext>,
    /// Who keeps the text.
    pub(super) eigenaar: String,
    /// By when it is looked at again.
    pub(super) herzien_voor: Option<String>,
    /// A reader may be in danger when somebody looks along.
    pub(super) gevoelig: bool,
}

/// A term and its explanation.
#[derive(Clone, Debug, Serialize)]
pub(super) struct TermContext {
    /// The word.
    pub(super) term: String,
    /// What it means.
    pub(super) uitleg: String,
}

/// A source.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SourceContext {
    /// Title.
    pub(super) titel: String,
    /// Who published it.
    pub(super) uitgever: String,
    /// Where it can be read.
    pub(super) url: Option<String>,
    /// Which version was read.
    pub(super) versie: Option<String>,
}
