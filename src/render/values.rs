//! The values that templates get: the contract between this program and a theme, written out in `themes/README.md`.
//!
//! A template knows these types and nothing else. Addresses are below the site's root; a template puts `wortel` before
//! them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::provenance::{ProvenanceContext, ReactionContext};

/// What every template of a site gets as `site`.
#[derive(Clone, Debug, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "templates ask yes-or-no questions")]
pub(super) struct SiteContext {
    /// How the site is called.
    pub(super) merk: String,
    /// The name of the steunpunt.
    pub(super) regio: String,
    /// `ouders` or `jongeren`.
    pub(super) doelgroep: &'static str,
    /// Where the site stands, ending with `/`; `None` when nobody said so.
    pub(super) adres: Option<String>,
    /// A made-up region: banner and noindex.
    pub(super) fictief: bool,
    /// The steunpunt is being set up.
    pub(super) in_opbouw: bool,
    /// The region has primary schools.
    pub(super) po: bool,
    /// The region has secondary schools.
    pub(super) vo: bool,
    /// The tracks of a youth site.
    pub(super) sporen: Vec<TrackContext>,
    /// The groups of the menu.
    pub(super) groepen: Vec<GroupContext>,
    /// The other audience's site.
    pub(super) andere: Option<OtherSite>,
    /// Ways of contact.
    pub(super) kanalen: Vec<ChannelContext>,
    /// When somebody checked them.
    pub(super) gecontroleerd: Option<DayContext>,
    /// People.
    pub(super) gezichten: Vec<FaceContext>,
    /// Schools and other places, per municipality.
    pub(super) scholen: Vec<MunicipalityContext>,
    /// Walk-in hours.
    pub(super) spreekuren: Vec<HourContext>,
    /// The national lines for these readers, by id.
    pub(super) landelijk: BTreeMap<String, NationalContext>,
    /// The address of the page about contact, below the root.
    pub(super) contact: Option<String>,
    /// Where the exit leads.
    pub(super) snel_weg: Option<String>,
    /// The region's own mark.
    pub(super) logo: Option<ImageContext>,
    /// Whether the region has a font of its own, `lettertype.woff2` below the root.
    pub(super) lettertype: bool,
    /// Where remarks go.
    pub(super) terugkoppeling: Option<FeedbackContext>,
    /// With whom the name of the site was chosen.
    pub(super) gekozen_met: Option<String>,
    /// The region's own statement on accessibility.
    pub(super) verklaring: StatementContext,
    /// Who keeps the national texts.
    pub(super) redactie: Vec<String>,
    /// What readers said and what was done with it, the newest first.
    pub(super) reacties: Vec<ReactionContext>,
}

/// A municipality with its schools.
#[derive(Clone, Debug, Serialize)]
pub(super) struct MunicipalityContext {
    /// Its name.
    pub(super) gemeente: String,
    /// Its schools, by name.
    pub(super) scholen: Vec<SchoolContext>,
}

/// A school, or another place where pupils get help.
#[derive(Clone, Debug, Serialize)]
pub(super) struct SchoolContext {
    /// Its name.
    pub(super) naam: String,
    /// `basisschool`, `sbo`, …
    pub(super) soort: &'static str,
    /// What it offers.
    pub(super) aanbod: Option<String>,
    /// Its own site.
    pub(super) site: Option<String>,
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
    /// Its drawing, as SVG; empty for parents.
    pub(super) beeld: String,
    /// By when it is looked at again.
    pub(super) herzien_voor: Option<DayContext>,
}

/// A day, for people and for machines.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DayContext {
    /// `1 augustus 2027`
    pub(super) tekst: String,
    /// `2027-08-01`
    pub(super) datum: String,
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
    /// Number or address, as readers see it.
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
    /// Its first letter, for who has no photo.
    pub(super) letter: String,
    /// What they do.
    pub(super) rol: String,
    /// At which schools.
    pub(super) scholen: Vec<String>,
    /// One sentence of theirs.
    pub(super) zin: Option<String>,
    /// When they are there.
    pub(super) dagen: Option<String>,
    /// A photo or drawing.
    pub(super) foto: Option<ImageContext>,
}

/// An image of the region.
#[derive(Clone, Debug, Serialize)]
pub(super) struct ImageContext {
    /// Its address below the root.
    pub(super) adres: String,
    /// Width in pixels.
    pub(super) breedte: u32,
    /// Height in pixels.
    pub(super) hoogte: u32,
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

/// A national line.
#[derive(Clone, Debug, Serialize)]
pub(super) struct NationalContext {
    /// Its name.
    pub(super) naam: String,
    /// Number.
    pub(super) telefoon: Option<String>,
    /// Address of the chat.
    pub(super) chat: Option<String>,
    /// Address of the site.
    pub(super) site: Option<String>,
    /// When.
    pub(super) tijden: Option<String>,
    /// What it costs.
    pub(super) kosten: Option<String>,
}

/// Where remarks go.
#[derive(Clone, Debug, Serialize)]
pub(super) struct FeedbackContext {
    /// A mail address, or the address of a form.
    pub(super) adres: String,
    /// Whether it is a mail address.
    pub(super) mail: bool,
}

/// What the region itself says of accessibility; nothing is filled in for it.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct StatementContext {
    /// The letter.
    pub(super) status: Option<String>,
    /// The day of the statement.
    pub(super) datum: Option<DayContext>,
    /// Where the audit can be read.
    pub(super) onderzoek: Option<String>,
    /// Where somebody tells of a problem.
    pub(super) contact: Option<String>,
    /// How soon there is an answer.
    pub(super) antwoord: Option<String>,
    /// Where to go when there is none.
    pub(super) klacht: Option<String>,
}

/// What the template of a page gets as `pagina`.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PageContext {
    /// Its title.
    pub(super) titel: String,
    /// Its title, with soft hyphens in long words.
    pub(super) kop: String,
    /// One or two sentences.
    pub(super) samenvatting: String,
    /// The folder of its address.
    pub(super) slug: String,
    /// `basisschool` or `middelbare school` on a track.
    pub(super) spoor: Option<&'static str>,
    /// Where the list of this track stands, below the root.
    pub(super) spoor_adres: Option<String>,
    /// The short answer, ready.
    pub(super) kort: String,
    /// Its text, ready.
    pub(super) inhoud: String,
    /// Its headings as items of a list, ready; empty when there are few.
    pub(super) inhoudsopgave: String,
    /// A mark of this very text.
    pub(super) versie: String,
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
    pub(super) herzien_voor: Option<DayContext>,
    /// A reader may be in danger when somebody looks along.
    pub(super) gevoelig: bool,
    /// The drawing, as SVG; empty for parents.
    pub(super) beeld: String,
    /// Who checked it, and what changed.
    pub(super) herkomst: ProvenanceContext,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever makes a theme finds every value in its handbook.
    #[test]
    fn the_handbook_names_every_value() {
        let handbook = include_str!("../../themes/README.md");
        let (_, after) = handbook.split_once("### `site`").expect("values of a site");
        let (site, after) = after.split_once("### `pagina`").expect("values of a page");
        let (page, list) = after.split_once("### `lijst`").expect("values of a list");
        let keys =
            |value: serde_json::Value| -> Vec<String> { value.as_object().expect("a map").keys().cloned().collect() };
        for (part, keys) in [
            (site, keys(serde_json::to_value(SiteContext::default()).expect("a value"))),
            (page, keys(serde_json::to_value(PageContext::default()).expect("a value"))),
            (list, keys(serde_json::to_value(super::super::list_values::ListContext::default()).expect("a value"))),
        ] {
            for key in keys {
                assert!(part.contains(&format!("`{key}`")), "the handbook does not name {key}");
            }
        }
    }

    /// The policy in the handbook is the one that is written.
    #[test]
    fn the_handbook_gives_the_policy_of_the_sites() {
        let handbook = include_str!("../../themes/README.md");
        let policy = format!("\"{}; frame-ancestors 'none'\"", super::super::head::POLICY);
        assert_eq!(handbook.matches(&policy).count(), 2);
    }
}
