//! `basis.lock`: the national texts on which a region wrote, as `wegwijzer bevestig` kept them.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::keys;
use super::register::entries;
use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::canonical::Fingerprint;
use crate::set::document::PageId;
use crate::set::page::{Base, Confirmation};
use crate::source::{Audience, FileId, Span, Spanned};

/// The confirmations of a region, per page and section.
pub(super) type Lock = BTreeMap<PageId, Base>;

/// Reads the file. What can't be read counts as not confirmed, and is told.
pub(super) fn read(file: FileId, text: &str, findings: &mut Diagnostics) -> Lock {
    let mut lock = Lock::new();
    for node in entries(file, text, keys::LOCK, findings) {
        let fields = Fields::new(&node);
        let (Some(page), Some(section)) = (fields.spanned("pagina"), fields.spanned("sectie")) else { continue };
        let Some(id) = page_id(&page.value) else {
            findings.push(wrong(page.span, format!("`{}` is geen pagina", page.value)));
            continue;
        };
        let Some(written) = fields.spanned("vingerafdruk") else { continue };
        let Some(fingerprint) = Fingerprint::read(&written.value) else {
            findings.push(wrong(written.span, "dit is geen vingerafdruk".to_owned()));
            continue;
        };
        let confirmation = Confirmation {
            span: node.span,
            fingerprint,
            text: fields.text("tekst").unwrap_or_default(),
            on: fields.date("bevestigd-op"),
        };
        if let Some(first) = lock.entry(id).or_default().insert(section.value.clone(), confirmation) {
            findings.push(double(&section, &page.value, first.span));
        }
    }
    lock
}

fn page_id(name: &str) -> Option<PageId> {
    let (audience, slug) = name.split_once('/')?;
    Some(PageId { audience: Audience::from_name(audience)?, slug: slug.to_owned() })
}

fn wrong(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&catalogue::WRONG_VALUE, span, message)
        .help("dit bestand schrijft `wegwijzer bevestig`; haal het stuk weg en bevestig opnieuw")
}

fn double(section: &Spanned<String>, page: &str, first: Span) -> Diagnostic {
    let message = format!("de sectie `{}` van `{page}` staat hier twee keer", section.value);
    Diagnostic::new(&catalogue::DUPLICATE_NAME, section.span, message)
        .label(first, "hier stond zij al")
        .help("haal beide stukken weg, en bevestig opnieuw met `wegwijzer bevestig`")
}
