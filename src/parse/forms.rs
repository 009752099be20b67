//! The forms of addresses, numbers and colours that a reader can click or see.

/// Whether it is an address that starts with `https://` and holds nothing that could end or change it.
pub(super) fn is_web(text: &str) -> bool {
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !super::shape::is_hidden(c) && !"\"'<>\\`{}|^".contains(c);
    text.strip_prefix("https://").is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.contains('.') && !host.contains('@') && rest.chars().all(plain) && url::Url::parse(text).is_ok()
    })
}

/// Whether it is a plain mail address.
pub(super) fn is_mail(text: &str) -> bool {
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-".contains(&b));
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && plain(name) && plain(host))
}

/// Whether it is a number that a telephone can call.
pub(super) fn is_phone(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().all(|b| b.is_ascii_digit() || b" +-".contains(&b))
}

pub(super) fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
