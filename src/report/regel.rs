//! `pad:regel:kolom: fout F001 bericht (wat te doen)`: one line per finding.

use std::fmt::Write as _;

use super::{name, plain};
use crate::diagnostic::Diagnostics;
use crate::source::Sources;

pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for d in findings {
        if let Some(span) = d.span {
            let place = sources.place(span.file, span.start);
            let _ = write!(out, "{}:{}:{}: ", plain(&sources.file(span.file).path), place.line, place.column);
        }
        let _ = write!(out, "{} {} {}", name(d.severity), d.rule.code, plain(&d.message));
        if !d.help.is_empty() {
            let _ = write!(out, " ({})", plain(&d.help));
        }
        out.push('\n');
    }
    out
}
