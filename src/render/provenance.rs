//! Who checked a page, when and until when, what changed, and what readers said: in plain words.
//!
//! In: a page with its state. Out: values for `basis/herkomst.html`, notices above a text, and the feed of changes.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::address::address;
use super::fill::Filler;
use super::page_values::day;
use super::template::escaped;
use super::values::DayContext;
use crate::overlay::{Page, Site};
use crate::set::page::Change;
use crate::set::register::{Decision as Answer, Feedback};
use crate::set::signoff::Subject;
use crate::source::{Audience, Layer};
use crate::state::gate::Release;
use crate::state::{Signed, Standing, State};

/// What is told of a page that was withdrawn.
pub(super) const WITHDRAWN: &str = "Deze tekst is weggehaald, omdat hij niet meer klopte.";

/// Where a link to a page that stays behind would have gone; taken out before the page is written.
pub(super) const NOWHERE: &str = "wegwijzer:niet-hier";

/// What `basis/herkomst.html` gets as `pagina.herkomst`.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ProvenanceContext {
    /// `gevalideerd`, `nakijken`, `verlopen`, `concept` or `ingetrokken`.
    pub(super) staat: &'static str,
    /// Whether nobody signed the text at all.
    pub(super) niemand: bool,
    /// Who signed it.
    pub(super) door: Vec<SignatureContext>,
    /// When the whole text was judged last.
    pub(super) gecontroleerd_op: Option<DayContext>,
    /// By when somebody looks again.
    pub(super) tot: Option<DayContext>,
    /// The texts of the region on this page.
    pub(super) regio: Option<RegionalContext>,
    /// Whether a passage, fact or number in it was signed by nobody, or too long ago.
    pub(super) delen_open: bool,
    /// What changed, the newest first.
    pub(super) wijzigingen: Vec<ChangeContext>,
}

/// A signature as readers see it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SignatureContext {
    /// `een deskundige`, `de redactie`, `een panel van ouders (8 mensen)`.
    pub(super) wie: String,
    /// Organisation and function.
    pub(super) organisatie: String,
    /// The day.
    pub(super) dag: DayContext,
}

/// The regional texts of a page as readers see them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct RegionalContext {
    /// The worst of their states.
    pub(super) staat: &'static str,
    /// The oldest day on which one of them was judged, when all of them were.
    pub(super) gecontroleerd_op: Option<DayContext>,
}

/// A change as readers see it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ChangeContext {
    /// The day.
    pub(super) dag: DayContext,
    /// `feit`, `taal` or `regio`.
    pub(super) soort: &'static str,
    /// What changed.
    pub(super) wat: String,
    /// Why.
    pub(super) waarom: Option<String>,
    /// The group that asked for it.
    pub(super) advies_van: Option<String>,
}

/// A remark of readers with what was done.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ReactionContext {
    /// The day.
    pub(super) dag: DayContext,
    /// The group.
    pub(super) van: String,
    /// What they said.
    pub(super) gezegd: String,
    /// `ja`, `deels` or `nee`.
    pub(super) besluit: &'static str,
    /// What was done.
    pub(super) gedaan: Option<String>,
    /// Why not, or not wholly.
    pub(super) reden: Option<String>,
    /// Address of the page it is about, below the site's root.
    pub(super) adres: Option<String>,
}

/// Who checked a page, and what changed on it.
pub(super) fn provenance(filler: &Filler<'_, '_>, page: &Page<'_>) -> ProvenanceContext {
    let site = filler.view.site;
    let subject = Subject::Page(page.id.clone());
    let standing = match page.layer {
        Layer::National => site.states.national(&subject),
        Layer::Region(region) => site.states.regional(region, &subject),
    };
    let mut context = ProvenanceContext {
        staat: page.decision.state.name(),
        niemand: standing.is_none_or(|s| s.signed.is_empty()),
        regio: regional(filler, page),
        delen_open: site.states.has_open_parts(page.source.file),
        wijzigingen: page.source.meta.changes.iter().filter(|c| c.date <= site.as_of).map(change).collect(),
        ..ProvenanceContext::default()
    };
    if let Some(standing) = standing {
        context.door = standing.signed.iter().map(signature).collect();
        context.gecontroleerd_op = standing.checked.map(day);
        context.tot = standing.until.filter(|_| standing.state == State::Validated).map(day);
    }
    context
}

fn signature(signed: &Signed<'_>) -> SignatureContext {
    let role = signed.signature.role.value;
    let mut who = role.shown().to_owned();
    if let Some(heads) = signed.signature.heads.filter(|_| role.is_panel()) {
        let _ = write!(who, " ({heads} mensen)");
    }
    SignatureContext { wie: who, organisatie: signed.signature.organisation.clone(), dag: day(signed.date) }
}

/// The texts that the region put on a national page.
fn regional(filler: &Filler<'_, '_>, page: &Page<'_>) -> Option<RegionalContext> {
    let site = filler.view.site;
    let region = site.region.id;
    let mut standings: Vec<&Standing<'_>> = Vec::new();
    if page.layer == Layer::National && page.overlay.is_some_and(|o| !o.changes_nothing()) {
        standings.extend(site.states.regional(region, &Subject::Page(page.id.clone())));
    }
    for key in &filler.keys {
        let super::Key::Slot(slot) = key else { continue };
        let Some(crate::overlay::SlotContent::Text(texts)) = site.slots.get(slot.as_str()) else { continue };
        let subjects = texts.iter().map(|(sector, _)| Subject::Filling(slot.clone(), *sector));
        standings.extend(subjects.filter_map(|s| site.states.regional(region, &s)));
    }
    let worst = standings.iter().map(|s| s.state).min()?;
    let days: Option<Vec<Date>> = standings.iter().map(|s| s.checked).collect();
    Some(RegionalContext { staat: worst.name(), gecontroleerd_op: days.and_then(|d| d.into_iter().min()).map(day) })
}

fn change(change: &Change) -> ChangeContext {
    ChangeContext {
        dag: day(change.date),
        soort: change.kind.name(),
        wat: change.what.clone(),
        waarom: change.why.clone(),
        advies_van: change.advice_of.clone(),
    }
}

/// A change in one line, for the page and the feed of changes.
pub(super) fn change_line(change: &Change) -> String {
    let mut line = change.what.clone();
    if let Some(why) = &change.why {
        let _ = write!(line, " {why}");
    }
    if let Some(group) = &change.advice_of {
        let _ = write!(line, " Op advies van {group}.");
    }
    line
}

/// What readers said and what was done with it, the newest first.
pub(super) fn reactions(site: &Site<'_>) -> Vec<ReactionContext> {
    let said = site.set.registers.feedback.values();
    let mut all: Vec<&Feedback> =
        said.filter(|f| f.audiences.contains(&site.id.audience) && f.date <= site.as_of).collect();
    all.sort_by_key(|f| (std::cmp::Reverse(f.date), f.span));
    all.into_iter()
        .map(|f| ReactionContext {
            dag: day(f.date),
            van: f.of.clone(),
            gezegd: f.said.clone(),
            besluit: match f.decision {
                Answer::Yes => "ja",
                Answer::Partly => "deels",
                Answer::No => "nee",
            },
            gedaan: f.done.clone(),
            reden: f.reason.clone(),
            adres: f.page.as_ref().and_then(|p| {
                let (audience, slug) = p.value.split_once('/')?;
                let page = site.pages.get(slug).filter(|_| audience == site.id.audience.name())?;
                Some(address(slug, page.sectors, site.id.audience, None))
            }),
        })
        .collect()
}

/// The words above a text that goes out unchecked, or that was checked too long ago.
pub(super) fn notice(page: &Page<'_>, out: &mut String) {
    if page.decision.release != Release::Notice {
        return;
    }
    let words = if page.decision.state == State::Draft {
        "Let op. Deze tekst is nog niet door iedereen nagekeken. Er kan iets in staan dat niet klopt."
    } else {
        "Let op. Deze tekst is te lang niet nagekeken. Er kan iets in staan dat niet meer klopt."
    };
    let _ = writeln!(out, "<p class=\"melding\">{words}</p>");
}

/// What stands in the place of a text that was withdrawn: a short notice, with contact.
pub(super) fn withdrawn(filler: &Filler<'_, '_>, out: &mut String) {
    let site = filler.view.site;
    let (gone, ask) = match site.id.audience {
        Audience::Ouders => {
            ("Wij hebben deze tekst weggehaald. Hij klopte niet meer.", "Hebt u een vraag? Neem contact op")
        }
        Audience::Jongeren => {
            ("Deze tekst is weggehaald. Hij klopte niet meer.", "Heb je een vraag? Laat het ons weten")
        }
    };
    let _ = write!(out, "<div class=\"melding\">\n<p>{gone}</p>\n");
    if let Some(contact) = super::context::contact_page(site) {
        let _ = writeln!(out, "<p><a href=\"{}{}\">{ask}</a>.</p>", filler.root, escaped(&contact));
    }
    out.push_str("</div>\n");
}

/// Takes links that lead nowhere out of a text and leaves their words.
pub(super) fn unlink(text: &mut String) {
    let start = format!("<a href=\"{NOWHERE}");
    while let Some(at) = text.find(&start) {
        let Some(end) = text[at..].find('>').map(|i| at + i + 1) else { return };
        if let Some(close) = text[end..].find("</a>").map(|i| end + i) {
            text.replace_range(close..close + "</a>".len(), "");
        }
        text.replace_range(at..end, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_nowhere_leave_their_words() {
        let mut text = format!("a <a href=\"{NOWHERE}#x\"><em>b</em></a> <a href=\"c/\">d</a>");
        unlink(&mut text);
        assert_eq!(text, "a <em>b</em> <a href=\"c/\">d</a>");
    }
}
