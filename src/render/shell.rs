//! The shell around pages: head, header, contact, footer, safety strip. Made once per kind of page.

use std::sync::Arc;

use super::fill::Filler;
use super::head;
use super::page::strip;
use super::site::{Press, SiteView};
use super::template::{Template, token};
use super::theme::Value;
use crate::set::sector::Sector;
use crate::source::Audience;

/// What the shell of a page depends on; pages of the same kind share one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    /// The word of the menu under which the page stands.
    pub(super) here: &'static str,
    /// The track of the youth site.
    pub(super) track: Option<Sector>,
    /// Somebody who looks along may be a danger.
    pub(super) sensitive: bool,
    /// A page of the set, on which readers can remark.
    pub(super) remarks: bool,
}

/// The passage for safety, without explained terms: those stand on the page.
pub(super) fn safety_strip(view: &SiteView<'_, '_>) -> Option<String> {
    let site = view.site;
    let passage = site.set.config.sites.get(&site.id.audience).and_then(|c| c.strip.as_ref())?;
    let mut filler = Filler::new(view, None, None, "");
    filler.terms = (0..site.set.registers.terms.len()).collect();
    filler.root = token("wortel");
    Some(strip(&mut filler, &passage.value))
}

impl Press<'_, '_> {
    /// The shell of a kind of page, made when it is first needed.
    pub(super) fn shell(&mut self, kind: Kind) -> Arc<Template> {
        if let Some(shell) = self.shells.get(&kind) {
            return shell.clone();
        }
        // Young people always see where to go in danger; parents where it may be about that.
        let young = self.view.site.id.audience == Audience::Jongeren;
        let strip = self.strip.as_ref().filter(|_| young || kind.sensitive || kind.here == "contact");
        let values = [
            ("site", self.context.clone()),
            ("wortel", Value::from(token("wortel"))),
            ("titel", Value::from(token("titel"))),
            ("omschrijving", Value::from(token("omschrijving"))),
            ("pad", Value::from(token("pad"))),
            ("id", Value::from(token("id"))),
            ("versie", Value::from(token("versie"))),
            ("inhoud", Value::from(token("inhoud"))),
            ("strook", Value::from_serializable(&strip)),
            ("beleid", Value::from(head::POLICY)),
            ("hier", Value::from(kind.here)),
            ("spoor", Value::from_serializable(&kind.track.map(Sector::school))),
            ("gevoelig", Value::from(kind.sensitive)),
            ("reactie", Value::from(kind.remarks)),
        ];
        let shell = Arc::new(Template::from_theme(&self.theme.render("basis/site.html", values, self.findings)));
        self.shells.insert(kind, shell.clone());
        shell
    }
}
