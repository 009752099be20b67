//! YAML as a tree of values with places; the only module that knows the YAML library.
//!
//! In: a piece of a file. Out: a [`Node`], or nothing and a finding. Scalars keep how they were written, so that
//! `titel: true` can be told from `titel: "true"`. Anchors, aliases, tags and merge keys are refused: an editor needs
//! none, and an alias can stand for gigabytes.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned as Placed;

use super::yaml_slips;
use super::yaml_words::explain;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// Deepest nesting of lists and maps.
const MAX_DEPTH: usize = 50;
/// Most slips that are told of one file that can't be read.
const MOST_SLIPS: usize = 20;
/// Most values in one file.
const MAX_NODES: usize = 2_000_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) span: Span,
    pub(super) value: Value,
}

/// A value as it was written.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Null,
    Scalar { text: String, style: Style },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// How a scalar was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotation marks: may be a number, a date or yes and no.
    Plain,
    /// Between quotation marks, or as a block: a text.
    Text,
}

impl Node {
    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

/// Reads `text`, which stands at byte `offset` of `file`.
pub(super) fn read(file: FileId, text: &str, offset: usize, findings: &mut Diagnostics) -> Option<Node> {
    let options = serde_yaml::options! {
        duplicate_keys: serde_yaml::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::MergeKeyPolicy::AsOrdinary,
        budget: serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES, max_anchors: 1000 },
    };
    let place = Placement { file, text, offset };
    match serde_yaml::from_str_with_options::<Placed<Raw>>(text, options) {
        Ok(raw) => {
            let node = place.node(raw);
            place.refuse_features(&node, findings);
            Some(node)
        }
        Err(error) => {
            place.syntax_errors(&error, findings);
            None
        }
    }
}

enum Raw {
    Null,
    Scalar(String),
    List(Vec<Placed<Raw>>),
    Map(Vec<(Placed<Raw>, Placed<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("een waarde")
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
    // What the library makes of a plain scalar does not matter: it is read from the source again.
    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Scalar(String::new()))
    }
    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Scalar(text.to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

/// Where a piece of YAML stands.
pub(super) struct Placement<'a> {
    pub(super) file: FileId,
    pub(super) text: &'a str,
    pub(super) offset: usize,
}

impl Placement<'_> {
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, self.offset + start, self.offset + end)
    }

    fn node(&self, raw: Placed<Raw>) -> Node {
        let at = raw.referenced.span();
        let start = at.byte_offset().map_or(0, |b| b as usize).min(self.text.len());
        let end = at.byte_len().map_or(start, |l| start + l as usize).min(self.text.len());
        let written = self.text.get(start..end).unwrap_or("");
        let (value, end) = match raw.value {
            Raw::Null if written.is_empty() => (Value::Null, end),
            Raw::Null => (Value::Scalar { text: written.trim_end().to_owned(), style: Style::Plain }, end),
            Raw::Scalar(resolved) => self.scalar(start, written, resolved),
            Raw::List(items) => {
                let items: Vec<Node> = items.into_iter().map(|i| self.node(i)).collect();
                let end = items.last().map_or(end, |n| n.span.end as usize - self.offset);
                (Value::List(items), end)
            }
            Raw::Map(entries) => {
                let entries: Vec<(Node, Node)> =
                    entries.into_iter().map(|(k, v)| (self.node(k), self.node(v))).collect();
                let end =
                    entries.last().map_or(end, |(k, v)| (v.span.end.max(k.span.end) as usize - self.offset).max(start));
                (Value::Map(entries), end)
            }
        };
        Node { span: self.span(start, end.max(start)), value }
    }

    /// A plain scalar counts as it was written (`010` stays `010`); other scalars as the library read them.
    fn scalar(&self, start: usize, written: &str, resolved: String) -> (Value, usize) {
        let end = start + written.trim_end().len();
        let before = self.text[..start].trim_end_matches([' ', '\n', '\r', '\t']);
        let block = before.ends_with(['|', '>', '-', '+']) && before.lines().last().is_some_and(is_block_header);
        if written.starts_with(['"', '\'']) || block || written.trim_end().contains('\n') {
            (Value::Scalar { text: resolved, style: Style::Text }, end)
        } else {
            (Value::Scalar { text: written.trim_end().to_owned(), style: Style::Plain }, end)
        }
    }

    /// What the library stumbled over: the slips that can be recognised, or else the place where it gave up.
    fn syntax_errors(&self, error: &serde_yaml::Error, findings: &mut Diagnostics) {
        let start = error.location().map_or(0, |l| self.byte_of(l.line() as usize, l.column() as usize));
        let line = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
        let next_line = self.text[start..].match_indices('\n').nth(1).map_or(self.text.len(), |(i, _)| start + i);
        let slips = yaml_slips::find(self.text);
        // The library gives up on the line of the slip, behind it, or at a value that the next line spoils.
        if slips.first().is_some_and(|slip| slip.range.start <= next_line) {
            for slip in slips.into_iter().take(MOST_SLIPS) {
                let span = self.span(slip.range.start, slip.range.end);
                findings.push(Diagnostic::new(&catalogue::BROKEN_YAML, span, slip.message).help(slip.help));
            }
            return;
        }
        let end = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        let (message, help) = explain(&error.to_string(), self.text[line..].lines().next().unwrap_or(""));
        findings.push(Diagnostic::new(&catalogue::BROKEN_YAML, self.span(start, end), message).help(help));
    }

    fn byte_of(&self, line: usize, column: usize) -> usize {
        let start: usize = self.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = &self.text[start.min(self.text.len())..];
        let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(i, _)| i);
        (start + within).min(self.text.len())
    }
}

fn is_block_header(line: &str) -> bool {
    line.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+').ends_with(['|', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Option<Node>, Diagnostics) {
        let mut findings = Diagnostics::default();
        let node = read(FileId(0), text, 0, &mut findings);
        (node, findings)
    }

    fn codes(text: &str) -> Vec<&'static str> {
        read_all(text).1.iter().map(|d| d.rule.code).collect()
    }

    fn entry<'a>(node: &'a Node, key: &str) -> &'a Node {
        let Value::Map(entries) = &node.value else { panic!("no map: {node:?}") };
        &entries.iter().find(|(k, _)| k.text() == Some(key)).unwrap().1
    }

    #[test]
    fn scalars_keep_how_they_were_written() {
        let text = "a: true\nb: \"true\"\nc: 010\nd: |\n  x: y\n  z\ne: yes # ja\nf:\ng: 2027-01-31\n";
        let (node, findings) = read_all(text);
        assert!(findings.is_empty());
        let node = node.unwrap();
        let written = |key| match &entry(&node, key).value {
            Value::Scalar { text, style } => (text.clone(), *style),
            other => panic!("{other:?}"),
        };
        assert_eq!(written("a"), ("true".into(), Style::Plain));
        assert_eq!(written("b"), ("true".into(), Style::Text));
        assert_eq!(written("c"), ("010".into(), Style::Plain));
        assert_eq!(written("d"), ("x: y\nz\n".into(), Style::Text));
        assert_eq!(written("e"), ("yes".into(), Style::Plain));
        assert!(matches!(entry(&node, "f").value, Value::Null));
        assert_eq!(written("g"), ("2027-01-31".into(), Style::Plain));
    }

    #[test]
    fn places_count_bytes_also_after_letters_with_accents() {
        let (node, _) = read_all("één: twéé\ndrie: x\n");
        let span = entry(&node.unwrap(), "drie").span;
        assert_eq!(&"één: twéé\ndrie: x\n"[span.range()], "x");
    }

    #[test]
    fn features_that_hide_text_are_refused() {
        for text in ["a: &x 1\n", "a: &x 1\nb: *x\n", "a: !!str 1\n", "<<: {a: 1}\n", "- &x a\n- *x\n"] {
            assert!(codes(text).contains(&"F005"), "{text:?}: {:?}", codes(text));
        }
        assert!(codes("a: x & y * z!\nb: 'waarom? & hoe!'\n# & * !\nc: >\n  a & b\n").is_empty());
    }

    #[test]
    fn a_colon_in_a_title_is_explained() {
        let (_, findings) = read_all("titel: Wat: is dit?\n");
        let finding = findings.iter().next().unwrap();
        assert_eq!(finding.rule.code, "F004");
        assert_eq!(finding.help, "zet de tekst tussen aanhalingstekens: `titel: \"Wat: is dit?\"`");
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..30 {
            let refs = vec![format!("*a{}", i - 1); 9].join(", ");
            bomb = format!("{bomb}a{i}: &a{i} [{refs}]\n");
        }
        assert!(!codes(&bomb).is_empty());
    }
}
