//! Findings for people and machines. Each form is a file; what a finding holds stands in [`crate::diagnostic`].

mod github;
mod json;
mod junit;
mod mens;
mod regel;
mod sarif;
mod status;

use std::fmt::Write as _;

pub use status::{StatusForm, status};

use crate::diagnostic::{Diagnostics, Severity};
use crate::source::{SiteId, Sources};

/// How findings are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With excerpts, for people.
    Mens,
    /// One line each, for editors and scripts.
    Regel,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
    /// Workflow commands of GitHub Actions.
    Github,
}

impl Form {
    /// Every form with its name on the command line.
    pub const ALL: [(&'static str, Form); 6] = [
        ("mens", Form::Mens),
        ("regel", Form::Regel),
        ("json", Form::Json),
        ("sarif", Form::Sarif),
        ("junit", Form::Junit),
        ("github", Form::Github),
    ];

    /// Whether a program reads it: then it holds everything, and stands alone on standard output.
    pub fn is_for_programs(self) -> bool {
        !matches!(self, Form::Mens | Form::Regel)
    }
}

/// Writes the findings down. `color` adds the codes of a terminal.
pub fn write(form: Form, findings: &Diagnostics, sources: &Sources, color: bool) -> String {
    match form {
        Form::Mens => mens::write(findings, sources, color),
        Form::Regel => regel::write(findings, sources),
        Form::Json => json::write(findings, sources),
        Form::Sarif => sarif::write(findings, sources),
        Form::Junit => junit::write(findings, sources),
        Form::Github => github::write(findings, sources),
    }
}

/// `3 fouten en 1 waarschuwing`. What is only good to know does not count.
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

/// `map/doelgroep`: the folder of a site in the output.
fn site_name(site: SiteId, sources: &Sources) -> String {
    let folder = sources.regions().get(usize::from(site.region.0)).map_or("?", String::as_str);
    format!("{folder}/{}", site.audience)
}

/// A path as a relative address: what is no plain sign becomes `%…`.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Text of an editor without what would move the cursor or forge a line.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The word for a weight.
pub fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "fout",
        Severity::Warning => "waarschuwing",
        Severity::Info => "info",
    }
}
