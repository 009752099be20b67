//! Drawings in SVG: shapes and colours only. A drawing can hold scripts, styles and addresses; what is not in the
//! lists below is refused with its line, and nothing is ever repaired.

use roxmltree::{Document, Node, ParsingOptions};

const SPACE: &str = "http://www.w3.org/2000/svg";

const ELEMENTS: [&str; 18] = [
    "svg",
    "g",
    "title",
    "desc",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "symbol",
    "mask",
];

const ATTRIBUTES: [&str; 52] = [
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "fx",
    "fy",
    "d",
    "points",
    "transform",
    "gradientTransform",
    "gradientUnits",
    "spreadMethod",
    "offset",
    "id",
    "role",
    "version",
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "mask",
    "maskUnits",
    "stop-color",
    "stop-opacity",
    "color",
    "display",
    "visibility",
    "preserveAspectRatio",
    "lang",
    "aria-label",
    "aria-hidden",
];

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 50;

/// Width and height of a drawing that can be published, or why it can't.
pub(super) fn read(bytes: &[u8]) -> Result<(u32, u32), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "deze tekening is geen UTF-8".to_owned())?;
    // Entities can grow without end: a drawing needs no DTD.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 50_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("deze tekening is niet te lezen als SVG (regel {})", error.pos().row))?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" || root.tag_name().namespace() != Some(SPACE) {
        return Err(format!("deze tekening begint niet met `<svg xmlns=\"{SPACE}\">`"));
    }
    for node in document.descendants() {
        refuse(&document, node)?;
    }
    size(root).ok_or_else(|| "deze tekening heeft geen `viewBox`, en geen breedte en hoogte".to_owned())
}

fn refuse(document: &Document<'_>, node: Node<'_, '_>) -> Result<(), String> {
    let row = |at: usize| document.text_pos_at(at).row;
    let here = row(node.range().start);
    if node.is_pi() {
        return Err(format!("regel {here}: in een tekening kan geen `<?…?>` staan"));
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name();
    if node.tag_name().namespace() != Some(SPACE) || !ELEMENTS.contains(&name) {
        return Err(format!("regel {here}: `{name}` kan niet in een tekening; gebruik alleen vormen en kleuren"));
    }
    if node.ancestors().count() > MAX_DEPTH {
        return Err(format!("regel {here}: deze tekening zit dieper dan {MAX_DEPTH} niveaus in elkaar"));
    }
    for attribute in node.attributes() {
        let value = attribute.value();
        let known = attribute.namespace().is_none() && ATTRIBUTES.contains(&attribute.name());
        // A colour may be a gradient of the drawing itself, and nothing from elsewhere.
        let low = value.to_ascii_lowercase();
        let elsewhere =
            low.match_indices("url(").any(|(i, _)| !low[i + 4..].trim_start_matches([' ', '"', '\'']).starts_with('#'));
        if !known || elsewhere || low.contains("javascript:") {
            let line = row(attribute.range().start);
            return Err(format!(
                "regel {line}: `{}` kan niet in een tekening; gebruik alleen vormen en kleuren",
                attribute.name()
            ));
        }
    }
    Ok(())
}

/// From width and height, or from the view box.
fn size(root: Node<'_, '_>) -> Option<(u32, u32)> {
    let pixels = |text: &str| text.trim_end_matches("px").parse::<f64>().ok();
    let own = root.attribute("width").and_then(pixels).zip(root.attribute("height").and_then(pixels));
    let numbers: Vec<f64> = root
        .attribute("viewBox")
        .map(|b| b.split([' ', ',']).filter_map(|n| n.parse().ok()).collect())
        .unwrap_or_default();
    let (width, height) = own.or_else(|| (numbers.len() == 4).then(|| (numbers[2], numbers[3])))?;
    let whole = |n: f64| (1.0..=10_000.0).contains(&n).then(|| n.round().to_string().parse().ok()).flatten();
    Some((whole(width)?, whole(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_taken_with_their_size() {
        let drawing = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 24"><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><title>Huis</title><path d="M0 0h9z" fill="url(#a)"/></svg>"#;
        assert_eq!(read(drawing), Ok((48, 24)));
    }

    /// Everything that could run, load or hide something is refused.
    #[test]
    fn what_is_no_shape_is_refused() {
        let inner = [
            "<script>alert(1)</script>",
            "<style>@import 'x'</style>",
            "<foreignObject/>",
            "<image href='x.png'/>",
            "<use href='#a'/>",
            "<a href='https://voorbeeld.example'/>",
            "<animate attributeName='x'/>",
            "<rect onload='x()'/>",
            "<rect style='fill:red'/>",
            "<rect fill='url(https://voorbeeld.example/x)'/>",
            "<rect fill=' URL( \"x.svg#a\")'/>",
            "<rect class='x'/>",
            "<?xml-stylesheet href='x'?>",
            "<x:rect xmlns:x='http://www.w3.org/1999/xhtml'/>",
            "<rect xml:base='x'/>",
        ];
        for part in inner {
            let drawing = format!("<svg xmlns=\"{SPACE}\" viewBox=\"0 0 1 1\">\n{part}</svg>");
            let refused = read(drawing.as_bytes()).expect_err(part);
            assert!(refused.starts_with("regel 2: "), "{part}: {refused}");
        }
        for drawing in [
            "",
            "<svg/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>",
            "\u{0}",
        ] {
            assert!(read(drawing.as_bytes()).is_err(), "{drawing}");
        }
        let deep =
            format!("<svg xmlns=\"{SPACE}\" viewBox=\"0 0 1 1\">{}{}</svg>", "<g>".repeat(90), "</g>".repeat(90));
        assert!(read(deep.as_bytes()).is_err());
    }
}
