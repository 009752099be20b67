//! `huisstijl.css`: the colours and corners of a region as custom properties, named after basis-tokens.

use std::fmt::Write as _;

use crate::color::{Color, Mode, Role, Scheme, scheme};
use crate::set::region::Style;

/// The colour of a region that has none.
pub(super) fn neutral() -> Color {
    Color::new(0x35, 0x49, 0x5e)
}

/// The colour of the region, or the neutral one.
pub(super) fn color(style: &Style) -> Color {
    style.color.as_ref().map_or_else(neutral, |c| c.value)
}

/// The properties of a region, for light and dark screens; paper is light.
pub(super) fn css(style: &Style) -> String {
    let mut css = String::from(":root {\n");
    properties(&roles(style, Mode::Light), "  ", &mut css);
    let corners = f64::from(style.corners.unwrap_or(8)) / 16.0;
    let _ = writeln!(css, "  --basis-border-radius-md: {corners}rem;");
    css.push_str("}\n@media screen and (prefers-color-scheme: dark) {\n  :root {\n");
    properties(&roles(style, Mode::Dark), "    ", &mut css);
    css.push_str("  }\n}\n");
    css
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
