//! `SUMMARY.md`: groups as `# Kop`, pages as `- [Korte titel](pagina.md)`, read strictly, line by line.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::parse::shape::{is_hidden, is_name};
use crate::set::{Entry, Group, Summary};
use crate::source::{FileId, Span, Spanned};

/// Reads the menu of one audience.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> Summary {
    let mut summary = Summary::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim();
        if content.is_empty() {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        if let Some(c) = content.chars().find(|c| is_hidden(*c)) {
            let at = start + line.find(c).unwrap_or(0);
            findings.push(
                Diagnostic::new(
                    &catalogue::HIDDEN_CHARACTER,
                    Span::new(file, at, at + c.len_utf8()),
                    format!("hier staat een onzichtbaar teken (U+{:04X})", c as u32),
                )
                .help("typ het woord opnieuw; geplakte tekst kan onzichtbare tekens bevatten"),
            );
            continue;
        }
        let span = Span::new(file, start + indent, start + indent + content.len());
        if let Some(title) = content.strip_prefix("# ") {
            summary.groups.push(Group { title: Spanned::new(title.trim().to_owned(), span), entries: Vec::new() });
        } else if indent > 0 {
            findings.push(refuse(span, "deze regel springt in, en een menu heeft één niveau"));
        } else if let Some(entry) = entry(content, span) {
            let listed = summary.groups.iter().flat_map(|g| &g.entries).find(|e| e.slug.value == entry.slug.value);
            if let Some(first) = listed {
                let message = format!("de pagina `{}` staat twee keer in het menu", entry.slug.value);
                findings.push(refuse(entry.slug.span, &message).label(first.slug.span, "hier stond zij al"));
                continue;
            }
            match summary.groups.last_mut() {
                Some(group) => group.entries.push(entry),
                None => findings.push(refuse(span, "deze pagina staat boven de eerste groep")),
            }
        } else {
            findings.push(refuse(span, "deze regel is geen groep en geen pagina"));
        }
    }
    summary
}

fn refuse(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::BROKEN_SUMMARY, span, message)
        .help("schrijf een groep als `# Kop` en daaronder pagina's als `- [Korte titel](pagina.md)`")
}

fn entry(line: &str, span: Span) -> Option<Entry> {
    let inner = line.strip_prefix("- [").or_else(|| line.strip_prefix("* ["))?;
    let (title, address) = inner.strip_suffix(')')?.split_once("](")?;
    let slug = address.strip_suffix(".md")?;
    let start = span.end as usize - 1 - address.len();
    let place = Span::new(span.file, start, start + slug.len());
    (is_name(slug) && !title.trim().is_empty() && !title.contains(['[', ']', '{', '<']))
        .then(|| Entry { title: title.trim().to_owned(), slug: Spanned::new(slug.to_owned(), place) })
}
