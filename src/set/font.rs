//! A font that an operator adds to the theme: `themes/lettertypen/<naam>.woff2`, with its licence beside it.

use crate::source::FileId;

/// A font that a region may choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Font {
    /// The woff2 file.
    pub file: FileId,
    /// The text of its licence.
    pub licence: FileId,
    /// How it is called, as `[lettertypen]` of `book.toml` says.
    pub family: String,
    /// Its measures.
    pub metrics: Metrics,
}

/// What a browser needs to give the font that stands in its place the same measures, so that no line moves when the
/// font comes. Shares are of the size of the text (1 em) unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Metrics {
    /// Lightest and boldest weight (100 to 900).
    pub weights: (f32, f32),
    /// Width of running Dutch text, as a share of its width in Arial.
    pub width: f64,
    /// Height above the line.
    pub ascent: f64,
    /// Depth below it.
    pub descent: f64,
    /// Room between lines.
    pub gap: f64,
}
