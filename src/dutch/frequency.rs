//! How often a word is used: the Zipf value, log10 of its occurrences in a thousand million words.
//!
//! The table comes from wordfreq (`data/NOTICE`). The small list starts at about Zipf 3, a word in a million.

use std::collections::HashMap;
use std::sync::LazyLock;

static LIST: &str = include_str!("data/frequencies.txt");

static TABLE: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut table = HashMap::with_capacity(30_000);
    for line in LIST.lines() {
        let mut words = line.split(' ');
        let zipf = words.next().and_then(|z| z.parse().ok()).unwrap_or(0);
        table.extend(words.map(|word| (word, zipf)));
    }
    table
});

/// The Zipf value in hundredths, of a word in small letters; 0 for a word that is not in the list.
pub(super) fn zipf(word: &str) -> u16 {
    TABLE.get(word).copied().unwrap_or(0)
}

/// What an unknown word counts for: 1.36, the value of LiNT-II for a word that its list does not have.
const FLOOR: u16 = 136;
/// Letters beyond which a row of them is no word.
const LONGEST: usize = 60;
/// A word in a million.
pub(super) const RARE: u16 = 300;

/// The Zipf value of a word of content: an unknown long word is read as its best known right part, since the head of a
/// Dutch compound stands at its end.
pub(super) fn of_content(word: &str) -> u16 {
    let own = zipf(word);
    let letters = word.chars().count();
    if own >= RARE || !(8..=LONGEST).contains(&letters) {
        return own.max(FLOOR);
    }
    let parts = word.char_indices().skip(3).map(|(i, _)| &word[i..]).take_while(|part| part.len() >= 4);
    parts.map(zipf).filter(|z| *z >= RARE).max().unwrap_or(own).max(FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_common_word_is_common_and_a_compound_is_its_head() {
        assert!(zipf("de") > 700);
        assert_eq!(zipf("leerplichtambtenarenoverleg"), 0);
        assert_eq!(of_content("schoolmaatschappelijkwerk"), of_content("werk"));
        assert_eq!(of_content("xyzzy"), FLOOR);
    }
}
