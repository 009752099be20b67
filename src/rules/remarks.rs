//! Which finding a remark on a sentence is: its code, its name, and how much it weighs.
//!
//! A kind of remark is a warning only if at least four of five of them are right on texts that it was not made on
//! (`tests/dutch/`); all others are hints.

use crate::diagnostic::Severity;
use crate::dutch::RemarkKind;

/// Code, name and weight of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The code of the finding.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it weighs.
    pub severity: Severity,
}

/// Which finding a remark is.
pub fn weight(kind: RemarkKind) -> Weight {
    let (code, name, severity) = match kind {
        RemarkKind::Passive { agent: true } => ("S003", "passive", Severity::Warning),
        RemarkKind::Passive { agent: false } => ("S003", "passive", Severity::Info),
        RemarkKind::Nominal => ("S005", "noun-style", Severity::Warning),
        RemarkKind::Tang => ("S010", "verbs-apart", Severity::Info),
        RemarkKind::Insert => ("S011", "long-insert", Severity::Info),
        RemarkKind::DoubleNegation => ("S012", "double-denial", Severity::Info),
        RemarkKind::CommaChain => ("S013", "comma-chain", Severity::Info),
        RemarkKind::Shouting => ("S014", "shouting", Severity::Info),
        RemarkKind::EasierWord => ("W010", "easier-word", Severity::Warning),
        RemarkKind::Abbreviation => ("W011", "dotted-abbreviation", Severity::Warning),
        RemarkKind::Letters => ("W012", "unexplained-letters", Severity::Warning),
    };
    Weight { code, name, severity }
}
