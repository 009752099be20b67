//! A font of the operator's own: one variable woff2, and its licence as a text beside it.

use ttf_parser::{Face, Tag};

use crate::catalogue;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::set::font::{Font, Metrics};
use crate::source::{FileId, SourceFile, Sources, Span};

/// Where fonts stand, below the set's root.
const FOLDER: &str = "themes/lettertypen/";
/// Largest font in bytes: with it the home page stays below 60 kB.
const MAX_FONT: usize = 40_000;
/// Weights that the themes use.
const WEIGHTS: (f32, f32) = (400.0, 700.0);
/// Letters that every text may hold.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèëêïíóöüúáàç€“”‘’–…?!";
/// Running text of which the width stands for that of all texts.
const SAMPLE: &str = "Lees hier wat u kunt doen en met wie u kunt praten. Hulp op school begint met een gesprek.";
/// Widths of the letters of Arial and Helvetica in thousandths of an em, as in Adobe's font metrics for Helvetica.
const ARIAL: [(&str, f64); 7] = [
    ("ijl", 222.0),
    (" ft.,", 278.0),
    ("r", 333.0),
    ("cksvxyz", 500.0),
    ("abdeghnopquL", 556.0),
    ("wH", 722.0),
    ("m", 833.0),
];

/// The name of a font, from its path.
pub(super) fn name(path: &str) -> Option<&str> {
    path.strip_prefix(FOLDER)?.strip_suffix(".woff2").filter(|name| super::shape::is_name(name))
}

/// Reads a font; nothing when the themes can't use it.
pub(super) fn read(id: FileId, file: &SourceFile, findings: &mut Diagnostics) -> Option<Metrics> {
    let bytes = file.bytes.as_ref()?;
    let told =
        |message: String, help: &str| Diagnostic::new(&catalogue::BROKEN_FILE, Span::new(id, 0, 0), message).help(help);
    if bytes.len() > MAX_FONT {
        let message = format!("dit lettertype is {} kB, en er past {} kB in", bytes.len() / 1000, MAX_FONT / 1000);
        findings.push(told(message, "neem de uitgave met alleen Latijnse letters (`latin`), zonder cursief"));
        return None;
    }
    match metrics(bytes) {
        Ok(metrics) => Some(metrics),
        Err((message, help)) => {
            findings.push(told(message, help));
            None
        }
    }
}

fn metrics(bytes: &[u8]) -> Result<Metrics, (String, &'static str)> {
    let broken = || ("dit is geen lettertype dat te lezen is".to_owned(), "bewaar het opnieuw als woff2");
    let plain = wuff::decompress_woff2(bytes).map_err(|_| broken())?;
    let face = Face::parse(&plain, 0).map_err(|_| broken())?;
    let axis = face.variation_axes().into_iter().find(|axis| axis.tag == Tag::from_bytes(b"wght"));
    let weights = axis.map_or((0.0, 0.0), |a| (a.min_value, a.max_value));
    if weights.0 > WEIGHTS.0 || weights.1 < WEIGHTS.1 {
        return Err((
            format!("dit lettertype kan niet van gewoon naar vet ({} tot {})", WEIGHTS.0, WEIGHTS.1),
            "neem de variabele uitgave, met `wght` in de naam",
        ));
    }
    let missing: String = LETTERS.chars().filter(|c| face.glyph_index(*c).is_none()).collect();
    if !missing.is_empty() {
        return Err((
            format!("dit lettertype heeft geen {missing}"),
            "kies een lettertype met alle letters van het Nederlands",
        ));
    }
    let em = f64::from(face.units_per_em());
    let width = |c: char| face.glyph_index(c).and_then(|g| face.glyph_hor_advance(g)).map_or(0.0, f64::from) / em;
    let arial = |c: char| ARIAL.iter().find(|(letters, _)| letters.contains(c)).map_or(556.0, |(_, w)| *w) / 1000.0;
    Ok(Metrics {
        weights,
        width: SAMPLE.chars().map(width).sum::<f64>() / SAMPLE.chars().map(arial).sum::<f64>(),
        ascent: f64::from(face.ascender()) / em,
        descent: f64::from(-face.descender()) / em,
        gap: f64::from(face.line_gap()) / em,
    })
}

/// Joins what `book.toml` names with the files that are there.
pub(super) fn named(
    config: &Config,
    read: &[(FileId, Option<Metrics>)],
    sources: &Sources,
    findings: &mut Diagnostics,
) -> Vec<(String, Font)> {
    let at = |path: String| sources.iter().find(|(_, f)| f.path == path).map(|(id, _)| id);
    let mut fonts = Vec::new();
    for (wanted, family) in &config.fonts {
        let files = ["woff2", "txt"].map(|ending| format!("{FOLDER}{}.{ending}", wanted.value));
        let [file, licence] = files.clone().map(at);
        for (path, found) in files.iter().zip([file, licence]) {
            if found.is_none() {
                let message = format!("`{path}` is er niet");
                findings.push(Diagnostic::new(&catalogue::MISSING_FILE, wanted.span, message).help(
                    "zet het lettertype (`.woff2`) en de tekst van zijn licentie (`.txt`) onder deze naam naast elkaar",
                ));
            }
        }
        let metrics = read.iter().find(|(id, _)| Some(*id) == file).and_then(|(_, metrics)| *metrics);
        if let (Some(file), Some(licence), Some(metrics)) = (file, licence, metrics) {
            fonts.push((wanted.value.clone(), Font { file, licence, family: family.clone(), metrics }));
        }
    }
    for (id, _) in read {
        let font = name(&sources.file(*id).path).unwrap_or_default();
        if !config.fonts.iter().any(|(wanted, _)| wanted.value == font) {
            super::stray(
                *id,
                "geen regio kan dit lettertype kiezen",
                &format!("noem het in `book.toml`, onder `[lettertypen]`: `{font} = \"Naam van het lettertype\"`"),
                findings,
            );
        }
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] = include_bytes!("../../tests/fonts/atkinson.woff2");

    #[test]
    fn a_variable_font_has_the_measures_of_its_own_tables() {
        let metrics = metrics(FONT).expect("a font");
        assert_eq!(metrics.weights, (200.0, 800.0));
        // As fontTools reads them: 984 and -316 of 1000, and 40.67 em for the sample, which is 40.855 em in Arial.
        assert!((metrics.ascent - 0.984).abs() < 0.001, "{metrics:?}");
        assert!((metrics.descent - 0.316).abs() < 0.001, "{metrics:?}");
        assert!((metrics.width - 40.67 / 40.855).abs() < 0.001, "{metrics:?}");
    }

    #[test]
    fn every_beginning_of_a_font_is_refused() {
        for end in (0..FONT.len()).step_by(997) {
            assert!(metrics(&FONT[..end]).is_err(), "{end} bytes");
        }
    }
}
