//! A page of a site, as a build would make it, with what belongs to the preview put around it.
//!
//! A page that can't be made is shown as it was when it last could, under a banner; when it never could, a page of our
//! own says what is wrong.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use super::findings::{Finding, finding};
use super::review;
use super::trouble::{BROKEN_THEME, INCOMPLETE, LAST_GOOD, Trouble};
use super::verdicts::Verdicts;
use super::web::{Web, escaped};
use super::workspace::Stand;
use super::{Answer, kind_by_name};
use crate::diagnostic::{Diagnostics, Severity};
use crate::overlay::{Page, Site};
use crate::pipeline::Edition;
use crate::render::Output;
use crate::set::document::HOME;
use crate::source::Audience;

/// Pages that are remembered as they last were.
const REMEMBERED: usize = 200;
/// Sites of which all files are remembered.
const WHOLE_SITES: usize = 4;

/// Where something of a site stands.
#[derive(Clone, Copy)]
pub(super) struct Address<'a> {
    pub(super) folder: &'a str,
    pub(super) audience: Audience,
    /// Path of the file below the site.
    pub(super) path: &'a str,
}

impl Address<'_> {
    fn whole(self) -> String {
        format!("{}/{}/{}", self.folder, self.audience, self.path)
    }

    /// The address as a browser shows it, without the first stroke.
    pub(super) fn below_site(self) -> String {
        self.whole().trim_end_matches("index.html").to_owned()
    }
}

/// What was made before.
#[derive(Default)]
pub(super) struct Pages {
    /// Pages as they were when all was well, latest last.
    good: Mutex<VecDeque<(String, String)>>,
    /// All files of a site, for its images and styles: version and site.
    whole: Mutex<VecDeque<(u64, String, Arc<Output>)>>,
}

/// What there is to say instead of a page.
#[derive(Serialize)]
pub(super) struct Message<'a> {
    pub(super) titel: &'a str,
    pub(super) uitleg: &'a str,
    /// Whether a page may come to stand there.
    pub(super) komt: bool,
    /// Whether it gets the bar of a page.
    pub(super) gekleed: bool,
    pub(super) bevindingen: Vec<Finding>,
    pub(super) versie: u64,
}

impl Pages {
    /// What stands at this address.
    pub(super) fn answer(&self, web: &Web, stand: &Stand, at: Address<'_>) -> Answer {
        let name = at.path.rsplit('/').next().unwrap_or_default();
        if !at.path.ends_with("index.html") {
            return match self.file(stand, at) {
                Some(bytes) => Answer { status: 200, kind: kind_by_name(name), body: bytes, location: None },
                None => self.trouble(web, stand, at, &Trouble::missing(&stand.edition)),
            };
        }
        match make(&stand.edition, at) {
            Ok((html, None)) if !stand.failed => {
                let answer = dressed(&html, None, stand, at, &print(&html, stand, at.folder));
                self.remember(at, html);
                answer
            }
            Ok((html, Some(trouble))) if !stand.failed => self.doubtful(&html, stand, at, &trouble),
            Ok(_) => self.trouble(web, stand, at, &Trouble::ours()),
            Err(trouble) => self.trouble(web, stand, at, &trouble),
        }
    }

    /// The page with what was found pointed out in its text; nothing when it can't be made as it is now.
    pub(super) fn marked(stand: &Stand, verdicts: &Verdicts, at: Address<'_>) -> Option<Answer> {
        let (html, trouble) = make(&stand.edition, at).ok()?;
        if stand.failed || trouble.is_some() {
            return None;
        }
        let marked = review::marked(stand, verdicts, at)?;
        // It is loaded again when the page itself is another one.
        Some(dressed(&marked, None, stand, at, &print(&html, stand, at.folder)))
    }

    /// The fingerprint of what stands at this address: whether a browser has to load it again.
    pub(super) fn print(stand: &Stand, site: Option<&Site<'_>>, path: &str) -> String {
        let Some(site) = site else { return stamp(stand) };
        match press(&stand.edition, site, path) {
            Ok((html, None)) if !stand.failed => print(&html, stand, &site.region.folder),
            _ => stamp(stand),
        }
    }

    fn remember(&self, at: Address<'_>, html: String) {
        let mut good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = at.whole();
        good.retain(|(known, _)| *known != whole);
        good.push_back((whole, html));
        if good.len() > REMEMBERED {
            good.pop_front();
        }
    }

    fn trouble(&self, web: &Web, stand: &Stand, at: Address<'_>, trouble: &Trouble) -> Answer {
        let good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, html)) = good.iter().find(|(known, _)| *known == at.whole()) {
            let gone = Trouble::gone(stand, at);
            let banner = gone.as_ref().unwrap_or(trouble).banner(&stand.edition, LAST_GOOD);
            return dressed(html, Some(&banner), stand, at, &stamp(stand));
        }
        drop(good);
        let told = Message {
            titel: "Deze pagina is er niet",
            uitleg: &trouble.what,
            komt: true,
            gekleed: true,
            bevindingen: trouble.findings.iter().take(50).map(|d| finding(&stand.edition, d)).collect(),
            versie: stand.version,
        };
        let answer = web.page(404, "bericht.html", &told);
        let html = String::from_utf8_lossy(&answer.body).into_owned();
        Answer { status: 404, ..dressed(&html, None, stand, at, &stamp(stand)) }
    }

    /// A page that could be made, while something of it could not be read: as it was when all was well, or as it is, with
    /// a word of warning.
    fn doubtful(&self, html: &str, stand: &Stand, at: Address<'_>, trouble: &Trouble) -> Answer {
        let good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = at.whole();
        // What somebody writes in the page is seen, also while a text of others in it is broken.
        let known = good.iter().find(|(known, _)| *known == whole && !trouble.partly);
        let (html, title) = known.map_or((html, INCOMPLETE), |(_, good)| (good.as_str(), LAST_GOOD));
        dressed(html, Some(&trouble.banner(&stand.edition, title)), stand, at, &stamp(stand))
    }

    /// A file of a site that is no page. The whole site is made, so that what is gathered from all its pages is right.
    /// A site that is gone keeps the files that its last good pages need.
    fn file(&self, stand: &Stand, at: Address<'_>) -> Option<Vec<u8>> {
        let output = self.site(stand, at).or_else(|| {
            let name = format!("{}/{}", at.folder, at.audience);
            let whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
            whole.iter().rev().find(|(_, known, _)| *known == name).map(|(.., output)| Arc::clone(output))
        })?;
        let mut files = output.files();
        files.find(|(path, _)| *path == at.path).map(|(_, bytes)| bytes.to_vec())
    }

    /// Every file of a site.
    fn site(&self, stand: &Stand, at: Address<'_>) -> Option<Arc<Output>> {
        let name = format!("{}/{}", at.folder, at.audience);
        let whole = || self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((.., output)) = whole().iter().find(|(v, n, _)| *v == stand.version && *n == name) {
            return Some(Arc::clone(output));
        }
        let edition = &stand.edition;
        let site = edition.site(edition.region(at.folder)?, at.audience)?;
        let (output, _) = catch_unwind(AssertUnwindSafe(|| edition.render(&site))).ok()?;
        let output = Arc::new(output);
        let mut whole = whole();
        whole.push_back((stand.version, name, Arc::clone(&output)));
        if whole.len() > WHOLE_SITES {
            whole.pop_front();
        }
        Some(output)
    }
}

/// A page, and why it may not be what it should be.
type Made = (String, Option<Trouble>);

/// The page at this address.
fn make(edition: &Edition, at: Address<'_>) -> Result<Made, Trouble> {
    let missing = || Trouble::missing(edition);
    let region = edition.region(at.folder).ok_or_else(missing)?;
    if !region.profile.complete {
        return Err(Trouble { what: "`regio.yaml` is niet te lezen.".to_owned(), ..missing() });
    }
    let site = edition.site(region, at.audience).ok_or_else(Trouble::ours)?;
    press(edition, &site, at.path).map_err(|trouble| {
        // What may be the cause is told, now that somebody looks.
        if trouble.is_unknown() {
            return missing();
        }
        // A template that is not there says so better than what could not be filled without it.
        let findings: Diagnostics = edition.broken().cloned().collect();
        if trouble.what == BROKEN_THEME && !findings.is_empty() { Trouble { findings, ..trouble } } else { trouble }
    })
}

/// A page of the site.
fn press(edition: &Edition, site: &Site<'_>, path: &str) -> Result<Made, Trouble> {
    let made = catch_unwind(AssertUnwindSafe(|| edition.page(site, path)));
    let (page, findings) = made.map_err(|_| Trouble::ours())?;
    if findings.count(Severity::Error) > 0 {
        return Err(Trouble { what: BROKEN_THEME.to_owned(), findings, partly: false });
    }
    // Without templates a page is made of nothing.
    let html = page.map(|page| page.html).filter(|html| !html.trim().is_empty()).ok_or_else(Trouble::unknown)?;
    Ok((html, Trouble::with(edition, site, path)))
}

/// The page of the set that stands at this path of a site; nothing for one that is made of other pages.
pub(super) fn page_at<'p, 's>(site: &'p Site<'s>, path: &str) -> Option<&'p Page<'s>> {
    site.pages.get(slug(path))
}

fn slug(path: &str) -> &str {
    let folder = path.trim_end_matches("index.html").trim_end_matches('/');
    folder.rsplit('/').next().filter(|slug| !slug.is_empty()).unwrap_or(HOME)
}

/// Whether somebody wrote a text for this address, so that there is something to review.
pub(super) fn has_text(edition: &Edition, at: Address<'_>) -> bool {
    let slug = slug(at.path);
    let regional = edition.region(at.folder).into_iter().flat_map(|region| region.pages.keys());
    edition.set.pages.keys().chain(regional).any(|id| id.audience == at.audience && id.slug == slug)
}

/// In the place of the fingerprint of a page that is not as it should be: it is loaded again at every save, since what
/// is told of it may be different. Whoever asks for news gets the same one, or a browser would load it for ever.
fn stamp(stand: &Stand) -> String {
    format!("fout{}", stand.version)
}

/// The fingerprint of a page: of its text, and of what it is dressed with.
fn print(html: &str, stand: &Stand, folder: &str) -> String {
    format!("{}-{}", &blake3::hash(html.as_bytes()).to_hex()[..16], stand.looks(folder))
}

/// The page with the preview's bar, and perhaps a banner. The build's own policy for scripts makes room for ours.
fn dressed(html: &str, banner: Option<&str>, stand: &Stand, at: Address<'_>, print: &str) -> Answer {
    let mut out = String::with_capacity(html.len() + 1024);
    let policy = "<meta http-equiv=\"Content-Security-Policy\"";
    let html = match html.split_once(policy).and_then(|(before, rest)| Some((before, rest.split_once('>')?.1))) {
        Some((before, after)) => format!("{before}{after}"),
        None => html.to_owned(),
    };
    let review = if has_text(&stand.edition, at) { " data-nakijken" } else { "" };
    let script = format!(
        "<script src=\"/_/voorvertoning.js\" defer data-versie=\"{}\" \
         data-map=\"{}\" data-doelgroep=\"{}\" data-pad=\"{}\" data-afdruk=\"{print}\"{review}></script>\n",
        stand.version,
        escaped(at.folder),
        at.audience,
        escaped(at.path.trim_end_matches("index.html"))
    );
    let body = html.find("<body").and_then(|at| Some(at + html[at..].find('>')? + 1)).unwrap_or(0);
    let end = html.rfind("</body>").unwrap_or(html.len());
    // In the head, so that nothing is seen before it has its style.
    let head = html[..body].rfind("</head>").unwrap_or(body);
    out.push_str(&html[..head]);
    out.push_str("<link rel=\"stylesheet\" href=\"/_/stijl.css\">\n");
    out.push_str(&html[head..body]);
    out.push_str(banner.unwrap_or_default());
    out.push_str(&html[body.min(end)..end]);
    out.push_str(&script);
    out.push_str(&html[end..]);
    Answer::new(200, "html", out.into_bytes())
}
