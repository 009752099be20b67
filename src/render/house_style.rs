//! `huisstijl.css`: the colours and corners of a region as custom properties, named after basis-tokens.

use std::fmt::Write as _;

use crate::color::{Color, Mode, Role, Scheme, scheme};
use crate::set::font::Font;
use crate::set::region::Style;

/// The colour of a region that has none.
pub(super) fn neutral() -> Color {
    Color::new(0x35, 0x49, 0x5e)
}

/// The colour of the region, or the neutral one.
pub(super) fn color(style: &Style) -> Color {
    style.color.as_ref().map_or_else(neutral, |c| c.value)
}

/// The name of a font below a site.
pub(super) const FONT: &str = "lettertype.woff2";

/// The properties of a region, for light and dark screens; paper is light. A font of its own comes with a stand-in of
/// the same measures.
pub(super) fn css(style: &Style, font: Option<&Font>) -> String {
    let mut css = font.map_or_else(String::new, faces);
    css.push_str(":root {\n");
    properties(&roles(style, Mode::Light), "  ", &mut css);
    let corners = f64::from(style.corners.unwrap_or(8)) / 16.0;
    let _ = writeln!(css, "  --basis-border-radius-md: {corners}rem;");
    if let Some(family) = font.map(family) {
        let _ = writeln!(css, "  --lettertype: \"{family}\", \"{family} vervanger\";");
    }
    css.push_str("}\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n");
    properties(&roles(style, Mode::Dark), "    ", &mut css);
    css.push_str("  }\n}\n");
    css
}

/// The font, and the font of the device that stands in its place until it is there: as wide and as high (CSS Fonts 5,
/// `size-adjust` and the metric overrides, which count in sizes after the adjustment).
fn faces(font: &Font) -> String {
    let (m, family) = (&font.metrics, family(font));
    let share = |value: f64| format!("{:.2}%", 100.0 * value);
    format!(
        "@font-face {{\n  font-family: \"{family}\";\n  src: url({FONT}) format(\"woff2\");\n  font-weight: {} {};\n  font-display: swap;\n}}\n@font-face {{\n  font-family: \"{family} vervanger\";\n  src: local(\"Arial\"), local(\"Liberation Sans\"), local(\"Helvetica\");\n  size-adjust: {};\n  ascent-override: {};\n  descent-override: {};\n  line-gap-override: {};\n}}\n",
        m.weights.0,
        m.weights.1,
        share(m.width),
        share(m.ascent / m.width),
        share(m.descent / m.width),
        share(m.gap / m.width),
    )
}

/// The name of a font as a style sheet can hold it.
fn family(font: &Font) -> String {
    font.family.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect()
}

fn properties(scheme: &Scheme, indent: &str, css: &mut String) {
    for role in Role::ALL {
        let _ = writeln!(css, "{indent}--{}: {};", role.token(), scheme.get(role));
    }
}

/// The roles that follow from the colour, with what the region chose itself in their place.
fn roles(style: &Style, mode: Mode) -> Scheme {
    let mut roles = scheme(color(style), mode);
    style.apply(&mut roles, mode);
    roles
}
