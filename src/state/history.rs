//! What happened to a text, and what each signature is worth for the text as it is now.

use jiff::civil::Date;

use super::standing::{Signed, Standing};
use crate::set::signoff::{Record, Step, StepKind};

/// An entry of a record, as it stands today.
#[derive(Clone, Debug)]
pub struct Entry<'s> {
    /// The entry.
    pub step: &'s Step,
    /// What it is worth.
    pub worth: Worth,
}

/// What an entry of a record is worth for the text as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// It fills a place among the signatures that the text asks for.
    Counts,
    /// It is the last word of somebody who refused this text.
    Refuses,
    /// It is on this text, and a later one fills the place.
    Spare,
    /// It counts for no text, for this reason.
    Void(String),
    /// It was on another text: this one is not what was signed.
    OtherText,
    /// The text was withdrawn after it.
    BeforeWithdrawal,
    /// Its day has not come.
    NotYet,
    /// It is a withdrawal.
    Withdrawal,
}

/// The entries of a record, the newest first. What can't be read proves nothing, and gives none.
pub fn history<'s>(record: &'s Record, standing: &Standing<'_>, as_of: Date) -> Vec<Entry<'s>> {
    if record.broken {
        return Vec::new();
    }
    let is = |list: &[Signed<'_>], step: &Step| list.iter().any(|s| s.span == step.span);
    let mut withdrawn = false;
    let mut entries = Vec::new();
    for step in record.steps.iter().rev() {
        let void = standing.void.iter().find(|(s, _)| s.span == step.span);
        let worth = match &step.kind {
            _ if step.date > as_of => Worth::NotYet,
            StepKind::Withdrawn(_) => {
                withdrawn = true;
                Worth::Withdrawal
            }
            _ if withdrawn => Worth::BeforeWithdrawal,
            _ if is(&standing.signed, step) => Worth::Counts,
            _ if is(&standing.refused, step) => Worth::Refuses,
            _ if is(&standing.spare, step) => Worth::Spare,
            _ => void.map_or(Worth::OtherText, |(_, why)| Worth::Void(why.clone())),
        };
        entries.push(Entry { step, worth });
    }
    entries
}
