//! How much a finding weighs in this set: `[rules]` of `book.toml`.
//!
//! In: the configuration and the findings. Out: the findings with their weight, before anything is kept back by an
//! error. What guards rights, safety or privacy can be made heavier, never lighter.

use std::collections::BTreeMap;

use super::{Check, Run, catalogue};
use crate::config::{Config, Level};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule, Severity, did_you_mean};
use crate::rule;
use crate::set::InformationSet;
use crate::source::{Audience, Sources};

pub(super) static RULES: &[Check] =
    &[Check { rule: rule!("F013", "wrong-level", Error, Form), run: Run::Set(wrong_level) }];

/// The finding that is known only when the sites are there already.
const LAST: &str = "H013";

/// The weights of a set.
pub struct Levels<'a> {
    sources: &'a Sources,
    weights: BTreeMap<(&'a str, Option<Audience>), Option<Severity>>,
}

impl<'a> Levels<'a> {
    /// The weights that `book.toml` may give; what it may not give was told.
    pub fn new(config: &'a Config, sources: &'a Sources) -> Self {
        let rules = if config.levels.is_empty() { Vec::new() } else { catalogue() };
        let allowed = config.levels.iter().filter(|level| fault(level, &rules).is_none());
        let weights = allowed.map(|l| ((l.code.value.as_str(), l.audience), l.severity)).collect();
        Self { sources, weights }
    }

    /// Gives each finding its weight.
    pub fn weigh(&self, findings: &mut Diagnostics) {
        if !self.weights.is_empty() {
            findings.weigh(|d| self.weight(d));
        }
    }

    fn weight(&self, finding: &Diagnostic) -> Option<Severity> {
        let code = finding.rule.code;
        let own = self.audience(finding).and_then(|a| self.weights.get(&(code, Some(a))));
        own.or_else(|| self.weights.get(&(code, None))).copied().unwrap_or(Some(finding.severity))
    }

    /// Whose texts a finding is about: the sites it was found for, or else the folder of its file.
    fn audience(&self, finding: &Diagnostic) -> Option<Audience> {
        let mut sites = finding.sites.iter().map(|site| site.audience);
        if let Some(first) = sites.next() {
            return sites.all(|other| other == first).then_some(first);
        }
        let path = &self.sources.file(finding.span?.file).path;
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["content", folder, ..] | ["regions", _, folder, ..] => Audience::from_name(folder),
            _ => None,
        }
    }
}

fn wrong_level(rule: &'static Rule, set: &InformationSet, findings: &mut Diagnostics) {
    let rules = catalogue();
    for level in &set.config.levels {
        if let Some((message, help)) = fault(level, &rules) {
            findings.push(Diagnostic::new(rule, level.code.span, message).help(help));
        }
    }
}

/// What is wrong with a row of `[rules]`.
fn fault(level: &Level, rules: &[&'static Rule]) -> Option<(String, String)> {
    let code = &level.code.value;
    let Some(rule) = rules.iter().find(|r| r.code == code) else {
        let advice =
            did_you_mean(code, rules.iter().map(|r| r.code), "de codes staan in `wegwijzer uitleg`, zonder code");
        return Some((format!("er is geen bevinding `{code}`"), advice));
    };
    match rule.guard {
        Some(guard) if level.severity.is_none_or(|severity| severity < rule.severity) => Some((
            format!("`{code}` bewaakt {}, en kan hier niet lichter", guard.name()),
            "haal de regel weg; zwaarder maken kan wel".to_owned(),
        )),
        _ if code == LAST && level.severity == Some(Severity::Error) => Some((
            format!("`{code}` kan geen fout zijn: hij is pas bekend als de sites er al zijn"),
            "laat hem een waarschuwing; met `--streng` telt die voor de uitslag".to_owned(),
        )),
        _ => None,
    }
}
