//! What YAML can and an editor needs not: anchors, aliases, tags, merge keys; and comments that eat a text.

use super::yaml::{Node, Placement, Value};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Span;

impl Placement<'_> {
    /// Between the values may stand punctuation and comments only; what else stands there is a feature we refuse.
    pub(super) fn refuse_features(&self, root: &Node, findings: &mut Diagnostics) {
        let mut values = Vec::new();
        leaves(root, &mut values);
        values.sort_unstable_by_key(|s: &Span| s.start);
        let mut at = 0;
        for value in values.into_iter().map(|s| (s.start as usize - self.offset, s.end as usize - self.offset)) {
            self.refuse_in_gap(at, value.0, findings);
            if self.text[value.0..value.1] == *"<<" {
                findings.push(self.feature(value.0, value.1));
            }
            at = at.max(value.1);
        }
        self.refuse_in_gap(at, self.text.len(), findings);
    }

    fn refuse_in_gap(&self, start: usize, end: usize, findings: &mut Diagnostics) {
        let Some(gap) = self.text.get(start..end) else {
            return;
        };
        let mut at = start;
        for line in gap.split_inclusive('\n') {
            let comment = comment_start(line);
            let code = comment.map_or(line, |c| &line[..c]);
            // `titel: Vraag #1`: a comment has a space behind its sign, a number has none.
            if let Some(c) =
                comment.filter(|c| at > 0 && at == start && line[c + 1..].starts_with(char::is_alphanumeric))
            {
                let end = at + line.trim_end().len();
                findings.push(
                    Diagnostic::new(&catalogue::BROKEN_YAML, self.span(at + c, end), "vanaf `#` leest YAML deze regel niet")
                        .help("hoort dit bij de tekst, zet dan de hele tekst tussen aanhalingstekens; is het een opmerking, zet dan een spatie achter `#`"),
                );
            }
            if let Some(i) = code.find(['&', '*', '!']) {
                let length = code[i..].find(|c: char| c.is_whitespace()).unwrap_or(code.len() - i);
                findings.push(self.feature(at + i, at + i + length));
            }
            at += line.len();
        }
    }

    fn feature(&self, start: usize, end: usize) -> Diagnostic {
        let span = self.span(start, end);
        let message = format!("`{}` is een YAML-techniek die hier niet mag", &self.text[start..end]);
        Diagnostic::new(&catalogue::YAML_FEATURE, span, message)
            .help("schrijf de waarde voluit; bedoelt u gewone tekst, zet die dan tussen aanhalingstekens")
    }
}

fn comment_start(line: &str) -> Option<usize> {
    line.char_indices()
        .find(|&(i, c)| c == '#' && line[..i].chars().next_back().is_none_or(char::is_whitespace))
        .map(|(i, _)| i)
}

fn leaves(node: &Node, into: &mut Vec<Span>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar { .. } => into.push(node.span),
        Value::List(items) => items.iter().for_each(|n| leaves(n, into)),
        Value::Map(entries) => entries.iter().for_each(|(k, v)| {
            leaves(k, into);
            leaves(v, into);
        }),
    }
}
