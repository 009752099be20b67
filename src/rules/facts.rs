//! Facts where they are shown: for these schools, on this day, and only when they are known.

use super::{Check, Run};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::overlay::Site;
use crate::rule;
use crate::set::document::{InlineKind, Variable};
use crate::set::register::{Certainty, Fact};
use crate::set::sector::Sectors;
use crate::source::Span;

pub(super) static RULES: &[Check] = &[
    Check { rule: rule!("G005", "fact-beyond-sector", Error, Rights), run: Run::Site(fact_beyond_sector) },
    Check { rule: rule!("G006", "fact-out-of-date", Error, Rights), run: Run::Site(fact_out_of_date) },
    Check { rule: rule!("G007", "unknown-fact", Error, Rights), run: Run::Site(unknown_fact) },
];

/// Calls `visit` for every fact that the site shows: its id, the fact, for whom, and where.
fn each_fact(site: &Site<'_>, visit: &mut dyn FnMut(&str, &Fact, Sectors, Span)) {
    for page in site.pages.values() {
        for (section, sectors) in site.sections_on(page) {
            section.each_inline(&mut |inline| {
                let InlineKind::Variable(Variable::Fact(id, _)) = &inline.kind else { return };
                if let Some(fact) = site.set.registers.facts.get(id) {
                    visit(id, fact, sectors, inline.span);
                }
            });
        }
    }
}

/// A term of the middelbare school is no term of the basisschool.
fn fact_beyond_sector(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    each_fact(site, &mut |id, fact, sectors, span| {
        for sector in sectors.iter().filter(|s| !fact.sectors.has(*s)) {
            findings.push(
                Diagnostic::new(
                    rule,
                    span,
                    format!("het feit `{id}` geldt niet voor {}, en deze tekst wel", sector.name()),
                )
                .label(fact.span, "dit feit")
                .help("zet de zin in een deel voor de andere sector: een kop met `.po` of `.vo`"),
            );
        }
    });
}

/// What does not hold yet, or no more, is no fact today.
fn fact_out_of_date(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    each_fact(site, &mut |id, fact, _, span| {
        let message = match (fact.valid_from, fact.valid_until) {
            (Some(from), _) if site.as_of < from => format!("het feit `{id}` geldt pas vanaf {from}"),
            (_, Some(until)) if until < site.as_of => format!("het feit `{id}` gold tot en met {until}"),
            _ => return,
        };
        findings.push(
            Diagnostic::new(rule, span, message)
                .label(fact.span, "dit feit")
                .help("schrijf wat nu geldt, of geef het stuk een datum met `vanaf=` of `tot=`"),
        );
    });
}

/// What nobody has established may not be told to somebody who needs to rely on it.
fn unknown_fact(rule: &'static Rule, site: &Site<'_>, findings: &mut Diagnostics) {
    each_fact(site, &mut |id, fact, _, span| {
        if fact.certainty == Certainty::Unknown {
            findings.push(
                Diagnostic::new(rule, span, format!("het feit `{id}` is onbekend, en mag niet in een tekst"))
                    .label(fact.span, "dit feit")
                    .help("schrijf eromheen tot een deskundige het heeft vastgesteld"),
            );
        }
    });
}
