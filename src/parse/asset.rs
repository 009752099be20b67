//! Images and documents: known kinds only, with width and height, so that a page does not jump while it loads.

use crate::catalogue;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::Asset;
use crate::source::{FileId, SourceFile, Span};

/// Kinds of images that a page may show. A drawing may hold shapes only.
const IMAGES: [&str; 5] = ["jpg", "jpeg", "png", "webp", "svg"];
/// Kinds of documents that a page may offer.
const DOCUMENTS: [&str; 1] = ["pdf"];

/// Reads an image or document; nothing when it is none that can be published.
pub(super) fn read(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> Option<Asset> {
    let bytes = file.bytes.as_ref()?;
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut refuse = |message: String, help: &str| {
        findings.push(Diagnostic::new(&catalogue::BROKEN_FILE, Span::new(id, 0, 0), message).help(help));
        None
    };
    let stem = name.strip_suffix(ending).and_then(|n| n.strip_suffix('.')).unwrap_or_default();
    if !super::shape::is_name(stem) {
        return refuse(
            format!("`{name}` kan geen adres worden"),
            "gebruik kleine letters, cijfers en streepjes, ook in het einde: `plattegrond.png`",
        );
    }
    if DOCUMENTS.contains(&ending) {
        if bytes.starts_with(b"%PDF-") {
            return Some(Asset { file: id, size: None });
        }
        return refuse(format!("`{name}` is geen PDF"), "bewaar het document opnieuw als PDF");
    }
    if !IMAGES.contains(&ending) {
        let kinds = IMAGES.iter().chain(&DOCUMENTS).copied().collect::<Vec<_>>().join(", ");
        return refuse(format!("bestanden van de soort `{ending}` gaan niet mee"), &format!("gebruik: {kinds}"));
    }
    if ending == "svg" {
        return match super::svg::read(bytes) {
            Ok(size) => Some(Asset { file: id, size: Some(size) }),
            Err(message) => {
                refuse(message, "bewaar de tekening als gewone SVG, zonder scripts, stijlen en plaatjes, of als PNG")
            }
        };
    }
    match imagesize::blob_size(bytes) {
        Ok(size) if size.width > 0 && size.height > 0 => {
            Some(Asset { file: id, size: Some((size.width as u32, size.height as u32)) })
        }
        _ => refuse(format!("`{name}` is geen afbeelding die te lezen is"), "bewaar haar opnieuw als JPG of PNG"),
    }
}
