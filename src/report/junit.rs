//! Findings as `JUnit` XML, for build servers that show tests.
//!
//! A suite per file, a case per finding: an error is a failure, a warning a case that was skipped with its message, what
//! is only good to know a case that passed. So the colour on the server is the exit code of a run without `--streng`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

pub(super) fn write(findings: &Diagnostics, sources: &Sources) -> String {
    let mut files: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for d in findings {
        let path = d.span.map_or("(de hele set)", |span| sources.file(span.file).path.as_str());
        files.entry(path).or_default().push(d);
    }
    let count = |list: &[&Diagnostic], severity| list.iter().filter(|d| d.severity == severity).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        out,
        "<testsuites name=\"wegwijzer\" tests=\"{}\" failures=\"{}\" errors=\"0\">",
        findings.iter().count(),
        findings.count(Severity::Error)
    );
    for (path, list) in files {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">",
            escape(path),
            list.len(),
            count(&list, Severity::Error),
            count(&list, Severity::Warning)
        );
        list.iter().for_each(|d| case(d, path, sources, &mut out));
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn case(d: &Diagnostic, path: &str, sources: &Sources, out: &mut String) {
    let place = d.span.map(|span| sources.place(span.file, span.start));
    let at = place.map_or(String::new(), |p| format!(":{}:{}", p.line, p.column));
    let name = escape(&format!("{} {}{at}", d.rule.code, d.rule.name));
    let line = place.map_or(String::new(), |p| format!(" line=\"{}\"", p.line));
    let _ =
        writeln!(out, "    <testcase classname=\"{path}\" name=\"{name}\" file=\"{path}\"{line}>", path = escape(path));
    let (message, help) = (escape(&d.message), escape(&format!("{path}{at}: {} ({})", d.message, d.help)));
    let _ = match d.severity {
        Severity::Error => {
            writeln!(out, "      <failure type=\"{}\" message=\"{message}\">{help}</failure>", d.rule.code)
        }
        Severity::Warning => writeln!(out, "      <skipped message=\"{message}\">{help}</skipped>"),
        Severity::Info => writeln!(out, "      <system-out>{help}</system-out>"),
    };
    out.push_str("    </testcase>\n");
}

/// Text for XML 1.0; characters that it can't hold are shown as one that it can.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
