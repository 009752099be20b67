//! The rules: judgements on the finished set and on each site. They change nothing.
//!
//! A rule is one row and one function in the file of the thing it looks at, and one file in `explain/`, which is its
//! manual and its test. Adding a rule touches two files; a new file of rules is one more line in `TABLES`.

mod facts;
mod governance;
mod links;
mod overlay;
mod references;
mod region;
mod style;
mod words;

use crate::diagnostic::{Diagnostics, Rule};
use crate::overlay::Site;
use crate::set::InformationSet;
use crate::source::SiteId;

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
    /// A site as put together: once per site. Its findings concern that site.
    Site(fn(&'static Rule, &Site<'_>, &mut Diagnostics)),
}

/// The tables of rules, one per file.
static TABLES: &[&[Check]] = &[
    facts::RULES,
    governance::RULES,
    links::RULES,
    overlay::RULES,
    references::RULES,
    region::RULES,
    style::RULES,
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

/// Judges the set as read.
pub fn check_set(set: &InformationSet) -> Diagnostics {
    let mut findings = Diagnostics::default();
    for check in all() {
        if let Run::Set(run) = check.run {
            run(&check.rule, set, &mut findings);
        }
    }
    findings
}

/// Judges one site.
pub fn check_site(site: &Site<'_>) -> Diagnostics {
    let mut findings = Diagnostics::default();
    for check in all() {
        if let Run::Site(run) = check.run {
            run(&check.rule, site, &mut findings);
        }
    }
    let id: SiteId = site.id;
    findings.for_site(id)
}
