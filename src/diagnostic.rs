//! Findings: what is wrong, where, what the limit is and what to do.
//!
//! In: rules and places. Out: [`Diagnostics`], a list that only grows; it is sorted and joined once, at the end of a
//! run. A finding is made where the text stands and concerns every site that shows that place, unless it was found
//! while one site was put together: then it carries the sites it was found for.

mod list;

use std::collections::BTreeSet;

pub use list::Diagnostics;

use crate::source::{SiteId, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Is good to know; never counts for the verdict.
    Info,
    /// Is printed and counted.
    Warning,
    /// Keeps the sites that show the place from being published.
    Error,
}

/// What a kind of finding watches over, so that no set can make it weigh less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// That what readers see is what editors wrote.
    Form,
    /// What the law gives parents and young people.
    Rights,
    /// That somebody in need reaches help.
    Safety,
    /// What nobody else has to know.
    Privacy,
}

impl Guard {
    /// What it watches over, in Dutch.
    pub fn name(self) -> &'static str {
        match self {
            Guard::Form => "dat lezers zien wat er geschreven is",
            Guard::Rights => "rechten",
            Guard::Safety => "veiligheid",
            Guard::Privacy => "privacy",
        }
    }
}

/// A kind of finding: a row of the catalogue or of a table of rules. Its manual and test is `explain`.
#[derive(Debug)]
pub struct Rule {
    /// Family letter and three digits; never reused.
    pub code: &'static str,
    /// The fault, in kebab-case.
    pub name: &'static str,
    /// Weight when the set decides nothing else.
    pub severity: Severity,
    /// *Wat*, *Waarom*, *Fout*, *Goed*, *Bron*, in Dutch.
    pub explain: &'static str,
    /// What it watches over; then `[rules]` can't make it lighter.
    pub guard: Option<Guard>,
}

impl Rule {
    /// The title of its manual, without the code.
    pub fn title(&self) -> &'static str {
        let line = self.explain.lines().next().unwrap_or("").trim_start_matches(['#', ' ']);
        line.strip_prefix(self.code).unwrap_or(line).trim()
    }
}

/// Makes a [`Rule`] of code, name, severity and, if it has one, guard; its text is `src/rules/explain/<code>-<name>.md`.
#[macro_export]
macro_rules! rule {
    ($code:literal, $name:literal, $severity:ident) => {
        $crate::rule!(@row $code, $name, $severity, None)
    };
    ($code:literal, $name:literal, $severity:ident, $guard:ident) => {
        $crate::rule!(@row $code, $name, $severity, Some($crate::diagnostic::Guard::$guard))
    };
    (@row $code:literal, $name:literal, $severity:ident, $guard:expr) => {
        $crate::diagnostic::Rule {
            code: $code,
            name: $name,
            severity: $crate::diagnostic::Severity::$severity,
            explain: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rules/explain/", $code, "-", $name, ".md")),
            guard: $guard,
        }
    };
}

/// A second place that a finding points at, with what stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What it is, in a few words.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its kind.
    pub rule: &'static Rule,
    /// Its weight in this run.
    pub severity: Severity,
    /// What was found, with the limit: small first letter, no full stop.
    pub message: String,
    /// Where; `None` when a whole folder or set is meant.
    pub span: Option<Span>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: String,
    /// The sites it was found for; empty when it concerns every site that shows the place.
    pub sites: BTreeSet<SiteId>,
}

impl Diagnostic {
    /// A finding of `rule` at `span`.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            span: Some(span),
            labels: Vec::new(),
            help: String::new(),
            sites: BTreeSet::new(),
        }
    }

    /// A finding about something that stands in no file.
    pub fn without_place(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self { span: None, ..Self::new(rule, Span::new(crate::source::FileId(0), 0, 0), message) }
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Points at a second place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Concerns this site only.
    pub fn for_site(mut self, site: SiteId) -> Self {
        self.sites.insert(site);
        self
    }
}

/// A comment that silences one kind of finding on the block after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The code that is silenced.
    pub code: String,
    /// Why, in the editor's words.
    pub reason: String,
    /// The comment.
    pub span: Span,
    /// The block that follows it.
    pub target: Span,
}

/// The known name that looks most like `name`, when one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // One number is not a slip for another.
    if name.chars().any(|c| c.is_ascii_digit()) && !name.chars().any(char::is_alphabetic) {
        return None;
    }
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(name, k), k))
        .filter(|(distance, k)| *distance <= 1.max(name.chars().count().max(k.chars().count()) / 3))
        .min()
        .map(|(_, k)| k)
}

/// “Bedoelt u `…`?”, or the given advice when no name is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(name, known).map_or_else(|| otherwise.to_owned(), |near| format!("bedoelt u `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titl", ["titel", "pijler"]), Some("titel"));
        assert_eq!(nearest("klasse-a", ["titel", "pijler"]), None);
    }
}
