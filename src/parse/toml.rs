//! TOML as the same tree of values that YAML becomes, so that one decoder reads both. Only `book.toml` is TOML.

use toml::de::{DeTable, DeValue};

use super::yaml::{Node, Style, Value};
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// Reads the whole text of a file; every fault in its form is a finding.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let range = table.span();
        return Some(Node { span: Span::new(file, range.start, range.end), value: map(file, table.get_ref()) });
    }
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        findings.push(
            Diagnostic::new(&catalogue::BROKEN_YAML, Span::new(file, at.start, at.end), "dit is geen geldige TOML")
                .help("schrijf `sleutel = \"waarde\"` onder een kopje als `[book]`, elke sleutel één keer"),
        );
    }
    None
}

fn map(file: FileId, table: &DeTable<'_>) -> Value {
    let mut entries: Vec<(Node, Node)> = table
        .iter()
        .map(|(key, value)| {
            let at = key.span();
            let key = Value::Scalar { text: key.get_ref().to_string(), style: Style::Text };
            let (key_span, value_span) = (Span::new(file, at.start, at.end), value.span());
            let value_span = Span::new(file, value_span.start, value_span.end);
            (Node { span: key_span, value: key }, Node { span: value_span, value: self::value(file, value.get_ref()) })
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn value(file: FileId, value: &DeValue<'_>) -> Value {
    let plain = |text: String| Value::Scalar { text, style: Style::Plain };
    match value {
        DeValue::String(text) => Value::Scalar { text: text.to_string(), style: Style::Text },
        DeValue::Integer(number) => plain(number.as_str().to_owned()),
        DeValue::Float(number) => plain(number.as_str().to_owned()),
        DeValue::Boolean(yes) => plain(yes.to_string()),
        DeValue::Datetime(date) => plain(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| {
                    let at = item.span();
                    Node { span: Span::new(file, at.start, at.end), value: self::value(file, item.get_ref()) }
                })
                .collect(),
        ),
        DeValue::Table(table) => map(file, table),
    }
}
