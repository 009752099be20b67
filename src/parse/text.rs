//! Lines of text in front matter: plain words with variables, no markup.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::shape::is_name;
use crate::set::document::{Inline, InlineKind, Variable};
use crate::source::Spanned;

/// Cuts a line into text and variables; the place of each is the place of the whole value.
pub(super) fn line(written: &Spanned<String>, findings: &mut Diagnostics) -> Vec<Inline> {
    for sign in ["**", "](", "`", "<"] {
        if written.value.contains(sign) {
            findings.push(
                Diagnostic::new(
                    &catalogue::STRAY_MARKUP,
                    written.span,
                    format!("`{sign}` komt als gewone tekst op de pagina"),
                )
                .help("hier kan alleen gewone tekst staan, zonder opmaak of links"),
            );
        }
    }
    let mut inlines = Vec::new();
    let mut rest = written.value.as_str();
    let mut push = |kind| inlines.push(Inline { span: written.span, kind });
    let mut complain = |what: &str| {
        findings.push(
            Diagnostic::new(
                &catalogue::BROKEN_VARIABLE,
                written.span,
                format!("`{what}` is geen variabele die hier kan staan"),
            )
            .help("hier kunnen staan: {{ feit.id.waarde }}, {{ contact.id.veld }}, {{ regio.veld }}"),
        );
    };
    while let Some((before, after)) = rest.split_once("{{") {
        if before.contains("}}") {
            complain("}}");
        }
        if !before.is_empty() {
            push(InlineKind::Text(before.to_owned()));
        }
        let Some((name, tail)) = after.split_once("}}") else {
            complain("{{");
            push(InlineKind::Text(after.to_owned()));
            return inlines;
        };
        match variable(name.trim()) {
            Some(variable) => push(InlineKind::Variable(variable)),
            None => {
                complain(name.trim());
                push(InlineKind::Text(name.to_owned()));
            }
        }
        rest = tail;
    }
    if rest.contains("}}") {
        complain("}}");
    }
    if !rest.is_empty() {
        push(InlineKind::Text(rest.to_owned()));
    }
    inlines
}

/// The value that a dotted name stands for, when it is one that can stand in running text.
pub(super) fn variable(name: &str) -> Option<Variable> {
    let parts: Vec<&str> = name.split('.').collect();
    if !parts.iter().all(|part| is_name(part)) {
        return None;
    }
    match parts.as_slice() {
        ["feit", id, value] => Some(Variable::Fact((*id).to_owned(), (*value).to_owned())),
        ["contact", id, field] => Some(Variable::Contact((*id).to_owned(), (*field).to_owned())),
        ["regio", field] => Some(Variable::Region((*field).to_owned())),
        _ => None,
    }
}
