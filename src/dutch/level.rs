//! How hard a text is, as an estimate: a level, and a judgement for the readers it is meant for.

use super::figures::{Counts, Figures};

/// A level of language, as an estimate. It is no certificate: these levels are not defined for texts, and whether a
/// reader understands a text only readers can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Very easy.
    A2,
    /// Plain.
    B1,
    /// Fairly hard.
    B2,
    /// For professionals.
    C1,
}

impl Level {
    /// `A2`, `B1`, `B2`, `C1`
    pub fn name(self) -> &'static str {
        match self {
            Level::A2 => "A2",
            Level::B1 => "B1",
            Level::B2 => "B2",
            Level::C1 => "C1",
        }
    }
}

/// Words below which a text gets no level: chance weighs too much.
pub const ENOUGH: u32 = 60;

/// One number for how hard a text is, on the scale of LiNT: the mean of its estimate and of what LIX and Brouwer say,
/// put on that scale. The three rank whole texts about as well, and err on other texts.
pub fn difficulty(figures: &Figures) -> f64 {
    let lix = 14.0 + 0.65 * figures.lix;
    let brouwer = 67.0 - 0.45 * figures.brouwer;
    ((figures.lint + lix + brouwer) / 3.0).clamp(0.0, 100.0)
}

/// The level of a text; `None` below [`ENOUGH`] words.
pub fn level(counts: &Counts) -> Option<Level> {
    let figures = counts.figures().filter(|_| counts.words >= ENOUGH)?;
    Some(match difficulty(&figures) {
        d if d < 25.0 => Level::A2,
        d if d < 37.0 => Level::B1,
        d if d < 53.0 => Level::B2,
        _ => Level::C1,
    })
}

/// Who a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    /// Children of 8 to 12.
    JongerenPo,
    /// Young people of 12 to 18.
    JongerenVo,
    /// Parents.
    Ouders,
    /// Glossary and legal appendix.
    Juridisch,
}

/// What a text for these readers may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Words per sentence.
    pub mean: f64,
    /// Words in a sentence.
    pub longest: u32,
    /// Estimate of LiNT up to which the text is good.
    pub good: f64,
    /// Estimate above which it is too hard.
    pub stop: f64,
}

/// A judgement of a text for its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It fits.
    Good,
    /// Somebody should look at it.
    Look,
    /// It is too hard.
    Stop,
}

impl Grade {
    /// As it is shown.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Good => "goed",
            Grade::Look => "nakijken",
            Grade::Stop => "te moeilijk",
        }
    }
}

impl Profile {
    /// All, from the easiest.
    pub const ALL: [Profile; 4] = [Profile::JongerenPo, Profile::JongerenVo, Profile::Ouders, Profile::Juridisch];

    /// As it is written in commands.
    pub fn name(self) -> &'static str {
        match self {
            Profile::JongerenPo => "jongeren-po",
            Profile::JongerenVo => "jongeren-vo",
            Profile::Ouders => "ouders",
            Profile::Juridisch => "juridisch",
        }
    }

    /// What a text for these readers may be.
    pub fn limits(self) -> Limits {
        match self {
            Profile::JongerenPo => Limits { mean: 10.0, longest: 15, good: 32.0, stop: 38.0 },
            Profile::JongerenVo => Limits { mean: 12.0, longest: 18, good: 34.0, stop: 42.0 },
            Profile::Ouders => Limits { mean: 13.0, longest: 20, good: 34.0, stop: 46.0 },
            Profile::Juridisch => Limits { mean: 17.0, longest: 25, good: 46.0, stop: 58.0 },
        }
    }

    /// Why a text is too hard for these readers: past the estimate at which to stop, or sentences too long on the whole.
    /// Nothing below [`ENOUGH`] words.
    pub fn objections(self, counts: &Counts) -> Vec<String> {
        let Some(figures) = counts.figures().filter(|_| counts.words >= ENOUGH) else { return Vec::new() };
        let limits = self.limits();
        let mut objections = Vec::new();
        if figures.lint > limits.stop {
            objections.push(format!("geschatte LiNT {:.0}, en {:.0} is de grens", figures.lint, limits.stop));
        }
        if figures.sentence > limits.mean {
            let mean = figures.sentence;
            objections.push(format!("gemiddeld {mean:.1} woorden per zin, en {:.0} is de grens", limits.mean));
        }
        objections
    }

    /// Judges a text for these readers, with the reasons; `None` below [`ENOUGH`] words.
    pub fn judge(self, counts: &Counts) -> Option<(Grade, Vec<String>)> {
        let figures = counts.figures().filter(|_| counts.words >= ENOUGH)?;
        let limits = self.limits();
        let mut reasons = Vec::new();
        let mut grade = Grade::Good;
        if figures.lint > limits.good {
            grade = if figures.lint > limits.stop { Grade::Stop } else { Grade::Look };
            reasons.push(format!("geschatte LiNT {:.0}, en {:.0} is de grens", figures.lint, limits.good));
        }
        if figures.sentence > limits.mean {
            grade = grade.max(Grade::Look);
            reasons
                .push(format!("gemiddeld {:.1} woorden per zin, en {:.0} is de grens", figures.sentence, limits.mean));
        }
        if counts.longest > limits.longest {
            grade = grade.max(Grade::Look);
            reasons.push(format!("een zin van {} woorden, en {} is de grens", counts.longest, limits.longest));
        }
        Some((grade, reasons))
    }
}
