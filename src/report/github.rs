//! Findings as workflow commands of GitHub Actions, which shows them beside the changed lines of a pull request.
//!
//! `::error file=…,line=…,col=…,title=…::bericht`. What could end a command or a property is escaped as GitHub asks.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Sources;

pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for d in findings {
        let command = match d.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let _ = write!(out, "::{command} ");
        if let Some(span) = d.span {
            let (start, end) = (sources.place(span.file, span.start), sources.place(span.file, span.end));
            let path = property(&sources.file(span.file).path);
            let _ = write!(out, "file={path},line={},endLine={},", start.line, end.line);
            // GitHub takes columns only within one line.
            if start.line == end.line {
                let _ = write!(out, "col={},endColumn={},", start.column, end.column);
            }
        }
        let title = property(&format!("{} {}", d.rule.code, d.rule.title()));
        let help = if d.help.is_empty() { String::new() } else { format!(" ({})", d.help) };
        let _ = writeln!(out, "title={title}::{}", data(&format!("{}{help}", d.message)));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
