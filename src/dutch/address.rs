//! Web and mail addresses in running text: one token each, without the sign that closes the sentence.

/// Endings of names on the web that Dutch texts hold, for addresses that are written without `www`.
const ENDINGS: [&str; 18] = [
    "nl",
    "com",
    "org",
    "eu",
    "be",
    "net",
    "info",
    "nu",
    "de",
    "gov",
    "edu",
    "example",
    "io",
    "uk",
    "fr",
    "frl",
    "amsterdam",
    "school",
];

/// Longest address in bytes; what is longer is cut there, so that a text of slashes takes no longer than another.
const LONGEST: usize = 1024;

/// The end of the address that starts at `start`, if one does.
pub(super) fn end(text: &str, start: usize) -> Option<usize> {
    let mut limit = (start + LONGEST).min(text.len());
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &text[start..limit];
    let run = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '“')).unwrap_or(rest.len());
    let run = rest[..run].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '*', '_']);
    let known = run.starts_with("http://")
        || run.starts_with("https://")
        || run.starts_with("mailto:")
        || run.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www.") && run.len() > 4)
        || is_mail(run)
        || is_name(run.split(['/', '?', '#']).next().unwrap_or(""));
    known.then_some(start + run.len())
}

fn is_mail(run: &str) -> bool {
    run.split_once('@').is_some_and(|(before, after)| !before.is_empty() && after.contains('.') && !after.contains('@'))
}

/// `school.nl`, `www2.school.example`
fn is_name(run: &str) -> bool {
    let allowed = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let Some((before, ending)) = run.rsplit_once('.') else { return false };
    ENDINGS.contains(&ending) && before.split('.').all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_before_the_sentence_does() {
        assert_eq!(end("https://a.nl/b). Dan", 0), Some(14));
        assert_eq!(end("school.nl.", 0), Some(9));
        assert_eq!(end("gedaan.De", 0), None);
        assert_eq!(end("en/of", 0), None);
    }
}
