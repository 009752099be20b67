//! What stands between the braces of a heading: `{#id .po .open .uitklap vanaf=2026-08-01 vervangt=id}`.

use jiff::civil::Date;

use super::sector::Sectors;
use crate::source::Spanned;

/// What a heading says about its section.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "a heading has each mark or has it not")]
pub struct Marks {
    /// `{#id}` was written.
    pub named: bool,
    /// `.open`: a region may replace or hide it.
    pub open: bool,
    /// `.vast`: nothing may be put inside.
    pub fixed: bool,
    /// `.uitklap`: shown as a question that opens.
    pub folded: bool,
    /// `.blad`: printed on a sheet of its own.
    pub sheet: bool,
    /// `.po`, `.vo`; both when neither is written.
    pub sectors: Sectors,
    /// First day on which it is shown.
    pub from: Option<Date>,
    /// First day on which it is shown no more.
    pub until: Option<Date>,
    /// What an overlay does with it; more than one is a finding.
    pub operations: Vec<Spanned<Operation>>,
}

impl Marks {
    /// Whether the section is shown on that day.
    pub fn shown_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl Default for Marks {
    fn default() -> Self {
        Self {
            named: false,
            open: false,
            fixed: false,
            folded: false,
            sheet: false,
            sectors: Sectors::BOTH,
            from: None,
            until: None,
            operations: Vec::new(),
        }
    }
}

/// What a section of an overlay does with a section of the national page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `vervangt`: takes its place and keeps its id.
    Replaces(String),
    /// `bij`: becomes its last child.
    Into(String),
    /// `voor`: stands before it.
    Before(String),
    /// `na`: stands after it.
    After(String),
}

impl Operation {
    /// The id of the section it names.
    pub fn target(&self) -> &str {
        match self {
            Operation::Replaces(t) | Operation::Into(t) | Operation::Before(t) | Operation::After(t) => t,
        }
    }
}
