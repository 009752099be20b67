//! Findings for people and machines. Each form is a file; what a finding holds stands in [`crate::diagnostic`].

mod mens;
mod regel;
mod status;

pub use status::{StatusForm, status};

use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Sources;

/// How findings are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With excerpts, for people.
    Mens,
    /// One line each, for editors and scripts.
    Regel,
}

impl Form {
    /// Every form with its name on the command line.
    pub const ALL: [(&'static str, Form); 2] = [("mens", Form::Mens), ("regel", Form::Regel)];
}

/// Writes the findings down. `color` adds the codes of a terminal.
pub fn write(form: Form, findings: &Diagnostics, sources: &Sources, color: bool) -> String {
    match form {
        Form::Mens => mens::write(findings, sources, color),
        Form::Regel => regel::write(findings, sources),
    }
}

/// `3 fouten en 1 waarschuwing`.
pub fn totals(findings: &Diagnostics) -> String {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let counted = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    match (errors, warnings) {
        (0, 0) => "geen bevindingen".to_owned(),
        (e, 0) => counted(e, "fout", "fouten"),
        (0, w) => counted(w, "waarschuwing", "waarschuwingen"),
        (e, w) => format!("{} en {}", counted(e, "fout", "fouten"), counted(w, "waarschuwing", "waarschuwingen")),
    }
}

/// Text of an editor without what would move the cursor or forge a line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "fout",
        Severity::Warning => "waarschuwing",
    }
}
