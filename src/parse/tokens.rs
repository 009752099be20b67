//! The house style of a region as keys, with the basis-tokens of NL Design System. `color::Role` has the same names.

use super::shape::{Key, Shape};

const fn may(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, shape, required: false, default: None, about }
}

const fn token(name: &'static str, about: &'static str) -> Key {
    may(name, TOKEN, about)
}

const fn color(name: &'static str, about: &'static str) -> Key {
    may(name, Shape::Color, about)
}

/// A colour for light screens, or one for each.
const TOKEN: Shape = Shape::Either(
    &Shape::Color,
    &Shape::Table(&[color("licht", "Op een licht scherm"), color("donker", "Op een donker scherm")]),
);

/// `huisstijl.tokens`
const TOKENS: &[Key] = &[
    token("basis-color-default-bg-document", "De pagina"),
    token("basis-color-default-bg-subtle", "Banden en de voet"),
    token("basis-color-accent-1-bg-default", "Het korte antwoord, nummers van stappen"),
    token("basis-color-default-color-document", "Tekst"),
    token("basis-color-default-color-subtle", "Kleine letters"),
    token("basis-color-accent-1-color-default", "Links"),
    token("basis-color-default-border-default", "De rand van velden en tegels"),
    token("basis-color-default-border-subtle", "Lijnen"),
    token("basis-color-action-1-inverse-bg-default", "De eerste knop"),
    token("basis-color-action-1-inverse-color-default", "De tekst op die knop"),
    token("basis-color-action-1-inverse-border-default", "De rand van die knop"),
];

/// `huisstijl`
pub(super) const STYLE: &[Key] = &[
    may("kleur", Shape::Color, "Hoofdkleur, zoals \"#00594f\""),
    may("kleur-links", Shape::Color, "Kleur van links op een lichte achtergrond"),
    may("hoeken", Shape::Number, "Ronding in pixels, 0 tot 18"),
    may("logo", Shape::Line, "Beeldmerk in `bestanden/`; SVG, PNG of WebP"),
    may("tokens", Shape::Table(TOKENS), "Eigen kleuren, met de namen van NL Design System"),
];
