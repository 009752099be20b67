//! Marks and texts that mean nothing where they stand.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::document::Document;
use crate::source::{FileId, SourceFile, Span};

/// `vervangt`, `bij`, `voor` and `na` belong to what a region does with a national page.
pub(super) fn refuse_operations(document: &Document, findings: &mut Diagnostics) {
    for operation in document.all_sections().into_iter().flat_map(|s| &s.marks.operations) {
        findings.push(
            Diagnostic::new(
                &catalogue::OVERLAY_OPERATION,
                operation.span,
                "hier is er niets om te vervangen of aan te vullen",
            )
            .help("haal dit weg; een regio verandert een landelijke pagina in een bestand met dezelfde naam"),
        );
    }
}

/// `.open` and `.vast` say what a region may do with a national text; a region's own text needs neither.
pub(super) fn refuse_locks(document: &Document, findings: &mut Diagnostics) {
    for section in document.all_sections().into_iter().filter(|s| s.marks.open || s.marks.fixed) {
        findings.push(
            Diagnostic::new(
                &catalogue::HEADING_ATTRIBUTES,
                section.id.span,
                "`.open` en `.vast` doen niets in een tekst van een regio",
            )
            .help("haal ze weg"),
        );
    }
}

/// A passage or story without a word would leave an empty frame.
pub(super) fn refuse_empty(id: FileId, file: &SourceFile, body: usize, findings: &mut Diagnostics) {
    if file.text[body..].trim().is_empty() && file.defect.is_none() {
        let span = Span::new(id, file.text.len(), file.text.len());
        findings.push(
            Diagnostic::new(&catalogue::EMPTY_TEXT, span, "in dit bestand staat geen tekst")
                .help("schrijf de tekst onder de tweede regel `---`, of haal het bestand weg"),
        );
    }
}

/// What is over should go by itself: each entry of an agenda says until when it is shown.
pub(super) fn refuse_endless(document: &Document, findings: &mut Diagnostics) {
    for section in document.sections.iter().filter(|s| s.heading.is_none() || s.marks.until.is_none()) {
        findings.push(
            Diagnostic::new(&catalogue::ENDLESS_ENTRY, section.id.span, "dit stuk van de agenda heeft geen einddatum")
                .help("zet er een kop boven met de eerste dag waarop het weg mag: `## Koffieochtend {tot=2027-03-02}`"),
        );
    }
}
