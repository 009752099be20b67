//! The basis-tokens of NL Design System that a region may set, as keys. `color::Role` has the same names.

use super::shape::{Key, Shape};

const fn token(name: &'static str, about: &'static str) -> Key {
    Key { name, shape: TOKEN, required: false, default: None, about }
}

const fn color(name: &'static str, about: &'static str) -> Key {
    Key { name, shape: Shape::Color, required: false, default: None, about }
}

/// A colour for light screens, or one for each.
const TOKEN: Shape = Shape::Either(
    &Shape::Color,
    &Shape::Table(&[color("licht", "Op een licht scherm"), color("donker", "Op een donker scherm")]),
);

/// `huisstijl.tokens`
pub(super) const TOKENS: &[Key] = &[
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
