//! The rules: judgements on the finished set and on each site. They change nothing.
//!
//! A rule is one row and one function in the file of the thing it looks at, and one file in `explain/`, which is its
//! manual and its test. Adding a rule touches two files; a new file of rules is one more line in `TABLES`.

mod contacts;
mod coverage;
mod facts;
mod figures;
mod folded;
mod governance;
mod levels;
mod links;
mod overlay;
mod privacy;
mod readability;
mod references;
mod region;
mod regional;
mod remarks;
mod safety;
mod sentences;
mod signoff;
mod sources;
mod stories;
mod structure;
mod style;
mod texts;
mod traces;
mod typed;
mod wording;
mod words;
mod writing;

pub use figures::{PageFigures, PageReader, SectionFigures, TextFigures, TrackFigures, figures_of};
pub use levels::Levels;
pub use remarks::{Weight, weight};
pub use texts::Texts;

use jiff::civil::Date;

use writing::Writing;

use crate::diagnostic::{Diagnostics, Label, Rule};
use crate::overlay::{Origin, Page, Part, Site};
use crate::set::InformationSet;
use crate::source::{SiteId, Span};

/// A rule with what it looks at.
pub struct Check {
    /// Code, name, weight, manual.
    pub rule: Rule,
    /// What it looks at.
    pub run: Run,
}

/// What a rule looks at, and so how often it runs.
pub enum Run {
    /// The set as read: once per run.
    Set(fn(&'static Rule, &InformationSet, &mut Diagnostics)),
    /// The set as read, on the day of the run: once per run.
    Dated(fn(&'static Rule, &InformationSet, Date, &mut Diagnostics)),
    /// The words of the set, made into running text once: once per run.
    Text(fn(&'static Rule, &Writing<'_>, &mut Diagnostics)),
    /// Every text of the set as Dutch: once per run, where it stands.
    Dutch(fn(&'static Rule, &Texts<'_>, &mut Diagnostics)),
    /// A site as put together: once per site. Its findings concern that site.
    Site(fn(&'static Rule, &Site<'_>, &mut Diagnostics)),
    /// What the nation wrote once per run, and what a region wrote once per site.
    Both(fn(&'static Rule, &InformationSet, Date, &mut Diagnostics), fn(&'static Rule, &Site<'_>, &mut Diagnostics)),
}

/// The tables of rules, one per file.
static TABLES: &[&[Check]] = &[
    contacts::RULES,
    coverage::RULES,
    facts::RULES,
    folded::RULES,
    governance::RULES,
    levels::RULES,
    links::RULES,
    overlay::RULES,
    privacy::RULES,
    readability::RULES,
    references::RULES,
    region::RULES,
    regional::RULES,
    safety::RULES,
    sentences::RULES,
    signoff::RULES,
    sources::RULES,
    stories::RULES,
    structure::RULES,
    style::RULES,
    typed::RULES,
    wording::RULES,
    words::RULES,
];

/// Every rule that judges.
pub fn all() -> impl Iterator<Item = &'static Check> {
    TABLES.iter().flat_map(|table| table.iter())
}

/// Every kind of finding there is: of the stages and of the rules, in the order of the codes.
pub fn catalogue() -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = crate::catalogue::STAGES.to_vec();
    rules.extend(all().map(|check| &check.rule));
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Judges the set as read, on the day `as_of`.
pub fn check_set(set: &InformationSet, as_of: Date) -> Diagnostics {
    let mut findings = Diagnostics::default();
    let writing = Writing::new(set);
    let texts = Texts::read(set);
    for check in all() {
        match check.run {
            Run::Set(run) => run(&check.rule, set, &mut findings),
            Run::Dated(run) | Run::Both(run, _) => run(&check.rule, set, as_of, &mut findings),
            Run::Text(run) => run(&check.rule, &writing, &mut findings),
            Run::Dutch(run) => run(&check.rule, &texts, &mut findings),
            Run::Site(_) => {}
        }
    }
    set.silence_unread(&mut findings);
    findings
}

/// Judges one site.
pub fn check_site(site: &Site<'_>) -> Diagnostics {
    let mut findings = Diagnostics::default();
    for check in all() {
        if let Run::Site(run) | Run::Both(_, run) = check.run {
            run(&check.rule, site, &mut findings);
        }
    }
    site.set.silence_unread(&mut findings);
    name_the_layers(site, &mut findings);
    let id: SiteId = site.id;
    findings.for_site(id)
}

/// A finding about what a region wrote says which national text it belongs to.
fn name_the_layers(site: &Site<'_>, findings: &mut Diagnostics) {
    if findings.is_empty() {
        return;
    }
    let places: Vec<(Span, Span, &str)> =
        site.pages.values().filter(|p| p.overlay.is_some()).flat_map(layers).collect();
    findings.label(|finding| {
        let span = finding.span?;
        let (_, national, says) = places.iter().find(|(regional, ..)| regional.contains(span))?;
        Some(Label { span: *national, text: (*says).to_owned() })
    });
}

/// What a region wrote on a page, with the national text that it belongs to.
fn layers<'s>(page: &Page<'s>) -> Vec<(Span, Span, &'s str)> {
    let belongs = |part: &&Part<'s>| match part.origin {
        Origin::Own => None,
        Origin::Replaces(national) => Some((part.section.span, national, "in plaats van deze landelijke tekst")),
        Origin::Into(national) => Some((part.section.span, national, "hoort bij deze landelijke tekst")),
        Origin::Before(national) => Some((part.section.span, national, "staat voor deze landelijke tekst")),
        Origin::After(national) => Some((part.section.span, national, "staat na deze landelijke tekst")),
    };
    page.all_parts().iter().filter_map(belongs).collect()
}
