//! Comments in YAML that silence a finding: `# negeer R012: reden` on the line above.
//!
//! In: a file with YAML or front matter. Out: a [`Suppression`] for the line below the comment, with what is indented
//! deeper; a finding for a comment that cannot be read. In running text the comments of Markdown do the same.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics, Suppression};
use crate::source::{FileId, SourceFile, Span};

const SIGN: &str = "# negeer";

/// The comments of a file that silence a finding.
pub(super) fn read(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> Vec<Suppression> {
    let lines = yaml_lines(&file.path, &file.text);
    let mut all = Vec::new();
    for (i, (at, line)) in lines.iter().enumerate().filter(|(_, (_, line))| line.trim_start().starts_with(SIGN)) {
        let start = at + line.len() - line.trim_start().len();
        let span = Span::new(id, start, at + line.trim_end().len());
        let parsed = line.trim_start()[SIGN.len()..].trim().split_once(':');
        let Some((code, reason)) = parsed.filter(|(c, r)| !c.trim().is_empty() && !r.trim().is_empty()) else {
            findings.push(
                Diagnostic::new(&catalogue::BROKEN_SUPPRESSION, span, "deze opmerking doet niets")
                    .help("noem de code en een reden: `# negeer R012: waarom het hier goed is`"),
            );
            continue;
        };
        let Some(target) = block_below(id, &lines[i + 1..]) else {
            let message = format!("na deze opmerking komt niets meer om `{}` te negeren", code.trim());
            findings.push(
                Diagnostic::new(&catalogue::BROKEN_SUPPRESSION, span, message)
                    .help("zet haar direct boven de regel waar het om gaat, of haal haar weg"),
            );
            continue;
        };
        all.push(Suppression { code: code.trim().to_owned(), reason: reason.trim().to_owned(), span, target });
    }
    all
}

/// The lines of YAML or TOML in a file, each with its first byte.
fn yaml_lines<'a>(path: &str, text: &'a str) -> Vec<(usize, &'a str)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line)
    });
    match path.rsplit('.').next() {
        Some("yaml" | "toml") => lines.collect(),
        Some("md") if text.lines().next().is_some_and(|l| l.trim_end() == "---") => {
            lines.skip(1).take_while(|(_, line)| line.trim_end() != "---").collect()
        }
        _ => Vec::new(),
    }
}

/// The next line that says something, with the lines that are indented deeper.
fn block_below(id: FileId, lines: &[(usize, &str)]) -> Option<Span> {
    let says = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let depth = |line: &str| line.len() - line.trim_start().len();
    let first = lines.iter().position(|(_, line)| says(line))?;
    let (start, line) = lines[first];
    let below = lines[first + 1..].iter().take_while(|(_, l)| !says(l) || depth(l) > depth(line));
    let (at, last) = below.filter(|(_, l)| says(l)).last().unwrap_or(&lines[first]);
    Some(Span::new(id, start, at + last.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{RawFile, Sources};

    fn silenced(path: &str, text: &str) -> Vec<String> {
        let sources = Sources::new(vec![RawFile::text(path, text)]);
        let mut findings = Diagnostics::default();
        let all = read(FileId(0), sources.file(FileId(0)), &mut findings);
        let mut said: Vec<String> = all.iter().map(|s| format!("{} {:?}", s.code, sources.slice(s.target))).collect();
        said.extend(findings.iter().map(|d| d.rule.code.to_owned()));
        said
    }

    #[test]
    fn a_comment_covers_the_line_below_and_what_hangs_under_it() {
        let text = "- id: a\n  x: 1\n# negeer R012: is zo\n\n- id: b\n  y:\n    - 2\n\n- id: c\n";
        let found = silenced("content/registers/x.yaml", text);
        assert_eq!(found, ["R012 \"- id: b\\n  y:\\n    - 2\\n\""]);
    }

    #[test]
    fn in_a_page_only_the_front_matter_counts() {
        let text = "---\n# negeer W001: zo heet het\ntitel: X\nb: 1\n---\n\n# negeer W001: dit is tekst\nTekst\n";
        assert_eq!(silenced("content/ouders/a.md", text), ["W001 \"titel: X\\n\""]);
        assert_eq!(silenced("content/ouders/a.md", "# negeer W001: dit is tekst\nTekst\n"), [""; 0]);
    }

    #[test]
    fn a_comment_without_reason_or_without_aim_is_told() {
        assert_eq!(silenced("book.toml", "# negeer W001\na = 1\n"), ["H007"]);
        assert_eq!(silenced("book.toml", "a = 1\n# negeer W001: waarom\n"), ["H007"]);
    }
}
