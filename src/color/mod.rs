//! Colours that can be read: contrast as WCAG counts it, and the roles of a house style from one colour.
//!
//! In: a colour as an editor writes it (`#00594f`). Out: a [`Scheme`] for light and for dark, in which every pair of
//! [`PAIRS`] holds, and, for colours that somebody chose instead, the [`Fault`]s with the nearest colour that holds.
//! Nothing of ours is used here.

mod roles;

use std::fmt;

use palette::convert::FromColorUnclamped;
use palette::{FromColor, LinSrgb, Oklch, Srgb};

pub use roles::{Fault, PAIRS, Pair, Role, Scheme, faults, scheme};

/// A colour of the screen, 8 bits each for red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

/// The scheme that the reader's device asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Dark text on light ground.
    Light,
    /// Light text on dark ground.
    Dark,
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl Color {
    /// Plain white.
    pub const WHITE: Color = Color { red: 255, green: 255, blue: 255 };

    /// The colour that is written as `#` and six hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        let hex = text.strip_prefix('#').filter(|h| h.len() == 6)?;
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Red, green and blue.
    pub fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Contrast with another colour, 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Color) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear: LinSrgb<f64> = Srgb::new(self.red, self.green, self.blue).into_linear();
        0.2126 * linear.red + 0.7152 * linear.green + 0.0722 * linear.blue
    }

    fn oklch(self) -> Oklch<f64> {
        Oklch::from_color(Srgb::new(self.red, self.green, self.blue).into_linear::<f64>())
    }

    /// The colour of this hue and lightness with as much of the chroma as a screen can show.
    fn of(lightness: f64, chroma: f64, hue: palette::OklabHue<f64>) -> Self {
        let shown = |chroma: f64| -> Srgb<f64> { Srgb::from_color_unclamped(Oklch::new(lightness, chroma, hue)) };
        let fits = |c: Srgb<f64>| [c.red, c.green, c.blue].iter().all(|v| (-0.0005..=1.0005).contains(v));
        let (mut low, mut high) = (0.0, chroma);
        if !fits(shown(high)) {
            for _ in 0..16 {
                let middle = f64::midpoint(low, high);
                if fits(shown(middle)) { low = middle } else { high = middle }
            }
            high = low;
        }
        let color: Srgb<u8> = shown(high).into_format();
        Self { red: color.red, green: color.green, blue: color.blue }
    }

    /// The colour nearest to this one that has `ratio` with all of `grounds`: same hue, as much of the chroma as fits.
    /// Black or white when no lightness of this hue does.
    pub fn nearest(self, grounds: &[Color], ratio: f64) -> Self {
        let own = self.oklch();
        let holds = |c: Color| grounds.iter().all(|g| c.contrast(*g) >= ratio);
        if holds(self) {
            return self;
        }
        let steps = (1..=200).flat_map(|i| {
            let step = f64::from(i) * 0.005;
            [own.l - step, own.l + step]
        });
        steps
            .filter(|l| (0.0..=1.0).contains(l))
            .map(|l| Self::of(l, own.chroma, own.hue))
            .find(|c| holds(*c))
            .unwrap_or_else(|| {
                let black = Color::new(0, 0, 0);
                if holds(black) { black } else { Color::WHITE }
            })
    }
}
