//! Syllables of a word: one for every vowel sound that its letters show.
//!
//! A nucleus is the longest of three letters (`aai`, `ieuw`), a pair (`aa`, `oe`, `ij`) or one vowel; a letter with a
//! trema begins one. What letters do not show, mostly in words from English and French, stands in
//! `data/lettergrepen.txt` as pieces of words with a correction.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

struct Corrections {
    pieces: AhoCorasick,
    amounts: Vec<i32>,
}

static CORRECTIONS: LazyLock<Option<Corrections>> = LazyLock::new(|| {
    let lines = include_str!("data/lettergrepen.txt").lines().filter(|l| !l.starts_with('#'));
    let rows =
        lines.filter_map(|l| l.split_once(' ')).filter_map(|(amount, words)| Some((amount.parse().ok()?, words)));
    let pairs: Vec<(&str, i32)> = rows.flat_map(|(n, words)| words.split(' ').map(move |word| (word, n))).collect();
    let pieces = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(pairs.iter().map(|(word, _)| *word))
        .ok()?;
    Some(Corrections { pieces, amounts: pairs.into_iter().map(|(_, n)| n).collect() })
});

/// The syllables of a word in small letters; at least one.
pub fn syllables(word: &str) -> u32 {
    let mut count = 0;
    let mut part: Vec<char> = Vec::with_capacity(word.len() + 2);
    let mut bounded = String::with_capacity(word.len() + 2);
    let mut digits = false;
    for c in word.chars().chain(['-']) {
        if c.is_alphabetic() {
            // `16e`: the ending belongs to the number.
            if !digits {
                part.push(c);
            }
            continue;
        }
        if ('\u{300}'..='\u{36f}').contains(&c) || c == '\u{ad}' {
            continue;
        }
        count += of_part(&part, &mut bounded);
        part.clear();
        count += i32::from(c.is_ascii_digit() && !digits);
        digits = c.is_ascii_digit();
    }
    u32::try_from(count).unwrap_or(0).max(1)
}

fn of_part(part: &[char], bounded: &mut String) -> i32 {
    if part.is_empty() {
        return 0;
    }
    bounded.clear();
    bounded.push('^');
    bounded.extend(part);
    bounded.push('$');
    let correction: i32 = CORRECTIONS
        .as_ref()
        .map_or(0, |c| c.pieces.find_iter(bounded.as_str()).map(|m| c.amounts[m.pattern().as_usize()]).sum());
    let mut count = 0;
    let mut at = 0;
    while at < part.len() {
        let length = nucleus(part, at);
        count += i32::from(length > 0);
        at += length.max(1);
    }
    (count + correction).max(0)
}

/// A vowel without its accent, and whether it has a trema; `None` for a consonant.
fn vowel(c: char) -> Option<(char, bool)> {
    Some(match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => (c, false),
        'á' | 'à' | 'â' | 'ã' | 'å' | 'æ' => ('a', false),
        'é' | 'è' | 'ê' | 'ē' => ('e', false),
        'í' | 'ì' | 'î' => ('i', false),
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'œ' => ('o', false),
        'ú' | 'ù' | 'û' => ('u', false),
        'ý' => ('y', false),
        'ĳ' => ('y', true),
        'ä' => ('a', true),
        'ë' => ('e', true),
        'ï' => ('i', true),
        'ö' => ('o', true),
        'ü' => ('u', true),
        'ÿ' => ('y', true),
        _ => return None,
    })
}

/// Whether the `i` at `at` is said as a `j`, after `c`, `s`, `t` or `x` inside a word.
fn hissing(part: &[char], at: usize) -> bool {
    at > 1 && matches!(part[at - 1], 'c' | 's' | 't' | 'x') && !(part[at - 1] == 't' && part[at - 2] == 's')
}

/// How many letters the nucleus at `at` has; 0 for a consonant.
fn nucleus(part: &[char], at: usize) -> usize {
    let Some((first, trema)) = vowel(part[at]) else { return 0 };
    // The letters after it, up to the next trema, which begins a nucleus of its own.
    let plain = |i: usize| part.get(at + i).and_then(|c| vowel(*c)).filter(|(_, trema)| !trema).map(|(v, _)| v);
    let letter = |i: usize| part.get(at + i).copied();
    let before = at.checked_sub(1).map(|i| part[i]);
    // `carrière`, `García`: the accent keeps the two apart.
    let joins = |i: usize| !matches!((first, letter(i)), (_, Some('í')) | ('i', Some('é' | 'è' | 'ê')));
    let (second, third) = (plain(1).filter(|_| joins(1)), plain(2));
    if trema {
        // `beëindigen`, `geëerd`, `naïef`: a pair, after a vowel.
        let pair = matches!((first, second), ('e', Some('e' | 'i')) | ('i', Some('e')) | ('o', Some('o')));
        return if pair && before.and_then(vowel).is_some() { 2 } else { 1 };
    }
    // `quiz`, and `yoga` at the start.
    if (first == 'u' && before == Some('q') && plain(1).is_some()) || (first == 'y' && at == 0 && second.is_some()) {
        return 0;
    }
    let Some(second) = second else {
        if first == 'i' && matches!(before, Some('c' | 'p' | 't')) && part[at + 1..].starts_with(&['ë', 'n', 't']) {
            return 2;
        }
        let ij = first == 'i' && letter(1) == Some('j') && letter(2) != Some('j');
        return if ij { 2 } else { 1 };
    };
    if let Some(third) = third {
        match (first, second, third) {
            ('a', 'a', 'i') | ('o', 'o', 'i') | ('o', 'e', 'i' | 'u') | ('e', 'a', 'u') => return 3,
            ('e' | 'i', 'e', 'u') if letter(3) == Some('w') => return 3,
            // `financieel`: one sound after these letters; `materieel`, `dieet`, `serieus`: the `i` stands alone.
            ('i', 'e', 'e') if matches!(before, Some('c' | 't')) => return 3,
            ('i', 'e', 'e' | 'u') => return 1,
            // `pensioen`
            ('i', 'o', 'e' | 'o') if hissing(part, at) => return 3,
            _ => {}
        }
    }
    match (first, second) {
        // `nationaal`, `patiënt`: the `i` is no vowel there.
        ('i', 'o') if hissing(part, at) => 2,
        // `museum`, not `reumatisch`.
        ('e', 'u') if letter(2) == Some('m') && plain(3).is_none() && at > 0 => 1,
        // `naijver`: the `ij` holds together.
        ('a', 'i') if letter(2) == Some('j') => 1,
        ('a', 'a' | 'i' | 'u' | 'y')
        | ('e', 'e' | 'i' | 'u' | 'y')
        | ('i', 'e')
        | ('o', 'o' | 'e' | 'u' | 'i' | 'y')
        | ('u', 'u' | 'i' | 'y') => 2,
        _ => 1,
    }
}
