//! Numbers and addresses in running text: telephone, citizen service number, mail.
//!
//! `&str` in, ranges out. A telephone number is told by the plan of Dutch numbers, a citizen service number by its
//! eleven-test (Regeling burgerservicenummer).

use std::ops::Range;

/// A number in a text: where it stands, and its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) range: Range<usize>,
    pub(super) digits: String,
}

/// Every row of digits, with the signs that people put between them.
pub(super) fn digits(text: &str) -> Vec<Digits> {
    let mut all = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| c.is_ascii_digit()).map(|i| rest + i) {
        let between = |c: char| matches!(c, ' ' | '-' | '.' | '/' | '\u{a0}');
        let mut end = start;
        let mut gap = 0;
        for (i, c) in text[start..].char_indices() {
            if c.is_ascii_digit() {
                end = start + i + 1;
                gap = 0;
            } else if between(c) && gap == 0 {
                gap += 1;
            } else {
                break;
            }
        }
        rest = end;
        let start = if text[..start].ends_with('+') { start - 1 } else { start };
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() || c == '@');
        if !word(text[..start].chars().next_back()) && !word(text[end..].chars().next()) {
            all.push(Digits {
                range: start..end,
                digits: text[start..end].chars().filter(char::is_ascii_digit).collect(),
            });
        }
    }
    all
}

/// Whether the digits can be dialled in the Netherlands: ten of them, or an information number.
pub(super) fn is_phone(digits: &str) -> bool {
    let national = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31").filter(|r| r.len() == 9));
    let digits = national.map_or_else(|| digits.to_owned(), |rest| format!("0{rest}"));
    let service = ["0800", "0900", "0906", "0909"].iter().any(|p| digits.starts_with(p));
    digits.starts_with('0') && (digits.len() == 10 || (service && matches!(digits.len(), 8 | 11)))
}

/// The digits as they are dialled from within the country.
pub(super) fn dialled(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let abroad = digits.strip_prefix("0031").or_else(|| digits.strip_prefix("31").filter(|r| r.len() == 9));
    abroad.map_or(digits.clone(), |rest| format!("0{rest}"))
}

/// Whether nine digits pass the eleven-test of the citizen service number.
pub(super) fn is_citizen_number(digits: &str) -> bool {
    let values: Vec<i32> = digits.bytes().map(|b| i32::from(b - b'0')).collect();
    let weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    values.len() == 9
        && values.iter().any(|v| *v != values[0])
        && values.iter().zip(weights).map(|(v, w)| v * w).sum::<i32>() % 11 == 0
}

/// Every mail address.
pub(super) fn mails(text: &str) -> Vec<Range<usize>> {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '+' | '-');
    let mut all = Vec::new();
    for (at, _) in text.match_indices('@') {
        let start =
            text[..at].rfind(|c| !name(c)).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let end = text[at + 1..].find(|c| !name(c)).map_or(text.len(), |i| at + 1 + i);
        let end = at + 1 + text[at + 1..end].trim_end_matches(['.', '-']).len();
        if start < at && text[at + 1..end].contains('.') {
            all.push(start..end);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let found = |text: &str| digits(text).into_iter().map(|d| d.digits).collect::<Vec<_>>();
        assert_eq!(found("Bel 06-12 34 56 78, of (020) 123 45 67."), ["0612345678", "020", "1234567"]);
        assert_eq!(found("Op 3 mei 2026 om 8.30 uur"), ["3", "2026", "830"]);
        assert_eq!(found("klas 4a, v2, +31 6 12345678"), ["31612345678"]);
    }

    #[test]
    fn a_telephone_number_is_told_from_other_numbers() {
        for number in ["0612345678", "0201234567", "31612345678", "0031612345678", "08000432", "09001113111"] {
            assert!(is_phone(number), "{number}");
        }
        for number in ["112", "2026", "20261101", "123456782", "01022026", "1234567890"] {
            assert!(!is_phone(number), "{number}");
        }
    }

    #[test]
    fn the_eleven_test_is_that_of_the_citizen_service_number() {
        assert!(is_citizen_number("111222333") && is_citizen_number("123456782"));
        assert!(!is_citizen_number("123456789") && !is_citizen_number("000000000") && !is_citizen_number("12345678"));
    }

    #[test]
    fn mail_addresses_end_before_the_full_stop() {
        let text = "Mail één@x, jan.jansen@gmail.com. Of @niemand en a@b.nl!";
        let found: Vec<&str> = mails(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["jan.jansen@gmail.com", "a@b.nl"]);
    }
}
