//! Which finding a remark on a sentence is: its code, its name, and how much it weighs.
//!
//! A kind of remark is a warning only if at least four of five of them are right on texts that it was not made on
//! (`tests/dutch/`); all others are hints.

use crate::dutch::RemarkKind;

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Good to know, and often not sure: only `wegwijzer lees` tells it.
    Hint,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

/// Code, name and weight of a remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weight {
    /// The code of the finding.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it weighs.
    pub grade: Grade,
}

/// Which finding a remark is.
pub fn weight(kind: RemarkKind) -> Weight {
    let (code, name, grade) = match kind {
        RemarkKind::Passive { agent: true } => ("S003", "passive", Grade::Warning),
        RemarkKind::Passive { agent: false } => ("S003", "passive", Grade::Hint),
        RemarkKind::Nominal => ("S005", "noun-style", Grade::Warning),
        RemarkKind::Tang => ("S010", "verbs-apart", Grade::Hint),
        RemarkKind::Insert => ("S011", "long-insert", Grade::Hint),
        RemarkKind::DoubleNegation => ("S012", "double-denial", Grade::Hint),
        RemarkKind::CommaChain => ("S013", "comma-chain", Grade::Hint),
        RemarkKind::Shouting => ("S014", "shouting", Grade::Hint),
        RemarkKind::EasierWord => ("W010", "easier-word", Grade::Warning),
        RemarkKind::Abbreviation => ("W011", "dotted-abbreviation", Grade::Warning),
        RemarkKind::Letters => ("W012", "unexplained-letters", Grade::Warning),
    };
    Weight { code, name, grade }
}
