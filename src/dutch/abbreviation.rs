//! Abbreviations that are written with a point: `data/afkortingen.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What the point of an abbreviation means for the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// The sentence goes on.
    Never,
    /// The sentence may end, if a capital follows.
    Maybe,
    /// The sentence goes on when a number follows.
    BeforeNumber,
}

/// An abbreviation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abbreviation {
    /// What its point means.
    pub(super) ending: Ending,
    /// In full.
    pub(super) full: &'static str,
}

static LIST: LazyLock<HashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut list = HashMap::new();
    for line in include_str!("data/afkortingen.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let (Some(class), Some(short), Some(full)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let ending = match class {
            "nooit" => Ending::Never,
            "getal" => Ending::BeforeNumber,
            _ => Ending::Maybe,
        };
        list.insert(short, Abbreviation { ending, full });
    }
    list
});

/// The abbreviation that is written so, with the point at its end left out.
pub(super) fn find(written: &str) -> Option<Abbreviation> {
    let exact = LIST.get(written);
    // At the start of a sentence: `Dhr.`, `Blz.`
    exact.or_else(|| LIST.get(lower_first(written).as_str())).copied()
}

fn lower_first(written: &str) -> String {
    let mut chars = written.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
