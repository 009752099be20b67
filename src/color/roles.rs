//! The roles of a house style, what each has to hold against, and how they follow from one colour.
//!
//! Names are those of the basis-tokens of NL Design System. Lightness is that of OKLCH; the hue is the region's own.

use std::collections::BTreeMap;

use super::{Color, Mode};

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The page.
    Page,
    /// Bands and the footer.
    Band,
    /// The short answer, numbers of steps.
    Tint,
    /// Text.
    Ink,
    /// Small print.
    Subtle,
    /// Links and marks.
    Link,
    /// The edge of fields and tiles.
    Border,
    /// Lines that only decorate.
    Line,
    /// The ground of the first button.
    Button,
    /// The text on it.
    ButtonText,
    /// Its edge.
    ButtonBorder,
}

impl Role {
    /// Every role, in the order in which they are written.
    pub const ALL: [Role; 11] = [
        Role::Page,
        Role::Band,
        Role::Tint,
        Role::Ink,
        Role::Subtle,
        Role::Link,
        Role::Border,
        Role::Line,
        Role::Button,
        Role::ButtonText,
        Role::ButtonBorder,
    ];

    /// The name of the basis-token, without the two hyphens in front.
    pub fn token(self) -> &'static str {
        match self {
            Role::Page => "basis-color-default-bg-document",
            Role::Band => "basis-color-default-bg-subtle",
            Role::Tint => "basis-color-accent-1-bg-default",
            Role::Ink => "basis-color-default-color-document",
            Role::Subtle => "basis-color-default-color-subtle",
            Role::Link => "basis-color-accent-1-color-default",
            Role::Border => "basis-color-default-border-default",
            Role::Line => "basis-color-default-border-subtle",
            Role::Button => "basis-color-action-1-inverse-bg-default",
            Role::ButtonText => "basis-color-action-1-inverse-color-default",
            Role::ButtonBorder => "basis-color-action-1-inverse-border-default",
        }
    }

    /// The role of that token.
    pub fn from_token(name: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|r| r.token() == name)
    }
}

/// Two roles that meet on a page, and the contrast that they need.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// What is seen.
    pub front: Role,
    /// On what.
    pub ground: Role,
    /// At least.
    pub ratio: f64,
}

const fn pair(front: Role, ground: Role, ratio: f64) -> Pair {
    Pair { front, ground, ratio }
}

/// What has to hold: WCAG 2.2 AA (1.4.3, 1.4.11), and 7 for the running text.
pub static PAIRS: &[Pair] = &[
    pair(Role::Ink, Role::Page, 7.0),
    pair(Role::Ink, Role::Band, 7.0),
    pair(Role::Ink, Role::Tint, 7.0),
    pair(Role::Subtle, Role::Page, 4.5),
    pair(Role::Subtle, Role::Band, 4.5),
    pair(Role::Subtle, Role::Tint, 4.5),
    pair(Role::Link, Role::Page, 4.5),
    pair(Role::Link, Role::Band, 4.5),
    pair(Role::Link, Role::Tint, 4.5),
    pair(Role::Border, Role::Page, 3.0),
    pair(Role::Border, Role::Band, 3.0),
    pair(Role::Border, Role::Tint, 3.0),
    pair(Role::ButtonText, Role::Button, 4.5),
    pair(Role::ButtonBorder, Role::Page, 3.0),
    pair(Role::ButtonBorder, Role::Band, 3.0),
];

/// A colour for every role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme(BTreeMap<Role, Color>);

impl Scheme {
    /// The colour of a role.
    pub fn get(&self, role: Role) -> Color {
        self.0.get(&role).copied().unwrap_or(Color::WHITE)
    }

    /// Puts another colour in the place of a derived one.
    pub fn set(&mut self, role: Role, color: Color) {
        self.0.insert(role, color);
    }
}

/// The roles that follow from the colour of a region. Each starts where it looks best and moves until it holds.
pub fn scheme(color: Color, mode: Mode) -> Scheme {
    let own = color.oklch();
    let light = mode == Mode::Light;
    let tone = |in_light: f64, in_dark: f64, most: (f64, f64)| {
        let (lightness, chroma) = if light { (in_light, most.0) } else { (in_dark, most.1) };
        Color::of(lightness, own.chroma.min(chroma), own.hue)
    };
    let page = tone(0.992, 0.19, (0.004, 0.012));
    let band = tone(0.965, 0.235, (0.014, 0.018));
    let tint = tone(0.925, 0.29, (0.05, 0.04));
    let grounds = [page, band, tint];
    let ink = away(tone(0.27, 0.93, (0.02, 0.02)), &grounds, 9.0, light);
    let subtle = away(tone(0.46, 0.78, (0.03, 0.03)), &grounds, 5.0, light);
    let link = away(tone(own.l.min(0.52), 0.80, (0.16, 0.16)), &grounds, 5.0, light);
    let border = away(tone(0.66, 0.50, (0.06, 0.06)), &grounds, 3.1, light);
    let line = tone(0.87, 0.36, (0.03, 0.03));
    let dark_text = Color::of(0.27, own.chroma.min(0.02), own.hue);
    let (button, button_text) = button(color, dark_text);
    let edged = [page, band].iter().all(|g| button.contrast(*g) >= 3.0);
    Scheme(BTreeMap::from([
        (Role::Page, page),
        (Role::Band, band),
        (Role::Tint, tint),
        (Role::Ink, ink),
        (Role::Subtle, subtle),
        (Role::Link, link),
        (Role::Border, border),
        (Role::Line, line),
        (Role::Button, button),
        (Role::ButtonText, button_text),
        (Role::ButtonBorder, if edged { button } else { ink }),
    ]))
}

/// The colour, darker on light grounds and lighter on dark ones until it holds.
fn away(color: Color, grounds: &[Color], ratio: f64, darker: bool) -> Color {
    let own = color.oklch();
    let step = if darker { -0.005 } else { 0.005 };
    let mut now = color;
    let mut lightness = own.l;
    while !grounds.iter().all(|g| now.contrast(*g) >= ratio) && (0.0..=1.0).contains(&lightness) {
        lightness += step;
        now = Color::of(lightness.clamp(0.0, 1.0), own.chroma, own.hue);
    }
    now
}

/// The region's colour itself where white or dark text can be read on it; else the nearest that can.
fn button(color: Color, dark: Color) -> (Color, Color) {
    const RATIO: f64 = 4.6;
    let text = |ground: Color| [Color::WHITE, dark].into_iter().find(|t| t.contrast(ground) >= RATIO);
    let own = color.oklch();
    let mut candidates = (0..=200).flat_map(|i| {
        let step = f64::from(i) * 0.005;
        [own.l - step, own.l + step]
            .map(|l| if i == 0 { color } else { Color::of(l.clamp(0.0, 1.0), own.chroma, own.hue) })
    });
    candidates.find_map(|c| text(c).map(|t| (c, t))).unwrap_or((dark, Color::WHITE))
}

/// A pair that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The pair.
    pub pair: Pair,
    /// What is seen.
    pub front: Color,
    /// On what.
    pub ground: Color,
    /// The contrast that was found.
    pub found: f64,
    /// The nearest front that holds on all its grounds.
    pub nearest: Color,
}

impl PartialEq for Pair {
    fn eq(&self, other: &Self) -> bool {
        (self.front, self.ground) == (other.front, other.ground)
    }
}

/// The pairs of the scheme that do not hold.
pub fn faults(scheme: &Scheme) -> Vec<Fault> {
    let mut faults = Vec::new();
    for pair in PAIRS {
        let (front, ground) = (scheme.get(pair.front), scheme.get(pair.ground));
        let found = front.contrast(ground);
        if found < pair.ratio {
            let grounds: Vec<Color> =
                PAIRS.iter().filter(|p| p.front == pair.front).map(|p| scheme.get(p.ground)).collect();
            faults.push(Fault { pair: *pair, front, ground, found, nearest: front.nearest(&grounds, pair.ratio) });
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every colour of a grid gives roles that hold, and most keep the region's own colour on the button.
    #[test]
    fn every_colour_gives_roles_that_hold() {
        let steps: Vec<u8> = (0..18).map(|i| i * 15).collect();
        let (mut all, mut kept) = (0, 0);
        for red in &steps {
            for green in &steps {
                for blue in &steps {
                    let color = Color::new(*red, *green, *blue);
                    for mode in [Mode::Light, Mode::Dark] {
                        let scheme = scheme(color, mode);
                        assert_eq!(faults(&scheme), [], "{color} {mode:?}");
                        // The danger strip has a ground of its own, the same in every region.
                        let danger = if mode == Mode::Light { "#fff4e5" } else { "#33260f" };
                        let danger = Color::from_hex(danger).expect("a colour");
                        assert!(scheme.get(Role::Ink).contrast(danger) >= 7.0, "{color} {mode:?}");
                        assert!(scheme.get(Role::Link).contrast(danger) >= 4.5, "{color} {mode:?}");
                    }
                    all += 1;
                    kept += usize::from(scheme(color, Mode::Light).get(Role::Button) == color);
                }
            }
        }
        assert_eq!(all, 5_832);
        assert!(kept * 100 / all >= 80, "{kept} of {all} keep their colour");
    }

    #[test]
    fn the_nearest_colour_holds_and_has_the_same_hue() {
        let page = Color::from_hex("#fdfdfb").expect("a colour");
        let yellow = Color::from_hex("#ffd400").expect("a colour");
        let near = yellow.nearest(&[page], 4.5);
        assert!(near.contrast(page) >= 4.5 && near.contrast(page) < 5.0, "{near}");
        assert!((near.oklch().hue.into_positive_degrees() - yellow.oklch().hue.into_positive_degrees()).abs() < 4.0);
        assert_eq!(page.nearest(&[Color::new(0, 0, 0)], 4.5), page);
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let black = Color::new(0, 0, 0);
        assert!((black.contrast(Color::WHITE) - 21.0).abs() < 0.001);
        let grey = Color::from_hex("#767676").expect("a colour");
        assert!((grey.contrast(Color::WHITE) - 4.54).abs() < 0.01);
        assert_eq!(Color::from_hex("#12345"), None);
        assert_eq!(Color::from_hex("#0b5ea8").expect("a colour").to_string(), "#0b5ea8");
    }
}
