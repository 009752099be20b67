//! The values of a table that [`super::shape::check`] held against its keys.
//!
//! What is missing or wrong is `None` and was told already: decoders take values and complain about meaning only.

use jiff::civil::Date;

use super::shape::{date, is_name};
use super::yaml::{Node, Value};
use crate::source::{Span, Spanned};

/// A table.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    node: &'a Node,
}

impl<'a> Fields<'a> {
    pub(super) fn new(node: &'a Node) -> Self {
        Self { node }
    }

    pub(super) fn span(self) -> Span {
        self.node.span
    }

    pub(super) fn get(self, key: &str) -> Option<&'a Node> {
        let Value::Map(entries) = &self.node.value else {
            return None;
        };
        let (_, value) = entries.iter().find(|(name, _)| name.text() == Some(key))?;
        (!matches!(value.value, Value::Null)).then_some(value)
    }

    pub(super) fn spanned(self, key: &str) -> Option<Spanned<String>> {
        let node = self.get(key)?;
        node.text().map(|t| Spanned::new(t.trim().to_owned(), node.span))
    }

    pub(super) fn text(self, key: &str) -> Option<String> {
        self.spanned(key).map(|s| s.value)
    }

    pub(super) fn date(self, key: &str) -> Option<Date> {
        date(self.get(key)?.text()?)
    }

    pub(super) fn number(self, key: &str) -> Option<i64> {
        self.get(key)?.text()?.parse().ok()
    }

    pub(super) fn flag(self, key: &str) -> bool {
        self.get(key).and_then(Node::text) == Some("true")
    }

    pub(super) fn list(self, key: &str) -> &'a [Node] {
        self.get(key).map_or(&[], Node::items)
    }

    pub(super) fn names(self, key: &str) -> Vec<Spanned<String>> {
        self.list(key).iter().filter_map(|n| n.text().map(|t| Spanned::new(t.trim().to_owned(), n.span))).collect()
    }

    /// A list of ids; what is no name was told already.
    pub(super) fn ids(self, key: &str) -> Vec<Spanned<String>> {
        self.names(key).into_iter().filter(|name| is_name(&name.value)).collect()
    }

    pub(super) fn texts(self, key: &str) -> Vec<String> {
        self.names(key).into_iter().map(|s| s.value).collect()
    }

    pub(super) fn fields(self, key: &str) -> Option<Fields<'a>> {
        self.get(key).map(Fields::new)
    }

    pub(super) fn entries(self, key: &str) -> &'a [(Node, Node)] {
        match self.get(key).map(|n| &n.value) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        }
    }
}

impl Node {
    /// The items of a list; nothing for what is no list.
    pub(super) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }
}
